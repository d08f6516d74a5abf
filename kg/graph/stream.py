"""The records of a graph one after another, for those who read it whole and must not hold it whole in memory."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Protocol

from kg import records as r
from kg.jsonl import iter_graph

Record = r.DocumentNode | r.Entity | r.Statement | r.ObservationNode


class RecordStream(Protocol):
    """The records of one graph, kind by kind, each kind sorted by id. Every call begins anew.

    ``kg.graph.store.Store`` is one too.
    """

    def documents(self) -> Iterator[r.DocumentNode]:
        """Yield the documents."""
        ...

    def entities(self) -> Iterator[r.Entity]:
        """Yield the entities."""
        ...

    def statements(self) -> Iterator[r.Statement]:
        """Yield the statements."""
        ...

    def observations(self) -> Iterator[r.ObservationNode]:
        """Yield the figures."""
        ...


class FileRecords:
    """The records of a canonical graph file, read line by line.

    Raises (while iterating):
        SchemaError: another schema or version, or a line that does not fit (its number is named).
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def documents(self) -> Iterator[r.DocumentNode]:
        """Yield the documents."""
        return iter_graph(self.path, r.DocumentNode)

    def entities(self) -> Iterator[r.Entity]:
        """Yield the entities."""
        return iter_graph(self.path, r.Entity)

    def statements(self) -> Iterator[r.Statement]:
        """Yield the statements."""
        return iter_graph(self.path, r.Statement)

    def observations(self) -> Iterator[r.ObservationNode]:
        """Yield the figures."""
        return iter_graph(self.path, r.ObservationNode)


class GraphRecords:
    """The records of a graph in memory."""

    def __init__(self, graph: r.Graph) -> None:
        self.graph = graph

    def documents(self) -> Iterator[r.DocumentNode]:
        """Yield the documents."""
        return iter(sorted(self.graph.documents, key=lambda x: x.id))

    def entities(self) -> Iterator[r.Entity]:
        """Yield the entities."""
        return iter(sorted(self.graph.entities, key=lambda x: x.id))

    def statements(self) -> Iterator[r.Statement]:
        """Yield the statements."""
        return iter(sorted(self.graph.statements, key=lambda x: x.id))

    def observations(self) -> Iterator[r.ObservationNode]:
        """Yield the figures."""
        return iter(sorted(self.graph.observations, key=lambda x: x.id))


def all_records(stream: RecordStream) -> Iterator[Record]:
    """Yield all records in the order of the canonical file: documents, entities, statements, figures."""
    return chain(stream.documents(), stream.entities(), stream.statements(), stream.observations())
