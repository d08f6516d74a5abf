"""Graph algorithms over the statements, by networkx: paths, most connected, communities."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from kg import records as r
from kg.errors import GraphError

_HUB_COST = 1e-3  # prefers, among paths of one length, the one through less connected entities


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a path: from an entity to the next, and the statements that join the two."""

    source: str
    target: str
    statements: tuple[r.Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """An entity with the number of its statements, of its neighbours, and its PageRank."""

    entity: r.Entity
    statements: int
    neighbours: int
    pagerank: float


def network(graph: r.Graph) -> nx.Graph:
    """Return the graph as an undirected networkx graph: one edge per joined pair, its ``statements`` on it.

    Entities without a statement are nodes without an edge.
    """
    net = nx.Graph()
    net.add_nodes_from(e.id for e in graph.entities)
    for s in graph.statements:
        if s.object is None:
            continue
        if net.has_edge(s.subject, s.object):
            net.edges[s.subject, s.object]["statements"].append(s)
        else:
            net.add_edge(s.subject, s.object, statements=[s])
    return net


def shortest_path(graph: r.Graph, start: str, goal: str) -> tuple[Step, ...]:
    """Return a shortest path between two entities (ids), with the statements along it; empty where they are one.

    Among paths of one length the one through less connected entities is chosen, then the one with smaller ids.

    Raises:
        GraphError: no path joins the two, or one is not in the graph.
    """
    net = network(graph)
    for id_ in (start, goal):
        if id_ not in net:
            raise GraphError(f"The graph holds no entity {id_!r}; give an id that 'kg show' prints.")

    def cost(_: str, target: str, __: dict) -> float:
        return 1 + _HUB_COST * math.log1p(net.degree[target])

    try:
        nodes = nx.dijkstra_path(net, start, goal, weight=cost)
    except nx.NetworkXNoPath:
        raise GraphError(f"No statements join {start} and {goal}; they lie in separate parts of the graph.") from None
    return tuple(
        Step(source=a, target=b, statements=tuple(_best_first(net.edges[a, b]["statements"])))
        for a, b in itertools.pairwise(nodes)
    )


def _best_first(statements: Iterable[r.Statement]) -> list[r.Statement]:
    return sorted(statements, key=lambda s: (-s.confidence, -len(s.evidence), s.id))


def most_connected(graph: r.Graph, type_: str | None = None, limit: int | None = 20) -> tuple[Rank, ...]:
    """Return the best connected entities by PageRank, ties by id.

    Args:
        type_: only entities of this type (the rank is still that in the whole graph).
        limit: how many; None for all.
    """
    net = network(graph)
    counts = dict.fromkeys(net, 0)
    for s in graph.statements:
        for end in {s.subject, s.object or s.subject}:
            counts[end] += 1
    scores = nx.pagerank(net) if len(net) else {}
    ranks = [
        Rank(entity=e, statements=counts[e.id], neighbours=net.degree[e.id], pagerank=round(scores[e.id], 8))
        for e in graph.entities
        if type_ is None or e.type == type_
    ]
    return tuple(sorted(ranks, key=lambda x: (-x.pagerank, x.entity.id))[:limit])


def communities(graph: r.Graph, resolution: float = 1.0) -> tuple[tuple[str, ...], ...]:
    """Return communities of entities by Louvain's method (seed 0), largest first, each with its best connected first.

    Entities without a statement to another are left out.

    Args:
        resolution: above 1 gives smaller communities, below 1 larger ones.
    """
    net = network(graph)
    net.remove_nodes_from([n for n in list(net) if net.degree[n] == 0])
    for _, _, data in net.edges(data=True):
        data["weight"] = len(data["statements"])
    found = nx.community.louvain_communities(net, weight="weight", resolution=resolution, seed=0)
    ordered = [tuple(sorted(c, key=lambda n: (-net.degree[n], n))) for c in found]
    return tuple(sorted(ordered, key=lambda c: (-len(c), c)))
