"""Denial: words that turn a statement into its opposite (没有出席, 未签署, 取消访问)."""

from __future__ import annotations

import re

from kg.records import Span

_ACTS = (
    r"出席|参加|参会|与会|主持|访问|到访|访华|来华|会见|会谈|会晤|见面|签署|签订|签约|签|批准|通过|审议|发布|公布|印发|出台|颁布|"
    r"举行|举办|召开|开幕|考察|调研|前往|抵达|到达|来到|赴|去|担任|出任|当选|就任|任命|兼任|建设|修建|投资|开发|收购|合作|"
    r"位于|属于|隶属|连接|途经|经过|开通|通车|接壤|修改|废止|设在|达成|同意|派|派出|提出|获得"
)
DENIAL = re.compile(
    rf"(?:没有|没能|没|未能|未曾|未予|尚未|并未|从未|未|不再|不会|不予|不|拒绝|否决|取消|推迟|中止|放弃|否认|无缘|缺席|拒不|并非|不是)"
    rf"(?:再|如期|按时|正式|亲自|被|能|能够|获|得到|应邀|前来|前往|来|同意|对[^，。；]{{0,10}}|与[^，。；]{{1,12}}|同[^，。；]{{1,12}}|在[^，。；]{{1,12}}|[^，。；]{{0,4}})?(?:{_ACTS})"
    r"|(?:缺席|拒绝|取消|推迟|搁置|否决|叫停)(?:了)?"
    r"|(?:中断|终止|停止|断绝|解除|撕毁|退出)(?:了)?[^，。；]{0,8}(?:合作|伙伴|协议|协定|关系|往来)"
    r"|(?:访问|会见|会谈|会晤|会议|行程|计划|签署)[^，。；]{0,6}(?:取消|推迟|被拒|未果|未能成行|没有成行|告吹|搁浅)"
)
_CLAUSE = re.compile(r"[，,。；;：:！？!?\n]")
_NOT_DENIAL = re.compile(
    r"不仅|不断|不久|不少|不止|不但|不同|不论|不管|不得不|不可不|无不|不失|不忘|未来|不懈|不只|不光|不日|不愧|未成年|未经"
)


def is_denied(text: str, clause: Span, trigger: Span | None) -> bool:
    """Whether the clause around a statement denies it.

    Args:
        clause: the words to search (characters of ``text``).
        trigger: the word that states the relation; where it is given, the denial must reach it.
    """
    words = text[clause[0] : clause[1]]
    for match in DENIAL.finditer(words):
        if _NOT_DENIAL.match(words, match.start()):
            continue
        if trigger is None:
            return True
        start, end = clause[0] + match.start(), clause[0] + match.end()
        if start <= trigger[0] < end or (end <= trigger[0] and not _CLAUSE.search(text, end, trigger[0])):
            return True
        if trigger[0] <= start < trigger[1] + 8 and not _CLAUSE.search(text, trigger[1], start):
            return True
    return False


def clause_around(text: str, sentence: Span, start: int, end: int) -> Span:
    """Return the clause of a sentence that holds text[start:end], from mark to mark."""
    left = max((m.end() for m in _CLAUSE.finditer(text, sentence[0], max(start, sentence[0]))), default=sentence[0])
    right = _CLAUSE.search(text, end, sentence[1])
    return left, right.start() if right else sentence[1]
