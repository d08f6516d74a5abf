"""What all commands that read documents share: their options, and what they say of the reading."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import err
from kg.cli.dates import checked_date

if TYPE_CHECKING:
    from kg.build import Report

Inputs = Annotated[
    list[str],
    typer.Argument(metavar="INPUT…", help="Files (.txt .md .jsonl .jsonl.gz), folders, or - for standard input."),
]
Published = Annotated[
    str | None,
    typer.Option(callback=checked_date, help="Date of publication (YYYY-MM-DD) where an input gives none."),
]
Config = Annotated[Path | None, typer.Option(help="Settings in TOML; see pipelines/configs/default.toml.")]
Recognizer = Annotated[str | None, typer.Option(help="model (default) or rules: registers and patterns alone.")]
MinConfidence = Annotated[float | None, typer.Option(help="Leave out names under this probability (0 to 1).")]
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs", "-j", min=1, help="Worker processes that annotate, some 400 MB each; the result is the same."
    ),
]


def print_reading(report: Report) -> None:
    """Print on standard error what the user should know of the reading, and what was set aside."""
    for notice in sorted(report.notices):
        err.print(f"kg: note: {notice}", markup=False)
    for x in report.rejected:
        err.print(f"kg: set aside: {x.source}: {x.reason}. {x.detail}".rstrip(), markup=False)
