"""Longer nouns that hold a word which announces a relation: 新闻发布会 states no issue, 印发日期 no printing."""

from __future__ import annotations

import re

NOUNS = re.compile(
    r"(?:新闻|例行)?发布(?:会|厅|台|活动|仪式|时间|日期|机构|平台|单位|方)|印发(?:日期|时间|机关|单位)"
    r"|(?:签署|签约|签字)(?:仪式|日期|地点|方|国)|公布日期|实施(?:细则|方案|办法|意见|日期|情况)|制定(?:单位|机关)"
)


def without_nouns(words: str) -> str:
    """Return ``words`` with each such noun as one mark.

    >>> without_nouns("3日举行新闻发布会，解读")
    '3日举行□，解读'
    """
    return NOUNS.sub("□", words)


def is_in_noun(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] lies in such a noun, with more around it."""
    around = NOUNS.finditer(text, max(0, start - 6), end + 6)
    return any(m.start() <= start and end <= m.end() and m.end() - m.start() > end - start for m in around)
