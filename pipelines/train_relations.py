"""Train the pair classifier of kg.relations from gold annotations.

Input: gold annotations (JSON Lines, the gold format) with text, entities and relations. Output: ``pairs.npz`` with the
weights, a scale for probabilities and a threshold for each relation type. Needs scikit-learn (extra ``train``);
deterministic.

    python -m pipelines.train_relations GOLD.jsonl... --out kg/relations/pairs.npz [--silver SILVER.jsonl]

Two more kinds of examples join the training side of the folds: sentences of our own (``relation_templates.tsv``, its
slots filled from ``template_names.tsv``) and the gold documents with the names that registers and patterns find there.
Types with few gold relations read scale and threshold off our own sentences too, each held out with its template.

Silver (``label_relations.py``) joins where two views agree: what rules and registers say of a pair, and what a
classifier trained on the gold side says of it by the words alone. Its examples hide which constructions fit, so that
what else stands in the sentence has to tell. It is never measured on. The weights of the package are trained without
it: docs/decisions/0020 has the figures.

A pair is positive in the sentence that its evidence stands in and left out in other sentences; optional relations
count with a small weight. Thresholds maximise F1 over documents on held-out folds, with precision held above a floor.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

from kg.annotate import Annotator
from kg.config import Settings
from kg.document.sentences import sentence_spans
from kg.evaluation.scorer import matched_entities
from kg.jsonl import annotation_from_json, annotation_json
from kg.records import DocumentEntity
from kg.relations.candidates import PAIRED, Candidate, candidates, sharing
from kg.relations.classifier import BUCKETS, average_over, buckets
from kg.relations.features import PairReader
from kg.relations.passage import Passage
from kg.relations.posts.reader import read_posts
from kg.relations.reference import add_implied
from kg.vocab import RELATION_TYPES

HERE = Path(__file__).parent
SLOTS = {
    "C": "Country", "V": "Province", "Y": "City", "U": "County", "L": "Place", "Z": "Zone", "O": "Port",
    "P": "Official", "G": "GovernmentBody", "M": "Company", "R": "Organization", "D": "Policy", "E": "Event",
    "J": "Project",
}  # fmt: skip
ROTATIONS = 2
ROTATIONS_OF_CHOICES = 6
TEMPLATE_WEIGHT = 0.5
PREDICTED_WEIGHT = 0.5
FOLDS = 5
STRENGTH = 1.0  # inverse of L2 regularisation
OPTIONAL_WEIGHT = 0.15
MIN_COUNT = 2
MIN_PRECISION = 0.76
MIN_THRESHOLD = 0.2
NEAR_BEST = 0.004  # of thresholds with an F1 this near the best, the one nearest 0.5 is taken
FEW = 30  # gold relations of a type; with fewer, scale and threshold are read off our own sentences too
SILVER_WEIGHT = 0.1
SILVER_KEPT = 16  # of the silver pairs that no view speaks of each 16th is kept
AGREED, REFUSED = 0.0, -2.0  # margins from and up to which the words alone agree with a silver label
STAYING = frozenset({"locatedIn", "connects", "partOf", "develops", "issued", "basedOn"})  # true in other documents too

Key = tuple[str, int, int]
Labelled = tuple[csr_matrix, np.ndarray, np.ndarray]  # pairs × buckets, targets, weights


@dataclass(slots=True, kw_only=True)
class Example:
    """One candidate pair with its buckets and, by relation type, its target and weight."""

    document: int
    candidate: Candidate
    buckets: list[int]
    targets: dict[str, tuple[int, float]]
    group: tuple[object, ...]


@dataclass(slots=True, kw_only=True)
class Corpus:
    """All examples, and by document the gold relations (True where optional)."""

    examples: list[Example] = field(default_factory=list)
    gold: list[dict[Key, bool]] = field(default_factory=list)

    def add(self, other: Corpus, weight: float) -> None:
        """Append the documents of another corpus; their examples count with ``weight``."""
        for e in other.examples:
            e.document += len(self.gold)
            e.group = (e.document, *e.group[1:])
            e.targets = {t: (y, w * weight) for t, (y, w) in e.targets.items()}
        self.examples += other.examples
        self.gold += other.gold


def read_silver(path: Path) -> list[Example]:
    """Return the examples of a file of ``label_relations.py``, without the features of constructions."""
    examples = []
    with path.open(encoding="utf-8") as lines:
        for number, document in enumerate(map(json.loads, lines)):
            passage = make_passage(document)
            place = {e.id: n for n, e in enumerate(passage.entities)}
            views = {
                (r["type"], place[r["head"]], place[r["tail"]], sentence): r["view"]
                for r in document["relations"]
                for sentence in sentences_of(r["evidence"], passage)
            }
            reader = PairReader(passage)
            for n, c in enumerate(candidates(passage)):
                said = {t: views.get((t, c.head.entity, c.tail.entity, c.sentence)) for t in c.types}
                if n % SILVER_KEPT and not any(said.values()):
                    continue
                targets = {t: (int(v is not None), SILVER_WEIGHT) for t, v in said.items() if v != "doubt"}
                words = [f for f in reader.features(c) if not f.startswith(("rule ", "subject "))]
                examples.append(
                    Example(document=number, candidate=c, buckets=buckets(words), targets=targets, group=())
                )
    return examples


def template_documents() -> list[dict[str, Any]]:
    """Return one small document for each template and rotation of the names."""
    names = {k: v.split() for k, v in _rows(HERE / "template_names.tsv")}
    documents = []
    for number, (template, stated) in enumerate(_rows(HERE / "relation_templates.tsv")):
        for turn in range(ROTATIONS_OF_CHOICES if "{" in template else ROTATIONS):
            documents.append(fill(template, stated, names, number + 3 * turn) | {"number": number})
    return documents


def _rows(path: Path) -> list[list[str]]:
    lines = [x for x in path.read_text("utf-8").splitlines() if x and not x.startswith("#")]
    return [x.split("\t") for x in lines[1:]]


def choose(template: str, turn: int) -> str:
    """Return a template with one word of each choice {甲|乙|}; the choices turn at their own pace.

    >>> choose("{签署|签订}{了|}", 1)
    '签订'
    """
    pieces = re.split(r"\{([^{}]*\|[^{}]*)\}", template)
    for n in range(1, len(pieces), 2):
        words = pieces[n].split("|")
        pieces[n] = words[(turn * (n // 2 % 3 + 1) + n // 6) % len(words)]
    return "".join(pieces)


def fill(template: str, stated: str, names: Mapping[str, list[str]], turn: int) -> dict[str, Any]:
    """Return the document of a template whose slots take the names, and choices the words, that ``turn`` points at."""
    template = choose(template, turn)
    entities: dict[str, dict[str, Any]] = {}
    text = ""
    for n, piece in enumerate(re.split(r"\[([A-Z]\d)\]", template)):
        if n % 2:
            known = names[piece[0]]
            name = known[(turn + int(piece[1])) % len(known)]
            entity = entities.setdefault(
                piece, {"id": piece, "type": SLOTS[piece[0]], "name": name, "surfaces": [name], "mentions": []}
            )
            entity["mentions"].append([len(text), len(text) + len(name)])
            piece = name
        text += piece
    relations = [x.split() for x in stated.split(";") if x]
    relations = [x for x in relations if x[1] in entities and x[2] in entities]
    return {
        "text": text,
        "entities": list(entities.values()),
        "relations": [{"type": t, "head": h, "tail": a, "evidence": text} for t, h, a in relations],
    }


def read_corpus(documents: Iterable[Mapping[str, Any]]) -> Corpus:
    """Return the examples of gold documents."""
    corpus = Corpus()
    for number, document in enumerate(documents):
        passage = make_passage(document)
        evidence, optional = gold_relations(document, passage)
        corpus.gold.append(optional)
        reader = PairReader(passage)
        for c in candidates(passage):
            targets = {t: target(c, t, evidence, optional) for t in c.types}
            corpus.examples.append(
                Example(
                    document=number,
                    candidate=c,
                    buckets=buckets(reader.features(c)),
                    targets=targets,
                    group=(number, *sharing(passage, c)),
                )
            )
    return corpus


def predicted_documents(documents: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the gold documents with the entities that registers and patterns find, and the relations between those.

    Relations are found among recognised names, so the weights must know their faults. The tagger is left out: it was
    trained on these documents and would show none.
    """
    annotator = Annotator(Settings(recognizer="rules"))
    out = []
    for d in documents:
        given = annotation_from_json(d).article
        found = annotation_json(annotator.annotate(given))["entities"]
        known = {g: p for p, g in matched_entities(d["entities"], found).items()}
        relations = [
            {**r, "head": known[r["head"]], "tail": known[r["tail"]]}
            for r in d["relations"]
            if r["head"] in known and r.get("tail") in known
        ]
        out.append({**d, "entities": found, "relations": relations})
    return out


def make_passage(document: Mapping[str, Any]) -> Passage:
    """Return the passage of a gold document, units and lists found."""
    entities = [
        DocumentEntity(
            id=e["id"], type=e["type"], name=e["name"], surfaces=tuple(e["surfaces"]),
            mentions=tuple((a, b) for a, b in e["mentions"]),
        )
        for e in document["entities"]
    ]  # fmt: skip
    text = document["text"]
    passage = Passage(text, entities, sentence_spans(text), document.get("title") or "", document.get("publisher"))
    posts = read_posts(passage)
    add_implied(passage, posts.posts)
    passage.find_units(posts.starts)
    return passage


def gold_relations(document: Mapping[str, Any], passage: Passage) -> tuple[dict[Key, set[int]], dict[Key, bool]]:
    """Return the evidence sentences of each gold relation, and whether it is optional."""
    number = {e.id: n for n, e in enumerate(passage.entities)}
    evidence: dict[Key, set[int]] = {}
    optional: dict[Key, bool] = {}
    for r in document["relations"]:
        if r["type"] == "holdsPost" or r.get("tail") is None:
            continue
        key = (r["type"], number[r["head"]], number[r["tail"]])
        keys = [key, (key[0], key[2], key[1])] if RELATION_TYPES[r["type"]].symmetric else [key]
        for k in keys:
            evidence.setdefault(k, set()).update(sentences_of(r["evidence"], passage))
            optional[k] = bool(r.get("optional"))
    return evidence, optional


def sentences_of(evidence: str, passage: Passage) -> set[int]:
    """Return the numbers of the sentences that the evidence's words stand in."""
    out: set[int] = set()
    at = passage.text.find(evidence) if evidence else -1
    while at >= 0:
        out |= {s.number for s in passage.sentences if s.start < at + len(evidence) and s.end > at}
        at = passage.text.find(evidence, at + 1)
    return out


def target(
    c: Candidate, relation: str, evidence: Mapping[Key, set[int]], optional: Mapping[Key, bool]
) -> tuple[int, float]:
    """Return the target and weight of a candidate for one relation type."""
    key = (relation, c.head.entity, c.tail.entity)
    if key not in evidence:
        return 0, 1.0
    if c.sentence not in evidence[key]:
        return 1, 0.0
    return 1, OPTIONAL_WEIGHT if optional[key] else 1.0


def matrix(examples: Sequence[Example], kept: np.ndarray) -> csr_matrix:
    """Return the examples × kept buckets matrix of ones."""
    column = np.full(BUCKETS, -1)
    column[kept] = np.arange(len(kept))
    rows = [column[e.buckets] for e in examples]
    rows = [r[r >= 0] for r in rows]
    ends = np.cumsum([0, *(len(r) for r in rows)])
    flat = np.concatenate(rows) if rows else np.zeros(0, dtype=int)
    return csr_matrix((np.ones(len(flat), dtype=np.float32), flat, ends), shape=(len(rows), len(kept)))


def fit(x: csr_matrix, y: np.ndarray, w: np.ndarray) -> LogisticRegression | None:
    """Return a fitted model, or None where fewer than two positives are given."""
    use = w > 0
    if y[use].sum() < 2:
        return None
    return LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0).fit(x[use], y[use], sample_weight=w[use])


def fit_agreeing(x: csr_matrix, y: np.ndarray, w: np.ndarray, silver: Labelled | None) -> LogisticRegression | None:
    """Return a model fitted on examples and on the silver ones that a model of the examples alone agrees with."""
    model = fit(x, y, w)
    if model is None or silver is None or not len(silver[1]):
        return model
    margins = model.decision_function(silver[0])
    kept = np.where(silver[1] == 1, margins >= AGREED, margins <= REFUSED)
    return fit(
        vstack([x, silver[0][kept]]).tocsr(), np.concatenate([y, silver[1][kept]]), np.concatenate([w, silver[2][kept]])
    )


def held_out(
    x: csr_matrix, y: np.ndarray, w: np.ndarray, fold: np.ndarray, silver: Labelled | None = None
) -> np.ndarray:
    """Return the margin of each example from a model that did not see its document."""
    margins = np.full(len(y), -10.0)
    for k in range(FOLDS):
        inside = fold == k
        model = fit_agreeing(x[~inside], y[~inside], w[~inside], silver)
        if model is not None and inside.any():
            margins[inside] = model.decision_function(x[inside])
    return margins


def platt(margins: np.ndarray, y: np.ndarray, w: np.ndarray) -> tuple[float, float]:
    """Return slope and offset of the logistic scale from held-out margins to probabilities."""
    use = w > 0
    if y[use].sum() < 5:
        return 1.0, 0.0
    model = LogisticRegression(C=1e3).fit(margins[use, None], y[use], sample_weight=w[use])
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def choose_threshold(
    relation: str, examples: Sequence[Example], scores: np.ndarray, gold: Sequence[Mapping[Key, bool]]
) -> tuple[float, float, float, float]:
    """Return threshold, F1, precision and recall over documents; optional relations are neither right nor wrong."""
    ranked, wanted = _ranked(relation, examples, scores, gold)
    hits = wrong = 0
    points = []
    for s, optional in ranked:
        if s < MIN_THRESHOLD:
            break
        hits += optional is False
        wrong += optional is None
        if hits and hits / (hits + wrong) >= MIN_PRECISION:
            precision, recall = hits / (hits + wrong), hits / max(wanted, 1)
            points.append((s - 1e-6, 2 * precision * recall / (precision + recall), precision, recall))
    if not points:
        return 1.0, 0.0, 0.0, 0.0
    best = max(f1 for _, f1, _, _ in points)
    return min((p for p in points if p[1] >= best - NEAR_BEST), key=lambda p: abs(p[0] - 0.5))


def _ranked(
    relation: str, examples: Sequence[Example], scores: np.ndarray, gold: Sequence[Mapping[Key, bool]]
) -> tuple[list[tuple[float, bool | None]], int]:
    """Return the best score of each pair of a document with its gold (None, or optional), and how many are wanted."""
    symmetric = RELATION_TYPES[relation].symmetric
    best: dict[tuple[int, Key], float] = {}
    for e, s in zip(examples, scores, strict=True):
        a, b = e.candidate.head.entity, e.candidate.tail.entity
        key = (relation, min(a, b), max(a, b)) if symmetric else (relation, a, b)
        best[e.document, key] = max(best.get((e.document, key), 0.0), float(s))
    wanted = sum(not o for g in gold for (t, a, b), o in g.items() if t == relation and (not symmetric or a < b))
    return sorted(((s, gold[d].get(k)) for (d, k), s in best.items()), key=lambda x: -x[0]), wanted


def folds(measured: int, templates: Sequence[int]) -> np.ndarray:
    """Return the fold of each document: gold ones at random (fixed seed), our own sentences by template, gold again."""
    gold = np.random.RandomState(0).permutation(measured) % FOLDS
    return np.concatenate([gold, np.asarray(templates, dtype=int) % FOLDS, gold])


def train(
    corpus: Corpus, measured: int, templates: Sequence[int], silver: Sequence[Example] = ()
) -> tuple[dict[str, np.ndarray], list[str]]:
    """Return the arrays of the weights' file and a line of report for each relation type.

    Args:
        measured: how many documents, the first, are gold. After them come our own sentences, held out by template, and
            the gold documents again with predicted entities, held out with the gold ones.
        templates: the number of the template of each of our own sentences.
        silver: examples that are trained on and never measured.
    """
    counts = np.bincount([b for e in corpus.examples for b in e.buckets], minlength=BUCKETS)
    kept = np.flatnonzero(counts >= MIN_COUNT)
    x, silver_x = matrix(corpus.examples, kept), matrix(silver, kept)
    fold_of = folds(measured, templates)
    weights = np.zeros((len(kept), len(PAIRED)), dtype=np.float32)
    values = {name: np.zeros(len(PAIRED), dtype=np.float32) for name in ("bias", "slope", "offset", "threshold")}
    report = []
    for column, relation in enumerate(PAIRED):
        index = np.array([i for i, e in enumerate(corpus.examples) if relation in e.targets])
        mine = [corpus.examples[i] for i in index]
        y = np.array([e.targets[relation][0] for e in mine])
        w = np.array([e.targets[relation][1] for e in mine])
        more = of_type(silver, silver_x, relation) if silver else None
        margins = held_out(x[index], y, w, fold_of[[e.document for e in mine]], more)
        margins = average_over(margins, [e.group for e in mine])
        few = sum(not o for g in corpus.gold[:measured] for (t, _, _), o in g.items() if t == relation) < FEW
        told_documents = measured + len(templates) if few else measured
        seen = np.array([e.document < told_documents for e in mine])
        slope, offset = platt(margins[seen], y[seen], w[seen])
        scores = 1 / (1 + np.exp(-(margins * slope + offset)))
        told = [e for e, s in zip(mine, seen, strict=True) if s]
        threshold, f1, precision, recall = choose_threshold(relation, told, scores[seen], corpus.gold[:told_documents])
        model = fit_agreeing(x[index], y, w, more)
        if model is not None:
            weights[:, column] = model.coef_[0]
            values["bias"][column] = model.intercept_[0]
        values["slope"][column], values["offset"][column] = slope, offset
        values["threshold"][column] = threshold
        report.append(f"{relation:<16} P {precision:.3f} R {recall:.3f} F1 {f1:.3f} threshold {threshold:.3f}")
    used = np.abs(weights).max(axis=1) > 0.004
    arrays = values | {
        "buckets": kept[used].astype(np.uint32),
        "weights": weights[used].astype(np.float16),
        "types": np.array(PAIRED),
    }
    return arrays, report


def of_type(examples: Sequence[Example], x: csr_matrix, relation: str) -> Labelled:
    """Return the examples that say something of a relation type."""
    index = [i for i, e in enumerate(examples) if relation in e.targets]
    targets = np.array([examples[i].targets[relation] for i in index]).reshape(-1, 2)
    return x[index], targets[:, 0].astype(int), targets[:, 1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=Path("kg/relations/pairs.npz"))
    parser.add_argument("--silver", type=Path, help="Output of label_relations.py.")
    options = parser.parse_args()
    documents = [
        json.loads(line) for path in options.gold for line in path.read_text("utf-8").splitlines() if line.strip()
    ]
    corpus = read_corpus(documents)
    own = template_documents()
    corpus.add(read_corpus(own), TEMPLATE_WEIGHT)
    corpus.add(read_corpus(predicted_documents(documents)), PREDICTED_WEIGHT)
    arrays, report = train(
        corpus, len(documents), [d["number"] for d in own], read_silver(options.silver) if options.silver else ()
    )
    np.savez_compressed(options.out, allow_pickle=False, **arrays)
    print("\n".join(report))
    print(f"{len(arrays['buckets'])} features, {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
