"""Options that all commands with a Neo4j server share, and the connection they give."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.errors import ServerError, SettingsError

if TYPE_CHECKING:
    from kg.property_graph.connection import Connection

PASSWORD_VARIABLE = "NEO4J_PASSWORD"


UriOption = Annotated[str, typer.Option("--uri", envvar="NEO4J_URI", help="Address of the Neo4j server.")]
UserOption = Annotated[str, typer.Option("--user", envvar="NEO4J_USER", help="User name.")]
PasswordFileOption = Annotated[
    Path | None,
    typer.Option(
        "--password-file",
        help=f"File whose first line is the password. Without it: ${PASSWORD_VARIABLE}, else none; "
        "where the server wants one, it is asked for.",
    ),
]
DatabaseOption = Annotated[str | None, typer.Option("--database", help="Name of the database, if not the default.")]


def open_connection(uri: str, user: str, password_file: Path | None, database: str | None) -> Connection:
    """Connect with the password from the file, the environment or, on a terminal, the prompt."""
    from kg.property_graph.connection import connect

    password = _known_password(password_file)
    try:
        return connect(uri, user=user, password=password, database=database)
    except ServerError as error:
        if password is not None or "refuses the user" not in str(error) or not sys.stdin.isatty():
            raise
    password = typer.prompt(f"Password of {user} at {uri}", hide_input=True, err=True)
    return connect(uri, user=user, password=password, database=database)


def _known_password(file: Path | None) -> str | None:
    if file is None:
        return os.environ.get(PASSWORD_VARIABLE) or None
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"The password file {file} cannot be read: {error.__class__.__name__}.") from error
    if not lines or not lines[0]:
        raise SettingsError(f"The password file {file} is empty; its first line is the password.")
    return lines[0]
