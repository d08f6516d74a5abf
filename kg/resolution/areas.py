"""The area a name belongs to: a province of China (``CN-23``) or a foreign country (its register code)."""

from __future__ import annotations

import re
from functools import lru_cache

from kg import vocab
from kg.registers.entries import ALIAS, WEAK, Naming
from kg.registers.loader import load_registers
from kg.resolution.names import comparison_key

_DIVISIONS = "gbt2260:"
_COUNTRIES = "iso3166:"
_CHINA = "iso3166:CN"
_LONGEST_PREFIX = 12  # characters
_BEFORE_AREA = re.compile(
    "^(?:中共|中国共产党|中国人民政治协商会议|政协|共青团|国家税务总局|中国证券监督管理委员会)(?=..)"
)


def area_of_code(code: str) -> str:
    """Return the area of a register code, empty where it has none: ``gbt2260:231100`` gives ``CN-23``."""
    if code.startswith(_DIVISIONS):
        return f"CN-{code[len(_DIVISIONS) :][:2]}"
    return code if code.startswith(_COUNTRIES) and code != _CHINA else ""


@lru_cache(maxsize=4_000)
def area_of_name(name: str, with_short_cities: bool = True) -> str:
    """Return the area of the division or country that a name is or begins with, empty where it has none or several.

    Args:
        with_short_cities: take 南京海关 for 南京市; not for sites and works, where 南京路 or 中山公园 lie anywhere.

    >>> area_of_name("江苏省水利厅"), area_of_name("水利部"), area_of_name("南京路", with_short_cities=False)
    ('CN-32', '', '')
    """
    named = load_registers().named
    key = _BEFORE_AREA.sub("", comparison_key(name))
    for length in range(min(len(key), _LONGEST_PREFIX), 1, -1):
        areas = {
            area_of_code(n.entry.code)
            for n in named(key[:length])
            if n.entry.type in vocab.DIVISION_TYPES and _stands_for_area(n, with_short_cities)
        }
        if areas:
            return areas.pop() if len(areas) == 1 else ""
    return ""


@lru_cache(maxsize=4_000)
def units_in_front(name: str) -> tuple[frozenset[str], str]:
    """Return the codes of the last division of the chain that a name begins with, and what follows the chain.

    >>> units_in_front("黑龙江省黑河市远航农业")
    (frozenset({'gbt2260:231100'}), '远航农业')
    """
    named = load_registers().named
    codes: frozenset[str] = frozenset()
    rest = _BEFORE_AREA.sub("", comparison_key(name))
    while True:
        for length in range(min(len(rest) - 1, _LONGEST_PREFIX), 1, -1):
            units = (n for n in named(rest[:length]) if n.entry.type in vocab.UNIT_TYPES and _stands_for_area(n, True))
            found = frozenset(n.entry.code for n in units)
            if found:
                codes, rest = found, rest[length:]
                break
        else:
            return codes, rest


def _stands_for_area(naming: Naming, with_short_cities: bool) -> bool:
    if naming.kind == WEAK:
        return False
    short = naming.kind == ALIAS
    type_ = naming.entry.type
    return not short or type_ in (vocab.COUNTRY, vocab.PROVINCE) or (type_ == vocab.CITY and with_short_cities)
