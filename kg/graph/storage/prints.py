"""Prints of one article under several ids, as the store keeps them."""

from __future__ import annotations

from kg.graph.assembly import print_of
from kg.graph.storage.work import Work
from kg.resolution.reprints import Print, bands, first_prints, is_reprint


def find_prints(work: Work, new: Print) -> set[str]:
    """Write the bands of a new document; return the documents that print the same article."""
    found = bands(new.text)
    others: set[str] = set()
    for band in found:
        others |= {d for (d,) in work.db.execute("SELECT document FROM bands WHERE band = ?", (band,))}
    work.db.executemany("INSERT INTO bands VALUES (?, ?)", [(band, new.id) for band in found])
    same = {other for other in sorted(others) if is_reprint(new, print_of(work.store.annotation(other).article))}
    for other in sorted(same):
        work.db.executemany("INSERT INTO prints VALUES (?, ?)", [(new.id, other), (other, new.id)])
    return same


def update_reprints(work: Work, documents: set[str]) -> None:
    """Find the first print anew for documents and all prints of the same articles."""
    group, open_ids = set(documents), sorted(documents)
    pairs: set[tuple[str, str]] = set()
    while open_ids:
        document = open_ids.pop()
        for (other,) in work.db.execute("SELECT other FROM prints WHERE document = ?", (document,)).fetchall():
            pairs.add((min(document, other), max(document, other)))
            if other not in group:
                group.add(other)
                open_ids.append(other)
    prints = [print_of(work.store.annotation(d).article) for d in sorted({d for pair in pairs for d in pair})]
    first = first_prints(prints, sorted(pairs))
    for document in sorted(group):
        row = work.db.execute("SELECT reprint_of FROM documents WHERE id = ?", (document,)).fetchone()
        if row is not None and row[0] != first.get(document):
            work.touch(work.records_of(document))
            work.db.execute("UPDATE documents SET reprint_of = ? WHERE id = ?", (first.get(document), document))
