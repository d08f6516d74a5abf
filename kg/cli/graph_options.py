"""What the commands on a graph share: options, the folder, an entity by name, a change with its reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg import records as r
from kg.cli.console import EXIT_SET_ASIDE, err, out
from kg.errors import GraphError

if TYPE_CHECKING:
    from kg.build import Report
    from kg.graph.folder import FolderChange, GraphFolder
    from kg.graph.knowledge_graph import KnowledgeGraph
    from kg.graph.store import Change, Store
    from kg.registers.entries import RegisterEntry

DEFAULT_GRAPH = Path("out")


def _up_to_date(folder: Path) -> Path:
    """Return a graph's folder once its files show its store; a change with --defer-files leaves them behind."""
    from kg.graph.freshness import files_are_behind

    if files_are_behind(folder):
        folder_of(folder).store().close()
    return folder


def _graph_option(callback: Callable[[Path], Path] | None = None) -> Any:
    folder = "The graph's folder, as 'kg build --out' made it."
    return typer.Option("--graph", "-g", envvar="KG_GRAPH", help=folder, callback=callback)


Graph = Annotated[Path, _graph_option()]
"""For commands that open the store of a graph."""
GraphFiles = Annotated[Path, _graph_option(_up_to_date)]
"""For commands that read the files beside it alone."""
Names = Annotated[str, typer.Argument(metavar="NAME", help="A name, an id, a former id or a register code.")]
PatchFile = Annotated[
    Path | None,
    typer.Option("--patch", metavar="FILE", help="Write the change as triples: an RDF Patch, FILE.rdfp or .rdfp.gz."),
]


def folder_of(path: Path) -> GraphFolder:
    """Return the folder of a graph; what hangs on it follows its changes."""
    from kg.graph.folder import GraphFolder

    return GraphFolder(path, derive=_derive)


def known_graph(graph: Path) -> KnowledgeGraph:
    """Return the graph of a folder with its look-ups."""
    from kg.graph.knowledge_graph import KnowledgeGraph

    return KnowledgeGraph(folder_of(graph).graph())


def one_entity(known: KnowledgeGraph, name: str) -> r.Entity:
    """Return the entity that a name means; a decision is never taken on one of several."""
    found = known.find(name)
    if len(found) > 1:
        ids = ", ".join(f"{e.id} ({e.type}, {len(e.mentions)} documents)" for e in found[:5])
        raise GraphError(f"{len(found)} entities are called {name!r}; give an id: {ids}.")
    return known.one(name)


def register_entry(folder: GraphFolder, code: str) -> RegisterEntry | None:
    """Return the entry of a code in the registers that the graph was built with, those of the user among them."""
    from kg.registers.loader import load_registers

    own = folder.settings().get("registers")
    return load_registers(Path(own) if own else None).entry(code)


def changed(folder: GraphFolder, patch: Path | None, read: Report | None = None, **what: Any) -> FolderChange:
    """Change a graph, bring its reports up to date, and write the change as triples where a patch is asked for.

    Args:
        read: the report of the documents that the change brings, if any.
    """
    from kg.build import Report
    from kg.upkeep import keep_reports

    if patch is not None:
        from kg.rdf.patch import checked_path

        what["follow"] = partial(_write_patch, checked_path(patch))
    result = folder.change(**what)
    keep_reports(folder, result, read or Report(), checked=what.get("files", True))
    return result


def print_change(result: FolderChange, rejected: Sequence[r.Rejected] = ()) -> None:
    """Print what a change did; leave with the exit code of things set aside where there are some."""
    change = result.change
    counts = []
    for what in ("documents", "entities", "statements", "observations"):
        old = {x.id for x in getattr(change.removed, what)}
        new = {x.id for x in getattr(change.added, what)}
        counts.append(f"{what} +{len(new - old)} −{len(old - new)} ~{len(old & new)}")
    out.print("Nothing changed." if change.is_empty else " · ".join(counts), markup=False)
    for alias in change.aliases:
        out.print(f"{alias.node} is now {alias.into}", markup=False)
    for line in result.bad_lines:
        err.print(f"kg: decisions.jsonl, line {line.number} set aside: {line.reason}", markup=False)
    if result.bad_lines or rejected:
        raise typer.Exit(EXIT_SET_ASIDE)


def _write_patch(path: Path, change: Change, store: Store) -> None:
    from kg.config import load_settings
    from kg.rdf.patch import patch_of, write_patch

    base = load_settings(None, store.settings()).base_iri
    try:
        write_patch(patch_of(change.removed, change.added, store.records(), base), path)
    except OSError as error:
        raise GraphError(
            f"The graph was changed, but the patch {path} could not be written ({error.strerror}); "
            "'kg export' writes the whole graph."
        ) from error


def _derive(folder: Path, remembered: Mapping[str, Any]) -> None:
    """Make what hangs on graph.jsonl: Turtle and the embedded graph."""
    from kg.build import write_derived

    write_derived(folder, remembered)
