"""What a graph holds, row by row as digests: the same for rows to be loaded and for rows read from a server.

The digest of a whole graph is the sum of its rows' digests modulo 2**128, so it needs no order and no memory.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import neo4j

from kg.property_graph import schema
from kg.property_graph.connection import Connection, reported
from kg.property_graph.model import PropertyGraph

GRAPH = "graph"
"""The property that names, on every node, the graph that it belongs to."""

MODULUS = 1 << 128
_PAGE_NODES = 1_000
_UNKNOWN = "?"
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
    text = _encode((key, properties))
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=16).digest(), "big")


_encode = json.JSONEncoder(default=str, sort_keys=True, check_circular=False).encode


def content_of_rows(graph: PropertyGraph) -> Content:
    """Return what a server holds once the rows are loaded."""
    nodes = ((row.label, row.id, row.properties) for rows in graph.nodes.values() for row in rows)
    links = (
        (row.type, row.start, row.end, row.id, row.properties) for rows in graph.relationships.values() for row in rows
    )
    return _content(nodes, links)


def content_of_server(connection: Connection, name: str, more_attributes: Iterable[str]) -> Content:
    """Read the graph ``name`` from a server.

    Args:
        more_attributes: properties of entities beyond ``schema.ATTRIBUTES``. A row with a property that neither they
            nor the schema know is unlike every row to be loaded.
    """
    with reported(connection.uri), connection.session() as session, session.begin_transaction() as transaction:
        nodes = _stored_nodes(transaction, name, more_attributes)
        return _content(nodes, _stored_relationships(transaction, name))


def is_empty(connection: Connection, name: str) -> bool:
    """Return whether a server holds no node of the graph ``name``."""
    return not any(
        connection.cypher(f"MATCH (n:{label} {{graph: $name}}) WHERE n.id >= '' RETURN n.id LIMIT 1", name=name)
        for label in schema.COMMON_LABELS
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


def _stored_nodes(
    transaction: neo4j.Transaction, name: str, more_attributes: Iterable[str]
) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    further = dict.fromkeys(more_attributes, schema.STRING)
    for found_by, labels in _labels_read_together().items():
        known = schema.NODE_PROPERTIES[labels[0]]
        properties = known | further if found_by == schema.ENTITY else known
        row = f"[labels(n), {_values('n', properties)}]"
        query = f"{_page(found_by)} RETURN page[-1].id AS last, [n IN page | {row}] AS rows"
        for carried, count, *values in _rows(transaction, query, name):
            own = _own(properties, values, count - 1)  # the name of the graph is one more
            for label in sorted(set(labels).intersection(carried)):
                yield label, own["id"], own


def _labels_read_together() -> dict[str, list[str]]:
    """Return the labels of nodes with the same properties, by the label that finds them; each query costs a plan."""
    found: dict[str, list[str]] = {}
    for label in schema.NODE_LABELS:
        found.setdefault(schema.common_label(label), []).append(label)
    return found


def _stored_relationships(
    transaction: neo4j.Transaction, name: str
) -> Iterator[tuple[str, str, str, str, Mapping[str, Any]]]:
    for start, types in _types_read_together():
        relationship = schema.RELATIONSHIP_TYPES[types[0]]
        values = _values("r", relationship.properties)
        query = (
            f"{_page(start)} CALL {{ WITH page UNWIND page AS a MATCH (a)-[r:{'|'.join(types)}]->(b) "
            f"WHERE b.graph = $name{' AND r.id IS NOT NULL' if relationship.keyed else ''} "
            f"RETURN collect([type(r), a.id, b.id, {values}]) AS rows }} RETURN page[-1].id AS last, rows"
        )
        for type_, begins, ends, count, *found in _rows(transaction, query, name):
            own = _own(relationship.properties, found, count)
            yield type_, begins, ends, own["id"] if relationship.keyed else "", own


def _types_read_together() -> Iterator[tuple[str, list[str]]]:
    """Yield the label of the start and relationship types that have the same properties."""
    found: dict[tuple[str, bool, tuple[str, ...]], list[str]] = {}
    for type_, relationship in schema.RELATIONSHIP_TYPES.items():
        for start in sorted({schema.common_label(start) for start, _ in relationship.pairs}):
            found.setdefault((start, relationship.keyed, tuple(relationship.properties)), []).append(type_)
    for (start, _, _), types in found.items():
        yield start, types


def _page(label: str) -> str:
    return (
        f"MATCH (n:{label} {{graph: $name}}) WHERE n.id > $after WITH n ORDER BY n.id LIMIT {_PAGE_NODES} "
        "WITH collect(n) AS page"
    )


def _values(variable: str, properties: schema.Properties) -> str:
    """Return the number of properties and the value of each; a list costs the driver a tenth of what a record does."""
    values = (f"{variable}.`{key}`" for key in properties)
    texts = (
        f"toStringOrNull({x})" if kind == schema.DATE else x
        for x, kind in zip(values, properties.values(), strict=True)
    )
    return ", ".join((f"size(keys({variable}))", *texts))


def _own(names: Iterable[str], values: Iterable[Any], count: int) -> dict[str, Any]:
    own = {key: value for key, value in zip(names, values, strict=True) if value is not None}
    return own if len(own) == count else {**own, _UNKNOWN: count - len(own)}


def _rows(transaction: neo4j.Transaction, query: str, name: str) -> Iterator[list[Any]]:
    """Yield the rows of all pages; while those of one are used, the server reads the next."""
    answer = transaction.run(query, name=name, after="")  # type: ignore[arg-type]
    while (page := answer.single()) is not None and page["last"] is not None:
        answer = transaction.run(query, name=name, after=page["last"])  # type: ignore[arg-type]
        yield from page["rows"]
