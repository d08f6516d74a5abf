"""A date that an earlier sentence of the same paragraph hands on.

3月17日，县人大常委会决定：任命…；任命… dates each item; 9月12日，她在黔东市考察。她先后来到清溪县 dates both sentences.
A day is handed on only from a sentence that it opens, past and stating an act, to one that goes on with the same
subject, meeting or list and has no time, background or speech of its own. Items of a decision may stand on lines of
their own.
"""

from __future__ import annotations

import re

from kg.qualification.context import ACTS, Context
from kg.records import Span
from kg.temporal.calendar import last_day_of, parse_day
from kg.temporal.reading import DATE, TimeExpression
from kg.text.cues import BEFORE_NOW, EXPECTING, PLANNING

SPEECH = re.compile(
    r"表示|宣布|(?<![小学传听再])说(?![明法服])|(?<![名简])称(?![号职为])|指出|强调|介绍|透露|证实|认为|重申|披露|获悉|了解到|报道|消息|通报(?!会)|发布会|回应|告诉|要求|提出"
)
_HANDED_ON = frozenset({"visited", "met", "heldIn", "participatesIn", "issued", "approved", "signed"})
_BY_SUBJECT = frozenset({"visited", "met", "participatesIn"})
_APPOINTMENT = re.compile(r"任命|任免|免去|免除|撤销|罢免|选举|补选|当选|决定任|接受|辞去|批准|通过")
_BACKGROUND = re.compile(
    rf"{BEFORE_NOW}|早在|历年|历次|每年|往年|最初|曾|已(?!故|婚)|原计划|"
    rf"(?<!在)将(?!军|士)|{PLANNING}|{EXPECTING}|愿(?!望)|如果"
)
_LINK = re.compile(
    r"[他她](?:们)?|两人|双方|两国|会[议上后前](?!员)|会[见谈](?:结束)?[前后中]|随后|之后|其间|期间|[^，。；]{0,6}期间|全会|活动中|仪式上|论坛上|开幕式|"
    r"同时|此外|决定|任命|免去"
)
_DECISION = re.compile(r"会议|全会|决定|任命|免去|同时|此外|表决|补选|选举")
_ACT = re.compile("|".join(ACTS[name] for name in sorted(_HANDED_ON)) + "|任免|任命|免去|表决|决定|离京|离开")
_AHEAD = re.compile(rf"将(?!军|士)|{PLANNING}")
_OPENING = 60  # characters that may stand before the date that opens a sentence


def is_of_dateline(text: str, time: TimeExpression) -> bool:
    """Whether a date is that of a dateline (新华社北京8月19日电): the day of the report, not of what it reports."""
    return re.match(r"[专]?[电讯](?=[\s（(　，,：:])", text[time.end : time.end + 3]) is not None


def carried(context: Context, times: dict[Span, list[TimeExpression]], published: str | None) -> TimeExpression | None:
    """Return the day that an earlier sentence hands on to a relation whose own sentence has no time.

    Args:
        times: the usable time expressions of each sentence of ``context.earlier``.
    """
    if not _takes(context):
        return None
    chained = True
    for sentence in context.earlier:
        chained = chained and context.text[sentence[0] : sentence[1]].rstrip().endswith(("；", ";", "：", ":"))
        here = times[sentence]
        if not here:
            continue
        opens = _opens(context.text, here[0], sentence, published)
        return here[0] if opens and _is_linked(context, sentence, chained=chained) else None
    return None


def _takes(context: Context) -> bool:
    """Whether the sentence of the relation goes on with what was told, in no other time and in nobody's words."""
    relation, text, (start, end) = context.relation, context.text, context.anchor
    if not context.is_act or text.startswith("过", end):
        return False
    if relation.type == "holdsPost":
        listed = bool(context.earlier) and text[slice(*context.earlier[0])].rstrip().endswith(("；", ";", "：", ":"))
        if _APPOINTMENT.search(text[start:end]) is None and not (listed and text[start:end] == "任"):
            return False
    elif relation.type not in _HANDED_ON:
        return False
    return not any(
        _stands(context, match.start())
        for cue in (_BACKGROUND, SPEECH)
        for match in cue.finditer(text, context.sentence[0], end)
    )


def _stands(context: Context, position: int) -> bool:
    """Whether a cue stands in the words of the sentence, not in a name or a title."""
    return not context.in_name(position) and not context.in_quotation(position)


def _opens(text: str, time: TimeExpression, sentence: Span, published: str | None) -> bool:
    """Whether a past day opens a sentence and is the day of an act in it."""
    if time.kind != DATE or time.interval is None or time.interval.end is None or len(time.interval.end) < 10:
        return False
    day = parse_day(published)
    if day is not None and last_day_of(time.interval.end) > day:
        return False
    lead = text[sentence[0] : time.start]
    if len(lead) > _OPENING or SPEECH.search(re.sub(r"^.*消息(?:（[^）]*）)?：?", "", lead)):
        return False
    act = _ACT.search(text, time.end, sentence[1])
    if act is None or text.startswith("的", time.end):
        return False
    between = text[time.end : act.start()]
    return SPEECH.search(between) is None and _AHEAD.search(between) is None


def _is_linked(context: Context, dated: Span, *, chained: bool) -> bool:
    """Whether the relation's sentence goes on with the subject, the meeting or the list of the dated one."""
    relation, text = context.relation, context.text
    opening = _start(text, context.sentence)
    if relation.type == "holdsPost":
        return chained or context.listed or _DECISION.match(text, opening) is not None
    if _LINK.match(text, opening):
        return True
    if chained and re.search(ACTS[relation.type], text[dated[0] : dated[1]]):
        return True
    told = text[dated[0] : dated[1]]
    if relation.type in _BY_SUBJECT and (relation.head_span is None or _named(text, relation.head_span, told)):
        return True
    event = relation.head_span if relation.type == "heldIn" else relation.tail_span
    return relation.type in ("heldIn", "participatesIn") and (event is None or _named(text, event, told))


def _named(text: str, span: Span, told: str) -> bool:
    return text[span[0] : span[1]] in told


def _start(text: str, sentence: Span) -> int:
    head = text[sentence[0] : sentence[1]]
    return sentence[0] + len(head) - len(head.lstrip())
