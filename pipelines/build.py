"""Build the graph of files and folders with the settings of configs/default.toml.

usage: python -m pipelines.build OUT_FOLDER INPUT...
"""

import sys
from pathlib import Path

from kg.build import build
from kg.config import load_settings

if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    settings = load_settings(Path(__file__).parent / "configs" / "default.toml")
    report = build(sys.argv[2:], Path(sys.argv[1]), settings)
    print(report.json())
