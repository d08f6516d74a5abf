"""The graph in the embedded engine."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date

import pytest
from property_graph.example_graph import example_graph
from property_graph.test_loader import _hostile_graph
from synthetic_graph import synthetic_graph

from kg import records as r
from kg.embedded import database, tables
from kg.embedded.database import EmbeddedGraph, build_embedded
from kg.errors import GraphError, QueryError
from kg.graph.stream import FileRecords
from kg.jsonl import graph_lines, write_lines
from kg.property_graph.model import property_graph
from kg.property_graph.result import Node, Relationship
from kg.property_graph.values import Point


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("graph")
    write_lines(made / "graph.jsonl", graph_lines(example_graph()))
    build_embedded(example_graph(), made / "graph.lbug")
    return made


@pytest.fixture(scope="module")
def graph(folder):
    with EmbeddedGraph.open(folder) as opened:
        yield opened


def test_it_holds_every_node_and_relationship(graph):
    rows = property_graph(example_graph())
    assert graph.cypher("MATCH (n) RETURN count(n) AS n")[0] == (rows.node_count(),)
    found = dict(graph.cypher("MATCH ()-[r]->() RETURN type(r) AS t, count(r) AS n").values)
    assert found == {type_: len(links) for type_, links in rows.relationships.items() if links}


def test_it_holds_every_property(graph):
    rows = property_graph(example_graph())
    for label, nodes in rows.nodes.items():
        stored = {n.properties["id"]: dict(n.properties) for (n,) in graph.cypher(f"MATCH (n:{label}) RETURN n")}
        assert stored == {n.id: n.properties for n in nodes}
    for type_, links in rows.relationships.items():
        answer = graph.cypher(f"MATCH (a)-[r:{type_}]->(b) RETURN a.id AS a, b.id AS b, r")
        stored = sorted((a, b, x.properties.get("id", ""), sorted(x.properties.items())) for a, b, x in answer)
        assert stored == sorted((x.start, x.end, x.id, sorted(x.properties.items())) for x in links)


def test_values_have_their_types(graph):
    [[node, link]] = graph.cypher("MATCH (n:City)<-[r:HELD_IN]-(:Event) WHERE n.name = '哈尔滨市' RETURN n, r")
    assert isinstance(node, Node) and node.labels == ("City", "Entity")
    assert node.properties["location"] == Point(126.63, 45.75)
    assert isinstance(link, Relationship) and link.end == node.key
    assert link.properties["from"] == date(2024, 5, 16)


def test_labels_are_those_of_neo4j(graph):
    assert graph.cypher("MATCH (n {name: '黑河市'}) RETURN labels(n) AS l").values == ((["Entity", "City"],),)
    assert graph.cypher("MATCH (n:Document) RETURN DISTINCT labels(n) AS l").values == ((["Document"],),)
    types = graph.cypher("MATCH (n:City|Port) RETURN DISTINCT n.type AS t ORDER BY t")
    assert types.values == (("City",), ("Port",))
    assert (
        graph.cypher("MATCH (n:Entity) WHERE n:City OR n:Port RETURN DISTINCT n.type AS t ORDER BY t").values
        == types.values
    )


@pytest.mark.parametrize(
    ("query", "alike"),
    [
        (
            "MATCH (a:City|Port)-[:LOCATED_IN]-(b) WHERE a.name CONTAINS '河' OR b.name CONTAINS '河' "
            "RETURN count(*) AS n",
            "MATCH (a:Entity)-[:LOCATED_IN]-(b) WHERE (a.type = 'City' OR a.type = 'Port') AND "
            "(a.name CONTAINS '河' OR b.name CONTAINS '河') RETURN count(*) AS n",
        ),
        (
            "MATCH (a:Official) WHERE EXISTS { (a)-[:HOLDS_POST]->(:GovernmentBody|City) } RETURN count(*) AS n",
            "MATCH (a:Official)-[:HOLDS_POST]->(b:Entity) WHERE b.type IN ['GovernmentBody', 'City'] "
            "RETURN count(DISTINCT a) AS n",
        ),
        (
            "MATCH (n:City|Document) RETURN count(n) AS n",
            "MATCH (n) WHERE label(n) = 'Document' OR label(n) = 'Entity' AND n.type = 'City' RETURN count(n) AS n",
        ),
    ],
)
def test_conditions_on_labels(graph, query, alike):
    assert graph.cypher(query).values == graph.cypher(alike).values != ((0,),)


def test_parts_of_a_date(graph):
    answer = graph.cypher("MATCH (d:Document {id: 'd1'}) RETURN d.published.year, d.published.month, d.published.day")
    assert answer.columns[0] == "d.published.year" and answer.values == ((2024, 8, 20),)


def test_parameters_are_data(graph):
    hostile = "x' OR true RETURN n //"
    assert len(graph.cypher("MATCH (n:City) WHERE n.name = $name RETURN n", name=hostile)) == 0
    assert graph.cypher("RETURN $name AS n", {"name": hostile})[0] == (hostile,)


def test_paths_use_no_relationship_twice(graph):
    answer = graph.cypher("MATCH p = (:City {name: '黑河市'})-[:DEVELOPS*1..3]-(n:Entity) RETURN length(p) AS n")
    assert answer.values == ((1,),)


@pytest.mark.parametrize(
    "query",
    [
        "CREATE (:City {id: 'x'})",
        "MATCH (n:City) SET n.name = 'x'",
        "MATCH (n:Place) DETACH DELETE n",
        "DROP TABLE HOLDS_POST",
        "CREATE MACRO bad(x) AS x",
    ],
)
def test_a_query_that_writes_is_refused_and_changes_nothing(folder, graph, query):
    before = (folder / "graph.lbug").read_bytes()
    with pytest.raises(QueryError, match="--write"):
        graph.cypher(query)
    assert (folder / "graph.lbug").read_bytes() == before


def test_writing_when_asked_for(tmp_path):
    build_embedded(example_graph(), tmp_path / "graph.lbug")
    with EmbeddedGraph.open(tmp_path, write=True) as graph:
        graph.cypher("MATCH (n:City) WHERE n.name = '黑河市' SET n.nameEn = 'Heihe'")
    with EmbeddedGraph.open(tmp_path) as graph:
        assert graph.cypher("MATCH (n:City) WHERE n.nameEn = 'Heihe' RETURN n.name AS n").values == (("黑河市",),)


@pytest.mark.parametrize(
    "query", ["MATCH (n RETURN n", "", "MATCH (n:Planet) RETURN n", "RETURN $x", "MATCH (n) RETURN n.nope"]
)
def test_a_query_that_is_wrong_is_one_line(graph, query):
    with pytest.raises(QueryError) as caught:
        graph.cypher(query)
    assert str(caught.value) and "\n" not in str(caught.value)


def test_a_folder_without_database_gets_one(tmp_path):
    write_lines(tmp_path / "graph.jsonl", graph_lines(example_graph()))
    with EmbeddedGraph.open(tmp_path) as graph:
        assert graph.cypher("MATCH (n:Port) RETURN count(n) AS n")[0] == (3,)
    assert sorted(x.name for x in tmp_path.iterdir()) == ["graph.jsonl", "graph.lbug"]


def test_a_database_older_than_the_graph_is_made_again(tmp_path):
    build_embedded(r.Graph(), tmp_path / "graph.lbug")
    write_lines(tmp_path / "graph.jsonl", graph_lines(example_graph()))
    os.utime(tmp_path / "graph.lbug", (1, 1))
    with EmbeddedGraph.open(tmp_path) as graph:
        assert graph.cypher("MATCH (n:Port) RETURN count(n) AS n")[0] == (3,)


def test_a_database_of_another_model_is_made_again(tmp_path, monkeypatch):
    write_lines(tmp_path / "graph.jsonl", graph_lines(example_graph()))
    with monkeypatch.context() as earlier:
        earlier.setattr(database, "_MACROS", ())
        build_embedded(example_graph(), tmp_path / "graph.lbug")
    with EmbeddedGraph.open(tmp_path) as graph:
        assert graph.cypher("RETURN head(['a']) AS a")[0] == ("a",)
    (tmp_path / "graph.jsonl").unlink()
    with monkeypatch.context() as earlier:
        earlier.setattr(database, "_MACROS", ())
        build_embedded(example_graph(), tmp_path / "graph.lbug")
    with pytest.raises(GraphError, match="another version"):
        EmbeddedGraph.open(tmp_path)


def test_records_one_after_another_give_the_same_graph(tmp_path, graph, monkeypatch):
    monkeypatch.setattr(tables, "BATCH_ROWS", 7)
    write_lines(tmp_path / "graph.jsonl", graph_lines(example_graph()))
    build_embedded(FileRecords(tmp_path / "graph.jsonl"), tmp_path / "stream.lbug")
    query = (
        "MATCH (a)-[r]->(b) RETURN a.id AS one, type(r) AS kind, r.id AS key, b.id AS two ORDER BY one, kind, key, two"
    )
    with EmbeddedGraph.open(tmp_path / "stream.lbug") as streamed:
        assert streamed.cypher(query).values == graph.cypher(query).values


def test_what_is_no_graph_is_refused(tmp_path):
    with pytest.raises(GraphError, match="kg build"):
        EmbeddedGraph.open(tmp_path / "nothing")
    (tmp_path / "graph.lbug").write_bytes(b"not a database" * 1000)
    with pytest.raises(GraphError, match="Delete it"):
        EmbeddedGraph.open(tmp_path)


def test_a_build_that_fails_leaves_the_old_database(tmp_path, monkeypatch):
    build_embedded(example_graph(), tmp_path / "graph.lbug")
    monkeypatch.setattr(database, "_MACROS", ("broken(",))
    with pytest.raises(RuntimeError):
        build_embedded(r.Graph(), tmp_path / "graph.lbug")
    assert [x.name for x in tmp_path.iterdir()] == ["graph.lbug"]
    with EmbeddedGraph.open(tmp_path) as graph:
        assert graph.cypher("MATCH (n:Port) RETURN count(n) AS n")[0] == (3,)


def test_several_processes_read_at_once(folder, graph):
    words = "import kg, sys; print(kg.Graph.open(sys.argv[1]).cypher('MATCH (n:Port) RETURN count(n) AS n')[0][0])"
    readers = [
        subprocess.Popen([sys.executable, "-c", words, str(folder)], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert [reader.communicate(timeout=60)[0] for reader in readers] == ["3\n", "3\n"]


def test_a_thousand_hostile_names_travel_as_data(tmp_path):
    hostile = _hostile_graph(1000)
    with EmbeddedGraph.build(hostile, tmp_path / "graph.lbug") as graph:
        stored = dict(graph.cypher("MATCH (n:Company) RETURN n.id AS id, n.name AS name").values)
        assert stored == {e.id: e.name for e in hostile.entities}
        for entity in hostile.entities[:24]:
            found = graph.cypher("MATCH (n:Company) WHERE n.name = $name RETURN n.id AS id", name=entity.name)
            assert (entity.id,) in found.values


def test_an_empty_graph_answers_with_no_rows(tmp_path):
    with EmbeddedGraph.build(r.Graph(), tmp_path / "graph.lbug") as graph:
        assert len(graph.cypher("MATCH (a:Official)-[h:HOLDS_POST]->(b:Entity) RETURN a.name, h.from, b")) == 0


def test_further_attributes_can_be_asked_for(tmp_path):
    entity = r.Entity(id="city-1", type="City", name="松江市", attributes={"postalCode": "150000"})
    with EmbeddedGraph.build(r.Graph(entities=(entity,)), tmp_path / "graph.lbug") as graph:
        assert graph.cypher("MATCH (n:Entity) RETURN n.postalCode AS code").values == (("150000",),)


def test_rows_become_pandas_and_networkx(graph):
    answer = graph.cypher("MATCH (a:Official)-[h:HOLDS_POST]->(b:GovernmentBody) RETURN a, h, b")
    frame = graph.cypher("MATCH (n:Port) RETURN n.name AS name, n.location AS place ORDER BY name").to_pandas()
    assert list(frame.columns) == ["name", "place"] and len(frame) == 3
    net = answer.to_networkx()
    assert net.number_of_edges() == 4 and net.number_of_nodes() == 6
    roles = {data["role"] for _, _, data in net.edges(data=True)}
    assert roles == {"市长", "副省长", "厅长"}
    paths = graph.cypher("MATCH p = (:Policy)-[:BASED_ON|AMENDS*1..2]->(:Policy) RETURN p").to_networkx()
    assert paths.number_of_nodes() == 3 and paths.number_of_edges() == 2


def test_a_larger_graph(tmp_path):
    made = synthetic_graph(300)
    rows = property_graph(made)
    with EmbeddedGraph.build(made, tmp_path / "graph.lbug") as graph:
        assert graph.cypher("MATCH ()-[r]->() RETURN count(r) AS n")[0] == (rows.relationship_count(),)


def test_a_graph_filled_in_slices_is_the_same_graph(tmp_path, monkeypatch):
    made = synthetic_graph(120)
    nodes = "MATCH (n) RETURN label(n) AS kind, n AS node ORDER BY n.id"
    links = (
        "MATCH (a)-[r]->(b) RETURN a.id AS one, type(r) AS kind, r AS link, b.id AS two ORDER BY one, kind, two, r.id"
    )
    with EmbeddedGraph.build(made, tmp_path / "whole.lbug") as graph:
        whole = [_without_keys(graph.cypher(query)) for query in (nodes, links)]
    monkeypatch.setattr(tables, "BATCH_ROWS", 20)
    monkeypatch.setattr(tables, "SLICE_ROWS", 60)
    with EmbeddedGraph.build(made, tmp_path / "sliced.lbug") as graph:
        assert [_without_keys(graph.cypher(query)) for query in (nodes, links)] == whole
    assert sorted(x.name for x in tmp_path.iterdir()) == ["sliced.lbug", "whole.lbug"]


def _without_keys(rows):
    """Return rows as values, nodes and relationships as their properties: where a row lies differs."""
    return [tuple(getattr(x, "properties", x) for x in row) for row in rows.values]


def test_the_python_interface_is_at_the_top(folder):
    import kg

    with kg.Graph.open(folder) as graph:
        answer = graph.cypher("MATCH (p:Port) WHERE p.name CONTAINS $words RETURN p.name AS name", words="黑河")
    assert answer.to_dicts() == [{"name": "黑河公路口岸"}]
    with pytest.raises(AttributeError, match="nothing"):
        kg.nothing  # noqa: B018
