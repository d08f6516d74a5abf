"""Meetings and expositions named by their frame: 中国（地名）…博览会, and what opens a clause and is then held."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg import vocab
from kg.records import Mention
from kg.registers.matcher import Match

_GATHERING = r"(?:博览会|交易会|洽谈会|展览会|展洽会|论坛|峰会|大会|文化节|艺术节|旅游节|马拉松|公开赛)"
_OF_CHINA = re.compile(
    rf"(?:(?:20\d\d(?:年)?|第[一二三四五六七八九十百\d]+届|首届)?)中国[（(][一-龥]{{2,6}}[)）](?:国际)?(?:(?!参加|举行|开幕|在|的|将)[一-龥、]){{1,22}}?{_GATHERING}"
)
_MEETING = (
    r"(?:工作会议|推进会议?|现场会|现场交流会|座谈会|协商会议?|部署会议?|动员会|调度会议?|电视电话会议|视频会议|联席会议|专题会议|恳谈会|对接会|推介会|洽谈会"
    r"|论坛|峰会|大会|博览会|交易会|对话会|研讨会|次会议|部长级?会议|机制会议|领导小组会议|会晤)"
)
_IN_NAME = (
    r"(?:(?!的|了|在|向|我|召开|举行|举办|出席|参加|强调|指出|宣布|高度|感谢|欢迎|祝贺|作为|通过|落实|贯彻|习近平|主席(?!团)|[这本此每该]次|各地"
    r"|近日|日前|今[天年]|当[天地日])[一-龥“”‘’、—·（）\d-])"
)
_STUDIES = r"(?:[一-龥]{0,14}?学习(?:宣传)?贯彻[一-龥“”]{4,36}?精神、)?"  # 学习贯彻…精神、推动…座谈会: one meeting
_LEAST = 4  # characters before the noun of kind; fewer are a sort of meetings
_HELD = (
    r"(?:(?:\d{1,2}月)?\d{1,2}日(?:至\d{1,2}日)?|今天|昨天|今日|近日|日前|将|上午|下午)*(?:[在于][一-龥]{1,12}?)?(?:顺利|隆重|正式|圆满|胜利|成功)?"
    r"(?:(?:召开|举行|举办|开幕|闭幕)(?!式|会|致|前|之|期|时|以来|的|辞)|启幕|拉开帷幕)"
)
_OPENING = re.compile(
    rf"(?:^|(?<=[。；！？\n：])|(?<=[日天午]，))(?P<name>{_STUDIES}(?![（”’、）—-]|不|没|[至从由对当以据若如要应须把让使]){_IN_NAME}{{{_LEAST},44}}?{_MEETING}"
    rf"(?:暨{_IN_NAME}{{3,30}}?{_MEETING})?)(?={_HELD})"
)


_SPORTS = re.compile(
    r"(?<![A-Za-z])(?:20\d\d年?)?[A-Z]{2,5}[一-龥]{0,8}?(?:大满贯|冠军赛|挑战赛|公开赛|大师赛|联赛|总决赛|锦标赛|常规赛)"
)
_ANNIVERSARY = re.compile(
    r"(?P<founded>(?:成立|建立|建校|建院|建军|建党|建交|诞辰|回归祖国|解放|改革开放)\d{1,3}周年)"
    r"(?P<kind>庆祝大会|庆祝活动|纪念大会|纪念活动|招待会|座谈会|活动|大会|升旗仪式|文艺晚会|文艺演出)(?![现中期间]场)"
)
_TITLE = r"《[^《》\n]{1,30}》"
_FOR_NAME = rf"(?:(?![会式][和与及]){_IN_NAME}|{_TITLE})"
# What is named after the verb that holds it: 召开全国春季造林现场会.
_OBJECT = re.compile(
    rf"(?:召开|出席|参加|举[行办]|承办|主办|列席)(?:了)?(?P<name>{_STUDIES}(?![”’、）—-]|不|没|上述|这|该|本|有关|相关|多[场次个]|一[场次个系]|首[场次](?!全)|[两三四五六七八九十\d]+[场次个])"
    rf"(?:(?:全[国省市区])?(?:深入)?(?:学习|宣传|贯彻|落实|传达){{1,3}}{_IN_NAME}{{3,40}}?|{_FOR_NAME}{{6,40}}?|(?:学习|宣传|贯彻|落实|传达){{0,3}}{_IN_NAME}{{0,12}}{_TITLE}{_IN_NAME}{{0,12}}?)"
    r"(?:工作会议|推进会|现场会|动员会|调度会|座谈会|视频会议|电视电话会议|专题会议?|对接会|推介会|洽谈会|恳谈会|协商会|交流会|新闻发布会|发布会|招待会|年会|报告会|部署会|研讨会))"
    r"(?=[，。；、\n]|$|并|时|上|介绍|暨|开幕式)"
)
_ACT = (
    r"(?:开工|动工|奠基|通车|试?通航|揭牌|挂牌|启动|签约|签字|首发|首航|首飞|首运|开航|开通|开行|交接|交付|移交|竣工|落成|投产|投运|投用|启用|开园|开馆|开港|开关|通关|封关|合龙|贯通|点火"
    r"|下水|出坞|命名|颁奖|授牌|授勋|授衔|发车|接车|捐赠|揭幕|发布|揭榜|结业|开班|开学|升级|升旗|公祭|就职|宣誓|交割|并网|送电|通水|通气|迎接|安葬|入列|服役|上线)"
)
_CEREMONY = re.compile(
    rf"(?:集中|正式|恢复)?{_ACT}{{1,3}}仪式(?:暨{_FOR_NAME}{{3,30}}?(?:仪式|大会|推介会|论坛|活动))?"
)
_BEFORE_CEREMONY = re.compile(
    r"[^“”《》]*(?:出席|参加|举[行办]|见证|主持(?!人)|组织|召开|[日天午晚]|在(?!建|线|岸)|[的了为对于将、]|近日|日前|[:：])|.*[。；！？，\n]"
)
_REACH = 46  # characters of a ceremony's name before its noun
_RECEPTION = re.compile(r"(?:国庆日?|国家日|独立日|胜利日|建军节?|新年|新春|春节|建交\d{1,3}周年)招待会")
_AT = re.compile(
    rf"(?<=在)(?P<name>(?:全国|全省|全市|中国|国际|世界|全球|第[一二三四五六七八九十百\d]+届|20\d\d年?){_IN_NAME}{{2,30}}?{_MEETING})"
    r"(?=上|期间|开幕式|闭幕式)"
)


# What opens with its edition and closes with a noun of kind, wherever it stands.
_EDITION = re.compile(
    rf"(?P<name>(?:第[〇零一二三四五六七八九十百\d]{{1,5}}届|首届)(?:{_IN_NAME}|——){{2,32}}?"
    r"(?:博览会|展览会|交易会|洽谈会|论坛|峰会|大会|运动会|艺术节|文化节|电影节|旅游节|音乐节|农民节|丰收节|嘉年华|马拉松(?:赛)?|锦标赛|公开赛|邀请赛|挑战赛|大奖赛|联赛|大赛|双年展|设计周|活动周|贸易周|年会"
    r"|研讨会|对话会|推介会|圆桌会议|智库会议|部长级会议|合作会议|联席会议|市长会议|省长会议))(?<!代表大会)(?!堂|员|上的|主席|秘书|组委|展[馆区]|期|[决预]赛|暨|常务)"
)


def find(text: str, anchors: Sequence[Match] = ()) -> list[Mention]:
    """Return the gatherings that a place in brackets after 中国 belongs to, those said to be held, and anniversaries.

    Args:
        anchors: register matches of the text in its order; an anniversary is that of one of them.
    """
    found = {m.span(): _mention(m, 0, "of-china") for m in _of_china(text)}
    held = [m for m in (*_OPENING.finditer(text), *_AT.finditer(text)) if _is_paired(m["name"])]
    begun = {m.start("name") for m in held} | {start for start, _ in found}
    sports = (_mention(m, 0, "sports") for m in _SPORTS.finditer(text))
    return [
        *found.values(),
        *(_mention(m, "name", "held") for m in held if m.span("name") not in found),
        *sports,
        *_anniversaries(text, anchors),
        *(_mention(m, "name", "object") for m in _OBJECT.finditer(text) if _is_paired(m["name"])),
        *(
            _mention(m, "name", "edition")
            for m in _EDITION.finditer(text)
            if m.start() not in begun and _is_paired(m["name"])
        ),
        *_ceremonies(text),
        *_receptions(text, anchors),
    ]


def _ceremonies(text: str) -> Iterable[Mention]:
    """Yield the ceremonies named after what is opened, begun or handed over: 平江铁路大桥通车仪式."""
    if "仪式" not in text:
        return
    for kind in _CEREMONY.finditer(text):
        first = max(0, kind.start() - _REACH)
        while lead := _BEFORE_CEREMONY.match(text, first, kind.start()):
            first = lead.end()
        if kind.start() - first >= _LEAST and text[first] not in "”’）》—-" and _is_paired(text[first : kind.end()]):
            yield Mention(start=first, end=kind.end(), type=vocab.EVENT, made_by="pattern:event/ceremony")


def _receptions(text: str, anchors: Sequence[Match]) -> Iterable[Mention]:
    """Yield the receptions of a country or body that stands right before: 蒙古国国庆日招待会."""
    starts = {a.end: a.start for a in anchors if not a.weak}
    for kind in _RECEPTION.finditer(text):
        if kind.start() in starts:
            start = starts[kind.start()]
            yield Mention(start=start, end=kind.end(), type=vocab.EVENT, made_by="pattern:event/anniversary")


def _anniversaries(text: str, anchors: Sequence[Match]) -> Iterable[Mention]:
    starts = {a.end: a.start for a in anchors if not a.weak}
    for kept in _ANNIVERSARY.finditer(text):
        if kept.start() in starts:
            yield Mention(
                start=starts[kept.start()], end=kept.end(), type=vocab.EVENT, made_by="pattern:event/anniversary"
            )


def _of_china(text: str) -> Iterable[re.Match[str]]:
    return _OF_CHINA.finditer(text) if "中国（" in text or "中国(" in text else ()


def _is_paired(name: str) -> bool:
    return all(name.count(a) == name.count(b) for a, b in ("“”", "‘’", "（）", "《》"))


def _mention(found: re.Match[str], group: int | str, rule: str) -> Mention:
    start, end = found.span(group)
    return Mention(start=start, end=end, type=vocab.EVENT, made_by=f"pattern:event/{rule}")
