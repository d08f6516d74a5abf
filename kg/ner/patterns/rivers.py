"""A river that shares its name with a division (黑龙江), told by the words around it: 隔黑龙江相望, 黑龙江沿岸."""

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


def find(text: str, anchors: Sequence[Match]) -> list[Mention]:
    """Return the rivers among names that are a division's too.

    Args:
        anchors: register matches of the text in its order.
    """
    return [
        Mention(start=a.start, end=a.end, type=vocab.PLACE, made_by="pattern:place/river")
        for a in anchors
        if len({e.type for e in a.entries} & {vocab.PLACE, *vocab.DIVISION_TYPES}) > 1
        and a.surface[-1] in "江河"
        and (_BEFORE.search(text, max(0, a.start - 3), a.start) or _AFTER.match(text, a.end))
    ]
