"""RDF back to records: the graph of a file that ``kg.rdf.export`` wrote, in any of its formats."""

from __future__ import annotations

import dataclasses
import gzip
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any, TypeVar, cast

import pyoxigraph as ox

from kg import records as r
from kg import vocab
from kg.errors import InputError, SchemaError
from kg.rdf import namespaces as ns
from kg.rdf.entity_blocks import ATTRIBUTES, attribute_evidence_order
from kg.rdf.evidence_blocks import evidence_order
from kg.rdf.export import FORMATS, format_of
from kg.rdf.notation import ESCAPED_TEXT, unescaped_text

Values = list[str]
Node = dict[str, Values]  # IRIs and strings by prefixed name of the property
Evident = TypeVar("Evident", r.Statement, r.ObservationNode)

_ATTRIBUTE_OF = {predicate: key for key, (predicate, _) in ATTRIBUTES.items()}
_PREFIXES = {iri: name for name, iri in ns.prefixes().items() if name not in ("id", "doc")}
_ENTITY_CLASSES = {f"pkg:{t}": t for t in vocab.ENTITY_TYPES}


def read_rdf(path: Path) -> r.Graph:
    """Return the graph of an RDF file that we wrote, every tuple in its canonical order.

    Raises:
        InputError: the file is missing or does not parse.
        SettingsError: no RDF format ends like the file's name.
        SchemaError: it is no graph of ours: it lacks the data set's description, or a node lacks what it must have.
    """
    return read_data_set(path)[0]


def read_data_set(path: Path) -> tuple[r.Graph, str]:
    """Return the graph of an RDF file that we wrote, as ``read_rdf`` does, and the base IRI of its data."""
    reader = _Reader(_read_nodes(path), path)
    return reader.graph(), reader.base


def canonical(graph: r.Graph) -> r.Graph:
    """Return the graph with every tuple in its canonical order: that of ``kg.graph`` and of what is read from RDF."""
    return r.Graph(
        documents=tuple(sorted(graph.documents, key=lambda x: x.id)),
        entities=tuple(_ordered_entity(e) for e in sorted(graph.entities, key=lambda x: x.id)),
        statements=tuple(_ordered_evidence(s) for s in sorted(graph.statements, key=lambda x: x.id)),
        observations=tuple(_ordered_evidence(o) for o in sorted(graph.observations, key=lambda x: x.id)),
    )


def _ordered_entity(e: r.Entity) -> r.Entity:
    mentions = (
        dataclasses.replace(m, spans=tuple(sorted(m.spans)), made_by=tuple(sorted(m.made_by)))
        for m in sorted(e.mentions, key=lambda m: m.document)
    )
    return dataclasses.replace(
        e,
        aliases=tuple(sorted(e.aliases)),
        candidates=tuple(sorted(e.candidates, key=lambda c: (-c.score, c.code))),
        attributes={key: e.attributes[key] for key in sorted(e.attributes)},
        mentions=tuple(mentions),
        former_ids=tuple(sorted(e.former_ids)),
        attribute_evidence=tuple(sorted(e.attribute_evidence, key=attribute_evidence_order)),
    )


def _ordered_evidence(record: Evident) -> Evident:
    return dataclasses.replace(record, evidence=tuple(sorted(record.evidence, key=evidence_order)))


# ---- triples ------------------------------------------------------------------------------------------------


def _read_nodes(path: Path) -> dict[str, Node]:
    """Return what a file says of each subject, the named graphs of a data set joined."""
    syntax = FORMATS[format_of(path)].syntax
    nodes: dict[str, Node] = {}
    seen_names: dict[str, str] = {}
    try:
        with cast("IO[bytes]", gzip.open(path) if path.suffix == ".gz" else open(path, "rb")) as file:
            for quad in ox.parse(file, format=syntax):
                node = nodes.setdefault(_iri(quad.subject), {})
                predicate = quad.predicate.value
                if predicate not in seen_names:
                    seen_names[predicate] = prefixed(predicate)
                values = node.setdefault(seen_names[predicate], [])
                values.append(_value(quad.object))
    except OSError as error:
        raise InputError(f"Cannot read {path}: {error.strerror or error}.") from error
    except (SyntaxError, ValueError, EOFError) as error:
        raise InputError(f"{path} does not parse as {syntax.name}: {error}") from error
    for node in nodes.values():
        for predicate, values in node.items():
            if len(values) > 1:
                node[predicate] = list(dict.fromkeys(values))
    return nodes


def _iri(term: Any) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _value(term: Any) -> str:
    if isinstance(term, ox.Literal) and term.datatype.value == ESCAPED_TEXT:
        return unescaped_text(term.value)
    return cast("str", term.value) if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def prefixed(iri: str) -> str:
    """Return an IRI of a known namespace as prefix, colon and local name; any other as it is."""
    namespace = iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
    return f"{_PREFIXES[namespace]}:{iri[len(namespace) :]}" if namespace in _PREFIXES else iri


# ---- records ------------------------------------------------------------------------------------------------


class _Reader:
    """Reads records from nodes."""

    def __init__(self, nodes: dict[str, Node], path: Path) -> None:
        self._nodes = nodes
        self._path = path
        bases = [n["void:uriSpace"][0] for n in nodes.values() if "void:uriSpace" in n]
        if len(bases) != 1:
            raise SchemaError(
                f"{path} describes {len(bases)} data sets of ours; a file that 'kg export' wrote describes one. "
                "To add a list of names to the registers, use 'kg import --register'."
            )
        self.base = bases[0]

    def graph(self) -> r.Graph:
        by_class: dict[str, list[tuple[str, Node]]] = defaultdict(list)
        for iri, node in self._nodes.items():
            for class_ in map(prefixed, node.get("rdf:type", ())):
                by_class["entity" if class_ in _ENTITY_CLASSES else class_].append((iri, node))
        return canonical(
            r.Graph(
                documents=tuple(self._document(iri, n) for iri, n in by_class["pkg:Document"]),
                entities=tuple(self._entity(iri, n) for iri, n in by_class["entity"]),
                statements=tuple(self._statement(iri, n) for iri, n in by_class["pkg:Statement"]),
                observations=tuple(self._observation(iri, n) for iri, n in by_class["pkg:Observation"]),
            )
        )

    def _document(self, iri: str, n: Node) -> r.DocumentNode:
        return r.DocumentNode(
            id=self._document_id(iri),
            title=self._one(iri, n, "dcterms:title"),
            digest=self._one(iri, n, "pkg:sha256"),
            length=int(self._one(iri, n, "pkg:length")),
            published=_first(n, "dcterms:issued"),
            publisher=_first(n, "pkg:publisherName"),
            url=_first(n, "pkg:url"),
            source=_first(n, "pkg:sourceFile"),
            offset=int(_first(n, "pkg:offset") or 0),
            reprint_of=self._document_id(n["pkg:reprintOf"][0]) if "pkg:reprintOf" in n else None,
        )

    def _entity(self, iri: str, n: Node) -> r.Entity:
        types = [_ENTITY_CLASSES[c] for c in map(prefixed, n["rdf:type"]) if c in _ENTITY_CLASSES]
        attributes = {key: n[predicate][0] for predicate, key in _ATTRIBUTE_OF.items() if predicate in n}
        attributes |= {p.removeprefix("attribute:"): v[0] for p, v in n.items() if p.startswith("attribute:")}
        return r.Entity(
            id=self._id(iri),
            type=types[0],
            name=self._one(iri, n, "rdfs:label"),
            aliases=tuple(n.get("skos:altLabel", ())),
            link=_first(n, "pkg:registerCode"),
            candidates=tuple(self._candidate(x) for x in n.get("pkg:candidate", ())),
            attributes=attributes,
            mentions=tuple(self._mention(x) for x in n.get("pkg:mention", ())),
            confidence=self._number(iri, n, "pkg:confidence"),
            former_ids=tuple(self._id(x) for x in n.get("dcterms:replaces", ())),
            attribute_evidence=tuple(self._attribute_evidence(x) for x in n.get("pkg:attributeEvidence", ())),
        )

    def _candidate(self, iri: str) -> r.Candidate:
        n = self._node(iri)
        return r.Candidate(code=self._one(iri, n, "pkg:registerCode"), score=self._number(iri, n, "pkg:score"))

    def _mention(self, iri: str) -> r.EntityMention:
        n = self._node(iri)
        return r.EntityMention(
            document=self._document_id(self._one(iri, n, "oa:hasSource")),
            spans=tuple(self._span(x) for x in n.get("oa:hasSelector", ())),
            made_by=tuple(n.get("pkg:madeBy", ())),
            confidence=self._number(iri, n, "pkg:confidence"),
        )

    def _statement(self, iri: str, n: Node) -> r.Statement:
        return r.Statement(
            id=self._id(iri),
            type=prefixed(self._one(iri, n, "pkg:relation")).removeprefix("pkg:"),
            subject=self._id(self._one(iri, n, "pkg:subject")),
            object=self._id(n["pkg:object"][0]) if "pkg:object" in n else None,
            role=_first(n, "pkg:role"),
            modality=self._one(iri, n, "pkg:modality").removeprefix(ns.CONCEPT + "modality-"),
            start=_first(n, "pkg:from"),
            end=_first(n, "pkg:to"),
            confidence=self._number(iri, n, "pkg:confidence"),
            inferred=_first(n, "pkg:inferred") in ("true", "1"),
            evidence=tuple(self._evidence(x) for x in n.get("pkg:evidence", ())),
        )

    def _observation(self, iri: str, n: Node) -> r.ObservationNode:
        qualifier = _first(n, "pkg:qualifier")
        return r.ObservationNode(
            id=self._id(iri),
            indicator=self._one(iri, n, "pkg:indicator"),
            value=self._number(iri, n, "pkg:value"),
            unit=self._one(iri, n, "pkg:unit"),
            unit_text=self._one(iri, n, "pkg:unitText"),
            kind=self._one(iri, n, "pkg:kind").removeprefix(ns.CONCEPT + "kind-"),
            comparison=_first(n, "pkg:comparison"),
            start=_first(n, "pkg:from"),
            end=_first(n, "pkg:to"),
            about=self._id(n["pkg:about"][0]) if "pkg:about" in n else None,
            about_name=_first(n, "pkg:aboutName"),
            of=_first(n, "pkg:shareOf"),
            qualifier=None if qualifier is None else qualifier.removeprefix(ns.CONCEPT + "qualifier-"),
            confidence=self._number(iri, n, "pkg:confidence"),
            evidence=tuple(self._evidence(x) for x in n.get("pkg:evidence", ())),
        )

    def _attribute_evidence(self, iri: str) -> r.AttributeEvidence:
        n = self._node(iri)
        property_ = prefixed(self._one(iri, n, "pkg:attribute"))
        return r.AttributeEvidence(
            attribute=_ATTRIBUTE_OF.get(property_) or property_.removeprefix("attribute:"),
            value=self._one(iri, n, "pkg:attributeValue"),
            **self._evidence_fields(iri),
        )

    def _evidence(self, iri: str) -> r.Evidence:
        return r.Evidence(**self._evidence_fields(iri))

    def _evidence_fields(self, iri: str) -> dict[str, Any]:
        n = self._node(iri)
        selectors = {x: self._node(x) for x in n.get("oa:hasSelector", ())}
        quotes = [self._one(x, s, "oa:exact") for x, s in selectors.items() if "oa:exact" in s]
        positions = [self._span(x) for x, s in selectors.items() if "oa:start" in s]
        if len(quotes) != 1 or len(positions) != 1:
            raise SchemaError(
                f"{self._path}: {iri} has {len(positions)} positions and {len(quotes)} quotations, not 1."
            )
        spans = {
            name: self._span(n[f"pkg:{name}Selector"][0])
            for name in ("trigger", "subject", "object")
            if f"pkg:{name}Selector" in n
        }
        return {
            "document": self._document_id(self._one(iri, n, "oa:hasSource")),
            "start": positions[0][0],
            "end": positions[0][1],
            "quote": quotes[0],
            "rule": self._one(iri, n, "pkg:rule"),
            "confidence": self._number(iri, n, "pkg:confidence"),
            **spans,
        }

    def _span(self, iri: str) -> r.Span:
        n = self._node(iri)
        return int(self._one(iri, n, "oa:start")), int(self._one(iri, n, "oa:end"))

    def _node(self, iri: str) -> Node:
        if iri not in self._nodes:
            raise SchemaError(f"{self._path} refers to {iri} and does not describe it.")
        return self._nodes[iri]

    def _one(self, iri: str, node: Node, predicate: str) -> str:
        values = node.get(predicate, ())
        if len(values) != 1:
            raise SchemaError(f"{self._path}: {iri} has {len(values)} values of {predicate}; it must have one.")
        return values[0]

    def _number(self, iri: str, node: Node, predicate: str) -> float:
        text = self._one(iri, node, predicate)
        return float(text) if "." in text else int(text)

    def _id(self, iri: str) -> str:
        if not iri.startswith(self.base):
            raise SchemaError(f"{self._path}: {iri} does not stand under the data set's base {self.base}.")
        return iri[len(self.base) :]

    def _document_id(self, iri: str) -> str:
        return ns.document_id(self._id(iri).removeprefix("document/"))


def _first(node: Node, predicate: str) -> str | None:
    values: Iterable[str] = node.get(predicate, ())
    return next(iter(values), None)
