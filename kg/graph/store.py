"""The canonical store: documents → contributions → records, in one SQLite file, changed exactly.

``documents`` hold what each document says (its annotation). ``profiles`` hold what resolution may know of its
entities, once however many documents share it, with the node that resolution found. ``parts`` hold what each document
gives to each record of the graph, and ``records`` the graph itself, line by line as ``graph.jsonl`` has it.

A change replaces documents, resolves again the components whose *set* of profiles changed, makes the parts of the
documents whose nodes changed again, and merges the records whose parts changed. So its cost follows what changed, not
the size of the graph, and its result is that of ``kg.graph.assembly.build_graph`` on the documents that remain, byte
by byte. All of it is one transaction: a process killed at any point leaves the state before or the state after.
"""

from __future__ import annotations

import difflib
import json
import os
import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from kg import jsonl
from kg import records as r
from kg.errors import GraphError, IdentifierError
from kg.graph.assembly import contribution, entity_id, merge_documents, merge_entities, merge_evidence, print_of
from kg.graph.decisions import ALIAS, DecidedNodes, Decision, decide, parse
from kg.graph.stream import RecordStream, all_records
from kg.resolution.blocking import keys
from kg.resolution.profile import Profile, profiles
from kg.resolution.reprints import Print, bands, first_prints, is_reprint
from kg.resolution.resolver import Identity, resolve, resolve_component

SCHEMA_VERSION = 2
_KIND_ORDER = {cls: number for number, cls in enumerate(jsonl.KINDS.values())}
_DOCUMENT_KEY = "document:"  # parts and records of documents stand under this and the document's id
_CHUNK = 500  # values in one SQL list
_MOST_FRESH = 200_000  # characters of documents kept in memory between two steps of a change
_CACHE_KIB = 32 * 1024
_WHOLE_SCAN = 0.2  # where a larger share of the documents is touched, tables are read in one scan

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (id TEXT PRIMARY KEY, contribution TEXT NOT NULL, line TEXT NOT NULL, reprint_of TEXT);
CREATE INDEX reprints ON documents (reprint_of, id) WHERE reprint_of IS NOT NULL;
CREATE TABLE bands (band TEXT, document TEXT, PRIMARY KEY (band, document)) WITHOUT ROWID;
CREATE INDEX bands_by_document ON bands (document);
CREATE TABLE prints (document TEXT, other TEXT, PRIMARY KEY (document, other)) WITHOUT ROWID;
CREATE TABLE profiles (id INTEGER PRIMARY KEY, content TEXT UNIQUE NOT NULL, support INTEGER NOT NULL, node TEXT);
CREATE INDEX profiles_by_node ON profiles (node);
CREATE TABLE profile_keys (key TEXT, profile INTEGER, PRIMARY KEY (key, profile)) WITHOUT ROWID;
CREATE INDEX keys_by_profile ON profile_keys (profile);
CREATE TABLE nodes (id TEXT PRIMARY KEY, identity TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE refs (document TEXT, entity TEXT, profile INTEGER NOT NULL, node TEXT,
  PRIMARY KEY (document, entity)) WITHOUT ROWID;
CREATE INDEX refs_by_profile ON refs (profile);
CREATE INDEX refs_by_node ON refs (node);
CREATE TABLE parts (record TEXT, document TEXT, part TEXT NOT NULL, PRIMARY KEY (record, document)) WITHOUT ROWID;
CREATE INDEX parts_by_document ON parts (document);
CREATE TABLE records (kind INTEGER, id TEXT, line TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a change did to the graph: the records that went and those that came, a changed record in both.

    ``documents`` are the ids added, updated or removed; ``aliases`` the decisions that automatic change of ids calls
    for.
    """

    removed: r.Graph
    added: r.Graph
    documents: tuple[str, ...] = ()
    aliases: tuple[Decision, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the graph is as it was."""
        return self.removed == self.added == r.Graph()


class Store:
    """A graph's store. Use it as a context manager; one process writes at a time."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open a store.

        Args:
            create: begin an empty one; a file that is there is refused.

        Raises:
            GraphError: no store there, one there already, or one of another version.
        """
        if not create and not path.exists():
            raise GraphError(
                f"No graph in {path.parent}: {path.name} is missing. 'kg build INPUT --out {path.parent}' makes one."
            )
        if create and path.exists():
            raise GraphError(f"{path} exists already; open it, or remove it first.")
        self.path = path
        self._db = sqlite3.connect(path, isolation_level=None, timeout=30)
        if create:
            with self._transaction():
                for statement in filter(str.strip, _SCHEMA.split(";")):
                    self._db.execute(statement)
                self._set("version", str(SCHEMA_VERSION))
                self._set("generation", "0")
        self._check_version()

    def _check_version(self) -> None:
        try:
            self._db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            self._db.execute("PRAGMA temp_store = MEMORY")
            version = self._get("version")
        except sqlite3.DatabaseError as error:
            raise GraphError(f"{self.path} is damaged ({error}); build the graph again from its documents.") from error
        if version != str(SCHEMA_VERSION):
            raise GraphError(
                f"{self.path} has store version {version}, this program uses {SCHEMA_VERSION}; "
                "build the graph again from its documents."
            )

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- reading --------------------------------------------------------------------------------------------

    @property
    def generation(self) -> int:
        """The number of changes so far; files made from the store remember which one they show."""
        return int(self._get("generation") or 0)

    def document_ids(self) -> tuple[str, ...]:
        """Return the ids of all documents, sorted."""
        return tuple(row[0] for row in self._db.execute("SELECT id FROM documents ORDER BY id"))

    def annotation(self, document: str) -> r.Annotation:
        """Return the annotation of a document.

        Raises:
            GraphError: the graph holds no such document.
        """
        row = self._db.execute("SELECT contribution FROM documents WHERE id = ?", (document,)).fetchone()
        if row is None:
            raise self._missing(document)
        return jsonl.annotation_from_json(json.loads(row[0]))

    def _missing(self, document: str) -> GraphError:
        near = [d for d in self.document_ids() if document in d][:5]
        near = near or difflib.get_close_matches(document, self.document_ids(), n=3)
        hint = f" Near it: {', '.join(near)}." if near else ""
        return GraphError(f"The graph holds no document {document!r}.{hint} 'kg documents' lists what it holds.")

    def graph_lines(self) -> Iterator[str]:
        """Yield the lines of the canonical graph."""
        yield jsonl.dumps(jsonl.GRAPH_SCHEMA)
        for (line,) in self._db.execute("SELECT line FROM records ORDER BY kind, id"):
            yield line

    def records(self) -> Iterator[Any]:
        """Yield the records of the canonical graph in its order."""
        for (line,) in self._db.execute("SELECT line FROM records ORDER BY kind, id"):
            yield _record(line)

    def documents(self) -> Iterator[r.DocumentNode]:
        """Yield the documents by id."""
        return self._records(r.DocumentNode)

    def entities(self) -> Iterator[r.Entity]:
        """Yield the entities by id."""
        return self._records(r.Entity)

    def statements(self) -> Iterator[r.Statement]:
        """Yield the statements by id."""
        return self._records(r.Statement)

    def observations(self) -> Iterator[r.ObservationNode]:
        """Yield the figures by id."""
        return self._records(r.ObservationNode)

    def _records(self, cls: type) -> Iterator[Any]:
        rows = self._db.execute("SELECT line FROM records WHERE kind = ? ORDER BY id", (_KIND_ORDER[cls],))
        return (_record(line) for (line,) in rows)

    def graph(self) -> r.Graph:
        """Return the whole graph."""
        return _graph(self.records())

    def annotation_lines(self) -> Iterator[str]:
        """Yield the annotations in the gold format, each entity with its node, by document id."""
        for (line,) in self._db.execute("SELECT line FROM documents ORDER BY id"):
            yield line

    def counts(self) -> dict[str, int]:
        """Return how many records there are of each kind, and of each type of entities and statements."""
        rows = self._db.execute(
            "SELECT kind, json_extract(line, '$.type') AS type, count(*) FROM records GROUP BY kind, type"
        )
        plural = dict(zip(_KIND_ORDER.values(), ("documents", "entities", "statements", "observations"), strict=True))
        found = Counter(dict.fromkeys(plural.values(), 0))
        for kind, type_, number in rows:
            found[plural[kind]] += number
            if type_ is not None:
                found[f"{plural[kind]}.{type_}"] += number
        return dict(found)

    def settings(self) -> dict[str, Any]:
        """Return the settings that the graph was built with, as JSON values."""
        return json.loads(self._get("settings") or "{}")

    def decisions(self) -> tuple[Decision, ...]:
        """Return the decisions that the graph honours."""
        return tuple(parse(json.loads(self._get("decisions") or "[]"))[0])

    def profiles_of(self, node: str) -> tuple[Profile, ...]:
        """Return the profiles whose mentions stand at a node of the graph, sorted."""
        rows = self._db.execute(
            "SELECT DISTINCT p.content FROM refs JOIN profiles p ON p.id = refs.profile WHERE refs.node = ?", (node,)
        )
        return tuple(sorted(_profile(content) for (content,) in rows))

    def automatic_merges(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield id and names of each node that resolution, not a register, made of mentions under several names."""
        rows = self._db.execute(
            "SELECT refs.node, p.content FROM refs JOIN profiles p ON p.id = refs.profile "
            "GROUP BY refs.node, p.id ORDER BY refs.node"
        )
        for node, group in groupby(rows, key=lambda row: row[0]):
            names = {p.name for _, content in group if not (p := _profile(content)).link}
            if len(names) > 1:
                yield node, tuple(sorted(names))

    # ---- changing -------------------------------------------------------------------------------------------

    def apply(
        self,
        annotations: Iterable[r.Annotation] = (),
        remove: Iterable[str] = (),
        decisions: Sequence[Decision] | None = None,
        *,
        tracked: bool = True,
    ) -> Change:
        """Add or replace documents, take documents away, and honour decisions; all of it or nothing.

        Args:
            annotations: a document whose id the graph holds already takes the place of the old one.
            remove: ids of documents to take away.
            decisions: all decisions to honour from now on; None for those honoured so far.
            tracked: return the records that changed; without, both graphs of the change are empty.

        Raises:
            GraphError: a document to remove is not there, or the store was restored without texts.
            IdentifierError: two things claim one id, or a document comes twice.
        """
        if self._get("restored"):
            raise GraphError(
                f"The graph in {self.path.parent} was read back from a file of records and holds no texts; it cannot "
                "change. 'kg build' with its documents makes one that can."
            )
        with self._transaction():
            return _Application(self, tracked).run(annotations, tuple(dict.fromkeys(remove)), decisions)

    def _fill(
        self, annotations: Iterable[r.Annotation], decisions: Sequence[Decision], settings: Mapping[str, Any]
    ) -> None:
        """Fill a new store, whose file is thrown away if that fails: no journal, one flush to the disk at the end."""
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("PRAGMA synchronous = OFF")
        with self._transaction():
            _FirstBuild(self, tracked=False).run(annotations, (), decisions)
            self._set("settings", jsonl.dumps(settings))
        with self.path.open("rb") as file:
            os.fsync(file.fileno())

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise GraphError(
                f"{self.path} is in use by another process ({error}); try again when it has ended."
            ) from error
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def _get(self, key: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else row[0]

    def _set(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def written(self, files: str) -> int:
        """Return the generation that files made from the store show; -1 if they never were.

        Args:
            files: which: ``graph`` or ``decisions``.
        """
        return int(self._get(f"written {files}") or -1)

    def set_written(self, *files: str) -> None:
        """Remember that files show the store's present generation."""
        with self._transaction():
            for name in files:
                self._set(f"written {name}", str(self.generation))


class _Application:
    """One change, step by step. Each step leaves for the next what it touched."""

    def __init__(self, store: Store, tracked: bool) -> None:
        self._store = store
        self._tracked = tracked
        self._db = store._db
        self._touched: set[str] = set()  # records to merge again
        self._stale: set[str] = set()  # documents whose parts must be made again
        self._fresh: dict[str, r.Annotation] = {}  # the first documents of the change, spared another reading
        self._fresh_characters = 0
        self._seen_alive: dict[int, bool] = {}  # profile → whether some document held it before the change

    def run(
        self, annotations: Iterable[r.Annotation], remove: tuple[str, ...], decisions: Sequence[Decision] | None
    ) -> Change:
        old = decide(self._store.decisions(), self._identity)
        regrouped = self._take_away(remove)
        added: set[str] = set()
        for annotation in annotations:
            if annotation.article.id in added:
                raise IdentifierError(
                    f"Document {annotation.article.id!r} comes twice; give each document an id of its own."
                )
            added.add(annotation.article.id)
            self._fresh_characters += len(annotation.article.text)
            if self._fresh_characters <= _MOST_FRESH:
                self._fresh[annotation.article.id] = annotation
            regrouped |= self._put(annotation)
        self._stale |= added
        self._update_reprints(regrouped | added)
        wanted = list(self._store.decisions() if decisions is None else decisions)
        before = self._footprints(old)
        self._resolve()
        new = decide(wanted, self._identity)
        self._mark_decided(before, old, new)
        moved = self._assign(new)
        aliases = self._aliases(moved, new, wanted)
        if aliases:
            wanted += aliases
            newest = decide(wanted, self._identity)
            self._touch(_former_changes(new, newest))
            new = newest
        self._make_parts()
        change = self._merge(new)
        self._store._set("decisions", jsonl.dumps([d.to_line() for d in wanted]))
        self._store._set("generation", str(self._store.generation + 1))
        documents = tuple(sorted({*added, *remove}))
        return Change(removed=change[0], added=change[1], documents=documents, aliases=tuple(aliases))

    def _touch(self, records: set[str]) -> None:
        self._touched |= records

    # documents and their profiles

    def _take_away(self, remove: Iterable[str]) -> set[str]:
        regrouped: set[str] = set()
        for document in remove:
            if self._db.execute("SELECT 1 FROM documents WHERE id = ?", (document,)).fetchone() is None:
                raise self._store._missing(document)
            regrouped |= self._drop(document)
            self._touch(self._records_of(document))
            self._db.execute("DELETE FROM parts WHERE document = ?", (document,))
        return regrouped

    def _drop(self, document: str) -> set[str]:
        """Take a document out of all tables but ``parts``; return the other prints of the same article."""
        for (profile,) in self._db.execute("SELECT profile FROM refs WHERE document = ?", (document,)).fetchall():
            self._support(profile, -1)
        others = {o for (o,) in self._db.execute("SELECT other FROM prints WHERE document = ?", (document,))}
        self._db.execute("DELETE FROM refs WHERE document = ?", (document,))
        self._db.execute("DELETE FROM bands WHERE document = ?", (document,))
        self._db.execute("DELETE FROM prints WHERE document = ? OR other = ?", (document, document))
        self._db.execute("DELETE FROM documents WHERE id = ?", (document,))
        return others

    def _put(self, annotation: r.Annotation) -> set[str]:
        document = annotation.article.id
        regrouped: set[str] = set()
        if self._db.execute("SELECT 1 FROM documents WHERE id = ?", (document,)).fetchone() is not None:
            regrouped = self._drop(document)
        content = jsonl.annotation_json(annotation) | {"text": annotation.article.text}
        self._db.execute("INSERT INTO documents VALUES (?, ?, '', NULL)", (document, jsonl.dumps(content)))
        rows = [(document, e, self._profile_id(p)) for e, p in profiles(annotation).items()]
        for _, _, profile in rows:
            self._support(profile, 1)
        self._db.executemany("INSERT INTO refs VALUES (?, ?, ?, NULL)", rows)
        return regrouped | self._find_prints(print_of(annotation.article))

    def _profile_id(self, p: Profile) -> int:
        content = jsonl.dumps(p.to_json())
        row = self._db.execute("SELECT id FROM profiles WHERE content = ?", (content,)).fetchone()
        if row is not None:
            return row[0]
        id_ = self._db.execute("INSERT INTO profiles VALUES (NULL, ?, 0, NULL)", (content,)).lastrowid or 0
        self._db.executemany("INSERT INTO profile_keys VALUES (?, ?)", [(key, id_) for key in keys(p)])
        return id_

    def _support(self, profile: int, by: int) -> None:
        if profile not in self._seen_alive:
            row = self._db.execute("SELECT support FROM profiles WHERE id = ?", (profile,)).fetchone()
            self._seen_alive[profile] = row[0] > 0
        self._db.execute("UPDATE profiles SET support = support + ? WHERE id = ?", (by, profile))

    # reprints

    def _find_prints(self, new: Print) -> set[str]:
        found = bands(new.text)
        others: set[str] = set()
        for band in found:
            others |= {d for (d,) in self._db.execute("SELECT document FROM bands WHERE band = ?", (band,))}
        self._db.executemany("INSERT INTO bands VALUES (?, ?)", [(band, new.id) for band in found])
        same = {other for other in sorted(others) if is_reprint(new, print_of(self._store.annotation(other).article))}
        for other in sorted(same):
            self._db.executemany("INSERT INTO prints VALUES (?, ?)", [(new.id, other), (other, new.id)])
        return same

    def _update_reprints(self, documents: set[str]) -> None:
        """Find the first print anew for documents and all prints of the same articles."""
        group, open_ids = set(documents), sorted(documents)
        pairs: set[tuple[str, str]] = set()
        while open_ids:
            document = open_ids.pop()
            for (other,) in self._db.execute("SELECT other FROM prints WHERE document = ?", (document,)).fetchall():
                pairs.add((min(document, other), max(document, other)))
                if other not in group:
                    group.add(other)
                    open_ids.append(other)
        prints = [print_of(self._store.annotation(d).article) for d in sorted({d for pair in pairs for d in pair})]
        first = first_prints(prints, sorted(pairs))
        for document in sorted(group):
            row = self._db.execute("SELECT reprint_of FROM documents WHERE id = ?", (document,)).fetchone()
            if row is not None and row[0] != first.get(document):
                self._touch(self._records_of(document))
                self._db.execute("UPDATE documents SET reprint_of = ? WHERE id = ?", (first.get(document), document))

    # resolution and decisions

    def _resolve(self) -> None:
        """Resolve the components whose set of profiles changed; drop profiles that no document holds."""
        alive = {p: s > 0 for p, s in self._supports(sorted(self._seen_alive))}
        dirty = sorted(p for p, was in self._seen_alive.items() if alive[p] != was)
        members = self._members(dirty)
        old_nodes: set[str] = set()
        identities = resolve(_profile(content) for _, content, _ in members)
        claimed: dict[str, Identity] = {}
        for profile, content, node in members:
            identity = identities[_profile(content)]
            new = entity_id(identity)
            if claimed.setdefault(new, identity) != identity:
                raise IdentifierError(f"{new} is claimed by {claimed[new]} and by {identity}; rename one of them.")
            old_nodes |= {node} if node else set()
            if new != node:
                self._db.execute("UPDATE profiles SET node = ? WHERE id = ?", (new, profile))
                self._stale |= {
                    d for (d,) in self._db.execute("SELECT document FROM refs WHERE profile = ?", (profile,))
                }
        dead = [p for p in dirty if not alive[p]] + [
            p for p in sorted(self._seen_alive) if not alive[p] and p not in dirty
        ]
        for profile in dead:
            row = self._db.execute("SELECT node FROM profiles WHERE id = ?", (profile,)).fetchone()
            old_nodes |= {row[0]} if row[0] else set()
            self._db.execute("DELETE FROM profile_keys WHERE profile = ?", (profile,))
            self._db.execute("DELETE FROM profiles WHERE id = ?", (profile,))
        self._replace_nodes(old_nodes, claimed)

    def _replace_nodes(self, old_nodes: set[str], claimed: dict[str, Identity]) -> None:
        for node in sorted(old_nodes - set(claimed)):
            self._db.execute("DELETE FROM nodes WHERE id = ?", (node,))
        for node, identity in sorted(claimed.items()):
            known = self._identity(node)
            if known == identity:
                continue
            if known is not None and node not in old_nodes:
                raise IdentifierError(f"{node} is claimed by {known} and by {identity}; rename one of them.")
            self._db.execute("INSERT OR REPLACE INTO nodes VALUES (?, ?)", (node, jsonl.dumps(list(identity))))
            self._touch({node})

    def _supports(self, ids: Sequence[int]) -> Iterator[tuple[int, int]]:
        for chunk in _chunks(ids):
            yield from self._db.execute(f"SELECT id, support FROM profiles WHERE id IN ({_marks(chunk)})", chunk)

    def _members(self, dirty: Sequence[int]) -> list[tuple[int, str, str | None]]:
        """Return id, content and node of the living profiles in the components that hold or held the dirty ones."""
        if self._is_wholesale():
            return self._db.execute("SELECT id, content, node FROM profiles WHERE support > 0").fetchall()
        reached, open_profiles = set(dirty), list(dirty)
        seen_keys: set[str] = set()
        while open_profiles:
            new_keys: set[str] = set()
            for chunk in _chunks(open_profiles):
                rows = self._db.execute(f"SELECT key FROM profile_keys WHERE profile IN ({_marks(chunk)})", chunk)
                new_keys |= {key for (key,) in rows} - seen_keys
            seen_keys |= new_keys
            found: set[int] = set()
            for names in _chunks(sorted(new_keys)):
                rows = self._db.execute(f"SELECT profile FROM profile_keys WHERE key IN ({_marks(names)})", names)
                found |= {profile for (profile,) in rows}
            open_profiles = sorted(found - reached)
            reached |= found
        members: list[tuple[int, str, str | None]] = []
        for chunk in _chunks(sorted(reached)):
            members += self._db.execute(
                f"SELECT id, content, node FROM profiles WHERE support > 0 AND id IN ({_marks(chunk)})", chunk
            )
        return members

    def _is_wholesale(self) -> bool:
        """Whether so many documents are touched that reading all is cheaper than reading one by one."""
        total = self._db.execute("SELECT count(*) FROM documents").fetchone()[0]
        return len(self._stale) > _WHOLE_SCAN * total

    def _identity(self, node: str) -> Identity | None:
        row = self._db.execute("SELECT identity FROM nodes WHERE id = ?", (node,)).fetchone()
        return None if row is None else Identity(*json.loads(row[0]))

    def _footprints(self, decided: DecidedNodes) -> dict[str, str]:
        return {node: jsonl.dumps(decided.footprint(node)) for node in decided.touched()}

    def _mark_decided(self, before: dict[str, str], old: DecidedNodes, new: DecidedNodes) -> None:
        """Mark what decisions change now: documents whose mentions move, nodes shown in another way."""
        after = self._footprints(new)
        for node in sorted({*before, *after}):
            if before.get(node) != after.get(node):
                rows = self._db.execute(
                    "SELECT DISTINCT refs.document FROM refs JOIN profiles p ON p.id = refs.profile WHERE p.node = ?",
                    (node,),
                )
                self._stale |= {d for (d,) in rows}
        self._touch(_former_changes(old, new) | old.identity_changes(new))

    def _assign(self, decided: DecidedNodes) -> dict[str, Counter[str]]:
        """Give each mention of a stale document its node; return where the mentions of left nodes went."""
        moved: dict[str, Counter[str]] = defaultdict(Counter)
        for document in sorted(self._stale):
            rows = self._db.execute(
                "SELECT refs.entity, refs.node, p.node, p.content FROM refs JOIN profiles p ON p.id = refs.profile "
                "WHERE refs.document = ?",
                (document,),
            ).fetchall()
            updates = []
            for entity, old, found, content in rows:
                new = decided.final(found, document, _profile(content).name)
                updates.append((new, document, entity))
                if old is not None and old != new:
                    moved[old][new] += 1
            self._db.executemany("UPDATE refs SET node = ? WHERE document = ? AND entity = ?", updates)
        return moved

    def _aliases(
        self, moved: dict[str, Counter[str]], decided: DecidedNodes, wanted: Sequence[Decision]
    ) -> list[Decision]:
        """Return an alias for each node that is no more, to where most of its mentions went."""
        aliases = []
        for old in sorted(moved):
            gone = self._db.execute("SELECT 1 FROM refs WHERE node = ? LIMIT 1", (old,)).fetchone() is None
            new = min(moved[old], key=lambda n: (-moved[old][n], n))
            if gone and old not in decided.former_ids(new):
                aliases.append(Decision(action=ALIAS, node=old, into=new, who="kg", why="resolution found another id"))
        known = {d.key for d in wanted}
        return [d for d in aliases if d.key not in known]

    # parts and records

    def _records_of(self, document: str) -> set[str]:
        return {record for (record,) in self._db.execute("SELECT record FROM parts WHERE document = ?", (document,))}

    def _make_parts(self) -> None:
        for document in sorted(self._stale):
            annotation = self._fresh.pop(document, None) or self._store.annotation(document)
            nodes = dict(self._db.execute("SELECT entity, node FROM refs WHERE document = ?", (document,)))
            new = dict(_parts(contribution(annotation, nodes)))
            old = dict(self._db.execute("SELECT record, part FROM parts WHERE document = ?", (document,)))
            changed = {record for record in {*old, *new} if old.get(record) != new.get(record)}
            self._touch(changed)
            gone = sorted(record for record in changed if record not in new)
            self._db.executemany("DELETE FROM parts WHERE record = ? AND document = ?", [(x, document) for x in gone])
            self._db.executemany(
                "INSERT OR REPLACE INTO parts VALUES (?, ?, ?)",
                [(x, document, new[x]) for x in sorted(changed) if x in new],
            )
            line = jsonl.dumps(jsonl.annotation_json(annotation, nodes))
            self._db.execute("UPDATE documents SET line = ? WHERE id = ?", (line, document))

    def _merge(self, decided: DecidedNodes) -> tuple[r.Graph, r.Graph]:
        """Merge the touched records again; return the lines that went and those that came, as graphs."""
        removed: list[str] = []
        added: list[str] = []
        reprints = dict(self._db.execute("SELECT id, reprint_of FROM documents WHERE reprint_of IS NOT NULL"))
        for record, parts in self._touched_parts():
            kind, id_, line = self._line(record, parts, decided, reprints)
            if kind is None:
                kind, id_, old = self._known(record)
            else:
                row = self._db.execute("SELECT line FROM records WHERE kind = ? AND id = ?", (kind, id_)).fetchone()
                old = None if row is None else row[0]
            if old == line:
                continue
            if old is not None and self._tracked:
                removed.append(old)
            if line is None:
                self._db.execute("DELETE FROM records WHERE kind = ? AND id = ?", (kind, id_))
            else:
                if self._tracked:
                    added.append(line)
                self._db.execute("INSERT OR REPLACE INTO records VALUES (?, ?, ?)", (kind, id_, line))
        return _graph(map(_record, removed)), _graph(map(_record, added))

    def _known(self, record: str) -> tuple[int | None, str, str | None]:
        id_ = record.removeprefix(_DOCUMENT_KEY)
        kinds = [0] if record.startswith(_DOCUMENT_KEY) else [1, 2, 3]
        for kind in kinds:
            row = self._db.execute("SELECT line FROM records WHERE kind = ? AND id = ?", (kind, id_)).fetchone()
            if row is not None:
                return kind, id_, row[0]
        return None, id_, None

    def _touched_parts(self) -> Iterator[tuple[str, list[str]]]:
        if self._is_wholesale():
            rows = self._db.execute("SELECT record, part FROM parts ORDER BY record, document")
            left = set(self._touched)
            for record, group in groupby(rows, key=lambda row: row[0]):
                if record in left:
                    left.discard(record)
                    yield record, [part for _, part in group]
            for record in sorted(left):
                yield record, []
            return
        for record in sorted(self._touched):
            rows = self._db.execute("SELECT part FROM parts WHERE record = ? ORDER BY document", (record,))
            yield record, [part for (part,) in rows]

    def _line(
        self, record: str, parts: list[str], decided: DecidedNodes, reprints: dict[str, str]
    ) -> tuple[int | None, str, str | None]:
        if not parts:
            return None, "", None
        rows = [jsonl.graph_record(json.loads(part)) for part in parts]
        merged: Any
        if isinstance(rows[0], r.DocumentNode):
            merged = merge_documents(rows, reprints)
        elif isinstance(rows[0], r.Entity):
            identity = decided.identity(record) or self._identity(record)
            if identity is None:
                raise GraphError(
                    f"{self._store.path} is damaged: node {record} has no identity; build the graph again."
                )
            merged = merge_entities(rows, identity, decided.former_ids(record), reprints)
        else:
            merged = merge_evidence(rows, reprints)
        kind = _KIND_ORDER[type(merged)]
        return kind, merged.id, jsonl.record_line(merged)


class _FirstBuild(_Application):
    """The change that fills an empty store. Everything is touched, so nothing but documents' ids is held in memory."""

    def _touch(self, records: set[str]) -> None:
        pass

    def _support(self, profile: int, by: int) -> None:
        self._db.execute("UPDATE profiles SET support = support + ? WHERE id = ?", (by, profile))

    def _resolve(self) -> None:
        """Resolve all profiles, one component at a time."""
        for component in self._components():
            members = {p: id_ for id_ in component for p in self._profiles(id_)}
            for profile, identity in resolve_component(sorted(members)).items():
                node = entity_id(identity)
                self._claim(node, identity)
                self._db.execute("UPDATE profiles SET node = ? WHERE id = ?", (node, members[profile]))

    def _components(self) -> Iterator[list[int]]:
        """Yield the ids of profiles that hang together by blocking keys."""
        newest = self._db.execute("SELECT max(id) FROM profiles").fetchone()[0] or 0
        parent = array("q", range(newest + 1))

        def root(i: int) -> int:
            while parent[i] != i:
                parent[i] = parent[parent[i]]
                i = parent[i]
            return i

        rows = self._db.execute("SELECT key, profile FROM profile_keys ORDER BY key, profile")
        for _, group in groupby(rows, key=lambda row: row[0]):
            roots = {root(profile) for _, profile in group}
            first = min(roots)
            for other in roots:
                parent[other] = first
        for _, ids in groupby(sorted(range(1, newest + 1), key=root), key=root):
            yield list(ids)

    def _profiles(self, id_: int) -> Iterator[Profile]:
        return (_profile(c) for (c,) in self._db.execute("SELECT content FROM profiles WHERE id = ?", (id_,)))

    def _claim(self, node: str, identity: Identity) -> None:
        known = self._identity(node)
        if known is None:
            self._db.execute("INSERT INTO nodes VALUES (?, ?)", (node, jsonl.dumps(list(identity))))
        elif known != identity:
            raise IdentifierError(f"{node} is claimed by {known} and by {identity}; rename one of them.")

    def _touched_parts(self) -> Iterator[tuple[str, list[str]]]:
        rows = self._db.execute("SELECT record, part FROM parts ORDER BY record, document")
        for record, group in groupby(rows, key=lambda row: row[0]):
            yield record, [part for _, part in group]


def _former_changes(old: DecidedNodes, new: DecidedNodes) -> set[str]:
    nodes = {*old.replacing(), *new.replacing()}
    return {n for n in nodes if old.former_ids(n) != new.former_ids(n)}


def _parts(graph: r.Graph) -> Iterator[tuple[str, str]]:
    for document in graph.documents:
        yield _DOCUMENT_KEY + document.id, jsonl.record_line(document)
    rows: tuple[r.Entity | r.Statement | r.ObservationNode, ...]
    for rows in (graph.entities, graph.statements, graph.observations):
        yield from ((row.id, jsonl.record_line(row)) for row in rows)


def _graph(records: Iterable[Any]) -> r.Graph:
    rows: dict[type, list[Any]] = defaultdict(list)
    for record in records:
        rows[type(record)].append(record)
    ordered = {cls: tuple(sorted(rows[cls], key=lambda row: row.id)) for cls in _KIND_ORDER}
    return r.Graph(
        documents=ordered[r.DocumentNode], entities=ordered[r.Entity], statements=ordered[r.Statement],
        observations=ordered[r.ObservationNode],
    )  # fmt: skip


def _record(line: str) -> Any:
    return jsonl.graph_record(json.loads(line))


def _profile(content: str) -> Profile:
    return Profile.from_json(json.loads(content))


def _chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]


def _marks(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values))


def build_store(
    path: Path,
    annotations: Iterable[r.Annotation],
    decisions: Sequence[Decision] = (),
    settings: Mapping[str, Any] | None = None,
) -> None:
    """Build a store from scratch; it appears under its name only when whole, in the place of one that was there.

    The annotations go into the file one by one: memory does not grow with them, but for their documents' ids.

    Args:
        settings: JSON values to keep with the graph; ``Store.settings`` gives them back.

    Raises:
        IdentifierError: two things claim one id, or a document comes twice; the store that was there stays.
    """
    temporary = path.with_name(f".{path.name}.new")
    _discard(temporary)
    try:
        with closing(Store(temporary, create=True)) as store:
            store._fill(annotations, decisions, settings or {})
    except BaseException:
        _discard(temporary)
        raise
    _settle(path)
    temporary.replace(path)


def restore_store(path: Path, graph: RecordStream, settings: Mapping[str, Any] | None = None) -> None:
    """Make a store that holds the records of a graph alone, as one read back from RDF: to be read, never changed.

    Without the documents' texts nothing can be resolved again; ``Store.apply`` refuses such a store.
    """
    temporary = path.with_name(f".{path.name}.new")
    _discard(temporary)
    with closing(Store(temporary, create=True)) as store, store._transaction():
        rows = ((_KIND_ORDER[type(x)], x.id, jsonl.record_line(x)) for x in all_records(graph))
        store._db.executemany("INSERT INTO records VALUES (?, ?, ?)", rows)
        store._set("settings", jsonl.dumps(settings or {}))
        store._set("restored", "yes")
    _settle(path)
    temporary.replace(path)


def _discard(path: Path) -> None:
    for file in (path, _journal(path)):
        file.unlink(missing_ok=True)


def _settle(path: Path) -> None:
    """Let SQLite take back what a killed process left half done, so that no old journal meets a new file."""
    if path.exists():
        with closing(sqlite3.connect(path)) as db, suppress(sqlite3.DatabaseError):
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    _journal(path).unlink(missing_ok=True)


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")
