"""Names of the files in a graph's folder.

graph.sqlite        the canonical store; everything else can be made again from it and decisions.jsonl
graph.jsonl         the canonical graph, line by line
annotations.jsonl   what each document contributes, each entity with its node
decisions.jsonl     what people decided; may be edited by hand, and is read before every change
decisions.rejected.jsonl   its lines that could not be read, with number and reason
graph.ttl           the graph as Turtle
graph.lbug          the graph in the embedded engine
rejected.jsonl      what was set aside while building, with its reason
report.json         counts, times and versions of the last command
"""

from __future__ import annotations

STORE_FILE = "graph.sqlite"
GRAPH_FILE = "graph.jsonl"
ANNOTATIONS_FILE = "annotations.jsonl"
DECISIONS_FILE = "decisions.jsonl"
REJECTED_DECISIONS_FILE = "decisions.rejected.jsonl"
TURTLE_FILE = "graph.ttl"
EMBEDDED_FILE = "graph.lbug"
REJECTED_FILE = "rejected.jsonl"
REPORT_FILE = "report.json"
