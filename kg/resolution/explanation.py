"""Explanation: why two things are one, or are kept apart, as a sum of weights."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kg.resolution.blocking import keys
from kg.resolution.comparison import merged
from kg.resolution.profile import Profile
from kg.resolution.scoring import Match, score


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A comparison of two things: the match where a blocking key brings them together."""

    match: Match | None
    linked: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        """One line: one thing, or why not."""
        if self.linked:
            return "one register entry" if len(set(self.linked)) == 1 else "two register entries, never compared"
        if self.match is None:
            return "never compared: they share no blocking key"
        if self.match.contradicted:
            return f"kept apart: {self.match.contradicted}"
        return "one thing" if self.match.is_match else "kept apart: too little agrees"


def explain(a: Collection[Profile], b: Collection[Profile]) -> Explanation:
    """Compare two groups of profiles as resolution does.

    Args:
        a: profiles of one thing; not empty.
        b: profiles of the other.
    """
    links = [sorted({p.link for p in side if p.link}) for side in (a, b)]
    if all(links):
        return Explanation(match=None, linked=(links[0][0], links[1][0]))
    mine, other = ({key for p in side for key in keys(p)} for side in (a, b))
    if any(links) or mine.isdisjoint(other):
        return Explanation(match=None)
    return Explanation(match=score(merged(sorted(a)), merged(sorted(b))))


def explain_members(profiles: Collection[Profile]) -> tuple[tuple[Profile, Explanation], ...]:
    """Compare each profile of one thing with the rest of it; empty where there is only one."""
    ordered = sorted(profiles)
    if len(ordered) < 2:
        return ()
    return tuple((p, explain([p], [q for q in ordered if q != p])) for p in ordered)
