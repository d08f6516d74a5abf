"""The SHACL gate of a build: the shapes, compiled, against each record's triples.

It finds what pySHACL finds (``kg.rdf.shapes``, the arbiter) from the same file of shapes, about fifty times as fast.
Records are mapped to triples and grouped by node, and each node is checked where it is described. So a shape may not
count or compare direct triples, which stand with many records; such a shape is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import cast

import pyoxigraph as ox

from kg import records as r
from kg import vocab
from kg.errors import SchemaError
from kg.graph.stream import Record, RecordStream, all_records
from kg.rdf import namespaces as ns
from kg.rdf.blocks import Block
from kg.rdf.findings import Context, Report, Result, Violation, in_order, local_names, violation
from kg.rdf.literals import lexical_form
from kg.rdf.mapping import GraphMapping, facts_of
from kg.rdf.notation import Notation
from kg.rdf.ontology import path_of, superclasses
from kg.rdf.shape_compiler import TYPE, Node, NodeCheck, compile_shapes
from kg.rdf.source import Source, stream_of

BATCH_PARTS = 2_000  # records, their mentions and their evidence
_DOCUMENT = f"<{ns.PKG}Document>"


def violations(stream: RecordStream, batch_parts: int = BATCH_PARTS) -> Iterator[Violation]:
    """Yield what breaks a shape, batch by batch, in each by record.

    In memory stand the types and names of all entities, the ids of the documents and one batch.

    Raises:
        SchemaError: a record breaks the vocabulary so that it has no RDF form.
        IdentifierError: an id makes no IRI.
    """
    context = Context(stream)
    gate = _gate()
    mapping = GraphMapping(Notation(short=False))
    for batch in _batches(all_records(stream), batch_parts):
        nodes = _nodes(mapping, batch)
        results = gate.results(nodes, _Elsewhere(nodes, context))
        if results:
            by_node = local_names(batch)
            yield from in_order({violation(by_node, context, x) for x in results})


def _batches(records: Iterable[Record], parts: int) -> Iterator[list[Record]]:
    batch: list[Record] = []
    gathered = 0
    for record in records:
        batch.append(record)
        gathered += 1 + _parts(record)
        if gathered >= parts:
            yield batch
            batch, gathered = [], 0
    if batch:
        yield batch


def _parts(record: Record) -> int:
    if isinstance(record, r.Entity):
        return sum(len(mention.spans) for mention in record.mentions) + len(record.attribute_evidence)
    return 0 if isinstance(record, r.DocumentNode) else len(record.evidence)


def validate(source: Source) -> Report:
    """Check every record of the graph against the compiled shapes; see ``violations``."""
    stream = stream_of(source)
    return Report(records=sum(1 for _ in all_records(stream)), violations=tuple(violations(stream)))


def _nodes(mapping: GraphMapping, batch: Sequence[Record]) -> dict[str, Node]:
    facts = facts_of(x for x in batch if isinstance(x, r.Statement))
    return nodes_of(mapping.blocks(batch, facts))


def nodes_of(blocks: Iterable[Block]) -> dict[str, Node]:
    """Return what blocks in the long notation say of each subject."""
    nodes: dict[str, Node] = {}
    for subject, pairs in blocks:
        node = nodes.setdefault(subject, {})
        for pair in pairs:
            predicate, _, value = pair.partition(" ")
            values = node.get(predicate)
            if values is None:
                node[predicate] = {value: None}
            else:
                values[value] = None
    return nodes


class _Elsewhere:
    """The classes of what a batch describes and of what it refers to."""

    def __init__(self, nodes: Mapping[str, Node], context: Context) -> None:
        self._nodes = nodes
        self._context = context

    def __call__(self, term: str) -> Iterable[str]:
        node = self._nodes.get(term)
        if node is not None and TYPE in node:
            return node[TYPE]
        local = term[1:-1].removeprefix(ns.BASE)
        if local in self._context.types:
            return (f"<{ns.PKG}{self._context.types[local]}>",)
        name = local.removeprefix("document/")
        if name != local and ns.document_id(name) in self._context.documents:
            return (_DOCUMENT,)
        return ()


class Gate:
    """The compiled shapes, by what they are about."""

    def __init__(self, checks: Sequence[NodeCheck]) -> None:
        self._checks = checks
        self._by_predicate: dict[str, list[NodeCheck]] = {}
        for check in checks:
            for predicate in check.target_predicates:
                self._by_predicate.setdefault(predicate, []).append(check)
        self._by_types: dict[tuple[str, ...], list[NodeCheck]] = {}
        self._above: dict[tuple[str, ...], frozenset[str]] = {}

    def results(self, nodes: Mapping[str, Node], types_of: Callable[[str], Iterable[str]]) -> list[Result]:
        """Return what is broken, sorted as pySHACL's results are.

        Args:
            types_of: the classes that a node is said to have, here or elsewhere.
        """
        found: set[Result] = set()
        asked: dict[NodeCheck, list[str]] = {}
        known: dict[str, frozenset[str]] = {}

        def classes_of(term: str) -> frozenset[str]:
            classes = known.get(term)
            if classes is None:
                classes = known[term] = self._with_superclasses(tuple(types_of(term)))
            return classes

        for subject, node in nodes.items():
            for check in self._checks_of(node):
                for message, value in check.broken(subject, node, classes_of):
                    found.add((subject[1:-1], check.name, message, lexical_form(value) if value else ""))
                if check.queries:
                    asked.setdefault(check, []).append(subject)
        for check, subjects in asked.items():
            found.update(_query_results(check, subjects, nodes))
        return sorted(found)

    def _checks_of(self, node: Node) -> list[NodeCheck]:
        types = tuple(node.get(TYPE, ()))
        checks = self._by_types.get(types)
        if checks is None:
            classes = self._with_superclasses(types)
            checks = self._by_types[types] = [x for x in self._checks if x.target_classes & classes]
        by_predicate = [x for p in node if p in self._by_predicate for x in self._by_predicate[p]]
        return [*checks, *by_predicate] if by_predicate else checks

    def _with_superclasses(self, types: tuple[str, ...]) -> frozenset[str]:
        if types not in self._above:
            found = set(types)
            for type_ in types:
                local = type_[1:-1].removeprefix(ns.PKG)
                found.update(f"<{ns.PKG}{x}>" for x in superclasses().get(local, ()))
            self._above[types] = frozenset(found)
        return self._above[types]


def _query_results(check: NodeCheck, subjects: Sequence[str], nodes: Mapping[str, Node]) -> Iterator[Result]:
    """Ask the SPARQL constraints of a shape about the own triples of nodes."""
    store = ox.Store()
    lines = [f"{s} {p} {o} .\n" for s in subjects for p, values in nodes[s].items() for o in values]
    store.load("".join(lines), format=ox.RdfFormat.N_TRIPLES)
    for query in check.queries:
        for row in cast("ox.QuerySolutions", store.query(query.text, prefixes=query.prefixes)):
            focus = cast("ox.NamedNode", row["this"]).value
            yield focus, check.name, query.message, focus


def _checked(checks: tuple[NodeCheck, ...]) -> tuple[NodeCheck, ...]:
    """Refuse shapes that one record's triples cannot answer."""
    spaces = (ns.PKG, *ns.MODAL.values())
    facts = {f"<{space}{name}>" for space in spaces for name in (*vocab.RELATION_TYPES, "holds")}
    for check in checks:
        paths = [(p, set(p.path)) for p in check.properties]
        about_facts = check.target_predicates & facts
        within = all(path <= facts and not p.least and p.most == float("inf") and not p.needed for p, path in paths)
        apart = not any(path & facts for _, path in paths)
        sides = [set(p.path) for each in check.alternatives for side in each for p in side.properties]
        if any(path & facts for path in sides) or not (within if about_facts else apart):
            raise SchemaError(
                f"The shape {check.name} counts direct triples, or joins them with other properties. They stand with "
                "many records, and the gate sees one at a time; say it of the statement's node."
            )
    return checks


@cache
def _gate() -> Gate:
    return Gate(_checked(compile_shapes(path_of("policy-shapes.ttl"))))
