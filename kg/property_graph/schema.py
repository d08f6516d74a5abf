"""Node labels, relationship types and their properties: what Neo4j and the embedded engine both hold.

Each entity carries the node label of its type and the common label ``Entity``. A statement stands twice: as a
direct relationship between its two entities, for quick questions, and as a ``Statement`` node with its evidence,
for the sentence and the document behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg import vocab

ENTITY = "Entity"
DOCUMENT = "Document"
STATEMENT = "Statement"
EVIDENCE = "Evidence"
OBSERVATION = "Observation"

STRING = "string"
STRINGS = "list of strings"
INTEGER = "integer"
INTEGERS = "list of integers"
FLOAT = "float"
BOOLEAN = "boolean"
DATE = "date"
POINT = "point"

CAPTION = "caption"
"""What Browser writes into a node; every label but ``Statement`` has it."""

Properties = dict[str, str]
"""Kind of value by property name."""

COMMON_LABELS = (DOCUMENT, ENTITY, OBSERVATION, STATEMENT, EVIDENCE)
"""The labels by which all nodes of a graph are found; relationships lead from the later ones to the earlier."""

NODE_LABELS = (*vocab.ENTITY_TYPES, DOCUMENT, STATEMENT, EVIDENCE, OBSERVATION)
"""The labels that tell a node's properties, one a node; ``Entity`` comes on top."""

TEXT_SUFFIX = "Text"
"""A date that is no full day stands as its first day (last day for an end) and, under this suffix, as stated."""

LAST_DAYS = frozenset({"to", "validTo", "expiryDate"})
"""Dates that end something."""


def _dates(*names: str) -> Properties:
    return {key: kind for name in names for key, kind in ((name, DATE), (name + TEXT_SUFFIX, STRING))}


ATTRIBUTES: Properties = {
    "nameEn": STRING,
    "location": POINT,
    "namePinyin": STRING,
    **_dates("validFrom", "validTo", "issuedDate", "effectiveDate", "expiryDate"),
    "documentNumber": STRING,
    "gender": STRING,
    "formerNames": STRINGS,
    "formerNameYears": STRINGS,
    "successor": STRINGS,
}
"""Attributes of entities that every entity label has, whether or not a graph uses them; others are strings."""

ENTITY_PROPERTIES: Properties = {
    "id": STRING,
    "type": STRING,
    "name": STRING,
    CAPTION: STRING,
    "aliases": STRINGS,
    "link": STRING,
    "candidates": STRINGS,
    "formerIds": STRINGS,
    "confidence": FLOAT,
    "mentionCount": INTEGER,
    "documentCount": INTEGER,
    **ATTRIBUTES,
}
_INTERVAL: Properties = _dates("from", "to")
_STATEMENT: Properties = {
    "role": STRING,
    "modality": STRING,
    **_INTERVAL,
    "confidence": FLOAT,
    "evidenceCount": INTEGER,
    "inferred": BOOLEAN,
}

NODE_PROPERTIES: dict[str, Properties] = {
    **{type_: ENTITY_PROPERTIES for type_ in vocab.ENTITY_TYPES},
    DOCUMENT: {
        "id": STRING,
        "title": STRING,
        CAPTION: STRING,
        **_dates("published"),
        "publisher": STRING,
        "url": STRING,
        "source": STRING,
        "offset": INTEGER,
        "length": INTEGER,
        "digest": STRING,
    },
    STATEMENT: {"id": STRING, "type": STRING, **_STATEMENT},
    EVIDENCE: {
        "id": STRING,
        "quote": STRING,
        CAPTION: STRING,
        "start": INTEGER,
        "end": INTEGER,
        "trigger": INTEGERS,
        "subject": INTEGERS,
        "object": INTEGERS,
        "rule": STRING,
        "confidence": FLOAT,
    },
    OBSERVATION: {
        "id": STRING,
        "indicator": STRING,
        CAPTION: STRING,
        "value": FLOAT,
        "unit": STRING,
        "unitText": STRING,
        "kind": STRING,
        "comparison": STRING,
        **_INTERVAL,
        "aboutName": STRING,
        "of": STRING,
        "qualifier": STRING,
        "confidence": FLOAT,
        "evidenceCount": INTEGER,
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationshipType:
    """A relationship type: the (start, end) node labels that it joins, its properties.

    ``keyed``: relationships carry an ``id`` and several may join the same two nodes; else there is one at most.
    """

    pairs: tuple[tuple[str, str], ...]
    properties: Properties
    keyed: bool = False


def common_label(label: str) -> str:
    """Return the label by which nodes are found: ``Entity`` for the type of an entity, else the label itself."""
    return ENTITY if label in vocab.ENTITY_TYPES else label


def labels_of(label: str) -> str:
    """Return the labels that a node carries, as Cypher and ``neo4j-admin`` write them: ``Entity:City``, ``Document``.

    >>> labels_of("City"), labels_of("Document")
    ('Entity:City', 'Document')
    """
    common = common_label(label)
    return label if common == label else f"{common}:{label}"


def relationship_type(relation: str) -> str:
    """Return the relationship type of a relation: ``holdsPost`` gives ``HOLDS_POST``."""
    return re.sub(r"(?=[A-Z])", "_", relation).upper()


def _pairs(starts: tuple[str, ...], ends: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((start, end) for start in starts for end in ends)


def _ordered(types: frozenset[str]) -> tuple[str, ...]:
    return tuple(t for t in vocab.ENTITY_TYPES if t in types)


RELATIONSHIP_TYPES: dict[str, RelationshipType] = {
    **{
        relationship_type(relation.name): RelationshipType(
            pairs=_pairs(_ordered(relation.heads), _ordered(relation.tails)),
            properties={"id": STRING, **_STATEMENT},
            keyed=True,
        )
        for relation in vocab.RELATION_TYPES.values()
    },
    "SUBJECT": RelationshipType(pairs=_pairs((STATEMENT,), vocab.ENTITY_TYPES), properties={}),
    "OBJECT": RelationshipType(pairs=_pairs((STATEMENT,), vocab.ENTITY_TYPES), properties={}),
    "ABOUT": RelationshipType(pairs=_pairs((OBSERVATION,), vocab.ENTITY_TYPES), properties={}),
    "SUPPORTED_BY": RelationshipType(pairs=_pairs((STATEMENT, OBSERVATION), (EVIDENCE,)), properties={}),
    "FROM_DOCUMENT": RelationshipType(pairs=((EVIDENCE, DOCUMENT),), properties={}),
    "MENTIONED_IN": RelationshipType(
        pairs=_pairs(vocab.ENTITY_TYPES, (DOCUMENT,)),
        properties={
            "count": INTEGER,
            "startOffsets": INTEGERS,
            "endOffsets": INTEGERS,
            "madeBy": STRINGS,
            "confidence": FLOAT,
        },
    ),
    "REPRINT_OF": RelationshipType(pairs=((DOCUMENT, DOCUMENT),), properties={}),
}
