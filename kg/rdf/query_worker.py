"""The process in which SPARQL queries run: ``python -m kg.rdf.query_worker FILE MEMORY``.

It loads an RDF file and the ontology (as a named graph), writes a line, and then answers one JSON line on standard
input with one JSON line on standard output: see ``answer``. Its parent ends it when a query takes too long.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from itertools import islice
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox

from kg.rdf import namespaces as ns
from kg.rdf.export import FORMATS, format_of, triples
from kg.rdf.ontology import path_of
from kg.rdf.terms import term_json

_ONTOLOGY_FILES = ("policy.ttl", "modal.ttl", "concepts.ttl")
# Strings, IRIs and comments, within which the word SERVICE means nothing.
_QUOTED = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|'
    r"'''(?:[^'\\]|\\.|'(?!''))*'''|"
    r'"(?:[^"\\\n]|\\.)*"|'
    r"'(?:[^'\\\n]|\\.)*'|"
    r"<[^<>\"{}|^`\\\s]*>|#[^\n]*",
    re.DOTALL,
)
_SERVICE = re.compile(r"(?<![\w:?$])SERVICE(?![\w:])|\\u", re.IGNORECASE)


def load(path: Path) -> ox.Store:
    """Return a store with the triples of an RDF file, or of a canonical graph file, and the ontology beside them."""
    store = ox.Store()
    if path.name.removesuffix(".gz").endswith(".jsonl"):
        store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples(path))
    else:
        with cast("IO[bytes]", gzip.open(path) if path.suffix == ".gz" else open(path, "rb")) as data:
            store.bulk_load(data, format=FORMATS[format_of(path)].syntax)
    for name in _ONTOLOGY_FILES:
        store.bulk_load(path=str(path_of(name)), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(ns.ONTOLOGY))
    return store


def base_of(store: ox.Store) -> str:
    """Return the base IRI that the data set gives for itself, or the default one."""
    found = store.quads_for_pattern(None, ox.NamedNode(ns.VOID + "uriSpace"), None)
    return next((q.object.value for q in found if isinstance(q.object, ox.Literal)), ns.BASE)


def answer(store: ox.Store, base: str, request: dict[str, Any]) -> dict[str, Any]:
    """Return the answer to a request.

    Args:
        request: ``query``; ``limit``, the most rows or triples; ``default`` and ``named``, IRIs of graphs, at will.

    Returns:
        ``kind`` is ``select`` (``columns``, ``rows`` of terms as in SPARQL's JSON), ``ask`` (``value``) or ``triples``
        (``ntriples``), the first and last with ``truncated``; or ``error`` with what was wrong.
    """
    if _SERVICE.search(_QUOTED.sub(" ", request["query"])):
        return {"error": "SERVICE is refused: queries read this graph alone."}
    try:
        default: list[Any] = [ox.NamedNode(x) for x in request.get("default", ())]
        named: list[Any] = [ox.NamedNode(x) for x in request.get("named", ())]
        result = store.query(
            request["query"],
            prefixes=ns.prefixes(base),
            default_graph=default or None,
            named_graphs=named or None,
        )
        return _encoded(result, request["limit"])
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        return {"error": str(error)}


def _encoded(result: Any, limit: int) -> dict[str, Any]:
    if isinstance(result, ox.QueryBoolean):
        return {"kind": "ask", "value": bool(result)}
    rows = list(islice(result, limit + 1))
    truncated = len(rows) > limit
    if isinstance(result, ox.QueryTriples):
        text = ox.serialize(rows[:limit], format=ox.RdfFormat.N_TRIPLES) or b""
        return {"kind": "triples", "ntriples": text.decode(), "truncated": truncated}
    columns = [v.value for v in result.variables]
    terms = [[term_json(x) for x in row] for row in rows[:limit]]
    return {"kind": "select", "columns": columns, "rows": terms, "truncated": truncated}


def _limit_memory(size_bytes: int) -> None:
    try:
        import resource
    except ModuleNotFoundError:  # no such limit on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (size_bytes, size_bytes))


def main(path: str, memory_bytes: str) -> None:
    """Load the file and answer requests until standard input ends."""
    _limit_memory(int(memory_bytes))
    out = sys.stdout.buffer
    try:
        store = load(Path(path))
    except (OSError, SyntaxError, ValueError) as error:
        out.write(json.dumps({"error": f"{path} cannot be loaded: {error}"}).encode() + b"\n")
        return
    out.write(b"{}\n")
    out.flush()
    base = base_of(store)
    for line in sys.stdin.buffer:
        out.write(json.dumps(answer(store, base, json.loads(line))).encode() + b"\n")
        out.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
