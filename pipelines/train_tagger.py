"""Train the tagger, calibrate it by cross-validation, and write the model that the package ships.

    python -m pipelines.train_tagger CORPORA WORK [--config FILE] [--out FOLDER] [--folds 5] [--teacher FOLDER]

CORPORA is the folder of corpora, WORK keeps checkpoints: a run that was broken off goes on where it
stopped, and a stage that is done is not run again. All stages of the settings run first and leave WORK/model.
With --folds so many fifths of the gold documents are then held out in turn, the same stages run on the others with a
share of the steps, and the held-out figures and probabilities go to WORK/folds.json; the calibration of the model is
fitted on them. Documents to train on are tagged by the network so far; with --teacher, the stages that say so have them
tagged by the calibrated model of that folder, except in cross-validation, since it may have seen the held-out
documents. WORK/record.json states data digests, samples, settings, minutes and memory.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
import tomllib
from pathlib import Path

import torch

from kg.ner.tagger import MODEL
from kg.registers.loader import load_registers
from kg.vocab import ENTITY_TYPES
from pipelines.tagger_training import corpora, start, teacher_weights
from pipelines.tagger_training.augmentation import misread, name_pools, renamed, with_gold_pools
from pipelines.tagger_training.corpora import Sample
from pipelines.tagger_training.export import write_model
from pipelines.tagger_training.folds import UNCALIBRATED, Fold, calibration, measured
from pipelines.tagger_training.network import TaggerNetwork
from pipelines.tagger_training.self_training import Teacher, unseen_texts, varied
from pipelines.tagger_training.training import Features, run_stage

SOURCES = (
    "eval/train.jsonl", "corpora/ner/dh_msra.zip", "corpora/ner/msra_test_bio.txt", "corpora/ner/cluener_train.jsonl",
    "corpora/ner/policy_news_ranxi.jsonl", "corpora/ner/resume_train.char.bmes", "corpora/segmentation/pfr199801.zip",
    "corpora/text/xwlb_2022-2025.jsonl.gz", "corpora/text/policy_docs.jsonl.gz", "teacher/silver/news.jsonl.gz",
    "teacher/silver/policy.jsonl.gz", "teacher/lac/model/word_emb", "teacher/lac/conf/word.dic",
)  # fmt: skip
RARE_TYPES = frozenset({"Person", "County", "Zone", "Port", "Company", "Project"})
FOLDS = 5
PSEUDO = "own:pseudo"


class Training:
    """What all stages share: settings, corpora, vocabulary, features."""

    def __init__(self, folder: Path, work: Path, settings: dict) -> None:
        self.folder, self.work, self.settings = folder, work, settings
        work.mkdir(parents=True, exist_ok=True)
        gold_ids = frozenset(d["id"] for part in ("dev", "train") for d in self.gold(part))
        self.corpora: dict[str, list[Sample]] = {
            "own": corpora.own_gold(folder / "eval/train.jsonl", settings["window"]),
            "msra": corpora.msra_train(folder), "pfr": corpora.pfr(folder), "ranxi": corpora.ranxi(folder),
            "cluener": corpora.cluener(folder, "train"), "resume": corpora.resume(folder, "train"),
            "silver": corpora.silver_names(folder / "teacher/silver/news.jsonl.gz", 10, gold_ids)
            + corpora.silver_names(folder / "teacher/silver/policy.jsonl.gz", 20, gold_ids),
        }  # fmt: skip
        self.types = {n: tuple(sorted({t for s in v for *_, t in s.spans})) for n, v in self.corpora.items()}
        self.types["own"] = ENTITY_TYPES
        self.fold = teacher_weights.fold_table(folder)
        self.units = teacher_weights.lexicon_rows(folder)
        everything = (s for samples in self.corpora.values() for s in samples)
        self.characters = start.characters(everything, self.fold, settings["characters_minimum"])
        self.features = Features(start.text_encoder(folder, self.characters), settings["evidence_dropout"])
        self.minutes: dict[str, float] = {}

    def gold(self, part: str) -> list[dict]:
        return corpora.gold_documents(self.folder / f"eval/{part}.jsonl")

    def network(self) -> TaggerNetwork:
        """Return a new network that starts from the lexer's weights."""
        torch.manual_seed(self.settings["seed"])
        return TaggerNetwork(
            start.encoder_weights(self.folder), len(self.characters) + 2, self.types, **self.settings["network"]
        )

    def write(self, network: TaggerNetwork, out: Path, calibration: list[list[float]]) -> None:
        write_model(out, network, "own", characters=self.characters, fold=self.fold, units=self.units,
                    settings={"window": self.settings["window"], "calibration": calibration})  # fmt: skip

    def expanded(self, samples: list[Sample], pools: dict[str, list[str]]) -> list[Sample]:
        """Return the samples, those of rare types twice, with copies that have other names or misread characters."""
        how = self.settings["augmentation"]
        rng = random.Random(self.settings["seed"])
        rare = [s for s in samples if any(t in RARE_TYPES for *_, t in s.spans)]
        out = samples + rare
        for number in range(how["copies"]):
            for sample in samples + (rare if number % 2 == 0 else []):
                copy = renamed(sample, pools, rng)
                out.append(misread(copy, how["misread_characters"], rng) if rng.random() < how["misread"] else copy)
        return out

    def recipe(self, name: str, held_out: frozenset[str] = frozenset(), share: float = 1.0,
               teacher: Path | None = None) -> TaggerNetwork:  # fmt: skip
        """Run all stages without the held-out gold documents.

        Args:
            name: of the run; stages that saw no gold of ours are shared by all runs.
            share: of the steps and of the documents to tag in each stage that sees our gold.
            teacher: model that tags documents in stages with ``given_teacher``.
        """
        samples = [s for s in self.corpora["own"] if s.group not in held_out]
        pools = with_gold_pools(name_pools(load_registers()), samples)
        gold = self.expanded(samples, pools)
        network = self.network()
        for stage in self.settings["stages"]:
            own = any(n.startswith("own") for n in stage["shares"])
            label = f"{name}-{stage['name']}" if own else stage["name"]
            done = self.work / f"{label}.pt"
            if done.exists():
                saved = torch.load(done, weights_only=False)
                network.load_state_dict(saved["network"])
                self.minutes[label] = saved["minutes"]
                continue
            mixed = {**self.corpora, "own": gold}
            if PSEUDO in stage["shares"]:
                model = teacher if stage.get("given_teacher") else None
                mixed[PSEUDO] = self.tagged(model or self.written(network, label), stage, pools, share)
            how = {**stage, "name": label, "steps": round(stage["steps"] * (share if own else 1.0))}
            seconds = run_stage(
                network, mixed, how, self.settings, self.features, self.work / f"{label}.part.pt", print
            )
            self.minutes[label] = round(seconds / 60, 1)
            form = {"characters": self.characters, "types": self.types, "network": self.settings["network"]}
            torch.save({"network": network.state_dict(), "form": form, "minutes": self.minutes[label]}, done)
        return network

    def written(self, network: TaggerNetwork, label: str) -> Path:
        """Return the folder to which the network before a stage was written."""
        model = self.work / f"{label}-teacher"
        self.write(network, model, UNCALIBRATED)
        return model

    def tagged(self, model: Path, stage: dict, pools: dict[str, list[str]], share: float) -> list[Sample]:
        """Return the sure pieces of unseen documents as the recogniser reads them with a model."""
        how = self.settings["pseudo"]
        teacher = Teacher(model, how["sure"], self.settings["window"])
        gold = [d for part in ("dev", "train") for d in self.gold(part)]
        rng = random.Random(f"{self.settings['seed']} {stage['name']}")
        samples: list[Sample] = []
        for name, count in stage["documents"].items():
            documents = corpora.raw_documents(self.folder / f"corpora/text/{name}.jsonl.gz")
            for text, document in unseen_texts(documents, gold, round(count * share), how["longest"], rng):
                samples += teacher.samples(text, document)
        print(
            f"{stage['name']}: {len(samples)} pieces, {sum(len(s.text) for s in samples)} characters tagged", flush=True
        )
        return varied(samples, pools, {**self.settings["augmentation"], **how}, rng)


def cross_validate(training: Training, folds: int) -> dict:
    """Run the recipe with a share of its steps on all folds but one, and measure on that one and on dev."""
    documents = training.gold("train")
    random.Random(training.settings["seed"]).shuffle(documents)
    share = training.settings["fold_share"]
    held_out = [Fold(model=training.work / f"fold-{n}", held_out=documents[n::FOLDS]) for n in range(folds)]
    for fold in held_out:
        network = training.recipe(fold.model.name, frozenset(d["id"] for d in fold.held_out), share)
        training.write(network, fold.model, UNCALIBRATED)
    return {**measured(held_out, training.gold("dev")), "share": share}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--config", type=Path, default=Path(__file__).parent / "configs/tagger.toml")
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--folds", type=int, default=0, choices=range(FOLDS + 1), help=f"of {FOLDS}")
    parser.add_argument("--teacher", type=Path)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    started = time.monotonic()
    training = Training(arguments.corpora, arguments.work, tomllib.loads(arguments.config.read_text(encoding="utf-8")))
    network = training.recipe("all", teacher=arguments.teacher)
    training.write(network, arguments.work / "model", UNCALIBRATED)
    folds_file = arguments.work / "folds.json"
    if arguments.folds:
        folds_file.write_text(json.dumps(cross_validate(training, arguments.folds)), encoding="utf-8")
    curve = UNCALIBRATED
    if folds_file.exists():
        outcomes_of_folds = json.loads(folds_file.read_text(encoding="utf-8"))["outcomes"]
        curve = calibration(outcomes_of_folds, training.settings["calibration_share"])
    training.write(network, arguments.out, curve)
    record = {
        "data": {name: corpora.digest(arguments.corpora / name) for name in SOURCES},
        "samples": {n: len(s) for n, s in training.corpora.items()},
        "teacher": corpora.digest(arguments.teacher / "tagger.onnx") if arguments.teacher else None,
        "minutes of the stages": training.minutes,
        "minutes of this run": round((time.monotonic() - started) / 60, 1),
        "memory MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "settings": training.settings,
    }
    (arguments.work / "record.json").write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
    print(json.dumps(record, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
