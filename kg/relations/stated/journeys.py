"""Visits and meetings: state visits, whom a guest meets in the sentences after his arrival."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.relations.passage import Occurrence, Passage, Sentence
from kg.relations.stated.clauses import LEADS, SAYING
from kg.relations.stated.record import Stated
from kg.vocab import COMPANY, COUNTRY, ORGANIZATION, PEOPLE_TYPES, PLACE, PLACE_TYPES, PORT, ZONE

SCORES = {
    "visit/state": 0.9,
    "visit/to-china": 0.9,
    "visit/meanwhile": 0.9,
    "visit/guest": 0.86,
    "visit/wreath": 0.88,
    "meeting/at-home": 0.86,
    "meeting/also": 0.88,
    "visit/goes-on": 0.86,
    "visit/says": 0.88,
    "meeting/goes-on": 0.88,
}
_TOWARDS = re.compile(r"(?:(?!接待|欢迎|邀请|[我他她])[^，。；：]){0,16}对")
_GOES_ON_MEETING = re.compile(
    r"(?:[^，。；]{0,4}期间|其间|会[前后]|随后|此后|当[天日晚](?:[上下]午|晚些时候)?)?，?(?:还|又|先后|分别)*(?P<verb>拜会|会见|会晤|拜访|看望|与|同)(?:了)?"
)
_TALKS = re.compile(r"[^，。；]{0,4}(?:举行|进行|会谈|会晤|会面|会见|磋商|交谈|通话)")
_GOES_ON = re.compile(r"，(?:并|将|还将|并将|随后|随后将|此后|此后将|开始)?对$")
_TO_CHINA = re.compile(
    r"(?:同志|主席|总统|总理|首相|国王|议长|先生|女士|一行|等)*"
    r"(?:今年|去年|前年|近日|日前|上月|上周|此前|[0-9一二三四五六七八九十年月日初底]|将|应邀|首次|再次|此次|多次|曾|先后|即将|不久就|专程|又|也)*"
    r"(?P<verb>访华|来华|赴华)"
)
_INVITES = re.compile(r"(?:邀请|盼望|期待)[^，。；]{0,8}$")
_SAYS_HE_GOES = re.compile(
    r"[^，。；：“”]{0,10}(?:表示|宣布|透露|称|说|确认)，(?:他|她|自己|其)?(?:将|拟|计划|已|曾|正)[^，。；：“”]{0,16}?"
    r"(?P<verb>访问|出访|到访|前往|赴)"
)
_WHILE_VISITING = re.compile(r"[^，。；：“”]{0,10}?在(?P<verb>访问|出访|到访)")
_MEANWHILE = re.compile(r"(?:期间|时|之际)")
_HOST_OF = re.compile(r"(?:会见|会晤|与|同)(?:了)?[^，。；]{0,3}(?P<verb>来访|到访)的$")
_LAYS = re.compile(r"[^，。；]{0,8}(?P<verb>敬献|献上|献)(?:了)?花[圈篮]")
_TO = re.compile(r"[^，。；]{0,16}(?:向|前往|到|在|赴)$")
_AT_HOME = re.compile(r"(?:同志|老人|先生|院士)?(?:的)?家(?:中|里|，)?")
_CALLS_ON = re.compile(r"[^。；]{0,20}(?P<verb>来到|走进|看望|前往|登门)[^。；]{0,6}$")
_THEN = r"(?:^|[，；])(?:并|还|又|先后|随后|其间|期间|会后){0,2}(?:还|也)?(?:将|拟|计划)?"
_SOON = r"^(?:[0-9]+[年月日]|上午|下午|今天|近日|日前|首先|先后|还|又|随后|专程)*"
_THEN_GOES = re.compile(rf"(?:{_THEN}|{_SOON})(?P<verb>走访|前往|来到|走进|到访|访问|参观|瞻仰|察看)(?:了)?$")
_THEN_MEETS = re.compile(rf"{_THEN}(?:分别)?(?P<verb>同|与|会见|拜会|看望)(?:了)?$")
_THEN_RECEIVES = re.compile(r"，(?:并|还)?在$")
_RECEIVES = re.compile(r"(?:分别)?(?:会见|会晤|拜会)")
_INVITED = re.compile(r"应[^，。；]{2,40}邀请，")
_THEIR_KIN = re.compile(r"(?:同志|先生|女士)?的?(?:亲属|家属|遗孀|亲友|代表|特使)")
_VISITS = re.compile(r"(?:进行|开始|展开)(?:为期[^，。；]{1,4}的)?(?:国事|正式|友好|工作|正式友好)?访问")


def statements(passage: Passage) -> Iterator[Stated]:
    """Yield visits and meetings, sentence by sentence."""
    china = next((n for n, e in enumerate(passage.entities) if e.type == COUNTRY and "中国" in passage.names[n]), None)
    for sentence in passage.sentences:
        yield from _goes_on_meeting(passage, sentence)
        if len(sentence.occurrences) > 1:
            yield from _state_visits(passage, sentence)
            yield from _while_visiting(passage, sentence)
            yield from _says_he_visits(passage, sentence)
            yield from _guests(passage, sentence)
            yield from _wreaths(passage, sentence)
            yield from _calls_at_home(passage, sentence)
        if china is not None:
            yield from _to_china(passage, sentence, china)
        yield from _goes_on(passage, sentence)


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
    """Yield guest and country in 「A对C进行国事访问」 and in 「A率团抵达L，并对C进行国事访问」."""
    people = [o for o in sentence.occurrences if o.type in PEOPLE_TYPES]
    for country in sentence.occurrences:
        before = [o for o in people if o.end <= country.start]
        if country.type != COUNTRY or country.implied or not before:
            continue
        visit = _VISITS.match(passage.text, country.end, sentence.end)
        guest = before[-1]
        goes_on = len(before) == 1 and _GOES_ON.search(passage.text, guest.end, country.start)
        if visit and (goes_on or _TOWARDS.fullmatch(passage.text[guest.end : country.start])):
            yield Stated(
                relation="visited", head=guest.entity, tail=country.entity, sentence=sentence.number,
                rule="visit/state", trigger=visit.span(), head_at=guest, tail_at=country,
            )  # fmt: skip


def _to_china(passage: Passage, sentence: Sentence, china: int) -> Iterator[Stated]:
    """Yield guest and China in 「P今年5月访华期间」."""
    for guest in sentence.occurrences:
        came = _TO_CHINA.match(passage.text, guest.end, sentence.end)
        if guest.type not in PEOPLE_TYPES or not came:
            continue
        if _INVITES.search(passage.text, sentence.start, sentence.units[guest.order][0]):
            continue
        yield Stated(
            relation="visited", head=guest.entity, tail=china, sentence=sentence.number, rule="visit/to-china",
            trigger=came.span("verb"), head_at=guest,
        )  # fmt: skip


def _says_he_visits(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield guest and place in 「P表示，（他）将于明年访问L」."""
    for guest, place in pairwise(sentence.occurrences):
        goes = _SAYS_HE_GOES.fullmatch(passage.text, guest.end, place.start)
        if goes and guest.type in PEOPLE_TYPES and place.type in PLACE_TYPES and not place.implied:
            yield Stated(
                relation="visited", head=guest.entity, tail=place.entity, sentence=sentence.number, rule="visit/says",
                trigger=goes.span("verb"), head_at=guest, tail_at=place,
            )  # fmt: skip


def _while_visiting(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield guest and place in 「P15日在访问C期间表示」."""
    for guest, place in pairwise(sentence.occurrences):
        if guest.type not in PEOPLE_TYPES or place.type not in PLACE_TYPES or place.implied:
            continue
        verb = _WHILE_VISITING.fullmatch(passage.text, guest.end, place.start)
        if verb and _MEANWHILE.match(passage.text, place.end, sentence.end):
            yield Stated(
                relation="visited", head=guest.entity, tail=place.entity, sentence=sentence.number,
                rule="visit/meanwhile", trigger=verb.span("verb"), head_at=guest, tail_at=place,
            )  # fmt: skip


def _guests(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield guest and place in 「A在L会见到访的P」; without L it is the country that A has a post in."""
    people = [o for o in sentence.occurrences if o.type in PEOPLE_TYPES and not o.implied]
    for host, guest in pairwise(people):
        start = sentence.units[guest.order][0]
        received = _HOST_OF.search(passage.text, host.end, start)
        if not received:
            continue
        between = [o for o in sentence.occurrences[host.order + 1 : guest.order] if o.end <= received.start()]
        places = [o for o in between if o.type in PLACE_TYPES and not sentence.inside[o.order]]
        opening = sentence.units[host.order][0]
        own = [o for o in sentence.occurrences[: host.order] if o.type == COUNTRY and o.start >= opening]
        for place in places[:1] or own[:1]:
            yield Stated(
                relation="visited", head=guest.entity, tail=place.entity, sentence=sentence.number,
                rule="visit/guest", trigger=received.span("verb"), head_at=guest, tail_at=place,
            )  # fmt: skip


def _wreaths(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield guest and monument in 「P向L敬献花圈」."""
    for guest, place in pairwise(sentence.occurrences):
        laid = _LAYS.match(passage.text, place.end, sentence.end)
        if guest.type not in PEOPLE_TYPES or place.type != PLACE or not laid:
            continue
        if _TO.fullmatch(passage.text, guest.end, sentence.units[place.order][0]):
            yield Stated(
                relation="visited", head=guest.entity, tail=place.entity, sentence=sentence.number,
                rule="visit/wreath", trigger=laid.span("verb"), head_at=guest, tail_at=place,
            )  # fmt: skip


def _calls_at_home(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield visitor and host in 「A来到B家中」."""
    people = [o for o in sentence.occurrences if o.type in PEOPLE_TYPES and not o.implied]
    for visitor, host in pairwise(people):
        came = _CALLS_ON.fullmatch(passage.text, visitor.end, sentence.units[host.order][0])
        if came and _AT_HOME.match(passage.text, host.end, sentence.end):
            yield Stated(
                relation="met", head=visitor.entity, tail=host.entity, sentence=sentence.number,
                rule="meeting/at-home", trigger=came.span("verb"), head_at=visitor, tail_at=host,
            )  # fmt: skip


def _subject(passage: Passage, sentence: Sentence) -> Occurrence | None:
    """Return the person that a sentence is about: named alone, first, with no more than a time before."""
    invited = _INVITED.match(passage.text, sentence.start, sentence.end)
    opening = invited.end() if invited else sentence.start
    people = [o for o in sentence.occurrences if o.type in PEOPLE_TYPES and not sentence.inside[o.order]]
    people = [o for o in people if o.start >= opening]
    if not people or sentence.lists[people[0].order] != (people[0].order, people[0].order):
        return None
    start = sentence.units[people[0].order][0]
    return people[0] if LEADS.fullmatch(passage.text, opening, start) else None


def _goes_on(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield what the subject does in clauses that leave him out: 「P出席…，走访L」, 「P会见A，同B会谈」."""
    subject = _subject(passage, sentence)
    if subject is None:
        return
    for place in sentence.occurrences:
        start = sentence.units[place.order][0]
        if place.type in PLACE_TYPES and not sentence.inside[place.order] and start > subject.end:
            there = _THEN_RECEIVES.search(passage.text, subject.end, start)
            if there and _RECEIVES.match(passage.text, place.end, sentence.end):
                yield Stated(
                    relation="visited", head=subject.entity, tail=place.entity, sentence=sentence.number,
                    rule="visit/goes-on", trigger=None, head_at=subject, tail_at=place,
                )  # fmt: skip
    for first, last in sorted(set(sentence.lists)):
        members = [o for o in sentence.occurrences[first : last + 1] if not sentence.inside[o.order] and not o.implied]
        start, end = sentence.units[first][0], sentence.units[last][1]
        if not members or start < subject.end or SAYING.search(passage.text, subject.end, start):
            continue
        before = [o for o in sentence.occurrences if subject.end <= o.start < start and o.type in PEOPLE_TYPES]
        people = all(o.type in PEOPLE_TYPES for o in members)
        verb = (_THEN_MEETS if people else _THEN_GOES).search(passage.text[subject.end : start])
        if not verb or (before and not people) or (people and _THEIR_KIN.match(passage.text, end)):
            continue
        if people and verb["verb"] in "同与" and not _TALKS.match(passage.text, end, sentence.end):
            continue
        for o in members:
            if people or o.type in PLACE_TYPES | {PORT, ZONE, ORGANIZATION, COMPANY}:
                yield Stated(
                    relation="met" if people else "visited", head=subject.entity, tail=o.entity,
                    sentence=sentence.number, rule="meeting/also" if people else "visit/goes-on",
                    trigger=(subject.end + verb.start("verb"), subject.end + verb.end("verb")), head_at=subject,
                    tail_at=o,
                )  # fmt: skip
