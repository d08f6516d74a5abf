"""Whether the files of a graph's folder show its store; light, for commands that read the files alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from kg.graph.file_names import STORE_FILE

_QUERY = "SELECT key, value FROM meta WHERE key IN ('generation', 'written graph')"


def files_are_behind(folder: Path) -> bool:
    """Return whether the files beside a folder's store show an earlier state; False where no store is there to tell."""
    store = folder / STORE_FILE
    if not store.exists():
        return False
    try:
        with closing(sqlite3.connect(f"{store.absolute().as_uri()}?mode=ro", uri=True)) as db:
            values = dict(db.execute(_QUERY))
    except sqlite3.DatabaseError:
        return False
    return values.get("generation") != values.get("written graph")
