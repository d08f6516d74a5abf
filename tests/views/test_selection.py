"""Parts of a graph."""

from __future__ import annotations

import pytest
from rdf.graphs import page

from kg import records as r
from kg.errors import GraphError, SettingsError
from kg.rdf.shapes import validate
from kg.views.selection import around, filtered, of_document

GRAPH = page()
OFFICIAL = "official-00000000000000b1"


def ids(rows) -> list[str]:
    return [x.id for x in rows]


def check_closed(graph: r.Graph) -> None:
    """Whatever is referred to is there."""
    entities, documents = set(ids(graph.entities)), set(ids(graph.documents))
    for s in graph.statements:
        assert {s.subject, s.object or s.subject} <= entities
    for x in (*graph.statements, *graph.observations):
        assert {e.document for e in x.evidence} <= documents
    for e in graph.entities:
        assert {m.document for m in e.mentions} <= documents


def test_of_a_document() -> None:
    part = of_document(GRAPH, "新闻/2")
    assert ids(part.documents) == ["新闻/2"]
    assert ids(part.statements) == ["statement-0001"]
    assert [e.document for e in part.statements[0].evidence] == ["新闻/2"]
    assert ids(part.entities) == ["company-00000000000000a1", OFFICIAL, "person-00000000000000c1"]
    check_closed(part)


def test_around_an_entity() -> None:
    near = around(GRAPH, OFFICIAL)
    assert ids(near.statements) == ["statement-0001", "statement-0002"]
    assert ids(near.entities) == ["government-body-cnbody-hlj", OFFICIAL, "person-00000000000000c1"]
    check_closed(near)
    further = around(GRAPH, OFFICIAL, 2)
    assert {"statement-0005", "statement-0006", "statement-0003"} < set(ids(further.statements))
    check_closed(further)


def test_around_something_with_figures() -> None:
    assert ids(around(GRAPH, "port-ports-tongjiang").observations) == ["observation-0001"]


def test_by_type() -> None:
    part = filtered(GRAPH, ["Official", "Person"])
    assert ids(part.statements) == ["statement-0001", "statement-0003"]
    assert {e.type for e in part.entities} == {"Official", "Person"}
    assert ids(filtered(GRAPH, ["met"]).statements) == ["statement-0001"]
    assert ids(filtered(GRAPH, ["Official", "Person", "holdsPost"]).statements) == ["statement-0003"]
    check_closed(part)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2024-08-19", "2024-08-19", ["statement-0001"]),
        ("2024-08-20", None, ["statement-0002", "statement-0004", "statement-0005"]),
        (None, "2021", ["statement-0003"]),
        ("2022", "2023", ["statement-0003"]),
        ("2024-07", "2024-07", []),
        ("2025-03", None, ["statement-0004"]),
        (None, "2019", []),
    ],
)
def test_by_date(since: str | None, until: str | None, expected: list[str]) -> None:
    """An undated statement has the dates of its documents: doc-1 is of 2024-08-20; an open end has no limit."""
    part = filtered(GRAPH, (), since, until)
    assert ids(part.statements) == expected
    check_closed(part)


def test_without_a_filter_it_is_the_graph() -> None:
    assert filtered(GRAPH) == GRAPH


def test_parts_conform_to_the_shapes() -> None:
    for part in (of_document(GRAPH, "doc-1"), around(GRAPH, OFFICIAL), filtered(GRAPH, ["Official", "Person"])):
        assert validate(part).conforms


def test_what_is_not_there() -> None:
    with pytest.raises(GraphError, match="no document 'doc-9'"):
        of_document(GRAPH, "doc-9")
    with pytest.raises(GraphError, match="no entity 'nobody'"):
        around(GRAPH, "nobody")
    with pytest.raises(SettingsError, match="Did you mean 'Official'"):
        filtered(GRAPH, ["Oficial"])
