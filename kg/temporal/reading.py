"""What a resolver of times works with: what matched, what the text has named so far, the finished expression."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kg.records import Interval
from kg.temporal.calendar import last_day, on
from kg.temporal.grammar import AFTER, BEFORE, FUTURE
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


_YEAR_SINCE = re.compile(r"(?<=年)(?!同期|[底末初中内])[^，。；、的\d]{2,20}以来")  # 2018年机构改革以来
_SO_FAR = re.compile(r"[^，。；\d]{1,24}?以来")  # 自3月1日航线开通以来
_RELATIVE_YEARS = {"今": 0, "本": 0, "去": -1, "明": 1, "前": -2, "后": 2}
PARAGRAPH_REACH = 200  # characters that a bare day looks back for its month


@dataclass(slots=True)
class Context:
    """What the text has named so far. ``year_at``, ``month_at`` are character positions."""

    published: date | None
    text: str
    year: int | None = None
    year_at: int = -1
    month: tuple[int, int] | None = None
    month_at: int = -1
    day: str | None = None
    last: Interval | None = None

    def in_title(self, at: int) -> bool:
        """Whether a character stands inside 《…》, whose years date nothing outside."""
        low = max(0, at - PARAGRAPH_REACH)
        return self.text.rfind("《", low, at) > self.text.rfind("》", low, at)

    def sentence_start(self, at: int) -> int:
        return max(self.text.rfind(c, max(0, at - PARAGRAPH_REACH), at) for c in "。！？；\n")


class Groups:
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


def year_of(word: str | None, at: int, context: Context) -> int | None:
    """Return the year that a year word names; the context remembers a year given in figures."""
    if word is None:
        return None
    word = word.rstrip("度")
    number = integer(word[:-1].removesuffix("财"))
    if number is not None and number >= 1000:
        if not context.in_title(at):
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


def finish(
    groups: Groups, interval: Interval | None, context: Context, kind: str = DATE, *, said: bool = False
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
    if before is None and kind == DATE and interval is not None and _YEAR_SINCE.match(context.text, end):
        interval, kind = Interval(start=interval.start, end=_today(context)), SINCE
    _remember(interval, kind, start, context)
    if kind == SINCE and interval is not None and len(interval.start or "") == 4:
        context.year = None  # 自2024年起任局长的他8月被免职
    return TimeExpression(start=start, end=end, interval=interval, kind=kind, said=said)


def _today(context: Context) -> str | None:
    return None if context.published is None else context.published.isoformat()


def _with_suffix(interval: Interval, after: re.Match[str], context: Context) -> tuple[Interval, str, bool]:
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


def _since(interval: Interval, context: Context) -> str | None:
    """今年以来 begins on 1 January; other years, months and days begin as the text says."""
    if context.published is not None and interval.start == str(context.published.year):
        return f"{interval.start}-01-01"
    return interval.start


def _third_of(month: str, third: int) -> Interval:
    year, number = int(month[:4]), int(month[5:7])
    first = (1, 11, 21)[third]
    last = (10, 20, last_day(year, number))[third]
    return Interval(start=f"{month}-{first:02d}", end=f"{month}-{last:02d}")


def _remember(interval: Interval | None, kind: str, at: int, context: Context) -> None:
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


def is_planned(context: Context, start: int, end: int) -> bool:
    """Whether 将, 拟, 计划 … stand near the time at text[start:end]."""
    return FUTURE.search(context.text, max(0, start - 12), min(len(context.text), end + 4)) is not None
