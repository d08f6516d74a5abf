"""The graph as GraphML by networkx: entities are nodes, statements with two ends are edges.

Posts without a body, which have one end, stand at their holder as ``posts``. Characters that XML forbids are written as
``\\uXXXX``.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from pathlib import Path

import networkx as nx

from kg import records as r
from kg.jsonl import replacing

_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(graph: r.Graph, path: Path) -> int:
    """Write the graph as GraphML; a name ending in ``.gz`` is compressed. Return the number of nodes and edges."""
    net = network(graph)
    xml = io.BytesIO()
    nx.write_graphml_xml(net, xml, named_key_ids=True)
    with replacing(path) as out:
        out.write(xml.getvalue().decode().replace("\r", "&#13;"))
    return net.number_of_nodes() + net.number_of_edges()


def network(graph: r.Graph) -> nx.MultiDiGraph:
    """Return entities and statements as a directed networkx graph; attributes are strings and numbers."""
    net = nx.MultiDiGraph()
    posts: dict[str, list[str]] = defaultdict(list)
    for s in graph.statements:
        if s.object is None and s.role:
            posts[s.subject].append(s.role)
    for e in graph.entities:
        net.add_node(e.id, **_texts({
            "type": e.type, "name": e.name, "aliases": "|".join(e.aliases), "link": e.link or "",
            "posts": "|".join(dict.fromkeys(posts[e.id])), "confidence": e.confidence,
            "documents": len({m.document for m in e.mentions}),
            **{f"attribute_{k}": e.attributes[k] for k in sorted(e.attributes)},
        }))  # fmt: skip
    for s in graph.statements:
        if s.object is not None:
            net.add_edge(s.subject, s.object, key=s.id, **_texts({
                "type": s.type, "role": s.role or "", "modality": s.modality, "from": s.start or "", "to": s.end or "",
                "confidence": s.confidence, "documents": len({e.document for e in s.evidence}),
                "sentence": s.evidence[0].quote if s.evidence else "",
            }))  # fmt: skip
    return net


def _texts(values: dict[str, str | float]) -> dict[str, str | float]:
    return {
        k: _NOT_IN_XML.sub(lambda m: f"\\u{ord(m[0]):04x}", v) if isinstance(v, str) else v
        for k, v in values.items()
        if v != ""
    }
