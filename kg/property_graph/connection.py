"""Connections to a Neo4j server: opening, asking, and one clear line for whatever goes wrong."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import neo4j
import neo4j.exceptions
import neo4j.graph
import neo4j.spatial
import neo4j.time

from kg.errors import KgError, QueryError, ServerError
from kg.property_graph import result
from kg.property_graph.defaults import DEFAULT_URI, DEFAULT_USER
from kg.property_graph.values import Point

OLDEST_SERVER = (5, 13)  # relationship uniqueness, full-text over lists, label alternatives
logging.getLogger("neo4j").addHandler(logging.NullHandler())  # what goes wrong is raised; nothing else is printed
_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


class Connection:
    """An open connection to one database of a server. Use it in a ``with`` block, or close it."""

    def __init__(self, driver: neo4j.Driver, uri: str, database: str | None) -> None:
        self.driver = driver
        self.uri = uri
        self.database = database

    def session(self, *, write: bool = False) -> neo4j.Session:
        """Open a session in read or write mode."""
        mode = neo4j.WRITE_ACCESS if write else neo4j.READ_ACCESS
        return self.driver.session(database=self.database, default_access_mode=mode, fetch_size=20_000)

    def cypher(
        self, query: str, parameters: Mapping[str, Any] | None = None, /, *, write: bool = False, **more: Any
    ) -> result.Rows:
        """Run one query with parameters in a transaction of its own and return its rows.

        Args:
            parameters: values by name, as ``$name`` in the query; keyword arguments add to them.
            write: allow the query to change data; the server refuses that otherwise.

        Raises:
            QueryError: the server refuses the query.
            ServerError: the server cannot be reached.
        """
        values = {**(parameters or {}), **more}

        def work(transaction: neo4j.ManagedTransaction) -> result.Rows:
            answer = transaction.run(query, values)  # type: ignore[arg-type]  # parameters only; the words are the user's
            columns = tuple(answer.keys())
            rows = tuple(tuple(value(x) for x in record.values()) for record in answer)
            return result.Rows(columns, rows, _notes(answer.consume()))

        with reported(self.uri), self.session(write=write) as session:
            return session.execute_write(work) if write else session.execute_read(work)

    def close(self) -> None:
        """Close the connection."""
        self.driver.close()

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def connect(
    uri: str = DEFAULT_URI,
    *,
    user: str = DEFAULT_USER,
    password: str | None = None,
    database: str | None = None,
) -> Connection:
    """Connect to a server and check that it answers and is new enough.

    Args:
        uri: as ``bolt://127.0.0.1:7687`` or ``neo4j+s://host``.
        password: None asks for no password, for a server without authentication.

    Raises:
        ServerError: what is wrong and what to do, without the password.
    """
    scheme, separator, rest = uri.partition("://")
    if not separator or scheme not in _SCHEMES or not rest:
        raise ServerError(f"{uri!r} is no address of a Neo4j server; write it as bolt://127.0.0.1:7687.")
    if "@" in rest:
        raise ServerError(
            "The address holds a user or password; give them apart (--user, and NEO4J_PASSWORD or the prompt)."
        )
    auth = None if password is None else (user, password)
    with reported(uri):
        driver = neo4j.GraphDatabase.driver(
            uri, auth=auth, connection_timeout=10, max_transaction_retry_time=10, user_agent="policykg",
        )  # fmt: skip
        connection = Connection(driver, uri, database)
        try:
            driver.verify_connectivity()
            _check_version(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def _check_version(connection: Connection) -> None:
    found = connection.driver.get_server_info().agent
    version = re.search(r"/(\d+)\.(\d+)", found)
    if version and (int(version[1]), int(version[2])) < OLDEST_SERVER:
        raise ServerError(
            f"{connection.uri} runs {found}; this program needs Neo4j {'.'.join(map(str, OLDEST_SERVER))} or newer. "
            "Update the server (docker-compose.yml has 5.26 LTS)."
        )


@contextmanager
def reported(uri: str) -> Iterator[None]:
    """Turn the driver's errors into errors of kg that say what to do."""
    try:
        yield
    except KgError:
        raise
    except (neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError, ValueError, OSError) as error:
        raise _explained(error, uri) from error


def _notes(summary: neo4j.ResultSummary) -> tuple[str, ...]:
    unknown = neo4j.NotificationClassification.UNRECOGNIZED
    found = (x.status_description for x in summary.gql_status_objects if x.classification == unknown)
    return tuple(" ".join(words.split()) for words in found)


_READ_ONLY = re.compile(r"AccessMode|ForbiddenOnReadOnlyDatabase|Security\.Forbidden|WriteOnReadOnly|ReadOnly", re.I)
_DISK_FULL = re.compile(r"no space left|disk full|disk space|file too large|not enough space", re.I)
_CANNOT_WRITE = re.compile(
    r"could not append transaction|needs to be restarted", re.I
)  # its words where a disk is full


def _explained(error: Exception, uri: str) -> KgError:
    code = getattr(error, "code", None) or ""
    said = " ".join(str(getattr(error, "message", None) or error).split())
    if "RateLimit" in code:
        return ServerError(f"{uri} was given a wrong password too often; wait a minute and try again.")
    if isinstance(error, neo4j.exceptions.AuthError) and "Forbidden" not in code:
        return ServerError(
            f"{uri} refuses the user or the password. Check --user, and the password in NEO4J_PASSWORD, "
            "--password-file or the prompt."
        )
    if _DISK_FULL.search(said):
        return ServerError(
            f"The server at {uri} has no space left on its disk. Free some and run the same command again; it goes on "
            "where it stopped."
        )
    if _CANNOT_WRITE.search(said):
        return ServerError(
            f"The server at {uri} cannot write any more, most often because its disk is full. Free some, restart the "
            "server, and run the same command again; it goes on where it stopped. (If the server's log then says "
            "'recovery not possible', start it once with internal.dbms.tx_log.fail_on_corrupted_log_files=false.)"
        )
    if "DatabaseUnavailable" in code:
        return ServerError(
            f"The database at {uri} is not open: it is still starting, or could not start. Wait and try again; the "
            "server's debug.log says why."
        )
    if "Statement.AccessMode" in code:
        return QueryError("The query would change data, and queries only read unless --write is given.")
    if _READ_ONLY.search(code):
        return ServerError(
            f"{uri} lets this user or database only be read. Load with a user of role publisher or above, into a "
            "database that is not set read-only."
        )
    if "no such fulltext schema index" in said or "IndexNotFound" in code:
        return QueryError(f"The database lacks an index that the query names; 'kg load' makes all of them. ({said})")
    if "DatabaseNotFound" in code:
        return ServerError(f"{uri} has no such database; leave --database out to take the default one. ({said})")
    if isinstance(error, (neo4j.exceptions.ServiceUnavailable, neo4j.exceptions.SessionExpired, OSError)):
        return ServerError(
            f"No Neo4j server answers at {uri}. Start one ('kg neo4j start' or 'docker compose up -d'), or give its "
            f"address with --uri. ({said.split('(reason')[0].strip()[:160]})"
        )
    if isinstance(error, neo4j.exceptions.ClientError):
        return QueryError(said)
    return ServerError(f"{uri}: {said}")


def value(given: Any) -> Any:
    """Return a value of the driver as one of ``result.Rows``."""
    if isinstance(given, neo4j.graph.Node):
        return result.Node(
            key=given.element_id, labels=tuple(sorted(given.labels)),
            properties={k: value(v) for k, v in sorted(given.items())},
        )  # fmt: skip
    if isinstance(given, neo4j.graph.Relationship):
        start, end = (node.element_id if node is not None else "" for node in given.nodes)
        return result.Relationship(
            key=given.element_id, type=given.type, start=start, end=end,
            properties={k: value(v) for k, v in sorted(given.items())},
        )  # fmt: skip
    if isinstance(given, neo4j.graph.Path):
        return result.Path(
            nodes=tuple(value(n) for n in given.nodes), relationships=tuple(value(x) for x in given.relationships)
        )
    if isinstance(given, neo4j.spatial.WGS84Point):
        return Point(given.longitude, given.latitude)
    if isinstance(given, neo4j.time.Date):
        return given.to_native()
    if isinstance(given, (neo4j.time.DateTime, neo4j.time.Time)):
        return given.iso_format()
    if isinstance(given, list):
        return [value(x) for x in given]
    if isinstance(given, dict):
        return {k: value(v) for k, v in given.items()}
    return given
