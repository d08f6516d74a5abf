"""Cypher as Neo4j reads it → Cypher as the embedded engine reads it.

Only what can be told from words and brackets is rewritten:

- ``(n:Entity)``: the engine has one label a node, so ``Entity`` becomes the alternatives ``Country|Province|…``;
- ``-[:PART_OF*1..3]->``: no relationship twice on a path, as in Neo4j (``TRAIL``; the engine's own rule is a walk);
- ``shortestPath((a)-[*..4]-(b))`` and ``allShortestPaths`` become the engine's ``SHORTEST``;
- ``e.end``: the names of properties are quoted, since some are words of the engine's language.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from kg.errors import QueryError
from kg.property_graph.schema import ENTITY
from kg.vocab import ENTITY_TYPES

_TOKEN = re.compile(
    r"""'(?:\\.|[^'\\])*' | "(?:\\.|[^"\\])*" | `(?:``|[^`])*` | //[^\n]* | /\*.*?\*/ | \$?\w+ | \s+ | .""",
    re.VERBOSE | re.DOTALL,
)
_BLANK = re.compile(r"\s|//|/\*")
_NAME = re.compile(r"[^\W\d]\w*")
_MODES = frozenset({"TRAIL", "WALK", "ACYCLIC", "SHORTEST", "ALL", "WSHORTEST"})
_SHORTEST = {"SHORTESTPATH": "SHORTEST", "ALLSHORTESTPATHS": "ALL SHORTEST"}
_OUTSIDE = frozenset({"COPY", "EXPORT", "IMPORT", "INSTALL", "ATTACH", "UNINSTALL", "USE"})
DEFAULT_LONGEST_PATH = 30


def tokens(query: str) -> list[str]:
    """Split a query into strings, quoted names, comments, words, blanks and single signs; joined they give it back."""
    return _TOKEN.findall(query)


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


def check_parameters(query: str, given: Collection[str]) -> None:
    """Refuse a query whose parameters have no values; the engine would take null.

    Raises:
        QueryError: it names the parameters.
    """
    named = {part[1:] for part in tokens(query) if part.startswith("$") and len(part) > 1}
    if lacking := sorted(named - set(given)):
        raise QueryError(f"The query has no value for {', '.join('$' + name for name in lacking)}; give each one.")


def translate(query: str) -> str:
    """Return the query in the embedded engine's Cypher.

    Raises:
        QueryError: the query asks for a node of two types, or a bracket is not closed.
    """
    return "".join(_paths(_labels(_quoted_properties(tokens(query)))))


def _words(parts: list[str]) -> tuple[str, ...]:
    return tuple(p for p in parts if not _BLANK.match(p))


def _quoted_properties(parts: list[str]) -> list[str]:
    out = list(parts)
    for n, (owner, dot, name) in enumerate(zip(parts, parts[1:], parts[2:], strict=False)):
        is_property = dot == "." and _NAME.fullmatch(name) and (_NAME.fullmatch(owner) or owner[0] in "`)]")
        if is_property and parts[_next(parts, n + 3) :][:1] != ["("]:  # point.distance( is a function
            out[n + 2] = f"`{name}`"
    return out


def _labels(parts: list[str]) -> list[str]:
    out: list[str] = []
    brackets: list[str] = []
    position = 0
    while position < len(parts):
        part = parts[position]
        if part in "([{":
            brackets.append(part)
        elif part in ")]}" and brackets:
            brackets.pop()
        if part == ":" and brackets[-1:] == ["("]:
            position, labels = _label_expression(parts, position)
            out.append(labels)
            continue
        out.append(part)
        position += 1
    return out


def _label_expression(parts: list[str], position: int) -> tuple[int, str]:
    """Return where the label expression at ``position`` ends, and its translation."""
    names: list[str] = []
    signs: list[str] = []
    while position < len(parts) and parts[position] in (":", "|", "&"):
        signs.append(parts[position])
        position = _next(parts, position + 1)
        if position < len(parts) and parts[position] == ":":  # the older form (n:City|:Port)
            position = _next(parts, position + 1)
        if position >= len(parts) or not re.match(r"\w|`", parts[position]):
            return position, "".join(signs[-1:]) if not names else ":" + "|".join(names)
        names.append(parts[position])
        following = _next(parts, position + 1)
        position = following if following < len(parts) and parts[following] in (":", "|", "&") else position + 1
    if set(signs[1:]) <= {"|"} or len(names) == 1:
        return position, ":" + "|".join(ENTITY_TYPES if ENTITY in (n.strip("`") for n in names) else names)
    own = [n for n in names if n.strip("`") != ENTITY]
    if "|" in signs or len(own) > 1:
        raise QueryError(
            f"A node has one label beside {ENTITY}, not {' and '.join(own)}; write {'|'.join(own)} for either."
        )
    return position, ":" + "".join(own or ["|".join(ENTITY_TYPES)])


def _next(parts: list[str], position: int) -> int:
    while position < len(parts) and _BLANK.match(parts[position]):
        position += 1
    return position


def _paths(parts: list[str]) -> Iterator[str]:
    depth = 0
    closing: list[tuple[int, str]] = []  # depth at which a shortestPath( ends, and its mode
    inside = False  # in the square brackets of a relationship
    previous = ""
    position = 0
    while position < len(parts):
        part = parts[position]
        word = part.upper()
        if word in _SHORTEST and parts[_next(parts, position + 1) :][:1] == ["("]:
            closing.append((depth, _SHORTEST[word]))
            position = _next(parts, position + 1) + 1
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
            following = _next(parts, position + 1)
            if following >= len(parts):
                raise QueryError("The query ends inside a relationship; close its ']'.")
            if parts[following].upper() not in _MODES:
                yield f" {closing[-1][1] if closing else 'TRAIL'} "
                if closing and not parts[following].isdigit():
                    yield "1" if parts[following] == "." else f"1..{DEFAULT_LONGEST_PATH}"
        if not _BLANK.match(part):
            previous = part
        position += 1
    if closing:
        raise QueryError("shortestPath( is not closed; add its ')'.")
