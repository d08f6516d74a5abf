"""Whose figure it is, decided among the names around it by a model trained on marked figures.

A conditional logit: each candidate of a figure has a score, the sum of the weights of its features, and the best one is
taken; none of them is a candidate too. Weights are made by ``pipelines/train_holders.py`` and read with numpy alone; a
feature's bucket is its CRC-32. docs/decisions/0028 says what was measured.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import as_file, files

import numpy as np

from kg.observations.about import Holders
from kg.observations.candidates import CHAIN, ENTITY, Candidate, Candidates
from kg.observations.features import features_of
from kg.records import Observation

BITS = 16
BUCKETS = 1 << BITS
_MASK = BUCKETS - 1
_CERTAIN = ("after", "stands")  # 第三大城市X; 我们, of the firm that speaks: the proposal stands
NOBODY = Candidate(name="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The candidates of one observation with the features of each, the last of them nobody."""

    candidates: tuple[Candidate, ...]
    features: tuple[list[str], ...]


class HolderModel:
    """Weights by bucket."""

    def __init__(self, weights: np.ndarray) -> None:
        self._weights = weights.tolist()

    @classmethod
    def load(cls) -> HolderModel:
        """Return the model of the package."""
        with as_file(files("kg.observations") / "holders.npz") as path, np.load(path) as saved:
            weights = np.zeros(BUCKETS, dtype=np.float32)
            weights[saved["buckets"]] = saved["weights"]
        return cls(weights)

    def best(self, choice: Choice) -> Candidate:
        """Return the candidate with the highest score, the earliest of equal ones."""
        weights, crc = self._weights, zlib.crc32
        scores = [sum([weights[crc(f.encode()) & _MASK] for f in features]) for features in choice.features]
        return choice.candidates[scores.index(max(scores))]


def bucket(feature: str) -> int:
    """Return the bucket of a feature."""
    return zlib.crc32(feature.encode()) & _MASK


@cache
def load_model() -> HolderModel:
    """Return the model of the package, loaded once."""
    return HolderModel.load()


def chosen(
    text: str,
    plain: str,
    holders: Holders,
    said: Sequence[Observation],
    ways: Sequence[str],
    begins: Sequence[int],
) -> list[Observation]:
    """Return the observations of a text with whom each is about as the model decides.

    Args:
        plain: the text with its times as spaces.
        said: the observations, in order, with what the rules propose.
        ways: how the rules found each of these proposals.
        begins: where reports begin, in order.
    """
    model = load_model()
    out = []
    for (observation, choice), way in zip(choices(text, plain, holders, said, ways, begins), ways, strict=True):
        best = model.best(choice)
        if way not in _CERTAIN and best.name != (observation.about or ""):
            entity = _entity_of(best, holders)
            observation = replace(observation, about=best.name or None, about_entity=entity)
        out.append(observation)
    return out


def choices(
    text: str,
    plain: str,
    holders: Holders,
    said: Sequence[Observation],
    ways: Sequence[str],
    begins: Sequence[int],
) -> Iterator[tuple[Observation, Choice]]:
    """Yield each observation with its candidates and their features."""
    nominated = Candidates(text, plain, holders)
    before: str | None = None
    for observation, way in zip(said, ways, strict=True):
        begin = max((b for b in begins if b <= observation.evidence[0]), default=0)
        candidates = nominated.of(observation, begin)
        yield (
            observation,
            Choice(
                candidates=(*candidates, NOBODY),
                features=features_of(text, holders, observation, candidates, way, before),
            ),
        )
        before = observation.about


def _entity_of(candidate: Candidate, holders: Holders) -> str | None:
    """Return the id of the entity that a candidate names, None for a name that only words make clear."""
    spans = [(s, e) for s, e, how in candidate.found if how in (ENTITY, CHAIN)]
    return holders.entity_of(*spans[-1]) if spans else None
