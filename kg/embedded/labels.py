"""Labels of entities → conditions on their type.

The engine has one label a node, and all entities lie in one table, ``Entity`` (see ``tables``). So

- ``(n:City {name: $x})`` becomes ``(n:Entity {type: 'City', name: $x})``;
- ``(n:City|Port)`` becomes ``(n:Entity)`` and the condition ``n.type IN ['City', 'Port']`` of its MATCH;
- ``n:City`` in a condition becomes ``n.type = 'City'``, and ``labels(n)`` the list that Neo4j gives.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.embedded.words import following, is_blank, is_name, tokens
from kg.errors import QueryError
from kg.property_graph.schema import ENTITY
from kg.vocab import ENTITY_TYPES

_PATTERNS = frozenset({"MATCH", "CREATE", "MERGE"})
_CLAUSES = _PATTERNS | {
    "OPTIONAL", "WHERE", "RETURN", "WITH", "UNWIND", "SET", "DELETE", "DETACH", "REMOVE", "UNION", "CALL", "ORDER",
    "LIMIT", "SKIP", "ON",
}  # fmt: skip
_SUBQUERIES = frozenset({"EXISTS", "COUNT", "COLLECT", "CALL"})
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_INVENTED = "unnamedNode"


def without_entity_labels(parts: list[str]) -> list[str]:
    """Return a query, cut into parts, that names no type of entity as a label.

    Raises:
        QueryError: the query asks for a node of two types, or for one of several where no condition can stand.
    """
    return _Labels(parts).translated()


@dataclass(slots=True, kw_only=True)
class _Level:
    """A query, or a query in the braces of another. ``depth``: how many brackets are around it."""

    depth: int
    pattern: str = ""  # MATCH, CREATE or MERGE while its pattern is being read
    conditions: list[str] = field(default_factory=list)  # of the MATCH being read
    bracket_open: bool = False  # its WHERE was put into brackets


class _Labels:
    def __init__(self, parts: list[str]) -> None:
        self.parts = parts
        self.position = 0
        self.out: list[str] = []
        self.brackets: list[str] = []
        self.levels = [_Level(depth=0)]
        self.previous = ""  # the part before that is not blank
        self.tables: dict[str, str] = {}  # table by variable, where it is one
        self.invented = 0

    def translated(self) -> list[str]:
        while self.position < len(self.parts):
            part = self.parts[self.position]
            if not (self._is_clause(part) and self._clause(part)) and not self._labelled(part):
                self._close(part)
                self.out.append(part)
                self._open(part)
                self.position += 1
            if not is_blank(part):
                self.previous = part
        self._end_clause()
        return self.out

    @property
    def level(self) -> _Level:
        return self.levels[-1]

    # ---- clauses ----

    def _is_clause(self, part: str) -> bool:
        word = part.upper()
        if word not in _CLAUSES or len(self.brackets) != self.level.depth or self.previous in (".", ":"):
            return part == ";"
        return not (word == "WITH" and self.previous.upper() in ("STARTS", "ENDS"))

    def _clause(self, part: str) -> bool:
        """Begin a clause; return whether its word is written already."""
        word = part.upper()
        if word == "WHERE" and self.level.conditions:
            self._write("WHERE " + " AND ".join(self.level.conditions) + " AND (")
            self.level.conditions.clear()
            self.level.pattern, self.level.bracket_open = "", True
            self.position += 1
            return True
        self._end_clause()
        self.level.pattern = word if word in _PATTERNS else ""
        return False

    def _end_clause(self) -> None:
        if self.level.conditions:
            self._write(" WHERE " + " AND ".join(self.level.conditions) + " ")
            self.level.conditions.clear()
        if self.level.bracket_open:
            self._write(") ")
            self.level.bracket_open = False

    def _open(self, part: str) -> None:
        if part in _OPENING:
            self.brackets.append(part)
            if part == "{" and self.previous.upper() in _SUBQUERIES:
                self.levels.append(_Level(depth=len(self.brackets)))
                if self.parts[following(self.parts, self.position + 1) :][:1] == ["("]:  # EXISTS { (a)-->(b) }
                    self.level.pattern = "MATCH"
                    self.out.append(" MATCH")

    def _close(self, part: str) -> None:
        if part in _CLOSING and self.brackets:
            if len(self.levels) > 1 and len(self.brackets) == self.level.depth:
                self._end_clause()
                self.levels.pop()
            self.brackets.pop()

    # ---- labels ----

    def _labelled(self, part: str) -> bool:
        """Write what bears labels here and go on behind it; return False where nothing does."""
        if part == "(":
            return self._node()
        if part == ":" and is_name(self.previous) and not self.level.pattern and self._in_condition():
            return self._condition()
        return part.lower() == "labels" and not self.level.pattern and self._labels_function()

    def _in_condition(self) -> bool:
        return len(self.brackets) == self.level.depth or self.brackets[-1] == "("

    def _node(self) -> bool:
        parts, start = self.parts, self.position
        colon = following(parts, start + 1)
        variable = parts[colon] if colon < len(parts) and is_name(parts[colon]) else ""
        if variable:
            colon = following(parts, colon + 1)
        if parts[colon : colon + 1] != [":"] or not (self.level.pattern or self._beside_arrow()):
            return False
        end, names = self._label_expression(colon)
        entities = [name for name in names if name in ENTITY_TYPES]
        if not entities or ENTITY in names:
            self._write_labels(start, end, [n for n in names if n not in ENTITY_TYPES], variable)
            return True
        others = [name for name in names if name not in ENTITY_TYPES]
        properties = following(parts, end)
        has_properties = parts[properties : properties + 1] == ["{"]
        if len(names) == 1 and not (has_properties and self._has_type(properties)):
            self._write_labels(start, end, [ENTITY], variable)
            if not has_properties:
                self._write(f" {{type: '{names[0]}'}}")
                return True
            empty = parts[following(parts, properties + 1) :][:1] == ["}"]
            self._write(f" {{type: '{names[0]}'" + ("" if empty else ", "))
            self.brackets.append("{")
            self.position = properties + 1
            return True
        if self.level.pattern != "MATCH":
            raise QueryError(f"A node has one label here; ask for {'|'.join(names)} in a MATCH.")
        if not variable:
            self.invented += 1
            variable = f"{_INVENTED}{self.invented}"
            self.parts[start] = f"({variable}"
        condition = _is_one_of(variable, entities)
        self.level.conditions.append(f"({condition} OR label({variable}) <> '{ENTITY}')" if others else condition)
        self._write_labels(start, end, [ENTITY, *others], variable)
        return True

    def _write_labels(self, start: int, end: int, tables: list[str], variable: str) -> None:
        colon = self.parts.index(":", start)
        self.out.extend(self.parts[start:colon])
        self._write(":" + "|".join(tables))
        self.brackets.append("(")
        self.position = end
        if variable and len(tables) == 1:
            self.tables[variable] = tables[0]

    def _beside_arrow(self) -> bool:
        if self.previous in ("-", ">"):
            return True
        depth = 0
        for position in range(self.position, len(self.parts)):
            depth += (self.parts[position] == "(") - (self.parts[position] == ")")
            if depth == 0:
                return self.parts[following(self.parts, position + 1) :][:1] in (["-"], ["<"])
        return False

    def _has_type(self, brace: int) -> bool:
        depth = 0
        for position in range(brace, len(self.parts)):
            part = self.parts[position]
            depth += (part in _OPENING) - (part in _CLOSING)
            if depth == 0:
                return False
            if depth == 1 and part.strip("`") == "type" and self.parts[following(self.parts, position + 1)] == ":":
                return True
        return False

    def _condition(self) -> bool:
        end, names = self._label_expression(self.position)
        while is_blank(self.out[-1]):
            self.out.pop()
        variable = self.out.pop()
        entities = [n for n in names if n in ENTITY_TYPES and ENTITY not in names]
        tests = [_is_one_of(variable, entities)] if entities else []
        tests += [f"label({variable}) = '{name}'" for name in names if name not in ENTITY_TYPES]
        self._write(tests[0] if len(tests) == 1 else f"({' OR '.join(tests)})")
        self.position = end
        return True

    def _labels_function(self) -> bool:
        inner = [p for p in self.parts[self.position + 1 : self.position + 8] if not is_blank(p)][:3]
        if len(inner) < 3 or inner[0] != "(" or not is_name(inner[1]) or inner[2] != ")":
            return False
        variable = inner[1]
        own = f"['{ENTITY}', {variable}.type]"
        table = self.tables.get(variable)
        if table is None:
            own = f"CASE WHEN label({variable}) = '{ENTITY}' THEN {own} ELSE [label({variable})] END"
        elif table != ENTITY:
            own = f"['{table}']"
        self._write(own)
        self.position = self.parts.index(")", self.position) + 1
        return True

    def _label_expression(self, position: int) -> tuple[int, list[str]]:
        """Return where the label expression at a colon ends, and the labels of which a node has one."""
        parts = self.parts
        names: list[str] = []
        signs: list[str] = []
        end = position
        while position < len(parts) and parts[position] in (":", "|", "&"):
            signs.append(parts[position])
            position = following(parts, position + 1)
            if position < len(parts) and parts[position] == ":":  # the older form (n:City|:Port)
                position = following(parts, position + 1)
            if position >= len(parts) or not is_name(parts[position]):
                raise QueryError(f"A label is missing after {signs[-1]!r}; write (n:City) or (n:City|Port).")
            names.append(parts[position].strip("`"))
            end = position + 1
            position = following(parts, end)
        if set(signs[1:]) <= {"|"}:
            return end, names
        own = [n for n in names if n != ENTITY]
        if "|" in signs or len(own) > 1:
            raise QueryError(
                f"A node has one label beside {ENTITY}, not {' and '.join(own)}; write {'|'.join(own)} for either."
            )
        return end, own or [ENTITY]

    def _write(self, text: str) -> None:
        self.out.extend(tokens(text))


def _is_one_of(variable: str, types: Iterable[str]) -> str:
    quoted = [f"'{t}'" for t in types]
    return f"{variable}.type = {quoted[0]}" if len(quoted) == 1 else f"{variable}.type IN [{', '.join(quoted)}]"
