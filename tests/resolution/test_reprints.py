from itertools import pairwise

import pytest

from kg.resolution.reprints import (
    Print,
    bands,
    find_reprints,
    first_prints,
    is_reprint,
)

TEXT = (
    "临江港昨日开通第三条冷链班轮航线，首航船舶装载320个冷藏集装箱，预计四天后抵达目的港。港务集团负责人介绍，"
    "新航线每周两班，全年可增加货运量18万吨，沿线12家水产企业的运输时间将缩短两天，仓储费用下降一成五。"
    "当地海关为此设立冷链查验专区，鲜活货物随到随检，平均通关时间压到40分钟以内。"
)
OTHER = (
    "黑河市冬季清雪工作会议昨日召开，会议要求各区在降雪停止后四小时内清出主干道，二十四小时内清出支路和背街小巷。"
    "全市共备融雪剂1500吨、清雪机械260台，参加清雪的职工和志愿者超过8000人，沿街商户继续实行门前三包。"
)


def a(text=TEXT, published="2026-03-02", id_="a"):
    return Print(id=id_, text=text, published=published)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "新华社临江电：" + TEXT,
        "冷链直达\n" + TEXT,
        TEXT[:100],
        "\n".join(TEXT[i : i + 20] for i in range(0, len(TEXT), 20)),
        TEXT.replace("，", ","),
        TEXT.replace("负责人介绍", "负责人昨日介绍说"),
    ],
    ids=["whole", "agency line", "headline", "cut", "line breaks", "half-width", "retouched"],
)
def test_whole_cut_and_retouched_prints_are_found(text):
    later = a(text, "2026-03-04", "b")
    assert is_reprint(a(), later)
    assert is_reprint(later, a())
    assert find_reprints([a(), later, a(OTHER, id_="c")]) == {"b": "a"}


@pytest.mark.parametrize(
    "other",
    [
        a(OTHER, id_="b"),
        a(TEXT.replace("320", "410").replace("18万", "21万"), id_="b"),
        a(TEXT.replace("第三条", "第四条"), id_="b"),
        a(TEXT, "2025-03-02", "b"),
        a(TEXT[:70], id_="b"),
        a(TEXT[:60] + OTHER, id_="b"),
    ],
    ids=["another text", "other figures", "another number", "another year", "too short", "a quotation"],
)
def test_what_only_looks_alike_is_kept_apart(other):
    assert not is_reprint(a(), other)
    assert find_reprints([a(), other]) == {}


def test_without_dates_the_words_must_agree_almost_wholly():
    assert is_reprint(a(published=None), a(TEXT, None, "b"))
    changed = TEXT.replace("负责人介绍", "负责人昨日下午介绍说").replace("当地海关", "该市海关近日")
    assert is_reprint(a(), a(changed, "2026-03-03", "b"))
    assert not is_reprint(a(), a(changed, None, "b"))


def test_the_first_print_is_the_earliest_then_the_longest_then_the_least_id():
    prints = [
        a("长" * 9, "2026-03-03", "c"),
        a("短", "2026-03-02", "d"),
        a("长" * 9, "2026-03-02", "e"),
        a("长" * 9, "2026-03-02", "f"),
    ]
    pairs = list(pairwise("cdef"))
    assert first_prints(prints, pairs) == {"c": "e", "d": "e", "f": "e"}
    assert first_prints(reversed(prints), reversed(pairs)) == {"c": "e", "d": "e", "f": "e"}


def test_a_signature_hangs_on_the_text_alone_and_a_short_text_has_none():
    assert bands(TEXT) == bands(TEXT.replace("，", " "))
    assert len(bands(TEXT)) == 16
    assert bands("太短") == ()


def test_a_form_letter_about_another_thing_is_no_reprint():
    letter = TEXT + "新航线名为甲线，甲线由江海公司经营，甲线每周两班。"
    assert not is_reprint(a(letter), a(letter.replace("甲线", "乙线"), "2026-03-04", "b"))
    assert is_reprint(a(letter), a(letter.replace("甲线", "乙线", 1), "2026-03-04", "b")), "a slip of the pen"


def test_the_day_of_posting_and_a_number_given_once_tell_nothing():
    posted = "发布日期:2026-03-02 " + TEXT
    assert is_reprint(a(posted), a("发布日期:2026-03-04临政发〔2026〕37号" + TEXT, "2026-03-04", "b"))


def test_two_document_numbers_are_two_documents():
    assert not is_reprint(a("临政发〔2026〕37号" + TEXT), a("临政发〔2026〕38号" + TEXT, "2026-03-04", "b"))
