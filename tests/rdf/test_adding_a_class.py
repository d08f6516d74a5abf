"""The steps of "How to add a class" in ontology/README.md, followed on a copy of the ontology."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg import records as r
from kg import vocab
from kg.rdf import importing, ontology, shapes
from kg.rdf import namespaces as ns
from kg.rdf.export import write

README = ontology.path_of("policy.ttl").parent / "README.md"
STEPS = dict(re.findall(r"<!-- step: (\S+) -->\n```turtle\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL))
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in ns.prefixes().items())


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "ontology"
    shutil.copytree(README.parent, folder)
    for module in (ontology, shapes):
        monkeypatch.setattr(module, "path_of", lambda name: folder / name)
    _forget()
    yield folder
    _forget()


def _forget() -> None:
    ontology.superclasses.cache_clear()
    for cached in (shapes._shapes_graph, shapes._class_triples, shapes._owners):
        cached.cache_clear()


def _leaves() -> set[str]:
    below = [name for name, uppers in ontology.superclasses().items() if "Entity" in uppers]
    return set(below) - {upper for name in below for upper in ontology.superclasses()[name]}


def _append(folder: Path, name: str) -> None:
    with open(folder / name, "a", encoding="utf-8") as file:
        file.write("\n" + STEPS[name])


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_readme_has_the_steps() -> None:
    assert list(STEPS) == ["policy.ttl", "policy-shapes.ttl", "examples/valid/Ship.ttl", "examples/invalid/Ship.ttl"]


def test_the_steps_lead_to_a_class_that_exports_and_is_checked(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ship = r.Graph(entities=(r.Entity(id="ship-1", type="Ship", name="界江先锋号"),))

    # Step 1: the ontology has the class, and the program's words no longer agree with it.
    _append(copy, "policy.ttl")
    _replace(copy / "policy.ttl", "pkg:Event pkg:Project )", "pkg:Event pkg:Project pkg:Ship )")
    assert sum(1 for _ in ox.parse(path=str(copy / "policy.ttl"), format=ox.RdfFormat.TURTLE)) > 1000
    _forget()
    assert _leaves() - set(vocab.ENTITY_TYPES) == {"Ship"}
    assert "Destination" in ontology.superclasses()["Ship"]
    with pytest.raises(ValueError, match="Unknown entity type 'Ship'"):
        write(ship, copy / "graph.ttl")

    # Step 2: they agree, and a ship can be written and read.
    monkeypatch.setattr(vocab, "ENTITY_TYPES", (*vocab.ENTITY_TYPES, "Ship"))
    assert _leaves() == set(vocab.ENTITY_TYPES)
    monkeypatch.setitem(importing._ENTITY_CLASSES, "pkg:Ship", "Ship")
    write(ship, copy / "graph.ttl")
    assert importing.read_rdf(copy / "graph.ttl") == ship

    # Step 3: ships are checked.
    _append(copy, "policy-shapes.ttl")
    _replace(copy / "policy-shapes.ttl", "pkg:Event , pkg:Project ;", "pkg:Event , pkg:Project , pkg:Ship ;")
    _replace(copy / "policy-shapes.ttl", "pkg:Event pkg:Project ) ;", "pkg:Event pkg:Project pkg:Ship ) ;")
    _forget()
    assert shapes.validate(ship).conforms

    # Step 4: the good example conforms, the bad one breaks the new shape alone.
    found = {}
    for kind in ("valid", "invalid"):
        example = rdflib.Graph().parse(data=HEAD + STEPS[f"examples/{kind}/Ship.ttl"], format="turtle")
        found[kind] = {shape for _, shape in shapes.validate_triples(example)}
    assert found == {"valid": set(), "invalid": {"Ship"}}


def test_without_the_lists_of_types_a_ship_is_no_entity(copy: Path) -> None:
    """Forgetting the second half of step 3 is noticed: nothing demands a name of a ship."""
    _append(copy, "policy.ttl")
    _append(copy, "policy-shapes.ttl")
    _forget()
    nameless = rdflib.Graph().parse(data=HEAD + "id:ship-1 a pkg:Ship .", format="turtle")
    assert shapes.validate_triples(nameless) == ()
    _replace(copy / "policy-shapes.ttl", "pkg:Event , pkg:Project ;", "pkg:Event , pkg:Project , pkg:Ship ;")
    _forget()
    assert {shape for _, shape in shapes.validate_triples(nameless)} == {"Entity"}
