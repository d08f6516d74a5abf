"""What validation finds, told so that people can read it: which record, which sentence, what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from sys import intern

from kg import records as r
from kg import vocab
from kg.graph.stream import Record, RecordStream
from kg.rdf import namespaces as ns

Result = tuple[str, str, str, str]  # IRI of the node, name of the shape, message, value


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One broken shape.

    ``record`` is the id of the document, entity, statement or figure, ``node`` the local name of the part of it that
    breaks ``shape``; ``quote`` is the first sentence that states it, from ``document``.
    """

    record: str
    node: str
    shape: str
    message: str
    value: str = ""
    name: str = ""
    quote: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What validation found. ``records`` counts those that were checked."""

    records: int
    violations: tuple[Violation, ...]

    @property
    def conforms(self) -> bool:
        """Whether no shape was broken."""
        return not self.violations


def as_rejected(v: Violation) -> r.Rejected:
    """Return a violation as a line of the rejected."""
    detail = " · ".join(x for x in (v.shape, v.value, v.quote) if x)
    return r.Rejected(stage="shapes", source=v.document or v.record, reason=f"{v.name} {v.message}", detail=detail)


class Context:
    """What a record may refer to: the types and names of all entities, and the ids of the documents."""

    def __init__(self, stream: RecordStream) -> None:
        self.documents = {d.id for d in stream.documents()}
        self.types: dict[str, str] = {}
        self.names: dict[str, str] = {}
        for entity in stream.entities():
            self.types[entity.id] = intern(entity.type)
            self.names[entity.id] = entity.name


def local_names(records: Iterable[Record]) -> dict[str, Record]:
    """Return records by the local names of their nodes."""
    return {f"document/{ns.document_name(x.id)}" if isinstance(x, r.DocumentNode) else x.id: x for x in records}


def violation(by_node: Mapping[str, Record], context: Context, result: Result) -> Violation:
    """Return the violation that a result stands for.

    Args:
        by_node: the records that were checked together, by local name.
    """
    node, shape, message, value = result
    local = node.removeprefix(ns.BASE)
    record = _stating(by_node.values(), local, shape, value) or by_node.get(local) or by_node.get(local.split(".")[0])
    if record is None:
        return Violation(record=local, node=local, shape=shape, message=message, value=value)
    evidence = getattr(record, "evidence", ())
    return Violation(
        record=record.id,
        node=local,
        shape=shape,
        message=message,
        value=value.removeprefix(ns.BASE),
        name=_name(record, context),
        quote=evidence[0].quote if evidence else "",
        document=evidence[0].document if evidence else _first_document(record),
    )


def in_order(violations: Iterable[Violation]) -> list[Violation]:
    """Return violations sorted by record, node, shape, message and value."""
    return sorted(violations, key=lambda v: (v.record, v.node, v.shape, v.message, v.value))


def _stating(records: Iterable[Record], subject: str, relation: str, value: str) -> r.Statement | None:
    """Return the statement behind a direct triple that breaks the shape of its relation."""
    if relation not in vocab.RELATION_TYPES:
        return None
    stating = [x for x in records if isinstance(x, r.Statement) and (x.type, x.subject) == (relation, subject)]
    object_ = value.removeprefix(ns.BASE)
    return next((x for x in stating if x.object == object_), stating[0] if stating else None)


def _name(record: Record, context: Context) -> str:
    if isinstance(record, r.Statement):
        ends = (context.names.get(x, x) for x in (record.subject, record.object) if x is not None)
        return f" {record.type} ".join(ends)
    if isinstance(record, r.ObservationNode):
        return f"{record.indicator} {record.value:g} {record.unit}"
    return record.name if isinstance(record, r.Entity) else record.title


def _first_document(record: Record) -> str:
    if isinstance(record, r.Entity):
        return record.mentions[0].document if record.mentions else ""
    return record.id if isinstance(record, r.DocumentNode) else ""
