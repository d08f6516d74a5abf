"""The server from jars: what is said when it cannot start."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import pytest

from kg.errors import ServerError
from kg.property_graph import server


def test_java_or_maven_missing(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(ServerError, match=r"java and mvn not found.*Docker"):
        server.fetch_jars(tmp_path / "cache")


def test_a_java_that_is_too_old(tmp_path, monkeypatch):
    program = tmp_path / "java"
    program.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n")
    program.chmod(0o755)
    (tmp_path / "mvn").symlink_to(program)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(ServerError, match="Java 11 is too old"):
        server.fetch_jars(tmp_path / "cache")


def test_a_port_that_is_taken():
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(ServerError, match="is taken by another program"),
    ):
        server._port(taken.getsockname()[1])


def test_no_server_runs_from_an_empty_folder(tmp_path):
    assert server.status(tmp_path) is None
    assert not server.stop(tmp_path)


def test_a_state_file_of_another_process_is_no_server(tmp_path):
    state = {"home": str(tmp_path), "pid": os.getpid(), "bolt_port": 1, "http_port": 2, "secured": False}
    Path(tmp_path / "server.json").write_text(json.dumps(state))
    assert server.status(tmp_path) is None


@pytest.mark.neo4j
def test_a_running_server_is_found_and_not_started_twice(server):
    from kg.property_graph import server as module

    assert module.status(server.home) == server
    assert module.start(server.home) == server
    assert server.browser_url.startswith(f"http://127.0.0.1:{server.http_port}/browser/")
