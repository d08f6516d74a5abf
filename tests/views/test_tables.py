"""The graph as CSV."""

from __future__ import annotations

import csv
import dataclasses
from pathlib import Path

from rdf.graphs import page
from rdf.strategies import HOSTILE, with_texts

from kg.views.tables import TABLES, write_statements, write_tables


def _rows(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_flat_list_has_a_line_for_each_statement(tmp_path: Path) -> None:
    assert write_statements(page(), tmp_path / "graph.csv") == 6
    rows = _rows(tmp_path / "graph.csv")
    assert [row["id"] for row in rows] == [s.id for s in page().statements]
    assert (rows[0]["subject"], rows[0]["relation"], rows[0]["object"]) == ("林知远", "met", "王海")
    assert rows[0]["documents"] == "doc-1|新闻/2"
    assert (rows[2]["object"], rows[2]["role"], rows[2]["modality"]) == ("", "董事长", "ended")


def test_the_tables_hold_everything(tmp_path: Path) -> None:
    graph = page()
    count = write_tables(graph, tmp_path)
    tables = {name: _rows(tmp_path / f"{name}.csv") for name in TABLES}
    assert count == sum(map(len, tables.values()))
    assert len(tables["entities"]) == len(graph.entities)
    assert len(tables["mentions"]) == sum(len(m.spans) for e in graph.entities for m in e.mentions)
    assert len(tables["evidence"]) == sum(len(x.evidence) for x in (*graph.statements, *graph.observations))
    assert tables["evidence"][0]["triggerStart"] == "19"
    assert tables["entities"][1]["candidates"] == "listed:600001=0.6|listed:000002=0.4"
    assert tables["documents"][1]["reprintOf"] == "doc-1"


def test_text_of_any_kind_stays_in_its_cell(tmp_path: Path) -> None:
    safe = "".join(c for c in HOSTILE if not "\ud800" <= c <= "\udfff")
    graph = with_texts(page(), [safe])
    write_tables(graph, tmp_path)
    for row, d in zip(_rows(tmp_path / "documents.csv"), graph.documents, strict=True):
        assert row["title"] == d.title


def test_lone_surrogates_are_written_as_escapes(tmp_path: Path) -> None:
    graph = dataclasses.replace(page(), documents=(dataclasses.replace(page().documents[0], title="a\ud800b"),))
    write_tables(graph, tmp_path)
    assert _rows(tmp_path / "documents.csv")[0]["title"] == "a\\ud800b"


def test_an_empty_graph_gives_header_lines(tmp_path: Path) -> None:
    from kg.records import Graph

    assert write_tables(Graph(), tmp_path) == 0
    assert (tmp_path / "mentions.csv").read_text() == "entity,document,start,end,madeBy,confidence\n"
