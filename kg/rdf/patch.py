"""A change of the graph as triples: an RDF Patch (https://afs.github.io/rdf-patch/).

    TX .
    D <subject> <predicate> <object> .     a triple that went
    A <subject> <predicate> <object> .     a triple that came
    TC .

Terms stand as in N-Triples; removed triples come first, each part is sorted. The patch is exact: it removes only what
the graph held and adds only what it did not, so that reading it backwards, with A and D exchanged, undoes it.

Records share some triples: direct triples, posts, periods, instants. Such a triple goes only with the last record that
gives it. To know that, the records of the changed graph are read once; of those, only the ones that may share a triple
with a changed record are mapped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg import records as r
from kg.errors import SettingsError, unknown
from kg.graph.stream import Record
from kg.jsonl import write_lines
from kg.rdf import namespaces as ns
from kg.rdf.blocks import Block
from kg.rdf.mapping import GraphMapping, facts_of
from kg.rdf.notation import Notation
from kg.rdf.source import records_of

SUFFIXES = (".rdfp", ".rdfp.gz")


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """The triples that went and those that came, each as a line of N-Triples, sorted."""

    removed: tuple[str, ...]
    added: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """Yield the lines of the file."""
        yield "TX ."
        yield from (f"D {line}" for line in self.removed)
        yield from (f"A {line}" for line in self.added)
        yield "TC ."


def patch_of(removed: r.Graph, added: r.Graph, records: Iterable[Record], base: str = ns.BASE) -> Patch:
    """Return the change as triples.

    Args:
        removed: the records that went; a record that changed is here as it was.
        added: the records that came; a record that changed is here as it is.
        records: all records of the graph after the change.
        base: the base IRI of the graph's data.

    Raises:
        IdentifierError, SchemaError: as in ``kg.rdf.export.write``.
    """
    notation = Notation(base, short=False)
    shared = _Shared((*records_of(removed), *records_of(added)))
    changed = {(type(x), x.id) for x in records_of(added)}
    counts: Counter[type] = Counter()
    sharing: list[Record] = []
    for record in records:
        counts[type(record)] += 1
        if (type(record), record.id) not in changed and shared.touches(record):
            sharing.append(record)
    old_counts = counts + Counter(map(type, records_of(removed)))
    old_counts.subtract(map(type, records_of(added)))
    kept = _lines(sharing, notation)
    old = _lines(list(records_of(removed)), notation) | _dataset(old_counts, notation)
    new = _lines(list(records_of(added)), notation) | _dataset(counts, notation)
    return Patch(removed=tuple(sorted(old - new - kept)), added=tuple(sorted(new - old - kept)))


def checked_path(path: Path) -> Path:
    """Return a patch's path if its name ends as it should.

    Raises:
        SettingsError: the name ends otherwise.
    """
    if not path.name.endswith(SUFFIXES):
        raise SettingsError(unknown("file name ending of a patch", "".join(path.suffixes), SUFFIXES))
    return path


def write_patch(patch: Patch, path: Path) -> int:
    """Write a patch; the file appears whole or not at all. Return the number of triples in it."""
    write_lines(path, patch.lines())
    return len(patch.removed) + len(patch.added)


class _Shared:
    """What statements and figures among changed records may have in common with others."""

    def __init__(self, changed: Iterable[Record]) -> None:
        stated = [x for x in changed if isinstance(x, r.Statement | r.ObservationNode)]
        self._dates = {date for x in stated for date in (x.start, x.end)} - {None}
        self._facts = {_fact(x) for x in stated if isinstance(x, r.Statement)}
        self._posts = {_post(x) for x in stated if isinstance(x, r.Statement) and x.type == "holdsPost"}

    def touches(self, record: Record) -> bool:
        """Return whether a record may give a triple that a changed one gives too."""
        if not isinstance(record, r.Statement | r.ObservationNode):
            return False
        if record.start in self._dates or record.end in self._dates:
            return True
        if isinstance(record, r.ObservationNode):
            return False
        return _fact(record) in self._facts or (record.type == "holdsPost" and _post(record) in self._posts)


def _fact(s: r.Statement) -> tuple[str | None, ...]:
    return (s.modality, s.type, s.subject, s.object)


def _post(s: r.Statement) -> tuple[str | None, ...]:
    return (s.object, s.role)


def _lines(records: list[Record], notation: Notation) -> set[str]:
    facts = facts_of(x for x in records if isinstance(x, r.Statement))
    blocks = GraphMapping(notation).blocks(records, facts)
    return {line for block in blocks for line in _block(block)}


def _dataset(counts: Counter[type], notation: Notation) -> set[str]:
    return set(_block(GraphMapping(notation).dataset(counts)))


def _block(block: Block) -> Iterator[str]:
    subject, pairs = block
    return (f"{subject} {pair} ." for pair in pairs)
