"""SPARQL 1.1 by pyoxigraph, with limits on time, memory and the size of the result.

The engine cannot be interrupted, so it runs in a process of its own (``kg.rdf.query_worker``), which is ended when a
query takes too long. The prefixes of ``kg.rdf.namespaces`` need no declaration. The ontology is the named graph
``<https://w3id.org/policykg/ontology>``.
"""

from __future__ import annotations

import json
import queue
import re
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import GraphError, QueryError
from kg.graph.file_names import GRAPH_FILE, TURTLE_FILE
from kg.rdf import namespaces as ns
from kg.rdf.terms import term_json

TIME_LIMIT_SECONDS = 30.0
ROW_LIMIT = 10_000
MEMORY_LIMIT_BYTES = 8 << 30
_LOAD_LIMIT_SECONDS = 600.0
_FILES = (TURTLE_FILE, f"{TURTLE_FILE}.gz", GRAPH_FILE, f"{GRAPH_FILE}.gz")
_UNREADABLE = re.compile(r"error at (\d+):(\d+): expected one of")

Rows = list[tuple[Any, ...]]


def run_sparql(
    graph_dir: Path, query: str, limit: int = ROW_LIMIT, timeout_seconds: float = TIME_LIMIT_SECONDS
) -> tuple[tuple[str, ...], Rows]:
    """Run one query on the graph of a folder.

    Args:
        limit: the most rows; further ones are left out.

    Returns:
        The columns, and the rows in order: IRIs shortened by our prefixes, numbers and truth values as such, other
        literals as strings, None where unbound. ASK gives one row; CONSTRUCT and DESCRIBE give the columns subject,
        predicate and object.

    Raises:
        GraphError: the folder holds no graph.
        QueryError: the query is wrong, took too long, or needed too much memory.
    """
    with QueryEngine(data_file(graph_dir), timeout_seconds=timeout_seconds) as engine:
        return table(engine.ask(query, limit))


def data_file(graph_dir: Path) -> Path:
    """Return the file of a graph's folder that SPARQL reads: the Turtle, or else the canonical file.

    Raises:
        GraphError: the folder has neither.
    """
    for name in _FILES:
        if (graph_dir / name).is_file():
            return graph_dir / name
    raise GraphError(f"{graph_dir} holds no {TURTLE_FILE}; run 'kg build INPUT --out {graph_dir}' first.")


def _explained(said: str) -> str:
    """Return one line for what the engine says, which lists every sign that might stand where it cannot read on."""
    place = _UNREADABLE.match(said)
    if place is None:
        return f"The SPARQL query failed: {said}"
    return (
        f"The SPARQL query cannot be read at line {place[1]}, character {place[2]}; look for a bracket, a dot or a "
        "word that is missing or misspelt there."
    )


class QueryEngine:
    """Answers SPARQL queries on one file, one at a time, from any thread.

    Args:
        path: an RDF file, or a canonical graph file.
        timeout_seconds: for one query, loading aside.
        memory_bytes: the most address space of the process.
    """

    def __init__(
        self, path: Path, timeout_seconds: float = TIME_LIMIT_SECONDS, memory_bytes: int = MEMORY_LIMIT_BYTES
    ) -> None:
        self._path = path
        self._timeout_seconds = timeout_seconds
        self._memory_bytes = memory_bytes
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> QueryEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Load the file now, rather than with the first query.

        Raises:
            QueryError: the file does not load.
        """
        with self._lock:
            self._running()

    def ask(
        self, query: str, limit: int = ROW_LIMIT, default: Sequence[str] = (), named: Sequence[str] = ()
    ) -> dict[str, Any]:
        """Return the answer as ``kg.rdf.query_worker.answer`` gives it.

        Args:
            limit: the most rows or triples.
            default: IRIs of the graphs that make the default graph; the data's own if empty.
            named: IRIs of the named graphs; all if empty.

        Raises:
            QueryError: the query is wrong, took too long, or needed too much memory.
        """
        request = {"query": query, "limit": limit, "default": list(default), "named": list(named)}
        with self._lock:
            process = self._running()
            assert process.stdin is not None
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
            answer = self._read(process, self._timeout_seconds)
        if "error" in answer:
            raise QueryError(_explained(answer["error"]))
        return answer

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            command = [sys.executable, "-m", "kg.rdf.query_worker", str(self._path), str(self._memory_bytes)]
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            ready = self._read(self._process, _LOAD_LIMIT_SECONDS)
            if "error" in ready:
                self.close()
                raise QueryError(ready["error"])
        return self._process

    def _read(self, process: subprocess.Popen[bytes], timeout_seconds: float) -> dict[str, Any]:
        lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        assert process.stdout is not None
        threading.Thread(target=lambda out=process.stdout: lines.put(out.readline()), daemon=True).start()
        try:
            line = lines.get(timeout=timeout_seconds)
        except queue.Empty:
            self.close()
            raise QueryError(
                f"The SPARQL query took longer than {timeout_seconds:g} s and was stopped; narrow it or add a LIMIT."
            ) from None
        if not line:
            self.close()
            raise QueryError("The SPARQL query needed too much memory and was stopped; narrow it or add a LIMIT.")
        return json.loads(line)


def table(answer: Mapping[str, Any]) -> tuple[tuple[str, ...], Rows]:
    """Return an answer as columns and rows of plain values; see ``run_sparql``."""
    if answer["kind"] == "ask":
        return ("ask",), [(answer["value"],)]
    if answer["kind"] == "select":
        return tuple(answer["columns"]), [tuple(map(_plain, row)) for row in answer["rows"]]
    lines = answer["ntriples"].splitlines()
    return ("subject", "predicate", "object"), [_triple_row(line) for line in lines]


def _triple_row(line: str) -> tuple[Any, ...]:
    [quad] = ox.parse(line, format=ox.RdfFormat.N_TRIPLES)
    return tuple(_plain(term_json(x)) for x in (quad.subject, quad.predicate, quad.object))


_NUMBERS = {
    **dict.fromkeys((ns.XSD + "integer", ns.XSD + "int", ns.XSD + "long"), int),
    **dict.fromkeys((ns.XSD + "decimal", ns.XSD + "double", ns.XSD + "float"), float),
}


def _plain(term: Mapping[str, Any] | None) -> Any:
    if term is None:
        return None
    value = term["value"]
    if term["type"] == "uri":
        return _shortened(value)
    datatype = term.get("datatype")
    if datatype == ns.XSD + "boolean":
        return value in ("true", "1")
    try:
        return _NUMBERS[datatype](value) if datatype in _NUMBERS else value
    except ValueError:
        return value


_BY_NAMESPACE = {iri: name for name, iri in ns.prefixes().items()}


def _shortened(iri: str) -> str:
    namespace = iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
    local = iri[len(namespace) :]
    return f"{_BY_NAMESPACE[namespace]}:{local}" if namespace in _BY_NAMESPACE and ns.is_local_name(local) else iri
