"""A graph's folder: the store, the files made from it (``file_names``), the decisions of people, and the lock.

A change is one transaction of the store. The files follow it and appear by rename; a process killed between the two
leaves files that show the state before, and the next command that opens the folder makes them anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import records as r
from kg.errors import GraphError
from kg.graph.decisions import BadLine, Decision, checked, parse
from kg.graph.file_names import ANNOTATIONS_FILE, DECISIONS_FILE, GRAPH_FILE, REJECTED_DECISIONS_FILE, STORE_FILE
from kg.graph.store import Change, Store, build_store, restore_store
from kg.graph.stream import RecordStream
from kg.jsonl import dumps, plain, write_lines

_LOCK_FILE = ".lock"

_GRAPH_FILES = "graph"
_DECISIONS = "decisions"
Values = Mapping[str, Any]
Derive = Callable[[Path, Values], object]  # makes further files (Turtle, embedded graph) from a folder's graph.jsonl

Follow = Callable[[Change, Store], None]  # passes a change on, for example as a patch of triples


def _nothing(_folder: Path, _settings: Values) -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderChange:
    """A change of a folder: that of the graph, and the lines of the decision file that were set aside."""

    change: Change
    bad_lines: tuple[BadLine, ...] = ()


class GraphFolder:
    """The folder of one graph."""

    def __init__(self, path: Path, derive: Derive = _nothing) -> None:
        """Name a folder; nothing is read or made yet.

        Args:
            derive: called with the folder and the graph's settings after ``graph.jsonl`` was written, to make the
                files that hang on it.
        """
        self.path = path
        self._derive = derive

    @property
    def store_path(self) -> Path:
        """The path of the store."""
        return self.path / STORE_FILE

    def store(self) -> Store:
        """Open the store for reading; files that a killed process left behind the store are made anew first.

        Raises:
            GraphError: no graph here, or a damaged one.
        """
        store = Store(self.store_path)
        if store.written(_GRAPH_FILES) == store.generation:
            return store
        store.close()
        with self.locked(), closing(Store(self.store_path)) as late:
            self._catch_up(late)
            self._write_files(late)
        return Store(self.store_path)

    def graph(self) -> r.Graph:
        """Return the whole graph."""
        with closing(self.store()) as store:
            return store.graph()

    def settings(self) -> dict[str, Any]:
        """Return the settings that the graph was built with, as JSON values.

        Raises:
            GraphError: no graph here, or a damaged one.
        """
        with closing(Store(self.store_path)) as store:
            return store.settings()

    def build(self, annotations: Iterable[r.Annotation], settings: Values | None = None) -> tuple[BadLine, ...]:
        """Build the graph from scratch, in the place of one that is here, with the decisions of this folder.

        Args:
            settings: JSON values to keep with the graph, for the changes to come.

        Returns:
            The lines of the decision file that were set aside.

        Raises:
            GraphError: another process is changing the folder.
            IdentifierError: two documents with one id, or two things with one id.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        with self.locked():
            decisions, bad = self._read_decisions()
            build_store(self.store_path, annotations, decisions, settings)
            with closing(Store(self.store_path)) as store:
                self._write_decisions(store, bad)
                self._write_files(store)
        return tuple(bad)

    def restore(self, graph: RecordStream, settings: Values | None = None) -> None:
        """Put a graph that was read back from a file here, to be looked at; it holds no texts and cannot change.

        Raises:
            GraphError: another process is changing the folder.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        with self.locked():
            restore_store(self.store_path, graph, settings)
            with closing(Store(self.store_path)) as store:
                self._write_decisions(store)
                self._write_files(store)

    def change(
        self,
        annotations: Iterable[r.Annotation] = (),
        remove: Iterable[str] = (),
        decisions: Sequence[Decision] = (),
        *,
        files: bool = True,
        follow: Follow | None = None,
    ) -> FolderChange:
        """Add or replace documents, take documents away, take decisions; all of it or nothing.

        Args:
            annotations: a document whose id the graph holds already takes the place of the old one.
            remove: ids of documents to take away.
            decisions: to take now, after those of the decision file.
            files: make the files anew; without, the next change or reading of the folder does.
            follow: called with the change and the changed store once the change is kept, before another can begin.

        Raises:
            GraphError: no graph here, another process is changing it, or a document to remove is not in it.
            SettingsError: a decision lacks what its action needs.
        """
        new = [checked(d) for d in decisions]
        with self.locked(), closing(Store(self.store_path)) as store:
            self._catch_up(store)
            known, bad = self._read_decisions()
            keys = {d.key for d in known}
            wanted = [*known, *(d for d in new if d.key not in keys)]
            change = store.apply(annotations, remove, wanted)
            self._write_decisions(store, bad)
            if follow is not None:
                follow(change, store)
            if files:
                self._write_files(store)
            return FolderChange(change=change, bad_lines=tuple(bad))

    def decisions(self) -> tuple[list[Decision], list[BadLine]]:
        """Return the decisions of the folder, and the lines that cannot be read."""
        return self._read_decisions()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder against other processes; the lock goes with the process, however it ends.

        Raises:
            GraphError: another process holds it, or there is no folder.
        """
        if not self.path.is_dir():
            raise GraphError(f"There is no folder {self.path}; 'kg build INPUT --out {self.path}' makes a graph there.")
        with closing(sqlite3.connect(self.path / _LOCK_FILE, timeout=0, isolation_level=None)) as lock:
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                raise GraphError(
                    f"Another kg process is changing {self.path}; wait until it has ended, then try again."
                ) from error
            yield

    # ---- files ----------------------------------------------------------------------------------------------

    def _catch_up(self, store: Store) -> None:
        """Write the decisions that a killed process left in the store alone."""
        if store.written(_DECISIONS) != store.generation:
            self._write_decisions(store)

    def _write_files(self, store: Store) -> None:
        write_lines(self.path / GRAPH_FILE, store.graph_lines())
        write_lines(self.path / ANNOTATIONS_FILE, store.annotation_lines())
        self._derive(self.path, store.settings())
        store.set_written(_GRAPH_FILES)

    def _write_decisions(self, store: Store, bad: Sequence[BadLine] = ()) -> None:
        if bad:
            aside = self.path / REJECTED_DECISIONS_FILE
            before = aside.read_text(encoding="utf-8").splitlines() if aside.exists() else []
            write_lines(aside, [*before, *(dumps(plain(line)) for line in bad)])
        path = self.path / DECISIONS_FILE
        lines = [d.to_line() for d in store.decisions()]
        if (lines or path.exists()) and (
            bad or not path.exists() or path.read_text(encoding="utf-8").splitlines() != lines
        ):
            write_lines(path, lines)
        store.set_written(_DECISIONS)

    def _read_decisions(self) -> tuple[list[Decision], list[BadLine]]:
        path = self.path / DECISIONS_FILE
        if not path.exists():
            return [], []
        return parse(path.read_text(encoding="utf-8", errors="replace").split("\n"))
