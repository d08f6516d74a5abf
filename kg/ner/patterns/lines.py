"""Railways and roads named by one character of each end: 京沪高铁, 沪昆高速; by both places: 瑞丽—木姐货运通道."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kg import vocab
from kg.records import Mention
from kg.registers.matcher import Match

_ENDS = (
    "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀渝黔贵滇云藏陕秦甘陇青宁新港澳台穗深莞珠佛汕湛茂广韶梅惠江肇杭甬温金衢绍嘉湖合蚌芜淮阜扬泰通锡"
    "常镇徐连盐宿福厦泉漳莆南昌九济兖石太郑洛商武汉宜襄荆咸长株潭衡怀成绵遂雅攀昆大丽玉曲遵安六沈哈齐牡佳绥丹营锦承张唐保沧邢邯银兰西格拉林喀库若中老越包延榆龙龚盘兴"
)
_KIND = r"(?:(?:沿江)?(?:高速铁路|城际铁路|高速公路|高铁|高速|城际|客专|铁路|直流|特高压)|(?<=老)铁路)"
_LINE = re.compile(
    rf"(?<![一-龥A-Za-z])(?P<ends>(?!广大)[{_ENDS}]{{2,3}}){_KIND}(?![局总系部])|(?<=[在由的和、与为是])(?P<more>(?!广大)[{_ENDS}]{{2,3}}){_KIND}(?![局总系部])"
)
_SHINKANSEN = re.compile(
    r"(?:(?:东海道|山阳|东北|上越|北陆|北海道|九州|西九州|山形|秋田|中央)新干线|(?<=[在，。、的乘坐日本])新干线)"
)
_LISTED = re.compile(
    rf"(?<![一-龥])(?P<lines>(?:[{_ENDS}连霍]{{2,3}}、){{1,12}}[{_ENDS}连霍]{{2,3}})等?(?:\d+|[两三四五六七八九十])?条?(?:高速铁路|高铁|铁路|高速公路|高速|客专|城际)(?![局总部])"
)
_DASHES = ("—", "–", "－", "-", "——")
_CORRIDOR = re.compile(
    r"(?:国际|跨境|陆路|公路|铁路|海铁联运|多式联运|联运|货运|物流|客货运|运输|交通|陆海){1,4}(?:大?通道|走廊)"
)


def find(text: str, anchors: Sequence[Match]) -> list[Mention]:
    """Return the lines; a place before the noun (西安铁路) is no pair of ends.

    Args:
        anchors: register matches of the text in its order.
    """
    places = {(a.start, a.end) for a in anchors if {e.type for e in a.entries} & vocab.PLACE_TYPES}
    found = [_mention(*m.span()) for m in _SHINKANSEN.finditer(text)]
    for row in _LISTED.finditer(text):
        members = (m.span() for m in re.finditer(r"[^、]+", row["lines"]))
        spans = [(row.start() + a, row.start() + b) for a, b in members]
        if not any(span in places for span in spans):
            found += [_mention(*span) for span in spans]
    for line in _LINE.finditer(text):
        ends = line.span("ends") if line["ends"] else line.span("more")
        if ends not in places:
            found.append(_mention(*line.span()))
    return [*found, *_corridors(text, anchors)]


def _corridors(text: str, anchors: Sequence[Match]) -> list[Mention]:
    places = [a for a in anchors if {e.type for e in a.entries} & vocab.PLACE_TYPES]
    return [
        _mention(a.start, kind.end(), "corridor")
        for a, b in pairwise(places)
        if text[a.end : b.start] in _DASHES and (kind := _CORRIDOR.match(text, b.end))
    ]


def _mention(start: int, end: int, rule: str = "line") -> Mention:
    return Mention(start=start, end=end, type=vocab.PROJECT, made_by=f"pattern:project/{rule}")
