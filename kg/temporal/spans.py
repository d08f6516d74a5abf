"""Plans, eras, decades and lengths of time, resolved."""

from __future__ import annotations

from kg.records import Interval
from kg.temporal.calendar import eras, five_year_plan, on
from kg.temporal.numerals import integer
from kg.temporal.reading import DURATION, SINCE, Context, Groups, TimeExpression, finish

_LENGTH_UNITS = {"年": "Y", "月": "M", "天": "D", "日": "D", "周": "W", "星期": "W"}


def plan_period(g: Groups, context: Context) -> TimeExpression | None:
    """Resolve “十四五”期间, “十四五”末, “十四五”前四年."""
    number = integer(g("a", "b") or "")
    if number is None or not 1 <= number <= 20:
        return None
    interval = five_year_plan(number)
    if g("e", "e2"):
        interval = on(interval.end or "")
    elif g("s"):
        interval = on(interval.start or "")
    elif g("n"):
        years = integer((g("n") or "").replace("两", "二")) or 1
        interval = Interval(start=interval.start, end=str(int(interval.start or 0) + years - 1))
    return finish(g, interval, context)


def era(g: Groups, context: Context) -> TimeExpression | None:
    """Resolve 党的十八大以来: from the day that the table gives to publication."""
    now = context.published.isoformat() if context.published else None
    interval = Interval(start=eras()[g("w") or ""], end=now)
    return TimeExpression(start=g.match.start(), end=g.match.end(), interval=interval, kind=SINCE)


def decade(g: Groups, context: Context) -> TimeExpression | None:
    """Resolve 上世纪90年代, 本世纪初."""
    if g("w"):
        now = context.published.year if context.published else 2000
        century = now // 100 + (0 if (g("w") or "").startswith("上") else 1)
    else:
        century = integer(g("c") or "") or 0
    base = (century - 1) * 100
    if g("x"):
        first = base + (integer(g("x") or "") or 0)
        return finish(g, Interval(start=str(first), end=str(first + 9)), context)
    first, last = {
        "初": (0, 9), "末": (90, 99), "中叶": (40, 59), "上半叶": (1, 50), "下半叶": (51, 100),
    }.get(g("e") or "", (1, 100))  # fmt: skip
    if g("e") == "以来" and context.published is not None:
        interval = Interval(start=str(base + 1), end=context.published.isoformat())
        return TimeExpression(start=g.match.start(), end=g.match.end(), interval=interval, kind=SINCE)
    return finish(g, Interval(start=str(base + first), end=str(base + last)), context)


def duration(g: Groups, context: Context) -> TimeExpression | None:
    """Resolve 三年, 6个月: a length without an interval."""
    unit = (g("u") or "").removeprefix("个")
    count = integer(g("n") or "")
    length = f"P{count}{_LENGTH_UNITS[unit]}" if count is not None and unit in _LENGTH_UNITS else None
    return TimeExpression(start=g.match.start(), end=g.match.end(), interval=None, kind=DURATION, length=length)
