"""Candidates: the register entries that an entity's surfaces may name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.coreference.grouping import is_of_another_form
from kg.coreference.short_forms import bare, edition, is_short_form, without_edition
from kg.records import DocumentEntity
from kg.registers.company_names import legal_core
from kg.registers.entries import FORMER, NAME, WEAK, FormerName, Naming, RegisterEntry
from kg.registers.loader import Registers
from kg.registers.local_bodies import RANKS
from kg.vocab import (
    BODY_TYPES,
    CITY,
    COMPANY,
    COUNTRY,
    COUNTY,
    EVENT,
    OFFICIAL,
    PERSON,
    PLACE,
    POLICY,
    PORT,
    PROVINCE,
    ZONE,
)

_NEVER_LINKED = frozenset({OFFICIAL, PERSON, POLICY})
_KINDS_OF_PLACE = frozenset({PROVINCE, CITY, COUNTY, PLACE, ZONE, PORT})
_TAILS = ("地区", "境内", "全境")
_LISTED = re.compile(
    r"(?:[、和及与][\u4e00-\u9fff]{2,8}?)+?"
    r"((?:铁路|公路|水运|航空)?口岸|综合保税区|综保区|自贸试验区|边境经济合作区|经济技术开发区|经开区|高新区|片区|机场|港)"
)
_LIST_REACH = 60
_WHOLE_CORE = 4  # characters from which a company's name without any legal form stands for the company
_STATES_IN_ONE_CHARACTER = frozenset("美俄日韩朝英法德意西印巴以伊叙土埃乌波澳加越菲")
_CHINA = "iso3166:CN"
_STRENGTH = {NAME: 3, FORMER: 2, "alias": 2, WEAK: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Possibility:
    """An entry that an entity may be: the kind of its best naming, the share of the surfaces (by length) that name it.

    ``longest``: the longest surface names it. ``former`` is the name borne earlier, if the best naming is one;
    ``other_type``: the entry's type is not the entity's.
    """

    entry: RegisterEntry
    kind: str
    share: float
    longest: bool = True
    former: FormerName | None = None
    other_type: bool = False


def possibilities(entity: DocumentEntity, registers: Registers, text: str = "") -> tuple[Possibility, ...]:
    """Return what an entity may be, in the order of codes; none for policies and people.

    Entries of the entity's own type go before all others. Failing these, a place may be an entry of another kind of
    place that surely bears the name (浦东新区 taken for a county). A port or zone that shares its last words with
    others in a list (满洲里、绥芬河、同江铁路口岸) is completed from ``text``, which its mentions are spans of.
    """
    if entity.type in _NEVER_LINKED:
        return ()
    surfaces = tuple(dict.fromkeys((*entity.surfaces, entity.name)))
    if entity.type == EVENT and entity.name not in entity.surfaces:
        surfaces = (entity.name,)
    namings = [n for s in surfaces for n in _named(s, registers)]
    if entity.type == EVENT and edition(bare(entity.name)):
        namings = [n for n in namings if edition(n.entry.name) or n in registers.named(entity.name)]
    if entity.type == EVENT:
        namings = [n for n in namings if _bears_full_name(n, entity.surfaces or surfaces, registers)]
    if entity.type == COMPANY:
        namings = [n for n in namings if not any(is_of_another_form(s, {n.entry.code}, registers) for s in surfaces)]
    if entity.type in BODY_TYPES:
        namings = [n for n in namings if not _of_another_state(n, surfaces, registers)]
    own = [n for n in namings if n.entry.type == entity.type]
    if not own and entity.type in (PORT, ZONE):
        completed = _completed(entity, surfaces, text)
        own = [n for s in completed for n in registers.named(s) if n.entry.type == entity.type]
        surfaces = completed if own else surfaces
    if not own and entity.type == COMPANY:
        return _under_other_forms(surfaces, registers)
    if own:
        return _gathered(own, surfaces, registers, other_type=False)
    if entity.type in _KINDS_OF_PLACE:
        others = [n for n in namings if n.entry.type in _KINDS_OF_PLACE and n.kind != WEAK]
        return _gathered(others, surfaces, registers, other_type=True)
    return ()


def _under_other_forms(surfaces: tuple[str, ...], registers: Registers) -> tuple[Possibility, ...]:
    """Return the companies whose names differ from a full name in the legal form alone (集团公司, 集团有限公司)."""
    cores = {legal_core(s) for s in surfaces if s.endswith("公司") or len(s) >= _WHOLE_CORE}
    entries = {e.code: e for core in cores for e in registers.companies_by_core.get(core, ())}
    return tuple(Possibility(entry=e, kind=FORMER, share=1.0) for _, e in sorted(entries.items()))


def _completed(entity: DocumentEntity, surfaces: tuple[str, ...], text: str) -> tuple[str, ...]:
    tails = [m[1] for _, end in entity.mentions if (m := _LISTED.match(text, end, end + _LIST_REACH))]
    if not tails and entity.type == PORT:
        tails = ["口岸", "港"]
    return tuple(dict.fromkeys(s + t for s in surfaces for t in tails))


def _of_another_state(naming: Naming, surfaces: tuple[str, ...], registers: Registers) -> bool:
    """Return whether longer surfaces tell that it is such a body of another state or unit (俄外交部, 省发改委)."""
    entry = naming.entry
    names = {entry.name, *entry.aliases, *entry.weak, *(f.name for f in entry.former)}
    fronts = [s.removesuffix(name) for s in surfaces if s not in names for name in names if s.endswith(name)]
    return any(f in _STATES_IN_ONE_CHARACTER or f in RANKS or _is_foreign_country(f, registers) for f in fronts)


def _bears_full_name(naming: Naming, surfaces: tuple[str, ...], registers: Registers) -> bool:
    """Return whether an entry bears an event's longest name, and not only a short form that a local event has too.

    第三届临江文化产业博览会 may call itself 文博会, as the national fair does.
    """
    longest = bare(max(surfaces, key=len))
    names = (longest, without_edition(longest))
    if any(n.entry.code == naming.entry.code for name in names for n in registers.named(name)):
        return True
    return is_short_form(EVENT, without_edition(longest), naming.entry.name)


def _is_foreign_country(surface: str, registers: Registers) -> bool:
    return any(n.entry.type == COUNTRY and n.entry.code != _CHINA for n in registers.named(surface))


def _named(surface: str, registers: Registers) -> tuple[Naming, ...]:
    namings = registers.named(surface)
    if namings:
        return namings
    for tail in _TAILS:
        if surface.endswith(tail):
            return registers.named(surface.removesuffix(tail))
    return ()


def _gathered(
    namings: list[Naming], surfaces: tuple[str, ...], registers: Registers, *, other_type: bool
) -> tuple[Possibility, ...]:
    best: dict[str, Naming] = {}
    for naming in namings:
        known = best.get(naming.entry.code)
        if known is None or _STRENGTH[naming.kind] > _STRENGTH[known.kind]:
            best[naming.entry.code] = naming
    found = []
    longest = max(surfaces, key=len)
    for code, naming in sorted(best.items()):
        named = [s for s in surfaces if any(n.entry.code == code for n in _named(s, registers))]
        found.append(
            Possibility(
                entry=naming.entry,
                kind=naming.kind,
                share=sum(map(len, named)) / sum(map(len, surfaces)),
                longest=longest in named,
                former=_former(naming, named),
                other_type=other_type,
            )
        )
    return tuple(found)


def _former(naming: Naming, named: list[str]) -> FormerName | None:
    if naming.kind != FORMER:
        return None
    return next((f for f in naming.entry.former if f.name in named), None)
