"""Taggers measured on the gold documents that they were not trained on, alone and in the whole language half."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from sklearn.isotonic import IsotonicRegression

from kg.annotate import Annotator
from kg.config import Settings
from kg.document.sentences import sentence_spans
from kg.ner.recognizer import Recognizer
from kg.ner.tagger import Tagger
from kg.records import Annotation
from pipelines.tagger_training.joined import annotated, annotation_rates, documents_report, recognized
from pipelines.tagger_training.measure import Counts, error_of, mention_counts, outcomes, summary

Pairs = list[tuple[float, bool]]
KNOTS = 24
UNCALIBRATED = [[0.0, 1.0], [0.0, 1.0]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """A tagger's folder and the gold documents held out of its training."""

    model: Path
    held_out: Sequence[dict]


def calibration(pairs: Pairs, share: float) -> list[list[float]]:
    """Return the isotonic curve from the network's probability to the share of right mentions, as knots.

    All of it is scaled by ``share``, for a network surer than those of the folds.
    """
    p, right = np.array(pairs, dtype=float).T
    curve = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(p, right)
    grid = np.unique(np.concatenate([[0.0, 1.0], np.quantile(p, np.linspace(0, 1, KNOTS))]))
    return [np.round(grid, 5).tolist(), np.round(share * curve.predict(grid), 4).tolist()]


def recalibrate(model: Path, curve: list[list[float]]) -> None:
    """Put a calibration curve in place of the model's."""
    path = model / "tagger.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**settings, "calibration": curve}), encoding="utf-8")


def measured(folds: Sequence[Fold], development: Sequence[dict]) -> dict:
    """Return the rates of the taggers alone and joined on what each did not see, and of the same taggers on dev.

    The joined ones have each tagger calibrated on the outcomes of the other folds. Rules and their scores are those of
    the package, which were written and counted with all gold documents at hand.
    """
    counts: dict[str, Counts] = {"held out": Counter(), "dev": Counter()}
    alone: list[Pairs] = []
    for fold in folds:
        recalibrate(fold.model, UNCALIBRATED)
        tagger = Tagger.load(fold.model)
        pairs: Pairs = []
        for name, part in (("held out", fold.held_out), ("dev", development)):
            for document in part:
                mentions = tagger.tag(document["text"], sentence_spans(document["text"]))
                counts[name] += mention_counts(document, mentions)
                pairs += outcomes(document, mentions) if name == "held out" else []
        alone.append(pairs)
    documents: list[dict] = []
    found: list[Annotation] = []
    joined: Pairs = []
    for number, fold in enumerate(folds):
        others = [pair for i, pairs in enumerate(alone) if i != number for pair in pairs]
        recalibrate(fold.model, calibration(others or alone[number], 1.0))
        settings = Settings(tagger=str(fold.model))
        documents += fold.held_out
        found += annotated(Annotator(settings), fold.held_out)
        recognizer = Recognizer.load(settings)
        joined += documents_report(partial(recognized, recognizer), fold.held_out)[1]
    return {
        "folds": len(folds), "documents": len(documents),
        "mentions": summary(counts["held out"]), "dev": summary(counts["dev"]),
        "joined": annotation_rates(documents, found), "joined calibration error": error_of(joined),
        "outcomes": [pair for pairs in alone for pair in pairs], "joined outcomes": joined,
    }  # fmt: skip
