"""Names of the registers in a text: Aho-Corasick on characters, leftmost-longest.

Aho and Corasick, "Efficient string matching: an aid to bibliographic search", CACM 18 (1975). The automaton is
pyahocorasick's; overlaps are settled here, because a match in a stop context must give way to a shorter one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import ahocorasick

from kg import vocab
from kg.collection import collection_paused
from kg.registers.contexts import StopContexts, load_stop_contexts
from kg.registers.entries import FORMER, WEAK, Naming, RegisterEntry
from kg.registers.loader import Registers, load_registers


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A surface of the registers at ``text[start:end]``.

    ``entries`` are all it may stand for. ``weak``: every one of them only weakly; ``former``: none bears it today
    and it is not weak for all.
    """

    start: int
    end: int
    surface: str
    entries: tuple[RegisterEntry, ...]
    weak: bool = False
    former: bool = False


class _Surface:
    """What the automaton holds for one surface."""

    __slots__ = ("ascii_end", "ascii_start", "entries", "former", "text", "weak")

    def __init__(self, text: str, namings: tuple[Naming, ...]) -> None:
        strongest = namings[0].kind
        self.text = text
        self.entries = tuple([n.entry for n in namings])
        self.former = strongest == FORMER
        self.weak = strongest == WEAK
        self.ascii_start = _is_ascii_word(text[0])
        self.ascii_end = _is_ascii_word(text[-1])


def _is_ascii_word(character: str) -> bool:
    return character.isascii() and character.isalnum()


_Raw = tuple[int, int, _Surface]


class Matcher:
    """Finds the names of registers in text."""

    def __init__(self, registers: Registers, contexts: StopContexts | None = None) -> None:
        self._contexts = contexts or load_stop_contexts()
        self._automaton = ahocorasick.Automaton()
        with collection_paused():
            for text, namings in registers.namings.items():
                if not _is_in_apposition(text, registers.namings):
                    self._automaton.add_word(text, _Surface(text, namings))
        if len(self._automaton):
            self._automaton.make_automaton()

    def find(self, text: str) -> list[Match]:
        """Return matches that do not overlap: leftmost first, the longest at each place, in the order of the text.

        A weak surface gives way to a sure one that begins inside it and reaches beyond it.
        """
        raw = sorted(self._raw(text), key=lambda m: (m[0], -m[1]))
        found: list[Match] = []
        free_from = 0
        for index, (start, end, surface) in enumerate(raw):
            if start >= free_from and not (surface.weak and _crossed(raw, index)):
                found.append(_match(start, end, surface))
                free_from = end
        return found

    def _raw(self, text: str) -> list[_Raw]:
        if not len(self._automaton):
            return []
        kept: list[_Raw] = []
        stops = self._contexts.stops
        for last, surface in self._automaton.iter(text):
            end = last + 1
            start = end - len(surface.text)
            if _cuts_word(text, start, end, surface) or stops(text, start, end, surface.text):
                continue
            kept.append((start, end, surface))
        return kept


def _is_in_apposition(surface: str, namings: Mapping[str, tuple[Naming, ...]]) -> bool:
    """Whether the surface is a division and, after it, a new area's name that stands alone too: 重庆 + 两江新区.

    Such words are two names of a text, the province or city and the zone.
    """
    if not surface.endswith("新区") or surface.endswith("高新区"):
        return False
    codes = {n.entry.code for n in namings[surface]}
    for cut in range(2, len(surface) - 3):
        division, zone = namings.get(surface[:cut], ()), namings.get(surface[cut:], ())
        if any(n.entry.type in vocab.DIVISION_TYPES for n in division) and codes & {n.entry.code for n in zone}:
            return True
    return False


def _cuts_word(text: str, start: int, end: int, surface: _Surface) -> bool:
    if surface.ascii_start and start > 0 and _is_ascii_word(text[start - 1]):
        return True
    return surface.ascii_end and end < len(text) and _is_ascii_word(text[end])


def _crossed(raw: list[_Raw], index: int) -> bool:
    start, end, _ = raw[index]
    for other_start, other_end, other in raw[index + 1 :]:
        if other_start >= end:
            return False
        if other_start > start and other_end > end and not other.weak:
            return True
    return False


def _match(start: int, end: int, surface: _Surface) -> Match:
    return Match(
        start=start, end=end, surface=surface.text, entries=surface.entries, weak=surface.weak, former=surface.former
    )


def load_matcher(extra: Path | None = None) -> Matcher:
    """Return the matcher of the project's registers, with the tables of a folder of the user's added."""
    return _loaded(extra)


@lru_cache(maxsize=4)
def _loaded(extra: Path | None) -> Matcher:
    return Matcher(load_registers(extra))
