"""The cookbook's answers, from both engines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from property_graph.example_graph import example_graph

from kg.embedded.database import EmbeddedGraph
from kg.property_graph.connection import Connection
from kg.property_graph.cookbook.questions import read_questions
from kg.property_graph.loader import load

QUESTIONS = read_questions()


@pytest.fixture(scope="module")
def embedded(tmp_path_factory) -> Iterator[EmbeddedGraph]:
    with EmbeddedGraph.build(example_graph(), tmp_path_factory.mktemp("cookbook") / "graph.lbug") as graph:
        yield graph


@pytest.fixture(scope="module")
def loaded(open_server: Connection, rows) -> Connection:
    open_server.cypher("MATCH (n) DETACH DELETE n", write=True)
    load(open_server, rows)
    return open_server


def test_there_are_forty_two_questions_each_bounded():
    assert [q.number for q in QUESTIONS] == list(range(1, 43))
    assert len({q.title for q in QUESTIONS}) == 42
    assert all("LIMIT" in q.query for q in QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: f"{q.number:02d}")
def test_every_question_has_an_answer(embedded, question):
    assert len(embedded.cypher(question.query, question.parameters)) > 0, question.title


@pytest.mark.neo4j
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: f"{q.number:02d}")
def test_both_engines_answer_alike(embedded, loaded, question):
    ours = embedded.cypher(question.query, question.parameters)
    theirs = loaded.cypher(question.query, question.parameters)
    assert ours.columns == theirs.columns
    assert ours.values == theirs.values
