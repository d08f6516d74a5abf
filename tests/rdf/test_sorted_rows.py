"""Rows in order, in memory and out of it."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdf.graphs import page
from rdf.strategies import hostile_text
from rdf_export import make_graph

from kg.graph.stream import FileRecords, GraphRecords
from kg.jsonl import graph_lines, write_lines
from kg.rdf import notation, sorted_rows
from kg.rdf.export import FORMATS, write
from kg.rdf.sorted_rows import SortedRows


@given(st.dictionaries(st.tuples(hostile_text, hostile_text), st.binary(max_size=3)), st.integers(1, 5))
def test_rows_are_sorted_and_come_once(values: dict[tuple[str, str], bytes], in_memory: int) -> None:
    rows = SortedRows(in_memory)
    for (key, place), value in [*values.items(), *values.items()]:
        rows.add(key, place, value)
    assert list(rows) == sorted((key, place, value) for (key, place), value in values.items())


@pytest.mark.parametrize("format_name", FORMATS)
def test_what_waits_on_disk_gives_the_same_bytes(
    format_name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_lines(tmp_path / "graph.jsonl", graph_lines(page()))
    write(page(), tmp_path / "a", format_name)
    monkeypatch.setattr(sorted_rows.SortedRows.__init__, "__defaults__", (2,))
    for source in (page(), GraphRecords(page()), FileRecords(tmp_path / "graph.jsonl")):
        write(source, tmp_path / "b", format_name)
        assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("format_name", ["turtle", "trig", "jsonld"])
def test_memory_does_not_grow_with_the_graph(format_name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The larger graph's records alone would take two megabytes more."""
    monkeypatch.setattr(sorted_rows.SortedRows.__init__, "__defaults__", (50,))
    monkeypatch.setattr(notation, "REMEMBERED", 50)
    peaks = []
    for size in (60, 900):
        write_lines(tmp_path / "graph.jsonl", graph_lines(make_graph(size)))
        tracemalloc.start()
        write(tmp_path / "graph.jsonl", tmp_path / "a", format_name)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] - peaks[0] < 700_000
