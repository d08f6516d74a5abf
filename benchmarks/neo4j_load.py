"""Neo4j and the embedded engine with many relationships, in one run on one server of its own.

Prints: the loader beside plain UNWIND batches of the same rows and beside one MERGE a transaction; a load that changes
nothing; the embedded engine's build; each question of the Browser guide on a server that nobody asked anything since it
started (strictly cold), for the first time after what ``kg neo4j start`` and the health check of docker-compose.yml do
before they say that it is ready (cold, as a user meets it), and again, with what its plan scans.

    python benchmarks/neo4j_load.py --relationships 1000000
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from synthetic_graph import RELATIONSHIPS_PER_STATEMENT, synthetic_graph

from kg.embedded.database import build_from_rows
from kg.property_graph import loader, server
from kg.property_graph.browser.guide import read_guide
from kg.property_graph.connection import Connection, connect
from kg.property_graph.model import PropertyGraph, property_graph
from kg.property_graph.warming import warm

MERGES = 500
RUNS = 5
PAGE_CACHE = "1g"


def main() -> None:
    """Run all measurements and print them."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--relationships", type=int, default=1_000_000)
    options.add_argument("--heap", default="2g")
    chosen = options.parse_args()
    rows = property_graph(synthetic_graph(int(chosen.relationships / RELATIONSHIPS_PER_STATEMENT)))
    links = rows.relationship_count()
    driver = "with" if find_spec("neo4j._rust") else "without"
    print(f"{rows.node_count():,} nodes, {links:,} relationships; driver {driver} neo4j-rust-ext")
    with tempfile.TemporaryDirectory() as folder:
        _embedded(rows, Path(folder))
        home = Path(folder) / "neo4j"
        running = server.start(home, bolt_port=0, http_port=0, heap=chosen.heap, page_cache=PAGE_CACHE)
        try:
            with connect(running.bolt_uri) as connection:
                _loads(connection, rows)
            _questions(home, chosen.heap, rows)
        finally:
            server.stop(home)


def _embedded(rows: PropertyGraph, folder: Path) -> None:
    nodes = PropertyGraph(nodes=rows.nodes, relationships={}, more_attributes=rows.more_attributes)
    seconds, links = [], rows.relationship_count()
    for graph in (nodes, rows):
        began = time.process_time()
        seconds.append(
            (_timed(lambda g=graph: build_from_rows(g, folder / "graph.lbug"))[0], time.process_time() - began)
        )
    (wall_nodes, busy_nodes), (wall, busy) = seconds
    print(f"embedded: {wall:.1f} s in all ({busy:.1f} s of processor time), {links / wall:,.0f} relationships/s")
    print(
        f"  the nodes alone {wall_nodes:.1f} s ({busy_nodes:.1f} s); without them {links / (wall - wall_nodes):,.0f}/s"
    )


def _loads(connection: Connection, rows: PropertyGraph) -> None:
    loader.prepare(connection)
    total = rows.node_count() + rows.relationship_count()
    _timed(lambda: _plain(connection, _part(rows)))  # warms the server up
    loader.wipe(connection)
    plain, _ = _timed(lambda: _plain(connection, rows))
    print(f"plain UNWIND of the same rows: {plain:.1f} s, {total / plain:,.0f} rows/s")
    loader.wipe(connection)
    written: list[float] = []
    began = time.perf_counter()
    seconds, report = _timed(
        lambda: loader.load(
            connection, rows,
            progress=lambda what, done, all_: written.append(time.perf_counter() - began) if done == all_ else None,
        )
    )  # fmt: skip
    print(
        f"loader: {seconds:.1f} s with comparison ({'equal' if report.matches else 'NOT EQUAL'}), written after "
        f"{written[-1]:.1f} s: {plain / written[-1]:.2f} x plain UNWIND"
    )
    seconds, report = _timed(lambda: loader.load(connection, rows))
    print(f"the same again: {seconds:.1f} s, {sum(report.counts.values())} changes")
    seconds, _ = _timed(lambda: _merge_each(connection, rows))
    single, batched = MERGES / seconds, total / written[-1]
    print(f"one MERGE a transaction: {single:,.0f} rows/s; the loader is {batched / single:.0f} x that")


def _part(rows: PropertyGraph) -> PropertyGraph:
    return PropertyGraph(
        nodes={k: v[:500] for k, v in rows.nodes.items()}, relationships={k: [] for k in rows.relationships}
    )


def _plain(connection: Connection, rows: PropertyGraph) -> None:
    """The same statements without ledger, check or comparison."""
    batches = loader._batches(loader._creations(rows, loader.DEFAULT_NAME), loader.BATCH_ROWS)
    with connection.session(write=True) as session:
        for batch in batches:
            session.execute_write(
                lambda tx, b=batch: tx.run(b.statement, rows=b.rows, name=loader.DEFAULT_NAME).consume()
            )


def _merge_each(connection: Connection, rows: PropertyGraph) -> None:
    query = (
        "MATCH (a:Entity {graph: $g, id: $a}) MATCH (b:Entity {graph: $g, id: $b}) "
        "MERGE (a)-[r:LOCATED_IN {id: $id}]->(b) SET r += $own"
    )
    with connection.session(write=True) as session:
        for link in rows.relationships["LOCATED_IN"][:MERGES]:
            values: dict[str, Any] = {"g": loader.DEFAULT_NAME, "a": link.start, "b": link.end, "id": link.id}
            session.execute_write(lambda tx, v=values, x=link: tx.run(query, v, own=x.properties).consume())


def _questions(home: Path, heap: str, rows: PropertyGraph) -> None:
    """Ask each question first on a server that has just started, then on one that was warmed with other entities."""
    parameters = _parameters(rows)
    questions = [page for page in read_guide()[1] if page.number is not None]
    with _restarted(home, heap) as connection:
        cold = [_timed(lambda q=page.cypher[0]: connection.cypher(q, parameters))[0] for page in questions]
    with _restarted(home, heap) as connection:
        seconds, warming = _timed(lambda: warm(connection))
        assert warming is not None, "the graph is not there"
        print(f"warmed by {warming.asked} queries in {seconds:.1f} s")
        first = [_timed(lambda q=page.cypher[0]: connection.cypher(q, parameters))[0] for page in questions]
        again = [
            statistics.median(_timed(lambda q=page.cypher[0]: connection.cypher(q, parameters))[0] for _ in range(RUNS))
            for page in questions
        ]
        for page, *seconds_ in zip(questions, cold, first, again, strict=True):
            with connection.session() as session:
                result = session.run("PROFILE " + page.cypher[0], parameters)
                count = len(list(result))
                plan = result.consume().profile
            scans = sorted({x["operatorType"] for x in _operators(plan) if "Scan" in x["operatorType"]})
            hits = sum(x.get("dbHits", 0) for x in _operators(plan))
            times = "{:7.1f} ms strictly cold, {:6.1f} first once ready, {:6.1f} again".format(
                *(1000 * x for x in seconds_)
            )
            print(
                f"question {page.number:2}: {times}, {count:3} rows, {hits:,} hits, scans: {', '.join(scans) or 'none'}"
            )
    _print_shares(home, heap, [page.cypher[0] for page in questions], parameters)
    for title, all_ in (("strictly cold", cold), ("first once ready", first), ("again", again)):
        print(f"slowest {title}: {max(all_) * 1000:.1f} ms; under 100 ms: {sum(x < 0.1 for x in all_)} of {len(all_)}")


def _print_shares(home: Path, heap: str, questions: list[str], parameters: dict[str, str]) -> None:
    """Print what a strictly cold answer waits for: the server's code, the plans, or the pages."""
    with _restarted(home, heap) as connection:
        steps = {
            "a first query about nothing": lambda: connection.cypher("RETURN 1"),
            "all plans": lambda: [connection.cypher("EXPLAIN " + q, parameters) for q in questions],
            "all answers, planned": lambda: [connection.cypher(q, parameters) for q in questions],
            "again": lambda: [connection.cypher(q, parameters) for q in questions],
        }
        print("on a server just started: " + ", ".join(f"{what} {_timed(do)[0]:.1f} s" for what, do in steps.items()))


@contextmanager
def _restarted(home: Path, heap: str) -> Iterator[Connection]:
    server.stop(home)
    running = server.start(home, bolt_port=0, http_port=0, heap=heap, page_cache=PAGE_CACHE)
    with connect(running.bolt_uri) as connection:
        yield connection


def _parameters(rows: PropertyGraph) -> dict[str, str]:
    def name(type_: str) -> str:
        return str(rows.nodes[type_][len(rows.nodes[type_]) // 10].properties["name"])

    return {
        "name": name("City"), "other": name("Company"), "body": name("GovernmentBody"), "person": name("Official"),
        "policy": name("Policy"), "event": name("Event"), "words": "口岸", "since": "2024-06-01",
    }  # fmt: skip


def _operators(plan: Any) -> Iterator[Any]:
    yield plan
    for child in plan.get("children", ()):
        yield from _operators(child)


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


if __name__ == "__main__":
    main()
