"""Annotate documents: mentions, entities, relations and figures, one document a line.

usage: python -m pipelines.annotate NEWS.jsonl ANNOTATIONS.jsonl
"""

import sys
from pathlib import Path

from kg.annotate import Annotator
from kg.build import write_annotations
from kg.text.reader import Reader

if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    annotator = Annotator()
    write_annotations(Path(sys.argv[2]), annotator.annotate_all(Reader().read([sys.argv[1]])))
