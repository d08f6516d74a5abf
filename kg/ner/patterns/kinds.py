"""Names that end in a noun of kind: 某某有限公司, 第三届某某博览会, 某某高铁, 某某口岸.

The end of such a name is sure; its start is read off the text: the name reaches back to a mark, to a word that cannot
stand inside a name, or to the division that it begins with.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg import vocab
from kg.records import Mention
from kg.registers.lexicons import load_lexicon
from kg.registers.matcher import Match

LONGEST = 26  # characters of a stem
_STEM = re.compile(r"[一-龥A-Za-z0-9·•（）()—-]+$")
# Words after which a name may begin and which do not stand inside one.
_BEFORE_NAME = re.compile(
    r"(?:的|在|与|和|及|对|由|为|是|从|向|将|被|把|等|到|至|了|于|以|经|该|此|据|让|使|给|跟|同|又|也|就|都|还|并|或|其|这|那|每|各|全|多个|一[家条座个批]|[两三四五六七八九十\d]+[家条座个]"
    r"|参加|出席|举行|召开|举办|主持|建设|开通|推进|加快|成立|位于|来自|通过|访问|考察|进入|走进|前往|抵达|经过|连接|开发|打造|依托|支持|推动|发起|主办|承办|协办|围绕|按照|根据|参观|来到|调研|设立|作为|包括|以及"
    r"|记者|获悉|了解|今天|昨天|近日|目前|日前|\d日|\d月|\d年|当天|当地时间|首个|首条|首座|国内|我国|全国首个|全长|通往|沿线|途经|境内|随着|乘坐|启动|开工|完成|实现|发射|搭载|关于|利用|位列|中的|上的)"
)
_NOT_AFTER = {
    "集团": re.compile(r"军|化|式|成员|总部|峰会"),
    "银行": re.compile(r"卡|业|账户|存款|贷款|间"),
    "口岸": re.compile(r"[岸]?办|经济|城市|管理"),
    "铁路": re.compile(r"[局总]|部门|网|运输|口岸|公安|职工|集团"),
    "大桥": re.compile(r"镇|乡|村"),
    "新区": re.compile(r"管委会|党工委"),
    "机场": re.compile(r"集团|公司|口岸"),
    "大学": re.compile(r"[生]|附属|教授"),
    "论坛": re.compile(r"报"),
}


def find(text: str, anchors: Sequence[Match]) -> list[Mention]:
    """Return names that end in a noun of kind.

    Args:
        anchors: register matches of the text in its order; a name may begin with one, not inside one.
    """
    borders = place_borders(anchors)
    found = []
    for ending in _endings().finditer(text):
        type_, least = _kinds()[ending[0]]
        follows = _NOT_AFTER.get(ending[0])
        if follows and follows.match(text, ending.end()):
            continue
        start = name_start(text, ending.start(), *borders)
        if ending.start() - start >= least:
            found.append(Mention(start=start, end=ending.end(), type=type_, made_by=f"pattern:kind/{ending[0]}"))
    return found


def place_borders(anchors: Sequence[Match]) -> tuple[set[int], set[int]]:
    """Return where places begin, and the offsets inside register names, at which no name may begin."""
    sure = [a for a in anchors if not a.weak]
    starts = {a.start for a in sure if a.entries[0].type in vocab.PLACE_TYPES}
    return starts, {i for a in sure for i in range(a.start + 1, a.end)}


def name_start(
    text: str, end: int, place_starts: set[int], inside_place: set[int], before: re.Pattern[str] = _BEFORE_NAME
) -> int:
    """Return where the name begins whose stem ends at ``end``; ``end`` itself if there is no stem.

    ``before``: the words after which a name may begin and which do not stand inside one.
    """
    stem = _STEM.search(text, max(0, end - LONGEST), end)
    if not stem:
        return end
    start = stem.start()
    for cut in before.finditer(text, start, end):
        if cut.end() <= end and cut.start() not in inside_place and cut.end() not in inside_place:
            start = cut.end()
    places = (p for p in range(start, end) if p in place_starts and text[p - 1 : p] not in ("（", "("))
    start = next(places, start)
    while start < end and text[start] in "）)—-·":
        start += 1
    return start


@cache
def _kinds() -> dict[str, tuple[str, int]]:
    return {row["ending"]: (row["type"], int(row["least"])) for row in load_lexicon("kinds")}


@cache
def _endings() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _kinds()), key=lambda e: (-len(e), e))))
