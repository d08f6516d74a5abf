"""The ``kg`` command: all sub-commands in one place, in the order in which a user meets them."""

from __future__ import annotations

import sys
from typing import Any

import typer
from typer.core import TyperGroup

from kg.cli import (
    build_commands,
    change_commands,
    decision_commands,
    neo4j_commands,
    query_commands,
    rdf_commands,
    show_commands,
)
from kg.cli.console import reported_errors

_MODULES = (
    build_commands, show_commands, change_commands, decision_commands, query_commands, rdf_commands, neo4j_commands,
)  # fmt: skip


class _Reporting(TyperGroup):
    """Commands whose errors end as one line on standard error, whoever calls them."""

    def invoke(self, ctx: Any) -> Any:
        with reported_errors():
            return super().invoke(ctx)


app = typer.Typer(
    name="kg",
    cls=_Reporting,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Build knowledge graphs from Chinese policy news. Exit codes: 0 done · 1 failed · 2 wrong arguments · "
    "3 done, something set aside · 4 a check failed · 5 Neo4j cannot be reached · 130 interrupted.",
)
for _module in _MODULES:
    _module.add_commands(app)


def main() -> None:
    """Run the command line."""
    sys.modules.setdefault("torch", None)  # type: ignore[arg-type]  # else spaCy loads half a gigabyte of it for nothing
    app()
