"""SHACL validation by pySHACL against ``ontology/policy-shapes.ttl``, in batches of records: the arbiter of the gate.

A batch holds some records with all that hangs on them (evidence, mentions, selectors, direct triples), and of the
entities and documents they refer to the types alone; findings about those are left to their own batch. So the time
grows with the number of records. (pySHACL's option of focus nodes searches a list and is quadratic in its length.)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, islice

import pyshacl
import rdflib
from rdflib.namespace import RDF, RDFS, SH

from kg import records as r
from kg import vocab
from kg.errors import SchemaError
from kg.graph.stream import Record
from kg.rdf import namespaces as ns
from kg.rdf.blocks import Block, block_lines
from kg.rdf.findings import Context, Report, Result, Violation, in_order, local_names, violation
from kg.rdf.mapping import GraphMapping, facts_of
from kg.rdf.notation import Notation
from kg.rdf.ontology import path_of, superclasses
from kg.rdf.source import Source, records_of, stream_of

BATCH_RECORDS = 500
_RELATION_SHAPES = (*vocab.RELATION_TYPES, "holds")
_SHAPE = ns.ONTOLOGY + "/shape#"


def validate(source: Source, batch_records: int = BATCH_RECORDS) -> Report:
    """Check every record of the graph against the shapes.

    Raises:
        SchemaError: a record breaks the vocabulary so that it has no RDF form.
        IdentifierError: an id makes no IRI.
    """
    context = Context(stream_of(source))
    found: list[Violation] = []
    count = 0
    records = iter(records_of(source))
    while batch := list(islice(records, batch_records)):
        found += _validate_batch(batch, context)
        count += len(batch)
    return Report(records=count, violations=tuple(found))


def validate_triples(triples: rdflib.Graph) -> tuple[tuple[str, str], ...]:
    """Check triples as they are, with the classes of the ontology.

    Returns:
        (IRI of the node, name of the shape) of every broken shape, sorted.
    """
    graph = rdflib.Graph()
    for triple in chain(triples, _class_triples()):
        graph.add(triple)
    results = _results(graph)
    return tuple(sorted({(str(node), shape) for node, shape, _, _ in results}))


def _validate_batch(batch: Sequence[Record], context: Context) -> list[Violation]:
    notation = Notation(short=False)
    statements = [x for x in batch if isinstance(x, r.Statement)]
    blocks = list(GraphMapping(notation).blocks(batch, facts_of(statements)))
    graph = rdflib.Graph()
    graph.parse(data="".join(map(block_lines, chain(blocks, _stubs(batch, context, notation)))), format="nt")
    for triple in _class_triples():
        graph.add(triple)
    by_node = local_names(batch)
    found = []
    for result in _results(graph):
        local, shape = result[0].removeprefix(ns.BASE), result[1]
        described_elsewhere = local not in by_node and (local in context.types or local.startswith("document/"))
        if not described_elsewhere or shape in _RELATION_SHAPES:
            found.append(violation(by_node, context, result))
    return in_order(found)


def _stubs(batch: Sequence[Record], context: Context, notation: Notation) -> Iterator[Block]:
    """Yield the types of the entities and documents that the batch refers to outside itself."""
    own = {x.id for x in batch}
    entities, documents = set(), set()
    for x in batch:
        if isinstance(x, r.Statement):
            entities |= {x.subject, x.object or x.subject}
        elif isinstance(x, r.ObservationNode) and x.about is not None:
            entities.add(x.about)
        if isinstance(x, r.Entity):
            documents |= {m.document for m in x.mentions}
        elif isinstance(x, r.Statement | r.ObservationNode):
            documents |= {e.document for e in x.evidence}
    for id_ in sorted(entities - own):
        if id_ in context.types:
            yield notation.node(id_), [f"{notation.words['a']} {notation.words['pkg:' + context.types[id_]]}"]
    for id_ in sorted(documents - own):
        if id_ in context.documents:
            yield notation.document(id_), [f"{notation.words['a']} {notation.words['pkg:Document']}"]


# ---- pySHACL ------------------------------------------------------------------------------------------------


@cache
def _shapes_graph() -> rdflib.Graph:
    return rdflib.Graph().parse(path_of("policy-shapes.ttl"), format="turtle")


@cache
def _class_triples() -> tuple[tuple[rdflib.URIRef, rdflib.URIRef, rdflib.URIRef], ...]:
    pairs = [(below, upper) for below, uppers in superclasses().items() for upper in uppers]
    return tuple((rdflib.URIRef(ns.PKG + b), RDFS.subClassOf, rdflib.URIRef(ns.PKG + u)) for b, u in pairs)


@cache
def _owners() -> Mapping[rdflib.term.Node, rdflib.term.Node]:
    return {inner: shape for shape, inner in _shapes_graph().subject_objects(SH.property)}


def _results(graph: rdflib.Graph) -> list[Result]:
    conforms, report, _ = pyshacl.validate(graph, shacl_graph=_shapes_graph(), inplace=True)
    if conforms:
        return []
    if not isinstance(report, rdflib.Graph):
        raise SchemaError(f"The shapes cannot be applied: {report}")
    results = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        node, message, value, inner = (
            report.value(result, p) for p in (SH.focusNode, SH.resultMessage, SH.value, SH.sourceShape)
        )
        shape = str(_owners().get(inner, inner)) if inner is not None else ""
        results.add((str(node), shape.removeprefix(_SHAPE), str(message), "" if value is None else str(value)))
    return sorted(results)
