"""Borders and types of mentions put right before the merge: what a source cut too long, too short or took for a name.

Each rule knows one construction and says nothing about single names. A mention comes out as it is, with other borders
or another type, or not at all. The rules by type of mention stand in the modules beside this one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence

from kg import vocab
from kg.ner.borders import bodies, events, people, places, policies
from kg.ner.borders.known_names import KnownNames, known_names, respanned
from kg.ner.borders.marks import closed, is_of_storm, is_of_vessel, outside_titles, quoted_head
from kg.records import Mention
from kg.registers.contexts import load_stop_contexts
from kg.registers.matcher import Match

Rule = Callable[[str, Mention, KnownNames], Mention | None]
_REGISTERED = vocab.DIVISION_TYPES  # names of theirs are words too, which their stop contexts tell
_QUOTED_TYPES = frozenset({vocab.PROJECT, vocab.EVENT})


def put_right(text: str, mentions: Iterable[Mention], anchors: Sequence[Match]) -> list[Mention]:
    """Return the mentions with their borders put right; those that name nothing are left out.

    Args:
        anchors: register matches of the text in its order. A mention that is one of them, whole, stays as it is.
    """
    mentions = outside_titles(text, mentions)
    near = known_names(mentions, anchors)
    namesakes = people.namesakes_of_cities(text, anchors)
    kept = []
    for m in mentions:
        if m.type == vocab.CITY and text[m.start : m.end] in namesakes:
            m = dataclasses.replace(m, type=vocab.OFFICIAL, made_by="pattern:person/namesake")
        m = places.by_context(text, m, near)
        if is_of_vessel(text, m) or is_of_storm(text, m):
            continue
        if m.made_by.startswith("register:") or (m.start, m.end) in near.known:
            if m.type in vocab.PEOPLE_TYPES and people.is_part_of_dotted(text, m):
                continue
            if m.type != vocab.PLACE or places.place(text, m, near):
                kept.append(m)
        elif (right := _one(text, m, near)) is not None and right.end - right.start >= 2:
            kept.append(right)
    return kept


def _one(text: str, m: Mention, near: KnownNames) -> Mention | None:
    if text[m.start - 1 : m.start] == "最" and text[m.start] in "东南西北大高长":
        return None
    if m.type in _REGISTERED and load_stop_contexts().stops(text, m.start, m.end, text[m.start : m.end]):
        return None
    rule = _RULES.get(m.type)
    m = closed(text, m)
    if m.type in _QUOTED_TYPES:
        m = respanned(m, quoted_head(text, m.start, near), m.end)
    return rule(text, m, near) if rule else m


_RULES: Mapping[str, Rule] = {
    vocab.POLICY: policies.policy,
    vocab.PERSON: people.person,
    vocab.OFFICIAL: people.person,
    vocab.GOVERNMENT_BODY: bodies.body,
    vocab.COMPANY: bodies.company,
    vocab.ORGANIZATION: bodies.organization,
    vocab.EVENT: events.event,
    vocab.PORT: places.port,
    vocab.PROVINCE: places.division,
    vocab.CITY: places.city,
    vocab.COUNTRY: places.country,
    vocab.COUNTY: places.county,
    vocab.PROJECT: places.project,
    vocab.PLACE: places.place,
}
