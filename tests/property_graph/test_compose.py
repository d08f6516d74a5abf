"""docker-compose.yml, without an engine: what it says, and what the client makes of it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from kg.property_graph import server

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docker-compose.yml"


@pytest.fixture(scope="module")
def compose() -> dict:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def test_the_image_is_the_version_of_the_jars(compose):
    version = re.search(r"<neo4j.version>(.+)</neo4j.version>", server.POM.read_text(encoding="utf-8"))
    assert version and compose["services"]["neo4j"]["image"] == f"neo4j:{version[1]}-community"


def test_ports_are_open_to_this_machine_alone(compose):
    ports = [port for service in compose["services"].values() for port in service["ports"]]
    assert ports and all(port.startswith("127.0.0.1:") for port in ports)


def test_the_password_comes_from_a_secret_file_that_git_ignores(compose):
    neo4j = compose["services"]["neo4j"]
    assert neo4j["environment"]["NEO4J_AUTH_FILE"] == "/run/secrets/neo4j_auth"
    assert "NEO4J_AUTH" not in neo4j["environment"]
    secret = compose["secrets"]["neo4j_auth"]["file"].removeprefix("./")
    assert f"{secret.split('/')[0]}/" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()


def test_it_has_memory_health_check_data_volume_and_no_usage_report(compose):
    neo4j = compose["services"]["neo4j"]
    environment = neo4j["environment"]
    assert environment["NEO4J_dbms_usage__report_enabled"] == "false"
    assert {"NEO4J_server_memory_heap_max__size", "NEO4J_server_memory_pagecache_size"} <= environment.keys()
    assert neo4j["healthcheck"]["test"] and neo4j["mem_limit"]
    assert "neo4j_data:/data" in neo4j["volumes"] and "neo4j_data" in compose["volumes"]


def test_the_files_that_it_mounts_are_there(compose):
    mounted = [v.split(":")[0] for s in compose["services"].values() for v in s["volumes"] if v.startswith("./")]
    assert {Path(m).name for m in mounted} == {"guide.html", "style.grass", "nginx.conf", "ready.sh", "asked-ahead.txt"}
    assert all((ROOT / m).is_file() for m in mounted)


def test_the_health_check_finds_what_is_mounted_and_its_mark_is_gone_after_a_restart(compose):
    neo4j = compose["services"]["neo4j"]
    _, _, script, questions, auth, mark = neo4j["healthcheck"]["test"]
    assert {script, questions} <= {v.split(":")[1] for v in neo4j["volumes"]}
    assert auth == neo4j["environment"]["NEO4J_AUTH_FILE"]
    assert str(Path(mark).parent) in neo4j["tmpfs"]


def test_the_client_reads_it(tmp_path):
    client = next((c for c in (["docker-compose"], ["docker", "compose"]) if _works(c)), None)
    if client is None:
        pytest.skip("no docker-compose client (Debian: apt-get install docker-compose)")
    done = subprocess.run([*client, "-f", str(FILE), "config"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "127.0.0.1" in done.stdout


def _works(client: list[str]) -> bool:
    return bool(shutil.which(client[0])) and subprocess.run([*client, "version"], capture_output=True).returncode == 0
