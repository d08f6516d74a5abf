"""Figures that only bound what is measured, and are no observations: 25个省中, 每回收1吨, 2000亿元资金中的…."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.observations.clauses import Clause
from kg.observations.indicators import head_of, noun_after, phrase_before
from kg.observations.numbers import RANK, Figure

_FENCE_BEFORE = re.compile(r"(?:等|其他|其余|全部|上述|这|前述|排名前|余下)$")
_FENCE_AFTER = re.compile(r"[^，。；]{1,24}?(?:中(?=[，有]|的|已有|已经有|就有|仅有|只有|\d|$)|当中)")
_VERB_BEFORE = re.compile(
    r"开工|建成|覆盖|新增|通达|连接|吸引|涉及|包括|实施|布局|推出|完成|参加|参与|开展|达成|签署|举办|获得|取得|投运|启动|开通|认定|建设|设立|有|调运|发放|运送|捐赠|下拨|采购|交付|运抵|涵盖|进行|提供|查获|缴获|销售|生产|种植|出动|派出|投入|组织|打造|培育|形成|构建|创建|支持"
)
_FROM_OR_IN = re.compile(r"(?:来自|在)(?:全球|全国|世界|省内|国内)?$")
_THERE = re.compile(
    r"(?:国家和地区|国家|地区|省份?|市|县|区)(?:超|近|约|共|的)?\d|[^，。；、\d]{2,14}?(?:[里内](?=，)|(?:举办|举行|开展|设立|推广|试点)(?:超|近|约|了)?(?=\d))"
)  # 来自223个国家和地区31万名客商, 在107个产业集群里，
_ALL_OF_THEM = re.compile(r"均|都|全部")
_REGIONS = re.compile(
    r"(?:[^，。；、\d的]{1,4}国家(?:和地区)?(?!标准|级|公园|重点|实验|战略|储备|规划|项目|队|公|品)|(?:地级|县级)(?:及以上)?(?:城)?市|省份?|市|县|区|州|国家(?:和地区)?|城市|地区|口岸|港口)(?!级)(?:（[^（）]{1,8}）)?"
)
_SUCH = re.compile(r"的[^，。；\d]{1,10}中(?=，|已?有)")
_WHOLE_SUM = re.compile(r"[^，。；\d]{2,20}中(?:的(?=\d)|，(?=[^，。；]{0,4}\d))")
SUCH_SHARE = re.compile(r"的[^，。；\d]{1,8}(?:占比|比重|比例)")  # 开工率达到100%的企业占比
_OF_HOLDERS = re.compile(r"[^，。；\d国地]{2,12}的(?=\d)")  # 21家博物馆的175件文物
_DOINGS_OF_GROUP = re.compile(
    r"[^，。；\d的]{2,16}?(?:累计|共|实现|完成|接待|销售|合计|平均)[^，。；\d]{0,14}(?=\d)"
)  # 纳入监测的200家景区接待游客
_SOME_OF_THEM = re.compile(
    r"[^，。；、\d]{2,14}?已?(?:建成|开工|完成|通车|投产|投用|达标|整改|办结|实现)[^，。；、\d]{0,6}"
)  # 27座桥梁建成21座
_OF_SUCH_SIZE = re.compile(
    r"的?[^，。；、\d]{0,6}?(?:项目|企业|单位|产业|集群|园区|县|镇|村|品牌|产品|单品|平台|公司|产业链)(?:已?[达有共超]|增至|达到|超过)?\d"
)
_SUCH_SUM = re.compile(r"的[^，。；\d]{1,10}(?=\d)")  # 金额超亿元的案件23件
ONE_OF = re.compile(r"[^，。；、\d]{1,16}?之一")
_COMPARED = re.compile(r"同比|环比|[比较](?:上|去|\d)|(?:增长|下降|上升|提高|降低|减少)(?!率)[^，。；]{0,4}$")
_ORDINAL_GROUP = re.compile(r"(?:首批|第[一二三四五六七八九十\d]+批)(?:[一-鿿]{2,6}的)?")
_PER_MORE = re.compile(r"每多[^，。；\d]{0,6}$")
_PER_UNIT = re.compile(r"每[^，。；\d年月日天周]{0,6}$")


def bounds_a_group(
    text: str, plain: str, figure: Figure, start: int, clause: Clause, following: Sequence[Figure]
) -> bool:
    """Whether a count only bounds the group that is measured (25个省中, 排名前10的港口).

    Args:
        plain: the text with its times as spaces.
        start: where the clause begins, or the figure before it ends (characters of the text).
        following: the next figure of the clause, if there is one.
    """
    left = text[start : figure.outer].rstrip()
    if (figure.value == 1 and _PER_UNIT.search(left)) or _PER_MORE.search(left) or left.endswith(("这", "每")):
        return True  # 每回收1吨废旧家电
    if _SUCH.match(text, figure.outer_end) or _WHOLE_SUM.match(text, figure.outer_end):
        return True  # 人口超过100万的城市中, 3000亿元资金中的1620亿元
    if figure.unit in ("CNY", "USD") and re.match(r"及?以[上下]的", text[figure.end : figure.end + 4]):
        return True  # 一亿元以下的项目
    counted = bool(following) and following[0].unit == "count"
    if figure.unit in ("CNY", "USD") and counted and _SUCH_SUM.match(text, figure.outer_end):
        return True
    if (
        figure.unit in ("CNY", "USD")
        and counted
        and figure.qualifier == "over"
        and _OF_SUCH_SIZE.match(text, figure.outer_end)
    ):
        return True  # 单体投资超百亿元项目4个
    if figure.unit == "percent" and SUCH_SHARE.match(text, figure.outer_end):
        return True
    if left.endswith("时速") and text.startswith("的", figure.outer_end):
        return figure.qualifier is None  # 时速350公里的高铁, but 时速超过120公里的强风
    if figure.unit != "count" or figure.form == RANK:
        return False
    after = noun_after(text, figure.end, clause.end)
    if ONE_OF.match(text, figure.end):
        return True  # 150项重大工程之一
    if left.endswith("时速"):
        return bool(after)
    if re.match(r"方面|维度|角度|环节|层面|阶段", after):
        return True
    if _FENCE_BEFORE.search(left) and after:
        ends = text[figure.end : clause.end].lstrip().startswith(after) and figure.end + len(after) >= clause.end
        return not (ends and _VERB_BEFORE.search(left))
    if _FENCE_AFTER.match(text, figure.end, clause.end) and not left.endswith("其中"):
        return True
    if not left and after and following and _ALL_OF_THEM.match(text, figure.end + len(after)):
        return True
    if (
        (not left or _ORDINAL_GROUP.fullmatch(left))
        and after
        and following
        and "已" in text[figure.end : following[0].start]
    ):
        return True
    if _FROM_OR_IN.search(left) and _THERE.match(text, figure.end):
        return True
    if following and _REGIONS.match(after) and is_measured_there(text, plain, figure, following[0]):
        return True
    if not left and after and following and figure.value <= 500 and figure.unit_text in ("家", "个"):
        listed = text[following[0].outer - 1] in "和、与及"  # 149个先进集体和199名先进个人
        return not listed and not _is_round(text, following[0])
    if left.endswith("的") and following and _DOINGS_OF_GROUP.match(text, figure.end):
        return True
    less = following and following[0].unit_text == figure.unit_text and following[0].value < figure.value
    if less and _SOME_OF_THEM.fullmatch(text, figure.end, following[0].outer):
        return True
    if figure.unit_text in ("家", "个", "所") and following and _OF_HOLDERS.match(text, figure.end):
        return following[0].unit == "count" and not _VERB_BEFORE.search(left)
    if figure.unit_text in ("类", "大类") and after:
        return not _VERB_BEFORE.search(left)
    if re.search(r"(?:对(?!接)|给予|给|(?<![面涌驶投奔走飞])向)[^，]{0,4}$", left) and after:
        return True
    return bool(following) and figure.unit_text == "处" and "已" in text[figure.end : following[0].start]


def _is_round(text: str, figure: Figure) -> bool:
    """Whether a figure is a mark that each of those counted has passed (5个城市经济总量过万亿)."""
    return text[figure.start] in "百千万亿"


def is_measured_there(text: str, plain: str, count: Figure, following: Figure) -> bool:
    """Whether another figure is named right after the regions counted (12个省货物进出口4万亿元)."""
    if _is_round(text, following):
        return False
    start = end_of_regions(text, count.end)
    compared = _COMPARED.search(text, start, following.outer)
    a, b = phrase_before(plain, start, compared.start() if compared else following.outer)
    return bool(head_of(text[a:b])) and "、" not in text[a:b]


def end_of_regions(text: str, start: int) -> int:
    """Return where the words for the regions counted end (12 + 个 + 省（区、市）), ``start`` if there are none."""
    match = _REGIONS.match(text, start)
    return match.end() if match else start


def noun_limit(text: str, figure: Figure, clause_end: int, following: Sequence[Figure]) -> int:
    """Return how far the noun that a figure counts may reach: to the next figure, but past a speed (时速350公里的)."""
    if not following or text[figure.outer_end : following[0].outer] == "时速":
        return clause_end
    return following[0].outer
