"""Games, expositions and sessions that texts date by: 北京冬奥会期间, 2025年全国两会期间."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.records import Interval
from kg.temporal.calendar import table_rows

_COLUMNS = ("year", "city", "kind", "long", "first", "last")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """One edition. ``year`` is that of its name, which its days may not lie in."""

    year: int
    city: str
    interval: Interval


@functools.cache
def gatherings() -> Mapping[str, Sequence[Gathering]]:
    """Return the editions by each short or full form of their kind (package table), in the table's order."""
    out: dict[str, list[Gathering]] = {}
    for year, cities, kind, long, first, last in table_rows("gatherings.tsv", _COLUMNS):
        for city in cities.split("|"):
            edition = Gathering(year=int(year), city=city, interval=Interval(start=first, end=last))
            for form in dict.fromkeys((kind, *long.split("|"))):
                out.setdefault(form, []).append(edition)
    return out


def cities_pattern() -> str:
    """Return an alternation of the names that stand before a kind, the longest first."""
    return _alternation({g.city for editions in gatherings().values() for g in editions})


def kinds_pattern() -> str:
    """Return an alternation of the short and full forms, the longest first."""
    return _alternation(set(gatherings()))


def first_characters() -> set[str]:
    """Return the characters that these names begin with."""
    names = gatherings()
    return {x[0] for x in (*names, *(g.city for editions in names.values() for g in editions))}


def _alternation(words: set[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda x: (-len(x), x)))
