"""The SHACL gate: examples, the report, batches."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdf.graphs import page

from kg import records as r
from kg import vocab
from kg.graph.stream import GraphRecords
from kg.jsonl import graph_lines, write_lines
from kg.rdf import namespaces as ns
from kg.rdf.gate import violations
from kg.rdf.ontology import path_of
from kg.rdf.shapes import validate, validate_triples
from kg.registers.loader import load_registers

EXAMPLES = path_of("policy.ttl").parent / "examples"
VALID = sorted((EXAMPLES / "valid").glob("*.ttl"))
INVALID = sorted((EXAMPLES / "invalid").glob("*.ttl"))
SHAPES = re.findall(r"^shape:(\w+) a sh:NodeShape", path_of("policy-shapes.ttl").read_text(), re.MULTILINE)


def test_every_type_has_a_valid_example() -> None:
    assert {*vocab.ENTITY_TYPES, "Statement", "Tenure", "Observation", "Document", "FormerEntity"} <= {
        p.stem for p in VALID
    }


def test_every_shape_has_an_example_that_breaks_it() -> None:
    assert sorted(p.stem for p in INVALID) == sorted(SHAPES)
    assert len(INVALID) == 53


def test_every_type_and_relation_has_a_shape() -> None:
    assert {*vocab.ENTITY_TYPES, *vocab.RELATION_TYPES} <= set(SHAPES)


@pytest.mark.parametrize("path", VALID, ids=lambda p: p.stem)
def test_valid_examples_conform(path: Path) -> None:
    assert validate_triples(rdflib.Graph().parse(path)) == ()


@pytest.mark.parametrize("path", INVALID, ids=lambda p: p.stem)
def test_invalid_examples_break_the_shape_of_their_name_alone(path: Path) -> None:
    assert {shape for _, shape in validate_triples(rdflib.Graph().parse(path))} == {path.stem}


def test_the_shapes_are_valid_shacl() -> None:
    conforms, _, text = pyshacl.validate(
        rdflib.Graph(), shacl_graph=rdflib.Graph().parse(path_of("policy-shapes.ttl")), meta_shacl=True
    )
    assert conforms, text


def test_every_division_of_the_registers_has_a_code_of_its_level() -> None:
    divisions = [e for e in load_registers().entries.values() if e.type in vocab.DIVISION_TYPES]
    chosen = [e for e in divisions if e.code.startswith("gbt2260:71") or e.code.endswith(("00", "01"))]
    entities = tuple(r.Entity(id=f"e{n}", type=e.type, name=e.name, link=e.code) for n, e in enumerate(chosen))
    assert not set(violations(GraphRecords(r.Graph(entities=entities))))
    county = r.Entity(id="e1", type=vocab.COUNTY, name="台湾省", link="gbt2260:710000")
    assert {v.shape for v in violations(GraphRecords(r.Graph(entities=(county,))))} >= {"County"}


def test_the_shapes_of_relations_admit_the_types_of_the_vocabulary() -> None:
    """The shape of a relation names the domain and range that the ontology gives it."""
    shapes = rdflib.Graph().parse(path_of("policy-shapes.ttl"))
    policy = rdflib.Graph().parse(path_of("policy.ttl"))
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    for name in vocab.RELATION_TYPES:
        shape, term = rdflib.URIRef(f"{ns.ONTOLOGY}/shape#{name}"), rdflib.URIRef(ns.PKG + name)
        assert shapes.value(shape, sh["class"]) == policy.value(term, rdflib.RDFS.domain)
        inner = shapes.value(shape, sh.property)
        assert shapes.value(inner, sh["class"]) == policy.value(term, rdflib.RDFS.range)
        assert set(shapes.objects(shape, sh.targetSubjectsOf)) == {
            rdflib.URIRef(space + name) for space in (ns.PKG, *ns.MODAL.values())
        }


# ---- the gate on records ------------------------------------------------------------------------------------


def _changed(**fields) -> r.Graph:
    statements = (dataclasses.replace(page().statements[0], **fields), *page().statements[1:])
    return dataclasses.replace(page(), statements=statements)


@pytest.mark.parametrize("size", [1, 3, 2000])
def test_a_good_graph_conforms_in_any_batches(size: int) -> None:
    report = validate(page(), size)
    assert report.conforms
    assert report.records == 17


def test_a_file_is_checked_like_a_graph(tmp_path: Path) -> None:
    write_lines(tmp_path / "graph.jsonl", graph_lines(page()))
    assert validate(tmp_path / "graph.jsonl") == validate(page())


@pytest.mark.parametrize("size", [1, 2, 2000])
def test_a_relation_to_the_wrong_type_names_its_sentence(size: int) -> None:
    found = validate(_changed(type="heldIn"), size).violations
    assert {v.shape for v in found} == {"heldIn"}
    assert {v.record for v in found} == {"statement-0001"}
    assert {v.name for v in found} == {"林知远 heldIn 王海"}
    assert all("会见" in v.quote and v.document == "doc-1" for v in found)


def test_a_statement_without_evidence_is_found() -> None:
    [found] = validate(_changed(evidence=())).violations
    assert (found.shape, found.record, found.message) == (
        "Evidenced",
        "statement-0001",
        "has no evidence and is not inferred",
    )


def test_an_end_before_the_start_is_found_at_any_precision() -> None:
    assert [v.shape for v in validate(_changed(start="2024-08-19", end="2024-07")).violations] == ["Interval"]
    assert validate(_changed(start="2024-08-19", end="2024")).conforms


def test_dangling_ends_and_documents_are_found() -> None:
    lost = dataclasses.replace(page(), entities=page().entities[1:], documents=page().documents[1:])
    found = {(v.record, v.shape) for v in validate(lost).violations}
    assert ("statement-0006", "locatedIn") in found
    assert ("statement-0006", "Statement") in found
    assert ("statement-0002", "Evidence") in found


def test_a_nameless_entity_is_found_with_its_document() -> None:
    entities = tuple(dataclasses.replace(e, name="") if e.type == "Official" else e for e in page().entities)
    found = [v for v in validate(dataclasses.replace(page(), entities=entities)).violations if v.shape == "Entity"]
    assert [(v.record, v.message, v.document) for v in found] == [
        ("official-00000000000000b1", "has not exactly one name", "doc-1")
    ]


def test_batches_find_the_same() -> None:
    bad = _changed(type="heldIn", start="2025", end="2024", evidence=())
    assert set(validate(bad, 1).violations) == set(validate(bad, 2000).violations)
