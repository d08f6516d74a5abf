"""A build imports nothing heavy that it does not use, whatever else is installed."""

import os
import subprocess
import sys

HEAVY = {"torch", "scipy", "datasketch", "rdflib", "pyshacl", "networkx", "neo4j", "sklearn", "jieba", "spacy_pkuseg"}
BUILD = """
import sys
from kg.cli.app import main
try:
    main()
finally:
    print("loaded:", *sorted(name for name, module in sys.modules.items() if module is not None and "." not in name))
"""


def test_a_build_imports_nothing_heavy_that_it_does_not_use(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text("黑龙江省省长魏长河在黑河市会见来宾，商务部印发《边贸办法》。" * 6, encoding="utf-8")
    command = [sys.executable, "-c", BUILD, "build", str(page), "--out", str(tmp_path / "graph")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "COLUMNS": "200"})
    loaded = set(done.stdout.split("loaded:")[1].split())
    assert "spacy" in loaded
    assert not loaded & HEAVY
