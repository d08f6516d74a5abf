"""Short titles: which policy 《意见》 or 《实施方案》 stands for, where a text gives the full title elsewhere.

A text that issues 《关于加快口岸建设的指导意见》 calls it 《意见》 from then on, whether or not it says so. The short
title stands for the policy whose title ends in it and that was named last; where two of them stand in one sentence, for
neither.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.coreference.short_forms import bare
from kg.records import Mention
from kg.vocab import POLICY

_KINDS = (
    "办法|规定|条例|通知|意见|决定|方案|规划|计划|纲要|建议|报告|公告|通告|细则|措施|协定|协议|宣言|声明|公报|规则|标准|指南|决议"
    "|目录|清单|要点|预案|倡议|草案|章程|批复|法|规范|指引|准则|导则|政策|制度|举措|战略|备忘录|议定书|公约|路线图|白皮书|名录|大纲|法典"
)
_MODIFIERS = "若干|实施|指导|管理|行动|工作|总体|暂行|试行|专项|发展|建设|联合|框架|政策|应急|重点|任务|\\d+条"
_SHORT_TITLE = re.compile(f"(?:{_MODIFIERS})*(?:{_KINDS})")
_APPENDED = re.compile(r"(?:\d{4}年?(?:[—–-]\d{4}年?)?|试行|暂行|修[订正]?草案|草案|征求意见稿|修订|第.{1,2}批)$")
_SENTENCE_END = re.compile(r"[。！？\n]")
_LEAST_LONGER = 4  # characters that a full title has more than its short form


def is_short_title(name: str) -> bool:
    """Return whether a bare title says only what kind of text a policy is: 意见, 实施方案."""
    return bool(_SHORT_TITLE.fullmatch(name))


def short_titles(text: str, mentions: Sequence[Mention]) -> Mapping[int, Mention]:
    """Return the mention of the full title by the number of each mention that is a short form of it.

    Args:
        mentions: in the order of the text.
    """
    policies = [(i, m, bare(text[m.start : m.end])) for i, m in enumerate(mentions) if m.type == POLICY]
    found: dict[int, Mention] = {}
    for i, m, name in policies:
        if not is_short_title(name):
            continue
        fitting = [(o, title) for _, o, title in policies if _is_full_title(title, name)]
        nearest = _nearest(text, m, fitting)
        if nearest is not None:
            found[i] = nearest
    return found


def _is_full_title(title: str, short: str) -> bool:
    stem = _APPENDED.sub("", title)
    return not is_short_title(title) and len(stem) >= len(short) + _LEAST_LONGER and stem.endswith(short)


def _nearest(text: str, m: Mention, fitting: Sequence[tuple[Mention, str]]) -> Mention | None:
    """Return the fitting title named last before ``m``, or the only one of the text; None where two are as near."""
    before = [(o, title) for o, title in fitting if o.end <= m.start]
    if not before:
        return fitting[0][0] if len({title for _, title in fitting}) == 1 else None
    last = before[-1][0]
    sentence = _sentence(text, last)
    titles = {title for o, title in before if _sentence(text, o) == sentence}
    return last if len(titles) == 1 else None


def _sentence(text: str, m: Mention) -> int:
    """Return where the sentence of a mention begins; the marks inside the mention end none."""
    begins = 0
    for end in _SENTENCE_END.finditer(text, 0, m.start):
        begins = end.end()
    return begins
