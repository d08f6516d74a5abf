"""Annotate gold documents and print precision, recall and F1 by level as JSON.

usage: python -m pipelines.evaluate GOLD.jsonl
"""

import argparse
import json
from pathlib import Path

from kg.annotate import Annotator
from kg.evaluation.report import table
from kg.evaluation.scorer import score
from kg.jsonl import annotation_json
from kg.text.reader import Reader

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    path = parser.parse_args().gold
    gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    annotations = Annotator().annotate_all(Reader().read([str(path)]))
    print(json.dumps(table(score(gold, {a.article.id: annotation_json(a) for a in annotations})), indent=1))
