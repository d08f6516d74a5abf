"""What a Cypher query returns, alike for a Neo4j server and the embedded engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import QueryError

if TYPE_CHECKING:
    import networkx
    import pandas


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A node in a result. ``key`` is the engine's own and holds within one result; labels are sorted."""

    key: str
    labels: tuple[str, ...]
    properties: Mapping[str, Any]

    def caption(self) -> str:
        """Return the words to show for the node."""
        own = self.properties
        return str(own.get("name") or own.get("title") or own.get("quote") or own.get("id") or self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """A relationship in a result. ``start`` and ``end`` are keys of nodes."""

    key: str
    type: str
    start: str
    end: str
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A path in a result."""

    nodes: tuple[Node, ...]
    relationships: tuple[Relationship, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a result in order; each has one value per column.

    ``notes``: what the server says of names in the query that it does not know, as a label misspelt.
    Values are None, str, int, float, bool, date, ``values.Point``, Node, Relationship, Path, lists and dicts of these.
    """

    columns: tuple[str, ...]
    values: tuple[tuple[Any, ...], ...]
    notes: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.values)

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, index: int) -> tuple[Any, ...]:
        return self.values[index]

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return each row as a dict by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.values]

    def to_pandas(self) -> pandas.DataFrame:
        """Return the rows as a pandas frame.

        Raises:
            QueryError: pandas is not installed.
        """
        try:
            import pandas
        except ModuleNotFoundError as error:
            raise QueryError("to_pandas() needs pandas, which is not installed: pip install pandas") from error
        return pandas.DataFrame(list(self.values), columns=list(self.columns))

    def to_networkx(self) -> networkx.MultiDiGraph:
        """Return the nodes and relationships of all rows as a directed graph, each once.

        A node's name is its ``id`` property where it has one; its attributes are its properties and ``labels``.
        Relationships count only where both their nodes are in the result.
        """
        import networkx

        graph = networkx.MultiDiGraph()
        names: dict[str, str] = {}
        found = list(_parts(self.values))
        for node in found:
            if isinstance(node, Node):
                names[node.key] = str(node.properties.get("id", node.key))
                graph.add_node(names[node.key], labels=node.labels, **node.properties)
        for link in found:
            if isinstance(link, Relationship) and link.start in names and link.end in names:
                attributes = {"type": link.type, **link.properties}
                graph.add_edge(names[link.start], names[link.end], key=link.key, **attributes)
        return graph


def _parts(value: Any) -> Iterator[Node | Relationship]:
    if isinstance(value, (Node, Relationship)):
        yield value
    elif isinstance(value, Path):
        yield from value.nodes
        yield from value.relationships
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _parts(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _parts(each)
