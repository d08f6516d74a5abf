"""Graph records → blocks of RDF: one subject each, with its predicates and objects as text of one notation.

Every statement is a node with its evidence, confidence, time and modality, and besides one direct triple from subject
to object. The direct triple of a fact has the relation's own property (``pkg:visited``); what is planned, proposed or
ended has a property of its own (``planned:visited``), so that nobody mistakes it for a fact. There are no blank nodes:
the IRI of a piece of evidence, a mention or a selector is its owner's IRI, a dot and a digest of what it holds.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from kg import records as r
from kg import vocab
from kg.errors import IdentifierError, SchemaError, unknown
from kg.rdf import namespaces as ns
from kg.rdf.notation import Notation, date_type
from kg.rdf.policy_kinds import kind_of

Block = tuple[str, list[str]]  # a subject; "predicate object" each
Fact = tuple[str, str, str]  # modality, relation, object id
Record = r.DocumentNode | r.Entity | r.Statement | r.ObservationNode

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
_ATTRIBUTE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,3}(\.\d+)?", re.ASCII)
_RESERVED = ("statement-", "observation-", "period_", "instant_", "post_")


def digest(*key: object) -> str:
    """Return 12 hexadecimal digits that stand for a key among the parts of one node."""
    return hashlib.blake2b(repr(key).encode("ascii", "backslashreplace"), digest_size=6).hexdigest()


class GraphMapping:
    """Makes the blocks of graph records in one notation. Posts and periods are nodes that statements share."""

    def __init__(self, notation: Notation) -> None:
        self.notation = notation
        self.counts: Counter[type] = Counter()
        self._shared: dict[str, list[str]] = {}

    def blocks(self, records: Iterable[Record], facts: dict[str, set[Fact]]) -> Iterator[Block]:
        """Yield the blocks of records in their order, then those of the posts and periods that they share.

        Args:
            records: in the order of the canonical file.
            facts: the direct triples of all statements among the records (``facts_of``); emptied on the way.
        """
        for record in records:
            self.counts[type(record)] += 1
            if isinstance(record, r.Statement):
                yield from self.statement(record)
            elif isinstance(record, r.Entity):
                yield from self.entity(record, facts.pop(record.id, ()))
            elif isinstance(record, r.ObservationNode):
                yield from self.observation(record)
            else:
                yield from self.document(record)
        for subject in sorted(facts):
            yield self._facts(subject, facts[subject])
        for subject in sorted(self._shared):
            yield subject, self._shared[subject]
        self._shared.clear()

    def dataset(self, counts: Mapping[type, int]) -> Block:
        """Return the block that describes the data set: where its IRIs stand, its vocabulary, how much it holds."""
        n, w = self.notation, self.notation.words
        pairs = [
            f"{w['a']} {w['void:Dataset']}",
            f"{w['a']} {w['dcat:Dataset']}",
            f"{w['dcterms:title']} {n.english('Knowledge graph of policy news')}",
            f"{w['dcterms:title']} {n.chinese('政策新闻知识图谱')}",
            f"{w['void:uriSpace']} {n.text(n.base)}",
            f"{w['void:vocabulary']} <{ns.ONTOLOGY}>",
            f"{w['dcterms:conformsTo']} <{ns.VERSION}>",
        ]
        named = {"documents": r.DocumentNode, "entities": r.Entity, "statements": r.Statement}
        named["observations"] = r.ObservationNode
        pairs += [f"{w[f'pkg:{name}']} {n.integer(counts[kind])}" for name, kind in named.items()]
        return f"<{n.base}>", pairs

    # ---- documents and entities -----------------------------------------------------------------------------

    def document(self, d: r.DocumentNode) -> Iterator[Block]:
        """Yield the block of a document."""
        n, w = self.notation, self.notation.words
        pairs = [
            f"{w['a']} {w['pkg:Document']}",
            f"{w['dcterms:identifier']} {n.text(d.id)}",
            f"{w['dcterms:title']} {n.chinese(d.title)}",
        ]
        if d.published is not None:
            pairs.append(f"{w['dcterms:issued']} {n.date(d.published)}")
        if d.publisher is not None:
            pairs.append(f"{w['pkg:publisherName']} {n.chinese(d.publisher)}")
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
        yield n.document(d.id), pairs

    def entity(self, e: r.Entity, facts: Iterable[Fact] = ()) -> Iterator[Block]:
        """Yield the blocks of an entity: itself with its direct triples, its candidates, its mentions.

        Raises:
            SchemaError: its type is not in the vocabulary.
            IdentifierError: no IRI can be made of its id, or two of its parts claim one.
        """
        if e.type not in vocab.ENTITY_TYPES:
            raise SchemaError(f"Entity {e.id}: {unknown('entity type', e.type, vocab.ENTITY_TYPES)}")
        if e.id.startswith(_RESERVED):
            raise IdentifierError(f"The entity id {e.id!r} begins as ids of statements or figures do; give it another.")
        n, w = self.notation, self.notation.words
        subject = n.node(e.id)
        pairs = [f"{w['a']} {w['pkg:' + e.type]}", f"{w['rdfs:label']} {n.chinese(e.name)}"]
        pairs += [f"{w['skos:altLabel']} {n.chinese(x)}" for x in sorted(e.aliases)]
        if e.link is not None:
            pairs.append(f"{w['pkg:registerCode']} {n.text(e.link)}")
        pairs += [self._attribute(key, e.attributes[key]) for key in sorted(e.attributes)]
        kind = kind_of(e.name) if e.type == vocab.POLICY else None
        if kind:
            pairs.append(f"{w['pkg:policyKind']} {w['concept:' + kind]}")
        pairs += [f"{w['pkg:formerId']} {n.text(x)}" for x in sorted(e.former_ids)]
        pairs.append(f"{w['pkg:confidence']} {n.number(e.confidence)}")
        pairs += self._fact_pairs(facts)
        parts: list[Block] = []
        position = self._position(subject, e.attributes)
        if position:
            pairs.append(f"{w['geo:hasGeometry']} {position[0]}")
            parts.append(position)
        for c in sorted(e.candidates, key=lambda c: (-c.score, c.code)):
            candidate = n.part(subject, f"c.{digest(c.code)}")
            pairs.append(f"{w['pkg:candidate']} {candidate}")
            code, score = n.text(c.code), n.number(c.score)
            parts.append((candidate, [
                f"{w['a']} {w['pkg:Candidate']}", f"{w['pkg:registerCode']} {code}", f"{w['pkg:score']} {score}",
            ]))  # fmt: skip
        for m in sorted(e.mentions, key=lambda m: m.document):
            mention = n.part(subject, f"m.{digest(m.document)}")
            pairs.append(f"{w['pkg:mention']} {mention}")
            parts += self._mention(mention, m)
        yield from _distinct(e.id, (subject, pairs), parts)

    def _facts(self, subject: str, facts: Iterable[Fact]) -> Block:
        return self.notation.node(subject), self._fact_pairs(facts)

    def _fact_pairs(self, facts: Iterable[Fact]) -> list[str]:
        n, w = self.notation, self.notation.words
        return [
            f"{w[f'pkg:{relation}' if modality == vocab.DONE else f'{modality}:{relation}']} {n.node(object_)}"
            for modality, relation, object_ in sorted(facts)
        ]

    def _attribute(self, key: str, value: str) -> str:
        n, w = self.notation, self.notation.words
        if key in ATTRIBUTES:
            predicate, form = ATTRIBUTES[key]
            if form == "date":
                return f"{w[predicate]} {n.date(value)}"
            if form == "en":
                return f"{w[predicate]} {n.english(value)}"
            if form and _DECIMAL.fullmatch(value):
                return f"{w[predicate]} {n.typed(value, form)}"
            return f"{w[predicate]} {n.text(value)}"
        if not _ATTRIBUTE_NAME.fullmatch(key):
            raise SchemaError(f"The attribute name {key!r} is no camelCase word of ASCII letters and digits.")
        return f"{w[f'attribute:{key}']} {n.text(value)}"

    def _position(self, subject: str, attributes: Mapping[str, str]) -> Block | None:
        longitude, latitude = attributes.get("longitude", ""), attributes.get("latitude", "")
        if not (_DECIMAL.fullmatch(longitude) and _DECIMAL.fullmatch(latitude)):
            return None
        n, w = self.notation, self.notation.words
        point = n.typed(f"POINT({longitude} {latitude})", "geo:wktLiteral")
        return n.part(subject, "g"), [f"{w['a']} {w['geo:Geometry']}", f"{w['geo:asWKT']} {point}"]

    def _mention(self, mention: str, m: r.EntityMention) -> Iterator[Block]:
        n, w = self.notation, self.notation.words
        pairs = [f"{w['a']} {w['pkg:Mention']}", f"{w['oa:hasSource']} {n.document(m.document)}"]
        pairs += [f"{w['pkg:madeBy']} {n.text(x)}" for x in sorted(m.made_by)]
        pairs.append(f"{w['pkg:confidence']} {n.number(m.confidence)}")
        selectors = []
        for start, end in sorted(m.spans):
            selector = n.part(mention, f"{start}-{end}")
            pairs.append(f"{w['oa:hasSelector']} {selector}")
            selectors.append(self._selector(selector, (start, end)))
        yield mention, pairs
        yield from selectors

    def _selector(self, subject: str, span: r.Span) -> Block:
        n, w = self.notation, self.notation.words
        return subject, [
            f"{w['a']} {w['oa:TextPositionSelector']}",
            f"{w['oa:start']} {n.integer(span[0])}",
            f"{w['oa:end']} {n.integer(span[1])}",
        ]

    # ---- statements and figures -----------------------------------------------------------------------------

    def statement(self, s: r.Statement) -> Iterator[Block]:
        """Yield the blocks of a statement: itself and its evidence. Its direct triple stands with its subject.

        Raises:
            SchemaError: its relation or modality is not in the vocabulary.
            IdentifierError: no IRI can be made of its id, or two of its parts claim one.
        """
        _check_statement(s)
        n, w = self.notation, self.notation.words
        subject = n.node(s.id)
        pairs = [f"{w['a']} {w['pkg:Statement']}"]
        if s.type == "holdsPost":
            pairs.append(f"{w['a']} {w['pkg:Tenure']}")
        pairs += [
            f"{w['pkg:subject']} {n.node(s.subject)}",
            f"{w['pkg:relation']} {w['pkg:' + s.type]}",
        ]
        if s.object is not None:
            pairs.append(f"{w['pkg:object']} {n.node(s.object)}")
        if s.role is not None:
            pairs.append(f"{w['pkg:role']} {n.chinese(s.role)}")
        if s.type == "holdsPost":
            pairs.append(f"{w['pkg:holder']} {n.node(s.subject)}")
            if s.role is not None or s.object is not None:
                pairs.append(f"{w['pkg:post']} {self._post(s.object, s.role)}")
        pairs.append(f"{w['pkg:modality']} {w['concept:modality-' + s.modality]}")
        pairs += self._interval(s.start, s.end)
        pairs.append(f"{w['pkg:confidence']} {n.number(s.confidence)}")
        if s.inferred:
            pairs.append(f"{w['pkg:inferred']} {'true' if n.short else n.typed('true', 'xsd:boolean')}")
        yield from self._with_evidence(s.id, subject, pairs, s.evidence)

    def observation(self, o: r.ObservationNode) -> Iterator[Block]:
        """Yield the blocks of a figure: itself and its evidence.

        Raises:
            SchemaError: its kind or qualifier is not in the vocabulary, or its value is not finite.
            IdentifierError: no IRI can be made of its id, or two of its parts claim one.
        """
        if o.kind not in vocab.OBSERVATION_KINDS:
            raise SchemaError(f"Figure {o.id}: {unknown('kind', o.kind, vocab.OBSERVATION_KINDS)}")
        if o.qualifier is not None and o.qualifier not in vocab.QUALIFIERS:
            raise SchemaError(f"Figure {o.id}: {unknown('qualifier', o.qualifier, vocab.QUALIFIERS)}")
        if not o.id.startswith("observation-"):
            raise IdentifierError(f"The figure's id {o.id!r} must begin with 'observation-'.")
        n, w = self.notation, self.notation.words
        pairs = [
            f"{w['a']} {w['pkg:Observation']}",
            f"{w['pkg:indicator']} {n.chinese(o.indicator)}",
            f"{w['pkg:value']} {n.number(o.value)}",
            f"{w['pkg:unit']} {n.text(o.unit)}",
            f"{w['pkg:unitText']} {n.text(o.unit_text)}",
            f"{w['pkg:kind']} {w['concept:kind-' + o.kind]}",
        ]
        if o.comparison is not None:
            pairs.append(f"{w['pkg:comparison']} {n.text(o.comparison)}")
        if o.about is not None:
            pairs.append(f"{w['pkg:about']} {n.node(o.about)}")
        if o.about_name is not None:
            pairs.append(f"{w['pkg:aboutName']} {n.chinese(o.about_name)}")
        if o.of is not None:
            pairs.append(f"{w['pkg:shareOf']} {n.chinese(o.of)}")
        if o.qualifier is not None:
            pairs.append(f"{w['pkg:qualifier']} {w['concept:qualifier-' + o.qualifier]}")
        pairs += self._interval(o.start, o.end)
        pairs.append(f"{w['pkg:confidence']} {n.number(o.confidence)}")
        yield from self._with_evidence(o.id, n.node(o.id), pairs, o.evidence)

    def _with_evidence(
        self, id_: str, subject: str, pairs: list[str], evidence: Iterable[r.Evidence]
    ) -> Iterator[Block]:
        n, w = self.notation, self.notation.words
        parts: list[Block] = []
        for e in sorted(evidence, key=evidence_order):
            key = digest(e.document, e.start, e.end, e.rule, e.trigger, e.subject, e.object)
            node = n.part(subject, f"e.{key}")
            pairs.append(f"{w['pkg:evidence']} {node}")
            parts += self._evidence(node, e)
        return _distinct(id_, (subject, pairs), parts)

    def _evidence(self, node: str, e: r.Evidence) -> Iterator[Block]:
        n, w = self.notation, self.notation.words
        position, quotation = n.part(node, "p"), n.part(node, "q")
        pairs = [
            f"{w['a']} {w['pkg:Evidence']}",
            f"{w['oa:hasSource']} {n.document(e.document)}",
            f"{w['oa:hasSelector']} {position}",
            f"{w['oa:hasSelector']} {quotation}",
        ]
        selectors = [
            self._selector(position, (e.start, e.end)),
            (quotation, [f"{w['a']} {w['oa:TextQuoteSelector']}", f"{w['oa:exact']} {n.text(e.quote)}"]),
        ]
        for name, span in (("trigger", e.trigger), ("subject", e.subject), ("object", e.object)):
            if span is not None:
                selector = n.part(node, name[0])
                pairs.append(f"{w[f'pkg:{name}Selector']} {selector}")
                selectors.append(self._selector(selector, span))
        pairs += [f"{w['pkg:rule']} {n.text(e.rule)}", f"{w['pkg:confidence']} {n.number(e.confidence)}"]
        yield node, pairs
        yield from selectors

    # ---- shared nodes ---------------------------------------------------------------------------------------

    def _post(self, body: str | None, role: str | None) -> str:
        n, w = self.notation, self.notation.words
        post = n.node(post_id(body, role))
        if post not in self._shared:
            pairs = [f"{w['a']} {w['pkg:Post']}"]
            if role is not None:
                pairs.append(f"{w['rdfs:label']} {n.chinese(role)}")
            if body is not None:
                pairs.append(f"{w['pkg:postIn']} {n.node(body)}")
            self._shared[post] = pairs
        return post

    def _interval(self, start: str | None, end: str | None) -> list[str]:
        """Return the pairs of an interval: its two sides as literals, and its period where both are dates."""
        n, w = self.notation, self.notation.words
        pairs = []
        if start is not None:
            pairs.append(f"{w['pkg:from']} {n.date(start)}")
        if end is not None:
            pairs.append(f"{w['pkg:to']} {n.date(end)}")
        sides = [("time:hasBeginning", start), ("time:hasEnd", end)]
        dated = [(predicate, side) for predicate, side in sides if side is not None and date_type(side)]
        if pairs and len(dated) == len(pairs):
            period = n.node(f"period_{start or ''}_{end or ''}")
            if period not in self._shared:
                links = [f"{w[predicate]} {self._instant(side)}" for predicate, side in dated]
                self._shared[period] = [f"{w['a']} {w['pkg:Period']}", *links]
            pairs.append(f"{w['pkg:period']} {period}")
        return pairs

    def _instant(self, date: str) -> str:
        n, w = self.notation, self.notation.words
        instant = n.node(f"instant_{date}")
        kind = date_type(date) or ""
        predicate = w["time:inXSDDate" if kind == "date" else f"time:inXSD{kind}"]
        self._shared[instant] = [f"{w['a']} {w['time:Instant']}", f"{predicate} {self.notation.date(date)}"]
        return instant


def block_turtle(block: Block) -> str:
    """Return a block in Turtle, one predicate and object a line, after an empty line."""
    subject, pairs = block
    return f"\n{subject} " + " ;\n    ".join(pairs) + " .\n"


def block_lines(block: Block, graph: str = "") -> str:
    """Return a block in N-Triples, or with the name of a graph (after a space) in N-Quads."""
    subject, pairs = block
    end = f"{graph} .\n"
    return f"{subject} " + f"{end}{subject} ".join(pairs) + end


def evidence_order(e: r.Evidence) -> tuple[object, ...]:
    """Return the key by which the evidence of a statement is sorted in the canonical graph."""
    spans = tuple(span or (-1, -1) for span in (e.subject, e.object, e.trigger))
    return (e.document, e.start, e.end, e.rule, spans, e.confidence)


def facts_of(statements: Iterable[r.Statement]) -> dict[str, set[Fact]]:
    """Return the direct triples of statements by the id of their subject.

    A post with no body named is a triple too: its subject ``holds`` the post.
    """
    facts: dict[str, set[Fact]] = {}
    for s in statements:
        if s.object is not None:
            facts.setdefault(s.subject, set()).add((s.modality, s.type, s.object))
        elif s.type == "holdsPost" and s.role is not None:
            facts.setdefault(s.subject, set()).add((s.modality, "holds", post_id(None, s.role)))
    return facts


def post_id(body: str | None, role: str | None) -> str:
    """Return the id of the post with this role at this body or place."""
    return f"post_{digest(body, role)}"


def _check_statement(s: r.Statement) -> None:
    if s.type not in vocab.RELATION_TYPES:
        raise SchemaError(f"Statement {s.id}: {unknown('relation', s.type, vocab.RELATION_TYPES)}")
    if s.modality == vocab.DENIED or s.modality not in vocab.MODALITIES:
        stated = [m for m in vocab.MODALITIES if m != vocab.DENIED]
        raise SchemaError(f"Statement {s.id}: {unknown('modality', s.modality, stated)}")
    if not s.id.startswith("statement-"):
        raise IdentifierError(f"The statement's id {s.id!r} must begin with 'statement-'.")


def _distinct(id_: str, first: Block, parts: list[Block]) -> Iterator[Block]:
    if len({subject for subject, _ in parts}) != len(parts):
        raise IdentifierError(f"{id_} holds the same evidence, mention or candidate twice; build the graph again.")
    yield first
    yield from parts
