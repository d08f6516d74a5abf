"""The language half: articles to annotations, with the seconds that each stage took."""

from __future__ import annotations

import dataclasses
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from kg.collection import collection_paused
from kg.config import Settings
from kg.records import (
    Annotation,
    Article,
    AttributeMention,
    DocumentEntity,
    Observation,
    Rejected,
    RelationMention,
    Span,
)
from kg.text.reading import Reading, read
from kg.vocab import DENIED


class Annotator:
    """Annotates articles one by one. ``seconds``: by stage; ``characters``: read so far; ``rejected``: what failed."""

    def __init__(self, settings: Settings | None = None) -> None:
        started = time.perf_counter()
        with collection_paused():
            from kg.nlp import build_nlp  # spaCy is imported where it is first needed: the other commands start at once

            self._nlp = build_nlp(settings or Settings())
        self.seconds: dict[str, float] = defaultdict(float, load=time.perf_counter() - started)
        self.characters = 0
        self.rejected: list[Rejected] = []

    def annotate_all(self, articles: Iterable[Article]) -> Iterator[Annotation]:
        """Yield the annotation of each article; one that fails is set aside with its reason, and the rest goes on."""
        for article in articles:
            try:
                yield self.annotate(article)
            except Exception as error:  # whatever one text provokes must not cost the others
                reason = f"{type(error).__name__}: {error}"
                self.rejected.append(Rejected(stage="annotate", source=article.id, reason=reason))

    def annotate(self, article: Article) -> Annotation:
        """Return the annotation of one article; its spans are those of the text as given."""
        reading = self._timed("read", lambda: read(article.text, article.offset))
        doc = self._timed("document", lambda: self._nlp.make_doc(reading.text))
        doc._.article = article
        for name, component in self._nlp.pipeline:
            doc = self._timed(name, lambda component=component, doc=doc: component(doc))
        self.characters += len(article.text)
        return _as_given(article, reading, doc._.entities, doc._.relations or (), doc._.observations or ())

    def relations_of(self, gold: Annotation) -> Annotation:
        """Return the annotation with the entities as given and our relations between them, for evaluation.

        The text is read as it stands, so that the given spans hold.
        """
        doc = self._nlp.make_doc(gold.article.text)
        doc._.article, doc._.entities = gold.article, gold.entities
        for name, component in self._nlp.pipeline:
            if name not in ("recognition", "coreference", "officials"):
                doc = component(doc)
        relations = tuple(x for x in doc._.relations if x.modality != DENIED)
        return dataclasses.replace(gold, relations=relations)

    def _timed(self, stage: str, work: Callable):
        started = time.perf_counter()
        try:
            return work()
        finally:
            self.seconds[stage] += time.perf_counter() - started


def _as_given(
    article: Article,
    reading: Reading,
    entities: Iterable[DocumentEntity],
    relations: Iterable[RelationMention],
    observations: Iterable[Observation],
) -> Annotation:
    """Return the annotation with all spans mapped back from the reading view to the text as given."""

    def given(span: Span | None) -> Span | None:
        return None if span is None else reading.given_span(*span)

    def surface(span: Span) -> str:
        text = article.text[span[0] - article.offset : span[1] - article.offset]
        return "".join(text.split("\n")) if "\n" in text else text

    def entity(e: DocumentEntity) -> DocumentEntity:
        mentions = tuple(reading.given_span(*m) for m in e.mentions)
        surfaces, said = tuple(dict.fromkeys(map(surface, mentions))), tuple(map(attribute, e.attribute_mentions))
        return dataclasses.replace(e, mentions=mentions, surfaces=surfaces, attribute_mentions=said)

    def attribute(m: AttributeMention) -> AttributeMention:
        return dataclasses.replace(m, words=reading.given_span(*m.words), sentence=reading.printed_span(*m.sentence))

    def relation(x: RelationMention) -> RelationMention:
        return dataclasses.replace(
            x, sentence=reading.printed_span(*x.sentence), trigger=given(x.trigger),
            head_span=given(x.head_span), tail_span=given(x.tail_span),
        )  # fmt: skip

    def observation(x: Observation) -> Observation:
        return dataclasses.replace(
            x, evidence=reading.given_span(*x.evidence), sentence=reading.printed_span(*x.sentence)
        )

    return Annotation(
        article=article,
        entities=tuple(map(entity, entities)),
        relations=tuple(map(relation, relations)),
        observations=tuple(map(observation, observations)),
    )
