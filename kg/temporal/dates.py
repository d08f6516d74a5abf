"""Dates of the calendar, resolved: years, parts of years, months and days, one by one or from one to another."""

from __future__ import annotations

import re

from kg.records import Interval
from kg.temporal.calendar import day_of, month_of, on, shift_years, with_year
from kg.temporal.numerals import integer, number_of
from kg.temporal.reading import PARAGRAPH_REACH, Context, Groups, TimeExpression, finish, is_planned, year_of

_STATE = re.compile(r"截[至止]到?$")


def _year_of_month(month: int, day: int, at: int, end: int, context: Context) -> int | None:
    """Return the year of a month given without one."""
    state = _STATE.search(context.text, max(0, at - 3), at) is not None  # 自2010年以来，截至7月5日
    if context.year is not None and context.year_at > context.sentence_start(at) and not state:
        return context.year
    published = context.published
    if published is None:
        return context.year
    ahead = month - published.month + (day > published.day and month == published.month)
    future = is_planned(context, at, end)
    if ahead > 0 and not future and (ahead >= 7 or (ahead >= 3 and published.month <= 2)):
        return published.year - 1
    if ahead <= -7 and future:
        return published.year + 1
    return published.year


def iso_date(g: Groups, context: Context) -> TimeExpression | None:
    """Resolve 2026-03-17."""
    day = day_of(int(g("y") or 0), int(g("m") or 0), int(g("d") or 0))
    return None if day is None else finish(g, on(day), context)


def year_span(g: Groups, context: Context) -> TimeExpression | None:
    """Resolve 2021—2025年."""
    first, last = g("a"), g("b")
    if first is None or last is None or first > last:
        return None
    return finish(g, Interval(start=first, end=last), context)


def part_of_year(g: Groups, context: Context) -> TimeExpression | None:
    """Resolve 上半年, 前三季度, 今年1至5月份: with a year or without."""
    part = g("p") or ""
    months = _months_of_part(part, g("n"))
    start = g.match.start()
    year = year_of(g("y"), start, context)
    if year is None and g("y") is None and months is not None:
        year = _year_of_part(months[1], start, g.match.end(), context)
    if months is None:
        return None
    if year is None:
        return finish(g, None, context)
    interval = Interval(start=month_of(year, months[0]), end=month_of(year, months[1]))
    return finish(g, interval, context)


def _year_of_part(last_month: int, at: int, end: int, context: Context) -> int | None:
    """A half year or quarter without a year is the latest one that has ended or is running."""
    published = context.published
    if context.year is not None and context.year_at > context.sentence_start(at):
        return context.year
    if published is None:
        return context.year
    if published.month <= 3 and context.year == published.year - 1 and at - context.year_at < PARAGRAPH_REACH:
        return context.year  # the quarters of a year just reported on
    future = is_planned(context, at, end)
    return published.year - (last_month > published.month + 5 and not future)


def _months_of_part(part: str, count: str | None) -> tuple[int, int] | None:
    if part == "上半年":
        return 1, 6
    if part == "下半年":
        return 7, 12
    if count is not None:
        number = integer(count) or 0
        return (1, number) if 1 <= number <= 12 else None
    if part in ("一季", "首季"):
        return 1, 3
    number = integer(part.removeprefix("第").removeprefix("前").rstrip("个季度")) or 0
    if part.startswith("前"):
        return 1, 3 * number
    return 3 * number - 2, 3 * number


def same_period(g: Groups, context: Context) -> TimeExpression | None:
    """Resolve 去年同期: the period told last, in another year."""
    last = context.last
    word = g("y")
    if last is None and context.published is not None:
        last = Interval(start=f"{context.published.year}-01-01", end=context.published.isoformat())
    if word is None:
        return TimeExpression(start=g.match.start(), end=g.match.end(), interval=context.last)
    if last is None or last.end is None:
        return TimeExpression(start=g.match.start(), end=g.match.end(), interval=None)
    year = int(last.end[:4]) - 1 if word in ("去年", "上年", "上一年") else year_of(word, g.match.start(), context)
    interval = None if year is None else with_year(last, year)
    return TimeExpression(start=g.match.start(), end=g.match.end(), interval=interval)


def month_span(g: Groups, context: Context) -> TimeExpression | None:
    """Resolve 3月至5月."""
    first, last = number_of(g("a", "A")), number_of(g("b", "B"))
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    start = g.match.start()
    year = year_of(g("y"), start, context)
    if year is None and g("y") is None:
        year = _year_of_month(first if first > last else last, 1, start, g.match.end(), context)
    if year is None:
        return finish(g, None, context)
    interval = Interval(start=month_of(year, first), end=month_of(year + (last < first), last))
    return finish(g, interval, context)


def day_span(g: Groups, context: Context) -> TimeExpression | None:
    """Resolve 3月5日至9日."""
    month, first, last = number_of(g("m")), number_of(g("a")), number_of(g("b"))
    year = year_of(g("y"), g.match.start(), context)
    if year is None and g("y") is None:
        year = _year_of_month(month, first, g.match.start(), g.match.end(), context)
    if year is None:
        return finish(g, None, context)
    a, b = day_of(year, month, first), day_of(year, month, last)
    return None if a is None or b is None or a > b else finish(g, Interval(start=a, end=b), context)


def _point_of(year: int | None, month: str | None, day: str | None) -> str | None:
    """Return the ISO string of a year, month or day; None if the calendar has none such."""
    if year is None:
        return None
    if month is None:
        return f"{year:04d}"
    number = number_of(month)
    if not 1 <= number <= 12:
        return None
    return month_of(year, number) if day is None else day_of(year, number, number_of(day))


def _first_point(g: Groups, context: Context, end: int) -> tuple[int | None, str | None, str | None]:
    """Return year, month and day of the first point, the missing ones from the context."""
    month, day = g("m", "m2"), g("d", "d2", "d3")
    start = g.match.start()
    if g("y") is not None:
        return year_of(g("y"), start, context), month, day
    if month is not None:
        return _year_of_month(number_of(month), number_of(day) or 1, start, end, context), month, day
    year, number = _month_of_day(number_of(day), start, end, context)
    return year, None if number is None else f"{number}月", day


def _month_of_day(day: int, at: int, end: int, context: Context) -> tuple[int | None, int | None]:
    """A day alone belongs to the month named shortly before, else to the month of publication or the one before."""
    published = context.published
    if context.month is not None and context.month_at > context.sentence_start(at):
        return context.month
    if (
        context.day is not None
        and at - context.month_at < PARAGRAPH_REACH
        and (published is None or context.day <= published.isoformat())
    ):
        return int(context.day[:4]), int(context.day[5:7])
    if published is None:
        return None, None
    future = is_planned(context, at, end)
    if day > published.day + 1 and not future:
        previous = month_of(published.year, published.month - 1)
        return int(previous[:4]), int(previous[5:7])
    return published.year, published.month


def date_span(g: Groups, context: Context) -> TimeExpression | None:
    """Resolve 2月27日至3月2日, with what the second leaves out taken from the first."""
    year, month, day = _first_point(g, context, g.match.end())
    first = _point_of(year, month, day)
    if year is None:
        return finish(g, None, context)
    later_year = year_of(g("Y"), g.match.start(), context) if g("Y") else year
    later_month, later_day = g("M", "M2"), g("D", "D2", "D3")
    if later_month is None and g("D3") is not None:
        later_month = month
    last = _point_of(later_year, later_month, later_day)
    if first is not None and last is not None and last < first and g("Y") is None and later_year is not None:
        last = _point_of(later_year + 1, later_month, later_day)
    if first is None or last is None or last < first[: len(last)]:
        return None
    return finish(g, Interval(start=first, end=last), context)


def date_point(g: Groups, context: Context) -> TimeExpression | None:
    """Resolve 2026年3月17日, 3月17日, 17日."""
    year, month, day = _first_point(g, context, g.match.end())
    if year is None:
        return finish(g, None, context)
    iso = _point_of(year, month, day)
    if iso is None:
        return None
    anniversary = re.match(r"的今天", context.text[g.match.end() : g.match.end() + 3])
    if anniversary and month is None and context.published is not None:
        back = shift_years(on(context.published.isoformat()), year - context.published.year)
        return TimeExpression(start=g.match.start(), end=g.match.end() + 3, interval=back)
    return finish(g, on(iso), context)


def edge_of_year(g: Groups, context: Context) -> TimeExpression | None:
    """Resolve 年底, 年初, 2025年全年."""
    word, edge = g("y", "y2"), (g("e", "e2") or "").removeprefix("年").removeprefix("岁")
    year = year_of(word, g.match.start(), context)
    if year is None and word is None:
        year = context.published.year if context.published else context.year
        if (
            edge in ("底", "末", "全年")
            and context.published
            and context.published.month <= 2
            and not is_planned(context, *g.match.span())
        ):
            year = context.published.year - 1
    if year is None:
        return finish(g, None, context)
    if edge in ("底", "末"):
        return finish(g, on(month_of(year, 12)), context)
    if edge == "初":
        return finish(g, on(month_of(year, 1)), context)
    return finish(g, on(str(year)), context)
