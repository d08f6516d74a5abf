"""Events named by half: 四中全会 in 十八届三中、四中全会; editions of a series by its short name (第十二届进博会)."""

from __future__ import annotations

import dataclasses
import re

from kg.coreference.short_forms import bare, edition, without_edition
from kg.records import DocumentEntity
from kg.registers.loader import Registers
from kg.vocab import EVENT

_PLENUM = re.compile(r"(?P<congress>第?[一二三四五六七八九十]{1,3}届)?(?P<number>[一二三四五六七八九])中(?:全会)?")
_PLENARY_LIST = re.compile(
    r"(?P<congress>第?[一二三四五六七八九十]{1,3}届)(?:[一二三四五六七八九]中(?:全会)?[、和及]?)+$"
)
_LOCAL_PLENUM = re.compile(
    "(?P<unit>.{2,}?(?:省|市|自治区|区|县|州|盟|旗))委第?(?P<term>[一二三四五六七八九十]+)届第?(?P<number>[一二三四五六七八九十]+)次(?:全会|全体会议)"
)
_OTHER_PARTY = re.compile(r"(?:民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|共青团|妇联)(?:中央)?$")
_REACH = 40  # characters


def with_full_event_names(entity: DocumentEntity, text: str, registers: Registers) -> DocumentEntity:
    """Return an event under its full name; any other entity, and an event that the text names in full, as it is.

    Args:
        text: the text that the mentions are spans of.
    """
    if entity.type != EVENT:
        return entity
    name = _plenum(entity, text) or _edition_of_series(entity, registers)
    return dataclasses.replace(entity, name=name) if name else entity


def with_official_name(entity: DocumentEntity) -> DocumentEntity:
    """Return a plenum of a local Party committee under its official name; anything else as it is.

    云南省委十二届八次全会 is 中国共产党云南省第十二届委员会第八次全体会议.
    """
    found = _LOCAL_PLENUM.fullmatch(bare(entity.name)) if entity.type == EVENT and not entity.link else None
    if not found:
        return entity
    unit, term, number = found["unit"], found["term"], found["number"]
    return dataclasses.replace(entity, name=f"中国共产党{unit}第{term}届委员会第{number}次全体会议")


def _plenum(entity: DocumentEntity, text: str) -> str:
    found = _PLENUM.fullmatch(bare(entity.name))
    if not found:
        return ""
    start = entity.mentions[0][0]
    before = text[max(0, start - _REACH) : start]
    congress = found["congress"]
    if not congress:
        listed = _PLENARY_LIST.search(before)
        if not listed:
            return ""
        congress, before = listed["congress"], before[: listed.start()]
    if _OTHER_PARTY.search(before):
        return ""
    return f"{congress.removeprefix('第')}{found['number']}中全会"


def _edition_of_series(entity: DocumentEntity, registers: Registers) -> str:
    """Return the full name of an edition: what stands in front, and the register's name of the series."""
    surfaces = [bare(s) for s in (entity.name, *entity.surfaces)]
    if any(n.entry.type == EVENT and edition(s) for s in surfaces for n in registers.named(s)):
        return ""
    for surface in surfaces:
        series = {n.entry.name for n in registers.named(without_edition(surface)) if n.entry.type == EVENT}
        if edition(surface) and len(series) == 1:
            front = surface[: len(surface) - len(without_edition(surface))]
            return front + series.pop()
    return ""
