"""Bridges and tunnels over a river, named by place and river: 柳林黄河特大桥, 青沙长江大桥."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg import vocab
from kg.records import Mention
from kg.registers.matcher import Match

_KIND = re.compile(r"(?:公铁|铁路|公路|高速公路|高速)?(?:两用)?(?:特大桥|大桥|隧道)(?![口镇乡村])")
_OPEN = re.compile(r"(?:[^一-龥]|[铁路速线段的在])$|^$")  # where a name may begin that is a word too


def find(text: str, anchors: Sequence[Match]) -> list[Mention]:
    """Return the crossings; the place right before the river belongs to the name.

    Args:
        anchors: register matches of the text in its order.
    """
    places = {
        a.end: a.start
        for a in anchors
        if {e.type for e in a.entries} & vocab.DIVISION_TYPES
        and (not a.weak or _OPEN.search(text, max(0, a.start - 1), a.start))
    }
    found = []
    for river in anchors:
        kind = _KIND.match(text, river.end) if river.surface[-1] in "江河" else None
        if kind and river.start in places:
            start = places[river.start]
            found.append(Mention(start=start, end=kind.end(), type=vocab.PROJECT, made_by="pattern:project/crossing"))
    return found
