"""What the engine says about a query → what is wrong with it, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from kg.property_graph import schema

_NO_TABLE = re.compile(r"Table (\S+) does not exist")
_NO_PROPERTY = re.compile(r"Cannot find property (\S+) for (\S+?)\.?$")
_UNREADABLE = re.compile(r"Invalid input <(.*?)>: expected rule", re.DOTALL)
_SHOWN = 24  # characters before the place that cannot be read


def explained(message: str) -> str:
    """Return one line for a message of the engine."""
    message = " ".join(message.split())
    if "read-only" in message:
        return "The query would change the graph, and it is open for reading only. Add --write (in Python: write=True)."
    if found := _NO_TABLE.search(message):
        names = (schema.ENTITY, *schema.NODE_LABELS, *schema.RELATIONSHIP_TYPES)
        return (
            f"There is no label or relationship type {found[1]}{_meant(found[1], names)}; kg shell lists all: :schema"
        )
    if found := _NO_PROPERTY.search(message):
        tables = (*schema.NODE_PROPERTIES.values(), *(t.properties for t in schema.RELATIONSHIP_TYPES.values()))
        own = sorted({name for table in tables for name in table})
        return f"What {found[2]} stands for has no property {found[1]}{_meant(found[1], own)}; see docs/graph-model.md"
    if found := _UNREADABLE.search(message):
        return (
            f"The query cannot be read at '{found[1][-_SHOWN:].strip()}'; look for a bracket, a comma or a word that "
            "is missing or misspelt there."
        )
    return (
        message.removeprefix("Binder exception: ")
        .removeprefix("Runtime exception: ")
        .removeprefix("Catalog exception: ")
    )


def _meant(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, known, n=1, cutoff=0.6)
    return f" (did you mean {close[0]}?)" if close else ""
