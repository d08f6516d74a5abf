"""Lexicons: word lists beside the registers, for patterns rather than for names of single things.

Kinds of local bodies, titles of posts, surnames, kinds of policies, events, projects and companies. A lexicon is a TSV
file in UTF-8: ``#`` lines with title, source and date, one header line, then one row a line; several values in a cell
stand between ``|``. The ``#`` lines of each file say what its columns hold.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kg.errors import RegisterError, unknown

FOLDER = Path(__file__).parent / "lexicons"

Row = Mapping[str, str]


def names() -> tuple[str, ...]:
    """Return the names of the lexicons, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.tsv")))


@cache
def load_lexicon(name: str) -> tuple[Row, ...]:
    """Return the rows of a lexicon by column name, in the order of the file.

    Raises:
        RegisterError: no lexicon has this name, or a row has more cells than the header.
    """
    if name not in names():
        raise RegisterError(unknown("lexicon", name, names()))
    return read_lexicon(FOLDER / f"{name}.tsv")


def read_lexicon(path: Path) -> tuple[Row, ...]:
    """Return the rows of a lexicon file; missing cells at the end of a row are empty.

    Raises:
        RegisterError: a row has more cells than the header, or an empty first cell.
    """
    columns: list[str] = []
    rows: list[Row] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line[0] == "#":
            continue
        cells = line.split("\t")
        if not columns:
            columns = cells
            continue
        if len(cells) > len(columns) or not cells[0]:
            raise RegisterError(
                f"{path.name}, line {number}: {len(cells)} cells, the first {cells[0]!r}; "
                f"a row has a first cell and at most {len(columns)} cells ({', '.join(columns)})."
            )
        rows.append(dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True)))
    return tuple(rows)


def values(cell: str) -> tuple[str, ...]:
    """Return the values of a cell; an empty cell has none."""
    return tuple(cell.split("|")) if cell else ()


def words(name: str, column: str) -> frozenset[str]:
    """Return all values of one column of a lexicon."""
    return frozenset(value for row in load_lexicon(name) for value in values(row[column]))


_NUMBER = r"(?:[〇零一二三四五六七八九十百]+|\d+)"


@cache
def name_patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Return name, entity type and compiled pattern of each kind of numbered name, in the order of the file."""
    return tuple(
        (row["name"], row["type"], re.compile(row["pattern"].replace("{n}", _NUMBER)))
        for row in load_lexicon("name_patterns")
    )
