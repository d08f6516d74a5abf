"""Cypher of Neo4j as Cypher of the embedded engine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.embedded import dialect
from kg.embedded.words import tokens
from kg.errors import QueryError


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("MATCH (n:Entity) RETURN n", "MATCH (n:Entity) RETURN n"),
        ("MATCH (n:City) RETURN n", "MATCH (n:Entity {type: 'City'}) RETURN n"),
        ("MATCH (:City {name: 'x'})", "MATCH (:Entity {type: 'City', name: 'x'})"),
        ("MATCH (:City { })", "MATCH (:Entity {type: 'City' })"),
        ("MATCH (n:`City`)", "MATCH (n:Entity {type: 'City'})"),
        ("MATCH (n : City )", "MATCH (n :Entity {type: 'City'} )"),
        ("MATCH (n:Entity:City)", "MATCH (n:Entity {type: 'City'})"),
        ("MATCH (n:City&Entity)", "MATCH (n:Entity {type: 'City'})"),
        ("MATCH (n:Document)", "MATCH (n:Document)"),
        ("MATCH (n:Evidence|Document)", "MATCH (n:Evidence|Document)"),
        ("MATCH (n:Entity|Document)", "MATCH (n:Entity|Document)"),
        ("CREATE (:City {id: 'x'})", "CREATE (:Entity {type: 'City', id: 'x'})"),
        ("MATCH (n:City|Port) RETURN n", "MATCH (n:Entity)  WHERE n.`type` IN ['City', 'Port'] RETURN n"),
        ("MATCH (n:City|:Port) RETURN n", "MATCH (n:Entity)  WHERE n.`type` IN ['City', 'Port'] RETURN n"),
        ("MATCH (n:City {type: 'x'}) RETURN n", "MATCH (n:Entity {type: 'x'})  WHERE n.`type` = 'City' RETURN n"),
        (
            "MATCH (n:City|Port) WHERE n.a = 1 OR n.b = 2 RETURN n",
            "MATCH (n:Entity) WHERE n.`type` IN ['City', 'Port'] AND ( n.`a` = 1 OR n.`b` = 2 ) RETURN n",
        ),
        (
            "MATCH (:City|Port)-->(m) WITH m WHERE m.a RETURN m",
            "MATCH (unnamedNode1:Entity)-->(m)  WHERE unnamedNode1.`type` IN ['City', 'Port'] WITH m "
            "WHERE m.`a` RETURN m",
        ),
        (
            "MATCH (n:City|Document) RETURN n",
            "MATCH (n:Entity|Document)  WHERE (n.`type` = 'City' OR label(n) <> 'Entity') RETURN n",
        ),
        (
            "MATCH (n:Entity) WHERE n.name STARTS WITH 'x' AND NOT n:City RETURN n",
            "MATCH (n:Entity) WHERE n.`name` STARTS WITH 'x' AND NOT n.`type` = 'City' RETURN n",
        ),
        (
            "MATCH (n) WHERE (n:City OR n:Port) RETURN n",
            "MATCH (n) WHERE (n.`type` = 'City' OR n.`type` = 'Port') RETURN n",
        ),
        ("MATCH (n) WHERE (n:City) RETURN n", "MATCH (n) WHERE (n.`type` = 'City') RETURN n"),
        ("MATCH (n) WHERE (n)-->(:City) RETURN n", "MATCH (n) WHERE (n)-->(:Entity {type: 'City'}) RETURN n"),
        ("MATCH (n) RETURN n:City AS c", "MATCH (n) RETURN n.`type` = 'City' AS c"),
        ("MATCH (n) WHERE n:Document RETURN n", "MATCH (n) WHERE label(n) = 'Document' RETURN n"),
        ("MATCH (n:City) RETURN labels(n)", "MATCH (n:Entity {type: 'City'}) RETURN ['Entity', n.`type`]"),
        ("MATCH (n:Document) RETURN labels(n)", "MATCH (n:Document) RETURN ['Document']"),
        (
            "MATCH (n:Entity) WHERE EXISTS { MATCH (n)-->(m:City|Port) } RETURN n",
            "MATCH (n:Entity) WHERE EXISTS { MATCH (n)-->(m:Entity)  WHERE m.`type` IN ['City', 'Port'] } RETURN n",
        ),
        (
            "MATCH (n) WHERE EXISTS { (n)-->(:City) } RETURN n",
            "MATCH (n) WHERE EXISTS { MATCH (n)-->(:Entity {type: 'City'}) } RETURN n",
        ),
        ("RETURN {city: 1, n: x} AS m", "RETURN {city: 1, n: x} AS m"),
        ("RETURN {type: Entity} AS x", "RETURN {type: Entity} AS x"),
        ("MATCH (n {name: 'a:Entity)'}) // :Entity", "MATCH (n {name: 'a:Entity)'}) // :Entity"),
        ("MATCH (a)-[:PART_OF*1..3]->(b)", "MATCH (a)-[:PART_OF* TRAIL 1..3]->(b)"),
        ("MATCH (a)-[r*]-(b)", "MATCH (a)-[r* TRAIL ]-(b)"),
        ("MATCH (a)-[* SHORTEST 1..3]-(b)", "MATCH (a)-[* SHORTEST 1..3]-(b)"),
        ("RETURN [1 * 2, 3]", "RETURN [1 * 2, 3]"),
        ("RETURN count(*)", "RETURN count(*)"),
        ("MATCH p = shortestPath((a)-[*..4]-(b)) RETURN p", "MATCH p = (a)-[* SHORTEST 1..4]-(b) RETURN p"),
        ("MATCH p=allShortestPaths((a)-[:X*1..4]-(b))", "MATCH p=(a)-[:X* ALL SHORTEST 1..4]-(b)"),
        ("MATCH p=shortestPath((a)-[*]-(b))", "MATCH p=(a)-[* SHORTEST 1..30]-(b)"),
        ("RETURN e.end, e.from, n.location.longitude", "RETURN e.`end`, e.`from`, n.`location`.`longitude`"),
        ("RETURN r.from.year, n.year", "RETURN date_part('year',r.`from`), n.`year`"),
        ("RETURN 1.5, a.`x`, point.distance(a, b)", "RETURN 1.5, a.`x`, point.distance(a, b)"),
    ],
)
def test_translation(given, expected):
    assert dialect.translate(given) == expected


@given(st.text(alphabet="ab 'Entity\"`:*[](){}-./\\\n中", max_size=40))
def test_any_text_is_split_without_loss_and_translated_or_refused(text):
    assert "".join(tokens(text)) == text
    try:
        dialect.translate(text)
    except QueryError as error:
        assert str(error)


@given(st.text(max_size=30))
def test_what_stands_in_a_string_is_left_alone(text):
    query = "RETURN '" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
    assert dialect.translate(query) == query


@pytest.mark.parametrize("query", ["CREATE (n:City|Port)", "MATCH (n) WHERE (n)-->(:City|Port) RETURN n"])
def test_alternatives_where_no_condition_can_stand(query):
    with pytest.raises(QueryError, match=r"City\|Port in a MATCH"):
        dialect.translate(query)


@pytest.mark.parametrize("query", ["MATCH (n:) RETURN n", "MATCH (n:City|) RETURN n"])
def test_a_label_that_is_missing(query):
    with pytest.raises(QueryError, match="A label is missing"):
        dialect.translate(query)


def test_a_node_of_two_types_is_refused_with_the_way_out():
    with pytest.raises(QueryError, match=r"City\|Port"):
        dialect.translate("MATCH (n:City:Port) RETURN n")


@pytest.mark.parametrize(
    "query",
    [
        "COPY City TO 'x.csv'", "  copy (MATCH (n) RETURN n) TO 'x'", "RETURN 1; COPY City TO 'x'",
        "/* a */ COPY City TO 'x'",
        "LOAD FROM 'file.csv' RETURN *", "MATCH (n) LOAD FROM 'x' RETURN *", "INSTALL httpfs", "ATTACH 'x' AS y",
        "EXPORT DATABASE 'x'", "IMPORT DATABASE 'x'", "LOAD EXTENSION httpfs",
    ],
)  # fmt: skip
def test_a_query_that_reaches_outside_the_graph_is_refused(query):
    with pytest.raises(QueryError, match="outside the graph"):
        dialect.check_reads_only(query)


@pytest.mark.parametrize("query", ["MATCH (copy) RETURN copy", "RETURN 'COPY x TO y'", "MATCH (n) RETURN n.load"])
def test_such_words_as_names_are_fine(query):
    dialect.check_reads_only(query)
