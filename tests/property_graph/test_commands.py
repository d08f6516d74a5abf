"""``kg query``, ``kg shell``, ``kg load`` and ``kg neo4j`` as a user types them."""

from __future__ import annotations

import csv
import io
import json

import pytest
from property_graph.example_graph import example_graph
from typer.testing import CliRunner

from kg.cli import cypher_shell
from kg.cli.app import app
from kg.embedded.database import build_embedded
from kg.errors import GraphError, QueryError
from kg.jsonl import graph_lines, write_lines

PORTS = "MATCH (p:Port)-[l:LOCATED_IN]->(c:Entity) RETURN p.name AS port, p.location AS place, c ORDER BY port"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("graph")
    write_lines(made / "graph.jsonl", graph_lines(example_graph()))
    build_embedded(example_graph(), made / "graph.lbug")
    return made


def _run(*arguments, **options):
    return CliRunner().invoke(app, [str(x) for x in arguments], catch_exceptions=True, **options)


def test_a_query_prints_a_table(folder):
    done = _run("query", PORTS, "--graph", folder)
    assert done.exit_code == 0
    assert "黑河公路口岸" in done.stdout and "(City 黑河市)" in done.stdout and "3 rows" in done.stdout


def test_a_query_prints_csv_that_reads_back(folder):
    done = _run("query", PORTS, "--graph", folder, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [r["port"] for r in rows] == ["同江铁路口岸", "绥芬河铁路口岸", "黑河公路口岸"]
    assert json.loads(rows[2]["place"]) == {"longitude": 127.55, "latitude": 50.27}


def test_a_query_prints_one_json_object_a_row(folder):
    done = _run("query", PORTS, "--graph", folder, "-f", "json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert rows[2]["c"]["labels"] == ["City", "Entity"]
    assert rows[0]["place"] is None


def test_the_folder_may_come_from_the_environment_and_the_query_from_standard_input(folder):
    done = _run("query", "-", "-f", "csv", input="MATCH (n:Port) RETURN count(n) AS n", env={"KG_GRAPH": str(folder)})
    assert done.stdout == "n\n3\n"


def test_parameters(folder):
    query = "MATCH (n:Entity) WHERE n.name = $name AND n.mentionCount >= $least RETURN n.type AS type"
    done = _run("query", query, "--graph", folder, "-p", "name=黑河市", "-p", "least=2", "-f", "csv")
    assert done.stdout == "type\nCity\n"


def test_a_query_that_writes_is_refused(folder):
    assert isinstance(_run("query", "CREATE (:City {id: 'x'})", "--graph", folder).exception, (QueryError, SystemExit))
    assert _run("query", "MATCH (n:City) WHERE n.id = 'x' RETURN n", "--graph", folder, "-f", "csv").stdout == "n\n"


def test_a_folder_without_graph(tmp_path):
    assert isinstance(_run("query", "RETURN 1", "--graph", tmp_path / "no").exception, (GraphError, SystemExit))
    assert isinstance(_run("load", "--graph", tmp_path / "no").exception, (GraphError, SystemExit))


def test_the_shell_reads_queries_from_a_pipe_and_goes_on_after_an_error(folder):
    words = "MATCH (n:Port) RETURN count(n) AS ports;\nMATCH (n RETURN;\n:format csv;\n"
    words += "MATCH (n:City)\nRETURN count(n) AS n;\n"
    done = _run("shell", "--graph", folder, input=words)
    assert done.exit_code == 0
    assert "ports" in done.stdout and done.stdout.endswith("n\n3\n")


def test_the_shell_remembers_parameters(folder):
    words = ":param city 黑河市\n:param least => 1\n:format csv\n"
    words += "MATCH (n:City) WHERE n.name = $city AND n.mentionCount >= $least RETURN n.name; RETURN $city AS c;"
    assert _run("shell", "--graph", folder, input=words).stdout == "n.name\n黑河市\nc\n黑河市\n"


def test_what_the_shell_cannot_do_it_says(folder):
    done = _run("shell", "--graph", folder, input=":bogus\n:param x\n:format xml\nRETURN $y;\n:help\n")
    assert done.exit_code == 0 and ":param NAME VALUE" in done.stdout
    for words in ("no command :bogus", "Write :param NAME VALUE", "takes table, csv or json", "no value for $y"):
        assert words in done.stderr


@pytest.mark.parametrize(
    ("text", "queries"),
    [
        ("RETURN 1; RETURN 2", ["RETURN 1", "RETURN 2"]),
        ("RETURN ';' AS a;\n:format csv\nRETURN 2", ["RETURN ';' AS a", ":format csv", "RETURN 2"]),
        (":param a 'x;y'\n\nMATCH (n:City)\nRETURN n;", [":param a 'x;y'", "MATCH (n:City)\nRETURN n"]),
        ("", []),
    ],
)
def test_piped_text_is_cut_into_queries(text, queries):
    assert list(cypher_shell.piped_queries(text)) == queries


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("MATCH (n:Off", "Official"), ("MATCH (a)-[:HOLDS", "HOLDS_POST"),
        ("MATCH (n) RETURN n.mention", "mentionCount"),
        ("mat", "MATCH"), (":sch", ":schema"), ("MATCH (n:", "Entity"),
    ],
)  # fmt: skip
def test_completion(typed, offered):
    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document

    found = cypher_shell.CypherCompleter().get_completions(Document(typed), CompleteEvent())
    assert offered in [c.text for c in found]


def test_bulk_writes_files_and_says_what_to_run(folder, tmp_path):
    done = _run("load", "--graph", folder, "--bulk", tmp_path)
    assert done.stdout.startswith("neo4j-admin database import full neo4j")
    assert (tmp_path / "nodes-City.csv").exists()


@pytest.mark.neo4j
def test_load_twice_and_wipe(folder, connection):
    uri = connection.uri
    done = _run("load", "--graph", folder, "--uri", uri)
    assert done.exit_code == 0 and "156 created" in done.stdout
    assert "0 created, 0 updated, 0 deleted" in _run("load", "--graph", folder, "--uri", uri).stdout
    refused = _run("load", "--graph", folder, "--uri", uri, "--wipe", input="n\n")
    assert refused.exit_code == 1
    assert connection.cypher("MATCH (n:Entity) RETURN count(n)").values == ((33,),)
    done = _run("load", "--graph", folder, "--uri", uri, "--wipe", "--yes")
    assert done.exit_code == 0 and "Deleted 156 nodes" in done.stdout
    assert "Asked the guide's questions" in done.stdout
    assert "Asked the guide's questions" in _run("neo4j", "warm", "--uri", uri).stdout
    rows = _run("query", PORTS, "--neo4j", uri, "-f", "csv").stdout
    assert rows == _run("query", PORTS, "--graph", folder, "-f", "csv").stdout


@pytest.mark.neo4j
def test_a_database_without_graph_is_not_warmed(connection):
    assert "holds no graph" in _run("neo4j", "warm", "--uri", connection.uri).stdout
