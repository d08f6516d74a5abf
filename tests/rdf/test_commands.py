"""kg export, kg validate, kg import, kg serve on the command line."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
import typer
from interrupts import heed_interrupts
from rdf.graphs import page
from typer.testing import CliRunner

from kg.cli import rdf_commands
from kg.cli.app import app as kg
from kg.errors import KgError
from kg.jsonl import graph_lines, write_lines
from kg.rdf.export import write_turtle
from kg.rdf.importing import read_rdf

app = typer.Typer()
rdf_commands.add_commands(app)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_lines(tmp_path / "g" / "graph.jsonl", graph_lines(page()))
    write_turtle(page(), tmp_path / "g" / "graph.ttl")
    return tmp_path / "g"


def run(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, [str(w) for w in words])
    if isinstance(done.exception, KgError):
        raise done.exception
    return done.exit_code, done.output


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("a.ttl", "triples"), ("a.nt", "triples"), ("a.nq.gz", "quads"), ("a.trig", "quads"), ("a.jsonld", "triples"),
        ("a.rdf", "triples"), ("a.graphml", "nodes and edges"), ("a.csv", "statements"), ("tables", "rows"),
    ],
)  # fmt: skip
def test_export_by_file_name(folder: Path, tmp_path: Path, name: str, unit: str) -> None:
    code, output = run("export", tmp_path / name, "--graph", folder)
    assert code == 0
    assert f" {unit} → {tmp_path / name}" in output.replace("\n", "")
    assert (tmp_path / name).exists()


def test_export_by_format_and_base(folder: Path, tmp_path: Path) -> None:
    run("export", tmp_path / "x.txt", "--graph", folder, "--format", "turtle", "--base", "https://graph.example/n/")
    assert "https://graph.example/n/" in (tmp_path / "x.txt").read_text()


@pytest.mark.parametrize(
    ("options", "statements"),
    [
        (["--entity", "林知远"], 2),
        (["--entity", "林知远", "--steps", "2"], 5),
        (["--document", "新闻/2"], 1),
        (["--type", "Official", "--type", "Person", "--since", "2024-08-19"], 1),
        (["--type", "met", "--until", "2023"], 0),
    ],
)
def test_export_of_a_part(folder: Path, tmp_path: Path, options: list[str], statements: int) -> None:
    run("export", tmp_path / "part.ttl", "--graph", folder, *options)
    assert len(read_rdf(tmp_path / "part.ttl").statements) == statements


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["a.foo"], "Unknown file name ending"),
        (["a.ttl", "--format", "tutle"], "Did you mean 'turtle'"),
        (["a.ttl", "--entity", "无名氏"], "no entity called '无名氏'"),
        (["a.ttl", "--document", "doc-9"], "no document 'doc-9'"),
        (["a.ttl", "--base", "nowhere"], "Base IRI"),
    ],
)
def test_export_refuses(folder: Path, tmp_path: Path, words: list[str], message: str) -> None:
    with pytest.raises(KgError, match=message):
        run("export", tmp_path / words[0], "--graph", folder, *words[1:])


def test_a_folder_without_a_graph(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="kg build"):
        run("validate", "--graph", tmp_path)


def test_validate_a_good_graph(folder: Path) -> None:
    assert run("validate", "--strict", "--graph", folder) == (0, "17 records checked, 0 findings.\n")


def test_validate_quickly(folder: Path) -> None:
    assert run("validate", "--quick", "--strict", "--graph", folder) == (0, "17 records checked, 0 findings.\n")


def test_validate_says_what_where_and_in_which_sentence(tmp_path: Path) -> None:
    statements = (dataclasses.replace(page().statements[0], type="heldIn"), *page().statements[1:])
    write_lines(tmp_path / "graph.jsonl", graph_lines(dataclasses.replace(page(), statements=statements)))
    code, output = run("validate", "--graph", tmp_path)
    assert code == 0
    assert "林知远 heldIn 王海 (statement-0001 · official-00000000000000b1) cannot be the subject of heldIn" in output
    assert "doc-1: 黑龙江省委书记林知远8月19日在哈尔滨会见" in output
    assert run("validate", "--strict", "--graph", tmp_path)[0] == 4
    assert run("validate", "--quick", "--graph", tmp_path) == (code, output)
    assert "and 1 more" in run("validate", "--limit", "1", "--graph", tmp_path)[1]


def test_import_restores_the_folder(folder: Path, tmp_path: Path) -> None:
    run("export", tmp_path / "a.trig.gz", "--graph", folder)
    code, _ = run("import", tmp_path / "a.trig.gz", "--out", tmp_path / "back")
    assert code == 0
    for name in ("graph.jsonl", "graph.ttl"):
        assert (tmp_path / "back" / name).read_bytes() == (folder / name).read_bytes()


def test_an_imported_graph_is_looked_at_like_any_other(folder: Path, tmp_path: Path) -> None:
    run("export", tmp_path / "a.ttl", "--graph", folder)
    run("import", tmp_path / "a.ttl", "--out", tmp_path / "back")
    shown = CliRunner().invoke(kg, ["show", "林知远", "--graph", str(tmp_path / "back")])
    assert (shown.exit_code, "official-00000000000000b1" in shown.output) == (0, True)
    refused = CliRunner().invoke(kg, ["remove", "doc-1", "--graph", str(tmp_path / "back")])
    assert (refused.exit_code, "holds no texts" in refused.output) == (1, True)


def test_import_keeps_the_base(folder: Path, tmp_path: Path) -> None:
    run("export", tmp_path / "a.nt", "--graph", folder, "--base", "https://graph.example/news/")
    run("import", tmp_path / "a.nt", "--out", tmp_path / "back")
    assert "@prefix id: <https://graph.example/news/> ." in (tmp_path / "back" / "graph.ttl").read_text()


def test_import_of_a_register(tmp_path: Path) -> None:
    (tmp_path / "list.ttl").write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<http://register.example/1> skos:prefLabel "三江口岸协会"@zh .\n'
        '<http://register.example/2> skos:prefLabel "三" .'
    )
    table = tmp_path / "registers" / "ours.tsv"
    code, output = run("import", tmp_path / "list.ttl", "--register", "--type", "Organization", "--out", table)
    assert code == 0
    assert "1 entries" in output
    assert "ours:1\tOrganization\t三江口岸协会" in table.read_text()


def test_serve_needs_the_service_named(folder: Path) -> None:
    with pytest.raises(KgError, match="--sparql"):
        run("serve", "--graph", folder)


def test_serve_answers_and_ends_at_an_interrupt(folder: Path) -> None:
    code = "import typer; from kg.cli import rdf_commands as c; a = typer.Typer(); c.add_commands(a); a()"
    command = [sys.executable, "-c", code, "serve", "--sparql", "--port", "0", "--graph", str(folder)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
        preexec_fn=heed_interrupts,
    ) as process:
        assert process.stdout
        url = process.stdout.readline().split()[0]
        with urllib.request.urlopen(f"{url}?query=ASK%7B%7D") as response:
            assert b"true" in response.read()
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)
    assert process.returncode != 0


def test_a_port_in_use_is_one_line(folder: Path) -> None:
    from kg.rdf.endpoint import SparqlServer

    server = SparqlServer(folder)
    try:
        with pytest.raises(KgError, match=f"Port {server.server_port} cannot be used"):
            run("serve", "--sparql", "--graph", folder, "--port", server.server_port)
    finally:
        server.server_close()
