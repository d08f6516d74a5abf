"""Train a tagger for MSRA's persons, places and bodies, to be compared with others.

    python -m pipelines.train_msra CORPORA WORK [--config pipelines/configs/msra.toml]

CORPORA is the folder of corpora. WORK keeps a checkpoint, from which a run that was broken off goes on, and at the end
msra.pt, which ``report_recognition.py --weights WORK/msra.pt`` scores on the test part. The network is the shipped one,
starting from the lexer's weights, with the registers' names as features. It learns from MSRA's training part, reading
neighbouring sentences together, and beside it, by a second output, from PFR's words and names. Blocks of the training
sentences are held out to watch the run; the test part is read only to keep its sentences out of the training.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import resource
import tomllib
from collections.abc import Mapping
from pathlib import Path

import torch

from pipelines.tagger_training import augmentation, corpora, start, teacher_weights
from pipelines.tagger_training.corpora import Sample, neighbours_joined
from pipelines.tagger_training.measure import summary
from pipelines.tagger_training.network import TaggerNetwork
from pipelines.tagger_training.public_sets import Reader, head_counts
from pipelines.tagger_training.training import Features, run_stage

SOURCES = ("corpora/ner/dh_msra.zip", "corpora/ner/msra_test_bio.txt", "corpora/segmentation/pfr199801.zip",
           "teacher/lac/model/word_emb")  # fmt: skip
BLOCK = 100  # sentences


def parts(samples: list[Sample], every: int) -> tuple[list[Sample], list[Sample]]:
    """Return (training, development) samples; every so many blocks of neighbouring sentences one is for development."""
    train: list[Sample] = []
    development: list[Sample] = []
    for number, sample in enumerate(samples):
        (development if number // BLOCK % every == 0 else train).append(sample)
    return train, development


def training_texts(folder: Path, settings: Mapping) -> tuple[dict[str, list[Sample]], list[Sample]]:
    """Return the training samples of each output, and the held-out sentences of MSRA; PFR quotes none of these."""
    train, development = parts(corpora.msra_train(folder), settings["development"])
    rosters = augmentation.rosters(train, settings["rosters"], random.Random(0))
    words = corpora.apart(corpora.pfr(folder, words=True), [*corpora.msra_test(folder), *development])
    return {"msra": neighbours_joined(train, settings["context"]) + rosters, "pfr": words}, development


def trained(folder: Path, work: Path, settings: dict) -> dict:
    """Run the stages, write WORK/msra.pt, and return the record of the run."""
    torch.manual_seed(settings["seed"])
    texts, development = training_texts(folder, settings)
    everything = [s for samples in texts.values() for s in samples]
    numbers = start.characters(everything, teacher_weights.fold_table(folder), settings["characters_minimum"])
    encoder = start.text_encoder(folder, numbers)
    types = {name: tuple(sorted({t for s in samples for *_, t in s.spans})) for name, samples in texts.items()}
    network = TaggerNetwork(start.encoder_weights(folder), len(numbers) + 2, types, **settings["network"])
    curve: dict[int, float] = {}
    plain = Features(encoder, dropout=0.0)

    def watch(step: int, mean: Mapping[str, torch.Tensor]) -> None:
        watched = copy.deepcopy(network).eval()
        watched.load_state_dict({**watched.state_dict(), **mean})
        reader = Reader(network=watched, features=plain, context=settings["context"])
        curve[step] = summary(head_counts(reader, "msra", development))["all"]["f1"]
        print(f"step {step}: F1 {curve[step]:.4f} on {len(development)} held-out training sentences", flush=True)

    features = Features(encoder, settings["evidence_dropout"], hidden=settings["hidden"])
    seconds = sum(
        run_stage(network, texts, stage, settings, features, work / f"{stage['name']}.part.pt", print, watch)
        for stage in settings["stages"]
    )
    form = {"characters": numbers, "types": types, "network": settings["network"], "context": settings["context"]}
    torch.save({"network": network.state_dict(), "form": form}, work / "msra.pt")
    return {
        "data": {name: corpora.digest(folder / name) for name in SOURCES},
        "training": {n: {"samples": len(x), "characters": sum(len(s.text) for s in x)} for n, x in texts.items()},
        "F1 on held-out training sentences by step": curve,
        "minutes": round(seconds / 60, 1),
        "memory MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "settings": settings,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--config", type=Path, default=Path(__file__).parent / "configs/msra.toml")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    arguments.work.mkdir(parents=True, exist_ok=True)
    settings = tomllib.loads(arguments.config.read_text(encoding="utf-8"))
    record = trained(arguments.corpora, arguments.work, settings)
    (arguments.work / "msra.json").write_text(json.dumps(record, indent=1), encoding="utf-8")
    print(json.dumps(record, indent=1))


if __name__ == "__main__":
    main()
