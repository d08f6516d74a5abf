"""Works and zones told by the noun that ends them: 石门子水利枢纽, 青柳口岸新联检楼, “云上丝路”合作先行区."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg import vocab
from kg.ner.patterns.kinds import name_start, place_borders
from kg.records import Mention
from kg.registers.matcher import Match

_WORK = re.compile(
    r"(?:(?:水利|航电|航运|综合利用)枢纽(?:工程)?|抽水蓄能电站|(?:光伏|光热|风电|风光电?|风光储|清洁能源|新能源|煤电)(?:发电)?(?:大?基地|电站|电场)"
    r"|(?<=口岸)(?:新|国际|老)?(?:联检大?楼|旅检大?楼|旅检大厅|货检大?楼))(?:[一二三四]期)?(?:工程|项目)?(?!城市|群|体系|建设集团|公司|[管开]理?局)"
)
_ZONE = re.compile(r"“[^“”，。\n]{2,12}”(?:[一-龥]{0,6}?)(?:先行区|合作区|产业园|科技园|物流园|园区)(?!建设|域)")
_AREA = re.compile(
    r"(?:国际|国家级?|边境旅游|边境经济|跨境经济|跨境旅游|跨境电商|沿边产业|沿边开放|(?:临空|临港|空港|航空港|铁路港)(?:经济|产业)?|农业高新技术产业|新能源|进口贸易促进){1,3}"
    r"(?:创新)?(?:试验区|综合实验区|合作区|示范区|经济区|先行区|开发区)(?P<office>管委会|管理委员会)?(?!建设|域)"
)
_LEAST = 2  # characters before the noun
_COMMON = re.compile(
    r"(?:大型|特大型|[十百千万]{1,3}千瓦级?|沙漠|戈壁|荒漠|沙戈荒|国家|重点|重大|首批|首座|风电|光伏|光热|海上|陆上|综合|流域|配套|多个|水电|一批|新型|第[一二三]批)*"
)


def find(text: str, anchors: Sequence[Match]) -> list[Mention]:
    """Return the works, without the divisions that stand before their name, and the zones with a quoted name.

    Args:
        anchors: register matches of the text in its order.
    """
    borders = place_borders(anchors)
    places = {a.start: a for a in anchors if _is_place(text, a)}
    found = []
    for kind in _WORK.finditer(text):
        start = name_start(text, kind.start(), *borders)
        if (dash := text.rfind("——", start, kind.start())) >= 0:
            start = dash + 2
        start = _own_start(text, start, kind.start(), places)
        if kind.start() - start >= _LEAST and not _COMMON.fullmatch(text, start, kind.start()):
            found.append(_mention(start, kind.end(), vocab.PROJECT, "kind"))
    found += [_area(a, m) for a in places.values() if (m := _AREA.match(text, a.end))]
    return found + [_mention(*m.span(), vocab.ZONE, "quoted") for m in _ZONE.finditer(text)]


def _is_place(text: str, a: Match) -> bool:
    """Whether the match is a place's; an ambiguous one is, right behind the dash of two ends: 磨憨—磨丁."""
    return bool({e.type for e in a.entries} & vocab.PLACE_TYPES) and (
        not a.weak or text[a.start - 1 : a.start] in _DASHES
    )


_DASHES = frozenset("—-–－")


def _area(place: Match, kind: re.Match[str]) -> Mention:
    """Return the special area named by a place and its kind, or the office that runs it."""
    if kind["office"]:
        return _mention(place.start, kind.end(), vocab.GOVERNMENT_BODY, "area-office")
    return _mention(place.start, kind.end(), vocab.ZONE, "area")


def _own_start(text: str, start: int, end: int, places: Mapping[int, Match]) -> int:
    """Return where the name begins after the divisions before it; one right before common words belongs to it."""
    while (place := places.get(start)) and _is_apart(place) and not _COMMON.fullmatch(text, place.end, end):
        start = place.end
    return start


def _is_apart(place: Match) -> bool:
    return place.entries[0].type in vocab.DIVISION_TYPES


def _mention(start: int, end: int, type_: str, rule: str) -> Mention:
    return Mention(start=start, end=end, type=type_, made_by=f"pattern:work/{rule}")
