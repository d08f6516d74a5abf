"""Names of the registers as mentions; ambiguous ones say how far the text bears them out."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from kg import vocab
from kg.records import Mention
from kg.registers.entries import RegisterEntry
from kg.registers.matcher import Match

NAME = "name"  # a surface that stands for the thing wherever it occurs
CONFIRMED = "confirmed"  # an ambiguous one beside its parent, or whose full name stands in the text too
LISTED = "listed"  # an ambiguous one in a list beside a sure name of its kind
DOUBTFUL = "doubtful"  # an ambiguous one alone
LIST_JOINS = frozenset(("、", "和", "及", "与", "以及"))


def register_mentions(text: str, matches: Sequence[Match]) -> list[Mention]:
    """Return register matches as mentions, made by ``register:TABLE/name``, ``…/confirmed`` and so on.

    A weak surface is confirmed if the name right before it is that of its parent (黑龙江省鹤岗), or if the text also
    gives the full name of one of its entries; it is listed if it stands in a list beside a sure name of its type.
    """
    named = {e.code for m in matches if not m.weak for e in m.entries}
    listed = _listed(text, matches)
    found = []
    previous: Match | None = None
    for index, match in enumerate(matches):
        entry, standing = _reading(match, previous, named)
        if standing == DOUBTFUL and index in listed:
            entry = next(e for e in match.entries if e.type == listed[index])
            standing = LISTED
        made_by = f"register:{entry.register}/{standing}"
        found.append(Mention(start=match.start, end=match.end, type=entry.type, made_by=made_by))
        previous = match
    return found


def _listed(text: str, matches: Sequence[Match]) -> dict[int, str]:
    """Return the type of the weak names that a list joins to a sure one, by index; a list is of one sort."""
    found: dict[int, str] = {}
    forward = list(itertools.pairwise(range(len(matches))))
    for sure, weak in (*forward, *((b, a) for a, b in reversed(forward))):
        left, right = sorted((sure, weak))
        type_ = found.get(sure) if matches[sure].weak else matches[sure].entries[0].type
        if type_ is None or not matches[weak].weak or text[matches[left].end : matches[right].start] not in LIST_JOINS:
            continue
        if type_ in vocab.DIVISION_TYPES and any(e.type == type_ for e in matches[weak].entries):
            found[weak] = type_
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
