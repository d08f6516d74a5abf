"""What a figure says: a level, a growth, a share or a rank; and against which base.

The words right before the figure decide (增长, 占, 位居). Which figures are targets: ``plans``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.observations.indicators import head_of
from kg.observations.numbers import FRACTION, RANK, TENTHS, Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a figure is meant.

    ``cue`` is where the words of growth, share or rank begin (characters of the text): what is measured stands left of
    it. ``sign`` is −1 for a decline; ``unit`` replaces that of the figure (a ratio); ``measured`` is what 拉动 moves.
    """

    kind: str
    cue: int
    sign: int = 1
    comparison: str | None = None
    unit: str | None = None
    of: str | None = None
    measured: str | None = None


_ADVERB = (
    r"(?:实现|实现了|继续|持续|保持|(?<![人户])均|都|双双|分别|各|大幅|小幅|累计|平均|年均|月均|明显|快速|稳步|同步|合计|依然|仍|将|已|又|再|"
    r"进一步|有所|实际|名义|逆势|由负转正|恢复性?|平稳|显著|预计|整体|总体|历史性|首次)"
)
_UP = (
    r"增长|增加|增幅|增速|增势|涨幅|升幅|上涨|上升|提高|提升|加快|扩大|扩张|回升|攀升|跃升|拉动|多增|上调|上浮|上扬|暴涨|大涨|激增|猛增|拉高|高出|"
    r"(?<![最新更较提不])高于|多出|增收|增产|(?<=[^最新更提])高(?!达|于|温)|(?<=[^最更])多|(?<=[^最加更])快|净增|(?<=[均又再])增|(?<=[期比])增|(?<=[期比])涨"
)
_DOWN = (
    r"下降|减少|降低|回落|收窄|缩小|放缓|下滑|下跌|缩短|节省|节约|下调|缩减|压减|压缩|萎缩|收缩|降幅|跌幅|暴跌|骤降|锐减|大跌|削减|减排(?!量)|降价|降费|降本|降准|降息|"
    r"(?<!不)低于|(?<=[^最更不])低|(?<=[^最更不])少|(?<=[^最更])慢|(?<=[期比])[降跌减]"
)
_TO = r"(?:至|到|为)"
_REACH = (
    r"(?:率|达到?|超过?|突破|为|约|近|接近|高达|仅|了|在|均|都|有|幅度|速度|分别|将|逾|至少|保持在|"
    r"(?:从|由)?\s+的?|从|由)"
)
_GROWTH = re.compile(rf"(?P<adverb>{_ADVERB}*)(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?P<to>{_TO})?{_REACH}*$")
_BASE = re.compile(
    r"(?P<mark>同比[和、]环比|同比(?:去年|上年)?\s*|同(?=比\s)|环比|与(?P<with>[^，。；]{2,20}?)相比|(?<![可对])(?:相?比(?!例|重)|较|相较于?|高于|低于|快于|多于|是|为|相当于)(?P<than>[^，。；]{1,24}?))"
    rf"(?:的)?(?:{_ADVERB}|可|要)*$"
)
_SHARE = re.compile(
    r"(?:占比|比重|比例|份额|占(?!地(?!区|方)|用|据|领)|(?:分别)?(?:承担|负担))(?P<of>[^，。；]{0,28}?)$"
)
_RANKED = re.compile(
    r"(?:连续\S{1,5})?(?:再次|首次|继续|稳|均|都|双双|分别|已|已经|依然|仍|长期)*(?:位居|位列|居于?|列|排名|排|名列|蝉联|跃居|跃升至?|升至|升到|保持|成为|为|是|占)"
    r"(?P<of>[^，。；]{0,10}?)$"
)
_ALSO_RANKED = re.compile(r"(?:[、和与]|并?且)(?P<of>全国|世界|全球|全省|全市|全区|国内|亚洲)$")  # 首位、全国前三
_RANKED_IN = re.compile(
    r"(?:保持|位居|稳居|蝉联|高居|居)(?P<of>全国|世界|全球|全省|全市|全区|国内|亚洲)(?P<what>[^，。；\d]{2,14})$"
)  # 保持全国农产品出口首位
_RATE = re.compile(
    r"(?:率|指数|进度|利率|水平|满意度|集中度)(?:达到?|超过?|为|约|近|在|是|仅|高达|突破|升至|提高到|降至|至|到|首次|均|已|分别|接近|逾|过|保持在|稳定在)*$"
)
_PACE = re.compile(r"(?:增速|增幅|涨幅|降幅|跌幅)$")
_PACE_KEPT = re.compile(
    r"(?:增速|涨幅|增幅)[^，。；\d]{0,4}(?:\d+个?[月季年]度?)?[^，。；\d]{0,4}(?:保持|稳定|维持)在[^，。；\d]{0,3}$"
)
_TIMES_OF = re.compile(r"(?:达到?|是|为|相当于)[^，。；]{0,10}(?:同期|去年|上年|平均|水平)$")  # 达去年同期17倍
_BEYOND = re.compile(
    r"(?:高于|低于|高出|多出|快于|慢于|超过|超出|领先|落后|少于|优于)(?P<than>[^，。；]{2,28}?)(?:约|近)?$"
)
_PULLED = re.compile(r"(?:拉动|拖累)(?P<what>[^，。；]{2,24}?)(?:增长|上涨|上升|提高)?(?:约|近)?$")
_GROWTH_AFTER = re.compile(
    r"(?:的|(?=增长))(?:较快|较高|快速|稳定|平均|年均|高)?(?P<what>[^，。；、的\d]{2,12}?)??(?P<pace>增长(?!空间|目标|潜力|点|[到至为了])|增速|增幅|涨幅|降幅|跌幅)(?![率点])"
)
_CHANGED = re.compile(
    r"(?:(?P<up>增加(?!值)|提高|提升|上调)|(?P<down>下调|减少|减排(?!量)|压减|压缩|降低|节约|节省|缩短))了?(?P<what>[^，。；、\d的了至到为\s]{2,18}?)(?:约|近|超|超过|达|合计|共)?$"
)
_BY_AMOUNT = ("增加", "减少", "减排", "压减", "节约", "节省", "降低")
_FEW = ("增幅", "增速", "涨幅", "快", "慢", "拉动", "扩张")


def read(text: str, plain: str, start: int, figure: Figure) -> Reading:
    """Return how a figure is meant.

    Args:
        plain: the text with its times as spaces, so that 较2019年 is short.
        start: where the clause begins, or the figure before it ends.
    """
    words = _Words(text, plain, start, figure)
    if figure.form == RANK:
        return _rank(words)
    return _named_after(words) or _growth(words) or _share(words) or Reading(kind="level", cue=figure.outer)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words between the start of the clause and a figure."""

    text: str
    plain: str
    start: int
    figure: Figure

    @property
    def left(self) -> str:
        return self.plain[self.start : self.figure.outer]

    def named(self, match: re.Match[str], group: str) -> str:
        """Return what a group of a match in ``left`` reads in the text itself, times included."""
        if match.group(group) is None:
            return ""
        a, b = match.span(group)
        return self.text[self.start + a : self.start + b].strip()


def _rank(words: _Words) -> Reading:
    hit = _RANKED.search(words.left) or _ALSO_RANKED.fullmatch(words.left)
    cue = words.start + (hit.start() if hit else len(words.left))
    inner = _RANKED_IN.search(words.left)
    if inner is not None and head_of(inner.group("what")):
        return Reading(kind="rank", cue=words.start + inner.start(), of=inner.group("of"), measured=inner.group("what"))
    return Reading(kind="rank", cue=cue, of=(hit.group("of").strip() or None) if hit else None)


def _growth(words: _Words) -> Reading | None:
    left, figure, start = words.left, words.figure, words.start
    if figure.unit == "times" and (left.endswith("的") or _TIMES_OF.search(words.text, start, figure.outer)):
        return _ratio(words)
    if figure.unit == "pp" or figure.unit_text == "分":
        special = _PULLED.search(left) or _BEYOND.search(left)
        if special is not None:
            return _pulled_or_beyond(words, special)
    kept = _PACE_KEPT.search(left) if figure.unit == "percent" and "在" in left[-6:] else None
    if kept is not None:
        return Reading(kind="growth", cue=start + kept.start())  # 增速连续3个月保持在20%以上
    hit = _GROWTH.search(left)
    if hit is not None and (hit.group("up") or hit.group("down")).endswith(("幅", "速")) and hit.group("to") == "为":
        base = _BASE.search(left[: hit.start()])
        sign = -1 if hit.group("down") else 1
        cue = start + (base.start() if base else hit.start())
        return Reading(kind="growth", cue=cue, sign=sign, comparison=_comparison(words, base))
    if hit is not None and hit.group("to") and _PACE.search(left[: hit.start()].rstrip()):
        return Reading(kind="growth", cue=start + hit.start())  # 增速提升至6.8%
    if hit is None or (hit.group("to") and figure.unit != "pp"):
        changed = _changed(words)
        if changed is not None or figure.unit not in ("pp", "times"):
            return changed
        base = _BASE.search(left)
        cue = start + (base.start() if base else len(left))
        return Reading(kind="growth", cue=cue, comparison=_comparison(words, base))
    word = hit.group("up") or hit.group("down")
    if word == "高" and figure.unit in ("m", "cm", "km"):
        return None  # 火山灰柱高约1.8万米
    if figure.unit not in ("percent", "pp", "times", "rank") and word in _FEW:
        return None
    base = _BASE.search(left[: hit.start()])
    cut = base.start() if base else hit.start()
    comparison = None if word in ("高于", "低于", "高出", "多出") else _comparison(words, base)
    return Reading(kind="growth", cue=start + cut, sign=-1 if hit.group("down") else 1, comparison=comparison)


def _named_after(words: _Words) -> Reading | None:
    """Read 3%的能源消费增速, where the words of growth follow the figure."""
    if words.figure.unit not in ("percent", "pp"):
        return None
    hit = _GROWTH_AFTER.match(words.text, words.figure.outer_end)
    if hit is None:
        return None
    sign = -1 if hit.group("pace") in ("降幅", "跌幅") else 1
    return Reading(kind="growth", cue=words.figure.outer, sign=sign, measured=hit.group("what") or None)


def _changed(words: _Words) -> Reading | None:
    """Read 减少二氧化碳排放3万吨, where what changes stands between the verb and the figure."""
    hit = _CHANGED.search(words.left)
    part = words.figure.unit in ("percent", "pp", "times", "bp")
    if hit is None or words.figure.unit == "rank" or not (part or hit.group().startswith(_BY_AMOUNT)):
        return None
    sign = -1 if hit.group("down") else 1
    return Reading(kind="growth", cue=words.start + hit.start(), sign=sign, measured=words.named(hit, "what"))


def _ratio(words: _Words) -> Reading:
    """…的N倍: a ratio to what stands before 的."""
    hit = _BASE.search(words.left.removesuffix("的"))
    cue = words.start + (hit.start() if hit else len(words.left) - 1)
    than = (words.named(hit, "than") or words.named(hit, "with")) if hit else ""
    return Reading(kind="growth", cue=cue, unit="ratio", comparison=f"vs {than}" if than else None)


def _pulled_or_beyond(words: _Words, hit: re.Match[str]) -> Reading:
    """拉动X增长N个百分点 measures X; 高于X N个百分点 compares what went before with X."""
    if "what" in hit.groupdict():
        sign = -1 if hit.group().startswith("拖累") else 1
        return Reading(kind="growth", cue=words.start + hit.start(), sign=sign, measured=words.named(hit, "what"))
    sign = -1 if hit.group().startswith(("低于", "慢于", "少于", "落后")) else 1
    return Reading(kind="growth", cue=words.start + hit.start(), sign=sign, comparison=f"vs {words.named(hit, 'than')}")


def _comparison(words: _Words, base: re.Match[str] | None) -> str | None:
    if base is None:
        return None
    mark = base.group("mark")
    than = words.named(base, "than") or words.named(base, "with")
    if mark.startswith("同比") or (_YEAR_BEFORE.match(than) and "末" not in than):
        return "yoy"
    if mark == "环比" or re.match(r"上个?月", than):
        return "mom"
    return f"vs {than}" if than else None


_YEAR_BEFORE = re.compile(r"去年|上年|上一年")


def _share(words: _Words) -> Reading | None:
    left, figure = words.left, words.figure
    if figure.unit != "percent" or _RATE.search(left):
        return None
    within = _WITHIN.search(left) or _OF_TOTAL.search(left) or _OF_PLAN.search(left)
    if within is not None:
        return Reading(kind="share", cue=words.start + within.start(), of=words.named(within, "of"))
    funds = _OF_FUNDS.search(left)
    if funds is not None:
        return Reading(kind="share", cue=figure.outer, of=words.named(funds, "of"))
    if _SHARE_AFTER.match(words.text, figure.outer_end):
        base = _BASE.search(left)
        return Reading(kind="share", cue=words.start + base.start() if base else figure.outer)
    hit = _SHARE.search(left)
    if hit is not None:
        return Reading(kind="share", cue=words.start + hit.start(), of=_whole(words.named(hit, "of")))
    if (
        figure.form in (FRACTION, TENTHS)
        or _part_of(words)
        or _AMONG.search(words.text, max(0, figure.outer - 16), figure.outer)
    ):
        return Reading(kind="share", cue=figure.outer - left.endswith("中"))  # 志愿者中超过60%
    return None


def _part_of(words: _Words) -> bool:
    """Whether the figure is a part of what follows (98%的县医院)."""
    after = words.text[words.figure.outer_end : words.figure.outer_end + 10]
    if _DOES.match(after):
        return not _QUANTIFIED.search(words.left)  # 超过90%为女性
    return bool(re.match(r"的[一-鿿]", after)) and not _NO_PART.match(after) and not _QUANTIFIED.search(words.left)


_AMONG = re.compile(
    r"(?:城市|地区|企业|项目|省份|国家|产品|行业|家庭|人口|受访者|学校|村|乡镇|指标|细项|群体|人群|案件|单位|样本)中，?(?:已经?|仅)?有?(?:超过?|近|约)?$"
)
_OF_TOTAL = re.compile(r"(?:达到?|相当于)(?P<of>[^，。；]{2,16}?总[^，。；]{1,4})的$")  # 达到总销量的38.9%
_OF_FUNDS = re.compile(
    r"(?P<of>[^，。；、\d]{2,20}?(?:资金|收入|经费|税|预算|总额|总投资)(?:[（(][^（）()]{0,20}[）)])?)的$"
)
_OF_PLAN = re.compile(
    r"(?:完成|达到?|相当于|是|占|为)了?(?P<of>(?:\s{2,}|全年|年度|规划|计划|预计|预算)[^，。；]{0,10})的$"
)  # 完成规划面积的三分之二
_WITHIN = re.compile(r"在(?P<of>[^，。；]{2,16}?)中的?(?:占比|占|比重|比例)[^，。；]{0,6}$")
_SHARE_AFTER = re.compile(r"的?(?:占比|比重|比例)")  # 较2024年的36.3%占比
_DOES = re.compile(r"(?:都|均)?(?:为(?!了|期|宜|上限|标准|目标)|是(?!否)|使用|采用|来自|用于)")
_NO_PART = re.compile(
    r"的[^，。]{0,4}?(?:关税|税|利率|利息|增长|增速|增幅|涨幅|水平|高位|速度|区间|概率|折扣|补贴|标准|速率)"
)
_QUANTIFIED = re.compile(r"率|指数|增|降|比重|占|征|收取|给予|适用|税|息|补贴|保持|提[升高]|达到?$")
_WHOLE_TAIL = re.compile(
    r"(?:总?的?(?:比重|比例|份额).*|的|达到?|超过?|约|近|为|已|首次|全部|均|分别|升至|上升到|提升至|上升至|提高到|接近|降至|从|由(?:现行|原来|目前)?|稳定在|保持在)+$"
)


def _whole(words: str) -> str | None:
    """Return what the share is of, without the words that lead to the figure."""
    return _WHOLE_TAIL.sub("", words.removeprefix("到").removeprefix("了")) or None
