"""Graph records → blocks of RDF: one subject each, with its predicates and objects as text of one notation.

Every statement is a node with its evidence, confidence, time and modality, and besides one direct triple from subject
to object. The direct triple of a fact has the relation's own property (``pkg:visited``); what is planned, proposed or
ended has a property of its own (``planned:visited``), so that nobody mistakes it for a fact. There are no blank nodes:
the IRI of a piece of evidence, a mention or a selector is its owner's IRI, a dot and a digest of what it holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from kg import records as r
from kg import vocab
from kg.graph.stream import Record
from kg.rdf import namespaces as ns
from kg.rdf.blocks import Block, Selectors
from kg.rdf.entity_blocks import EntityBlocks
from kg.rdf.evidence_blocks import EvidenceBlocks
from kg.rdf.notation import Notation
from kg.rdf.shared_blocks import SharedBlocks, post_id
from kg.rdf.sorted_rows import SortedRows
from kg.rdf.statement_blocks import StatementBlocks

_DESCRIPTION_EN = "Entities, relations and figures of policy news, each tied to the sentence that states it."
_DESCRIPTION_ZH = "政策新闻中的实体、关系与数据，每条陈述都附有原句。"

Fact = tuple[str, str, str]  # modality, relation, object id


class GraphMapping:
    """Makes the blocks of graph records in one notation."""

    def __init__(self, notation: Notation) -> None:
        self.notation = notation
        self.shared = SharedBlocks(notation)
        selectors = Selectors(notation)
        evidence = EvidenceBlocks(notation, selectors)
        self._entities = EntityBlocks(notation, selectors, evidence)
        self._statements = StatementBlocks(notation, evidence, self.shared)

    def record(self, record: Record, facts: Iterable[Fact] = ()) -> list[Block]:
        """Return the blocks of one record; posts and periods aside, which wait in ``shared``.

        Args:
            facts: the direct triples of an entity, sorted.

        Raises:
            SchemaError: the record breaks the vocabulary.
            IdentifierError: no IRI can be made of its id, or two of its parts claim one.
        """
        if isinstance(record, r.Statement):
            return self._statements.statement(record)
        if isinstance(record, r.Entity):
            return self._entities.entity(record, self.fact_pairs(facts))
        if isinstance(record, r.ObservationNode):
            return self._statements.observation(record)
        return self._entities.document(record)

    def fact_pairs(self, facts: Iterable[Fact]) -> list[str]:
        """Return direct triples, without their subject."""
        n, w = self.notation, self.notation.words
        return [
            f"{w[f'pkg:{relation}' if modality == vocab.DONE else f'{modality}:{relation}']} {n.node(object_)}"
            for modality, relation, object_ in facts
        ]

    def blocks(self, records: Iterable[Record], facts: Iterable[tuple[str, list[Fact]]]) -> Iterator[Block]:
        """Yield the blocks of records in their order, then those of the posts and periods that they share.

        Args:
            records: entities sorted by id.
            facts: the direct triples of all statements among the records, by subject, sorted (``facts_of``).
        """
        self.shared.begin()
        shared, strays = SortedRows(), SortedRows()
        groups = iter(facts)
        group = next(groups, None)
        for record in records:
            own: list[Fact] = []
            if isinstance(record, r.Entity):
                while group is not None and group[0] < record.id:
                    _stray(strays, *group)
                    group = next(groups, None)
                if group is not None and group[0] == record.id:
                    own = group[1]
                    group = next(groups, None)
            yield from self.record(record, own)
            for subject, pairs in self.shared.take():
                shared.add(subject, "", "\n".join(pairs).encode())
        while group is not None:
            _stray(strays, *group)
            group = next(groups, None)
        for subject, own in _facts_by_subject(strays):
            yield self.notation.node(subject), self.fact_pairs(own)
        for subject, _, pairs_text in shared:
            yield subject, pairs_text.decode().split("\n")

    def dataset(self, counts: Mapping[type, int]) -> Block:
        """Return the block that describes the data set: where its IRIs stand, its vocabulary, how much it holds."""
        n, w = self.notation, self.notation.words
        pairs = [
            f"{w['a']} {w['void:Dataset']}",
            f"{w['a']} {w['dcat:Dataset']}",
            f"{w['dcterms:title']} {n.english('Knowledge graph of policy news')}",
            f"{w['dcterms:title']} {n.chinese('政策新闻知识图谱')}",
            f"{w['dcterms:description']} {n.english(_DESCRIPTION_EN)}",
            f"{w['dcterms:description']} {n.chinese(_DESCRIPTION_ZH)}",
            f"{w['void:uriSpace']} {n.text(n.base)}",
            f"{w['void:vocabulary']} <{ns.ONTOLOGY}>",
            f"{w['dcterms:conformsTo']} <{ns.VERSION}>",
        ]
        named = {"documents": r.DocumentNode, "entities": r.Entity, "statements": r.Statement}
        named["observations"] = r.ObservationNode
        pairs += [f"{w[f'pkg:{name}']} {n.integer(counts[kind])}" for name, kind in named.items()]
        return f"<{n.base}>", pairs


def facts_of(statements: Iterable[r.Statement]) -> Iterator[tuple[str, list[Fact]]]:
    """Yield the direct triples of statements by the id of their subject, sorted.

    A post with no body named is a triple too: its subject ``holds`` the post.
    """
    rows = SortedRows()
    for s in statements:
        if s.object is not None:
            rows.add(s.subject, f"{s.modality}\n{s.type}\n{s.object}")
        elif s.type == "holdsPost" and s.role is not None:
            rows.add(s.subject, f"{s.modality}\nholds\n{post_id(None, s.role)}")
    return _facts_by_subject(rows)


def _facts_by_subject(rows: SortedRows) -> Iterator[tuple[str, list[Fact]]]:
    for subject, own in groupby(rows, key=lambda row: row[0]):
        facts = []
        for _, place, _ in own:
            modality, relation, object_ = place.split("\n", 2)
            facts.append((modality, relation, object_))
        yield subject, facts


def _stray(strays: SortedRows, subject: str, facts: Iterable[Fact]) -> None:
    for fact in facts:
        strays.add(subject, "\n".join(fact))


def counted(records: Iterable[Record], counts: Counter[type]) -> Iterator[Record]:
    """Yield records and count them by kind on the way."""
    for record in records:
        counts[type(record)] += 1
        yield record
