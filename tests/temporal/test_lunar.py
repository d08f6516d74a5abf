"""The lunar calendar and the holidays against two libraries that compute or collect them independently."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from lunar_python import Lunar, Solar

from kg.records import Interval
from kg.temporal.calendar import holidays
from kg.temporal.lunar import days_off, festival_day, lunar_day, lunar_month, lunar_years, travel_rush

OFFICIAL = {
    "元旦": "New Year's Day", "春节": "Spring Festival", "清明": "Tomb-sweeping Day", "劳动节": "Labour Day",
    "端午": "Dragon Boat Festival", "中秋": "Mid-autumn Festival", "国庆": "National Day",
}  # fmt: skip


def test_every_lunar_month_begins_where_the_library_says() -> None:
    for year in lunar_years():
        for month in range(1, 13):
            found = lunar_month(year, month)
            assert found is not None
            assert found[0].isoformat() == Lunar.fromYmd(year, month, 1).getSolar().toYmd()
            after = found[1] + timedelta(days=1)
            assert Solar.fromYmd(after.year, after.month, after.day).getLunar().getDay() == 1


def test_leap_months() -> None:
    assert lunar_day(2025, 6, 1, leap=True) == date(2025, 7, 25)
    assert lunar_day(2026, 6, 1, leap=True) is None
    assert lunar_day(2025, 7, 1) == date(2025, 8, 23)


def test_days_that_a_month_lacks() -> None:
    assert lunar_day(2026, 13, 1) is None
    assert lunar_day(2025, 12, 30) is None
    assert lunar_day(1800, 1, 1) is None


@pytest.mark.parametrize("year", range(2000, 2051))
def test_tomb_sweeping_day_is_a_solar_term(year: int) -> None:
    solar = Lunar.fromYmd(year, 3, 1).getJieQiTable()["清明"]
    assert festival_day("清明", year) == date(solar.getYear(), solar.getMonth(), solar.getDay())


def test_every_day_of_the_table_of_holidays_is_a_day_off() -> None:
    checked = 0
    for (name, _), days in holidays().items():
        if name not in OFFICIAL:
            continue
        day = date.fromisoformat(days.start or "")
        last = date.fromisoformat(days.end or "")
        names = set()
        while day <= last:
            assert chinese_calendar.is_holiday(day), (name, day)
            names.add(chinese_calendar.get_holiday_detail(day)[1])
            day += timedelta(days=1)
        own = festival_day(name, int((days.end or "")[:4]))
        assert own is not None and (days.start or "") <= own.isoformat() <= (days.end or ""), (name, days)
        assert OFFICIAL[name] in names or name == "中秋", (name, days)
        around = [date.fromisoformat(days.start or "") - timedelta(days=1), day]
        assert (True, OFFICIAL[name]) not in [chinese_calendar.get_holiday_detail(d) for d in around], (name, days)
        checked += 1
    assert checked >= 7 * 8


def test_days_off_by_the_regulation_lie_inside_the_announced_ones() -> None:
    for (name, year), announced in holidays().items():
        if name in OFFICIAL and year >= 2025:
            found = days_off(name, year)
            assert found is not None and found.start and found.end and announced.start and announced.end
            assert announced.start <= found.start <= found.end <= announced.end


@pytest.mark.parametrize(
    ("year", "first", "last"),
    [(2023, "2023-01-07", "2023-02-15"), (2024, "2024-01-26", "2024-03-05"), (2026, "2026-02-02", "2026-03-13")],
)
def test_the_travel_rush_follows_the_new_year(year: int, first: str, last: str) -> None:
    assert travel_rush(year) == Interval(start=first, end=last)


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("春节", 2027, "2027-02-06"),
        ("中秋", 2028, "2028-10-03"),
        ("端午", 2029, "2029-06-16"),
        ("除夕", 2030, "2030-02-02"),
    ],
)
def test_festivals_of_years_to_come(name: str, year: int, day: str) -> None:
    found = festival_day(name, year)
    assert found is not None and found.isoformat() == day
