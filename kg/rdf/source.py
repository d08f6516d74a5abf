"""Where records come from: a graph in memory, or a canonical graph file read line by line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from kg import records as r
from kg.jsonl import iter_graph, read_graph
from kg.rdf.mapping import Block, GraphMapping, Record, facts_of
from kg.rdf.notation import Notation

Source = r.Graph | Path


def records_of(source: Source) -> Iterator[Record]:
    """Yield documents, entities, statements, figures: of a graph in memory by id, of a file as they stand."""
    if isinstance(source, Path):
        return iter_graph(source)
    rows: tuple[tuple[Record, ...], ...] = (source.documents, source.entities, source.statements, source.observations)
    return chain.from_iterable(sorted(each, key=lambda x: x.id) for each in rows)


def graph_of(source: Source) -> r.Graph:
    """Return the graph in memory."""
    return read_graph(source) if isinstance(source, Path) else source


def blocks_of(source: Source, notation: Notation) -> Iterator[Block]:
    """Yield all blocks of the graph; a file is read twice, first for the direct triples."""
    mapping = GraphMapping(notation)
    facts = facts_of(x for x in records_of(source) if isinstance(x, r.Statement))
    yield from mapping.blocks(records_of(source), facts)
    yield mapping.dataset(mapping.counts)
