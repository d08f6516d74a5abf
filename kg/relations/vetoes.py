"""What the words around a name rule out, whatever a construction or the classifier makes of the pair.

Background is the main source of wrong statements: a speech whose spirit is to be studied, an initiative that another
person put forward, rules that are carried out and not drawn up.
"""

from __future__ import annotations

import re

from kg.relations.candidates import Candidate
from kg.relations.passage import Passage
from kg.vocab import PEOPLE_TYPES, PLACE, PLACE_TYPES, POLICY, RELATION_TYPES

_ACTS = frozenset({"signed", "participatesIn", "develops", "issued", "cooperatesWith"})
_AT = re.compile(r"(?:在|于|赴|抵达|来到|前往|位于)$")
_OCCASION = re.compile(r"[^，。；]{0,16}(?:之际|之时|的?(?:支持|推动|帮助|见证|努力|领导|引领)下)")
_STUDIED = re.compile(r"(?:贯彻|落实|学习|领会|遵循|牢记)[^，。；]{0,16}$")
_SPIRIT = re.compile(r"[^。；，]{0,60}(?:精神|指示|批示|要求|论述|思想|重要讲话|嘱托)")
_PUT_FORWARD = re.compile(r"[^，。；]{0,8}(?:提出|倡导|倡议|发起|推动制定)的[^，。；]{0,6}$")
_CARRIED_OUT = re.compile(r"(?:实施|执行|贯彻|落实|贯彻落实|遵守)(?:了|好)?$")
_HEARS = re.compile(r"[^。；]{0,24}(?:听取|介绍|通报|汇报|研究|部署|检查|视察)(?:了)?[^，。；]{0,12}$")
_PREPARATION = re.compile(r"[”》]?[^，。；]{0,12}(?:筹备|筹办|筹划|准备|备战)")
_CONVEYS = re.compile(r"(?:宣读|传达|转达|转交|学习|重温)(?:了)?[^，。；]{0,12}$")
_CONVEYED = re.compile(r"[^，。；]{0,10}(?:贺信|贺电|指示|批示|致辞|书面|慰问|讲话|精神|问候|信)")
_APPROVES = re.compile(r"(?:批准|审批|核准|审定|同意|审议通过)")
_RANKED = re.compile(r"(?:规模)?最[大长高早]")
_ISSUES = re.compile(r"(?:印发|发布|公布|出台|制定|编制|通过|提出|实施|启动)(?:了)?[^，。；]{0,6}$")
_CLASH = re.compile(r"[^。；]{0,12}(?:冲突|交火|交战|摩擦|争端)")


def is_ruled_out(passage: Passage, c: Candidate, relation: str) -> bool:
    """Whether the words around the names rule out that the pair stands in ``relation``."""
    if relation in _ACTS and not c.how and _is_where_it_happens(passage, c, relation):
        return True
    if relation == "participatesIn":
        if (not c.how or not c.absent_is_head) and _is_conveyed(passage, c):
            return True
        if c.how:
            return not c.absent_is_head and _is_studied(passage, c)
        return _is_prepared(passage, c)
    if relation == "locatedIn":
        return not c.how and c.tail.type == PLACE and _RANKED.match(passage.text, c.tail.end) is not None
    if relation == "adjacentTo":
        return not c.how and _CLASH.match(passage.text, max(c.head.end, c.tail.end)) is not None
    if relation == "issued":
        return not c.how and (
            _is_put_forward_by_another(passage, c)
            or _is_place_in_title(passage, c)
            or (c.tail.end <= c.head.start and _APPROVES.match(passage.text, c.head.end) is not None)
        )
    return relation == "basedOn" and not c.how and _is_carried_out_too(passage, c)


def _is_where_it_happens(passage: Passage, c: Candidate, relation: str) -> bool:
    """A在L签署D: the place is where it happens and does not act. (在A和B建交之际 is a time.)"""
    sentence = passage.sentences[c.sentence]
    for o in (c.head, c.tail) if RELATION_TYPES[relation].symmetric else (c.head,):
        if o.type in PLACE_TYPES and not o.implied:
            start, end = passage.list_span(sentence, o.order)
            if _AT.search(passage.text[max(sentence.start, start - 2) : start]) and not _OCCASION.match(
                passage.text, end
            ):
                return True
    return False


def _is_studied(passage: Passage, c: Candidate) -> bool:
    """贯彻落实X在…的讲话精神: X is quoted and takes no part in the meeting that goes on."""
    sentence = passage.sentences[c.sentence]
    before = passage.text[sentence.start : c.head.start]
    return bool(_STUDIED.search(before) and _SPIRIT.match(passage.text, c.head.end, sentence.end))


def _is_conveyed(passage: Passage, c: Candidate) -> bool:
    """宣读X的贺信, 传达X重要指示: X speaks through another and is not there."""
    if c.head.type not in PEOPLE_TYPES or c.head.sentence != c.sentence:
        return False
    sentence = passage.sentences[c.sentence]
    before = passage.text[max(sentence.start, c.head.start - 16) : c.head.start]
    return bool(_CONVEYS.search(before) and _CONVEYED.match(passage.text, c.head.end, sentence.end))


def _is_place_in_title(passage: Passage, c: Candidate) -> bool:
    """G发布LD: the place right before the policy is what it is about."""
    if c.head.type not in PLACE_TYPES or c.head.end != c.tail.start:
        return False
    start = passage.sentences[c.sentence].start
    return _ISSUES.search(passage.text[max(start, c.head.start - 14) : c.head.start]) is not None


def _is_prepared(passage: Passage, c: Candidate) -> bool:
    """X听取E筹备情况汇报: the event has not begun."""
    between = passage.text[c.head.end : c.tail.start]
    return _HEARS.fullmatch(between) is not None and _PREPARATION.match(passage.text, c.tail.end) is not None


def _is_put_forward_by_another(passage: Passage, c: Candidate) -> bool:
    """A赞赏B提出的D: the initiative is B's."""
    if c.head.start > c.tail.start:
        return False
    others = [
        o
        for o in passage.sentences[c.sentence].occurrences
        if c.head.end <= o.start < c.tail.start and o.type != POLICY and o.entity != c.head.entity and not o.implied
    ]
    if not others or not _PUT_FORWARD.match(passage.text[others[-1].end : c.tail.start]):
        return False
    lists = passage.sentences[c.sentence].lists
    return lists[c.head.order] != lists[others[-1].order]


def _is_carried_out_too(passage: Passage, c: Candidate) -> bool:
    """实施A和贯彻B: two rules that are carried out side by side."""
    if c.head.implied or c.head.start > c.tail.start:
        return False
    start = passage.sentences[c.sentence].start
    return _CARRIED_OUT.search(passage.text[start : c.head.start]) is not None
