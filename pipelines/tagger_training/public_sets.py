"""The training network's other outputs on the public test sets."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import torch

from kg.ner.tag_lattice import best_spans
from pipelines.tagger_training import corpora
from pipelines.tagger_training.corpora import Sample
from pipelines.tagger_training.measure import Counts, span_counts, summary
from pipelines.tagger_training.network import TaggerNetwork
from pipelines.tagger_training.start import encoder_weights, text_encoder
from pipelines.tagger_training.training import Features

BATCH = 64  # sentences


def head_rates(weights: Path, folder: Path) -> dict[str, dict]:
    """Return the rates of each public set's own output; the file holds the form of the network too."""
    saved = torch.load(weights, weights_only=False)
    form = saved["form"]
    network = TaggerNetwork(encoder_weights(folder), len(form["characters"]) + 2, form["types"], **form["network"])
    network.load_state_dict(saved["network"])
    features = Features(text_encoder(folder, form["characters"]), dropout=0.0, kept=0)
    sets = {"msra": corpora.msra_test(folder), "cluener": corpora.cluener(folder, "dev"),
            "resume": corpora.resume(folder, "test")}  # fmt: skip
    return {name: summary(head_counts(network.eval(), features, name, samples))
            for name, samples in sets.items() if name in form["types"]}  # fmt: skip


@torch.no_grad()
def head_counts(network: TaggerNetwork, features: Features, head: str, samples: list[Sample]) -> Counts:
    """Return the counts of one output on its set."""
    lattice = network.heads[head]
    joints = lattice.joints.numpy()
    ordered = sorted(samples, key=lambda s: -len(s.text))
    counts: Counts = Counter()
    for at in range(0, len(ordered), BATCH):
        part = ordered[at : at + BATCH]
        batch = features.batch(part, lattice.types)
        emissions = lattice.emit(network.encode(batch)).transpose(0, 1).contiguous().numpy()
        lengths = np.array([len(s.text) for s in part])
        for sample, names in zip(part, best_spans(emissions, joints, lengths), strict=True):
            found = {(s, e, lattice.types[y]) for s, e, y in names}
            counts += span_counts(set(sample.spans), found)
    return counts
