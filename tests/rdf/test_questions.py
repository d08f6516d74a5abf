"""Thirty competency questions, each with its answer over the example page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from rdf.questions import FOLDER, PAGE, QUESTIONS, answer, engine_of, page_graph

from kg.rdf import namespaces as ns
from kg.rdf import to_rdflib
from kg.rdf.query import QueryEngine
from kg.rdf.shapes import validate


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QueryEngine]:
    with engine_of(tmp_path_factory.mktemp("page")) as engine:
        yield engine


def test_there_are_thirty() -> None:
    assert len(QUESTIONS) == 30
    assert [q.with_suffix(".csv").name for q in QUESTIONS] == sorted(p.name for p in FOLDER.glob("*.csv"))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.stem)
def test_the_answer(question: Path, engine: QueryEngine) -> None:
    assert answer(engine, question) == question.with_suffix(".csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.stem)
def test_the_question_stands_on_top_and_the_answer_is_not_empty(question: Path) -> None:
    assert question.read_text(encoding="utf-8").startswith("# ")
    assert len(question.with_suffix(".csv").read_text(encoding="utf-8").splitlines()) > 1


def test_the_annotation_fits_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for line in (FOLDER / "page.jsonl").read_text(encoding="utf-8").splitlines():
        annotation = json.loads(line)
        for entity in annotation["entities"]:
            assert {page[start:end] for start, end in entity["mentions"]} == set(entity["surfaces"])


def test_positions_and_quotations_agree_with_the_page() -> None:
    """Read from the triples alone: every quotation stands at its position, every selector inside its sentence."""
    graph, text = to_rdflib(page_graph()), PAGE.read_text(encoding="utf-8")
    pkg, oa = rdflib.Namespace(ns.PKG), rdflib.Namespace(ns.OA)

    def span(node: rdflib.term.Node) -> tuple[int, int]:
        return int(str(graph.value(node, oa.start))), int(str(graph.value(node, oa.end)))

    evidence = list(graph.subjects(rdflib.RDF.type, pkg.Evidence))
    assert len(evidence) >= 40
    for node in evidence:
        selectors = list(graph.objects(node, oa.hasSelector))
        [quote] = [q for s in selectors for q in graph.objects(s, oa.exact)]
        [(start, end)] = [span(s) for s in selectors if (s, oa.start, None) in graph]
        assert text[start:end] == str(quote)
        for predicate in (pkg.triggerSelector, pkg.subjectSelector, pkg.objectSelector):
            for part in graph.objects(node, predicate):
                assert start <= span(part)[0] < span(part)[1] <= end


def test_the_graph_of_the_page_conforms() -> None:
    report = validate(page_graph())
    assert report.conforms, report.violations
    assert report.records >= 90
