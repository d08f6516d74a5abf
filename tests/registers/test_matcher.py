"""Names in text: leftmost-longest, stop contexts, weak and former surfaces."""

from __future__ import annotations

import pytest

from kg.registers.contexts import StopContexts
from kg.registers.entries import FormerName, RegisterEntry
from kg.registers.loader import Registers
from kg.registers.matcher import Matcher, load_matcher


def surfaces(text: str) -> list[str]:
    return [m.surface for m in load_matcher().find(text)]


def matcher(*entries: RegisterEntry) -> Matcher:
    return Matcher(Registers(entries), StopContexts({}))


def entry(code: str, name: str, **values: object) -> RegisterEntry:
    return RegisterEntry(code=code, type="City", name=name, register="own", **values)  # type: ignore[arg-type]


def test_spans_are_half_open_characters() -> None:
    text = "在山西省长治市沁源县召开"
    found = load_matcher().find(text)
    assert [(m.start, m.end) for m in found] == [(1, 4), (4, 7), (7, 10)]
    assert all(text[m.start : m.end] == m.surface for m in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("广大发展中国家共同努力", []),
        ("其中国有企业二十家", []),
        ("其中国有关部门参加", []),
        ("访问中国有助于理解", ["中国"]),
        ("沿海地区经济发展", []),
        ("今日本市气温回升", []),
        ("三明治和面包", []),
        ("确保定点医院开放", []),
        ("与欧美国家贸易往来", []),
        ("大江入海口湿地", []),
        ("在海口市举行", ["海口市"]),
    ],
)
def test_parts_of_other_words_are_no_names(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


def test_a_stopped_match_gives_way_to_a_shorter_one() -> None:
    contexts = load_matcher()._contexts
    own = Matcher(Registers([entry("o:1", "北京"), entry("o:2", "北京大学")]), contexts)
    assert [m.surface for m in own.find("一名北京大学生在北京大学演讲")] == ["北京", "北京大学"]


def test_longest_wins_and_later_overlap_loses() -> None:
    own = matcher(entry("o:1", "云岭"), entry("o:2", "云岭市"), entry("o:3", "市场"))
    assert [m.surface for m in own.find("云岭市场")] == ["云岭市"]


def test_weak_gives_way_to_a_sure_name_that_reaches_beyond_it() -> None:
    own = matcher(entry("o:1", "甲市", weak=("平安",)), entry("o:2", "安徽省"))
    assert [m.surface for m in own.find("和平安徽省")] == ["安徽省"]


def test_weak_and_former_are_told() -> None:
    own = matcher(
        entry("o:1", "云岭市", weak=("云岭",), former=(FormerName(name="老岭县"),)),
        entry("o:2", "云山市", aliases=("云山",), weak=("云岭",)),
    )
    found = {m.surface: (m.weak, m.former, [e.code for e in m.entries]) for m in own.find("云岭、老岭县、云山")}
    assert found == {
        "云岭": (True, False, ["o:1", "o:2"]),
        "老岭县": (False, True, ["o:1"]),
        "云山": (False, False, ["o:2"]),
    }


def test_latin_names_are_whole_words() -> None:
    own = matcher(entry("o:1", "某银行", aliases=("ABC",)))
    assert [m.start for m in own.find("ABCD与ABC、xABC")] == [5]


def test_nothing_in_nothing() -> None:
    assert load_matcher().find("") == []
    assert matcher().find("云岭市") == []
