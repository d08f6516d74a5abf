"""What a document says of itself: agency, dateline, by-line, date of publication."""

from __future__ import annotations

import datetime
import re

from kg.records import Span

_HEAD = 600  # characters of a text in which its own date may stand
_FILE_DATE = re.compile(r"(?<!\d)(19|20)(\d\d)[-_.年]?(0[1-9]|1[0-2])[-_.月]?(0[1-9]|[12]\d|3[01])(?!\d)")
_FULL_DATE = re.compile(
    r"(?<![\d自从至到])((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日(?!起|止|后|以?前|之[前后])"
)  # a day of which the text says no term: 自…起, …前
_MASTHEAD = 200  # characters of a page in which its date stands
_PUBLISHED = re.compile(
    r"(?:发布日期|发布时间|日期|来源时间|发文日期)[:：\s]*((?:19|20)\d\d)[-年/.](\d{1,2})[-月/.](\d{1,2})"
)
_DATELINE = re.compile(
    r"(?P<agency>新华社|中新社|中新网|人民网|央视网|本报)(?P<place>[\u4e00-\u9fff／/、]{0,12}?)(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日[电讯]"
)
_FRAME = re.compile(
    r"(?:新华社|中新社|中新网|人民网|央视网|本报)[\u4e00-\u9fff／/、]{0,12}?(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日[电讯]"
    r"|[（(](?:(?:本报|新华社|中新社)?(?:见习)?(?:记者|通讯员|编辑)|记者)[ \u3000:：][^（）()\n]{1,40}[）)]"
)
_AGENCY = re.compile(r"新华社|中新社|中新网|人民网|央视网|人民日报|经济日报|光明日报")


def date_in_name(name: str) -> str | None:
    """Return the date that stands in a file's name.

    >>> date_in_name("page-2024-08-20.txt")
    '2024-08-20'
    """
    match = _FILE_DATE.search(name)
    return _iso(int(match[1] + match[2]), int(match[3]), int(match[4])) if match else None


def date_in_text(text: str) -> str | None:
    """Return the date of publication that the text's head gives: a marked date first, else the first full date."""
    head = text[:_HEAD]
    match = _PUBLISHED.search(head) or _FULL_DATE.search(head)
    return _iso(int(match[1]), int(match[2]), int(match[3])) if match else None


def masthead_date(page: str) -> str | None:
    """Return the date at the head of a page, in a line that is no sentence: it is that of all its articles."""
    for line in page[:_MASTHEAD].split("\n"):
        match = _FULL_DATE.search(line)
        if match and "。" not in line:
            return _iso(int(match[1]), int(match[2]), int(match[3]))
    return None


def frames(text: str) -> list[Span]:
    """Return the datelines and by-lines in brackets: they tell of the report, not of what it reports."""
    return [m.span() for m in _FRAME.finditer(text)]


def agency(text: str) -> str | None:
    """Return the agency or paper of the dateline; without one, the first that the head names."""
    match = _DATELINE.search(text)
    if match and match["agency"] != "本报":
        return match["agency"]
    named = _AGENCY.search(text[:120]) or _AGENCY.search(text[-60:])
    return named[0] if named else None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
