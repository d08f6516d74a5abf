"""What a graph holds, row by row as digests: the same for rows to be loaded and for rows read from a server.

The digest of a whole graph is the sum of its rows' digests modulo 2**128, so it needs no order and no memory.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.property_graph import schema
from kg.property_graph.connection import Connection, reported
from kg.property_graph.model import PropertyGraph

GRAPH = "graph"
"""The property that names, on every node, the graph that it belongs to."""

MODULUS = 1 << 128
NodeKey = tuple[str, str]
"""Label and id."""
RelationshipKey = tuple[str, str, str, str]
"""Type, start id, end id and the relationship's own id (empty where its type is not keyed)."""


@dataclass(slots=True, kw_only=True)
class Content:
    """Digest by key, for nodes and for relationships."""

    nodes: dict[NodeKey, int]
    relationships: dict[RelationshipKey, int]

    def digest(self) -> str:
        """Return the digest of the whole graph, 32 hexadecimal digits."""
        total = sum(self.nodes.values()) + sum(self.relationships.values())
        return f"{total % MODULUS:032x}"


def row_digest(key: tuple[str, ...], properties: Mapping[str, Any]) -> int:
    """Return the digest of one row from its key and its properties, in any order."""
    text = json.dumps((key, sorted(properties.items())), default=_day)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=16).digest(), "big")


def _day(value: Any) -> str:
    return value.iso_format() if hasattr(value, "iso_format") else value.isoformat()


def content_of_rows(graph: PropertyGraph) -> Content:
    """Return what a server holds once the rows are loaded."""
    nodes = ((row.label, row.id, row.properties) for rows in graph.nodes.values() for row in rows)
    links = (
        (row.type, row.start, row.end, row.id, row.properties) for rows in graph.relationships.values() for row in rows
    )
    return _content(nodes, links)


def content_of_server(connection: Connection, name: str) -> Content:
    """Read the graph ``name`` from a server, every property of it."""
    return _content(_stored_nodes(connection, name), _stored_relationships(connection, name))


def is_empty(connection: Connection, name: str) -> bool:
    """Return whether a server holds no node of the graph ``name``."""
    return not any(
        connection.cypher(f"MATCH (n:{label} {{graph: $name}}) WHERE n.id >= '' RETURN n.id LIMIT 1", name=name)
        for label in (schema.ENTITY, schema.DOCUMENT, schema.STATEMENT, schema.EVIDENCE, schema.OBSERVATION)
    )


def _content(
    nodes: Iterable[tuple[str, str, Mapping[str, Any]]],
    relationships: Iterable[tuple[str, str, str, str, Mapping[str, Any]]],
) -> Content:
    return Content(
        nodes={(label, id_): row_digest((label, id_), own) for label, id_, own in nodes},
        relationships={
            (type_, start, end, id_): row_digest((type_, start, end, id_), own)
            for type_, start, end, id_, own in relationships
        },
    )


def _stored_nodes(connection: Connection, name: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for label in schema.NODE_LABELS:
        query = f"MATCH (n:{label} {{graph: $name}}) WHERE n.id >= '' RETURN n.id AS id, properties(n) AS own"
        for id_, own in _stream(connection, query, name):
            del own[GRAPH]
            yield label, id_, own


def _stored_relationships(connection: Connection, name: str) -> Iterator[tuple[str, str, str, str, Mapping[str, Any]]]:
    for type_, relationship in schema.RELATIONSHIP_TYPES.items():
        own = "properties(r)" if relationship.properties else "{}"
        keyed = " AND r.id IS NOT NULL" if relationship.keyed else ""
        query = (
            f"MATCH (a)-[r:{type_}]->(b) WHERE a.graph = $name AND b.graph = $name{keyed} "
            f"RETURN a.id AS start, b.id AS end, {own} AS own"
        )
        for start, end, properties in _stream(connection, query, name):
            yield type_, start, end, properties.get("id", "") if relationship.keyed else "", properties


def _stream(connection: Connection, query: str, name: str) -> Iterator[list[Any]]:
    with reported(connection.uri), connection.session() as session, session.begin_transaction() as transaction:
        for record in transaction.run(query, name=name):  # type: ignore[arg-type]
            yield record.values()
