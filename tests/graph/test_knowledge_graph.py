import pytest
from graph.making import annotation, post

from kg import records as r
from kg.errors import GraphError
from kg.graph.assembly import build_graph
from kg.graph.decisions import Decision
from kg.graph.knowledge_graph import KnowledgeGraph, post_holders

BUREAU = "黑龙江省水利厅"


def known(*documents, decisions=()):
    return KnowledgeGraph(build_graph(documents, decisions)[0])


def held_at(documents, date, **options):
    graph, nodes = build_graph(documents)
    names = {e.id: e.name for e in graph.entities}
    return {names[s.subject]: s for s in post_holders(graph, nodes[documents[0].article.id]["e1"], date, **options)}


def test_an_entity_is_found_by_name_alias_id_former_id_and_code():
    code = {"link": "gbt2260:230000", "surfaces": ("黑龙江省", "龙江")}
    documents = [annotation("a", [("Province", "黑龙江省", code), ("Policy", "《边贸办法》")])]
    plain = known(*documents)
    policy = plain.one("边贸办法")
    assert plain.one("《边贸办法》") == plain.one(policy.id) == policy
    assert plain.one("龙江") == plain.one("gbt2260:230000") == plain.one("黑龙江省")
    rename = Decision(action="rename", node=policy.id, name="《边境贸易办法》")
    assert known(*documents, decisions=[rename]).one(policy.id).name == "《边境贸易办法》"


def test_namesakes_come_with_the_best_known_first():
    documents = [
        annotation("a", *post("王勇", BUREAU, "厅长")),
        annotation("b", *post("王勇", BUREAU, "厅长")),
        annotation("c", *post("王勇", "江苏省水利厅", "副厅长")),
    ]
    found = known(*documents).find("王勇")
    assert [len(e.mentions) for e in found] == [2, 1]


def test_a_name_that_is_not_there_brings_near_ones():
    with pytest.raises(GraphError, match=f"Near it: {BUREAU}"):
        known(annotation("a", *post("魏长河", BUREAU, "厅长"))).one("水利厅")
    with pytest.raises(GraphError, match="kg rank"):
        known().one("水利厅")


def test_statements_and_figures_of_an_entity():
    figure = r.Observation(
        indicator="货运量",
        value=5,
        unit="t",
        unit_text="吨",
        kind="level",
        evidence=(0, 2),
        sentence=(0, 4),
        about_entity="e1",
    )
    entities, relations = post("魏长河", BUREAU, "厅长")
    graph = known(annotation("a", entities, relations, observations=[figure]))
    person, body = graph.one("魏长河"), graph.one(BUREAU)
    assert graph.statements_of(person.id) == graph.statements_of(body.id) == graph.graph.statements
    assert graph.observations_of(body.id) == graph.graph.observations
    assert graph.observations_of(person.id) == ()


def test_who_held_a_post_with_an_end_inferred_from_the_successor():
    documents = [
        annotation("a", *post("魏长河", BUREAU, "厅长"), published="2023-05-01"),
        annotation("b", *post("罗启明", BUREAU, "厅长"), published="2025-02-01"),
    ]
    then = held_at(documents, "2024-01-01")
    assert set(then) == {"魏长河"}
    assert (then["魏长河"].end, then["魏长河"].inferred) == ("2025-02-01", True)
    now = held_at(documents, "2025-06")
    assert set(now) == {"罗启明"}
    assert (now["罗启明"].end, now["罗启明"].inferred) == (None, False)
    assert held_at(documents, "2022-12-31") == {}
    graph, _ = build_graph(documents)
    assert not any(s.inferred or s.end for s in graph.statements), "the graph holds no inferred end"


def test_an_end_that_the_text_gives_is_no_inference():
    ended = {"modality": "ended", "date": r.Interval(start="2024-03", end="2024-03")}
    documents = [
        annotation("a", *post("魏长河", BUREAU, "厅长"), published="2023-05-01"),
        annotation("b", *post("魏长河", BUREAU, "厅长", **ended), published="2024-04-01"),
        annotation("c", *post("罗启明", BUREAU, "厅长"), published="2025-02-01"),
    ]
    then = held_at(documents, "2024-01-01")
    assert (then["魏长河"].end, then["魏长河"].inferred) == ("2024-03", False)
    assert held_at(documents, "2024-06-01") == {}


def test_another_role_at_the_same_body_ends_nothing():
    documents = [
        annotation("a", *post("魏长河", BUREAU, "厅长"), published="2023-05-01"),
        annotation("b", *post("罗启明", BUREAU, "副厅长"), published="2025-02-01"),
    ]
    assert set(held_at(documents, "2025-06-01")) == {"魏长河", "罗启明"}
    assert set(held_at(documents, "2025-06-01", role="副厅长")) == {"罗启明"}
