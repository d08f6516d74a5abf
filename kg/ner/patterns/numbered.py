"""Names with a number: 神舟二十号, 第133届广交会, 党的二十届三中全会, 2027年服贸会."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg import vocab
from kg.records import Mention
from kg.registers.lexicons import name_patterns
from kg.registers.matcher import Match

_REACH = 12
_EDITION = re.compile(
    r"(?:首届|第[〇零一二三四五六七八九十百\d]{1,5}(?:届|次)|(?:二[〇零][〇零一二三四五六七八九]{2}|20\d\d)年?(?:度)?)$"
)
_PHASE = re.compile(r"第?[一二三]期(?!工程|项目)")


def find(text: str, anchors: Sequence[Match]) -> list[Mention]:
    """Return numbered names: what the lexicon's patterns match, and editions of the events that the registers know.

    Args:
        anchors: register matches of the text in its order.
    """
    found = [
        Mention(start=m.start(), end=m.end(), type=type_, made_by="pattern:numbered/lexicon")
        for _, type_, pattern in name_patterns()
        for m in pattern.finditer(text)
    ]
    return found + [e for a in anchors if (e := _edition(text, a))]


def _edition(text: str, anchor: Match) -> Mention | None:
    if anchor.weak or {e.type for e in anchor.entries} != {vocab.EVENT}:
        return None
    before = _EDITION.search(text[max(0, anchor.start - _REACH) : anchor.start])
    if not before:
        return None
    start = anchor.start - len(before[0])
    phase = _PHASE.match(text, anchor.end)
    return Mention(
        start=start, end=phase.end() if phase else anchor.end, type=vocab.EVENT, made_by="pattern:numbered/edition"
    )
