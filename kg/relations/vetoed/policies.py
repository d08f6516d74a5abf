"""What rules out who issued, approved or changed a policy, and what it rests on."""

from __future__ import annotations

import re

from kg.relations.candidates import Candidate
from kg.relations.nouns import without_nouns
from kg.relations.passage import Occurrence, Passage
from kg.relations.stated.policies import ITS_TERM, is_cited_basis
from kg.vocab import BODY_TYPES, PEOPLE_TYPES, PLACE_TYPES, POLICY

_ISSUERS = BODY_TYPES | PLACE_TYPES
_PUT_FORWARD = re.compile(r"[^，。；]{0,8}(?:提出|倡导|倡议|发起|推动制定)的[^，。；]{0,6}$")
_CARRIED_OUT = re.compile(r"(?:实施|执行|贯彻|落实|贯彻落实|遵守)(?:了|好)?$")
_APPROVES = re.compile(r"(?:批准|审批|核准|审定|同意|审议通过)")
_ISSUES = re.compile(r"(?:印发|发布|公布|出台|制定|编制|通过|提出|实施|启动)(?:了)?[^，。；]{0,6}$")
_STATES_ISSUE = re.compile(
    r"印发|发布|公布|出台|下发|制定|颁布|发出|提出|发表|推出|编制|签发|宣布|起草|实施|启动|部署|转发|批转|修订|通过|公告|通告"
)
_REPEALED = re.compile(r"(?:（[^（）]{0,40}）)?(?:同时|即行|予以|相应)?(?:废止|停止执行|不再执行)")
_NOT_BY = re.compile(r"(?:未|没有|须|需|应当?|必须|待)(?:报)?经$")
_IN_CHARGE = re.compile(r"[^（）()]{0,12}负责[）)]")
_ADDRESSEE = re.compile(r"[^：。；《]{0,80}：")
_TITLE_WORDS = re.compile(r"关于|印发|通知|日期|发布")
_OBEYED = re.compile(r"(?:贯彻|落实|按照|根据|遵照|执行)(?:落实|执行|好)?[^，。；《]{0,16}$")
_WITNESSES = re.compile(r"(?:共同)?见证(?:下|了|双方|两国|[^，。；]{0,14}(?:签署|签订|签约))")
_ORDERS = re.compile(r"[^，。；《]{0,40}(?:决策部署|部署|要求|精神|安排|意见|指示)")


def issued(passage: Passage, c: Candidate) -> bool:
    """Whether the words around the names rule out that a body issued a policy."""
    if c.how:
        return False
    approved = c.tail.end <= c.head.start and _APPROVES.match(passage.text, c.head.end) is not None
    vetoes = (_is_only_told, _is_only_presented, _is_put_forward_by_another, _is_place_in_title, _has_own_issuer)
    return approved or _is_repealed(passage, c.tail) or any(veto(passage, c) for veto in vetoes)


def _has_own_issuer(passage: Passage, c: Candidate) -> bool:
    """A印发的《D1》、B《D2》: D2 is B's."""
    sentence = passage.sentences[c.sentence]
    before = sentence.occurrences[c.tail.order - 1] if c.tail.order else None
    if before is None or before.end != c.tail.start or before.type not in _ISSUERS or c.head.end >= before.start:
        return False
    others = (o for o in sentence.occurrences if c.head.end <= o.start < before.start)
    return before.entity != c.head.entity and any(o.type == POLICY for o in others)


def signed(passage: Passage, c: Candidate) -> bool:
    """在P见证下签署D, P见证D的签署: P looks on and signs nothing."""
    if c.head.type not in PEOPLE_TYPES or c.head.sentence != c.sentence or c.head.end > c.tail.start:
        return False
    return _WITNESSES.search(passage.text, c.head.end, c.tail.start) is not None


def approved(passage: Passage, c: Candidate) -> bool:
    """Whether the words around the names rule out that a body approved a policy."""
    return c.head.sentence == c.sentence and _is_still_to_consent(passage, c)


def amends(passage: Passage, c: Candidate) -> bool:
    """Whether the words around the names rule out that one policy changes another."""
    extended = not c.head.implied and ITS_TERM.match(passage.text, c.head.end) is not None  # 明确D1有效期延长…，D2废止
    return extended or is_cited_basis(passage, c.head)


def based_on(passage: Passage, c: Candidate) -> bool:
    """Whether the words around the names rule out that one policy is drawn up under another."""
    return not c.how and (_is_carried_out_too(passage, c) or _is_repealed(passage, c.head))


def _is_still_to_consent(passage: Passage, c: Candidate) -> bool:
    """D尚未经B同意: B has not approved anything yet."""
    sentence = passage.sentences[c.sentence]
    start, _ = passage.list_span(sentence, c.head.order)
    return _NOT_BY.search(passage.text, sentence.start, start) is not None


def _is_only_told(passage: Passage, c: Candidate) -> bool:
    """（B负责）, 各省、B：现将D印发, 贯彻落实B决策部署: B is told, in charge or obeyed, and issues nothing there."""
    if c.head.implied:
        return passage.words(c.head) == "我国"
    if _IN_CHARGE.match(passage.text, c.head.end):
        return True
    own = passage.issued_by(passage.sentences[c.sentence], c.head.order)
    if (
        own is not None
        and own.entity != c.tail.entity
        and re.match("[《（(]", passage.text[min(own.end, c.head.end) :])
    ):
        return True
    if c.head.end > c.tail.start:
        return False
    told = _ADDRESSEE.match(passage.text, c.head.end, c.tail.start)
    sentence = passage.sentences[c.sentence]
    before = passage.text[sentence.start : c.head.start]
    if told and before[-1:] in ("，", "、") and not _TITLE_WORDS.search(told.group()):
        return True
    return bool(_OBEYED.search(before) and _ORDERS.match(passage.text, c.head.end, c.tail.start))


def _is_only_presented(passage: Passage, c: Candidate) -> bool:
    """A在新闻发布会上解读D: 发布 is part of a longer noun and states nothing."""
    if c.head.end > c.tail.start:
        return False
    between = passage.text[c.head.end : c.tail.start]
    words = without_nouns(between)
    return words != between and _STATES_ISSUE.search(words) is None


def _is_repealed(passage: Passage, policy: Occurrence) -> bool:
    """A制定D，原D2同时废止: D2 is neither issued nor drawn up there."""
    return not policy.implied and _REPEALED.match(passage.text, policy.end) is not None


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


def _is_place_in_title(passage: Passage, c: Candidate) -> bool:
    """G发布LD: the place right before the policy is what it is about."""
    if c.head.type not in PLACE_TYPES or c.head.end != c.tail.start:
        return False
    start = passage.sentences[c.sentence].start
    return _ISSUES.search(passage.text[max(start, c.head.start - 14) : c.head.start]) is not None


def _is_carried_out_too(passage: Passage, c: Candidate) -> bool:
    """实施A和贯彻B: two rules that are carried out side by side."""
    if c.head.implied or c.head.start > c.tail.start:
        return False
    start = passage.sentences[c.sentence].start
    return _CARRIED_OUT.search(passage.text[start : c.head.start]) is not None
