"""The lunar calendar and the festivals that stand in it (package tables)."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kg.records import Interval
from kg.temporal.calendar import table_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class LunarYear:
    """A lunar year: its first day, the month after which a leap month follows (0: none), the days of each month."""

    first: date
    leap: int
    months: tuple[int, ...]


@functools.cache
def lunar_years() -> Mapping[int, LunarYear]:
    """Return the lunar years of the table."""
    return {
        int(year): LunarYear(
            first=date.fromisoformat(first), leap=int(leap), months=tuple(30 if m == "大" else 29 for m in months)
        )
        for year, first, leap, months in table_rows("lunar_years.tsv", ("year", "first", "leap", "months"))
    }


def lunar_day(year: int, month: int, day: int, *, leap: bool = False) -> date | None:
    """Return the day of a lunar date, None if its year is not in the table or has no such day.

    >>> lunar_day(2026, 8, 15)
    datetime.date(2026, 9, 25)
    """
    found = lunar_month(year, month, leap=leap)
    if found is None or not 1 <= day <= (found[1] - found[0]).days + 1:
        return None
    return found[0] + timedelta(days=day - 1)


def lunar_month(year: int, month: int, *, leap: bool = False) -> tuple[date, date] | None:
    """Return the first and last day of a lunar month, None if its year is not in the table or has no such month."""
    known = lunar_years().get(year)
    if known is None or not 1 <= month <= 12 or (leap and known.leap != month):
        return None
    index = month - 1 + (leap or 0 < known.leap < month)
    first = known.first + timedelta(days=sum(known.months[:index]))
    return first, first + timedelta(days=known.months[index] - 1)


@functools.cache
def festivals() -> Mapping[str, tuple[str, int, int, str]]:
    """Return the festivals by name: calendar, month, day, days off by the regulation."""
    return {
        name: (calendar, int(month), int(day), off)
        for name, calendar, month, day, off in table_rows(
            "festivals.tsv", ("name", "calendar", "month", "day", "off")
        )
    }  # fmt: skip


def festival_day(name: str, year: int) -> date | None:
    """Return the day of a festival in a year, None if the year is not in the table of lunar years.

    >>> festival_day("清明", 2026), festival_day("除夕", 2026)
    (datetime.date(2026, 4, 5), datetime.date(2026, 2, 16))
    """
    calendar, month, day, _ = festivals()[name]
    if calendar == "term":
        return date(year, 4, _day_of_qingming(year))
    if calendar == "solar":
        return date(year, month, day)
    first = lunar_day(year, month, max(day, 1))
    return first and first - timedelta(days=1 if day == 0 else 0)


def days_off(name: str, year: int) -> Interval | None:
    """Return the days off of a festival by the regulation alone, without the days moved to it."""
    off, day = festivals()[name][3], festival_day(name, year)
    if off == "-" or day is None:
        return None
    first, last = (day + timedelta(days=int(x)) for x in off.split(".."))
    return Interval(start=first.isoformat(), end=last.isoformat())


def travel_rush(year: int) -> Interval | None:
    """Return the forty days of the spring travel rush, which begins fifteen days before the new year."""
    first = festival_day("春节", year)
    if first is None:
        return None
    return Interval(
        start=(first - timedelta(days=15)).isoformat(), end=(first + timedelta(days=24)).isoformat()
    )  # fmt: skip


def _day_of_qingming(year: int) -> int:
    """The day of April on which the sun reaches 15 degrees; the known approximation for 1901 to 2099."""
    constant = 4.81 if year >= 2000 else 5.59
    short = year % 100
    return int(short * 0.2422 + constant) - short // 4
