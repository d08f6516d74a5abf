"""Names of the registers as mentions; ambiguous ones say how far the text bears them out."""

from __future__ import annotations

from collections.abc import Sequence

from kg.records import Mention
from kg.registers.entries import RegisterEntry
from kg.registers.matcher import Match

NAME = "name"  # a surface that stands for the thing wherever it occurs
CONFIRMED = "confirmed"  # an ambiguous one beside its parent, or whose full name stands in the text too
DOUBTFUL = "doubtful"  # an ambiguous one alone


def register_mentions(matches: Sequence[Match]) -> list[Mention]:
    """Return register matches as mentions, made by ``register:TABLE/name``, ``…/confirmed`` or ``…/doubtful``.

    A weak surface is confirmed if the name right before it is that of its parent (黑龙江省鹤岗), or if the text also
    gives the full name of one of its entries.
    """
    named = {e.code for m in matches if not m.weak for e in m.entries}
    found = []
    previous: Match | None = None
    for match in matches:
        entry, standing = _reading(match, previous, named)
        made_by = f"register:{entry.register}/{standing}"
        found.append(Mention(start=match.start, end=match.end, type=entry.type, made_by=made_by))
        previous = match
    return found


def _reading(match: Match, previous: Match | None, named: set[str]) -> tuple[RegisterEntry, str]:
    parents = {e.code for e in previous.entries} if previous and previous.end == match.start else set()
    child = next((e for e in match.entries if e.parent in parents), None)
    if child:
        return child, CONFIRMED if match.weak else NAME
    if not match.weak:
        return match.entries[0], NAME
    known = next((e for e in match.entries if e.code in named), None)
    return (known, CONFIRMED) if known else (match.entries[0], DOUBTFUL)
