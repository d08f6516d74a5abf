"""What each document gives to the graph: the content of its named graph."""

from __future__ import annotations

import dataclasses
import pickle
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TypeVar

from kg import records as r
from kg.graph.stream import Record
from kg.rdf.sorted_rows import SortedRows

Item = TypeVar("Item", r.EntityMention, r.Evidence, r.AttributeEvidence)

_BACKGROUND = ""  # no document has an empty id
_ORDER = {r.DocumentNode: "0", r.Entity: "1", r.Statement: "2", r.ObservationNode: "3"}


def by_document(records: Iterable[Record]) -> Iterator[tuple[str | None, list[Record]]]:
    """Yield (document id, its records), by id; what no document says comes first, under None.

    A part holds the document, the entities it mentions with only its mentions and its evidence of their attributes, its
    statements and figures with only its evidence. The union of all parts' triples is the whole graph's. Register
    entries without a mention and inferred statements are what no document says.
    """
    rows = SortedRows()
    for record in records:
        for document, part in _parts(record):
            rows.add(document, _ORDER[type(part)] + part.id, pickle.dumps(part, pickle.HIGHEST_PROTOCOL))
    for document, own in groupby(rows, key=lambda row: row[0]):
        yield document or None, [pickle.loads(content) for _, _, content in own]


def _parts(record: Record) -> Iterator[tuple[str, Record]]:
    if isinstance(record, r.DocumentNode):
        yield record.id, record
    elif isinstance(record, r.Entity):
        given = dict(_grouped(record.attribute_evidence))
        for document, mentions in _grouped(record.mentions):
            own = dataclasses.replace(record, mentions=mentions, attribute_evidence=given.get(document, ()))
            yield document, own
    else:
        for document, evidence in _grouped(record.evidence):
            yield document, dataclasses.replace(record, evidence=evidence)


def _grouped(items: tuple[Item, ...]) -> list[tuple[str, tuple[Item, ...]]]:
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        groups[item.document].append(item)
    return [(document, tuple(own)) for document, own in groups.items()] or [(_BACKGROUND, ())]
