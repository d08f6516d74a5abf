"""The ontology against the program's words, against the vocabularies it reuses, and by itself."""

from __future__ import annotations

import importlib.util
import itertools
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest
import rdflib
import rdflib.namespace as w3
from rdf.graphs import page
from rdflib.namespace import ORG, OWL, PROV, RDF, RDFS, SKOS, Namespace
from setuptools import Distribution

from kg import vocab
from kg.rdf import namespaces as ns
from kg.rdf import to_rdflib
from kg.rdf.entity_blocks import ATTRIBUTES
from kg.rdf.ontology import FILES, path_of, superclasses

ROOT = Path(__file__).parents[2]
PKG = Namespace(ns.PKG)
OA = Namespace(ns.OA)
ELI = Namespace("http://data.europa.eu/eli/ontology#")
WGS84 = Namespace(ns.WGS84)
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
REUSED = {
    "dcat": w3.DCAT, "dcterms": w3.DCTERMS, "eli": ELI, "foaf": FOAF, "geo": w3.GEO, "oa": OA, "org": ORG, "owl": OWL,
    "pkg": PKG, "prov": PROV, "rdf": RDF, "rdfs": RDFS, "sdo": w3.SDO, "skos": SKOS, "time": w3.TIME, "vann": w3.VANN,
    "void": w3.VOID, "wgs84": WGS84, "xsd": w3.XSD,
}  # fmt: skip
OURS = ("policy.ttl", "modal.ttl", "concepts.ttl", "alignments.ttl")


@cache
def ontology(*names: str) -> rdflib.Graph:
    graph = rdflib.Graph()
    for name in names or OURS:
        graph.parse(path_of(name))
    return graph


@cache
def reused() -> rdflib.Graph:
    """The copies of the reused vocabularies."""
    graph = rdflib.Graph()
    for path in sorted((Path(__file__).parent / "vocabularies").glob("*.ttl")):
        graph.parse(path)
    return graph


def _iri(name: str) -> rdflib.URIRef:
    prefix, local = name.split(":")
    return rdflib.URIRef(str(REUSED[prefix]) + local)


# ---- the program's words ------------------------------------------------------------------------------------


def test_entity_types_are_the_leaves_below_entity() -> None:
    below = [name for name, uppers in superclasses().items() if "Entity" in uppers]
    uppers = {upper for name in below for upper in superclasses()[name]}
    assert sorted(set(below) - uppers) == sorted(vocab.ENTITY_TYPES)


@pytest.mark.parametrize("relation", vocab.RELATION_TYPES.values(), ids=lambda x: x.name)
def test_relations_have_domain_range_and_inverse(relation: vocab.RelationType) -> None:
    graph = ontology("policy.ttl")
    term = PKG[relation.name]
    assert (term, RDFS.subPropertyOf, PKG.related) in graph
    for predicate, types in ((RDFS.domain, relation.heads), (RDFS.range, relation.tails)):
        [class_] = graph.objects(term, predicate)
        below = {str(x).removeprefix(ns.PKG) for x in graph.transitive_subjects(RDFS.subClassOf, class_)}
        assert below & set(vocab.ENTITY_TYPES) == types
    symmetric = (term, RDF.type, OWL.SymmetricProperty) in graph
    assert symmetric == relation.symmetric
    assert symmetric or len(list(graph.objects(term, OWL.inverseOf))) == 1


def test_there_are_no_further_relations() -> None:
    below = {str(x).removeprefix(ns.PKG) for x in ontology("policy.ttl").subjects(RDFS.subPropertyOf, PKG.related)}
    assert below == set(vocab.RELATION_TYPES)


@pytest.mark.parametrize("modality", ns.MODAL)
def test_each_modality_has_a_property_for_each_relation(modality: str) -> None:
    graph = ontology("policy.ttl", "modal.ttl")
    for name in (*vocab.RELATION_TYPES, "holds"):
        term = rdflib.URIRef(ns.MODAL[modality] + name)
        assert graph.value(term, PKG.modalityOf) == PKG[name]
        assert graph.value(term, RDFS.domain) == graph.value(PKG[name], RDFS.domain)
        assert graph.value(term, RDFS.range) == graph.value(PKG[name], RDFS.range)
        assert (term, RDFS.subPropertyOf, None) not in graph


def test_modalities_but_denied_and_done_have_a_namespace() -> None:
    assert {*ns.MODAL, vocab.DONE, vocab.DENIED} == set(vocab.MODALITIES)


@pytest.mark.parametrize(
    ("scheme", "values"),
    [
        ("modality", [m for m in vocab.MODALITIES if m != vocab.DENIED]),
        ("kind", vocab.OBSERVATION_KINDS),
        ("qualifier", vocab.QUALIFIERS),
    ],
)
def test_concept_schemes_hold_the_values(scheme: str, values: list[str]) -> None:
    found = ontology("concepts.ttl").subjects(SKOS.inScheme, rdflib.URIRef(ns.CONCEPT + scheme))
    assert sorted(map(str, found)) == sorted(f"{ns.CONCEPT}{scheme}-{v}" for v in values)


def test_attributes_with_a_property_of_ours_are_declared() -> None:
    for predicate, _ in ATTRIBUTES.values():
        if predicate.startswith("pkg:"):
            assert (_iri(predicate), RDF.type, OWL.DatatypeProperty) in ontology("policy.ttl")


def test_the_data_use_declared_terms_alone() -> None:
    declared = {str(x) for x in ontology().subjects(RDF.type, None)} | set(map(str, reused().subjects()))
    builtin = (str(RDF), str(RDFS), str(w3.XSD), ns.ATTRIBUTE)
    used = {str(p) for _, p, _ in to_rdflib(page())}
    used |= {str(o) for o in to_rdflib(page()).objects(None, RDF.type)}
    used |= {str(o) for _, _, o in to_rdflib(page()) if str(o).startswith((ns.PKG, ns.CONCEPT))}
    assert sorted(x for x in used if x not in declared and not x.startswith(builtin)) == []


def test_prefixes_are_those_of_the_program() -> None:
    text = path_of("prefixes.ttl").read_text()
    assert dict(re.findall(r"@prefix (\w+): <([^>]+)> \.", text)) == ns.prefixes()


# ---- form ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*FILES, *(f"examples/{x}" for x in ("valid/City.ttl", "invalid/City.ttl"))])
def test_files_parse_in_two_parsers(name: str) -> None:
    path = path_of(name)
    strict = sum(1 for _ in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    assert strict == len(rdflib.Graph().parse(path))


def test_the_header_has_version_licence_and_titles() -> None:
    graph = ontology("policy.ttl")
    head = rdflib.URIRef(ns.ONTOLOGY)
    assert graph.value(head, OWL.versionIRI) == rdflib.URIRef(ns.VERSION)
    assert ns.VERSION.endswith("/" + str(graph.value(head, OWL.versionInfo)))
    assert graph.value(head, w3.DCTERMS.license)
    assert {x.language for x in graph.objects(head, w3.DCTERMS.title)} == {"zh", "en"}


def test_every_term_has_names_and_definitions_in_chinese_and_english() -> None:
    graph = ontology("policy.ttl")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, RDFS.Datatype)
    terms = sorted({t for kind in kinds for t in graph.subjects(RDF.type, kind)})
    assert len(terms) > 100
    for term in terms:
        for predicate in (RDFS.label, SKOS.definition):
            assert sorted(x.language for x in graph.objects(term, predicate)) == ["en", "zh"], term


def test_names_are_unique_in_each_language() -> None:
    graph = ontology("policy.ttl")
    for kind in (OWL.Class,):
        names = [n for t in graph.subjects(RDF.type, kind) for n in graph.objects(t, RDFS.label)]
        assert len(names) == len(set(names))


# What an axiom of OWL 2 RL may hold, as far as the ontology's own constructs go: named classes, hasValue on the right
# of subClassOf, and no union, complement, cardinality, someValuesFrom or oneOf anywhere.
ALLOWED = {
    OWL.Ontology, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.FunctionalProperty,
    OWL.SymmetricProperty, OWL.Restriction, OWL.AllDisjointClasses, OWL.onProperty, OWL.hasValue, OWL.members,
    OWL.inverseOf, OWL.versionIRI, OWL.versionInfo, OWL.imports,
}  # fmt: skip


def test_the_profile_is_owl_2_rl() -> None:
    used = {x for t in ontology() for x in t if isinstance(x, rdflib.URIRef) and x.startswith(str(OWL))}
    assert used <= ALLOWED


# ---- reused vocabularies ------------------------------------------------------------------------------------


def foreign_terms() -> set[str]:
    """Return the terms of other vocabularies that the ontology, its alignments and the data use."""
    builtin = (str(OWL), str(RDF), str(RDFS), str(w3.XSD))
    terms = {str(x) for t in (*ontology(), *to_rdflib(page())) for x in t if isinstance(x, rdflib.URIRef)}
    spaces = [str(x) for name, x in REUSED.items() if name != "pkg"]
    return {t for t in terms if t.startswith(tuple(spaces)) and not t.startswith(builtin)}


def test_every_reused_term_exists() -> None:
    declared = {str(x) for x in reused().subjects(RDF.type, None)}
    assert sorted(foreign_terms() - declared) == []


@pytest.mark.parametrize("prefix", ["dcat", "dcterms", "geo", "org", "prov", "sdo", "skos", "time", "vann", "void"])
def test_the_copies_hold_terms_that_rdflib_knows_too(prefix: str) -> None:
    terms = [t for t in foreign_terms() if t.startswith(str(REUSED[prefix]))]
    assert terms
    assert [t for t in terms if t not in REUSED[prefix]] == []


@pytest.mark.parametrize("name", ["prov", "skos", "void"])
def test_the_copies_have_the_domains_and_ranges_that_pylode_has(name: str) -> None:
    published = rdflib.Graph().parse(_pylode_folder() / f"{name}.ttl")
    for term in map(rdflib.URIRef, foreign_terms()):
        if term.startswith(str(REUSED[name])):
            for predicate in (RDFS.domain, RDFS.range):
                stated = {x for x in published.objects(term, predicate) if isinstance(x, rdflib.URIRef)}
                assert stated == {x for x in reused().objects(term, predicate) if isinstance(x, rdflib.URIRef)}, term


def _pylode_folder() -> Path:
    spec = importlib.util.find_spec("pylode")
    assert spec and spec.origin
    return Path(spec.origin).parent / "rdf"


ALIGNED = sorted(
    (s, o)
    for s, o in ontology("alignments.ttl").subject_objects(RDFS.subPropertyOf)
    if (s, RDFS.range, None) in ontology()
)


@pytest.mark.parametrize(("ours", "theirs"), ALIGNED, ids=[str(x).removeprefix(ns.PKG) for x, _ in ALIGNED])
def test_a_property_below_a_reused_one_keeps_its_range_of_literals(ours: rdflib.URIRef, theirs: rdflib.URIRef) -> None:
    """Reasoners say nothing of literals: a year below a property of days would pass them."""
    [own] = ontology().objects(ours, RDFS.range)
    for stated in reused().objects(theirs, RDFS.range):
        assert not stated.startswith(str(w3.XSD)) or stated == own


def _reused_axioms() -> rdflib.Graph:
    """Return the axioms of the reused vocabularies, and that some of their classes exclude each other."""
    graph = rdflib.Graph()
    for triple in reused():
        graph.add(triple)
    for one, other in itertools.combinations(
        [w3.GEO.Feature, w3.GEO.Geometry, w3.TIME.TemporalEntity, OA.Selector, SKOS.Concept], 2
    ):
        graph.add((one, OWL.disjointWith, other))
    for one, other in itertools.combinations([w3.SDO.Person, w3.SDO.Organization, w3.SDO.Place, w3.SDO.Event], 2):
        graph.add((one, OWL.disjointWith, other))
    graph.add((PROV.Entity, OWL.disjointWith, FOAF.Agent))
    return graph


def _errors(*graphs: rdflib.Graph) -> list[str]:
    """Return the inconsistencies that OWL RL finds."""
    closed = rdflib.Graph()
    for graph in (*graphs, ontology(), _reused_axioms()):
        for triple in graph:
            closed.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    errors = rdflib.Namespace("http://www.daml.org/2002/03/agents/agent-ont#")
    return sorted(str(o) for _, o in closed.subject_objects(errors.error))


def test_data_and_alignments_are_consistent_under_owl_rl() -> None:
    """No domain or range of a reused term puts anything into two classes that exclude each other."""
    assert _errors(to_rdflib(page())) == []


def test_an_entity_of_two_types_is_inconsistent() -> None:
    graph = rdflib.Graph()
    graph.add((PKG.x, RDF.type, PKG.City))
    graph.add((PKG.x, RDF.type, PKG.Company))
    assert any("disjoint" in e.lower() for e in _errors(graph))


def test_a_place_as_holder_of_a_post_is_inconsistent() -> None:
    """It goes the whole way: pkg:holder, its range NaturalPerson, sdo:Person, disjoint with sdo:Place."""
    graph = rdflib.Graph()
    graph.add((PKG.tenure, PKG.holder, PKG.x))
    graph.add((PKG.x, RDF.type, PKG.City))
    assert _errors(graph)


def test_a_tenure_is_a_membership_after_reasoning() -> None:
    closed = rdflib.Graph()
    for triple in (*to_rdflib(page()), *ontology()):
        closed.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    data = rdflib.Namespace(ns.BASE)
    assert (data["statement-0002"], RDF.type, ORG.Membership) in closed
    assert (data["statement-0002"], ORG.member, data["official-00000000000000b1"]) in closed
    assert (data["statement-0001"], PROV.wasDerivedFrom, None) in closed
    assert (data["port-ports-tongjiang"], RDF.type, w3.GEO.Feature) in closed


# ---- installed package --------------------------------------------------------------------------------------


def test_the_build_copies_the_ontology_into_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    spec = importlib.util.spec_from_file_location("setup_script", ROOT / "setup.py")
    assert spec and spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    command = script.BuildWithOntology(Distribution({"name": "x", "packages": []}))
    command.build_lib = str(tmp_path)
    command.ensure_finalized()
    command.run()
    copied = tmp_path / "kg" / "rdf" / "ontology_files"
    assert {name: (copied / name).read_bytes() for name in FILES} == {
        name: path_of(name).read_bytes() for name in FILES
    }


def test_the_ontology_is_found_from_any_folder(tmp_path: Path) -> None:
    code = "from kg.rdf.ontology import path_of; print(path_of('policy.ttl').is_file())"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"
