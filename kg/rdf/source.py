"""Where records come from: a graph in memory, a canonical graph file read line by line, or any stream of records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg import records as r
from kg.graph.stream import FileRecords, GraphRecords, Record, RecordStream, all_records
from kg.jsonl import read_graph
from kg.rdf.blocks import Block
from kg.rdf.mapping import GraphMapping, counted, facts_of
from kg.rdf.notation import Notation

Source = r.Graph | Path | RecordStream


def stream_of(source: Source) -> RecordStream:
    """Return the records of a graph as a stream."""
    if isinstance(source, Path):
        return FileRecords(source)
    return GraphRecords(source) if isinstance(source, r.Graph) else source


def records_of(source: Source) -> Iterator[Record]:
    """Yield documents, entities, statements, figures, each kind by id."""
    return all_records(stream_of(source))


def graph_of(source: Source) -> r.Graph:
    """Return the graph in memory."""
    if isinstance(source, r.Graph):
        return source
    if isinstance(source, Path):
        return read_graph(source)
    return r.Graph(
        documents=tuple(source.documents()),
        entities=tuple(source.entities()),
        statements=tuple(source.statements()),
        observations=tuple(source.observations()),
    )


def blocks_of(source: Source, notation: Notation) -> Iterator[Block]:
    """Yield all blocks of the graph; the statements are read twice, first for the direct triples."""
    stream = stream_of(source)
    mapping = GraphMapping(notation)
    counts: Counter[type] = Counter()
    yield from mapping.blocks(counted(all_records(stream), counts), facts_of(stream.statements()))
    yield mapping.dataset(counts)
