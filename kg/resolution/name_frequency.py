"""How many people bear a name: what an equal name says of two mentions."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.registers.lexicons import load_lexicon

_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_LEADING = 30  # surnames, which half of all people bear


@lru_cache(maxsize=100_000)
def frequency(name: str) -> str:
    """Return how often a person's name occurs: ``frequent``, ``two-character``, ``common`` or ``rare``.

    A name of two characters is borne by many more people than one of three; so is one made of the surnames and the
    characters that most people have. Source: the lexicons ``surnames`` and ``given_name_characters``.

    >>> [frequency(n) for n in ("王强", "魏瑾", "王建国", "蓝沛安", "约翰·史密斯")]
    ['frequent', 'two-character', 'common', 'rare', 'rare']
    """
    if not _HAN_NAME.fullmatch(name):
        return "rare"
    surname = name[:2] if name[:2] in _surnames() and len(name) > 2 else name[:1]
    given = name[len(surname) :]
    usual = sum(c in _frequent_characters() for c in given)
    if len(name) == 2:
        return "frequent" if surname in _leading_surnames() and usual else "two-character"
    return "common" if _surnames().get(surname) == "common" and usual == len(given) else "rare"


@cache
def _surnames() -> dict[str, str]:
    return {row["surname"]: row["frequency"] for row in load_lexicon("surnames")}


@cache
def _leading_surnames() -> frozenset[str]:
    return frozenset(list(_surnames())[:_LEADING])  # the lexicon begins with the most frequent


@cache
def _frequent_characters() -> frozenset[str]:
    return frozenset(
        c for row in load_lexicon("given_name_characters") if row["use"] == "frequent" for c in row["characters"]
    )
