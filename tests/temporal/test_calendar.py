"""Arithmetic on coarse dates, and the tables of holidays and turning points."""

from __future__ import annotations

import pytest

from kg.records import Interval
from kg.temporal.calendar import (
    day_of,
    eras,
    first_day_of,
    five_year_plan,
    holidays,
    last_day_of,
    month_of,
    parse_day,
    shift_years,
    with_year,
)
from kg.temporal.numerals import integer


def test_months_roll_over() -> None:
    assert [month_of(2024, m) for m in (0, 1, 12, 13)] == ["2023-12", "2024-01", "2024-12", "2025-01"]


def test_days() -> None:
    assert day_of(2024, 2, 29) == "2024-02-29"
    assert day_of(2023, 2, 29) is None
    assert day_of(2023, 13, 1) is None
    assert parse_day("2024-13-01") is None
    assert parse_day(None) is None
    assert str(first_day_of("2024-02")) == "2024-02-01"
    assert str(last_day_of("2024-02")) == "2024-02-29"


def test_shifting_a_leap_day() -> None:
    assert shift_years(Interval(start="2024-02-29", end="2024-03"), -1) == Interval(start="2023-02-28", end="2023-03")
    assert with_year(Interval(start="2024-01", end="2024-06"), 2020) == Interval(start="2020-01", end="2020-06")


@pytest.mark.parametrize(("number", "years"), [(1, "1953"), (3, "1966"), (8, "1991"), (13, "2016"), (15, "2026")])
def test_five_year_plans(number: int, years: str) -> None:
    assert five_year_plan(number).start == years


def test_tables_hold_whole_intervals() -> None:
    for (_, year), days in holidays().items():
        assert days.start is not None and days.end is not None
        assert days.start <= days.end and days.end.startswith(str(year))
    assert eras()["改革开放"] == "1978"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("二十", 20),
        ("三十一", 31),
        ("两", 2),
        ("一百二十", 120),
        ("三千五百", 3500),
        ("一万二千", 12000),
        ("", None),
        ("多", None),
    ],
)
def test_integers(text: str, value: int | None) -> None:
    assert integer(text) == value
