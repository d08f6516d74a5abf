"""A relation that a construction states by itself."""

from __future__ import annotations

from dataclasses import dataclass

from kg.records import Span
from kg.relations.passage import Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A relation between entities ``head`` and ``tail`` (numbers) that a construction states by itself."""

    relation: str
    head: int
    tail: int
    sentence: int
    rule: str
    trigger: Span | None
    head_at: Occurrence | None = None
    tail_at: Occurrence | None = None
