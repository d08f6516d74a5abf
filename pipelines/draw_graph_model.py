"""Write docs/graph-model.md and docs/graph-model.svg from the ontology.

usage: python -m pipelines.draw_graph_model [FOLDER]
"""

import argparse
from pathlib import Path

from rdflib import RDFS, SKOS, Graph, Literal, URIRef

from kg.jsonl import replacing
from kg.property_graph.dictionary import Term, graph_model, model_picture
from kg.rdf.namespaces import PKG
from kg.rdf.ontology import path_of


def terms() -> dict[str, Term]:
    """Return the ontology's classes and properties by local name."""
    ontology = Graph().parse(path_of("policy.ttl"), format="turtle")
    found = {}
    for subject in sorted({x for x in ontology.subjects(RDFS.label, None) if isinstance(x, URIRef)}):
        if subject.startswith(str(PKG)):
            names = _by_language(ontology, subject, RDFS.label)
            found[subject.removeprefix(str(PKG))] = Term(
                name_en=names.get("en", ""), name_zh=names.get("zh", ""),
                definition=_by_language(ontology, subject, SKOS.definition).get("en", ""),
            )  # fmt: skip
    return found


def _by_language(ontology: Graph, subject: URIRef, predicate: URIRef) -> dict[str | None, str]:
    return {x.language: str(x) for x in ontology.objects(subject, predicate) if isinstance(x, Literal)}


def main(folder: Path) -> None:
    """Write both files."""
    for name, text in (("graph-model.md", graph_model(terms())), ("graph-model.svg", model_picture())):
        with replacing(folder / name) as out:
            out.write(text)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("docs"))
    main(parser.parse_args().folder)
