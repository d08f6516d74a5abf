"""Clustering: profiles of one component → groups that are one thing each.

Profiles that share blocking keys, directly or through others, form a *component*; components are resolved one by one
and never see each other. Within one, profiles are taken from the most telling to the barest and each joins the group
with the highest match weight, if that is above the threshold and nothing contradicts; a bare name that fits two
groups of namesakes equally joins none. Groups that then match are joined, the best pair first. Every tie is broken by
content, so order never matters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from kg.resolution.blocking import keys
from kg.resolution.comparison import Merged, merged
from kg.resolution.profile import Profile
from kg.resolution.scoring import score

_MOST_GROUPS_JOINED = 64  # the second pass compares all pairs of groups only up to this many; above, the leaders stand


def components(profiles: Iterable[Profile]) -> Iterator[tuple[Profile, ...]]:
    """Yield the profiles that hang together by blocking keys, each component sorted, by its first profile."""
    ordered = sorted(set(profiles))
    parent = list(range(len(ordered)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    holder: dict[str, int] = {}
    for i, p in enumerate(ordered):
        for key in keys(p):
            j = holder.setdefault(key, i)
            a, b = root(i), root(j)
            parent[max(a, b)] = min(a, b)
    groups: dict[int, list[Profile]] = defaultdict(list)
    for i, p in enumerate(ordered):
        groups[root(i)].append(p)
    for i in sorted(groups):
        yield tuple(groups[i])


def clusters(component: Collection[Profile]) -> list[list[Profile]]:
    """Return the groups of one component, each sorted, by their first profile."""
    first = next(iter(component))
    if first.link or first.document or len(component) == 1:
        return [sorted(component)]
    groups: list[_Group] = []
    by_key: dict[str, list[_Group]] = defaultdict(list)
    for unit in sorted(_units(component), key=_most_telling_first):
        group = _best(unit, by_key)
        if group is None:
            group = _Group()
            groups.append(group)
        group.take(unit)
        for key in unit.keys:
            if group not in by_key[key]:
                by_key[key].append(group)
    return sorted(sorted(g.profiles) for g in _joined(groups))


class _Group:
    """Profiles taken as one thing, with what they say together."""

    __slots__ = ("keys", "profiles", "side")

    def __init__(self, profiles: Iterable[Profile] = ()) -> None:
        self.profiles = list(profiles)
        self.side: Merged = merged(self.profiles)
        self.keys: set[str] = {key for p in self.profiles for key in keys(p)}

    def take(self, other: _Group) -> None:
        self.profiles += other.profiles
        self.side.update(other.side)
        self.keys |= other.keys


def _units(component: Collection[Profile]) -> list[_Group]:
    """Return profiles that differ in nothing but date, and in no matter that hangs on it, as one unit each."""
    units: dict[tuple, list[Profile]] = defaultdict(list)
    for p in component:
        units[p if p.type == "Event" else p._replace(date="")].append(p)
    return [_Group(sorted(units[key])) for key in sorted(units)]


def _most_telling_first(unit: _Group) -> tuple:
    side = unit.side
    facts = len(side.posts) + len(side.areas) + len(side.actors) + len(side.numbers)
    longest = max(len(n) for n in side.names)
    return (-facts, -longest, unit.profiles)


def _best(unit: _Group, by_key: dict[str, list[_Group]]) -> _Group | None:
    candidates: list[_Group] = []
    for key in sorted(unit.keys):
        candidates += [g for g in by_key[key] if g not in candidates]
    matches = [(m.weight, g) for g in candidates if (m := score(unit.side, g.side)).is_match]
    matches.sort(key=lambda x: -x[0])
    if (
        len(matches) > 1
        and matches[0][0] == matches[1][0]
        and not score(matches[0][1].side, matches[1][1].side).is_match
    ):
        return None
    return matches[0][1] if matches else None


def _joined(groups: list[_Group]) -> list[_Group]:
    groups = sorted(groups, key=lambda g: sorted(g.profiles))
    if len(groups) > _MOST_GROUPS_JOINED:
        return groups
    apart: set[tuple[int, int]] = set()
    while True:
        pairs = [
            (score(a.side, b.side), i, j)
            for i, a in enumerate(groups)
            for j, b in enumerate(groups)
            if i < j and (id(a), id(b)) not in apart and a.keys & b.keys
        ]
        apart |= {(id(groups[i]), id(groups[j])) for m, i, j in pairs if not m.is_match}
        good = [(-m.weight, i, j) for m, i, j in pairs if m.is_match and not _is_ambiguous(groups, i, j)]
        if not good:
            return groups
        _, i, j = min(good)
        union = _Group([*groups[i].profiles, *groups[j].profiles])
        groups = sorted(
            [g for k, g in enumerate(groups) if k not in (i, j)] + [union], key=lambda g: sorted(g.profiles)
        )


def _is_ambiguous(groups: list[_Group], i: int, j: int) -> bool:
    """Return whether one of the two would fit a third group just as well, and that one not the other."""
    weight = score(groups[i].side, groups[j].side).weight
    for one, other in ((i, j), (j, i)):
        for k, third in enumerate(groups):
            if k in (i, j) or not groups[one].keys & third.keys:
                continue
            match = score(groups[one].side, third.side)
            if match.is_match and match.weight == weight and not score(groups[other].side, third.side).is_match:
                return True
    return False
