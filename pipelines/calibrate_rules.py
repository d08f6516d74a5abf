"""Count how often each rule of recognition is right on gold documents; writes kg/ner/rule_scores.tsv.

usage: python -m pipelines.calibrate_rules GOLD.jsonl
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kg.document.sentences import sentence_spans
from kg.evaluation.scorer import mention_spans, trimmed
from kg.jsonl import write_lines
from kg.ner.patterns import companies, kinds
from kg.ner.recognizer import Recognizer, rule_mentions
from kg.ner.rule_scores import TABLE, forget
from kg.records import Mention
from kg.registers.matcher import Matcher, load_matcher
from kg.text.reading import read

Find = Callable[[str], list[Mention]]
Counts = dict[tuple[str, str], list[int]]


def main() -> None:
    """Read the gold documents and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    gold = parser.parse_args().gold
    data = gold.read_bytes()
    documents = [json.loads(line) for line in data.decode("utf-8").splitlines()]
    proposed = counted(documents, proposals(load_matcher()))
    origin = f"{gold.name}, sha256 {hashlib.sha256(data).hexdigest()[:16]}"
    write(origin, proposed, {})
    forget()
    write(origin, proposed, counted(documents, survivors(Recognizer(load_matcher()))))


def proposals(matcher: Matcher) -> Find:
    """Return what finds all that rules propose in a text."""

    def find(text: str) -> list[Mention]:
        matches = matcher.find(text)
        others = (x.find(text, matches) for x in (kinds, companies))
        return [*rule_mentions(text, matches), *itertools.chain(*others)]

    return find


def survivors(recognizer: Recognizer) -> Find:
    """Return what finds the mentions that stay, without the tagger, which has seen the training documents."""
    return lambda text: recognizer.find(text, sentence_spans(text))


def counted(documents: list[dict[str, Any]], find: Find) -> Counts:
    """Return right and all mentions by rule and type."""
    counts: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for document in documents:
        text, reading = document["text"], read(document["text"])
        wanted = mention_spans(text, document)
        for m in find(reading.text):
            count = counts[m.made_by, m.type]
            count[0] += (*trimmed(text, *reading.given_span(m.start, m.end)), m.type) in wanted
            count[1] += 1
    return counts


def write(origin: str, proposed: Counts, kept: Counts) -> None:
    """Write the table."""
    head = [
        "# title: How often each rule of recognition was right",
        f"# source: pipelines/calibrate_rules.py on {origin}",
        "# columns: rule; type; right = mentions equal to a gold one; found = mentions proposed;",
        "#   kept_right, kept = the same of those that stay after the merge, without the tagger",
        "rule\ttype\tright\tfound\tkept_right\tkept",
    ]
    rows = [
        "\t".join(map(str, (*key, *proposed.get(key, (0, 0)), *kept.get(key, (0, 0)))))
        for key in sorted(proposed.keys() | kept.keys())
    ]
    write_lines(TABLE, head + rows)


if __name__ == "__main__":
    main()
