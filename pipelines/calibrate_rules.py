"""Count how often each rule of recognition is right on gold documents; writes kg/ner/rule_scores.tsv.

usage: python pipelines/calibrate_rules.py GOLD.jsonl
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
from collections import Counter
from pathlib import Path

from kg.jsonl import write_lines
from kg.ner.patterns import companies, kinds
from kg.ner.recognizer import rule_mentions
from kg.ner.rule_scores import TABLE
from kg.registers.matcher import load_matcher
from kg.text.reading import read

EDGES = "“”‘’\"'《》 \u3000"


def main() -> None:
    """Read the gold documents and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    gold = parser.parse_args().gold
    data = gold.read_bytes()
    found: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    matcher = load_matcher(None)
    for line in data.decode("utf-8").splitlines():
        document = json.loads(line)
        text, reading = document["text"], read(document["text"])
        wanted = {(*trimmed(text, s, e), x["type"]) for x in document["entities"] for s, e in x["mentions"]}
        matches = matcher.find(reading.text)
        rules = (rule_mentions(reading.text, matches), *(x.find(reading.text, matches) for x in (kinds, companies)))
        for m in itertools.chain(*rules):
            key = (m.made_by, m.type)
            found[key] += 1
            right[key] += (*trimmed(text, *reading.given_span(m.start, m.end)), m.type) in wanted
    header = [
        "# title: How often each rule of recognition was right",
        f"# source: pipelines/calibrate_rules.py on {gold.name}, sha256 {hashlib.sha256(data).hexdigest()[:16]}",
        "# columns: rule; type; right = mentions equal to a gold one; found = mentions made",
        "rule\ttype\tright\tfound",
    ]
    write_lines(TABLE, header + [f"{r}\t{t}\t{right[r, t]}\t{found[r, t]}" for r, t in sorted(found)])


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without quotation marks and blanks at its edges."""
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return start, end


if __name__ == "__main__":
    main()
