"""Ports in a list that says their kind once: 满洲里、绥芬河、同江铁路口岸; 阿拉山口、霍尔果斯两个口岸."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg import vocab
from kg.records import Mention, Span
from kg.registers.loader import load_registers
from kg.registers.matcher import Match

_KIND = re.compile(
    r"(?:铁路|公路|水运|航空|陆路|边境|沿边|空港|航空港)?(?:口岸|国际机场|机场)(?!经济|集团|管理|建设|公司)"
)
_COUNT = re.compile(
    r"等?(?:[两二三四五六七八九十]|\d{1,3})?(?:个|大|座|处)?(?:(?:沿边|边境|陆路|铁路|公路|水运|航空|重点|主要|对外开放|开放|国际|支线){0,2})(?:口岸|机场)(?!经济|集团|管理|城市|建设)"
)
_PLACES = frozenset({vocab.CITY, vocab.COUNTY, vocab.PLACE, vocab.PORT})


def find(text: str, anchors: Sequence[Match]) -> list[Mention]:
    """Return the members of such lists; the last one with its kind, if that stands right behind it.

    Args:
        anchors: register matches of the text in its order.
    """
    found = []
    places = [a for a in anchors if _PLACES.intersection(e.type for e in a.entries)]
    for index, last in enumerate(places):
        end = _end_of_list(text, last)
        members = _members_before(text, places, index) if end else []
        if end and members:
            found += [_mention(*m) for m in members] + [_mention(last.start, end)]
    return found


def _end_of_list(text: str, last: Match) -> int | None:
    """Return where the last name ends if a kind of port closes the list, else None."""
    if last.entries[0].type == vocab.PORT and _KIND.search(last.surface):
        return last.end
    if kind := _KIND.match(text, last.end):
        return kind.end()
    return last.end if _COUNT.match(text, last.end) else None


def _members_before(text: str, places: Sequence[Match], index: int) -> list[Span]:
    """Return the places joined to the one at ``index`` by 、 or 和, right before it.

    A port that no place is called after (策克) is known by the register of ports.
    """
    members: list[Span] = []
    start = places[index].start
    ends = {p.end: p.start for p in places[:index]}
    while True:
        join = _JOIN.search(text, max(0, start - 2), start)
        if not join:
            return members[::-1]
        first = ends.get(join.start())
        if first is None:
            stem = _WORD.search(text, max(0, join.start() - _LONGEST_STEM), join.start())
            if not stem or stem[0] not in _stems():
                return members[::-1]
            first = stem.start()
        if text[join.start() - 1] in "市县区州旗盟" and join.start() - first > 2:
            return members[::-1]  # a division in full: no port is called so
        members.append((first, join.start()))
        start = first


_JOIN = re.compile(r"(?:、|以及|[和及与])$")
_WORD = re.compile(r"(?<![一-龥])[一-龥]+$")
_LONGEST_STEM = 6  # characters
_CROSSING = re.compile(r"(?:铁路|公路)?口岸$")


@cache
def _stems() -> frozenset[str]:
    """Names of the ports of entry without their kind."""
    return frozenset(
        _CROSSING.sub("", name)
        for name, namings in load_registers().namings.items()
        if _CROSSING.search(name) and namings[0].entry.type == vocab.PORT
    )


def _mention(start: int, end: int) -> Mention:
    return Mention(start=start, end=end, type=vocab.PORT, made_by="pattern:port/list")
