"""SPARQL on a graph's folder, and the limits."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from rdf.graphs import page

from kg.errors import GraphError, QueryError
from kg.jsonl import graph_lines, write_lines
from kg.rdf.export import write_turtle
from kg.rdf.ontology import path_of
from kg.rdf.query import QueryEngine, run_sparql

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph")
    write_turtle(page(), path / "graph.ttl")
    return path


@pytest.fixture(scope="module")
def engine(folder: Path):
    with QueryEngine(folder / "graph.ttl", timeout_seconds=20) as engine:
        yield engine


def test_select_gives_plain_values_and_short_iris(folder: Path) -> None:
    columns, rows = run_sparql(
        folder,
        "SELECT ?name ?body ?confidence ?no { ?p pkg:holdsPost ?body ; rdfs:label ?name ; pkg:confidence ?confidence }",
    )
    assert columns == ("name", "body", "confidence", "no")
    assert rows == [("林知远", "id:government-body-cnbody-hlj", 1.0, None)]


def test_ask_and_construct(folder: Path) -> None:
    assert run_sparql(folder, "ASK { ?p planned:develops ?o }") == (("ask",), [(True,)])
    columns, rows = run_sparql(folder, "CONSTRUCT WHERE { ?p planned:develops ?o }")
    assert columns == ("subject", "predicate", "object")
    assert rows == [("id:company-00000000000000a1", "planned:develops", "id:port-ports-tongjiang")]


@pytest.mark.parametrize("saved", ["official-00000000000000b0", "official-00000000000000b1"])
def test_a_saved_iri_is_followed_as_the_readme_says(folder: Path, saved: str) -> None:
    readme = (path_of("policy.ttl").parent / "README.md").read_text(encoding="utf-8")
    [query] = re.findall(r"```sparql\n(.*?)```", readme, re.DOTALL)
    _, rows = run_sparql(folder, query.replace("official-00000000000000b0", saved))
    assert rows == [("id:official-00000000000000b1", "林知远")]


def test_the_ontology_is_a_named_graph(folder: Path) -> None:
    query = (
        "SELECT DISTINCT ?name { GRAPH <https://w3id.org/policykg/ontology> { ?type rdfs:subClassOf* pkg:Location } "
        "?x a ?type ; rdfs:label ?name } ORDER BY ?name"
    )
    assert run_sparql(folder, query)[1] == [("同江铁路口岸",), ("哈尔滨市",)]


def test_data_with_another_base_and_without_turtle(tmp_path: Path) -> None:
    write_lines(tmp_path / "graph.jsonl", graph_lines(page()))
    assert run_sparql(tmp_path, "SELECT ?n { id:city-gbt2260-230100 rdfs:label ?n }")[1] == [("哈尔滨市",)]
    write_turtle(page(), tmp_path / "graph.ttl", "https://graph.example/x/")
    assert run_sparql(tmp_path, "SELECT ?n { id:city-gbt2260-230100 rdfs:label ?n }")[1] == [("哈尔滨市",)]


def test_rows_are_limited(engine: QueryEngine) -> None:
    answer = engine.ask("SELECT * { ?a ?b ?c }", limit=5)
    assert len(answer["rows"]) == 5
    assert answer["truncated"]
    assert not engine.ask("SELECT * { ?a pkg:met ?c }", limit=5)["truncated"]


def test_time_is_limited_and_the_next_query_runs(folder: Path) -> None:
    with QueryEngine(folder / "graph.ttl", timeout_seconds=1) as engine:
        engine.start()
        begun = time.monotonic()
        with pytest.raises(QueryError, match="longer than 1 s"):
            engine.ask(ENDLESS)
        assert time.monotonic() - begun < 10
        assert engine.ask("ASK { ?a ?b ?c }")["value"] is True


def test_memory_is_limited(folder: Path) -> None:
    with QueryEngine(folder / "graph.ttl", timeout_seconds=60, memory_bytes=1 << 30) as engine:
        hungry = "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?l ?c"
        with pytest.raises(QueryError, match=r"too much memory|longer than"):
            engine.ask(hungry)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELEC ?x", "cannot be read at line 1, character 9"),
        ("INSERT DATA { <http://a.example/a> <http://a.example/b> 1 }", "expected"),
        ("SELECT * { SERVICE <http://127.0.0.1:8000/x> { ?a ?b ?c } }", "SERVICE is refused"),
        ("SELECT * { seRvice SILENT ?x { ?a ?b ?c } }", "SERVICE is refused"),
        ("SELECT * { \\u0053ERVICE <http://127.0.0.1:8000/x> { ?a ?b ?c } }", "SERVICE is refused"),
        ("# '''\nSELECT * { SERVICE <http://127.0.0.1/x> { ?a ?b ?c } } # '''", "SERVICE is refused"),
        ("SELECT * { ?a ?b \"it's\" . SERVICE <http://127.0.0.1/x> { ?a ?b ?c } ?a ?b '\"' }", "SERVICE is refused"),
    ],
)
def test_what_is_refused(engine: QueryEngine, query: str, words: str) -> None:
    with pytest.raises(QueryError, match=words):
        engine.ask(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?service pkg:met ?b }",
        'SELECT * { ?a rdfs:label "SERVICE"@zh }',
        "SELECT * { ?a <http://a.example/SERVICE> ?b } # SERVICE",
        "SELECT * { ?a pkg:service ?b }",
        "SELECT * { ?a rdfs:label '''SERVICE '' ''' }",
    ],
)
def test_the_word_service_elsewhere_is_fine(engine: QueryEngine, query: str) -> None:
    assert engine.ask(query)["kind"] == "select"


def test_a_folder_without_a_graph(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="kg build"):
        run_sparql(tmp_path, "ASK {}")


def test_a_broken_file(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("no turtle")
    with pytest.raises(QueryError, match=r"graph\.ttl cannot be loaded"):
        run_sparql(tmp_path, "ASK {}")
