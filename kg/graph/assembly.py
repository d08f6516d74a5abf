"""Annotations and the identity of their entities → the graph.

A graph is the merge of its documents' graphs. ``contribution`` makes the graph of one document; ``merge_*`` put
together the records that several documents give for one id. Both depend on content alone, so the result has no order,
and taking a document away is leaving its contribution out.

Confidence is a noisy-or over independent sources: one minus the product of (one minus the best confidence of each
source). A document and its reprints are one source.
"""

from __future__ import annotations

import dataclasses
import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from kg import records as r
from kg import vocab
from kg.graph import identifiers
from kg.graph.decisions import DecidedNodes, Decision, decide
from kg.resolution.profile import profiles
from kg.resolution.reprints import Print, find_reprints
from kg.resolution.resolver import Identity, resolve

Evident = TypeVar("Evident", r.Statement, r.ObservationNode)


def build_graph(
    annotations: Iterable[r.Annotation], decisions: Sequence[Decision] = ()
) -> tuple[r.Graph, dict[str, dict[str, str]]]:
    """Resolve and assemble in memory. ``kg.graph.store`` makes the same graph, byte by byte, and can change it.

    Args:
        annotations: one per document; document ids are unique.
        decisions: merges, splits, renames and links that people took.

    Returns:
        The graph, and the node id by document id and document-entity id.

    Raises:
        IdentifierError: two documents with one id, or two things with one id.
    """
    annotations = tuple(annotations)
    identifiers.check_unique((a.article.id, number) for number, a in enumerate(annotations))
    by_document = {a.article.id: profiles(a) for a in annotations}
    identities = resolve(p for each in by_document.values() for p in each.values())
    identifiers.check_unique((entity_id(identity), identity) for identity in identities.values())
    found = {entity_id(identity): identity for identity in identities.values()}
    decided = decide(decisions, found.get)
    nodes = {
        d: {e: decided.final(entity_id(identities[p]), d, p.name) for e, p in each.items()}
        for d, each in by_document.items()
    }
    reprints = find_reprints([print_of(a.article) for a in annotations])
    return assemble(annotations, nodes, lambda node: decided.identity(node) or found[node], decided, reprints), nodes


def print_of(article: r.Article) -> Print:
    """Return what reprint detection needs of an article."""
    return Print(id=article.id, text=article.text, published=article.published)


def entity_id(identity: Identity) -> str:
    """Return the id of the node with this identity."""
    if identity.link:
        return identifiers.linked_entity_id(identity.type, identity.link)
    return identifiers.named_entity_id(identity.type, identity.key, identity.disambiguator)


def assemble(
    annotations: Iterable[r.Annotation],
    nodes: Mapping[str, Mapping[str, str]],
    identities: Callable[[str], Identity],
    decided: DecidedNodes,
    reprints: Mapping[str, str],
) -> r.Graph:
    """Return the graph of annotations whose entities are resolved.

    Args:
        nodes: node id by document id and document-entity id.
        identities: what each node is.
        decided: what people's decisions made of the nodes.
        reprints: the first print's document id by the id of its reprint.
    """
    entities: dict[str, list[r.Entity]] = defaultdict(list)
    statements: dict[str, list[r.Statement]] = defaultdict(list)
    observations: dict[str, list[r.ObservationNode]] = defaultdict(list)
    documents = []
    for annotation in annotations:
        part = contribution(annotation, nodes[annotation.article.id])
        documents.append(merge_documents(part.documents, reprints))
        _gather(entities, part.entities)
        _gather(statements, part.statements)
        _gather(observations, part.observations)
    return r.Graph(
        documents=tuple(sorted(documents, key=lambda d: d.id)),
        entities=tuple(
            merge_entities(entities[i], identities(i), decided.former_ids(i), reprints) for i in sorted(entities)
        ),
        statements=tuple(merge_evidence(statements[i], reprints) for i in sorted(statements)),
        observations=tuple(merge_evidence(observations[i], reprints) for i in sorted(observations)),
    )


def _gather(groups: dict[str, list[Any]], rows: Iterable[Any]) -> None:
    for row in rows:
        groups[row.id].append(row)


# ---- one document -------------------------------------------------------------------------------------------


def contribution(annotation: r.Annotation, nodes: Mapping[str, str]) -> r.Graph:
    """Return the graph that one document gives by itself.

    Relations that the text denies, and relations whose two ends are one node, give no statement.

    Args:
        nodes: node id by document-entity id.
    """
    article = annotation.article
    return r.Graph(
        documents=(_document(article),),
        entities=_entities(annotation, nodes),
        statements=_statements(annotation, nodes),
        observations=_observations(annotation, nodes),
    )


def _document(a: r.Article) -> r.DocumentNode:
    return r.DocumentNode(
        id=a.id, title=a.title, digest=hashlib.sha256(a.text.encode("utf-8", "surrogatepass")).hexdigest(),
        length=len(a.text), published=a.published, publisher=a.publisher, url=a.url, source=a.source, offset=a.offset,
    )  # fmt: skip


def _entities(annotation: r.Annotation, nodes: Mapping[str, str]) -> tuple[r.Entity, ...]:
    groups: dict[str, list[r.DocumentEntity]] = defaultdict(list)
    for e in annotation.entities:
        groups[nodes[e.id]].append(e)
    return tuple(_entity(id_, groups[id_], annotation.article) for id_ in sorted(groups))


def _entity(id_: str, parts: Sequence[r.DocumentEntity], article: r.Article) -> r.Entity:
    confidence = round(max(e.confidence for e in parts), 4)
    mention = r.EntityMention(
        document=article.id,
        spans=tuple(sorted({m for e in parts for m in e.mentions})),
        made_by=tuple(sorted({m for e in parts for m in e.made_by})),
        confidence=confidence,
    )
    return r.Entity(
        id=id_,
        type=parts[0].type,
        name=_commonest(e.name for e in parts),
        aliases=tuple(sorted({_one_line(s) for e in parts for s in (e.name, *e.surfaces)} - {""})),
        candidates=_candidates(c for e in parts for c in e.candidates),
        attributes=_attributes(e.attributes for e in parts),
        mentions=(mention,),
        confidence=confidence,
        attribute_evidence=_in_order(
            _attribute_evidence(article, m, e.confidence) for e in parts for m in e.attribute_mentions
        ),
    )


def _attribute_evidence(article: r.Article, m: r.AttributeMention, confidence: float) -> r.AttributeEvidence:
    start, end = m.sentence
    return r.AttributeEvidence(
        document=article.id, start=start, end=end, quote=article.text[start - article.offset : end - article.offset],
        rule=m.rule, confidence=round(confidence, 4), object=m.words, attribute=m.attribute, value=m.value,
    )  # fmt: skip


def _statements(annotation: r.Annotation, nodes: Mapping[str, str]) -> tuple[r.Statement, ...]:
    groups: dict[str, list[r.Statement]] = defaultdict(list)
    for x in annotation.relations:
        if x.modality != vocab.DENIED and x.head in nodes and (x.tail is None or x.tail in nodes):
            statement = _statement(x, annotation.article, nodes)
            if statement.subject != statement.object:
                groups[statement.id].append(statement)
    return tuple(merge_evidence(groups[i], {}) for i in sorted(groups))


def _statement(x: r.RelationMention, article: r.Article, nodes: Mapping[str, str]) -> r.Statement:
    subject, object_ = nodes[x.head], nodes[x.tail] if x.tail is not None else None
    spans = (x.head_span, x.tail_span)
    known = vocab.RELATION_TYPES.get(x.type)
    if known and known.symmetric and object_ is not None and object_ < subject:
        subject, object_, spans = object_, subject, (x.tail_span, x.head_span)
    start, end = (x.date.start, x.date.end) if x.date else (None, None)
    evidence = _evidence(article, x.sentence, x.rule, x.score, x.trigger, *spans)
    return r.Statement(
        id=identifiers.statement_id(x.type, subject, object_, x.role, x.modality, start, end),
        type=x.type, subject=subject, object=object_, role=x.role, modality=x.modality, start=start, end=end,
        evidence=(evidence,), confidence=evidence.confidence,
    )  # fmt: skip


def _observations(annotation: r.Annotation, nodes: Mapping[str, str]) -> tuple[r.ObservationNode, ...]:
    groups: dict[str, list[r.ObservationNode]] = defaultdict(list)
    for x in annotation.observations:
        node = _observation(x, annotation.article, nodes)
        groups[node.id].append(node)
    return tuple(merge_evidence(groups[i], {}) for i in sorted(groups))


def _observation(x: r.Observation, article: r.Article, nodes: Mapping[str, str]) -> r.ObservationNode:
    start, end = (x.period.start, x.period.end) if x.period else (None, None)
    node = r.ObservationNode(
        id="", indicator=x.indicator, value=x.value, unit=x.unit, unit_text=x.unit_text, kind=x.kind,
        evidence=(_evidence(article, x.sentence, x.rule, x.score, object_=x.evidence),), comparison=x.comparison,
        start=start, end=end, about=nodes.get(x.about_entity or ""), about_name=x.about, of=x.of,
        qualifier=x.qualifier, confidence=round(x.score, 4),
    )  # fmt: skip
    known = node.about is not None and (start or end) is not None
    return dataclasses.replace(node, id=identifiers.observation_id(node, "" if known else article.id))


def _evidence(
    article: r.Article,
    sentence: r.Span,
    rule: str,
    score: float,
    trigger: r.Span | None = None,
    subject: r.Span | None = None,
    object_: r.Span | None = None,
) -> r.Evidence:
    start, end = sentence
    return r.Evidence(
        document=article.id, start=start, end=end, quote=article.text[start - article.offset : end - article.offset],
        rule=rule, confidence=round(score, 4), trigger=trigger, subject=subject, object=object_,
    )  # fmt: skip


# ---- several documents --------------------------------------------------------------------------------------


def merge_documents(parts: Sequence[r.DocumentNode], reprints: Mapping[str, str]) -> r.DocumentNode:
    """Return a document's node with the first print it repeats."""
    return dataclasses.replace(parts[0], reprint_of=reprints.get(parts[0].id))


def merge_entities(
    parts: Sequence[r.Entity], identity: Identity, former_ids: tuple[str, ...], reprints: Mapping[str, str]
) -> r.Entity:
    """Return one node from what each document gives for it."""
    mentions = sorted((m for e in parts for m in e.mentions), key=lambda m: m.document)
    name = identity.name or _commonest(e.name for e in parts)
    return r.Entity(
        id=parts[0].id,
        type=identity.type,
        name=name,
        aliases=tuple(sorted({a for e in parts for a in e.aliases} - {name})),
        link=identity.link or None,
        candidates=() if identity.link else _candidates(c for e in parts for c in e.candidates),
        attributes=_attributes(e.attributes for e in parts),
        mentions=tuple(mentions),
        confidence=_noisy_or(((m.document, m.confidence) for m in mentions), reprints),
        former_ids=former_ids,
        attribute_evidence=_in_order(x for e in parts for x in e.attribute_evidence),
    )


def merge_evidence(parts: Sequence[Evident], reprints: Mapping[str, str]) -> Evident:
    """Return one statement, or one figure, from what each document gives for it.

    The same words found twice by one rule are one evidence, with the higher confidence.
    """
    best: dict[tuple[Any, ...], r.Evidence] = {}
    for e in sorted((e for x in parts for e in x.evidence), key=lambda e: e.confidence):
        best[_evidence_order(e)] = e
    evidence = [best[key] for key in sorted(best)]
    confidence = _noisy_or(((e.document, e.confidence) for e in evidence), reprints)
    return dataclasses.replace(parts[0], evidence=tuple(evidence), confidence=confidence)


def _in_order(evidence: Iterable[r.AttributeEvidence]) -> tuple[r.AttributeEvidence, ...]:
    """Return the evidence sorted by attribute and place; what was found twice only once, with the higher confidence."""
    best: dict[tuple[Any, ...], r.AttributeEvidence] = {}
    for e in sorted(evidence, key=lambda e: e.confidence):
        best[(e.attribute, e.value, *_evidence_order(e))] = e
    return tuple(best[key] for key in sorted(best))


def _evidence_order(e: r.Evidence) -> tuple[Any, ...]:
    spans = tuple(span or (-1, -1) for span in (e.subject, e.object, e.trigger))
    return (e.document, e.start, e.end, e.rule, spans)


def _noisy_or(scores: Iterable[tuple[str, float]], reprints: Mapping[str, str]) -> float:
    best: dict[str, float] = {}
    for document, score in scores:
        source = reprints.get(document, document)
        best[source] = max(best.get(source, 0.0), score)
    if len(best) == 1:
        return round(next(iter(best.values())), 4)
    return round(1 - math.prod(1 - min(s, 1.0) for s in sorted(best.values())), 4)


def _candidates(candidates: Iterable[r.Candidate]) -> tuple[r.Candidate, ...]:
    best: dict[str, float] = {}
    for c in candidates:
        best[c.code] = max(best.get(c.code, 0.0), round(c.score, 4))
    return tuple(r.Candidate(code=code, score=s) for code, s in sorted(best.items(), key=lambda x: (-x[1], x[0])))


def _attributes(parts: Iterable[Mapping[str, str]]) -> dict[str, str]:
    values: dict[str, list[str]] = defaultdict(list)
    for part in parts:
        for key, value in part.items():
            values[key].append(value)
    return {key: _commonest(values[key]) for key in sorted(values)}


def _commonest(values: Iterable[str]) -> str:
    counts = Counter(values)
    return max(counts, key=lambda v: (counts[v], len(v), v))


def _one_line(surface: str) -> str:
    return " ".join(surface.split()) if surface.isascii() else "".join(surface.split())
