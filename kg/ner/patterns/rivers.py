"""A river that shares its name with a division (黑龙江), told by the words around it: 隔黑龙江相望, 黑龙江沿岸.

Where the registers know no such river, only the words that nothing but a river has tell it: 黑河下游.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg import vocab
from kg.records import Mention
from kg.registers.matcher import Match

_BEFORE = re.compile(r"(?:隔|跨|跨过|横跨|跨越|渡过|界江|界河|沿着?|流经|注入|汇入|畅游|横渡|游览)$")
_AFTER = re.compile(
    r"(?:两岸|沿岸|沿线|江面|江畔|江边|畔|主航道|航道|水域|水系|流域|干流|支流|上游|中游|下游|大桥|公路大桥|封江|开江|冰排|水位|汛)"
)

_OF_A_RIVER = re.compile(r"(?:干流|支流|上游|中游|下游|中上游|中下游|水系|流域|主航道|河段|江段|江面|江畔|水位)")


def find(text: str, anchors: Sequence[Match]) -> list[Mention]:
    """Return the rivers among names that are a division's too.

    Args:
        anchors: register matches of the text in its order.
    """
    return [
        Mention(start=a.start, end=a.end, type=vocab.PLACE, made_by="pattern:place/river")
        for a in anchors
        if a.surface[-1] in "江河" and _is_river(text, a, {e.type for e in a.entries})
    ]


_TO_TOWN = re.compile(
    r"(?:到|访问|到访|来访|赴|抵|抵达|前往|走访|调研|要求|支持|会同|联合|落户|来自|途经|离开|返回)了?$"
)
_NOT_TOWN = re.compile(r"[上中里边水沿畔漂冰大两流源支干游航江]|主航道|航道")


def is_town(text: str, start: int, end: int) -> bool:
    """Return whether the name of a river and a town, at ``text[start:end]``, means the town one goes to: 访问牡丹江."""
    if text[end - 1] not in "江河":
        return False
    before = _TO_TOWN.search(text, max(0, start - 4), start)
    return before is not None and not _NOT_TOWN.match(text, end)


def _is_river(text: str, anchor: Match, types: set[str]) -> bool:
    if not types & vocab.DIVISION_TYPES:
        return False
    if vocab.PLACE not in types:
        return _OF_A_RIVER.match(text, anchor.end) is not None
    before, after = _BEFORE.search(text, max(0, anchor.start - 3), anchor.start), _AFTER.match(text, anchor.end)
    return before is not None or after is not None
