"""Modality and date of the relations of one document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import replace

from kg.qualification.context import Sentences
from kg.qualification.dating import Times, date_of, happened_at, is_ahead
from kg.qualification.modality import modality_of
from kg.records import DocumentEntity, Interval, RelationMention, Span
from kg.temporal.calendar import last_day_of, parse_day
from kg.temporal.reading import TimeExpression
from kg.vocab import DENIED, DONE, ENDED, PLACE_TYPES, PLANNED

# What has one time in a document however often it is told; lasting relations may hold at many.
_ONCE = frozenset({"visited", "met", "heldIn", "participatesIn", "issued", "approved", "signed", "holdsPost"})
_CHAINS = ("place/chain", "place/in-frame")
_AT_ONCE = re.compile(r"同时|一并")


def qualify(
    text: str,
    sentences: Sequence[Span],
    relations: Sequence[RelationMention],
    times: Sequence[TimeExpression],
    published: str | None,
    entities: Sequence[DocumentEntity] = (),
) -> list[RelationMention]:
    """Return the relations, in their order, with ``modality`` and ``date`` set.

    A relation that came in denied stays denied.

    Args:
        sentences: spans of the sentences (characters, half-open).
        times: the text's time expressions, in order.
        published: ISO date of publication.
        entities: the document's entities, so that words inside names are no cues.
    """
    if not relations:
        return []
    reader = Sentences(text, sentences, entities)
    dates = Times.of(times)
    regions = {e.id for e in entities if e.type in PLACE_TYPES}
    out = []
    for relation in relations:
        context = reader.context(relation)
        happened = happened_at(context, dates, published)
        modality = DENIED if relation.modality == DENIED else modality_of(context, happened=happened)
        date = date_of(context, modality, dates, published)
        if _is_geography(relation, regions) and modality != DENIED:
            modality, date = DONE, None
        if modality == DONE and is_ahead(context, date, published):
            modality = PLANNED
        if relation.type == "holdsPost" and modality == DONE and _is_over(date, published):
            modality = ENDED
        if relation.type == "amends" and date is None and modality != DENIED:
            date = _with_the_new_rule(text, relation, entities)
        out.append(replace(relation, modality=modality, date=date))
    return _dated_alike(_planned_alike(out))


def _is_geography(relation: RelationMention, regions: Set[str]) -> bool:
    """Whether one place only lies in another, whatever is to happen there (将在美国佛罗里达州举行会晤)."""
    placed = relation.type == "locatedIn" and relation.rule in _CHAINS
    return placed and relation.head in regions and relation.tail in regions


def _with_the_new_rule(text: str, x: RelationMention, entities: Sequence[DocumentEntity]) -> Interval | None:
    """Return when a rule ends that ends as the new one takes effect (自2026年5月1日起施行。《…》同时废止)."""
    if x.trigger is None or not _AT_ONCE.search(text, *x.trigger):
        return None
    start = next((e.attributes.get("effectiveDate") for e in entities if e.id == x.head), None)
    return None if start is None else Interval(start=start)


def _planned_alike(relations: list[RelationMention]) -> list[RelationMention]:
    """Let nobody have taken part, on no day, in an event that is still to be held (E将于11月举行。…担任主宾国)."""
    held = {kind: {x.head for x in relations if x.type == "heldIn" and x.modality == kind} for kind in (DONE, PLANNED)}
    ahead = held[PLANNED] - held[DONE]
    return [
        replace(x, modality=PLANNED)
        if x.type == "participatesIn" and x.tail in ahead and x.modality == DONE and x.date is None
        else x
        for x in relations
    ]


def _dated_alike(relations: list[RelationMention]) -> list[RelationMention]:
    """Give a happening that one document tells dated and undated, as in text and headline, its one date everywhere."""
    dates: dict[tuple[object, ...], set[Interval]] = defaultdict(set)
    for x in relations:
        if x.date is not None:
            dates[_happening(x)].add(x.date)
    return [
        replace(x, date=next(iter(known)))
        if x.date is None and x.type in _ONCE and len(known := dates.get(_happening(x), ())) == 1
        else x
        for x in relations
    ]


def _happening(x: RelationMention) -> tuple[object, ...]:
    return x.type, x.head, x.tail, x.role, x.modality


def _is_over(date: Interval | None, published: str | None) -> bool:
    day = parse_day(published)
    return (
        date is not None
        and date.start is not None
        and date.end is not None
        and day is not None
        and (last_day_of(date.end) < day)
    )
