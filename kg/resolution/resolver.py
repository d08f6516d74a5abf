"""Resolution: a set of profiles → the identity of each."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg import vocab
from kg.resolution.profile import Profile


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Identity:
    """What one node is: its type, the name shown, and the key that its id is made of."""

    type: str
    name: str
    link: str = ""
    key: str = ""
    disambiguator: str = ""


def resolve(profiles: Iterable[Profile]) -> dict[Profile, Identity]:
    """Return the identity of each profile; it depends on the set of profiles alone."""
    clusters: dict[tuple[str, ...], set[Profile]] = defaultdict(set)
    for p in profiles:
        clusters[_cluster_key(p)].add(p)
    return {p: identity for members in clusters.values() for identity in [_identity(members)] for p in members}


def _cluster_key(p: Profile) -> tuple[str, ...]:
    if p.link:
        return ("link", p.link)
    return (_family(p.type), comparison_key(p.name), p.document)


def _family(type_: str) -> str:
    return "people" if type_ in vocab.PEOPLE_TYPES else type_


def _identity(members: set[Profile]) -> Identity:
    first = min(members, key=lambda p: (vocab.ENTITY_TYPES.index(p.type), p))
    name = max((p.name for p in members), key=lambda n: (len(n), n))
    if first.link:
        return Identity(type=first.type, name=name, link=first.link)
    return Identity(type=first.type, name=name, key=comparison_key(first.name), disambiguator=first.document)


def comparison_key(name: str) -> str:
    """Return a name as it is compared: width and case folded, no spaces, no quotation or title marks."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\s《》〈〉“”‘’\"'「」『』]", "", folded) or folded.strip()
