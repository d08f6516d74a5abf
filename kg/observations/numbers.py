"""The figures of a text: number, multiplier and unit, in digits or characters.

One compiled pattern; a figure is what it measures in, not yet what it measures. What looks like a number and is a name,
an ordinal or a date is left out (the times of the text are given).
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.resources import files

from kg.errors import RegisterError
from kg.temporal.numerals import integer
from kg.temporal.reading import TimeExpression

RANK, FRACTION, TENTHS, PLAIN = "rank", "fraction", "tenths", "plain"
_CURRENCIES = (
    "CNY", "USD", "EUR", "HKD", "JPY", "GBP", "RUB", "KRW", "MOP", "CAD", "AUD", "CHF", "SGD", "TWD", "BRL", "AED",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure at ``text[start:end]`` (characters, half-open): multiplier and unit included.

    ``unit`` is the code of ``units.tsv`` (``rank`` for a place in an order); ``form`` says how it is written.
    ``outer`` is the start of the figure with the words that qualify it (超, 近, 约).
    """

    start: int
    end: int
    value: float
    unit: str
    unit_text: str
    form: str
    qualifier: str | None = None
    outer: int = 0
    outer_end: int = 0


@functools.cache
def _units() -> tuple[dict[str, str], str]:
    """Return the code of each unit and the alternation that finds them, longest first."""
    lines = files("kg.observations").joinpath("units.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    if rows[0] != ["unit", "code", "not"] or any(len(row) != 3 for row in rows):
        raise RegisterError("kg/observations/units.tsv must have the columns unit, code, not, separated by tabs.")
    rows = sorted(rows[1:], key=lambda row: (-len(row[0]), row[0]))
    pattern = "|".join(re.escape(unit) + (f"(?!{excluded})" if excluded else "") for unit, _, excluded in rows)
    return {unit: code for unit, code, _ in rows}, pattern


_CHARACTERS = "一二三四五六七八九十两百千"
_MULTIPLIERS = {
    "": 1, "百": 10**2, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8,
    "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12, "十万亿": 10**13, "百万亿": 10**14,
}  # fmt: skip


def _compile() -> re.Pattern[str]:
    units = _units()[1]
    multiplier = "|".join(sorted((m for m in _MULTIPLIERS if m), key=lambda m: (-len(m), m)))
    number = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
    return re.compile(
        rf"(?P<fraction>百分之(?P<hundredths>\d+(?:\.\d+)?|[{_CHARACTERS}点零]{{1,9}})|"
        rf"(?<![{_CHARACTERS}\d])(?P<whole>[{_CHARACTERS}]{{1,6}}|\d{{1,6}})分之(?P<parts>[{_CHARACTERS}]{{1,6}}|\d{{1,6}})|(?<![\d/])(?P<over>[1-9])/(?P<under>[2-9]|10)(?![\d/]))|"
        rf"(?P<tenths>(?<![第\d.])(?P<tenth>[一二三四五六七八九两]|\d)成(?P<half>[一二三四五六七八九半])?(?![立为员果本功绩都品交熟套效长人分型就语品]))|"
        rf"第(?P<rank>[{_CHARACTERS}]{{1,4}}|\d{{1,3}})(?P<rank_noun>大|位|名)?|(?P<top>首位|榜首)|前(?P<first>[{_CHARACTERS}]{{1,3}}|\d{{1,3}})(?P<first_noun>位|名|强)?|"
        rf"(?P<plain>(?<![A-Za-z\d.])每亩(?P<per_mu>\d+(?:\.\d+)?)公斤|"
        rf"(?<![A-Za-z\d.〔])(?<![A-Za-z\d〔〕）)月日年][-－−])(?P<number>{number})(?P<inner>[多余])?(?P<multiplier>{multiplier})?(?P<inner2>[多余])?(?P<unit>{units})?|"
        rf"(?<![{_CHARACTERS}\d数几])(?P<words>[{_CHARACTERS}]{{0,6}}[百千万亿]{{1,3}})(?P<inner3>[多余])?(?P<unit3>{units})|"
        rf"(?<=[升进移跌降滑])(?P<places>[{_CHARACTERS}]{{1,2}})位(?![数置])|"
        rf"(?<![{_CHARACTERS}\d数几])(?P<fold>[{_CHARACTERS}]{{1,3}})倍|"
        rf"(?<=[超过破近达逾])(?P<sum>[{_CHARACTERS}]{{0,2}}(?:[百千]?亿|万亿|[百千]万))(?=[，。；、！？）”]|大关|台阶|$))"
    )


_FIGURE = _compile()
_ORDINAL = re.compile(r"第$|〔\d{0,4}〕$|[A-Za-z]-?$")
_CLASSIFIERS = frozenset("家条列项座个种款件台套支部架艘名")  # 104家A级景区, 10条“跟着赛事游”线路
_NAME_AFTER = re.compile(r"[A-Za-zⅠ-Ⅻ]|强|届|期(?!货)|号|年代|世纪|周年|级|岁|[时点]\d|[日月年]|\+|后[一-鿿]{0,1}$|°|“")
_OVER = re.compile(r"(?:超过|超出|超|突破|逾|破|高于|多于|不少于|不低于|至少|大于|高达?于|跨越|迈过|冲破)(?:了|约)?$")
_ABOUT = re.compile(r"(?:大约|约为|(?<![签预合制节履续解违公契])约|大概|大致)$")
_NEARLY = re.compile(r"(?:将近|接近|略低于|不足|不到|近|逼近)$")
_PER = re.compile(r"人民币|/[一-鿿]{1,3}?(?=[，。；、和与到至（）的]|$)")  # 1.29元/斤, 169亿元人民币
_AFTER = re.compile(r"(?:（[^（）]{1,3}）)?(?:(以上|多|余(?![震额粮热量杭姚])|有余)|(左右|上下)|(以下|以内))")
_RANK_BEFORE = re.compile(
    r"(?:居|列|位|排名?|名列|跃升|升至|跃居|全球|世界|全国|全省|成为|国内|亚洲|为|是|保持|连续\S{0,6}年|稳居|蝉联|占)[^，。；]{0,4}$|(?:保持|位居|稳居|蝉联|高居)[^，。；\d]{5,14}$"
)
_RANK_AFTER = re.compile(r"[，。；、！）\s是的和]|$")
_SOFT_FENCE = re.compile(
    r"(?:及以[上下]|以[上下内])(?=[一-鿿])(?!都|均|是|来自|采用|使用|已|的?(?:增长|增速|增幅|速度|水平|份额|比例|占比|要求|目标|任务))"
)
_REACHES = re.compile(
    r"(?:达到?|到|至|在|为|超过?|突破|占比?|保持|维持|聚集|集聚|搬迁|增长|下降|提高|有|约|近|于|设计|建设|打造|培育|建成|新增|引进|完成|新建|推出|举办|开展|创建|组织|培训|形成|发展)$"
)
_SPANS_MEASURED = {
    "小时": re.compile(r"小时数|利用(?:小时)?[为达]?\d|平均利用"),
    "年": re.compile(r"(?:年限|寿命)[^，。；\d]{0,12}(?:\d[\d.]*年[^，。；\d]{0,8})?$"),
    "天": re.compile(r"(?:优良|污染|达标|晴好|作业|降雨|高温)?(?:天数|日数)[^，。；\d]{0,8}(?:\d+天[^。；\d]{0,8})?$"),
}
_ONLY_AFTER = {
    "年": _SPANS_MEASURED["年"],
    "天": _SPANS_MEASURED["天"],
    "点": re.compile(r"(?:指数|股指|点位|收报|收盘|报收|收涨|收跌|收于)[^。；]{0,25}$"),  # not 早上8点
    "度": re.compile(r"(?:[发用供输送]电|电量|电能)[^，。；]{0,18}$"),
    "岁": re.compile(r"(?:年龄|寿命)[^，。；]{0,10}$"),
    "分": re.compile(
        r"(?:以|[^累堆]积|领先[^，。；\d]{0,8}|落后[^，。；\d]{0,8}|再得|得到)$|[评得满均总积]分|满意度|成绩|砍下|轰下|独得|拿下"
    ),
    "级": re.compile(r"(?:发生|震级|地震)[^，。；\d]{0,12}(?:\d[\d.]*级[^，。；\d]{0,4})?$"),
}  # what must stand before a unit that is mostly none
_COUNTED_THINGS = ("家", "个", "项", "名", "人次", "场", "件", "座", "所", "处", "种", "款")
_VERBLESS = re.compile(r"[，。；：、（\s对向给在满的]$|^$")
_NEEDED_REACH = 30  # characters
_MINUS = ("-", "－", "−")
_NO_UNIT_NEEDED = ("万", "亿")
_DISCIPLINE = re.compile(
    r"(?:男子|女子|个人|混合|单人|双人|四人|团体)*(?:步枪|气?手枪|短?跑|跨?栏|接力|障碍|竞走|马拉松|自由泳|蝶泳|仰泳|蛙泳|混合泳|速滑|短道|跳台|跳板|"
    r"皮艇|划艇|赛艇|越野|(?:自由技术|传统技术)|决赛|预赛)"
)  # the names of contests
_MOVED = re.compile(r"互换|派出|选派|动员|组织|招募|培训|吸引|惠及|交换|撤离|转移|疏散|裁员|招聘")
_MOVED_UP = re.compile(r"(?:上升|提升|前进|前移|跃升|攀升|下降|下滑|后移|下跌|进位)了?$")
_YIELD = re.compile(r"(?:亩产|单产|每亩[^，。；\d]{0,6}?产)[^。；\n，]{0,24}$")
_SCHEME = re.compile(r"[^，。；、\d]{0,10}?(?:计划|工程|行动|级|大省|大县|基地)")
_YIELD_REACH = 32  # characters
_TRIPS_BEFORE = re.compile(r"人次(?:已|均|共|累计)?(?:达到?|为|近|约|超过?|突破|逾)*$")
_PEOPLE_BEFORE = re.compile(
    r"(?:劳动者|从业者|人员|人口|学生|职工|员工|农民工|党员|网民|志愿者|老年人|居民|人数)(?:已|将|均|共|累计|合计|最高|最多|首次|日均|再)*(?:在|达到?|为|近|约|超过?|有|突破|增加|减少|保持在|稳定在|维持在)?了?$"
)
_PEOPLE = re.compile(
    r"[^，。；、\d的]{0,8}?(?:学生|学员|考生|毕业生|教师|职工|员工|居民|农民(?!专业)|村民|市民|群众|老人|老年人|儿童|妇女|劳动者|从业者|人员(?!流)|人口|旅客|游客|患者|残疾人|"
    r"党员|志愿者|民众|难民|灾民|选民|观众|球迷|纳税人|就业者|参保人|牧民|渔民|侨胞|运动员|工人|干部|医生|护士|女性|男性|青年|国人|人民(?!币|法|检|政)|收入群体)(?![量数次费院])"
)


def find_figures(text: str, times: Sequence[TimeExpression]) -> list[Figure]:
    """Return the figures of ``text`` in order.

    >>> [(f.value, f.unit, f.qualifier) for f in find_figures("进口超1.2万吨，占近三成，居全国第二。", [])]
    [(12000.0, 't', 'over'), (30.0, 'percent', 'nearly'), (2.0, 'rank', None)]
    """
    starts = [t.start for t in times]
    found: list[Figure] = []
    bare: list[tuple[re.Match[str], int]] = []
    for match in _FIGURE.finditer(text):
        at = bisect_right(starts, match.start()) - 1
        if at >= 0 and times[at].end > match.start() and not _span_measured(text, match):
            continue
        if at + 1 < len(times) and times[at + 1].start < match.end() and match["number"] is None:
            continue
        figure = _figure(match, text)
        if figure is not None:
            found.append(figure)
        elif match["number"] is not None and not match["unit"]:
            bare.append((match, len(found)))
    joined = _with_units_of_ranges(text, _with_inherited_units(text, found, bare))
    return _with_currency(text, _with_points(text, joined))


def _span_measured(text: str, match: re.Match[str]) -> bool:
    """Whether a span of time is itself what is measured (利用小时数达2300小时, 平均受教育年限11.5年)."""
    measured = _SPANS_MEASURED.get(match["unit"] or "")
    return (
        measured is not None and measured.search(text, max(0, match.start() - _NEEDED_REACH), match.start()) is not None
    )


def _figure(match: re.Match[str], text: str) -> Figure | None:
    if match["fraction"]:
        return _fraction(match, text)
    if match["tenths"]:
        value = 10.0 * (integer(match["tenth"]) or 0)
        value += 5 if match["half"] == "半" else integer(match["half"] or "零") or 0
        return _made(match, text, value, "percent", "成", TENTHS)
    if match["rank"] or match["top"] or match["first"]:
        return _rank(match, text)
    if match["per_mu"]:
        return _made(match, text, float(match["per_mu"]), "kg/mu", "公斤", PLAIN)
    if match["words"]:
        return _in_characters(match, text)
    if match["fold"]:
        return _made(match, text, float(integer(match["fold"]) or 0), "times", "倍", PLAIN)
    if match["places"]:
        return _made(match, text, float(integer(match["places"]) or 0), "rank", "位", PLAIN)
    if match["sum"]:
        digits = match["sum"] if match["sum"][0] in "一二三四五六七八九两十" else "一" + match["sum"]
        made = _made(match, text, float(integer(digits) or 0), "count", "", PLAIN)
        return replace(made, qualifier="over", outer=made.start - 1) if text[made.start - 1] == "过" else made
    return _in_digits(match, text)


def _fraction(match: re.Match[str], text: str) -> Figure | None:
    if match["hundredths"]:
        value = _decimal(match["hundredths"])
    elif match["over"]:
        if not re.search(r"[占约近超为达的过]$", text[max(0, match.start() - 1) : match.start()]):
            return None
        value = round(100 * int(match["over"]) / int(match["under"]), 2)
    else:
        whole, parts = integer(match["whole"]), integer(match["parts"])
        value = round(100 * parts / whole, 2) if whole and parts is not None else None
    return None if value is None else _made(match, text, value, "percent", "", FRACTION)


def _decimal(words: str) -> float | None:
    if words[0].isdecimal():
        return float(words)
    whole, _, digits = words.partition("点")
    value = integer(whole)
    return None if value is None else float(f"{value}.{integer(digits) or 0}" if digits else value)


def _rank(match: re.Match[str], text: str) -> Figure | None:
    start, end = match.span()
    before, after = text[max(0, start - 16) : start], text[end : end + 1]
    if match["top"]:
        if not re.search(r"[居列位排占踞]|保持", before[-14:] if "持" in before else before[-8:]):
            return None
        return Figure(start=start, end=end, value=1.0, unit="rank", unit_text="", form=RANK, outer=start, outer_end=end)
    if match["first"]:
        value = integer(match["first"])
        if (
            value is None
            or value > 100
            or not re.search(r"(?:居|列|跻身|进入|世界|全球|全国|全省|排名)$", before)
            or after == "的"
        ):
            return None
        return Figure(
            start=start, end=end, value=float(value), unit="rank", unit_text="", form=RANK, outer=start, outer_end=end
        )
    if match["rank_noun"] == "大" and before.endswith(("对", "与", "向", "同")):
        return None  # 对第一大贸易伙伴
    value, noun = integer(match["rank"]), match["rank_noun"]
    if value is None or value > 300:
        return None
    if noun == "名" and not _RANK_AFTER.match(after):
        return None  # 第8名获救人员
    if noun == "大" or (noun and _RANK_BEFORE.search(before)):
        pass
    elif not (_RANK_AFTER.match(after) and (_RANK_BEFORE.search(before) or after == "是")):
        return None
    if noun == "大":
        end -= 1
        if after in "会步道" or not re.match(r"[^，。；]{1,16}", text[end + 1 : end + 3]):
            return None
    return Figure(
        start=start, end=end, value=float(value), unit="rank", unit_text="", form=RANK, outer=start, outer_end=end
    )


def _in_characters(match: re.Match[str], text: str) -> Figure | None:
    words = match["words"]
    value = integer(words) if words[0] not in "百千万亿" else integer("一" + words)
    led = re.search(r"[超近上逾破达约过]$", text[max(0, match.start() - 1) : match.start()])
    if (
        words[0] in "百千万亿"
        and not (led or _is_round_count(match, text))
        and not match["inner3"]
        and not re.match(r"以上|左右|规模的", text[match.end() : match.end() + 3])
    ):
        return None
    if value is None or value < 100 or not _is_measured_in(match["unit3"], text, match.start()):
        return None
    if text[match.end() : match.end() + 1] == "级":
        return None
    figure = _made(match, text, float(value), _units()[0][match["unit3"]], match["unit3"], PLAIN, match["inner3"])
    if text[max(0, match.start() - 1) : match.start()] == "上" and text[match.start() - 2] not in "迈站跨登升":
        return replace(figure, qualifier="over", outer=match.start() - 1)
    return figure


def _is_measured_in(unit: str | None, text: str, start: int) -> bool:
    """Whether what stands before a unit that is mostly none (点, 年, 级) says that it measures."""
    needed = _ONLY_AFTER.get(unit or "")
    return needed is None or needed.search(text, max(0, start - _NEEDED_REACH), start) is not None


def _is_round_count(match: re.Match[str], text: str) -> bool:
    """Whether a round number stands for a count without a word before it (百万株丁香, 互换千名人员)."""
    if _units()[0][match["unit3"]] in _CURRENCIES:
        return False
    if _SCHEME.match(text, match.end()):
        return False  # 千万吨粮食增产计划
    many = match["words"] in ("百万", "千万") and match["unit3"] != "人"
    return many or bool(_MOVED.search(text, max(0, match.start() - 2), match.start()))


def _in_digits(match: re.Match[str], text: str) -> Figure | None:
    start, end = match.span()
    unit = match["unit"]
    if _ORDINAL.search(text[max(0, start - 6) : start]):
        return None
    multiplier = match["multiplier"] or ""
    if not unit and not _stands_alone(multiplier, text[end : end + 2]):
        return None
    counted = unit in _CLASSIFIERS and text[end] in "“ABCDEFGHIJKLMNOPQRSTUVWXYZ" if end < len(text) else False
    if _NAME_AFTER.match(text, end) and unit not in ("%", "％") and not counted:
        return None
    if not _is_measured_in(unit, text, start):
        return None
    if unit in ("米", "公里") and (text[start - 1 : start] in ("×", "x", "X") or _DISCIPLINE.match(text, end)):
        return None
    fence = _SOFT_FENCE.match(text, end)
    counts = unit in _COUNTED_THINGS and _VERBLESS.search(text, max(0, start - 1), start) is None
    if fence and not counts and not _REACHES.search(text[max(0, start - 3) : start]):
        return None
    value = float(match["number"].replace(",", "")) * _MULTIPLIERS[multiplier]
    if text[start - 1 : start] in _MINUS and start:
        value = -value
    people = _PEOPLE.match(text, end) or _PEOPLE_BEFORE.search(text, max(0, start - 8), start)
    trips = not unit and _TRIPS_BEFORE.search(text, max(0, start - 10), start) is not None  # 观影人次超1.2亿
    code = _units()[0][unit] if unit else "trip" if trips else "person" if people else "count"
    if unit == "位" and _MOVED_UP.search(text, max(0, start - 4), start):
        code = "rank"
    if code == "kg" and _YIELD.search(text, max(0, start - _YIELD_REACH), start):
        code = "kg/mu"
    figure = _made(
        match, text, _tidy(value), code, unit or ("人次" if trips else ""), PLAIN, match["inner"] or match["inner2"]
    )
    return replace(figure, outer=min(figure.outer, start - 1)) if value < 0 else figure


def _stands_alone(multiplier: str, after: str) -> bool:
    """Whether a number without a unit is a figure all the same (320多万脱贫户, 约100万农户)."""
    if not multiplier.endswith(_NO_UNIT_NEEDED):
        return False
    return after in ("户居", "户家", "户农", "户群") or after[:1] not in tuple("级强户吨年月日分0123456789")


def _tidy(value: float) -> float:
    """Drop the noise of binary fractions: 1.1 × 10^8 is 110000000."""
    return round(value, 6) if abs(value) < 1e6 else float(round(value))


def _made(
    match: re.Match[str], text: str, value: float, unit: str, unit_text: str, form: str, inner: str | None = None
) -> Figure:
    start, end = match.span()
    before = text[max(0, start - 5) : start]
    after = _AFTER.match(text, end)
    qualifier, outer = ("over" if inner else None), start
    for name, pattern in (("over", _OVER), ("about", _ABOUT), ("nearly", _NEARLY)):
        hit = pattern.search(before)
        if hit:
            qualifier, outer = name, start - len(before) + hit.start()
            break
    outer_end = end
    per = _PER.match(text, end) if unit in _CURRENCIES else None
    if per is not None:
        outer_end = per.end()
    if after is not None:
        outer_end = after.end()
        if qualifier is None:
            qualifier = "over" if after.group(1) else "about" if after.group(2) else None
    return Figure(
        start=start, end=end, value=value, unit=unit, unit_text=unit_text, form=form, qualifier=qualifier,
        outer=outer, outer_end=outer_end,
    )  # fmt: skip


_INDEX_BEFORE = re.compile(
    r"指数[^，。；\d%]{0,14}?(?:为|达到?|[升降跌涨回]至|回升至|回落至|上升至|下降至|下滑至|微升至|微降至|升到|降到|是|录得|报|收于|高达|从|由|至)$"
)
_INDEX_BASE = re.compile(
    r"指数[^。；\n]{0,40}\d[^。；\n]{0,16}?(?:[初终前均]值|预期|(?:高|低)于[^，。；]{1,10}的|[升降滑]至|由|从|为)$"
)
_STEPS = re.compile(r"(?:下降|上升|下滑|回升|回落|升|降|涨|跌|提高|微升|微降)[至到]")  # 从50.1下滑至48.9
_INDEX_REACH = 64  # characters
_INDEX_END = re.compile(r"[，。；、！）\s是的和升降回上下跌涨]|$")
_JOINT = re.compile(r"\s*(?:、|和|与|及|以及|至|到|[—–~～-]{1,2})\s*$")


def _with_inherited_units(text: str, found: list[Figure], bare: list[tuple[re.Match[str], int]]) -> list[Figure]:
    """Give a number without a unit (1.1和0.6个百分点) that of the figure it is joined to, or 点 after 指数."""
    out = list(found)
    for match, position in reversed(bare):
        following = out[position] if position < len(out) else None
        start, end = match.span()
        stepped = following is not None and following.unit == "point" and following.unit_text == ""
        if following is not None and _JOINT.fullmatch(text[end : following.outer]) and following.form == PLAIN:
            multiplier = match["multiplier"] or _multiplier_of(text, following)
            value = _tidy(float(match["number"].replace(",", "")) * _MULTIPLIERS[multiplier])
            out.insert(position, _made(match, text, value, following.unit, following.unit_text, PLAIN))
        elif _is_index(text, start, end) or (
            stepped and following is not None and _STEPS.fullmatch(text, end, following.outer)
        ):
            out.insert(position, _made(match, text, float(match["number"].replace(",", "")), "point", "", PLAIN))
    return out


def _is_index(text: str, start: int, end: int) -> bool:
    """Whether a bare number is the state of an index (信心指数为50.3, 低于上月的53.6)."""
    if not _INDEX_END.match(text, end):
        return False
    left = text[max(0, start - _INDEX_REACH) : start]
    left = left.replace("PMI", "指数")
    return "指数" in left and (_INDEX_BEFORE.search(left) or _INDEX_BASE.search(left)) is not None


def _multiplier_of(text: str, figure: Figure) -> str:
    hit = re.match(r"[\d.,]+[多余]?([十百千万亿]*)", text[figure.start : figure.end])
    return hit.group(1) if hit and hit.group(1) in _MULTIPLIERS else ""


def _with_units_of_ranges(text: str, figures: list[Figure]) -> list[Figure]:
    """Give a number with a multiplier alone the unit of the figure it is joined to (10万至12万人)."""
    out = list(figures)
    for index in range(len(out) - 2, -1, -1):
        left, right = out[index], out[index + 1]
        without = left.unit_text == "" and left.unit == "count"
        if without and right.form == PLAIN and _JOINT.fullmatch(text[left.end : right.outer]):
            out[index] = replace(left, unit=right.unit, unit_text=right.unit_text)
    for index in range(1, len(out)):
        left, right = out[index - 1], out[index]
        bare = right.unit_text == "" and right.unit == "count" and left.unit == "person" and left.unit_text == ""
        if bare and _JOINT.fullmatch(text[left.end : right.outer]):
            out[index] = replace(right, unit=left.unit)  # 人数在12万到15万之间
    return out


def _with_points(text: str, figures: list[Figure]) -> list[Figure]:
    """Give 4.7个和1.3个百分点 one unit."""
    out = list(figures)
    for index in range(len(out) - 2, -1, -1):
        left, right = out[index], out[index + 1]
        if left.unit_text == "个" and right.unit == "pp" and _JOINT.fullmatch(text[left.end : right.outer]):
            out[index] = replace(left, unit="pp")
    return out


_SUM_REACH = 60  # characters
_SUM_NOUN = re.compile(
    r"(?<!用户)(?<!网民)(?<!人口)(?:产业|经济|产值|收入|营收|增加值|生产总值|GDP|总值|总额|总量|交易额|成交额|销售额|零售额|进出口|出口|进口|存款|贷款|余额|投资|市值|资产|"
    r"(?:产业|经济|资金|基金|债券|信贷|投资|资产|市场|营收|贸易|融资)(?:总)?规模|利润|利税|税收|保费|财政|消费)[^，。；\d]{0,6}$"
)


def _with_currency(text: str, figures: list[Figure]) -> list[Figure]:
    """Give a sum without a unit its currency (4.05万亿元，首次突破4万亿; 产业规模超3.2万亿)."""
    out = list(figures)
    for index, figure in enumerate(out):
        if figure.unit_text or figure.unit != "count" or not text.endswith("亿", 0, figure.end):
            continue
        if not re.match(r"大关|台阶|[，。；、！）”]|$", text[figure.end : figure.end + 2]):
            continue
        last = out[index - 1] if index else None
        if last is not None and last.unit in _CURRENCIES and figure.start - last.end <= _SUM_REACH:
            out[index] = replace(figure, unit=last.unit)
        elif _SUM_NOUN.search(text, max(0, figure.outer - 14), figure.outer):
            out[index] = replace(figure, unit="CNY")
    return out
