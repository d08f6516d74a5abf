"""What the store holds: documents, records in their order, settings, decisions, profiles."""

from __future__ import annotations

import difflib
import json
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from kg import jsonl
from kg import records as r
from kg.errors import GraphError
from kg.graph.decisions import Decision, parse
from kg.graph.storage.file import StoreFile
from kg.graph.storage.tables import KIND_ORDER, graph_of, profile_of, record_of
from kg.resolution.profile import Profile


class StoreReader(StoreFile):
    """The questions that a store answers; a ``RecordStream`` too."""

    def document_ids(self) -> tuple[str, ...]:
        """Return the ids of all documents, sorted."""
        return tuple(row[0] for row in self.db.execute("SELECT id FROM documents ORDER BY id"))

    def annotation(self, document: str) -> r.Annotation:
        """Return the annotation of a document.

        Raises:
            GraphError: the graph holds no such document.
        """
        row = self.db.execute("SELECT contribution FROM documents WHERE id = ?", (document,)).fetchone()
        if row is None:
            raise self.missing(document)
        return jsonl.annotation_from_json(json.loads(row[0]))

    def missing(self, document: str) -> GraphError:
        """Return the error that says a document is not there, with ids near it."""
        near = [d for d in self.document_ids() if document in d][:5]
        near = near or difflib.get_close_matches(document, self.document_ids(), n=3)
        hint = f" Near it: {', '.join(near)}." if near else ""
        return GraphError(f"The graph holds no document {document!r}.{hint} 'kg documents' lists what it holds.")

    def graph_lines(self) -> Iterator[str]:
        """Yield the lines of the canonical graph."""
        yield jsonl.dumps(jsonl.GRAPH_SCHEMA)
        for (line,) in self.db.execute("SELECT line FROM records ORDER BY kind, id"):
            yield line

    def records(self) -> Iterator[Any]:
        """Yield the records of the canonical graph in its order."""
        for (line,) in self.db.execute("SELECT line FROM records ORDER BY kind, id"):
            yield record_of(line)

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
        rows = self.db.execute("SELECT line FROM records WHERE kind = ? ORDER BY id", (KIND_ORDER[cls],))
        return (record_of(line) for (line,) in rows)

    def graph(self) -> r.Graph:
        """Return the whole graph."""
        return graph_of(self.records())

    def annotation_lines(self) -> Iterator[str]:
        """Yield the annotations in the gold format, each entity with its node, by document id."""
        for (line,) in self.db.execute("SELECT line FROM documents ORDER BY id"):
            yield line

    def counts(self) -> dict[str, int]:
        """Return how many records there are of each kind, and of each type of entities and statements."""
        rows = Counter(self.db.execute("SELECT kind, json_extract(line, '$.type') FROM records"))  # SQLite sorts lines
        plural = dict(zip(KIND_ORDER.values(), ("documents", "entities", "statements", "observations"), strict=True))
        found = Counter(dict.fromkeys(plural.values(), 0))
        for (kind, type_), number in sorted(rows.items(), key=str):
            found[plural[kind]] += number
            if type_ is not None:
                found[f"{plural[kind]}.{type_}"] += number
        return dict(found)

    def settings(self) -> dict[str, Any]:
        """Return the settings that the graph was built with, as JSON values."""
        return json.loads(self.value("settings") or "{}")

    def decisions(self) -> tuple[Decision, ...]:
        """Return the decisions that the graph honours."""
        return tuple(parse(json.loads(self.value("decisions") or "[]"))[0])

    def profiles_of(self, node: str) -> tuple[Profile, ...]:
        """Return the profiles whose mentions stand at a node of the graph, sorted."""
        rows = self.db.execute(
            "SELECT DISTINCT p.content FROM refs JOIN profiles p ON p.id = refs.profile WHERE refs.node = ?", (node,)
        )
        return tuple(sorted(profile_of(content) for (content,) in rows))

    def automatic_merges(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield id and names of each node that resolution, not a register, made of mentions under several names."""
        rows = self.db.execute(
            "SELECT refs.node, p.content FROM refs JOIN profiles p ON p.id = refs.profile "
            "GROUP BY refs.node, p.id ORDER BY refs.node"
        )
        for node, group in groupby(rows, key=lambda row: row[0]):
            names = {p.name for _, content in group if not (p := profile_of(content)).link}
            if len(names) > 1:
                yield node, tuple(sorted(names))
