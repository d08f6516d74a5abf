"""Visits and meetings: state visits, whom a guest meets in the sentences after his arrival."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.relations.passage import Passage, Sentence
from kg.relations.stated.record import Stated
from kg.vocab import COUNTRY, PEOPLE_TYPES

SCORES = {
    "visit/state": 0.9,
    "meeting/goes-on": 0.88,
}
_TOWARDS = re.compile(r"(?:(?!接待|欢迎|邀请|[我他她])[^，。；：]){0,16}对")
_GOES_ON_MEETING = re.compile(
    r"(?:[^，。；]{0,4}期间|其间|会[前后]|随后|此后|当[天日晚](?:[上下]午|晚些时候)?)?，?(?:还|又|先后|分别)*(?P<verb>拜会|会见|会晤|拜访|看望|与|同)(?:了)?"
)
_TALKS = re.compile(r"[^，。；]{0,4}(?:举行|进行|会谈|会晤|会面|会见|磋商|交谈|通话)")
_VISITS = re.compile(r"(?:进行|开始|展开)(?:为期[^，。；]{1,4}的)?(?:国事|正式|友好|工作|正式友好)?访问")


def statements(passage: Passage) -> Iterator[Stated]:
    """Yield visits and meetings, sentence by sentence."""
    for sentence in passage.sentences:
        yield from _goes_on_meeting(passage, sentence)
        if len(sentence.occurrences) > 1:
            yield from _state_visits(passage, sentence)


def _goes_on_meeting(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield guest and host in 「A抵达C。其间，拜会了B」: the subject is the only person of the sentence before."""
    hosts = [o for o in sentence.occurrences if o.type in PEOPLE_TYPES]
    if not hosts or not sentence.number:
        return
    start, _ = passage.list_span(sentence, hosts[0].order)
    verb = _GOES_ON_MEETING.fullmatch(passage.text, sentence.start, start)
    before = passage.sentences[sentence.number - 1]
    guests = {o.entity: o for o in before.occurrences if o.type in PEOPLE_TYPES}
    if not verb or len(guests) != 1 or before.block != sentence.block:
        return
    _, end = passage.list_span(sentence, hosts[0].order)
    if verb["verb"] in "与同" and not _TALKS.match(passage.text, end, sentence.end):
        return
    guest = next(iter(guests.values()))
    first, last = sentence.lists[hosts[0].order]
    for o in sentence.occurrences[first : last + 1]:
        if o.type in PEOPLE_TYPES and o.entity != guest.entity:
            yield Stated(
                relation="met", head=guest.entity, tail=o.entity, sentence=sentence.number, rule="meeting/goes-on",
                trigger=verb.span("verb"), tail_at=o,
            )  # fmt: skip


def _state_visits(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield guest and country in 「A对C进行国事访问」."""
    for guest, country in pairwise(sentence.occurrences):
        if guest.type not in PEOPLE_TYPES or country.type != COUNTRY or country.implied:
            continue
        visit = _VISITS.match(passage.text, country.end, sentence.end)
        if visit and _TOWARDS.fullmatch(passage.text[guest.end : country.start]):
            yield Stated(
                relation="visited", head=guest.entity, tail=country.entity, sentence=sentence.number,
                rule="visit/state", trigger=visit.span(), head_at=guest, tail_at=country,
            )  # fmt: skip
