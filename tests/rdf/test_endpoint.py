"""The SPARQL endpoint, asked by rdflib's client and by hand."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from rdf.graphs import page
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from kg.rdf import namespaces as ns
from kg.rdf import to_rdflib
from kg.rdf.endpoint import SparqlServer
from kg.rdf.export import write_turtle

NAMES = "SELECT ?name { ?x a pkg:Official ; rdfs:label ?name }"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("graph")
    write_turtle(page(), folder / "graph.ttl")
    server = SparqlServer(folder, timeout_seconds=3, row_limit=200)
    server.load()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/sparql"
    server.shutdown()
    server.server_close()
    thread.join()


def _ask(url: str, data: bytes | None = None, **headers: str) -> tuple[int, str, bytes, dict[str, str]]:
    request = urllib.request.Request(url, data, {k.replace("_", "-"): v for k, v in headers.items()})
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, response.headers["Content-Type"], response.read(), dict(response.headers)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers["Content-Type"], error.read(), dict(error.headers)


def _get(url: str, query: str, **headers: str) -> tuple[int, str, bytes, dict[str, str]]:
    return _ask(f"{url}?{urllib.parse.urlencode({'query': query})}", **headers)


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_a_real_client(url: str, method: str) -> None:
    graph = rdflib.Graph(SPARQLStore(url, method=method))
    rows = list(graph.query(f"PREFIX pkg: <{ns.PKG}> PREFIX rdfs: <{rdflib.RDFS}> {NAMES}"))
    assert rows == [(rdflib.Literal("林知远", lang="zh"),)]
    assert graph.query("ASK { ?a ?b ?c }").askAnswer is True
    found = graph.query(f"CONSTRUCT WHERE {{ ?a <{ns.PKG}subject> ?b }}").graph
    expected = to_rdflib(page()).subject_objects(rdflib.URIRef(ns.PKG + "subject"))
    assert set(found.subject_objects()) == set(expected)


def test_a_client_reads_triples(url: str) -> None:
    graph = rdflib.Graph(SPARQLStore(url))
    assert (rdflib.URIRef(ns.BASE + "statement-0001"), rdflib.RDF.type, rdflib.URIRef(ns.PKG + "Statement")) in graph


@pytest.mark.parametrize(
    ("accept", "kind", "start"),
    [
        ("*/*", "application/sparql-results+json", b"{"),
        ("application/sparql-results+xml", "application/sparql-results+xml", b"<?xml"),
        ("text/csv", "text/csv", "name\r\n林知远\r\n".encode()),
        ("text/*;q=0.5, application/json;q=0.9", "application/json", b"{"),
        ("text/tab-separated-values", "text/tab-separated-values", '?name\n"林知远"@zh'.encode()),
    ],
)
def test_the_client_chooses_the_form(url: str, accept: str, kind: str, start: bytes) -> None:
    status, found, body, _ = _get(url, NAMES, Accept=accept)
    assert (status, found) == (200, kind)
    assert body.startswith(start)


@pytest.mark.parametrize("kind", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"])
def test_triples_in_every_form(url: str, kind: str) -> None:
    status, found, body, _ = _get(url, "CONSTRUCT WHERE { ?a pkg:met ?b }", Accept=kind)
    assert (status, found) == (200, kind)
    names = {"application/n-triples": "nt", "application/rdf+xml": "xml", "application/ld+json": "json-ld"}
    assert len(rdflib.Graph().parse(data=body, format=names.get(kind, "turtle"))) == 1


def test_named_graphs_by_the_protocol(url: str) -> None:
    parameters = {"query": "SELECT ?t { pkg:City a ?t }", "default-graph-uri": ns.ONTOLOGY}
    _, _, body, _ = _ask(f"{url}?{urllib.parse.urlencode(parameters)}")
    assert json.loads(body)["results"]["bindings"][0]["t"]["value"].endswith("owl#Class")


def test_a_cut_answer_says_so(url: str) -> None:
    status, _, body, headers = _get(url, "SELECT * { ?a ?b ?c }")
    assert status == 200
    assert headers["X-Truncated-At"] == "200"
    assert len(json.loads(body)["results"]["bindings"]) == 200


def test_without_a_query_it_describes_itself(url: str) -> None:
    status, kind, body, _ = _ask(url)
    assert (status, kind) == (200, "text/turtle")
    assert len(rdflib.Graph().parse(data=body, format="turtle")) >= 4


@pytest.mark.parametrize(
    ("path", "data", "headers", "status"),
    [
        ("?query=SELEC", None, {}, 400),
        ("?query=ASK%7B%7D&query=ASK%7B%7D", None, {}, 400),
        ("?query=ASK%7B%7D&default-graph-uri=no%20iri", None, {}, 400),
        ("?query=SELECT*%7BSERVICE%3Chttp://127.0.0.1/%3E%7B%7D%7D", None, {}, 400),
        ("?query=ASK%7B%7D", None, {"Accept": "image/png"}, 406),
        ("?query=ASK%7B%7D", None, {"Host": "evil.example"}, 403),
        ("/other?query=ASK%7B%7D", None, {}, 404),
        ("", b"update=DROP+ALL", {}, 403),
        ("", b"DROP ALL", {"Content_Type": "application/sparql-update"}, 403),
        ("", b"ASK {}", {"Content_Type": "text/plain"}, 415),
        ("", b"\xff\xfe", {"Content_Type": "application/sparql-query"}, 400),
        ("", b" " * 1_100_000, {"Content_Type": "application/sparql-query"}, 413),
    ],
)
def test_what_is_refused(url: str, path: str, data: bytes | None, headers: dict[str, str], status: int) -> None:
    found, kind, body, _ = _ask(url + path, data, **headers)
    assert (found, kind) == (status, "text/plain; charset=utf-8"), body
    assert body.strip()


def test_a_long_query_is_stopped_and_the_next_is_answered(url: str) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p }"
    status, _, body, _ = _get(url, endless)
    assert status == 503
    assert b"longer than 3 s" in body
    assert _get(url, NAMES)[0] == 200


def test_it_listens_on_the_loopback_address_alone(tmp_path: Path) -> None:
    write_turtle(page(), tmp_path / "graph.ttl")
    server = SparqlServer(tmp_path)
    try:
        assert server.server_address[0] == "127.0.0.1"
    finally:
        server.server_close()
