"""Times told from the day of publication or from one told before: 昨天, 上月, 三天后, 近日."""

from __future__ import annotations

import re

from kg.records import Interval
from kg.temporal.calendar import day_of, days_from, first_day_of, month_of, on
from kg.temporal.numerals import integer, number_of
from kg.temporal.reading import NOW, PARAGRAPH_REACH, SINCE, VAGUE, Context, Groups, TimeExpression, finish, is_planned
from kg.text.cues import PLANNING

_PLAN_BELOW = re.compile(rf"[^。！？；\n]{{0,40}}?(?:将(?!军|士)|{PLANNING})")
_COMPARED = re.compile(r"[比较]$|环比$")
_FROM_DAY_TOLD = {"当": 0, "同": 0, "次": 1, "翌": 1, "第": 1, "隔": 1, "前": -1}
_WEEKS = {"上": -7, "下": 7}  # days
_RELATIVE_DAYS = {"今": 0, "昨": -1, "明": 1, "前": -2, "后": 2, "大": -3}


def day_told(g: Groups, context: Context) -> TimeExpression | None:
    """Resolve 昨天, 当日, 次日."""
    word = g("w") or ""
    if word[0] in _FROM_DAY_TOLD and word[:2] != "前天":
        if context.day is None:
            return None
        return finish(g, on(days_from(first_day_of(context.day), _FROM_DAY_TOLD[word[0]])), context)
    if context.published is None:
        return finish(g, None, context, said=True)
    day = days_from(context.published, _RELATIVE_DAYS[word[0]])
    if g("m"):
        given = day_of(int(day[:4]), number_of(g("m")), number_of(g("d")))
        day = given or day
    told = context.day
    found = finish(g, on(day), context, said=word[0] in "今昨")
    if context.text.endswith(("我", "我们"), 0, g.match.start()):
        context.day = told  # in the words of a speaker; 当天 means the day told
    return found


def month_told(g: Groups, context: Context) -> TimeExpression | None:
    """Resolve 上月, 当月15日."""
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
    day = day_of(int(month[:4]), int(month[5:]), number_of(g("d")))
    return None if day is None else finish(g, on(day), context)


def _month_compared(at: int, context: Context) -> tuple[int, int] | None:
    """Return the month before which 上月 lies where one is compared (5月份增长6%，比上月加快1个百分点)."""
    compared = _COMPARED.search(context.text, max(0, at - 2), at) is not None
    return context.month if compared and context.month_at > context.sentence_start(at) else None


def week_told(g: Groups, context: Context) -> TimeExpression | None:
    """Resolve 上周, 本周五, 周末."""
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


def counted(g: Groups, context: Context) -> TimeExpression | None:
    """Resolve 近三年, 未来五年, 过去两个月."""
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


def later(g: Groups, context: Context) -> TimeExpression | None:
    """三天后 counts from the day told shortly before, or, in a text that tells none before a plan, from publication;
    三天前 counts from publication.
    """
    ago = integer(g("ago") or "")
    if ago is not None:
        if context.published is None:
            return finish(g, None, context)
        return finish(g, on(_moved(context.published.isoformat(), -ago, g("U") or "") or ""), context)
    near = g.match.start() - context.month_at < PARAGRAPH_REACH
    count = integer(g("n") or "")
    told = context.day or (context.month and month_of(*context.month))
    if told is None and context.published is not None and _PLAN_BELOW.match(context.text, g.match.end()):
        told, near = context.published.isoformat(), True
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


def weekday(g: Groups, context: Context) -> TimeExpression | None:
    """周三 alone is the latest one that has come, or the next one if it is planned."""
    if context.published is None:
        return finish(g, None, context)
    back = (context.published.weekday() - _weekday_number(g("d") or "")) % 7
    ahead = is_planned(context, *g.match.span())
    return finish(g, on(days_from(context.published, (7 - back) % 7 if ahead else -back)), context)


def two_years(g: Groups, context: Context) -> TimeExpression | None:
    """Resolve 今明两年, 今明后三年."""
    if context.published is None:
        return finish(g, None, context)
    year = context.published.year
    return finish(g, Interval(start=str(year), end=str(year + 1 + ("三" in g.match.group()))), context)


def vague(g: Groups, context: Context) -> TimeExpression | None:
    """Resolve 近日, 此前: no interval."""
    return TimeExpression(start=g.match.start(), end=g.match.end(), interval=None, kind=VAGUE)


def at_present(g: Groups, context: Context) -> TimeExpression | None:
    """Resolve 目前: the day of publication."""
    interval = None if context.published is None else on(context.published.isoformat())
    return TimeExpression(start=g.match.start(), end=g.match.end(), interval=interval, kind=NOW)


def since_now(g: Groups, context: Context) -> TimeExpression | None:
    """Resolve 即日起, 明起: from publication, or 即日起 from the day that its sentence tells (3日公告，即日起实施)."""
    words, at = g.match.group(), g.match.start()
    start = None if context.published is None else days_from(context.published, int(words.startswith("明")))
    told = context.day if words == "即日起" and context.month_at > context.sentence_start(at) else None
    if told is not None and (start is None or told < start):
        start = told
    interval = None if start is None else Interval(start=start)
    return TimeExpression(start=g.match.start(), end=g.match.end(), interval=interval, kind=SINCE)
