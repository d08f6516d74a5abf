"""Commands that change what a graph holds: documents added, replaced, taken away."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg import records as r
from kg.cli.graph_options import DEFAULT_GRAPH, Graph, PatchFile, changed, folder_of, print_change
from kg.cli.reading_options import Config, Inputs, MinConfidence, Published, print_reading
from kg.errors import GraphError, InputError, SettingsError
from kg.jsonl import annotation_from_json, open_text, spooled

if TYPE_CHECKING:
    from kg.build import Report
    from kg.config import Settings
    from kg.graph.folder import GraphFolder

RecognizerAsBuilt = Annotated[str | None, typer.Option("--recognizer", help="model or rules; by default as built.")]
Annotations = Annotated[bool, typer.Option("--annotations", help="INPUT holds annotations, as annotations.jsonl does.")]
Deferred = Annotated[
    bool,
    typer.Option(
        "--defer-files", help="Change the store alone; the files follow at the next command. For large graphs."
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """Documents read for a change: their ids and the report of reading them."""

    ids: set[str]
    report: Report


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    commands = (
        (_reading(add), "Examples: `kg add page.txt` · `kg add more.jsonl --graph out`"),
        (_reading(update), "Examples: `kg update corrected.jsonl` · `kg update page.txt`"),
        (remove, "Examples: `kg remove news-0042` · `kg remove news-0042 --patch change.rdfp`"),
    )
    for command, epilog in commands:
        app.command(epilog=epilog)(command)


def add(documents: Documents, held: set[str]) -> tuple[str, ...]:
    """Add documents to a graph; the result is that of building it anew with them.

    They are read with the settings that the graph was built with; --config and the options change single ones.
    """
    known = sorted(documents.ids & held)
    if known:
        raise GraphError(f"The graph holds {', '.join(known[:5])} already; 'kg update' replaces documents.")
    return ()


def update(documents: Documents, held: set[str]) -> tuple[str, ...]:
    """Replace documents of a graph by new versions, read as 'kg add' reads them.

    A line of JSON takes the place of the document with its id. A text file takes the place of all that it gave before:
    articles that it holds no more are taken out, and new ones are added.
    """
    from kg.upkeep import documents_of_pages

    before = set(documents_of_pages(documents.report.inputs, held))
    pages = set(documents_of_pages(documents.report.inputs, documents.ids)) if before else set()
    strange = sorted(documents.ids - held - pages)
    if strange:
        raise GraphError(f"The graph does not hold {', '.join(strange[:5])}; 'kg add' adds documents.")
    return tuple(sorted(before - documents.ids))


def remove(
    ids: Annotated[list[str], typer.Argument(metavar="DOCUMENT…", help="Ids of documents; 'kg documents' lists them.")],
    graph: Graph = DEFAULT_GRAPH,
    defer_files: Deferred = False,
    patch: PatchFile = None,
) -> None:
    """Take documents out of a graph, with all that only they say."""
    print_change(changed(folder_of(graph), patch, remove=ids, files=not defer_files))


def _reading(decide: Callable[[Documents, set[str]], tuple[str, ...]]) -> Callable[..., None]:
    """Return the command that reads documents and puts them into a graph, with the options of all such commands.

    Args:
        decide: checks what was read against the ids that the graph holds, and returns those to take out with it.
    """

    def command(
        inputs: Inputs,
        graph: Graph = DEFAULT_GRAPH,
        published: Published = None,
        config: Config = None,
        recognizer: RecognizerAsBuilt = None,
        min_confidence: MinConfidence = None,
        annotations: Annotations = False,
        defer_files: Deferred = False,
        patch: PatchFile = None,
    ) -> None:
        from kg.build import Report, annotate

        folder = folder_of(graph)
        settings = _settings(folder, config, recognizer=recognizer, min_confidence=min_confidence)
        report = Report()
        read = _read_annotations(inputs) if annotations else annotate(inputs, settings, report, published)
        with spooled(read, folder.path) as spool:
            print_reading(report)
            if not spool.ids and not annotations:
                raise InputError("No document could be read; the graph is as it was.")
            gone = decide(Documents(ids=spool.ids, report=report), _held(folder))
            result = changed(folder, patch, report, annotations=spool, remove=gone, files=not defer_files)
        print_change(result, report.rejected)

    command.__name__, command.__doc__ = decide.__name__, decide.__doc__
    return command


def _settings(folder: GraphFolder, config: Path | None, **given: object) -> Settings:
    """Return the settings of the graph with single ones changed; what its IRIs begin with stays."""
    from kg.config import load_settings

    remembered = folder.settings()
    settings = load_settings(config, remembered, **given)
    base = load_settings(None, remembered).base_iri
    if settings.base_iri != base:
        raise SettingsError(
            f"The graph's IRIs begin with {base}, {config} says {settings.base_iri}; "
            "take base_iri out of the file, or build the graph again with it."
        )
    return settings


def _held(folder: GraphFolder) -> set[str]:
    with closing(folder.store()) as store:
        return set(store.document_ids())


def _read_annotations(inputs: Iterable[str]) -> Iterator[r.Annotation]:
    for name in inputs:
        try:
            with open_text(Path(name)) as lines:
                for number, line in enumerate(lines, start=1):
                    yield _annotation(line, f"{name}, line {number}")
        except (OSError, EOFError, UnicodeDecodeError) as error:
            raise InputError(
                f"Cannot read {name}: {error}. Give a file of annotations, as annotations.jsonl."
            ) from error


def _annotation(line: str, where: str) -> r.Annotation:
    try:
        return annotation_from_json(json.loads(line))
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{where} is no annotation ({error}); see annotations.jsonl.") from error
