"""Parts of a graph that are graphs themselves: of a document, around an entity, by type and date.

Whatever a part refers to is in it: the ends of its statements, the documents of its evidence and mentions.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable

from kg import records as r
from kg import vocab
from kg.errors import GraphError, SettingsError, unknown


def of_document(graph: r.Graph, document: str) -> r.Graph:
    """Return what one document states and mentions, with its evidence and its mentions alone.

    Raises:
        GraphError: the graph holds no such document.
    """
    if document not in {d.id for d in graph.documents}:
        raise GraphError(f"The graph holds no document {document!r}; documents.csv of 'kg export' lists them.")
    return _closed(
        graph,
        statements=[s for s in graph.statements if any(e.document == document for e in s.evidence)],
        observations=[o for o in graph.observations if any(e.document == document for e in o.evidence)],
        entities={e.id for e in graph.entities if any(m.document == document for m in e.mentions)},
        documents={document},
    )


def around(graph: r.Graph, entity: str, steps: int = 1) -> r.Graph:
    """Return an entity with what is said of it, and of what it is joined to, over a number of steps.

    Mentions are those in the documents that say so.

    Raises:
        GraphError: the graph holds no such entity.
    """
    if entity not in {e.id for e in graph.entities}:
        raise GraphError(f"The graph holds no entity {entity!r}; give an id that 'kg show' prints.")
    near = {entity}
    statements: list[r.Statement] = []
    for _ in range(steps):
        statements = [s for s in graph.statements if s.subject in near or s.object in near]
        near = near.union(*({s.subject, s.object or s.subject} for s in statements))
    observations = [o for o in graph.observations if o.about == entity]
    return _closed(graph, statements, observations, near, _documents_of([*statements, *observations]))


def filtered(
    graph: r.Graph, types: Collection[str] = (), since: str | None = None, until: str | None = None
) -> r.Graph:
    """Return the part of some types and of a span of time.

    Args:
        types: entity types to keep, and relations to keep; of either kind all where none is given.
        since, until: ISO dates as coarse as wanted, both inclusive. A statement or figure without a date of its own has
            those of the documents that state it.

    Raises:
        SettingsError: an unknown type.
    """
    known = [*vocab.ENTITY_TYPES, *vocab.RELATION_TYPES]
    for each in types:
        if each not in known:
            raise SettingsError(unknown("type", each, known))
    entity_types = set(types) & set(vocab.ENTITY_TYPES) or set(vocab.ENTITY_TYPES)
    relations = set(types) & set(vocab.RELATION_TYPES) or set(vocab.RELATION_TYPES)
    kept = {e.id for e in graph.entities if e.type in entity_types}
    published = {d.id: d.published for d in graph.documents}
    statements = [
        s
        for s in graph.statements
        if s.type in relations
        and s.subject in kept
        and (s.object is None or s.object in kept)
        and _within(s, published, since, until)
    ]
    observations = [
        o for o in graph.observations if (o.about is None or o.about in kept) and _within(o, published, since, until)
    ]
    if since or until:
        kept = {end for s in statements for end in (s.subject, s.object) if end is not None}
        kept |= {o.about for o in observations if o.about is not None}
        return _closed(graph, statements, observations, kept, _documents_of([*statements, *observations]))
    return _closed(graph, statements, observations, kept, {d.id for d in graph.documents})


def _within(
    record: r.Statement | r.ObservationNode, published: dict[str, str | None], since: str | None, until: str | None
) -> bool:
    if not since and not until:
        return True
    if record.start or record.end:
        spans = [(record.start, record.end)]
    else:
        dates = [published.get(e.document) for e in record.evidence]
        spans = [(d, d) for d in dates if d]
    return any(
        (not until or not start or start[: len(until)] <= until) and (not since or not end or end >= since[: len(end)])
        for start, end in spans
    )


def _documents_of(records: Iterable[r.Statement | r.ObservationNode]) -> set[str]:
    return {e.document for x in records for e in x.evidence}


def _closed(
    graph: r.Graph,
    statements: Iterable[r.Statement],
    observations: Iterable[r.ObservationNode],
    entities: set[str],
    documents: set[str],
) -> r.Graph:
    """Return the graph of these records with what they refer to; what other documents say of them left out."""
    statements = [_with_evidence(s, documents) for s in statements]
    observations = [_with_evidence(o, documents) for o in observations]
    named = entities | {end for s in statements for end in (s.subject, s.object) if end is not None}
    named |= {o.about for o in observations if o.about is not None}
    return r.Graph(
        documents=tuple(d for d in graph.documents if d.id in documents),
        entities=tuple(
            dataclasses.replace(
                e,
                mentions=tuple(m for m in e.mentions if m.document in documents),
                attribute_evidence=tuple(x for x in e.attribute_evidence if x.document in documents),
            )
            for e in graph.entities
            if e.id in named
        ),
        statements=tuple(statements),
        observations=tuple(observations),
    )


def _with_evidence(record, documents: set[str]):
    return dataclasses.replace(record, evidence=tuple(e for e in record.evidence if e.document in documents))
