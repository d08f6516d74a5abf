"""What rules out visits and meetings."""

from __future__ import annotations

import re

from kg.relations.candidates import Candidate
from kg.relations.passage import Occurrence, Passage
from kg.relations.vetoed.background import AT, LYING, is_inviter, is_spoken_of
from kg.vocab import COUNTRY, PEOPLE_TYPES

_ON_SCREEN = re.compile(
    r"(?:视频|连线|电视电话|屏幕|网络)[^，。；]{0,4}(?:察看|观看|查看|看望|慰问|调研|检查|了解|连线|视察)?[^。；]*$"
)
_DELEGATION = re.compile(r"[^，。；、]{0,6}(?:代表团|政府|使馆|大使|总领事)")
_HELD_THERE = re.compile(r"(?:举行|举办|召开|开幕)的")
_TELLS = re.compile(r"[^，。；]{0,10}(?:表示|指出|强调|介绍|回顾|称|说)[，：:]")
_WIRED = re.compile(r"[^，。；]{0,8}?(?:互致|互发|互通|致|发去?|复|发来)[^，。；]{0,6}(?:[贺唁电]电|信|函|慰问电|问候)")
_WIRES = re.compile(r"(?:致电|致函|致信|复信|去信|写信|发贺电|电贺)(?:给)?")
_WITH_HIM = re.compile(r"[^，。；]{0,10}[与同和对][他她其]")
_RECEIVES = re.compile(r"(?:会见|会晤|接见|拜会)(?:了)?$")


def visited(passage: Passage, c: Candidate) -> bool:
    """Whether the words around the names rule out that a person visited a place."""
    if c.tail.type == COUNTRY and not c.tail.implied and _DELEGATION.match(passage.text, c.tail.end):
        return True
    return (
        (not c.how and is_inviter(passage, c, "visited"))
        or is_spoken_of(passage, c, "visited")
        or _is_received(passage, c, "visited")
        or _is_in_post(passage, c.tail)
        or _is_seen_on_screen(passage, c)
        or _is_where_tail_lies(passage, c)
    )


def met(passage: Passage, c: Candidate) -> bool:
    """Whether the words around the names rule out that two people met."""
    if not c.how and (is_inviter(passage, c, "met") or _is_told_by(passage, c) or _is_by_wire(passage, c)):
        return True
    return is_spoken_of(passage, c, "met") or _is_received(passage, c, "met")


def _is_received(passage: Passage, c: Candidate, relation: str) -> bool:
    """A在L会见B，同D会谈: B was received; that says nothing of B and L, nor of B and D."""
    if c.how or c.head.implied or c.tail.implied:
        return False
    sentence = passage.sentences[c.sentence]
    start, end = passage.list_span(sentence, c.head.order)
    if not _RECEIVES.search(passage.text, sentence.start, start):
        return False
    if relation == "visited":
        at = sentence.units[c.tail.order][0]
        return c.tail.end <= start and AT.search(passage.text[max(0, at - 2) : at]) is not None
    return c.tail.start >= end and "，" in passage.text[end : c.tail.start]


def _is_by_wire(passage: Passage, c: Candidate) -> bool:
    """A同B互致贺电, A向B致慰问电: they wrote to each other."""
    if c.head.implied or c.tail.implied:
        return False
    first, last = sorted((c.head, c.tail), key=lambda o: o.start)
    sent = _WIRED.match(passage.text, last.end) or _WIRES.search(passage.text, first.end, last.start)
    return sent is not None


def _is_told_by(passage: Passage, c: Candidate) -> bool:
    """A表示，C同B通话: A only tells of it."""
    if c.head.implied or c.head.end > c.tail.start:
        return False
    told = _TELLS.match(passage.text, c.head.end, c.tail.start)
    if told is None:
        return False
    others = (o for o in passage.sentences[c.sentence].occurrences if o.type in PEOPLE_TYPES)
    of_him = passage.sentences[c.sentence].units[c.tail.order][0] == told.end()  # A说，B表示…
    of_him = of_him and _WITH_HIM.match(passage.text, c.tail.end) is None
    return of_him or any(told.end() <= o.start < c.tail.start for o in others)


def _is_in_post(passage: Passage, o: Occurrence) -> bool:
    """在B副院长P陪同下考察: B is only where P has his post."""
    sentence = passage.sentences[o.sentence]
    named = [x for x in sentence.occurrences if x.entity == o.entity]
    posts = [(sentence.units[m.order][0], m.start) for m in sentence.occurrences if m.type in PEOPLE_TYPES]
    return all(any(start <= x.start < end for start, end in posts) for x in named)


def _is_seen_on_screen(passage: Passage, c: Candidate) -> bool:
    """P通过视频察看L: P was not there."""
    if c.tail.sentence != c.sentence or c.tail.implied:
        return False
    sentence = passage.sentences[c.sentence]
    start, _ = passage.list_span(sentence, c.tail.order)
    since = c.head.end if c.head.sentence == c.sentence and c.head.end <= start else sentence.start
    clause = passage.text[since:start].rsplit("，", 1)[-1]
    return _ON_SCREEN.search(clause) is not None


def _is_where_tail_lies(passage: Passage, c: Candidate) -> bool:
    """P来到位于L的M, P将赴C出席在L举行的E: L only says where M or E is."""
    if c.how or c.tail.implied:
        return False
    if _HELD_THERE.match(passage.text, c.tail.end) and c.head.end < c.tail.start:
        return True
    sentence = passage.sentences[c.sentence]
    start = sentence.units[c.tail.order][0]
    return (
        passage.text[c.tail.end : c.tail.end + 1] == "的"
        and LYING.search(passage.text, sentence.start, start) is not None
    )
