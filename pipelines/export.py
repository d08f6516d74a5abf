"""Write a built graph as RDF; the file's name tells the format (.ttl .nt .nq .trig .jsonld .rdf, .gz compresses).

usage: python -m pipelines.export GRAPH_FOLDER OUT.ttl
"""

import sys
from pathlib import Path

from kg.graph.file_names import GRAPH_FILE
from kg.jsonl import read_graph
from kg.rdf.export import write

if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    print(write(read_graph(Path(sys.argv[1]) / GRAPH_FILE), Path(sys.argv[2])), "triples")
