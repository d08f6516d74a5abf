"""The parts that documents give to the records of the graph, and the records merged from them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from kg import jsonl
from kg import records as r
from kg.errors import GraphError
from kg.graph.assembly import contribution, merge_documents, merge_entities, merge_evidence
from kg.graph.decisions import DecidedNodes
from kg.graph.storage.resolving import identity_of
from kg.graph.storage.tables import DOCUMENT_KEY, KIND_ORDER, graph_of, parts_of, record_of
from kg.graph.storage.work import Work


def make_parts(work: Work) -> None:
    """Make the parts of the stale documents again, and touch the records that they change."""
    for document in sorted(work.stale):
        annotation = work.fresh.pop(document, None) or work.store.annotation(document)
        nodes = dict(work.db.execute("SELECT entity, node FROM refs WHERE document = ?", (document,)))
        new = dict(parts_of(contribution(annotation, nodes)))
        old = dict(work.db.execute("SELECT record, part FROM parts WHERE document = ?", (document,)))
        changed = {record for record in {*old, *new} if old.get(record) != new.get(record)}
        work.touch(changed)
        gone = sorted(record for record in changed if record not in new)
        work.db.executemany("DELETE FROM parts WHERE record = ? AND document = ?", [(x, document) for x in gone])
        work.db.executemany(
            "INSERT OR REPLACE INTO parts VALUES (?, ?, ?)",
            [(x, document, new[x]) for x in sorted(changed) if x in new],
        )
        line = jsonl.dumps(jsonl.annotation_json(annotation, nodes))
        work.db.execute("UPDATE documents SET line = ? WHERE id = ?", (line, document))


def merge(work: Work, decided: DecidedNodes) -> tuple[r.Graph, r.Graph]:
    """Merge the touched records again; return the lines that went and those that came, as graphs."""
    removed: list[str] = []
    added: list[str] = []
    reprints = dict(work.db.execute("SELECT id, reprint_of FROM documents WHERE reprint_of IS NOT NULL"))
    for record, parts in _touched_parts(work):
        kind, id_, line = _line(work, record, parts, decided, reprints)
        if kind is None:
            kind, id_, old = _known(work, record)
        else:
            row = work.db.execute("SELECT line FROM records WHERE kind = ? AND id = ?", (kind, id_)).fetchone()
            old = None if row is None else row[0]
        if old == line:
            continue
        if old is not None and work.tracked:
            removed.append(old)
        if line is None:
            work.db.execute("DELETE FROM records WHERE kind = ? AND id = ?", (kind, id_))
        else:
            if work.tracked:
                added.append(line)
            work.db.execute("INSERT OR REPLACE INTO records VALUES (?, ?, ?)", (kind, id_, line))
    return graph_of(map(record_of, removed)), graph_of(map(record_of, added))


def _known(work: Work, record: str) -> tuple[int | None, str, str | None]:
    id_ = record.removeprefix(DOCUMENT_KEY)
    kinds = [0] if record.startswith(DOCUMENT_KEY) else [1, 2, 3]
    for kind in kinds:
        row = work.db.execute("SELECT line FROM records WHERE kind = ? AND id = ?", (kind, id_)).fetchone()
        if row is not None:
            return kind, id_, row[0]
    return None, id_, None


def _touched_parts(work: Work) -> Iterator[tuple[str, list[str]]]:
    if work.first or work.is_wholesale():
        rows = work.db.execute("SELECT record, part FROM parts ORDER BY record, document")
        left = set(work.touched)
        for record, group in groupby(rows, key=lambda row: row[0]):
            if work.first or record in left:
                left.discard(record)
                yield record, [part for _, part in group]
        for record in sorted(left):
            yield record, []
        return
    for record in sorted(work.touched):
        rows = work.db.execute("SELECT part FROM parts WHERE record = ? ORDER BY document", (record,))
        yield record, [part for (part,) in rows]


def _line(
    work: Work, record: str, parts: list[str], decided: DecidedNodes, reprints: dict[str, str]
) -> tuple[int | None, str, str | None]:
    if not parts:
        return None, "", None
    rows = [jsonl.graph_record(json.loads(part)) for part in parts]
    merged: Any
    if isinstance(rows[0], r.DocumentNode):
        merged = merge_documents(rows, reprints)
    elif isinstance(rows[0], r.Entity):
        identity = decided.identity(record) or identity_of(work.db, record)
        if identity is None:
            raise GraphError(f"{work.store.path} is damaged: node {record} has no identity; build the graph again.")
        merged = merge_entities(rows, identity, decided.former_ids(record), reprints)
    else:
        merged = merge_evidence(rows, reprints)
    kind = KIND_ORDER[type(merged)]
    return kind, merged.id, jsonl.record_line(merged)
