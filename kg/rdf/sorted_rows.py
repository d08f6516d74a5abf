"""Rows in order, without repetitions, however many: those that do not fit in memory wait in a temporary database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

Row = tuple[str, str, bytes]  # a key, a place among those of one key, a value

IN_MEMORY = 20_000


class SortedRows:
    """Takes rows in any order and yields them sorted by key and place, each once.

    SQLite keeps its unnamed database in a temporary file, which goes when the object does.

    Args:
        in_memory: how many rows to hold before they go to the database.
    """

    def __init__(self, in_memory: int = IN_MEMORY) -> None:
        self._limit = in_memory
        self._rows: set[Row] = set()
        self._database: sqlite3.Connection | None = None

    def add(self, key: str, place: str, value: bytes = b"") -> None:
        """Take a row. Rows of one key and place have one value."""
        self._rows.add((key, place, value))
        if len(self._rows) >= self._limit:
            self._put_away()

    def __iter__(self) -> Iterator[Row]:
        if self._database is None:
            yield from sorted(self._rows)
            return
        self._put_away()
        for key, place, value in self._database.execute("SELECT * FROM rows ORDER BY key, place"):
            yield key.decode("utf-8", "surrogatepass"), place.decode("utf-8", "surrogatepass"), value

    def _put_away(self) -> None:
        if self._database is None:
            self._database = sqlite3.connect("", isolation_level=None)
            self._database.execute("PRAGMA journal_mode = OFF")
            self._database.execute("PRAGMA cache_size = -32768")
            self._database.execute(
                "CREATE TABLE rows (key BLOB, place BLOB, value BLOB, PRIMARY KEY (key, place)) WITHOUT ROWID"
            )
        rows = [
            (key.encode("utf-8", "surrogatepass"), place.encode("utf-8", "surrogatepass"), value)
            for key, place, value in sorted(self._rows)
        ]
        self._rows.clear()
        self._database.execute("BEGIN")
        self._database.executemany("INSERT OR IGNORE INTO rows VALUES (?, ?, ?)", rows)
        self._database.execute("COMMIT")
