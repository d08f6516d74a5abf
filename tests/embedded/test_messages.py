"""What is said of a query that the engine refuses."""

from __future__ import annotations

import pytest
from property_graph.example_graph import example_graph

from kg.embedded.database import EmbeddedGraph
from kg.errors import QueryError


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    with EmbeddedGraph.build(example_graph(), tmp_path_factory.mktemp("messages") / "graph.lbug") as made:
        yield made


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("MATCH (n:Offical) RETURN n", r"no label or relationship type Offical \(did you mean Official\?\).*:schema"),
        ("MATCH ()-[r:HOLD_POST]->() RETURN r", r"did you mean HOLDS_POST\?"),
        ("MATCH (n:Zzz) RETURN n", r"no label or relationship type Zzz; "),
        ("MATCH (n:City) RETURN n.nam", r"has no property nam \(did you mean name\?\)"),
        ("MATCH (n:City RETURN n", r"cannot be read at '.*RETURN'"),
        ("MATCH (n:City {name: $city}) RETURN n", r"no value for \$city; .*--param city=VALUE.*:param city VALUE"),
        ("CREATE (:City {id: 'x'})", "--write"),
    ],
)
def test_it_says_what_to_do(graph, query, words):
    with pytest.raises(QueryError, match=words) as caught:
        graph.cypher(query)
    assert "\n" not in str(caught.value)


def test_values_that_the_query_does_not_need_are_no_fault(graph):
    assert graph.cypher("RETURN $a AS a", a=1, b=2).values == ((1,),)
