"""Which figures are targets: planned, forecast or decided, and not yet done.

A cue (预计, 将, 力争) governs the figures after it until a word says that something is done (目前, 累计).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from kg.observations.clauses import Clause
from kg.observations.numbers import Figure
from kg.records import Interval, Span


class Governing(Enum):
    """What time a sentence stands under: one to come, the year of publication as a whole, none at all, or any other."""

    AHEAD = "ahead"
    RUNNING = "running"
    NONE = "none"
    OTHER = "other"


class Manner(Enum):
    """How a text speaks: it tells, sets tasks, or is a plan with goals and who answers for them."""

    TELLS = "tells"
    TASKS = "tasks"
    PLAN = "plan"


Marks = list[tuple[int, bool]]
"""Positions in a text from which figures are targets (True) or facts again (False), in order."""

_TARGET = re.compile(
    r"可能(?!性|[^，。；\d]{1,8}的)|(?:抓好|做好|办好|抓实)(?:以下|如下|[一二三四五六七八九十]+[项件个方]面?)(?:重点)?(?:工作|任务|实事|民生实事)|努力(?=形成|打造|实现|建成|达到|构建)|或(?=将|达|超|面临|因|会|创)|预计(?!面积|总量|产量)|力争|(?<!占)计划(?!的|[》，。；、”]|单列|生育|经济|投资|》|（)|确保|(?<!外观)设计(?!师|院|者|图)|(?<!的)决定(?!性|书|因素)|(?<![模虚比])拟(?!态|定|合|人)|规划(?=建|到|总|新|投)|目标(?=是|为|值|任务)|(?:控制|计划|约束性)指标|"
    r"有望|争取|将(?!军|士|领|近|其|此前|原有|现有|现行|上述|要求|[“《这该原])|预期(?!指数|目标|值|差)|预测(?!值)|要达到|建成后|投产后|安排(?=资金|投资|专项)|按(?=[^，。；]{1,14}安排)"
)
_DISPOSAL = re.compile(
    r"将[^。；将\d]{1,60}?(?:由|从)[^，。；]{0,8}?\d|将[^，。；将\d]{1,22}?[^，。；]了|将[^，。；将]{2,50}\d[^，。；\d]{0,12}(?:预拨|拨付|下达|下拨|发放|分配|划拨|划转|交付|颁发|授予|捐|移交)|将[^，。；将\d]{2,16}?(?:提升|提高|降低|缩短|压缩|减少|增加|提速)\d|将[^，。；将]{1,22}?(?:由|从|下调|上调|调整|扩大[至到为]|扩展|纳入|列入|作为|改为|定为|提高[至到]|降[至到低为]|推广|转|升级|移|送|变|集成|整合|结合|连接|应用|运用|投入|用于|融入)"
)
_MET = re.compile(r"(?:完成|达到|实现|超过)了?[^，。；\d]{0,8}$")
_SURE_FUTURE = re.compile(r"将(?:由|从|于|在|达|超|有|会|可|再|新增|继续|进一步|实现|完成|共|累计|分别|陆续|持续|保持)")
_DONE = re.compile(
    r"目前|截至|已经?(?!知)|(?<!预计)(?<!计划)(?<!有望)(?<!力争)(?<!将)累计|实际|，(?=\d[\d.]*%的[^，。；\d]{0,8}(?:受访|民众|选民|网友|消费者))"
)
_TASK = re.compile(
    r"(?:(?!已|共|累计|目前|去年|曾)[^。；\d]){0,60}?(?P<verb>建设|新建|新改建|改建|改扩建|扩建|新开|开工|建成|培育|打造|创建|组建|实施|支持|完成|推进|新增|改造|发展|遴选|认定|布局)(?![^。；]{0,30}(?:了|已|累计))"
)
_TASKS = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）.．、])?(?:(?:继续|持续|积极|大力|全面|深入|着力|加快|扎实|协调|统筹)+)?"
    r"(?:推进|推动|加强|加大|扩大|促进|依托|发挥|坚持|抓好|编制|推广|规范|保障|培养|试点|指导|引育|整合|新建|确保|实施|完善|健全|优化|强化|支持|鼓励|培育|打造|建设|构建|探索|开展|组织|落实|提升|提高|深化|建立|引导|研究|制定|拓展|做大|做强|做优|壮大|实行|推行|引进|统筹)(?!以来|后|中|的|了|情况|下)"
)  # a sentence of a plan: verbs without a subject
_REPORTED = re.compile(
    r"已|了|累计|共|目前|今年|去年|以来|截至|同比|环比|较|比上|增长|显示|记者|消息|昨天|今天|上半年|[一二三四]季度|\d月份?|达成|现有|日前|近日|投入使用|正式|尚有|仍有|处于|连日|近日"
)
_TOLD = re.compile(
    r"已|累计(?!进度)|以来|截至|同比|环比|[比较](?:上年|去年)|取得|成效|进展|超额|获得|达成|去年|目前|现有|完成了|实现了|经过努力|不足|问题|仍|尚"
)  # words of a plan that tells what has been reached
_DUTIES = re.compile(r"(?:责任|牵头|配合|参与)(?:单位|部门)|制定本(?:方案|规划|计划|意见|办法)|特制定本")
_GOALS = re.compile(
    r"(?:目标任务|主要目标|工作目标|发展目标|总体目标|预期目标|重点任务|主要任务|工作任务)(?=[。：:\s（]|到2)"
)
_YEAR_TO_COME = re.compile(r"(?:到|至)(20\d\d)年")
_GOAL_FORM = re.compile(
    r"(?:达到?|控制在|突破|超过?|不低于|不少于|不超过|稳定在|保持在|(?:提高|提升|增加|扩大|下降|降低|压减|缩短)[到至])[^，。；\d]{0,4}\d|\d[^，。；、]{0,8}(?:以上|以内|以下|左右)"
)
_TASK_IN = re.compile(
    r"培育|建设|新建|建成|打造|实施|完成|推进|新增|改造|发展|遴选|认定|布局|开展|培训|建立|实现|覆盖|引进|集聚|组建|创建"
)
_FEW_TASKS, _MANY_TASKS = 2, 4
_NEW_YEAR_ENDS = "03"
_NEWS = re.compile(r"增长|显示|记者|消息|昨[天日]|今[天日]|春节|假期|\d月|季度|新高|首次|了")
_BEGUN = re.compile(
    r"(?:获|获得|取得)(?:核准|批复|批准)|获批|批复(?!的|后)|(?<!已)(?<!新)开工(?:建设|动员)?(?=[，。]|仪式)|正式开工|启动建设|奠基|动工|联调联试|在建(?=的)|正在(?:加紧|加快)?建设"
)
_FINISHED = re.compile(r"建成|投产|投运|通车|竣工|完工|开通|启用|\n")
_PROJECT_MEASURE = re.compile(
    r"(?:该|这一)?(?:项目|工程|水库|枢纽|灌区|电厂|机场|码头|园区|基地|隧道|大桥|线路|铁路|大桥|公路|高速|电站|高铁|正线){0,2}(?:规划|计划|估算|概算|预计)?(?:总投资|全长|总长|总装机|装机|总库容|库容|总建筑面积|建筑面积|占地|设计|年均?发电|年产|年处理|年吞吐|设站|设车站|每年可|建成后|投产后|全线|新建)"
)
_BEGINS_AFTER = re.compile(
    r"的[^，。；\d]{2,28}?(?:今[天日]|昨[天日]|当[天日]|日前|近日|\s{2,})?(?:全面|正式|集中|顺利)?(?:开工|动工|奠基|启动建设|签约)(?!以来|建成)"
)
_PROJECT_REACH = 160  # characters
_NOUN_ONLY = re.compile(r"(?!的)(?:(?!认为|担心|相信|表示|希望)[一-鿿]){2,}")
_ACTOR = 8  # characters of the noun that is counted
_PLAN_REACH = 12  # characters from the last figure to the 将 of its clause
_YEARS_TO_COME = 3  # of a period that has begun and is a plan all the same
_OPINION = re.compile(r"认为|担心|相信|表示|希望")
GOAL_AFTER = re.compile(r"[”’]?的(?:任务|目标|要求)|”(?:和|、|以及)[^。；]{1,60}”的(?:任务|目标|要求)")
_OF_FUNDS = re.compile(r"(?:资金|收入|经费|税|预算|总额|投资)(?:[（(][^（）()]{0,20}[）)])?的$")


def manner_of(text: str, sentences: Sequence[Span], published: str | None) -> Manner:
    """Return how a text speaks: by who answers for a task, goals for a year to come, sentences of tasks."""
    tasks = sum(_TASKS.match(text, *sentence) is not None for sentence in sentences)
    if _DUTIES.search(text):
        return Manner.PLAN
    years = [m.group(1) for m in _YEAR_TO_COME.finditer(text)]
    aims = _GOALS.search(text) is not None or any(y > (published or "9999")[:4] for y in years)
    if aims and tasks >= _FEW_TASKS:
        return Manner.PLAN
    return Manner.TASKS if tasks >= max(_MANY_TASKS, len(sentences) / 2) else Manner.TELLS


def marks_of(
    text: str, sentence: Span, governing: Governing, manner: Manner = Manner.TELLS, published: str | None = None
) -> Marks:
    """Return where the figures of a sentence become targets or facts.

    Args:
        governing: the time that the sentence stands under; under one to come, or under none, its tasks are targets.
        manner: how the text speaks; a plan has targets without a word that says so.
        published: ISO date; in its first months, what is said of a year is mostly still to come.
    """
    if manner is not Manner.TELLS and _is_of_plan(text, sentence, governing, manner):
        return [(sentence[0] - 1, True)]
    marks = targets(text, *sentence)
    if marks:
        return marks
    if governing is Governing.AHEAD or (
        governing is Governing.RUNNING and _tasks_of_new_year(text, sentence, published)
    ):
        task = _TASK.match(text, *sentence)
        if task is not None:
            return [(task.start("verb"), True)]
    if governing is Governing.OTHER or _REPORTED.search(text, *sentence):
        return []
    goes_on = governing is Governing.AHEAD and text[sentence[0] - 1] != "\n"
    return [(sentence[0] - 1, True)] if goes_on or _TASKS.match(text, *sentence) else []


def goes_on(text: str, sentence: Span) -> bool:
    """Whether a sentence only goes on after a semicolon and tells nothing: it is planned if the one before was."""
    return text[max(0, sentence[0] - 4) : sentence[0]].rstrip().endswith("；") and not _REPORTED.search(text, *sentence)


def _tasks_of_new_year(text: str, sentence: Span, published: str | None) -> bool:
    """Whether a sentence speaks of a year that has just begun and tells nothing of it."""
    early = published is not None and published[5:7] <= _NEW_YEAR_ENDS
    return early and not (_TOLD.search(text, *sentence) or _NEWS.search(text, *sentence))


def _is_of_plan(text: str, sentence: Span, governing: Governing, manner: Manner) -> bool:
    """Whether a sentence of a plan sets goals: it has their form or a task, and tells nothing that was reached."""
    if governing is Governing.OTHER or _TOLD.search(text, *sentence):
        return False
    goal = _GOAL_FORM.search(text, *sentence) is not None
    return goal or (manner is Manner.PLAN and _TASK_IN.search(text, *sentence) is not None)


def targets(text: str, start: int, end: int) -> list[tuple[int, bool]]:
    """Return the positions in a sentence from which figures are targets (True) or facts again (False)."""
    marks = [(m.start(), True) for m in _TARGET.finditer(text, start, end) if not _is_disposal(text, m)]
    if marks:
        marks += [(m.start(), False) for m in _DONE.finditer(text, start, end)]
    return sorted(marks)


def _is_disposal(text: str, match: re.Match[str]) -> bool:
    """Whether a cue is none: 将 marks the object (将起点从500元下调), or a goal is met (完成目标任务的60%)."""
    at = match.start()
    if text.startswith("目标任务", at):
        return _MET.search(text, max(0, at - 12), at) is not None
    if text[at] == "将" and (text[max(0, at - 2) : at] in ("已经", "先后") or text[at - 1 : at] == "已"):
        return True
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
        and not text.endswith("即", 0, at)  # 6所学校发布的…令即将生效
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
    if (
        figure.unit == "percent"
        and not _is_cued(text, figure)
        and _OF_FUNDS.search(text, _clause_start(text, figure.start), figure.outer)
    ):
        return False  # 安排…资金的30%
    replaced = text[figure.outer - 1 : figure.outer] in ("由", "从")  # 由5%提高至8%
    return not replaced and not _is_past(text, figure, period, published)


def _is_of_begun(text: str, figure: Figure) -> bool:
    """Whether a figure measures a project that has only been approved or begun (开工建设，总投资386亿元)."""
    clause = _clause_start(text, figure.start)
    if _PROJECT_MEASURE.match(text, clause, figure.start) is None:
        return False
    if _BEGINS_AFTER.match(text, figure.outer_end):
        return True  # 总投资90亿元的基地今天开工
    begun = [m.start() for m in _BEGUN.finditer(text, max(0, figure.start - _PROJECT_REACH), figure.start)]
    return bool(begun) and _FINISHED.search(text, begun[-1], clause) is None


def is_ahead(period: Interval | None, published: str | None) -> bool:
    """Whether a period begins after the day of publication."""
    if period is None or published is None or period.end is None:
        return False
    start, year = period.start or "", int(published[:4])
    running = len(start) == 4 and start != period.end and int(period.end[:4]) - year >= _YEARS_TO_COME
    return start > published or running  # “十五五”期间, told in 2026


def _clause_start(text: str, position: int) -> int:
    return max(text.rfind(c, 0, position) for c in "，。；\n") + 1


def _is_cued(text: str, figure: Figure) -> bool:
    """Whether a cue of a plan stands before a figure in its own clause."""
    return any(planned for _, planned in targets(text, _clause_start(text, figure.start), figure.start))


def _is_past(text: str, figure: Figure, period: Interval | None, published: str | None) -> bool:
    """Whether a figure of a plan tells what was (从2022年的2.7%降至…)."""
    if _is_cued(text, figure) and not text.endswith(("年的", "年"), 0, figure.start):
        return False
    if period is None or period.end is None or published is None:
        return False
    a_day = len(period.end) == 10  # of the report
    return not a_day and period.end < published[: len(period.end)] and period.start == period.end
