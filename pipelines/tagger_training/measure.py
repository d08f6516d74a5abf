"""Mentions against gold ones: counts by type, and which probabilities were right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kg.evaluation.calibration import bins, calibration_error
from kg.evaluation.scorer import mention_spans, trimmed
from kg.records import Mention
from kg.vocab import CORE_TYPES

Counts = Counter[tuple[str, str]]


def mention_counts(document: dict, mentions: Iterable[Mention]) -> Counts:
    """Return hits, predictions and gold mentions by type."""
    gold = mention_spans(document["text"], document)
    found = {(*trimmed(document["text"], m.start, m.end), m.type) for m in mentions}
    return span_counts(gold, found)


def span_counts(gold: set[tuple[int, int, str]], found: set[tuple[int, int, str]]) -> Counts:
    """Return ("hit" | "found" | "gold", type) counts of typed spans."""
    counts: Counts = Counter()
    for name, spans in (("hit", gold & found), ("found", found), ("gold", gold)):
        for *_, kind in spans:
            counts[name, kind] += 1
    return counts


def outcomes(document: dict, mentions: Iterable[Mention]) -> list[tuple[float, bool]]:
    """Return each mention's probability and whether it is a gold mention."""
    gold = mention_spans(document["text"], document)
    return [(m.score, (*trimmed(document["text"], m.start, m.end), m.type) in gold) for m in mentions]


def summary(counts: Counts) -> dict[str, dict[str, float]]:
    """Return precision, recall and F1 for all, core and each type, the most frequent type first."""
    types = sorted({t for _, t in counts}, key=lambda t: (-counts["gold", t], t))
    groups = {"all": types, "core": [t for t in types if t in CORE_TYPES], **{t: [t] for t in types}}
    return {name: _rates(counts, members) for name, members in groups.items() if members}


def _rates(counts: Counts, types: Sequence[str]) -> dict[str, float]:
    hit, found, gold = (sum(counts[name, t] for t in types) for name in ("hit", "found", "gold"))
    return {
        "p": round(hit / found, 4) if found else 0.0,
        "r": round(hit / gold, 4) if gold else 0.0,
        "f1": round(2 * hit / (found + gold), 4) if found + gold else 0.0,
        "found": found,
        "gold": gold,
    }


def reliability(pairs: Sequence[tuple[float, bool]]) -> list[dict[str, float]]:
    """Return the reliability diagram: by bin of probability its mean, the share of right ones, their number."""
    return [
        {"probability": round(b.confidence, 4), "right": round(b.precision, 4), "mentions": b.predicted}
        for b in bins(pairs)
    ]


def error_of(pairs: Sequence[tuple[float, bool]]) -> float:
    """Return the calibration error of pairs of a probability and whether it was right."""
    return calibration_error(bins(pairs))
