"""Node and relationship tables of the embedded engine, and the rows as Arrow tables.

All entities lie in one node table, whatever their type: the engine keeps a store of its own for each pair of node
tables that a relationship type joins, and a table for each of fifteen types made four hundred and thirty of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa

from kg.property_graph import schema
from kg.property_graph.model import NodeRow, RelationshipRow
from kg.vocab import ENTITY_TYPES

Row = TypeVar("Row", NodeRow, RelationshipRow)
Key = TypeVar("Key", str, tuple[str, str, str])
NODE_TABLES = (schema.ENTITY, *(label for label in schema.NODE_LABELS if label not in ENTITY_TYPES))
BATCH_ROWS = 5_000
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


def node_table_name(label: str) -> str:
    """Return the node table that holds the nodes of a label."""
    return schema.ENTITY if label in ENTITY_TYPES else label


def definitions(more_attributes: Iterable[str]) -> Iterator[str]:
    """Yield the statements that make all tables, with the further attributes that the graph's entities use."""
    for table in NODE_TABLES:
        yield f"CREATE NODE TABLE `{table}`({_columns(_node_properties(table, more_attributes))}, PRIMARY KEY(id))"
    for type_, relationship in schema.RELATIONSHIP_TYPES.items():
        pairs = sorted({(node_table_name(start), node_table_name(end)) for start, end in relationship.pairs})
        ends = ", ".join(f"FROM `{start}` TO `{end}`" for start, end in pairs)
        columns = _columns({_held(name): kind for name, kind in relationship.properties.items()})
        yield f"CREATE REL TABLE `{type_}`({ends}{', ' if columns else ''}{columns})"


def renamings() -> Iterator[str]:
    """Yield the statements that give relationship properties their names, to be run after the copies."""
    for type_, relationship in schema.RELATIONSHIP_TYPES.items():
        for name in _ENDS:
            if name in relationship.properties:
                yield f"ALTER TABLE `{type_}` RENAME {_held(name)} TO `{name}`"


def node_tables(rows: Iterable[NodeRow], more_attributes: Iterable[str]) -> Iterator[tuple[str, pa.Table]]:
    """Yield the name of each node table that has rows, and its rows with one column per property."""
    fields = {table: _fields(_node_properties(table, more_attributes)) for table in NODE_TABLES}
    gathered = _batches(rows, lambda row: node_table_name(row.label), lambda table, each: _batch(each, fields[table]))
    for table, batches in gathered:
        yield table, pa.Table.from_batches(batches)


def relationship_tables(rows: Iterable[RelationshipRow]) -> Iterator[tuple[str, str, str, pa.Table]]:
    """Yield type, start table, end table and Arrow table (``from``, ``to``, properties) for each that has rows."""
    fields = {type_: _fields(relationship.properties) for type_, relationship in schema.RELATIONSHIP_TYPES.items()}

    def key(row: RelationshipRow) -> tuple[str, str, str]:
        return row.type, node_table_name(row.start_label), node_table_name(row.end_label)

    def batch(key: tuple[str, str, str], each: Sequence[RelationshipRow]) -> pa.RecordBatch:
        own = _batch(each, fields[key[0]])
        starts, ends = (_array([getattr(row, side) for row in each], pa.string()) for side in ("start", "end"))
        names = ["from", "to", *map(_held, own.schema.names)]
        return pa.RecordBatch.from_arrays([starts, ends, *own.columns], names)

    for (type_, start, end), batches in _batches(rows, key, batch):
        yield type_, start, end, pa.Table.from_batches(batches)


def _node_properties(table: str, more_attributes: Iterable[str]) -> schema.Properties:
    if table == schema.ENTITY:
        return {**schema.ENTITY_PROPERTIES, **dict.fromkeys(more_attributes, schema.STRING)}
    return schema.NODE_PROPERTIES[table]


def _columns(properties: schema.Properties) -> str:
    return ", ".join(f"`{name}` {_COLUMN[kind]}" for name, kind in properties.items())


def _held(name: str) -> str:
    return _HELD.format(name) if name in _ENDS else name


def _fields(properties: schema.Properties) -> pa.StructType:
    return pa.struct([(name, _ARROW[kind]) for name, kind in properties.items()])


def _batches(
    rows: Iterable[Row], key: Callable[[Row], Key], batch: Callable[[Key, list[Row]], pa.RecordBatch]
) -> list[tuple[Key, list[pa.RecordBatch]]]:
    """Return the rows of each key as Arrow batches, keys in order; as rows only the last of each key are held."""
    waiting: dict[Key, list[Row]] = defaultdict(list)
    made: dict[Key, list[pa.RecordBatch]] = defaultdict(list)
    for row in rows:
        own = waiting[k := key(row)]
        own.append(row)
        if len(own) == BATCH_ROWS:
            made[k].append(batch(k, waiting.pop(k)))
    for k, own in waiting.items():
        made[k].append(batch(k, own))
    return sorted(made.items(), key=lambda item: item[0])


def _batch(rows: Sequence[NodeRow | RelationshipRow], fields: pa.StructType) -> pa.RecordBatch:
    return pa.RecordBatch.from_struct_array(_array([row.properties for row in rows], fields))


def _array(values: list[Any], kind: pa.DataType) -> pa.Array:
    """Return values as an Arrow array. Given a list, Arrow would import pandas, where it is installed."""
    objects = np.empty(len(values), dtype=object)
    objects[:] = values
    return pa.array(objects, kind, from_pandas=False)
