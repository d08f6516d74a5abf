"""Events that recur under one name: which they are, and what days may belong to one of them.

A standing committee meets within weeks, a work conference once a year; 第七届 and 2026年 tell editions by themselves.
"""

from __future__ import annotations

import re
from datetime import date

_EDITION = re.compile(r"第\d+|\d{4}")
_FREQUENT = re.compile(
    r"(?:常务会议|政治局会议|委员会会议|党组会议|全体会议|专题学习|常委会会议|主席会议|委员长会议|例会|发布会|仪式|座谈会|见面会|记者会|吹风会"
    r"|通气会|招待会|推进会|集体学习|会晤|会谈|对话会|调度会)$"
)
_ANNUAL = re.compile(
    r"(?:工作会议|部长会议|代表大会会议|生活会|团拜会|两会|博览会|交易会|运动会|峰会|大会|年会|展|节|赛|周)$"
)
_AT_YEARS_END = re.compile(r"工作会议$|部长会议$")  # held in December or January, spoken of in the year that follows
_MOST_DAYS_APART = 5  # between the first and the last telling of one meeting of those that are frequent
_BLOCK_DAYS = 30


def is_frequent(key: str) -> bool:
    """Return whether an event of this comparison key is held again within weeks."""
    return _FREQUENT.search(key) is not None and not _EDITION.search(key)


def is_annual(key: str) -> bool:
    """Return whether an event of this comparison key is held once a year, or less often."""
    return _ANNUAL.search(key) is not None and not _EDITION.search(key) and not is_frequent(key)


def year_of(key: str, day: str) -> str:
    """Return the year of which an annual event speaks that is told on a day.

    >>> year_of("中央经济工作会议", "2025-12-12"), year_of("全国两会", "2025-03-05")
    ('2026', '2025')
    """
    return str(months(day) // 12) if _AT_YEARS_END.search(key) else day[:4]


def are_near(a: tuple[str, str], b: tuple[str, str]) -> bool:
    """Return whether the first and the last day of two tellings, taken together, leave them one meeting."""
    days = [_number(day) for day in (*a, *b)]
    return max(days) - min(days) <= _MOST_DAYS_APART


def occasion_of(key: str, day: str) -> str:
    """Return the day of a frequent event, the year of an annual one; empty for any other, and without a day."""
    if not day:
        return ""
    return day if is_frequent(key) else year_of(key, day) if is_annual(key) else ""


def periods(key: str, day: str) -> frozenset[str]:
    """Return the periods under which an event told on a day is looked up; one without a day, or an edition, has none.

    Two that may be one meeting share a period.
    """
    if not day:
        return frozenset()
    if is_frequent(key):
        n = _number(day)
        return frozenset(str(x // _BLOCK_DAYS) for x in (n - _MOST_DAYS_APART, n, n + _MOST_DAYS_APART))
    return frozenset({year_of(key, day)}) if is_annual(key) else frozenset()


def months(day: str) -> int:
    """Return the months up to an ISO date; the middle of the year for a year alone, 0 for what is no date."""
    year, month = day[:4], day[5:7]
    return int(year) * 12 + (int(month) if month else 6) if year.isdigit() else 0


def _number(day: str) -> int:
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return months(day) * 30
