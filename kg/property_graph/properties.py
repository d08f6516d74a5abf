"""The properties of each record's node or relationship.

A property that has no value is absent, so that equal records give equal properties.
"""

from __future__ import annotations

import re

from kg import records as r
from kg.errors import SchemaError
from kg.graph.identifiers import digest
from kg.property_graph import schema
from kg.property_graph.values import (
    Value,
    caption,
    date_properties,
    figure_caption,
    former_names,
    plain_unicode,
    point_of,
    present,
    span_of,
)

_PROPERTY_NAME = re.compile(r"[a-z][A-Za-z0-9]*")


def document_properties(document: r.DocumentNode) -> dict[str, Value]:
    """Return the properties of a document's node."""
    return present(
        id=document.id, title=document.title, caption=caption(document.title),
        **date_properties("published", document.published, last=False), publisher=document.publisher, url=document.url,
        source=document.source, offset=document.offset, length=document.length, digest=document.digest,
    )  # fmt: skip


def entity_properties(entity: r.Entity) -> dict[str, Value]:
    """Return the properties of an entity's node. Longitude and latitude become one point."""
    out = present(
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
            out |= date_properties(name, text, last=name in schema.LAST_DAYS)
        elif name == "formerNames":
            out |= former_names(text)
        elif schema.ATTRIBUTES.get(name) == schema.STRINGS:
            out[name] = plain_unicode(text.split(","))
        else:
            out[name] = plain_unicode(text)
    location = point_of(entity.attributes)
    return out if location is None else {**out, "location": location}


def statement_properties(statement: r.Statement) -> dict[str, Value]:
    """Return what the direct relationship and the ``Statement`` node both say."""
    return present(
        role=statement.role, modality=statement.modality, **date_properties("from", statement.start, last=False),
        **date_properties("to", statement.end, last=True), confidence=float(statement.confidence),
        evidenceCount=len(statement.evidence), inferred=statement.inferred,
    )  # fmt: skip


def observation_properties(observation: r.ObservationNode) -> dict[str, Value]:
    """Return the properties of a figure's node."""
    return present(
        id=observation.id, indicator=observation.indicator, caption=figure_caption(observation),
        value=float(observation.value), unit=observation.unit,
        unitText=observation.unit_text, kind=observation.kind, comparison=observation.comparison,
        **date_properties("from", observation.start, last=False), **date_properties("to", observation.end, last=True),
        aboutName=observation.about_name, of=observation.of, qualifier=observation.qualifier,
        confidence=float(observation.confidence), evidenceCount=len(observation.evidence),
    )  # fmt: skip


def evidence_properties(owner: str, evidence: r.Evidence) -> dict[str, Value]:
    """Return the properties of the node of one piece of evidence of the statement or observation ``owner``."""
    return present(
        id=evidence_id(owner, evidence), quote=evidence.quote, caption=caption(evidence.quote),
        start=evidence.start, end=evidence.end,
        trigger=span_of(evidence.trigger), subject=span_of(evidence.subject), object=span_of(evidence.object),
        rule=evidence.rule, confidence=float(evidence.confidence),
    )  # fmt: skip


def evidence_id(owner: str, evidence: r.Evidence) -> str:
    """Return the id of a piece of evidence, from what it supports and where it stands."""
    spans = (span_of(x) for x in (evidence.trigger, evidence.subject, evidence.object))
    place = (evidence.document, str(evidence.start), str(evidence.end), evidence.rule, *map(str, spans))
    return f"evidence-{digest(owner, *place)}"


def mention_properties(mention: r.EntityMention) -> dict[str, Value]:
    """Return the properties of ``MENTIONED_IN``: the spans as two lists of equal length."""
    return present(
        count=len(mention.spans), startOffsets=[s for s, _ in mention.spans], endOffsets=[e for _, e in mention.spans],
        madeBy=list(mention.made_by), confidence=float(mention.confidence),
    )  # fmt: skip
