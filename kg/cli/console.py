"""What every command shares: the consoles, exit codes, the last word on an error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console

from kg.errors import KgError, ServerError

EXIT_FAILED = 1  # the command could not do its work; 2 is typer's own, for wrong arguments
EXIT_SET_ASIDE = 3  # done, but something was set aside: see rejected.jsonl
EXIT_INVALID = 4  # a check found what it looks for: shapes broken, counts that differ
EXIT_SERVER = 5  # the Neo4j server cannot be reached or refuses
EXIT_INTERRUPTED = 130

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def reported_errors() -> Iterator[None]:
    """Turn every error that kg raises on purpose, and what a path makes impossible, into one line and an exit code."""
    try:
        yield
    except ServerError as error:
        fail(str(error), EXIT_SERVER)
    except KgError as error:
        fail(str(error), EXIT_FAILED)
    except KeyboardInterrupt:
        fail("Interrupted. Nothing half-written was left behind.", EXIT_INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        raise typer.Exit(0) from None
    except OSError as error:
        if error.filename is None:
            raise
        fail(f"{error.filename}: {error.strerror}. Check the path and its permissions.", EXIT_FAILED)


def fail(message: str, code: int = EXIT_FAILED) -> None:
    """Print one line on standard error and leave with ``code``."""
    err.print(f"kg: {message}", markup=False)
    raise typer.Exit(code)
