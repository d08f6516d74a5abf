"""Terms of pyoxigraph as JSON and as rdflib's."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from kg.rdf import namespaces as ns


def term_json(term: Any) -> dict[str, Any] | None:
    """Return a term as SPARQL's JSON results have it; None for None."""
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        return {"type": "literal", "value": str(term)}
    value = {"type": "literal", "value": term.value}
    if term.language:
        return value | {"xml:lang": term.language}
    return value if term.datatype.value == ns.XSD + "string" else value | {"datatype": term.datatype.value}
