"""The ontology's files: where they are, in a checkout and in an installed package."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

import pyoxigraph as ox

from kg.errors import GraphError
from kg.rdf import namespaces as ns

FILES = ("policy.ttl", "modal.ttl", "concepts.ttl", "alignments.ttl", "policy-shapes.ttl", "prefixes.ttl")


def path_of(name: str) -> Path:
    """Return the path of a file of the ontology.

    An installed package has them in ``kg/rdf/ontology_files``, where the build copies them; a checkout at its top.

    Raises:
        GraphError: neither holds the file.
    """
    for folder in (Path(str(resources.files("kg.rdf"))) / "ontology_files", _checkout()):
        if (folder / name).is_file():
            return folder / name
    raise GraphError(f"The ontology file {name} is missing; install policykg again, or run from a whole checkout.")


def _checkout() -> Path:
    return Path(__file__).resolve().parents[2] / "ontology"


@cache
def superclasses() -> dict[str, tuple[str, ...]]:
    """Return the named superclasses, near and far, of each class of the ontology, by local name."""
    above: dict[str, set[str]] = {}
    for quad in ox.parse(path=str(path_of("policy.ttl")), format=ox.RdfFormat.TURTLE):
        if quad.predicate.value == ns.RDFS + "subClassOf" and isinstance(quad.object, ox.NamedNode):
            below = quad.subject.value.removeprefix(ns.PKG)
            above.setdefault(below, set()).add(quad.object.value.removeprefix(ns.PKG))
    return {name: tuple(sorted(_closure(name, above))) for name in sorted(above)}


def _closure(name: str, above: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    pending = [name]
    while pending:
        for upper in above.get(pending.pop(), ()):
            if upper not in found:
                found.add(upper)
                pending.append(upper)
    return found
