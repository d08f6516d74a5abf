"""The whole chain: inputs → annotations → graph → the files of a graph's folder."""

from __future__ import annotations

import importlib.metadata
import platform
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from kg import __version__, jsonl
from kg.annotate import Annotator
from kg.collection import give_back_memory
from kg.config import Settings, as_values, load_settings
from kg.embedded.database import build_embedded
from kg.errors import InputError
from kg.graph.file_names import (
    DECISIONS_FILE,
    EMBEDDED_FILE,
    GRAPH_FILE,
    REJECTED_FILE,
    REPORT_FILE,
    TURTLE_FILE,
)
from kg.graph.folder import GraphFolder
from kg.graph.stream import FileRecords
from kg.rdf.export import write_turtle
from kg.rdf.findings import as_rejected
from kg.rdf.gate import violations
from kg.rdf.namespaces import checked_base
from kg.records import Annotation, Article, Rejected
from kg.text.reader import Reader, total_bytes
from kg.workers import AnnotatorPool

_REPORTED_PACKAGES = ("spacy", "spacy-pkuseg", "onnxruntime", "rdflib", "pyoxigraph", "ladybug", "networkx")
_MUCH_READ = 300_000  # bytes; where less is read, memory is not worth the second that a worker takes to start

Progress = Callable[[Article, int], None]


@dataclass(slots=True, kw_only=True)
class Report:
    """What a run did. ``seconds`` by stage; ``inputs`` are SHA-256 digests by name.

    ``rejected`` was left out of the result; ``violations`` are in it, though they break a shape of the ontology.
    """

    counts: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    characters: int = 0
    inputs: dict[str, str] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    violations: list[Rejected] = field(default_factory=list)

    def json(self) -> dict[str, Any]:
        """Return the report as JSON values, with characters per second by stage and the versions that made it."""
        return {
            "counts": dict(sorted(self.counts.items())),
            "characters": self.characters,
            "seconds": {k: round(v, 4) for k, v in sorted(self.seconds.items())},
            "charactersPerSecond": {k: round(self.characters / v) for k, v in sorted(self.seconds.items()) if v > 0},
            "inputs": dict(sorted(self.inputs.items())),
            "notices": sorted(self.notices),
            "versions": versions(),
        }


def versions() -> dict[str, str]:
    """Return the versions of the program, of Python and of the libraries that shape the result."""
    found = {name: importlib.metadata.version(name) for name in _REPORTED_PACKAGES}
    return {"policykg": __version__, "python": platform.python_version(), **found}


def annotate(
    inputs: Iterable[str],
    settings: Settings,
    report: Report,
    published: str | None = None,
    progress: Progress | None = None,
    jobs: int = 0,
) -> Iterator[Annotation]:
    """Yield the annotations of all readable documents in the order of the input; fill in the report on the way.

    Args:
        published: date of publication where an input gives none.
        progress: called after each document with it and the bytes of the inputs read so far.
        jobs: worker processes; 0 annotates in this process.
    """
    reader = Reader(published)
    annotator = AnnotatorPool(settings, jobs) if jobs else Annotator(settings)
    for annotation in annotator.annotate_all(reader.read(inputs)):
        if progress:
            progress(annotation.article, reader.position)
        yield annotation
    report.rejected += reader.rejected + annotator.rejected
    report.notices += reader.notices
    report.inputs |= reader.digests
    report.characters += annotator.characters
    for stage, seconds in annotator.seconds.items():
        report.seconds[stage] = report.seconds.get(stage, 0.0) + seconds


def build(
    inputs: Iterable[str],
    out: Path,
    settings: Settings,
    published: str | None = None,
    progress: Progress | None = None,
    jobs: int = 1,
) -> Report:
    """Build the graph of ``inputs`` in the folder ``out`` and return the report.

    Documents pass one by one from the inputs into the store, and records one by one from the store into the files:
    memory does not grow with the input. Every file appears whole or not at all; nothing is written outside ``out``.

    Args:
        jobs: worker processes that annotate; the result is the same for any number. One job is done in this process
            where the input is small; the memory of a worker is free again when the files are written.

    Raises:
        InputError: no document could be read; ``rejected.jsonl`` says why.
        IdentifierError: no IRI can be made with the base IRI of the settings.
    """
    checked_base(settings.base_iri)
    report = Report()
    inputs = list(inputs)
    workers = jobs if jobs > 1 or total_bytes(inputs) > _MUCH_READ else 0
    passing = _Passing(annotate(inputs, settings, report, published, progress, workers))

    def derive(folder: Path, remembered: Mapping[str, Any]) -> None:
        with _timed(report, "write"):
            write_derived(folder, remembered)

    out.mkdir(parents=True, exist_ok=True)
    first = next(iter(passing), None)
    if first is None:
        write_rejected(out / REJECTED_FILE, report.rejected)
        first_reason = "".join(f" ({x.source}: {x.reason})" for x in report.rejected[:1])
        raise InputError(f"No document could be read{first_reason}; {out / REJECTED_FILE} says why.")
    folder = GraphFolder(out, derive)
    before = passing.seconds
    with _timed(report, "graph"):
        bad_lines = folder.build(chain([first], passing), as_values(settings))
    report.seconds["graph"] -= report.seconds["write"] + passing.seconds - before
    report.rejected += [
        Rejected(stage="decisions", source=f"{DECISIONS_FILE}, line {x.number}", reason=x.reason, detail=x.line)
        for x in bad_lines
    ]
    with _timed(report, "check"), closing(folder.store()) as store:
        report.violations += map(as_rejected, violations(store))
        report.counts = {
            **store.counts(), "mentions": passing.mentions, "rejected": len(report.rejected),
            "violations": len(report.violations),
        }  # fmt: skip
    write_rejected(out / REJECTED_FILE, [*report.rejected, *report.violations])
    jsonl.write_lines(out / REPORT_FILE, [jsonl.dumps(report.json())])
    return report


class _Passing:
    """Annotations on their way into the store: counts their mentions, and the seconds that they are waited for."""

    def __init__(self, annotations: Iterator[Annotation]) -> None:
        self._annotations = annotations
        self.mentions = 0
        self.seconds = 0.0

    def __iter__(self) -> Iterator[Annotation]:
        while True:
            started = time.perf_counter()
            annotation = next(self._annotations, None)
            self.seconds += time.perf_counter() - started
            if annotation is None:
                return
            self.mentions += sum(len(e.mentions) for e in annotation.entities)
            yield annotation


def write_derived(folder: Path, remembered: Mapping[str, Any]) -> None:
    """Write what hangs on the canonical graph of a folder: Turtle and the embedded graph.

    Args:
        remembered: the settings that the graph was built with.
    """
    records = FileRecords(folder / GRAPH_FILE)
    give_back_memory()
    write_turtle(records, folder / TURTLE_FILE, base=load_settings(None, remembered).base_iri)
    give_back_memory()
    build_embedded(records, folder / EMBEDDED_FILE)
    give_back_memory()


def write_annotations(path: Path, annotations: Iterable[Annotation]) -> None:
    """Write annotations in the gold format, one document a line."""
    jsonl.write_lines(path, (jsonl.dumps(jsonl.annotation_json(a)) for a in annotations))


def write_rejected(path: Path, rejected: Iterable[Rejected]) -> None:
    """Write what was set aside, sorted, each with its reason."""
    rows = sorted((jsonl.plain(x) for x in rejected), key=lambda x: (x["stage"], x["source"], x["reason"]))
    jsonl.write_lines(path, map(jsonl.dumps, rows))


@contextmanager
def _timed(report: Report, stage: str) -> Iterator[None]:
    """Add the seconds of a block to a stage of the report."""
    started = time.perf_counter()
    try:
        yield
    finally:
        report.seconds[stage] = report.seconds.get(stage, 0.0) + time.perf_counter() - started
