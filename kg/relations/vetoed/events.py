"""What rules out that somebody takes part in an event, or that it is held somewhere."""

from __future__ import annotations

import re

from kg.relations.candidates import Candidate
from kg.relations.passage import Occurrence, Passage
from kg.relations.vetoed.background import AT, is_inviter, is_spoken_of
from kg.vocab import BODY_TYPES, EVENT, PEOPLE_TYPES, PLACE_TYPES

_STUDIED = re.compile(r"(?:贯彻|落实|学习|领会|遵循|牢记)[^，。；]{0,16}$")
_SPIRIT = re.compile(r"[^。；，]{0,60}(?:精神|指示|批示|要求|论述|思想|重要讲话|嘱托)")
_HEARS = re.compile(r"[^。；]{0,24}(?:听取|介绍|通报|汇报|研究|部署|检查|视察)(?:了)?[^，。；]{0,12}$")
_PREPARATION = re.compile(r"[”》]?[^，。；]{0,12}(?:筹备|筹办|筹划|准备|备战)")
_CONVEYS = re.compile(r"(?:宣读|传达|转达|转交|学习|重温)(?:了)?[^，。；]{0,12}$")
_CONVEYED = re.compile(r"[^，。；]{0,10}(?:贺信|贺电|指示|批示|致辞|书面|慰问|讲话|精神|问候|信)")
_UNMET = re.compile(r"(?:未|没有|没|并未|未能|没能|不会|拒绝)[^，。；]{0,4}[与同和跟]$")
_ABOUT_EVENT = re.compile(
    r"[”》」]?[^，。；、的]{0,4}(?:新闻发布会|发布会|吹风会|媒体见面会|通气会|情况说明会|推介会|推介活动|倒计时|筹备|动员会|组委会|组织委员会|执委会|执行委员会|筹委会|秘书处)"
)
_BEFORE_EVENT = re.compile(r"[”》」]?(?:开幕|召开|举行|举办|开始)?(?:前夕|前一[天日周]|之前|前，)")
_VENUE = re.compile(
    r"(?:会议中心|会展中心|博览中心|展览中心|展览馆|会议厅|会堂|礼堂|体育馆|体育场|体育中心|剧院|大剧院|酒店|宾馆|饭店|会客厅|会址)$"
)
_HOSTS = re.compile(r"[^，。；]{0,16}(?:主办|承办|协办|举办)")
_MISSION = re.compile(
    r"(?:等)?[^，。；]{0,8}(?:使馆|大使|使领馆|领事|领馆|代表团|代表处|代表|记者|公使|参赞|武官|机构)"
)
_OWN_MEETING = re.compile(
    r"(?:第[一二三四五六七八九十百0-9]+次)?(?:党组|常务|全体|办公|工作|主席|委员长|主任|执委会|[一二三四五六七八九十]届[一二三四五六七八九十]+次)*(?:会议|全会)"
)
_TITLE = re.compile(r"(?:副|常务副)?(?:总理|总统|主席|首相|国王|外长|[省市部厅局]长|书记)(?!们|级|团|会|等)")
_ASIDE = re.compile(
    r"(?:其间|期间|会前|会后|会议期间|[^，。；]{0,16}期间)，[^。；]{0,40}(?:与|同|会见(?:了)?|会晤(?:了)?)$"
)
_TALKS = re.compile(r"[^，。；]{0,4}(?:举行|进行|会谈|会晤|会面|会见|磋商|[。，；\n])")
_REPORTER = re.compile(r"记者[：:、 　]?(?:[一-龥]{2,3}[、 ])?$")
_FIRST_PLANNED = re.compile(r"(?:原定|原计划|原拟|本应|本来)[^，。；]*$")
_MOVED = re.compile(r"[^，。；]{0,12}，(?:[^，。；]{0,10}，)?[^，。；]{0,8}(?:改在|改于|改至|改为在|移至|移师|转至)")


def participates_in(passage: Passage, c: Candidate) -> bool:
    """Whether the words around the names rule out that somebody takes part in an event."""
    if (not c.how and is_inviter(passage, c, "participatesIn")) or is_spoken_of(passage, c, "participatesIn"):
        return True
    if any(veto(passage, c) for veto in (_is_unmet, _is_venue, _is_own_meeting, _is_reporter)):
        return True
    if _is_about_event(passage, c, "participatesIn") or _has_mission(passage, c.head):
        return True
    if (not c.how or not c.absent_is_head) and _is_conveyed(passage, c):
        return True
    if _is_title_alone(passage, c) or (c.how and _is_met_aside(passage, c)):
        return True
    if c.how:
        return not c.absent_is_head and _is_studied(passage, c)
    return _is_prepared(passage, c)


def held_in(passage: Passage, c: Candidate) -> bool:
    """Whether the words around the names rule out that an event is held in a place."""
    if _is_about_event(passage, c, "heldIn") or _has_mission(passage, c.tail):
        return True
    return _is_moved_away(passage, c) or _is_of_event_before(passage, c)


def _is_about_event(passage: Passage, c: Candidate, relation: str) -> bool:
    """A举行E新闻发布会: what is held is about E."""
    event = c.head if relation == "heldIn" else c.tail
    if event.implied:
        return False
    return any(p.match(passage.text, event.end) is not None for p in (_ABOUT_EVENT, _BEFORE_EVENT))


def _has_mission(passage: Passage, o: Occurrence) -> bool:
    """A驻L1、L2使馆举行E: L1 is where A has its mission, no more."""
    if o.type not in PLACE_TYPES or o.implied:
        return False
    sentence = passage.sentences[o.sentence]
    start, end = passage.list_span(sentence, o.order)
    return passage.text[start - 1 : start] == "驻" and _MISSION.match(passage.text, end) is not None


def _is_moved_away(passage: Passage, c: Candidate) -> bool:
    """E原定在L举行，后改在别处: E is not held in L."""
    sentence = passage.sentences[c.sentence]
    if c.tail.sentence != c.sentence or c.tail.implied:
        return False
    planned = _FIRST_PLANNED.search(passage.text, max(sentence.start, c.tail.start - 24), c.tail.start)
    return planned is not None and _MOVED.match(passage.text, c.tail.end, sentence.end) is not None


def _is_of_event_before(passage: Passage, c: Candidate) -> bool:
    """E1在L举行，E2…: it is E1 that is held in L."""
    if c.how or c.head.start < c.tail.start or c.head.implied:
        return False
    events = [o for o in passage.sentences[c.sentence].occurrences if o.type == EVENT and o.end <= c.tail.start]
    return bool(events) and all(o.entity != c.head.entity for o in events)


def _is_own_meeting(passage: Passage, c: Candidate) -> bool:
    """B的常务会议: B takes no part in its own meeting; it holds it."""
    if c.head.type not in BODY_TYPES:
        return False
    return any(
        event.startswith(body) and _OWN_MEETING.fullmatch(event, len(body)) is not None
        for body in passage.names[c.head.entity]
        for event in passage.names[c.tail.entity]
    )


def _is_title_alone(passage: Passage, c: Candidate) -> bool:
    """国务院总理将出席E: it is who holds the post that attends, named or not; the body does not."""
    o = c.head
    if o.type not in BODY_TYPES | PLACE_TYPES or o.implied:
        return False
    return _TITLE.match(passage.text, o.end) is not None


def _is_met_aside(passage: Passage, c: Candidate) -> bool:
    """E期间，A会见B: that does not put B at E."""
    if c.head.type not in PEOPLE_TYPES or c.head.sentence != c.sentence or c.head.implied:
        return False
    sentence = passage.sentences[c.sentence]
    start, end = passage.list_span(sentence, c.head.order)
    aside = _ASIDE.match(passage.text, sentence.start, start)
    return aside is not None and _TALKS.match(passage.text, end, sentence.end) is not None


def _is_reporter(passage: Passage, c: Candidate) -> bool:
    """记者P在E现场看到: P reports from there."""
    return any(
        _REPORTER.search(passage.text, max(0, o.start - 8), o.start) is not None
        for o in passage.by_entity[c.head.entity]
        if not o.implied
    )


def _is_unmet(passage: Passage, c: Candidate) -> bool:
    """A出席E，但未与B会面: that does not put B there."""
    if c.head.type not in PEOPLE_TYPES or c.head.sentence != c.sentence:
        return False
    sentence = passage.sentences[c.sentence]
    start, _ = passage.list_span(sentence, c.head.order)
    return _UNMET.search(passage.text, sentence.start, start) is not None


def _is_venue(passage: Passage, c: Candidate) -> bool:
    """A hall is where an event is held, unless the text makes it a host."""
    if c.head.sentence != c.sentence or not _VENUE.search(passage.words(c.head)):
        return False
    return (
        _HOSTS.match(passage.text, c.head.end) is None
        or AT.search(passage.text[max(0, c.head.start - 2) : c.head.start]) is not None
    )


def _is_conveyed(passage: Passage, c: Candidate) -> bool:
    """宣读X的贺信, 传达X重要指示: X speaks through another and is not there."""
    if c.head.type not in PEOPLE_TYPES or c.head.sentence != c.sentence:
        return False
    sentence = passage.sentences[c.sentence]
    before = passage.text[max(sentence.start, c.head.start - 16) : c.head.start]
    return bool(_CONVEYS.search(before) and _CONVEYED.match(passage.text, c.head.end, sentence.end))


def _is_studied(passage: Passage, c: Candidate) -> bool:
    """贯彻落实X在…的讲话精神: X is quoted and takes no part in the meeting that goes on."""
    sentence = passage.sentences[c.sentence]
    before = passage.text[sentence.start : c.head.start]
    return bool(_STUDIED.search(before) and _SPIRIT.match(passage.text, c.head.end, sentence.end))


def _is_prepared(passage: Passage, c: Candidate) -> bool:
    """X听取E筹备情况汇报: the event has not begun."""
    between = passage.text[c.head.end : c.tail.start]
    return _HEARS.fullmatch(between) is not None and _PREPARATION.match(passage.text, c.tail.end) is not None
