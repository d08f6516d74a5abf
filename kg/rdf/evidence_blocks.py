"""Evidence → blocks of RDF: the sentence with its place and words, and the places of what it says there."""

from __future__ import annotations

from kg import records as r
from kg.rdf.blocks import Block, Selectors, constant, digest, pair
from kg.rdf.notation import Notation


class EvidenceBlocks:
    """Makes the blocks of evidence in one notation."""

    def __init__(self, notation: Notation, selectors: Selectors) -> None:
        n = self._notation = notation
        self._selectors = selectors
        self._evidence_type = constant(n, "a", "pkg:Evidence")
        self._quotation_type = constant(n, "a", "oa:TextQuoteSelector")
        self._source = pair(n, "oa:hasSource", n.document)
        self._rule = pair(n, "pkg:rule", n.text)
        self._confidence = pair(n, "pkg:confidence", n.number, typed=True)
        self._selector = n.words["oa:hasSelector"]
        self._exact = n.words["oa:exact"]
        self._span_words = {x[0]: n.words[f"pkg:{x}Selector"] for x in ("trigger", "subject", "object")}

    def add(self, blocks: list[Block], node: str, e: r.Evidence) -> None:
        """Add the blocks of a piece of evidence whose IRI is ``node``: itself, its sentence, the places within it."""
        n, position_of = self._notation, self._selectors.position
        position, quotation = n.part(node, "p"), n.part(node, "q")
        pairs = [
            self._evidence_type,
            self._source(e.document),
            f"{self._selector} {position}",
            f"{self._selector} {quotation}",
        ]
        blocks.append((node, pairs))
        blocks.append(position_of(position, (e.start, e.end)))
        blocks.append((quotation, [self._quotation_type, f"{self._exact} {n.text(e.quote)}"]))
        for letter, span in (("t", e.trigger), ("s", e.subject), ("o", e.object)):
            if span is not None:
                part = n.part(node, letter)
                pairs.append(f"{self._span_words[letter]} {part}")
                blocks.append(position_of(part, span))
        pairs.append(self._rule(e.rule))
        pairs.append(self._confidence(e.confidence))


def evidence_key(e: r.Evidence) -> str:
    """Return the digits that tell a piece of evidence from the others of one statement or figure."""
    return digest(e.document, e.start, e.end, e.rule, e.trigger, e.subject, e.object)


def evidence_order(e: r.Evidence) -> tuple[object, ...]:
    """Return the key by which the evidence of a statement is sorted in the canonical graph."""
    spans = tuple(span or (-1, -1) for span in (e.subject, e.object, e.trigger))
    return (e.document, e.start, e.end, e.rule, spans, e.confidence)
