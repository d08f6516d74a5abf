"""Mentions against gold ones: counts by type, and which probabilities were right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from kg.records import Mention
from kg.vocab import CORE_TYPES

_EDGES = frozenset("“”‘’\"'《》 \u3000")
Counts = Counter[tuple[str, str]]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without quotation marks and blanks at its edges; as it is if nothing is left."""
    a, b = start, end
    while a < b and text[a] in _EDGES:
        a += 1
    while b > a and text[b - 1] in _EDGES:
        b -= 1
    return (a, b) if a < b else (start, end)


def gold_mentions(document: dict) -> set[tuple[int, int, str]]:
    """Return the trimmed gold mentions of a document."""
    return {(*trimmed(document["text"], s, e), x["type"]) for x in document["entities"] for s, e in x["mentions"]}


def mention_counts(document: dict, mentions: Iterable[Mention]) -> Counts:
    """Return hits, predictions and gold mentions by type."""
    gold = gold_mentions(document)
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
    gold = gold_mentions(document)
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


def reliability(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> list[dict[str, float]]:
    """Return the reliability diagram: by bin of probability its mean, the share of right ones, their number."""
    p, right = np.array(pairs, dtype=float).T
    number = np.minimum((p * bins).astype(int), bins - 1)
    return [
        {"probability": round(float(p[number == b].mean()), 4), "right": round(float(right[number == b].mean()), 4),
         "mentions": int((number == b).sum())}
        for b in range(bins) if (number == b).any()
    ]  # fmt: skip


def calibration_error(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Return the expected calibration error (Naeini, Cooper and Hauskrecht 2015) over bins of equal width."""
    rows = reliability(pairs, bins)
    total = sum(r["mentions"] for r in rows)
    return sum(r["mentions"] * abs(r["probability"] - r["right"]) for r in rows) / total
