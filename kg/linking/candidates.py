"""Candidates: the register entries that an entity's surfaces may name."""

from __future__ import annotations

from dataclasses import dataclass

from kg.records import DocumentEntity
from kg.registers.entries import FORMER, NAME, WEAK, FormerName, Naming, RegisterEntry
from kg.registers.loader import Registers
from kg.vocab import CITY, COUNTY, OFFICIAL, PERSON, PLACE, POLICY, PORT, PROVINCE, ZONE

_NEVER_LINKED = frozenset({OFFICIAL, PERSON, POLICY})
_KINDS_OF_PLACE = frozenset({PROVINCE, CITY, COUNTY, PLACE, ZONE, PORT})
_TAILS = ("地区", "境内", "全境")
_STRENGTH = {NAME: 3, FORMER: 2, "alias": 2, WEAK: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Possibility:
    """An entry that an entity may be: the kind of its best naming, the share of surfaces that name it.

    ``former`` is the name borne earlier, if the best naming is one; ``other_type``: the entry's type is not the
    entity's.
    """

    entry: RegisterEntry
    kind: str
    share: float
    former: FormerName | None = None
    other_type: bool = False


def possibilities(entity: DocumentEntity, registers: Registers) -> tuple[Possibility, ...]:
    """Return what an entity may be, in the order of codes; none for policies and people.

    Entries of the entity's own type go before all others. Failing these, a place may be an entry of another kind of
    place that surely bears the name (浦东新区 taken for a county).
    """
    if entity.type in _NEVER_LINKED:
        return ()
    surfaces = tuple(dict.fromkeys((*entity.surfaces, entity.name)))
    namings = [n for s in surfaces for n in _named(s, registers)]
    own = [n for n in namings if n.entry.type == entity.type]
    if own:
        return _gathered(own, surfaces, registers, other_type=False)
    if entity.type in _KINDS_OF_PLACE:
        others = [n for n in namings if n.entry.type in _KINDS_OF_PLACE and n.kind != WEAK]
        return _gathered(others, surfaces, registers, other_type=True)
    return ()


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
    for code, naming in sorted(best.items()):
        named = [s for s in surfaces if any(n.entry.code == code for n in _named(s, registers))]
        found.append(
            Possibility(
                entry=naming.entry,
                kind=naming.kind,
                share=len(named) / len(surfaces),
                former=_former(naming, named),
                other_type=other_type,
            )
        )
    return tuple(found)


def _former(naming: Naming, named: list[str]) -> FormerName | None:
    if naming.kind != FORMER:
        return None
    return next((f for f in naming.entry.former if f.name in named), None)
