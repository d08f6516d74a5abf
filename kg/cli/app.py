"""The ``kg`` command: all sub-commands in one place, in the order in which a user meets them."""

from __future__ import annotations

import importlib
import sys

import typer

from kg.cli.console import reported_errors

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Build knowledge graphs from Chinese policy news. Exit codes: 0 done · 1 failed · 2 wrong arguments · "
    "3 done, something set aside · 4 a check failed · 5 Neo4j cannot be reached · 130 interrupted.",
)

# Each module defines add_commands(app).
COMMAND_MODULES = (
    "build_commands", "show_commands", "change_commands", "decision_commands",
    "query_commands", "rdf_commands", "neo4j_commands",
)  # fmt: skip
for _module in COMMAND_MODULES:
    try:
        importlib.import_module(f"kg.cli.{_module}").add_commands(app)
    except ModuleNotFoundError as error:
        if error.name != f"kg.cli.{_module}":
            raise


def main() -> None:
    """Run the command line."""
    sys.modules.setdefault("torch", None)  # type: ignore[arg-type]  # else spaCy loads half a gigabyte of it for nothing
    try:
        with reported_errors():
            app()
    except typer.Exit as end:  # from outside typer's own main loop
        sys.exit(end.exit_code)
