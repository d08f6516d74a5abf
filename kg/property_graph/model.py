"""The graph's records as nodes and relationships, still without a server.

Rows come sorted: nodes by label and id, relationships by type, start, end and id. Their properties: ``properties``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg import records as r
from kg.errors import SchemaError
from kg.graph.stream import GraphRecords, RecordStream
from kg.property_graph import schema
from kg.property_graph.properties import (
    document_properties,
    entity_properties,
    evidence_properties,
    mention_properties,
    observation_properties,
    statement_properties,
)
from kg.property_graph.values import Value


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
