"""Every exception that kg raises on purpose.

    KgError
    ├── InputError(ValueError)          a document or a file cannot be read
    ├── SettingsError(ValueError)       a setting or an option is unknown or out of range
    ├── RegisterError(ValueError)       a line of a register breaks its format
    ├── SchemaError(ValueError)         a record breaks the vocabulary or the file's schema version
    ├── IdentifierError(ValueError)     an id or IRI cannot be minted, or two things claim one id
    ├── GraphError(LookupError)         a graph's folder is missing, damaged or in use
    ├── QueryError(RuntimeError)        a Cypher or SPARQL query failed
    └── ServerError(ConnectionError)    a Neo4j server cannot be reached, refuses, or is too old

A message says what came, what would have been right, and what to do.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class KgError(Exception):
    """Base of all errors that the command line prints as one line."""


class InputError(KgError, ValueError):
    """A document or a file cannot be read."""


class SettingsError(KgError, ValueError):
    """A setting or an option is unknown or out of range."""


class RegisterError(KgError, ValueError):
    """A line of a register breaks its format."""


class SchemaError(KgError, ValueError):
    """A record breaks the vocabulary, or a file has another schema version."""


class IdentifierError(KgError, ValueError):
    """An id or IRI cannot be minted, or two things claim one id."""


class GraphError(KgError, LookupError):
    """A graph's folder is missing, damaged or in use."""


class QueryError(KgError, RuntimeError):
    """A Cypher or SPARQL query failed."""


class ServerError(KgError, ConnectionError):
    """A Neo4j server cannot be reached, refuses, or is too old."""


def unknown(what: str, value: str, known: Iterable[str]) -> str:
    """Return the message for a value outside a known list, with the nearest known one."""
    names = sorted(known)
    near = difflib.get_close_matches(value, names, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return f"Unknown {what} {value!r}. Known: {', '.join(names)}.{hint}"
