"""Which time of the passage a figure belongs to.

A time expression governs the figures after it until another replaces it. Dates of the report (今天发布), bases of a
comparison (比去年) and times inside titles do not govern; a vague time leaves the figures after it without a period.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from kg.observations.headings import headings
from kg.observations.plans import Governing, is_ahead, targets
from kg.records import Interval, Span
from kg.temporal.reading import AS_OF, DURATION, NOW, SINCE, UNTIL, VAGUE, TimeExpression
from kg.text.cues import RECENTLY

_REPORT = re.compile(
    r"发布|公布|提交|宣布|获悉|了解到|举行|举办|表示|介绍|通报|报道|印发|召开|播出|出版|消息|距离?|是(?:第|首个|首届|全国|世界|国际|我国|“)|说|称|启动|开幕(?!以来)|致"
)
_BASE_BEFORE = re.compile(
    r"(?:(?<!占)比|较|与|同|和|超过|高于|低于|相较于?|(?<!尤其)(?<!特别)(?<!其中)是|为|达到|恢复[至到]?|相当于|回到|快于|多于|超)\s*$"
)
_BASE_AFTER = re.compile(r"(?:全年|同期|末|底|平均)?(?:相比|相较|水平)")
_PART_OF_BASE = re.compile(
    r"(?:同期|水平|总?量)?的(?:约|近|超过?)?(?:\d+(?:\.\d+)?%|[一二三四五六七八九]成)(?!占比|比重)"
)  # 恢复到2019年同期的93%
_FIGURE_OF_BASE = re.compile(
    r"(?:的?|的(?:同比|环比)?(?:增长|上涨|下降|增速|增幅|涨幅|降幅))(?:约|近)?\d[\d.]*%?(?=的|占比|比重)|的(?:同比|环比)?(?:增长|上涨|下降|增速|增幅|涨幅|降幅)\d[\d.]*%"
)  # 低于第二季度3%的增长值
_BEYOND = re.compile(r"(?:高于|低于|超过|超出|不及)\s*$")
_VALUE = re.compile(r"的\d[\d.]*[%万亿]?")  # 高于7月份的39.4%
_OWN_VALUE = re.compile(r"的?(?:约|近|超过?)?")
_FROM_BEFORE = re.compile(r"(?:从|由|自)\s*$")
_FROM_AFTER = re.compile(
    r"[^，。；]{0,24}?\d[^，。；]{0,12}?，?(?:增|升|降|提|扩|拓|跃|减|下|上)[^，。；]{0,4}?(?:至|到|为)"
)
_STATE_BEFORE = re.compile(r"(?:截[至止][^，。]{1,20}，[^，。；\d]{0,20}|截[至止][^，。]{1,8}|目前，?)$")
_AS_OF_TOLD = re.compile(r"截[至止][^。；]*[^，。；]$")
_PLAN_PERIOD = re.compile(r"[“‘\"]?十?[一二三四五六七八九十]五[”’\"]?")
_OF_A_NAME = re.compile(r"[^，。；、\s]{0,16}?(?:工程|项目|建设任务|专项|行动)")
_RECORD = re.compile(r"[^，。；]{0,8}?(?:新高|纪录|记录|新低|最高|最好)")
_IN_FORCE = re.compile(
    r"[^。；]{0,40}?(?:征|税|[上下]调|调整|执行|施行|标准|费率|利率)"
)  # from a day on, no count since
_GOAL = re.compile(r"的?(?:目标|计划|任务|预算)")
_TO = ("至", "到", "—", "——", "-", "－")
_TITLE = re.compile(r"《[^《》]*》")
_YEAR_END = re.compile(r"(?:年底|年末|岁末|年年底)前?$")
_VAGUE_REPORT = (*RECENTLY.split("|"), "此前")
_SPAN_TO_COME = ("未来", "今后")  # 未来十年: how long, not when
_PLAN_REACH = 200  # characters from a time to the words of its plan
_FRESH = 30  # days that a report may be old
_ALREADY_REACH = 16  # characters from a figure to the 已 of its clause
_ALREADY_HAS = re.compile(
    r"，[^，。；]{0,8}已[有经]?[^，。；\d]{0,12}(?:\d+个国家和地区的)?$|，[^，。；]{0,8}已(?:有|经)[^。；]*$"
)
_YEAR = re.compile(r"(?<!\d)(\d{4})年")
_SAID = re.compile(r"[^。；\n]{0,16}?(?:称|说|表示|通报|报道|发布|消息|宣布|公布)[^。；\n，]{0,12}，[^。；\n，]{0,6}")
_IS_OVER = re.compile(r"刚过|刚刚(?:过去|结束)|过后|已过")
_FIGURELESS = re.compile(r"[^。！？；\n\d]*(?:[。！？；\n]|$)")
_ALREADY = re.compile(r"已(?!经?(?:是|成为)|知)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reign:
    """A period that holds from character ``start`` on.

    ``until`` bounds it where it is only the base of a comparison; ``future``: it belongs to a plan; ``state``: as of
    a time (截至, 目前).
    """

    start: int
    interval: Interval | None
    until: int | None = None
    future: bool = False
    state: bool = False


class Periods:
    """The periods of one passage."""

    def __init__(
        self, text: str, times: Sequence[TimeExpression], published: str | None, names: Sequence[Span] = ()
    ) -> None:
        """Read the times of a text; those inside ``names`` of events and works belong to the names."""
        self._text = text
        self._published = published
        titles = sorted([*(m.span() for m in _TITLE.finditer(text)), *names])
        told = _counted_back(text, _joined(text, times))
        self._reigns = [r for t in told for r in self._reigns_of(t, titles)]
        self._starts = [r.start for r in self._reigns]
        self._stretches = _stretches(text, times)
        self._headings = headings(text)

    def at(self, position: int, sentence_start: int, *, planned: bool, standing: bool) -> Interval | None:
        """Return the period of a figure at a character position.

        Args:
            planned: the figure is a target, so that a period of the future may carry over to it.
            standing: the figure is a level that 已 may date to the day of publication.
        """
        index = bisect_right(self._starts, position) - 1
        begins = self._begins(position)
        while index >= 0 and self._starts[index] >= begins:
            reign = self._reigns[index]
            local = reign.until is not None
            if (not local or position <= (reign.until or 0)) and (
                planned or not reign.future or reign.start >= sentence_start
            ):
                if standing and reign.future and _ALREADY_HAS.search(self._text, reign.start, position):
                    return self._now()  # 将于11月举行，已有2900家企业签约
                if (
                    standing
                    and not reign.state
                    and self._says_already(_next_sentence(self._text, reign.start), position)
                ):
                    return self._now()
                return reign.interval
            index -= 1
        return self._now() if standing and self._says_already(begins, position) else None

    def _begins(self, position: int) -> int:
        """Return where the report or section of a character position begins: at the last heading before it."""
        index = bisect_right(self._headings, position) - 1
        return self._headings[index] if index >= 0 else 0

    def stretch(self, position: int, sentence_start: int) -> Interval | None:
        """Return the whole span of a sentence that counts from one time to another, for a growth after both."""
        inside = [s for s in self._stretches if sentence_start <= s[0] < position]
        if not inside or _OWN_VALUE.fullmatch(self._text, inside[-1][0], position):
            return None
        return inside[-1][1]

    def governing(self, position: int) -> Governing:
        """Return what kind of time governs a character position."""
        index = bisect_right(self._starts, position) - 1
        if index < 0:
            return Governing.NONE
        reign = self._reigns[index]
        near = "\n" not in self._text[reign.start : position]
        if near and is_ahead(reign.interval, self._published):
            return Governing.AHEAD
        return Governing.RUNNING if self._is_running_year(reign.interval) else Governing.OTHER

    def _is_running_year(self, interval: Interval | None) -> bool:
        """Whether an interval is the year of publication, or begins with it."""
        if interval is None or self._published is None or len(interval.start or "") != 4:
            return False
        return interval.start == self._published[:4] and interval.end is not None

    def _says_already(self, start: int, position: int) -> bool:
        """Whether 已 stands before a figure, in the text from ``start`` on, or right after what it counts."""
        reach = min(_clause_end(self._text, position), position + _ALREADY_REACH)
        return _ALREADY.search(self._text, start, reach) is not None

    def _now(self) -> Interval | None:
        return None if self._published is None else Interval(start=self._published, end=self._published)

    def _reigns_of(self, time: TimeExpression, titles: list[tuple[int, int]]) -> list[Reign]:
        text = self._text
        if time.kind == DURATION or any(a <= time.start and time.end < b for a, b in titles):
            return []
        word = text[time.start : time.end]
        if word.startswith(_SPAN_TO_COME):
            return [Reign(start=time.start, interval=None, until=_clause_end(text, time.end))]
        if word.startswith(("暑期", "暑假")) and not word.endswith("期间"):
            return []
        if word.endswith("期间") and _AS_OF_TOLD.search(text, max(0, time.start - 40), time.start):
            return []  # 截至今天，已发售春运期间车票
        if _PLAN_PERIOD.fullmatch(word) and _OF_A_NAME.match(text, time.end):
            return []  # “十四五”水安全重点工程
        if word.endswith("年度") and re.match(r"(?!共|累计|实现|完成|全|新)[一-鿿]{2}", text[time.end : time.end + 2]):
            return []  # 2022年度秋粮
        if word in ("今年", f"{(self._published or '')[:4]}年") and _STATE_BEFORE.search(
            text, max(0, time.start - 40), time.start
        ):
            return []  # 截至11月底，今年…
        if text.endswith(("创", "创下", "刷新"), 0, time.start) and _RECORD.match(text, time.end):
            return []  # 创暑运历史新高
        if word in ("年末", "年底") and self._is_of_past_year(time.start):
            return []  # 2024年，…年末常住人口
        if word in ("今年", "去年") and text.startswith("最", time.end):
            return []  # 今年最大林火
        if _IS_OVER.match(text, time.end):
            return []  # 春节假期刚过
        if time.kind == VAGUE:
            return [] if word in _VAGUE_REPORT else [Reign(start=time.start, interval=None)]
        if text.startswith("发生的", time.end):
            return []  # 12日发生的坠机事故
        if word == "全年" and _GOAL.match(text, time.end):
            return []  # 完成全年目标任务的56.5%
        clause_end = _clause_end(text, time.end)
        if time.interval is None or word == "同期" or (time.kind == SINCE and text.startswith("的", time.end)):
            return []
        if self._is_report(time, clause_end):
            return []
        in_force = time.kind == SINCE and _IN_FORCE.match(text, time.end) is not None
        interval = _as_period(time, word, None if in_force else self._published)
        future = time.kind != SINCE and self._is_ahead(time, clause_end, interval)
        if self._is_base(time, word):
            beyond = _BEYOND.search(text, max(0, time.start - 3), time.start)
            if beyond is None and _PART_OF_BASE.match(text, time.end):
                return []
            own = _FIGURE_OF_BASE.match(text, time.end) or (beyond and _VALUE.match(text, time.end))
            if own is not None:
                return [Reign(start=time.start, interval=interval, until=own.end())]
            growth = re.search(r"增|降|减|提|升|多|少|快|慢|高|低|加|放|收|扩|回|倍|上|下", text[time.end : clause_end])
            return [] if growth else [Reign(start=time.start, interval=interval, until=clause_end)]
        if _FROM_BEFORE.search(text, max(0, time.start - 2), time.start) or word[0] in "从由自":
            after = _FROM_AFTER.match(text, time.end)
            if after is not None:
                return [Reign(start=time.start, interval=interval, until=after.end() - 1)]
        idle = time.kind == NOW and _FIGURELESS.match(text, time.end) is not None
        until = _line_end(text, time.end) if idle else None
        return [Reign(start=time.start, interval=interval, until=until, future=future, state=time.kind in (AS_OF, NOW))]

    def _is_long_past(self, day: str) -> bool:
        """Whether a day is too far back to be that of the report."""
        if self._published is None or len(self._published) != 10:
            return False
        return (date.fromisoformat(self._published) - date.fromisoformat(day)).days > _FRESH

    def _is_of_past_year(self, position: int) -> bool:
        """Whether the last year written out in the sentence before a character position is over."""
        begins = max(self._text.rfind(c, 0, position) for c in "。；\n") + 1
        years = _YEAR.findall(self._text, begins, position)
        return bool(years) and self._published is not None and years[-1] < self._published[:4]

    def _is_base(self, time: TimeExpression, word: str) -> bool:
        """Whether a figure is compared with the time (比2019年, 2019年同期, 恢复到2019年的)."""
        before = _BASE_BEFORE.search(self._text, max(0, time.start - 4), time.start)
        return bool(before) or word.endswith("同期") or _BASE_AFTER.match(self._text, time.end) is not None

    def _is_ahead(self, time: TimeExpression, clause_end: int, interval: Interval) -> bool:
        """Whether the time belongs to a plan: it has not come yet, or its clause plans."""
        if self._published is None or interval.start is None:
            return False
        if interval.start > self._published or time.kind == UNTIL:
            return True
        if len(interval.start) == 10 and interval.start == interval.end:
            return False  # 今天预计
        near = max(0, time.start - _PLAN_REACH)
        begins = max(near, *(self._text.rfind(c, near, time.start) + 1 for c in "，。；\n"))
        return any(planned for _, planned in targets(self._text, begins, min(clause_end, time.end + _PLAN_REACH)))

    def _is_report(self, time: TimeExpression, clause_end: int) -> bool:
        """Whether the time dates the report: 记者今天从…获悉, 国家统计局今天（8月7日）公布."""
        interval = time.interval
        if interval is None or interval.start is None or len(interval.start) < 10 or interval.start != interval.end:
            return False
        if time.kind in (AS_OF, NOW, SINCE, UNTIL) or self._is_long_past(interval.start):
            return False
        if clause_end - time.end <= 3:  # 今天下午，…举行发布会
            clause_end = _clause_end(self._text, clause_end + 1)
        return _REPORT.search(self._text, time.end, clause_end) is not None


def _end_day(time: TimeExpression) -> Interval | None:
    return None if time.interval is None else Interval(start=time.interval.end, end=time.interval.end)


def _joined(text: str, times: Sequence[TimeExpression]) -> list[TimeExpression]:
    """Return the times with two that one 至 joins as one (2024年一季度至2026年一季度)."""
    out: list[TimeExpression] = []
    for time in times:
        last = out[-1] if out else None
        if last is not None and text[last.end : time.start] in ("（", "天（") and time.interval == _end_day(last):
            continue  # 1月31日至今天（2月2日）
        if last is not None and last.interval is not None and time.interval is not None:
            start, end = last.interval.start, time.interval.end
            joint = text[last.end : time.start] or text[time.start]
            spans = start is not None and end is not None and start < end
            if joint in _TO and spans and DURATION not in (last.kind, time.kind):
                out[-1] = replace(last, end=time.end, interval=Interval(start=start, end=end))
                continue
        out.append(time)
    return out


def _counted_back(text: str, times: Sequence[TimeExpression]) -> list[TimeExpression]:
    """Return the times with 过去一周 counted back from the day on which it is said (24日称，过去一周)."""
    out: list[TimeExpression] = []
    for time in times:
        said = out[-1] if out else None
        day = _day(said)
        if day and said and text.startswith("过去", time.start) and _SAID.fullmatch(text, said.end, time.start):
            time = replace(time, interval=_until(time, day))
        out.append(time)
    return out


def _day(time: TimeExpression | None) -> str:
    interval = time.interval if time is not None else None
    same = interval is not None and interval.start == interval.end and len(interval.start or "") == 10
    return (interval.start or "") if interval is not None and same else ""


def _until(time: TimeExpression, day: str) -> Interval | None:
    interval = time.interval
    if interval is None or len(interval.start or "") != 10 or len(interval.end or "") != 10:
        return interval
    length = date.fromisoformat(interval.end or day) - date.fromisoformat(interval.start or day)
    return Interval(start=(date.fromisoformat(day) - length).isoformat(), end=day)


def _stretches(text: str, times: Sequence[TimeExpression]) -> list[tuple[int, Interval]]:
    """Return the spans from one time to a later one of the same sentence, with where the later one ends."""
    out = []
    for first, last in pairwise(t for t in times if t.interval is not None and t.kind != DURATION):
        between = text[first.end : last.start]
        leads = text[first.start] in "从由自" or text[max(0, first.start - 1) : first.start] in ("从", "由", "自")
        reaches = between.endswith(("至", "到")) or text[last.start] in "至到"
        if not (leads and reaches) or re.search("[。；\n]", between):
            continue
        start, end = first.interval and first.interval.start, last.interval and last.interval.end
        if start and end and start < end:
            out.append((last.end, Interval(start=start, end=end)))
    return out


def _next_sentence(text: str, position: int) -> int:
    ends = [x for x in (text.find(c, position) for c in "。！？；\n") if x >= 0]
    return min(ends, default=len(text))


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _clause_end(text: str, start: int) -> int:
    ends = [x for x in (text.find(c, start) for c in "，。；：\n") if x >= 0]
    return min(ends, default=len(text))


def _as_period(time: TimeExpression, word: str, published: str | None) -> Interval:
    """Turn a point that is named into a period: 到2030年 is 2030 on both sides, 2024年底 the year."""
    interval = time.interval or Interval()
    edge = interval.end or interval.start or ""
    if _YEAR_END.search(word):
        return Interval(start=edge[:4], end=edge[:4])
    if time.kind == UNTIL:
        return Interval(start=interval.end, end=interval.end)
    if time.kind == SINCE and interval.end is None:
        begun = published is not None and interval.start is not None and interval.start <= published
        return Interval(start=interval.start, end=published if begun else interval.start)
    return interval
