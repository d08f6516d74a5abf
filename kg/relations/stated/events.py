"""Who attends or speaks at the meeting that goes on, and where an event is held."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.records import Span
from kg.relations.passage import Passage, Sentence
from kg.relations.stated.clauses import LEADS, SAYING
from kg.relations.stated.record import Stated
from kg.vocab import BODY_TYPES, COMPANY, EVENT, ORGANIZATION, PEOPLE_TYPES, PLACE_TYPES

SCORES = {
    "event/attendance": 0.88,
    "event/held-in-clause": 0.88,
    "event/delegate": 0.9,
    "event/then-attends": 0.88,
    "event/guest-country": 0.9,
    "event/exhibitor": 0.88,
}
_MEETING = r"(?:本次|此次|上述)?(?:会议|大会|全会|座谈会|论坛|年会|开幕式|闭幕式|开幕会|闭幕会|仪式|活动|研讨会)"
_WORDS = r"(?:发言|报告|说明|汇报|部署|讲话|演讲|布置|讲座|辅导|点评|宣讲)"
_ACTS = "|".join(
    (
        rf"(?:出席|参加|列席|主持)(?:了)?(?:{_MEETING})?",
        rf"(?:在(?:会议|大会|座谈会|会)上)?(?:致辞|致词|致开幕词|讲话|发言|作(?:了)?(?:[^，。；“”]{{0,24}}的)?[^，。；“”]{{0,6}}{_WORDS})",
        rf"(?:应邀)?(?:围绕|就)[^。；“”]{{2,50}}?(?:作|进行)(?:了)?[^，。；“”]{{0,6}}(?:{_WORDS}|交流)",
        r"(?:介绍|汇报|通报)(?:了)?[^，。；]{0,12}(?:情况|成果)",
        r"宣读[^，。；]{2,20}",
        r"(?:步入|走上|登上)[^，。；]{0,4}(?:主席台|会场|观礼台)",
        r"(?:代表[^，。；]{2,30})?宣誓",
        r"[^，。；]{0,8}(?:点燃|传递)[^，。；]{0,8}(?:圣火|火炬|火炬台)",
        r"(?:[0-9]+位?火炬手)?(?:接力)?传递",
        r"(?:共同)?为[^，。；]{2,16}(?:颁奖|揭幕|揭牌|剪彩)",
        r"宣布[^，。；]{0,14}(?:开幕|闭幕|开始|开赛)",
    )
)
_ATTENDS = re.compile(
    r"(?:等)?(?:[0-9]+位[^，。；]{1,6})?(?:有关|主要|相关)?(?:负责同志|负责人|领导|代表(?!参加)|同志)?(?:等)?(?:在会上|会上)?"
    rf"(?:分别|先后|也|都|共同|应邀|一同)?(?:{_ACTS})(?:并(?:讲话|致辞|发言|作[^，。；]{{2,8}}))?[，。；\n！]"
)
_HEARD = re.compile(r"(?:^|[，。；\n])[^，。；]{0,6}(?:听取|审议)(?:并审议)?了?$")
_REPORTS = re.compile(r"(?:等)?(?:分别|先后)?(?:受[^，。；]{2,12}委托)?(?:分别)?(?:所)?(?:作|提出)的")
_BRIEFING = re.compile(r"(?:发布会|吹风会|通气会|见面会)[”》]?$")
_BRIEFS = re.compile(
    r"(?:有关|相关|新闻)?(?:负责同志|负责人|发言人|司长|局长)[^，。；]{0,4}(?:介绍|表示|说|回应|指出|透露)"
)
_DELEGATE = re.compile(r"代表(?:、[^。；、]{0,26}|，[^。；]{0,26})?")
_THEN = re.compile(r"，(?:并|还|又|先后|随后){0,2}(?P<verb>出席|参加|列席|主持召开|主持)(?:了)?$")
_IS_DELEGATE = re.compile(r"(?:同志)?(?:是|作为|当选)(?:一名|为)?")
_SPIRIT = re.compile(r"[”》]?(?:以来|精神|报告|部署|提出|确定|决策|关于|[^，。；]{0,12}精神)")
_SPEAKS_FOR_BODY = re.compile(
    r"(?:等)?(?:[^，。；]{0,4}(?:单位|部门))?(?:有关|主要|相关)?(?:负责同志|负责人|领导|代表)"
)
_BODIES_SPEAK = re.compile(
    r"(?:等)?(?:分别|先后)?(?:在会上|会上)?作(?:了)?(?:大会|经验|典型|交流|表态|书面|主旨){1,3}(?:发言|演讲|报告)"
)  # 甲部、乙部作交流发言
_STAND = re.compile(r"等?[^，。；、的]{0,6}的?(?P<noun>展区|展台|展位|展馆)")
_FAIR = re.compile(r"(?:会|展|展览|节)[”]?$")
_GUEST = re.compile(r"的?(?P<noun>主宾国|主题国|东道国|主办国|主宾省|主宾市)")
_IS_GUEST = re.compile(
    r"等?(?:[两二三四五六七八九十]国|[0-9]+国)?(?:分别|共同|将|应邀)*(?:是|为|作为|担任|出任)(?:本届|此次|大会|本次)?(?:的)?"
    r"(?P<noun>主宾国|主题国|东道国|主办国|主宾省|主宾市)(?=[，。；]|$|\n)"
)
_IS = re.compile(r"(?:是|为|作为|担任)[^，。；]{0,4}")
_OPENING = re.compile(r"(?:^|[，。；\n])(?:会上|会议期间|[^，。；]{0,4}(?:日|今天|上午|下午)|最后由|由)?，?$")
_TAKES_PLACE = re.compile(r"[^，。；、]{0,6}(?:举行|举办|召开|开幕|启幕|开赛)(?=[，。；\n]|$)")
_WHEN = re.compile(r"(?:将|拟|已|计划|后|现)?改?(?:于[^，。；]{1,16})?(?:在|于)")


def statements(passage: Passage) -> Iterator[Stated]:
    """Yield who takes part in the events of a passage, and where they are held."""
    yield from _attendance(passage)
    for sentence in passage.sentences:
        if len(sentence.occurrences) > 1:
            yield from _held_in_clause(passage, sentence)
            yield from _delegates(passage, sentence)
            yield from _then_attends(passage, sentence)
            yield from _guest_countries(passage, sentence)


def _attendance(passage: Passage) -> Iterator[Stated]:
    """Yield who attends or speaks (A、B出席会议。A主持。) and the only event that has opened in the block so far."""
    held: set[int] = set()
    block = 0
    for sentence in passage.sentences:
        if sentence.block != block:
            block, held = sentence.block, set()
        convened = passage.convened[sentence.number]
        if len(held) == 1 and convened is None:
            yield from _attenders(passage, sentence, next(iter(held)))
            yield from _guests_of(passage, sentence, next(iter(held)))
        yield from _exhibitors(passage, sentence, held)
        if convened is not None:
            if not held:
                yield from _attenders(passage, sentence, convened.entity, since=convened.end)
            held.add(convened.entity)


def _attenders(passage: Passage, sentence: Sentence, event: int, since: int = 0) -> Iterator[Stated]:
    """Yield the lists of people or bodies from character ``since`` on that are said to attend or speak."""
    others = [
        o
        for o in sentence.occurrences
        if o.type == EVENT
        and o.entity != event
        and not _SPIRIT.match(passage.text, o.end)
        and not _is_series(passage, o.entity, event)
    ]
    for first, last in sorted(set(sentence.lists)):
        members = [o for o in sentence.occurrences[first : last + 1] if not sentence.inside[o.order] and not o.implied]
        kinds = {"P" if o.type in PEOPLE_TYPES else "B" if o.type in BODY_TYPES else "" for o in members}
        start, end = passage.list_span(sentence, first)
        if len(kinds) != 1 or "" in kinds or others or start < since:
            continue
        verb = _part_taken(passage, sentence, (start, end), event, kinds == {"B"})
        if verb is None:
            continue
        for o in members:
            yield Stated(
                relation="participatesIn", head=o.entity, tail=event, sentence=sentence.number,
                rule="event/attendance", trigger=(end, verb.end() - 1), head_at=o,
            )  # fmt: skip


def _exhibitors(passage: Passage, sentence: Sentence, held: set[int]) -> Iterator[Stated]:
    """Yield the firms of 「来到A、B等展台」 with the fair of the sentence, else the only one of the document."""
    for first, last in sorted(set(sentence.lists)):
        firms = [o for o in sentence.occurrences[first : last + 1] if not sentence.inside[o.order] and not o.implied]
        stand = _STAND.match(passage.text, sentence.units[last][1], sentence.end)
        if not stand or not firms or any(o.type not in (COMPANY, ORGANIZATION) for o in firms):
            continue
        own = {o.entity for o in sentence.occurrences if o.type == EVENT}
        told = {n for n, e in enumerate(passage.entities) if e.type == EVENT}
        fairs = sorted(n for n in own or held or told if any(_FAIR.search(name) for name in passage.names[n]))
        for o in firms if len(fairs) == 1 else ():
            yield Stated(
                relation="participatesIn", head=o.entity, tail=fairs[0], sentence=sentence.number,
                rule="event/exhibitor", trigger=stand.span("noun"), head_at=o,
            )  # fmt: skip


def _is_series(passage: Passage, other: int, event: int) -> bool:
    """Whether one event is the series of another (冰雪节 of 第九届冰雪节)."""
    return any(mine.endswith(name) for name in passage.names[other] for mine in passage.names[event])


def _part_taken(passage: Passage, sentence: Sentence, span: Span, event: int, are_bodies: bool) -> re.Match[str] | None:
    """Return the words that say that the names in ``span`` take part, or None."""
    text, (start, end) = passage.text, span
    before = text[sentence.start : start]
    if _HEARD.search(before):
        return _REPORTS.match(text, end, sentence.end)
    if not _OPENING.search(before):
        return None
    if are_bodies and any(_BRIEFING.search(name) for name in passage.names[event]):
        return _BRIEFS.match(text, end, sentence.end)
    if are_bodies and not _SPEAKS_FOR_BODY.match(text, end) and not _BODIES_SPEAK.match(text, end):
        return None
    return _ATTENDS.match(text, end, sentence.end)


def _delegates(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield delegate and event in 「E代表、某厂工人P」 and 「P是E代表」."""
    for a, b in pairwise(sentence.occurrences):
        if a.type == EVENT and b.type in PEOPLE_TYPES:
            person, event = b, a
            says = _DELEGATE.fullmatch(passage.text, a.end, sentence.units[b.order][0])
        elif a.type in PEOPLE_TYPES and b.type == EVENT and passage.text.startswith("代表", b.end):
            person, event = a, b
            says = _IS_DELEGATE.fullmatch(passage.text, a.end, b.start)
        else:
            continue
        if says and not event.implied and not person.implied:
            yield Stated(
                relation="participatesIn", head=person.entity, tail=event.entity, sentence=sentence.number,
                rule="event/delegate", trigger=(event.end, event.end + 2), head_at=person, tail_at=event,
            )  # fmt: skip


def _then_attends(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield the subject and the events of a later clause that leaves him out: 「P在L调研，出席了E1和E2」."""
    people = [o for o in sentence.occurrences if o.type in PEOPLE_TYPES and not sentence.inside[o.order]]
    if not people or not LEADS.fullmatch(passage.text, sentence.start, passage.list_span(sentence, people[0].order)[0]):
        return
    first, last = sentence.lists[people[0].order]
    subjects = [o for o in sentence.occurrences[first : last + 1] if not sentence.inside[o.order]]
    since = subjects[-1].end
    for event in sentence.occurrences:
        if event.type != EVENT or event.implied or event.start < since:
            continue
        start, _ = passage.list_span(sentence, event.order)
        between = any(since <= o.start < start and o.type in PEOPLE_TYPES for o in sentence.occurrences)
        verb = _THEN.search(passage.text, since, start)
        if verb and not between and not SAYING.search(passage.text, since, start):
            for o in subjects:
                yield Stated(
                    relation="participatesIn", head=o.entity, tail=event.entity, sentence=sentence.number,
                    rule="event/then-attends", trigger=verb.span("verb"), head_at=o, tail_at=event,
                )  # fmt: skip


def _guest_countries(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield place and event in 「E主宾国C」 and 「C是E主宾国」."""
    for a, b in pairwise(sentence.occurrences):
        place, event = (a, b) if b.type == EVENT else (b, a)
        if event.type != EVENT or place.type not in PLACE_TYPES or place.implied or event.implied:
            continue
        if place is b:
            named = _GUEST.fullmatch(passage.text, a.end, b.start)
        else:
            named = _GUEST.match(passage.text, b.end) if _IS.fullmatch(passage.text, a.end, b.start) else None
        if named:
            yield Stated(
                relation="participatesIn", head=place.entity, tail=event.entity, sentence=sentence.number,
                rule="event/guest-country", trigger=named.span("noun"), head_at=place, tail_at=event,
            )  # fmt: skip


def _guests_of(passage: Passage, sentence: Sentence, event: int) -> Iterator[Stated]:
    """Yield the places of 「A、B担任主宾国」 with the event that goes on."""
    if any(o.type == EVENT and o.entity != event for o in sentence.occurrences):
        return
    for first, last in sorted(set(sentence.lists)):
        places = [o for o in sentence.occurrences[first : last + 1] if not sentence.inside[o.order] and not o.implied]
        named = _IS_GUEST.match(passage.text, sentence.units[last][1], sentence.end)
        for o in places if named and all(o.type in PLACE_TYPES for o in places) else ():
            yield Stated(
                relation="participatesIn", head=o.entity, tail=event, sentence=sentence.number,
                rule="event/guest-country", trigger=named.span("noun") if named else None, head_at=o,
            )  # fmt: skip


def _held_in_clause(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield event and place in 「E由A主办，将于9月在L举行」: a clause of its own with the subject left out."""
    event, *others = sentence.occurrences
    if event.type != EVENT or event.start != sentence.start or any(o.type == EVENT for o in others):
        return
    for place in others:
        if place.type not in PLACE_TYPES or place.implied or sentence.inside[place.order]:
            continue
        start = sentence.units[place.order][0]
        opening = max(passage.text.rfind("，", event.end, start), event.end - 1) + 1
        verb = _TAKES_PLACE.match(passage.text, place.end, sentence.end)
        if verb and opening > event.end and _WHEN.fullmatch(passage.text, opening, start):
            yield Stated(
                relation="heldIn", head=event.entity, tail=place.entity, sentence=sentence.number,
                rule="event/held-in-clause", trigger=verb.span(), head_at=event, tail_at=place,
            )  # fmt: skip
