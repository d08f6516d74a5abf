"""What each document gives to the graph: the content of its named graph."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator

from kg import records as r

BACKGROUND = None  # what no document says: register entries without a mention, inferred statements


def by_document(graph: r.Graph) -> Iterator[tuple[str | None, r.Graph]]:
    """Yield (document id, its part of the graph), by id; the part that no document says comes first.

    A part holds the document, the entities it mentions with only its mentions, its statements and figures with only its
    evidence. The union of all parts' triples is the whole graph's.
    """
    entities: dict[str | None, list[r.Entity]] = defaultdict(list)
    statements: dict[str | None, list[r.Statement]] = defaultdict(list)
    observations: dict[str | None, list[r.ObservationNode]] = defaultdict(list)
    for entity in graph.entities:
        for m in entity.mentions:
            entities[m.document].append(dataclasses.replace(entity, mentions=(m,)))
        if not entity.mentions:
            entities[BACKGROUND].append(entity)
    for statement in graph.statements:
        for document, own in _evidence_by_document(statement.evidence):
            statements[document].append(dataclasses.replace(statement, evidence=own))
    for observation in graph.observations:
        for document, own in _evidence_by_document(observation.evidence):
            observations[document].append(dataclasses.replace(observation, evidence=own))
    documents = {d.id: d for d in graph.documents}
    named = documents.keys() | entities.keys() | statements.keys() | observations.keys()
    for key in [BACKGROUND, *sorted(k for k in named if k is not None)]:
        yield (
            key,
            r.Graph(
                documents=(documents[key],) if key in documents else (),
                entities=tuple(entities[key]),
                statements=tuple(statements[key]),
                observations=tuple(observations[key]),
            ),
        )


def _evidence_by_document(evidence: tuple[r.Evidence, ...]) -> list[tuple[str | None, tuple[r.Evidence, ...]]]:
    groups: dict[str | None, list[r.Evidence]] = defaultdict(list)
    for e in evidence:
        groups[e.document].append(e)
    return [(document, tuple(own)) for document, own in groups.items()] or [(BACKGROUND, ())]
