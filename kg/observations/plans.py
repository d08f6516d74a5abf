"""Which figures are targets: planned, forecast or decided, and not yet done.

A cue (预计, 将, 力争) governs the figures after it until a word says that something is done (目前, 累计).
"""

from __future__ import annotations

import re
from enum import Enum

from kg.observations.clauses import Clause
from kg.observations.numbers import Figure
from kg.records import Interval, Span


class Governing(Enum):
    """What time a sentence stands under: one to come, none at all, or any other."""

    AHEAD = "ahead"
    NONE = "none"
    OTHER = "other"


Marks = list[tuple[int, bool]]
"""Positions in a text from which figures are targets (True) or facts again (False), in order."""

_TARGET = re.compile(
    r"可能(?!性)|努力(?=形成|打造|实现|建成|达到|构建)|或(?=将|达|超|面临|因|会|创)|预计(?!面积|总量|产量)|力争|(?<!占)计划(?!的|》|单列|生育|经济|投资|》|（)|确保|(?<!外观)设计(?!师|院|者|图)|(?<!的)决定(?!性|书|因素)|(?<![模虚比])拟(?!态|定|合|人)|规划(?=建|到|总|新|投)|目标(?=是|为|任务)|"
    r"有望|争取|将(?!军|士|领|近|其|要求|[“《这该原])|预期(?!指数|目标|值|差)|预测(?!值)|要达到|建成后|投产后|安排(?=资金|投资|专项)|按(?=[^，。；]{1,14}安排)"
)
_DISPOSAL = re.compile(
    r"将[^。；将\d]{1,60}?(?:由|从)[^，。；]{0,8}?\d|将[^，。；将\d]{1,22}?[^，。；]了|将[^，。；将]{1,22}?(?:由|从|下调|上调|调整|扩大[至到为]|扩展|纳入|列入|作为|改为|定为|提高[至到]|降[至到低为]|推广|转|升级|移|送|变|集成|整合|结合|连接|应用|运用|投入|用于|融入)"
)
_SURE_FUTURE = re.compile(r"将(?:由|从|于|在|达|超|有|会|可|再|新增|继续|进一步|实现|完成|共|累计|分别|陆续|持续|保持)")
_DONE = re.compile(
    r"目前|截至|已经?(?!知)|(?<!预计)(?<!计划)(?<!有望)(?<!力争)(?<!将)累计|实际|，(?=\d[\d.]*%的[^，。；\d]{0,8}(?:受访|民众|选民|网友|消费者))"
)
_TASK = re.compile(
    r"(?:(?!已|共|累计|目前|去年|曾)[^。；\d]){0,60}?(?P<verb>建设|新建|建成|培育|打造|创建|组建|实施|支持|完成|推进|新增|改造|发展|遴选|认定|布局)(?![^。；]{0,30}(?:了|已|累计))"
)
_TASKS = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）.．、])?(?:(?:继续|持续|积极|大力|全面|深入|着力|加快|扎实|协调|统筹)+)?"
    r"(?:推进|推动|加强|实施|完善|健全|优化|强化|支持|鼓励|培育|打造|建设|构建|探索|开展|组织|落实|提升|提高|深化|建立|引导|研究|制定|拓展|做大|做强|做优|壮大|实行|推行|引进|统筹)(?!以来|后|中|的|了|情况|下)"
)  # a sentence of a plan: verbs without a subject
_REPORTED = re.compile(
    r"已|了|累计|共|目前|今年|去年|以来|截至|同比|环比|较|比上|增长|显示|记者|消息|昨天|今天|上半年|[一二三四]季度|\d月份?|达成|现有|日前|近日|投入使用|正式|尚有|仍有|处于"
)
_BEGUN = re.compile(
    r"(?:获|获得|取得)(?:核准|批复|批准)|获批|批复(?!的|后)|(?<!已)(?<!新)开工(?:建设|动员)?(?=[，。]|仪式)|正式开工|启动建设|奠基|动工|联调联试|在建(?=的)|正在(?:加紧|加快)?建设"
)
_FINISHED = re.compile(r"建成|投产|投运|通车|竣工|完工|开通|启用|\n")
_PROJECT_MEASURE = re.compile(
    r"(?:该|这一)?(?:项目|工程|线路|铁路|大桥|公路|高速|电站|高铁|正线){0,2}(?:规划|计划|估算|概算|预计)?(?:总投资|全长|总长|总装机|装机|总建筑面积|建筑面积|占地|设计|年均?发电|年产|年处理|年吞吐|设站|设车站|每年可|建成后|投产后|全线|新建)"
)
_PROJECT_REACH = 160  # characters
_NOUN_ONLY = re.compile(r"(?!的)(?:(?!认为|担心|相信|表示|希望)[一-鿿]){2,}")
_ACTOR = 8  # characters of the noun that is counted
_PLAN_REACH = 12  # characters from the last figure to the 将 of its clause
_YEARS_TO_COME = 3  # of a period that has begun and is a plan all the same
_OPINION = re.compile(r"认为|担心|相信|表示|希望")
GOAL_AFTER = re.compile(r"的(?:任务|目标)")


def marks_of(text: str, sentence: Span, governing: Governing) -> Marks:
    """Return where the figures of a sentence become targets or facts.

    Args:
        governing: the time that the sentence stands under; under one to come, or under none, its tasks are targets.
    """
    marks = targets(text, *sentence)
    if marks:
        return marks
    if governing is Governing.AHEAD:
        task = _TASK.match(text, *sentence)
        if task is not None:
            return [(task.start("verb"), True)]
    if governing is Governing.OTHER or _REPORTED.search(text, *sentence):
        return []
    goes_on = governing is Governing.AHEAD and text[sentence[0] - 1] != "\n"
    return [(sentence[0] - 1, True)] if goes_on or _TASKS.match(text, *sentence) else []


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
    inside = _acting_counts(text, marks, clause)
    if inside:
        return sorted([*marks, (clause.start - 1, True)])
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


def _acting_counts(text: str, marks: Marks, clause: Clause) -> bool:
    """Whether those who are counted are said to do something to come (3420名选手将参加106个项目)."""
    return any(
        planned
        and text.startswith(("将", "拟"), at)
        and any(
            f.unit in ("count", "person") and f.end < at <= f.end + _ACTOR and _NOUN_ONLY.fullmatch(text, f.end, at)
            for f in clause.figures
        )
        for at, planned in marks
    )


def is_planned(text: str, marks: Marks, figure: Figure, period: Interval | None, published: str | None) -> bool:
    """Whether a figure is a target, by the marks of its sentence, its period or what it is called (20%的目标)."""
    cued = is_target(marks, figure.start) or is_ahead(period, published) or _is_of_begun(text, figure)
    if not cued and GOAL_AFTER.match(text, figure.outer_end) is None:
        return False
    replaced = text[figure.outer - 1 : figure.outer] in ("由", "从")  # 由5%提高至8%
    return not replaced and not _is_past(text, figure, period, published)


def _is_of_begun(text: str, figure: Figure) -> bool:
    """Whether a figure measures a project that has only been approved or begun (开工建设，总投资386亿元)."""
    clause = max(text.rfind(c, 0, figure.start) for c in "，。；\n") + 1
    if _PROJECT_MEASURE.match(text, clause, figure.start) is None:
        return False
    begun = [m.start() for m in _BEGUN.finditer(text, max(0, figure.start - _PROJECT_REACH), figure.start)]
    return bool(begun) and _FINISHED.search(text, begun[-1], clause) is None


def is_ahead(period: Interval | None, published: str | None) -> bool:
    """Whether a period begins after the day of publication."""
    if period is None or published is None or period.end is None:
        return False
    start, year = period.start or "", int(published[:4])
    running = len(start) == 4 and start != period.end and int(period.end[:4]) - year >= _YEARS_TO_COME
    return start > published or running  # “十五五”期间, told in 2026


def _is_past(text: str, figure: Figure, period: Interval | None, published: str | None) -> bool:
    """Whether a figure of a plan tells what was (从2022年的2.7%降至…)."""
    begins = max(text.rfind(c, 0, figure.start) for c in "，。；") + 1
    hangs = any(planned for _, planned in targets(text, begins, figure.start))
    if hangs and not text.endswith(("年的", "年"), 0, figure.start):
        return False
    if period is None or period.end is None or published is None:
        return False
    return period.end < published[: len(period.end)] and period.start == period.end
