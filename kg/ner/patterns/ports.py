"""Ports in a list that says their kind once: 满洲里、绥芬河、同江铁路口岸 are three ports."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg import vocab
from kg.records import Mention
from kg.registers.matcher import Match

_KIND = re.compile(r"(?:铁路|公路|水运|航空|陆路|边境|沿边|空港)?(?:口岸|国际机场|机场)(?!经济|集团|管理)")
_JOIN = frozenset(("、", "和", "及", "与"))
_PLACES = frozenset({vocab.CITY, vocab.COUNTY, vocab.PLACE, vocab.PORT})


def find(text: str, anchors: Sequence[Match]) -> list[Mention]:
    """Return the members of such lists; the last one with its kind.

    Args:
        anchors: register matches of the text in its order.
    """
    found = []
    places = [a for a in anchors if not a.weak and a.entries[0].type in _PLACES]
    for index, last in enumerate(places):
        kind = _KIND.match(text, last.end) if last.entries[0].type != vocab.PORT else None
        end = kind.end() if kind else last.end
        if not kind and not (last.entries[0].type == vocab.PORT and _KIND.search(last.surface)):
            continue
        members = _members_before(text, places, index)
        if members:
            found += [_mention(m.start, m.end) for m in members] + [_mention(last.start, end)]
    return found


def _members_before(text: str, places: Sequence[Match], index: int) -> list[Match]:
    """Return the places joined to the one at ``index`` by 、 or 和, right before it."""
    members: list[Match] = []
    right = places[index]
    for left in reversed(places[:index]):
        if text[left.end : right.start] not in _JOIN:
            break
        members.append(left)
        right = left
    return members[::-1]


def _mention(start: int, end: int) -> Mention:
    return Mention(start=start, end=end, type=vocab.PORT, made_by="pattern:port/list")
