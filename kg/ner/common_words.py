"""Common words by their use: what no name consists of alone (lexicon ``common_words``)."""

from __future__ import annotations

import re
from functools import cache

from kg.records import Span
from kg.registers.lexicons import load_lexicon, values


@cache
def words_of(use: str) -> re.Pattern[str]:
    """Return the pattern of any number of the words of one use."""
    return re.compile(f"(?:{any_of(use)})*")


def any_of(use: str) -> str:
    """Return an alternation of the words of one use, the longest first."""
    found = {w for row in load_lexicon("common_words") if row["use"] == use for w in values(row["words"])}
    return "|".join(sorted(map(re.escape, found), key=lambda w: (-len(w), w)))


def is_trade(words: str) -> bool:
    """Return whether the words are lines of business and other words that any firm may have: 钢铁, 生物医药."""
    return any(words_of(use).fullmatch(words) for use in ("company", "trade"))


def names_place(between: Span, text: str) -> bool:
    """Return whether ``text[between]`` holds nothing but words that stand between a place and a kind of site."""
    return words_of("place").fullmatch(text, *between) is not None
