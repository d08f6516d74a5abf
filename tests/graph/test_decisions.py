import json

import pytest
from graph.making import annotation, post

from kg import jsonl
from kg.graph.assembly import build_graph
from kg.graph.decisions import Decision, parse

A = annotation("a", *post("魏长河", "黑龙江省水利厅", "厅长"))
B = annotation("b", *post("魏长和", "黑龙江省水利厅", "厅长"))
C = annotation("c", [("Person", "魏长河"), ("Place", "龙江湾")])


def node(name, decisions=(), documents=(A, B, C)):
    return next(e for e in build_graph(documents, decisions)[0].entities if e.name == name)


def lines(decisions):
    return list(jsonl.graph_lines(build_graph([A, B, C], decisions)[0]))


def test_a_merge_puts_mentions_statements_and_names_together():
    a, b = node("魏长河"), node("魏长和")
    graph, nodes = build_graph([A, B, C], [Decision(action="merge", node=b.id, into=a.id)])
    merged = next(e for e in graph.entities if e.id == a.id)
    assert merged.aliases == ("魏长和",)
    assert merged.former_ids == (b.id,)
    assert {m.document for m in merged.mentions} == {"a", "b", "c"}
    (statement,) = graph.statements
    assert [e.document for e in statement.evidence] == ["a", "b"]
    assert nodes["b"]["e0"] == a.id


def test_a_split_by_document_makes_a_node_whose_id_does_not_hang_on_the_rest():
    a = node("魏长河")
    split = Decision(action="split", node=a.id, documents=("c",))
    _, nodes = build_graph([A, B, C], [split])
    assert nodes["c"]["e0"] != a.id == nodes["a"]["e0"]
    assert nodes["c"]["e0"] == build_graph([A, C], [split])[1]["c"]["e0"]


def test_a_rename_changes_name_and_id_and_keeps_the_old_id():
    a = node("魏长河")
    renamed = node("魏常河", [Decision(action="rename", node=a.id, name="魏常河")])
    assert renamed.id != a.id
    assert renamed.former_ids == (a.id,)
    assert "魏长河" in renamed.aliases


def test_a_link_gives_the_register_code_as_the_id():
    place = node("龙江湾")
    linked = node("龙江湾", [Decision(action="link", node=place.id, code="gbt2260:230000")])
    assert (linked.id, linked.link, linked.former_ids) == ("place-gbt2260-230000", "gbt2260:230000", (place.id,))


def test_a_decision_on_an_old_id_follows_what_became_of_it():
    a, b = node("魏长河"), node("魏长和")
    rename = Decision(action="rename", node=a.id, name="魏常河")
    merge = Decision(action="merge", node=b.id, into=a.id)
    merged = node("魏常河", [rename, merge])
    assert set(merged.former_ids) == {a.id, b.id}
    assert merged == node("魏常河", [merge, rename])


def test_decisions_taken_twice_count_once():
    a, b = node("魏长河"), node("魏长和")
    decisions = [
        Decision(action="merge", node=b.id, into=a.id),
        Decision(action="split", node=a.id, name="魏长和"),
        Decision(action="rename", node=a.id, name="魏常河"),
    ]
    again = [Decision(action="merge", node=b.id, into=a.id, who="乙", why="again")]
    assert lines(decisions) == lines([*decisions, *decisions]) == lines([*decisions, *again])
    assert parse([d.to_line() for d in [*decisions, *decisions]])[0] == decisions


def test_a_split_undoes_a_merge():
    a, b = node("魏长河"), node("魏长和")
    merge = Decision(action="merge", node=b.id, into=a.id)
    split = Decision(action="split", node=a.id, name="魏长和")
    graph, nodes = build_graph([A, B, C], [merge, split])
    assert nodes["b"]["e0"] != nodes["a"]["e0"]
    apart = next(e for e in graph.entities if e.id == nodes["b"]["e0"])
    assert apart.name == "魏长和"
    assert [m.document for m in apart.mentions] == ["b"]


def test_a_decision_on_something_that_is_gone_waits_without_effect():
    gone = Decision(action="rename", node="official-0000000000000000", name="某人")
    assert lines([gone]) == lines([])


def test_a_merge_into_something_that_is_gone_keeps_its_id_for_what_is_left():
    a, b = node("魏长河"), node("魏长和")
    graph, nodes = build_graph([B], [Decision(action="merge", node=b.id, into=a.id)])
    assert nodes["b"]["e0"] == a.id
    assert next(e for e in graph.entities if e.id == a.id).name == "魏长和"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"action": "merge", "node": "a"}', "into"),
        ('{"action": "merge", "node": "江海港务", "into": "a"}', "no id of an entity"),
        ('{"action": "fuse", "node": "a"}', "Unknown action 'fuse'"),
        ('{"action": "link", "node": "a", "code": "230000"}', "scheme:code"),
        ('{"action": "split", "node": "a", "documents": "d"}', "list of document ids"),
        ('{"action": "rename", "node": "a", "name": "b", "colour": "red"}', "unknown fields colour"),
        ('["merge"]', "no decision"),
        ("{", "Expecting"),
    ],
)
def test_a_bad_line_is_named_with_its_number(line, reason):
    good = Decision(action="rename", node="a", name="甲", who="乙", when="2026-03-02T10:00:00+00:00", why="正名")
    decisions, (bad,) = parse(["", good.to_line(), line])
    assert decisions == [good]
    assert (bad.number, bad.line) == (3, line)
    assert reason in bad.reason
    assert json.loads(good.to_line())["why"] == "正名"
