"""Marks at the edges of a mention in pairs, and what stands inside the marks of another name."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from kg.ner.borders.known_names import KnownNames, respanned
from kg.records import Mention, Span

_MARKS = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "（": "）", "(": ")"}
_CLOSING = {closing: opening for opening, closing in _MARKS.items()}
_OPENED_BEFORE = 24  # characters in which the opening mark of a mention cut at its front is looked for


def outside_titles(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions that are no part of a title in 《》: only the title as a whole may be a name."""
    titles = [m.span() for m in _TITLED.finditer(text)]
    return [m for m in mentions if not _is_inside(m, titles)]


_TITLED = re.compile(r"《[^《》\n]*(?:《[^《》\n]*》[^《》\n]*)*》")


def _is_inside(m: Mention, titles: Sequence[Span]) -> bool:
    at = bisect_right(titles, (m.start, sys.maxsize)) - 1
    if at < 0 or m.end > titles[at][1]:
        return False
    start, end = titles[at]
    return not (m.start <= start + 1 and m.end >= end - 1)


_VESSEL = re.compile(
    r"[^“”，。]{0,6}”(?:(?:号|轮|舰|艇|邮轮|货轮|油轮|客轮)(?!渡|船)"
    r"|(?:型|级|系列)?(?:弹道|巡航|高超音速|防空|反舰|洲际)*(?:导弹|无人机|战机|战斗机|轰炸机|直升机|坦克|火箭弹|防空系统))"
)


_STORM = re.compile(r"(?:台风|飓风|风暴|气旋)“[^“”，。]{0,4}$")


def is_of_storm(text: str, m: Mention) -> bool:
    """Whether the words belong to the quoted name of a storm: 台风“桦加沙”."""
    return _STORM.search(text, max(0, m.start - 8), m.start) is not None and "”" in text[m.end : m.end + 5]


def is_of_vessel(text: str, m: Mention) -> bool:
    """Whether the words belong to the quoted name of a ship or a weapon: “中远海运天蝎座”轮."""
    after = _VESSEL.match(text, m.end)
    return after is not None and text.rfind("“", max(0, m.start - 10), m.start + 1) > text.rfind("”", 0, m.start)


def closed(text: str, m: Mention) -> Mention:
    """Return the mention with the marks at its edges in pairs: an unpaired one is left out or its pair taken in."""
    start, end = m.start, m.end
    while start < end and text[start] in _MARKS and _MARKS[text[start]] not in text[start:end]:
        start += 1
    while end > start and text[end - 1] in _CLOSING and _CLOSING[text[end - 1]] not in text[start:end]:
        end -= 1
    return respanned(m, _opened(text, start, end), end)


def _opened(text: str, start: int, end: int) -> int:
    """Return where the mention begins whose first mark closes what opened before it: 漳州）发展有限公司."""
    for at in range(start, end):
        if text[at] in _MARKS:
            return start
        if text[at] in _CLOSING:
            before = text.rfind(_CLOSING[text[at]], max(0, start - _OPENED_BEFORE), start)
            if before < 0:
                return at + 1 if at + 1 < end and at == start else start
            if text[at] in "）)":
                before -= len(_BEFORE_BRACKET.search(text, max(0, before - 4), before)[0])  # type: ignore[index]
            return start if _BREAK.search(text, before + 1, start) else before
    return start


_BREAK = re.compile(r"[，。；！？\n]")
_BEFORE_BRACKET = re.compile(r"(?:(?![的在和与及于为、，。；：！？\s])[一-龥])*$")
_QUOTED_HEAD = re.compile(r"“[^“”，。；：、！？\n]{2,8}”$")


def quoted_head(text: str, start: int, near: KnownNames) -> int:
    """Return where the name begins whose quoted head stands before it: “一江两湖”游船航线."""
    head = _QUOTED_HEAD.search(text, max(0, start - 10), start)
    if not head or head.span() in near.known or (head.start() + 1, start - 1) in near.known:
        return start
    return head.start()
