import random

import pytest
from graph.making import annotation, annotations, effective, post
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import jsonl
from kg import records as r
from kg.errors import IdentifierError
from kg.graph.assembly import build_graph

POST = post("魏长河", "黑龙江省水利厅", "厅长", score=0.8)


def lines(documents):
    return list(jsonl.graph_lines(build_graph(documents)[0]))


def test_equal_statements_of_two_documents_are_one_with_both_sentences():
    graph, nodes = build_graph([annotation("b", *POST), annotation("a", *POST)])
    (statement,) = graph.statements
    assert (statement.subject, statement.object) == (nodes["a"]["e0"], nodes["a"]["e1"])
    assert [(e.document, e.quote) for e in statement.evidence] == [
        ("a", "魏长河，黑龙江省水利厅，"),
        ("b", "魏长河，黑龙江省水利厅，"),
    ]
    assert statement.confidence == 0.96, "1 − 0.2 · 0.2"


@pytest.mark.parametrize("field", [{"role": "副厅长"}, {"modality": "planned"}, {"date": r.Interval(start="2025")}])
def test_role_modality_and_interval_make_another_statement(field):
    entities, [(type_, head, tail, fields)] = POST
    other = annotation("b", entities, [(type_, head, tail, fields | field)])
    graph, _ = build_graph([annotation("a", *POST), other])
    assert len(graph.statements) == 2


def test_a_denied_relation_is_no_fact():
    entities, [(type_, head, tail, fields)] = POST
    graph, _ = build_graph([annotation("a", entities, [(type_, head, tail, fields | {"modality": "denied"})])])
    assert graph.statements == ()
    assert len(graph.entities) == 2


def test_the_ends_of_a_symmetric_relation_have_no_order():
    entities = [("Official", "魏长河"), ("Official", "谢尔盖·科瓦廖夫")]
    spans = {"head_span": (0, 3), "tail_span": (4, 12)}
    turned = {"head_span": (4, 12), "tail_span": (0, 3)}
    graph, nodes = build_graph(
        [annotation("a", entities, [("met", 0, 1, spans)]), annotation("b", entities, [("met", 1, 0, turned)])]
    )
    (statement,) = graph.statements
    assert statement.subject < statement.object
    first_is_subject = statement.subject == nodes["a"]["e0"]
    assert {e.subject for e in statement.evidence} == {(0, 3) if first_is_subject else (4, 12)}


def test_a_relation_of_a_node_to_itself_says_nothing():
    entities = [("Company", "临江港务集团有限公司"), ("Company", "临江港务集团公司")]
    graph, nodes = build_graph([annotation("a", entities, [("partOf", 0, 1)])])
    assert nodes["a"]["e0"] == nodes["a"]["e1"]
    assert graph.statements == ()


def test_the_quote_is_the_text_also_of_an_article_cut_from_a_file():
    article = r.Article(id="page#2", text="商务部印发《边贸办法》。", source="page.txt", offset=100)
    made = r.Annotation(
        article=article,
        entities=(
            r.DocumentEntity(
                id="x", type="GovernmentBody", name="商务部", surfaces=("商务部",), mentions=((100, 103),)
            ),
            r.DocumentEntity(
                id="y", type="Policy", name="《边贸办法》", surfaces=("《边贸办法》",), mentions=((105, 111),)
            ),
        ),
        relations=(r.RelationMention(type="issued", head="x", tail="y", sentence=(100, 112), rule="test"),),
    )
    graph, _ = build_graph([made])
    assert graph.statements[0].evidence[0].quote == "商务部印发《边贸办法》。"
    assert (graph.documents[0].source, graph.documents[0].offset, graph.documents[0].length) == ("page.txt", 100, 12)


def _figure(value, period, about):
    return r.Observation(
        indicator="货运量", value=value, unit="t", unit_text="吨", kind="level", evidence=(0, 2), sentence=(0, 4),
        period=period, about_entity=about, rule="test",
    )  # fmt: skip


def test_a_figure_is_one_across_documents_only_if_thing_and_time_are_known():
    year = r.Interval(start="2025", end="2025")

    def count(period, about):
        documents = [annotation(d, [("Port", "临江港")], observations=[_figure(5, period, about)]) for d in "ab"]
        return len(build_graph(documents)[0].observations)

    assert count(year, "e0") == 1
    assert count(year, None) == 2
    assert count(None, "e0") == 2


def test_two_documents_with_one_id_are_refused():
    with pytest.raises(IdentifierError, match="a is claimed by"):
        build_graph([annotation("a", [("Person", "魏长河")]), annotation("a", [])])


def test_a_linked_thing_is_one_node_under_all_its_names():
    documents = [
        annotation("a", [("Province", "黑龙江省", {"link": "gbt2260:230000"})]),
        annotation("b", [("Province", "龙江", {"link": "gbt2260:230000", "attributes": {"nameEn": "Heilongjiang"}})]),
        annotation("c", [("Province", "黑龙江省", {"link": "gbt2260:230000"})]),
    ]
    (entity,) = build_graph(documents)[0].entities
    assert (entity.id, entity.name, entity.aliases) == ("province-gbt2260-230000", "黑龙江省", ("龙江",))
    assert entity.attributes == {"nameEn": "Heilongjiang"}


def test_an_open_choice_is_kept_open_and_never_joined_across_documents():
    choice = (r.Candidate(code="gbt2260:110105", score=0.5), r.Candidate(code="gbt2260:211300", score=0.4))
    documents = [annotation(d, [("County", "朝阳", {"candidates": choice})]) for d in "ab"]
    graph, _ = build_graph(documents)
    assert len(graph.entities) == 2
    assert all(e.candidates == choice and e.link is None for e in graph.entities)


@settings(max_examples=30)
@given(st.lists(annotations(), max_size=6, unique_by=lambda a: a.article.id), st.randoms())
def test_the_graph_does_not_depend_on_the_order_of_the_input(documents, rnd: random.Random):
    shuffled = list(documents)
    rnd.shuffle(shuffled)
    assert lines(shuffled) == lines(documents)


@settings(max_examples=30)
@given(st.lists(annotations(), max_size=6, unique_by=lambda a: a.article.id))
def test_every_end_and_every_document_of_the_graph_exists(documents):
    graph, nodes = build_graph(documents)
    entities = {e.id for e in graph.entities}
    assert {n for each in nodes.values() for n in each.values()} == entities
    assert all(s.subject in entities and (s.object is None or s.object in entities) for s in graph.statements)
    assert {e.document for s in graph.statements for e in s.evidence} <= {d.id for d in graph.documents}
    for rows in (graph.documents, graph.entities, graph.statements, graph.observations):
        assert [x.id for x in rows] == sorted({x.id for x in rows})


@settings(max_examples=20)
@given(st.lists(annotations(), max_size=4, unique_by=lambda a: a.article.id))
def test_reading_an_annotation_back_from_json_gives_the_same_graph(documents):
    again = [jsonl.annotation_from_json(jsonl.annotation_json(a)) for a in documents]
    assert lines(again) == lines(documents)


def test_an_attribute_carries_the_sentences_of_all_documents_that_give_it() -> None:
    policy = ("Policy", "《临江港引航办法》")
    texts = {"a": (policy, effective("2026-05-01", (0, 4))), "b": (policy, effective("2026-06", (4, 8)))}
    annotations = [annotation(id_, [(*name, said)]) for id_, (name, said) in texts.items()]
    [entity] = build_graph(annotations)[0].entities
    given = [(x.document, x.attribute, x.value, x.object, x.quote) for x in entity.attribute_evidence]
    assert given == [
        ("a", "effectiveDate", "2026-05-01", (0, 4), "《临江港引"),
        ("b", "effectiveDate", "2026-06", (4, 8), "《临江港引"),
    ]
    assert [x.confidence for x in entity.attribute_evidence] == [1.0, 1.0]
    [rest] = build_graph(annotations[:1])[0].entities
    assert [x.document for x in rest.attribute_evidence] == ["a"]


def test_an_attribute_found_twice_alike_in_a_document_has_one_evidence() -> None:
    fields = effective("2026-05-01", (0, 4))
    fields["attribute_mentions"] *= 2
    [entity] = build_graph([annotation("a", [("Policy", "《临江港引航办法》", fields)])])[0].entities
    assert len(entity.attribute_evidence) == 1
