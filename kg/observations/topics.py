"""What a clause without figures says about the figures after it: whom they are about, what they measure."""

from __future__ import annotations

import re

from kg.observations.clauses import Clause
from kg.observations.indicators import head_of, members, phrase_before
from kg.observations.passage import BEARER, Passage
from kg.records import Span

_SAYS = (
    "显示",
    "统计",
    "称",
    "说",
    "宣布",
    "预测",
    "证实",
    "了解到",
    "看",
    "获悉",
    "表示",
    "介绍",
    "指出",
    "公布",
    "发布",
    "新闻发布会",
    "测算",
    "估算",
)
_STATISTICS = ("显示", "统计", "测算", "估算", "预测")
_ISSUES = re.compile(
    r"(?:[、和与及][^、和与及，。；\s]{2,16}?)*[\s（）]*(?:正式|联合|对外)?(?:发布|公布|印发|下发|发出)(?![^，。；]{0,30}(?:财报|业绩|年报))[^，。；]{0,60}?(?:公告|通知|报告|数据|意见|方案|办法|通报|消息)"
)
_SCENE = re.compile(r"(?:\s|如今|目前|现在|眼下|同时|日前|近日|在)*")
_NO_SUBJECT = re.compile(r"[、的和与及：:]|(?:消息|讯|电|记者|总统|总理|外长|主席|媒体)")
_QUANTITY = re.compile(
    r"(?P<name>[^，。；、\s]{2,24}?)(?:全国最|世界最|全球最|再?创|也|刷新|持续|继续|保持|稳定|稳步|快速|较快|大幅|明显|领先|最高|居首|均|由负|连续|收跌|收涨|暴跌|大跌|大涨|位居|延续|呈|同比|实现|有所|不断|总体|平稳|$)"
)
_LISTED = re.compile(
    r"(?P<names>[^，。；\s]{1,10}(?:、[^，。；、\s]{2,10}?)+(?:和[^，。；、\s]{2,10}?)?)(?:成为|表现|均|都|继续|保持|持续|增长|实现)"
)
_TOPIC = re.compile(
    r"(?P<name>[^，。；、\s]{2,12}?)(?:继续|保持|延续|持续|快速|稳步|平稳|较快|明显|加快|大幅|不断|实现|呈现|表现)+(?:保持)?[^，。；]{0,4}?(?:增长|发展|回升|恢复|升级|向好|上升|提升|回暖|亮眼|突出|强劲|良好)"
)
_SITE = re.compile(r"(?:项目|工程)?(?:建设|施工|作业|生产)?(?:现场|一线|[内里上])$")  # 在某水库建设现场
_DIVIDES = re.compile(r"(?:^|\s)(?:分|按)[^，。；\s]{1,10}(?:看|分)$")
_DEFINED = re.compile(
    r"(?P<name>(?![这那其该它他她])[^，。；、\s的了在有]{2,12}?)是(?=我国|中国|全国|全球|世界|国内|首[个座条家款]|一[个家座条种款])"
)
_COMPARED = re.compile(r"(?:与|和|同|跟|比起)[^，。；、与和同跟]{0,16}相比较?$")
_INSTANCE = re.compile(r"[^，。；、]{2,}(?:例)?如(?=[^，。；、]{2,12}$)")
_EVERYWHERE = re.compile(r"\s*各地|多地|各省|各市")
_COMES_ABOUT = re.compile(
    r"[^，。；、\d]{0,12}?(?:建成|投产|投运|投用|开工|通车|开通|启用|启动|并网|竣工|运营|获批|获核准|落地|下水|交付|封顶|贯通|合龙|完工|发电|迎来|施工|进入)"
)
_DATA_OF = re.compile(r"[^，。；\s]{0,6}数据|[^，。；\s]{0,4}平台")  # 携程数据显示: of all travellers
_VISITED = re.compile(
    r"(?:走进|来到|位于|在)[^，。；]{0,24}?[一这]家(?P<name>[^，。；、\s的]{2,14}?(?:企业|公司|厂|合作社|农场|超市|酒店|民宿|门店|医院))"
)
_DUTY = re.compile(r"(?:[、和与及][^，。；\s]{2,30}?)*(?:要|应当?|须|负责|牵头|会同|根据|按照|按|配合)")
_CAUSE = re.compile(r"\s*(?:受|带动|推动|拉动|促进|支持|培育|随着|为|在)")
_NO_TOPIC = re.compile(r"[将了着把被使让也在都还]|^(?:呈现?|保持|实现|总体|整体|经济|生产|市场|需求|结构|发展)")


def opens_with_place(passage: Passage, clause: Clause) -> bool:
    """Whether a clause begins with a place as its subject, so that the next sentences are about it."""
    holders, plain = passage.holders, passage.plain
    start = clause.start
    lead = _SCENE.match(plain, start, clause.end)
    start = lead.end() if lead else start
    named = holders.at(start)
    if named is None or not (holders.is_place(named) or holders.reports_itself(named)):
        return False
    name = holders.leading(plain, start, clause.end)
    if name is None or name == (start, clause.end):
        return name is not None and lead is not None and "在" in lead.group()  # 在湖南岳阳，
    return _NO_SUBJECT.match(plain, name[1]) is None


def only_leads(passage: Passage, clause: Clause) -> bool:
    """Whether a clause without figures says only who tells or when, so that the next one opens the sentence."""
    start, end = phrase_before(passage.plain, clause.start, clause.end)
    return start >= end or passage.plain.endswith(_SAYS, start, end)


def is_everywhere(passage: Passage, clause: Clause) -> bool:
    """Whether a clause is about many places at once (各地, 多地)."""
    return _EVERYWHERE.match(passage.plain, clause.start) is not None


def note_topic(passage: Passage, clause: Clause, *, first: bool, lasting: bool) -> None:
    """Note what a clause without figures says about the figures after it.

    Args:
        first: it opens its sentence.
        lasting: what it names holds beyond its sentence.
    """
    plain, holders = passage.plain, passage.holders
    compared = _COMPARED.search(plain, clause.start, clause.end)
    start, end = phrase_before(plain, clause.start, compared.start() if compared else clause.end)
    if compared and start >= end:
        return  # 与上届大会相比，
    if start >= end and plain.endswith(_SAYS, clause.start, clause.end):
        start, end = clause.start, clause.end  # 数据显示
    if plain.endswith(("看", "分"), start, end) and _DIVIDES.search(plain[start:end]):
        passage.divided = True
    instance = _INSTANCE.search(plain, start, end)
    if instance is not None and (named := holders.leading(plain, instance.end(), end)) is not None and named[1] == end:
        passage.set_about(named, lasting=False)  # 某些区域如X，
        return
    if plain.endswith(_SAYS, start, end):
        _note_speaker(passage, start, end, first=first)
        return
    mode = holders.mode(plain, start, end)
    if mode is not None and mode[2] == end:
        passage.set_about(mode[:2], lasting=False)
        passage.told = True
        return
    visited = _VISITED.search(plain, clause.start, clause.end)
    if visited is not None:
        passage.set_about(visited.span("name"))
        return
    holder = holders.leading(plain, start, end)
    if plain.startswith("在", clause.start):
        site = _SITE.search(plain, start, end)
        last = holders.ending_at(site.start() if site else end)
        if last is not None and (holder is None or last[0] > holder[1]):
            holder = last  # 在沙地治理主战场辽宁，
    told = plain.rfind("的", start, end) + 1
    if holder is None and told > start:
        holder = holders.leading(plain, told, end)  # 正在举行的第二届博览会
        holder = holder if holder is not None and holder[1] == end else None
    if holder is not None and _ISSUES.match(plain, holder[1], end):
        if holders.reports_itself(holder):
            passage.set_about(holder)
        return
    if holder is not None:
        passage.set_about(holder, lasting=lasting and not _has_duty(passage, holder))
        start = phrase_before(plain, holder[1], end)[0]
    if _note_quantity(passage, start, end, named=holder is not None) or holder is not None:
        return
    _note_subject(passage, clause, start, end)


def _has_duty(passage: Passage, holder: Span) -> bool:
    """Whether a body is only told what to do (省商务厅要加强督促), so that no figure after it is its own."""
    body = passage.holders.is_body(passage.holders.entity_of(*holder))
    return body and _DUTY.match(passage.plain, holder[1]) is not None


def _note_speaker(passage: Passage, start: int, end: int, *, first: bool) -> None:
    """Who tells figures is not whom they are about; a body of a place stands for that place."""
    of_body = passage.holders.place_of_body(passage.plain, start, end)
    if of_body is not None:
        passage.set_about(of_body)  # 匈牙利气象局表示，今年6月的降雨量
    elif (
        (own := passage.holders.at(start)) is not None
        and passage.holders.reports_itself(own)
        and _DATA_OF.match(passage.plain, own[1]) is None
    ):
        passage.set_about(own)  # 宁波舟山港介绍
    elif first and passage.home[0] is None and _opens_with_statistics(passage, start, end):
        passage.leave_region()  # 据某机构测算: what follows is told of all, not of the region before
    elif passage.home[0] is not None and first:
        passage.broad = passage.home  # a new report is about the whole again
        passage.back_to_broad()


def _opens_with_statistics(passage: Passage, start: int, end: int) -> bool:
    """Whether the words at ``start:end`` begin a later paragraph by statistics (据某院测算)."""
    later = start > 0 and "\n" in passage.text[max(0, start - 3) : start]
    return later and passage.plain.endswith(_STATISTICS, start, end)


def _note_quantity(passage: Passage, start: int, end: int, *, named: bool) -> bool:
    """Note the quantity that a clause names (中小企业市场需求稳步上升), if it names one.

    Args:
        named: the holder is known.
    """
    plain = passage.plain
    quantity = _QUANTITY.match(plain, start, end)
    if quantity is not None and head_of(quantity.group("name")):
        narrow = passage.holders.sort(plain, start, quantity.end("name"))
        name = quantity.group("name").strip()
        if not named and narrow is not None and passage.holders.is_firm(passage.text[slice(*narrow)]):
            passage.set_about(narrow, lasting=False)
            passage.told = True
            inner = passage.text[narrow[1] : quantity.end("name")].strip("的 ")
            name = inner if head_of(inner) else name
        passage.indicator = name
        return True
    last = plain[start:end].rpartition("的")[2].strip()
    if head_of(last):
        passage.indicator = last
    return bool(head_of(last))


def _note_subject(passage: Passage, clause: Clause, start: int, end: int) -> None:
    """Note the list, industry or other subject of a clause that names no holder by a proper name."""
    plain = passage.plain
    listed = _LISTED.match(plain, start, end)
    if listed is not None:
        passage.listed = [(name, passage.about) for name in members(listed.group("names"))]
        return
    led = _CAUSE.match(plain, clause.start) is not None  # 推动新能源产业发展
    narrow = None if led else passage.holders.sort(plain, start, end)
    if narrow is not None and narrow[0] == start:
        passage.set_about(narrow, lasting=False)
        passage.told = True
        return
    defined = _DEFINED.match(plain, start, end)
    if defined is not None:
        passage.set_about(defined.span("name"))  # X飞机是我国自行研制的客机
        return
    bearer = None if led else BEARER.match(plain, start, end)
    if bearer is not None and _COMES_ABOUT.match(plain, bearer.end()):
        passage.set_about(bearer.span(), lasting=False)  # 首座海上换流站正式投运
        return
    topic = None if led else _TOPIC.match(plain, start, end)
    if topic is not None and not _NO_TOPIC.search(topic.group("name")):
        passage.about, passage.about_entity = topic.group("name"), None
