import pytest

from kg.ner.patterns.companies import find
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
