"""The graph's records as nodes and relationships, still without a server.

Rows come sorted: nodes by label and id, relationships by type, start, end and id. A property that has no value is
absent, so that equal records give equal rows.
"""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from kg import records as r
from kg.errors import SchemaError
from kg.graph.identifiers import digest
from kg.graph.stream import GraphRecords, RecordStream
from kg.property_graph import schema


class Point(NamedTuple):
    """A place on the globe (WGS 84), in degrees."""

    longitude: float
    latitude: float


Value = str | int | float | bool | date | Point | list[str] | list[int]


@dataclass(slots=True, kw_only=True)
class NodeRow:
    """One node: its label (``schema.NODE_LABELS``), its id, and its properties, the id among them."""

    label: str
    id: str
    properties: dict[str, Value]


@dataclass(slots=True, kw_only=True)
class RelationshipRow:
    """One relationship between two nodes named by label and id. ``id`` is empty where the type is not keyed."""

    type: str
    start_label: str
    start: str
    end_label: str
    end: str
    id: str = ""
    properties: dict[str, Value] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class PropertyGraph:
    """All rows of one graph, and the properties of entities beyond ``schema.ATTRIBUTES`` that it uses (strings all)."""

    nodes: dict[str, list[NodeRow]]
    relationships: dict[str, list[RelationshipRow]]
    more_attributes: tuple[str, ...] = ()

    def node_count(self) -> int:
        """Return how many nodes there are."""
        return sum(map(len, self.nodes.values()))

    def relationship_count(self) -> int:
        """Return how many relationships there are."""
        return sum(map(len, self.relationships.values()))


class GraphRows:
    """The rows of a stream of records, made one after another; of the stream, ids and types alone are held.

    Raises (while iterating):
        SchemaError: an entity has an unknown type, or an attribute that has no camelCase name; a statement names an
            entity or a document that the stream lacks.
    """

    def __init__(self, stream: RecordStream) -> None:
        self.stream = stream
        self.types: dict[str, str] = {}
        used: set[str] = set()
        for entity in stream.entities():
            self.types[entity.id] = entity.type
            used.update(entity.attributes)
        self.documents = {document.id for document in stream.documents()}
        self.more_attributes = tuple(sorted(used - {"longitude", "latitude"} - set(schema.ATTRIBUTES)))

    def __iter__(self) -> Iterator[NodeRow | RelationshipRow]:
        """Yield nodes and relationships in the order of the stream, those of a record together."""
        for document in self.stream.documents():
            yield from self._of_document(document)
        for entity in self.stream.entities():
            yield from self._of_entity(entity)
        for statement in self.stream.statements():
            yield from self._of_statement(statement)
        for observation in self.stream.observations():
            yield from self._of_observation(observation)

    def _of_document(self, d: r.DocumentNode) -> Iterator[NodeRow | RelationshipRow]:
        yield _node(schema.DOCUMENT, document_properties(d))
        if d.reprint_of is not None:
            yield _link("REPRINT_OF", schema.DOCUMENT, d.id, self._document(d.reprint_of, d.id), d.reprint_of)

    def _of_entity(self, e: r.Entity) -> Iterator[NodeRow | RelationshipRow]:
        yield _node(e.type, entity_properties(e))
        for mention in e.mentions:
            row = _link("MENTIONED_IN", e.type, e.id, self._document(mention.document, e.id), mention.document)
            row.properties = mention_properties(mention)
            yield row

    def _of_statement(self, s: r.Statement) -> Iterator[NodeRow | RelationshipRow]:
        stated = statement_properties(s)
        yield _node(schema.STATEMENT, {"id": s.id, "type": s.type, **stated})
        subject = self._entity(s.subject, s.id)
        yield _link("SUBJECT", schema.STATEMENT, s.id, subject, s.subject)
        if s.object is not None:
            object_ = self._entity(s.object, s.id)
            yield _link("OBJECT", schema.STATEMENT, s.id, object_, s.object)
            row = _link(_known_type(s), subject, s.subject, object_, s.object)
            row.id = s.id
            row.properties = {"id": s.id, **stated}
            yield row
        yield from self._of_evidence(schema.STATEMENT, s)

    def _of_observation(self, o: r.ObservationNode) -> Iterator[NodeRow | RelationshipRow]:
        yield _node(schema.OBSERVATION, observation_properties(o))
        if o.about is not None:
            yield _link("ABOUT", schema.OBSERVATION, o.id, self._entity(o.about, o.id), o.about)
        yield from self._of_evidence(schema.OBSERVATION, o)

    def _of_evidence(self, label: str, of: r.Statement | r.ObservationNode) -> Iterator[NodeRow | RelationshipRow]:
        for evidence in of.evidence:
            node = _node(schema.EVIDENCE, evidence_properties(of.id, evidence))
            yield node
            yield _link("SUPPORTED_BY", label, of.id, schema.EVIDENCE, node.id)
            document = self._document(evidence.document, of.id)
            yield _link("FROM_DOCUMENT", schema.EVIDENCE, node.id, document, evidence.document)

    def _entity(self, id_: str, of: str) -> str:
        if id_ not in self.types:
            raise SchemaError(f"{of} names the entity {id_!r}, which the graph lacks; build the graph again.")
        return self.types[id_]

    def _document(self, id_: str, of: str) -> str:
        if id_ not in self.documents:
            raise SchemaError(f"{of} names the document {id_!r}, which the graph lacks; build the graph again.")
        return schema.DOCUMENT


def property_graph(graph: r.Graph) -> PropertyGraph:
    """Return the nodes and relationships of a graph.

    Raises:
        SchemaError: a statement names an entity or a document that the graph lacks, or an attribute has no
            camelCase name.
    """
    rows = GraphRows(GraphRecords(graph))
    nodes: dict[str, list[NodeRow]] = {label: [] for label in schema.NODE_LABELS}
    relationships: dict[str, list[RelationshipRow]] = {type_: [] for type_ in schema.RELATIONSHIP_TYPES}
    for row in rows:
        if isinstance(row, NodeRow):
            nodes[row.label].append(row)
        else:
            relationships[row.type].append(row)
    for each in nodes.values():
        each.sort(key=lambda n: n.id)
    for links in relationships.values():
        links.sort(key=lambda x: (x.start, x.end, x.id))
    return PropertyGraph(nodes=nodes, relationships=relationships, more_attributes=rows.more_attributes)


def _node(label: str, properties: dict[str, Value]) -> NodeRow:
    if label not in schema.NODE_PROPERTIES:
        raise SchemaError(
            f"Entity {properties['id']} has type {label!r}, which is no node label; "
            "give a type of kg.vocab.ENTITY_TYPES."
        )
    return NodeRow(label=label, id=str(properties["id"]), properties=properties)


def _link(type_: str, start_label: str, start: str, end_label: str, end: str) -> RelationshipRow:
    return RelationshipRow(type=type_, start_label=start_label, start=start, end_label=end_label, end=end)


def _known_type(statement: r.Statement) -> str:
    type_ = schema.relationship_type(statement.type)
    if type_ not in schema.RELATIONSHIP_TYPES:
        raise SchemaError(
            f"Statement {statement.id} has type {statement.type!r}; give a relation of kg.vocab.RELATION_TYPES."
        )
    return type_


def document_properties(document: r.DocumentNode) -> dict[str, Value]:
    """Return the properties of a document's node."""
    return _present(
        id=document.id, title=document.title, caption=caption(document.title),
        **_date("published", document.published, last=False), publisher=document.publisher, url=document.url,
        source=document.source, offset=document.offset, length=document.length, digest=document.digest,
    )  # fmt: skip


def entity_properties(entity: r.Entity) -> dict[str, Value]:
    """Return the properties of an entity's node. Longitude and latitude become one point."""
    out = _present(
        id=entity.id, type=entity.type, name=entity.name, caption=caption(entity.name),
        aliases=list(entity.aliases), link=entity.link,
        candidates=[c.code for c in entity.candidates], formerIds=list(entity.former_ids),
        confidence=float(entity.confidence), mentionCount=sum(len(m.spans) for m in entity.mentions),
        documentCount=len(entity.mentions),
    )  # fmt: skip
    for name, text in sorted(entity.attributes.items()):
        if name in ("longitude", "latitude"):
            continue
        if not _PROPERTY_NAME.fullmatch(name) or (name in schema.ENTITY_PROPERTIES and name not in schema.ATTRIBUTES):
            raise SchemaError(
                f"Entity {entity.id} has an attribute named {name!r}; an attribute has a camelCase name "
                "that no property of entities has yet."
            )
        if schema.ATTRIBUTES.get(name) == schema.DATE:
            out |= _date(name, text, last=name in schema.LAST_DAYS)
        elif name == "formerNames":
            out |= _former_names(text)
        elif schema.ATTRIBUTES.get(name) == schema.STRINGS:
            out[name] = _unicode(text.split(","))
        else:
            out[name] = _unicode(text)
    location = _point(entity.attributes)
    return out if location is None else {**out, "location": location}


def statement_properties(statement: r.Statement) -> dict[str, Value]:
    """Return what the direct relationship and the ``Statement`` node both say."""
    return _present(
        role=statement.role, modality=statement.modality, **_date("from", statement.start, last=False),
        **_date("to", statement.end, last=True), confidence=float(statement.confidence),
        evidenceCount=len(statement.evidence), inferred=statement.inferred,
    )  # fmt: skip


def observation_properties(observation: r.ObservationNode) -> dict[str, Value]:
    """Return the properties of a figure's node."""
    return _present(
        id=observation.id, indicator=observation.indicator, caption=_figure(observation),
        value=float(observation.value), unit=observation.unit,
        unitText=observation.unit_text, kind=observation.kind, comparison=observation.comparison,
        **_date("from", observation.start, last=False), **_date("to", observation.end, last=True),
        aboutName=observation.about_name, of=observation.of, qualifier=observation.qualifier,
        confidence=float(observation.confidence), evidenceCount=len(observation.evidence),
    )  # fmt: skip


def evidence_properties(owner: str, evidence: r.Evidence) -> dict[str, Value]:
    """Return the properties of the node of one piece of evidence of the statement or observation ``owner``."""
    return _present(
        id=evidence_id(owner, evidence), quote=evidence.quote, caption=caption(evidence.quote),
        start=evidence.start, end=evidence.end,
        trigger=_span(evidence.trigger), subject=_span(evidence.subject), object=_span(evidence.object),
        rule=evidence.rule, confidence=float(evidence.confidence),
    )  # fmt: skip


def evidence_id(owner: str, evidence: r.Evidence) -> str:
    """Return the id of a piece of evidence, from what it supports and where it stands."""
    spans = (_span(x) for x in (evidence.trigger, evidence.subject, evidence.object))
    place = (evidence.document, str(evidence.start), str(evidence.end), evidence.rule, *map(str, spans))
    return f"evidence-{digest(owner, *place)}"


def mention_properties(mention: r.EntityMention) -> dict[str, Value]:
    """Return the properties of ``MENTIONED_IN``: the spans as two lists of equal length."""
    return _present(
        count=len(mention.spans), startOffsets=[s for s, _ in mention.spans], endOffsets=[e for _, e in mention.spans],
        madeBy=list(mention.made_by), confidence=float(mention.confidence),
    )  # fmt: skip


def caption(text: str | None) -> str | None:
    """Return a text as Browser can break it into the lines of a circle, which it does at spaces alone."""
    pieces = [piece for word in (text or "").split() for piece in _pieces(word)]
    if len(pieces) > CAPTION_PIECES:
        pieces = [*pieces[: CAPTION_PIECES - 1], pieces[CAPTION_PIECES - 1][: CAPTION_PIECE - 1] + "…"]
    return " ".join(pieces) or None


def _pieces(word: str) -> list[str]:
    if word.isascii() or len(word) <= CAPTION_PIECE + 1:
        return [word]
    size = math.ceil(len(word) / math.ceil(len(word) / CAPTION_PIECE))  # alike, so that no last character stands alone
    return [word[n : n + size] for n in range(0, len(word), size)]


def _figure(observation: r.ObservationNode) -> str:
    unit = observation.unit_text or observation.unit or ""
    value, scale = observation.value, ""
    if not set("万亿") & set(unit):
        value, scale = next(((value / n, word) for n, word in _SCALES if abs(value) >= n), (value, ""))
    return f"{caption(observation.indicator) or ''} {f'{value:.4f}'.rstrip('0').rstrip('.')}{scale}{unit}".strip()


_SCALES = ((1e8, "亿"), (1e4, "万"))
CAPTION_PIECE = 6  # characters
CAPTION_PIECES = 6  # more do not fit into a circle of the style
_PROPERTY_NAME = re.compile(r"[a-z][A-Za-z0-9]*")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def _present(**values: Value | None) -> dict[str, Value]:
    return {name: _unicode(value) for name, value in values.items() if value is not None and value != []}


def _unicode(value: Value) -> Value:
    """Replace lone surrogates, which neither engine stores."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [_unicode(x) for x in value]  # type: ignore[return-value,misc]
    return value


def _span(span: r.Span | None) -> list[int] | None:
    return None if span is None else list(span)


def _date(name: str, text: str | None, *, last: bool) -> dict[str, Value]:
    """Return the day of an ISO date and, where that is not all of it, the text too."""
    day = day_of(text, last=last)
    values: dict[str, Value] = {} if day is None else {name: day}
    if text and (day is None or len(text) < len("2024-08-19")):
        values[name + schema.TEXT_SUFFIX] = text
    return values


def day_of(text: str | None, *, last: bool) -> date | None:
    """Return the first day of an ISO year, month or day (the last with ``last``), None where there is no such day."""
    parts = _DATE.fullmatch(text or "")
    if parts is None:
        return None
    year, month, day = (int(x) if x else None for x in parts.groups())
    assert year is not None
    try:
        if month is None:
            return date(year, 12, 31) if last else date(year, 1, 1)
        if day is None:
            day = calendar.monthrange(year, month)[1] if last else 1
        return date(year, month, day)
    except ValueError:
        return None


def _former_names(text: str) -> dict[str, Value]:
    """Return ``name@from-to|…`` as two lists of equal length, the names and their years."""
    pairs = [part.rpartition("@") if "@" in part else (part, "", "") for part in text.split("|")]
    return {"formerNames": _unicode([name for name, _, _ in pairs]), "formerNameYears": [years for *_, years in pairs]}


def _point(attributes: Mapping[str, str]) -> Point | None:
    try:
        point = Point(float(attributes["longitude"]), float(attributes["latitude"]))
    except (KeyError, ValueError):
        return None
    return point if abs(point.longitude) <= 180 and abs(point.latitude) <= 90 else None
