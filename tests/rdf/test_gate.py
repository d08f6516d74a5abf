"""The gate finds what pySHACL finds: on the examples, on graphs made bad on purpose, on graphs of any text."""

from __future__ import annotations

import dataclasses
import re
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdf.graphs import page
from rdf.strategies import graphs, names

from kg import records as r
from kg.errors import SchemaError
from kg.graph.stream import GraphRecords
from kg.rdf import gate, shapes
from kg.rdf import namespaces as ns
from kg.rdf.blocks import block_lines
from kg.rdf.findings import as_rejected
from kg.rdf.notation import Notation
from kg.rdf.ontology import path_of
from kg.rdf.shape_compiler import TYPE, compile_shapes
from kg.rdf.source import blocks_of

EXAMPLES = sorted(path_of("policy.ttl").parent.glob("examples/*/*.ttl"))
SHAPES = path_of("policy-shapes.ttl")


def by_gate(lines: list[str]) -> list[tuple[str, ...]]:
    """What the gate finds in lines of N-Triples."""
    pairs = [line.removesuffix(" .\n").split(" ", 1) for line in lines]
    nodes = gate.nodes_of((subject, [pair]) for subject, pair in pairs)
    return gate._gate().results(nodes, lambda term: nodes.get(term, {}).get(TYPE, ()))


def by_pyshacl(lines: list[str]) -> list[tuple[str, ...]]:
    """What pySHACL finds in them."""
    graph = rdflib.Graph().parse(data="".join(lines), format="nt")
    for triple in shapes._class_triples():
        graph.add(triple)
    return shapes._results(graph)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_the_examples(path: Path) -> None:
    triples = [q.triple for q in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)]
    lines = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode().splitlines(keepends=True)
    found = by_gate(lines)
    assert found == by_pyshacl(lines)
    assert {shape for _, shape, _, _ in found} == ({path.stem} if path.parent.name == "invalid" else set())


# ---- triples made bad ---------------------------------------------------------------------------------------

GOOD = sorted({line for b in blocks_of(page(), Notation(short=False)) for line in block_lines(b).splitlines(True)})
OBJECTS = [
    *sorted({line.removesuffix(" .\n").split(" ", 2)[2] for line in GOOD}),
    '""', '"x"@zh', '"男"', '"王海书记"@zh', '"7"', '"-1"^^<http://www.w3.org/2001/XMLSchema#integer>',
    '"many"^^<http://www.w3.org/2001/XMLSchema#integer>', '"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>',
    '"1"^^<http://www.w3.org/2001/XMLSchema#integer>', '"2024-02-30"^^<http://www.w3.org/2001/XMLSchema#date>',
    '"2024-08"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>', '"1999"^^<http://www.w3.org/2001/XMLSchema#gYear>',
    '"gbt2260:230100"', '"no code"', '"line\\none \\"two\\""',
]  # fmt: skip


@st.composite
def changes(draw: st.DrawFn) -> list[str]:
    """Draw the triples of the page with some gone, some doubled with another object, some with another one instead."""
    lines = set(GOOD)
    for line in draw(st.lists(st.sampled_from(GOOD), min_size=1, max_size=12, unique=True)):
        subject, predicate, _ = line.split(" ", 2)
        how = draw(st.sampled_from(["drop", "double", "replace"]))
        if how != "double":
            lines.discard(line)
        if how != "drop":
            lines.add(f"{subject} {predicate} {draw(st.sampled_from(OBJECTS))} .\n")
    return sorted(lines)


@settings(max_examples=30, suppress_health_check=list(HealthCheck), deadline=None)
@given(changes())
def test_triples_made_bad(lines: list[str]) -> None:
    assert by_gate(lines) == by_pyshacl(lines)


# ---- records made bad ---------------------------------------------------------------------------------------


@settings(max_examples=15, suppress_health_check=list(HealthCheck), deadline=None)
@given(graph=graphs(names), size=st.integers(1, 20))
def test_graphs_of_any_text(graph: r.Graph, size: int) -> None:
    expected = shapes.validate(graph).violations
    assert sorted(map(str, set(gate.violations(GraphRecords(graph), size)))) == sorted(map(str, set(expected)))


def _with_statement(**fields: object) -> r.Graph:
    statements = (dataclasses.replace(page().statements[0], **fields), *page().statements[1:])
    return dataclasses.replace(page(), statements=statements)


@pytest.mark.parametrize(
    ("graph", "shape"),
    [
        (_with_statement(type="heldIn"), "heldIn"),
        (_with_statement(evidence=()), "Evidenced"),
        (_with_statement(start="2024-08-19", end="2024-07"), "Interval"),
        (_with_statement(start="tomorrow"), "Qualified"),
        (_with_statement(object="person-0"), "Statement"),
        (dataclasses.replace(page(), documents=page().documents[1:]), "Evidence"),
    ],
)
def test_a_violation_names_its_record_and_its_sentence(graph: r.Graph, shape: str) -> None:
    found = list(gate.violations(GraphRecords(graph)))
    assert set(found) == set(shapes.validate(graph).violations)
    first = next(v for v in found if v.shape == shape)
    line = as_rejected(first)
    assert line.stage == "shapes"
    assert first.message in line.reason
    assert shape in line.detail


def test_a_good_graph_passes() -> None:
    assert list(gate.violations(GraphRecords(page()), 3)) == []


def test_time_grows_with_the_size_of_one_entity_too() -> None:
    """A city that many documents name: comparing each mention with each would take half a minute."""
    begun = time.process_time()
    nodes = gate.nodes_of([("<city>", [f"<mention> <city.m.{i}>" for i in range(60_000)] * 2)])
    assert len(nodes["<city>"]["<mention>"]) == 60_000
    assert time.process_time() - begun < 5


# ---- the compiler -------------------------------------------------------------------------------------------


def _compiled(tmp_path: Path, change: Callable[[str], str]) -> None:
    text = SHAPES.read_text(encoding="utf-8")
    changed = change(text)
    assert changed != text
    (tmp_path / "shapes.ttl").write_text(changed, encoding="utf-8")
    gate._checked(compile_shapes(tmp_path / "shapes.ttl"))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("sh:maxCount 1 ; sh:minLength 1", "sh:maxCount 1 ; sh:maxLength 9", "sh:maxLength"),
        ("sh:nodeKind sh:IRI", "sh:nodeKind sh:Literal", "sh:nodeKind"),
        ("sh:targetClass pkg:Post ;", "sh:targetClass pkg:Post ; sh:closed true ;", "sh:closed"),
        ("shape:Post a sh:NodeShape ;", "shape:Post a sh:NodeShape ; sh:targetNode pkg:x ;", "sh:targetNode"),
        ("sh:class pkg:Destination", "sh:class pkg:Destination ; sh:maxCount 1", "direct triples"),
        ("sh:path pkg:gender", "sh:path pkg:met", "direct triples"),
        ("sh:path pkg:rule ", "sh:path [ sh:inversePath pkg:rule ] ", "sh:inversePath"),
        ('sh:message "has more than one kind"', "sh:minCount 0", "sh:message"),
    ],
)
def test_what_it_cannot_compile_is_refused(old: str, new: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match=re.escape(words)):
        _compiled(tmp_path, lambda text: text.replace(old, new))


def test_every_shape_is_compiled() -> None:
    names = re.findall(r"^shape:(\w+) a sh:NodeShape", SHAPES.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(x.name for x in compile_shapes(SHAPES)) == sorted(names)


def test_a_changed_shape_changes_the_gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        SHAPES.read_text(encoding="utf-8").replace("is a port with title marks", "is odd").replace("^[^《》]+$", "^X")
    )
    (tmp_path / "shapes.ttl").write_text(text, encoding="utf-8")
    strict = gate.Gate(compile_shapes(tmp_path / "shapes.ttl"))
    nodes = {f"<{ns.BASE}port-1>": {TYPE: {f"<{ns.PKG}Port>": None}, f"<{ns.RDFS}label>": {'"同江港"@zh': None}}}
    found = {message for _, _, message, _ in strict.results(nodes, lambda term: nodes[term][TYPE])}
    assert "is odd in its name" in found
