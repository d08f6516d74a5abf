"""What rules out where things lie, what touches and what a line connects."""

from __future__ import annotations

import re

from kg.relations.candidates import Candidate
from kg.relations.passage import Passage
from kg.relations.stated.works import is_whole
from kg.relations.vetoed.background import LYING
from kg.vocab import COUNTRY, PEOPLE_TYPES, PLACE, PLACE_TYPES, PORT

_RANKED = re.compile(r"(?:规模)?最[大长高早]")
_ON_ONE_SIDE = re.compile(r"(?:与|同|毗邻|紧邻)[^，。；]*$")
_FACING = re.compile(r"隔[^，。；]{0,6}相[望对邻]|一[江河水桥]之隔|隔[海江河]|相[邻对]|毗邻|接壤")
_BETWEEN = re.compile(r"(?:之间|间)的?")
_ORIGIN = re.compile(r"(?:产自|源自|采自|进口自|出自|购自|运自|进口于|产于|销往|运往|发往|出口到|出口至|返销)(?:了)?$")
_PARTY = re.compile(r"[^政支]党[”]?$")
_SPACECRAFT = re.compile(r"(?:火箭|卫星|飞船|探测器|星座|空间站|[0-9一二三四五六七八九十]号星)$")
_REACHES = re.compile(r"(?:连通|连接|联通|联接|穿越|跨越|横跨|途经|通往|沟通|串联|贯通|往返|来自)[^，。；的]*$")
_NETWORK = re.compile(r"(?:网|通道|走廊|班列|经济带|工程)[”》]?$")
_APPOSED = re.compile(r"[^，。；]{0,16}——")
_TOPIC = re.compile(r"(?:问题|事务|局势|政策|沿岸|形势)")
_CLASH = re.compile(r"[^。；]{0,12}(?:冲突|交火|交战|摩擦|争端)")


def located_in(passage: Passage, c: Candidate) -> bool:
    """Whether the words around the names rule out that a thing lies in a place."""
    if c.how:
        return False
    _, end = passage.list_span(passage.sentences[c.sentence], c.tail.order)
    return (
        (c.tail.type == PLACE and _RANKED.match(passage.text, c.tail.end) is not None)
        or (c.tail.type != COUNTRY and _PARTY.search(passage.words(c.head)) is not None)
        or _BETWEEN.match(passage.text, end) is not None
        or any(veto(passage, c) for veto in (_is_origin, _is_topic, _is_apposed, _has_own_place, _is_reached))
    )


def adjacent_to(passage: Passage, c: Candidate) -> bool:
    """Whether the words around the names rule out that two places touch."""
    clash = _CLASH.match(passage.text, max(c.head.end, c.tail.end))
    return not c.how and (clash is not None or _is_on_one_side(passage, c))


def connects(passage: Passage, c: Candidate) -> bool:
    """Whether the words around the names rule out that a line connects a place."""
    if _SPACECRAFT.search(passage.entities[c.head.entity].name) or is_whole(passage, c.head):
        return True
    if c.how:
        return False
    return _is_where_one_goes(passage, c) or (c.head.type == c.tail.type == PORT and _face_each_other(passage, c))


def _is_topic(passage: Passage, c: Candidate) -> bool:
    """C中东问题特使: C is not where L lies."""
    return c.tail.end == c.head.start and _TOPIC.match(passage.text, c.head.end) is not None


def _is_origin(passage: Passage, c: Candidate) -> bool:
    """产自L的大豆在M加工: L is where the goods come from or go."""
    sentence = passage.sentences[c.sentence]
    start, _ = passage.list_span(sentence, c.tail.order)
    return _ORIGIN.search(passage.text, max(sentence.start, start - 6), start) is not None


def _is_apposed(passage: Passage, c: Candidate) -> bool:
    """在L，J1重点工程——J2: it is J2 that lies there."""
    if c.tail.end > c.head.start or not _NETWORK.search(passage.words(c.head)):
        return False
    apposed = _APPOSED.match(passage.text, c.head.end)
    names = passage.sentences[c.sentence].units
    return apposed is not None and any(start == apposed.end() for start, _ in names)


def _has_own_place(passage: Passage, c: Candidate) -> bool:
    """在L1M、L2N: N has a place of its own before it, and L1 is not it."""
    if c.head.implied or c.tail.implied or c.head.start < c.tail.end:
        return False
    sentence = passage.sentences[c.sentence]
    start = sentence.units[c.head.order][0]
    if LYING.search(passage.text, sentence.start, sentence.units[c.tail.order][0]):
        return False
    between = [o for o in sentence.occurrences if start <= o.start < c.head.start]
    return any(o.type in PLACE_TYPES for o in between) and c.tail.end < start


def _is_reached(passage: Passage, c: Candidate) -> bool:
    """连接A和B的J, 穿越L的J: what a line reaches is not where it lies."""
    if c.tail.end > c.head.start or "的" not in passage.text[c.tail.end : c.head.start]:
        return False
    start = passage.sentences[c.sentence].start
    return _REACHES.search(passage.text, start, c.tail.start) is not None


def _is_on_one_side(passage: Passage, c: Candidate) -> bool:
    """A与B、C接壤: B and C are not said to touch."""
    sentence = passage.sentences[c.sentence]
    left, right = sorted((c.head, c.tail), key=lambda o: o.start)
    clause = re.split("[，。；]", passage.text[sentence.start : left.start])[-1]
    between = passage.text[left.end : right.start]
    return _ON_ONE_SIDE.search(clause) is not None and re.search("[，。；与同]", between) is None


def _is_where_one_goes(passage: Passage, c: Candidate) -> bool:
    """J连接L1，P到L2调研: L2 is where P goes."""
    return any(
        c.head.end <= o.start < c.tail.start and o.type in PEOPLE_TYPES
        for o in passage.sentences[c.sentence].occurrences
    )


def _face_each_other(passage: Passage, c: Candidate) -> bool:
    """Two ports that face each other over a river are neighbours, no line."""
    return _FACING.match(passage.text, max(c.head.end, c.tail.end)) is not None
