"""The graph to RDF files: Turtle, N-Triples, N-Quads, TriG, JSON-LD, RDF/XML.

A file is written beside its place, parsed again strictly by pyoxigraph, and only then gets its name; a name ending in
``.gz`` is compressed. All formats are written block by block in constant memory: what must be sorted first (direct
triples by subject, shared nodes, the parts of each document) waits in ``kg.rdf.sorted_rows``.
"""

from __future__ import annotations

import gzip
import io
import itertools
import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox

from kg import records as r
from kg.errors import GraphError, SettingsError, unknown
from kg.rdf import jsonld
from kg.rdf import namespaces as ns
from kg.rdf.blocks import Block, block_lines, block_turtle
from kg.rdf.mapping import GraphMapping, counted, facts_of
from kg.rdf.notation import Notation
from kg.rdf.parts import by_document
from kg.rdf.source import Source, blocks_of, records_of

_BATCH_BLOCKS = 50  # small enough that the collector of garbage never sees them as old
_BUFFER_BYTES = 1 << 18


def write_turtle(graph: Source, path: Path, base: str = ns.BASE) -> int:
    """Write the graph as Turtle: fixed order, one predicate and object a line. Return the number of triples."""
    return write(graph, path, "turtle", base)


def write(source: Source, path: Path, format_name: str | None = None, base: str = ns.BASE) -> int:
    """Write the graph in a format of ``FORMATS``; by default the file name tells which.

    Returns:
        The number of triples; for N-Quads and TriG of quads.

    Raises:
        SettingsError: unknown format or file name ending.
        IdentifierError: the base, or an id of the graph, makes no IRI.
        SchemaError: a record breaks the vocabulary.
        GraphError: what was written does not read back; no file appears.
    """
    name = format_name or format_of(path)
    if name not in FORMATS:
        raise SettingsError(unknown("RDF format", name, FORMATS))
    return _write_checked(path, FORMATS[name], source, base)


def format_of(path: Path) -> str:
    """Return the format that a file name's ending tells, ``.gz`` aside.

    Raises:
        SettingsError: no format ends so.
    """
    suffix = Path(path.name.removesuffix(".gz")).suffix
    for name, each in FORMATS.items():
        if suffix in each.suffixes:
            return name
    endings = (s for each in FORMATS.values() for s in each.suffixes)
    raise SettingsError(unknown("file name ending", suffix, endings))


def triples(source: Source, base: str = ns.BASE) -> Iterator[ox.Triple]:
    """Yield the triples of the graph as pyoxigraph's, parsed strictly from what N-Triples would hold."""
    blocks = blocks_of(source, Notation(base, short=False))
    while batch := "".join(map(block_lines, islice(blocks, _BATCH_BLOCKS))):
        for quad in ox.parse(batch, format=ox.RdfFormat.N_TRIPLES):
            yield quad.triple


# ---- formats ------------------------------------------------------------------------------------------------


def _named_graphs(source: Source, notation: Notation) -> Iterator[tuple[str | None, Iterator[Block]]]:
    mapping = GraphMapping(notation)
    counts: Counter[type] = Counter()
    for document, part in by_document(counted(records_of(source), counts)):
        facts = facts_of(x for x in part if isinstance(x, r.Statement))
        yield None if document is None else notation.document(document), mapping.blocks(part, facts)
    yield None, iter([mapping.dataset(counts)])


def _write_turtle(source: Source, base: str, out: IO[bytes]) -> int:
    notation = Notation(base)
    out.write(_prefix_lines(notation).encode())
    return _write_blocks(blocks_of(source, notation), block_turtle, out)


def _write_ntriples(source: Source, base: str, out: IO[bytes]) -> int:
    return _write_blocks(blocks_of(source, Notation(base, short=False)), block_lines, out)


def _write_nquads(source: Source, base: str, out: IO[bytes]) -> int:
    count = 0
    for name, blocks in _named_graphs(source, Notation(base, short=False)):
        count += _write_blocks(blocks, partial(block_lines, graph=f" {name}" if name else ""), out)
    return count


def _write_trig(source: Source, base: str, out: IO[bytes]) -> int:
    notation = Notation(base)
    out.write(_prefix_lines(notation).encode())
    count = 0
    for name, blocks in _named_graphs(source, notation):
        out.write(f"\n{name} {{\n".encode() if name else b"")
        count += _write_blocks(blocks, block_turtle, out)
        out.write(b"}\n" if name else b"")
    return count


def _write_rdfxml(source: Source, base: str, out: IO[bytes]) -> int:
    counted = _Counted(triples(source, base))
    with io.BufferedWriter(_CarriageReturns(out)) as buffered:
        ox.serialize(counted, buffered, format=ox.RdfFormat.RDF_XML, prefixes=ns.prefixes(base))
    return counted.count


def _write_jsonld(source: Source, base: str, out: IO[bytes]) -> int:
    counted = _Counted(triples(source, base))
    for chunk in jsonld.chunks(counted, base):
        out.write(chunk.encode())
    return counted.count


def _prefix_lines(notation: Notation) -> str:
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in notation.prefixes.items())


def _write_blocks(blocks: Iterable[Block], text: Callable[[Block], str], out: IO[bytes]) -> int:
    count = 0
    for block in blocks:
        out.write(text(block).encode())
        count += len(block[1])
    return count


class _Counted:
    """Triples, counted as they pass."""

    def __init__(self, triples: Iterator[ox.Triple]) -> None:
        self.count = 0
        self._triples = triples

    def __iter__(self) -> Iterator[ox.Triple]:
        for triple in self._triples:
            self.count += 1
            yield triple


class _CarriageReturns(io.RawIOBase):
    """Writes XML with each carriage return as a character reference; XML readers make a bare one a line feed."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._out.write(bytes(data).replace(b"\r", b"&#13;"))
        return len(data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A file format.

    ``syntax`` is pyoxigraph's parser for any such file, ``own_syntax`` the one for the order of keys that we write,
    which needs no memory; ``write`` writes and counts the triples.
    """

    suffixes: tuple[str, ...]
    syntax: ox.RdfFormat
    write: Callable[[Source, str, IO[bytes]], int]
    own_syntax: ox.RdfFormat | None = None


FORMATS = {
    "turtle": Format(suffixes=(".ttl", ".turtle"), syntax=ox.RdfFormat.TURTLE, write=_write_turtle),
    "ntriples": Format(suffixes=(".nt",), syntax=ox.RdfFormat.N_TRIPLES, write=_write_ntriples),
    "nquads": Format(suffixes=(".nq",), syntax=ox.RdfFormat.N_QUADS, write=_write_nquads),
    "trig": Format(suffixes=(".trig",), syntax=ox.RdfFormat.TRIG, write=_write_trig),
    "jsonld": Format(
        suffixes=(".jsonld",),
        syntax=ox.RdfFormat.JSON_LD,
        write=_write_jsonld,
        own_syntax=ox.RdfFormat.STREAMING_JSON_LD,
    ),
    "rdfxml": Format(suffixes=(".rdf", ".xml", ".owl"), syntax=ox.RdfFormat.RDF_XML, write=_write_rdfxml),
}


# ---- files --------------------------------------------------------------------------------------------------


def _write_checked(path: Path, writer: Format, source: Source, base: str) -> int:
    packed = path.suffix == ".gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with _created(temporary, packed) as out:
            count = writer.write(source, base, out)
        _check(temporary, packed, writer.own_syntax or writer.syntax, count, path)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return count


@contextmanager
def _created(path: Path, packed: bool) -> Iterator[IO[bytes]]:
    with open(path, "wb", buffering=_BUFFER_BYTES) as raw:
        if not packed:
            yield raw
            return
        with gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as out:
            yield cast("IO[bytes]", out)


def _check(temporary: Path, packed: bool, syntax: ox.RdfFormat, count: int, path: Path) -> None:
    try:
        if packed:
            with cast("IO[bytes]", gzip.open(temporary)) as written:
                found = _count(ox.parse(written, format=syntax))
        else:
            found = _count(ox.parse(path=str(temporary), format=syntax))
    except (SyntaxError, ValueError) as error:
        raise GraphError(f"{path} was not written: it would not parse as {syntax.name}: {error}") from error
    if found != count:
        raise GraphError(f"{path} was not written: {count} triples went in, {found} read back.")


def _count(items: Iterable[Any]) -> int:
    numbers = itertools.count()
    deque(zip(items, numbers, strict=False), maxlen=0)
    return next(numbers)
