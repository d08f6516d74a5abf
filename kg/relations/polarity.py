"""Denial: words that turn a statement into its opposite or into a mere supposition (没有出席, 取消访问, 如果收购)."""

from __future__ import annotations

import re

from kg.records import Span
from kg.text.cues import (
    BREAKING_OFF,
    CALLING_OFF,
    COLLAPSING,
    FIRST_PLANNED,
    HEARSAY,
    NEGATING,
    REFUSING,
    REFUTING,
    SUPPOSING,
)

_ACTS = (
    r"出席|参加|参会|与会|主持|访问|到访|访华|来华|会见|会谈|会晤|见面|会面|签署|签订|签约|签|批准|通过|审议|发布|公布|印发|出台|颁布|"
    r"举行|举办|召开|开幕|考察|调研|前往|抵达|到达|来到|赴|去|担任|出任|当选|就任|任命|兼任|建设|修建|投资|开发|收购|合作|"
    r"位于|属于|隶属|连接|途经|经过|开通|通车|接壤|修改|废止|设在|达成|同意|派|派出|提出|获得|"
    r"修订|修正|实施|入股|转让|加入|落户|承办|主办|接受|参与|会晤|辞去|接任|延伸|停靠|组建|成立|设立"
)
_AFTER_NO = (
    r"再|将|会|要|拟|计划|有意|曾|如期|按时|正式|亲自|被|能|能够|获|得到|应邀|前来|前往|来|同意|对[^，。；]{0,10}|"
    r"[与同在][^，。；]{1,12}|[^，。；]{0,4}"
)
_DENIAL = re.compile(
    rf"(?:{NEGATING}|不再|未|不|并非|(?:{REFUSING})(?![至到]))(?:{_AFTER_NO})?(?:{_ACTS})|(?:{CALLING_OFF})(?:了)?(?![至到])|"
    rf"(?:{BREAKING_OFF})(?:了)?[^，。；]{{0,8}}(?:合作|伙伴|协议|协定|关系|往来)|"
    rf"(?:访问|会见|会谈|会晤|会议|行程|计划|签署)[^，。；]{{0,6}}(?:{COLLAPSING}|被拒)|"
    r"(?:尚未|未|没有)(?:就|对)[^，。；]{2,30}(?:作出|达成|形成)[^，。；]{0,4}(?:决定|一致|协议|共识)"
)
_SUPPOSED = re.compile(rf"^[^“]{{0,4}}(?:{SUPPOSING})")
_RUMOURED = re.compile(HEARSAY)
_REFUTED = re.compile(REFUTING)
_CALLED_OFF = re.compile(rf"(?:{FIRST_PLANNED})[^。；]*(?:{COLLAPSING}|未能|没能|未成行|无法|缺席)")
_CLAUSE = re.compile(r"[，,。；;：:！？!?\n]")
_SENTENCE = re.compile(r"[。！？!?\n]")
_NOT_DENIAL = re.compile(
    r"不仅|不断|不久|不少|不止|不但|不同|不论|不管|不得不|不可不|无不|不失|不忘|未来|不懈|不只|不光|不日|不愧|未成年|未经"
)


def is_denied(text: str, clause: Span, trigger: Span | None) -> bool:
    """Whether the clause around a statement denies it, only supposes it, or tells it as a rumour that is refuted.

    Args:
        clause: the words to search (characters of ``text``).
        trigger: the word that states the relation; where it is given, the denial must reach it.
    """
    words = text[clause[0] : clause[1]]
    if _SUPPOSED.match(words) or _is_refuted(text, clause) or _is_called_off(text, clause):
        return True
    for match in _DENIAL.finditer(words):
        if _NOT_DENIAL.match(words, match.start()):
            continue
        if trigger is None:
            return True
        start, end = clause[0] + match.start(), clause[0] + match.end()
        modifies = text.startswith("的", trigger[1])  # 没有出席在太原举行的论坛: the forum was held
        if start <= trigger[0] < end or (
            end <= trigger[0] and not modifies and not _CLAUSE.search(text, end, trigger[0])
        ):
            return True
        if trigger[0] <= start < trigger[1] + 8 and not _CLAUSE.search(text, trigger[1], start):
            return True
    return False


def _is_refuted(text: str, clause: Span) -> bool:
    """Whether the clause tells a rumour that the rest of the sentence refutes (据传…，外交部予以否认)."""
    opens = max(
        (m.end() for m in _SENTENCE.finditer(text, max(0, clause[0] - 120), clause[0])), default=max(0, clause[0] - 120)
    )
    closes = _SENTENCE.search(text, clause[1])
    return (
        _RUMOURED.search(text, opens, clause[1]) is not None
        and _REFUTED.search(text, clause[1], closes.start() if closes else len(text)) is not None
    )


def _is_called_off(text: str, clause: Span) -> bool:
    """Whether the clause tells a plan that the rest of the sentence gives up (原定出席…，后因故取消)."""
    closes = _SENTENCE.search(text, clause[1])
    found = _CALLED_OFF.search(text, clause[0], closes.start() if closes else len(text))
    return found is not None and not text.startswith(("至", "到"), found.end())  # 推迟至6月 is a plan


def clause_around(text: str, sentence: Span, start: int, end: int) -> Span:
    """Return the clause of a sentence that holds text[start:end], from mark to mark."""
    left = max((m.end() for m in _CLAUSE.finditer(text, sentence[0], max(start, sentence[0]))), default=sentence[0])
    right = _CLAUSE.search(text, end, sentence[1])
    return left, right.start() if right else sentence[1]
