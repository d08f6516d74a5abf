"""Annotate gold documents and print precision, recall and F1 by level as JSON.

usage: python pipelines/evaluate.py GOLD.jsonl
"""

import json
import sys
from pathlib import Path

from kg.annotate import Annotator
from kg.evaluation.report import table
from kg.evaluation.scorer import score
from kg.jsonl import annotation_json
from kg.text.reader import Reader

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    gold = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    annotations = Annotator().annotate_all(Reader().read([sys.argv[1]]))
    print(json.dumps(table(score(gold, {a.article.id: annotation_json(a) for a in annotations})), indent=1))
