"""Organisations told by their frame: associations of China, papers and journals in book-title marks."""

from __future__ import annotations

import re

from kg import vocab
from kg.records import Mention

_ASSOCIATION = re.compile(
    r"(?:中国|中华)(?![与和及将是的在、将向对由同政方共国队籍人]|政府|企业家?(?:在|与|和)|代表|驻)"
    r"(?:(?!参加|举行|会见|访问|出席|发布|联合|中国|中华|国家|部和|局和|委和|政府|代表团|公司|集团|大学|学院|[的在将是向对由据等了])[一-龥]){2,18}?"
    r"(?:行业协会|协会|学会|联合会|商会|研究会|促进会|基金会)(?!员|长|会|议|主席|秘书处主任)"
)
_PAPER = re.compile(
    r"《[^《》，。\n]{1,12}(?:日报|晚报|时报|早报|晨报|周报|导报|邮报|学报|财经报|新闻周刊|周刊|人报|报)》(?!社论|记者证)"
)
_NO_PAPER = re.compile(r"(?:公|通|简|汇|预|画|申|填|举|警|情|喜|海|月)报》$")


def find(text: str) -> list[Mention]:
    """Return the associations and the papers."""
    papers = (m for m in _PAPER.finditer(text) if not _NO_PAPER.search(m[0]))
    associations = (m for m in _ASSOCIATION.finditer(text) if "与" in m[0] or "和" in m[0] or "及" in m[0])
    return [
        *(_mention(m, "paper") for m in papers),
        *(_mention(m, "association") for m in associations),
    ]


def _mention(found: re.Match[str], rule: str) -> Mention:
    return Mention(
        start=found.start(), end=found.end(), type=vocab.ORGANIZATION, made_by=f"pattern:organization/{rule}"
    )
