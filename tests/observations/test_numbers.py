"""Figures: number, multiplier, unit and what qualifies them."""

from __future__ import annotations

import time

import pytest

from kg.observations.numbers import find_figures
from kg.temporal.expressions import find_times


def figures(text: str) -> list[tuple[float, str, str | None, str]]:
    found = find_figures(text, find_times(text, "2026-06-18"))
    return [(f.value, f.unit, f.qualifier, text[f.start : f.end]) for f in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("投资1.2万亿元", (1.2e12, "CNY", None, "1.2万亿元")),
        ("超3800亿美元", (3.8e11, "USD", "over", "3800亿美元")),
        ("约4000多个小区", (4000, "count", "about", "4000多个")),
        ("600万余人次", (6e6, "trip", "over", "600万余人次")),
        ("近三成企业", (30, "percent", "nearly", "三成")),
        ("四成五", (45, "percent", None, "四成五")),
        ("六分之一", (16.67, "percent", None, "六分之一")),
        ("占1/4", (25, "percent", None, "1/4")),
        ("提高1.1个百分点", (1.1, "pp", None, "1.1个百分点")),
        ("百分之五", (5, "percent", None, "百分之五")),
        ("突破千亿元", (1e11, "CNY", "over", "千亿元")),
        ("上百条", (100, "count", "over", "百条")),
        ("增长2.5倍", (2.5, "times", None, "2.5倍")),
        ("居全国第二", (2, "rank", None, "第二")),
        ("第三大港", (3, "rank", None, "第三")),
        ("居世界首位", (1, "rank", None, "首位")),
        ("跻身全球前十", (10, "rank", None, "前十")),
        ("28微克/立方米", (28, "ug/m3", None, "28微克/立方米")),
        ("1,234.5吨", (1234.5, "t", None, "1,234.5吨")),
        ("12万标箱", (120000, "TEU", None, "12万标箱")),
        ("9.3万千瓦时左右", (93000, "kWh", "about", "9.3万千瓦时")),
        ("50%以上。", (50, "percent", "over", "50%")),
        ("小麦单产达到580公斤", (580, "kg/mu", None, "580公斤")),
        ("经济总量过万亿。", (1e12, "CNY", "over", "万亿")),
        ("铝加工产业超1.4万亿，", (1.4e12, "CNY", "over", "1.4万亿")),
        ("客流是平日的两倍", (2, "times", None, "两倍")),
        ("百万株海棠开放", (1e6, "count", None, "百万株")),
        ("海域发生6.4级地震", (6.4, "count", None, "6.4级")),
        ("阵风时速超过130公里的飓风", (130, "km", "over", "130公里")),
        ("平均受教育年限达到11.6年", (11.6, "year", None, "11.6年")),
        ("空气质量优良天数322天", (322, "count", None, "322天")),
        ("信心指数初值升至61.4，", (61.4, "point", None, "61.4")),
        ("吸引80家以上软件企业", (80, "count", "over", "80家")),
        ("天然气产量突破500亿方", (5e10, "m3", "over", "500亿方")),
        ("人口自然增长率为1.2‰", (1.2, "permille", None, "1.2‰")),
        ("快件量完成36亿票", (3.6e9, "count", None, "36亿票")),
    ],
)
def test_one_figure(text: str, expected: tuple[float, str, str | None, str]) -> None:
    assert figures(text) == [expected]


def test_numbers_joined_to_a_figure_take_its_unit() -> None:
    assert [f[:2] for f in figures("分别提升1.1和0.6个百分点")] == [(1.1, "pp"), (0.6, "pp")]
    assert [f[:2] for f in figures("3至5万人")] == [(30000, "person"), (50000, "person")]
    assert [f[:2] for f in figures("10万至12万人")] == [(100000, "person"), (120000, "person")]


@pytest.mark.parametrize(
    "text",
    [
        "第三次",
        "第一产业",
        "前三季度",
        "三成立",
        "5G网络",
        "G20",
        "20万吨级码头",
        "一百年",
        "每天8时40分",
        "60岁及以上人口",
        "四成熟",
        "千万吨增粮行动",
        "用时3天",
        "8级大风",
        "施工历时2年",
    ],
)
def test_no_figure(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize("unit", ["万", "百", "一", "亿十", "十分之", "1", "2024年", "5%、"])
def test_repetition_costs_no_more_than_its_length(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    started = time.process_time()
    find_figures(text, find_times(text, "2026-06-18"))
    assert time.process_time() - started < 3
