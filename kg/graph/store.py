"""The canonical store: documents → contributions → records, in one SQLite file, changed exactly.

Its result after any change is that of ``kg.graph.assembly.build_graph`` on the documents that remain, byte by byte.
Each change is one transaction: a process killed at any point leaves the state before or the state after. The tables,
the questions they answer and the steps of a change stand in ``kg.graph.storage``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from kg import jsonl
from kg import records as r
from kg.errors import GraphError
from kg.graph.decisions import Decision
from kg.graph.storage.changing import Change, apply_change
from kg.graph.storage.file import discard, settle
from kg.graph.storage.reading import StoreReader
from kg.graph.storage.tables import KIND_ORDER
from kg.graph.storage.work import Work
from kg.graph.stream import RecordStream, all_records


class Store(StoreReader):
    """A graph's store. Use it as a context manager; one process writes at a time."""

    def apply(
        self,
        annotations: Iterable[r.Annotation] = (),
        remove: Iterable[str] = (),
        decisions: Sequence[Decision] | None = None,
        *,
        tracked: bool = True,
    ) -> Change:
        """Add or replace documents, take documents away, and honour decisions; all of it or nothing.

        Args:
            annotations: a document whose id the graph holds already takes the place of the old one.
            remove: ids of documents to take away.
            decisions: all decisions to honour from now on; None for those honoured so far.
            tracked: return the records that changed; without, both graphs of the change are empty.

        Raises:
            GraphError: a document to remove is not there, or the store was restored without texts.
            IdentifierError: two things claim one id, or a document comes twice.
        """
        if self.value("restored"):
            raise GraphError(
                f"The graph in {self.path.parent} was read back from a file of records and holds no texts; it cannot "
                "change. 'kg build' with its documents makes one that can."
            )
        with self.transaction():
            work = Work(store=self, tracked=tracked)
            return apply_change(work, annotations, tuple(dict.fromkeys(remove)), decisions)

    def _fill(
        self, annotations: Iterable[r.Annotation], decisions: Sequence[Decision], settings: Mapping[str, Any]
    ) -> None:
        """Fill a new store, whose file is thrown away if that fails: no journal, one flush to the disk at the end."""
        self.db.execute("PRAGMA journal_mode = OFF")
        self.db.execute("PRAGMA synchronous = OFF")
        with self.transaction():
            apply_change(Work(store=self, tracked=False, first=True), annotations, (), decisions)
            self.set_value("settings", jsonl.dumps(settings))
        with self.path.open("rb") as file:
            os.fsync(file.fileno())


def build_store(
    path: Path,
    annotations: Iterable[r.Annotation],
    decisions: Sequence[Decision] = (),
    settings: Mapping[str, Any] | None = None,
) -> None:
    """Build a store from scratch; it appears under its name only when whole, in the place of one that was there.

    The annotations go into the file one by one: memory does not grow with them, but for their documents' ids.

    Args:
        settings: JSON values to keep with the graph; ``Store.settings`` gives them back.

    Raises:
        IdentifierError: two things claim one id, or a document comes twice; the store that was there stays.
    """
    temporary = path.with_name(f".{path.name}.new")
    discard(temporary)
    try:
        with closing(Store(temporary, create=True)) as store:
            store._fill(annotations, decisions, settings or {})
    except BaseException:
        discard(temporary)
        raise
    settle(path)
    temporary.replace(path)


def restore_store(path: Path, graph: RecordStream, settings: Mapping[str, Any] | None = None) -> None:
    """Make a store that holds the records of a graph alone, as one read back from RDF: to be read, never changed.

    Without the documents' texts nothing can be resolved again; ``Store.apply`` refuses such a store.
    """
    temporary = path.with_name(f".{path.name}.new")
    discard(temporary)
    with closing(Store(temporary, create=True)) as store, store.transaction():
        rows = ((KIND_ORDER[type(x)], x.id, jsonl.record_line(x)) for x in all_records(graph))
        store.db.executemany("INSERT INTO records VALUES (?, ?, ?)", rows)
        store.set_value("settings", jsonl.dumps(settings or {}))
        store.set_value("restored", "yes")
    settle(path)
    temporary.replace(path)
