"""Which figures are targets: planned, forecast or decided, and not yet done.

A cue (预计, 将, 力争) governs the figures after it until a word says that something is done (目前, 累计).
"""

from __future__ import annotations

import re

from kg.observations.clauses import Clause
from kg.observations.numbers import Figure
from kg.records import Interval, Span

Marks = list[tuple[int, bool]]
"""Positions in a text from which figures are targets (True) or facts again (False), in order."""

_TARGET = re.compile(
    r"可能(?!性)|努力(?=形成|打造|实现|建成|达到|构建)|或(?=将|达|超|面临|因|会|创)|预计|力争|(?<!占)计划(?!的|》|单列|生育|经济|投资|》|（)|确保|设计(?!师|院|者|图)|(?<!的)决定(?!性|书|因素)|(?<![模虚比])拟(?!态|定|合|人)|规划(?=建|到|总|新|投)|目标(?=是|为|任务)|"
    r"有望|争取|将(?!军|士|领|近|其|要求)|预期(?!指数|目标|值|差)|预测(?!值)|要达到|建成后|投产后|安排(?=资金|投资|专项)"
)
_DISPOSAL = re.compile(
    r"将[^。；将\d]{1,60}?(?:由|从)[^，。；]{0,8}?\d|将[^，。；将\d]{1,22}?[^，。；]了|将[^，。；将]{1,22}?(?:由|从|下调|上调|调整|扩大[至到为]|扩展|纳入|列入|作为|改为|定为|提高[至到]|降[至到低为]|推广|转|升级|移|送|变|应用|运用|投入|用于|融入)"
)
_SURE_FUTURE = re.compile(r"将(?:由|从|于|在|达|超|有|会|可|再|新增|继续|进一步|实现|完成|共|累计|分别|陆续|持续|保持)")
_DONE = re.compile(r"目前|截至|已经?(?!知)|累计|实际|，(?=\d[\d.]*%的[^，。；\d]{0,8}(?:受访|民众|选民|网友|消费者))")
_TASK = re.compile(
    r"(?:(?!已|共|累计|目前|去年|曾)[^。；\d]){0,60}?(?P<verb>建设|新建|建成|培育|打造|创建|组建|实施|支持|完成|推进|新增|改造|发展|遴选|认定|布局)(?![^。；]{0,30}(?:了|已|累计))"
)
_PLAN_REACH = 12  # characters from the last figure to the 将 of its clause
_OPINION = re.compile(r"认为|担心|相信|表示|希望")
GOAL_AFTER = re.compile(r"的(?:任务|目标)")


def marks_of(text: str, sentence: Span, *, ahead: bool) -> Marks:
    """Return where the figures of a sentence become targets or facts.

    Args:
        ahead: the sentence stands under a time to come, so that its tasks (建设, 培育) are targets too.
    """
    marks = targets(text, *sentence)
    if not marks and ahead:
        task = _TASK.match(text, *sentence)
        if task is not None:
            return [(task.start("verb"), True)]
    return marks


def targets(text: str, start: int, end: int) -> list[tuple[int, bool]]:
    """Return the positions in a sentence from which figures are targets (True) or facts again (False)."""
    marks = [(m.start(), True) for m in _TARGET.finditer(text, start, end) if not _is_disposal(text, m)]
    if marks:
        marks += [(m.start(), False) for m in _DONE.finditer(text, start, end)]
    return sorted(marks)


def _is_disposal(text: str, match: re.Match[str]) -> bool:
    """Whether 将 marks the object (将起点从500元下调) and not the future."""
    at = match.start()
    return text[at] == "将" and _SURE_FUTURE.match(text, at) is None and _DISPOSAL.match(text, at) is not None


def is_target(marks: list[tuple[int, bool]], at: int) -> bool:
    """Whether the last mark before a character position says target."""
    state = False
    for position, planned in marks:
        if position >= at:
            break
        state = planned
    return state


def with_plan_after(text: str, marks: Marks, clause: Clause) -> Marks:
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


def is_planned(text: str, marks: Marks, figure: Figure, period: Interval | None, published: str | None) -> bool:
    """Whether a figure is a target, by the marks of its sentence, its period or what it is called (20%的目标)."""
    cued = is_target(marks, figure.start) or is_ahead(period, published)
    if not cued and GOAL_AFTER.match(text, figure.outer_end) is None:
        return False
    replaced = text[figure.outer - 1 : figure.outer] in ("由", "从")  # 由5%提高至8%
    return not replaced and not _is_past(text, figure, period, published)


def is_ahead(period: Interval | None, published: str | None) -> bool:
    """Whether a period begins after the day of publication."""
    if period is None or published is None or period.end is None:
        return False
    return (period.start or "") > published


def _is_past(text: str, figure: Figure, period: Interval | None, published: str | None) -> bool:
    """Whether a figure of a plan tells what was (从2022年的2.7%降至…)."""
    begins = max(text.rfind(c, 0, figure.start) for c in "，。；") + 1
    hangs = any(planned for _, planned in targets(text, begins, figure.start))
    if hangs and not text.endswith(("年的", "年"), 0, figure.start):
        return False
    if period is None or period.end is None or published is None:
        return False
    return period.end < published[: len(period.end)] and period.start == period.end
