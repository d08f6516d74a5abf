"""Constructions over a pair: named patterns of how a sentence states a relation.

The table is data (``constructions.tsv``). A construction that fits is a feature of the pair classifier, and its name is
the rule of the statement when the classifier accepts the pair.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.errors import SchemaError, unknown
from kg.vocab import RELATION_TYPES

HEAD, TAIL = "①", "②"


@dataclass(frozen=True, slots=True, kw_only=True)
class Construction:
    """A named pattern for one relation type."""

    relation: str
    name: str
    pattern: re.Pattern[str]


@cache
def constructions(scope: str) -> dict[str, tuple[Construction, ...]]:
    """Return the constructions of a scope (``pair`` or ``carried``) by relation type.

    Raises:
        SchemaError: a line names an unknown relation or scope, or its pattern is broken.
    """
    out: dict[str, tuple[Construction, ...]] = {}
    lines = (files("kg.relations") / "constructions.tsv").read_text("utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        if line.startswith(("#", "relation\t")) or not line:
            continue
        relation, name, where, pattern = line.split("\t")
        if relation not in RELATION_TYPES:
            raise SchemaError(f"constructions.tsv, line {number}: {unknown('relation', relation, RELATION_TYPES)}")
        if where not in ("pair", "carried"):
            raise SchemaError(f"constructions.tsv, line {number}: {unknown('scope', where, ('pair', 'carried'))}")
        if where == scope:
            try:
                made = Construction(relation=relation, name=name, pattern=re.compile(pattern))
            except re.error as error:
                raise SchemaError(f"constructions.tsv, line {number}: pattern cannot be read: {error}") from error
            out[relation] = (*out.get(relation, ()), made)
    return out


def fitting(relation: str, frame: str, scope: str) -> list[str]:
    """Return the names of the constructions of a relation that fit a frame, in the order of the table.

    Args:
        frame: the words around the pair, the head as ①, the tail as ②, other names as letters.
    """
    names = [c.name for c in constructions(scope).get(relation, ()) if c.pattern.search(frame)]
    return list(dict.fromkeys(names))
