"""Rows of a query as a table, CSV or JSON."""

from __future__ import annotations

import csv
import io
from datetime import date
from enum import StrEnum
from typing import Any

from rich.table import Table
from rich.text import Text

from kg.cli.console import err, out
from kg.jsonl import dumps
from kg.property_graph.result import Node, Path, Relationship, Rows
from kg.property_graph.schema import ENTITY
from kg.property_graph.values import Point


class RowFormat(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def print_rows(rows: Rows, form: RowFormat) -> None:
    """Print rows on standard output, and notes on standard error; JSON is one object a line."""
    for note in rows.notes:
        err.print(f"kg: {note}", markup=False, style="yellow")
    if form == RowFormat.JSON:
        for row in rows.to_dicts():
            print(dumps(json_value(row)))
    elif form == RowFormat.CSV:
        print(csv_text(rows), end="")
    else:
        out.print(_table(rows))
        out.print(f"{len(rows)} row{'' if len(rows) == 1 else 's'}", style="dim")


def csv_text(rows: Rows) -> str:
    """Return rows as CSV with a header line (RFC 4180, but lines end in one line feed)."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(rows.columns)
    writer.writerows([_cell(x) for x in row] for row in rows)
    return text.getvalue()


def json_value(value: Any) -> Any:
    """Return a value of a row in JSON's types."""
    match value:
        case Node():
            return {"labels": list(value.labels), "properties": json_value(dict(value.properties))}
        case Relationship():
            return {"type": value.type, "properties": json_value(dict(value.properties))}
        case Path():
            return {"nodes": json_value(list(value.nodes)), "relationships": json_value(list(value.relationships))}
        case Point():
            return {"longitude": value.longitude, "latitude": value.latitude}
        case date():
            return value.isoformat()
        case dict():
            return {str(k): json_value(v) for k, v in value.items()}
        case list() | tuple():
            return [json_value(x) for x in value]
        case str() | int() | float() | bool() | None:
            return value
        case _:
            return str(value)


def _table(rows: Rows) -> Table:
    table = Table(show_edge=False, header_style="bold cyan")
    for number, column in enumerate(rows.columns):
        numbers = rows and all(isinstance(row[number], (int, float)) or row[number] is None for row in rows)
        table.add_column(Text(column), justify="right" if numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(x).strip(), style=_style(x)) for x in row))
    return table


def _style(value: Any) -> str:
    match value:
        case None:
            return "dim"
        case Node() | Relationship() | Path():
            return "green"
        case bool() | int() | float():
            return "yellow"
        case date():
            return "magenta"
        case _:
            return ""


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case Node():
            own = [x for x in value.labels if x != ENTITY] or value.labels
            return f"({':'.join(own)} {value.caption()})"
        case Relationship():
            return f"[:{value.type}]"
        case Path():
            return _path(value)
        case bool():
            return str(value).lower()
        case str():
            return value
        case _:
            made = json_value(value)
            return made if isinstance(made, str) else dumps(made)


def _path(path: Path) -> str:
    words = [_cell(path.nodes[0])] if path.nodes else []
    for before, link, node in zip(path.nodes, path.relationships, path.nodes[1:], strict=False):
        arrow = f"-[:{link.type}]->" if link.start == before.key else f"<-[:{link.type}]-"
        words += [arrow, _cell(node)]
    return "".join(words)
