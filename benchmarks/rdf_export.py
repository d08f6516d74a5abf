"""Triples per second of our RDF writers beside rdflib's serializers, on one graph in one run; memory; SHACL by size.

    python benchmarks/rdf_export.py [--triples 1000000] [--folder DIR] [--limits]

Seconds are CPU seconds of this one process, so that other work on the machine counts little. Ours is timed from the
records in memory to the file, once as written and once with the strict re-parse that every file gets; rdflib from its
own graph in memory to the file. The files are read again and must hold the same triples. For each format stand what no
writer could beat: pyoxigraph's own serializer out of its store, its strict parser alone, and the finished bytes copied,
to a file, to a file in memory, and within memory. ``--limits`` ends after this comparison.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg import records as r
from kg.graph.stream import FileRecords, all_records
from kg.jsonl import graph_lines, write_lines
from kg.rdf import export, to_rdflib
from kg.rdf import namespaces as ns
from kg.rdf.gate import violations
from kg.rdf.shapes import validate

BARS = {"turtle": 20, "ntriples": 40}  # times rdflib's speed, as asked for
SHARED_MEMORY = Path("/dev/shm")
TRIPLES_PER_STATEMENT = 48.5  # of the graph below, all told
SENTENCE = "三江口岸所在的同江市今年第{}次协调会议由林知远主持，会议研究了界江航行与通关便利化有关工作。"


def make_graph(statements: int) -> r.Graph:
    """Return a graph with the proportions of a newspaper's: four documents to ten entities to ten statements."""
    documents = tuple(
        r.DocumentNode(
            id=f"news/{i:06d}", title=f"三江口岸动态第{i}期", digest=f"{i:064x}", length=900, published="2026-03-18"
        )
        for i in range(statements * 2 // 5)
    )

    def evidence(i: int) -> r.Evidence:
        return r.Evidence(
            document=documents[i % len(documents)].id, start=i % 700, end=i % 700 + 48, quote=SENTENCE.format(i),
            rule="benchmark/rule", confidence=0.93, trigger=(i % 700 + 20, i % 700 + 22),
            subject=(i % 700, i % 700 + 4), object=(i % 700 + 9, i % 700 + 12),
        )  # fmt: skip

    count = statements // 2 * 2 + 2
    entities = tuple(
        r.Entity(
            id=f"{'official' if i % 2 else 'city'}-{i:016x}", type="Official" if i % 2 else "City",
            name=f"三江{_numeral(i)}",
            aliases=(f"江{_numeral(i)}",), confidence=0.97,
            mentions=(r.EntityMention(document=documents[i % len(documents)].id, spans=((4, 8),), confidence=0.97),),
        )
        for i in range(count)
    )  # fmt: skip
    facts = tuple(
        r.Statement(
            id=f"statement-{i:016x}", type="visited", subject=entities[i * 7 % count // 2 * 2 + 1].id,
            object=entities[i % count // 2 * 2].id, start=f"2026-{i % 12 + 1:02d}", end=f"2026-{i % 12 + 1:02d}",
            confidence=0.93, evidence=(evidence(i),),
        )
        for i in range(statements)
    )  # fmt: skip
    return r.Graph(documents=documents, entities=entities, statements=facts)


def _numeral(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "〇一二三四五六七八九"))


def cpu_seconds(work: Callable[[], object]) -> float:
    """Run ``work`` and return the CPU seconds it took."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def write_only(source: export.Source, path: Path, name: str) -> None:
    """Write a file as ``export.write`` does, but without reading it again."""
    with open(path, "wb") as out:
        export.FORMATS[name].write(source, ns.BASE, out)


def compare(graph: r.Graph, folder: Path) -> None:
    """Print triples per second, ours and rdflib's, and check that the files hold the same."""
    count = export.write(graph, folder / "graph.nt")
    print(f"{count:,} triples · triples per CPU second")
    reference = to_rdflib(graph)
    assert len(reference) == count, (len(reference), count)
    for name, rdflib_name, suffix in (("turtle", "turtle", "ttl"), ("ntriples", "nt", "nt")):
        ours, theirs = folder / f"ours.{suffix}", folder / f"rdflib.{suffix}"
        alone = cpu_seconds(lambda path=ours, name=name: write_only(graph, path, name))
        checked = cpu_seconds(lambda path=ours, name=name: export.write(graph, path, name))
        yardstick = cpu_seconds(
            lambda path=theirs, name=rdflib_name: reference.serialize(path, format=name, encoding="utf-8")
        )
        same = triples_of(ours) == triples_of(theirs)
        print(
            f"{name:9} rdflib {count / yardstick:>10,.0f} · ours {count / alone:>10,.0f} = {yardstick / alone:5.1f} ×"
            f" · with strict re-parse {count / checked:>10,.0f} = {yardstick / checked:5.1f} × · same triples: {same}"
        )
        assert same
        size = ours.stat().st_size
        for what, seconds in ceilings(ours, name, folder / "ceiling"):
            print(
                f"          ceiling: {what:38} {count / seconds:>12,.0f} = {yardstick / seconds:5.1f} ×"
                f" ({size / seconds / 1e6:,.0f} MB/s)"
            )
        bar = BARS[name]
        print(f"          {bar} × rdflib is {bar * size / yardstick / 1e6:,.0f} MB/s of finished text from one core")
    for name in ("nquads", "trig", "jsonld", "rdfxml"):
        path = folder / f"graph{export.FORMATS[name].suffixes[0]}"
        seconds = cpu_seconds(lambda path=path, name=name: export.write(graph, path, name))
        print(f"{name:9} ours with strict re-parse {count / seconds:>11,.0f}")


def ceilings(path: Path, name: str, target: Path) -> Iterator[tuple[str, float]]:
    """Yield the CPU seconds of steps that every writer of this file takes, each alone."""
    syntax = export.FORMATS[name].syntax
    store = ox.Store()
    store.bulk_load(path=str(path), format=syntax)
    graph = ox.DefaultGraph()
    yield "pyoxigraph's Store.dump", cpu_seconds(lambda: store.dump(str(target), format=syntax, from_graph=graph))
    yield "pyoxigraph's strict parser", cpu_seconds(lambda: deque(ox.parse(path=str(path), format=syntax), maxlen=0))
    content = path.read_bytes()
    yield "the finished bytes written to a file", cpu_seconds(lambda: target.write_bytes(content))
    if SHARED_MEMORY.is_dir():
        with tempfile.NamedTemporaryFile(dir=SHARED_MEMORY) as held:
            yield "… to a file in memory", cpu_seconds(lambda: Path(held.name).write_bytes(content))
    yield "… copied within memory", cpu_seconds(lambda: bytearray(content))
    lines = content.splitlines(keepends=True)
    yield "… joined from finished lines in memory", cpu_seconds(lambda: b"".join(lines))


def triples_of(path: Path) -> set[int]:
    """Return a hash of each triple of a file; there are no blank nodes, so equal sets are isomorphic graphs."""
    parsed = ox.parse(path=str(path), format=ox.RdfFormat.from_extension(path.suffix[1:]))
    return {hash(str(quad.triple)) for quad in parsed}


def gate(sizes: tuple[int, ...]) -> None:
    """Print the seconds of the compiled shapes by size, reading the canonical file."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "graph.jsonl"
        for size in sizes:
            graph = make_graph(size)
            records = sum(map(len, (graph.documents, graph.entities, graph.statements)))
            write_lines(path, graph_lines(graph))
            del graph
            reading = cpu_seconds(lambda: deque(all_records(FileRecords(path)), maxlen=0))
            seconds = cpu_seconds(lambda: deque(violations(FileRecords(path)), maxlen=0))
            each = 1000 * seconds / records
            print(f"gate      {records:>8,} records {seconds:8.2f} s · {each:.3f} ms a record, of it reading", end="")
            print(f" {1000 * reading / records:.3f}")


def shacl(sizes: tuple[int, ...]) -> None:
    """Print the seconds of validation by size: linear if seconds per record stay the same."""
    for size in sizes:
        graph = make_graph(size)
        report = None

        def work(graph: r.Graph = graph) -> None:
            nonlocal report
            report = validate(graph)

        seconds = cpu_seconds(work)
        assert report is not None and report.conforms, report.violations[:3]
        each = 1000 * seconds / report.records
        print(f"SHACL     {report.records:>8,} records {seconds:8.1f} s · {each:.2f} ms a record")


def memory(folder: Path, statements: int) -> None:
    """Print the memory that streaming a canonical file takes, for a graph and one ten times its size."""
    sizes = (statements // 10, statements)
    for size in sizes:
        write_lines(folder / f"{size}.jsonl", graph_lines(make_graph(size)))
    for name in export.FORMATS:
        peaks = []
        for size in sizes:
            command = [sys.executable, __file__, "--stream", str(folder / f"{size}.jsonl"), "--format", name]
            peaks.append(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())
        print(f"memory    {name:9} {sizes[0]:,} statements {peaks[0]} MiB · {sizes[1]:,} statements {peaks[1]} MiB")


def stream(path: Path, format_name: str) -> None:
    """Write a file as another format and print the peak of memory."""
    export.write(path, path.with_suffix(".out"), format_name)
    status = Path("/proc/self/status").read_text()  # getrusage would tell the parent's peak
    print(next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM")))


def main() -> None:
    """Run all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--limits", action="store_true", help="only the comparison with rdflib and with the limits")
    parser.add_argument("--stream", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--format", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.stream:
        stream(options.stream, options.format)
        return
    statements = int(options.triples / TRIPLES_PER_STATEMENT)
    with tempfile.TemporaryDirectory() as name:
        folder = options.folder or Path(name)
        compare(make_graph(statements), folder)
        if options.limits:
            return
        memory(folder, statements)
    gate((420, 4_200, 42_000))
    shacl((500, 1000, 2000))


if __name__ == "__main__":
    main()
