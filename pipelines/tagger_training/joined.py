"""The whole language half, and the recogniser in it, measured on gold documents."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from kg.annotate import Annotator
from kg.document.sentences import sentence_spans
from kg.evaluation import report, scorer
from kg.jsonl import annotation_json
from kg.ner.recognizer import Recognizer
from kg.records import Annotation, Article, Mention
from kg.text.reading import read
from pipelines.tagger_training.measure import Counts, mention_counts, outcomes, summary

Find = Callable[[str], list[Mention]]


def recognized(recognizer: Recognizer, text: str) -> list[Mention]:
    """Return the mentions of registers, patterns and tagger in a text; spans are those of the text as given."""
    reading = read(text)
    found = []
    for m in recognizer.find(reading.text, sentence_spans(reading.text)):
        start, end = reading.given_span(m.start, m.end)
        found.append(dataclasses.replace(m, start=start, end=end))
    return found


def documents_report(find: Find, documents: Sequence[dict]) -> tuple[dict, list[tuple[float, bool]]]:
    """Return rates by type and each mention's probability and outcome."""
    counts: Counts = Counter()
    pairs: list[tuple[float, bool]] = []
    for document in documents:
        mentions = find(document["text"])
        counts += mention_counts(document, mentions)
        pairs += outcomes(document, mentions)
    return summary(counts), pairs


def annotated(annotator: Annotator, documents: Iterable[dict]) -> list[Annotation]:
    """Return what the language half makes of the documents."""
    return [annotator.annotate(Article(id=d["id"], text=d["text"])) for d in documents]


def annotation_rates(documents: Sequence[dict], found: Sequence[Annotation]) -> dict[str, dict[str, dict]]:
    """Return rates by level and type as the evaluation command counts them, the sums first."""
    scores = report.table(scorer.score(documents, {a.article.id: annotation_json(a) for a in found}))
    return {level: dict(sorted(scores[level].items(), key=lambda kv: kv[0] not in ("all", "core")))
            for level in ("mentions", "entities")}  # fmt: skip


def entity_outcomes(documents: Sequence[dict], found: Sequence[Annotation]) -> list[tuple[float, bool]]:
    """Return the confidence that the graph keeps and the outcome, for each mention of each entity."""
    pairs = []
    for document, annotation in zip(documents, found, strict=True):
        mentions = [
            Mention(start=start, end=end, type=e.type, made_by="entity", score=e.confidence)
            for e in annotation.entities
            for start, end in e.mentions
        ]
        pairs += outcomes(document, mentions)
    return pairs
