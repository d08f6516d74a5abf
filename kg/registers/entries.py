"""The entry of a register: one thing with a public code and the names it goes by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

NAME = "name"
ALIAS = "alias"
FORMER = "former"
WEAK = "weak"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerName:
    """A name borne earlier. ``start`` and ``end`` are years, both inclusive; None is unknown."""

    name: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """One line of a register.

    ``aliases`` safely stand for the thing; ``weak`` surfaces may as well mean something else and need context.
    ``start`` and ``end`` are the years in which the thing existed, both inclusive; None is open or unknown.
    ``register`` is the name of the table.
    """

    code: str
    type: str
    name: str
    register: str
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    former: tuple[FormerName, ...] = ()
    parent: str | None = None
    start: int | None = None
    end: int | None = None
    name_en: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)

    def exists_in(self, year: int) -> bool:
        """Return whether the thing existed in a year; unknown years count as existing."""
        return (self.start is None or self.start <= year) and (self.end is None or year <= self.end)


class Naming(NamedTuple):
    """That a surface names an entry, and how: ``name``, ``alias``, ``former`` or ``weak``."""

    entry: RegisterEntry
    kind: str
