"""Measure recognition and print the report as Markdown.

    python -m pipelines.report_recognition CORPORA [--folds WORK/folds.json] [--weights FILE.pt …]
        [--only-weights] [--out FILE]

By type on the development documents (mentions and entities of the whole language half, and the tagger alone),
reliability of the probabilities, the same under errors of character recognition, cross-validation on the
training documents, public test sets by mapped types, and a baseline: jieba's parts of speech with rules
for the type, if jieba is installed. With --weights (of ``train_msra.py``, or of a stage of ``train_tagger.py``)
the outputs that were trained on the public sets' own types are measured too, with --only-weights nothing else.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.annotate import Annotator
from kg.config import Settings
from kg.document.sentences import sentence_spans
from kg.ner.recognizer import Recognizer
from kg.ner.tagger import Tagger
from kg.records import Mention
from kg.vocab import CORE_TYPES
from pipelines.tagger_training import corpora
from pipelines.tagger_training.augmentation import misread
from pipelines.tagger_training.corpora import Sample
from pipelines.tagger_training.joined import (
    Find,
    annotated,
    annotation_rates,
    documents_report,
    entity_outcomes,
    recognized,
)
from pipelines.tagger_training.measure import (
    Counts,
    error_of,
    reliability,
    span_counts,
    summary,
)  # fmt: skip

CORE_NLP = {"all": 0.666, "core": 0.775, "Company": 0.850, "Official": 0.597, "Policy": 0.667, "Port": 0.667,
            "GovernmentBody": 0.625}  # fmt: skip
MISREAD_SHARE = 0.03
_PLACES = ("Country", "Province", "City", "County", "Place", "Zone", "Port")
_BODIES = ("GovernmentBody", "Organization", "Company")
_PEOPLE = ("Official", "Person")


def _coarse(groups: dict[str, Iterable[str]]) -> dict[str, str]:
    return {kind: name for name, kinds in groups.items() for kind in kinds}


# What our types are called in each public set; a type of neither side is left out of the comparison.
MAPPED = {
    "msra": (_coarse({"PER": _PEOPLE, "LOC": _PLACES, "ORG": _BODIES}), {"PER": "PER", "LOC": "LOC", "ORG": "ORG"}),
    "cluener": (
        _coarse({"name": _PEOPLE, "address": _PLACES, "company": ["Company"], "government": ["GovernmentBody"],
                 "organization": ["Organization"]}),
        {t: t for t in ("name", "address", "company", "government", "organization")},
    ),
    "resume": (_coarse({"NAME": _PEOPLE, "ORG": _BODIES, "LOC": _PLACES}), {"NAME": "NAME", "ORG": "ORG",
    "LOC": "LOC"}),
}  # fmt: skip


def mapped_counts(find: Find, samples: Iterable[Sample], ours: dict[str, str], theirs: dict[str, str]) -> Counts:
    """Return the counts of our mentions under a public set's types."""
    counts: Counts = Counter()
    for sample in samples:
        gold = {(s, e, theirs[t]) for s, e, t in sample.spans if t in theirs}
        found = {(m.start, m.end, ours[m.type]) for m in find(sample.text) if m.type in ours}
        counts += span_counts(gold, found)
    return counts


def jieba_mentions(text: str) -> list[Mention]:
    """Return jieba's names of people, places and bodies, typed by their last characters."""
    import jieba.posseg

    found, at = [], 0
    for word, tag in jieba.posseg.cut(text):
        kind = _jieba_type(word, tag)
        if kind:
            found.append(Mention(start=at, end=at + len(word), type=kind, made_by="baseline:jieba"))
        at += len(word)
    return found


def _jieba_type(word: str, tag: str) -> str | None:
    if tag.startswith("nr"):
        return "Official" if len(word) > 1 else None
    endings = {"省": "Province", "市": "City", "州": "City", "县": "County", "区": "County", "旗": "County"}
    if tag == "ns":
        return endings.get(word[-1], "Province" if len(word) == 2 else "Place")
    if tag == "nt":
        ends_as_company = word.endswith(("公司", "集团", "银行"))
        return "Company" if ends_as_company else "GovernmentBody" if word[-1] in "部委局厅院署" else "Organization"
    return None


def table(rows: dict[str, dict], beside: dict[str, float] | None = None) -> list[str]:
    """Return a Markdown table of rates by type."""
    lines = [
        "| type | P | R | F1 | gold |" + (" CoreNLP F1 |" if beside else ""),
        "|---|---|---|---|---|" + ("---|" if beside else ""),
    ]
    for name, r in rows.items():
        line = f"| {name} | {r['p']:.3f} | {r['r']:.3f} | {r['f1']:.3f} | {r['gold']} |"
        lines.append(line + (f" {beside[name]:.3f} |" if beside and name in beside else " |" if beside else ""))
    return lines


def reliability_table(pairs: Sequence[tuple[float, bool]]) -> list[str]:
    """Return the reliability diagram as a Markdown table."""
    lines = ["| probability | right | mentions |", "|---|---|---|"]
    return lines + [f"| {r['probability']:.3f} | {r['right']:.3f} | {r['mentions']} |" for r in reliability(pairs)]


def misread_documents(documents: Iterable[dict]) -> list[dict]:
    """Return the documents with look-alikes in place of some characters."""
    rng = random.Random(0)
    out = []
    for document in documents:
        sample = Sample(corpus="own", text=document["text"], spans=())
        out.append({**document, "text": misread(sample, MISREAD_SHARE, rng).text})
    return out


def own_heads(weights: Path, folder: Path) -> list[str]:
    """Return the lines on the outputs that were trained on the public sets, measured with torch."""
    from pipelines.tagger_training.public_sets import head_rates

    lines = [
        "",
        f"## Outputs trained on the public sets' own types ({weights.name})",
        "",
        "| set | F1 | by type |",
        "|---|---|---|",
    ]
    for name, rows in head_rates(weights, folder).items():
        lines.append(f"| {name} | {rows['all']['f1']:.3f} | {by_type(rows)} |")
    return [*lines, "", "MSRA in the literature without pretrained language models: LSTM-CRF 88.8, Lattice LSTM 93.2."]


def folds_report(folds: dict) -> list[str]:
    """Return the lines on cross-validation, as ``folds.measured`` gives its figures."""
    dev, joined = folds["dev"], folds["joined"]
    levels = {"mentions": joined["mentions"], "entities": joined["entities"]}
    sums = (f"{n} {r['all']['f1']:.3f} (core six {r['core']['f1']:.3f})" for n, r in levels.items())
    lines = ["## Cross-validation on the training documents", "",
             f"{folds['folds']} of five folds, {folds['documents']} held-out documents; each network trained by the "
             f"whole recipe with {folds['share']:.0%} of its steps. Joined: {', '.join(sums)}, calibration error "
             f"{folds['joined calibration error']:.3f}. The same networks alone on dev: all {dev['all']['f1']:.3f}, "
             f"core six {dev['core']['f1']:.3f}.", ""]  # fmt: skip
    lines += ["Tagger alone:", "", *table(folds["mentions"]), ""]
    for name, rates in levels.items():
        lines += [f"Joined, {name}:", "", *table(rates), ""]
    return lines


def report_lines(folder: Path, folds: dict | None) -> list[str]:
    """Return the report but for the outputs of given weights."""
    documents = corpora.gold_documents(folder / "eval/dev.jsonl")
    tagger, recognizer = Tagger.load(), Recognizer.load(Settings())

    def tagged(text: str) -> list[Mention]:
        return tagger.tag(text, sentence_spans(text))

    annotator = Annotator()
    started = time.process_time()
    alone, pairs = documents_report(tagged, documents)
    speed = sum(len(d["text"]) for d in documents) / (time.process_time() - started)
    _, joined_pairs = documents_report(lambda text: recognized(recognizer, text), documents)
    found = annotated(annotator, documents)
    clean = annotation_rates(documents, found)
    kept_pairs = entity_outcomes(documents, found)
    misread_ones = misread_documents(documents)
    noisy = annotation_rates(misread_ones, annotated(annotator, misread_ones))
    lines = ["# Recognition", "", f"{len(documents)} development documents.", ""]
    lines += ["## Mentions of the language half (registers, patterns, tagger, document pass), strict spans", "",
              *table(clean["mentions"], CORE_NLP), ""]  # fmt: skip
    lines += ["## Entities of the language half", "", *table(clean["entities"]), ""]
    lines += ["## Mentions of the tagger alone", "", f"{speed:,.0f} characters a second of processor time.", "",
              *table(alone), ""]  # fmt: skip
    lines += ["## Reliability", "", f"Expected calibration error: tagger alone {error_of(pairs):.4f}, "
              f"registers, patterns and tagger joined {error_of(joined_pairs):.4f}, "
              f"confidence of the entity {error_of(kept_pairs):.4f}. Joined:", "",
              *reliability_table(joined_pairs), ""]  # fmt: skip
    lines += [f"## With {MISREAD_SHARE:.0%} of the characters misread", ""]
    lines += [f"* {level}: all {noisy[level]['all']['f1']:.3f}, core six {noisy[level]['core']['f1']:.3f} (clean: "
              f"{clean[level]['all']['f1']:.3f}, {clean[level]['core']['f1']:.3f})" for level in clean]  # fmt: skip
    lines.append("")
    if folds:
        lines += folds_report(folds)
    public = {
        "msra": corpora.msra_test(folder),
        "cluener": corpora.cluener(folder, "dev"),
        "resume": corpora.resume(folder, "test"),
    }
    finders: dict[str, Find] = {"ours": tagged}
    if importlib.util.find_spec("jieba"):
        finders["jieba"] = jieba_mentions
    lines += ["## Public sets, our types mapped to theirs (their guidelines differ)", ""]
    lines += ["| set | system | F1 | by type |", "|---|---|---|---|"]
    for name, samples in public.items():
        for system, find in finders.items():
            rows = summary(mapped_counts(find, samples, *MAPPED[name]))
            lines.append(f"| {name} | {system} | {rows['all']['f1']:.3f} | {by_type(rows)} |")
    if "jieba" in finders:
        baseline, _ = documents_report(jieba_mentions, documents)
        core = {t: baseline[t] for t in CORE_TYPES if t in baseline}
        lines += ["", f"jieba on the development documents: all {baseline['all']['f1']:.3f}, core "
                  f"{baseline['core']['f1']:.3f} ({by_type(core)})."]  # fmt: skip
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--folds", type=Path)
    parser.add_argument("--weights", type=Path, nargs="*", default=[])
    parser.add_argument("--only-weights", action="store_true")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    lines: list[str] = []
    if not arguments.only_weights:
        folds = json.loads(arguments.folds.read_text(encoding="utf-8")) if arguments.folds else None
        lines += report_lines(arguments.corpora, folds)
    for weights in arguments.weights:
        lines += own_heads(weights, arguments.corpora)
    text = "\n".join(lines) + "\n"
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")
    print(text)


def by_type(rows: dict[str, dict]) -> str:
    """Return the F1 of each type in one line."""
    return ", ".join(f"{t} {r['f1']:.3f}" for t, r in rows.items() if t not in {"all", "core"})


if __name__ == "__main__":
    main()
