"""Relations of one article: constructions and the pair classifier, one statement for each pair and sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from kg.records import DocumentEntity, RelationMention, Span
from kg.relations.candidates import Candidate, candidates, portions, sharing
from kg.relations.classifier import PairClassifier
from kg.relations.companions import companions
from kg.relations.features import PairReader, triggers
from kg.relations.nouns import is_in_noun
from kg.relations.passage import Occurrence, Passage, Sentence
from kg.relations.polarity import clause_around, is_denied
from kg.relations.posts.reader import read_posts
from kg.relations.posts.record import Post
from kg.relations.reference import add_implied
from kg.relations.stated.record import Stated
from kg.relations.statements import SCORES, statements
from kg.relations.vetoes import is_ruled_out
from kg.vocab import DENIED, DONE, RELATION_TYPES

TRIGGER_CLASSES = {
    "locatedIn": ("LOCATE",),
    "heldIn": ("HELD",),
    "participatesIn": ("ATTEND",),
    "visited": ("VISIT", "COME", "ACCOMPANY"),
    "met": ("MEET",),
    "issued": ("ISSUE",),
    "approved": ("APPROVE",),
    "signed": ("SIGN",),
    "basedOn": ("BASE",),
    "amends": ("AMEND",),
    "develops": ("BUILD",),
    "partOf": ("PART",),
    "cooperatesWith": ("COOPERATE",),
    "connects": ("CONNECT",),
    "adjacentTo": ("BORDER",),
}
LEFT_POST = re.compile(r"不再(?:担任|兼任|任|续任|出任)|卸任|辞去|辞任|离任")
POST_SCORES = {
    "post/body-rank-name": 0.98,
    "post/joined-posts": 0.97,
    "post/same-body": 0.96,
    "post/name-title": 0.97,
    "post/title-name": 0.93,
    "post/shared-by-list": 0.95,
    "post/body-carried": 0.93,
    "post/appointed": 0.97,
    "post/handed-over": 0.96,
    "post/succeeds": 0.9,
    "post/removed": 0.97,
    "post/removed-below": 0.96,
    "post/replaced": 0.9,
    "post/becomes": 0.88,
    "post/name-body-rank": 0.92,
    "post/introduced": 0.9,
    "post/roster": 0.9,
    "post/roster-role": 0.9,
}


MAX_SENTENCES, MAX_SENTENCES_HELD = 2, 8  # back to an event that is named, that is being held
PAIRS_AT_ONCE = 2048  # of some thousand names; the features of all pairs would take a hundred times the text
MIN_SCORE = 0.45  # probability of the statement with both names right


class RelationExtractor:
    """Finds the relations of an article.

    >>> RelationExtractor.load().extract("", (), ())
    []
    """

    def __init__(self, classifier: PairClassifier) -> None:
        self.classifier = classifier

    @classmethod
    def load(cls, path: Path | None = None) -> RelationExtractor:
        """Return an extractor with the weights at ``path``, or those of the package.

        Raises:
            SettingsError: the file of weights is missing or damaged.
        """
        return cls(PairClassifier.load(path))

    def extract(
        self,
        text: str,
        entities: Sequence[DocumentEntity],
        sentences: Sequence[Span],
        *,
        title: str = "",
        published: str | None = None,
        publisher: str | None = None,
    ) -> list[RelationMention]:
        """Return the relation mentions in the order of the text.

        Args:
            text: the reading view; spans of entities and sentences are characters of it, half-open.
            entities: those of this document, with all their mentions.
            sentences: spans that cover the text.
            title: the article's title, where it stands outside the text.
            published, publisher: of the article; the date is used by later stages.
        """
        if not entities:
            return []
        passage = Passage(text, entities, sentences, title, publisher)
        posts = read_posts(passage)
        add_implied(passage, posts.posts)
        passage.find_units(posts.starts)
        found = [self._post(passage, p) for p in posts.posts]
        stated = [_stated(passage, s) for s in statements(passage)]
        members = {(r.head, r.tail) for r in stated if r.rule == "part/members"}
        found += stated
        found += [r for r in self._pairs(passage) if r.type != "participatesIn" or (r.head, r.tail) not in members]
        found += companions(passage, found)
        return _distinct([r for r in map(weigher(entities), found) if r.score >= MIN_SCORE])

    def _pairs(self, passage: Passage) -> Iterator[RelationMention]:
        for pairs in portions(candidates(passage), PAIRS_AT_ONCE):
            yield from self._chosen(passage, pairs)

    def _chosen(self, passage: Passage, pairs: list[Candidate]) -> Iterator[RelationMention]:
        reader = PairReader(passage)
        scores = self.classifier.scores(map(reader.features, pairs), [sharing(passage, c) for c in pairs])
        columns = {t: n for n, t in enumerate(self.classifier.types)}
        chosen = scores >= self.classifier.threshold
        for row in np.flatnonzero(chosen.any(axis=1)):
            c = pairs[row]
            for relation in c.types:
                column = columns[relation]
                if chosen[row, column] and not is_ruled_out(passage, c, relation):
                    rule = reader.rule(c, relation)
                    if rule is None and _is_too_far(passage, c, relation):
                        continue
                    yield self._mention(passage, c, relation, float(scores[row, column]), rule)

    def _mention(
        self, passage: Passage, c: Candidate, relation: str, score: float, rule: str | None
    ) -> RelationMention:
        sentence = passage.sentences[c.sentence]
        trigger = find_trigger(passage, sentence, relation, c)
        here = [o for o in (c.head, c.tail) if o.sentence == c.sentence]
        left, right = min(o.start for o in here), max(o.end for o in here)
        clause = clause_around(passage.text, (sentence.start, sentence.end), left, right)
        denied = is_denied(passage.text, clause, trigger)
        return RelationMention(
            type=relation,
            head=passage.entities[c.head.entity].id,
            tail=passage.entities[c.tail.entity].id,
            sentence=(sentence.start, sentence.end),
            rule=rule or ("model:carried" if c.how else "model:pairs"),
            trigger=trigger,
            head_span=_span(c.head, c.sentence),
            tail_span=_span(c.tail, c.sentence),
            score=round(score, 4),
            modality=DENIED if denied else DONE,
        )

    def _post(self, passage: Passage, post: Post) -> RelationMention:
        sentence = passage.sentences[post.person.sentence]
        words = (post.person.end, max(post.trigger[0], post.person.end))
        denied = post.rule == "post/becomes" and is_denied(passage.text, words, None) and not left_post(passage, words)
        return RelationMention(
            type="holdsPost",
            head=passage.entities[post.person.entity].id,
            tail=passage.entities[post.body.entity].id if post.body else None,
            sentence=(sentence.start, sentence.end),
            rule=post.rule,
            role=post.role,
            trigger=post.trigger,
            head_span=(post.person.start, post.person.end),
            tail_span=(post.body.start, post.body.end) if post.body else None,
            score=POST_SCORES.get(post.rule, 0.9),
            modality=DENIED if denied else DONE,
        )


def _stated(passage: Passage, stated: Stated) -> RelationMention:
    sentence = passage.sentences[stated.sentence]
    clause = stated.trigger and clause_around(passage.text, (sentence.start, sentence.end), *stated.trigger)
    denied = clause is not None and is_denied(passage.text, clause, stated.trigger)
    return RelationMention(
        type=stated.relation,
        head=passage.entities[stated.head].id,
        tail=passage.entities[stated.tail].id,
        sentence=(sentence.start, sentence.end),
        rule=stated.rule,
        trigger=stated.trigger,
        head_span=_span(stated.head_at, stated.sentence) if stated.head_at else None,
        tail_span=_span(stated.tail_at, stated.sentence) if stated.tail_at else None,
        score=SCORES[stated.rule],
        modality=DENIED if denied else DONE,
    )


def weigher(entities: Sequence[DocumentEntity]) -> Callable[[RelationMention], RelationMention]:
    """Return a function that multiplies the score of a relation by the confidence in the names at its ends."""
    confidence: dict[str | None, float] = {e.id: e.confidence for e in entities}
    confidence[None] = 1.0

    def weigh(r: RelationMention) -> RelationMention:
        share = confidence[r.head] * confidence[r.tail]
        return r if share == 1.0 else replace(r, score=round(r.score * share, 4))

    return weigh


def left_post(passage: Passage, span: Span) -> bool:
    """Whether the words before a post say that it was held till now (不再担任, 卸任): that states the post."""
    return LEFT_POST.search(passage.text, *span) is not None


def find_trigger(passage: Passage, sentence: Sentence, relation: str, c: Candidate) -> Span | None:
    """Return the word of the sentence that announces the relation: the nearest to both names, or None."""
    wanted = TRIGGER_CLASSES[relation]
    pattern, classes = triggers()
    here = [o for o in (c.head, c.tail) if o.sentence == c.sentence]
    left, right = min(o.end for o in here), max(o.start for o in here)
    best: tuple[int, int, int] | None = None
    for match in pattern.finditer(passage.text, sentence.start, sentence.end):
        if not any(k in wanted for k in classes[match.group()]):
            continue
        start, end = match.span()
        if any(o.start < end and start < o.end for o in sentence.occurrences) or is_in_noun(passage.text, start, end):
            continue
        away = 0 if left <= start < right else min(abs(start - right), abs(start - left))
        if best is None or (away, -(end - start)) < best[:2]:
            best = (away, -(end - start), start)
    return (best[2], best[2] - best[1]) if best else None


def _is_too_far(passage: Passage, c: Candidate, relation: str) -> bool:
    """Whether what no construction states stands too far apart: another's clause, an event named long ago."""
    if relation == "visited":
        return _is_of_clause_before(passage, c)
    if relation != "participatesIn" or not c.how:
        return False
    return abs(c.head.sentence - c.tail.sentence) > (MAX_SENTENCES_HELD if "held" in c.how else MAX_SENTENCES)


def _is_of_clause_before(passage: Passage, c: Candidate) -> bool:
    """Whether the place stands in a clause before the visitor's (列车驶过L，P走进车厢) and is no frame (在L，P…)."""
    sentence = passage.sentences[c.sentence]
    if c.how or any(o.start > c.head.start and o.entity == c.tail.entity for o in sentence.occurrences):
        return False
    start, _ = passage.list_span(sentence, c.tail.order)
    return "，" in passage.text[c.tail.end : c.head.start] and passage.text[start - 1 : start] != "在"


def _span(occurrence: Occurrence, sentence: int) -> Span | None:
    if occurrence.implied or occurrence.sentence != sentence:
        return None
    return occurrence.start, occurrence.end


def _one_way(found: list[RelationMention]) -> list[RelationMention]:
    """Return the mentions with those of an undirected relation all as the first of the text has it (A↔B, B↔A)."""
    first: dict[tuple[str, frozenset[str | None]], str] = {}
    for r in sorted(found, key=lambda r: (r.sentence, -r.score, r.head)):
        if RELATION_TYPES[r.type].symmetric:
            first.setdefault((r.type, frozenset((r.head, r.tail))), r.head)
    return [
        replace(r, head=r.tail, tail=r.head, head_span=r.tail_span, tail_span=r.head_span)
        if r.tail is not None and first.get((r.type, frozenset((r.head, r.tail))), r.head) != r.head
        else r
        for r in found
    ]


def _distinct(found: list[RelationMention]) -> list[RelationMention]:
    """Return one mention for each statement and sentence, the best scored, in the order of the text."""
    best: dict[tuple[object, ...], RelationMention] = {}
    for r in _one_way(found):
        key = (r.type, r.head, r.tail, r.role, r.sentence, r.modality)
        if key not in best or r.score > best[key].score:
            best[key] = r
    return sorted(best.values(), key=lambda r: (r.sentence, r.type, r.head, r.tail or "", r.role or ""))
