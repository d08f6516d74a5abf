"""A read-only SPARQL endpoint (SPARQL 1.1 Protocol, query operation) on this machine's loopback address.

Queries run in a few processes of their own with limits on time, memory and rows. Requests whose Host is not this
machine are refused, so that no web page can ask through a browser.
"""

from __future__ import annotations

import json
import queue
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox

from kg.errors import QueryError
from kg.rdf import namespaces as ns
from kg.rdf.query import ROW_LIMIT, TIME_LIMIT_SECONDS, QueryEngine, data_file

PATH = "/sparql"
_BODY_LIMIT_BYTES = 1 << 20
_READ_PAST_BYTES = 16 << 20
_RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
_TRIPLES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}


class SparqlServer(ThreadingHTTPServer):
    """Serves the graph of a folder at ``http://127.0.0.1:PORT/sparql``.

    Args:
        port: 0 takes any free one; ``server_port`` tells which.
        workers: how many queries run at once; each holds the graph in memory.
    """

    daemon_threads = True

    def __init__(
        self,
        graph_dir: Path,
        port: int = 0,
        *,
        timeout_seconds: float = TIME_LIMIT_SECONDS,
        row_limit: int = ROW_LIMIT,
        workers: int = 1,
    ) -> None:
        self.timeout_seconds = timeout_seconds
        self.row_limit = row_limit
        path = data_file(graph_dir)
        self._engines = [QueryEngine(path, timeout_seconds) for _ in range(workers)]
        self._free: queue.Queue[QueryEngine] = queue.Queue()
        super().__init__(("127.0.0.1", port), _Handler)
        for engine in self._engines:
            self._free.put(engine)

    def load(self) -> None:
        """Load the graph before the first query.

        Raises:
            QueryError: it does not load.
        """
        for engine in self._engines:
            engine.start()

    def ask(self, query: str, default: Sequence[str], named: Sequence[str]) -> dict[str, Any]:
        """Run a query on the next free process.

        Raises:
            QueryError: the query failed, or no process was free within the time limit.
        """
        try:
            engine = self._free.get(timeout=self.timeout_seconds)
        except queue.Empty:
            raise QueryError("All queries took longer than the time limit; try again later.") from None
        try:
            return engine.ask(query, self.row_limit, default, named)
        finally:
            self._free.put(engine)

    def server_close(self) -> None:
        """Close the socket and end the processes."""
        super().server_close()
        for engine in self._engines:
            engine.close()


class _Refused(Exception):
    """A request that gets an error status and a line of text."""

    def __init__(self, status: HTTPStatus, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


class _Handler(BaseHTTPRequestHandler):
    server: SparqlServer
    server_version = "policykg"
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer a query by GET; without a query, the service description."""
        self._respond(lambda: self._parameters(urlsplit(self.path).query))

    def do_POST(self) -> None:
        """Answer a query by POST, in a form or as the body."""
        self._respond(self._posted)

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""

    def _respond(self, read: Callable[[], Mapping[str, list[str]]]) -> None:
        try:
            self._check_target()
            parameters = read()
            if "update" in parameters:
                raise _Refused(HTTPStatus.FORBIDDEN, "This endpoint is read-only: it answers no updates.")
            queries = parameters.get("query", [])
            if not queries and self.command == "GET":
                self._send(HTTPStatus.OK, "text/turtle", self._description())
            elif len(queries) != 1:
                raise _Refused(HTTPStatus.BAD_REQUEST, "Give one query, as the parameter 'query' or as the body.")
            else:
                self._answer(queries[0], parameters)
        except _Refused as refused:
            self.close_connection = True
            self._send(refused.status, "text/plain; charset=utf-8", refused.text.encode() + b"\n")
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _check_target(self) -> None:
        host = (self.headers.get("Host") or "").rsplit(":", 1)[0]
        if host not in ("127.0.0.1", "localhost"):
            raise _Refused(HTTPStatus.FORBIDDEN, "This endpoint answers requests to 127.0.0.1 alone.")
        if urlsplit(self.path).path.rstrip("/") != PATH:
            raise _Refused(HTTPStatus.NOT_FOUND, f"The endpoint is {PATH}.")

    def _parameters(self, text: str) -> dict[str, list[str]]:
        return parse_qs(text, keep_blank_values=True, max_num_fields=100)

    def _read_past(self, length: int) -> None:
        """Take in a refused body up to a bound: a client that is still sending would not see the answer."""
        left = min(length, _READ_PAST_BYTES)
        while left > 0 and (part := self.rfile.read(min(left, 1 << 16))):
            left -= len(part)

    def _posted(self) -> dict[str, list[str]]:
        length = self.headers.get("Content-Length") or ""
        if not length.isdecimal() or int(length) > _BODY_LIMIT_BYTES:
            self._read_past(int(length) if length.isdecimal() else 0)
            raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"Send a body of up to {_BODY_LIMIT_BYTES} bytes.")
        try:
            body = self.rfile.read(int(length)).decode()
        except UnicodeDecodeError:
            raise _Refused(HTTPStatus.BAD_REQUEST, "The body is not UTF-8.") from None
        kind = self.headers.get_content_type()
        if kind == "application/x-www-form-urlencoded":
            return self._parameters(body)
        if kind == "application/sparql-query":
            return self._parameters(urlsplit(self.path).query) | {"query": [body]}
        if kind == "application/sparql-update":
            return {"update": [body]}
        raise _Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send a form or application/sparql-query.")

    def _answer(self, query: str, parameters: Mapping[str, list[str]]) -> None:
        default, named = (parameters.get(f"{name}-graph-uri", []) for name in ("default", "named"))
        try:
            answer = self.server.ask(query, default, named)
        except QueryError as error:
            overload = "took longer" in str(error) or "too much memory" in str(error)
            status = HTTPStatus.SERVICE_UNAVAILABLE if overload else HTTPStatus.BAD_REQUEST
            raise _Refused(status, str(error)) from error
        kind, body = _serialized(answer, self.headers.get("Accept") or "*/*")
        extra = {"X-Truncated-At": str(self.server.row_limit)} if answer.get("truncated") else {}
        self._send(HTTPStatus.OK, kind, body, extra)

    def _description(self) -> bytes:
        sd = "http://www.w3.org/ns/sparql-service-description#"
        formats = " , ".join(f"<http://www.w3.org/ns/formats/{x}>" for x in ("SPARQL_Results_JSON", "Turtle"))
        endpoint = f"http://127.0.0.1:{self.server.server_port}{PATH}"
        return (
            f"@prefix sd: <{sd}> .\n<{endpoint}> a sd:Service ;\n    sd:endpoint <{endpoint}> ;\n"
            f"    sd:supportedLanguage sd:SPARQL11Query ;\n    sd:resultFormat {formats} .\n"
        ).encode()

    def _send(self, status: HTTPStatus, kind: str, body: bytes, extra: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (extra or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _serialized(answer: Mapping[str, Any], accept: str) -> tuple[str, bytes]:
    if answer["kind"] == "triples":
        kind = _negotiated(accept, list(_TRIPLES))
        triples = ox.parse(answer["ntriples"], format=ox.RdfFormat.N_TRIPLES)
        text = ox.serialize((q.triple for q in triples), format=_TRIPLES[kind], prefixes=ns.prefixes())
        return kind, text or b""
    kind = _negotiated(accept, list(_RESULTS))
    results = _results_json(answer)
    if _RESULTS[kind] == ox.QueryResultsFormat.JSON:
        return kind, results
    parsed = ox.parse_query_results(results, format=ox.QueryResultsFormat.JSON)
    if isinstance(parsed, ox.QueryBoolean) and kind.startswith("text/"):
        return kind, json.dumps(answer["value"]).encode()
    return kind, parsed.serialize(format=_RESULTS[kind]) or b""


def _results_json(answer: Mapping[str, Any]) -> bytes:
    if answer["kind"] == "ask":
        return json.dumps({"head": {}, "boolean": answer["value"]}).encode()
    columns = answer["columns"]
    bindings = [{c: t for c, t in zip(columns, row, strict=True) if t is not None} for row in answer["rows"]]
    return json.dumps({"head": {"vars": columns}, "results": {"bindings": bindings}}).encode()


def _negotiated(accept: str, offered: Sequence[str]) -> str:
    """Return the offered media type that the Accept header likes best.

    Raises:
        _Refused: it likes none.
    """
    ranges = []
    for part in accept.split(","):
        kind, *parameters = (x.strip() for x in part.split(";"))
        weights = [x[2:] for x in parameters if x.startswith("q=")]
        try:
            weight = float(weights[0]) if weights else 1.0
        except ValueError:
            weight = 0.0
        ranges.append((weight, kind.lower()))
    for weight, kind in sorted(ranges, key=lambda x: -x[0]):
        if weight > 0:
            for each in offered:
                if kind in (each, "*/*", each.split("/")[0] + "/*"):
                    return each
    raise _Refused(HTTPStatus.NOT_ACCEPTABLE, f"Ask for one of {', '.join(offered)}.")
