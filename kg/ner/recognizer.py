"""Mentions of a text: registers, patterns and the trained tagger, joined by the merge policy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from kg.config import Settings
from kg.ner.merge import merge
from kg.ner.patterns import policies
from kg.ner.register_mentions import register_mentions
from kg.records import Mention, Span
from kg.registers.matcher import Matcher, load_matcher

Source = Callable[[str, Sequence[Span]], list[Mention]]


class Recognizer:
    """Finds the mentions of a reading view. ``sources`` are asked in turn; the merge policy decides."""

    def __init__(self, sources: Sequence[Source], min_confidence: float = 0.0) -> None:
        self._sources = tuple(sources)
        self._min_confidence = min_confidence

    @classmethod
    def load(cls, settings: Settings) -> Recognizer:
        """Return the recogniser that the settings ask for."""
        matcher = load_matcher(Path(settings.registers) if settings.registers else None)
        return cls(_sources(matcher, settings.recognizer), settings.min_confidence)

    def find(self, text: str, sentences: Sequence[Span]) -> list[Mention]:
        """Return flat mentions in the order of the text (characters, half-open)."""
        found = [m for source in self._sources for m in source(text, sentences)]
        return [m for m in merge(found) if m.score >= self._min_confidence]


def _sources(matcher: Matcher, recognizer: str) -> list[Source]:
    return [
        lambda text, _: register_mentions(text, matcher),
        lambda text, _: policies.find(text),
    ]
