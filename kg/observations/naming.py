"""What a figure measures and whom it is about: by the phrase left of it, or the noun it counts.

``name_of`` answers for one figure; each step that can change the answer is a function below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.observations.clauses import Clause
from kg.observations.fences import noun_limit
from kg.observations.indicators import BARE, head_of, noun_after, phrase_after, phrase_before
from kg.observations.kinds import Reading
from kg.observations.numbers import FRACTION, RANK, TENTHS, Figure
from kg.observations.passage import BEARER, OF_THE_WHOLE, Passage
from kg.observations.plans import GOAL_AFTER
from kg.records import Span

_MOVES = re.compile(r"(?:减少|降低|节约|节省|提升|提高|增加|缩短|压缩)了?$")
_LEVIES = re.compile(r"(?:征收|加征|实施|收取|给予|适用|执行|缴纳|提供|发放|享受)(?:了|最高|一次性)?$")  # 征收10%的关税
_CUTS = re.compile(r"削减(?:至少|约|近|超过?)?$")  # 削减1.5万亿美元支出
_DEED = re.compile(
    r"(?:参与|参加|报名|入住|入境|出境|观看|接到|就业|受益|受影响|受灾|撤离|疏散|转移|参保|获救|受伤|遇难|死亡|失踪|毕业|入选|获奖)[^，。；、\d]{0,10}"
)
_REACHES = re.compile(r"(?P<verb>惠及|服务|覆盖|吸引|接待)(?:超过?|近|约|逾)?$")  # 惠及超3亿人次
_DEED_OF_FIRMS = re.compile(
    r"累计|共|已|收购|收到|销售|生产|交付|出口|进口|实现|完成|投入|获得|新增|发放|签约|开工|提供|接到|赔付|研发|建成"
)
_AMONG = re.compile(r"其中(?:是|为|，)?\s*$")
_SECTORS = ("系统", "部门", "领域", "板块", "片区", "方向")
_SUMMED = ("总额", "总价", "总价值", "价值", "总金额", "金额", "票面金额")  # 总额3亿元的交易费用
_SUMS = ("资金", "投资", "金额", "贷款")
_PACE = (
    "最高单日",
    "局地",
    "最大",
    "最多",
    "局部",
    "增速",
    "涨幅",
    "降幅",
    "增幅",
    "日",
    "年",
    "月均",
    "日均",
    "年均",
    "单日",
    "单日最高",
    "平均",
    "月",
    "每天",
    "每年",
    "最高",
    "单月",
    "单月最高",
)
_MEASURE_OF = re.compile(
    r"(?:获批|建成|投产|投运|开工|通车)?[^，。；、\d]{0,4}?(?P<measure>总投资|全长|总长|总装机|装机容量|总建筑面积|海拔|年产能|年发电量|完成率|竣工率)"
)
_BEYOND = re.compile(r"(?:高于|低于|快于|慢于|远高于|超过)(?P<whose>[一-鿿]{2,8})")
_ONE = re.compile(r"^一[架艘列辆台座条](?=载重|全长|长|高|重|排水量|载客)")  # 一架载重900公斤
ARTICLES = ("章", "节", "目", "条", "款")
_SUFFERED = re.compile(r"被(?:逮?捕|拘留|刑拘|困|埋|扣押|杀害?|疏散|解救|遣返|羁押)")
_HARMED = re.compile(r"[^，。；、\d]{0,12}?(?:死|伤|遇难|丧生|失踪|失联|身亡|被困|流离失所)")
_PACE_NOUN = re.compile(r"增速|增幅|涨幅|降幅")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A group of joined figures in its clause; ``start:end`` is the phrase left of the words that read it."""

    figures: Sequence[Figure]
    reading: Reading
    start: int
    end: int
    clause: Clause
    following: Sequence[Figure]


def name_of(passage: Passage, spot: Spot) -> tuple[str, Span | None]:
    """Return the indicator that the clause names (empty: it names none) and the span of whom it is about."""
    text, plain, reading, end = passage.text, passage.plain, spot.reading, spot.end
    if reading.measured is not None:
        return reading.measured, passage.holders.leading(plain, spot.start, end)
    rest, holder = _after_holder(passage, spot)
    holder = _struck(passage, spot, holder)
    if holder == (spot.start, end) and _goes_on(text, spot):
        holder = None  # 通往北方的12个县、南方的9个县
    if holder is None:
        rest, holder = _after_bearer(plain, rest, end)
    mode = passage.holders.mode(plain, rest, end) if holder is None else None
    if mode is not None and mode[2] < end:
        return text[phrase_before(plain, mode[2], end)[0] : end].strip(), mode[:2]
    rest, holder = _after_industry(passage, spot, rest, holder)
    if reading.kind == "share" and holder is not None and rest >= end and _is_part(passage, holder):
        return text[slice(*holder)], None  # 返程班列占比46%
    phrase = _phrase(passage, spot, rest)
    if phrase in ("总量", "总数") and passage.indicator and head_of(passage.indicator):
        phrase = ""
    beyond = _BEYOND.fullmatch(phrase)
    if beyond is not None and reading.kind == "level" and passage.indicator:
        at = text.find(beyond.group("whose"), spot.start)
        return "", (at, at + len(beyond.group("whose")))  # 高于北美的0.8%
    figure, last = spot.figures[0], spot.figures[-1]
    suffered = _SUFFERED.match(text, figure.outer_end) if figure.unit == "person" else None
    if suffered is not None and reading.kind == "level":
        return suffered.group(), holder
    limit = noun_limit(text, figure, spot.clause.end, spot.following)
    after = "" if GOAL_AFTER.match(text, last.outer_end) else noun_after(text, last.outer_end, limit)
    if figure.form == RANK and text[figure.end : figure.end + 1] == "大":
        return _ranked(passage, spot, phrase, limit, holder)
    if figure.form == RANK and after == "" and text[figure.end : figure.end + 1] == "是":
        return "", passage.holders.leading(plain, figure.end + 1, limit)
    if reading.kind == "share" and phrase:
        noun = re.match(r"占比|[^，。；]{0,24}?(?:比重|比例|份额)|比重|比例|份额", text[end : figure.outer])
        if noun is not None and reading.cue == end and (len(phrase) <= 2 or not noun.group().startswith("占")):
            return phrase + noun.group(), holder
    part = figure.form in (FRACTION, TENTHS) and text.startswith("的", figure.outer_end)
    part_of_clause = not phrase and text.startswith("的", figure.outer_end)  # 占经济比重一半以上的个人消费
    cued = reading.cue == figure.outer and (part or not phrase)
    if reading.kind == "share" and after and (cued or part_of_clause):
        return after, holder
    if reading.kind == "level" and _counts(figure, phrase, after):
        return after, holder
    if (
        figure.unit_text in ARTICLES
        and not after
        and (phrase.endswith("》") or (not phrase and _is_title(passage.about)))
    ):
        return figure.unit_text, holder  # 《X办法》共9章、61条
    among = _AMONG.search(text, max(0, rest - 8), rest) is not None or _in_brackets(text, rest)
    if phrase and _is_holder_only(passage, spot, phrase, among=among):
        return "", (rest, end)
    deed = _deed_after(text, last.end, limit)
    reached = _REACHES.search(text, spot.clause.start, figure.outer) if not (phrase or after or deed) else None
    if reached is not None and figure.unit in ("person", "trip"):
        return reached.group("verb"), holder
    if not phrase and not after and reading.kind == "level" and figure.unit in ("person", "trip"):
        return deed, holder
    return phrase, holder


def _is_title(name: str | None) -> bool:
    """Whether a name is the title of a policy or a work."""
    return name is not None and name.endswith("》")


def _struck(passage: Passage, spot: Spot, holder: Span | None) -> Span | None:
    """Return whom a figure is about, for people who came to harm the place where: the last one named, and no body.

    None lets it be about what is carried on, which must then be a place too (袭击在X造成38人死亡，90人受伤).
    """
    text, figure, holders = passage.text, spot.figures[0], passage.holders
    if figure.unit != "person" or _HARMED.match(text, figure.outer_end) is None:
        return holder
    place = holders.last_place(text, spot.clause.start, figure.outer)
    if place is not None or (holder is not None and holders.names_place(text[slice(*holder)])):
        return place or holder
    if holders.names_place(passage.about or "") and not holders.is_body(passage.about_entity):
        return None
    return holders.last_place(text, text.rfind("\n", 0, figure.outer) + 1, figure.outer) or holder


def _goes_on(text: str, spot: Spot) -> bool:
    """Whether a count only goes on in a list of counts that the clause has begun."""
    counts = spot.reading.kind == "level" and spot.figures[0].unit == "count"
    return counts and spot.start > spot.clause.start and text[spot.start - 1] in "、和及与"


def _after_holder(passage: Passage, spot: Spot) -> tuple[int, Span | None]:
    """Return where the phrase goes on after the proper name that it begins with, and the span of that name."""
    text, plain, end = passage.text, passage.plain, spot.end
    holder = passage.holders.leading(plain, spot.start, end)
    rest = spot.start if holder is None else phrase_before(plain, holder[1], end)[0]
    if holder is not None and text.startswith(OF_THE_WHOLE, holder[1]):
        rest = phrase_before(plain, holder[1] + 2, end)[0]  # 江苏 + 全省
    return _without_time(passage, rest, end, holder)


def _after_bearer(plain: str, start: int, end: int) -> tuple[int, Span | None]:
    """Skip what a measure describes (跨江大桥 + 全长, 首个换流站 + 投运 + 总投资), if the phrase begins with it."""
    bearer = BEARER.match(plain, start, end)
    measure = _MEASURE_OF.match(plain, bearer.end(), end) if bearer else None
    return (start, None) if bearer is None or measure is None else (measure.start("measure"), bearer.span())


def _without_time(passage: Passage, start: int, end: int, holder: Span | None) -> tuple[int, Span | None]:
    """Skip a time inside a phrase (X港1至6月完成货物吞吐量); what stands before it names the holder."""
    plain, holders = passage.plain, passage.holders
    gap = re.search(r"\s{2,}", plain[start:end])
    if gap is None or gap.end() == end - start:
        return start, holder
    named = (start, start + gap.start())
    if holder is None and named in (holders.leading(plain, *named), holders.sort(plain, *named)):
        holder = named
    if holder is None and passage.text[slice(*named)].endswith(("业", "产品", "企业", "机构")):
        holder = named  # 互联网和相关服务业 + 三季度
    rest = phrase_before(plain, start + gap.end(), end)[0]
    later = None if holder is not None else holders.leading(plain, rest, end)
    return (rest, holder) if later is None else (phrase_before(plain, later[1], end)[0], later)


def _after_industry(passage: Passage, spot: Spot, rest: int, holder: Span | None) -> tuple[int, Span | None]:
    """Skip an industry or kind of firm too, where a quantity of its own follows (汽车制造业 + 利润)."""
    text, end, holders = passage.text, spot.end, passage.holders
    sorts = holders.listed_sorts if "、" in text[rest:end] else holders.sort
    narrow = sorts(passage.plain, rest, end)
    if narrow is not None and narrow[1] < end:
        inner = phrase_before(passage.plain, narrow[1], end)[0]
        quantity = text[inner:end].strip()
        firm = holders.is_firm(text[slice(*narrow)])
        own = head_of(quantity) and quantity not in BARE and (firm or not quantity.endswith("指数"))
        if own and (firm or (holder is None and not passage.in_region())):
            if holder is not None:
                passage.set_about(holder)
            holder, rest = narrow, inner
        elif holder is None and firm and _DEED_OF_FIRMS.match(quantity):
            holder, rest = narrow, inner  # 粮食企业累计收购秋粮
    bare = text[rest:end].strip().removeprefix("的") in BARE
    if (rest >= end or bare) and holder is not None and spot.reading.kind == "level" and _countable(passage, holder):
        rest = holder[0]  # 参展企业9800多家: the name itself is counted
    return rest, holder


def _is_part(passage: Passage, holder: Span) -> bool:
    """Whether a name is that of a kind of thing that can have a share, and no proper name."""
    name = passage.text[slice(*holder)]
    return passage.holders.entity_of(*holder) is None and name.endswith(("班列", "专列", "平台"))


def _countable(passage: Passage, holder: Span) -> bool:
    """Whether a name can itself be what is counted (参展企业), and is no place that something is counted in."""
    return passage.holders.entity(*holder) is None and not passage.holders.is_home(passage.text[slice(*holder)])


def _phrase(passage: Passage, spot: Spot, rest: int) -> str:
    """Return the phrase left of a figure, freed of words of pace, or the noun that is moved or levied after it."""
    text, end, reading = passage.text, spot.end, spot.reading
    figure = spot.figures[0]
    phrase = text[rest:end].strip().removeprefix("的")
    if phrase.endswith("同") and text.startswith("比", end):
        phrase = phrase[:-1]  # 价格指数 + 同比降幅
    if phrase.startswith("“") and "”" not in phrase:
        phrase = phrase[1:]  # “运输时间节省三分之一”
    phrase = _ONE.sub("", phrase) if figure.unit != "count" else phrase
    if phrase in _PACE or (len(phrase) == 1 and phrase not in "长宽高深厚重"):
        phrase = ""
    if figure.unit_text == "分" and phrase.endswith(("以", "积", "获", "得", "拿到", "砍下")):
        phrase = ""  # 厦门以86.4分居首
    told = _is_told_after(text, spot, phrase)
    if phrase in BARE and text.endswith(phrase + "的", 0, figure.outer):
        phrase = ""  # 超过去年总量的180万标箱
    if not phrase and figure.unit in ("CNY", "USD") and text.endswith("投入", 0, figure.outer):
        phrase = "投入"
    if figure.unit_text.endswith("标准煤") and reading.kind == "level" and not head_of(phrase) and phrase[-1:] != "量":
        phrase = "标准煤"
    if (told and reading.kind == "growth") or (reading.kind == "level" and _is_levied(text, spot, rest, phrase)):
        phrase = noun_after(text, figure.outer_end, spot.clause.end)  # 减少95%的运输成本
    pace = _PACE_NOUN.match(text, end, figure.outer) if len(phrase) <= 2 and phrase else None
    if pace is not None:
        phrase += pace.group()  # 经济增速
    if phrase.endswith(("人均", "户均")):
        c, d = phrase_before(passage.plain, rest, figure.outer)
        phrase = text[c:d].strip()  # 人均增收1.4万元
    return phrase


def _is_told_after(text: str, spot: Spot, phrase: str) -> bool:
    """Whether what changes is named after the figure (减少95%的运输成本, 削减1.5万亿美元支出)."""
    figure, start = spot.figures[0], spot.clause.start
    told = text.startswith("的", figure.outer_end) and not _PACE_NOUN.match(text, figure.outer_end + 1)
    told = told and (not phrase or _MOVES.search(text, start, figure.outer) is not None)
    cut = figure.unit in ("CNY", "USD") and _CUTS.search(text, start, figure.outer) is not None
    return told or (cut and not head_of(phrase))


def _is_levied(text: str, spot: Spot, rest: int, phrase: str) -> bool:
    """Whether the noun after the figure says what is levied or summed up (征收10%的关税, 总额3亿元的交易费用)."""
    figure = spot.figures[0]
    joined = text.startswith("的", figure.outer_end)
    taxed = (joined or figure.unit == "percent") and _LEVIES.search(text, rest, spot.end) is not None
    return taxed or (joined and phrase in _SUMMED)


def _ranked(passage: Passage, spot: Spot, phrase: str, limit: int, holder: Span | None) -> tuple[str, Span | None]:
    """Read 第一大气田的涪陵: the noun says what is ranked, the owner after it whose rank it is."""
    text, figure, whole = passage.text, spot.figures[0], (spot.start, spot.end)
    ranked, _, owner = phrase_after(text, figure.end + 1, limit).partition("的")
    named = passage.holders.first_in(figure.end + 2, figure.end + 1 + len(ranked))
    if named is not None:
        return text[figure.end + 1 : named[0]], named  # 第三大城市X市
    if owner and holder is None and (at := text.find(owner, figure.end, limit)) >= 0:
        holder = passage.holders.at(at) or (at, at + len(owner))
    return ranked or phrase, holder or (whole if whole[0] < whole[1] <= whole[0] + 16 else None)


def _counts(figure: Figure, phrase: str, after: str) -> bool:
    """Whether the noun after the figure is what is counted."""
    if not after or phrase.endswith(("数", "数量", "总数")) or after in ("纪录", "记录"):
        return False
    if figure.unit == "count" and phrase.endswith(_SUMS):
        return True  # 资金安排到16个领域
    if figure.unit in ("percent", "pp", "times", "rank"):
        return not phrase
    return not head_of(phrase)


def _in_brackets(text: str, position: int) -> bool:
    """Whether a clause goes on in brackets that 其中 opened."""
    opened = text.rfind("（其中", max(0, position - 60), position)
    return opened >= 0 and text.find("）", opened, position) < 0


def _is_holder_only(passage: Passage, spot: Spot, phrase: str, *, among: bool) -> bool:
    """Whether a phrase names an industry or product whose indicator was named before (汽车制造业增长9%).

    Args:
        among: 其中 stands before it.
    """
    current = passage.indicator
    if among and current is not None and phrase.endswith(_SECTORS):
        return True
    if current is None or not head_of(current) or head_of(phrase):
        return False
    if spot.reading.kind == "level" and spot.figures[0].unit == "percent":
        return current.endswith(("指数", "率")) and phrase.endswith(("企业", "业", "地区"))
    if spot.reading.kind != "growth":
        return False
    return among or passage.divided or phrase.endswith(("业", "行业", "产品", "商品", "地区", "企业"))


def _deed_after(text: str, start: int, end: int) -> str:
    """Return what the people counted do (3000多万人参与以旧换新), empty if nothing follows."""
    deed = _DEED.match(text, start, end)
    return deed.group() if deed else ""
