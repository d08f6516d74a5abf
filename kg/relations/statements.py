"""All that constructions state by themselves, with fixed scores; they stand in ``kg.relations.stated``."""

from __future__ import annotations

from collections.abc import Iterator

from kg.relations.passage import Passage
from kg.relations.stated import consents, events, groups, journeys, places, policies, works
from kg.relations.stated.record import Stated

_KINDS = (policies, consents, events, journeys, works, places, groups)
SCORES = {rule: score for kind in _KINDS for rule, score in kind.SCORES.items()}


def statements(passage: Passage) -> Iterator[Stated]:
    """Yield what the constructions find in a passage, kind by kind."""
    for kind in _KINDS:
        yield from kind.statements(passage)
