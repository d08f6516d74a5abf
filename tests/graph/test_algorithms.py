import itertools
from collections import deque

import pytest
from graph.making import annotations
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import records as r
from kg.errors import GraphError
from kg.graph.algorithms import communities, most_connected, network, shortest_path
from kg.graph.assembly import build_graph


def graph(*edges, lone=()):
    names = sorted({n for edge in edges for n in edge} | set(lone))
    statements = [
        r.Statement(id=f"s{i:03}", type="cooperatesWith", subject=a, object=b, evidence=())
        for i, (a, b) in enumerate(edges)
    ]
    return r.Graph(entities=tuple(r.Entity(id=n, type="Company", name=n) for n in names), statements=tuple(statements))


def steps(some, start, goal):
    path = shortest_path(some, start, goal)
    return [start, *(step.target for step in path)]


def test_the_shortest_path_comes_with_its_statements():
    some = graph(("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("a", "e"), ("e", "a"))
    assert steps(some, "a", "d") == ["a", "e", "d"]
    assert [s.id for s in shortest_path(some, "a", "d")[0].statements] == ["s004", "s005"]
    assert shortest_path(some, "a", "a") == ()


def test_among_equal_lengths_the_less_connected_way_is_taken():
    some = graph(("a", "hub"), ("hub", "z"), ("a", "m"), ("m", "z"), ("hub", "x1"), ("hub", "x2"), ("hub", "x3"))
    assert steps(some, "a", "z") == ["a", "m", "z"]


def test_separate_parts_and_strange_ids_are_named():
    some = graph(("a", "b"), ("c", "d"))
    with pytest.raises(GraphError, match="separate parts"):
        shortest_path(some, "a", "d")
    with pytest.raises(GraphError, match="no entity 'x'"):
        shortest_path(some, "a", "x")


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")), min_size=1, max_size=14))
def test_no_path_is_longer_than_a_breadth_first_search_finds(edges):
    some = graph(*edges)
    near = {n: {b for a, b in [*edges, *((b, a) for a, b in edges)] if a == n} for n in {x for e in edges for x in e}}
    start = edges[0][0]
    distance, queue = {start: 0}, deque([start])
    while queue:
        node = queue.popleft()
        for other in near[node] - set(distance):
            distance[other] = distance[node] + 1
            queue.append(other)
    for goal, length in distance.items():
        assert len(shortest_path(some, start, goal)) == length


def test_the_best_connected_comes_first_and_a_type_may_be_asked_for():
    some = graph(("hub", "a"), ("hub", "b"), ("hub", "c"), ("a", "b"), lone=["z"])
    first, *_, last = most_connected(some)
    assert (first.entity.id, first.statements, first.neighbours) == ("hub", 3, 3)
    assert (last.entity.id, last.statements) == ("z", 0)
    assert most_connected(some, "Person") == ()
    assert len(most_connected(some, limit=2)) == 2
    assert most_connected(graph()) == ()


def test_two_dense_groups_with_one_bridge_are_two_communities():
    edges = [*itertools.combinations("abcd", 2), *itertools.combinations("wxyz", 2), ("d", "w")]
    some = graph(*edges, lone=["q"])
    assert {frozenset(c) for c in communities(some)} == {frozenset("abcd"), frozenset("wxyz")}
    assert communities(graph(*reversed(edges), lone=["q"])) == communities(some)
    assert communities(graph(lone=["q"])) == ()


@settings(max_examples=20)
@given(st.lists(annotations(), max_size=5, unique_by=lambda a: a.article.id))
def test_the_network_has_every_entity_and_every_joining_statement(documents):
    some, _ = build_graph(documents)
    net = network(some)
    assert set(net) == {e.id for e in some.entities}
    joined = [s for _, _, data in net.edges(data=True) for s in data["statements"]]
    assert sorted(s.id for s in joined) == [s.id for s in some.statements if s.object is not None]
