"""Divisions of one name in one text: 徐州市鼓楼区 and 福州市鼓楼区 are two, and a bare 鼓楼区 is the one named last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.coreference.short_forms import bare
from kg.records import Mention
from kg.registers.loader import Registers
from kg.vocab import CITY, COUNTY, DIVISION_TYPES

_MAY_BE_HOMONYMS = frozenset({CITY, COUNTY})


def homonymous_divisions(text: str, mentions: Sequence[Mention], registers: Registers) -> Mapping[int, str]:
    """Return the register code by the number of each mention of a name that the text gives to several divisions.

    A division is told from its namesakes by the unit above it written right before it.

    Args:
        mentions: flat, in the order of the text.
    """
    told: dict[str, dict[int, str]] = {}
    places: dict[str, list[int]] = {}
    for i, m in enumerate(mentions):
        if m.type not in _MAY_BE_HOMONYMS:
            continue
        name = bare(text[m.start : m.end])
        codes = [n.entry.code for n in registers.named(name) if n.entry.type == m.type]
        if len(codes) < 2:
            continue
        places.setdefault(name, []).append(i)
        if code := _below_the_one_before(text, mentions, i, codes, registers):
            told.setdefault(name, {})[i] = code
    found: dict[int, str] = {}
    for name, codes_by_mention in told.items():
        if len(set(codes_by_mention.values())) > 1:
            found |= _carried_on(places[name], codes_by_mention)
    return found


def _below_the_one_before(
    text: str, mentions: Sequence[Mention], i: int, codes: Sequence[str], registers: Registers
) -> str | None:
    if i == 0 or mentions[i - 1].end != mentions[i].start or mentions[i - 1].type not in DIVISION_TYPES:
        return None
    above = {n.entry.code for n in registers.named(bare(text[mentions[i - 1].start : mentions[i - 1].end]))}
    fitting = [c for c in codes if above & {e.code for e in registers.ancestors(c)}]
    return fitting[0] if len(fitting) == 1 else None


def _carried_on(places: Sequence[int], told: Mapping[int, str]) -> dict[int, str]:
    """Return the code of each place: its own, or that of the one told last before it, or else of the first."""
    found: dict[int, str] = {}
    last = told[min(told)]
    for i in places:
        last = told.get(i, last)
        found[i] = last
    return found
