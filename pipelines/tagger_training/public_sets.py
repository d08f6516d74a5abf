"""The training network's other outputs on the public test sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from kg.ner.tag_lattice import best_spans
from pipelines.tagger_training import corpora
from pipelines.tagger_training.corpora import Sample, neighbours_joined
from pipelines.tagger_training.measure import Counts, span_counts, summary
from pipelines.tagger_training.network import TaggerNetwork
from pipelines.tagger_training.start import encoder_weights, text_encoder
from pipelines.tagger_training.training import Features

BATCH = 64  # sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A network with its features; ``context`` is the length up to which it reads neighbouring samples together."""

    network: TaggerNetwork
    features: Features
    context: int = 0

    @classmethod
    def load(cls, weights: Path, folder: Path) -> Reader:
        """Return the reader of a file with a network's weights and form, for measuring."""
        saved = torch.load(weights, weights_only=False)
        form = saved["form"]
        network = TaggerNetwork(encoder_weights(folder), len(form["characters"]) + 2, form["types"], **form["network"])
        network.load_state_dict(saved["network"])
        features = Features(text_encoder(folder, form["characters"]), dropout=0.0, kept=0)
        return cls(network=network.eval(), features=features, context=form.get("context", 0))

    @torch.no_grad()
    def scores(self, head: str, samples: Sequence[Sample]) -> list[NDArray[np.float32]]:
        """Return the scores of the tags [characters, 4K+1] of each sample."""
        lattice = self.network.heads[head]
        texts = neighbours_joined(samples, self.context)
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i].text))
        rows: list[NDArray[np.float32]] = [np.empty(0, np.float32)] * len(texts)
        for at in range(0, len(order), BATCH):
            part = order[at : at + BATCH]
            batch = self.features.batch([texts[i] for i in part], lattice.types)
            for i, row in zip(part, lattice.emit(self.network.encode(batch)).numpy(), strict=True):
                rows[i] = row[: len(texts[i].text)]
        ends = np.cumsum([len(s.text) for s in samples])
        return np.split(np.concatenate(rows), ends[:-1])


def head_rates(weights: Path, folder: Path) -> dict[str, dict]:
    """Return the rates of each public set's own output."""
    reader = Reader.load(weights, folder)
    sets = {"msra": corpora.msra_test(folder), "cluener": corpora.cluener(folder, "dev"),
            "resume": corpora.resume(folder, "test")}  # fmt: skip
    return {name: summary(head_counts(reader, name, samples))
            for name, samples in sets.items() if name in reader.network.heads}  # fmt: skip


def head_counts(reader: Reader, head: str, samples: Sequence[Sample]) -> Counts:
    """Return the counts of one output on its set."""
    lattice = reader.network.heads[head]
    joints = lattice.joints.detach().numpy()
    counts: Counts = Counter()
    for sample, scores in zip(samples, reader.scores(head, samples), strict=True):
        names = best_spans(scores[:, None], joints, np.array([len(scores)]))[0]
        counts += span_counts(set(sample.spans), {(s, e, lattice.types[y]) for s, e, y in names})
    return counts
