"""The records that pass between stages.

Two families. *Document records* say what one text holds: Article → Mention, DocumentEntity,
RelationMention, Observation → Annotation. *Graph records* say what all documents hold together:
DocumentNode, Entity, Statement, ObservationNode → Graph; ``kg.graph`` makes them from Annotations alone,
so everything from resolution on runs without spaCy and without a model.

Offsets are characters (Unicode code points), 0-based, half-open. Dates are ISO strings as coarse as the
text: ``2024``, ``2024-08``, ``2024-08-19``. All records are frozen; equal content is equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One document as given. ``text`` never changes after reading.

    An article cut out of a larger file has ``source`` (the file's name) and ``offset`` (its first character
    in that file); annotations of it give offsets of the file.
    """

    id: str
    text: str
    title: str = ""
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    source: str | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name at a place in the text: ``text[start:end]``.

    ``made_by`` names the register entry, the pattern or the model that found it (``register:divisions/230000``,
    ``pattern:policy/book-title``, ``model:tagger``); ``score`` is a probability.
    """

    start: int
    end: int
    type: str
    made_by: str
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A register entry that a name may stand for. ``code`` is ``scheme:code``, as ``gbt2260:230000``."""

    code: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeMention:
    """Where the text gives an attribute of an entity: ``words`` is the span of the value, ``sentence`` that around it.

    ``value`` is as in the entity's ``attributes``; ``rule`` names what read it (``policy/effective``).
    """

    attribute: str
    value: str
    words: Span
    sentence: Span
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEntity:
    """One thing as one document names it: all its mentions, its surfaces, its link to a register.

    ``link`` is the chosen register code or None; ``candidates`` lists all when the choice is open.
    ``attributes`` holds what the text or register says of it as plain strings (``documentNumber``, ``gender`` …);
    ``attribute_mentions`` where the text says it, sorted by attribute.
    """

    id: str
    type: str
    name: str
    surfaces: tuple[str, ...]
    mentions: tuple[Span, ...]
    made_by: tuple[str, ...] = ()
    confidence: float = 1.0
    link: str | None = None
    candidates: tuple[Candidate, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    attribute_mentions: tuple[AttributeMention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """When a fact holds. An open or unknown side is None; ``start`` = ``end`` for one day, month or year."""

    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationMention:
    """A relation that one sentence states between two entities of the document.

    ``head`` and ``tail`` are DocumentEntity ids; ``sentence`` and ``trigger`` are spans of the text;
    ``head_span`` and ``tail_span`` the mentions the statement rests on (None where carried over from
    elsewhere); ``rule`` names the rule or model. A denied relation is not a fact: it never leaves annotation.
    """

    type: str
    head: str
    tail: str | None
    sentence: Span
    rule: str
    role: str | None = None
    trigger: Span | None = None
    head_span: Span | None = None
    tail_span: Span | None = None
    score: float = 1.0
    modality: str = "done"
    date: Interval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """A figure that the text states: see the ontology's Observation for each field.

    ``about`` is a name in words; ``about_entity`` the DocumentEntity id where it is one. ``evidence`` is the span of
    the figure with multiplier and unit, ``sentence`` the sentence around it.
    """

    indicator: str
    value: float
    unit: str
    unit_text: str
    kind: str
    evidence: Span
    sentence: Span
    comparison: str | None = None
    period: Interval | None = None
    about: str | None = None
    about_entity: str | None = None
    of: str | None = None
    qualifier: str | None = None
    rule: str = ""
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """All that one article contributes. The spans are those of the text as given (of the file, for a part of one)."""

    article: Article
    entities: tuple[DocumentEntity, ...] = ()
    relations: tuple[RelationMention, ...] = ()
    observations: tuple[Observation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """Something set aside: where, why, and what to do."""

    stage: str
    source: str
    reason: str
    detail: str = ""


# ---- graph records ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentNode:
    """A document of the graph. ``digest`` is the SHA-256 of its text; ``reprint_of`` the id of its first print."""

    id: str
    title: str
    digest: str
    length: int
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    source: str | None = None
    offset: int = 0
    reprint_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The sentence of a document that states something.

    ``start``, ``end``: the sentence; ``quote``: its words as given. ``trigger``, ``subject``, ``object`` are spans too.
    """

    document: str
    start: int
    end: int
    quote: str
    rule: str
    confidence: float
    trigger: Span | None = None
    subject: Span | None = None
    object: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeEvidence(Evidence):
    """The sentence of a document that gives an attribute of an entity a value; ``object`` is the span of the value."""

    attribute: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityMention:
    """Where one document names an entity: its spans there."""

    document: str
    spans: tuple[Span, ...]
    made_by: tuple[str, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A node of the graph. ``id`` comes from type and canonical key alone; ASCII, safe in an IRI and a URL.

    ``link`` is ``scheme:code`` of the register entry; ``attributes`` are plain strings by camelCase name
    (``nameEn``, ``longitude``, ``latitude``, ``validFrom``, ``validTo``, ``documentNumber``, ``effectiveDate`` …).
    ``attribute_evidence``: the sentences that give them; where these differ, the value that most documents give stands.
    """

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    link: str | None = None
    candidates: tuple[Candidate, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    mentions: tuple[EntityMention, ...] = ()
    confidence: float = 1.0
    former_ids: tuple[str, ...] = ()
    attribute_evidence: tuple[AttributeEvidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One fact, however many documents state it: subject, relation, object, role, modality and interval are its key."""

    id: str
    type: str
    subject: str
    object: str | None
    evidence: tuple[Evidence, ...]
    role: str | None = None
    modality: str = "done"
    start: str | None = None
    end: str | None = None
    confidence: float = 1.0
    inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationNode:
    """One figure of the graph with its evidence; ``about`` is an Entity id, ``about_name`` the words."""

    id: str
    indicator: str
    value: float
    unit: str
    unit_text: str
    kind: str
    evidence: tuple[Evidence, ...]
    comparison: str | None = None
    start: str | None = None
    end: str | None = None
    about: str | None = None
    about_name: str | None = None
    of: str | None = None
    qualifier: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """The whole graph, each tuple sorted by id."""

    documents: tuple[DocumentNode, ...] = ()
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    observations: tuple[ObservationNode, ...] = ()
