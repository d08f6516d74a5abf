import pytest

from kg.document.sentences import sentence_spans
from kg.relations.extractor import RelationExtractor
from tests.relations.marked import unmark


@pytest.fixture(scope="module")
def extractor() -> RelationExtractor:
    return RelationExtractor.load()


def stated(extractor: RelationExtractor, marked: str, relation: str) -> list[tuple[str, str | None]]:
    text, entities = unmark(marked)
    found = extractor.extract(text, entities, sentence_spans(text))
    return sorted({(r.head, r.tail) for r in found if r.type == relation}, key=str)


def test_a_speech_to_be_studied_is_no_attendance(extractor: RelationExtractor) -> None:
    marked = (
        "[E青河省人大常委会第九次会议]3日在[Y宁川市]闭幕。[P林国栋]主持会议并讲话。"
        "他说，要深入学习贯彻[P周启明]书记在[E全省生态保护大会]上的重要讲话精神。"
    )
    found = stated(extractor, marked, "participatesIn")
    assert ("林国栋", "青河省人大常委会第九次会议") in found
    assert ("周启明", "青河省人大常委会第九次会议") not in found


def test_an_initiative_is_of_him_who_put_it_forward(extractor: RelationExtractor) -> None:
    marked = "[P巴特尔]高度评价[P林国栋]主席提出的[D蓝色海洋倡议]。"
    assert stated(extractor, marked, "issued") == [("林国栋", "蓝色海洋倡议")]


def test_rules_carried_out_side_by_side_are_not_based_on_each_other(extractor: RelationExtractor) -> None:
    marked = "认真总结实施[D《青河省政务公开条例》]和贯彻落实[D《青河省2024年政务公开工作要点》]情况。"
    assert stated(extractor, marked, "basedOn") == []


def test_a_state_visit_is_of_the_guest_and_not_of_the_host(extractor: RelationExtractor) -> None:
    assert stated(extractor, "[P林国栋]8日至10日对[C埃及]进行国事访问。", "visited") == [("林国栋", "埃及")]
    text, entities = unmark("感谢[P哈桑尼]总统热情接待我对[C埃及]进行国事访问。")
    found = extractor.extract(text, entities, sentence_spans(text))
    assert not [r for r in found if r.rule == "visit/state"]


def test_a_border_conflict_is_no_border(extractor: RelationExtractor) -> None:
    assert stated(extractor, "[C埃及]与[C肯尼亚]发生边境冲突。", "adjacentTo") == []


def test_where_an_act_happens_is_not_who_acts(extractor: RelationExtractor) -> None:
    marked = "[M甲重工集团]与[M乙科技公司]在[Y宁川市]签署[D《供货协议》]。"
    assert stated(extractor, marked, "signed") == [("乙科技公司", "《供货协议》"), ("甲重工集团", "《供货协议》")]


def test_whose_letter_is_read_out_is_not_there(extractor: RelationExtractor) -> None:
    marked = "[E青河开港仪式]3日在[Y宁川市]举行。[P林国栋]出席仪式，宣读[P周启明]的贺信并讲话。"
    found = stated(extractor, marked, "participatesIn")
    assert ("林国栋", "青河开港仪式") in found
    assert ("周启明", "青河开港仪式") not in found


def test_who_approves_a_rule_does_not_issue_it(extractor: RelationExtractor) -> None:
    marked = "[D《青河流域规划》]由[G水利部]批准、[G青河省人民政府]印发。"
    assert stated(extractor, marked, "issued") == [("青河省人民政府", "《青河流域规划》")]
    assert stated(extractor, marked, "approved") == [("水利部", "《青河流域规划》")]
