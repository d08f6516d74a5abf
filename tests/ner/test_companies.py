import pytest

from kg.ner.patterns.companies import abroad, find, foreign
from kg.records import Mention
from kg.registers.matcher import load_matcher


def companies(text, *others):
    anchors = load_matcher(None).find(text)
    return [text[m.start : m.end] for m in find(text, anchors, others)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("大豆在黑河市北疆农业开发有限公司的仓库里", ["黑河市北疆农业开发有限公司"]),
        ("黑龙江远航林产品有限公司副总经理", ["黑龙江远航林产品有限公司"]),
        ("由远航物流股份有限公司承建", ["远航物流股份有限公司"]),
        ("根据有限公司的章程", []),
    ],
)
def test_the_legal_form_ends_a_name_and_the_division_begins_it(text, expected):
    assert companies(text) == expected


def test_a_start_found_elsewhere_holds_but_for_the_division_before_it():
    text = "黑龙江北疆物流有限公司"
    tagged = Mention(start=3, end=11, type="Company", made_by="model:tagger")
    assert companies(text, tagged) == [text]


def test_a_province_written_out_stands_before_the_name():
    text = "黑龙江省北疆银行股份有限公司"
    tagged = Mention(start=4, end=14, type="Company", made_by="model:tagger")
    assert companies(text, tagged) == ["北疆银行股份有限公司"]


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("阿联酋阿布扎比港口集团首席执行官到访。", "阿布扎比港口集团", "Company"),
        ("韩国釜山港湾公社来访。", "釜山港湾公社", "Company"),
        ("德国汉堡港口与物流公司增资。", "汉堡港口与物流公司", "Company"),
        ("荷兰鹿特丹港务局签约。", "鹿特丹港务局", "GovernmentBody"),
    ],
)
def test_a_firm_of_a_foreign_city_begins_with_the_city(text: str, name: str, type_: str) -> None:
    found = abroad(text, load_matcher().find(text))
    assert [(text[m.start : m.end], m.type) for m in found] == [(name, type_)]


@pytest.mark.parametrize(
    "text",
    ["青岛港务局通知。", "国网福建省电力公司发布。", "东方大阪铁路公司通车。", "釜山港口繁忙。", "汉堡公司众多。"],
)
def test_no_firm_of_a_foreign_city(text: str) -> None:
    assert abroad(text, load_matcher().find(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("设立全资子公司松泽机器人（黑龙江）有限公司。", ["松泽机器人（黑龙江）有限公司"]),
        ("某集团诉云岭百草电子商务（杭州）有限公司一案", ["云岭百草电子商务（杭州）有限公司"]),
    ],
)
def test_a_place_in_brackets_does_not_begin_the_name(text, expected):
    assert companies(text) == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("来自俄罗斯的谢韦尔纳亚·兹韦兹达木材公司参展", ["谢韦尔纳亚·兹韦兹达木材公司"]),
        ("与沙特阿卜杜勒阿齐兹石化公司合作", ["阿卜杜勒阿齐兹石化公司"]),
        ("德国施瓦岑贝格工程机械股份公司、比利时安特维尔港务集团", ["施瓦岑贝格工程机械股份公司", "安特维尔港务集团"]),
        ("中国石油公司与哈萨克斯坦石油公司", []),
        ("地方贸易公司", []),
    ],
)
def test_a_name_written_by_sound_goes_up_to_its_trade(text, names):
    assert [text[m.start : m.end] for m in foreign(text, load_matcher(None).find(text))] == names


def test_a_long_row_of_characters_of_foreign_names_takes_time_in_proportion():
    text = "阿尔巴斯坦" * 10000
    assert foreign(text, load_matcher(None).find(text)) == []
