"""Train the word segmenter (spacy-pkuseg's linear-chain CRF) on PFR and silver words, prune it, and measure it.

    python -m pipelines.train_segmenter CORPORA WORK [--config pipelines/configs/segmenter.toml]
        [--start FOLDER [--halfway]] [--out FOLDER]

CORPORA is the folder of corpora, WORK keeps what the optimiser writes. Prints digests, sizes, word F1,
minutes and memory.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import shutil
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import spacy_pkuseg
import srsly
from spacy_pkuseg.config import config as pkuseg_settings
from spacy_pkuseg.trainer import Trainer

from kg.document.segmentation import MODEL, Segmenter
from kg.text.folding import fold
from pipelines.tagger_training.corpora import digest, pfr_lines, silver_sentences

Words = list[str]


def pfr_words(corpora: Path, held_out: int) -> tuple[list[Words], list[Words]]:
    """Return (training, test) sentences of PFR; every ``held_out``-th line is for testing. Forms are folded."""
    train: list[Words] = []
    test: list[Words] = []
    for number, tokens in enumerate(pfr_lines(corpora)):
        words = refolded(joined_names(tokens))
        (test if number % held_out == 0 else train).extend(sentences(words))
    return train, test


def joined_names(tokens: list[tuple[str, str, str, str]]) -> Words:
    """Return the words of a line with family and given name as one word, as the silver words have them."""
    words: Words = []
    surname = False
    for _, word, pos, _ in tokens:
        if surname and pos == "nr":
            words[-1] += word
        else:
            words.append(word)
        surname = pos == "nr" and not surname and len(words[-1]) <= 2
    return words


def silver_words(corpora: Path, settings: dict) -> tuple[list[Words], list[Words]]:
    """Return (training, test) sentences of the teacher; every ``held_out``-th document is for testing."""
    train: list[Words] = []
    test: list[Words] = []
    for name in ("news", "policy"):
        every = settings[f"silver_{name}"]
        document, number = "", 0
        for i, row in enumerate(silver_sentences(corpora / f"teacher/silver/{name}.jsonl.gz")):
            if row["doc"] != document:
                document, number = row["doc"], number + 1
            is_test = number % settings["held_out"] == 0
            if i % (every * (4 if is_test else 1)) == 0:
                words = refolded([w for w in row["words"] if not w.isspace()])
                (test if is_test else train).extend(sentences(words))
    return train, test


def refolded(words: Words) -> Words:
    """Return the words as they stand in the reading view of the text they make up."""
    text = fold("".join(words))
    out, at = [], 0
    for word in words:
        out.append(text[at : at + len(word)])
        at += len(word)
    return out


def sentences(words: Words) -> Iterable[Words]:
    """Cut a line after 。！？；, so that training sequences stay short."""
    part: Words = []
    for word in words:
        word = "".join(word.split())
        if word:
            part.append(word)
        if word in {"。", "！", "？", "；"} and part:
            yield part
            part = []
    if part:
        yield part


_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_BETWEEN_DATE_PARTS = re.compile(r"(?<=\d[年月日])(?=\d)")
MAX_PARTS = 5  # words of PFR that may make up one of the lexer's
MAX_JOINED = 12  # characters of such a word
LEAST_SEEN = 3  # of a way of cutting in PFR
LEAD = 3  # times that a cut must be more frequent than the whole
LONG = 5  # characters from which a name unknown to PFR is cut into its known words


class Standard:
    """How PFR cuts what the lexer joins, read off PFR's training lines; figures count as one numeral.

    >>> pfr = [["4", "个", "国家"]] * 3 + [["12月", "31日", "前"]] * 3
    >>> Standard(pfr).words(["5个", "国家", "11月4日"])
    ['5', '个', '国家', '11月', '4日']
    """

    def __init__(self, rows: Iterable[Sequence[str]]) -> None:
        self._whole: Counter[str] = Counter()
        self._cut: dict[str, Counter[tuple[int, ...]]] = {}
        for row in rows:
            figures = [_DIGITS.sub("0", w) for w in row]
            self._whole.update(figures)
            for at in range(len(figures)):
                for count in range(2, MAX_PARTS + 1):
                    parts = figures[at : at + count]
                    joined = "".join(parts)
                    if len(parts) < count or len(joined) > MAX_JOINED:
                        break
                    self._cut.setdefault(joined, Counter())[tuple(map(len, parts))] += 1
        self._cut = {w: c for w, c in self._cut.items() if max(c.values()) >= LEAST_SEEN}

    def words(self, words: Iterable[str]) -> Words:
        """Return the lexer's words with those cut that PFR writes in parts."""
        return [part for word in words for piece in _BETWEEN_DATE_PARTS.split(word) for part in self._parts(piece)]

    def _parts(self, word: str) -> Words:
        figures = _DIGITS.findall(word)
        template = _DIGITS.sub("0", word)
        whole = self._whole[template]
        if template in self._cut:
            lengths, seen = min(self._cut[template].items(), key=lambda item: (-item[1], item[0]))
            if seen >= LEAD * whole:
                return _refigured(template, lengths, figures)
        elif not whole and len(template) >= LONG:
            lengths = self._known_parts(template)
            if lengths:
                return _refigured(template, lengths, figures)
        return [word]

    def _known_parts(self, template: str) -> tuple[int, ...]:
        """Return lengths of PFR's words, each of two characters or more, that make up the whole, the longest first."""
        lengths: list[int] = []
        at = 0
        while at < len(template):
            ends = range(min(at + MAX_JOINED, len(template)), at + 1, -1)
            end = next((e for e in ends if self._whole[template[at:e]] >= LEAST_SEEN), 0)
            if not end:
                return ()
            lengths.append(end - at)
            at = end
        return tuple(lengths)


def _refigured(template: str, lengths: Iterable[int], figures: Iterable[str]) -> Words:
    """Return the parts of a template with its figures back in their places."""
    left = iter(figures)
    parts, at = [], 0
    for length in lengths:
        parts.append(re.sub("0", lambda _: next(left), template[at : at + length]))
        at += length
    return parts


def word_f1(segmenter: Segmenter, gold: list[Words]) -> float:
    """Return the F1 of words as spans."""
    hit = predicted = wanted = 0
    for words in gold:
        ends = np.cumsum([len(w) for w in words]).tolist()
        spans = set(zip([0, *ends[:-1]], ends, strict=True))
        found = set(segmenter.words("".join(words)))
        hit, predicted, wanted = hit + len(spans & found), predicted + len(found), wanted + len(spans)
    return 2 * hit / (predicted + wanted)


def save_each_pass(folder: Path) -> None:
    """Have pkuseg write its weights after each pass, not only at the end, so that --start can go on from there."""
    measure = Trainer.test

    def save_and_measure(self: Trainer, rows: object, number: int) -> list[float]:
        self.model.save()
        shutil.copy(folder / "weights.npz", folder / f"pass-{number}.npz")
        return measure(self, rows, number)

    Trainer.test = save_and_measure


def average(folder: Path, passes: Iterable[int]) -> None:
    """Put the mean of the weights after these passes in place of the last ones."""
    stored = [np.load(folder / f"pass-{number}.npz") for number in passes]
    np.savez(folder / "weights.npz", sizes=stored[0]["sizes"], w=np.mean([x["w"] for x in stored], axis=0))


def halfway(first: Path, second: Path, out: Path) -> None:
    """Write the mean of two models, before pruning; a feature that the first does not know weighs nothing in it.

    Args:
        second: trained on from the first, so that it knows all its features.
    """
    features = srsly.read_msgpack(second / "features.msgpack")
    old = dict(srsly.read_msgpack(first / "features.msgpack")["feature_to_idx"])
    new = dict(features["feature_to_idx"])
    weights, before = np.load(second / "weights.npz"), np.load(first / "weights.npz")
    tags, count = (int(n) for n in weights["sizes"])
    nodes, edges = weights["w"][: tags * count].reshape(count, tags), weights["w"][tags * count :]
    old_nodes, old_edges = before["w"][: tags * len(old)].reshape(len(old), tags), before["w"][tags * len(old) :]
    mean = nodes / 2
    mean[[new[f] for f in old]] += old_nodes[list(old.values())] / 2
    out.mkdir(parents=True, exist_ok=True)
    srsly.write_msgpack(out / "features.msgpack", features)
    w = np.concatenate([mean.reshape(-1), (edges + old_edges) / 2])
    np.savez(out / "weights.npz", sizes=weights["sizes"], w=w)


def prune(folder: Path, out: Path, weight_minimum: float) -> int:
    """Write the model without features of small weight; return how many features stay."""
    features = srsly.read_msgpack(folder / "features.msgpack")
    stored = np.load(folder / "weights.npz")
    tags, count = (int(n) for n in stored["sizes"])
    nodes = stored["w"][: tags * count].reshape(count, tags)
    edges = stored["w"][tags * count :]
    pairs = dict(features["feature_to_idx"])
    kept = sorted(
        (f for f, i in pairs.items() if pairs[f] == 0 or np.abs(nodes[i] - nodes[i].mean()).max() >= weight_minimum),
        key=lambda f: pairs[f],
    )
    used = {w for f in kept for w in f.split(".", 2)[-1].split("*")}
    weights = np.round(np.concatenate([nodes[[pairs[f] for f in kept]].reshape(-1), edges]), 2)
    features["feature_to_idx"] = {f: i for i, f in enumerate(kept)}
    features["unigram"] = sorted(w for w in features["unigram"] if w in used)
    features["bigram"] = []
    out.mkdir(parents=True, exist_ok=True)
    srsly.write_msgpack(out / "features.msgpack", features)
    np.savez_compressed(out / "weights.npz", sizes=np.array([tags, len(kept)]), w=weights)
    return len(kept)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--config", type=Path, default=Path(__file__).parent / "configs/segmenter.toml")
    parser.add_argument("--start", type=Path, help="folder of an earlier run's model, before pruning, to train on")
    parser.add_argument("--halfway", action="store_true", help="take the mean of the model at the start and at the end")
    parser.add_argument("--out", type=Path, default=MODEL)
    arguments = parser.parse_args()
    if arguments.halfway and not arguments.start:
        parser.error("--halfway takes the mean with the model of --start: give one.")
    settings = tomllib.loads(arguments.config.read_text(encoding="utf-8"))
    started = time.monotonic()
    random.seed(settings["seed"])
    pfr_train, pfr_test = pfr_words(arguments.corpora, settings["held_out"])
    standard = Standard(pfr_train)
    silver_train, raw_test = silver_words(arguments.corpora, settings)
    silver_train, silver_test = ([standard.words(row) for row in rows] for rows in (silver_train, raw_test))
    train = pfr_train[: int(len(pfr_train) * settings["pfr_share"])] + silver_train
    arguments.work.mkdir(parents=True, exist_ok=True)
    for name, rows in (("train", train), ("test", pfr_test[:200])):
        text = "\n".join(" ".join(words) for words in rows)
        (arguments.work / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    pkuseg_settings.featureTrim = settings["feature_minimum"] - 1
    save_each_pass(arguments.work / "model")
    spacy_pkuseg.train(str(arguments.work / "train.txt"), str(arguments.work / "test.txt"),
                       str(arguments.work / "model"), train_iter=settings["iterations"],
                       init_model=str(arguments.start) if arguments.start else None)  # fmt: skip
    last = settings["iterations"]
    average(arguments.work / "model", range(max(0, last - settings["averaged"]), last))
    whole = arguments.work / "model"
    if arguments.halfway:
        halfway(arguments.start, whole, arguments.work / "halfway")
        whole = arguments.work / "halfway"
    kept = prune(whole, arguments.out, settings["weight_minimum"])
    segmenter = Segmenter.load(arguments.out)
    tests = {"pfr": pfr_test, "silver in PFR's standard": silver_test, "silver as the lexer cuts": raw_test}
    sources = ("corpora/segmentation/pfr199801.zip", "teacher/silver/news.jsonl.gz", "teacher/silver/policy.jsonl.gz")
    report = {
        "data": {s: digest(arguments.corpora / s) for s in sources},
        "training words": {"pfr": sum(map(len, pfr_train)), "silver": sum(map(len, silver_train))},
        "features": kept,
        "megabytes": round(sum(p.stat().st_size for p in arguments.out.iterdir()) / 1e6, 2),
        "word F1": {name: round(word_f1(segmenter, rows), 4) for name, rows in tests.items()},
        "minutes": round((time.monotonic() - started) / 60, 1),
        "memory MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "settings": settings,
    }
    print(json.dumps(report, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
