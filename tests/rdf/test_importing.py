"""What is written comes back as it was."""

from __future__ import annotations

import dataclasses
import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from rdf.graphs import page
from rdf.strategies import graphs, names

from kg.errors import InputError, SchemaError
from kg.jsonl import graph_lines
from kg.rdf.export import FORMATS, write
from kg.rdf.importing import canonical, read_rdf

BASES = ("https://w3id.org/policykg/id/", "http://127.0.0.1:8000/graphs/news#")


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("packed", ["", ".gz"])
def test_every_format_restores_the_graph(tmp_path: Path, format_name: str, base: str, packed: str) -> None:
    path = tmp_path / f"graph{FORMATS[format_name].suffixes[0]}{packed}"
    write(page(), path, base=base)
    assert read_rdf(path) == canonical(page())


def test_the_canonical_lines_come_back_byte_for_byte(tmp_path: Path) -> None:
    graph = canonical(page())
    write(graph, tmp_path / "graph.ttl")
    assert list(graph_lines(read_rdf(tmp_path / "graph.ttl"))) == list(graph_lines(graph))


@settings(max_examples=100)
@given(graph=graphs(names))
def test_round_trip(tmp_path_factory: pytest.TempPathFactory, graph) -> None:
    path = tmp_path_factory.mktemp("graph") / "graph.ttl"
    write(graph, path)
    assert read_rdf(path) == canonical(graph)


def test_whole_and_broken_numbers_stay_what_they_are(tmp_path: Path) -> None:
    figures = tuple(
        dataclasses.replace(page().observations[0], id=f"observation-{i}", value=value)
        for i, value in enumerate([5, 5.0, -0.5, 1e-7, 123456789012345.6, 1.4e11])
    )
    graph = dataclasses.replace(page(), observations=figures)
    write(graph, tmp_path / "graph.ttl")
    found = [o.value for o in read_rdf(tmp_path / "graph.ttl").observations]
    assert [repr(x) for x in found] == ["5", "5.0", "-0.5", "1e-07", "123456789012345.6", "140000000000.0"]


def test_a_graph_without_records_comes_back(tmp_path: Path) -> None:
    from kg.records import Graph

    write(Graph(), tmp_path / "graph.nq")
    assert read_rdf(tmp_path / "graph.nq") == Graph()


def test_what_is_no_graph_of_ours_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.ttl"
    path.write_text('<http://a.example/x> <http://a.example/p> "x" .')
    with pytest.raises(SchemaError, match=r"0 data sets.*--register"):
        read_rdf(path)


def test_a_node_without_its_parts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "graph.nt"
    write(page(), path)
    lines = [x for x in path.read_text().splitlines() if "#exact>" not in x]
    path.write_text("\n".join(lines))
    with pytest.raises(SchemaError, match="1 positions and 0 quotations"):
        read_rdf(path)


@pytest.mark.parametrize(
    ("name", "content"), [("missing.ttl", None), ("bad.ttl", b"<a> <b> ."), ("bad.ttl.gz", b"plain")]
)
def test_what_does_not_parse_is_refused(tmp_path: Path, name: str, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=name):
        read_rdf(tmp_path / name)


def test_a_cut_off_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "graph.nt.gz").write_bytes(
        gzip.compress(b"<http://a.example/x> <http://a.example/p> 'x' .\n" * 50)[:-12]
    )
    with pytest.raises(InputError):
        read_rdf(tmp_path / "graph.nt.gz")
