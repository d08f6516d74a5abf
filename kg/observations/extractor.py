"""Figures of a text as observations: indicator, value, unit, kind, period, whose it is, and where it stands.

A pass over the sentences, clause by clause. Each figure is read by the words next to it (``kinds``); its indicator is
the noun phrase it belongs to (``naming``), or that of the clause before (``passage``); its holder (``about``) and its
period (``periods``) carry forward until replaced. Last, a model decides whom each is about (``choice``), with what the
rules propose as one of its signs. Rules: docs/decisions/0026-figures.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.observations import lists, plans, topics
from kg.observations.about import Holders
from kg.observations.choice import Choice, choices, chosen
from kg.observations.clauses import Clause, clauses_of
from kg.observations.fences import ONE_OF, SUCH_SHARE, bounds_a_group, end_of_regions
from kg.observations.headings import headings
from kg.observations.indicators import PARTS, head_of, members, noun_after, phrase_before
from kg.observations.kinds import Reading, read
from kg.observations.naming import ARTICLES, Spot, name_of
from kg.observations.numbers import RANK, Figure, find_figures
from kg.observations.passage import BEARER, Named, Passage, blanked
from kg.observations.periods import Periods
from kg.records import DocumentEntity, Interval, Observation, Span
from kg.temporal.reading import TimeExpression

RULE = "figures"
_COUNTED = ("count", "person", "trip", "TEU")
_JOINT = re.compile(r"\s*(?:、|，|和|与|及|以及|至|到|[—–~～-]{1,2}|降至|降到)?\s*")
_BESIDE = ("和", "、", "与", "及")
_RANGE = re.compile(r"\s*(?:至|到|[—–~～-]{1,2})\s*")
_TITLE = re.compile(r"《[^《》]*》|“[^“”]{1,10}”|【[^】]*】")
_PART_LISTED = re.compile(r"的|[一-鿿]{2,8}[、和与及]")
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
_DISPOSAL = re.compile(
    r"(?:(?<!即)将|把)(?P<what>(?![在于会有再进继逐稳达])[^，。；将把]{2,40}?)(?:由|从|(?:上调|下调|提高|提升|降低|扩大|缩短|增加|减少|压缩|调整|升|降)[至到为])[^，。；]{0,12}$"
)
_FROM_TO = re.compile(r"[由从]\d[^，。；]{0,12}?(?:增|升|降|提|扩|跃|减)[^，。；\d]{0,4}[至到为]$")
_REACH_OF_FROM = 24  # characters
_BARE = 14  # characters of a clause that has little but its figure
_HEADLINE = 12  # characters that tell something
_NUMBERED = re.compile(r"[#（(\d]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十\d]+[章节条]")
_DONE = re.compile(r"已|建成|完成|开工|通车|投产|修复|整改")
_MEASURES_ALONE = {**dict.fromkeys(("mm", "cm", "m", "km", "nmi"), "length"), "celsius": "temperature"}
_ORDER = re.compile(r"[一-鿿A-Z]{2,16}?(?:指数|排行榜|榜单|排名|竞争力|积分榜)")
_ORDER_REACH = 60  # characters
_OF_THE_SAME = ("贡献率", "市场渗透率", "渗透率", "利润率", "产能利用率")
_AT_BASE = re.compile(
    r"(?:高于|低于|超过|超出|不及)\s{2,}的|(?:较|高于|低于|好于|超过|不及|快于|慢于)[^，。；、\d]{0,6}(?:预期|预测|预计|预估)值?的?(?:为)?"
)  # 高于7月份的39.4%, 低于市场预期的50.7
_STEP = re.compile(
    r"\s*(?:[增升降提扩跃减下上缩拓][^，。；\d]{0,4}?)?(?:至了?|到了?|为|(?<=[^\s])(?=\s))\s*的?\s*(?:超过?|近|约)?\s*"
)


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
    extractor = _Extractor(text, times, entities, published)
    return chosen(*extractor.proposed(sentences, figures))


def proposals(
    text: str,
    sentences: Sequence[Span],
    times: Sequence[TimeExpression],
    entities: Sequence[DocumentEntity] = (),
    published: str | None = None,
) -> Iterator[tuple[Observation, Choice]]:
    """Yield each observation as the rules propose it, with the names it may be about; the model is trained on these."""
    figures = _outside_titles(text, find_figures(text, times))
    extractor = _Extractor(text, times, entities, published)
    yield from choices(*extractor.proposed(sentences, figures))


def _outside_titles(text: str, figures: Sequence[Figure]) -> list[Figure]:
    titles = [m.span() for m in _TITLE.finditer(text)]
    return [f for f in figures if not any(a <= f.start and f.end <= b for a, b in titles)]


class _Extractor:
    def __init__(
        self, text: str, times: Sequence[TimeExpression], entities: Sequence[DocumentEntity], published: str | None
    ) -> None:
        self._text = text
        self._holders = Holders(text, entities)
        self._passage = Passage(text=text, plain=blanked(text, times), holders=self._holders)
        self._periods = Periods(text, times, published, self._holders.works())
        self._published = published
        self._headings = frozenset(headings(text))
        self._manner = plans.Manner.TELLS
        self._planned = False
        self._way = "carried"
        self._ways: list[str] = []
        self._reports: list[int] = []
        self._out: list[Observation] = []
        self._before: tuple[Reading, list[list[Named]]] | None = None

    def proposed(
        self, sentences: Sequence[Span], figures: Sequence[Figure]
    ) -> tuple[str, str, Holders, list[Observation], list[str], list[int]]:
        """Return the text, with its times as spaces too, its names, its observations as the rules tell them, and how.

        How is one word for each observation, and where reports begin comes last: what ``choice`` asks for.
        """
        self._run(sentences, figures)
        return self._text, self._passage.plain, self._holders, self._out, self._ways, self._reports

    def _run(self, sentences: Sequence[Span], figures: Sequence[Figure]) -> None:
        at = 0
        self._manner = plans.manner_of(self._text, sentences, self._published)
        for start, end in sentences:
            last = at
            while last < len(figures) and figures[last].start < end:
                last += 1
            self._sentence((start, end), figures[at:last])
            at = last
            if at == len(figures):
                break  # nothing is left to say anything about

    def _sentence(self, sentence: Span, figures: Sequence[Figure]) -> None:
        passage, text = self._passage, self._text
        passage.begin_sentence(sentence)
        if sentence[0] in self._headings and self._begins_report(sentence):
            passage.begin_report()
            self._reports.append(sentence[0])
        governing = self._periods.governing(sentence[0])
        marks = plans.marks_of(text, sentence, governing, self._manner, self._published) if figures else []
        if not marks and self._planned and plans.goes_on(text, sentence):
            marks = [(sentence[0] - 1, True)]
        self._planned = plans.is_target(marks, sentence[1])
        begin = len(self._out)
        first = True
        for clause in clauses_of(text, sentence, figures):
            if topics.is_everywhere(passage, clause):
                passage.leave_region()
            if clause.figures:
                marks = plans.with_plan_after(text, marks, clause)
                self._clause(clause, sentence, marks)
            else:
                lasting = bool(figures) or passage.broad[0] is None
                lasting = lasting or (first and topics.opens_with_place(passage, clause))
                topics.note_topic(passage, clause, first=first, lasting=lasting)
            first = first and not clause.figures and topics.only_leads(passage, clause)
        self._named_late(begin)

    def _begins_report(self, heading: Span) -> bool:
        """Whether a heading is a headline, which names somebody or tells something, and not that of a section."""
        told = heading[1] - heading[0] >= _HEADLINE and _NUMBERED.match(self._text, heading[0]) is None
        return told or self._holders.any_in(*heading)

    def _named_late(self, begin: int) -> None:
        """Let the figures that begin a sentence be about the place that it names with a later one."""
        said = self._out[begin:]
        late = next((o for o in said if o.about is not None), None)
        if late is None or not (self._holders.is_home(late.about or "") or self._holders.is_region(late.about_entity)):
            return
        for index, o in enumerate(said):
            if o.about is not None:
                break
            self._out[begin + index] = replace(o, about=late.about, about_entity=late.about_entity)

    def _clause(self, clause: Clause, sentence: Span, marks: plans.Marks) -> None:
        figures = clause.figures
        index, start = 0, clause.start
        while index < len(figures):
            end = index + 1
            while end < len(figures) and self._joined(figures[end - 1], figures[end]):
                end += 1
            self._group(figures[index:end], start, clause, sentence, marks, figures[end : end + 1])
            start = self._end_of(figures[end - 1], clause, figures[end:])
            index = end

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
        articles = left.unit_text != right.unit_text and left.unit_text in ARTICLES  # 9章、61条
        alike = left.unit == right.unit and not articles
        if not alike and between in _BESIDE:
            alike = self._measures_two(left)
        return alike and RANK not in (left.form, right.form) and _JOINT.fullmatch(between) is not None

    def _measures_two(self, figure: Figure) -> bool:
        """Whether the phrase left of a figure names two quantities, each with a figure (客流、车流6万人次和2万辆次)."""
        start = max(self._text.rfind(c, 0, figure.outer) for c in "，。；：\n") + 1
        parts = members(self._text[slice(*phrase_before(self._passage.plain, start, figure.outer))])
        return len(parts) == 2 and all(head_of(p) for p in parts)

    def _group(
        self,
        group: Sequence[Figure],
        start: int,
        clause: Clause,
        sentence: Span,
        marks: plans.Marks,
        following: Sequence[Figure],
    ) -> None:
        """Read, name and record figures that are joined to each other (6%、7%和8%)."""
        self._passage.leave_brackets(group[0].start)
        self._passage.enter_brackets(group[0].start)
        if self._before is not None and self._goes_on(group[0], start, clause):
            reading, names = self._before  # 从A增至B: B is read like A
            self._way = "step"
            if self._is_reached(group[0], start):
                reading = Reading(kind="level", cue=group[0].outer)
        else:
            reading = read(self._text, self._passage.plain, start, group[0])
            a, b = phrase_before(self._passage.plain, self._after_disposal(start, group[0].outer), reading.cue)
            self._note_bearer(group[0], self._passage.plain[a:b], clause)
            if bounds_a_group(self._text, self._passage.plain, group[0], start, clause, following):
                self._note_bounds(group[0], a, b, clause)
                self._before = None
                return
            spot = Spot(figures=group, reading=reading, start=a, end=b, clause=clause, following=following)
            names = self._names(spot)
            self._before = reading, names
        for number, figure in enumerate(group):
            for indicator, about in names[min(number, len(names) - 1)]:
                self._record(figure, reading, indicator, about, sentence, marks)

    def _after_disposal(self, start: int, end: int) -> int:
        """Return where the object of 将 or 把 begins, which is what is measured (委员会将关税税率由84%提高至125%)."""
        disposed = _DISPOSAL.search(self._text, start, end)
        return disposed.start("what") if disposed else start

    def _goes_on(self, figure: Figure, start: int, clause: Clause) -> bool:
        """Whether a figure is read like the one before it: a step from it, or its value at another time."""
        if figure.form == RANK:
            return False  # 上升5位至第26位
        left = (clause.start, figure.outer)
        return self._is_step(figure, start, clause) or _AT_BASE.fullmatch(self._passage.plain, *left) is not None

    def _is_reached(self, figure: Figure, start: int) -> bool:
        """Whether a figure is the level that a change leads to (下降16%至3510亿元)."""
        change = self._text[start - 1 : start] in "%点" and figure.unit not in ("percent", "pp", "point")
        return change and self._text[start : figure.outer] in ("至", "到")

    def _is_step(self, figure: Figure, start: int, clause: Clause) -> bool:
        """Whether a figure goes on from the one before it in its clause (增至, 降到)."""
        stepped = figure.unit == "percent" and self._text.endswith(("百分点", "基点"), clause.start, start)
        on = start > clause.start and not stepped
        return on and _STEP.fullmatch(self._passage.plain, start, figure.outer) is not None

    def _note_bearer(self, figure: Figure, phrase: str, clause: Clause) -> None:
        """Take what a measure describes for the one it is about (全长825公里的和若铁路)."""
        if phrase not in _MEASURES or not self._text.startswith("的", figure.outer_end):
            return
        start = figure.outer_end + 1
        named = self._holders.at(start) or BEARER.match(self._text, start, clause.end)
        if named is not None:
            self._passage.set_about(named if isinstance(named, tuple) else named.span())

    def _note_bounds(self, figure: Figure, a: int, b: int, clause: Clause) -> None:
        """Note what a figure that only bounds a group says about the next ones (25个省中)."""
        passage = self._passage
        holder = self._holders.leading(passage.plain, a, b)
        if holder is not None and ONE_OF.match(self._text, figure.end) is None:
            passage.set_about(holder)
        such = SUCH_SHARE.match(self._text, figure.outer_end)
        if such is not None and figure.unit == "percent":
            passage.indicator = self._text[a : such.end()].strip()
        passage.fenced = noun_after(self._text, figure.end, clause.end).removesuffix("中")

    def _names(self, spot: Spot) -> list[list[Named]]:
        """Return for each figure of the group the indicators it stands for, and whom they are about."""
        passage, group, a, b = self._passage, spot.figures, spot.start, spot.end
        if len(group) > 1 and not _RANGE.fullmatch(self._text[group[0].outer_end : group[1].outer]):
            pairs = lists.one_by_one(passage, len(group), a, b)
            if pairs is not None:
                self._way = "list"
                return [[pair] for pair in pairs]
        both = lists.shared_by_both(passage, a, b, group[0].outer) if len(group) == 1 else None
        if both is not None:
            self._way = "both"
            return [both]
        places = lists.of_places(passage, a, b) if spot.reading.kind != "level" else None
        if places is not None:
            self._way = "places"
            return [[places]]
        indicator, holder = name_of(passage, spot)
        self._way = self._way_of(holder, spot)
        if holder is not None:
            passage.set_about(holder)
        elif self._leaves_industry(indicator, spot):
            passage.back_to_broad()
            passage.narrow = False
        return self._named(self._of_fenced(indicator, spot), spot)

    def _way_of(self, holder: Span | None, spot: Spot) -> str:
        """Return how a holder was found: named with the figure, after it, by a noun that stands for it, or before."""
        if holder is None:
            return "told" if self._passage.told else "carried"
        if holder[0] >= spot.figures[0].start:
            return "after"
        return "named" if self._holders.stands_for(self._text, holder) is None else "stands"

    def _leaves_industry(self, indicator: str, spot: Spot) -> bool:
        """Whether an indicator that names no holder is no longer about the industry or product before it."""
        passage = self._passage
        return (
            passage.narrow
            and not passage.told
            and not (passage.about is not None and self._holders.is_firm(passage.about))
            and spot.reading.measured is None
            and (passage.broad[0] is not None or not self._is_mode(passage.about))
            and not self._text.startswith("实现", spot.clause.start)
            and head_of(indicator) != ""
            and indicator not in _OF_THE_SAME
        )

    def _is_mode(self, name: str | None) -> bool:
        """Whether the name is that of a mode of transport."""
        return name is not None and self._holders.mode(name, 0, len(name)) is not None

    def _of_fenced(self, indicator: str, spot: Spot) -> str:
        """Return the noun of the group that was bounded before, where a figure counts some of it."""
        figure, fenced = spot.figures[0], self._passage.fenced
        self._passage.fenced = None
        if not fenced:
            return indicator
        done = _DONE.search(self._text, spot.start - 1, figure.start) is not None
        if done and 0 < len(indicator) <= 3 and not head_of(indicator):
            return fenced  # 5542处项目已修复5112处
        return fenced if not indicator and figure.unit == "count" else indicator  # 179个村中，31个恢复通水

    def _named(self, indicator: str, spot: Spot) -> list[list[Named]]:
        """Carry the state on by an indicator (empty: the one before goes on) and return what the figure stands for."""
        passage, level = self._passage, spot.reading.kind == "level"
        own_count = bool(indicator) and level and spot.figures[0].unit == "count"
        if passage.counted and indicator:
            if _is_full(indicator) or own_count:
                passage.back_to_broad()
            passage.counted = False
        if not indicator and (self._is_other_measure(spot) or self._is_of_other_line(spot)):
            return [[("", None)]]
        if not indicator:
            own = passage.indicator == passage.about  # firms that were counted and now grow in number
            return [[(passage.indicator or "", passage.broad[0] if own else passage.about)]]
        passage.indicator = indicator
        passage.measured = (indicator, spot.figures[0].unit if level else "")
        passage.listed = []
        if level and not spot.following and self._holders.sort(indicator, 0, len(indicator)) == (0, len(indicator)):
            return self._counted_firms(indicator)
        passage.recent.append((indicator, passage.about))
        return [[(self._with_product(indicator, spot.reading.kind, spot.clause), passage.about)]]

    def _is_other_measure(self, spot: Spot) -> bool:
        """Whether a bare length or temperature cannot be of the indicator before it (货运量12万吨 … 只有700米)."""
        indicator, unit = self._passage.measured
        own = _MEASURES_ALONE.get(spot.figures[0].unit)
        carried = spot.reading.kind == "level" and indicator == self._passage.indicator and unit != ""
        return carried and own is not None and own != _MEASURES_ALONE.get(unit)

    def _is_of_other_line(self, spot: Spot) -> bool:
        """Whether a headline has only a count (突破2000列!), which the indicator of the text before does not name."""
        bare = spot.start >= spot.end and spot.figures[0].unit == "count" and spot.reading.kind == "level"
        return bare and self._text[: spot.clause.start].endswith("\n") and spot.clause.end - spot.clause.start < _BARE

    def _with_product(self, indicator: str, kind: str, clause: Clause) -> str:
        """Return a short quantity noun with the product that stands right before it (新能源产业 + 投资)."""
        whole = (self._passage.about or "") + indicator
        full = len(indicator) > 2 or kind == "share" or not self._passage.narrow
        return indicator if full or whole not in self._text[clause.start : clause.end] else whole

    def _counted_firms(self, indicator: str) -> list[list[Named]]:
        """规模以上企业超13万个: what is counted is what the next figures are about."""
        passage = self._passage
        pair = (indicator, passage.about)
        passage.about, passage.about_entity, passage.counted = indicator, None, True
        return [[pair]]

    def _record(
        self,
        figure: Figure,
        reading: Reading,
        indicator: str,
        about: str | None,
        sentence: Span,
        marks: plans.Marks,
    ) -> None:
        indicator = indicator or self._order_of(figure)
        if not indicator:
            return
        planned = plans.is_target(marks, figure.start)
        kind = reading.kind
        standing = kind in ("level", "rank", "share")
        period = self._periods.at(figure.start, sentence[0], planned=planned, standing=standing)
        if kind == "level" and figure.unit == "percent" and indicator.endswith(PARTS):
            kind = "share"
        if kind == "level":
            period = self._end_of_range(figure, period)
        if reading.kind == "growth":
            period = self._periods.stretch(figure.start, sentence[0]) or period
        if kind != "rank" and plans.is_planned(self._text, marks, figure, period, self._published):
            kind = "target"
        self._ways.append(self._way)
        comparison = "yoy" if self._is_last_year(reading.comparison) else reading.comparison
        dated = period is not None and period.start is not None
        if reading.kind == "growth" and comparison is None and figure.unit != "pp" and dated:
            comparison = "yoy"  # a bare 增长 over a period
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
                about_entity=self._passage.about_entity if about == self._passage.about else None,
                of=reading.of,
                qualifier=figure.qualifier,
                rule=RULE,
            )
        )

    def _order_of(self, figure: Figure) -> str:
        """Return the table in which a place or a score is told (X指数显示，上海以778分居第六), or ""."""
        if figure.form != RANK and figure.unit_text != "分":
            return ""
        named = _ORDER.findall(self._text, max(0, figure.start - _ORDER_REACH), figure.start)
        if named:
            return str(re.split(r"发布的?|公布的?|的", named[-1])[-1])
        return figure.unit_text

    def _end_of_range(self, figure: Figure, period: Interval | None) -> Interval | None:
        """Return the year of a level of 由A增长至B under a range of years: the first for A, the last for B."""
        if period is None or period.start == period.end or len(period.start or "") != 4:
            return period
        if self._text[figure.outer - 1 : figure.outer] in ("由", "从"):
            return Interval(start=period.start, end=period.start)
        grown = _FROM_TO.search(self._text, max(0, figure.outer - _REACH_OF_FROM), figure.outer)
        return period if grown is None else Interval(start=period.end, end=period.end)

    def _is_last_year(self, comparison: str | None) -> bool:
        """Whether a base is the same time of the year before publication, given in figures (vs 2025年同期)."""
        if comparison is None or self._published is None:
            return False
        return comparison.startswith(f"vs {int(self._published[:4]) - 1}年") and comparison.endswith("同期")


def _is_full(indicator: str) -> bool:
    """Whether an indicator says by itself what is measured (工业机器人装机量, not 利润)."""
    head = head_of(indicator)
    return bool(head) and len(indicator) - len(head) >= 3
