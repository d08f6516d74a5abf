"""The tables of the store, and what stands in their rows.

``documents`` hold what each document says (its annotation). ``profiles`` hold what resolution may know of its
entities, once however many documents share it, with the node that resolution found. ``parts`` hold what each document
gives to each record of the graph, and ``records`` the graph itself, line by line as ``graph.jsonl`` has it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kg import jsonl
from kg import records as r
from kg.resolution.profile import Profile

SCHEMA_VERSION = 3
KIND_ORDER = {cls: number for number, cls in enumerate(jsonl.KINDS.values())}
DOCUMENT_KEY = "document:"  # parts and records of documents stand under this and the document's id
_CHUNK = 500  # values in one SQL list

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (id TEXT PRIMARY KEY, contribution TEXT NOT NULL, line TEXT NOT NULL, reprint_of TEXT);
CREATE INDEX reprints ON documents (reprint_of, id) WHERE reprint_of IS NOT NULL;
CREATE TABLE bands (band TEXT, document TEXT, PRIMARY KEY (band, document)) WITHOUT ROWID;
CREATE INDEX bands_by_document ON bands (document);
CREATE TABLE prints (document TEXT, other TEXT, PRIMARY KEY (document, other)) WITHOUT ROWID;
CREATE TABLE profiles (id INTEGER PRIMARY KEY, content TEXT UNIQUE NOT NULL, support INTEGER NOT NULL, node TEXT);
CREATE INDEX profiles_by_node ON profiles (node);
CREATE TABLE profile_keys (key TEXT, profile INTEGER, PRIMARY KEY (key, profile)) WITHOUT ROWID;
CREATE INDEX keys_by_profile ON profile_keys (profile);
CREATE TABLE nodes (id TEXT PRIMARY KEY, identity TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE refs (document TEXT, entity TEXT, profile INTEGER NOT NULL, node TEXT,
  PRIMARY KEY (document, entity)) WITHOUT ROWID;
CREATE INDEX refs_by_profile ON refs (profile);
CREATE INDEX refs_by_node ON refs (node);
CREATE TABLE parts (record TEXT, document TEXT, part TEXT NOT NULL, PRIMARY KEY (record, document)) WITHOUT ROWID;
CREATE INDEX parts_by_document ON parts (document);
CREATE TABLE records (kind INTEGER, id TEXT, line TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;
"""


def parts_of(graph: r.Graph) -> Iterator[tuple[str, str]]:
    """Yield the key and the line of each record that a document gives to the graph."""
    for document in graph.documents:
        yield DOCUMENT_KEY + document.id, jsonl.record_line(document)
    rows: tuple[r.Entity | r.Statement | r.ObservationNode, ...]
    for rows in (graph.entities, graph.statements, graph.observations):
        yield from ((row.id, jsonl.record_line(row)) for row in rows)


def graph_of(records: Iterable[Any]) -> r.Graph:
    """Return the graph of some records, in its order."""
    rows: dict[type, list[Any]] = defaultdict(list)
    for record in records:
        rows[type(record)].append(record)
    ordered = {cls: tuple(sorted(rows[cls], key=lambda row: row.id)) for cls in KIND_ORDER}
    return r.Graph(
        documents=ordered[r.DocumentNode], entities=ordered[r.Entity], statements=ordered[r.Statement],
        observations=ordered[r.ObservationNode],
    )  # fmt: skip


def record_of(line: str) -> Any:
    """Return the record of a line of ``records`` or ``parts``."""
    return jsonl.graph_record(json.loads(line))


def profile_of(content: str) -> Profile:
    """Return the profile of a row of ``profiles``."""
    return Profile.from_json(json.loads(content))


def chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Yield values in slices that fit into one SQL list."""
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]


def marks(values: Sequence[Any]) -> str:
    """Return the placeholders of an SQL list."""
    return ",".join("?" * len(values))
