"""Loading a graph into Neo4j: the database ends up holding exactly the rows, and nothing else of it is touched.

Every node carries the name of its graph. A load works in batches, each one transaction; the same transaction counts
the batch in the graph's ledger, so that no batch runs twice and a load that was cut off goes on. Into an empty graph
all rows are created; else the server's rows are read and the difference alone is written. At the end counts and digest
of what the server holds are compared with what it should hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import neo4j
import neo4j.spatial

from kg.errors import ServerError
from kg.property_graph import constraints, schema
from kg.property_graph.connection import Connection, reported
from kg.property_graph.content import GRAPH, Content, content_of_rows, content_of_server, is_empty
from kg.property_graph.defaults import BATCH_ROWS, DEFAULT_NAME
from kg.property_graph.model import NodeRow, PropertyGraph, RelationshipRow
from kg.property_graph.values import Point

Progress = Callable[[str, int, int], None]
"""Called with what is being written, rows done and rows in all."""

CREATED = "created"
UPDATED = "updated"
DELETED = "deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What a load did, over all its attempts, and what the server holds now.

    ``counts`` has ``nodesCreated``, ``nodesUpdated``, ``nodesDeleted`` and the same for relationships.
    """

    name: str
    counts: Mapping[str, int]
    nodes: int
    relationships: int
    expected_nodes: int
    expected_relationships: int
    digest: str
    expected_digest: str
    resumed: bool = False

    @property
    def matches(self) -> bool:
        """Tell whether the server holds what it should."""
        return self.digest == self.expected_digest and (self.nodes, self.relationships) == (
            self.expected_nodes,
            self.expected_relationships,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Rows written in one transaction by one statement. ``counts`` names the ledger's count that they add to."""

    title: str
    action: str
    counts: str
    statement: str
    rows: list[Any]


def load(
    connection: Connection,
    graph: PropertyGraph,
    *,
    name: str = DEFAULT_NAME,
    batch_rows: int = BATCH_ROWS,
    progress: Progress | None = None,
) -> LoadReport:
    """Make the server's graph ``name`` equal to the rows.

    Args:
        name: the graph's name, on every node; other graphs and other data in the database stay as they are.

    Raises:
        ServerError: the server fails; run the same load again to go on. Also: another load of the same graph runs, or a
            node to be deleted is joined to data that is not of this graph.
    """
    prepare(connection)
    wanted = content_of_rows(graph)
    digest = wanted.digest()
    ledger = _Ledger(connection, name)
    empty = is_empty(connection, name)
    plan = f"create:{digest}:{batch_rows}"
    if empty or ledger.open_plan == plan:
        resumed = ledger.begin(plan, digest, go_on=not empty)
        batches: Iterable[Batch] = _batches(_creations(graph, name), batch_rows)
        total = graph.node_count() + graph.relationship_count()
    else:
        held = content_of_server(connection, name, graph.more_attributes)
        resumed = ledger.begin(f"difference:{digest}", digest, go_on=ledger.open_plan == f"difference:{digest}")
        steps = list(_difference(graph, name, wanted, held))
        batches, total = _batches(steps, batch_rows), sum(len(s.rows) for s in steps)
        if not total:
            return _finish(ledger, name, wanted, held, resumed)
    _write(connection, ledger, batches, total, progress)
    return _finish(ledger, name, wanted, content_of_server(connection, name, graph.more_attributes), resumed)


def prepare(connection: Connection) -> None:
    """Make the constraints and indexes that are missing and wait until they are ready."""
    kept = {name for (name,) in connection.cypher("SHOW INDEXES YIELD name RETURN name")}
    with reported(connection.uri), connection.session(write=True) as session:
        for name, statement in zip(constraints.names(), constraints.definitions(), strict=True):
            if name not in kept:
                session.run(statement).consume()  # type: ignore[arg-type]
        session.run("CALL db.awaitIndexes(600)").consume()


def wipe(connection: Connection, name: str = DEFAULT_NAME, progress: Progress | None = None) -> int:
    """Delete all nodes of the graph ``name`` with all their relationships; return how many nodes they were.

    Relationships that others drew to these nodes go with them; other nodes stay.
    """
    deleted = 0
    for label in reversed(schema.COMMON_LABELS):
        query = (
            f"MATCH (n:{label} {{graph: $name}}) WHERE n.id >= '' WITH n LIMIT {BATCH_ROWS} "
            "DETACH DELETE n RETURN count(*) AS n"
        )
        while count := connection.cypher(query, name=name, write=True)[0][0]:
            deleted += count
            if progress:
                progress(f"delete {label}", deleted, deleted)
    connection.cypher(f"MATCH (n:{constraints.LEDGER} {{graph: $name}}) DELETE n", name=name, write=True)
    return deleted


class _Ledger:
    """The node that counts the batches of a graph's load."""

    def __init__(self, connection: Connection, name: str) -> None:
        self.connection = connection
        self.name = name
        self.attempt = 0
        self.done = 0
        rows = connection.cypher(f"MATCH (l:{constraints.LEDGER} {{graph: $name}}) RETURN l", name=name)
        own: Mapping[str, Any] = rows[0][0].properties if rows else {}
        self.open_plan = own.get("plan") if own.get("state") == "loading" else None

    def begin(self, plan: str, digest: str, *, go_on: bool) -> bool:
        """Take the ledger over for this process; return whether a load that was cut off goes on."""
        fresh = "done: 0, nodesCreated: 0, nodesUpdated: 0, nodesDeleted: 0, relationshipsCreated: 0, "
        fresh += "relationshipsUpdated: 0, relationshipsDeleted: 0"
        rows = self.connection.cypher(
            f"""MERGE (l:{constraints.LEDGER} {{graph: $name}})
            ON CREATE SET l += {{attempt: 0, {fresh}}}
            SET l.attempt = l.attempt + 1, l.plan = $plan, l.digest = $digest, l.state = 'loading'
            SET l += CASE WHEN $goOn THEN {{}} ELSE {{{fresh}}} END
            SET l.done = CASE WHEN $plan STARTS WITH 'create' THEN l.done ELSE 0 END
            RETURN l.attempt, l.done""",
            {"name": self.name, "plan": plan, "digest": digest, "goOn": go_on},
            write=True,
        )
        self.attempt, self.done = rows[0]
        return go_on

    def count(self, transaction: neo4j.ManagedTransaction, number: int, batch: Batch) -> bool:
        """Count a batch within its transaction; return False where it was counted before."""
        record = transaction.run(
            f"""MATCH (l:{constraints.LEDGER} {{graph: $name}}) WHERE l.attempt = $attempt
            WITH l, l.done AS before SET l.done = $number, l.{batch.counts} = l.{batch.counts} +
            CASE WHEN before < $number THEN $rows ELSE 0 END RETURN before""",
            name=self.name, attempt=self.attempt, number=number, rows=len(batch.rows),
        ).single()  # type: ignore[arg-type]  # fmt: skip
        if record is None:
            raise ServerError(f"Another load of the graph {self.name!r} has begun; this one stops. Run one at a time.")
        return bool(record["before"] < number)

    def close(self) -> Mapping[str, int]:
        """Mark the load as ended and return its counts."""
        rows = self.connection.cypher(
            f"MATCH (l:{constraints.LEDGER} {{graph: $name}}) SET l.state = 'loaded' RETURN l",
            name=self.name,
            write=True,
        )
        own = rows[0][0].properties
        return {key: own[key] for key in sorted(own) if key.startswith(("nodes", "relationships"))}


def _write(
    connection: Connection, ledger: _Ledger, batches: Iterable[Batch], total: int, progress: Progress | None
) -> None:
    written = 0
    with reported(connection.uri), connection.session(write=True) as session:
        for number, batch in enumerate(batches, start=1):
            if number > ledger.done:
                session.execute_write(_write_batch, ledger, number, batch)
            written += len(batch.rows)
            if progress:
                progress(f"{batch.action} {batch.title}", written, total)


def _write_batch(transaction: neo4j.ManagedTransaction, ledger: _Ledger, number: int, batch: Batch) -> None:
    if not ledger.count(transaction, number, batch):
        return
    answer = transaction.run(batch.statement, rows=batch.rows, name=ledger.name)  # type: ignore[arg-type]
    found = answer.single()
    if found is None or found["n"] != len(batch.rows):
        written = found["n"] if found else 0
        raise ServerError(
            f"Of {len(batch.rows)} rows to be {batch.action} ({batch.title}), {written} were: the database has changed "
            "since it was read, or a node to be deleted is joined to data of others. Run the load again; move such "
            "data away first, or use --wipe."
        )


def _finish(ledger: _Ledger, name: str, wanted: Content, held: Content, resumed: bool) -> LoadReport:
    return LoadReport(
        name=name, counts=ledger.close(), nodes=len(held.nodes), relationships=len(held.relationships),
        expected_nodes=len(wanted.nodes), expected_relationships=len(wanted.relationships), digest=held.digest(),
        expected_digest=wanted.digest(), resumed=resumed,
    )  # fmt: skip


# ---- batches ------------------------------------------------------------------------------------------------


def _creations(graph: PropertyGraph, name: str) -> Iterator[Batch]:
    for label, nodes in graph.nodes.items():
        yield _create_nodes(label, nodes, name)
    for type_, links in graph.relationships.items():
        yield from _create_relationships(type_, links)


def _difference(graph: PropertyGraph, name: str, wanted: Content, held: Content) -> Iterator[Batch]:
    """Yield what to delete, then what to create and to update."""
    yield from _delete_relationships(sorted(held.relationships.keys() - wanted.relationships.keys()))
    yield from _delete_nodes(sorted(held.nodes.keys() - wanted.nodes.keys()))
    for label, nodes in graph.nodes.items():
        yield _create_nodes(label, [n for n in nodes if (label, n.id) not in held.nodes], name)
        changed = [n for n in nodes if held.nodes.get(k := (label, n.id), wanted.nodes[k]) != wanted.nodes[k]]
        yield _update_nodes(label, changed, name)
    for type_, links in graph.relationships.items():
        keyed = [(x, (type_, x.start, x.end, x.id)) for x in links]
        yield from _create_relationships(type_, [x for x, key in keyed if key not in held.relationships])
        yield from _update_relationships(
            type_,
            [x for x, k in keyed if held.relationships.get(k, wanted.relationships[k]) != wanted.relationships[k]],
        )


def _create_nodes(label: str, nodes: list[NodeRow], name: str) -> Batch:
    return Batch(
        title=label, action=CREATED, counts="nodesCreated", rows=[_stored(n, name) for n in nodes],
        statement=f"UNWIND $rows AS row CREATE (n:{schema.labels_of(label)}) SET n = row RETURN count(n) AS n",
    )  # fmt: skip


def _update_nodes(label: str, nodes: list[NodeRow], name: str) -> Batch:
    return Batch(
        title=label, action=UPDATED, counts="nodesUpdated", rows=[_stored(n, name) for n in nodes],
        statement=f"UNWIND $rows AS row MATCH (n:{label} {{graph: $name, id: row.id}}) SET n = row "
        "RETURN count(n) AS n",
    )  # fmt: skip


def _delete_nodes(keys: list[tuple[str, str]]) -> Iterator[Batch]:
    for label, each in groupby(keys, key=lambda key: key[0]):
        yield Batch(
            title=label, action=DELETED, counts="nodesDeleted", rows=[id_ for _, id_ in each],
            statement=f"UNWIND $rows AS id MATCH (n:{label} {{graph: $name, id: id}}) WHERE NOT (n)--() DELETE n "
            "RETURN count(n) AS n",
        )  # fmt: skip


def _create_relationships(type_: str, links: list[RelationshipRow]) -> Iterator[Batch]:
    setting = " SET r = row[2]" if schema.RELATIONSHIP_TYPES[type_].properties else ""
    for start, end, each in _by_ends(links):
        yield Batch(
            title=type_, action=CREATED, counts="relationshipsCreated", rows=_ends_and_properties(each),
            statement=f"{_match_ends(start, end)} CREATE (a)-[r:{type_}]->(b){setting} RETURN count(r) AS n",
        )  # fmt: skip


def _update_relationships(type_: str, links: list[RelationshipRow]) -> Iterator[Batch]:
    key = " {id: row[2].id}" if schema.RELATIONSHIP_TYPES[type_].keyed else ""
    for start, end, each in _by_ends(links):
        yield Batch(
            title=type_, action=UPDATED, counts="relationshipsUpdated", rows=_ends_and_properties(each),
            statement=f"{_match_ends(start, end)} MATCH (a)-[r:{type_}{key}]->(b) SET r = row[2] "
            "RETURN count(r) AS n",
        )  # fmt: skip


def _delete_relationships(keys: list[tuple[str, str, str, str]]) -> Iterator[Batch]:
    for type_, each in groupby(keys, key=lambda key: key[0]):
        relationship = schema.RELATIONSHIP_TYPES[type_]
        starts = {schema.common_label(start) for start, _ in relationship.pairs}
        ends = {schema.common_label(end) for _, end in relationship.pairs}
        key = " {id: row[2]}" if relationship.keyed else ""
        yield Batch(
            title=type_, action=DELETED, counts="relationshipsDeleted", rows=[list(k[1:]) for k in each],
            statement=f"{_match_ends('|'.join(sorted(starts)), '|'.join(sorted(ends)))} "
            f"MATCH (a)-[r:{type_}{key}]->(b) DELETE r RETURN count(r) AS n",
        )  # fmt: skip


def _by_ends(links: list[RelationshipRow]) -> Iterator[tuple[str, str, list[RelationshipRow]]]:
    def labels(link: RelationshipRow) -> tuple[str, str]:
        return schema.common_label(link.start_label), schema.common_label(link.end_label)

    for (start, end), each in groupby(sorted(links, key=labels), key=labels):
        yield start, end, list(each)


def _match_ends(start: str, end: str) -> str:
    return (
        f"UNWIND $rows AS row MATCH (a:{start} {{graph: $name, id: row[0]}}) "
        f"MATCH (b:{end} {{graph: $name, id: row[1]}})"
    )


def _stored(node: NodeRow, name: str) -> dict[str, Any]:
    return {**_values(node.properties), GRAPH: name}


def _ends_and_properties(links: list[RelationshipRow]) -> list[list[Any]]:
    return [[x.start, x.end, _values(x.properties)] for x in links]


def _values(properties: dict[str, Any]) -> dict[str, Any]:
    location = properties.get("location")
    if isinstance(location, Point):
        return {**properties, "location": neo4j.spatial.WGS84Point(location)}
    return properties


def _batches(steps: Iterable[Batch], size: int) -> Iterator[Batch]:
    for step in steps:
        for start in range(0, len(step.rows), size):
            rows = step.rows[start : start + size]
            yield Batch(title=step.title, action=step.action, counts=step.counts, statement=step.statement, rows=rows)
