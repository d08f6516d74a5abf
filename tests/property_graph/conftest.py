"""A real Neo4j server for the tests of this folder, started once from Maven jars."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from property_graph.example_graph import example_graph

from kg.property_graph import server as neo4j_server
from kg.property_graph.connection import Connection, connect
from kg.property_graph.constraints import definitions
from kg.property_graph.model import PropertyGraph, property_graph

JARS = Path(__file__).parents[2] / ".cache"


def needs_java() -> None:
    """Skip where Java or Maven is missing, but never in CI."""
    missing = neo4j_server.missing_tools()
    if missing and not os.environ.get("CI"):
        pytest.skip(f"{' and '.join(missing)} not found; install Java 17 and Maven to run the tests on a real Neo4j")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[neo4j_server.Server]:
    """A server without a password on free ports."""
    needs_java()
    os.environ.setdefault("KG_CACHE", str(JARS))
    home = tmp_path_factory.mktemp("neo4j")
    started = neo4j_server.start(home, bolt_port=0, http_port=0)
    try:
        yield started
    finally:
        neo4j_server.stop(home)


@pytest.fixture(scope="session")
def open_server(server: neo4j_server.Server) -> Iterator[Connection]:
    with connect(server.bolt_uri) as connection:
        yield connection


@pytest.fixture
def connection(open_server: Connection) -> Connection:
    """A connection to a database without nodes; constraints and indexes stay."""
    open_server.cypher("MATCH (n) DETACH DELETE n", write=True)
    return open_server


@pytest.fixture(scope="session")
def rows() -> PropertyGraph:
    """The rows of the example graph. Do not change them."""
    return property_graph(example_graph())


@pytest.fixture(scope="session")
def definition_count() -> int:
    return len(list(definitions()))
