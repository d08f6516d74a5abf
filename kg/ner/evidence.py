"""What registers and patterns find in a text as features of its characters: evidence for the tagger, not a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.ner.patterns import bodies, kinds, people, policies
from kg.records import Mention
from kg.registers.matcher import Match
from kg.vocab import ENTITY_TYPES

_NUMBER = {t: i for i, t in enumerate(ENTITY_TYPES)}
_TYPES = len(ENTITY_TYPES)
_FIRST, _INNER, _LAST, _ONLY = 0, _TYPES, 2 * _TYPES, 3 * _TYPES
_WEAK = 4 * _TYPES
_PATTERNS = 5 * _TYPES
FEATURES = 9 * _TYPES  # sure register names by place in the name; weak ones; names of patterns by place in the name


def pattern_mentions(text: str, matches: Sequence[Match]) -> list[Mention]:
    """Return what the patterns find; spans may overlap. Rosters are read without the registers, as in training."""
    return [*bodies.find(text, matches), *kinds.find(text, matches), *people.find(text), *policies.find(text)]


def evidence_features(length: int, matches: Iterable[Match], patterns: Iterable[Mention]) -> NDArray[np.uint8]:
    """Return [length, FEATURES], 1 where a character stands in a name of that source, type and place in the name."""
    features = np.zeros((length, FEATURES), dtype=np.uint8)
    for match in matches:
        for number in {_NUMBER[e.type] for e in match.entries}:
            if match.weak:
                features[match.start : match.end, _WEAK + number] = 1
            else:
                _mark(features, match.start, match.end, number)
    for mention in patterns:
        _mark(features, mention.start, mention.end, _PATTERNS + _NUMBER[mention.type])
    return features


def _mark(features: NDArray[np.uint8], start: int, end: int, column: int) -> None:
    if end - start == 1:
        features[start, _ONLY + column] = 1
    else:
        features[start, _FIRST + column] = 1
        features[start + 1 : end - 1, _INNER + column] = 1
        features[end - 1, _LAST + column] = 1
