"""Borders and types of places, divisions, ports and works: abbreviations side by side, a site behind a work."""

from __future__ import annotations

import dataclasses
import re
from functools import cache

from kg import vocab
from kg.ner.borders.known_names import KnownNames, respanned
from kg.ner.patterns.rivers import is_town
from kg.records import Mention
from kg.registers.lexicons import load_lexicon

_STATION = re.compile(r"(?:站|车站|枢纽站|中心站)$")
_GROUP_OF_PORT = re.compile(r"(?:口|务)?(?:控股)?集团(?:股份)?(?:有限公司|公司)?|(?:口|务)?(?:股份)?有限公司|务公司")
_TWO_COUNTRIES = re.compile(r"^[一-龥]{2}(?:边境|陆路|铁路|公路)?口岸$")


def port(text: str, m: Mention, near: KnownNames) -> Mention | None:
    """Return a port; a station is a place, and a crossing of two countries (中俄口岸) is none by name."""
    name = text[m.start : m.end]
    if name.endswith("电子口岸") or (m.start, m.end - 2) in near.countries:
        return None
    if _TWO_COUNTRIES.match(name) and all(c in _ABBREVIATIONS for c in name[:2]):
        return None
    return dataclasses.replace(m, type=vocab.PLACE) if _STATION.search(name) else m


_ABBREVIATIONS = frozenset(
    "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀渝黔滇藏陕甘陇青宁新港澳台中俄哈越朝韩日老缅印尼塔吉巴"
)


def division(text: str, m: Mention, near: KnownNames) -> Mention | None:
    """沪杭, 鲁豫: two provinces in one character each are no name, nor is a number of divisions: 三市."""
    name = text[m.start : m.end]
    if _NUMBER_OF.fullmatch(name):
        return None
    return None if len(name) == 2 and all(c in _ABBREVIATIONS for c in name) else m


_NO_TOWN = re.compile(r"(?:山|湖|岛|峡谷|草原|沙漠|古城|古镇|景区|寺|园)$")


def city(text: str, m: Mention, near: KnownNames) -> Mention | None:
    """A mountain or a lake that no register knows as a city is none: 云台山."""
    right = division(text, m, near)
    if right is None or (m.start, m.end) in near.divisions or not _NO_TOWN.search(text, m.start, m.end):
        return right
    return dataclasses.replace(right, type=vocab.PLACE)


def country(text: str, m: Mention, near: KnownNames) -> Mention | None:
    """英法德 in 英法德三国 is a row of countries in one character each, no name; nor is 贵国."""
    if text[m.start : m.start + 2] in ("贵国", "两国", "各国", "我国"):
        return None
    return None if all(c in _country_characters() for c in text[m.start : m.end]) else m


@cache
def _country_characters() -> frozenset[str]:
    return frozenset(row["short"] for row in load_lexicon("country_characters") if len(row["short"]) == 1)


_NUMBER_OF = re.compile(r"[一二两三四五六七八九十多各]+[省市县区州盟旗]")
_MORE_PROVINCES = re.compile(
    r"(?:[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀渝黔滇藏陕甘青宁]{1,4}(?=等|、|[两二三四五六七八九]?[省市地区])|三地(?!区))"
)


_QUARTERS = frozenset(("东北", "西北", "东南", "西南"))
_CORNER = re.compile(r"^[东西][南北][角部侧端]$")
_SIDE = re.compile(r"[角侧端麓坡风偏面]|部(?!分)|方向|\d")


def county(text: str, m: Mention, near: KnownNames) -> Mention | None:
    """The counties of China are all known; what else looks like one without its ending is another kind of place."""
    right = division(text, m, near)
    if right is None or (m.start, m.end) in near.divisions or text[m.end - 1] in "县区旗":
        return right
    return dataclasses.replace(right, type=vocab.PLACE)


_CREW = re.compile(r"(?:航天员)?乘组$")


def project(text: str, m: Mention, near: KnownNames) -> Mention | None:
    """Return a work without its crew or its rank; with the sign of its voltage."""
    crew = _CREW.search(text, m.start, m.end)
    if crew:
        return respanned(m, m.start, crew.start())
    if text[m.start].isdigit() and text[m.start - 1 : m.start] == "±":
        return respanned(m, m.start - 1, m.end)
    if part := _FACILITY.search(text, m.start, m.end):
        return respanned(m, m.start, part.start())
    rank = _RANK_OF_WORK.search(text, m.start, m.end)
    if rank and (m.start, rank.start()) in near.known:
        return respanned(m, m.start, rank.start())
    return m


_RANK_OF_WORK = re.compile(r"(?:骨干|控制性|控制性节点|重点|核心|配套|标志性|先导|重大)(?:工程|项目)$")
_FACILITY = re.compile(
    r"(?<=工程|电站|枢纽|基地|项目|大桥|水库|机场|铁路|高铁)(?:的)?(?:配套|附属|进场|施工)(?:公路|道路|电源|设施|码头|工程|项目|铁路)$"
)
_WORK_SITE = re.compile(r"(?:电站|水库|大桥|隧道|枢纽|工程|项目)(?P<site>坝址|工地|施工现场|建设现场|项目部)$")

_WOOD = re.compile(r"(?:胡杨|防护|经济|公益|人工|天然|果木|原始森|红树|热带雨|防风)林$")
_FLOWS = re.compile(r"[海河江湖][河江流排口]")
_WATER = re.compile(r"界[江河湖]|内河|外海|近海|远海|江河|河流|湖泊|江湖|海域|水域")
_OVERHANG = re.compile(r"(?:(?<=..)热带(?=低压|扰动|气旋|风暴)|(?<=.)岛国|(?<=村)村|(?<=镇)镇)?$")
_REGION = "京津冀"  # the one row of abbreviations that has become a name


_LAND = re.compile(r"(?:大草原|草原|沙地|沙漠|盆地|高原|平原)(?!站|集团|公司|鼠|生态|建设|文化)")  # 科尔沁草原
_CHINA_THERE = re.compile(
    r"(?<=[在赴驻对和与])[一-鿿](?P<name>中国)(?=公民|企业|公司|机构|人员|使馆|使领馆|侨|投资|项目|游客|留学|同胞)"
)  # 在巴中国公民


def by_context(text: str, m: Mention, near: KnownNames) -> Mention:
    """Return a place under the type that the words around it tell: 访问牡丹江 is the town, 渤海湾港集团 a firm."""
    if m.type in (vocab.CITY, vocab.COUNTRY) and (china := _CHINA_THERE.match(text, m.start)):
        return dataclasses.replace(m, start=china.start("name"), end=china.end("name"), type=vocab.COUNTRY)
    if m.type in vocab.DIVISION_TYPES and (wide := _LAND.match(text, m.end)) and text[m.end - 1] not in "省市县区旗州":
        return dataclasses.replace(m, end=wide.end(), type=vocab.PLACE, made_by="pattern:place/land")
    if m.type == vocab.PORT and (group := _GROUP_OF_PORT.match(text, m.end)):
        return dataclasses.replace(m, end=group.end(), type=vocab.COMPANY, made_by="pattern:company/of-port")
    division_ = near.divisions.get((m.start, m.end)) if m.type == vocab.PLACE else None
    if division_ is None or not is_town(text, m.start, m.end):
        return m
    return dataclasses.replace(m, type=division_, made_by="pattern:place/town")


def place(text: str, m: Mention, near: KnownNames) -> Mention | None:
    """京津冀 in 京津冀晋四地 is four provinces, no region; 太平洋 in 太平洋岛国 is the name."""
    if at_work := _WORK_SITE.search(text, m.start, m.end):
        return respanned(dataclasses.replace(m, type=vocab.PROJECT), m.start, at_work.start("site"))
    name = text[m.start : m.end]
    into = text[m.start - 1 : m.start] == "入" and _FLOWS.match(text, m.start)  # 入海河流
    if into or _WOOD.fullmatch(name) or _WATER.fullmatch(name):
        return None
    if len(name) == 3 and name[2] == "站" and all(c in _ABBREVIATIONS for c in name[:2]):
        return None
    if (name in _QUARTERS and _SIDE.match(text, m.end)) or _CORNER.match(name):
        return None
    if (
        all(c in _ABBREVIATIONS for c in name)
        and _MORE_PROVINCES.match(text, m.end)
        and not (name == _REGION and text.startswith("三地", m.end))
    ):
        return None
    return respanned(m, m.start, m.end - len(_OVERHANG.search(name)[0]))  # type: ignore[index]
