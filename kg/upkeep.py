"""The reports of a graph's folder after a change: ``rejected.jsonl`` and ``report.json`` say what holds now.

``report.json`` keeps the graph's counts and all its inputs; seconds and characters are those of the last command.
``rejected.jsonl`` loses what was said of an input that was read again, and gets what was set aside this time.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from contextlib import closing
from typing import Any

from kg import jsonl
from kg.build import Report
from kg.graph.file_names import REJECTED_FILE, REPORT_FILE
from kg.graph.folder import FolderChange, GraphFolder
from kg.rdf.findings import as_rejected
from kg.rdf.gate import violations
from kg.text.reader import TEXT_SUFFIXES

_SHAPES = "shapes"  # the stage of what the gate finds
_KINDS = ("documents", "entities", "statements", "observations")


def documents_of_pages(inputs: Iterable[str], held: Collection[str]) -> tuple[str, ...]:
    """Return the ids, out of those held, of the documents that text files gave, sorted.

    A text file gives one document under its own name, or one for each of its articles (``page``, or ``page#1`` …).

    Args:
        inputs: names of inputs as the report gives them; those of JSON Lines hold documents with ids of their own.
    """
    stems = {name.rsplit(".", 1)[0] for name in inputs if name.endswith(TEXT_SUFFIXES)}
    return tuple(sorted(i for i in held if i in stems or _page_of(i) in stems))


def _page_of(document: str) -> str:
    stem, mark, number = document.rpartition("#")
    return stem if mark and number.isdecimal() else ""


def keep_reports(folder: GraphFolder, result: FolderChange, read: Report, *, checked: bool) -> None:
    """Bring the reports of a graph's folder up to date; a folder without them stays without.

    Args:
        read: what the command read; empty where it read nothing.
        checked: check the graph against its shapes again; without, what was found last time stands.
    """
    path = folder.path / REPORT_FILE
    if not path.exists():
        return
    rejected = _rejected(folder, read, checked)
    jsonl.write_lines(folder.path / REJECTED_FILE, map(jsonl.dumps, rejected))
    known = json.loads(path.read_text(encoding="utf-8"))
    now = read.json()
    now["counts"] = _counts(known.get("counts", {}), result, rejected)
    now["inputs"] = dict(sorted({**known.get("inputs", {}), **now["inputs"]}.items()))
    now["notices"] = sorted({*known.get("notices", []), *now["notices"]})
    jsonl.write_lines(path, [jsonl.dumps(now)])


def _rejected(folder: GraphFolder, read: Report, checked: bool) -> list[dict[str, Any]]:
    path = folder.path / REJECTED_FILE
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    kept = [row for row in map(json.loads, lines) if not _is_renewed(row, read, checked)]
    new = [jsonl.plain(x) for x in read.rejected]
    if checked:
        with closing(folder.store()) as store:
            new += [jsonl.plain(as_rejected(v)) for v in violations(store)]
    distinct = {jsonl.dumps(row): row for row in (*kept, *new)}
    return sorted(distinct.values(), key=lambda x: (x["stage"], x["source"], x["reason"]))


def _is_renewed(row: Mapping[str, Any], read: Report, checked: bool) -> bool:
    if row["stage"] == _SHAPES:
        return checked
    return any(row["source"] == name or row["source"].startswith((f"{name}:", f"{name}#")) for name in read.inputs)


def _counts(known: Mapping[str, int], result: FolderChange, rejected: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    counts = Counter(known)
    for sign, graph in ((-1, result.change.removed), (1, result.change.added)):
        for kind in _KINDS:
            for record in getattr(graph, kind):
                counts[kind] += sign
                if kind in ("entities", "statements"):
                    counts[f"{kind}.{record.type}"] += sign
                if kind == "entities":
                    counts["mentions"] += sign * sum(len(m.spans) for m in record.mentions)
    stages = [row["stage"] for row in rejected]
    counts["violations"] = stages.count(_SHAPES)
    counts["rejected"] = len(stages) - counts["violations"]
    return {k: n for k, n in sorted(counts.items()) if n or "." not in k}
