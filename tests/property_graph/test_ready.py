"""The health check of docker-compose.yml on a real server."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from kg.property_graph.browser import guide
from kg.property_graph.loader import load
from kg.property_graph.warming import warm

SCRIPT = guide.FOLDER / "ready.sh"
PASSWORD = "geheim:/密"


@pytest.fixture
def files(tmp_path):
    if not all(map(shutil.which, ("bash", "wget", "base64"))):
        pytest.skip("bash, wget and base64 are what the image of Neo4j has; here one is missing")
    (tmp_path / "auth").write_text(f"neo4j/{PASSWORD}\n")
    return guide.FOLDER / guide.ASKED_AHEAD, tmp_path / "auth", tmp_path / "asked"


def check(files, port: int, *, trace: bool = False) -> subprocess.CompletedProcess[str]:
    command = ["bash", *(["-x"] if trace else []), SCRIPT, *files, f"http://127.0.0.1:{port}"]
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=120)


def test_a_server_that_does_not_answer_is_not_healthy(files):
    done = check(files, 1)
    assert done.returncode == 1
    assert not files[2].exists()


@pytest.mark.neo4j
def test_it_asks_all_questions_once_after_a_start(files, server, connection, rows):
    load(connection, rows)
    forgotten_plans(connection)
    done = check(files, server.http_port)
    assert (done.returncode, done.stdout) == (0, "")
    assert forgotten_plans(connection) == len(questions()) + 1  # and what finds the names
    assert check(files, server.http_port).returncode == 0
    assert forgotten_plans(connection) == 0


@pytest.mark.neo4j
def test_a_question_then_asked_about_something_else_needs_no_plan(files, server, connection, rows):
    load(connection, rows)
    forgotten_plans(connection)
    check(files, server.http_port)
    names = ("name", "other", "body", "person", "policy", "event", "words", "since")  # as ':params' of the guide sets
    connection.cypher(questions()[1], dict.fromkeys(names, "佳木斯市"))
    assert forgotten_plans(connection) == len(questions()) + 1


@pytest.mark.neo4j
def test_an_empty_database_is_healthy(files, server, connection):
    assert check(files, server.http_port).returncode == 0


@pytest.mark.neo4j
def test_no_password_in_the_commands(files, server, connection, rows):
    load(connection, rows)
    done = check(files, server.http_port, trace=True)
    ran = [line for line in done.stderr.splitlines() if re.match(r"\++ wget ", line)]
    assert len(ran) == 5 and not any(PASSWORD in line or "Authorization" in line for line in ran)


@pytest.mark.neo4j
def test_warming_ends_when_all_answers_are_fast(connection, rows):
    load(connection, rows)
    done = warm(connection)
    assert done is not None and done.asked % 15 == 0 and done.slowest_seconds < 5


def questions() -> list[str]:
    return [page.cypher[0] for page in guide.read_guide()[1] if page.number is not None]


def forgotten_plans(connection) -> int:
    """Empty the server's cache of plans and return how many there were."""
    words = connection.cypher("CALL db.clearQueryCaches()", write=True)[0][0]
    found = re.search(r"\d+", words)
    return int(found[0]) if found else 0
