"""Clauses of a sentence: the stretches between commas, the unit in which a figure finds its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.observations.numbers import Figure
from kg.records import Span

_BORDER = re.compile(r"[，；：。！？\n,;:!?]+\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """``text[start:end]`` without its punctuation, and the figures in it."""

    start: int
    end: int
    figures: tuple[Figure, ...] = ()


def clauses_of(text: str, sentence: Span, figures: Sequence[Figure]) -> list[Clause]:
    """Return the clauses of a sentence in order; ``figures`` are those of the sentence, in order."""
    start, end = sentence
    borders = [m.span() for m in _BORDER.finditer(text, start, end)]
    out, at, taken = [], start, 0
    for border_start, border_end in [*borders, (end, end)]:
        if any(f.start < border_end and border_start < f.end for f in figures):
            continue  # a comma inside a figure
        if border_start > at:
            last = taken
            while last < len(figures) and figures[last].start < border_start:
                last += 1
            out.append(Clause(start=at, end=border_start, figures=tuple(figures[taken:last])))
            taken = last
        at = border_end
    return out
