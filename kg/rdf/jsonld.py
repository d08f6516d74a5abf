"""JSON-LD: the context that names our properties, and nodes written with it, one a line.

Keys stand in the order of Streaming JSON-LD (``@type`` first, then ``@id``), so that readers need not hold the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, cast

import pyoxigraph as ox

from kg.jsonl import dumps
from kg.rdf import namespaces as ns

_ZH = {"@language": "zh"}
_INTEGER = {"@type": "xsd:integer"}
_DECIMAL = {"@type": "xsd:decimal"}
_IRI = {"@type": "@id"}

# Terms by the property they stand for, with how their values are read; any other property keeps its prefixed name.
TERMS: dict[str, tuple[str, dict[str, str]]] = {
    "rdfs:label": ("name", _ZH),
    "skos:altLabel": ("alias", _ZH),
    "dcterms:title": ("title", _ZH),
    "dcterms:issued": ("issued", {}),
    "dcterms:identifier": ("identifier", {}),
    "oa:hasSource": ("source", _IRI),
    "oa:hasSelector": ("selector", _IRI),
    "oa:start": ("start", _INTEGER),
    "oa:end": ("end", _INTEGER),
    "oa:exact": ("exact", {}),
    "pkg:subject": ("subject", _IRI),
    "pkg:object": ("object", _IRI),
    "pkg:relation": ("relation", _IRI),
    "pkg:role": ("role", _ZH),
    "pkg:modality": ("modality", _IRI),
    "pkg:evidence": ("evidence", _IRI),
    "pkg:mention": ("mention", _IRI),
    "pkg:confidence": ("confidence", _DECIMAL),
    "pkg:rule": ("rule", {}),
    "pkg:indicator": ("indicator", _ZH),
    "pkg:about": ("about", _IRI),
}


def context(base: str = ns.BASE) -> dict[str, Any]:
    """Return the JSON-LD context: our prefixes and terms."""
    terms = {term: {"@id": name, **reading} for name, (term, reading) in TERMS.items()}
    return {"@version": 1.1, **ns.prefixes(base), **terms}


def chunks(triples: Iterable[ox.Triple], base: str = ns.BASE) -> Iterator[str]:
    """Yield a JSON-LD document piece by piece: the context, then one node a line.

    Args:
        triples: those of one subject one after the other.
    """
    compact = _Compact(base)
    yield f'{{"@context":{dumps(context(base))},\n"@graph":[\n'
    separator = ""
    for subject, group in groupby(triples, key=_subject):
        yield separator + dumps(compact.node(subject, group))
        separator = ",\n"
    yield "\n]}\n"


def _subject(triple: ox.Triple) -> str:
    return cast("ox.NamedNode", triple.subject).value


class _Compact:
    """Shortens IRIs by the prefixes and properties by the terms."""

    def __init__(self, base: str) -> None:
        prefixes = ns.prefixes(base)
        self._prefixes = sorted(((iri, name) for name, iri in prefixes.items()), key=lambda x: -len(x[0]))
        self._known: dict[str, str] = {}

    def node(self, subject: str, triples: Iterable[ox.Triple]) -> dict[str, Any]:
        values: dict[str, list[Any]] = {"@type": [], "@id": [self._iri(subject)]}
        for t in triples:
            name = self._name(t.predicate.value)
            if name == "rdf:type":
                values["@type"].append(self._name(cast("ox.NamedNode", t.object).value))
            else:
                term, reading = TERMS.get(name, (name, {}))
                values.setdefault(term, []).append(self._value(t.object, reading))
        return {k: v[0] if len(v) == 1 else v for k, v in values.items() if v}

    def _value(self, value: Any, reading: dict[str, str]) -> Any:
        if isinstance(value, ox.NamedNode):
            iri = self._iri(value.value)
            return iri if reading is _IRI else {"@id": iri}
        if value.language:
            return value.value if reading is _ZH and value.language == "zh" else {
                "@value": value.value, "@language": value.language,
            }  # fmt: skip
        datatype = self._name(value.datatype.value)
        if datatype == "xsd:string":
            return value.value if not reading else {"@value": value.value}
        if datatype == reading.get("@type"):
            return value.value
        return {"@type": datatype, "@value": value.value}

    def _name(self, iri: str) -> str:
        if iri not in self._known:
            self._known[iri] = self._iri(iri)
        return self._known[iri]

    def _iri(self, iri: str) -> str:
        for namespace, name in self._prefixes:
            if iri.startswith(namespace) and len(iri) > len(namespace):
                return f"{name}:{iri[len(namespace) :]}"
        return iri
