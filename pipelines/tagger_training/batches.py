"""Samples as tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from kg.ner.evidence import FEATURES, pattern_mentions
from kg.ner.units import UnitLexicon
from kg.registers.matcher import Matcher
from pipelines.tagger_training.corpora import Sample, TypedSpan


def tag_numbers(length: int, spans: Sequence[TypedSpan], types: Sequence[str]) -> np.ndarray:
    """Return the tags [length]: 0 outside, then first × K, inner × K, last × K, only × K."""
    number = {t: i for i, t in enumerate(types)}
    k = len(types)
    tags = np.zeros(length, dtype=np.int64)
    for start, end, kind in spans:
        if kind not in number:
            continue
        n = 1 + number[kind]
        if end - start == 1:
            tags[start] = n + 3 * k
        else:
            tags[start] = n
            tags[start + 1 : end - 1] = n + k
            tags[end - 1] = n + 2 * k
    return tags


def unit_places(lengths: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return for each character the number of its unit and its place there (0 first, 1 inner, 2 last, 3 only)."""
    unit_of = np.repeat(np.arange(len(lengths)), lengths)
    ends = np.cumsum(lengths)
    starts = ends - lengths
    places = np.ones(len(unit_of), dtype=np.int64)
    places[starts] = 0
    places[ends - 1] = np.where(lengths == 1, 3, 2)
    return unit_of, places


class Encoder:
    """Turns texts into features: units, characters, and what registers and patterns find."""

    def __init__(self, units: UnitLexicon, fold: dict[int, str], characters: dict[str, int], matcher: Matcher) -> None:
        self._units, self._fold, self._characters, self._matcher = units, fold, characters, matcher

    def features(self, text: str, patterns: bool = True) -> dict:
        """Return the features of a text; without ``patterns`` only registers are looked up."""
        folded = text.translate(self._fold)
        units, lengths = self._units.cut(folded)
        unit_of, places = unit_places(lengths)
        characters = np.array([self._characters.get(c, 1) for c in folded], dtype=np.int64)
        matches = self._matcher.find(text)
        return {"units": units, "unit_of": unit_of, "places": places, "characters": characters, "matches": matches,
                "patterns": pattern_mentions(text, matches) if patterns else []}  # fmt: skip


def collate(rows: Sequence[dict], tags: Sequence[np.ndarray] | None = None) -> dict[str, Tensor]:
    """Pad feature rows to one batch."""
    longest = max(len(r["characters"]) for r in rows)
    most_units = max(len(r["units"]) for r in rows)
    size = len(rows)
    units = np.zeros((size, most_units), dtype=np.int64)
    backwards = np.zeros((size, most_units), dtype=np.int64)
    arrays = {n: np.zeros((size, longest), dtype=np.int64) for n in ("unit_of", "places", "characters", "tags")}
    registers = np.zeros((size, longest, FEATURES), dtype=np.float32)
    mask = np.zeros((size, longest), dtype=np.float32)
    for i, row in enumerate(rows):
        n, m = len(row["characters"]), len(row["units"])
        units[i, :m] = row["units"]
        backwards[i] = np.arange(most_units)
        backwards[i, :m] = np.arange(m)[::-1]
        for name in ("unit_of", "places", "characters"):
            arrays[name][i, :n] = row[name]
        registers[i, :n] = row["registers"]
        mask[i, :n] = 1
        if tags is not None:
            arrays["tags"][i, :n] = tags[i]
    batch = {"units": units, "backwards": backwards, **arrays, "registers": registers, "mask": mask}
    out = {name: torch.from_numpy(a) for name, a in batch.items()}
    out["lengths"] = torch.tensor([len(r["characters"]) for r in rows])
    return out


def buckets(samples: Sequence[Sample], characters: int, rng: random.Random) -> Iterator[list[Sample]]:
    """Yield batches of about ``characters`` characters for ever; the samples of a batch have like lengths."""
    while True:
        order = sorted(samples, key=lambda s: len(s.text) * rng.uniform(0.85, 1.15))
        groups: list[list[Sample]] = [[]]
        longest = 0
        for sample in order:
            longest = max(longest, len(sample.text))
            if groups[-1] and longest * (len(groups[-1]) + 1) > characters:
                groups.append([])
                longest = len(sample.text)
            groups[-1].append(sample)
        rng.shuffle(groups)
        yield from groups
