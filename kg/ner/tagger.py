"""The statistical recogniser: flat mentions of the fifteen types with calibrated probabilities.

A word encoder reads a sentence's units in both directions, its states go to the characters, convolutions
over them score tags, and a lattice finds the best names (``pipelines/train_tagger.py`` trains it). It runs on
ONNX Runtime, by default in one thread. What registers and patterns find are features, never verdicts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from kg import vocab
from kg.errors import SettingsError
from kg.ner.evidence import evidence_features, pattern_mentions
from kg.ner.tag_lattice import best_spans, span_probabilities, stretches
from kg.ner.units import UnitLexicon
from kg.records import Mention, Span
from kg.registers.matcher import Match, Matcher, load_matcher

MODEL = Path(__file__).parent.parent / "models" / "tagger"
MADE_BY = "model:tagger"
# Of one run, padding counted: small, since the runtime keeps the memory of the largest.
BATCH_CHARACTERS = 1024
SURE_OUTSIDE = 5.0  # lead of the outside score from which a character is taken to stand in no name
INSIDE_WORD = 0.6  # share of its probability that a person's name keeps if it begins inside a word: 儿|童事业
_NOT_FIRST = (1, 2)
MAX_PIECE = 400  # characters; a longer sentence is read in pieces


class _Name(NamedTuple):
    """A name in a piece: its place there, the number of its type, its probability."""

    start: int
    end: int
    kind: int
    score: float


@dataclass(frozen=True, slots=True)
class _Features:
    units: NDArray[np.int32]
    unit_of: NDArray[np.int32]
    places: NDArray[np.int32]
    characters: NDArray[np.int32]
    evidence: NDArray[np.uint8]


class Tagger:
    """Tags whole articles. One object may serve many threads: it changes nothing after loading."""

    def __init__(self, folder: Path, matcher: Matcher, threads: int = 1) -> None:
        settings = json.loads((folder / "tagger.json").read_text(encoding="utf-8"))
        self.types: tuple[str, ...] = tuple(settings["types"])
        self._joints = np.array(settings["joints"], dtype=np.float32)
        self._window: int = settings["window"]
        self._stated, self._right = (np.array(x, dtype=np.float64) for x in settings["calibration"])
        self._units = UnitLexicon.load(folder / "units.tsv.gz")
        self._fold = str.maketrans(*(folder / "folding.txt").read_text(encoding="utf-8").split("\n"))
        known = (folder / "characters.txt").read_text(encoding="utf-8")
        self._rows = np.ones(0x110000, dtype=np.int32)  # by code point; 0 is padding, 1 unknown
        self._rows[[ord(c) for c in known]] = np.arange(2, len(known) + 2)
        self._matcher = matcher
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_mem_pattern = False  # every batch has a shape of its own: plans would only pile up
        self._session = onnxruntime.InferenceSession(
            folder / "tagger.onnx", options, providers=["CPUExecutionProvider"]
        )

    @classmethod
    def load(cls, path: Path | None = None, *, matcher: Matcher | None = None, threads: int = 1) -> Tagger:
        """Load the model of a folder, by default the one that comes with the package.

        Args:
            matcher: finds register names; by default that of the project's registers.
            threads: of one run of the network.

        Raises:
            SettingsError: the folder holds no tagger.
        """
        folder = path or MODEL
        if not (folder / "tagger.json").exists():
            raise SettingsError(f"No tagger in {folder}: it should hold tagger.json and tagger.onnx. "
                                "Train one with pipelines/train_tagger.py or leave the path out.")  # fmt: skip
        return cls(folder, matcher or load_matcher(), threads)

    def tag(
        self,
        text: str,
        sentences: Sequence[Span],
        matches: Sequence[Match] | None = None,
        patterns: Sequence[Mention] | None = None,
    ) -> list[Mention]:
        """Return the flat mentions of a text in order.

        Args:
            text: the reading view of an article.
            sentences: spans that cover the text in order, as ``sentence_spans`` gives them; no name
            crosses their borders.
            matches: register names of the text (``Matcher.find``), if they were looked up before.
            patterns: what ``pattern_mentions`` finds in the text, if it was asked before.
        """
        if matches is None:
            matches = self._matcher.find(text)
        if patterns is None:
            patterns = pattern_mentions(text, matches)
        evidence = evidence_features(len(text), matches, patterns)
        folded = text.translate(self._fold)
        pieces = [(a, b) for a, b in windows(sentences, self._window) if not text[a:b].isspace()]
        pieces.sort(key=lambda p: (p[0] - p[1], p[0]))
        found = []
        for batch in batches(pieces, BATCH_CHARACTERS):
            rows = [self._features(folded[a:b], evidence[a:b]) for a, b in batch]
            for (start, _), row, names in zip(batch, rows, self._names(rows), strict=True):
                found += [
                    Mention(start=start + s, end=start + e, type=(type_ := self.types[y]), made_by=MADE_BY,
                            score=p * INSIDE_WORD if type_ in vocab.PEOPLE_TYPES and row.places[s] in _NOT_FIRST else p)
                    for s, e, y, p in names
                ]  # fmt: skip
        return sorted(found, key=lambda m: m.start)

    def _features(self, folded: str, evidence: NDArray[np.uint8]) -> _Features:
        units, lengths = self._units.cut(folded)
        ends = np.cumsum(lengths)
        places = np.ones(len(folded), dtype=np.int32)  # 0 first, 1 inner, 2 last, 3 only character of its unit
        places[ends - lengths] = 0
        places[ends - 1] = np.where(lengths == 1, 3, 2)
        codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        unit_of = np.repeat(np.arange(len(units), dtype=np.int32), lengths)
        return _Features(units, unit_of, places, self._rows[codes], evidence)

    def _names(self, rows: list[_Features]) -> list[list[_Name]]:
        """Return the names of each row; the rows stand from the longest to the shortest."""
        lengths = np.array([len(r.characters) for r in rows])
        emissions = self._session.run(None, self._inputs(rows, lengths))[0]
        names: list[list[_Name]] = [[] for _ in rows]
        parts = stretches(emissions, lengths, SURE_OUTSIDE)
        if parts is None:
            return names
        spans = best_spans(parts.emissions, self._joints, parts.lengths)
        probabilities = span_probabilities(parts.emissions, self._joints, parts.lengths, spans)
        for i, (found, scores) in enumerate(zip(spans, probabilities, strict=True)):
            row, at = names[parts.sequence[i]], int(parts.start[i])
            row += [_Name(at + s, at + e, y, p) for (s, e, y), p in zip(found, self._calibrated(scores), strict=True)]
        return names

    def _calibrated(self, probabilities: list[float]) -> list[float]:
        return np.interp(np.array(probabilities), self._stated, self._right).tolist()

    def _inputs(self, rows: list[_Features], lengths: NDArray[np.int64]) -> dict[str, NDArray]:
        size, steps = len(rows), int(lengths[0])
        counts = np.array([len(r.units) for r in rows], dtype=np.int32)
        units = np.zeros((int(counts.max()), size), dtype=np.int32)
        unit_of, places, characters = (np.zeros((steps, size), dtype=np.int32) for _ in range(3))
        evidence = np.zeros((steps, size, rows[0].evidence.shape[1]), dtype=np.uint8)
        for i, row in enumerate(rows):
            n = len(row.characters)
            units[: counts[i], i] = row.units
            unit_of[:n, i] = row.unit_of * size + i
            places[:n, i] = row.places
            characters[:n, i] = row.characters
            evidence[:n, i] = row.evidence
        mask = (np.arange(steps)[:, None] < lengths).astype(np.float32)[:, :, None]
        return {"units": units, "unit_counts": counts, "unit_of": unit_of, "places": places, "characters": characters,
                "evidence": evidence, "mask": mask}  # fmt: skip


def windows(sentences: Iterable[Span], limit: int) -> list[Span]:
    """Join neighbouring sentences up to ``limit`` characters and cut what is longer than MAX_PIECE; empty ones go.

    >>> windows([(0, 30), (30, 90), (90, 130)], 100)
    [(0, 90), (90, 130)]
    """
    joined: list[Span] = []
    for start, end in sentences:
        for a in range(start, end, MAX_PIECE):
            b = min(a + MAX_PIECE, end)
            if joined and b - joined[-1][0] <= limit:
                joined[-1] = (joined[-1][0], b)
            else:
                joined.append((a, b))
    return joined


def batches(pieces: Sequence[Span], characters: int) -> list[list[Span]]:
    """Group pieces that stand from the longest to the shortest so that a padded group has at most ``characters``."""
    groups: list[list[Span]] = []
    for piece in pieces:
        if groups and (len(groups[-1]) + 1) * (groups[-1][0][1] - groups[-1][0][0]) <= characters:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups
