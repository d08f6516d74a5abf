"""Mentions that stand side by side and are one name: 上海合作组织 and 奥什峰会, a railway and its section.

The outermost name counts, and the sources find parts of it more easily than the whole. What may stand side by side in
apposition (a province and a city, a county and a village) is left alone.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence

from kg import vocab
from kg.ner.common_words import names_place
from kg.records import Mention, Span
from kg.registers.matcher import Match

_DIVISIONS = frozenset({vocab.PROVINCE, vocab.CITY, vocab.COUNTY})
_PLACES = _DIVISIONS | {vocab.PLACE, vocab.ZONE}
# What belongs to the name after it rather than standing before it in apposition, by the type of that name.
_JOINED = {
    vocab.GOVERNMENT_BODY: _DIVISIONS,
    vocab.COMPANY: _DIVISIONS | {vocab.COUNTRY, vocab.COMPANY},
    vocab.ORGANIZATION: _DIVISIONS,
    vocab.EVENT: frozenset({vocab.ORGANIZATION, vocab.CITY, vocab.PLACE}),
    vocab.POLICY: frozenset({vocab.PROVINCE, vocab.CITY, vocab.PLACE}),
    vocab.PROJECT: frozenset({vocab.PROVINCE, vocab.CITY, vocab.COUNTY, vocab.PLACE}),
}
_FIRM_AFTER_COUNTRY = re.compile(
    r"^(?:国际|国家|中央|农业|电力|石油|港务|航运|航空|电信|电讯|海事|淡马锡|科技|能源|矿业|钢铁|建设|开发|投资)"
)
_NORM = re.compile(
    r"(?:条例|办法|规定|规划|方案|实施细则|规则|标准|预案|导则|清单|目录)(?:[（(][^（()）]{1,12}[)）])?$"
)
_TO = re.compile(r"[至到—-]")
_STOPS = _PLACES | {vocab.COUNTRY, vocab.PORT}
_OUTER = _DIVISIONS | {vocab.COUNTRY}
_ROUTE = re.compile(
    r"(?:±?\d{2,4}(?:千伏|kV))?(?:特高压|超高压|高压|柔性|直流|交流|输变电|输电|送电|联网|线路|通道)+工程"
    r"|±?\d{2,4}(?:千伏|kV)(?:特高压|超高压|直流|交流|输变电|输电|线路)+|(?:特高压(?:直流|交流)?)?(?:输电|送电)(?:大?通道|线路)"
    r"|(?:国家|沿海|沿江)?(?:高速公路|高速铁路|高铁|(?:城际|货运|客运|旅游|跨境|沿边|国际)?铁路(?![局总网部])|客运专线|高速(?![增发行]))"
    r"|(?:天然气|原油|成品油|输气|输油|石油|输水)(?:长输)?(?:管道|管线)(?:工程)?"
    r"|(?:国际|跨境|客运|观光|旅游){1,3}索道(?:项目|工程)?|(?:公路|铁路|公铁两用|跨境|跨江|界河){0,2}(?:特大桥|大桥)(?![镇乡村])"
    r"|(?:国际|国内|洲际|跨境|全货机|货运|货机|客运|定期|直达|直飞|直航|海上|海运|空中|水上|集装箱|旅游|冷链|铁海联运|多式联运|公铁联运|中欧|中亚|国际货运){0,4}"
    r"(?:航线|班列|快线|大通道)(?!网|等)"
)
_CITY_RAIL = ("地铁", "轨道交通", "城市轨道交通", "国际贸易“单一窗口”")
_DOCK = re.compile(
    r"(?:[东西南北]岸|[东西南北中]?港池)?(?:集装箱|滚装|散货|原油|通用|矿石|煤炭|件杂货|LNG)+(?:码头|泊位|作业区)"
)
_OWN_TITLE = re.compile(r"^(?:[《“]|关于|转发|印发)")
_QUOTED_PART = re.compile(r"“[^“”]{2,10}”[一-龥]{4}")
_GATHERING = re.compile(
    r"(?:峰会|年会|论坛|部长级会议|外长会议?|理事会|元首会晤|领导人会晤|首脑会议|领导人非正式会议|对话会|研讨会)$"
)
_EDITION = re.compile(r"^(?:第|首届|20\d\d)")
_REACH = re.compile(r"中?[上中下]游")  # of a river; it belongs to the river's name
_NAMING = _DIVISIONS | {vocab.COMPANY}
_SCHOOL = re.compile(
    r"(?:职业|技术|技师|高等|专科|师范|工程|理工|科技|旅游|医药|中医药|中医|医科|外国语|财经|工商|交通|航空|航天|艺术|体育|音乐|美术|戏剧|电子|信息"
    r"|建筑|农业|林业|海洋|民族|传媒|警察|警官|司法|政法|石油|铁道|铁路|邮电|水利|电力|应用|幼儿){1,4}(?:专科学校|职业学院|学院|大学)(?!路|[站生城])"
)
_MEETING_OF = re.compile(
    r"(?:第[一二三四五六七八九十\d]+[届次])?(?:招商|旅游|文旅)?(?:推介会|峰会|年会|博览会|洽谈会|运动会|部长级会议|外长会)"
)
_DRAFT = re.compile(r"(?<=法)(?:修[正订])?草案")
_COMPUTING = re.compile(
    r"(?:国家)?(?:算力(?:网络)?(?:国家)?(?:枢纽|枢纽节点)|数据中心集群|(?:公共|城市)?智算中心|中欧班列集结中心)(?!城市|体系|布局)"
)
_DOCKS = re.compile(r"(?<=港)区(?!域|间|块)")
_BATTLE = re.compile(r"(?:[一-龥]{0,8}?)(?:攻坚战|保卫战|歼灭战|持久战)(?!略)")
_STATION_OF_PORT = re.compile(r"(?<=港)[东西南北]?站(?![点位台长岗在稳上])")
_TOWN_OF_SCIENCE = re.compile(r"(?:[一-龥]{0,4}?)(?:科技|科学|未来科技|航空|智慧|医药|硅)城(?![市区乡镇际])")
_ENLARGEMENT = re.compile(
    r"(?:[一二三四五]期)?(?:改?扩建|迁建|航站区(?:改?扩建)?|飞行区(?:改?扩建)?)(?:工程|项目)(?!建设指挥部)|[一二三四五]期(?:工程|项目)"
)
_FAIRWAY = re.compile(
    r"(?:\d{1,2}万吨级|深水|主|[东西南北]){0,2}航道(?:[一二三四]期|改?扩建|疏浚|提升){0,2}(?:工程|项目)"
)
_BASIN = re.compile(r"(?:(?![的在和与及将从到])[一-龥]){1,4}作业区(?!域)")
_MEMBERS = re.compile(
    r"成员国(?:(?![的在和与将于召举])[一-龥]){2,18}?(?:会议|会晤|磋商|峰会|论坛)(?!上|精神)"
    r"|(?:(?![的在和与将于召举])[一-龥]){0,6}?(?:部长|外长|防长|署长|行长|检察长|高官|最高法院院长|首脑|领导人)(?:级)?(?:非正式|特别|扩大)?会议"
)
_RING = re.compile(
    r"(?:都市圈)?(?:环线|外环线?|内环|中环|绕城|环城|[东西南北]绕城)高速(?:公路)?(?:(?!通车|开通|全线|全长)[一-龥]{1,6}?段)?(?!口|[收出]费)"
)
_MONUMENT = re.compile(r"(?:(?![的在和与])[一-龥]){0,6}?(?:纪念碑|纪念塔|纪念园|主题公园|文化公园)")
_FREIGHT_STATION = re.compile(r"(?:(?![的在和与至到由将从])[一-龥]){0,6}?(?:铁路)?集装箱(?:中心|办理)?站(?![点位台长])")
_CARRIED_OUT = re.compile(
    r"(?:总体)?(?:实施(?:方案|意见|细则|办法|纲要|计划)|行动(?:计划|方案)|工作方案|任务清单)(?![》])"
)
# What may follow a mention of these types as the rest of its name, and the type of the whole (None: the same).
_RESTS = (
    (_NAMING, _SCHOOL, vocab.ORGANIZATION),
    ({vocab.ORGANIZATION}, _MEETING_OF, vocab.EVENT),
    ({vocab.POLICY}, _DRAFT, None),
    ({vocab.PORT}, _DOCKS, None),
    ({vocab.PORT}, _ENLARGEMENT, vocab.PROJECT),
    ({vocab.PORT}, _FAIRWAY, vocab.PROJECT),
    ({vocab.PORT}, _BASIN, None),
    ({vocab.ORGANIZATION}, _MEMBERS, vocab.EVENT),
    ({vocab.PLACE} | _DIVISIONS, _RING, vocab.PROJECT),
    ({vocab.PROJECT}, _MONUMENT, vocab.PLACE),
    ({vocab.PLACE} | _DIVISIONS, _FREIGHT_STATION, vocab.PLACE),
    ({vocab.POLICY}, _CARRIED_OUT, None),
    (_DIVISIONS, _COMPUTING, vocab.PROJECT),
    ({vocab.PROJECT, vocab.PLACE}, _BATTLE, vocab.POLICY),
    ({vocab.PORT}, _STATION_OF_PORT, vocab.PLACE),
    ({vocab.PLACE} | _DIVISIONS, _TOWN_OF_SCIENCE, vocab.ZONE),
)
_POST_AFTER = re.compile(r"(?:前|原|副|常务|名誉|候任)?(?:主席|会长|议长|秘书长|理事长|总裁|主任|代表|委员)")
_SECTION = re.compile(
    r"(?:(?!开通|建成|全线|沿线|贯通|通车|今天|近日|全程|进入|最后|出口|入口|进口|首|末|[的在和与将各这])[一-龥]){2,9}(?<![阶片手波频路时地区])段(?![时落子位])"
)
_STAGE = re.compile(
    r"(?:(?:改?扩建|[一二三四五六七八九]期)(?:扩建)?(?:工程|项目)|[一二三四五六七八九]期(?=[、，。和及等])|(?<=[铁公]路|高[铁速])隧道(?![口内群]))"
)
_SITE = re.compile(
    r"(?:[一-龥]{0,10}?)(?:航天发射场|发射场|体育中心|体育馆|体育场|会展中心|会议中心|展览中心|展示中心|博览中心|大剧院|音乐厅|文化中心|艺术中心|活动中心"
    r"|免税城|购物中心|乐园|度假区|游乐园|植物园|动物园|动物世界|海洋馆|海洋公园|规划馆|科技馆|大厦|森林公园|地质公园|湿地公园|国家公园|会展馆|体育公园|[东南西北]?[二三四五六七]环路?)"
)


def join(text: str, mentions: Sequence[Mention], anchors: Sequence[Match]) -> list[Mention]:
    """Return the mentions with those joined that are one name.

    Args:
        mentions: flat, in the order of the text.
        anchors: register matches of the text; a name of theirs stands alone.
    """
    known = {(a.start, a.end) for a in anchors if not a.weak}
    divisions = {a.start for a in anchors if a.entries[0].type in _DIVISIONS}
    joined: list[Mention] = []
    for m in _with_other_end(text, mentions, anchors):
        last = joined[-1] if joined else None
        if last and last.end == m.start and m.type == vocab.EVENT and _is_part_of_post(text, last, m):
            continue
        reach = (
            _REACH.match(text, m.start, m.end)
            if last and last.end == m.start and text[last.end - 1] in "江河"
            else None
        )
        if last and reach and last.type == vocab.PLACE and reach.end() < m.end:
            joined[-1] = dataclasses.replace(last, end=reach.end())
            joined.append(dataclasses.replace(m, start=reach.end()))
        elif last and last.end == m.start and _are_one(text, last, m, known, divisions):
            joined[-1] = dataclasses.replace(m, start=_first_end(text, joined))
        else:
            joined.append(m)
    return _extended(text, _routes(text, joined), known)


def _with_other_end(text: str, mentions: Sequence[Mention], anchors: Sequence[Match]) -> list[Mention]:
    """Return the mentions with works and zones that begin with a place reaching back to the place joined to it.

    珲春—扎鲁比诺铁水联运工程, 磨憨—磨丁跨境经济合作区: the sources find the second half alone.
    """
    places = {a.start: a for a in anchors if a.entries[0].type in _STOPS}
    ends = {a.end: a.start for a in places.values()}
    found: list[Mention] = []
    for m in mentions:
        last = found[-1] if found else None
        own = places.get(m.start)
        if (
            last
            and last.type in _STOPS
            and (zone := _ZONE_KIND.search(text, m.start, m.end) or m.type in _OF_TWO_ENDS)
            and last.end < m.start
            and (text[last.end : m.start] in _DASHES or _is_power_line(text, last.end, m, own))
            and ((own and own.end < m.end) or last.type == vocab.COUNTRY)
        ):
            type_ = vocab.ZONE if zone is not True else m.type
            found[-1] = dataclasses.replace(m, start=last.start, type=type_)
        elif (start := _doubtful_end(text, m, own, ends)) is not None and (not last or last.end <= start):
            found.append(dataclasses.replace(m, start=start))
        else:
            found.append(m)
    return found


def _doubtful_end(text: str, m: Mention, own: Match | None, ends: Mapping[int, int]) -> int | None:
    """Return where a work or zone begins at an ambiguous place before the dash: 河口 in 河口—老街跨境经济合作区."""
    if m.type not in _OF_TWO_ENDS or own is None or own.end >= m.end or text[m.start - 1 : m.start] not in _DASHES:
        return None
    return ends.get(m.start - 1)


def _is_power_line(text: str, at: int, m: Mention, own: Match | None) -> bool:
    """Whether a line begins at the place before 至 or 到 and ends at the one that the mention begins with."""
    kind = _ROUTE.match(text, own.end, m.end) if own and text[at : m.start] in ("至", "到") else None
    return kind is not None and kind.end() == m.end


_DASHES = frozenset("—-–－")
_OF_TWO_ENDS = frozenset({vocab.PROJECT, vocab.ZONE})
_ZONE_KIND = re.compile(r"(?:合作区|园区|产业园|示范区|先行区|试验区|保税区|工业园)$")


def _routes(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions with every route between two places as one name: 武威—金昌1000千伏特高压工程."""
    found: list[Mention] = []
    for index, m in enumerate(mentions):
        if found and m.start < found[-1].end:
            continue  # a part of the route before it
        first = _origin(text, [*found, m]) if m.type in _STOPS else None
        end = _route_end(text, m, mentions[index + 1 : index + 4]) if first else None
        if first and end:
            found = [f for f in found if f.end <= first.start]
            m = Mention(start=first.start, end=end, type=vocab.PROJECT, made_by="pattern:project/route",
                        score=max(first.score, m.score))  # fmt: skip
        found.append(m)
    return found


def _route_end(text: str, last: Mention, following: Sequence[Mention]) -> int | None:
    """Return the end of the noun of kind behind the last place of a route; None if there is none or it is cut."""
    kind = _ROUTE.match(text, last.end)
    if not kind:
        return None
    work = following[0] if following else last
    end = max(kind.end(), work.end) if work.type == vocab.PROJECT and work.start == last.end else kind.end()
    return end if _whole(end, following) else None


def _origin(text: str, mentions: Sequence[Mention]) -> Mention | None:
    """Return the place where the route to the last of the mentions begins.

    Its province belongs to the name where that of the other end does, as in 四川隆昌至贵州黄桶.
    """
    at = len(mentions) - 1
    to = _head(mentions, at)
    first = to
    while (
        first > 0
        and mentions[first - 1].type in _STOPS
        and _TO.fullmatch(text, mentions[first - 1].end, mentions[first].start)
    ):
        first = _head(mentions, first - 1) if to < at else first - 1
    return mentions[first] if first < to else None


def _head(mentions: Sequence[Mention], at: int) -> int:
    """Return the index of the first of the places that stand one in the other right before ``at``: 河南驻马店."""
    while at > 0 and mentions[at - 1].type in _OUTER and mentions[at - 1].end == mentions[at].start:
        at -= 1
    return at


def _are_one(text: str, left: Mention, right: Mention, known: set[Span], divisions: set[int]) -> bool:
    name = text[right.start : right.end]
    if ((right.start, right.end) in known and not name.startswith(_CITY_RAIL)) or left.type not in _JOINED.get(
        right.type, ()
    ):
        return False
    if right.type == vocab.COMPANY and left.type == vocab.COUNTRY:
        return _FIRM_AFTER_COUNTRY.match(name) is not None
    if right.type in (vocab.COMPANY, vocab.ORGANIZATION) and right.start in divisions:
        return False  # it begins with a division of its own
    if right.type == vocab.PROJECT:
        if _DOCK.match(name):
            return True
        return (name.startswith(_CITY_RAIL) and left.type in (vocab.PROVINCE, vocab.CITY)) or _TO.match(
            name
        ) is not None
    if right.type == vocab.POLICY:
        return bool(_NORM.search(name)) and (not _OWN_TITLE.match(name) or _QUOTED_PART.match(name) is not None)
    if right.type == vocab.EVENT:
        return bool(_GATHERING.search(name)) and not _EDITION.match(name) and name[0] not in "“《"
    return name[0] not in "“《"


def _first_end(text: str, mentions: list[Mention]) -> int:
    """Return where the line begins that the last of the places ends: its first end point, in 临江至青河至滨海高铁."""
    start = mentions[-1].start
    while len(mentions) > 1 and mentions[-2].type in _PLACES and _TO.fullmatch(text, mentions[-2].end, start):
        mentions.pop()
        start = mentions[-1].start
    return start


def _is_part_of_post(text: str, left: Mention, right: Mention) -> bool:
    """泰国华商联合会代表大会前主席: the assembly belongs to the post, no event."""
    return left.type == vocab.ORGANIZATION and _POST_AFTER.match(text, right.end) is not None


def _extended(text: str, mentions: Sequence[Mention], known: set[Span]) -> list[Mention]:
    """Return the mentions, each with the words after it that belong to its name."""
    found: list[Mention] = []
    for index, m in enumerate(mentions):
        if not found or found[-1].end <= m.start:  # else the one before it has taken it in
            found.append(_with_rest(text, m, mentions[index + 1 : index + 4], known))
    return found


def _with_rest(text: str, m: Mention, following: Sequence[Mention], known: set[Span]) -> Mention:
    """Return the mention with the rest of its name: a section, a site, a school, a meeting, a draft, a battle."""
    for types, rest, type_ in _RESTS:
        if m.type in types and (words := rest.match(text, m.end)) and _whole(words.end(), following):
            return dataclasses.replace(m, end=words.end(), type=type_ or m.type)
    if m.type == vocab.ORGANIZATION and (campus := _campus_end(text, m, following)):
        return dataclasses.replace(m, end=campus)
    if m.type == vocab.PROJECT:
        return _with_section(text, m, following)
    return _with_site(text, m, following, known) if m.type in _PLACES else m


def _campus_end(text: str, school: Mention, following: Sequence[Mention]) -> int | None:
    """Return the end of the town in brackets that tells a university's campus: 哈尔滨工业大学（深圳）."""
    if not following or not text.endswith(("大学", "学院"), school.start, school.end):
        return None
    town = following[0]
    is_campus = (
        town.type in _DIVISIONS and text[school.end : town.start] == "（" and text[town.end : town.end + 1] == "）"
    )
    return town.end + 1 if is_campus else None


def _with_section(text: str, line: Mention, following: Sequence[Mention]) -> Mention:
    section = _SECTION.match(text, line.end) or _STAGE.match(text, line.end)
    if not section or not _LINE.search(text, line.start, line.end):
        return line
    return dataclasses.replace(line, end=section.end()) if _whole(section.end(), following) else line


_LINE = re.compile(
    r"(?:高铁|铁路|高速|高速公路|公路|城际|号线|管道|运河|大桥|通道|工程|线路|国际机场|机场|枢纽|水电站|核电站|电站|线)$"
)


def _with_site(text: str, place: Mention, following: Sequence[Mention], known: set[Span]) -> Mention:
    site = _SITE.match(text, place.end)
    if not site or (place.end, site.end()) in known or not _whole(site.end(), following):
        return place
    kind = _SITE_KIND.search(text, place.end, site.end())
    if not kind or not names_place((place.end, kind.start()), text):
        return place
    type_ = vocab.PROJECT if _RING_ROAD.search(kind[0]) else vocab.PLACE
    return dataclasses.replace(place, end=site.end(), type=type_, made_by="pattern:place/site")


_RING_ROAD = re.compile(r"环路?$")


_SITE_KIND = re.compile(_SITE.pattern.removeprefix("(?:[一-龥]{0,10}?)") + "$")


def _whole(end: int, following: Sequence[Mention]) -> bool:
    """Whether no mention after it begins before ``end`` and goes on behind it."""
    return not any(m.start < end < m.end for m in following[:3])
