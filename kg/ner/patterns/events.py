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
_LEAST = 4  # characters before the noun of kind; fewer are a sort of meetings
_HELD = (
    r"(?:(?:\d{1,2}月)?\d{1,2}日(?:至\d{1,2}日)?|今天|昨天|今日|近日|日前|将|上午|下午)*(?:[在于][一-龥]{1,12}?)?(?:顺利|隆重|正式|圆满|胜利|成功)?"
    r"(?:(?:召开|举行|举办|开幕|闭幕)(?!式|会|致|前|之|期|时|以来|的|辞)|启幕|拉开帷幕)"
)
_OPENING = re.compile(
    rf"(?:^|(?<=[。；！？\n：])|(?<=[日天午]，))(?P<name>(?![（”’、）—-]|不|没|[至从由对当以据若如要应须把让使]){_IN_NAME}{{{_LEAST},44}}?{_MEETING}"
    rf"(?:暨{_IN_NAME}{{3,30}}?{_MEETING})?)(?={_HELD})"
)


_SPORTS = re.compile(
    r"(?<![A-Za-z])(?:20\d\d年?)?[A-Z]{2,5}[一-龥]{0,8}?(?:大满贯|冠军赛|挑战赛|公开赛|大师赛|联赛|总决赛|锦标赛|常规赛)"
)
_ANNIVERSARY = re.compile(
    r"(?P<founded>(?:成立|建立|建校|建院|建军|建党|建交|诞辰|回归祖国|解放|改革开放)\d{1,3}周年)"
    r"(?P<kind>庆祝大会|庆祝活动|纪念大会|纪念活动|招待会|座谈会|活动|大会|升旗仪式|文艺晚会|文艺演出)(?![现中期间]场)"
)
_AT = re.compile(
    rf"(?<=在)(?P<name>(?:全国|全省|全市|中国|国际|世界|全球|第[一二三四五六七八九十百\d]+届|20\d\d年?){_IN_NAME}{{2,30}}?{_MEETING})"
    r"(?=上|期间|开幕式|闭幕式)"
)


def find(text: str, anchors: Sequence[Match] = ()) -> list[Mention]:
    """Return the gatherings that a place in brackets after 中国 belongs to, those said to be held, and anniversaries.

    Args:
        anchors: register matches of the text in its order; an anniversary is that of one of them.
    """
    found = {m.span(): _mention(m, 0, "of-china") for m in _of_china(text)}
    held = [m for m in (*_OPENING.finditer(text), *_AT.finditer(text)) if _is_paired(m["name"])]
    sports = (_mention(m, 0, "sports") for m in _SPORTS.finditer(text))
    return [
        *found.values(),
        *(_mention(m, "name", "held") for m in held if m.span("name") not in found),
        *sports,
        *_anniversaries(text, anchors),
    ]


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
    return all(name.count(a) == name.count(b) for a, b in ("“”", "‘’", "（）"))


def _mention(found: re.Match[str], group: int | str, rule: str) -> Mention:
    start, end = found.span(group)
    return Mention(start=start, end=end, type=vocab.EVENT, made_by=f"pattern:event/{rule}")
