"""``kg load`` and ``kg neo4j``: a graph into a Neo4j server, and a server from jars."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from kg.cli.console import EXIT_INVALID, err, fail, out
from kg.cli.graph_options import DEFAULT_GRAPH, GraphFiles
from kg.cli.neo4j_options import (
    PASSWORD_VARIABLE,
    DatabaseOption,
    PasswordFileOption,
    UriOption,
    UserOption,
    open_connection,
)
from kg.errors import GraphError, ServerError
from kg.graph.file_names import GRAPH_FILE
from kg.jsonl import read_graph
from kg.property_graph import server
from kg.property_graph.browser import guide
from kg.property_graph.defaults import BATCH_ROWS, DEFAULT_NAME, DEFAULT_URI, DEFAULT_USER
from kg.property_graph.model import property_graph

if TYPE_CHECKING:
    from kg.property_graph.connection import Connection
    from kg.property_graph.loader import LoadReport

HomeOption = Annotated[Path | None, typer.Option("--home", help="The server's folder [default: .cache/neo4j/home].")]
NameOption = Annotated[str, typer.Option("--name", help="Name of the graph in the database, kept on every node.")]


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("load", epilog="Examples: `kg load` · `kg load --uri bolt://127.0.0.1:7687 --wipe`")(load_command)
    servers = typer.Typer(no_args_is_help=True, help="A Neo4j server from Maven jars, for use without Docker.")
    commands = (
        (start_command, "start", "Examples: `kg neo4j start` · `kg neo4j start --heap 4g --bolt-port 0`"),
        (stop_command, "stop", "Example: `kg neo4j stop`"),
        (status_command, "status", "Example: `kg neo4j status`"),
        (warm_command, "warm", "Example: `kg neo4j warm --uri bolt://127.0.0.1:7687`"),
        (guide_command, "guide", "Example: `kg neo4j guide`, then `:play` what it prints"),
    )
    for command, name, epilog in commands:
        servers.command(name, epilog=epilog)(command)
    app.add_typer(servers, name="neo4j")


def load_command(
    graph: GraphFiles = DEFAULT_GRAPH,
    uri: UriOption = DEFAULT_URI,
    user: UserOption = DEFAULT_USER,
    password_file: PasswordFileOption = None,
    database: DatabaseOption = None,
    name: NameOption = DEFAULT_NAME,
    batch: Annotated[int, typer.Option("--batch", min=1, max=100_000, help="Rows in one transaction.")] = BATCH_ROWS,
    wiping: Annotated[
        bool, typer.Option("--wipe", help="First delete the graph of this name from the database; asks before.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before --wipe.")] = False,
    bulk: Annotated[
        Path | None,
        typer.Option("--bulk", metavar="FOLDER", help="Load nothing; write CSV files for neo4j-admin import there."),
    ] = None,
) -> None:
    """Load a graph into Neo4j, so that the server holds exactly that graph and all other data stays as it is.

    Run it again after a change, and the difference is loaded; after a break, and it goes on. Ends with exit code 4
    if the server then holds something else than it should.
    """
    source = graph / GRAPH_FILE
    if not source.exists():
        raise GraphError(f"There is no graph at {graph}. Give the folder that 'kg build … --out DIR' wrote.")
    if bulk is not None:
        from kg.property_graph.bulk import write_import_files

        out.print(write_import_files(property_graph(read_graph(source)), bulk, name), markup=False)
        return
    from kg.property_graph.loader import load, wipe

    with open_connection(uri, user, password_file, database) as connection:
        if wiping:
            if not yes and not typer.confirm(f"Delete the graph {name!r} at {uri}?", err=True):
                fail("Nothing deleted, nothing loaded.")
            out.print(f"Deleted {wipe(connection, name):,} nodes of {name!r}.", markup=False)
        rows = property_graph(read_graph(source))
        with Progress(
            TextColumn("{task.description:34}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn(),
            console=err, transient=True, disable=not err.is_terminal,
        ) as bar:  # fmt: skip
            task = bar.add_task("read")
            report = load(
                connection, rows, name=name, batch_rows=batch,
                progress=lambda what, done, total: bar.update(task, description=what, completed=done, total=total),
            )  # fmt: skip
        _print_report(report, uri)
        if report.matches and any(report.counts.values()):
            _warm(connection)
    if not report.matches:
        fail(
            f"The server holds {report.nodes:,} nodes and {report.relationships:,} relationships with digest "
            f"{report.digest}; it should hold {report.expected_nodes:,} and {report.expected_relationships:,} with "
            f"{report.expected_digest}. Something else writes to this graph; stop that and load again.",
            EXIT_INVALID,
        )


def _print_report(report: LoadReport, uri: str) -> None:
    if report.resumed:
        out.print("Went on with a load that was cut off; the counts are those of both parts.")
    for kind in ("nodes", "relationships"):
        changes = ", ".join(f"{report.counts[f'{kind}{x}']:,} {x.lower()}" for x in ("Created", "Updated", "Deleted"))
        out.print(f"{kind:14} {changes}", markup=False)
    out.print(
        f"{report.name!r} at {uri}: {report.nodes:,} nodes, {report.relationships:,} relationships, "
        f"digest {report.digest}",
        markup=False,
    )


def start_command(
    home: HomeOption = None,
    bolt_port: Annotated[int, typer.Option("--bolt-port", help="0 takes a free one.")] = server.BOLT_PORT,
    http_port: Annotated[int, typer.Option("--http-port", help="0 takes a free one.")] = server.HTTP_PORT,
    heap: Annotated[str, typer.Option("--heap", help="Memory of the server's heap.")] = "1g",
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="A further line for neo4j.conf.")
    ] = None,
) -> None:
    """Start a Neo4j server (fetched with Maven the first time) on this machine alone.

    With NEO4J_PASSWORD set at the first start, that is the password of the user neo4j; else none is asked.
    """
    began = time.monotonic()
    running = server.start(
        _home(home),
        bolt_port=bolt_port,
        http_port=http_port,
        heap=heap,
        password=os.environ.get(PASSWORD_VARIABLE),
        settings=settings or (),
    )
    out.print(f"Neo4j is up after {time.monotonic() - began:.0f} s. Bolt {running.bolt_uri}", markup=False)
    out.print(f"Browser {running.browser_url}", markup=False)

    password = os.environ.get(PASSWORD_VARIABLE)
    if password or not running.secured:
        with open_connection(running.bolt_uri, DEFAULT_USER, None, None) as connection:
            _warm(connection)


def warm_command(
    uri: UriOption = DEFAULT_URI,
    user: UserOption = DEFAULT_USER,
    password_file: PasswordFileOption = None,
    database: DatabaseOption = None,
) -> None:
    """Ask the questions of the Browser guide ahead, so that their first answer comes as fast as later ones.

    'kg load', 'kg neo4j start' and the health check of docker-compose.yml do so too; a server that was started
    otherwise is cold until asked.
    """
    with open_connection(uri, user, password_file, database) as connection:
        if not _warm(connection):
            out.print(f"Nothing to ask: {uri} holds no graph that 'kg load' wrote.", markup=False)


def _warm(connection: Connection) -> bool:
    from kg.property_graph.warming import warm

    began = time.monotonic()
    done = warm(connection)
    if done is not None:
        out.print(
            f"Asked the guide's questions ahead in {time.monotonic() - began:.0f} s; the slowest now takes "
            f"{done.slowest_seconds * 1000:.0f} ms."
        )
    return done is not None


def stop_command(home: HomeOption = None) -> None:
    """Stop the server; its data stay."""
    out.print("Stopped." if server.stop(_home(home)) else "No server runs from this folder.")


def status_command(home: HomeOption = None) -> None:
    """Tell whether the server runs, and where."""
    running = server.status(_home(home))
    if running is None:
        raise ServerError(f"No server runs from {_home(home)}; 'kg neo4j start' starts one.")
    out.print(f"Bolt {running.bolt_uri}\nBrowser {running.browser_url}", markup=False)


def guide_command(
    port: Annotated[int, typer.Option("--port", help="0 takes a free one.")] = guide.PORT,
) -> None:
    """Serve the guide and the style to Browser until interrupted."""
    with guide.serve(port) as files:
        address = f"http://localhost:{files.server_address[1]}"
        out.print("Type into Browser, one after the other:", markup=False)
        out.print(f":style {address}/{guide.STYLE_FILE}\n:play {address}/{guide.GUIDE_PAGE}", markup=False)
        with suppress(KeyboardInterrupt):
            files.serve_forever()


def _home(home: Path | None) -> Path:
    return (home or server.cache_folder() / "home").absolute()
