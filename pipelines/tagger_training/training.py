"""The training loop of the tagger: stages over mixed corpora, with checkpoints that a later run goes on from."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from kg.ner.evidence import evidence_features
from pipelines.tagger_training.batches import Encoder, buckets, collate, tag_numbers
from pipelines.tagger_training.corpora import Sample
from pipelines.tagger_training.network import TaggerNetwork

CHECKPOINT_STEPS = 200
UNKNOWN_UNIT, UNKNOWN_CHARACTER = 0, 1
SLOWEST = 0.03  # share of the learning rate that is left at the end of a stage


class Features:
    """Feature rows of samples, kept from one use to the next.

    Args:
        dropout: share of the evidence hidden in training.
        hidden: share of the units, and of the characters, that training reads as unknown ones.
    """

    def __init__(self, encoder: Encoder, dropout: float, kept: int = 250_000, hidden: float = 0.0) -> None:
        self._encoder, self._dropout, self._kept, self._hidden = encoder, dropout, kept, hidden
        self._rows: dict[str, dict] = {}

    def row(self, sample: Sample, rng: random.Random | None = None) -> dict:
        """Return the features; with ``rng`` a share of the evidence is hidden. Only own texts are read for patterns."""
        found = self._rows.get(sample.text)
        if found is None:
            found = self._encoder.features(sample.text, patterns=sample.corpus == "own")
            if len(self._rows) < self._kept:
                self._rows[sample.text] = found
        matches, patterns = found["matches"], found["patterns"]
        if rng:
            matches = [m for m in matches if rng.random() > self._dropout]
            patterns = [m for m in patterns if rng.random() > self._dropout]
        if rng and self._hidden:
            noise = np.random.default_rng(rng.getrandbits(32))
            for name, unknown in (("units", UNKNOWN_UNIT), ("characters", UNKNOWN_CHARACTER)):
                ids = np.asarray(found[name])
                found = {**found, name: np.where(noise.random(len(ids)) < self._hidden, unknown, ids)}
        return {**found, "registers": evidence_features(len(sample.text), matches, patterns)}

    def batch(
        self, samples: Sequence[Sample], types: Sequence[str], rng: random.Random | None = None
    ) -> dict[str, Tensor]:
        """Return the samples as one padded batch with their tags."""
        tags = [tag_numbers(len(s.text), s.spans, types) for s in samples]
        return collate([self.row(s, rng) for s in samples], tags)


def optimizers(network: TaggerNetwork, stage: Mapping) -> tuple[torch.optim.Optimizer, torch.optim.Optimizer]:
    """Return AdamW for the dense weights, the encoder's at a rate of their own, and sparse Adam for the unit table.

    The table learns as fast as the encoder, if the stage gives no ``unit_rate``.
    """
    encoder = [p for n, p in network.named_parameters() if n.startswith("layer_")]
    other = [p for n, p in network.named_parameters() if not n.startswith(("layer_", "units"))]
    dense = torch.optim.AdamW(
        [{"params": encoder, "full": stage["encoder_rate"]}, {"params": other, "full": stage["rate"]}],
        lr=stage["rate"], weight_decay=0.01,
    )  # fmt: skip
    sparse = torch.optim.SparseAdam(
        [{"params": [network.units.weight], "full": stage.get("unit_rate", stage["encoder_rate"])}]
    )
    return dense, sparse


def run_stage(network: TaggerNetwork, corpora: Mapping[str, Sequence[Sample]], stage: Mapping, settings: Mapping,
              features: Features, checkpoint: Path, report: Callable[[str], None],
              watch: Callable[[int, Mapping[str, Tensor]], None] = lambda step, mean: None) -> float:  # fmt: skip
    """Train one stage in place and return its seconds of processor time.

    A checkpoint of an earlier run is gone on from; it is removed at the end. ``watch`` gets the step and the running
    mean of the weights (empty before it begins) every ``watched`` steps, if the stage has such a number.
    """
    names = list(stage["shares"])
    shares = [stage["shares"][n] for n in names]
    steps, keep = stage["steps"], stage["averaged"]
    dense, sparse = optimizers(network, stage)
    step, mean, before = 0, {}, 0.0
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=False)
        network.load_state_dict(saved["network"])
        dense.load_state_dict(saved["dense"])
        sparse.load_state_dict(saved["sparse"])
        step, mean, before = saved["step"], saved["mean"], saved["seconds"]
    seed = f"{settings['seed']} {stage['name']} {step}"
    rng = random.Random(seed)
    torch.manual_seed(rng.getrandbits(32))
    batches = {n: buckets(corpora[n], settings["batch"], rng) for n in names}
    clipped = [p for n, p in network.named_parameters() if not n.startswith("units")]
    losses: dict[str, list[float]] = {n: [] for n in names}
    started = time.process_time() - before
    network.train()
    while step < steps:
        step += 1
        share = min(1.0, step / settings["warm_up"])
        share *= SLOWEST + (1 - SLOWEST) * 0.5 * (1 + math.cos(math.pi * step / steps))
        for group in (*dense.param_groups, *sparse.param_groups):
            group["lr"] = share * group["full"]
        name = rng.choices(names, shares)[0]
        head = network.heads[name.split(":")[0]]
        batch = features.batch(next(batches[name]), head.types, rng)
        loss = _loss(network, head, batch, settings["token_share"])
        dense.zero_grad()
        sparse.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(clipped, settings["clip"])
        dense.step()
        sparse.step()
        losses[name].append(loss.item())
        if keep and step > 0.6 * steps:
            _average(mean, network, keep)
        if step % CHECKPOINT_STEPS == 0:
            torch.save({"network": network.state_dict(), "dense": dense.state_dict(), "sparse": sparse.state_dict(),
                        "step": step, "mean": mean, "seconds": time.process_time() - started}, checkpoint)  # fmt: skip
            rates = ", ".join(f"{n} {np.mean(v[-50:]):.4f}" for n, v in losses.items() if v)
            report(f"{stage['name']} step {step}/{steps}, {time.process_time() - started:.0f} s: {rates}")
        if "watched" in stage and step % stage["watched"] == 0:
            watch(step, mean)
            network.train()
    if mean:
        network.load_state_dict({**network.state_dict(), **mean})
    checkpoint.unlink(missing_ok=True)
    return time.process_time() - started


def _loss(network: TaggerNetwork, head: torch.nn.Module, batch: dict[str, Tensor], token_share: float) -> Tensor:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = network.encode(batch)
    emissions = head.emit(states.float())
    live = batch["mask"].bool()
    tokens = F.cross_entropy(emissions[live], batch["tags"][live])
    return head.loss(emissions, batch["tags"], batch["lengths"]) + token_share * tokens


def _average(mean: dict[str, Tensor], network: TaggerNetwork, keep: float) -> None:
    for name, value in network.state_dict().items():
        if name.startswith("units"):
            continue
        if name in mean:
            mean[name].lerp_(value, 1 - keep)
        else:
            mean[name] = value.detach().clone()
