"""Names of local bodies taken apart: the division they belong to, and which body of it they are.

省人社厅 is the body 人力资源和社会保障厅 of a province that the name leaves open; 福建体育局 is that of 福建省. The
kinds of bodies and their short forms stand in the lexicon ``local_body_suffixes``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from kg.registers.entries import WEAK, RegisterEntry
from kg.registers.lexicons import load_lexicon
from kg.registers.loader import Registers
from kg.vocab import CITY, COUNTY, PROVINCE

RANKS = ("自治区", "自治州", "省", "市", "州", "县", "区", "盟", "旗")
_UNITS = frozenset({PROVINCE, CITY, COUNTY})
_OF_A_PROVINCE = re.compile(
    r"(?!国家|全国|中央|最高|.+[部署]办公厅$)[\u4e00-\u9fff]{2,}厅$"
)  # only provinces and autonomous regions have a 厅
_OPEN_PROVINCE = re.compile(r"(省)(?![级属直际内外])[\u4e00-\u9fff]{3,}")
_OPEN_RANK = re.compile(  # 市住房城乡建委, a kind that the lexicon does not know
    r"(自治[区州县旗]|[市县区州盟旗])(?![级属直际内外场域块立下舰长]|政(?!府|协|法|务))[\u4e00-\u9fff]{2,}(?:局|委|办|委员会|办公室)"
)
_PREFIX = re.compile("^(?:中共|中国共产党)")


class LocalBody(NamedTuple):
    """A local body's name: ``unit`` as written (福建省, 福建, 省; empty where the name has none), and what follows.

    ``entries`` are the divisions that ``unit`` may name; none for a mere rank (省, 市).
    """

    unit: str
    ending: str
    entries: tuple[RegisterEntry, ...] = ()


@cache
def full_endings() -> Mapping[str, str]:
    """Return the full form of each ending of a local body's name that the lexicon knows: 人社厅 → 人力资源和社会保障厅.

    An ending whose row names several bodies is its own full form.
    """
    found: dict[str, str] = {}
    for row in load_lexicon("local_body_suffixes"):
        if not set(row["levels"]) & set("PCK"):
            continue
        whole = row["canonical"].removeprefix("{}")
        one_body = row["same"] == "yes" and row["canonical"].startswith("{}")
        for ending in row["surfaces"].split("|"):
            if "{}" not in ending and len(ending) >= 2:
                found.setdefault(ending, whole if one_body else ending)
    return found


@cache
def renamed_endings() -> Mapping[str, str]:
    """Return the present full ending of each ending that a reform replaced: 环保厅 → 生态环境厅."""
    return {
        ending: row["successor"] for row in load_lexicon("local_body_reforms") for ending in row["former"].split("|")
    }


def local_body(name: str, registers: Registers) -> LocalBody | None:
    """Return the parts of a local body's name, or None for the name of any other thing.

    >>> from kg.registers.loader import load_registers
    >>> local_body("省人社厅", load_registers(None))[:2], local_body("水利部", load_registers(None))
    (('省', '人社厅'), None)
    """
    folded = unicodedata.normalize("NFKC", name)
    known = False
    for at in range(len(folded) - 1):
        if folded[at:] not in full_endings():
            continue
        unit = _PREFIX.sub("", folded[:at])
        if not unit or unit in RANKS:
            return LocalBody(unit, folded[at:])
        if entries := divisions_named(unit, registers):
            return LocalBody(unit, folded[at:], entries)
        known = True
    if open_rank := _OPEN_PROVINCE.fullmatch(folded) or _OPEN_RANK.fullmatch(folded):
        return LocalBody(open_rank[1], folded[open_rank.end(1) :])
    if (
        _OF_A_PROVINCE.fullmatch(folded)
        and not known
        and folded[0] not in "省市"
        and not divisions_named(folded[:2], registers)
    ):
        return LocalBody("", folded)
    return None


def full_name(name: str, registers: Registers) -> str:
    """Return a local body's name with division and kind spelled out; any other name as it is."""
    body = local_body(name, registers)
    if body is None or len({e.code for e in body.entries}) != 1:
        return name
    return body.entries[0].name + full_endings().get(body.ending, body.ending)


def divisions_named(unit: str, registers: Registers) -> tuple[RegisterEntry, ...]:
    """Return the divisions of China that a unit names: itself, or the last of a chain (福建省福州市)."""
    for at in range(max(len(unit) - 1, 1)):
        found = tuple(n.entry for n in registers.named(unit[at:]) if n.entry.type in _UNITS and n.kind != WEAK)
        if found and (at == 0 or divisions_named(unit[:at], registers)):
            return found
    return ()
