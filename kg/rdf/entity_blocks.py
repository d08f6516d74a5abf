"""Documents and entities → blocks of RDF."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from operator import attrgetter

from kg import records as r
from kg import vocab
from kg.errors import IdentifierError, SchemaError, unknown
from kg.rdf.blocks import Block, Selectors, check_distinct, constant, digest, pair
from kg.rdf.evidence_blocks import EvidenceBlocks, evidence_key, evidence_order
from kg.rdf.notation import Notation, remembered
from kg.rdf.policy_kinds import kind_of

# Attributes with a property of their own: its prefixed name and how the value is written.
ATTRIBUTES = {
    "longitude": ("wgs84:long", "xsd:decimal"),
    "latitude": ("wgs84:lat", "xsd:decimal"),
    "nameEn": ("pkg:nameEn", "en"),
    "namePinyin": ("pkg:namePinyin", ""),
    "documentNumber": ("pkg:documentNumber", ""),
    "issuedDate": ("pkg:issuedDate", "date"),
    "effectiveDate": ("pkg:effectiveDate", "date"),
    "expiryDate": ("pkg:expiryDate", "date"),
    "validFrom": ("pkg:validFrom", "date"),
    "validTo": ("pkg:validTo", "date"),
    "gender": ("pkg:gender", ""),
}
FORMER_NAMES = "formerNames"
_FORMER_NAME = re.compile(r"([^@]+)(?:@(\d{4})?-(\d{4})?)?", re.ASCII)
_ATTRIBUTE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,3}(\.\d+)?", re.ASCII)
_RESERVED = ("statement-", "observation-", "period_", "instant_", "post_")


class EntityBlocks:
    """Makes the blocks of documents and entities in one notation."""

    def __init__(self, notation: Notation, selectors: Selectors, evidence: EvidenceBlocks) -> None:
        n = self._notation = notation
        self._selectors = selectors
        self._evidence = evidence
        self._document_type = constant(n, "a", "pkg:Document")
        self._mention_type = constant(n, "a", "pkg:Mention")
        self._attribute_evidence_type = constant(n, "a", "pkg:AttributeEvidence")
        self._types = {t: constant(n, "a", f"pkg:{t}") for t in vocab.ENTITY_TYPES}
        self._source = pair(n, "oa:hasSource", n.document)
        self._made_by = pair(n, "pkg:madeBy", n.text)
        self._confidence = pair(n, "pkg:confidence", n.number, typed=True)
        self._issued = pair(n, "dcterms:issued", n.date)
        self._publisher = pair(n, "pkg:publisherName", n.chinese)
        self._selector = n.words["oa:hasSelector"]
        self._document_digest = remembered(digest)

    def document(self, d: r.DocumentNode) -> list[Block]:
        """Return the block of a document."""
        n, w = self._notation, self._notation.words
        pairs = [
            self._document_type,
            f"{w['dcterms:identifier']} {n.text(d.id)}",
            f"{w['dcterms:title']} {n.chinese(d.title)}",
        ]
        if d.published is not None:
            pairs.append(self._issued(d.published))
        if d.publisher is not None:
            pairs.append(self._publisher(d.publisher))
        if d.url is not None:
            pairs.append(f"{w['pkg:url']} {n.text(d.url)}")
        if d.source is not None:
            pairs.append(f"{w['pkg:sourceFile']} {n.text(d.source)}")
        if d.offset:
            pairs.append(f"{w['pkg:offset']} {n.integer(d.offset)}")
        pairs.append(f"{w['pkg:length']} {n.integer(d.length)}")
        pairs.append(f"{w['pkg:sha256']} {n.text(d.digest)}")
        if d.reprint_of is not None:
            pairs.append(f"{w['pkg:reprintOf']} {n.document(d.reprint_of)}")
        return [(n.document(d.id), pairs)]

    def entity(self, e: r.Entity, fact_pairs: Iterable[str] = ()) -> list[Block]:
        """Return the blocks of an entity: itself with its direct triples, its point, its candidates, its mentions,
        the sentences that give its attributes.

        Raises:
            SchemaError: its type is not in the vocabulary.
            IdentifierError: no IRI can be made of its id, or two of its parts claim one.
        """
        _check_entity(e)
        n, w = self._notation, self._notation.words
        subject = n.node(e.id)
        pairs = [self._types[e.type], f"{w['rdfs:label']} {n.chinese(e.name)}"]
        pairs += [f"{w['skos:altLabel']} {n.chinese(x)}" for x in sorted(e.aliases)]
        if e.link is not None:
            pairs.append(f"{w['pkg:registerCode']} {n.text(e.link)}")
        pairs += [self._attribute(key, e.attributes[key]) for key in sorted(e.attributes)]
        kind = kind_of(e.name) if e.type == vocab.POLICY else None
        if kind:
            pairs.append(f"{w['pkg:policyKind']} {w['concept:' + kind]}")
        pairs += [f"{w['dcterms:replaces']} {n.node(x)}" for x in sorted(e.former_ids)]
        pairs.append(self._confidence(e.confidence))
        pairs += fact_pairs
        blocks: list[Block] = [(subject, pairs)]
        if "longitude" in e.attributes:
            self._position(blocks, e.attributes)
        if FORMER_NAMES in e.attributes:
            self._former_names(blocks, e.attributes[FORMER_NAMES])
        if e.candidates:
            self._candidates(blocks, e.candidates)
        for m in sorted(e.mentions, key=attrgetter("document")) if len(e.mentions) > 1 else e.mentions:
            mention = n.part(subject, f"m.{self._document_digest(m.document)}")
            pairs.append(f"{w['pkg:mention']} {mention}")
            self._mention(blocks, mention, m)
        for given in sorted(e.attribute_evidence, key=attribute_evidence_order):
            self._attribute_evidence(blocks, given)
        for former in sorted(e.former_ids):
            replaced = f"{w['dcterms:isReplacedBy']} {subject}"
            blocks.append((n.node(former), [constant(n, "a", "pkg:FormerEntity"), replaced]))
        if len(e.mentions) > 1 or e.candidates or e.attribute_evidence:
            check_distinct(e.id, blocks)
        return blocks

    def _attribute(self, key: str, value: str) -> str:
        n, w = self._notation, self._notation.words
        if key in ATTRIBUTES:
            predicate, form = ATTRIBUTES[key]
            if form == "date":
                return f"{w[predicate]} {n.date(value)}"
            if form == "en":
                return f"{w[predicate]} {n.english(value)}"
            if form and _DECIMAL.fullmatch(value):
                return f"{w[predicate]} {n.typed(value, form)}"
            return f"{w[predicate]} {n.text(value)}"
        return f"{w[_attribute_word(key)]} {n.text(value)}"

    def _attribute_evidence(self, blocks: list[Block], e: r.AttributeEvidence) -> None:
        """Add the sentence that gives an attribute of an entity, whose block is the first."""
        n, w = self._notation, self._notation.words
        subject, pairs = blocks[0]
        node = n.part(subject, f"a.{digest(e.attribute, e.value, evidence_key(e))}")
        pairs.append(f"{w['pkg:attributeEvidence']} {node}")
        at = len(blocks)
        self._evidence.add(blocks, node, e)
        blocks[at][1].extend(
            (
                self._attribute_evidence_type,
                f"{w['pkg:attribute']} {w[_attribute_word(e.attribute)]}",
                f"{w['pkg:attributeValue']} {n.text(e.value)}",
            )
        )

    def _position(self, blocks: list[Block], attributes: Mapping[str, str]) -> None:
        """Add the point of an entity whose block is the first."""
        longitude, latitude = attributes.get("longitude", ""), attributes.get("latitude", "")
        if not (_DECIMAL.fullmatch(longitude) and _DECIMAL.fullmatch(latitude)):
            return
        n, w = self._notation, self._notation.words
        subject, pairs = blocks[0]
        geometry = n.part(subject, "g")
        point = n.typed(f"POINT({longitude} {latitude})", "geo:wktLiteral")
        pairs.append(f"{w['geo:hasGeometry']} {geometry}")
        blocks.append((geometry, [constant(n, "a", "geo:Geometry"), f"{w['geo:asWKT']} {point}"]))

    def _former_names(self, blocks: list[Block], names: str) -> None:
        """Add the names that an entity, whose block is the first, had before: ``name@from-to``, ``|`` between."""
        n, w = self._notation, self._notation.words
        subject, pairs = blocks[0]
        for text in dict.fromkeys(names.split("|")):
            found = _FORMER_NAME.fullmatch(text)
            if found is None:
                continue
            node = n.part(subject, f"n.{digest(text)}")
            pairs.append(f"{w['pkg:formerName']} {node}")
            described = [constant(n, "a", "pkg:FormerName"), f"{w['rdfs:label']} {n.chinese(found[1])}"]
            years = (("pkg:nameFrom", found[2]), ("pkg:nameTo", found[3]))
            blocks.append((node, described + [f"{w[name]} {n.date(year)}" for name, year in years if year]))

    def _candidates(self, blocks: list[Block], candidates: Iterable[r.Candidate]) -> None:
        """Add the register entries that an entity, whose block is the first, may be."""
        n, w = self._notation, self._notation.words
        subject, pairs = blocks[0]
        for c in sorted(candidates, key=lambda c: (-c.score, c.code)):
            candidate = n.part(subject, f"c.{digest(c.code)}")
            pairs.append(f"{w['pkg:candidate']} {candidate}")
            code, score = n.text(c.code), n.number(c.score)
            described = [f"{w['pkg:registerCode']} {code}", f"{w['pkg:score']} {score}"]
            blocks.append((candidate, [constant(n, "a", "pkg:Candidate"), *described]))

    def _mention(self, blocks: list[Block], mention: str, m: r.EntityMention) -> None:
        n = self._notation
        pairs = [self._mention_type, self._source(m.document)]
        pairs += map(self._made_by, sorted(m.made_by))
        pairs.append(self._confidence(m.confidence))
        blocks.append((mention, pairs))
        for span in sorted(m.spans):
            selector = n.part(mention, f"{span[0]}-{span[1]}")
            pairs.append(f"{self._selector} {selector}")
            blocks.append(self._selectors.position(selector, span))


def _attribute_word(key: str) -> str:
    """Return the prefixed name of an attribute's property."""
    if key in ATTRIBUTES:
        return ATTRIBUTES[key][0]
    if not _ATTRIBUTE_NAME.fullmatch(key):
        raise SchemaError(f"The attribute name {key!r} is no camelCase word of ASCII letters and digits.")
    return f"attribute:{key}"


def attribute_evidence_order(e: r.AttributeEvidence) -> tuple[object, ...]:
    """Return the key by which the evidence of an entity's attributes is sorted in the canonical graph."""
    return (e.attribute, e.value, *evidence_order(e))


def _check_entity(e: r.Entity) -> None:
    if e.type not in vocab.ENTITY_TYPES:
        raise SchemaError(f"Entity {e.id}: {unknown('entity type', e.type, vocab.ENTITY_TYPES)}")
    if e.id.startswith(_RESERVED):
        raise IdentifierError(f"The entity id {e.id!r} begins as ids of statements or figures do; give it another.")
