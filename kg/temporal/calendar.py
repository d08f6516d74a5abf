"""Arithmetic on ISO dates as coarse as the text: ``2024``, ``2024-08``, ``2024-08-19``."""

from __future__ import annotations

import calendar as _calendar
import functools
from collections.abc import Mapping
from datetime import date, timedelta
from importlib.resources import files

from kg.errors import RegisterError
from kg.records import Interval


def parse_day(iso: str | None) -> date | None:
    """Return the day of an ISO date, the first day of a coarser one; None if it is no date."""
    try:
        parts = [int(x) for x in (iso or "")[:10].split("-")]
        return date(*[*parts, 1, 1][:3])
    except (TypeError, ValueError):
        return None


def month_of(year: int, month: int) -> str:
    """Return a month as ISO; months before 1 or after 12 fall into the years around."""
    year, index = year + (month - 1) // 12, (month - 1) % 12
    return f"{year:04d}-{index + 1:02d}"


def day_of(year: int, month: int, day: int) -> str | None:
    """Return a day as ISO, None if the calendar has no such day."""
    if 1 <= month <= 12 and 1 <= day <= _calendar.monthrange(year, month)[1]:
        return f"{year:04d}-{month:02d}-{day:02d}"
    return None


def last_day(year: int, month: int) -> int:
    """Return the number of the month's last day."""
    return _calendar.monthrange(year, month)[1]


def on(iso: str) -> Interval:
    """Return the interval that is one day, one month or one year."""
    return Interval(start=iso, end=iso)


def days_from(day: date, offset_days: int) -> str:
    """Return the ISO day ``offset_days`` after ``day``."""
    return (day + timedelta(days=offset_days)).isoformat()


def shift_years(interval: Interval, years: int) -> Interval:
    """Return the interval moved by whole years; 29 February becomes 28."""
    return Interval(start=_shift(interval.start, years), end=_shift(interval.end, years))


def _shift(iso: str | None, years: int) -> str | None:
    if iso is None:
        return None
    year = int(iso[:4]) + years
    if iso[4:] == "-02-29" and not _calendar.isleap(year):
        return f"{year:04d}-02-28"
    return f"{year:04d}{iso[4:]}"


def with_year(interval: Interval, year: int) -> Interval:
    """Return the same span of another year: its end falls in ``year``."""
    edge = interval.end or interval.start
    return interval if edge is None else shift_years(interval, year - int(edge[:4]))


def first_day_of(iso: str) -> date:
    """Return the first day of a day, month or year."""
    parts = [int(x) for x in iso.split("-")]
    return date(*[*parts, 1, 1][:3])


def last_day_of(iso: str) -> date:
    """Return the last day of a day, month or year."""
    parts = [int(x) for x in iso.split("-")]
    if len(parts) == 1:
        return date(parts[0], 12, 31)
    return date(parts[0], parts[1], parts[2] if len(parts) == 3 else last_day(parts[0], parts[1]))


def five_year_plan(number: int) -> Interval:
    """Return the years of China's n-th five-year plan (the first: 1953 to 1957).

    >>> five_year_plan(14)
    Interval(start='2021', end='2025')
    """
    start = 1953 + 5 * (number - 1) + (3 if number > 2 else 0)
    return Interval(start=str(start), end=str(start + 4))


@functools.cache
def holidays() -> Mapping[tuple[str, int], Interval]:
    """Return the days off by holiday and by the year of their last day (package table)."""
    return {
        (name, int(last[:4])): Interval(start=first, end=last)
        for name, first, last in table_rows("holidays.tsv", ("name", "first", "last"))
    }


@functools.cache
def eras() -> Mapping[str, str]:
    """Return the turning points that texts count from, with their dates (package table)."""
    return {name: start for name, start in table_rows("eras.tsv", ("name", "from"))}


def table_rows(table: str, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the rows of a table of this package without its head.

    Raises:
        RegisterError: the table has other columns.
    """
    lines = files("kg.temporal").joinpath(table).read_text(encoding="utf-8").splitlines()
    rows = [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]
    bad = [row for row in rows if len(row) != len(columns)]
    if bad or not rows or rows[0] != columns:
        raise RegisterError(
            f"kg/temporal/{table} must have the columns {', '.join(columns)}; wrong: {bad[:3] or rows[:1]}."
        )
    return rows[1:]
