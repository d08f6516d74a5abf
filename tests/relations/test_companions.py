from kg.document.sentences import sentence_spans
from kg.relations.extractor import RelationExtractor
from tests.relations.marked import unmark


def visits(marked: str) -> set[tuple[str, str | None]]:
    text, entities = unmark(marked)
    found = RelationExtractor.load().extract(text, entities, sentence_spans(text))
    return {(r.head, r.tail) for r in found if r.rule == "visit/companion"}


def test_all_of_a_list_go_where_the_first_visitor_went_first() -> None:
    found = visits("[P周怀远]1日在[Y济南]调研。[P周怀远]来到[M蓝海公司]考察。[P吴正平]、[P何立新]陪同调研。")
    assert found == {("吴正平", "济南"), ("何立新", "济南")}


def test_a_place_in_the_country_goes_before_the_country() -> None:
    found = visits("[P周怀远]抵达[Y平壤]，将对[C朝鲜]进行正式友好访问。[P吴正平]等同机抵达。")
    assert found == {("吴正平", "平壤")}


def test_nobody_goes_along_without_a_visit_before() -> None:
    assert visits("[P周怀远]主持会议。[P吴正平]陪同调研。") == set()
    assert visits("[P周怀远]在[Y济南]调研。[P吴正平]参加会见。") == set()
