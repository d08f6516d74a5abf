"""Whether a stated relation is a fact, a plan, a proposal, over, or denied.

A cue counts only where it governs the words that state the relation: before them in their clause (or, for a plan, in a
clause before that nothing has closed), outside titles and names. See docs/decisions/0027-modality.md.
"""

from __future__ import annotations

import re

from kg.qualification.context import Context
from kg.text.cues import (
    COLLAPSING,
    FORMER_OFFICE,
    LEAVING_OFFICE,
    NEGATING,
    PUTTING_OFF,
    REFUSING,
    REMOVING,
    TAKING_OFFICE,
)  # fmt: skip
from kg.vocab import DENIED, DONE, ENDED, PLANNED, PROPOSED

# ---- over ---------------------------------------------------------------------------------------------------

_POST_OVER = re.compile(
    rf"{LEAVING_OFFICE}|{FORMER_OFFICE}|(?:此前|之前|先前|早前|原先|过去)，?[^，。；]{{0,8}}?(?:曾|一直|长期)?(?:担)?任|曾(?:于|在)[^，。；]{{2,16}}?任|原任|前任"
)
_EARLIER = re.compile(r"(?:此前|之前|先前|早前)，$")
_POST_BEGINS = re.compile(rf"{TAKING_OFFICE}|(?<![曾离卸辞原前时历])任(?![期免何务上])|(?<!再)(?<!曾)担任")
_TODAY = re.compile(r"现(?:任|为|担任|兼任)[^，。；]{0,6}$")
_LEAVES = re.compile(LEAVING_OFFICE)
_REMOVED_BELOW = re.compile(rf"(?:{REMOVING})[：:]\s*$")  # 免去：, above the one who leaves
_OVER_BY_RULE = frozenset({"post/removed-below", "post/replaced"})
_FORMER_HERE = re.compile(r"原(?!子|材|油|料)(?:任)?|前(?!线|沿|锋|哨|进|方)(?:任)?")
_FORMER = re.compile(r"(?:(?<![平高草中太河复还])原|(?<![之以目日年月此先提空面眼生当])前)(?:任)?$")
_STATE_OVER = {
    "locatedIn": re.compile(r"迁出|搬离|搬出|撤离|撤出|不再(?:位于|设)|原(?=位于|设在|址)|曾(?=位于|设在)"),
    "partOf": re.compile(r"退出|脱离|剥离|解散|注销|撤销|独立出来|不再(?:是|隶属|属于)|原[是为属隶]|曾[是为属隶]"),
    "connects": re.compile(
        r"停运|停航|停开|停止(?:运营|运行|开行)|关停|关闭|中断(?!的)|拆除|废弃|不再|曾(?=连接|通往|开往)"
    ),
    "develops": re.compile(
        r"终止|停止(?:运营|建设|投资)|(?<!暂)停建|停运|退出|出售了|不再(?:持有|运营|投资)|曾(?=运营|投资|持有)"
    ),
    "cooperatesWith": re.compile(r"终止|断绝|断交|停止合作|结束合作|中断合作|不再合作"),
    "adjacentTo": re.compile(r"曾(?=接壤|毗邻|相邻)|不再接壤"),
}

# ---- denied -------------------------------------------------------------------------------------------------

_NEGATION = re.compile(
    rf"(?<!并)(?:{NEGATING}|未经批准|不能(?!不)|未(?!来|必|央|成年|尽|婚|名|知)|不(?!断|久|仅|少|同|但|论|管|止|只|光|日|愧|得不|失|忘|懈|良|动产|足|锈|法|可避免|排除|再|含)|不再|并非(?!没有|不))"
)
_DOUBLE = re.compile(r"(?:并非|不是|不能|无法|不会|不可能)(?:没有|没|未|不)|不得不|不能不|无不|不可不")
_REFUSAL = re.compile(rf"{REFUSING}|终止(?=谈判)")
_FELL_THROUGH = re.compile(rf"(?:被|已|因故|临时|突然|宣布)*(?:{COLLAPSING})")
_PUT_OFF = re.compile(rf"(?:{PUTTING_OFF}|改)(?:至|到|于)")
_FILLER = re.compile(
    r"(?:再|如期|恢复|获得?|应|按时|按期|正式|亲自|被|能够|能|获得|得到|得|应邀|前来|前往|来|对|与|同|和|跟|向|在|于|从|到|的|了|过|曾|也|都|均|一同|共同|继续|完全|实际|真正|就|有关|"
    r"(?:如|像|按)[^，。；]{1,10}?(?:所说|所言|所称|预期|预计|计划|期)|[一-鿿]{2}(?=的)|\s|、|本次|此次|这次|该|其|任何|直接|最终|事先)*"
)

_FIRST_MEANT = re.compile(r"原(?:定|计划|拟|本定)")
_MOVED = re.compile(rf"(?:{PUTTING_OFF}|改|提前|调整)(?:至|到|于|为|在)")
_PUTS_FORWARD = re.compile(r"(?:提名|推荐|举荐|建议(?:由|任命)?)(?:了)?(?:[一-鿿]{0,8}(?:先生|女士|同志|[长员授记]))?$")
_FOR_THE_POST = re.compile(r"(?:先生|女士|同志)?(?:为|担任|出任|任|作为|接任|继任)")

_TOGETHER = frozenset({"met", "signed", "cooperatesWith"})
_PARTNER = re.compile(r"(?:与|同|和|跟)[^，。；]{1,20}")

# ---- proposed, planned --------------------------------------------------------------------------------------

_PROPOSAL = re.compile(
    r"提名|提议|呼吁|考虑|酝酿|探讨|推荐|(?<!的)建议(?![书稿的，。、])|倡议(?=召|举|设|建|在|成立|共)|研究(?=设|建|开|是否|制定|出台)|"
    r"征求意见|征集意见|听取意见|论证(?=设|建|开)|可能"
)
_DRAFT = re.compile(
    r"征求意见(?!的?基础|之?后|建议后)|公开征集|向社会征|草案.{0,6}征求|就[^，。；]{2,60}听取[^，。；]{0,30}意见"
)
_AGENDA = re.compile(r"会议建议|议程(?:草案)?(?:还|主要)?(?:有|包括|是)")
_CONSULTED = re.compile(r"(?:之?后|的?基础上|建议后|结束)")
_PLAN = re.compile(
    r"即将|必将|还将|也将|正将|均将|都将|将(?!军|士|领|近|信|来(?![华访])|会(?=议)|帅|才)|(?<![模虚草比])拟(?!订|定(?!于)|态|合|人|稿)|(?<![本该此划作动])计划(?![》”的、，。；经单生项书外])|"
    r"规划(?=建|在|新|到)|定于|预计|有望|力争|争取|准备(?!金|工作)|打算|有意|筹建|筹备|待建|(?<![志自意心祝宏夙遗许请])愿(?!望|景|意见|为)|支持(?=[^，。；]{0,8}$)|希望|期待|期盼|"
    r"决定(?=于|在|召|举|对[^，]{0,12}进行|赴|访|出)|同意(?=访|赴|出席|召|举)|提请|提交|报请|有待|须经|需经|尚待|待(?=批|审)|应邀将|届时|承诺|确保|到\d{4}年"
)
_OBJECT_AFTER = re.compile(r"《|“|其|该|此|上述|有关|这|我|你|他|她|全|各|所|双方|两国|本")
_VERB_AFTER = re.compile(r"[于在被由继再]|进一步|分别|陆续|正式|成为|作为|担任|出席|访问|会见|举[行办]|召开")
_DISPOSAL_VERB = re.compile(
    r"[^，。；]{1,30}?(?:列入|纳入|列为|作为|改为|改名|更名|定为|印发|转发|公布|提交|移交|划归|划入|设在|选为|任命|升级|打造成|建设成|视为|评为|认定|写入|授予|交给|送)"
)
_FAR = re.compile(r"即将|还将|将|拟|计划|定于|预计|届时|准备|力争|提请|到\d{4}年")
_CLOSED = re.compile(
    r"先后|多次|多年|一直|连续|已(?!知|婚)|曾|此前|目前|截至|正在|日前|近日|刚刚|表示|指出|强调|重申|认为|介绍"
)
_DONE_AFTER = re.compile(r"[了过]")
_ATTENDS = re.compile(r"出席|参加|主持|与会|参会")
_REQUEST = re.compile(r"提请|提交|报请|有待|须经|需经|尚待|待(?=批|审)")


def modality_of(context: Context, *, happened: int | None = None) -> str:
    """Return the modality of a relation: done, planned, proposed, ended or denied.

    Args:
        happened: where its clause dates it to a time that has passed, so that no plan before reaches it.
    """
    if is_ending_ahead(context):
        return DONE
    if _is_over(context):
        return ENDED
    if context.is_present_post() or (context.relation.type == "holdsPost" and is_of_today(context)):
        return DONE
    if _is_put_forward(context):
        return PROPOSED
    if not context.is_act and not _is_candidate(context):
        return DONE  # names side by side state what is
    denial = _denial(context) or _changed_plan(context)
    if denial is not None:
        return denial
    if _is_proposed(context):
        return PROPOSED
    if _is_planned(context, happened):
        return PLANNED
    return DONE


def first_meant(context: Context) -> bool:
    """Whether the time and place of a relation are those first meant (原定5月举行)."""
    return _FIRST_MEANT.search(context.text, *context.clause) is not None


def _changed_plan(context: Context) -> str | None:
    """Return what became of a plan that the rest of its sentence changes (原定5月举行，现推迟至9月), else None."""
    if not first_meant(context):
        return None
    rest = (context.anchor[1], context.sentence[1])
    if _MOVED.search(context.text, *rest) is not None:
        return PLANNED
    return DENIED if _FELL_THROUGH.search(context.text, *rest) is not None else None


def _is_put_forward(context: Context) -> bool:
    """Whether the holder is only put forward for the post (推荐宋季青为会长人选)."""
    head = context.relation.head_span
    return (
        context.relation.type == "holdsPost"
        and head is not None
        and _PUTS_FORWARD.search(context.text, context.clause[0], head[0]) is not None
        and _FOR_THE_POST.match(context.text, head[1]) is not None
    )


def is_future(context: Context, position: int) -> bool:
    """Whether a 将, 拟, 计划 … at a character position looks ahead, and does not mark an object or belong to a name."""
    if context.in_quotation(position) or context.in_name(position):
        return False
    text = context.text
    if text[position] != "将":
        return True
    return not (
        context.begins_name(position + 1)
        or _OBJECT_AFTER.match(text, position + 1)
        or (not _VERB_AFTER.match(text, position + 1) and _DISPOSAL_VERB.match(text, position + 1))
    )


def _is_over(context: Context) -> bool:
    relation = context.relation
    if relation.type == "holdsPost":
        if is_replaced(context):
            return not _plans_before(context, context.relation.head_span[0] - 2 if context.relation.head_span else 0)
        return _is_former(context) or _has_left(context) or (_post_is_over(context) and not is_of_today(context))
    over = _STATE_OVER.get(relation.type)
    if over is None:
        return False
    words = context.text[context.clause[0] : context.clause[1]]
    hits = [m for m in over.finditer(words) if not context.in_quotation(context.clause[0] + m.start())]
    return any(not _plans_before(context, context.clause[0] + m.start()) for m in hits)


def is_of_today(context: Context) -> bool:
    """Whether 现任 or 现为 leads to the post (曾任局长的高启航现任市长)."""
    tail = context.relation.tail_span or context.relation.trigger
    return tail is not None and _TODAY.search(context.text, context.sentence[0], tail[0]) is not None


def _plans_before(context: Context, position: int) -> bool:
    """Whether a plan stands right before an ending (将退出): then it has not ended yet."""
    left = context.text[context.clause[0] : position]
    return any(is_future(context, context.clause[0] + m.start()) for m in _PLAN.finditer(left))


def is_ending_ahead(context: Context) -> bool:
    """Whether the holder, named with the post, is to leave it (局长罗启明将辞去局长职务): it is still held."""
    relation, head = context.relation, context.relation.head_span
    if relation.type != "holdsPost" or head is None or not relation.role:
        return False
    if not context.text.endswith(relation.role, 0, head[0]):
        return False
    return any(_plans_before(context, m.start()) for m in _LEAVES.finditer(context.text, *context.clause))


def is_replaced(context: Context) -> bool:
    """Whether the holder of a post is the one whom another replaces (接替杜若兰)."""
    head = context.relation.head_span
    return (
        context.relation.type == "holdsPost"
        and head is not None
        and context.text[max(0, head[0] - 2) : head[0]] in ("接替", "取代", "顶替", "替换")
    )


def _is_former(context: Context) -> bool:
    """Whether 原 or 前 stands right before or after the body, or right before the rank or the person."""
    text, low, relation = context.text, context.sentence[0], context.relation
    if relation.role and _FORMER_HERE.match(relation.role):
        return True
    body, person = relation.tail_span, relation.head_span
    if body and person and body[1] < person[0] and _FORMER_HERE.match(text, body[1]):
        return True  # 市政府原党组成员、副市长: 原 reaches all roles of the body
    return any(_FORMER.search(text[max(low, s - 3) : s]) and not context.in_name(s - 1) for s in _post_starts(context))


def _post_starts(context: Context) -> list[int]:
    """Return where the body, the rank and the person begin."""
    relation, text = context.relation, context.text
    starts = [s[0] for s in (relation.tail_span, relation.trigger, relation.head_span) if s is not None]
    if relation.role:
        low = min(starts, default=context.clause[0])
        at = text.find(relation.role, max(context.clause[0], low - 12), context.clause[1])
        if at >= 0:
            starts.append(at)
    return starts


_LEFT = re.compile(
    r"(?:先生|女士|同志)?(?:因[^，。；]{1,10})?(?:已|均)?(?:于|在)?[\d年月日上中下旬初底末去今]{0,12}(?:正式|因[^，。；]{1,8})?"
    r"(?:被免职|被免去职务|免职|卸任|辞职|离任|去职|退休|离职)(?=[，。；]|$)"
)


def _has_left(context: Context) -> bool:
    """Whether the holder, named after the post, has left it (自2024年起任局长的包静姝8月20日被免职)."""
    head, tail = context.relation.head_span, context.relation.tail_span
    if head is None or tail is None or tail[0] > head[0]:
        return False
    return _LEFT.match(context.text, head[1]) is not None


def _post_is_over(context: Context) -> bool:
    """Whether the last verb of office before the post, or the first one in its clause, ends it."""
    text = context.text
    relation = context.relation
    if relation.rule in _OVER_BY_RULE:
        return True
    spans = [s for s in (relation.trigger, relation.head_span, relation.tail_span) if s is not None]
    if not spans:
        return False
    left, right = min(s[0] for s in spans), max(s[1] for s in spans)
    since_then = _EARLIER.search(text, context.sentence[0], context.clause[0])
    start = since_then.start() if since_then else context.clause[0]
    if _REMOVED_BELOW.search(text, max(0, start - 8), start):
        return True
    ends = [
        *_POST_OVER.finditer(text, start, context.clause[1]),
        *_POST_OVER.finditer(text, left, min(right, context.sentence[1])),
    ]
    over = [m.start() for m in ends if not _ends_another(context, m)]
    begins = [
        m.start()
        for m in _POST_BEGINS.finditer(text, min(context.clause[0], left), max(context.clause[1], right))
        if not any(e.start() <= m.start() < e.end() for e in ends)
    ]
    if not over:
        return False
    post = relation.trigger[0] if relation.trigger else left
    verbs = sorted([(at, True) for at in over] + [(at, False) for at in begins])
    before = [is_over for at, is_over in verbs if at < post]
    return before[-1] if before else verbs[0][1]


def leaves_another(context: Context) -> bool:
    """Whether the holder, named with the post, leaves another one: this post is neither begun nor ended."""
    return any(_ends_another(context, m) for m in _POST_OVER.finditer(context.text, *context.clause))


def _ends_another(context: Context, ending: re.Match[str]) -> bool:
    """Whether the words that end a post name another body after the holder (局长费志东不再兼任学会理事长)."""
    head, tail, text = context.relation.head_span, context.relation.tail_span, context.text
    if head is None or tail is None or not tail[1] <= head[0] < ending.start():
        return False
    named = next((n for n in context.names if n[0] == ending.end()), None)
    return named is not None and text[slice(*named)] != text[slice(*tail)]


def _denial(context: Context) -> str | None:
    text, (start, end) = context.text, context.anchor
    clause_start, clause_end = context.clause
    before = text[clause_start:start]
    if _DOUBLE.search(before):
        return None
    modifies = context.relation.type == "heldIn" and text.startswith("的", end)
    for match in _NEGATION.finditer(before):
        at = clause_start + match.start()
        if modifies and _ATTENDS.search(text, at, start):
            continue  # 未能出席在延吉举行的大会
        if context.in_quotation(at) or context.in_name(at):
            continue
        between = _without_names(context, clause_start + match.end(), start)
        if _FILLER.fullmatch(between):
            return DENIED
        if context.relation.type in _TOGETHER and _PARTNER.fullmatch(between):
            return DENIED
    if re.search(r"(?:并?不是|并非)(?!没有)", before) and "而是" not in before:
        return DENIED
    for match in _REFUSAL.finditer(before):
        at = clause_start + match.start()
        if not context.in_quotation(at) and not context.in_name(at) and start - at <= 24:
            put_off = _PUT_OFF.match(text, at)
            return PLANNED if put_off else DENIED
    for match in _FELL_THROUGH.finditer(text, end, clause_end):
        if re.search(r"(?:没有?|未|不会|不)(?:被|因故)?$", text[max(end, match.start() - 4) : match.start()]):
            continue
        if not context.in_quotation(match.start()) and not context.in_name(match.start()):
            return PLANNED if _PUT_OFF.search(text, match.start(), clause_end) else DENIED
    if text[start:end] in ("缺席", "拒绝", "否决", "取消"):
        return DENIED
    return None


def _without_names(context: Context, start: int, end: int) -> str:
    """Return text[start:end] without the mentions and figures in it."""
    parts, at = [], start
    for a, b in context.names:
        if a >= start and b <= end and a >= at:
            parts.append(context.text[at:a])
            at = b
    parts.append(context.text[at:end])
    return re.sub(r"\d+[年月日]?", "", "".join(parts))


def _is_proposed(context: Context) -> bool:
    relation, text = context.relation, context.text
    if relation.type == "issued" and _DRAFT.search(text, *context.sentence):
        return True
    for match in _PROPOSAL.finditer(text, context.clause[0], context.anchor[1]):
        at = match.start()
        inside_anchor = at >= context.anchor[0]
        if inside_anchor and relation.type in ("issued", "approved"):
            continue
        if _CONSULTED.match(text, match.end()) and match.group().endswith("意见"):
            continue
        if not context.in_quotation(at) and not context.in_name(at):
            return True
    return relation.type == "holdsPost" and bool(re.search(r"候选人|人选", context.after()[:8]))


def _is_candidate(context: Context) -> bool:
    """Whether 候任 stands before the post or begins it."""
    relation = context.relation
    if relation.type != "holdsPost":
        return False
    begins = (relation.role or "").startswith("候任")
    return begins or any(context.text[s - 2 : s] == "候任" for s in _post_starts(context))


def _is_intended(context: Context) -> bool:
    """Whether 拟任 states the post."""
    return context.relation.type == "holdsPost" and context.text.startswith("拟", context.anchor[0])


def _is_on_agenda(context: Context) -> bool:
    """Whether a review stands on an agenda that a meeting suggests, in its sentence or the list that it goes on."""
    if context.relation.type != "approved":
        return False
    start = context.sentence[0]
    for sentence in context.earlier:
        if not context.text[sentence[0] : sentence[1]].rstrip().endswith(("；", ";", "：", ":")):
            break
        start = sentence[0]
    return _AGENDA.search(context.text, start, context.anchor[0]) is not None


def _is_planned(context: Context, happened: int | None) -> bool:
    text, start = context.text, context.anchor[0]
    if _is_candidate(context) or _is_intended(context) or _is_on_agenda(context):
        return True
    for match in reversed(list(_PLAN.finditer(text, context.sentence[0], start))):
        at = match.start()
        if _REQUEST.match(text, at) and context.relation.type != "approved":
            continue
        if match.group() == "支持" and not text.startswith(("主办", "举办", "承办"), start):
            continue
        if not is_future(context, at) or text.startswith(("结束", "完成"), match.end()):
            continue
        if happened is not None and happened >= at:
            return False
        if (
            text.startswith("的", context.anchor[1])
            and start - match.end() > 10
            and not (context.relation.type == "heldIn" and _ATTENDS.search(text, match.end(), start))
        ):
            continue  # 希望落实好他提出的倡议
        if at >= context.clause[0]:
            return _CLOSED.search(text, match.end(), start) is None
        if happened is not None or context.relation.type == "holdsPost" or not _FAR.match(text, at):
            return False
        between = text[match.end() : start]
        return not (_CLOSED.search(between) or "。" in between or _DONE_AFTER.match(text, context.anchor[1]))
    if context.relation.type == "approved" and re.match(r"后(?:方可)?(?:施行|实施|生效)", context.after()):
        return True
    later = re.match(
        r"[^，。；]{0,6}?(?:将|定于|拟)(?:于|在)?[^，。；]{0,16}?(?:进行|举行|开始|成行|实现|举办|召开|启动)",
        context.after(),
    )
    return later is not None and context.relation.type != "holdsPost"
