"""Things of one name in one text: 徐州市鼓楼区 and 福州市鼓楼区 are two, and a bare 鼓楼区 is the one named last.

So are people whom the text gives posts in two provinces or countries, or a post and another walk of life.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

from kg.coreference.short_forms import bare
from kg.records import Mention
from kg.registers.loader import Registers
from kg.registers.local_bodies import divisions_named, local_body
from kg.vocab import (
    CITY,
    COMPANY,
    COUNTRY,
    COUNTY,
    DIVISION_TYPES,
    GOVERNMENT_BODY,
    ORGANIZATION,
    PEOPLE_TYPES,
    PLACE_TYPES,
)

_TITLE = re.compile(r"[\u4e00-\u9fff、]{2,10}")
_OTHER_WALK = re.compile(r"(?:运动员|选手|球员|演员|教练|教师|医生|农民|学生|司机|歌手|导演|村民|工人)$")
_REACH = 12  # characters before a name in which a walk of life is looked for
_EARLIER = re.compile("(?:时任|曾任|原任|原|前|历任)[\u4e00-\u9fff]{0,6}$")
_CHINA = "iso3166:CN"
_UNITS = PLACE_TYPES | {GOVERNMENT_BODY}
_HOLDERS = _UNITS | {COMPANY, ORGANIZATION}  # of posts
_BESIDE = re.compile(r"[^，。；：！？\n]{0,8}?(?:与|和|同|、|及|以及|会见了?|向|为|给|对)")
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


def namesakes(text: str, mentions: Sequence[Mention], registers: Registers) -> Mapping[int, str]:
    """Return what tells a person from namesakes, by the number of each mention of a name that two people bear.

    Args:
        mentions: flat, in the order of the text.
    """
    told: dict[str, dict[int, str]] = {}
    places: dict[str, list[int]] = {}
    for i, m in enumerate(mentions):
        if m.type in PEOPLE_TYPES:
            name = bare(text[m.start : m.end])
            places.setdefault(name, []).append(i)
            if standing := _standing(text, mentions, i, registers):
                told.setdefault(name, {})[i] = standing
    for name, numbers in places.items():
        for i, j in itertools.pairwise(numbers):
            if beside := _beside_each_other(text, mentions, i, j):
                told[name] = told.get(name, {}) | dict(zip((i, j), beside, strict=True))
    found: dict[int, str] = {}
    for name, standings in told.items():
        if len(set(standings.values())) > 1:
            found |= _carried_on(places[name], standings)
    return found


def _standing(text: str, mentions: Sequence[Mention], i: int, registers: Registers) -> str:
    """Return where the post right before a name is held, or the walk of life named there; empty for neither."""
    start = mentions[i].start
    if walk := _OTHER_WALK.search(text[max(0, start - _REACH) : start]):
        return f"walk {walk.group()}"
    body = mentions[i - 1] if i else None
    if body is None or body.type not in _UNITS or not _TITLE.fullmatch(text, body.end, start):
        return ""
    if _EARLIER.search(text[max(0, body.start - _REACH) : body.start]):
        return ""
    areas = _areas(bare(text[body.start : body.end]), registers)
    return f"area {areas.pop()}" if len(areas) == 1 else ""


def _beside_each_other(text: str, mentions: Sequence[Mention], i: int, j: int) -> tuple[str, str] | None:
    """Return the bodies of two people of one name whom a sentence names beside each other, each with a post."""
    if not 0 < i < j - 1:
        return None
    bodies = (mentions[i - 1], mentions[j - 1])
    for body, holder in zip(bodies, (mentions[i], mentions[j]), strict=True):
        if body.type not in _HOLDERS or not _TITLE.fullmatch(text, body.end, holder.start):
            return None
    names = tuple(bare(text[b.start : b.end]) for b in bodies)
    if names[0] == names[1] or not _BESIDE.fullmatch(text, mentions[i].end, bodies[1].start):
        return None
    return f"body {names[0]}", f"body {names[1]}"


def _areas(name: str, registers: Registers) -> set[str]:
    """Return the country, or the first digits of the provinces, that a body or place may lie in."""
    countries = {n.entry.code for n in registers.named(name) if n.entry.type == COUNTRY and n.entry.code != _CHINA}
    if countries:
        return countries
    parts = local_body(name, registers)
    party = name.removesuffix("委") if name.endswith("委") else ""
    entries = parts.entries if parts else divisions_named(party or name, registers)
    codes = {e.code for e in entries if e.code.startswith("gbt2260:")}
    return {code[:10] for code in codes}
