"""The merge policy: which of several overlapping mentions stays.

The rules, in order, each a function of two mentions that overlap:

1. *Outermost title, whole list*: a policy title in book-title marks, or from 关于 to its kind, holds against anything
   inside it; so do a list of ports, whose members alone look like cities, the registered name of a
   company, one made of a place and its trade, a national laboratory, and a river told from the division of its name.
2. *No part*: what lies inside a long name of a register falls; a longer mention around that name may still win.
3. *Surer source*: the higher score stays when the scores differ by more than ``SCORE_MARGIN``.
4. *Longest*: the longer stays; then the one that starts first; then by type and maker, so that the outcome is one.

Scores are comparable because every source states the share of its mentions that were right on the training set.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.records import Mention

SCORE_MARGIN = 0.25
LONG_NAME = 6  # characters
_WHOLE = (
    "pattern:policy/book-title",
    "pattern:policy/issuer-about",
    "pattern:port/list",
    "pattern:company/legal-form",
    "pattern:company/of-place",
    "pattern:place/river",
    "pattern:body/coordination",
    "pattern:body/mission",
    "pattern:person/roster",
    "pattern:body/roster",
    "pattern:event/of-china",
    "pattern:event/held",
    "pattern:event/anniversary",
    "pattern:event/ceremony",
    "pattern:event/object",
    "pattern:organization/bracketed",
    "pattern:organization/common",
    "pattern:organization/national-institute",
    "pattern:organization/association",
    "pattern:organization/paper",
    "pattern:project/crossing",
    "pattern:project/corridor",
    "pattern:work/area",
    "pattern:company/of-city",
    "pattern:company/by-sound",
    "pattern:body/port-authority",
)


def merge(mentions: Iterable[Mention]) -> list[Mention]:
    """Return flat mentions in the order of the text: none overlaps another."""
    ordered = sorted(_without_parts(list(mentions)), key=_strength, reverse=True)
    taken: list[Mention] = []
    occupied = _Occupied()
    for m in ordered:
        if m.end > m.start and occupied.take(m.start, m.end):
            taken.append(m)
    return sorted(taken, key=lambda m: m.start)


def _without_parts(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions without those inside a long name of a register: 安提瓜 inside 安提瓜和巴布达."""
    long = [m for m in mentions if m.end - m.start >= LONG_NAME and _is_sure_name(m)]
    whole = {i: m for m in long for i in range(m.start, m.end)}
    return [m for m in mentions if (w := whole.get(m.start)) is None or m.end > w.end or _is_same(m, w)]


def _is_sure_name(m: Mention) -> bool:
    return m.made_by.startswith("register:") and m.made_by.endswith("/name")


def _is_same(m: Mention, whole: Mention) -> bool:
    return (m.start, m.end) == (whole.start, whole.end) or m.made_by.startswith(_WHOLE)


def _strength(m: Mention) -> tuple[bool, int, int, int, str, str]:
    return (
        m.made_by.startswith(_WHOLE),
        round(m.score / SCORE_MARGIN),
        m.end - m.start,
        -m.start,
        m.type,
        m.made_by,
    )


class _Occupied:
    """Characters already inside a mention."""

    def __init__(self) -> None:
        self._characters: set[int] = set()

    def take(self, start: int, end: int) -> bool:
        """Occupy the span if all of it is free."""
        if any(i in self._characters for i in range(start, end)):
            return False
        self._characters.update(range(start, end))
        return True
