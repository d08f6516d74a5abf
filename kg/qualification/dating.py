"""When a stated relation holds, as far as its sentence says.

The date that governs the words of the relation is the nearest one before them in their clause, else in the
clauses before; a date of speech (8月19日表示，…) governs nothing else.

What the date means depends on the relation: an act happens
on it, a post or a state begins or ends with it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from kg.qualification.carrying import SPEECH, carried, is_of_dateline
from kg.qualification.context import Context, clause_of
from kg.qualification.modality import first_meant, is_ending_ahead, is_of_today, is_replaced, leaves_another
from kg.records import Interval, Span
from kg.temporal.calendar import first_day_of, last_day_of, parse_day
from kg.temporal.reading import AS_OF, DATE, DURATION, NOW, SINCE, UNTIL, VAGUE, TimeExpression
from kg.text.cues import ENDING, FORMER_OFFICE, LEAVING_OFFICE, PLANNING, PUTTING_OFF, TAKING_OFFICE
from kg.vocab import DENIED, DONE, ENDED, PLANNED, PROPOSED

_ACTS = frozenset({"visited", "met", "heldIn", "participatesIn", "issued", "approved", "signed", "amends"})
_REMARKED = re.compile(r"祝贺|感谢|讨论|商讨|探讨")
_REMARKED_OF = frozenset({"holdsPost", "heldIn", "participatesIn", "cooperatesWith", "partOf", "develops", "connects"})
_PERFORMED = re.compile(r"(?:宣布|决定)[，：]?(?:正式)?(?:任命|免去|授予|设立|成立|辞去|建立|启动|开幕|开通|废止|批准)")
_EFFECT = re.compile(r"(?:开始|正式)?(?:施行|实施|生效|执行)")
_POST_END = re.compile(rf"{LEAVING_OFFICE}|不再")
_LEAVES = re.compile(rf"(?:(?:因|由于)?[^，。；]{{0,8}})(?:{LEAVING_OFFICE}|去世|逝世)")
_BETWEEN = re.compile(r"(?:先生|女士|同志)?(?:因[^，。；]{1,10})?(?:已|均)?(?:于|在)?")
_POST_PAST = re.compile(FORMER_OFFICE)
_ELECTED = re.compile(TAKING_OFFICE)
_STATE_START = {
    "locatedIn": re.compile(r"成立|设立|注册(?!资)|落户|迁入|迁至|迁驻|入驻|建成|揭牌|挂牌|创办|始建"),
    "partOf": re.compile(r"成立|加入|组建|设立|并入|划入|纳入|隶属|收购|划归|创办"),
    "connects": re.compile(r"开通|通车|投运|开行|首发|建成|通航|开航|贯通|启用|运营|开港"),
    "develops": re.compile(
        r"成立|开工|启动|投资|收购|控股|投入运营|开始运营|设立|创办|建成|始建|参股|合并|由[^，。；]{2,30}?(?:运营|经营|管理)"
    ),
    "cooperatesWith": re.compile(r"建立|建交|签署|确立|结为|恢复|启动|达成(?![^，。；]{0,8}共识)|成立|升级|提升"),
    "adjacentTo": re.compile(r"接壤"),
}
_STATE_END = re.compile(ENDING)
_COMPLETED = re.compile(r"建成|完工|竣工|发射|交付|完成|收官")
_MODIFIES = re.compile(
    r"[^，。；]{0,12}?(?:通过|发布|印发|公布|颁布|制定|出台|签署|成立|举行|召开|举办|建成|开通|提出|达成|设立|施行|实施|生效)的"
)
_IS_YEAR_OF = re.compile(r"(?:是|恰逢|正值|适逢|系)(?!在|由)")  # 2026年是建交30周年
_ANNIVERSARY = re.compile(r"[^，。；]{0,16}\d+周年")  # 明年两国建交65周年
_RECEIVED = re.compile(
    r"(?:会见|会晤|接见|拜会)[^，。；]{0,20}?(?:来华|前来|赴华|应邀|来京|来)[^，。；]{0,4}$|会见(?:了)?(?:前来|来华|来)"
)
_ATTENDED = re.compile(r"出席|参加|参展|与会|致辞|主持|见")
_HAN = re.compile(r"[一-鿿]")
_PUT_OUT = re.compile(r"(?:发布|公开|成文|发文|印发)(?:日期|时间)[:：]\s*$")
_IS_PLANNED_FOR = re.compile(rf"(?:将|{PLANNING})(?:于|在|从|自|到)?$")
_PLAN_PERIOD = re.compile(r"[“‘\"]?十?[一二三四五六七八九十]五")
_TERM_RUNS = re.compile(
    r"(?:任期|聘期|服务期)(?:为|是|共)?(?:[一二三四五六七八九十\d]{1,3}年)?[，,]?$"
)  # 聘期五年，自6月1日起
_TERM_ENDS = re.compile(r"任期(?:将|已)?(?:于|在|至|到)?$")
_ENDS = re.compile(r"(?:正式)?(?:届满|结束|到期|期满)")
_TERM = re.compile(r"任期(?:将)?(?:持续|延长)?(?:为|是)?(?:[一二三四五六七八九十\d]{1,2}年[，,]?)?(?:至|到)?$")
_MOVED_TO = re.compile(rf"(?:{PUTTING_OFF})(?:至|到|于)?")
_MOVED_LATER = re.compile(rf"(?:{PUTTING_OFF}|改|提前|调整)(?:至|到|于|为|在)")


@dataclass(frozen=True, slots=True)
class Times:
    """The time expressions of a text, for look-up by sentence."""

    expressions: Sequence[TimeExpression]
    starts: Sequence[int]

    @classmethod
    def of(cls, expressions: Sequence[TimeExpression]) -> Times:
        """Return the look-up for expressions in the order of the text."""
        return cls(expressions, [t.start for t in expressions])

    def inside(self, start: int, end: int) -> list[TimeExpression]:
        """Return the expressions that begin in a stretch of text."""
        return list(self.expressions[bisect_left(self.starts, start) : bisect_left(self.starts, end)])

    def told(self, text: str, sentence: Span) -> list[TimeExpression]:
        """Return the expressions of a sentence but lengths of time and the day of a dateline."""
        return [t for t in self.inside(*sentence) if t.kind != DURATION and not is_of_dateline(text, t)]


def date_of(context: Context, modality: str, times: Times, published: str | None) -> Interval | None:
    """Return the interval in which a relation holds, None if its sentence does not say.

    Args:
        modality: as ``modality_of`` found it; a denied relation has no date.
    """
    if modality == DENIED or context.relation.type == "basedOn":
        return None
    if context.relation.type == "holdsPost":
        return _post_date(context, modality, times, published)
    governing = _governing(context, times, modality) or _carried(context, modality, times, published)
    if governing is None or governing.interval is None or _is_outlook(governing.interval, published):
        return None
    if context.relation.type in _ACTS:
        if modality == PLANNED and _is_past(governing.interval, published):
            return None  # the day of the plan, not of what it plans
        return _act_date(context, governing)
    return _state_date(context, modality, governing)


def happened_at(context: Context, times: Times, published: str | None) -> int | None:
    """Return where the clause of a relation dates it to a time that has passed, None if it does not."""
    day = parse_day(published)
    if day is None:
        return None
    for t in reversed(times.inside(context.clause[0], context.anchor[0])):
        if t.kind == DATE and t.interval is not None and t.interval.end is not None:
            return t.start if last_day_of(t.interval.end) <= day else None
    return None


def is_ahead(context: Context, date: Interval | None, published: str | None) -> bool:
    """Whether a relation is dated to a time that has not come yet, so that it can only be planned."""
    day = parse_day(published)
    if day is None or date is None or date.start is None or context.relation.type in ("amends", "holdsPost"):
        return False
    return first_day_of(date.start) > day


def _usable(context: Context, times: Times) -> list[TimeExpression]:
    return [
        t for t in times.inside(*context.sentence)
        if t.kind not in (DURATION, NOW) and not context.in_quotation(t.start)
        and not context.is_part_of_name(t.start, t.end) and not is_of_dateline(context.text, t)
        and not _is_of_an_edition(context.text, t) and not _is_of_the_document(context, t)
    ]  # fmt: skip


def _is_of_an_edition(text: str, time: TimeExpression) -> bool:
    """Whether a time only tells one list or plan from that of other years (公布2025年度绿色工厂名单)."""
    return text.endswith("年度", time.start, time.end) and _HAN.match(text, time.end) is not None


def _is_of_the_document(context: Context, time: TimeExpression) -> bool:
    """Whether a time is the date on which the page was put out (发布日期：), which dates nothing but its document."""
    label = _PUT_OUT.search(context.text, max(0, time.start - 8), time.start)
    tail = context.relation.tail_span
    if label is None:
        return False
    return context.relation.type != "issued" or tail is None or label.start() - tail[1] not in (0, 1)


def _carried(context: Context, modality: str, times: Times, published: str | None) -> TimeExpression | None:
    """Return the day that an earlier sentence hands on; none where the sentence has a time of its own."""
    if modality not in (DONE, ENDED) or not context.earlier:
        return None
    if any(not context.in_quotation(t.start) for t in times.told(context.text, context.sentence)):
        return None
    earlier = {sentence: times.told(context.text, sentence) for sentence in context.earlier}
    return carried(context, earlier, published)


def _governing(context: Context, times: Times, modality: str) -> TimeExpression | None:
    """Return the expression that governs the anchor, None if there is none or only a vague one."""
    text, (start, end) = context.text, context.anchor
    if context.in_quotation(start):
        return None  # an act that a title names
    if not context.is_act:  # names side by side: the date stands before the last of them
        spans = [s for s in (context.relation.head_span, context.relation.tail_span) if s is not None]
        start, end = max(spans, default=context.anchor)
    usable = _usable(context, times)
    moved, stop = _MOVED_TO.search(text, *context.clause), context.clause[1]
    if moved is None and first_meant(context):
        moved, stop = _MOVED_LATER.search(text, context.anchor[1], context.sentence[1]), context.sentence[1]
    if moved is not None:
        later = [t for t in usable if moved.start() <= t.start < stop]
        return later[0] if later else None
    before = [t for t in usable if t.end <= start + 1]
    for t in reversed(before):
        if (
            _is_of_speech(text, t, start)
            or _is_of_remark(context, t, start)
            or _is_effect(context, t)
            or _is_of_another(context, t, start)
            or _is_of_reception(context, t, start)
            or _is_of_the_news(context, t)
        ):
            continue
        if t.start < context.clause[0] and not _carries(text, t, context, modality):
            continue
        if (
            t.start < context.clause[0]
            and modality in (DONE, ENDED)
            and _IS_PLANNED_FOR.search(text, max(0, t.start - 4), t.start)
        ):
            continue  # …将于9月通车，他考察了…
        if _IS_YEAR_OF.match(text, t.end) or _ANNIVERSARY.match(text, t.end):
            continue
        return None if t.kind == VAGUE else t
    after = [t for t in usable if end <= t.start < context.clause[1] and not _is_effect(context, t)]
    if after and _is_subject_matter(context, after[0]):
        return None
    if after and after[0].kind != VAGUE and not SPEECH.search(text, end, after[0].start):
        return after[0]
    return None


def _is_subject_matter(context: Context, time: TimeExpression) -> bool:
    """Whether a date after the anchor is what a report is about (关于2024年工作的报告) or a period of plans."""
    about = context.text.rfind("关于", context.clause[0], time.start) >= 0
    return about or _PLAN_PERIOD.match(context.text, time.start) is not None


def _is_of_speech(text: str, time: TimeExpression, anchor: int) -> bool:
    """Whether the words of saying between a date and the anchor take the date."""
    speech = SPEECH.search(text, time.end, anchor)
    return speech is not None and _PERFORMED.match(text, speech.start()) is None


def _is_of_remark(context: Context, time: TimeExpression, anchor: int) -> bool:
    """Whether a date is that of a congratulation or a debate (19日祝贺她当选), not of what it is about."""
    return context.relation.type in _REMARKED_OF and _REMARKED.search(context.text, time.end, anchor) is not None


def _is_of_another(context: Context, time: TimeExpression, start: int) -> bool:
    """Whether a date only modifies a name (1986年通过的《渔业法》); that of a meeting dates who takes part in it."""
    if context.relation.type in ("heldIn", "participatesIn"):
        return False
    return _MODIFIES.match(context.text, time.end, start) is not None


def _is_of_reception(context: Context, time: TimeExpression, start: int) -> bool:
    """Whether a date is that of a meeting with a guest who is there for an event (4日会见来华出席峰会的总统)."""
    return context.relation.type == "participatesIn" and _RECEIVED.search(context.text, time.end, start) is not None


def _is_of_the_news(context: Context, time: TimeExpression) -> bool:
    """Whether a date of an earlier clause is that of what is told of an event (今天，在L举办的E首批门票开售)."""
    head, (_, end) = context.relation.head_span, context.anchor
    if context.relation.type != "heldIn" or head is None or head[0] != end + 1 or context.text[end] != "的":
        return False
    return time.end <= context.clause[0] and _ATTENDED.search(context.text, time.end, end) is None


def _is_effect(context: Context, time: TimeExpression) -> bool:
    """Whether a date says when a policy takes effect, which is not when it was issued."""
    if context.relation.type == "amends":
        return False
    return _EFFECT.match(context.text, time.end) is not None


def _carries(text: str, time: TimeExpression, context: Context, modality: str) -> bool:
    """Whether a date of an earlier clause still governs: it opens its clause, and no full stop lies between."""
    stops = (AS_OF,) if modality == PLANNED else (AS_OF, UNTIL)  # 年底前，甲部将出台…
    between = text[time.end : context.anchor[0]]
    if _PLAN_PERIOD.match(text, time.start) and text[time.end : time.end + 1] not in ("，", "内", "间"):
        return False  # the achievements of a period
    return "。" not in between and "；" not in between and time.kind not in stops


def _is_outlook(interval: Interval, published: str | None) -> bool:
    """Whether an interval runs from the day of publication on (未来五年): that says nothing exact."""
    return published is not None and interval.start == published < (interval.end or "")


def _is_past(interval: Interval, published: str | None) -> bool:
    day = parse_day(published)
    return day is not None and interval.end is not None and last_day_of(interval.end) < day


def _act_date(context: Context, time: TimeExpression) -> Interval | None:
    interval = time.interval
    if interval is None or time.kind == AS_OF:
        return None
    if time.kind == SINCE and interval.end is not None:
        return None  # 2020年以来
    if context.relation.type == "amends" and time.kind == SINCE:
        return Interval(start=interval.start)
    return interval


def _post_date(context: Context, modality: str, times: Times, published: str | None) -> Interval | None:
    """A post has a date only where the words of taking or leaving office have one."""
    text = context.text
    if is_of_today(context):
        return None
    left = _left_on(context, times)
    if left is not None and modality == ENDED:
        return Interval(start=_since_before(context, times), end=left)
    until, term = _end_of_term(context, times), _term(context, times)
    if not context.is_act and until is not None and until.interval is not None:
        return Interval(end=until.interval.end)
    if term is not None and modality == DONE:
        length = _end_by_length(context, times, term.start)
        return Interval(start=term.start, end=term.end or length)
    if not context.is_act or context.is_present_post() or leaves_another(context) or modality == PROPOSED:
        return None  # a nomination begins no post
    words = text[context.clause[0] : min(context.anchor[1] + 4, context.sentence[1])]
    governing = _governing(context, times, modality) or _carried(context, modality, times, published)
    if governing is None or governing.interval is None or governing == until:
        return None if until is None or until.interval is None else Interval(end=until.interval.end)
    interval = governing.interval
    if until is not None and until.interval is not None:
        return Interval(start=interval.start, end=until.interval.end)
    ends = (modality == ENDED and _POST_END.search(words)) or is_replaced(context) or is_ending_ahead(context)
    if governing.kind == SINCE:
        return Interval(end=interval.start) if ends else Interval(start=interval.start)
    if governing.kind == UNTIL or ends:
        return Interval(end=interval.end)
    if interval.start != interval.end and len(interval.end or "") == 10 and _ELECTED.search(words):
        return Interval(start=interval.end)  # 16日至18日，大会选举…
    if interval.start != interval.end or _POST_PAST.search(words):
        return interval
    return Interval(start=interval.start, end=_end_by_length(context, times, interval.start))


def _left_on(context: Context, times: Times) -> str | None:
    """Return when the holder left the post, if a time between the name and the leaving says so (已于6月退休)."""
    head, tail, text = context.relation.head_span, context.relation.tail_span, context.text
    if head is None:
        return None
    _, end = clause_of(text, context.sentence, head)
    if tail is not None and tail[0] >= end:
        return None
    for t in times.inside(head[1], end):
        if t.interval is not None and _BETWEEN.fullmatch(text, head[1], t.start) and _LEAVES.match(text, t.end):
            return t.interval.end
    return None


def _since_before(context: Context, times: Times) -> str | None:
    """Return since when the post was held, if the words before the name say so (自2024年起任局长的…)."""
    head = context.relation.head_span
    told = times.inside(context.clause[0], head[0]) if head else []
    return next((t.interval.start for t in told if t.kind == SINCE and t.interval is not None), None)


def _end_by_length(context: Context, times: Times, start: str | None) -> str | None:
    """Return the year or month in which a term of so many years ends (任期三年); no day, since the text has none."""
    if start is None:
        return None
    for t in times.inside(context.anchor[1], context.sentence[1]):
        length = re.fullmatch(r"P(\d+)Y", t.length or "")
        if length and re.search(r"[任聘]期(?:为|是|共)?$", context.text[max(0, t.start - 4) : t.start]):
            return f"{int(start[:4]) + int(length.group(1)):04d}{start[4:7]}"
    return None


def _term(context: Context, times: Times) -> Interval | None:
    """Return the interval in 任期自2026年6月1日至2029年5月31日 or 聘期五年，自6月1日起, after the anchor."""
    for t in times.inside(context.anchor[1], context.sentence[1]):
        begins = t.kind == SINCE or (t.interval is not None and t.interval.start != t.interval.end)
        if begins and t.kind != DURATION and _TERM_RUNS.search(context.text, max(0, t.start - 12), t.start):
            return t.interval
    return None


def _end_of_term(context: Context, times: Times) -> TimeExpression | None:
    """Return the time in 任期至2030年, 任期将于9月30日届满, in the sentence after the anchor."""
    for t in times.inside(context.anchor[0], context.sentence[1]):
        if _TERM_ENDS.search(context.text, max(0, t.start - 6), t.start) and _ENDS.match(context.text, t.end):
            return t
        if _TERM.search(context.text, max(0, t.start - 10), t.start) and context.text[t.start] in "至到":
            return t
    return None


def _state_date(context: Context, modality: str, time: TimeExpression) -> Interval | None:
    interval = time.interval
    if interval is None or time.kind == AS_OF:
        return None
    if time.kind == UNTIL:
        return None if interval.end is None else Interval(end=interval.end)
    words = _words_of(context, time)
    if modality == ENDED:
        end = interval.start if time.kind == SINCE else interval.end
        return Interval(end=end) if end is not None and _STATE_END.search(words) else None
    if context.relation.type == "develops" and _COMPLETED.search(words):
        return interval
    begins = _STATE_START[context.relation.type].search(words) is not None
    if time.kind == SINCE:
        at_some_time_since = context.text.endswith(("以来", "至今"), time.start, time.end)  # 二十大以来，建立了…
        return Interval(start=interval.start) if begins and not at_some_time_since else None
    if begins or modality == PLANNED:
        return interval if interval.start != interval.end else Interval(start=interval.start)
    return None


def _words_of(context: Context, time: TimeExpression) -> str:
    """Return the words that a date may be about: from it to the end of its clause, and the clause of the anchor."""
    text = context.text
    own = clause_of(text, context.sentence, (time.start, time.end))
    return text[time.start : min(own[1], time.end + 30)] + "，" + text[context.clause[0] : context.clause[1]]
