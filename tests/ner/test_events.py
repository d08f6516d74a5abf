"""Gatherings named 中国（地名）…."""

import pytest

from kg.ner.patterns.events import find
from kg.registers.matcher import load_matcher


def gatherings(text: str) -> list[str]:
    return [text[m.start : m.end] for m in find(text)]


def test_the_place_in_brackets_belongs_to_the_name():
    assert gatherings("第九届中国（临江）国际稻米和豆类产业博览会开幕") == [
        "第九届中国（临江）国际稻米和豆类产业博览会"
    ]
    assert gatherings("参加中国(云岭)茶叶交易会的客商") == ["中国(云岭)茶叶交易会"]


def test_a_free_trade_zone_is_no_gathering():
    assert gatherings("中国（福建）自由贸易试验区举行论坛") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("全市重大项目现场推进会在云湖区举行。", "全市重大项目现场推进会"),
        ("5月8日，全省“智改数转”工程现场推进会召开。", "全省“智改数转”工程现场推进会"),
        ("第三届中国—中亚渔业论坛暨渔港建设大会10日在三亚开幕。", "第三届中国—中亚渔业论坛暨渔港建设大会"),
        ("2026年全国春耕生产暨水利建设工作会议近日召开。", "2026年全国春耕生产暨水利建设工作会议"),
        (
            "省直机关学习贯彻全省海洋工作会议精神、推动渔港建设提质增效座谈会12日召开。",
            "省直机关学习贯彻全省海洋工作会议精神、推动渔港建设提质增效座谈会",
        ),
    ],
)
def test_a_meeting_that_opens_a_clause_and_is_held(text, name):
    assert [text[m.start : m.end] for m in find(text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "联席会议召开。",
        "贺信在博鳌渔业论坛开幕式上宣读。",
        "要以全国渔业大会召开为契机。",
        "此次全国渔业工作会议召开前，各地已准备。",
        "会上强调，大会开幕。",
    ],
)
def test_no_meeting_with_a_name_of_its_own(text):
    assert find(text) == []


def test_an_anniversary_is_that_of_what_the_registers_know():
    text = "各界出席新疆维吾尔自治区成立80周年庆祝活动，参观某厂建厂30周年展。"
    found = find(text, load_matcher().find(text))
    assert [text[m.start : m.end] for m in found] == ["新疆维吾尔自治区成立80周年庆祝活动"]


@pytest.mark.parametrize(
    ("text", "name"),
    [("WTT北山大满贯收拍", "WTT北山大满贯"), ("在全国春耕备耕现场会上说", "全国春耕备耕现场会")],
)
def test_contests_with_latin_letters_and_meetings_at_which_something_is_said(text, name):
    assert gatherings(text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("5月8日，青岭河特大桥合龙仪式在现场举行。", "青岭河特大桥合龙仪式"),
        ("副市长佟启明出席北湾粮食物流园揭牌仪式并致辞。", "北湾粮食物流园揭牌仪式"),
        ("省交通运输厅在同江举办“跨境快运”首发仪式。", "“跨境快运”首发仪式"),
        ("临河光伏产业园开园仪式暨首批项目签约仪式4日举行。", "临河光伏产业园开园仪式暨首批项目签约仪式"),
    ],
)
def test_a_ceremony_is_named_after_what_it_opens(text, name):
    assert [text[m.start : m.end] for m in find(text) if m.made_by == "pattern:event/ceremony"] == [name]


@pytest.mark.parametrize("text", ["双方代表出席签约仪式。", "当天，大桥旁举行了通车仪式。", "他们参加了启动仪式"])
def test_a_bare_ceremony_is_no_event(text):
    assert not find(text)


def test_a_ceremony_after_a_row_without_marks_is_found_in_bounded_time():
    assert find("揭牌签约" * 20_000 + "仪式" * 10_000) is not None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("会前，商务厅召开跨境电商企业出海座谈会，听取意见。", "跨境电商企业出海座谈会"),
        ("各县参加学习《口岸工作条例》视频会议。", "学习《口岸工作条例》视频会议"),
        ("县委召开学习贯彻省委全会精神座谈会。", "学习贯彻省委全会精神座谈会"),
        ("代表团还出席大豆加工推介会和边境贸易投资合作洽谈会。", None),
    ],
)
def test_what_is_named_after_the_verb_that_holds_it_is_an_event(text, name):
    found = [text[m.start : m.end] for m in find(text) if m.made_by == "pattern:event/object"]
    assert found == ([name] if name else [])


def test_the_reception_of_a_country_begins_with_the_country():
    text = "他应邀出席蒙古国国庆日招待会。"
    assert {text[m.start : m.end] for m in find(text, load_matcher().find(text))} == {"蒙古国国庆日招待会"}
