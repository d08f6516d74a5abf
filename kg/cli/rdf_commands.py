"""``kg export``, ``kg validate``, ``kg import``, ``kg serve``: the graph for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import EXIT_INVALID, err, out
from kg.cli.dates import checked_date
from kg.cli.graph_options import DEFAULT_GRAPH, GraphFiles, folder_of
from kg.errors import GraphError, SettingsError, unknown
from kg.graph.file_names import GRAPH_FILE

if TYPE_CHECKING:
    from kg.rdf.findings import Violation
    from kg.rdf.source import Source

_TABLE_FORMATS = ("graphml", "csv", "tables")
_FORMAT_HELP = (
    "turtle, ntriples, nquads, trig, jsonld, rdfxml, graphml, csv (statements) or tables (a folder of CSV); "
    "by default the file name's ending tells."
)


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command(epilog="Examples: `kg export graph.nt.gz` · `kg export near.trig --entity 绥芬河市`")(export)
    app.command(epilog="Example: `kg validate --graph out --strict`")(validate)
    app.command("import", epilog="Example: `kg import graph.ttl --out restored`")(import_)
    app.command(epilog="Example: `kg serve --sparql --port 3030`")(serve)


def export(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="What to write; .gz compresses.")],
    graph: GraphFiles = DEFAULT_GRAPH,
    format_name: Annotated[str | None, typer.Option("--format", "-f", help=_FORMAT_HELP)] = None,
    document: Annotated[str | None, typer.Option(help="Only what the document with this id says.")] = None,
    entity: Annotated[str | None, typer.Option(help="Only this entity (name or id) and what is near it.")] = None,
    steps: Annotated[int, typer.Option(min=1, help="With --entity: how many statements away.")] = 1,
    types: Annotated[
        list[str] | None, typer.Option("--type", help="Only entities of this type, or this relation; repeatable.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(callback=checked_date, help="Only from this date on (2024, 2024-08, 2024-08-19).")
    ] = None,
    until: Annotated[str | None, typer.Option(callback=checked_date, help="Only up to this date.")] = None,
    base: Annotated[
        str | None, typer.Option(help="Base IRI of the data, for the RDF formats; by default as built.")
    ] = None,
) -> None:
    """Write the graph, or a part of it, as RDF, GraphML or CSV."""
    from kg.rdf.export import FORMATS, write
    from kg.rdf.source import graph_of
    from kg.views.graphml import write_graphml
    from kg.views.tables import write_statements, write_tables

    name = format_name or _format_of(target)
    if name not in (*FORMATS, *_TABLE_FORMATS):
        raise SettingsError(unknown("format", name, (*FORMATS, *_TABLE_FORMATS)))
    source = _part(graph, document, entity, steps, types or [], since, until)
    if name in FORMATS:
        count = write(source, target, name, base or _base(graph))
        unit = "quads" if name in ("nquads", "trig") else "triples"
    elif name == "graphml":
        count, unit = write_graphml(graph_of(source), target), "nodes and edges"
    elif name == "csv":
        count, unit = write_statements(graph_of(source), target), "statements"
    else:
        count, unit = write_tables(graph_of(source), target), "rows"
    out.print(f"{count} {unit} → {target}", markup=False)


def _base(folder: Path) -> str:
    """Return what the graph's IRIs begin with: the setting that it was built with, or the default."""
    from kg.config import load_settings
    from kg.graph.folder import GraphFolder

    graph = GraphFolder(folder)
    return load_settings(None, graph.settings() if graph.store_path.exists() else None).base_iri


def _format_of(target: Path) -> str:
    from kg.rdf.export import format_of

    suffix = Path(target.name.removesuffix(".gz")).suffix
    if name := {".graphml": "graphml", ".csv": "csv", "": "tables"}.get(suffix):
        return name
    try:
        return format_of(target)
    except SettingsError as error:
        raise SettingsError(f"{error} Or name the format with --format.") from error


def _part(
    folder: Path,
    document: str | None,
    entity: str | None,
    steps: int,
    types: list[str],
    since: str | None,
    until: str | None,
) -> Source:
    """Return the path of the whole graph, or the part of it that the options choose."""
    from kg.graph.knowledge_graph import KnowledgeGraph
    from kg.jsonl import read_graph
    from kg.views import selection

    path = _graph_file(folder)
    if document is None and entity is None and not types and since is None and until is None:
        return path
    graph = read_graph(path)
    if document is not None:
        graph = selection.of_document(graph, document)
    if entity is not None:
        graph = selection.around(graph, KnowledgeGraph(graph).one(entity).id, steps)
    return selection.filtered(graph, types, since, until) if types or since or until else graph


def _graph_file(folder: Path) -> Path:
    path = folder / GRAPH_FILE
    if not path.is_file():
        raise GraphError(f"{folder} holds no {GRAPH_FILE}; run 'kg build INPUT --out {folder}' first.")
    return path


def validate(
    graph: GraphFiles = DEFAULT_GRAPH,
    strict: Annotated[bool, typer.Option("--strict", help="Leave with exit code 4 if anything is wrong.")] = False,
    limit: Annotated[int, typer.Option(min=0, help="How many findings to print.")] = 50,
    quick: Annotated[
        bool, typer.Option("--quick", help="With the compiled shapes that 'kg build' uses, not with pySHACL.")
    ] = False,
) -> None:
    """Check the graph against the shapes of the ontology (SHACL): what is wrong, where, and which sentence says so."""
    if quick:
        from kg.rdf.gate import validate as run
    else:
        from kg.rdf.shapes import validate as run
    report = run(_graph_file(graph))
    for violation in report.violations[:limit]:
        _print_violation(violation)
    if len(report.violations) > limit:
        out.print(f"… and {len(report.violations) - limit} more; --limit prints them.")
    out.print(f"{report.records} records checked, {len(report.violations)} findings.")
    if strict and not report.conforms:
        raise typer.Exit(EXIT_INVALID)


def _print_violation(v: Violation) -> None:
    value = f" [{v.value}]" if v.value and v.value != v.record else ""
    part = f" · {v.node}" if v.node != v.record else ""
    out.print(f"{v.name} ({v.record}{part}) {v.message}{value}", markup=False)
    if v.quote:
        out.print(f"    {v.document}: {v.quote}", markup=False)


def import_(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="An RDF file; its ending tells the format.")],
    target: Annotated[Path, typer.Option("--out", help="Folder of the graph; with --register the table to write.")],
    register: Annotated[
        bool, typer.Option("--register", help="FILE is a list of names of your own: SKOS, or labels and types.")
    ] = False,
    scheme: Annotated[str, typer.Option(help="With --register: what its codes begin with.")] = "ours",
    type_: Annotated[
        str | None, typer.Option("--type", help="With --register: the type of things whose class tells none.")
    ] = None,
) -> None:
    """Read a graph back from RDF that 'kg export' wrote, or turn a list of names into a register table.

    All commands that look at a graph work on the folder; without the documents' texts it cannot be changed.
    """
    if register:
        from kg.rdf.register_import import import_register

        imported = import_register(source, target, scheme, type_)
        for line in imported.left_out:
            err.print(f"kg: left out: {line}", markup=False)
        out.print(f"{imported.entries} entries → {target}", markup=False)
        out.print(f'Next: registers = "{target.parent}" in the settings, then kg build … --config FILE', markup=False)
        return
    from kg.graph.stream import GraphRecords
    from kg.rdf.importing import read_data_set

    graph, base = read_data_set(source)
    folder_of(target).restore(GraphRecords(graph), {"base_iri": base})
    out.print(
        f"{len(graph.documents)} documents · {len(graph.entities)} entities · {len(graph.statements)} statements · "
        f"{len(graph.observations)} figures → {target}",
        markup=False,
    )


def serve(
    sparql: Annotated[bool, typer.Option("--sparql", help="Serve SPARQL 1.1 queries (the only service).")] = False,
    graph: GraphFiles = DEFAULT_GRAPH,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on 127.0.0.1; 0 takes a free one.")] = 3030,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds that one query may take.")] = 30.0,
    limit: Annotated[int, typer.Option(min=1, help="The most rows or triples of one answer.")] = 10_000,
    workers: Annotated[int, typer.Option(min=1, max=16, help="Queries at once; each holds the graph.")] = 1,
) -> None:
    """Serve the graph to SPARQL clients on this machine, read-only."""
    from kg.rdf.endpoint import PATH, SparqlServer

    if not sparql:
        raise SettingsError("Say what to serve: kg serve --sparql")
    try:
        server = SparqlServer(graph, port, timeout_seconds=timeout, row_limit=limit, workers=workers)
    except OSError as error:
        raise SettingsError(f"Port {port} cannot be used: {error.strerror}. Give another with --port.") from error
    try:
        server.load()
        out.print(f"http://127.0.0.1:{server.server_port}{PATH} answers until Ctrl-C.", markup=False)
        server.serve_forever()
    finally:
        server.server_close()
