"""File, store and memory give the same records, kind by kind, as often as they are asked."""

import pytest
from graph.making import annotation, post

from kg import jsonl
from kg import records as r
from kg.errors import SchemaError
from kg.graph.assembly import build_graph
from kg.graph.store import Store, build_store
from kg.graph.stream import FileRecords, GraphRecords, all_records

FIGURE = r.Observation(
    indicator="货运量", value=18.0, unit="ton", unit_text="吨", kind="total", evidence=(0, 2), sentence=(0, 4)
)
HELD = (
    annotation("d2", *post("魏长河", "黑龙江省政府", "省长")),
    annotation("d1", [("Port", "临江港"), ("Province", "黑龙江省")], [("locatedIn", 0, 1)], observations=[FIGURE]),
)


@pytest.fixture
def streams(tmp_path):
    graph = build_graph(HELD)[0]
    file = tmp_path / "graph.jsonl"
    jsonl.write_lines(file, jsonl.graph_lines(graph))
    build_store(tmp_path / "graph.sqlite", HELD)
    with Store(tmp_path / "graph.sqlite") as store:
        yield graph, {"file": FileRecords(file), "memory": GraphRecords(graph), "store": store}


@pytest.mark.parametrize("name", ["file", "memory", "store"])
def test_a_stream_gives_every_record_each_time_it_is_asked(streams, name):
    graph, each = streams
    stream = each[name]
    assert graph.documents and graph.entities and graph.statements and graph.observations
    for _ in range(2):
        assert tuple(stream.documents()) == graph.documents
        assert tuple(stream.entities()) == graph.entities
        assert tuple(stream.statements()) == graph.statements
        assert tuple(stream.observations()) == graph.observations
    assert list(all_records(stream)) == [
        *graph.documents, *graph.entities, *graph.statements, *graph.observations
    ]  # fmt: skip


def test_a_file_of_another_hand_is_read_alike(tmp_path, streams):
    graph, _ = streams
    spaced = tmp_path / "spaced.jsonl"
    lines = [line.replace('{"record":"', '{ "record": "') for line in jsonl.graph_lines(graph)]
    jsonl.write_lines(spaced, lines)
    assert tuple(FileRecords(spaced).statements()) == graph.statements


def test_a_line_that_does_not_fit_is_named(tmp_path):
    file = tmp_path / "graph.jsonl"
    jsonl.write_lines(file, [jsonl.dumps(jsonl.GRAPH_SCHEMA), '{"record":"entity","id":'])
    with pytest.raises(SchemaError, match="line 2"):
        list(FileRecords(file).entities())
    assert list(FileRecords(file).documents()) == []
