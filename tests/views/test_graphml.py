"""The graph as GraphML."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
from rdf.graphs import page
from rdf.strategies import HOSTILE, with_texts

from kg.views.graphml import network, write_graphml


def test_networkx_reads_it_back(tmp_path: Path) -> None:
    count = write_graphml(page(), tmp_path / "graph.graphml")
    found = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    assert count == found.number_of_nodes() + found.number_of_edges() == 7 + 5
    assert found.nodes["city-gbt2260-230100"]["name"] == "哈尔滨市"
    assert found.nodes["person-00000000000000c1"]["posts"] == "董事长"
    edge = found.edges["company-00000000000000a1", "port-ports-tongjiang", "statement-0004"]
    assert (edge["type"], edge["modality"], edge["from"]) == ("develops", "planned", "2025")


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.graphml", "b.graphml", "c.graphml.gz", "d.graphml.gz"):
        write_graphml(page(), tmp_path / name)
    assert (tmp_path / "a.graphml").read_bytes() == (tmp_path / "b.graphml").read_bytes()
    assert (tmp_path / "c.graphml.gz").read_bytes() == (tmp_path / "d.graphml.gz").read_bytes()


@pytest.mark.parametrize("text", [HOSTILE, "a\rb\r\nc", "<&>\"']]>", "\x00\ud800\ufffe", "  "])
def test_text_of_any_kind_gives_xml_that_parses(tmp_path: Path, text: str) -> None:
    graph = with_texts(page(), [text])
    write_graphml(graph, tmp_path / "graph.graphml")
    found = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    for id_, attributes in network(graph).nodes(data=True):
        assert found.nodes[id_].get("name", "") == attributes.get("name", "")
