"""What rules out builders, partners and parts."""

from __future__ import annotations

import re

from kg.relations.candidates import Candidate
from kg.relations.passage import Passage
from kg.relations.stated.works import is_whole
from kg.vocab import BODY_TYPES, COMPANY, PLACE_TYPES

_WITH = re.compile(r"(?:与|同|和|携手|联合)$")
_JOINS_FORCES = re.compile(r"[^。；]{0,24}(?:合作|战略|协议|伙伴|备忘录|签约)")
_OF_PARTNER = re.compile(r"的?[^，。；、的]{0,4}合作(?:机构|伙伴|单位|方)")
_WORSENS = re.compile(r"[^，。；]{0,4}关系[^，。；]{0,8}(?:受损|恶化|紧张|破裂|严峻|倒退|中断|受到破坏|僵局|降级)")
_HARMS = re.compile(r"(?:破坏|损害|危害|恶化|冲击|挑拨|断绝|降低|降级)(?:了)?[^，。；]{0,4}$")
_ITS_FIRM = re.compile(r"的?(?:[一两几数多某][家个]?|军工|科技|民营|国有)[^，。；、]{0,4}(?:企业|公司|厂商|机构)")
_ALLOWS = re.compile(
    r"(?:批复|批准|核准|同意|原则同意)(?:同意|在[^，。；]{1,12})?(?:设立|新设|建设|新建|扩建|实施|开放)[^，。；]{0,6}$"
)
_UNDER = re.compile(r"(?:旗下|下属|所属)的?")


def develops(passage: Passage, c: Candidate) -> bool:
    """Whether the words around the names rule out that a body builds a work."""
    return is_whole(passage, c.tail) or (
        not c.how and (_is_built_by_another(passage, c) or _is_only_allowed(passage, c))
    )


def cooperates_with(passage: Passage, c: Candidate) -> bool:
    """Whether the words around the names rule out that two work together."""
    its_firm = _ITS_FIRM.match(passage.text, max(c.head.end, c.tail.end)) is not None
    return not c.how and (its_firm or _is_falling_out(passage, c))


def part_of(passage: Passage, c: Candidate) -> bool:
    """Whether the words around the names rule out that one is part of the other."""
    of_partner = _OF_PARTNER.match(passage.text, max(c.head.end, c.tail.end)) is not None
    return not c.how and (of_partner or _is_partner(passage, c) or _is_anothers_part(passage, c))


def _is_partner(passage: Passage, c: Candidate) -> bool:
    """A旗下B与C达成合作: C is the partner, no part of A."""
    sentence = passage.sentences[c.sentence]
    _, last = sentence.lists[c.head.order]
    if c.head.start < c.tail.end or c.head.order != last:
        return False
    start = c.head.start
    for o in reversed(sentence.occurrences[: c.head.order]):
        if o.type not in PLACE_TYPES or o.end != start:
            break
        start = o.start
    joined = _WITH.search(passage.text, c.tail.end, start) is not None
    another = any(c.tail.end <= o.start < start and o.type == COMPANY for o in sentence.occurrences)
    return joined and another and _JOINS_FORCES.match(passage.text, c.head.end, sentence.end) is not None


def _is_built_by_another(passage: Passage, c: Candidate) -> bool:
    """A同意由B承建J: it is B who builds."""
    sentence = passage.sentences[c.sentence]
    return any(
        c.head.end < o.start < c.tail.start
        and o.type in BODY_TYPES
        and passage.text[o.start - 1] == "由"
        and sentence.lists[o.order] != sentence.lists[c.head.order]
        for o in sentence.occurrences
    )


def _is_only_allowed(passage: Passage, c: Candidate) -> bool:
    """A批复同意设立Z: A allows it and does not build it."""
    return c.head.end <= c.tail.start and _ALLOWS.search(passage.text, c.head.end, c.tail.start) is not None


def _is_falling_out(passage: Passage, c: Candidate) -> bool:
    """AB关系恶化, 破坏AB关系: no cooperation."""
    start, end = min(c.head.start, c.tail.start), max(c.head.end, c.tail.end)
    return (
        _WORSENS.match(passage.text, end) is not None
        or _HARMS.search(passage.text, max(0, start - 10), start) is not None
    )


def _is_anothers_part(passage: Passage, c: Candidate) -> bool:
    """A收购B旗下的C: C is part of B."""
    return any(
        c.tail.end <= o.start
        and o.end <= c.head.start
        and o.entity not in (c.tail.entity, c.head.entity)
        and o.type in BODY_TYPES
        and _UNDER.match(passage.text, o.end) is not None
        for o in passage.sentences[c.sentence].occurrences
    )
