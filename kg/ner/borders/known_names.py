"""The sure names of a text by place, which the rules on borders go by, and a mention with other borders."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg import vocab
from kg.records import Mention, Span
from kg.registers.matcher import Match

_BODY_BY_RULE = "pattern:body/"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownNames:
    """Sure register names: all and countries by span, bodies by start, divisions by end, all by end.

    ``divisions``: the type by span, of weak ones too.
    """

    known: frozenset[Span]
    divisions: Mapping[Span, str]
    countries: frozenset[Span]
    bodies: Mapping[int, int]
    places: Mapping[int, int]
    division_ends: Mapping[int, int]
    ends: Mapping[int, int]


def _division(anchor: Match) -> str | None:
    return next((e.type for e in anchor.entries if e.type in vocab.DIVISION_TYPES), None)


def known_names(mentions: Iterable[Mention], anchors: Sequence[Match]) -> KnownNames:
    """Return the names of a text that its register matches and the patterns of bodies are sure of."""
    sure = [a for a in anchors if not a.weak]
    bodies = {m.start: m.end for m in mentions if m.made_by.startswith(_BODY_BY_RULE)}
    return KnownNames(
        known=frozenset((a.start, a.end) for a in sure),
        divisions={(a.start, a.end): t for a in anchors if (t := _division(a))},
        countries=frozenset((a.start, a.end) for a in sure if a.entries[0].type == vocab.COUNTRY),
        bodies=bodies | {a.start: a.end for a in sure if a.entries[0].type == vocab.GOVERNMENT_BODY},
        division_ends={a.start: a.end for a in sure if a.entries[0].type in vocab.DIVISION_TYPES},
        ends={a.end: a.start for a in sure},
        places={a.end: a.start for a in sure if a.entries[0].type in vocab.DIVISION_TYPES},
    )


def respanned(m: Mention, start: int, end: int) -> Mention:
    """Return the mention with other borders."""
    return m if (start, end) == (m.start, m.end) else dataclasses.replace(m, start=start, end=end)
