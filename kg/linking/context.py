"""What a document says about where it is set: every sure place name in it, with the units above that place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kg.records import Article, Span
from kg.registers.entries import WEAK
from kg.registers.loader import Registers
from kg.registers.matcher import Matcher

_CLAUSE_END = re.compile(r"[。！？；!?;\n]")
_REACH = 120  # characters
_WORLD = frozenset({"iso3166:CN"})


@dataclass(frozen=True, slots=True)
class Clue:
    """A place named at ``text[start:end]``; ``lineage`` is its code and the codes above it, nearest first."""

    start: int
    end: int
    lineage: tuple[str, ...]


class Counted:
    """How many clues there are, name a unit itself, or lie in it."""

    def __init__(self, clues: Iterable[Clue]) -> None:
        self.clues = 0
        self.named: Counter[str] = Counter()
        self.inside: Counter[str] = Counter()
        for clue in clues:
            self.clues += 1
            self.named[clue.lineage[0]] += 1
            self.inside.update(clue.lineage)


class Counts:
    """Counts of all clues less some."""

    def __init__(self, whole: Counted, less: Iterable[Clue]) -> None:
        self._whole = whole
        self._less = Counted(less)

    def clues(self) -> int:
        """Return how many clues there are."""
        return self._whole.clues - self._less.clues

    def named(self, code: str) -> int:
        """Return how many clues name a unit itself."""
        return self._whole.named[code] - self._less.named[code]

    def inside(self, code: str) -> int:
        """Return how many clues name a unit or what lies in it."""
        return self._whole.inside[code] - self._less.inside[code]


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
    """The clues of one document, by place in the text, and how many there are for each unit."""

    def __init__(self, article: Article, text: str, registers: Registers, matcher: Matcher) -> None:
        self.lineages = Lineages(registers)
        self._registers = registers
        self._matcher = matcher
        self._clauses = [0, *(m.end() for m in _CLAUSE_END.finditer(text))]
        self._clues: dict[Span, Clue] = {}
        self._add(self._clues_in(text))
        head = self._clues_in(f"{article.title}\n{article.publisher or ''}")
        self.head = frozenset(code for clue in head for code in clue.lineage)

    def learn(self, spans: Iterable[tuple[Span, str]]) -> None:
        """Add places that linking has settled: spans with their codes."""
        self._add([Clue(start, end, self.lineages.of(code)) for (start, end), code in spans])

    def before(self, span: Span) -> Clue | None:
        """Return the place named right before a span (山西省 before 长治市)."""
        return self._by_end.get(span[0])

    def after(self, span: Span) -> Clue | None:
        """Return the place named right after a span."""
        return self._by_start.get(span[1])

    def beside(self, span: Span) -> list[Clue]:
        """Return the other places named in the clause around a span, as far as a reader's eye takes in."""
        clause = bisect_right(self._clauses, span[0])
        end = self._clauses[clause] if clause < len(self._clauses) else span[1] + _REACH
        first = bisect_left(self._starts, max(self._clauses[clause - 1], span[0] - _REACH))
        last = bisect_left(self._starts, min(end, span[1] + _REACH))
        return [c for c in self._ordered[first:last] if (c.start, c.end) != span]

    def others(self, spans: Iterable[Span]) -> Counts:
        """Return the counts of all clues but those at the spans of one entity."""
        return Counts(self._all, [c for s in spans if (c := self._clues.get(s))])

    def _clues_in(self, text: str) -> list[Clue]:
        clues = (self._clue(m.start, m.end, m.surface) for m in self._matcher.find(text))
        return [c for c in clues if c is not None]

    def _clue(self, start: int, end: int, surface: str) -> Clue | None:
        codes = [n.entry.code for n in self._registers.named(surface) if n.kind != WEAK]
        lineage = self.lineages.common(codes) if codes else ()
        return Clue(start, end, lineage) if lineage else None

    def _add(self, clues: Iterable[Clue]) -> None:
        self._clues.update(((c.start, c.end), c) for c in clues)
        self._by_start = {c.start: c for c in self._clues.values()}
        self._by_end = {c.end: c for c in self._clues.values()}
        self._ordered = sorted(self._clues.values(), key=lambda c: (c.start, c.end))
        self._starts = [c.start for c in self._ordered]
        self._all = Counted(self._clues.values())
