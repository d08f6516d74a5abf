"""Blocking: the keys under which profiles are brought together, so that few pairs are ever compared.

Two profiles are compared only if they share a key. A *strong* key is a name that stands for the thing by itself; a
*weak* key is a name cut short (韩国共同民主党 → 共同民主党), joined with an area, so that the 水利厅 of one province
never meets another's. An event that recurs has keys by period. A company's name without the division in front
(黑河市远航农业 → 远航农业) is a key of its own.
"""

from __future__ import annotations

from functools import lru_cache

from kg import vocab
from kg.resolution import occasions
from kg.resolution.areas import units_in_front
from kg.resolution.names import canonical_key, comparison_key, is_elliptic, is_generic
from kg.resolution.profile import NAME_PART, Profile

PEOPLE = "people"
_BODIES = "bodies"
_SITES = "sites"
_FAMILIES = {
    vocab.OFFICIAL: PEOPLE,
    vocab.PERSON: PEOPLE,
    vocab.GOVERNMENT_BODY: _BODIES,
    vocab.ORGANIZATION: _BODIES,
    vocab.PLACE: _SITES,
    vocab.ZONE: _SITES,
}
_SHORTEST_NAME = 2  # characters, as the next
_SHORTEST_WEAK_KEY = 4
_SHORTEST_BRAND = 4


def family(type_: str) -> str:
    """Return the family of types whose profiles may be one thing: Official and Person, Place and Zone …"""
    return _FAMILIES.get(type_, type_)


def keys(p: Profile) -> tuple[str, ...]:
    """Return the blocking keys of a profile, sorted; one for a linked or an open profile."""
    group = family(p.type)
    if p.link:
        return (f"link|{p.link}",)
    if p.document:
        return (f"{group}|{canonical_key(p.type, p.name)}|{p.document}",)
    if p.type == vocab.EVENT:
        periods = occasions.periods(canonical_key(p.type, p.name), p.date)
        ends = [f"|{period}" for period in periods] or [""]
        return tuple(sorted(f"{group}|{key}{end}" for key in strong_keys(p) for end in ends))
    found = {f"{group}|{key}" for key in strong_keys(p)}
    found |= {f"{group}|{short}|{area}" for short in _short_names(p) for area in p.areas}
    found |= {f"{group}|{brand}|brand" for brand in brands(p)}
    return tuple(sorted(found))


def brands(p: Profile) -> frozenset[str]:
    """Return the keys of a company's full names without the division in front; none for other things."""
    if p.type != vocab.COMPANY:
        return frozenset()
    own = (units_in_front(canonical_key(p.type, n))[1] for n in (p.name, *p.names) if n.endswith("公司"))
    return frozenset(n for n in own if len(n) >= _SHORTEST_BRAND)


def strong_keys(p: Profile) -> frozenset[str]:
    """Return the canonical keys of the names that stand for the thing by themselves."""
    return _strong_keys(p.type, p.name, p.names)


@lru_cache(maxsize=4_000)
def _strong_keys(type_: str, name: str, names: tuple[str, ...]) -> frozenset[str]:
    whole = canonical_key(type_, name)
    if family(type_) == PEOPLE:
        surnames = (name_parts(n)[-1] for n in (whole, *names) if len(name_parts(n)) > 1)
        return frozenset({whole} | {n for n in (*names, *surnames) if len(n) >= _SHORTEST_NAME})
    own = comparison_key(name)
    full = (s for s in names if len(s) >= _SHORTEST_NAME and not is_elliptic(s, own) and not is_generic(type_, s))
    found = {canonical_key(type_, s) for s in full}
    return frozenset({whole} | {key for key in found if not is_elliptic(key, whole)})


def _short_names(p: Profile) -> frozenset[str]:
    if family(p.type) != _BODIES:
        return frozenset()
    return frozenset(n for n in (*p.names, comparison_key(p.name)) if len(n) >= _SHORTEST_WEAK_KEY)


def name_parts(name: str) -> tuple[str, ...]:
    """Return the parts of a foreign name: 阿列克谢·彼得罗夫 → (阿列克谢, 彼得罗夫)."""
    return tuple(part for part in NAME_PART.split(name) if part)
