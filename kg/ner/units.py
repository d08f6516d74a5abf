"""Text cut into the units that the tagger's word encoder knows: frequent words, else single characters.

The cut is the path of highest probability over a lexicon with frequencies (a unigram model), found in one pass over the
matches of an Aho–Corasick automaton; time is linear in the length of the text.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from math import log
from pathlib import Path

import ahocorasick
import numpy as np
from numpy.typing import NDArray

UNKNOWN_ROW = 0


class UnitLexicon:
    """The units with their frequencies; a unit's row in the embedding is its line in the file.

    Args:
        entries: (unit, frequency or None) in the order of the rows, row 0 being the unknown unit; a unit without
            frequency is no word of the path but may stand as a single character.
        words_without_row: further words of the path; they are split into their characters.
    """

    def __init__(self, entries: Iterable[tuple[str, int | None]], words_without_row: Iterable[tuple[str, int]] = ()):
        rows = list(entries)
        others = list(words_without_row)
        total = sum(f for _, f in rows if f) + sum(f for _, f in others)
        self._log_total = log(total)
        self._rows = {unit: row for row, (unit, _) in enumerate(rows) if len(unit) == 1}
        self._automaton = ahocorasick.Automaton()
        for row, (unit, frequency) in enumerate(rows):
            if frequency and row != UNKNOWN_ROW:
                self._automaton.add_word(unit, (len(unit), log(frequency) - self._log_total, row))
        for unit, frequency in others:
            self._automaton.add_word(unit, (len(unit), log(frequency) - self._log_total, -1))
        self._automaton.make_automaton()

    @classmethod
    def load(cls, path: Path) -> UnitLexicon:
        """Read the gzipped table: unit, frequency (0: none), row (empty: none)."""
        entries: list[tuple[str, int | None]] = []
        others = []
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
            for line in lines:
                unit, frequency, row = line[:-1].split("\t")
                if row:
                    entries.append((unit, int(frequency) or None))
                else:
                    others.append((unit, int(frequency)))
        return cls(entries, others)

    def cut(self, text: str) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return the rows of the units of ``text`` and their lengths in characters, which sum to its length."""
        unknown = -self._log_total
        score = [0.0] * (len(text) + 1)
        length = [1] * (len(text) + 1)
        row = [-1] * (len(text) + 1)
        done = 0
        for last, (size, log_probability, number) in self._automaton.iter(text):
            end = last + 1
            while done < end:
                done += 1
                score[done] = score[done - 1] + unknown
            candidate = score[end - size] + log_probability
            if candidate >= score[end]:
                score[end] = candidate
                length[end] = size
                row[end] = number
        rows: list[int] = []
        lengths: list[int] = []
        at = len(text)
        while at:
            size = length[at]
            if row[at] >= 0:
                rows.append(row[at])
                lengths.append(size)
            else:
                rows.extend(self._rows.get(c, UNKNOWN_ROW) for c in text[at - size : at][::-1])
                lengths.extend([1] * size)
            at -= size
        return np.array(rows[::-1], dtype=np.int32), np.array(lengths[::-1], dtype=np.int32)
