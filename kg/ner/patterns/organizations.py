"""Names told by their frame: associations of China, papers in book-title marks, a place in brackets inside a name.

秦创原（延安）创新促进中心, 上合组织（连云港）国际物流园: neither half is a name alone.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from kg import vocab
from kg.ner.patterns.kinds import name_start, place_borders
from kg.records import Mention
from kg.registers.matcher import Match

_ASSOCIATION = re.compile(
    r"(?:中国|中华)(?![与和及将是的在、将向对由同政方共国队籍人]|政府|企业家?(?:在|与|和)|代表|驻)"
    r"(?:(?!参加|举行|会见|访问|出席|发布|联合|中国|中华|国家|部和|局和|委和|政府|代表团|公司|集团|大学|总台|电视台|通讯社|学院|[的在将是向对由据等了])[一-龥]){2,18}?"
    r"(?:行业协会|协会|学会|联合会|商会|研究会|促进会|基金会)(?!员|长|会|议|主席|秘书处主任)"
)
_PAPER = re.compile(
    r"《[^《》，。\n]{1,12}(?:日报|晚报|时报|早报|晨报|周报|导报|邮报|学报|财经报|新闻周刊|周刊|人报|报)》(?!社论|记者证)"
)
_NO_PAPER = re.compile(r"(?:公|通|简|汇|预|画|申|填|举|警|情|喜|海|月)报》$")


_AFTER_BRACKET = re.compile(
    r"）(?:(?![的在和与将是由对])[一-龥]){0,10}?(?:"
    r"(?P<Project>集结中心|数据中心|智算中心|算力中心)|(?P<Zone>合作基地|产业基地|物流园|产业园|科技园|工业园|合作园区|园区|合作区|试验区|先行区|示范区)"
    r"|(?P<Organization>创新中心|促进中心|研究中心|服务中心|培训中心|研究院|研究所|实验室|交易所|交易中心|博物馆))(?!建设|体系)"
)


def find(text: str, anchors: Sequence[Match] = ()) -> list[Mention]:
    """Return the associations, the papers and the names with a place in brackets.

    Args:
        anchors: register matches of the text in its order.
    """
    papers = (m for m in _PAPER.finditer(text) if not _NO_PAPER.search(m[0]))
    associations = (m for m in _ASSOCIATION.finditer(text) if "与" in m[0] or "和" in m[0] or "及" in m[0])
    return [
        *(_mention(*m.span(), vocab.ORGANIZATION, "paper") for m in papers),
        *(_mention(*m.span(), vocab.ORGANIZATION, "association") for m in associations),
        *_bracketed(text, anchors),
        *_common(text, anchors),
    ]


def _bracketed(text: str, anchors: Sequence[Match]) -> Iterable[Mention]:
    borders = place_borders(anchors)
    known = {a.end: a.start for a in anchors if not a.weak}
    for place in anchors:
        after = _AFTER_BRACKET.match(text, place.end) if text[place.start - 1 : place.start] == "（" else None
        if after and {e.type for e in place.entries} & vocab.DIVISION_TYPES:
            opening = place.start - 1
            start = known[opening] if opening in known else name_start(text, opening, *borders)
            if place.start - 1 - start >= _LEAST_BEFORE:
                yield _mention(start, after.end(), str(after.lastgroup), "bracketed")


# What two countries or blocs joined by a dash have in common: 中国—东盟人工智能创新合作中心.
_COMMON = re.compile(
    r"(?:(?![的在和与将是由对、第]|开幕|举行)[一-龥]){0,14}?(?:"
    r"(?P<Organization>交易所|合作中心|创新中心|研究中心|研究院|实验室|联盟|商会|理事会|职教联盟)"
    r"|(?P<Zone>(?:产业园区|产业园|合作区|合作园区|自由贸易区|自贸区)(?:[一-龥]{2,5}?片区)?)|(?P<Event>博览会|论坛|峰会|对话会|合作周|艺术节|文化节|电影周|周))(?![一-龥]{0,1}[年期边末])"
)
_DASH = "—-－–"


def _common(text: str, anchors: Sequence[Match]) -> Iterable[Mention]:
    blocs = [a for a in anchors if a.entries[0].type in (vocab.COUNTRY, vocab.ORGANIZATION, vocab.PLACE) and not a.weak]
    for left, right in itertools.pairwise(blocs):
        if left.entries[0].type == vocab.COUNTRY and text[left.end : right.start] in _DASH and left.end < right.start:
            kind = _COMMON.match(text, right.end)
            year = _YEAR.search(text, max(0, left.start - 6), left.start)
            if kind:
                start = year.start() if year and kind["Event"] else left.start
                yield _mention(start, kind.end(), str(kind.lastgroup), "common")


_YEAR = re.compile(r"(?<!\d)20\d\d年?$")
_LEAST_BEFORE = 2  # characters


def _mention(start: int, end: int, type_: str, rule: str) -> Mention:
    return Mention(start=start, end=end, type=type_, made_by=f"pattern:organization/{rule}")
