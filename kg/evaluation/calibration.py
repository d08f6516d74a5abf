"""Whether confidences hold what they promise: of statements with a confidence near 0.8, eight in ten should be right.

The error is the expected calibration error (Naeini, Cooper and Hauskrecht, 2015): over ten bins of equal width, the
mean distance between confidence and share of right ones, each bin weighted by what it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Statements with a confidence from ``low`` on, under ``low`` + 1 / BINS; the last bin holds 1.0 too."""

    low: float
    predicted: int
    hit: int
    confidence: float

    @property
    def precision(self) -> float:
        return self.hit / self.predicted


def bins(judged: Iterable[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Return the bins that hold something, lowest first, of pairs of a confidence (0 to 1) and whether it was right."""
    held: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in judged:
        held.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, right))
    return tuple(
        Bin(
            low=n / BINS, predicted=len(members), hit=sum(right for _, right in members),
            confidence=sum(c for c, _ in members) / len(members),
        )
        for n, members in sorted(held.items())
    )  # fmt: skip


def calibration_error(filled: Sequence[Bin]) -> float:
    """Return the expected calibration error of bins, 0 where there are none."""
    total = sum(b.predicted for b in filled)
    return sum(b.predicted * abs(b.confidence - b.precision) for b in filled) / total if total else 0.0
