"""What is only background of visits, meetings and events: who invites, who is spoken of."""

from __future__ import annotations

import re

from kg.relations.candidates import Candidate
from kg.relations.passage import Passage
from kg.vocab import PEOPLE_TYPES, PLACE_TYPES

AT = re.compile(r"(?:在|于|赴|抵达|来到|前往|位于)$")
_INVITATION = re.compile(
    r"(?<![响适供相对反理顺])应(?![该当对用急邀])((?:[^，。；（(]|[（(][^（）()]*[）)]){1,50}?)的?(?:盛情|友好|共同|联合)?邀请"
)
_GOES = re.compile(r"(?:对|访问|出访|到访|抵达|前往|飞赴|赴|来|在)$")
LYING = re.compile(r"(?:位于|地处|坐落于|坐落在|设在)$")
_APPOINTS = re.compile(r"(?:任命|免去|补选|增补|罢免|撤销|决定任免|接受)(?:了)?[^，。；“”]{0,4}$")
_RELATIVES = re.compile(r"(?:同志|先生|女士)?的?(?:亲属|家属|遗孀|遗体|诞辰|逝世|生平|支持者|亲友)")
_GOES_INTO = re.compile(r"(?:来到|走进|走访|看望|慰问|抵达|赶到|访问|参观|考察)(?:了)?$")


def is_inviter(passage: Passage, c: Candidate, relation: str) -> bool:
    """应A邀请，B访问C: A neither visits nor meets, and where B goes is what follows."""
    sentence = passage.sentences[c.sentence]
    for match in _INVITATION.finditer(passage.text, sentence.start, sentence.end):
        start, end = match.span()
        if start <= c.head.start < end or (relation == "met" and start <= c.tail.start < end):
            return True
        if relation == "visited" and start <= c.tail.start < end and _goes_elsewhere(passage, c, end):
            return True
    return False


def _goes_elsewhere(passage: Passage, c: Candidate, at: int) -> bool:
    sentence = passage.sentences[c.sentence]
    return any(
        o.start >= at
        and o.type in PLACE_TYPES
        and o.entity != c.tail.entity
        and _GOES.search(passage.text, at, passage.list_span(sentence, o.order)[0])
        for o in sentence.occurrences
    )


def is_spoken_of(passage: Passage, c: Candidate, relation: str) -> bool:
    """会议任命P为…, P同志亲属: P is spoken of; 来到B，主持召开E: B is where somebody went."""
    for o in (c.head, c.tail) if relation == "met" else (c.head,):
        if o.sentence != c.sentence or o.implied:
            continue
        sentence = passage.sentences[c.sentence]
        start, _ = passage.list_span(sentence, o.order)
        before = passage.text[max(sentence.start, start - 12) : start]
        if o.type in PEOPLE_TYPES:
            if _RELATIVES.match(passage.text, o.end) or (relation == "participatesIn" and _APPOINTS.search(before)):
                return True
        elif relation == "participatesIn" and _GOES_INTO.search(before):
            return True
    return False
