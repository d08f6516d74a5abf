"""Entity linking: from a document's entities to the entries of the registers."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.linking.candidates import Possibility, possibilities
from kg.linking.context import DocumentContext
from kg.linking.events import with_full_event_names, with_official_name
from kg.linking.local_bodies import with_full_names
from kg.linking.scoring import probabilities, score, support
from kg.records import Article, Candidate, DocumentEntity
from kg.registers.entries import NAME, WEAK, RegisterEntry
from kg.registers.loader import Registers, load_registers
from kg.registers.local_bodies import full_name
from kg.registers.matcher import Matcher, load_matcher
from kg.vocab import (
    BODY_TYPES,
    COMPANY,
    COUNTY,
    DIVISION_TYPES,
    EVENT,
    GOVERNMENT_BODY,
    ORGANIZATION,
    PLACE,
    PORT,
    ZONE,
)

SURE = 0.8
_NAMED_IN_FULL = BODY_TYPES | {EVENT}
# The weight of "no register has it": next to nothing for names that stand only for their entry.
_NONE_OF_SURE = -8.0
_NONE_OF_WEAK = {PLACE: -2.5, ZONE: -2.5, PORT: -2.5, COMPANY: -2.5, GOVERNMENT_BODY: -1.0, ORGANIZATION: -1.0}
_NONE_OF_SHORT = -2.5  # 龙沙 in 万州区龙沙镇: a county's short name right after a unit that it is no part of
_NONE_OF_MANY = 0.0
_PORT_KIND = re.compile(r"口岸|港|机场|码头|站|通道|互市|[A-Za-z]")
_ATTRIBUTES = {"lon": "longitude", "lat": "latitude"}

_Ranked = list[tuple[float, Possibility]]


def link_entities(
    article: Article,
    entities: tuple[DocumentEntity, ...],
    text: str,
    *,
    registers: Registers | None = None,
    matcher: Matcher | None = None,
) -> tuple[DocumentEntity, ...]:
    """Return the entities, each with its register entry as ``link`` where that is sure.

    An entity that may be several things keeps ``link`` None and all of them as ``candidates``, the likeliest first;
    their scores are probabilities, and what is missing to 1 is the chance that no register has it. Policies and people
    are never linked. A linked entity gets ``nameEn``, ``longitude``, ``latitude``, ``validFrom``, ``validTo``,
    ``formerNames`` (``name@from-to``, ``|`` between) and ``successor`` (codes, ``,`` between) from the register. Local
    bodies get the full name of their division. Entities that turn out to be one thing become one, in the place and
    with the id of the first; else the order stays.

    Args:
        text: the text that the mentions are spans of.
        registers, matcher: those of the project if left out; give both or neither.

    >>> article = Article(id="d1", text="吉林省吉林市", published="2024-08-20")
    >>> city = DocumentEntity(id="e1", type="City", name="吉林市", surfaces=("吉林市",), mentions=((3, 6),))
    >>> link_entities(article, (city,), article.text)[0].link
    'gbt2260:220200'
    """
    registers = registers or load_registers()
    matcher = matcher or load_matcher()
    entities = tuple(with_full_event_names(e, text, registers) for e in entities)
    linked = _with_links(article, entities, text, registers, matcher)
    named = with_full_names(article, linked, text, registers, matcher)
    return _as_one([with_official_name(e) for e in named], registers)


def _with_links(
    article: Article, entities: tuple[DocumentEntity, ...], text: str, registers: Registers, matcher: Matcher
) -> tuple[DocumentEntity, ...]:
    possible = {e.id: found for e in entities if (found := possibilities(e, registers, text))}
    if not possible:
        return entities
    context = DocumentContext(article, text, registers, matcher)
    year = int(article.published[:4]) if article.published else None
    ranked = {e.id: _ranked(e, possible[e.id], context, year) for e in entities if e.id in possible}
    sure = {i: found[0][1].entry.code for i, found in ranked.items() if _sure(found)}
    context.learn((span, sure[e.id]) for e in entities if e.id in sure for span in e.mentions)
    for e in entities:
        if e.id in ranked and e.id not in sure:
            ranked[e.id] = _ranked(e, possible[e.id], context, year)
    return tuple(_linked(e, ranked[e.id]) if e.id in ranked else e for e in entities)


def _as_one(entities: Sequence[DocumentEntity], registers: Registers) -> tuple[DocumentEntity, ...]:
    """Join entities with one register entry, and bodies and events whose full names are equal."""
    groups: dict[tuple[str, ...], list[DocumentEntity]] = defaultdict(list)
    for e in entities:
        if e.link:
            key: tuple[str, ...] = (e.type, "link", e.link)
        elif e.type in _NAMED_IN_FULL and not e.candidates:
            key = (e.type, "name", full_name(e.name, registers) if e.type in BODY_TYPES else e.name)
        else:
            key = (e.id,)
        groups[key].append(e)
    return tuple(_joined(group) if len(group) > 1 else group[0] for group in groups.values())


def _joined(group: Sequence[DocumentEntity]) -> DocumentEntity:
    name = group[0].name if group[0].link else max((e.name for e in group), key=len)
    return dataclasses.replace(
        group[0],
        name=name,
        surfaces=_distinct(s for e in group for s in e.surfaces),
        mentions=tuple(sorted(m for e in group for m in e.mentions)),
        made_by=_distinct(m for e in group for m in e.made_by),
        confidence=max(e.confidence for e in group),
        attributes={k: v for e in reversed(group) for k, v in e.attributes.items()},
    )


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _ranked(
    entity: DocumentEntity, found: tuple[Possibility, ...], context: DocumentContext, year: int | None
) -> _Ranked:
    supports = [support(p, entity.mentions, context) for p in found]
    scores = [score(p, s, year) for p, s in zip(found, supports, strict=True)]
    short = entity.type == COUNTY and all(
        p.kind != NAME and s.broken_chain for p, s in zip(found, supports, strict=True)
    )
    chances = probabilities(scores, _NONE_OF_SHORT if short else _none(entity, found))
    return sorted(zip(chances, found, strict=True), key=lambda pair: (-pair[0], pair[1].entry.code))


def _none(entity: DocumentEntity, found: tuple[Possibility, ...]) -> float:
    if entity.type in DIVISION_TYPES or any(p.kind != WEAK and not p.other_type for p in found):
        return _NONE_OF_SURE
    if any(p.other_type or "homonyms" in p.entry.attributes for p in found):
        return _NONE_OF_MANY
    return _NONE_OF_WEAK.get(entity.type, _NONE_OF_MANY)


def _sure(ranked: _Ranked) -> bool:
    return ranked[0][0] >= SURE


def _linked(entity: DocumentEntity, ranked: _Ranked) -> DocumentEntity:
    if _sure(ranked):
        entry = ranked[0][1].entry
        type_ = entry.type if entity.type == PLACE else entity.type  # Place is what no other kind of place is
        name = entity.name if type_ != PORT or _PORT_KIND.search(entity.name) else entry.name  # 满洲里、绥芬河铁路口岸
        attributes = {**_register_attributes(entry), **entity.attributes}
        return dataclasses.replace(entity, type=type_, name=name, link=entry.code, candidates=(), attributes=attributes)
    candidates = tuple(Candidate(code=p.entry.code, score=round(chance, 4)) for chance, p in ranked)
    return dataclasses.replace(entity, link=None, candidates=candidates)


def _register_attributes(entry: RegisterEntry) -> Mapping[str, str]:
    found = {_ATTRIBUTES[k]: v for k, v in entry.attributes.items() if k in _ATTRIBUTES}
    if entry.name_en:
        found["nameEn"] = entry.name_en
    if entry.start is not None:
        found["validFrom"] = str(entry.start)
    if entry.end is not None:
        found["validTo"] = str(entry.end)
    if entry.former:
        found["formerNames"] = "|".join(f"{f.name}@{f.start or ''}-{f.end or ''}" for f in entry.former)
    if successor := entry.attributes.get("successor"):
        found["successor"] = successor
    return found
