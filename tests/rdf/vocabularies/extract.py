"""Makes the Turtle files of this folder from the npm packages that README.md names.

    npm pack @vocabulary/oa …; tar xzf …; python tests/rdf/vocabularies/extract.py FOLDER_OF_NQ_FILES

Of each vocabulary it keeps the terms that the ontology, its alignments or the data use, and what these lie below or
have as domain or range: their kind, superclasses, superproperties, domain, range, inverse and what excludes them.
"""

from __future__ import annotations

import sys
from pathlib import Path

import rdflib
from rdflib.namespace import OWL, RDF, RDFS

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1])]

from rdf.test_ontology import REUSED, foreign_terms  # noqa: E402

FILES = {"sdo": "schema", "wgs84": "wgs"}  # where the package's name for a vocabulary is another
UPWARDS = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.unionOf, RDF.first, RDF.rest)
KEPT = (*UPWARDS, RDF.type, OWL.inverseOf, OWL.disjointWith, OWL.equivalentClass)


def part(source: rdflib.Graph, terms: set[rdflib.term.Node], namespace: str) -> rdflib.Graph:
    """Return what a vocabulary says of terms and of what stands above them."""
    found = rdflib.Graph()
    pending, seen = sorted(terms), set(terms)
    while pending:
        term = pending.pop()
        for predicate in KEPT:
            for value in source.objects(term, predicate):
                found.add((term, predicate, value))
                inside = isinstance(value, rdflib.BNode) or str(value).startswith(namespace)
                if predicate in UPWARDS and inside and value not in seen:
                    seen.add(value)
                    pending.append(value)
    return found


def main(folder: str) -> None:
    """Write a file for each vocabulary that the folder has."""
    for prefix, namespace in REUSED.items():
        path = Path(folder) / f"{FILES.get(prefix, prefix)}.nq"
        if prefix in ("owl", "rdf", "rdfs", "xsd", "pkg") or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8").replace("http://schema.org/", "https://schema.org/")
        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(data=text, format="nquads")
        source = rdflib.Graph()
        for triple in dataset.triples((None, None, None)):
            source.add(triple)
        terms = {rdflib.URIRef(x) for x in foreign_terms() if x.startswith(str(namespace))}
        found = part(source, terms, str(namespace))
        if not found:
            continue
        for name, space in REUSED.items():
            found.bind(name, space, override=True)
        found.serialize(HERE / f"{prefix}.ttl", format="turtle", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
