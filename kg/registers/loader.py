"""Registers from their tables.

A table is a TSV file in UTF-8. ``#`` lines on top give title, source and date; then one header line with the columns
below; then one entry a line, trailing empty cells left out at will. Several values in a cell stand between ``|``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path

from kg.collection import collection_paused
from kg.errors import RegisterError, unknown
from kg.registers.company_names import legal_core
from kg.registers.entries import ALIAS, FORMER, NAME, WEAK, FormerName, Naming, RegisterEntry
from kg.vocab import COMPANY, ENTITY_TYPES, PROJECT

TABLES = Path(__file__).parent / "tables"
COLUMNS = ("code", "type", "name", "aliases", "weak", "former", "parent", "from", "to", "nameEn", "attributes")
_HEADER = "\t".join(COLUMNS)
_TYPES = frozenset(ENTITY_TYPES)
_PLAIN_BRACKETS = str.maketrans("（）", "()")
_KINDS_OF_LINE = {"高速铁路": "高铁", "高铁": "高速铁路", "高速": "高速公路"}
_NO_ATTRIBUTES: Mapping[str, str] = {}


class Registers:
    """All entries, by code and by surface."""

    def __init__(self, entries: Iterable[RegisterEntry]) -> None:
        self.entries: dict[str, RegisterEntry] = {e.code: e for e in entries}
        self.namings: dict[str, tuple[Naming, ...]] = _namings(self.entries.values())

    def __len__(self) -> int:
        return len(self.entries)

    def entry(self, code: str) -> RegisterEntry | None:
        """Return the entry of a code, or None."""
        return self.entries.get(code)

    def named(self, surface: str) -> tuple[Naming, ...]:
        """Return what a surface may name: full names first, then aliases, former names, weak surfaces; by code."""
        return self.namings.get(surface, ())

    @cached_property
    def companies_by_core(self) -> Mapping[str, tuple[RegisterEntry, ...]]:
        """The companies by what their full names say without the legal form; see ``legal_core``."""
        found: dict[str, dict[str, RegisterEntry]] = {}
        for entry in self.entries.values():
            if entry.type == COMPANY:
                for name in (entry.name, *entry.aliases, *(f.name for f in entry.former)):
                    if name.endswith("公司"):
                        found.setdefault(legal_core(name), {})[entry.code] = entry
        return {core: tuple(entries.values()) for core, entries in found.items()}

    def ancestors(self, code: str) -> tuple[RegisterEntry, ...]:
        """Return the entries above an entry, nearest first."""
        above: list[RegisterEntry] = []
        entry = self.entries.get(code)
        while entry is not None and entry.parent is not None:
            entry = self.entries.get(entry.parent)
            if entry is None or entry in above:
                break
            above.append(entry)
        return tuple(above)


def _namings(entries: Iterable[RegisterEntry]) -> dict[str, tuple[Naming, ...]]:
    found: dict[str, list[Naming]] = {}
    for kind in (NAME, ALIAS, FORMER, WEAK):
        for entry in entries:
            for surface in _with_plain_brackets(_with_forms_of_lines(entry, _surfaces(entry, kind))):
                known = found.setdefault(surface, [])
                if all(n.entry is not entry for n in known):
                    known.append(Naming(entry, kind))
    return {surface: tuple(known) for surface, known in found.items()}


def _surfaces(entry: RegisterEntry, kind: str) -> Iterable[str]:
    if kind == NAME:
        return () if entry.name in entry.weak else (entry.name,)
    if kind == ALIAS:
        return entry.aliases
    if kind == WEAK:
        return entry.weak
    return [f.name for f in entry.former] if entry.former else ()


def _with_forms_of_lines(entry: RegisterEntry, surfaces: Iterable[str]) -> Iterable[str]:
    """Yield surfaces, those of a line also with its kind written the other way: 成贵高铁, 成贵高速铁路."""
    for surface in surfaces:
        yield surface
        if entry.type == PROJECT and (other := next((k for k in _KINDS_OF_LINE if surface.endswith(k)), "")):
            yield surface.removesuffix(other) + _KINDS_OF_LINE[other]


def _with_plain_brackets(surfaces: Iterable[str]) -> Iterable[str]:
    """Yield surfaces, those with full-width brackets also with ASCII ones: texts have both."""
    for surface in surfaces:
        yield surface
        if "（" in surface:
            yield surface.translate(_PLAIN_BRACKETS)


def load_registers(extra: Path | None = None) -> Registers:
    """Return the project's registers, with the tables of a folder of the user's added.

    A line of the user's tables takes the place of the built-in entry with the same code.

    Raises:
        RegisterError: a table breaks the format; file and line are named.
    """
    return _loaded(extra)


@lru_cache(maxsize=4)
def _loaded(extra: Path | None) -> Registers:
    with collection_paused():
        entries = read_tables(TABLES)
        if extra is not None:
            entries |= read_tables(extra)
        _check_parents(entries)
        return Registers(entry for _, entry in sorted(entries.items()))


def read_tables(folder: Path) -> dict[str, RegisterEntry]:
    """Return the entries of all tables of a folder by code.

    Raises:
        RegisterError: the folder has no tables, a line breaks the format, or a code stands twice.
    """
    paths = sorted(folder.glob("*.tsv"))
    if not paths:
        raise RegisterError(f"No register in {folder}. A folder of registers holds *.tsv files.")
    entries: dict[str, RegisterEntry] = {}
    for path in paths:
        for number, entry in read_table(path):
            other = entries.setdefault(entry.code, entry)
            if other is not entry:
                raise RegisterError(
                    f"{path.name}, line {number}: code {entry.code!r} is taken by {other.name} "
                    f"in {other.register}.tsv. Give each entry a code of its own."
                )
    return entries


def read_table(path: Path) -> Iterable[tuple[int, RegisterEntry]]:
    """Yield line number and entry for each line of one table.

    Raises:
        RegisterError: a line breaks the format.
    """
    header_seen = False
    register = path.stem
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line[0] == "#":
            continue
        if header_seen:
            try:
                yield number, _entry(line, register)
            except RegisterError as error:
                raise RegisterError(f"{path.name}, line {number}: {error}") from None
        elif line == _HEADER:
            header_seen = True
        else:
            raise RegisterError(f"{path.name}, line {number}: the header is {line!r}; it must be {_HEADER!r}.")


def _entry(line: str, register: str) -> RegisterEntry:
    cells = line.split("\t")
    if not 3 <= len(cells) <= len(COLUMNS):
        raise RegisterError(f"{len(cells)} cells; an entry has 3 to {len(COLUMNS)}, with tabs between.")
    cells += [""] * (len(COLUMNS) - len(cells))
    code, type_, name, aliases, weak, former, parent, start, end, name_en, attributes = cells
    if type_ not in _TYPES:
        raise RegisterError(unknown("entity type", type_, ENTITY_TYPES))
    scheme, _, local = code.partition(":")
    if not scheme or not local or not code.isascii() or " " in code:
        raise RegisterError(f"code {code!r}; write scheme:code in ASCII without spaces, as gbt2260:230000.")
    if name != name.strip() or len(name) < 2:
        raise RegisterError(f"name {name!r}; a name has two characters or more and no spaces around it.")
    return RegisterEntry(
        code=code,
        type=type_,
        name=name,
        register=register,
        aliases=_values(aliases),
        weak=_values(weak),
        former=_former(former) if former else (),
        parent=parent or None,
        start=_year(start) if start else None,
        end=_year(end) if end else None,
        name_en=name_en,
        attributes=_attributes(attributes) if attributes else _NO_ATTRIBUTES,
    )


def _values(cell: str) -> tuple[str, ...]:
    if not cell:
        return ()
    values = tuple(cell.split("|"))
    for value in values:
        if len(value) < 2 or value != value.strip():
            raise RegisterError(f"surface {value!r}; a surface has two characters or more and no spaces around it.")
    return values


def _former(cell: str) -> tuple[FormerName, ...]:
    names = []
    for value in cell.split("|"):
        name, _, years = value.partition("@")
        start, dash, end = years.partition("-")
        if len(name) < 2 or (years and not dash):
            raise RegisterError(f"former name {value!r}; write name@from-to with years, one of them may be missing.")
        names.append(
            FormerName(name=name, start=_year(start) if start else None, end=_year(end) if end else None),
        )
    return tuple(names)


def _year(cell: str) -> int:
    if len(cell) != 4 or not cell.isdecimal():
        raise RegisterError(f"year {cell!r}; write four digits.")
    return int(cell)


def _attributes(cell: str) -> dict[str, str]:
    pairs = {}
    for part in cell.split(";"):
        key, equals, value = part.partition("=")
        if not key or not equals or not value:
            raise RegisterError(f"attribute {part!r}; write key=value, several with ; between.")
        pairs[key] = value
    return pairs


def _check_parents(entries: Mapping[str, RegisterEntry]) -> None:
    for entry in entries.values():
        if entry.parent is not None and entry.parent not in entries:
            raise RegisterError(
                f"{entry.register}.tsv: {entry.code} ({entry.name}) has the parent {entry.parent}, "
                "which no table holds. Add the parent or leave the cell empty."
            )
