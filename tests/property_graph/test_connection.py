"""What a person reads when something is wrong with the server: one line, what to do, no password."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from pathlib import Path

import neo4j.exceptions
import pytest
from property_graph.conftest import needs_java
from property_graph.example_graph import example_graph

from kg.errors import QueryError, ServerError
from kg.jsonl import graph_lines, write_lines
from kg.property_graph import connection, loader, server

PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def closed_server(tmp_path_factory):
    """A server with a password whose database is set read-only."""
    needs_java()
    home = tmp_path_factory.mktemp("closed")
    for settings in ([], ["server.databases.default_to_read_only=true"]):  # a new database must be written once
        server.stop(home)
        started = server.start(home, bolt_port=0, http_port=0, password=PASSWORD, page_cache="64m", settings=settings)
    yield started
    server.stop(home)


@pytest.mark.neo4j
def test_a_wrong_password(closed_server):
    with pytest.raises(ServerError, match=r"refuses the user or the password.*NEO4J_PASSWORD") as caught:
        connection.connect(closed_server.bolt_uri, password="wrong password 7")
    assert "wrong password 7" not in str(caught.value)


@pytest.mark.neo4j
def test_no_password_where_one_is_wanted(closed_server):
    with pytest.raises(ServerError, match="refuses the user or the password"):
        connection.connect(closed_server.bolt_uri)


@pytest.mark.neo4j
def test_a_database_that_may_only_be_read(closed_server, rows):
    with (
        connection.connect(closed_server.bolt_uri, password=PASSWORD) as opened,
        pytest.raises(ServerError, match="only be read"),
    ):
        loader.load(opened, rows)


@pytest.mark.neo4j
def test_the_command_line_says_it_in_one_line_and_keeps_the_password_to_itself(closed_server, tmp_path):
    write_lines(tmp_path / "graph.jsonl", graph_lines(example_graph()))
    secret = "hidden-password-42"
    for arguments, code, words in (
        (["load", "--graph", str(tmp_path), "--uri", closed_server.bolt_uri], 5, "refuses the user or the password"),
        (["load", "--graph", str(tmp_path), "--uri", "bolt://127.0.0.1:9"], 5, "No Neo4j server answers"),
        (["query", "--neo4j", closed_server.bolt_uri, "RETURN 1 AS one"], 5, "refuses the user or the password"),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "kg", *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL,
            env={"NEO4J_PASSWORD": secret, "PATH": "/usr/bin:/bin"}, cwd=Path(__file__).parents[2],
        )  # fmt: skip
        assert done.returncode == code, done.stderr
        [line] = done.stderr.splitlines()
        assert words in line and "Traceback" not in line
        assert secret not in done.stdout + done.stderr


@pytest.mark.neo4j
def test_a_query_reads_only_unless_asked_otherwise(connection):
    for query in ("CREATE (n:Note)", "MATCH (n) SET n.x = 1", "CREATE INDEX x FOR (n:Note) ON (n.text)"):
        with pytest.raises(QueryError, match="--write"):
            connection.cypher(query)
    assert connection.cypher("MATCH (n:Note) RETURN count(n) AS n").values == ((0,),)
    connection.cypher("CREATE (n:Note)", write=True)
    assert connection.cypher("MATCH (n:Note) RETURN count(n) AS n").values == ((1,),)


@pytest.mark.neo4j
@pytest.mark.parametrize("query", ["MATCH (n RETURN n", "RETURN $missing", "RETURN nope(1)"])
def test_a_query_that_is_wrong_is_one_line(connection, query):
    with pytest.raises(QueryError) as caught:
        connection.cypher(query)
    assert "\n" not in str(caught.value)


@pytest.mark.neo4j
def test_an_index_that_is_missing(connection):
    with pytest.raises(QueryError, match="'kg load' makes all"):
        connection.cypher("CALL db.index.fulltext.queryNodes('kg_gone', 'x') YIELD node RETURN node")


@pytest.mark.neo4j
def test_a_label_that_the_database_does_not_know_is_noted(connection):
    rows = connection.cypher("MATCH (n:Offical) RETURN n")
    assert not len(rows) and "Offical" in rows.notes[0]


@pytest.mark.neo4j
def test_parameters_are_data(connection):
    name = "x'}) DETACH DELETE n //"
    assert connection.cypher("RETURN $name AS name", name=name).values == ((name,),)


def test_a_port_where_nothing_answers():
    with pytest.raises(ServerError, match=r"No Neo4j server answers at bolt://127.0.0.1:9\. Start one"):
        connection.connect("bolt://127.0.0.1:9")


@pytest.mark.parametrize(
    ("uri", "words"),
    [("http://127.0.0.1:7474", "write it as bolt"), ("localhost", "write it as bolt"), ("bolt://", "write it as bolt"),
     ("bolt://neo4j:secret@127.0.0.1:7687", "give them apart")],
)  # fmt: skip
def test_an_address_that_is_none(uri, words):
    with pytest.raises(ServerError, match=words) as caught:
        connection.connect(uri)
    assert "secret" not in str(caught.value)


def test_a_server_that_is_too_old():
    """A socket that speaks Bolt 4.4 as a server of version 4.4 does."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_answer_as_an_old_server, args=(listener,), daemon=True).start()
        with pytest.raises(ServerError, match=r"Neo4j/4\.4\.40; this program needs Neo4j 5\.13 or newer"):
            connection.connect(f"bolt://127.0.0.1:{listener.getsockname()[1]}")


def _answer_as_an_old_server(listener: socket.socket) -> None:
    peer, _ = listener.accept()
    with peer:
        peer.recv(20)  # the handshake: magic number and four versions
        peer.sendall(bytes([0, 0, 4, 4]))
        while data := peer.recv(65536):
            for _ in range(data.count(b"\x00\x00")):  # one answer to each message
                server_name = b"\x86server\x8cNeo4j/4.4.40"
                identity = b"\x8dconnection_id\x81x"
                message = b"\xb1\x70\xa2" + server_name + identity
                peer.sendall(len(message).to_bytes(2, "big") + message + b"\x00\x00")


@pytest.mark.parametrize(
    ("code", "said", "words"),
    [
        (
            "Neo.DatabaseError.Transaction.TransactionCommitFailed",
            "No space left on device",
            "no space left on its disk",
        ),
        (
            "Neo.DatabaseError.Transaction.TransactionCommitFailed",
            "Could not append transaction: Transaction #180 to log.",
            "cannot write any more, most often because its disk is full",
        ),
        (
            "Neo.DatabaseError.General.UnknownError",
            "The database has encountered a critical error, and needs to be restarted.",
            "restart the server, and run the same command again",
        ),
        ("Neo.TransientError.General.DatabaseUnavailable", "not available", "is not open"),
        ("Neo.ClientError.Security.Forbidden", "Write operations are not allowed for user 'x'", "only be read"),
        ("Neo.ClientError.Security.AuthenticationRateLimit", "too many", "wait a minute"),
        ("Neo.ClientError.Database.DatabaseNotFound", "no database", "leave --database out"),
        ("Neo.TransientError.General.OutOfMemoryError", "no memory", "no memory"),
    ],
)
def test_what_the_server_says_becomes_what_to_do(code, said, words):
    error = neo4j.exceptions.Neo4jError._hydrate_neo4j(code=code, message=said)
    with pytest.raises(ServerError, match=words), connection.reported("bolt://x:1"):
        raise error
