"""Load a built graph into Neo4j; the password is read from NEO4J_PASSWORD.

usage: python -m pipelines.load GRAPH_FOLDER [bolt://127.0.0.1:7687]
"""

import argparse
import os
import sys
from pathlib import Path

from kg.graph.file_names import GRAPH_FILE
from kg.jsonl import read_graph
from kg.property_graph.connection import connect
from kg.property_graph.defaults import DEFAULT_URI
from kg.property_graph.loader import load
from kg.property_graph.model import property_graph

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("uri", nargs="?", default=DEFAULT_URI)
    args = parser.parse_args()
    graph = property_graph(read_graph(args.folder / GRAPH_FILE))
    with connect(args.uri, password=os.environ.get("NEO4J_PASSWORD")) as connection:
        report = load(connection, graph)
    print(report)
    sys.exit(0 if report.matches else 4)
