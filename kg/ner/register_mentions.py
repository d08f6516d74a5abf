"""Names of the registers as mentions."""

from __future__ import annotations

from kg.records import Mention
from kg.registers.matcher import Matcher

WEAK_SCORE = 0.3
SCORE = 0.85


def register_mentions(text: str, matcher: Matcher) -> list[Mention]:
    """Return the register names in a text; several entries of one surface give the type of the first."""
    found = []
    for match in matcher.find(text):
        entry = match.entries[0]
        score = WEAK_SCORE if match.weak else SCORE
        found.append(
            Mention(
                start=match.start, end=match.end, type=entry.type, made_by=f"register:{entry.register}", score=score
            )
        )
    return found
