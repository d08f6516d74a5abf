"""Node and relationship tables of the embedded engine, and the rows as Arrow tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import repeat

import pyarrow as pa

from kg.property_graph import schema
from kg.property_graph.model import NodeRow, PropertyGraph, RelationshipRow
from kg.vocab import ENTITY_TYPES

_POINT = pa.struct([("longitude", pa.float64()), ("latitude", pa.float64())])
_ARROW = {
    schema.STRING: pa.string(),
    schema.STRINGS: pa.list_(pa.string()),
    schema.INTEGER: pa.int64(),
    schema.INTEGERS: pa.list_(pa.int64()),
    schema.FLOAT: pa.float64(),
    schema.BOOLEAN: pa.bool_(),
    schema.DATE: pa.date32(),
    schema.POINT: _POINT,
}
_COLUMN = {
    schema.STRING: "STRING",
    schema.STRINGS: "STRING[]",
    schema.INTEGER: "INT64",
    schema.INTEGERS: "INT64[]",
    schema.FLOAT: "DOUBLE",
    schema.BOOLEAN: "BOOL",
    schema.DATE: "DATE",
    schema.POINT: "STRUCT(longitude DOUBLE, latitude DOUBLE)",
}
_ENDS = ("from", "to")
_HELD = "{}Held"
"""Relationship copies name their end columns ``from`` and ``to``; properties so named are renamed after the copies."""


def node_properties(label: str, more_attributes: Iterable[str] = ()) -> schema.Properties:
    """Return the columns of a node table, with the further attributes that the graph uses."""
    properties = schema.NODE_PROPERTIES[label]
    return {**properties, **dict.fromkeys(more_attributes, schema.STRING)} if label in ENTITY_TYPES else properties


def definitions(graph: PropertyGraph) -> Iterator[str]:
    """Yield the statements that make all tables."""
    for label in schema.NODE_LABELS:
        columns = _columns(node_properties(label, graph.more_attributes))
        yield f"CREATE NODE TABLE `{label}`({columns}, PRIMARY KEY(id))"
    for type_, relationship in schema.RELATIONSHIP_TYPES.items():
        used = {(row.start_label, row.end_label) for row in graph.relationships[type_]}
        pairs = (*relationship.pairs, *sorted(used - set(relationship.pairs)))
        ends = ", ".join(f"FROM `{start}` TO `{end}`" for start, end in pairs)
        columns = _columns({_held(name): kind for name, kind in relationship.properties.items()})
        yield f"CREATE REL TABLE `{type_}`({ends}{', ' if columns else ''}{columns})"


def renamings() -> Iterator[str]:
    """Yield the statements that give relationship properties their names, to be run after the copies."""
    for type_, relationship in schema.RELATIONSHIP_TYPES.items():
        for name in _ENDS:
            if name in relationship.properties:
                yield f"ALTER TABLE `{type_}` RENAME {_held(name)} TO `{name}`"


def node_table(rows: list[NodeRow], properties: schema.Properties) -> pa.Table:
    """Return node rows as an Arrow table with one column per property."""
    return pa.table({name: _array(rows, name, kind) for name, kind in properties.items()})


def relationship_tables(type_: str, rows: list[RelationshipRow]) -> Iterator[tuple[str, str, pa.Table]]:
    """Yield start label, end label and Arrow table (``from``, ``to``, properties) for each pair in the rows."""
    by_pair: dict[tuple[str, str], list[RelationshipRow]] = defaultdict(list)
    for row in rows:
        by_pair[row.start_label, row.end_label].append(row)
    properties = schema.RELATIONSHIP_TYPES[type_].properties
    for (start, end), each in sorted(by_pair.items(), key=lambda item: item[0]):
        ends = {"from": pa.array([x.start for x in each]), "to": pa.array([x.end for x in each])}
        yield start, end, pa.table(ends | {_held(n): _array(each, n, kind) for n, kind in properties.items()})


def _columns(properties: schema.Properties) -> str:
    return ", ".join(f"`{name}` {_COLUMN[kind]}" for name, kind in properties.items())


def _held(name: str) -> str:
    return _HELD.format(name) if name in _ENDS else name


def _array(rows: list[NodeRow] | list[RelationshipRow], name: str, kind: str) -> pa.Array:
    if kind == schema.POINT:
        points = (row.properties.get(name) for row in rows)
        values = [p and {"longitude": p[0], "latitude": p[1]} for p in points]  # type: ignore[index]
        return pa.array(values, _POINT)
    if not any(map(dict.__contains__, (row.properties for row in rows), repeat(name))):
        return pa.nulls(len(rows), _ARROW[kind])
    return pa.array([row.properties.get(name) for row in rows], _ARROW[kind])
