"""Wrong arguments: one line on standard error that says what came and what to do, never a traceback."""

import shutil

import pytest
from typer.testing import CliRunner

from kg.cli.app import app

PAGE = "黑龙江省省长魏长河在黑河市会见来宾，商务部印发《边贸办法》。"


def said(*arguments: object) -> str:
    """Run a command that cannot do its work; return the one line that it says."""
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    assert result.exit_code == 1, result.output
    [line] = result.stderr.splitlines()
    return line


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wrong")
    (folder / "page.txt").write_text(PAGE, encoding="utf-8")
    done = CliRunner().invoke(app, ["build", str(folder / "page.txt"), "--out", str(folder), "--recognizer", "rules"])
    assert done.exit_code == 0, done.output
    return folder


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "page.txt", "--published", "2026-13-01"),
        ("annotate", "page.txt", "--out", "x.jsonl", "--published", "17.3.2026"),
        ("add", "page.txt", "--published", "2026-2-3"),
        ("export", "x.ttl", "--since", "gestern"),
        ("export", "x.ttl", "--until", "2026-02-30"),
        ("show", "黑河市", "--on", "May"),
    ],
    ids=" ".join,
)
def test_a_date_that_the_calendar_does_not_have(arguments):
    assert f"{arguments[-1]!r} is no date; give a year, a month or a day" in said(*arguments)


def test_a_folder_that_is_a_file(graph):
    assert f"{graph / 'page.txt'}: File exists." in said("build", graph / "page.txt", "--out", graph / "page.txt")


def test_an_input_that_is_not_there_is_named(tmp_path):
    line = said("build", "nowhere.txt", "--out", tmp_path / "graph")
    assert "nowhere.txt: cannot be read: No such file or directory" in line


def test_a_split_says_what_to_split_off(graph):
    assert "--document" in said("split", "黑河市", "--graph", graph)


@pytest.mark.parametrize("command", [("decisions",), ("show", "黑河市"), ("query", "RETURN 1"), ("validate",)])
def test_a_folder_without_a_graph_is_named(command, tmp_path):
    assert str(tmp_path / "empty") in said(*command, "--graph", tmp_path / "empty")


def test_a_sparql_query_that_cannot_be_read_is_one_line(graph):
    line = said("query", "--sparql", "SELECT * WHERE {", "--graph", graph)
    assert "cannot be read at line 1, character 17" in line


def test_an_unknown_format_says_how_to_name_one(graph):
    line = said("export", "x.foo", "--graph", graph)
    assert "'.foo'" in line and "--format" in line


def test_figures_are_printed_in_full(graph, tmp_path):
    (tmp_path / "figure.txt").write_text("黑河市去年进出口总额38.7亿元。", encoding="utf-8")
    made = ["build", str(tmp_path / "figure.txt"), "--out", str(tmp_path / "graph"), "--recognizer", "rules"]
    assert CliRunner().invoke(app, made).exit_code == 0
    shown = CliRunner().invoke(app, ["show", "黑河市", "--graph", str(tmp_path / "graph")]).output
    assert " 3,870,000,000 " in shown


@pytest.mark.parametrize(("code", "noted"), [("gbt2260:999999", True), ("gbt2260:231100", False)])
def test_a_code_that_no_register_holds_is_noted(graph, tmp_path, code, noted):
    shutil.copytree(graph, tmp_path / "graph")
    done = CliRunner().invoke(app, ["link", "魏长河", code, "--graph", str(tmp_path / "graph")])
    assert done.exit_code == 0, done.output
    assert (f"no register holds {code}" in done.stderr) is noted
