"""The pair classifier: logistic regression over hashed features, one row of weights for each relation type.

Weights are made by ``pipelines/train_relations.py`` and read with numpy alone. A feature's bucket is its CRC-32, so it
is the same in every run. Scores are probabilities after Platt scaling on held-out folds.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np

from kg.errors import SettingsError

BITS = 18
BUCKETS = 1 << BITS
_GATHERED = 1 << 16  # rows of weights gathered at once; what is gathered is much larger than what it sums up to


def buckets(features: Sequence[str]) -> list[int]:
    """Return the distinct buckets of a list of features, in the order of the list."""
    return _distinct(features, _Buckets())


def _distinct(features: Sequence[str], known: _Buckets) -> list[int]:
    return list(dict.fromkeys([known[f] for f in features]))


class _Buckets(dict[str, int]):
    """Buckets by feature, made as they are asked for."""

    def __missing__(self, feature: str) -> int:
        self[feature] = bucket = zlib.crc32(feature.encode()) & (BUCKETS - 1)
        return bucket


def average_over(margins: np.ndarray, groups: Sequence[Hashable]) -> np.ndarray:
    """Return ``margins`` (pairs, or pairs × types) with each replaced by the mean of its group."""
    numbers: dict[Hashable, int] = {}
    index = np.array([numbers.setdefault(g, len(numbers)) for g in groups])
    if len(numbers) == len(index):
        return margins
    sums = np.zeros((len(numbers), *margins.shape[1:]), dtype=margins.dtype)
    np.add.at(sums, index, margins)
    counts = np.bincount(index).reshape(-1, *(1,) * (margins.ndim - 1))
    return (sums / counts)[index]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairClassifier:
    """Weights by relation type.

    ``row``: the row of ``weights`` for each bucket, 0 for buckets never seen (row 0 is zero);
    ``weights``: rows × types; ``bias``, ``slope``, ``offset``, ``threshold``: one value a type.
    """

    types: tuple[str, ...]
    row: np.ndarray
    weights: np.ndarray
    bias: np.ndarray
    slope: np.ndarray
    offset: np.ndarray
    threshold: np.ndarray

    @classmethod
    def load(cls, path: Path | None = None) -> PairClassifier:
        """Read the weights; those of the package where ``path`` is None.

        Raises:
            SettingsError: the file is missing or holds something else.
        """
        if path is None:
            with as_file(files("kg.relations") / "pairs.npz") as own:
                return cls._read(own)
        return cls._read(path)

    @classmethod
    def _read(cls, path: Path) -> PairClassifier:
        try:
            with np.load(path) as stored:
                values = {k: stored[k] for k in ("buckets", "weights", "types", "bias", "slope", "offset", "threshold")}
        except (OSError, KeyError, ValueError) as error:
            raise SettingsError(
                f"{path} is no file of relation weights ({error}). Make one with pipelines/train_relations.py."
            ) from error
        row = np.zeros(BUCKETS, dtype=np.int32)
        row[values["buckets"]] = np.arange(1, len(values["buckets"]) + 1)
        weights = values["weights"].astype(np.float32)
        return cls(
            types=tuple(str(t) for t in values["types"]), row=row,
            weights=np.vstack([np.zeros((1, weights.shape[1]), dtype=np.float32), weights]),
            bias=values["bias"], slope=values["slope"], offset=values["offset"], threshold=values["threshold"],
        )  # fmt: skip

    def scores(self, features: Iterable[Sequence[str]], groups: Sequence[Hashable]) -> np.ndarray:
        """Return the probabilities, pairs × types, of pairs given by their features.

        Args:
            features: of each pair; read one by one and not kept.
            groups: one key a pair; pairs with one key (members of one list) get their mean.
        """
        sums = list(self._sums(features))
        if not sums:
            return np.zeros((0, len(self.types)))
        margins = average_over(np.concatenate(sums), groups) + self.bias
        return 1.0 / (1.0 + np.exp(-(margins * self.slope + self.offset)))

    def _sums(self, features: Iterable[Sequence[str]]) -> Iterator[np.ndarray]:
        """Yield the sums of the weights of some pairs at a time, pairs × types."""
        known = _Buckets()  # pairs of one article share most of their features
        held, starts = array("q"), []
        for each in features:
            starts.append(len(held))
            held.extend(_distinct(each, known))
            if len(held) >= _GATHERED:
                yield self._sum(held, starts)
                held, starts = array("q"), []
        if starts:
            yield self._sum(held, starts)

    def _sum(self, held: array, starts: list[int]) -> np.ndarray:
        return np.add.reduceat(self.weights[self.row[np.frombuffer(held, dtype=np.int64)]], starts, axis=0)
