"""The spaCy pipeline: one token per character, one component per stage, all registered here.

The components hand plain records on through ``doc._``, and the text as ``doc._.view``, since ``doc.text`` is put
together from its tokens at each look. ``doc.spans["mentions"]`` shows the mentions to users of spaCy.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan
from spacy.vocab import Vocab

from kg.config import Settings
from kg.coreference.grouping import document_entities
from kg.document.sentences import sentence_spans
from kg.linking.linker import link_entities
from kg.ner.recognizer import Recognizer
from kg.observations.extractor import extract_observations
from kg.qualification.policies import policy_attributes
from kg.qualification.qualifier import qualify
from kg.registers.loader import load_registers
from kg.registers.matcher import load_matcher
from kg.relations.document_numbers import with_document_numbers
from kg.relations.extractor import RelationExtractor
from kg.relations.officials import decide_officials
from kg.temporal.expressions import find_times

Component = Callable[[Doc], Doc]
STAGES = (
    "sentences", "recognition", "coreference", "linking", "officials",
    "times", "policies", "relations", "qualification", "observations",
)  # fmt: skip
_EXTENSIONS = ("article", "view", "sentences", "mentions", "entities", "relations", "times", "observations")


class CharacterTokenizer:
    """One token per character, so that token offsets are character offsets."""

    def __init__(self, vocabulary: Vocab) -> None:
        self.vocab = vocabulary

    def __call__(self, text: str) -> Doc:
        doc = Doc(self.vocab, words=list(text), spaces=[False] * len(text))
        doc._.view = text
        return doc


def build_nlp(settings: Settings) -> Language:
    """Return the pipeline of the language half with the models and registers that the settings name."""
    register_factories()
    nlp = spacy.blank("zh")
    nlp.tokenizer = CharacterTokenizer(nlp.vocab)
    nlp.max_length = 1 << 31
    for stage in STAGES:
        nlp.add_pipe(f"policykg_{stage}", name=stage, config={"settings": dataclasses.asdict(settings)})
    return nlp


def register_factories() -> None:
    """Register every component and attribute with spaCy; safe to call again."""
    for name in _EXTENSIONS:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    makers: Mapping[str, Callable[[Settings], Component]] = {
        "sentences": _sentences,
        "recognition": _recognition,
        "coreference": _coreference,
        "linking": _linking,
        "officials": _officials,
        "times": _times,
        "policies": _policies,
        "relations": _relations,
        "qualification": _qualification,
        "observations": _observations,
    }
    for stage, maker in makers.items():
        if not Language.has_factory(f"policykg_{stage}"):
            Language.factory(f"policykg_{stage}", func=_factory(maker))


def _factory(maker: Callable[[Settings], Component]) -> Callable[..., Component]:
    def make(nlp: Language, name: str, settings: dict[str, Any]) -> Component:
        return maker(Settings(**settings))

    return make


def _sentences(settings: Settings) -> Component:
    def split(doc: Doc) -> Doc:
        doc._.sentences = sentence_spans(doc._.view)
        return doc

    return split


def _recognition(settings: Settings) -> Component:
    recognizer = Recognizer.load(settings)

    def recognize(doc: Doc) -> Doc:
        doc._.mentions = recognizer.find(doc._.view, doc._.sentences)
        doc.spans["mentions"] = [DocSpan(doc, m.start, m.end, label=m.type) for m in doc._.mentions]
        return doc

    return recognize


def _coreference(settings: Settings) -> Component:
    registers = load_registers(Path(settings.registers) if settings.registers else None)

    def group(doc: Doc) -> Doc:
        doc._.entities = document_entities(doc._.view, doc._.mentions, registers)
        return doc

    return group


def _linking(settings: Settings) -> Component:
    extra = Path(settings.registers) if settings.registers else None
    registers, matcher = load_registers(extra), load_matcher(extra)

    def link(doc: Doc) -> Doc:
        doc._.entities = link_entities(doc._.article, doc._.entities, doc._.view, registers=registers, matcher=matcher)
        return doc

    return link


def _officials(settings: Settings) -> Component:
    registers = load_registers(Path(settings.registers) if settings.registers else None)

    def decide(doc: Doc) -> Doc:
        doc._.entities = decide_officials(doc._.view, doc._.entities, doc._.sentences, registers)
        return doc

    return decide


def _times(settings: Settings) -> Component:
    def find(doc: Doc) -> Doc:
        doc._.times = find_times(doc._.view, doc._.article.published)
        return doc

    return find


def _policies(settings: Settings) -> Component:
    def describe(doc: Doc) -> Doc:
        x = doc._
        numbered = with_document_numbers(x.view, x.entities, x.sentences)
        x.entities = tuple(policy_attributes(x.view, numbered, x.times, x.sentences, x.article.published))
        return doc

    return describe


def _qualification(settings: Settings) -> Component:
    def qualified(doc: Doc) -> Doc:
        x = doc._
        x.relations = qualify(doc._.view, x.sentences, x.relations, x.times, x.article.published, x.entities)
        return doc

    return qualified


def _relations(settings: Settings) -> Component:
    extractor = RelationExtractor.load()

    def extract(doc: Doc) -> Doc:
        article = doc._.article
        doc._.relations = extractor.extract(
            doc._.view, doc._.entities, doc._.sentences,
            title=article.title, published=article.published, publisher=article.publisher,
        )  # fmt: skip
        return doc

    return extract


def _observations(settings: Settings) -> Component:
    def extract(doc: Doc) -> Doc:
        x = doc._
        x.observations = extract_observations(doc._.view, x.sentences, x.times, x.entities, x.article.published)
        return doc

    return extract
