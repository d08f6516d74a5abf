"""Records to JSON Lines and back.

Two file formats: annotations (the gold format of the evaluation sets and what we add to it) and the
canonical graph, whose first line names the schema and its version. Keys stand in the order of the record's
fields; fields that hold their default are left out, so that equal records give equal bytes.
"""

from __future__ import annotations

import dataclasses
import gzip
import io
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

from kg import records as r
from kg.errors import SchemaError
from kg.vocab import DENIED

GRAPH_SCHEMA = {"schema": "policykg-graph", "version": 2}
KINDS: dict[str, type] = {
    "document": r.DocumentNode,
    "entity": r.Entity,
    "statement": r.Statement,
    "observation": r.ObservationNode,
}
_UMASK = os.umask(0)
os.umask(_UMASK)
_KIND_OF = {cls: kind for kind, cls in KINDS.items()}
_NESTED: dict[str, type] = {
    "candidates": r.Candidate,
    "mentions": r.EntityMention,
    "evidence": r.Evidence,
    "attribute_evidence": r.AttributeEvidence,
}


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def dumps(value: Any) -> str:
    """Return one line of JSON, Chinese as it is; lone surrogates escaped so that any text can be written."""
    line = _encode(value)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"))
    return line


def plain(record: Any) -> Any:
    """Return a record as JSON values, default-valued fields left out."""
    if record is None or isinstance(record, (str, int)):
        return record
    if isinstance(record, float):
        return round(record, 4) if abs(record) < 1 else record
    if isinstance(record, (list, tuple)):
        return [plain(x) for x in record]
    if isinstance(record, Mapping):
        return {k: plain(record[k]) for k in sorted(record)}
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        values = ((name, getattr(record, name), default) for name, default in _fields(type(record)))
        return {name: plain(v) for name, v, default in values if default is dataclasses.MISSING or v != default}
    return record


@lru_cache
def _fields(cls: type) -> tuple[tuple[str, Any], ...]:
    """Return name and default of each field of a record; MISSING for a field without a default."""
    return tuple(
        (f.name, f.default_factory() if f.default_factory is not dataclasses.MISSING else f.default)
        for f in dataclasses.fields(cls)
    )


def graph_record(values: Mapping[str, Any]) -> Any:
    """Return the graph record of one parsed line, whose ``record`` names which it is.

    Raises:
        SchemaError: unknown record or field.
    """
    kind = values.get("record")
    cls = KINDS.get(str(kind))
    if cls is None:
        raise SchemaError(f"Unknown record {kind!r} in graph.jsonl. Known: {', '.join(KINDS)}.")
    return _build(cls, {k: v for k, v in values.items() if k != "record"})


def _build(cls: type, values: Mapping[str, Any]) -> Any:
    made: dict[str, Any] = {}
    for key, value in values.items():
        if key in _NESTED and value:
            made[key] = tuple(_build(_NESTED[key], v) for v in value)
        elif isinstance(value, list):
            made[key] = tuple(tuple(v) if isinstance(v, list) else v for v in value)
        else:
            made[key] = value
    try:
        return cls(**made)
    except TypeError as error:
        raise SchemaError(
            f"A {cls.__name__} record does not fit schema version {GRAPH_SCHEMA['version']}: {error}"
        ) from error


def graph_lines(graph: r.Graph) -> Iterator[str]:
    """Yield the lines of the canonical graph: the schema line, then documents, entities, statements, observations."""
    yield dumps(GRAPH_SCHEMA)
    for rows in (graph.documents, graph.entities, graph.statements, graph.observations):
        for row in rows:
            yield record_line(row)


def record_line(record: Any) -> str:
    """Return the line of one graph record."""
    return dumps({"record": _KIND_OF[type(record)], **plain(record)})


def read_graph(path: Path) -> r.Graph:
    """Return the graph of a canonical file.

    Raises:
        SchemaError: another schema or version, or a line that does not fit (its number is named).
    """
    rows: dict[type, list[Any]] = {cls: [] for cls in KINDS.values()}
    for record in iter_graph(path):
        rows[type(record)].append(record)
    return r.Graph(
        documents=tuple(rows[r.DocumentNode]),
        entities=tuple(rows[r.Entity]),
        statements=tuple(rows[r.Statement]),
        observations=tuple(rows[r.ObservationNode]),
    )


def iter_graph(path: Path, only: type | None = None) -> Iterator[Any]:
    """Yield the records of a canonical graph file one by one, in the order of the file.

    Args:
        only: records of this class alone; the lines of the others are passed over unread.

    Raises:
        SchemaError: another schema or version, or a line that does not fit (its number is named).
    """
    others = tuple(f'{{"record":"{kind}"' for kind, cls in KINDS.items() if cls is not only) if only else ()
    with open_text(path) as lines:
        header = json.loads(next(lines, "null"))
        if not isinstance(header, dict) or header.get("schema") != GRAPH_SCHEMA["schema"]:
            raise SchemaError(f"{path} does not begin with the line {dumps(GRAPH_SCHEMA)}; build the graph again.")
        if header.get("version") != GRAPH_SCHEMA["version"]:
            raise SchemaError(
                f"{path} has schema version {header.get('version')}, this program reads {GRAPH_SCHEMA['version']}; "
                "build the graph again from its documents."
            )
        for number, line in enumerate(lines, start=2):
            if line.startswith(others):
                continue
            try:
                record = graph_record(json.loads(line))
            except ValueError as error:
                raise SchemaError(f"{path}, line {number}: {error}") from error
            if only is None or type(record) is only:
                yield record


def annotation_json(annotation: r.Annotation, nodes: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return an annotation in the gold format, with what we add: node, link, confidence, modality, date, observations.

    Relations that the text denies are no facts; they stand apart, under ``denied``.

    Args:
        nodes: the graph's node id by DocumentEntity id, where a graph was built.
    """
    article = annotation.article
    out: dict[str, Any] = {k: getattr(article, k) for k in ("id", "title", "published", "publisher", "url")}
    if article.source is None:
        out["text"] = article.text
    else:
        out |= {"source": article.source, "span": [article.offset, article.offset + len(article.text)]}
    out["entities"] = [_entity_json(e, (nodes or {}).get(e.id)) for e in annotation.entities]
    stated: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    for x in annotation.relations:
        stated[x.modality == DENIED].append(_relation_json(x, article))
    out["relations"], out["denied"] = stated[False], stated[True]
    out["observations"] = [_observation_json(x) for x in annotation.observations]
    return out


class Spool:
    """Annotations that wait in a file until they are used, in their order. ``ids``: those of their documents."""

    def __init__(self, file: IO[str], annotations: Iterable[r.Annotation]) -> None:
        self._file = file
        self.ids: set[str] = set()
        for annotation in annotations:
            self.ids.add(annotation.article.id)
            file.write(dumps(annotation_json(annotation) | {"text": annotation.article.text}) + "\n")

    def __iter__(self) -> Iterator[r.Annotation]:
        self._file.seek(0)
        return (annotation_from_json(json.loads(line)) for line in self._file)


@contextmanager
def spooled(annotations: Iterable[r.Annotation], folder: Path) -> Iterator[Spool]:
    """Keep annotations in a file without a name in a folder; it goes with the block, or with the process."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n", dir=folder) as file:
        yield Spool(file, annotations)


def _entity_json(e: r.DocumentEntity, node: str | None) -> dict[str, Any]:
    out: dict[str, Any] = {
        "id": e.id,
        "type": e.type,
        "name": e.name,
        "surfaces": list(e.surfaces),
        "mentions": [list(m) for m in e.mentions],
        "node": node,
        "link": e.link,
        "candidates": [plain(c) for c in e.candidates],
        "confidence": round(e.confidence, 4),
        "madeBy": list(e.made_by),
        "attributes": dict(sorted(e.attributes.items())),
    }
    if e.attribute_mentions:
        out["attributeMentions"] = [plain(m) for m in e.attribute_mentions]
    return out


def _relation_json(x: r.RelationMention, article: r.Article) -> dict[str, Any]:
    start, end = x.sentence
    out: dict[str, Any] = {"type": x.type, "head": x.head, "tail": x.tail}
    if x.role is not None:
        out["role"] = x.role
    return out | {
        "evidence": article.text[start - article.offset : end - article.offset],
        "sentence": [start, end],
        "trigger": list(x.trigger) if x.trigger else None,
        "headSpan": list(x.head_span) if x.head_span else None,
        "tailSpan": list(x.tail_span) if x.tail_span else None,
        "modality": x.modality,
        "date": _interval_json(x.date),
        "rule": x.rule,
        "confidence": round(x.score, 4),
    }


def _observation_json(x: r.Observation) -> dict[str, Any]:
    return {
        "indicator": x.indicator,
        "value": x.value,
        "unit": x.unit,
        "unitText": x.unit_text,
        "kind": x.kind,
        "comparison": x.comparison,
        "period": _interval_json(x.period),
        "about": x.about,
        "aboutEntity": x.about_entity,
        "of": x.of,
        "qualifier": x.qualifier,
        "evidence": list(x.evidence),
        "sentence": list(x.sentence),
        "rule": x.rule,
        "confidence": round(x.score, 4),
    }


def _interval_json(interval: r.Interval | None) -> dict[str, str | None] | None:
    return None if interval is None else {"from": interval.start, "to": interval.end}


def annotation_from_json(values: Mapping[str, Any]) -> r.Annotation:
    """Return the annotation of one parsed line; gold files, which lack what we add, are read too."""
    span = values.get("span")
    text = values.get("text") or ""
    article = r.Article(
        id=values["id"], text=text, source=values.get("source"), offset=span[0] if span else 0,
        title=values.get("title") or "", published=values.get("published"), publisher=values.get("publisher"),
        url=values.get("url"),
    )  # fmt: skip
    return r.Annotation(
        article=article,
        entities=tuple(_entity_record(e) for e in values.get("entities", ())),
        relations=tuple(
            _relation_record(x, text, article.offset) for x in (*values.get("relations", ()), *values.get("denied", ()))
        ),
        observations=tuple(_observation_record(x) for x in values.get("observations", ())),
    )


def _entity_record(e: Mapping[str, Any]) -> r.DocumentEntity:
    return r.DocumentEntity(
        id=e["id"], type=e["type"], name=e["name"], surfaces=tuple(e.get("surfaces", ())),
        mentions=tuple((s, t) for s, t in e.get("mentions", ())), made_by=tuple(e.get("madeBy", ())),
        confidence=e.get("confidence", 1.0), link=e.get("link"),
        candidates=tuple(r.Candidate(**c) for c in e.get("candidates") or ()), attributes=e.get("attributes") or {},
        attribute_mentions=tuple(_build(r.AttributeMention, m) for m in e.get("attributeMentions") or ()),
    )  # fmt: skip


def _relation_record(x: Mapping[str, Any], text: str, offset: int) -> r.RelationMention:
    quote = x.get("evidence") or ""
    start = max(text.find(quote), 0)
    return r.RelationMention(
        type=x["type"], head=x["head"], tail=x.get("tail"), role=x.get("role"),
        sentence=_span(x.get("sentence")) or (offset + start, offset + start + len(quote)),
        trigger=_span(x.get("trigger")), head_span=_span(x.get("headSpan")), tail_span=_span(x.get("tailSpan")),
        rule=x.get("rule", ""), score=x.get("confidence", 1.0), modality=x.get("modality", "done"),
        date=_interval(x.get("date")),
    )  # fmt: skip


def _observation_record(x: Mapping[str, Any]) -> r.Observation:
    span = _span(x["evidence"]) or (0, 0)
    return r.Observation(
        indicator=x["indicator"], value=x["value"], unit=x["unit"], unit_text=x.get("unitText", ""), kind=x["kind"],
        evidence=span, sentence=_span(x.get("sentence")) or span, comparison=x.get("comparison"),
        period=_interval(x.get("period")), about=x.get("about"), about_entity=x.get("aboutEntity"), of=x.get("of"),
        qualifier=x.get("qualifier"), rule=x.get("rule", ""), score=x.get("confidence", 1.0),
    )  # fmt: skip


def _span(value: Any) -> r.Span | None:
    return (value[0], value[1]) if value else None


def _interval(value: Any) -> r.Interval | None:
    return r.Interval(start=value.get("from"), end=value.get("to")) if value else None


def open_text(path: Path) -> IO[str]:
    """Open a UTF-8 text file for reading, through gzip where its name ends in ``.gz``."""
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8")
    return open(path, encoding="utf-8")


@contextmanager
def replacing(path: Path) -> Iterator[IO[str]]:
    """Write a text file that appears under its name only when the block ends without an error.

    A name ending in ``.gz`` is compressed, without a time stamp, so that equal content is equal bytes.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    os.chmod(temporary, 0o666 & ~_UMASK)
    try:
        if path.suffix == ".gz":
            with (
                open(temporary, "wb") as raw,
                gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as packed,
                io.TextIOWrapper(packed, encoding="utf-8", newline="\n") as out,
            ):
                yield out
        else:
            with open(temporary, "w", encoding="utf-8", newline="\n") as out:
                yield out
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines to a file that appears whole or not at all."""
    with replacing(path) as out:
        for line in lines:
            out.write(line + "\n")
