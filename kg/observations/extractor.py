"""Figures of a text as observations: indicator, value, unit, kind, period, whose it is, and where it stands.

A pass over the sentences, clause by clause. Each figure is read by the words next to it (``kinds``); its indicator is
the noun phrase it belongs to (``indicators``), or that of the clause before; its holder (``about``) and its period
(``periods``) carry forward until replaced. Rules: docs/decisions/0026-figures.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.observations.about import Holders
from kg.observations.clauses import Clause, clauses_of
from kg.observations.fences import SUCH_SHARE, bounds_a_group, end_of_regions, noun_limit
from kg.observations.indicators import head_of, members, noun_after, phrase_before
from kg.observations.kinds import Reading, is_target, read, targets
from kg.observations.numbers import FRACTION, RANK, TENTHS, Figure, find_figures
from kg.observations.periods import Periods
from kg.records import DocumentEntity, Interval, Observation, Span
from kg.temporal.reading import DURATION, TimeExpression

RULE = "figures"
_COUNTED = ("count", "person", "trip", "TEU")
_JOINT = re.compile(r"\s*(?:、|，|和|与|及|以及|至|到|[—–~～-]{1,2}|降至|降到)?\s*")
_RANGE = re.compile(r"\s*(?:至|到|[—–~～-]{1,2})\s*")
_TITLE = re.compile(r"《[^《》]*》|“[^“”]{1,10}”|【[^】]*】")
_MOVES = re.compile(r"(?:减少|降低|节约|节省|提升|提高|增加|缩短|压缩)了?$")
_LEVIES = re.compile(r"(?:征收|加征|收取|给予|适用|执行|缴纳|提供|发放|享受)(?:了|最高|一次性)?$")  # 征收10%的关税
_ISSUES = re.compile(
    r"[\s（）]*(?:正式|联合|对外)?(?:发布|公布|印发|下发|发出)(?![^，。；]{0,30}(?:财报|业绩|年报))[^，。；]{0,60}?(?:公告|通知|报告|数据|意见|方案|办法|通报|消息)"
)
_ACTS = re.compile(r"(?:继续|正在?|今天|持续|已经?|还|也|积极|大力|发布|启动|推出|全力|迅速)")
_AND_SUCH = re.compile(r"等(?:地区?|省份?|国家?)(?!际|内|产|防)")
_CUTS = re.compile(r"削减(?:至少|约|近|超过?)?$")  # 削减1.5万亿美元支出
_PART_LISTED = re.compile(r"的|[一-鿿]{2,8}[、和与及]")
_OPINION = re.compile(r"认为|担心|相信|表示|希望")
_PLAN_REACH = 12  # characters from the last figure to the 将 of its clause
_GOAL_AFTER = re.compile(r"的(?:任务|目标)")
_DEED_OF_FIRMS = re.compile(
    r"累计|共|已|收购|收到|销售|生产|交付|出口|进口|实现|完成|投入|获得|新增|发放|签约|开工|提供|接到|赔付|研发|建成"
)
_MEASURES = (
    "全长",
    "总长",
    "长",
    "海拔",
    "总投资",
    "面积",
    "总面积",
    "占地面积",
    "装机容量",
    "总装机",
    "高",
    "宽",
    "跨度",
)
_BEARER = re.compile(
    r"[^，。；、的\s]{2,18}?(?:铁路|高铁|公路|高速|大桥|隧道|电站|机场|航站楼|码头|港区|工程|项目|园区|基地|水库|管道|线路|运河|通道|场馆|中心)"
)
_DEED = re.compile(
    r"(?:参与|参加|报名|入住|入境|出境|观看|接到|就业|受益|受影响|受灾|撤离|疏散|转移|参保|获救|受伤|遇难|死亡|失踪|毕业|入选|获奖)[^，。；、\d]{0,10}"
)
_OWN = ("全省", "全市", "全区", "全县", "全州", "当地")
_TOPIC = re.compile(
    r"(?P<name>[^，。；、\s]{2,12}?)(?:继续|保持|延续|持续|快速|稳步|平稳|较快|明显|加快|大幅|不断|实现|呈现|表现)+(?:保持)?[^，。；]{0,4}?(?:增长|发展|回升|恢复|升级|向好|上升|提升|回暖|亮眼|突出|强劲|良好)"
)
_SAYS = re.compile(r"显示$|统计$|称$|说$|宣布$|预测$|证实$|了解到$|看$|获悉$|表示$|介绍$|指出$|公布$|发布$|新闻发布会$")
_LISTED = re.compile(
    r"(?P<names>[^，。；\s]{1,10}(?:、[^，。；、\s]{2,10}?)+(?:和[^，。；、\s]{2,10}?)?)(?:成为|表现|均|都|继续|保持|持续|增长|实现)"
)
_CAUSE = re.compile(r"\s*(?:受|带动|推动|拉动|随着|为|在)")
_NO_TOPIC = re.compile(r"[将了着把被使让]|^(?:经济|生产|市场|需求|结构|发展)")
_QUANTITY = re.compile(
    r"(?P<name>[^，。；、\s]{2,24}?)(?:全国最|世界最|全球最|再?创|持续|继续|保持|稳定|稳步|快速|较快|大幅|明显|领先|最高|居首|均|由负|位居|延续|呈|同比|实现|有所|不断|总体|平稳|$)"
)
_BOTH = re.compile(r"均|双双|都")
_TASK = re.compile(
    r"(?:(?!已|共|累计|目前|去年|曾)[^。；\d]){0,60}?(?P<verb>建设|新建|建成|培育|打造|创建|组建|实施|支持|完成|推进|新增|改造|发展|遴选|认定|布局)(?![^。；]{0,30}(?:了|已|累计))"
)
_BARE = ("数量", "规模", "总量", "总额", "总数", "金额", "总规模", "增速", "占比", "人数", "数")
_OF_THE_SAME = ("贡献率", "市场渗透率", "渗透率", "利润率", "产能利用率")
_AMONG = re.compile(r"其中(?:是|为|，)?\s*$")
_SECTORS = ("系统", "部门", "领域", "板块", "片区", "方向")
_SUMMED = ("总额", "总价", "总价值", "价值", "总金额", "金额", "票面金额")  # 总额3亿元的交易费用
_SUMS = ("资金", "投资", "金额", "贷款")
_PARTS = ("比重", "占比", "比例", "份额")
_PACE = (
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
_PACE_NOUN = re.compile(r"增速|增幅|涨幅|降幅")
_STEP = re.compile(
    r"\s*(?:[增升降提扩跃减下上缩拓][^，。；\d]{0,4}?)?(?:至了?|到了?|为|(?<=[^\s])(?=\s))\s*的?\s*(?:超过?|近|约)?\s*"
)
_NO_HOLDER = (
    "地区",
    "区域",
    "领域",
    "行业",
    "企业",
    "产品",
    "商品",
    "项目",
    "公司",
    "机构",
    "部门",
    "系统",
    "平台",
    "集群",
    "产业",
)


@dataclass(slots=True)
class _State:
    """What the passage has said so far."""

    indicator: str | None = None
    about: str | None = None
    about_entity: str | None = None
    fenced: str | None = None
    broad: tuple[str | None, str | None] = (None, None)
    home: tuple[str | None, str | None] = (None, None)
    narrow: bool = False
    counted: bool = False
    place: str | None = None
    told: bool = False  # a clause without figures has named the narrow holder
    listed: list[tuple[str, str | None]] = field(default_factory=list)
    recent: list[tuple[str, str | None]] = field(default_factory=list)


def extract_observations(
    text: str,
    sentences: Sequence[Span],
    times: Sequence[TimeExpression],
    entities: Sequence[DocumentEntity] = (),
    published: str | None = None,
) -> list[Observation]:
    """Return the observations of a text in the order of their figures.

    Args:
        sentences: spans of the sentences (characters, half-open), in order.
        times: the text's time expressions, in order.
        entities: the document's entities; without them, only names that the passage makes clear are found.
        published: ISO date of publication.
    """
    figures = _outside_titles(text, find_figures(text, times))
    if not figures:
        return []
    return _Extractor(text, times, entities, published).run(sentences, figures)


def _outside_titles(text: str, figures: Sequence[Figure]) -> list[Figure]:
    titles = [m.span() for m in _TITLE.finditer(text)]
    return [f for f in figures if not any(a <= f.start and f.end <= b for a, b in titles)]


class _Extractor:
    def __init__(
        self, text: str, times: Sequence[TimeExpression], entities: Sequence[DocumentEntity], published: str | None
    ) -> None:
        self._text = text
        self._plain = _blanked(text, times)
        self._periods = Periods(text, times, published)
        self._published = published
        self._holders = Holders(entities)
        self._state = _State()
        self._out: list[Observation] = []
        self._sentence_start = 0
        self._before: tuple[Reading, list[list[tuple[str, str | None]]]] | None = None

    def run(self, sentences: Sequence[Span], figures: Sequence[Figure]) -> list[Observation]:
        at = 0
        for start, end in sentences:
            last = at
            while last < len(figures) and figures[last].start < end:
                last += 1
            self._sentence((start, end), figures[at:last])
            at = last
        return self._out

    def _sentence(self, sentence: Span, figures: Sequence[Figure]) -> None:
        state = self._state
        if not self._text.startswith("其中", sentence[0]):
            state.about, state.about_entity = state.broad
        state.recent = []
        state.told = False
        self._sentence_start = sentence[0]
        marks = self._marks(sentence) if figures else []
        for clause in clauses_of(self._text, sentence, figures):
            if clause.figures:
                marks = _with_plan_after(self._text, marks, clause)
                self._clause(clause, sentence, marks)
            else:
                opens = clause.start == sentence[0] and self._is_place(clause)
                self._topic(clause, lasting=bool(figures) or state.broad[0] is None or opens)

    def _is_place(self, clause: Clause) -> bool:
        """Whether a clause begins with a place as its subject, so that the next sentences are about it."""
        if self._text.startswith("在", clause.start):  # 在湖南岳阳，
            inside = (clause.start + 1, clause.end)
            return self._holders.at(inside[0]) is not None and self._holders.leading(self._plain, *inside) == inside
        place = self._holders.at(clause.start)
        return place is not None and self._holders.is_place(place) and _ACTS.match(self._plain, place[1]) is not None

    def _marks(self, sentence: Span) -> list[tuple[int, bool]]:
        """Return where figures become targets or facts; the tasks after a time to come are targets too."""
        marks = targets(self._text, *sentence)
        if not marks and self._periods.is_ahead(sentence[0]):
            task = _TASK.match(self._text, *sentence)
            if task is not None:
                return [(task.start("verb"), True)]
        return marks

    def _topic(self, clause: Clause, *, lasting: bool) -> None:
        """A clause without figures may name whom the next figures are about.

        Args:
            lasting: what it names holds beyond its sentence.
        """
        start, end = phrase_before(self._plain, clause.start, clause.end)
        if _SAYS.search(self._plain, start, end):
            of_body = self._holders.place_of_body(self._plain, start, end)
            if of_body is not None:
                self._set_about(of_body)  # 匈牙利气象局表示，今年6月的降雨量
            elif self._state.home[0] is not None and clause.start == self._sentence_start:
                self._state.broad = self._state.home  # a new report is about the whole again
                self._state.about, self._state.about_entity = self._state.home
            return
        mode = self._holders.mode(self._plain, start, end)
        if mode is not None and mode[2] == end:
            self._set_about(mode[:2], lasting=False)
            return
        holder = self._holders.leading(self._plain, start, end)
        told = self._plain.rfind("的", start, end) + 1
        if holder is None and told > start:
            holder = self._holders.leading(self._plain, told, end)  # 正在举行的第二届博览会
            holder = holder if holder is not None and holder[1] == end else None
        if holder is not None and _ISSUES.match(self._plain, holder[1], end):
            return
        if holder is not None:
            self._set_about(holder, lasting=lasting)
            start = phrase_before(self._plain, holder[1], end)[0]
        quantity = _QUANTITY.match(self._plain, start, end)
        if quantity is not None and head_of(quantity.group("name")):
            narrow = self._holders.sort(self._plain, start, quantity.end("name"))
            name = quantity.group("name").strip()
            if holder is None and narrow is not None and self._holders.is_firm(self._text[slice(*narrow)]):
                self._set_about(narrow, lasting=False)
                self._state.told = True  # 中小企业市场需求稳步上升
                inner = self._text[narrow[1] : quantity.end("name")].strip("的 ")
                name = inner if head_of(inner) else name
            self._state.indicator = name
            return
        named = self._plain[start:end].rpartition("的")[2].strip()
        if head_of(named):
            self._state.indicator = named
            return
        if holder is not None:
            return
        listed = _LISTED.match(self._plain, start, end)
        if listed is not None:
            names = members(listed.group("names"))
            self._state.listed = [(name, self._state.about) for name in names]
            return
        narrow = self._holders.sort(self._plain, start, end)
        if narrow is not None and narrow[0] == start:
            self._set_about(narrow, lasting=False)
            self._state.told = True
            return
        topic = None if _CAUSE.match(self._plain, clause.start) else _TOPIC.match(self._plain, start, end)
        if topic is not None and not _NO_TOPIC.search(topic.group("name")):
            self._state.about, self._state.about_entity = topic.group("name"), None

    def _set_about(self, span: Span, *, lasting: bool = True) -> None:
        state = self._state
        name = self._text[span[0] : span[1]].strip()
        if self._holders.is_source(name) or name in _NO_HOLDER:
            return
        entity = self._holders.entity(*span)
        if name in _OWN:
            name = state.place or name
        elif (
            entity is not None
            or name.endswith(("省", "市", "县", "自治区", "自治州"))
            or self._holders.ends_with_one(*span)  # 湖南岳阳
        ):
            state.place = name
        elif (first := self._holders.at(span[0])) is not None and first[1] < span[1]:
            state.place = self._text[slice(*first)]  # 北京受灾地区
        state.about, state.about_entity = name, entity
        state.narrow = self._holders.sort(name, 0, len(name)) == (0, len(name))
        if self._holders.is_home(name) and state.home[0] is None:
            state.home = (name, entity)
        if (
            (lasting or self._holders.is_edition(name))
            and not state.narrow
            and not self._text.startswith("、", span[1])
        ):
            state.broad = (name, entity)

    def _clause(self, clause: Clause, sentence: Span, marks: list[tuple[int, bool]]) -> None:
        figures = clause.figures
        index = 0
        seg_start = clause.start
        while index < len(figures):
            group = [figures[index]]
            while index + len(group) < len(figures) and self._joined(group[-1], figures[index + len(group)]):
                group.append(figures[index + len(group)])
            self._group(group, seg_start, clause, sentence, marks, figures[index + len(group) : index + len(group) + 1])
            seg_start = self._end_of(group[-1], clause, figures[index + len(group) :])
            index += len(group)

    def _end_of(self, figure: Figure, clause: Clause, following: Sequence[Figure]) -> int:
        """Return where the words of a figure end: after the noun it counts, if another figure follows."""
        end = figure.outer_end
        part = figure.unit == "percent" and _PART_LISTED.match(self._text, end)  # 45%的药品和60%的口罩
        if not following or (figure.unit not in _COUNTED and not part):
            return end
        regions = end_of_regions(self._text, end)
        if regions > end and "、" not in self._text[end : following[0].outer]:
            return regions
        noun = noun_after(self._text, figure.end, following[0].outer)
        at = self._text.find(noun, figure.end, following[0].outer) if noun else -1
        return at + len(noun) if at >= 0 and at + len(noun) < following[0].outer else end

    def _joined(self, left: Figure, right: Figure) -> bool:
        """Whether two figures are members of one list (6%、7%和8%): nothing but a joint between them."""
        between = self._text[left.outer_end : right.outer]
        return left.unit == right.unit and left.form != RANK and _JOINT.fullmatch(between) is not None

    def _group(
        self,
        group: list[Figure],
        start: int,
        clause: Clause,
        sentence: Span,
        marks: list[tuple[int, bool]],
        following: Sequence[Figure],
    ) -> None:
        first = group[0]
        stepped = first.unit == "percent" and self._text.endswith(("百分点", "基点"), clause.start, start)
        if (
            start > clause.start
            and not stepped
            and self._before is not None
            and _STEP.fullmatch(self._plain, start, first.outer)
        ):
            reading, names = self._before  # 从A增至B: B is read like A
        else:
            reading = read(self._text, self._plain, start, first)
            a, b = phrase_before(self._plain, start, reading.cue)
            self._note_bearer(first, self._plain[a:b], clause)
            if bounds_a_group(self._text, self._plain, first, start, clause, following):
                self._note_holder(a, b)
                self._before = None
                such = SUCH_SHARE.match(self._text, first.outer_end)
                if such is not None and first.unit == "percent":
                    self._state.indicator = self._text[a : such.end()].strip()
                self._state.fenced = noun_after(self._text, first.end, clause.end).removesuffix("中")
                return
            names = self._names(group, reading, a, b, clause, following)
            self._before = reading, names
        for number, figure in enumerate(group):
            for indicator, about in names[min(number, len(names) - 1)]:
                self._emit(figure, reading, indicator, about, sentence, marks)

    def _is_deed_of_firms(self, firms: Span, words: str) -> bool:
        """Whether firms are followed by what they did (粮食企业累计收购秋粮)."""
        return self._holders.is_firm(self._text[slice(*firms)]) and _DEED_OF_FIRMS.match(words) is not None

    def _note_bearer(self, figure: Figure, phrase: str, clause: Clause) -> None:
        """Take what a measure describes for the one it is about (全长825公里的和若铁路)."""
        if phrase not in _MEASURES or not self._text.startswith("的", figure.outer_end):
            return
        start = figure.outer_end + 1
        named = self._holders.at(start) or _BEARER.match(self._text, start, clause.end)
        if named is not None:
            self._set_about(named if isinstance(named, tuple) else named.span())

    def _note_holder(self, a: int, b: int) -> None:
        holder = self._holders.leading(self._plain, a, b)
        if holder is not None:
            self._set_about(holder)

    def _names(
        self, group: list[Figure], reading: Reading, a: int, b: int, clause: Clause, following: Sequence[Figure]
    ) -> list[list[tuple[str, str | None]]]:
        """Return for each figure of the group the (indicator, about) pairs it stands for."""
        state = self._state
        if len(group) > 1 and not _RANGE.fullmatch(self._text[group[0].outer_end : group[1].outer]):
            pairs = self._listed(group, reading, a, b, clause)
            if pairs is not None:
                return [[pair] for pair in pairs]
        both = self._distributed(reading, a, b, group)
        if both is not None:
            return [both]
        indicator, holder = self._indicator(group, reading, a, b, clause, following)
        if holder is not None:
            self._set_about(holder)
        elif (
            state.narrow
            and not state.told
            and reading.measured is None
            and (state.broad[0] or not self._is_mode(state.about))
            and head_of(indicator)
            and indicator not in _OF_THE_SAME
        ):
            state.about, state.about_entity = state.broad
            state.narrow = False
        done = "已" in self._text[a - 1 : group[0].start]
        if state.fenced and done and 0 < len(indicator) <= 3 and not head_of(indicator):
            indicator = state.fenced  # 5542处项目已修复5112处
        if not indicator and state.fenced and group[0].unit == "count":
            indicator = state.fenced  # 179个村中，31个恢复通水
        state.fenced = None
        own_count = bool(indicator) and reading.kind == "level" and group[0].unit == "count"
        if state.counted and (_is_full(indicator) or own_count):
            state.about, state.about_entity = state.broad
        state.counted = False
        if indicator:
            state.indicator = indicator
            state.listed = []
            firms = self._holders.sort(indicator, 0, len(indicator)) == (0, len(indicator))
            if firms and reading.kind == "level" and not following:
                return self._counted_firms(indicator)
            state.recent.append((indicator, state.about))
            return [[(self._with_product(indicator, clause), state.about)]]
        own = state.indicator == state.about  # firms that were counted and now grow in number
        return [[(state.indicator or "", state.broad[0] if own else state.about)]]

    def _with_product(self, indicator: str, clause: Clause) -> str:
        """Return a short quantity noun with the product that stands right before it (新能源产业 + 投资)."""
        whole = (self._state.about or "") + indicator
        plain = len(indicator) > 2 or not self._state.narrow
        return indicator if plain or whole not in self._text[clause.start : clause.end] else whole

    def _is_mode(self, name: str | None) -> bool:
        """Whether the name is that of a mode of transport."""
        return name is not None and self._holders.mode(name, 0, len(name)) is not None

    def _counted_firms(self, indicator: str) -> list[list[tuple[str, str | None]]]:
        """规模以上企业超13万个: what is counted is what the next figures are about."""
        state = self._state
        pair = (indicator, state.about)
        state.about, state.about_entity, state.counted = indicator, None, True
        return [[pair]]

    def _indicator(
        self, group: list[Figure], reading: Reading, a: int, b: int, clause: Clause, following: Sequence[Figure]
    ) -> tuple[str, Span | None]:
        """Return the indicator that the clause names (empty: it names none) and the span of whom it is about."""
        figure, last = group[0], group[-1]
        if reading.measured is not None:
            return reading.measured, self._holders.leading(self._plain, a, b)
        holder = self._holders.leading(self._plain, a, b)
        rest = a if holder is None else phrase_before(self._plain, holder[1], b)[0]
        if holder is not None and self._text.startswith(_OWN[:5], holder[1]):
            rest = phrase_before(self._plain, holder[1] + 2, b)[0]  # 江苏 + 全省
        rest, holder = self._without_time(rest, b, holder)
        mode = self._holders.mode(self._plain, rest, b) if holder is None else None
        if mode is not None and mode[2] < b:
            return self._text[phrase_before(self._plain, mode[2], b)[0] : b].strip(), mode[:2]
        narrow = None if "、" in self._text[rest:b] else self._holders.sort(self._plain, rest, b)
        if narrow is not None and narrow[1] < b:
            inner = phrase_before(self._plain, narrow[1], b)[0]
            quantity = self._text[inner:b].strip()
            at_home = holder is not None and not self._holders.is_firm(self._text[narrow[0] : narrow[1]])
            if (
                head_of(quantity)
                and quantity not in _BARE
                and not at_home
                and not (quantity.endswith("指数") and not self._holders.is_firm(self._text[slice(*narrow)]))
            ):
                if holder is not None:
                    self._set_about(holder)
                holder, rest = narrow, inner
            elif holder is None and self._is_deed_of_firms(narrow, quantity):
                holder, rest = narrow, inner
        bare = self._text[rest:b].strip().removeprefix("的") in _BARE
        if (rest >= b or bare) and holder is not None and reading.kind == "level" and self._countable(holder):
            rest = holder[0]  # 参展企业9800多家: the name itself is counted
        phrase = self._text[rest:b].strip().removeprefix("的")
        if phrase in _PACE or (len(phrase) == 1 and phrase not in "长宽高深厚重"):
            phrase = ""
        told = self._text.startswith("的", figure.outer_end) and not _PACE_NOUN.match(self._text, figure.outer_end + 1)
        told = told and (not phrase or _MOVES.search(self._text, clause.start, figure.outer) is not None)
        if phrase in _BARE and self._text.endswith(phrase + "的", 0, figure.outer):
            phrase = ""  # 超过去年总量的180万标箱
        if figure.unit_text.endswith("标准煤") and reading.kind == "level" and not head_of(phrase):
            phrase = "标准煤"
        taxed = self._text.startswith("的", figure.outer_end) or figure.unit == "percent"
        taxed = taxed and _LEVIES.search(self._text, rest, b) is not None
        summed = self._text.startswith("的", figure.outer_end) and phrase in _SUMMED
        paid = figure.unit in ("CNY", "USD") and not head_of(phrase)
        told = told or (paid and _CUTS.search(self._text, clause.start, figure.outer) is not None)
        if (told and reading.kind == "growth") or ((taxed or summed) and reading.kind == "level"):
            phrase = noun_after(self._text, figure.outer_end, clause.end)  # 减少95%的运输成本
        pace = _PACE_NOUN.match(self._text, b, figure.outer) if len(phrase) <= 2 and phrase else None
        if pace is not None:
            phrase += pace.group()  # 经济增速
        if phrase.endswith(("人均", "户均")):
            c, d = phrase_before(self._plain, rest, figure.outer)
            phrase = self._text[c:d].strip()  # 人均增收1.4万元
        limit = noun_limit(self._text, figure, clause.end, following)
        after = "" if _GOAL_AFTER.match(self._text, last.outer_end) else noun_after(self._text, last.outer_end, limit)
        if figure.form == RANK and self._text[figure.end : figure.end + 1] == "大":
            ranked, _, owner = noun_after(self._text, figure.end + 1, limit).partition("的")  # 第一大气田的涪陵
            if owner and holder is None and (at := self._text.find(owner, figure.end, limit)) >= 0:
                holder = self._holders.at(at) or (at, at + len(owner))
            return ranked or phrase, holder or self._whole(a, b)
        if figure.form == RANK and after == "" and self._text[figure.end : figure.end + 1] == "是":
            return "", self._holders.leading(self._plain, figure.end + 1, limit)
        if reading.kind == "share" and phrase:
            noun = re.match(r"占比|[^，。；]{0,24}?(?:比重|比例|份额)|比重|比例|份额", self._text[b : figure.outer])
            if noun is not None and reading.cue == b and not noun.group().startswith("占"):
                return phrase + noun.group(), holder
        part = figure.form in (FRACTION, TENTHS) and self._text.startswith("的", figure.outer_end)
        if reading.kind == "share" and (part or not phrase) and after and reading.cue == figure.outer:
            return after, holder
        if reading.kind == "level" and self._counts(figure, phrase, after):
            return after, holder
        among = _AMONG.search(self._text, max(0, rest - 8), rest) is not None or self._in_brackets(rest)
        if phrase and self._is_holder_only(phrase, reading, among):
            return "", (rest, b)
        if not phrase and not after and reading.kind == "level" and figure.unit in ("person", "trip"):
            return self._deed_after(last.end, limit), holder
        return phrase, holder

    def _deed_after(self, start: int, end: int) -> str:
        """Return what the people counted do (3000多万人参与以旧换新), empty if nothing follows."""
        deed = _DEED.match(self._text, start, end)
        return deed.group() if deed else ""

    def _in_brackets(self, position: int) -> bool:
        """Whether a clause goes on in brackets that 其中 opened."""
        opened = self._text.rfind("（其中", max(0, position - 60), position)
        return opened >= 0 and self._text.find("）", opened, position) < 0

    def _countable(self, holder: Span) -> bool:
        """Whether a name can itself be what is counted (参展企业), and is no place that something is counted in."""
        name = self._text[holder[0] : holder[1]]
        return self._holders.entity(*holder) is None and not self._holders.is_home(name)

    def _without_time(self, start: int, end: int, holder: Span | None) -> tuple[int, Span | None]:
        """Skip a time inside a phrase (X港1至6月完成货物吞吐量); what stands before it names the holder."""
        gap = re.search(r"\s{2,}", self._plain[start:end])
        if gap is None or gap.end() == end - start:
            return start, holder
        named = (start, start + gap.start())
        if holder is None and named in (
            self._holders.leading(self._plain, *named),
            self._holders.sort(self._plain, *named),
        ):
            holder = (start, start + gap.start())
        if holder is None and self._text[slice(*named)].endswith(("业", "产品", "企业", "机构")):
            holder = named  # 互联网和相关服务业 + 三季度
        rest = phrase_before(self._plain, start + gap.end(), end)[0]
        later = None if holder is not None else self._holders.leading(self._plain, rest, end)
        return (rest, holder) if later is None else (phrase_before(self._plain, later[1], end)[0], later)

    def _whole(self, a: int, b: int) -> Span | None:
        return (a, b) if a < b and b - a <= 16 else None

    def _counts(self, figure: Figure, phrase: str, after: str) -> bool:
        """Whether the noun after the figure is what is counted."""
        if not after or phrase.endswith(("数", "数量", "总数")):
            return False
        if figure.unit == "count" and phrase.endswith(_SUMS):
            return True  # 资金安排到16个领域
        if figure.unit in ("percent", "pp", "times", "rank"):
            return not phrase
        return not head_of(phrase)

    def _is_holder_only(self, phrase: str, reading: Reading, among: bool) -> bool:
        """Whether a phrase names an industry or product whose indicator was named before (汽车制造业增长9%).

        Args:
            among: 其中 stands before it.
        """
        current = self._state.indicator
        if among and current is not None and phrase.endswith(_SECTORS):
            return True
        if reading.kind != "growth" or current is None or not head_of(current) or head_of(phrase):
            return False
        return among or phrase.endswith(("业", "行业", "产品", "商品", "地区", "企业"))

    def _distributed(
        self, reading: Reading, a: int, b: int, group: list[Figure]
    ) -> list[tuple[str, str | None]] | None:
        """均, 双双 over two named indicators: one observation for each."""
        between = self._text[b : group[0].outer]
        if len(group) != 1 or not _BOTH.search(between):
            return None
        parts = members(self._text[a:b])
        if len(parts) > 1 and all(head_of(p) for p in parts):
            return [(part, self._state.about) for part in parts]
        if len(parts) > 1 and head_of(parts[-1]) and head_of(parts[-1]) != parts[-1]:
            return self._aligned(parts)
        if not parts and len(self._state.listed) > 1 and a >= b:
            return self._state.listed
        return None

    def _listed(
        self, group: list[Figure], reading: Reading, a: int, b: int, clause: Clause
    ) -> list[tuple[str, str | None]] | None:
        """Align the members of a list with its figures (A、B和C分别增长x、y和z)."""
        state = self._state
        holder = self._holders.leading(self._plain, a, b) if a < b else None
        begin = a
        if holder is not None and not re.match(r"、|和|与|及", self._text[holder[1] : b]):
            begin = phrase_before(self._plain, holder[1], b)[0]
        else:
            holder = None
        phrase = self._text[begin:b].strip().removeprefix("对")
        parts = members(phrase, len(group))
        if not parts:
            if len(state.listed) == len(group):
                return state.listed
            recent = list(dict.fromkeys(state.recent))[-len(group) :]
            return recent if len(recent) == len(group) else None
        if len(parts) != len(group):
            return None
        if holder is not None:
            self._set_about(holder)
        pairs = self._aligned(parts)
        state.listed = pairs
        state.indicator = pairs[-1][0]
        return pairs

    def _aligned(self, parts: list[str]) -> list[tuple[str, str | None]]:
        state = self._state
        last = parts[-1]
        if all(head_of(p) for p in parts):
            return [(p, state.about) for p in parts]
        names, _, shared = _AND_SUCH.sub("等", last).partition("等")
        if shared and head_of(shared):
            return [(shared, p) for p in [*parts[:-1], names]]
        begin = self._text.find(last)
        holder = self._holders.leading(self._text, begin, begin + len(last))
        if holder is not None and holder[1] < begin + len(last):
            shared = self._text[holder[1] : begin + len(last)].removeprefix("的")
            names = last[: holder[1] - begin]
            if head_of(shared) and not head_of(names):
                return [(shared, _spelled(p, names)) for p in [*parts[:-1], names]]
        shared = head_of(last)
        if shared == "率":
            shared = last[-3:]  # 参保率
        if shared in _BARE and len(shared) < len(last):
            return [(p, state.about) for p in [*parts[:-1], last[: -len(shared)].removesuffix("的")]]
        if shared and len(shared) < len(last):
            name = last[: -len(shared)].removesuffix("的")
            return [(shared, _spelled(p, name)) for p in [*parts[:-1], name]]
        if state.indicator and head_of(state.indicator) and not shared and not state.indicator.endswith(_PARTS):
            return [(state.indicator, p) for p in parts]
        return [(p, state.about) for p in parts]

    def _emit(
        self,
        figure: Figure,
        reading: Reading,
        indicator: str,
        about: str | None,
        sentence: Span,
        marks: list[tuple[int, bool]],
    ) -> None:
        if not indicator:
            return
        planned = is_target(marks, figure.start)
        kind = reading.kind
        standing = kind in ("level", "rank", "share")
        period = self._periods.at(figure.start, sentence[0], planned=planned, standing=standing)
        if kind == "level" and figure.unit == "percent" and indicator.endswith(_PARTS):
            kind = "share"
        if reading.kind == "growth":
            period = self._periods.stretch(figure.start, sentence[0]) or period
        planned = planned or self._is_ahead(period) or _GOAL_AFTER.match(self._text, figure.outer_end) is not None
        replaced = self._text[figure.outer - 1 : figure.outer] in ("由", "从")  # 由5%提高至8%
        if kind != "rank" and planned and not replaced and not self._is_past(figure, period):
            kind = "target"
        comparison = "yoy" if self._is_last_year(reading.comparison) else reading.comparison
        if reading.kind == "growth" and comparison is None and figure.unit != "pp" and _is_usual(period):
            comparison = "yoy"
        self._out.append(
            Observation(
                indicator=re.sub(r"\s+", "", indicator),
                value=figure.value * reading.sign,
                unit=reading.unit or figure.unit,
                unit_text=figure.unit_text,
                kind=kind,
                evidence=(figure.start, figure.end),
                sentence=sentence,
                comparison=comparison,
                period=period,
                about=about,
                about_entity=self._state.about_entity if about == self._state.about else None,
                of=reading.of,
                qualifier=figure.qualifier,
                rule=RULE,
            )
        )

    def _is_last_year(self, comparison: str | None) -> bool:
        """Whether a base is the same time of the year before publication, given in figures (vs 2025年同期)."""
        if comparison is None or self._published is None:
            return False
        return comparison.startswith(f"vs {int(self._published[:4]) - 1}年") and comparison.endswith("同期")

    def _is_past(self, figure: Figure, period: Interval | None) -> bool:
        """Whether a figure of a plan tells what was (从2022年的2.7%降至…)."""
        begins = max(self._text.rfind(c, 0, figure.start) for c in "，。；") + 1
        hangs = any(planned for _, planned in targets(self._text, begins, figure.start))
        if hangs and not self._text.endswith(("年的", "年"), 0, figure.start):
            return False
        if period is None or period.end is None or self._published is None:
            return False
        return period.end < self._published[: len(period.end)] and period.start == period.end

    def _is_ahead(self, period: Interval | None) -> bool:
        if period is None or self._published is None or period.end is None:
            return False
        return (period.start or "") > self._published


def _with_plan_after(text: str, marks: list[tuple[int, bool]], clause: Clause) -> list[tuple[int, bool]]:
    """Let a plan that follows the figures of its clause reach back to them (400多人将在一周后入驻)."""
    last = clause.figures[-1]
    after = any(
        planned
        and last.end <= at < min(clause.end, last.end + _PLAN_REACH)
        and text.startswith(("将", "拟"), at)
        and not _OPINION.search(text, last.end, at)
        for at, planned in marks
    )
    if not after or any(clause.start <= at < last.end for at, _ in marks):
        return marks
    return sorted([*marks, (clause.start - 1, True)])


def _is_full(indicator: str) -> bool:
    """Whether an indicator says by itself what is measured (工业机器人装机量, not 利润)."""
    head = head_of(indicator)
    return bool(head) and len(indicator) - len(head) >= 3


def _spelled(part: str, model: str) -> str:
    """Write a shortened member out after its full neighbour (中、西部地区 → 中部地区)."""
    if len(part) == 1 and (model[1:2] == "部" or part in "内外"):
        return part + model[1:]
    return part


def _is_usual(period: Interval | None) -> bool:
    """Whether a bare 增长 over this period is year on year."""
    return period is not None and period.start is not None


def _blanked(text: str, times: Sequence[TimeExpression]) -> str:
    """Return the text with its times as spaces, offsets kept."""
    parts, at = [], 0
    for time in times:
        if time.kind == DURATION:
            continue
        parts.append(text[at : time.start])
        parts.append(" " * (time.end - time.start))
        at = time.end
    parts.append(text[at:])
    return "".join(parts)
