"""Borders of events: what is studied or counted before them, a year before them."""

from __future__ import annotations

import dataclasses
import re

from kg.ner.borders.known_names import KnownNames, respanned
from kg.records import Mention
from kg.vocab import GOVERNMENT_BODY

_FREQUENCY = re.compile(r"^(?:每|\d+[-—~～至到]\d+[次场届])")
_COUNTED = re.compile(r"^(?!.*(?:党|共))(?:世界|全球|全国|亚洲|国内)?第?[一二三四五六七八九十]{1,2}大$")
_CONGRESS = re.compile(r"^(?:十[三-九五六七八九]大?|二十)大$")
_STUDIED = re.compile(
    r"(?:深入|认真|全面)?(?:学习|宣传|传达|贯彻|落实|践行){1,3}(?=[^，。]{0,12}(?:全会|二十大|十九大|两会)$)"
)
_NO_EVENT = re.compile(r"(?:战争|斗争)$|^(?:往届|历届|历次|每届|各届)|^(?:国庆|新年|新春|春节|建军节|欢迎|答谢)招待会$")
_UNNAMED = re.compile(
    r"(?:就职|上任|当选|履新|会后|赛后|会前|赛前|任内|例行|联合|专题|专场|首次|首场|第[一二三四五]次|年度|年终|新年|后|的|其|当天|大型|定期|新闻)*"
    r"(?:新闻发布会|新闻通气会|记者招待会|记者会|发布会|见面会|吹风会|通气会)"
)
_LUNAR_YEAR = re.compile(r"[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥](?:[（(]20\d\d[）)])?年$")
_PARLIAMENT = re.compile(r"(?:国民|人民|国家|联邦|立法)(?:会议|议会)$")
_HOW_MANY = re.compile(r"^\d{1,3}[届次](?=..)")


def event(text: str, m: Mention, near: KnownNames) -> Mention | None:
    """Return an event without the verb or the count before it; None if it is a sort of events."""
    if studied := _STUDIED.match(text, m.start, m.end):
        m = respanned(m, studied.end(), m.end)
    if _PARLIAMENT.search(text, m.start, m.end):
        return dataclasses.replace(m, type=GOVERNMENT_BODY)
    name = text[m.start : m.end]
    if _NO_EVENT.search(name) or _UNNAMED.fullmatch(name):
        return None
    if counted := _HOW_MANY.match(name):
        return respanned(m, m.start + counted.end(), m.end)
    if year := _LUNAR_YEAR.search(text, max(0, m.start - 9), m.start):
        m = respanned(m, year.start(), m.end)
    if _FREQUENCY.match(name) or (_COUNTED.match(name) and not _CONGRESS.match(name)):
        return None
    return m
