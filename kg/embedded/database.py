"""The graph in Ladybug, an embedded Cypher engine: one file that can be made again from the graph at any time."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from decimal import Decimal
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any

import ladybug

from kg import records as r
from kg.embedded import dialect, tables
from kg.embedded.columns import column_names
from kg.embedded.messages import explained
from kg.errors import GraphError, QueryError
from kg.graph.file_names import EMBEDDED_FILE, GRAPH_FILE
from kg.graph.stream import FileRecords, GraphRecords, RecordStream
from kg.property_graph import result, schema
from kg.property_graph.model import GraphRows, NodeRow, PropertyGraph, RelationshipRow
from kg.property_graph.values import Point

BUFFER_BYTES = 2 << 30
LARGEST_DATABASE_BYTES = 1 << 40
MODEL = 4  # of the tables; a database of another one is made again
_MACROS = (
    "toString(x) AS cast(x AS STRING)",
    "toInteger(x) AS cast(x AS INT64)",
    "toFloat(x) AS cast(x AS DOUBLE)",
    "type(r) AS label(r)",
    "head(x) AS x[1]",
    "last(x) AS x[-1]",
    f"policykgModel() AS {MODEL}",
)  # functions of Neo4j that the engine knows under another name


class EmbeddedGraph:
    """A graph opened for Cypher in this process. Use it in a ``with`` block, or close it."""

    def __init__(self, path: Path, *, write: bool = False) -> None:
        self.path = path
        self._write = write
        self._database, self._connection = _connect(path, read_only=not write)

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, write: bool = False) -> EmbeddedGraph:
        """Open a graph's folder or its database file.

        A folder whose database is missing or older than its ``graph.jsonl`` gets a new one first.

        Args:
            write: allow queries that change the database; the change lasts until it is next built.

        Raises:
            GraphError: nothing to open there, or the file is no database of this version.
        """
        given = Path(path)
        opened = cls(_database_file(given), write=write)
        if opened._is_current():
            return opened
        opened.close()
        source = given / GRAPH_FILE
        if not source.exists():
            raise GraphError(f"{opened.path} was made by another version of this program; build the graph again.")
        build_embedded(FileRecords(source), opened.path)
        return cls(opened.path, write=write)

    @classmethod
    def build(cls, graph: r.Graph, path: str | os.PathLike[str]) -> EmbeddedGraph:
        """Make the database of a graph and open it."""
        build_embedded(graph, Path(path))
        return cls(Path(path))

    def cypher(self, query: str, parameters: Mapping[str, Any] | None = None, /, **more: Any) -> result.Rows:
        """Run one query with parameters and return its rows.

        Args:
            parameters: values by name, as ``$name`` in the query; keyword arguments add to them.

        Raises:
            QueryError: the engine refuses the query, or it would write and the graph was not opened so.
        """
        if not self._write:
            dialect.check_reads_only(query)
        values = dialect.needed_parameters(query, {**(parameters or {}), **more})
        try:
            answers = self._connection.execute(dialect.translate(query), values)
            answer = answers[-1] if isinstance(answers, list) else answers
            columns, named = tuple(answer.get_column_names()), column_names(query)
            if named is not None and len(named) == len(columns):
                columns = named
            return result.Rows(columns, tuple(tuple(_value(x) for x in row) for row in answer.get_all()))
        except RuntimeError as error:
            raise QueryError(explained(str(error))) from error

    def _is_current(self) -> bool:
        try:
            answer = self._connection.execute("RETURN policykgModel() AS model")
        except RuntimeError:
            return False
        assert isinstance(answer, ladybug.QueryResult)
        return answer.get_all() == [[MODEL]]

    def close(self) -> None:
        """Release the file."""
        self._connection.close()
        self._database.close()

    def __enter__(self) -> EmbeddedGraph:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def build_embedded(source: r.Graph | RecordStream, path: Path) -> None:
    """Make the database file of a graph. It appears whole or not at all; one that is there is replaced.

    Args:
        source: the graph, or its records one after another, which are never held whole.

    Raises:
        SchemaError: the graph is not whole (see ``property_graph``).
    """
    rows = GraphRows(GraphRecords(source) if isinstance(source, r.Graph) else source)
    _build(path, rows, rows.more_attributes, bounded=True)


def build_from_rows(graph: PropertyGraph, path: Path) -> None:
    """Make the database file from rows; since they are in memory anyway, fast rather than in little memory."""
    rows: Iterable[NodeRow | RelationshipRow] = chain(*graph.nodes.values(), *graph.relationships.values())
    _build(path, rows, graph.more_attributes, bounded=False)


def _build(
    path: Path, rows: Iterable[NodeRow | RelationshipRow], more_attributes: Sequence[str], *, bounded: bool
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
        made = Path(folder) / path.name
        with closing(_Filling(made, bounded=bounded)) as filling:
            filling.run(rows, more_attributes)
        _remove(path)
        os.replace(made, path)


class _Filling:
    """The database on the way to its file.

    What is copied into a table stays in memory until the database is closed, checkpoint or not, so a bounded one is
    opened anew after each slice of nodes and each large relationship table, and has one thread. A connection holds what
    was copied through it, so each copy has its own.
    """

    def __init__(self, path: Path, *, bounded: bool) -> None:
        self._path, self._bounded = path, bounded
        self._threads = 1 if bounded else 0  # 0: as many as the machine has
        self._open()

    def _open(self) -> None:
        self._database, self._connection = _connect(self._path, read_only=False, threads=self._threads)

    def close(self) -> None:
        """Release the file."""
        self._connection.close()
        self._database.close()

    def run(self, rows: Iterable[NodeRow | RelationshipRow], more_attributes: Sequence[str]) -> None:
        """Make the tables and fill them: nodes slice by slice; relationships wait on the disk for all nodes."""
        self._execute(tables.definitions(more_attributes))
        slice_rows = tables.SLICE_ROWS if self._bounded else sys.maxsize
        nodes = tables.NodeSlices(more_attributes, slice_rows)
        relationships = tables.RelationshipFiles(self._path.parent)
        for row in rows:
            if isinstance(row, RelationshipRow):
                relationships.add(row)
            elif full := nodes.add(row):
                self._copy(full, nodes.take(full))
        for name in tables.NODE_TABLES:
            self._copy(name, nodes.take(name))
        for (type_, start, end), arrow in relationships.tables():
            self._copy(type_, arrow, f" (from='{start}', to='{end}')")
        self._execute((*tables.renamings(), *(f"CREATE MACRO {macro}" for macro in _MACROS), "CHECKPOINT"))

    def _copy(self, table: str, arrow: Any, options: str = "") -> None:
        if arrow is None:
            return
        with ladybug.Connection(self._database, num_threads=self._threads) as connection:
            connection.execute(f"COPY `{table}` FROM $rows{options}", {"rows": arrow})
        if self._bounded and arrow.num_rows >= tables.SLICE_ROWS:
            self._settle()

    def _settle(self) -> None:
        self._connection.execute("CHECKPOINT")
        self.close()
        self._open()

    def _execute(self, statements: Iterable[str]) -> None:
        for statement in statements:
            self._connection.execute(statement)


def _connect(path: Path, *, read_only: bool, threads: int = 0) -> tuple[ladybug.Database, ladybug.Connection]:
    try:
        database = ladybug.Database(
            path,
            read_only=read_only,
            auto_checkpoint=False,
            buffer_pool_size=BUFFER_BYTES,
            max_db_size=LARGEST_DATABASE_BYTES,
            max_num_threads=threads,
        )
        return database, ladybug.Connection(database)
    except RuntimeError as error:
        reason = str(error).splitlines()[0]
        if "lock" in reason.lower():
            raise GraphError(f"{path} is in use by another process; wait until that ends. ({reason})") from error
        raise GraphError(
            f"{path} cannot be opened: {reason} Delete it; it is made again from {GRAPH_FILE} when next used."
        ) from error


def _database_file(path: Path) -> Path:
    source, database = path / GRAPH_FILE, path / EMBEDDED_FILE
    if not path.is_dir():
        database = path
    elif source.exists() and (not database.exists() or database.stat().st_mtime_ns < source.stat().st_mtime_ns):
        build_embedded(FileRecords(source), database)
    if not database.exists():
        raise GraphError(
            f"There is no graph at {path}. Give the folder that 'kg build … --out DIR' wrote (holding {GRAPH_FILE})."
        )
    return database


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    for left in path.parent.glob(f"{path.name}.*"):  # the log of a process that was killed
        if left.suffix in (".wal", ".shadow", ".tmp"):
            left.unlink()


def _value(value: Any) -> Any:
    """Return a value of the engine as one of ``result.Rows``."""
    if isinstance(value, dict):
        if "_NODES" in value:
            return result.Path(
                nodes=tuple(_value(n) for n in value["_NODES"]),
                relationships=tuple(_value(x) for x in value["_RELS"]),
            )
        if "_SRC" in value:
            return result.Relationship(
                key=_key(value["_ID"]), type=value["_LABEL"], start=_key(value["_SRC"]), end=_key(value["_DST"]),
                properties=_own(value),
            )  # fmt: skip
        if "_LABEL" in value:
            own = _own(value)
            type_ = (own["type"],) if value["_LABEL"] == schema.ENTITY and own.get("type") else ()
            return result.Node(key=_key(value["_ID"]), labels=tuple(sorted((value["_LABEL"], *type_))), properties=own)
        if value.keys() == {"longitude", "latitude"}:
            return Point(value["longitude"], value["latitude"])
        return {name: _value(x) for name, x in value.items()}
    if isinstance(value, list):
        return [_value(x) for x in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _own(value: Mapping[str, Any]) -> dict[str, Any]:
    return {n: _value(x) for n, x in value.items() if x is not None and n not in ("_ID", "_LABEL", "_SRC", "_DST")}


def _key(id_: Mapping[str, int]) -> str:
    return f"{id_['table']}:{id_['offset']}"
