"""The graph as CSV: one flat list of statements for a spreadsheet, or a folder of tables that hold everything.

UTF-8, a header line, comma, ``"`` doubled inside quotes, lines end in a line feed. Several values in a cell stand
between ``|``. Lone surrogates, which UTF-8 cannot carry, are written as ``\\udXXX``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from kg import records as r
from kg.jsonl import dumps, replacing

Row = Sequence[Any]
Table = tuple[tuple[str, ...], Callable[[r.Graph], Iterator[Row]]]


def write_statements(graph: r.Graph, path: Path) -> int:
    """Write the statements, one a line, with the names of both ends and the first sentence. Return how many."""
    return _write(path, _FLAT, graph)


def write_tables(graph: r.Graph, folder: Path) -> int:
    """Write the tables of ``TABLES`` into a folder, one file each. Return the number of rows."""
    return sum(_write(folder / f"{name}.csv", table, graph) for name, table in TABLES.items())


def _write(path: Path, table: Table, graph: r.Graph) -> int:
    header, rows = table
    count = 0
    with replacing(path) as out:
        out.write(_line(header))
        for row in rows(graph):
            out.write(_line(row))
            count += 1
    return count


def _line(row: Row) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(row)
    return buffer.getvalue().encode("utf-8", "backslashreplace").decode("utf-8")


def _flat(graph: r.Graph) -> Iterator[Row]:
    entities = {e.id: e for e in graph.entities}
    for s in graph.statements:
        head, tail = entities.get(s.subject), entities.get(s.object or "")
        ends = [x for e in (head, tail) for x in ((e.name, e.type) if e else ("", ""))]
        first = s.evidence[0] if s.evidence else None
        yield (
            *ends[:2], s.type, *ends[2:], s.role, s.modality, s.start, s.end, s.confidence,
            "|".join(_documents(s.evidence)), first.quote if first else "", s.subject, s.object, s.id,
        )  # fmt: skip


def _documents(evidence: Iterable[r.Evidence]) -> list[str]:
    return list(dict.fromkeys(e.document for e in evidence))


def _entities(graph: r.Graph) -> Iterator[Row]:
    for e in graph.entities:
        candidates = "|".join(f"{c.code}={c.score}" for c in e.candidates)
        attributes = dumps({k: e.attributes[k] for k in sorted(e.attributes)}) if e.attributes else ""
        aliases, former = "|".join(e.aliases), "|".join(e.former_ids)
        yield e.id, e.type, e.name, aliases, e.link, candidates, attributes, e.confidence, former


def _mentions(graph: r.Graph) -> Iterator[Row]:
    for e in graph.entities:
        for m in e.mentions:
            for start, end in m.spans:
                yield e.id, m.document, start, end, "|".join(m.made_by), m.confidence


def _statements(graph: r.Graph) -> Iterator[Row]:
    for s in graph.statements:
        yield s.id, s.type, s.subject, s.object, s.role, s.modality, s.start, s.end, s.confidence, s.inferred


def _evidence(graph: r.Graph) -> Iterator[Row]:
    records: tuple[r.Statement | r.ObservationNode, ...] = (*graph.statements, *graph.observations)
    for x in records:
        for e in x.evidence:
            spans = (at for span in (e.trigger, e.subject, e.object) for at in (span or ("", "")))
            yield x.id, e.document, e.start, e.end, e.quote, e.rule, e.confidence, *spans


def _observations(graph: r.Graph) -> Iterator[Row]:
    for o in graph.observations:
        yield (
            o.id, o.indicator, o.value, o.unit, o.unit_text, o.kind, o.comparison, o.start, o.end, o.about,
            o.about_name, o.of, o.qualifier, o.confidence,
        )  # fmt: skip


def _document_rows(graph: r.Graph) -> Iterator[Row]:
    for d in graph.documents:
        yield (
            d.id, d.title, d.published, d.publisher, d.url, d.source, d.offset, d.length, d.digest, d.reprint_of,
        )  # fmt: skip


_FLAT: Table = (
    ("subject", "subjectType", "relation", "object", "objectType", "role", "modality", "from", "to", "confidence",
     "documents", "sentence", "subjectId", "objectId", "id"),
    _flat,
)  # fmt: skip

TABLES: dict[str, Table] = {
    "entities": (
        ("id", "type", "name", "aliases", "link", "candidates", "attributes", "confidence", "formerIds"), _entities,
    ),
    "mentions": (("entity", "document", "start", "end", "madeBy", "confidence"), _mentions),
    "statements": (
        ("id", "relation", "subject", "object", "role", "modality", "from", "to", "confidence", "inferred"),
        _statements,
    ),
    "evidence": (
        ("of", "document", "start", "end", "sentence", "rule", "confidence", "triggerStart", "triggerEnd",
         "subjectStart", "subjectEnd", "objectStart", "objectEnd"),
        _evidence,
    ),
    "observations": (
        ("id", "indicator", "value", "unit", "unitText", "kind", "comparison", "from", "to", "about", "aboutName",
         "shareOf", "qualifier", "confidence"),
        _observations,
    ),
    "documents": (
        ("id", "title", "published", "publisher", "url", "source", "offset", "length", "sha256", "reprintOf"),
        _document_rows,
    ),
}  # fmt: skip
