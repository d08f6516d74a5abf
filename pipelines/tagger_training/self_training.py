"""Samples from documents that the network of an earlier stage tagged, with the whole recogniser around it."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kg.document.sentences import sentence_spans
from kg.ner.recognizer import Recognizer
from kg.ner.tagger import Tagger
from kg.records import Mention, Span
from kg.registers.matcher import Match, load_matcher
from kg.text.reading import read
from pipelines.tagger_training import corpora
from pipelines.tagger_training.augmentation import misread, renamed
from pipelines.tagger_training.corpora import Sample

SHINGLE = 16  # characters; documents that share many with a gold document are not tagged for training
SHARED = 0.15  # largest share of such pieces
SHORTEST = 80  # characters of a document


class Teacher:
    """The recogniser (registers, patterns, a model of an earlier stage, document pass) as a source of samples.

    Args:
        model: folder of the tagger.
        sure: a piece of text that holds a name less sure than this is left out.
        window: longest sample in characters.
    """

    def __init__(self, model: Path, sure: float, window: int) -> None:
        matcher = load_matcher()
        self._tagger = Tagger.load(model, matcher=matcher)
        self._recognizer = Recognizer(matcher, self._tag)
        self._sure, self._window = sure, window
        self._own: list[Mention] = []  # the tagger's names in the text at hand, before the merge

    def _tag(self, text: str, sentences: Sequence[Span], matches: Sequence[Match] | None = None,
             patterns: Sequence[Mention] | None = None) -> list[Mention]:  # fmt: skip
        self._own = self._tagger.tag(text, sentences, matches, patterns)
        return self._own

    def samples(self, text: str, document: str) -> list[Sample]:
        """Return the sure pieces of a reading view; one surface has one type throughout a document."""
        sentences = sentence_spans(text)
        mentions = self._recognizer.find(text, sentences)
        votes: dict[str, dict[str, float]] = {}
        for m in mentions:
            of_surface = votes.setdefault(text[m.start : m.end], {})
            of_surface[m.type] = of_surface.get(m.type, 0.0) + m.score
        chosen = {surface: max(sorted(v), key=v.__getitem__) for surface, v in votes.items()}
        spans = [(m.start, m.end, chosen[text[m.start : m.end]]) for m in mentions]
        kept = {(s, e) for s, e, _ in spans}
        unsure = {m.start for m in mentions if m.score < self._sure}
        unsure |= {m.start for m in self._own if m.score < self._sure and (m.start, m.end) not in kept}
        return [
            Sample(corpus="own", text=text[a:b], group=document,
                   spans=tuple((s - a, e - a, t) for s, e, t in spans if a <= s and e <= b))
            for a, b in corpora.pack(sentences, self._window)
            if not any(a <= s < b for s in unsure)
        ]  # fmt: skip


def unseen_texts(documents: Iterable[dict], gold: Sequence[dict], count: int, longest: int,
                 rng: random.Random) -> Iterator[tuple[str, str]]:  # fmt: skip
    """Yield (text, id) of ``count`` documents, cut to ``longest`` characters, none of which repeats a gold one."""
    known_ids = {d["id"] for d in gold}
    known = {d["text"][i : i + SHINGLE] for d in gold for i in range(len(d["text"]) - SHINGLE)}
    candidates = [d for d in documents if d["id"] not in known_ids]
    rng.shuffle(candidates)
    for document in candidates:
        if not count:
            return
        text = read((document["text"] or "")[:longest]).text
        pieces = [text[i : i + SHINGLE] for i in range(0, len(text), SHINGLE)]
        if len(text) >= SHORTEST and sum(p in known for p in pieces) <= SHARED * len(pieces):
            count -= 1
            yield text, document["id"]


def varied(samples: Iterable[Sample], pools: dict[str, list[str]], how: Mapping, rng: random.Random) -> list[Sample]:
    """Return the samples, a share of them with other names and a share with misread characters."""
    out = []
    for sample in samples:
        one = renamed(sample, pools, rng) if rng.random() < how["renamed"] else sample
        out.append(misread(one, how["misread_characters"], rng) if rng.random() < how["misread"] else one)
    return out
