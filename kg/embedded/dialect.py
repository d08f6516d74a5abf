"""Cypher as Neo4j reads it → Cypher as the embedded engine reads it.

Only what can be told from words and brackets is rewritten:

- ``(n:City)``: see ``labels``;
- ``-[:PART_OF*1..3]->``: no relationship twice on a path, as in Neo4j (``TRAIL``; the engine's own rule is a walk);
- ``shortestPath((a)-[*..4]-(b))`` and ``allShortestPaths`` become the engine's ``SHORTEST``;
- ``d.published.year`` becomes ``date_part('year', d.published)``;
- ``e.end``: the names of properties are quoted, since some are words of the engine's language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kg.embedded.labels import without_entity_labels
from kg.embedded.words import following, is_blank, is_name, tokens
from kg.errors import QueryError

_MODES = frozenset({"TRAIL", "WALK", "ACYCLIC", "SHORTEST", "ALL", "WSHORTEST"})
_SHORTEST = {"SHORTESTPATH": "SHORTEST", "ALLSHORTESTPATHS": "ALL SHORTEST"}
_OUTSIDE = frozenset({"COPY", "EXPORT", "IMPORT", "INSTALL", "ATTACH", "UNINSTALL", "USE"})
_DATE_PARTS = frozenset({"year", "quarter", "month", "week", "day"})
DEFAULT_LONGEST_PATH = 30


def check_reads_only(query: str) -> None:
    """Refuse what reads or writes files or loads extensions, which the engine allows on a read-only database.

    Raises:
        QueryError: the query has such a statement.
    """
    words = _words(tokens(query))
    for before, word, after in zip(("", *words), words, (*words[1:], ""), strict=False):
        if (before in ("", ";") and word.upper() in _OUTSIDE) or (
            word.upper() == "LOAD" and after.upper() in ("FROM", "CSV", "EXTENSION", "WITH")
        ):
            raise QueryError(
                f"{word.upper()} reaches outside the graph and is refused in a read-only query; "
                "ask with MATCH … RETURN."
            )


def needed_parameters(query: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the parameters that a query names; of one that lacks, the engine would take null.

    Raises:
        QueryError: a parameter has no value.
    """
    named = sorted({part[1:] for part in tokens(query) if part.startswith("$") and len(part) > 1})
    if lacking := [name for name in named if name not in given]:
        raise QueryError(
            f"The query has no value for {', '.join('$' + name for name in lacking)}; give each one "
            f"(--param {lacking[0]}=VALUE; in the shell :param {lacking[0]} VALUE; in Python {lacking[0]}=…)."
        )
    return {name: given[name] for name in named}


def translate(query: str) -> str:
    """Return the query in the embedded engine's Cypher.

    Raises:
        QueryError: the query asks for a node of two types, or a bracket is not closed.
    """
    return "".join(_paths(_quoted_properties(_date_parts(without_entity_labels(tokens(query))))))


def _words(parts: list[str]) -> tuple[str, ...]:
    return tuple(p for p in parts if not is_blank(p))


def _date_parts(parts: list[str]) -> list[str]:
    out: list[str] = []
    for part in parts:
        out.append(part)
        if part in _DATE_PARTS and out[-4:-1:2] == [".", "."] and is_name(out[-3]) and is_name(out[-5]):
            owner, _, name, _, _ = out[-5:]
            out[-5:] = ["date_part", "(", f"'{part}'", ",", owner, ".", name, ")"]
    return out


def _quoted_properties(parts: list[str]) -> list[str]:
    out = list(parts)
    for n, (owner, dot, name) in enumerate(zip(parts, parts[1:], parts[2:], strict=False)):
        is_property = dot == "." and is_name(name) and name[0] != "`" and (is_name(owner) or owner[:1] in (")", "]"))
        if is_property and parts[following(parts, n + 3) :][:1] != ["("]:  # point.distance( is a function
            out[n + 2] = f"`{name}`"
    return out


def _paths(parts: list[str]) -> Iterator[str]:
    depth = 0
    closing: list[tuple[int, str]] = []  # depth at which a shortestPath( ends, and its mode
    inside = False  # in the square brackets of a relationship
    previous = ""
    position = 0
    while position < len(parts):
        part = parts[position]
        word = part.upper()
        if word in _SHORTEST and parts[following(parts, position + 1) :][:1] == ["("]:
            closing.append((depth, _SHORTEST[word]))
            position = following(parts, position + 1) + 1
            depth += 1
            continue
        if part == "(":
            depth += 1
        elif part == ")":
            depth -= 1
            if closing and closing[-1][0] == depth:
                closing.pop()
                position += 1
                continue
        elif part == "[":
            inside = previous == "-"
        elif part == "]":
            inside = False
        yield part
        if inside and part == "*":
            length = following(parts, position + 1)
            if length >= len(parts):
                raise QueryError("The query ends inside a relationship; close its ']'.")
            if parts[length].upper() not in _MODES:
                yield f" {closing[-1][1] if closing else 'TRAIL'} "
                if closing and not parts[length].isdigit():
                    yield "1" if parts[length] == "." else f"1..{DEFAULT_LONGEST_PATH}"
        if not is_blank(part):
            previous = part
        position += 1
    if closing:
        raise QueryError("shortestPath( is not closed; add its ')'.")
