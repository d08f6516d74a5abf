"""``kg query`` and ``kg shell``: questions in Cypher or SPARQL."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from kg.cli.graph_options import DEFAULT_GRAPH, GraphFiles
from kg.cli.neo4j_options import DatabaseOption, PasswordFileOption, UserOption, open_connection
from kg.cli.row_output import RowFormat, print_rows
from kg.errors import QueryError, SettingsError
from kg.property_graph.defaults import DEFAULT_USER
from kg.property_graph.result import Rows

FormatOption = Annotated[RowFormat, typer.Option("--format", "-f", help="Form of the answer.")]
Neo4jOption = Annotated[
    str | None, typer.Option("--neo4j", metavar="URI", help="Ask this Neo4j server, not the folder's own graph.")
]
_QUERY_EXAMPLES = (
    "Examples: `kg query 'MATCH (p:Port)-[:LOCATED_IN]->(c) RETURN p.name, c.name LIMIT 10'` · "
    "`kg query --param name=绥芬河 'MATCH (n:Entity) WHERE n.name CONTAINS $name RETURN n.type, n.name'` · "
    "`kg query --sparql 'SELECT ?port ?name WHERE { ?port a pkg:Port ; rdfs:label ?name }'`"
)
WriteOption = Annotated[bool, typer.Option("--write", help="Allow the query to change data.")]


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command(epilog=_QUERY_EXAMPLES)(query)
    app.command(epilog="Examples: `kg shell` · `echo 'MATCH (n:Port) RETURN n.name;' | kg shell --graph out`")(shell)


def query(
    words: Annotated[str, typer.Argument(metavar="QUERY", help="Cypher, or SPARQL with --sparql; '-' reads it in.")],
    graph: GraphFiles = DEFAULT_GRAPH,
    sparql: Annotated[bool, typer.Option("--sparql", help="The query is SPARQL, asked on the Turtle.")] = False,
    neo4j: Neo4jOption = None,
    user: UserOption = DEFAULT_USER,
    password_file: PasswordFileOption = None,
    database: DatabaseOption = None,
    form: FormatOption = RowFormat.TABLE,
    parameter: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="NAME=VALUE", help="Value of $NAME; JSON or plain text."),
    ] = None,
    write: WriteOption = False,
) -> None:
    """Ask the graph in Cypher (embedded engine, no server), in SPARQL, or ask a Neo4j server.

    Reads only, unless --write is given.
    """
    words = typer.get_text_stream("stdin").read() if words == "-" else words
    values = dict(_parameter(text) for text in parameter or ())
    if sparql:
        if neo4j or write or values:
            raise SettingsError("--sparql asks the Turtle of a folder; leave out --neo4j, --write and --param.")
        from kg.rdf.query import run_sparql

        columns, rows = run_sparql(graph, words)
        print_rows(Rows(tuple(columns), tuple(tuple(row) for row in rows)), form)
    elif neo4j:
        with open_connection(neo4j, user, password_file, database) as connection:
            print_rows(connection.cypher(words, values, write=write), form)
    else:
        from kg.embedded.database import EmbeddedGraph

        with EmbeddedGraph.open(graph, write=write) as embedded:
            print_rows(embedded.cypher(words, values), form)


def shell(
    graph: GraphFiles = DEFAULT_GRAPH,
    neo4j: Neo4jOption = None,
    user: UserOption = DEFAULT_USER,
    password_file: PasswordFileOption = None,
    database: DatabaseOption = None,
    write: WriteOption = False,
) -> None:
    """Ask question after question, with history and completion, on the folder's graph or a Neo4j server."""
    from kg.cli.cypher_shell import run_shell

    if neo4j:
        with open_connection(neo4j, user, password_file, database) as connection:
            run_shell(lambda words, values: connection.cypher(words, values, write=write), neo4j)
    else:
        from kg.embedded.database import EmbeddedGraph

        with EmbeddedGraph.open(graph, write=write) as embedded:
            run_shell(embedded.cypher, str(graph))


def _parameter(text: str) -> tuple[str, Any]:
    name, separator, value = text.partition("=")
    if not separator or not name.isidentifier():
        raise QueryError(f"--param {text!r} is not NAME=VALUE.")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value
