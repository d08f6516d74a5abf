"""The training network's other outputs on the public test sets."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import torch

from kg.ner.tag_lattice import best_spans
from kg.ner.units import UnitLexicon
from kg.registers.matcher import load_matcher
from pipelines.tagger_training import corpora, teacher_weights
from pipelines.tagger_training.batches import Encoder
from pipelines.tagger_training.corpora import Sample
from pipelines.tagger_training.measure import Counts, span_counts, summary
from pipelines.tagger_training.network import TaggerNetwork
from pipelines.tagger_training.training import Features

BATCH = 64  # sentences


def head_rates(weights: Path, folder: Path) -> dict[str, dict]:
    """Return the rates of each public set's own output; the file holds the form of the network too."""
    saved = torch.load(weights, weights_only=False)
    units = teacher_weights.lexicon_rows(folder)
    encoder_weights = teacher_weights.encoder_weights(folder)
    encoder_weights["embedding"] = encoder_weights["embedding"][[r for *_, r in units if r is not None]]
    form = saved["form"]
    network = TaggerNetwork(encoder_weights, len(form["characters"]) + 2, form["types"], **form["network"])
    network.load_state_dict(saved["network"])
    lexicon = UnitLexicon(
        [(u, f or None) for u, f, r in units if r is not None], [(u, f) for u, f, r in units if r is None]
    )
    encoder = Encoder(lexicon, teacher_weights.fold_table(folder), form["characters"], load_matcher())
    features = Features(encoder, dropout=0.0, kept=0)
    sets = {"msra": corpora.msra_test(folder), "cluener": corpora.cluener(folder, "dev"),
            "resume": corpora.resume(folder, "test")}  # fmt: skip
    return {name: summary(head_counts(network.eval(), features, name, samples)) for name, samples in sets.items()}


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
