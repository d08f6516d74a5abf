"""Train the model that decides whom a figure is about (kg.observations.choice).

Input: passages with marked observations (JSON Lines: id, published, text, observations with evidence and about).
Output: ``holders.npz``, one weight for each bucket of features. Needs SciPy (extra ``train``); deterministic; a minute.

    python -m pipelines.train_holders MARKED.jsonl... [--read READ.jsonl...] --out kg/observations/holders.npz

``--read`` names passages whose errors the rules were mended on, where what the rules propose is right more often than
on new text; they weigh less. A figure counts where the rules find it. Several candidates may be right: the same name in
other words counts in part, and the model is to give its probability to all of them together.

The report is of folds by document over the marked passages: how often the rules alone and the model are right.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from spacy.language import Language

from kg.config import Settings
from kg.nlp import build_nlp
from kg.observations.choice import BUCKETS, Choice, bucket
from kg.observations.extractor import proposals
from kg.records import Article, Observation
from kg.text.reading import read

HOME = ("我国", "中国", "全国")
SAME_IN_PART = 0.3  # worth of a candidate that holds the marked name, or is held by it
READ_WEIGHT = 0.5
STRENGTH = 3.0  # of L2 regularisation
MIN_COUNT = 3  # figures whose candidates have a feature
STEPS = 200
FOLDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One marked figure: the worth of each candidate (1: the marked name, 0: another) and its distinct buckets."""

    document: str
    weight: float
    worth: tuple[float, ...]
    buckets: tuple[tuple[int, ...], ...]
    proposed: int
    """The number of the candidate that the rules propose."""


def main() -> None:
    arguments = _arguments()
    nlp = build_nlp(Settings())
    marked = [e for path in arguments.marked for e in examples(nlp, path, 1.0)]
    seen = [e for path in arguments.read for e in examples(nlp, path, READ_WEIGHT)]
    print(f"{len(marked)} figures marked, {len(seen)} read")
    _report(marked, seen)
    weights = train(marked + seen)
    kept = np.flatnonzero(weights)
    np.savez_compressed(arguments.out, buckets=kept.astype(np.uint16), weights=weights[kept].astype(np.float16))
    print(f"{arguments.out}: {len(kept)} weights")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("marked", nargs="+", type=Path, help="passages marked before the rules saw them")
    parser.add_argument("--read", nargs="*", default=[], type=Path, help="passages that the rules were mended on")
    parser.add_argument("--out", required=True, type=Path)
    return parser.parse_args()


def examples(nlp: Language, path: Path, weight: float) -> Iterable[Example]:
    """Yield the marked figures of a file that the rules find."""
    for line in path.read_text(encoding="utf8").splitlines():
        passage = json.loads(line)
        article = Article(id=passage["id"], title="", published=passage.get("published"), text=passage["text"])
        reading = read(article.text, 0)
        doc = nlp.make_doc(reading.text)
        doc._.article = article
        for _, stage in nlp.pipeline[:-1]:
            doc = stage(doc)
        x = doc._
        marks = {tuple(o["evidence"]): o["about"] for o in reversed(passage["observations"])}
        for observation, choice in proposals(x.view, x.sentences, x.times, x.entities, article.published):
            span = tuple(reading.given_span(*observation.evidence))
            near = next((m for m in marks if m[0] < span[1] and span[0] < m[1]), None)
            if near is not None:
                yield _example(passage["id"], weight, marks[near], observation, choice)


def _example(document: str, weight: float, about: str | None, observation: Observation, choice: Choice) -> Example:
    names = [c.name for c in choice.candidates]
    return Example(
        document=document,
        weight=weight,
        worth=tuple(worth(about, name) for name in names),
        buckets=tuple(tuple(sorted({bucket(f) for f in features})) for features in choice.features),
        proposed=names.index(observation.about or ""),
    )


def worth(about: str | None, name: str) -> float:
    """Return how right a name is (0 to 1), "" meaning nobody."""
    if not about or not name:
        return float((about or "") == name)
    if about == name or (about in HOME and name in HOME):
        return 1.0
    return SAME_IN_PART if about in name or name in about else 0.0


def train(given: Sequence[Example]) -> np.ndarray:
    """Return the weights of all buckets for a conditional logit over the candidates of each figure."""
    usable = [e for e in given if max(e.worth) > 0]
    matrix, segments = _matrix(usable)
    enough = _figures_with(usable) >= MIN_COUNT
    matrix = matrix @ csr_matrix((enough.astype(float), (np.arange(BUCKETS), np.arange(BUCKETS))))
    worths = np.concatenate([e.worth for e in usable])
    weights = np.array([e.weight for e in usable])
    firsts = np.flatnonzero(np.diff(segments, prepend=-1))
    transposed = matrix.T.tocsr()

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ theta
        powers = np.exp(scores - np.maximum.reduceat(scores, firsts)[segments])
        right = powers * worths
        all_, hits = np.add.reduceat(powers, firsts), np.add.reduceat(right, firsts)
        slope = (powers / all_[segments] - right / hits[segments]) * weights[segments]
        value = -(weights * np.log(hits / all_)).sum() + STRENGTH / 2 * (theta @ theta)
        return float(value), transposed @ slope + STRENGTH * theta

    result = minimize(loss, np.zeros(BUCKETS), jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return np.where(enough, result.x, 0.0)


def _matrix(given: Sequence[Example]) -> tuple[csr_matrix, np.ndarray]:
    """Return candidates × buckets, and the figure of each candidate."""
    rows = [row for e in given for row in e.buckets]
    segments = np.repeat(np.arange(len(given)), [len(e.buckets) for e in given])
    columns = np.concatenate([np.array(row) for row in rows])
    starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    return csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(rows), BUCKETS)), segments


def _figures_with(given: Sequence[Example]) -> np.ndarray:
    counts = np.zeros(BUCKETS, dtype=int)
    for example in given:
        counts[sorted({b for row in example.buckets for b in row})] += 1
    return counts


def _report(marked: Sequence[Example], seen: Sequence[Example]) -> None:
    documents = sorted({e.document for e in marked})
    random.Random(1).shuffle(documents)
    rules = model = 0
    for fold in range(FOLDS):
        held = set(documents[fold::FOLDS])
        weights = train([e for e in marked if e.document not in held] + list(seen))
        for example in (e for e in marked if e.document in held):
            scores = [weights[list(row)].sum() for row in example.buckets]
            model += example.worth[int(np.argmax(scores))] > 0
            rules += example.worth[example.proposed] > 0
    print(f"held out: rules {rules / len(marked):.3f}, model {model / len(marked):.3f} of {len(marked)}")


if __name__ == "__main__":
    main()
