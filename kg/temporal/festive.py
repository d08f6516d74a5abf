"""Festivals, holidays, great gatherings and dates of the lunar calendar, resolved."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.records import Interval
from kg.temporal.calendar import days_from, first_day_of, holidays, month_of, on
from kg.temporal.gatherings import Gathering, gatherings
from kg.temporal.grammar import FUTURE
from kg.temporal.lunar import days_off, festival_day, lunar_day, lunar_month, travel_rush
from kg.temporal.numerals import integer
from kg.temporal.reading import UNTIL, VAGUE, Context, Groups, TimeExpression, finish, is_planned, year_of

_HOLIDAY_NAMES = (
    ("春节", "春节"), ("元旦", "元旦"), ("清明", "清明"), ("五一", "劳动节"), ("劳动", "劳动节"),
    ("端午", "端午"), ("国庆", "国庆"), ("中秋", "中秋"), ("除夕", "除夕"), ("大年三十", "除夕"), ("元宵", "元宵节"),
    ("七夕", "七夕"), ("重阳", "重阳"), ("腊八", "腊八"),
    ("妇女节", "妇女节"), ("植树节", "植树节"), ("青年节", "青年节"),
    ("儿童节", "儿童节"), ("建军节", "建军节"), ("教师节", "教师节"), ("记者节", "记者节"), ("宪法日", "宪法日"),
)  # fmt: skip
_COUNTED = re.compile(
    r"(?:接待|发送|运送|查验|验放|迎来|实现|完成|达到?|增长|下降|突破|超过?|共)[^，。；]{0,16}?\d[\d.]*[万亿%％]?"
)
_UNNAMED = ("假期", "节日期间", "假日期间")
_SOON = 20  # days that a holiday planned for may lie ahead
_LONG = ("春节", "国庆", "劳动节")  # a bare name means all their days
_NEAR = 500  # days that a gathering named without year or city may lie back or ahead
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}


def feast(g: Groups, context: Context) -> TimeExpression | None:
    word = g("h", "w") or ""
    if word in _UNNAMED:
        return _holiday_running(g, context)
    year = year_of(g("y"), g.match.start(), context)
    if year is None and g("y") is None and context.published is not None:
        year = _year_of_feast(word, g.match.start(), context, behind=_is_told(g, context))
    if year is None:
        return finish(g, None, context)
    interval = _feast_days(word, year)
    if interval is not None and g("nth"):
        interval = _day_of_feast(interval, g("nth") or "")
    return finish(g, interval, context)


def _year_of_feast(word: str, at: int, context: Context, *, ahead: bool = False, behind: bool = False) -> int:
    """A holiday without a year is the latest one begun, or the next one if it is at most four months ahead.

    Args:
        ahead: the text plans, so that it is the next one.
        behind: the text counts what happened then, so that it is the latest one.
    """
    assert context.published is not None
    if context.year is not None and context.year_at > context.sentence_start(at):
        return context.year
    published = context.published
    if ahead:
        coming = _feast_days(word, published.year)
        return published.year + (coming is not None and first_day_of(coming.start or "") < published)
    for year in (published.year + 1, published.year):
        days = _feast_days(word, year)
        if days is not None and days.start is not None:
            distance = (first_day_of(days.start) - published).days
            if behind and distance > 0:
                continue
            if distance <= 45 or (year == published.year and distance <= 120):
                return year
    return published.year - 1


def _is_told(g: Groups, context: Context) -> bool:
    """Whether the sentence counts what happened in a holiday (国庆黄金周，全市接待游客210万人次), and plans nothing."""
    at = g.match.end()
    stop = re.compile(r"[。！？；\n]").search(context.text, at)
    end = min(stop.start() if stop else len(context.text), at + 80)
    return _COUNTED.search(context.text, at, end) is not None and not (
        FUTURE.search(context.text, at, end) or is_planned(context, *g.match.span())
    )


def _feast_days(word: str, year: int) -> Interval | None:
    if word.startswith(("暑期", "暑假")):
        return Interval(start=month_of(year, 7), end=month_of(year, 8))
    if word.startswith("暑运"):
        return Interval(start=f"{year}-07-01", end=f"{year}-08-31")
    if word.startswith("大年初"):
        numbers = [integer(c) or 1 for c in re.findall(r"初(.)", word)]
        first, last = lunar_day(year, 1, numbers[0]), lunar_day(year, 1, numbers[-1])
        return Interval(start=first.isoformat(), end=last.isoformat()) if first and last else None
    if word.startswith("春运"):
        return travel_rush(year)
    name = _festival_name(word)
    announced = holidays().get((name, year)) or days_off(name, year)
    day = festival_day(name, year)
    return announced or (on(day.isoformat()) if day else None)


def _holiday_running(g: Groups, context: Context) -> TimeExpression | None:
    """假期首日 belongs to the holiday that is running or has just ended, or to the next one if it is planned."""
    if context.published is None:
        return None
    now = context.published
    planned = is_planned(context, *g.match.span())
    for interval in holidays().values():
        first, last = first_day_of(interval.start or ""), first_day_of(interval.end or "")
        near = 0 < (first - now).days <= _SOON if planned else first <= now and (now - last).days <= 3
        if near:
            return finish(g, _day_of_feast(interval, g("nth") or "") if g("nth") else interval, context)
    return None


def _festival_name(word: str) -> str:
    return next(value for key, value in _HOLIDAY_NAMES if key in word)


def festival(g: Groups, context: Context) -> TimeExpression | None:
    """A festival by its own day: 中秋节当天, 国庆节前一天, 春节前; 国庆节前夕 gives no date."""
    word = g("f") or ""
    start, end = g.match.span()
    if g("near"):
        return TimeExpression(start=start, end=end, interval=None, kind=VAGUE)
    year = year_of(g("y"), start, context)
    if year is None and g("y") is None and context.published is not None:
        planned = is_planned(context, start, end)
        year = _year_of_feast(word, start, context, ahead=planned or g("by") is not None)
    name = _festival_name(word)
    day = None if year is None else festival_day(name, year)
    if year is None or day is None:
        return finish(g, None, context)
    if g("by"):
        return TimeExpression(start=start, end=end, interval=Interval(end=day.isoformat()), kind=UNTIL)
    if g("on") is None and g("eve") is None and name in _LONG:
        return finish(g, _feast_days(word, year), context)
    return finish(g, on(days_from(day, -1 if g("eve") else 0)), context)


def lunar(g: Groups, context: Context) -> TimeExpression | None:
    """A date of the lunar calendar; without a year, the latest one that has come (or the next, if it is planned)."""
    word = g("m") or ""
    month, leap = _LUNAR_MONTHS.get(word) or integer(word) or 0, g("leap") is not None
    named = (g("d") or "").removeprefix("初").replace("廿", "二十")
    year = year_of(g("y"), g.match.start(), context)
    years = [year] if year is not None else []
    if g("y") is None and context.published is not None:
        years = [context.published.year + x for x in (-1, 0, 1)]
    days = [lunar_month(y, month, leap=leap) for y in years]
    if named:
        exact = [lunar_day(y, month, integer(named) or 0, leap=leap) for y in years]
        days = [(d, d) if d else None for d in exact]
    spans = [d for d in days if d is not None]
    if len(years) > 1 and context.published is not None:
        ahead = is_planned(context, *g.match.span())
        come = [d for d in spans if d[0] <= context.published]
        to_come = [d for d in spans if d[0] > context.published]
        spans = to_come[:1] if ahead and to_come else come[-1:]
    if not spans:
        return finish(g, None, context)
    first, last = spans[0]
    return finish(g, Interval(start=first.isoformat(), end=last.isoformat()), context)


def _day_of_feast(interval: Interval, nth: str) -> Interval:
    first = first_day_of(interval.start or "")
    number = integer(nth.strip("第前天")) or 1
    if nth.startswith("前"):
        return Interval(start=interval.start, end=days_from(first, number - 1))
    return on(days_from(first, number - 1))


def gathering(g: Groups, context: Context) -> TimeExpression | None:
    """Resolve 北京冬奥会期间 by its year and city; without either, the edition nearest to publication is meant."""
    year, city = year_of(g("y"), g.match.start(), context), g("c")
    fit = [
        x for x in gatherings()[g("k") or ""]
        if (city is None or x.city == city) and (year is None or year in (x.year, int((x.interval.start or "")[:4])))
    ]  # fmt: skip
    if year is None and city in (None, "全国"):
        fit = _nearest(fit, context)
    if fit:
        return finish(g, fit[-1].interval, context)
    return finish(g, None if year is None else on(str(year)), context)


def _nearest(editions: Sequence[Gathering], context: Context) -> list[Gathering]:
    published = context.published
    if published is None:
        return []
    distance = {x: abs((first_day_of(x.interval.start or "") - published).days) for x in editions}
    near = sorted((x for x in editions if distance[x] <= _NEAR), key=lambda x: (distance[x], x.interval.start or ""))
    return near[:1]
