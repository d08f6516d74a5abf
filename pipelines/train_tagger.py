"""Train the tagger, calibrate it by cross-validation, and write the model that the package ships.

    python pipelines/train_tagger.py CORPORA WORK [--config FILE] [--out FOLDER] [--folds 5 --fold-steps 700]

CORPORA is the folder of corpora, WORK keeps checkpoints: a run that was broken off goes on where it
stopped, and a stage that
is done is not run again. With --folds the gold stage runs once for each fold on the other documents; the
held-out figures and probabilities go to WORK/folds.json, and the calibration of the model is fitted on them.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
import tomllib
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from sklearn.isotonic import IsotonicRegression

from kg.document.sentences import sentence_spans
from kg.ner.tagger import MODEL, Tagger
from kg.ner.units import UnitLexicon
from kg.registers.loader import load_registers
from kg.registers.matcher import load_matcher
from kg.text.reading import read
from kg.vocab import ENTITY_TYPES
from pipelines.tagger_training import corpora, teacher_weights
from pipelines.tagger_training.augmentation import misread, name_pools, renamed, with_gold_pools
from pipelines.tagger_training.batches import Encoder
from pipelines.tagger_training.corpora import Sample
from pipelines.tagger_training.export import write_model
from pipelines.tagger_training.measure import mention_counts, outcomes, summary
from pipelines.tagger_training.network import TaggerNetwork
from pipelines.tagger_training.training import Features, run_stage

SOURCES = (
    "eval/train.jsonl", "corpora/ner/dh_msra.zip", "corpora/ner/msra_test_bio.txt", "corpora/ner/cluener_train.jsonl",
    "corpora/ner/policy_news_ranxi.jsonl", "corpora/ner/resume_train.char.bmes", "corpora/segmentation/pfr199801.zip",
    "corpora/text/xwlb_2022-2025.jsonl.gz", "corpora/text/policy_docs.jsonl.gz", "teacher/silver/news.jsonl.gz",
    "teacher/silver/policy.jsonl.gz", "teacher/lac/model/word_emb", "teacher/lac/conf/word.dic",
)  # fmt: skip
RARE_TYPES = frozenset({"Person", "County", "Zone", "Port", "Company", "Project"})
UNCALIBRATED = [[0.0, 1.0], [0.0, 1.0]]
SHINGLE = 16  # characters; documents that share many with a gold document are not tagged for training


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
        counts: Counter[str] = Counter()
        for samples in self.corpora.values():
            for sample in samples:
                counts.update(sample.text.translate(self.fold))
        frequent = sorted(((-n, c) for c, n in counts.items() if n >= settings["characters_minimum"]))
        self.characters = {c: i + 2 for i, (_, c) in enumerate(frequent)}
        lexicon = UnitLexicon([(u, f or None) for u, f, r in self.units if r is not None],
                              [(u, f) for u, f, r in self.units if r is None])  # fmt: skip
        encoder = Encoder(lexicon, self.fold, self.characters, load_matcher())
        self.features = Features(encoder, settings["evidence_dropout"])

    def gold(self, part: str) -> list[dict]:
        return corpora.gold_documents(self.folder / f"eval/{part}.jsonl")

    def network(self) -> TaggerNetwork:
        """Return a new network that starts from the lexer's weights."""
        weights = teacher_weights.encoder_weights(self.folder)
        weights["embedding"] = weights["embedding"][[r for *_, r in self.units if r is not None]]
        torch.manual_seed(self.settings["seed"])
        return TaggerNetwork(weights, len(self.characters) + 2, self.types, **self.settings["network"])

    def write(self, network: TaggerNetwork, out: Path, calibration: list[list[float]]) -> None:
        write_model(out, network, "own", characters=self.characters, fold=self.fold, units=self.units,
                    settings={"window": self.settings["window"], "calibration": calibration})  # fmt: skip

    def expanded(self, samples: list[Sample]) -> list[Sample]:
        """Return the samples, those of rare types twice, with copies that have other names or misread characters."""
        how = self.settings["augmentation"]
        rng = random.Random(self.settings["seed"])
        pools = with_gold_pools(name_pools(load_registers()), samples)
        rare = [s for s in samples if any(t in RARE_TYPES for *_, t in s.spans)]
        out = samples + rare
        for number in range(how["copies"]):
            for sample in samples + (rare if number % 2 == 0 else []):
                copy = renamed(sample, pools, rng)
                out.append(misread(copy, how["misread_characters"], rng) if rng.random() < how["misread"] else copy)
        return out

    def stage(self, number: int, network: TaggerNetwork, name: str, gold: list[Sample], steps: int | None = None,
              more: dict[str, list[Sample]] | None = None) -> None:  # fmt: skip
        """Run a stage of the settings in place, or load what an earlier run left of it."""
        done = self.work / f"{name}.pt"
        if done.exists():
            network.load_state_dict(torch.load(done, weights_only=False)["network"])
            return
        stage = dict(self.settings["stages"][number], name=name)
        stage["steps"] = steps or stage["steps"]
        mixed = {**self.corpora, "own": gold, **(more or {})}
        run_stage(network, mixed, stage, self.settings, self.features, self.work / f"{name}.part.pt", print)
        form = {"characters": self.characters, "types": self.types, "network": self.settings["network"]}
        torch.save({"network": network.state_dict(), "form": form}, done)


def pseudo_samples(training: Training, model: Path) -> list[Sample]:
    """Tag documents with a model and return their sure pieces; one surface has one type throughout a document."""
    how = training.settings["pseudo"]
    gold = [d for part in ("dev", "train") for d in training.gold(part)]
    skipped = {d["id"] for d in gold}
    known = {hash(d["text"][i : i + SHINGLE]) for d in gold for i in range(len(d["text"]) - SHINGLE)}
    rng = random.Random(training.settings["seed"])
    tagger = Tagger.load(model)
    samples: list[Sample] = []
    for name, count in (("xwlb_2022-2025", how["news"]), ("policy_docs", how["policy"])):
        documents = [
            d
            for d in corpora.raw_documents(training.folder / f"corpora/text/{name}.jsonl.gz")
            if d["id"] not in skipped
        ]
        rng.shuffle(documents)
        taken = 0
        for document in documents:
            text = read((document["text"] or "")[: how["longest"]]).text
            pieces = [text[i : i + SHINGLE] for i in range(0, len(text), SHINGLE)]
            if taken == count or len(text) < 80 or sum(hash(p) in known for p in pieces) > 0.15 * len(pieces):
                continue
            taken += 1
            samples += _sure_pieces(tagger, text, document["id"], training.settings["window"], how["sure"])
    return samples


def _sure_pieces(tagger: Tagger, text: str, document: str, window: int, sure: float) -> list[Sample]:
    sentences = sentence_spans(text)
    mentions = tagger.tag(text, sentences)
    votes: dict[str, Counter[str]] = {}
    for m in mentions:
        votes.setdefault(text[m.start : m.end], Counter())[m.type] += m.score  # type: ignore[assignment]
    chosen = {surface: max(sorted(v), key=v.__getitem__) for surface, v in votes.items()}
    unsure = {m.start for m in mentions if m.score < sure}
    spans = [(m.start, m.end, chosen[text[m.start : m.end]]) for m in mentions]
    return [
        Sample(corpus="own", text=text[a:b], group=document,
               spans=tuple((s - a, e - a, t) for s, e, t in spans if a <= s and e <= b))
        for a, b in corpora.pack(sentences, window)
        if not any(a <= s < b for s in unsure)
    ]  # fmt: skip


def cross_validate(training: Training, folds: int, steps: int) -> dict:
    """Train on all folds but one, measure on that one and on dev.

    Returns the pooled rates of the held-out documents, those on dev by the same networks, and the (probability, right)
    pairs of the held-out mentions.
    """
    documents = training.gold("train")
    random.Random(training.settings["seed"]).shuffle(documents)
    counts: dict[str, Counter[tuple[str, str]]] = {"held out": Counter(), "dev": Counter()}
    pairs: list[tuple[float, bool]] = []
    for number in range(folds):
        held_out = documents[number::folds]
        ids = {d["id"] for d in held_out}
        gold = training.expanded([s for s in training.corpora["own"] if s.group not in ids])
        network = training.network()
        training.stage(0, network, "corpora", training.corpora["own"])
        training.stage(1, network, f"fold-{number}", gold, steps)
        model = training.work / f"fold-{number}"
        training.write(network, model, UNCALIBRATED)
        tagger = Tagger.load(model)
        for name, part in (("held out", held_out), ("dev", training.gold("dev"))):
            for document in part:
                mentions = tagger.tag(document["text"], sentence_spans(document["text"]))
                counts[name] += mention_counts(document, mentions)
                pairs += outcomes(document, mentions) if name == "held out" else []
        print(f"fold {number}: { ({n: summary(c)['all']['f1'] for n, c in counts.items()}) }", flush=True)
    return {"mentions": summary(counts["held out"]), "dev": summary(counts["dev"]), "outcomes": pairs, "steps": steps}


def calibration(pairs: list[tuple[float, bool]], share: float, knots: int = 24) -> list[list[float]]:
    """Return the isotonic curve from the network's probability to the share of right mentions, as knots.

    All of it is scaled by ``share``: self-training makes the last network surer than those of the folds.
    """
    p, right = np.array(pairs, dtype=float).T
    curve = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(p, right)
    grid = np.unique(np.concatenate([[0.0, 1.0], np.quantile(p, np.linspace(0, 1, knots))]))
    return [np.round(grid, 5).tolist(), np.round(share * curve.predict(grid), 4).tolist()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--config", type=Path, default=Path(__file__).parent / "configs/tagger.toml")
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--fold-steps", type=int, default=700)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    started = time.monotonic()
    training = Training(arguments.corpora, arguments.work, tomllib.loads(arguments.config.read_text(encoding="utf-8")))
    folds_file = arguments.work / "folds.json"
    if arguments.folds:
        folds_file.write_text(
            json.dumps(cross_validate(training, arguments.folds, arguments.fold_steps)), encoding="utf-8"
        )
    curve = UNCALIBRATED
    if folds_file.exists():
        outcomes_of_folds = json.loads(folds_file.read_text(encoding="utf-8"))["outcomes"]
        curve = calibration(outcomes_of_folds, training.settings["calibration_share"])
    gold = training.expanded(training.corpora["own"])
    network = training.network()
    training.stage(0, network, "corpora", gold)
    training.stage(1, network, "gold", gold)
    first = arguments.work / "first"
    training.write(network, first, UNCALIBRATED)
    training.stage(2, network, "self", gold, more={"own:pseudo": pseudo_samples(training, first)})
    training.write(network, arguments.out, curve)
    record = {
        "data": {name: corpora.digest(arguments.corpora / name) for name in SOURCES},
        "samples": {n: len(s) for n, s in training.corpora.items()},
        "minutes": round((time.monotonic() - started) / 60, 1),
        "memory MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "settings": training.settings,
    }
    (arguments.work / "record.json").write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
    print(json.dumps(record, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
