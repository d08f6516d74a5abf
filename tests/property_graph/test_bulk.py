"""CSV files and the real importer."""

from __future__ import annotations

import csv

import pytest
from property_graph.conftest import needs_java

from kg.errors import ServerError
from kg.property_graph import bulk, loader, server
from kg.property_graph.connection import connect


def test_files_have_a_header_with_types_and_a_line_per_row(rows, tmp_path):
    command = bulk.write_import_files(rows, tmp_path, "policykg")
    assert command.startswith("neo4j-admin database import full neo4j")
    assert f"--nodes=Entity:City={tmp_path / 'nodes-City.csv'}" in command
    with open(tmp_path / "nodes-City.csv", encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    harbin = next(x for x in lines if x["name:string"] == "哈尔滨市")
    assert harbin["location:point{crs:WGS-84}"] == "{longitude:126.63,latitude:45.75}"
    assert harbin["graph:string"] == "policykg"
    assert len(lines) == len(rows.nodes["City"])


@pytest.mark.neo4j
def test_the_importer_takes_the_files_and_the_loader_finds_nothing_to_do(rows, tmp_path):
    needs_java()
    home = tmp_path / "home"
    bulk.import_files(rows, home, tmp_path / "csv", "policykg")
    running = server.start(home, bolt_port=0, http_port=0, page_cache="64m")
    try:
        with pytest.raises(ServerError, match="stop it first"):
            bulk.import_files(rows, home, tmp_path / "csv", "policykg")
        with connect(running.bolt_uri) as connection:
            report = loader.load(connection, rows)
    finally:
        server.stop(home)
    assert report.matches
    assert not any(report.counts.values())
