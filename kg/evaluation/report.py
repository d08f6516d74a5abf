"""Scores as tables, and the errors that weigh most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kg.evaluation.calibration import Bin, bins, calibration_error
from kg.evaluation.distance import DISTANCES
from kg.evaluation.scorer import Scores, Tally

LEVELS = ("mentions", "entities", "relations")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table: a type (or all, core) with its rates and counts."""

    name: str
    precision: float
    recall: float
    f1: float
    hit: int
    predicted: int
    gold: int


def rows(tallies: Mapping[str, Tally]) -> list[Row]:
    """Return the rows of one level, the commonest gold types first, rates rounded to four digits."""
    ordered = sorted(tallies.items(), key=lambda kv: (-kv[1].gold, kv[0]))
    return [
        Row(
            name=name, precision=round(t.precision, 4), recall=round(t.recall, 4), f1=round(t.f1, 4),
            hit=t.hit, predicted=t.predicted, gold=t.gold,
        )
        for name, t in ordered
    ]  # fmt: skip


def table(scores: Scores) -> dict[str, dict[str, dict[str, float | int]]]:
    """Return all scores as JSON values: level → type → rates and counts."""
    return {
        level: {
            x.name: {
                "p": x.precision,
                "r": x.recall,
                "f1": x.f1,
                "hit": x.hit,
                "predicted": x.predicted,
                "gold": x.gold,
            }
            for x in rows(getattr(scores, level))
        }
        for level in LEVELS
    }


def constructions(scores: Scores) -> dict[str, dict[str, dict[str, float | int]]]:
    """Return the relations by kind of construction as JSON values.

    ``rules``: precision by the rule that made the statement, the most frequent first; ``distances``: recall by how far
    apart the two names stand, the nearest first; ``confidences``: precision by confidence (``c`` its mean in a bin).
    """
    by_rule = sorted(scores.rules.items(), key=lambda kv: (-kv[1].predicted, kv[0]))
    return {
        "rules": {
            name: {"p": round(t.precision, 4), "hit": t.hit, "predicted": t.predicted}
            for name, t in by_rule
            if t.predicted
        },
        "distances": {
            name: {"r": round(t.recall, 4), "hit": t.hit, "gold": t.gold}
            for name, t in ((d, scores.distances[d]) for d in DISTANCES)
            if t.gold
        },
        "confidences": {f"from {b.low:.1f}": _rates(b) for b in bins(scores.confidences)},
    }


def _rates(b: Bin) -> dict[str, float | int]:
    return {"c": round(b.confidence, 4), "p": round(b.precision, 4), "hit": b.hit, "predicted": b.predicted}


def calibration(scores: Scores) -> float:
    """Return the expected calibration error of the relations, four digits."""
    return round(calibration_error(bins(scores.confidences)), 4)


def worst_errors(scores: Scores, limit: int) -> list[tuple[int, str, str, str]]:
    """Return the most frequent errors as (times, kind, type, words), most frequent first."""
    counts = Counter(error[1:] for error in scores.errors)
    ordered = sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))
    return [(n, *key) for key, n in ordered[:limit]]
