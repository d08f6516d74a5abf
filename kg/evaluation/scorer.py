"""Precision, recall and F1 of mentions, entities and relations against gold annotations.

The rules are those of the annotation guidelines (strict spans after trimming quotation marks; entities by type and a
shared name, one to one; posts by person and whole post phrase; some predictions are neither right nor wrong). Documents
are JSON objects in the gold format; a gold document without a prediction counts as predicted empty.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.evaluation.distance import distance
from kg.vocab import CORE_TYPES, RELATION_TYPES

Json = Mapping[str, Any]
PLACE_CHAIN_RELATIONS = frozenset({"locatedIn", "heldIn", "visited", "connects"})
NO_RULE = "(no rule named)"
_EDGES = frozenset("“”‘’\"'《》 \u3000")
_IGNORED_IN_NAMES = re.compile(r"[\s《》“”\"'‘’()（）]")


@dataclass(slots=True)
class Tally:
    """Counts of hits, predictions and gold items, and the rates that follow (1.0 where nothing was asked)."""

    hit: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        return self.hit / self.predicted if self.predicted else float(not self.gold)

    @property
    def recall(self) -> float:
        return self.hit / self.gold if self.gold else float(not self.predicted)

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Scores:
    """Tallies by type, ``all`` and ``core`` at three levels; every error as (document, kind, type, words).

    Relations also by construction: ``rules`` by the rule that made the prediction (hits and predictions), ``distances``
    by how far apart the two names of the gold relation stand (hits and gold). ``confidences``: of each predicted
    relation that counts and has one, with whether it was right.
    """

    mentions: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    entities: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    relations: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    rules: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    distances: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    confidences: list[tuple[float, bool]] = field(default_factory=list)
    errors: list[tuple[str, str, str, str]] = field(default_factory=list)


def score(gold_documents: Iterable[Json], predicted: Mapping[str, Json]) -> Scores:
    """Return the scores of predictions (by document id) against gold documents."""
    scores = Scores()
    for gold in gold_documents:
        prediction = predicted.get(gold["id"], {"entities": [], "relations": []})
        _score_mentions(scores, gold, prediction)
        pairs = matched_entities(gold["entities"], prediction["entities"])
        _score_entities(scores, gold, prediction, pairs)
        _score_relations(scores, gold, prediction, pairs)
    return scores


def _groups(type_: str) -> tuple[str, ...]:
    return (type_, "all", "core") if type_ in CORE_TYPES else (type_, "all")


def _score_mentions(scores: Scores, gold: Json, prediction: Json) -> None:
    text = gold["text"]
    wanted, found = mention_spans(text, gold), mention_spans(text, prediction)
    for tally, items in (("gold", wanted), ("predicted", found), ("hit", wanted & found)):
        for _, _, type_ in items:
            for group in _groups(type_):
                row = scores.mentions[group]
                setattr(row, tally, getattr(row, tally) + 1)
    for kind, items in (("missed mention", wanted - found), ("wrong mention", found - wanted)):
        scores.errors += [(gold["id"], kind, t, text[a:b]) for a, b, t in sorted(items)]


def mention_spans(text: str, document: Json) -> set[tuple[int, int, str]]:
    """Return the mentions of a document in the gold format: start, end without marks at the edges, type."""
    return {(*trimmed(text, a, b), e["type"]) for e in document["entities"] for a, b in e.get("mentions", ())}


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without quotation marks and blanks at its edges; as it is if nothing would be left."""
    a, b = start, end
    while a < b and text[a] in _EDGES:
        a += 1
    while b > a and text[b - 1] in _EDGES:
        b -= 1
    return (a, b) if a < b else (start, end)


def _plain(name: str | None) -> str:
    return _IGNORED_IN_NAMES.sub("", name or "")


def _names(entity: Json) -> set[str]:
    return {_plain(n) for n in (entity.get("name"), *entity.get("surfaces", ())) if n}


def matched_entities(gold: Iterable[Json], predicted: Iterable[Json]) -> dict[str, str]:
    """Return the gold id by predicted id: greedy, one to one, most shared mentions first."""
    candidates = []
    by_type = defaultdict(list)
    for p in predicted:
        by_type[p["type"]].append((p["id"], _names(p), {tuple(m) for m in p.get("mentions", ())}))
    for g in gold:
        names, spans = _names(g), {tuple(m) for m in g["mentions"]}
        for identity, other_names, other_spans in by_type[g["type"]]:
            if names & other_names:
                candidates.append((-len(spans & other_spans), g["id"], identity))
    taken: set[str] = set()
    pairs: dict[str, str] = {}
    for _, g, p in sorted(candidates):
        if g not in taken and p not in pairs:
            taken.add(g)
            pairs[p] = g
    return pairs


def _score_entities(scores: Scores, gold: Json, prediction: Json, pairs: Mapping[str, str]) -> None:
    for entity in gold["entities"]:
        for group in _groups(entity["type"]):
            scores.entities[group].gold += 1
    for entity in prediction["entities"]:
        for group in _groups(entity["type"]):
            scores.entities[group].predicted += 1
            scores.entities[group].hit += entity["id"] in pairs


def _post_phrases(entity: Json | None, role: str | None) -> set[str]:
    if entity is None:
        return {_plain(role)}
    return {_plain(n + (role or "")) for n in (entity.get("name") or "", *entity.get("surfaces", ()))}


class _Relations:
    """The relations of one document pair, matched one to one."""

    def __init__(self, gold: Json, prediction: Json, pairs: Mapping[str, str]) -> None:
        self.gold_relations = gold.get("relations", [])
        self.gold_entities = {e["id"]: e for e in gold["entities"]}
        self.entities = {e["id"]: e for e in prediction["entities"]}
        self.pairs = pairs
        self.open = dict(enumerate(self.gold_relations))
        self.phrases = {
            i: _post_phrases(self.gold_entities.get(r.get("tail")), r["role"])
            for i, r in self.open.items()
            if r["type"] == "holdsPost"
        }

    def take(self, relation: Json) -> Json | None:
        """Return the gold relation that the prediction equals and take it out of the open ones."""
        found = next((i for i, g in self.open.items() if self._equal(relation, g, i)), None)
        return None if found is None else self.open.pop(found)

    def _equal(self, relation: Json, gold: Json, number: int) -> bool:
        if gold["type"] != relation["type"]:
            return False
        head, tail = self.pairs.get(relation["head"]), self.pairs.get(relation.get("tail") or "")
        if gold["type"] == "holdsPost":
            said = _post_phrases(self.entities.get(relation.get("tail") or ""), relation.get("role"))
            return head == gold["head"] and bool(said & self.phrases[number])
        ends = (gold["head"], gold.get("tail"))
        symmetric = RELATION_TYPES[gold["type"]].symmetric
        return None not in (head, tail) and ((head, tail) == ends or (symmetric and (tail, head) == ends))

    def is_neutral(self, relation: Json) -> bool:
        """Whether a prediction without a gold relation is neither right nor wrong (coarser place, part of a post)."""
        head = self.pairs.get(relation["head"])
        mates = [g for g in self.gold_relations if g["type"] == relation["type"] and g["head"] == head]
        tail = self.entities.get(relation.get("tail") or "")
        if relation["type"] in PLACE_CHAIN_RELATIONS:
            return any(_is_coarser(tail, self.gold_entities.get(g["tail"])) for g in mates)
        if relation["type"] != "holdsPost":
            return False
        said = _post_phrases(tail, relation.get("role"))
        wanted = [_post_phrases(self.gold_entities.get(g.get("tail")), g["role"]) for g in mates]
        return any(a in b or b in a for phrases in wanted for a in said for b in phrases)


def _is_coarser(coarse: Json | None, fine: Json | None) -> bool:
    """Whether a mention of the coarse place stands right before one of the fine place."""
    if not coarse or not fine:
        return False
    return bool({b for _, b in coarse["mentions"]} & {a for a, _ in fine["mentions"]})


def _score_relations(scores: Scores, gold: Json, prediction: Json, pairs: Mapping[str, str]) -> None:
    sides = _Relations(gold, prediction, pairs)
    for relation in _distinct(prediction.get("relations", ())):
        _score_relation(scores, gold, relation, sides)
    for relation in gold.get("relations", ()):
        required = not relation.get("optional")
        for group in (relation["type"], "all"):
            scores.relations[group].gold += required
        if required:
            scores.distances[distance(gold, relation)].gold += 1
    for relation in sides.open.values():
        if not relation.get("optional"):
            scores.errors.append(_relation_error(gold, "missed relation", relation, sides.gold_entities))


def _distinct(relations: Iterable[Json]) -> Iterator[Json]:
    """Yield the relations that a text states, each once; those that a register adds are no reading of it."""
    seen = set()
    for relation in relations:
        key = (relation["type"], relation.get("head"), relation.get("tail"), _plain(relation.get("role")))
        if relation.get("source") != "gazetteer" and key not in seen:
            seen.add(key)
            yield relation


def _score_relation(scores: Scores, gold: Json, relation: Json, sides: _Relations) -> None:
    """Count a predicted relation as right, wrong or neither."""
    matched = sides.take(relation)
    right = matched is not None and not matched.get("optional")
    wrong = matched is None and not sides.is_neutral(relation)
    rule = scores.rules[relation.get("rule") or NO_RULE]
    for tally in (scores.relations[relation["type"]], scores.relations["all"], rule):
        tally.hit += right
        tally.predicted += right or wrong
    if matched is not None and right:
        scores.distances[distance(gold, matched)].hit += 1
    if wrong:
        scores.errors.append(_relation_error(gold, "wrong relation", relation, sides.entities))
    if (right or wrong) and "confidence" in relation:
        scores.confidences.append((relation["confidence"], right))


def _relation_error(gold: Json, kind: str, r: Json, entities: Mapping[str, Json]) -> tuple[str, str, str, str]:
    head = entities.get(r["head"], {}).get("name")
    tail = entities.get(r.get("tail") or "", {}).get("name")
    return gold["id"], kind, r["type"], f"{head} → {tail} {r.get('role') or ''}".strip()
