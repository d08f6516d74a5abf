"""Time expressions of a text, resolved against its date of publication and the dates named before.

One compiled pattern finds them; each alternative has its own resolver. An interval is as exact as the text: a month
stays a month, 近日 has no interval at all. Rules for months and days without a year: docs/decisions/0025-time.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from kg.records import Interval
from kg.temporal import dates, relative, spans
from kg.temporal.calendar import parse_day
from kg.temporal.festive import feast, festival, gathering, lunar
from kg.temporal.grammar import TIME
from kg.temporal.reading import DATE, SINCE, Context, Groups, TimeExpression

_NUMBERED = re.compile(r"第\d{1,4}号")  # 2026年第12号


def find_times(text: str, published: str | None) -> list[TimeExpression]:
    """Return the time expressions of ``text`` in order, not overlapping.

    Args:
        published: ISO date of publication, as coarse as known; without it, relative expressions have no interval.

    >>> [x] = find_times("展会去年8月开幕。", "2024-08-19")
    >>> x.interval
    Interval(start='2023-08', end='2023-08')
    """
    context = Context(published=parse_day(published), text=text)
    found: list[TimeExpression] = []
    free = 0
    for match in TIME.finditer(text):
        start = match.start()
        if (
            start < free
            or _is_no_time(text, start)
            or _NUMBERED.match(text, match.end())
            or (start == free and match.group().startswith("当"))
        ):
            continue
        name = match.lastgroup or ""
        expression = _RESOLVERS[name](Groups(match, name), context)
        if expression is not None:
            if found:
                expression = _as_end_of(found[-1], expression, text)
            found.append(expression)
            free = expression.end
    return found


def _as_end_of(first: TimeExpression, last: TimeExpression, text: str) -> TimeExpression:
    """Return the whole span for the second half of 从1月14日开始，到2月22日结束."""
    closes = text[last.start] in "到至" and text.startswith(("结束", "止", "落幕", "闭幕"), last.end)
    if not closes or first.kind != SINCE or text[first.end : last.start] not in ("，", "") or last.interval is None:
        return last
    start = first.interval.start if first.interval else None
    return replace(last, interval=Interval(start=start, end=last.interval.end), kind=DATE)


def _is_no_time(text: str, start: int) -> bool:
    """Whether the words before make it a number of a document or something that recurs."""
    recurring = ("每年", "逐年", "历年", "每月", "每周")
    return text[start - 1 : start] in ("〕", "第", "］") or text[max(0, start - 2) : start] in recurring


_RESOLVERS: dict[str, Callable[[Groups, Context], TimeExpression | None]] = {
    "iso": dates.iso_date,
    "years": dates.year_span,
    "part": dates.part_of_year,
    "same": dates.same_period,
    "months": dates.month_span,
    "days": dates.day_span,
    "range": dates.date_span,
    "feast": feast,
    "festival": festival,
    "gathering": gathering,
    "lunar": lunar,
    "later": relative.later,
    "weekday": relative.weekday,
    "end": dates.edge_of_year,
    "point": dates.date_point,
    "word": relative.day_told,
    "month": relative.month_told,
    "week": relative.week_told,
    "plan": spans.plan_period,
    "era": spans.era,
    "both": relative.two_years,
    "counted": relative.counted,
    "decade": spans.decade,
    "vague": relative.vague,
    "now": relative.at_present,
    "since_now": relative.since_now,
    "life": spans.duration,
    "length": spans.duration,
}
