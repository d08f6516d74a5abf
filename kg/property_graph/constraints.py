"""Named constraints and indexes, made before any row is loaded."""

from __future__ import annotations

from collections.abc import Iterator

from kg.property_graph import schema
from kg.vocab import RELATION_TYPES

PREFIX = "kg_"
NAMES_INDEX = "kg_names"
QUOTES_INDEX = "kg_quotes"
FORMER_IDS_INDEX = "kg_former_ids"  # no range index looks into a list
LEDGER = "LoadLedger"

_RANGES = (
    (schema.ENTITY, "name"),
    (schema.ENTITY, "id"),
    (schema.DOCUMENT, "id"),
    (schema.DOCUMENT, "published"),
    (schema.STATEMENT, "id"),
    (schema.STATEMENT, "type"),
    (schema.STATEMENT, "from"),
    (schema.OBSERVATION, "indicator"),
    (schema.OBSERVATION, "from"),
)


def definitions() -> Iterator[str]:
    """Yield the statements that make all constraints and indexes. A constraint is kept by an index of its name."""
    yield f"CREATE CONSTRAINT {PREFIX}load_graph IF NOT EXISTS FOR (n:{LEDGER}) REQUIRE n.graph IS UNIQUE"
    for label in (schema.ENTITY, *schema.NODE_LABELS):
        name = f"{PREFIX}{label.lower()}_id"
        yield f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE (n.graph, n.id) IS UNIQUE"
    for label, key in _RANGES:
        yield f"CREATE INDEX {PREFIX}{label.lower()}_{key} IF NOT EXISTS FOR (n:{label}) ON (n.`{key}`)"
    for relation in RELATION_TYPES:
        type_ = schema.relationship_type(relation)
        yield f"CREATE INDEX {PREFIX}{type_.lower()}_from IF NOT EXISTS FOR ()-[r:{type_}]-() ON (r.`from`)"
    yield _full_text(NAMES_INDEX, schema.ENTITY, ("name", "nameEn", "aliases", "formerNames"))
    yield _full_text(QUOTES_INDEX, f"{schema.EVIDENCE}|{schema.DOCUMENT}", ("quote", "title"))
    yield _full_text(FORMER_IDS_INDEX, schema.ENTITY, ("formerIds",), analyzer="keyword")


def names() -> tuple[str, ...]:
    """Return the names of all constraints and indexes."""
    return tuple(statement.split()[3 if " FULLTEXT " in statement else 2] for statement in definitions())


def _full_text(name: str, labels: str, keys: tuple[str, ...], analyzer: str = "cjk") -> str:
    properties = ", ".join(f"n.{key}" for key in keys)
    return (
        f"CREATE FULLTEXT INDEX {name} IF NOT EXISTS FOR (n:{labels}) ON EACH [{properties}] "
        f"OPTIONS {{indexConfig: {{`fulltext.analyzer`: '{analyzer}'}}}}"
    )
