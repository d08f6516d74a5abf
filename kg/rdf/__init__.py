"""The graph as RDF: mapping, export, import, SHACL, SPARQL. ``kg.rdf.to_rdflib`` is the way to an rdflib Graph."""

from typing import Any


def __getattr__(name: str) -> Any:
    if name != "to_rdflib":
        raise AttributeError(f"module 'kg.rdf' has no attribute {name!r}")
    from kg.rdf.rdflib_graph import to_rdflib

    return to_rdflib
