"""Time expressions of a text, resolved against its date of publication and the dates named before.

One compiled pattern finds them; each alternative has its own resolver. An interval is as exact as the text: a month
stays a month, 近日 has no interval at all. Rules for months and days without a year: docs/decisions/0025-time.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from kg.records import Interval
from kg.temporal.calendar import (
    day_of,
    days_from,
    eras,
    first_day_of,
    five_year_plan,
    month_of,
    on,
    parse_day,
    shift_years,
    with_year,
)  # fmt: skip
from kg.temporal.festive import feast, festival, gathering, lunar
from kg.temporal.grammar import TIME
from kg.temporal.numerals import integer
from kg.temporal.reading import (
    DATE,
    DURATION,
    NOW,
    PARAGRAPH_REACH,
    SINCE,
    VAGUE,
    Context,
    Groups,
    TimeExpression,
    finish,
    is_planned,
    year_of,
)  # fmt: skip

_NUMBERED = re.compile(r"第\d{1,4}号")  # 2026年第12号
_COMPARED = re.compile(r"[比较]$|环比$")
_STATE = re.compile(r"截[至止]到?$")
_FROM_DAY_TOLD = {"当": 0, "同": 0, "次": 1, "翌": 1, "第": 1, "隔": 1, "前": -1}
_WEEKS = {"上": -7, "下": 7}  # days
_RELATIVE_DAYS = {"今": 0, "昨": -1, "明": 1, "前": -2, "后": 2, "大": -3}


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


def _number(text: str | None) -> int:
    return integer((text or "").rstrip("月份日号")) or 0


def _iso(g: Groups, context: Context) -> TimeExpression | None:
    day = day_of(int(g("y") or 0), int(g("m") or 0), int(g("d") or 0))
    return None if day is None else finish(g, on(day), context)


def _years(g: Groups, context: Context) -> TimeExpression | None:
    first, last = g("a"), g("b")
    if first is None or last is None or first > last:
        return None
    return finish(g, Interval(start=first, end=last), context)


def _part(g: Groups, context: Context) -> TimeExpression | None:
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


def _same(g: Groups, context: Context) -> TimeExpression | None:
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


def _months(g: Groups, context: Context) -> TimeExpression | None:
    first, last = _number(g("a", "A")), _number(g("b", "B"))
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


def _days(g: Groups, context: Context) -> TimeExpression | None:
    month, first, last = _number(g("m")), _number(g("a")), _number(g("b"))
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
    number = _number(month)
    if not 1 <= number <= 12:
        return None
    return month_of(year, number) if day is None else day_of(year, number, _number(day))


def _first_point(g: Groups, context: Context, end: int) -> tuple[int | None, str | None, str | None]:
    """Return year, month and day of the first point, the missing ones from the context."""
    month, day = g("m", "m2"), g("d", "d2", "d3")
    start = g.match.start()
    if g("y") is not None:
        return year_of(g("y"), start, context), month, day
    if month is not None:
        return _year_of_month(_number(month), _number(day) or 1, start, end, context), month, day
    year, number = _month_of_day(_number(day), start, end, context)
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


def _range(g: Groups, context: Context) -> TimeExpression | None:
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


def _point(g: Groups, context: Context) -> TimeExpression | None:
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


def _end(g: Groups, context: Context) -> TimeExpression | None:
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


def _word(g: Groups, context: Context) -> TimeExpression | None:
    word = g("w") or ""
    if word[0] in _FROM_DAY_TOLD and word[:2] != "前天":
        if context.day is None:
            return None
        return finish(g, on(days_from(first_day_of(context.day), _FROM_DAY_TOLD[word[0]])), context)
    if context.published is None:
        return finish(g, None, context, said=True)
    day = days_from(context.published, _RELATIVE_DAYS[word[0]])
    if g("m"):
        given = day_of(int(day[:4]), _number(g("m")), _number(g("d")))
        day = given or day
    told = context.day
    found = finish(g, on(day), context, said=word[0] in "今昨")
    if context.text.endswith(("我", "我们"), 0, g.match.start()):
        context.day = told  # in the words of a speaker; 当天 means the day told
    return found


def _month(g: Groups, context: Context) -> TimeExpression | None:
    word = g("w", "b") or ""
    if word == "月":
        word = "本"
    if word in ("当月", "同月", "次月"):
        if context.month is None:
            return None
        year, number = context.month
        month = month_of(year, number + (word == "次月"))
    elif context.published is None:
        return finish(g, None, context)
    else:
        offset = {"本": 0, "上": -1, "下": 1}[word[0]]
        year, number = context.published.year, context.published.month
        told = _month_compared(g.match.start(), context) if offset < 0 else None
        if told is not None:
            year, number = told
        month = month_of(year, number + offset)
    if g("d") is None:
        return finish(g, on(month), context)
    day = day_of(int(month[:4]), int(month[5:]), _number(g("d")))
    return None if day is None else finish(g, on(day), context)


def _month_compared(at: int, context: Context) -> tuple[int, int] | None:
    """Return the month before which 上月 lies where one is compared (5月份增长6%，比上月加快1个百分点)."""
    compared = _COMPARED.search(context.text, max(0, at - 2), at) is not None
    return context.month if compared and context.month_at > context.sentence_start(at) else None


def _week(g: Groups, context: Context) -> TimeExpression | None:
    if context.published is None:
        return finish(g, None, context)
    monday = -context.published.weekday() + _WEEKS.get(g("w") or "", 0)
    day = g("d")
    if day is None:
        interval = Interval(start=days_from(context.published, monday), end=days_from(context.published, monday + 6))
    elif day == "末":
        interval = Interval(
            start=days_from(context.published, monday + 5), end=days_from(context.published, monday + 6)
        )
    else:
        first = days_from(context.published, monday + _weekday_number(day))
        last = g("e")
        interval = on(first)
        if last is not None:  # 本周四至周六, 本周五至下周一
            later = _WEEKS.get(g("W") or g("w") or "", 0) - context.published.weekday() + _weekday_number(last)
            if days_from(context.published, later) < first:
                return None
            interval = Interval(start=first, end=days_from(context.published, later))
    return finish(g, interval, context)


def _weekday_number(day: str) -> int:
    return "一二三四五六日".index(day.replace("天", "日"))


def _plan(g: Groups, context: Context) -> TimeExpression | None:
    number = integer(g("a", "b") or "")
    if number is None or not 1 <= number <= 20:
        return None
    interval = five_year_plan(number)
    if g("e", "e2"):
        interval = on(interval.end or "")
    elif g("s"):
        interval = on(interval.start or "")
    return finish(g, interval, context)


def _era(g: Groups, context: Context) -> TimeExpression | None:
    now = context.published.isoformat() if context.published else None
    interval = Interval(start=eras()[g("w") or ""], end=now)
    return TimeExpression(start=g.match.start(), end=g.match.end(), interval=interval, kind=SINCE)


def _counted(g: Groups, context: Context) -> TimeExpression | None:
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
    elif unit.endswith("小时"):
        edge = days_from(context.published, sign * -(-count // 24))
    else:
        edge = days_from(context.published, sign * count * (1 if unit == "天" else 7))
    interval = Interval(start=now, end=edge) if forward else Interval(start=edge, end=now)
    return TimeExpression(start=start, end=end, interval=interval)


def _decade(g: Groups, context: Context) -> TimeExpression | None:
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


def _later(g: Groups, context: Context) -> TimeExpression | None:
    """三天后 counts from the day told shortly before (without one it says nothing exact), 三天前 from publication."""
    ago = integer(g("ago") or "")
    if ago is not None:
        if context.published is None:
            return finish(g, None, context)
        return finish(g, on(_moved(context.published.isoformat(), -ago, g("U") or "") or ""), context)
    near = g.match.start() - context.month_at < PARAGRAPH_REACH
    count = integer(g("n") or "")
    told = context.day or (context.month and month_of(*context.month))
    point = _moved(told, count, g("u") or "") if near and count is not None and told else None
    if point is None:
        return TimeExpression(start=g.match.start(), end=g.match.end(), interval=None, kind=VAGUE)
    return finish(g, on(point), context)


def _moved(point: str, count: int, unit: str) -> str | None:
    """Return a point so many days, weeks, months or years later, as exact as the unit; None for days of a month."""
    if unit == "年":
        return str(int(point[:4]) + count)
    if unit.endswith("月"):
        return month_of(int(point[:4]), int(point[5:7]) + count)
    if len(point) < 10:
        return None
    return days_from(first_day_of(point), count * (1 if unit in ("天", "日") else 7))


def _weekday(g: Groups, context: Context) -> TimeExpression | None:
    """周三 alone is the latest one that has come, or the next one if it is planned."""
    if context.published is None:
        return finish(g, None, context)
    back = (context.published.weekday() - _weekday_number(g("d") or "")) % 7
    ahead = is_planned(context, *g.match.span())
    return finish(g, on(days_from(context.published, (7 - back) % 7 if ahead else -back)), context)


def _both(g: Groups, context: Context) -> TimeExpression | None:
    if context.published is None:
        return finish(g, None, context)
    year = context.published.year
    return finish(g, Interval(start=str(year), end=str(year + 1 + ("三" in g.match.group()))), context)


def _vague(g: Groups, context: Context) -> TimeExpression | None:
    return TimeExpression(start=g.match.start(), end=g.match.end(), interval=None, kind=VAGUE)


def _now(g: Groups, context: Context) -> TimeExpression | None:
    interval = None if context.published is None else on(context.published.isoformat())
    return TimeExpression(start=g.match.start(), end=g.match.end(), interval=interval, kind=NOW)


def _since_now(g: Groups, context: Context) -> TimeExpression | None:
    offset = 1 if g.match.group().startswith("明") else 0
    start = None if context.published is None else days_from(context.published, offset)
    interval = None if start is None else Interval(start=start)
    return TimeExpression(start=g.match.start(), end=g.match.end(), interval=interval, kind=SINCE)


_LENGTH_UNITS = {"年": "Y", "月": "M", "天": "D", "日": "D", "周": "W", "星期": "W"}


def _length(g: Groups, context: Context) -> TimeExpression | None:
    unit = (g("u") or "").removeprefix("个")
    count = integer(g("n") or "")
    length = f"P{count}{_LENGTH_UNITS[unit]}" if count is not None and unit in _LENGTH_UNITS else None
    return TimeExpression(start=g.match.start(), end=g.match.end(), interval=None, kind=DURATION, length=length)


_RESOLVERS: dict[str, Callable[[Groups, Context], TimeExpression | None]] = {
    "iso": _iso, "years": _years, "part": _part, "same": _same, "months": _months, "days": _days, "range": _range,
    "feast": feast, "festival": festival, "gathering": gathering, "lunar": lunar, "later": _later, "weekday": _weekday,
    "end": _end, "point": _point, "word": _word, "month": _month, "week": _week, "plan": _plan,
    "era": _era, "both": _both, "counted": _counted, "decade": _decade, "vague": _vague, "now": _now,
    "since_now": _since_now, "life": _length, "length": _length,
}  # fmt: skip
