"""What every network starts from: the lexer's weights, its cutting into units, and the characters of the corpora."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from numpy.typing import NDArray

from kg.ner.units import UnitLexicon
from kg.registers.matcher import load_matcher
from pipelines.tagger_training import teacher_weights
from pipelines.tagger_training.batches import Encoder
from pipelines.tagger_training.corpora import Sample


def encoder_weights(folder: Path) -> dict[str, NDArray]:
    """Return the lexer's weights with the rows of the unit table in the order of the units."""
    weights = teacher_weights.encoder_weights(folder)
    rows = [row for *_, row in teacher_weights.lexicon_rows(folder) if row is not None]
    return {**weights, "embedding": weights["embedding"][rows]}


def characters(samples: Iterable[Sample], fold: dict[int, str], minimum: int) -> dict[str, int]:
    """Return the numbers (from 2; 0 is padding, 1 unknown) of folded characters seen at least ``minimum`` times."""
    counts: Counter[str] = Counter()
    for sample in samples:
        counts.update(sample.text.translate(fold))
    frequent = sorted((-n, c) for c, n in counts.items() if n >= minimum)
    return {c: i + 2 for i, (_, c) in enumerate(frequent)}


def text_encoder(folder: Path, numbers: dict[str, int]) -> Encoder:
    """Return what turns texts into units, characters and evidence."""
    units = teacher_weights.lexicon_rows(folder)
    lexicon = UnitLexicon([(u, f or None) for u, f, r in units if r is not None],
                          [(u, f) for u, f, r in units if r is None])  # fmt: skip
    return Encoder(lexicon, teacher_weights.fold_table(folder), numbers, load_matcher())
