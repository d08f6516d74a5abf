"""Expositions and forums named 中国（地名）…博览会: the brackets and the joining words belong to the name."""

from __future__ import annotations

import re

from kg import vocab
from kg.records import Mention

_GATHERING = r"(?:博览会|交易会|洽谈会|展览会|展洽会|论坛|峰会|大会|文化节|艺术节|旅游节|马拉松|公开赛)"
_OF_CHINA = re.compile(
    rf"(?:(?:20\d\d(?:年)?|第[一二三四五六七八九十百\d]+届|首届)?)中国[（(][一-龥]{{2,6}}[)）](?:国际)?(?:(?!参加|举行|开幕|在|的|将)[一-龥、]){{1,22}}?{_GATHERING}"
)


def find(text: str) -> list[Mention]:
    """Return the gatherings that a place in brackets after 中国 belongs to."""
    if "中国（" not in text and "中国(" not in text:
        return []
    return [
        Mention(start=m.start(), end=m.end(), type=vocab.EVENT, made_by="pattern:event/of-china")
        for m in _OF_CHINA.finditer(text)
    ]
