"""CSV files for ``neo4j-admin database import``: the first load of millions, with the server stopped."""

from __future__ import annotations

import csv
import shlex
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from kg.errors import ServerError
from kg.jsonl import replacing
from kg.property_graph import schema, server
from kg.property_graph.content import GRAPH
from kg.property_graph.model import PropertyGraph
from kg.property_graph.values import Point
from kg.vocab import ENTITY_TYPES

ARRAY_DELIMITER = "\x1f"
"""The unit separator stands between the elements of a list; it is taken out of elements that hold it."""

_TYPES = {
    schema.STRING: "string",
    schema.STRINGS: "string[]",
    schema.INTEGER: "long",
    schema.INTEGERS: "long[]",
    schema.FLOAT: "double",
    schema.BOOLEAN: "boolean",
    schema.DATE: "date",
    schema.POINT: "point{crs:WGS-84}",
}


def write_import_files(graph: PropertyGraph, folder: Path, name: str) -> str:
    """Write one CSV file per node label and relationship type; return the ``neo4j-admin`` command that imports them.

    Import goes into an empty database only. Afterwards ``kg load`` with the same name makes constraints and indexes and
    compares what is held.
    """
    arguments = list(_write(graph, folder, name))
    return shlex.join(["neo4j-admin", "database", "import", "full", "neo4j", *_OPTIONS, *arguments])


def import_files(graph: PropertyGraph, home: Path, folder: Path, name: str) -> str:
    """Write the files and import them into the database of a server's home, which must not be running.

    Returns:
        The importer's own report.

    Raises:
        ServerError: the server runs, or the importer refuses (its words are given).
    """
    if server.status(home) is not None:
        raise ServerError(f"The server of {home} runs; stop it first ('kg neo4j stop'), then import.")
    (home / "conf").mkdir(parents=True, exist_ok=True)
    arguments = list(_write(graph, folder, name))
    options = ("--overwrite-destination", f"--report-file={folder / 'import.report'}", *_OPTIONS)
    done = server.admin(home, "database", "import", "full", "neo4j", *options, *arguments)
    if done.returncode:
        said = [x for x in (done.stderr + done.stdout).splitlines() if x.strip()]
        raise ServerError(f"neo4j-admin could not import {folder}: {said[0] if said else 'no reason given'}")
    return done.stdout


_OPTIONS = ("--array-delimiter=U+001F", "--multiline-fields=true", "--id-type=string")


def _write(graph: PropertyGraph, folder: Path, name: str) -> Iterator[str]:
    for label, nodes in graph.nodes.items():
        if nodes:
            properties = dict(schema.NODE_PROPERTIES[label])
            if label in ENTITY_TYPES:
                properties |= dict.fromkeys(graph.more_attributes, schema.STRING)
            path = folder / f"nodes-{label}.csv"
            header = [":ID", f"{GRAPH}:string", *_header(properties)]
            _write_csv(path, header, ([n.id, name, *_cells(n.properties, properties)] for n in nodes))
            yield f"--nodes={schema.labels_of(label)}={path}"
    for type_, links in graph.relationships.items():
        if links:
            properties = schema.RELATIONSHIP_TYPES[type_].properties
            path = folder / f"relationships-{type_}.csv"
            header = [":START_ID", ":END_ID", *_header(properties)]
            _write_csv(path, header, ([x.start, x.end, *_cells(x.properties, properties)] for x in links))
            yield f"--relationships={type_}={path}"


def _header(properties: schema.Properties) -> list[str]:
    return [f"{name}:{_TYPES[kind]}" for name, kind in properties.items()]


def _cells(values: dict[str, Any], properties: schema.Properties) -> list[str]:
    return [_cell(values.get(name)) for name in properties]


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case Point():
            return f"{{longitude:{value.longitude},latitude:{value.latitude}}}"
        case date():
            return value.isoformat()
        case list():
            return ARRAY_DELIMITER.join(str(x).replace(ARRAY_DELIMITER, "") for x in value)
        case _:
            return str(value)


def _write_csv(path: Path, header: list[str], rows: Iterable[list[str]]) -> None:
    with replacing(path) as out:
        writer = csv.writer(out, quoting=csv.QUOTE_MINIMAL, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
