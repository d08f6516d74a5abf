"""What the steps of one change hand on to each other."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

from kg import records as r
from kg.graph.storage.reading import StoreReader

_MOST_FRESH = 200_000  # characters of documents kept in memory between two steps of a change
_WHOLE_SCAN = 0.2  # where a larger share of the documents is touched, tables are read in one scan


@dataclass(slots=True, kw_only=True)
class Work:
    """One change under way. Each step leaves for the next what it touched.

    ``first`` marks the change that fills an empty store: everything is touched, so nothing but documents' ids is held
    in memory. ``tracked``: the records that change are wanted. ``touched`` are records to merge again, ``stale``
    documents whose parts must be made again, ``fresh`` the first documents of the change, spared another reading;
    ``seen_alive`` says of a profile whether some document held it before the change.
    """

    store: StoreReader
    tracked: bool
    first: bool = False
    touched: set[str] = field(default_factory=set)
    stale: set[str] = field(default_factory=set)
    fresh: dict[str, r.Annotation] = field(default_factory=dict)
    seen_alive: dict[int, bool] = field(default_factory=dict)
    _fresh_characters: int = 0

    @property
    def db(self) -> sqlite3.Connection:
        """The open file."""
        return self.store.db

    def touch(self, records: set[str]) -> None:
        """Remember records to merge again."""
        if not self.first:
            self.touched |= records

    def keep_fresh(self, annotation: r.Annotation) -> None:
        """Keep a new document in memory, if there is room."""
        self._fresh_characters += len(annotation.article.text)
        if self._fresh_characters <= _MOST_FRESH:
            self.fresh[annotation.article.id] = annotation

    def records_of(self, document: str) -> set[str]:
        """Return the records that a document gives parts to."""
        return {record for (record,) in self.db.execute("SELECT record FROM parts WHERE document = ?", (document,))}

    def is_wholesale(self) -> bool:
        """Whether so many documents are touched that reading all is cheaper than reading one by one."""
        total = self.db.execute("SELECT count(*) FROM documents").fetchone()[0]
        return len(self.stale) > _WHOLE_SCAN * total
