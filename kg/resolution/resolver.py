"""Resolution: a set of profiles → the identity of each."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from kg import vocab
from kg.jsonl import dumps
from kg.registers.loader import load_registers
from kg.resolution.clustering import clusters, components
from kg.resolution.names import canonical_key, comparison_key, is_former
from kg.resolution.occasions import occasion_of
from kg.resolution.profile import Profile


class Identity(NamedTuple):
    """What one node is: its type, the name shown (empty: the commonest), and the key that its id is made of.

    ``disambiguator`` tells namesakes apart: a post, an area, an issuer, a date that is true of one alone; it is empty
    where a name has no namesake.
    """

    type: str
    name: str = ""
    link: str = ""
    key: str = ""
    disambiguator: str = ""


def resolve(profiles: Iterable[Profile]) -> dict[Profile, Identity]:
    """Return the identity of each profile; it depends on the set of profiles alone."""
    identities: dict[Profile, Identity] = {}
    for component in components(profiles):
        identities |= resolve_component(component)
    return identities


def resolve_component(component: Collection[Profile]) -> dict[Profile, Identity]:
    """Return the identity of each profile of one component."""
    namesakes: dict[tuple[str, str], list[list[Profile]]] = defaultdict(list)
    identities: dict[Profile, Identity] = {}
    for members in clusters(component):
        identity = _identity(members)
        if identity.link:
            identities |= dict.fromkeys(members, identity)
        else:
            namesakes[identity.type, identity.key].append(members)
    for groups in namesakes.values():
        for members, told_apart in zip(groups, _disambiguators(groups), strict=True):
            identities |= dict.fromkeys(members, _identity(members)._replace(disambiguator=told_apart))
    return identities


def _identity(members: list[Profile]) -> Identity:
    type_ = min((p.type for p in members), key=_rank)
    if link := members[0].link:
        entry = load_registers().entry(link)
        return Identity(type=entry.type if entry else type_, link=link)
    own = [p for p in members if p.type == type_] or members
    name = max((p.name for p in own), key=lambda n: (not is_former(n), len(comparison_key(n)), n))
    return Identity(type=type_, name=name, key=canonical_key(type_, name))


def _rank(type_: str) -> tuple[int, str]:
    return (vocab.ENTITY_TYPES.index(type_) if type_ in vocab.ENTITY_TYPES else len(vocab.ENTITY_TYPES), type_)


def _facts(members: Iterable[Profile]) -> list[str]:
    """Return what tells a group from its namesakes, the most lasting kind first."""
    members = list(members)
    occasion = _occasion(members)
    kinds: tuple[set[str], ...] = (
        {f"document:{p.document}" for p in members if p.document},
        {f"number:{p.number}" for p in members if p.number},
        {f"post:{post.body} {post.role}" for p in members for post in p.posts},
        {f"area:{area}" for p in members for area in p.areas},
        {f"actor:{actor}" for p in members for actor in p.actors},
        {f"date:{p.date}" for p in members if p.date and p.type == vocab.EVENT},
    )
    facts = [fact for kind in kinds for fact in sorted(kind)]
    return [occasion, *(f"{occasion} {fact}" for fact in facts)] if occasion else facts


def _occasion(members: Iterable[Profile]) -> str:
    """Return which meeting an event that recurs is, empty for all else.

    Meetings of other periods are resolved elsewhere, so it stands in each id, and before each further fact.
    """
    held = sorted(
        o for p in members if p.type == vocab.EVENT for o in [occasion_of(canonical_key(p.type, p.name), p.date)] if o
    )
    return f"occasion:{held[0]}" if held else ""


def _disambiguators(groups: Sequence[Sequence[Profile]]) -> list[str]:
    """Return what tells each of some namesakes from the others.

    As soon as there are two, none keeps the bare id: an id seen earlier must not come to mean another thing.
    """
    facts = [_facts(members) for members in groups]
    held = Counter(fact for each in facts for fact in each)
    bare = sum(not each for each in facts)
    if len(groups) == 1 and not any(fact.startswith(("document:", "occasion:")) for fact in facts[0]):
        return [""]
    return [
        next((fact for fact in each if held[fact] == 1), "" if each or bare > 1 else "bare") or _digest(members)
        for each, members in zip(facts, groups, strict=True)
    ]


def _digest(members: Iterable[Profile]) -> str:
    return hashlib.sha256(dumps([p.to_json() for p in sorted(members)]).encode()).hexdigest()[:16]
