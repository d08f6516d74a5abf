"""Time expressions against sentences of our own, and one by one where a rule has a name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.records import Interval
from kg.temporal.expressions import find_times
from kg.temporal.reading import AS_OF, DURATION, KINDS, NOW, SINCE, UNTIL, VAGUE

GOLD = Path(__file__).with_name("expressions.jsonl")


def gold() -> list[dict]:
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def interval(text: str, published: str | None = "2024-08-19") -> Interval | None:
    """The interval of the only expression of ``text``."""
    [expression] = find_times(text, published)
    return expression.interval


def test_f1_on_the_gold_set() -> None:
    found = expected = right = 0
    for case in gold():
        predicted = [
            x
            for x in find_times(case["text"], case["published"])
            if x.kind != DURATION or "有效期" in case["text"][x.start : x.end]
        ]
        found += len(predicted)
        expected += len(case["expected"])
        free = list(predicted)
        for one in case["expected"]:
            for x in free:
                sides = (x.interval.start, x.interval.end) if x.interval else (None, None)
                if x.start < one["span"][1] and one["span"][0] < x.end and sides == (one["from"], one["to"]):
                    free.remove(x)
                    right += 1
                    break
    assert expected >= 150
    assert 2 * right / (found + expected) >= 0.97


def test_expressions_stand_in_order_inside_the_text() -> None:
    for case in gold():
        end = 0
        for x in find_times(case["text"], case["published"]):
            assert end <= x.start < x.end <= len(case["text"])
            assert x.kind in KINDS
            end = x.end


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("自9月1日起", SINCE), ("今年以来", SINCE), ("6月底前", UNTIL), ("截至7月底", AS_OF),
        ("目前", NOW), ("近日", VAGUE), ("三年", DURATION),
    ],
)  # fmt: skip
def test_kinds(text: str, kind: str) -> None:
    [expression] = find_times(text, "2024-08-19")
    assert expression.kind == kind


def test_precision_is_that_of_the_text() -> None:
    assert interval("2021年") == Interval(start="2021", end="2021")
    assert interval("2021年5月") == Interval(start="2021-05", end="2021-05")
    assert interval("2021年5月6日") == Interval(start="2021-05-06", end="2021-05-06")
    assert interval("日前") is None


def test_without_a_date_of_publication_relative_words_have_no_interval() -> None:
    assert interval("昨天", None) is None
    assert interval("8月19日", None) is None
    assert interval("2022年8月19日", None) == Interval(start="2022-08-19", end="2022-08-19")


def test_a_year_named_in_the_sentence_governs_the_months_after_it() -> None:
    expressions = find_times("他2019年3月到任，7月调离。8月，新任到岗。", "2024-08-19")
    assert [x.interval.start for x in expressions if x.interval] == ["2019-03", "2019-07", "2024-08"]


def test_days_that_the_calendar_lacks_are_no_dates() -> None:
    assert find_times("2月30日", "2024-08-19") == []
    assert find_times("2023年2月29日", "2024-08-19") == []


def test_length_of_validity() -> None:
    [expression] = find_times("有效期5年", "2024-08-19")
    assert (expression.kind, expression.length) == (DURATION, "P5Y")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "第五年级",
        "每年6月",
        "〔2024〕18号",
        "一日三餐",
        "“一号工程”",
        "“十四五”规划纲要",
        "神舟十七号",
        "万寿路27号院",
        "项目达产后年产值20亿元",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert find_times(text, "2024-08-19") == []


def test_a_deadline_is_not_the_first_three_quarters() -> None:
    [expression] = find_times("2023年前三季度", "2024-08-19")
    assert expression.interval == Interval(start="2023-01", end="2023-09")


def test_tomorrow_in_the_words_of_a_speaker_does_not_move_the_day_told() -> None:
    text = "8月18日，他抵达大庆市。他说，我明天出席论坛。当天下午，他参观了油田。"
    assert [x.interval for x in find_times(text, "2024-08-19")] == [
        Interval(start=day, end=day) for day in ("2024-08-18", "2024-08-20", "2024-08-18")
    ]


@pytest.mark.parametrize(
    ("text", "published", "first", "last"),
    [
        ("正月初八", "2026-02-25", "2026-02-24", "2026-02-24"),
        ("腊月二十三", "2026-02-12", "2026-02-10", "2026-02-10"),
        ("农历八月十五", "2026-09-27", "2026-09-25", "2026-09-25"),
        ("2027年农历三月", "2026-09-27", "2027-04-07", "2027-05-05"),
        ("农历闰六月初一", "2025-08-10", "2025-07-25", "2025-07-25"),
        ("将于农历九月初九", "2026-06-20", "2026-10-18", "2026-10-18"),
        ("农历三月三，", "2026-04-20", "2026-04-19", "2026-04-19"),
        ("五月初五", "2026-11-02", "2026-06-19", "2026-06-19"),
        ("清明节当天", "2026-04-06", "2026-04-05", "2026-04-05"),
        ("中秋节前一天", "2026-10-02", "2026-09-24", "2026-09-24"),
        ("力争春节前建成", "2026-11-02", None, "2027-02-06"),
        ("2027年春节假期", "2026-11-02", "2027-02-05", "2027-02-09"),
        ("假期首日", "2024-02-12", "2024-02-10", "2024-02-10"),
        ("大年初三", "2026-02-20", "2026-02-19", "2026-02-19"),
        ("2026年春运", "2026-02-20", "2026-02-02", "2026-03-13"),
        ("周三，会议开幕", "2026-10-12", "2026-10-07", "2026-10-07"),
        ("星期五将举行", "2026-10-12", "2026-10-16", "2026-10-16"),
        ("十天前，他抵达", "2026-07-20", "2026-07-10", "2026-07-10"),
        ("月底前", "2026-10-12", None, "2026-10"),
        ("自3月1日航线开通以来", "2026-10-12", "2026-03-01", "2026-10-12"),
    ],
)
def test_festivals_week_days_and_the_lunar_calendar(
    text: str, published: str, first: str | None, last: str | None
) -> None:
    assert interval(text, published) == Interval(start=first, end=last)


def test_some_days_later_counts_from_the_day_told() -> None:
    told = find_times("10月18日，他抵达北京。三天后，他来到昆明。", "2026-11-02")
    assert [x.interval for x in told] == [Interval(start=d, end=d) for d in ("2026-10-18", "2026-10-21")]
    assert find_times("三天后，他来到昆明。", "2026-11-02")[0].interval is None


@pytest.mark.parametrize("text", ["国庆节前夕", "岁末年初", "重阳节前夕", "近期"])
def test_vague_times_have_no_interval(text: str) -> None:
    assert [x.interval for x in find_times(text, "2026-11-02")][:1] == [None]


@pytest.mark.parametrize("text", ["令2026年第12号", "每周三", "届满三十日前提出申请", "中秋佳节"])
def test_numbers_and_deadlines_are_no_dates(text: str) -> None:
    assert [x for x in find_times(text, "2026-11-02") if x.interval is not None] == []
