"""Statements and figures, with their evidence → blocks of RDF."""

from __future__ import annotations

from kg import records as r
from kg import vocab
from kg.errors import IdentifierError, SchemaError, unknown
from kg.rdf.blocks import Block, check_distinct, constant, pair
from kg.rdf.evidence_blocks import EvidenceBlocks, evidence_key, evidence_order
from kg.rdf.notation import Notation
from kg.rdf.shared_blocks import SharedBlocks


class StatementBlocks:
    """Makes the blocks of statements and figures in one notation."""

    def __init__(self, notation: Notation, evidence: EvidenceBlocks, shared: SharedBlocks) -> None:
        n = self._notation = notation
        self._evidence = evidence
        self._shared = shared
        self._statement_type = constant(n, "a", "pkg:Statement")
        self._tenure_type = constant(n, "a", "pkg:Tenure")
        self._observation_type = constant(n, "a", "pkg:Observation")
        self._relations = {x: constant(n, "pkg:relation", f"pkg:{x}") for x in vocab.RELATION_TYPES}
        self._modalities = {x: constant(n, "pkg:modality", f"concept:modality-{x}") for x in vocab.MODALITIES}
        self._subject = pair(n, "pkg:subject", n.node)
        self._object = pair(n, "pkg:object", n.node)
        self._role = pair(n, "pkg:role", n.chinese)
        self._confidence = pair(n, "pkg:confidence", n.number, typed=True)
        self._stated_by = n.words["pkg:evidence"]

    def statement(self, s: r.Statement) -> list[Block]:
        """Return the blocks of a statement: itself and its evidence. Its direct triple stands with its subject.

        Raises:
            SchemaError: its relation or modality is not in the vocabulary.
            IdentifierError: no IRI can be made of its id, or two of its parts claim one.
        """
        _check_statement(s)
        n, w = self._notation, self._notation.words
        pairs = [self._statement_type]
        if s.type == "holdsPost":
            pairs.append(self._tenure_type)
        pairs.append(self._subject(s.subject))
        pairs.append(self._relations[s.type])
        if s.object is not None:
            pairs.append(self._object(s.object))
        if s.role is not None:
            pairs.append(self._role(s.role))
        if s.type == "holdsPost":
            pairs.append(f"{w['pkg:holder']} {n.node(s.subject)}")
            if s.role is not None or s.object is not None:
                pairs.append(f"{w['pkg:post']} {self._shared.post(s.object, s.role)}")
        pairs.append(self._modalities[s.modality])
        pairs += self._shared.interval(s.start, s.end)
        pairs.append(self._confidence(s.confidence))
        if s.inferred:
            pairs.append(f"{w['pkg:inferred']} {'true' if n.short else n.typed('true', 'xsd:boolean')}")
        return self._with_evidence(s.id, pairs, s.evidence)

    def observation(self, o: r.ObservationNode) -> list[Block]:
        """Return the blocks of a figure: itself and its evidence.

        Raises:
            SchemaError: its kind or qualifier is not in the vocabulary, or its value is not finite.
            IdentifierError: no IRI can be made of its id, or two of its parts claim one.
        """
        _check_observation(o)
        n, w = self._notation, self._notation.words
        pairs = [
            self._observation_type,
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
        pairs += self._shared.interval(o.start, o.end)
        pairs.append(self._confidence(o.confidence))
        return self._with_evidence(o.id, pairs, o.evidence)

    def _with_evidence(self, id_: str, pairs: list[str], evidence: tuple[r.Evidence, ...]) -> list[Block]:
        n = self._notation
        subject = n.node(id_)
        blocks: list[Block] = [(subject, pairs)]
        for e in sorted(evidence, key=evidence_order) if len(evidence) > 1 else evidence:
            node = n.part(subject, f"e.{evidence_key(e)}")
            pairs.append(f"{self._stated_by} {node}")
            self._evidence.add(blocks, node, e)
        if len(evidence) > 1:
            check_distinct(id_, blocks)
        return blocks


def _check_statement(s: r.Statement) -> None:
    if s.type not in vocab.RELATION_TYPES:
        raise SchemaError(f"Statement {s.id}: {unknown('relation', s.type, vocab.RELATION_TYPES)}")
    if s.modality == vocab.DENIED or s.modality not in vocab.MODALITIES:
        stated = [m for m in vocab.MODALITIES if m != vocab.DENIED]
        raise SchemaError(f"Statement {s.id}: {unknown('modality', s.modality, stated)}")
    if not s.id.startswith("statement-"):
        raise IdentifierError(f"The statement's id {s.id!r} must begin with 'statement-'.")


def _check_observation(o: r.ObservationNode) -> None:
    if o.kind not in vocab.OBSERVATION_KINDS:
        raise SchemaError(f"Figure {o.id}: {unknown('kind', o.kind, vocab.OBSERVATION_KINDS)}")
    if o.qualifier is not None and o.qualifier not in vocab.QUALIFIERS:
        raise SchemaError(f"Figure {o.id}: {unknown('qualifier', o.qualifier, vocab.QUALIFIERS)}")
    if not o.id.startswith("observation-"):
        raise IdentifierError(f"The figure's id {o.id!r} must begin with 'observation-'.")
