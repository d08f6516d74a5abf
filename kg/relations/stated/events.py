"""Who attends or speaks at the meeting that goes on, and where an event is held."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.relations.passage import Passage, Sentence
from kg.relations.stated.record import Stated
from kg.vocab import BODY_TYPES, EVENT, PEOPLE_TYPES, PLACE_TYPES

SCORES = {
    "event/attendance": 0.88,
    "event/held-in-clause": 0.88,
}
_ATTENDS = re.compile(
    r"(?:等)?(?:有关|主要|相关)?(?:负责同志|负责人|领导|代表|同志)?(?:等)?(?:在会上|会上)?(?:分别|先后|也|都|共同|应邀|一同)?"
    r"(?:(?:出席|参加|列席|主持)(?:了)?(?:会议|大会|全会|座谈会|论坛|年会|开幕式|闭幕式|开幕会|仪式|活动|研讨会|本次会议)?"
    r"|(?:在(?:会议|大会|座谈会|会)上)?(?:致辞|致词|致开幕词|讲话|发言|作(?:了)?(?:交流|大会|主旨|总结|主题|工作|典型|表态)?(?:发言|报告|说明|汇报|部署|讲话|演讲)"
    r"|(?:介绍|汇报|通报)(?:了)?[^，。；]{0,12}(?:情况|成果)|宣读[^，。；]{2,20}))(?:并(?:讲话|致辞|发言|作[^，。；]{2,8}))?[，。；\n]"
)
_SPEAKS_FOR_BODY = re.compile(
    r"(?:等)?(?:[^，。；]{0,4}(?:单位|部门))?(?:有关|主要|相关)?(?:负责同志|负责人|领导|代表)"
)
_OPENING = re.compile(r"(?:^|[，。；\n])(?:会上|会议期间|[^，。；]{0,4}(?:日|今天|上午|下午))?，?$")
_TAKES_PLACE = re.compile(r"[^，。；、]{0,6}(?:举行|举办|召开|开幕|启幕|开赛)(?=[，。；\n]|$)")
_WHEN = re.compile(r"(?:将|拟|已|计划)?(?:于[^，。；]{1,16})?(?:在|于)")


def statements(passage: Passage) -> Iterator[Stated]:
    """Yield who takes part in the events of a passage, and where they are held."""
    yield from _attendance(passage)
    for sentence in passage.sentences:
        if len(sentence.occurrences) > 1:
            yield from _held_in_clause(passage, sentence)


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
        if convened is not None:
            held.add(convened.entity)


def _attenders(passage: Passage, sentence: Sentence, event: int) -> Iterator[Stated]:
    others = [o for o in sentence.occurrences if o.type == EVENT and o.entity != event]
    for first, last in sorted(set(sentence.lists)):
        members = [o for o in sentence.occurrences[first : last + 1] if not sentence.inside[o.order] and not o.implied]
        kinds = {"P" if o.type in PEOPLE_TYPES else "B" if o.type in BODY_TYPES else "" for o in members}
        if len(kinds) != 1 or "" in kinds or others:
            continue
        start, end = passage.list_span(sentence, first)
        verb = _ATTENDS.match(passage.text, end, sentence.end)
        if not verb or not _OPENING.search(passage.text[sentence.start : start]):
            continue
        if kinds == {"B"} and not _SPEAKS_FOR_BODY.match(passage.text, end):
            continue
        for o in members:
            yield Stated(
                relation="participatesIn", head=o.entity, tail=event, sentence=sentence.number,
                rule="event/attendance", trigger=(end, verb.end() - 1), head_at=o,
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
