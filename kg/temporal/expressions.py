"""Time expressions of a text, resolved against its date of publication and the dates named before.

One compiled pattern finds them; each alternative has its own resolver. An interval is as exact as the text: a month
stays a month, 近日 has no interval at all. Rules for months and days without a year: docs/decisions/0025-time.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from kg.records import Interval
from kg.temporal.calendar import (
    day_of,
    days_from,
    eras,
    first_day_of,
    five_year_plan,
    holidays,
    last_day,
    month_of,
    on,
    parse_day,
    shift_years,
    with_year,
)  # fmt: skip
from kg.temporal.grammar import AFTER, BEFORE, FUTURE, TIME
from kg.temporal.lunar import days_off, festival_day, lunar_day, lunar_month, travel_rush
from kg.temporal.numerals import integer

DATE, SINCE, UNTIL, AS_OF, NOW, VAGUE, DURATION = "date", "since", "until", "asof", "now", "vague", "duration"
KINDS = (DATE, SINCE, UNTIL, AS_OF, NOW, VAGUE, DURATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A time named at ``text[start:end]`` (characters, half-open) and the interval it stands for.

    ``kind``: ``date`` a point or span in which something happens; ``since`` it begins there; ``until`` it ends
    there; ``asof`` the state at that time; ``now`` the day of publication; ``vague`` no interval can be given;
    ``duration`` a length of time, then ``length`` is ISO 8601 (``P5Y``). ``said`` marks 今天 and 昨天, which
    often date the report and not the fact.
    """

    start: int
    end: int
    interval: Interval | None
    kind: str = DATE
    length: str | None = None
    said: bool = False


_SO_FAR = re.compile(r"[^，。；\d]{1,24}?以来")  # 自3月1日航线开通以来
_NUMBERED = re.compile(r"第\d{1,4}号")  # 2026年第12号
_STATE = re.compile(r"截[至止]到?$")
_RELATIVE_YEARS = {"今": 0, "本": 0, "去": -1, "明": 1, "前": -2, "后": 2}
_RELATIVE_DAYS = {"今": 0, "昨": -1, "明": 1, "前": -2, "后": 2, "大": -3}
_PARAGRAPH_REACH = 200  # characters that a bare day looks back for its month


@dataclass(slots=True)
class _Context:
    """What the text has named so far. ``year_at``, ``month_at`` are character positions."""

    published: date | None
    text: str
    year: int | None = None
    year_at: int = -1
    month: tuple[int, int] | None = None
    month_at: int = -1
    day: str | None = None
    last: Interval | None = None
    breaks: list[int] = field(default_factory=list)

    def sentence_start(self, at: int) -> int:
        return max(self.text.rfind(c, max(0, at - _PARAGRAPH_REACH), at) for c in "。！？；\n")


def find_times(text: str, published: str | None) -> list[TimeExpression]:
    """Return the time expressions of ``text`` in order, not overlapping.

    Args:
        published: ISO date of publication, as coarse as known; without it, relative expressions have no interval.

    >>> [x] = find_times("展会去年8月开幕。", "2024-08-19")
    >>> x.interval
    Interval(start='2023-08', end='2023-08')
    """
    context = _Context(published=parse_day(published), text=text)
    found = []
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
        expression = _RESOLVERS[name](_Groups(match, name), context)
        if expression is not None:
            found.append(expression)
            free = expression.end
    return found


def _is_no_time(text: str, start: int) -> bool:
    """Whether the words before make it a number of a document or something that recurs."""
    recurring = ("每年", "逐年", "历年", "每月", "每周")
    return text[start - 1 : start] in ("〕", "第", "］") or text[max(0, start - 2) : start] in recurring


class _Groups:
    """The groups of one alternative, by their short names."""

    __slots__ = ("_name", "match")

    def __init__(self, match: re.Match[str], name: str) -> None:
        self.match = match
        self._name = name

    def __call__(self, *keys: str) -> str | None:
        """Return the first of the groups that took part."""
        for key in keys:
            value = self.match.group(f"{self._name}_{key}")
            if value is not None:
                return value
        return None


def _year(word: str | None, at: int, context: _Context) -> int | None:
    """Return the year that a year word names; the context remembers a year given in figures."""
    if word is None:
        return None
    word = word.rstrip("度")
    number = integer(word[:-1])
    if number is not None and number >= 1000:
        context.year, context.year_at = number, at
        return number
    if word in ("当年", "同年"):
        return context.year or (context.published.year if context.published else None)
    if word in ("次年", "翌年"):
        return None if context.year is None else context.year + 1
    if word in ("上年", "上一年"):
        base = context.year or (context.published.year if context.published else None)
        return None if base is None else base - 1
    if context.published is None:
        return None
    year = context.published.year + _RELATIVE_YEARS[word[0]]
    context.year, context.year_at = year, at
    return year


def _year_of_month(month: int, day: int, at: int, end: int, context: _Context) -> int | None:
    """Return the year of a month given without one."""
    state = _STATE.search(context.text, max(0, at - 3), at) is not None  # 自2010年以来，截至7月5日
    if context.year is not None and context.year_at > context.sentence_start(at) and not state:
        return context.year
    published = context.published
    if published is None:
        return context.year
    ahead = month - published.month + (day > published.day and month == published.month)
    future = FUTURE.search(context.text, max(0, at - 12), min(len(context.text), end + 4)) is not None
    if ahead > 0 and not future and (ahead >= 7 or (ahead >= 3 and published.month <= 2)):
        return published.year - 1
    if ahead <= -7 and future:
        return published.year + 1
    return published.year


def _number(text: str | None) -> int:
    return integer((text or "").rstrip("月份日号")) or 0


def _finish(
    groups: _Groups, interval: Interval | None, context: _Context, kind: str = DATE, *, said: bool = False
) -> TimeExpression | None:
    """Apply the words before and after (自 … 起, 截至, 前, 底, 上旬) and return the expression."""
    start, end = groups.match.span()
    before = BEFORE.search(context.text, max(0, start - 4), start)
    if before is not None:
        start = before.start()
    for _ in range(2):  # 上旬 + 以来
        after = AFTER.match(context.text, end)
        if after is None or kind != DATE or interval is None:
            break
        interval, kind, used = _with_suffix(interval, after, context)
        end = after.end() if used else end
    if kind == DATE and before is not None and interval is not None:
        if before.group(2):
            kind = AS_OF
        elif before.group(3) == "有效期至" or (
            before.group(3) == "至" and context.text[max(0, start - 3) : start] == "有效期"
        ):
            interval, kind = Interval(end=interval.end), UNTIL
        elif before.group(1) and _SO_FAR.match(context.text, end):
            interval, kind = Interval(start=interval.start, end=_today(context)), SINCE
    _remember(interval, kind, start, context)
    return TimeExpression(start=start, end=end, interval=interval, kind=kind, said=said)


def _today(context: _Context) -> str | None:
    return None if context.published is None else context.published.isoformat()


def _with_suffix(interval: Interval, after: re.Match[str], context: _Context) -> tuple[Interval, str, bool]:
    """Return the interval and kind that a following word gives, and whether the word belongs to the expression."""
    begins, so_far, later, by_end, earlier, close, first, second, third, opening = after.groups()
    now = context.published.isoformat() if context.published else None
    if begins:
        return Interval(start=interval.start), SINCE, True
    if so_far:
        return Interval(start=_since(interval, context), end=now), SINCE, True
    if later:
        return (Interval(start=interval.start), SINCE, True)
    if earlier or by_end:
        return Interval(end=interval.end), UNTIL, True
    month = interval.start is not None and len(interval.start) == 7 and interval.start == interval.end
    if month and (first or second or third):
        return _third_of(interval.start or "", 0 if first else 1 if second else 2), DATE, True
    if close and interval.end is not None and not month and len(interval.end) == 7:
        return on(interval.end), DATE, True  # 一季度末
    return interval, DATE, bool(close or opening) and month


def _since(interval: Interval, context: _Context) -> str | None:
    """今年以来 begins on 1 January; other years, months and days begin as the text says."""
    if context.published is not None and interval.start == str(context.published.year):
        return f"{interval.start}-01-01"
    return interval.start


def _third_of(month: str, third: int) -> Interval:
    year, number = int(month[:4]), int(month[5:7])
    first = (1, 11, 21)[third]
    last = (10, 20, last_day(year, number))[third]
    return Interval(start=f"{month}-{first:02d}", end=f"{month}-{last:02d}")


def _remember(interval: Interval | None, kind: str, at: int, context: _Context) -> None:
    if interval is None or kind in (NOW, VAGUE, DURATION):
        return
    edge = interval.end or interval.start
    if edge is None:
        return
    context.last = interval
    if len(edge) >= 7:
        context.month, context.month_at = (int(edge[:4]), int(edge[5:7])), at
    if len(edge) == 10:
        context.day = edge


def _iso(g: _Groups, context: _Context) -> TimeExpression | None:
    day = day_of(int(g("y") or 0), int(g("m") or 0), int(g("d") or 0))
    return None if day is None else _finish(g, on(day), context)


def _years(g: _Groups, context: _Context) -> TimeExpression | None:
    first, last = g("a"), g("b")
    if first is None or last is None or first > last:
        return None
    return _finish(g, Interval(start=first, end=last), context)


def _part(g: _Groups, context: _Context) -> TimeExpression | None:
    part = g("p") or ""
    months = _months_of_part(part, g("n"))
    start = g.match.start()
    year = _year(g("y"), start, context)
    if year is None and g("y") is None and months is not None:
        year = _year_of_part(months[1], start, g.match.end(), context)
    if months is None:
        return None
    if year is None:
        return _finish(g, None, context)
    interval = Interval(start=month_of(year, months[0]), end=month_of(year, months[1]))
    return _finish(g, interval, context)


def _year_of_part(last_month: int, at: int, end: int, context: _Context) -> int | None:
    """A half year or quarter without a year is the latest one that has ended or is running."""
    published = context.published
    if context.year is not None and context.year_at > context.sentence_start(at):
        return context.year
    if published is None:
        return context.year
    if published.month <= 3 and context.year == published.year - 1 and at - context.year_at < _PARAGRAPH_REACH:
        return context.year  # the quarters of a year just reported on
    future = FUTURE.search(context.text, max(0, at - 12), min(len(context.text), end + 4)) is not None
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


def _same(g: _Groups, context: _Context) -> TimeExpression | None:
    last = context.last
    word = g("y")
    if last is None and context.published is not None:
        last = Interval(start=f"{context.published.year}-01-01", end=context.published.isoformat())
    if word is None:
        return TimeExpression(start=g.match.start(), end=g.match.end(), interval=context.last)
    if last is None or last.end is None:
        return TimeExpression(start=g.match.start(), end=g.match.end(), interval=None)
    year = int(last.end[:4]) - 1 if word in ("去年", "上年", "上一年") else _year(word, g.match.start(), context)
    interval = None if year is None else with_year(last, year)
    return TimeExpression(start=g.match.start(), end=g.match.end(), interval=interval)


def _months(g: _Groups, context: _Context) -> TimeExpression | None:
    first, last = _number(g("a")), _number(g("b"))
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    start = g.match.start()
    year = _year(g("y"), start, context)
    if year is None and g("y") is None:
        year = _year_of_month(first if first > last else last, 1, start, g.match.end(), context)
    if year is None:
        return _finish(g, None, context)
    interval = Interval(start=month_of(year, first), end=month_of(year + (last < first), last))
    return _finish(g, interval, context)


def _days(g: _Groups, context: _Context) -> TimeExpression | None:
    month, first, last = _number(g("m")), _number(g("a")), _number(g("b"))
    year = _year(g("y"), g.match.start(), context)
    if year is None and g("y") is None:
        year = _year_of_month(month, first, g.match.start(), g.match.end(), context)
    if year is None:
        return _finish(g, None, context)
    a, b = day_of(year, month, first), day_of(year, month, last)
    return None if a is None or b is None or a > b else _finish(g, Interval(start=a, end=b), context)


def _point_of(year: int | None, month: str | None, day: str | None) -> str | None:
    """Return the ISO string of a year, month or day; None if the calendar has none such."""
    if year is None:
        return None
    if month is None:
        return f"{year:04d}"
    number = _number(month)
    if not 1 <= number <= 12:
        return None
    return month_of(year, number) if day is None else day_of(year, number, _number(day))


def _first_point(g: _Groups, context: _Context, end: int) -> tuple[int | None, str | None, str | None]:
    """Return year, month and day of the first point, the missing ones from the context."""
    month, day = g("m", "m2"), g("d", "d2", "d3")
    start = g.match.start()
    if g("y") is not None:
        return _year(g("y"), start, context), month, day
    if month is not None:
        return _year_of_month(_number(month), _number(day) or 1, start, end, context), month, day
    year, number = _month_of_day(_number(day), start, end, context)
    return year, None if number is None else f"{number}月", day


def _month_of_day(day: int, at: int, end: int, context: _Context) -> tuple[int | None, int | None]:
    """A day alone belongs to the month named shortly before, else to the month of publication or the one before."""
    published = context.published
    if context.month is not None and context.month_at > context.sentence_start(at):
        return context.month
    if (
        context.day is not None
        and at - context.month_at < _PARAGRAPH_REACH
        and (published is None or context.day <= published.isoformat())
    ):
        return int(context.day[:4]), int(context.day[5:7])
    if published is None:
        return None, None
    future = FUTURE.search(context.text, max(0, at - 12), min(len(context.text), end + 4)) is not None
    if day > published.day + 1 and not future:
        previous = month_of(published.year, published.month - 1)
        return int(previous[:4]), int(previous[5:7])
    return published.year, published.month


def _range(g: _Groups, context: _Context) -> TimeExpression | None:
    year, month, day = _first_point(g, context, g.match.end())
    first = _point_of(year, month, day)
    if year is None:
        return _finish(g, None, context)
    later_year = _year(g("Y"), g.match.start(), context) if g("Y") else year
    later_month, later_day = g("M", "M2"), g("D", "D2", "D3")
    if later_month is None and g("D3") is not None:
        later_month = month
    last = _point_of(later_year, later_month, later_day)
    if first is not None and last is not None and last < first and g("Y") is None and later_year is not None:
        last = _point_of(later_year + 1, later_month, later_day)
    if first is None or last is None or last < first[: len(last)]:
        return None
    return _finish(g, Interval(start=first, end=last), context)


def _point(g: _Groups, context: _Context) -> TimeExpression | None:
    year, month, day = _first_point(g, context, g.match.end())
    if year is None:
        return _finish(g, None, context)
    iso = _point_of(year, month, day)
    if iso is None:
        return None
    anniversary = re.match(r"的今天", context.text[g.match.end() : g.match.end() + 3])
    if anniversary and month is None and context.published is not None:
        back = shift_years(on(context.published.isoformat()), year - context.published.year)
        return TimeExpression(start=g.match.start(), end=g.match.end() + 3, interval=back)
    return _finish(g, on(iso), context)


def _end(g: _Groups, context: _Context) -> TimeExpression | None:
    word, edge = g("y", "y2"), (g("e", "e2") or "").removeprefix("年").removeprefix("岁")
    year = _year(word, g.match.start(), context)
    if year is None and word is None:
        year = context.published.year if context.published else context.year
        if (
            edge in ("底", "末", "全年")
            and context.published
            and context.published.month <= 2
            and not FUTURE.search(context.text, max(0, g.match.start() - 12), g.match.end() + 4)
        ):
            year = context.published.year - 1
    if year is None:
        return _finish(g, None, context)
    if edge in ("底", "末"):
        return _finish(g, on(month_of(year, 12)), context)
    if edge == "初":
        return _finish(g, on(month_of(year, 1)), context)
    return _finish(g, on(str(year)), context)


def _word(g: _Groups, context: _Context) -> TimeExpression | None:
    word = g("w") or ""
    if word in ("当日", "当天", "同日", "同一天", "次日", "翌日"):
        if context.day is None:
            return None
        day = context.day if word[0] in "当同" else days_from(first_day_of(context.day), 1)
        return _finish(g, on(day), context)
    if context.published is None:
        return _finish(g, None, context, said=True)
    day = days_from(context.published, _RELATIVE_DAYS[word[0]])
    if g("m"):
        given = day_of(int(day[:4]), _number(g("m")), _number(g("d")))
        day = given or day
    told = context.day
    found = _finish(g, on(day), context, said=word[0] in "今昨")
    if context.text.endswith(("我", "我们"), 0, g.match.start()):
        context.day = told  # in the words of a speaker; 当天 means the day told
    return found


def _month(g: _Groups, context: _Context) -> TimeExpression | None:
    word = g("w", "b") or ""
    if word == "月":
        word = "本"
    if word in ("当月", "同月", "次月"):
        if context.month is None:
            return None
        year, month = context.month
        return _finish(g, on(month_of(year, month + (word == "次月"))), context)
    if context.published is None:
        return _finish(g, None, context)
    offset = {"本": 0, "上": -1, "下": 1}[word[0]]
    return _finish(g, on(month_of(context.published.year, context.published.month + offset)), context)


def _week(g: _Groups, context: _Context) -> TimeExpression | None:
    if context.published is None:
        return _finish(g, None, context)
    monday = -context.published.weekday() + {"上": -7, "下": 7}.get(g("w") or "", 0)
    day = g("d")
    if day is None:
        interval = Interval(start=days_from(context.published, monday), end=days_from(context.published, monday + 6))
    elif day == "末":
        interval = Interval(
            start=days_from(context.published, monday + 5), end=days_from(context.published, monday + 6)
        )
    else:
        interval = on(days_from(context.published, monday + "一二三四五六日天".index(day) - (day == "天")))
    return _finish(g, interval, context)


def _plan(g: _Groups, context: _Context) -> TimeExpression | None:
    number = integer(g("a", "b") or "")
    if number is None or not 1 <= number <= 20:
        return None
    interval = five_year_plan(number)
    if g("e", "e2"):
        interval = on(interval.end or "")
    return _finish(g, interval, context)


def _era(g: _Groups, context: _Context) -> TimeExpression | None:
    now = context.published.isoformat() if context.published else None
    interval = Interval(start=eras()[g("w") or ""], end=now)
    return TimeExpression(start=g.match.start(), end=g.match.end(), interval=interval, kind=SINCE)


def _counted(g: _Groups, context: _Context) -> TimeExpression | None:
    start, end = g.match.span()
    count = integer(g("n", "n2") or "")
    if g("v", "v2", "v3", "v4") or count is None or context.published is None:
        return TimeExpression(start=start, end=end, interval=None, kind=VAGUE)
    unit, now = g("u", "u2") or "年", context.published.isoformat()
    forward = g("w") in ("未来", "今后", "此后")
    sign = 1 if forward else -1
    if unit == "年":
        edge = str(context.published.year + sign * count)
    elif unit == "个月":
        edge = month_of(context.published.year, context.published.month + sign * count)
    else:
        edge = days_from(context.published, sign * count * (1 if unit == "天" else 7))
    interval = Interval(start=now, end=edge) if forward else Interval(start=edge, end=now)
    return TimeExpression(start=start, end=end, interval=interval)


def _decade(g: _Groups, context: _Context) -> TimeExpression | None:
    if g("w"):
        now = context.published.year if context.published else 2000
        century = now // 100 + (0 if (g("w") or "").startswith("上") else 1)
    else:
        century = integer(g("c") or "") or 0
    base = (century - 1) * 100
    if g("x"):
        first = base + (integer(g("x") or "") or 0)
        return _finish(g, Interval(start=str(first), end=str(first + 9)), context)
    first, last = {
        "初": (0, 9), "末": (90, 99), "中叶": (40, 59), "上半叶": (1, 50), "下半叶": (51, 100),
    }.get(g("e") or "", (1, 100))  # fmt: skip
    if g("e") == "以来" and context.published is not None:
        interval = Interval(start=str(base + 1), end=context.published.isoformat())
        return TimeExpression(start=g.match.start(), end=g.match.end(), interval=interval, kind=SINCE)
    return _finish(g, Interval(start=str(base + first), end=str(base + last)), context)


_HOLIDAY_NAMES = (
    ("春节", "春节"), ("元旦", "元旦"), ("清明", "清明"), ("五一", "劳动节"), ("劳动", "劳动节"),
    ("端午", "端午"), ("国庆", "国庆"), ("中秋", "中秋"), ("除夕", "除夕"), ("大年三十", "除夕"), ("元宵", "元宵节"),
    ("七夕", "七夕"), ("重阳", "重阳"), ("腊八", "腊八"),
    ("妇女节", "妇女节"), ("植树节", "植树节"), ("青年节", "青年节"),
    ("儿童节", "儿童节"), ("建军节", "建军节"), ("教师节", "教师节"), ("记者节", "记者节"), ("宪法日", "宪法日"),
)  # fmt: skip
_UNNAMED = ("假期", "节日期间")
_LONG = ("春节", "国庆", "劳动节")  # a bare name means all their days
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}


def _feast(g: _Groups, context: _Context) -> TimeExpression | None:
    word = g("h", "w") or ""
    if word in _UNNAMED:
        return _holiday_running(g, context)
    year = _year(g("y"), g.match.start(), context)
    if year is None and g("y") is None and context.published is not None:
        year = _year_of_feast(word, g.match.start(), context)
    if year is None:
        return _finish(g, None, context)
    interval = _feast_days(word, year)
    if interval is not None and g("nth"):
        interval = _day_of_feast(interval, g("nth") or "")
    return _finish(g, interval, context)


def _year_of_feast(word: str, at: int, context: _Context, *, ahead: bool = False) -> int:
    """A holiday without a year is the latest one begun, or the next one if it is at most four months ahead.

    Args:
        ahead: the text plans, so that it is the next one.
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
            if distance <= 45 or (year == published.year and distance <= 120):
                return year
    return published.year - 1


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


def _holiday_running(g: _Groups, context: _Context) -> TimeExpression | None:
    """假期首日 without a name belongs to the holiday that is running or has just ended."""
    if context.published is None:
        return None
    now = context.published
    for interval in holidays().values():
        first, last = first_day_of(interval.start or ""), first_day_of(interval.end or "")
        if first <= now and (now - last).days <= 3 and (last - first).days <= 10:
            return _finish(g, _day_of_feast(interval, g("nth") or "") if g("nth") else interval, context)
    return None


def _festival_name(word: str) -> str:
    return next(value for key, value in _HOLIDAY_NAMES if key in word)


def _festival(g: _Groups, context: _Context) -> TimeExpression | None:
    """A festival by its own day: 中秋节当天, 国庆节前一天, 春节前; 国庆节前夕 gives no date."""
    word = g("f") or ""
    start, end = g.match.span()
    if g("near"):
        return TimeExpression(start=start, end=end, interval=None, kind=VAGUE)
    year = _year(g("y"), start, context)
    if year is None and g("y") is None and context.published is not None:
        planned = FUTURE.search(context.text, max(0, start - 12), min(len(context.text), end + 4)) is not None
        year = _year_of_feast(word, start, context, ahead=planned or g("by") is not None)
    name = _festival_name(word)
    day = None if year is None else festival_day(name, year)
    if year is None or day is None:
        return _finish(g, None, context)
    if g("by"):
        return TimeExpression(start=start, end=end, interval=Interval(end=day.isoformat()), kind=UNTIL)
    if g("on") is None and g("eve") is None and name in _LONG:
        return _finish(g, _feast_days(word, year), context)
    return _finish(g, on(days_from(day, -1 if g("eve") else 0)), context)


def _lunar(g: _Groups, context: _Context) -> TimeExpression | None:
    """A date of the lunar calendar; without a year, the latest one that has come (or the next, if it is planned)."""
    word = g("m") or ""
    month, leap = _LUNAR_MONTHS.get(word) or integer(word) or 0, g("leap") is not None
    named = (g("d") or "").removeprefix("初").replace("廿", "二十")
    year = _year(g("y"), g.match.start(), context)
    years = [year] if year is not None else []
    if g("y") is None and context.published is not None:
        years = [context.published.year + x for x in (-1, 0, 1)]
    days = [lunar_month(y, month, leap=leap) for y in years]
    if named:
        exact = [lunar_day(y, month, integer(named) or 0, leap=leap) for y in years]
        days = [(d, d) if d else None for d in exact]
    spans = [d for d in days if d is not None]
    if len(years) > 1 and context.published is not None:
        ahead = FUTURE.search(context.text, max(0, g.match.start() - 12), g.match.end() + 4) is not None
        come = [d for d in spans if d[0] <= context.published]
        to_come = [d for d in spans if d[0] > context.published]
        spans = to_come[:1] if ahead and to_come else come[-1:]
    if not spans:
        return _finish(g, None, context)
    first, last = spans[0]
    return _finish(g, Interval(start=first.isoformat(), end=last.isoformat()), context)


def _later(g: _Groups, context: _Context) -> TimeExpression | None:
    """三天后 counts from the day told shortly before (without one it says nothing exact), 三天前 from publication."""
    ago = integer(g("ago") or "")
    if ago is not None:
        if context.published is None:
            return _finish(g, None, context)
        return _finish(g, on(days_from(context.published, -ago * (1 if g("U") == "天" else 7))), context)
    near = context.day is not None and g.match.start() - context.month_at < _PARAGRAPH_REACH
    count = integer(g("n") or "")
    if not near or count is None or context.day is None:
        return TimeExpression(start=g.match.start(), end=g.match.end(), interval=None, kind=VAGUE)
    days = count * (1 if g("u") in ("天", "日") else 7)
    return _finish(g, on(days_from(first_day_of(context.day), days)), context)


def _weekday(g: _Groups, context: _Context) -> TimeExpression | None:
    """周三 alone is the latest one that has come, or the next one if it is planned."""
    if context.published is None:
        return _finish(g, None, context)
    back = (context.published.weekday() - "一二三四五六日".index((g("d") or "").replace("天", "日"))) % 7
    ahead = FUTURE.search(context.text, max(0, g.match.start() - 12), g.match.end() + 4) is not None
    return _finish(g, on(days_from(context.published, (7 - back) % 7 if ahead else -back)), context)


def _day_of_feast(interval: Interval, nth: str) -> Interval:
    first = first_day_of(interval.start or "")
    number = integer(nth.strip("第前天")) or 1
    if nth.startswith("前"):
        return Interval(start=interval.start, end=days_from(first, number - 1))
    return on(days_from(first, number - 1))


def _both(g: _Groups, context: _Context) -> TimeExpression | None:
    if context.published is None:
        return _finish(g, None, context)
    year = context.published.year
    return _finish(g, Interval(start=str(year), end=str(year + 1 + ("三" in g.match.group()))), context)


def _vague(g: _Groups, context: _Context) -> TimeExpression | None:
    return TimeExpression(start=g.match.start(), end=g.match.end(), interval=None, kind=VAGUE)


def _now(g: _Groups, context: _Context) -> TimeExpression | None:
    interval = None if context.published is None else on(context.published.isoformat())
    return TimeExpression(start=g.match.start(), end=g.match.end(), interval=interval, kind=NOW)


def _since_now(g: _Groups, context: _Context) -> TimeExpression | None:
    offset = 1 if g.match.group().startswith("明") else 0
    start = None if context.published is None else days_from(context.published, offset)
    interval = None if start is None else Interval(start=start)
    return TimeExpression(start=g.match.start(), end=g.match.end(), interval=interval, kind=SINCE)


_LENGTH_UNITS = {"年": "Y", "月": "M", "天": "D", "日": "D", "周": "W", "星期": "W"}


def _length(g: _Groups, context: _Context) -> TimeExpression | None:
    unit = (g("u") or "").removeprefix("个")
    count = integer(g("n") or "")
    length = f"P{count}{_LENGTH_UNITS[unit]}" if count is not None and unit in _LENGTH_UNITS else None
    return TimeExpression(start=g.match.start(), end=g.match.end(), interval=None, kind=DURATION, length=length)


_RESOLVERS: dict[str, Callable[[_Groups, _Context], TimeExpression | None]] = {
    "iso": _iso, "years": _years, "part": _part, "same": _same, "months": _months, "days": _days, "range": _range,
    "feast": _feast, "festival": _festival, "lunar": _lunar, "later": _later, "weekday": _weekday,
    "end": _end, "point": _point, "word": _word, "month": _month, "week": _week, "plan": _plan,
    "era": _era, "both": _both, "counted": _counted, "decade": _decade, "vague": _vague, "now": _now,
    "since_now": _since_now, "life": _length, "length": _length,
}  # fmt: skip
