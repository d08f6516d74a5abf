"""The file of the store: opening it, its version, transactions and single values."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Self

from kg.errors import GraphError
from kg.graph.storage.tables import SCHEMA, SCHEMA_VERSION

_CACHE_KIB = 8 * 1024


class StoreFile:
    """An open SQLite file with the tables of the store. Use it as a context manager; one process writes at a time."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open a store.

        Args:
            create: begin an empty one; a file that is there is refused.

        Raises:
            GraphError: no store there, one there already, or one of another version.
        """
        if not create and not path.exists():
            raise GraphError(
                f"No graph in {path.parent}: {path.name} is missing. 'kg build INPUT --out {path.parent}' makes one."
            )
        if create and path.exists():
            raise GraphError(f"{path} exists already; open it, or remove it first.")
        self.path = path
        self.db = sqlite3.connect(path, isolation_level=None, timeout=30)
        if create:
            with self.transaction():
                for statement in filter(str.strip, SCHEMA.split(";")):
                    self.db.execute(statement)
                self.set_value("version", str(SCHEMA_VERSION))
                self.set_value("generation", "0")
        self._check_version()

    def _check_version(self) -> None:
        try:
            self.db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            self.db.execute("PRAGMA temp_store = MEMORY")
            version = self.value("version")
        except sqlite3.DatabaseError as error:
            raise GraphError(f"{self.path} is damaged ({error}); build the graph again from its documents.") from error
        if version != str(SCHEMA_VERSION):
            raise GraphError(
                f"{self.path} has store version {version}, this program uses {SCHEMA_VERSION}; "
                "build the graph again from its documents."
            )

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def generation(self) -> int:
        """The number of changes so far; files made from the store remember which one they show."""
        return int(self.value("generation") or 0)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all or nothing.

        Raises:
            GraphError: another process is writing.
        """
        try:
            self.db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise GraphError(
                f"{self.path} is in use by another process ({error}); try again when it has ended."
            ) from error
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    def value(self, key: str) -> str | None:
        """Return a single value of the store, None if it was never set."""
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else row[0]

    def set_value(self, key: str, value: str) -> None:
        """Set a single value, within a transaction."""
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def written(self, files: str) -> int:
        """Return the generation that files made from the store show; -1 if they never were.

        Args:
            files: which: ``graph`` or ``decisions``.
        """
        return int(self.value(f"written {files}") or -1)

    def set_written(self, *files: str) -> None:
        """Remember that files show the store's present generation."""
        with self.transaction():
            for name in files:
                self.set_value(f"written {name}", str(self.generation))


def discard(path: Path) -> None:
    """Remove a store's file and its journal, if they are there."""
    for file in (path, _journal(path)):
        file.unlink(missing_ok=True)


def settle(path: Path) -> None:
    """Let SQLite take back what a killed process left half done, so that no old journal meets a new file."""
    if path.exists():
        with closing(sqlite3.connect(path)) as db, suppress(sqlite3.DatabaseError):
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    _journal(path).unlink(missing_ok=True)


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")
