"""Load a built graph into Neo4j; the password is read from NEO4J_PASSWORD.

usage: python pipelines/load.py GRAPH_FOLDER [bolt://127.0.0.1:7687]
"""

import os
import sys
from pathlib import Path

from kg.jsonl import read_graph
from kg.property_graph.connection import connect
from kg.property_graph.loader import load
from kg.property_graph.model import property_graph

if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    uri = sys.argv[2] if len(sys.argv) == 3 else "bolt://127.0.0.1:7687"
    graph = property_graph(read_graph(Path(sys.argv[1]) / "graph.jsonl"))
    with connect(uri, password=os.environ.get("NEO4J_PASSWORD")) as connection:
        report = load(connection, graph)
    print(report)
    sys.exit(0 if report.matches else 4)
