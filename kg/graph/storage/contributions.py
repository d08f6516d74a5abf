"""Documents going into the store and out of it, with the profiles that they support."""

from __future__ import annotations

from collections.abc import Iterable

from kg import jsonl
from kg import records as r
from kg.graph.assembly import print_of
from kg.graph.storage.prints import find_prints
from kg.graph.storage.work import Work
from kg.resolution.blocking import keys
from kg.resolution.profile import Profile, profiles


def take_away(work: Work, remove: Iterable[str]) -> set[str]:
    """Take documents out; return the other prints of their articles."""
    regrouped: set[str] = set()
    for document in remove:
        if work.db.execute("SELECT 1 FROM documents WHERE id = ?", (document,)).fetchone() is None:
            raise work.store.missing(document)
        regrouped |= _drop(work, document)
        work.touch(work.records_of(document))
        work.db.execute("DELETE FROM parts WHERE document = ?", (document,))
    return regrouped


def put(work: Work, annotation: r.Annotation) -> set[str]:
    """Write a document, in the place of an older one; return the other prints of its articles."""
    document = annotation.article.id
    regrouped: set[str] = set()
    older = work.db.execute("SELECT reprint_of FROM documents WHERE id = ?", (document,)).fetchone()
    if older is not None:
        regrouped = _drop(work, document)
    content = jsonl.annotation_json(annotation) | {"text": annotation.article.text}
    # what it repeated before is kept until the first prints are found anew, so that a change shows
    repeated = None if older is None else older[0]
    work.db.execute("INSERT INTO documents VALUES (?, ?, '', ?)", (document, jsonl.dumps(content), repeated))
    rows = [(document, e, _profile_id(work, p)) for e, p in profiles(annotation).items()]
    for _, _, profile in rows:
        _support(work, profile, 1)
    work.db.executemany("INSERT INTO refs VALUES (?, ?, ?, NULL)", rows)
    return regrouped | find_prints(work, print_of(annotation.article))


def _drop(work: Work, document: str) -> set[str]:
    """Take a document out of all tables but ``parts``; return the other prints of the same article."""
    for (profile,) in work.db.execute("SELECT profile FROM refs WHERE document = ?", (document,)).fetchall():
        _support(work, profile, -1)
    others = {o for (o,) in work.db.execute("SELECT other FROM prints WHERE document = ?", (document,))}
    work.db.execute("DELETE FROM refs WHERE document = ?", (document,))
    work.db.execute("DELETE FROM bands WHERE document = ?", (document,))
    work.db.execute("DELETE FROM prints WHERE document = ? OR other = ?", (document, document))
    work.db.execute("DELETE FROM documents WHERE id = ?", (document,))
    return others


def _profile_id(work: Work, p: Profile) -> int:
    content = jsonl.dumps(p.to_json())
    row = work.db.execute("SELECT id FROM profiles WHERE content = ?", (content,)).fetchone()
    if row is not None:
        return row[0]
    id_ = work.db.execute("INSERT INTO profiles VALUES (NULL, ?, 0, NULL)", (content,)).lastrowid or 0
    work.db.executemany("INSERT INTO profile_keys VALUES (?, ?)", [(key, id_) for key in keys(p)])
    return id_


def _support(work: Work, profile: int, by: int) -> None:
    if not work.first and profile not in work.seen_alive:
        row = work.db.execute("SELECT support FROM profiles WHERE id = ?", (profile,)).fetchone()
        work.seen_alive[profile] = row[0] > 0
    work.db.execute("UPDATE profiles SET support = support + ? WHERE id = ?", (by, profile))
