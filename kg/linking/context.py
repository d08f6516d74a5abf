"""What a document says about where it is set: every sure place name in it, with the units above that place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.records import Article, Span
from kg.registers.entries import WEAK
from kg.registers.loader import Registers
from kg.registers.matcher import Matcher

_SENTENCE_END = re.compile(r"[。！？；!?;\n]")
_WORLD = frozenset({"iso3166:CN"})


@dataclass(frozen=True, slots=True)
class Clue:
    """A place named at ``text[start:end]``; ``lineage`` is its code and the codes above it, nearest first."""

    start: int
    end: int
    lineage: tuple[str, ...]


class Lineages:
    """The codes of an entry and of the divisions and countries above it. China and the continents tell nothing."""

    def __init__(self, registers: Registers) -> None:
        self._registers = registers
        self._known: dict[str, tuple[str, ...]] = {}

    def of(self, code: str) -> tuple[str, ...]:
        """Return code and the codes above it, nearest first."""
        known = self._known.get(code)
        if known is None:
            above = (e.code for e in self._registers.ancestors(code))
            known = self._known[code] = (code, *(c for c in above if c not in _WORLD and not c.startswith("place:")))
        return known

    def common(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Return what the lineages of several codes share, nearest first."""
        first, *rest = (self.of(c) for c in codes)
        shared = set(first).intersection(*rest)
        return tuple(c for c in first if c in shared and c not in _WORLD)


class DocumentContext:
    """The clues of one document, by place in the text."""

    def __init__(self, article: Article, text: str, registers: Registers, matcher: Matcher) -> None:
        self.lineages = Lineages(registers)
        self.clues: list[Clue] = []
        self.head: frozenset[str] = frozenset()
        self._sentences = [0, *(m.end() for m in _SENTENCE_END.finditer(text))]
        self._find = lambda words: [
            clue for m in matcher.find(words) if (clue := self._clue(m.start, m.end, m.surface, registers))
        ]
        self._index(self._find(text))
        head = f"{article.title}\n{article.publisher or ''}"
        self.head = frozenset(c for clue in self._find(head) for c in clue.lineage)

    def _clue(self, start: int, end: int, surface: str, registers: Registers) -> Clue | None:
        codes = [n.entry.code for n in registers.named(surface) if n.kind != WEAK]
        lineage = self.lineages.common(codes) if codes else ()
        return Clue(start, end, lineage) if lineage else None

    def _index(self, clues: Iterable[Clue]) -> None:
        self.clues = sorted({(c.start, c.end): c for c in (*self.clues, *clues)}.values(), key=lambda c: c.start)
        self._by_start = {c.start: c for c in self.clues}
        self._by_end = {c.end: c for c in self.clues}
        self._by_sentence: dict[int, list[Clue]] = defaultdict(list)
        for clue in self.clues:
            self._by_sentence[self._sentence(clue.start)].append(clue)

    def _sentence(self, offset: int) -> int:
        return bisect_right(self._sentences, offset)

    def learn(self, spans: Iterable[tuple[Span, str]]) -> None:
        """Add places that linking has settled: spans with their codes."""
        self._index([Clue(start, end, self.lineages.of(code)) for (start, end), code in spans])

    def before(self, span: Span) -> Clue | None:
        """Return the place named right before a span (山西省 before 长治市)."""
        return self._by_end.get(span[0])

    def after(self, span: Span) -> Clue | None:
        """Return the place named right after a span."""
        return self._by_start.get(span[1])

    def beside(self, span: Span) -> list[Clue]:
        """Return the other places of the sentence around a span."""
        return [c for c in self._by_sentence.get(self._sentence(span[0]), ()) if (c.start, c.end) != span]
