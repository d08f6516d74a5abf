"""From evidence to a score: what speaks for one possibility, and how much each thing weighs.

The weights are natural logarithms of odds, set by hand in the order in which a reader trusts them: units written as
one chain, the same sentence, the rest of the document, the way it is named, rank. Decision note 0012 gives the reasons.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kg.linking.candidates import Possibility
from kg.linking.context import Clue, Counts, DocumentContext
from kg.records import Span
from kg.registers.entries import FORMER, NAME, WEAK, RegisterEntry
from kg.vocab import COUNTRY, PROVINCE

_CHAINED = 6.0
_BROKEN_CHAIN = -4.0
_SAME_SENTENCE = 2.0
_PARENT_NAMED = 2.0
_HEAD = 1.5
_DOCUMENT = 3.0
_BELOW_NAMED = 2.0
_OTHER_TYPE = -3.0
_NOT_THEN = -5.0
_SURFACES = 1.5
_LONGEST_SURFACE = 1.5
_NAMING = {NAME: 0.0, "alias": -0.3, FORMER: -0.7, WEAK: -1.0}
_OLD_NAME_AFTER_YEARS = 3
_RANK = {COUNTRY: 1.0, PROVINCE: 1.0}
_PREFECTURE = 0.8
_COUNTY_OF_PROVINCE = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What the document says for one possibility.

    ``chained``: a unit above or below it touches the name; ``broken_chain``: another unit stands right before.
    ``same_sentence``, ``head``: a unit above it is named there (head: title and publisher); ``parent``: the unit right
    above it is named anywhere, ``below``: a unit under it. ``document`` is the share (0 to 1) of the document's clues
    that lie in the same units.
    """

    chained: bool
    broken_chain: bool
    same_sentence: bool
    head: bool
    parent: bool
    below: bool
    document: float


def support(possibility: Possibility, spans: Sequence[Span], context: DocumentContext) -> Support:
    """Return what the document says for a possibility whose entity is named at some spans."""
    own, *above = context.lineages.of(possibility.entry.code)
    units = set(above)
    others = context.others(spans)
    neighbours = [(context.before(s), context.after(s)) for s in spans]
    chained = any(_chained(own, units, before, after) for before, after in neighbours)
    return Support(
        chained=chained,
        broken_chain=not chained and any(_elsewhere(units, before) for before, _ in neighbours),
        same_sentence=any(c.lineage[0] in units for s in spans for c in context.beside(s)),
        head=bool(units & context.head),
        parent=bool(above) and others.named(above[0]) > 0,
        below=others.inside(own) > others.named(own),
        document=_share(above, others),
    )


def _chained(own: str, units: set[str], before: Clue | None, after: Clue | None) -> bool:
    return (before is not None and before.lineage[0] in units) or (after is not None and own in after.lineage[1:])


def _elsewhere(units: set[str], before: Clue | None) -> bool:
    if before is None:
        return False
    return bool(units) and before.lineage[0].startswith(("gbt2260:", "iso3166:"))


def _share(units: Sequence[str], others: Counts) -> float:
    if not units:
        return 0.0
    return sum(others.inside(u) for u in units) / (len(units) * (others.clues() + 1))


def score(possibility: Possibility, found: Support, year: int | None) -> float:
    """Return the weight of a possibility: natural logarithm of its odds up to a constant."""
    total = _NAMING[possibility.kind] + _rank(possibility.entry)
    total += _SURFACES * (possibility.share - 1.0) - _LONGEST_SURFACE * (not possibility.longest)
    total += _CHAINED * found.chained + _BROKEN_CHAIN * found.broken_chain
    total += _SAME_SENTENCE * found.same_sentence + _HEAD * found.head
    total += _PARENT_NAMED * found.parent + _BELOW_NAMED * found.below
    total += _DOCUMENT * found.document + _OTHER_TYPE * possibility.other_type
    return total + _time(possibility, year)


def _rank(entry: RegisterEntry) -> float:
    population = entry.attributes.get("population")
    if population is not None:
        return 0.3 * (math.log10(max(int(population), 1000)) - 5)
    if entry.type in _RANK:
        return _RANK[entry.type]
    scheme, _, digits = entry.code.partition(":")
    if scheme != "gbt2260":
        return 0.0
    if digits.endswith("00"):
        return _PREFECTURE
    return _COUNTY_OF_PROVINCE if (entry.parent or "").endswith("0000") else 0.0


def _time(possibility: Possibility, year: int | None) -> float:
    if year is None:
        return 0.0
    total = 0.0 if possibility.entry.exists_in(year) else _NOT_THEN
    former = possibility.former
    if former is not None and former.end is not None:
        if year <= former.end:
            total -= _NAMING[FORMER]
        elif year > former.end + _OLD_NAME_AFTER_YEARS:
            total -= 1.0
    return total


def probabilities(scores: list[float], nothing: float) -> list[float]:
    """Return the probability of each possibility beside that of none of them, whose weight is ``nothing``."""
    top = max([*scores, nothing])
    odds = [math.exp(s - top) for s in scores]
    whole = sum(odds) + math.exp(nothing - top)
    return [o / whole for o in odds]
