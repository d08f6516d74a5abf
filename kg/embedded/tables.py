"""Node and relationship tables of the embedded engine, and the rows as Arrow tables.

All entities lie in one node table, whatever their type: the engine keeps a store of its own for each pair of node
tables that a relationship type joins, and a table for each of fifteen types made four hundred and thirty of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from kg.property_graph import schema
from kg.property_graph.model import NodeRow, RelationshipRow
from kg.vocab import ENTITY_TYPES

NODE_TABLES = (schema.ENTITY, *(label for label in schema.NODE_LABELS if label not in ENTITY_TYPES))
BATCH_ROWS = 1_000  # of a table, held as Python values
SLICE_ROWS = 10_000  # of a node table, copied at once
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


class NodeSlices:
    """Node rows gathered by table into Arrow tables of bounded size, with one column per property."""

    def __init__(self, more_attributes: Iterable[str], slice_rows: int) -> None:
        self._slice_rows = slice_rows
        self._fields = {table: _fields(_node_properties(table, more_attributes)) for table in NODE_TABLES}
        self._rows: dict[str, list[NodeRow]] = {table: [] for table in NODE_TABLES}
        self._batches: dict[str, list[pa.RecordBatch]] = {table: [] for table in NODE_TABLES}

    def add(self, row: NodeRow) -> str | None:
        """Take a row; return the name of the table whose slice it made full: ``take`` it then."""
        table = node_table_name(row.label)
        rows = self._rows[table]
        rows.append(row)
        if len(rows) < BATCH_ROWS:
            return None
        self._pack(table)
        return table if len(self._batches[table]) * BATCH_ROWS >= self._slice_rows else None

    def take(self, table: str) -> pa.Table | None:
        """Return the rows gathered for a table, to be gathered no longer; None if there are none."""
        self._pack(table)
        batches, self._batches[table] = self._batches[table], []
        return pa.Table.from_batches(batches) if batches else None

    def _pack(self, table: str) -> None:
        rows, self._rows[table] = self._rows[table], []
        if rows:
            self._batches[table].append(_batch(rows, self._fields[table]))


Pair = tuple[str, str, str]
"""Type, start table and end table of relationships."""


class RelationshipFiles:
    """Relationship rows by type, start and end table, in Arrow files of a folder: the engine takes each pair at once.

    The columns are ``from``, ``to`` and the properties.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._fields = {type_: _fields(own.properties) for type_, own in schema.RELATIONSHIP_TYPES.items()}
        self._rows: dict[Pair, list[RelationshipRow]] = defaultdict(list)
        self._writers: dict[Pair, pa.RecordBatchFileWriter] = {}

    def add(self, row: RelationshipRow) -> None:
        """Take a row."""
        pair = row.type, node_table_name(row.start_label), node_table_name(row.end_label)
        rows = self._rows[pair]
        rows.append(row)
        if len(rows) == BATCH_ROWS:
            self._write(pair)

    def tables(self) -> Iterator[tuple[Pair, pa.Table]]:
        """Yield the pairs that have rows, in order, and their rows, read from the file as they are used."""
        for pair in sorted(self._rows):
            self._write(pair)
            self._writers.pop(pair).close()
            with pa.memory_map(str(self._file(pair))) as file:
                yield pair, pa.ipc.open_file(file).read_all()
            self._file(pair).unlink()

    def _write(self, pair: Pair) -> None:
        rows, self._rows[pair] = self._rows[pair], []
        own = _batch(rows, self._fields[pair[0]])
        starts, ends = (_array([getattr(row, side) for row in rows], pa.string()) for side in ("start", "end"))
        names = ["from", "to", *map(_held, own.schema.names)]
        batch = pa.RecordBatch.from_arrays([starts, ends, *own.columns], names)
        if pair not in self._writers:
            self._writers[pair] = pa.ipc.new_file(str(self._file(pair)), batch.schema)
        self._writers[pair].write_batch(batch)

    def _file(self, pair: Pair) -> Path:
        return self._folder / f"{'-'.join(pair)}.arrow"


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


def _batch(rows: Sequence[NodeRow | RelationshipRow], fields: pa.StructType) -> pa.RecordBatch:
    return pa.RecordBatch.from_struct_array(_array([row.properties for row in rows], fields))


def _array(values: list[Any], kind: pa.DataType) -> pa.Array:
    """Return values as an Arrow array. Given a list, Arrow would import pandas, where it is installed."""
    objects = np.empty(len(values), dtype=object)
    objects[:] = values
    return pa.array(objects, kind, from_pandas=False)
