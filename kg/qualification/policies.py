"""Dates and status of policies: issued, effective, expires.

The sentences that name a policy, or mean it by 本办法, 本通知, say when it was issued, when it takes effect and how
long it lasts. Attributes are ISO dates as coarse as the text; ``status`` is draft, pending, effective, expired or
repealed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from kg.document.sentences import sentence_at
from kg.records import AttributeMention, DocumentEntity, Span
from kg.temporal.calendar import days_from, first_day_of, last_day_of, parse_day
from kg.temporal.numerals import integer
from kg.temporal.reading import DATE, DURATION, SINCE, VAGUE, TimeExpression
from kg.vocab import BODY_TYPES, POLICY

_OWN = re.compile(
    r"[本该](?P<noun>办法|规定|条例|通知|意见|方案|细则|规划|决定|公告|法|规则|规范|措施|计划|标准|指南|纲要|目录|制度|章程|政策|协定|协议|议定书|公约|令)"
)
_NOUN = (
    r"法典|办法|规定|条例|意见|方案|细则|规划|决定|公告|规则|规范|措施|指南|纲要|目录|制度|章程|协定|协议|议定书|公约"
)
_BARE = re.compile(rf"(?<![^，。；！？\n])(?:新版?|上述|前述)?(?P<noun>{_NOUN})(?=自|由|将[于自]|有效期|从\d|已于)")
_SEVERAL = re.compile(rf"(?P<count>[两三四五])[个项部份件](?:新)?《?(?P<noun>{_NOUN})》?(?:均|都|同时|一并|将|自)")
_REPEALED_LIST = re.compile(
    r"(?:废止|宣布失效|停止执行)(?:的)?(?:下列|以下|如下|部分)[^。《》：:]{0,16}[：:]?|(?:废止|宣布失效)的[^。《》]{1,20}目录\n"
)
_ITEM = re.compile(r"\s*(?:[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百\d]+[）)]|\d+[.．、])?\s*《")
_EFFECT = re.compile(
    r"(?:之?日)?起?(?:在(?:全国|全省|全市|全区|全州|全县|[^，。；]{2,6}省)(?:范围内)?)?(?:开始|正式)?(?:施行|实施|生效|执行|试行|暂行)"
)
_STOPS = re.compile(r"起?(?:停止|不再|终止)(?:执行|施行|实施|生效)|起?(?:予以)?(?:废止|失效)")
_REPEALS = re.compile(r"(?<![拟将])(?P<verb>(?:予以)?(?:废止|停止执行))了?(?:《[^《》]*》[、和及]?)*$")
_ISSUE = re.compile(r"(?:印发|(?<!此件公开)发布|公布|颁布)(?!日期|时间|会)|出台|下发|公告")
_MADE_KNOWN = re.compile(rf"(?:由[^，。；《》]{{2,24}}?)?(?:联合|正式|对外|向社会|公开){{0,2}}(?:{_ISSUE.pattern})")
_EXPIRES = re.compile(r"(?:正式)?(?:到期|届满|期满)")
_ONLY_MEANT = re.compile(r"(?:拟(?!定)|建议|计划|申请|考虑|研究)[^，。；]*$")
_REPLACING = re.compile(r"(?:替代|代替|取代)(?:了|原)?(?:《[^《》]*》(?:[（(][^（）()]*[)）])?[、和及])*$")
_DAY_OF_ISSUE = re.compile(r"(?:印发|成文|颁布)(?:日期|时间)(?:为|是|[:：])?$|(?:发布|公布)(?:日期|时间)[为是]$")
_NOTICE = ("关于", "印发", "转发")
_GAP = 40  # blank characters at most between a signature and its day
_HEAD = 200  # characters in which a notice names itself
_FULL_DATE = re.compile(
    r"(?:\d{4}|[一二][〇○零一二三四五六七八九]{3})年[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日"
)
_SIGNED = re.compile(r"\s*(?:$|\n|[（(]|附件|(?=[一-龥]{4,60}第一[章条]))")
_POSTED = re.compile(r"发布(?:日期|时间)[:：]?$")
_OBJECTS = re.compile(
    r"(?:《[^《》]*》(?:[（(][^（）()]*[)）])?[、和及与]?(?:以及)?)*(?![^《》]{0,12}(?:根据|依据|按照|贯彻|落实))[^，。；：《》\n]{0,16}"
)
_FROM_ISSUE = re.compile(r"自(?:印发|发布|公布|颁布)之日起(?:开始|正式)?(?:施行|实施|生效|执行|试行)")
_AFTER_ISSUE = re.compile(
    r"自(?:印发|发布|公布|颁布)之日起(?:满)?(?P<n>\d{1,3}|[一二三四五六七八九十两]{1,3})个?(?P<u>工作日|日|天|月|年)(?:之?后|后起)?"
    r"(?:开始|正式)?(?:施行|实施|生效|执行)"
)
_PRINTED = re.compile(r"印发\s*(?=$|\n|。)")
_AND_EFFECT = re.compile(r"(?:印发|发布|公布|颁布)(?:并|之日起)?(?:施行|实施|执行|生效)")
_UNTIL = re.compile(
    r"有效期(?:限)?(?:截?至|到)|(?:施行|实施|执行|有效)(?:至|到)|期?限?(?:延长|延续|顺延|延)(?:[一二两三四五\d]{1,2}(?:年|个月))?(?:至|到)"
)
_LIFE = ("有效期", "试行", "执行", "实施期", "暂行")
_REPEAL = re.compile(r"(?P<verb>(?:同时)?(?:予以)?(?:废止|失效|停止执行))")
_REPEALED_AFTER = re.compile(
    r"(?:[（(][^（）()]{1,30}[)）])?(?:(?!届时|[将拟])[^，。；《]){0,12}?(?P<verb>(?:同时|一并|予以)?(?:废止|失效|不再执行|停止执行))"
)
_BASIS = re.compile(
    r"(?:根据|依据|按照|依照|遵照|贯彻|落实|执行)[^，。；：《》]{0,16}(?:《[^《》]*》(?:[（(][^（）()]*[)）])?(?:[、和及与]|以及)?)*$"
)
_DRAWN_UP = re.compile(
    r"(?:《[^《》]*》(?:[（(][^（）()]*[)）])?(?:[、和及与]|以及)?)+[^，。；《]{0,16}?(?:制定|编制|制订|修订|起草|拟定)"
)
_DRAFT = re.compile(r"征求意见稿|草案|送审稿")
_END = re.compile(r"[。！？\n]")
_CHANGED = re.compile(  # 关于修改《…》的决定自…起施行
    r"关于(?:修改|修订|修正|废止|停止执行)(?:和废止)?[^，。；《》]{0,8}(?:《[^《》]*》(?:[（(][^（）()]*[)）])?(?:[、和及与]|以及)?)+"
    r"(?:等[^，。；《》]{0,12})?(?:部分)?(?:条款|规定)?的(?:决定|通知|公告|令)"
)
_OF_OLD = re.compile(r"起?(?:正式)?(?:施行|实施|生效)的(?:《[^《》]*》(?:[（(][^（）()]*[)）])?[、和及])*")


class _Finding(NamedTuple):
    """The value of an attribute, the span of the words that give it, the name of the rule that read them."""

    value: str
    words: Span
    rule: str


_Findings = dict[str, _Finding]  # by attribute; what serves others only begins with _


def policy_attributes(
    text: str,
    entities: Sequence[DocumentEntity],
    times: Sequence[TimeExpression],
    sentences: Sequence[Span],
    published: str | None = None,
) -> list[DocumentEntity]:
    """Return the entities, in their order, with ``issuedDate``, ``effectiveDate``, ``expiryDate`` and ``status``.

    Only policies are changed, and only attributes that they do not have yet are set, each with the words that give it:
    those of a date that follows from others are the term (有效期5年), those of a status its date.

    Args:
        times: the text's time expressions, in order.
        sentences: spans of the text's sentences.
        published: ISO date of publication, by which a date is past or ahead.
    """
    policies = [e for e in entities if e.type == POLICY and e.mentions]
    if not policies:
        return list(entities)
    found = {e.id: _Findings() for e in policies}
    for policy, sentence, name in _statements(text, policies):
        _read(text, sentence, name, times, found[policy.id])
    for id_, title in _listed_as_repealed(text, policies).items():
        found[id_].setdefault("status", _Finding("repealed", title, "policy/list-of-repealed"))
    own = [e for e in policies if "_fromIssue" in found[e.id]]
    for id_, signed in _signed_off(text, entities, times, own).items():
        found[id_].setdefault("issuedDate", signed)
    for policy in policies:
        _conclude(text, policy, found[policy.id], published)
    return [_described(e, found[e.id], sentences) if found.get(e.id) else e for e in entities]


def _described(policy: DocumentEntity, found: _Findings, sentences: Sequence[Span]) -> DocumentEntity:
    new = {name: x for name, x in found.items() if name not in policy.attributes}
    said = [
        AttributeMention(
            attribute=name, value=x.value, words=x.words, sentence=sentence_at(sentences, x.words[0]), rule=x.rule
        )
        for name, x in new.items()
    ]
    return replace(
        policy,
        attributes={**policy.attributes, **{name: x.value for name, x in new.items()}},
        attribute_mentions=tuple(sorted((*policy.attribute_mentions, *said), key=lambda m: (m.attribute, m.words))),
    )


def _statements(text: str, policies: Sequence[DocumentEntity]) -> list[tuple[DocumentEntity, Span, Span]]:
    """Return each sentence that speaks of a policy, with the words that name it."""
    out = [(e, _sentence(text, name[0]), name) for e in policies for name in e.mentions]
    for match in _OWN.finditer(text):
        meant = _meant(match.group("noun"), match.start(), policies)
        if meant is not None:
            out.append((meant, _sentence(text, match.start()), match.span()))
    for match in _BARE.finditer(text):
        named = _latest(match.group("noun"), match.start(), policies, 1)
        out += [(e, _sentence(text, match.start()), match.span()) for e in named]
    for match in _SEVERAL.finditer(text):
        count = "两三四五".index(match.group("count")) + 2
        named = _latest(match.group("noun"), match.start(), policies, count)
        if len(named) == count:
            out += [(e, _sentence(text, match.start()), match.span()) for e in named]
    if len(policies) == 1:
        out += [(policies[0], _sentence(text, m.start()), (m.start(), m.start())) for m in _FROM_ISSUE.finditer(text)]
    return sorted(out, key=lambda x: (x[2][1], x[0].id))


def _meant(noun: str, at: int, policies: Sequence[DocumentEntity]) -> DocumentEntity | None:
    """Return the policy that 本办法 means: the first one named before that ends in the noun, else the only one."""
    before = [e for e in policies if e.mentions[0][0] < at]
    ending = [e for e in before if _ends_in(e, noun)]
    if not ending:
        after = [e for e in policies if _ends_in(e, noun)]
        return after[0] if len(after) == 1 else None
    return min(ending, key=lambda e: e.mentions[0])


def _latest(noun: str, at: int, policies: Sequence[DocumentEntity], count: int) -> list[DocumentEntity]:
    """Return the policies that end in the noun, by a title of their own, and were named last before a character."""
    named = [
        (max(end for _, end in e.mentions if end <= at), e)
        for e in policies
        if e.mentions[0][1] <= at and _ends_in(e, noun) and not any(s.strip("《》") == noun for s in e.surfaces[:1])
    ]
    return [e for _, e in sorted(named, key=lambda x: (x[0], x[1].id))[-count:]]


def _listed_as_repealed(text: str, policies: Sequence[DocumentEntity]) -> dict[str, Span]:
    """Return the policies that stand in a list of what is repealed (决定废止下列规章：一、《…》): where, by id."""
    regions = []
    for match in _REPEALED_LIST.finditer(text):
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        while (item := _ITEM.match(text, end)) is not None:
            following = text.find("\n", item.end())
            end = len(text) if following < 0 else following
        stop = text.find("。", match.end(), end)
        regions.append((match.end(), end if stop < 0 or "\n" in text[match.end() : end] else stop))
    listed = ((e.id, m) for e in policies for m in e.mentions if any(a <= m[0] < b for a, b in regions))
    return dict(sorted(listed, reverse=True))  # of several places, the first


def _ends_in(policy: DocumentEntity, noun: str) -> bool:
    titles = (re.sub(r"[（(][^（）()]*[)）]$", "", s.strip("《》")) for s in policy.surfaces)
    return any(noun in title[-len(noun) - 1 :] for title in titles)


def _sentence(text: str, at: int) -> Span:
    start = max(text.rfind(c, 0, at) for c in "。！？\n") + 1
    end = _END.search(text, at)
    return start, end.start() if end else len(text)


def _read(text: str, sentence: Span, name: Span, times: Sequence[TimeExpression], found: _Findings) -> None:
    """Fill in what one sentence says of the policy that ``name`` names there."""
    (start, end), (begin, at) = sentence, name
    if any(m.start() < begin < m.end() for m in _CHANGED.finditer(text, start, min(end, at + _GAP))):
        return
    here = [t for t in times if start <= t.start < end]
    is_basis = _BASIS.search(text, start, begin) is not None
    is_basis = is_basis or _REPLACING.search(text, start, begin) is not None
    stop = at if is_basis and text[at : at + 1] not in ("（", "(") else _next_title(text, at, end)
    for t in here:
        if at <= t.start < stop:
            _read_time(text, t, max(start, t.start - 6), at, found)
    if _EFFECT.match(text, at):
        begins = [t for t in here if t.end <= begin and t.kind == SINCE and t.interval is not None]
        if begins and begins[-1].interval is not None and begins[-1].interval.start:  # 9月1日起，《…》施行
            since = begins[-1]
            found.setdefault(
                "effectiveDate", _Finding(begins[-1].interval.start, (since.start, since.end), "policy/effective")
            )
    for t in here:  # 2009年12月1日起施行的《…》
        if t.interval is not None and t.interval.start and _OF_OLD.fullmatch(text, t.end, begin):
            found.setdefault("effectiveDate", _Finding(t.interval.start, (t.start, t.end), "policy/effective"))
    from_issue = _FROM_ISSUE.search(text, at, stop)
    if from_issue is not None:
        found.setdefault("_fromIssue", _Finding("", from_issue.span(), "policy/effective-from-issue"))
    after_issue = _AFTER_ISSUE.search(text, at, stop)
    if after_issue is not None:
        wait = f"{integer(after_issue['n']) or 0}{after_issue['u']}"
        found.setdefault("_afterIssue", _Finding(wait, after_issue.span(), "policy/effective-after-issue"))
    issued = _issue_date(text, start, name, here)
    if issued is not None:
        found.setdefault("issuedDate", issued)
    repealed = _REPEALS.search(text, start, begin) or _REPEAL.match(text, at) or _REPEALED_AFTER.match(text, at, stop)
    if repealed is not None:
        found.setdefault("status", _Finding("repealed", repealed.span("verb"), "policy/repealed"))


def _read_time(text: str, t: TimeExpression, before: int, at: int, found: _Findings) -> None:
    """Fill in what one time, after the words that name a policy and end at ``at``, says of it."""
    words = (t.start, t.end)
    if t.kind == DURATION:
        if t.length and text[t.start : t.end].startswith(_LIFE):
            found.setdefault("_validity", _Finding(t.length, words, "policy/validity"))
        return
    if t.interval is None:
        return
    first, last = t.interval.start or "", t.interval.end or ""
    if _UNTIL.search(text, before, t.start + 5):
        if not _ONLY_MEANT.search(text, at, t.start):
            found.setdefault("expiryDate", _Finding(last or first, words, "policy/expiry"))
    elif _EXPIRES.match(text, t.end):
        found.setdefault("_expires", _Finding(last or first, words, "policy/expiry"))
    elif first and _STOPS.match(text, t.end):
        found.setdefault("_stops", _Finding(first, words, "policy/stops"))
    elif first and _EFFECT.match(text, t.end):
        found.setdefault("effectiveDate", _Finding(first, words, "policy/effective"))
        if t.kind == DATE and last > first:
            found.setdefault("expiryDate", _Finding(last, words, "policy/effective"))
    elif first and first == last and _MADE_KNOWN.match(text, t.end):
        found.setdefault("issuedDate", _Finding(first, words, "policy/issued"))
        effect = _AND_EFFECT.match(text, t.end)
        if effect is not None:
            found.setdefault("_fromIssue", _Finding("", effect.span(), "policy/effective-from-issue"))
    elif first and first == last and _DAY_OF_ISSUE.search(text, max(at, t.start - 6), t.start):
        found.setdefault("issuedDate", _Finding(first, words, "policy/issued"))


def _next_title(text: str, at: int, end: int) -> int:
    """Return where the next title begins, but for what the policy is drawn up under (根据《A》制定，自…起施行)."""
    following = text.find("《", at, end)
    while following >= 0 and _REPLACING.search(text, at, following):
        following = text.find("《", following + 1, end)
    if following >= 0 and _BASIS.search(text, at, following):
        drawn_up = _DRAWN_UP.match(text, following, end)
        return _next_title(text, drawn_up.end(), end) if drawn_up else following
    return following if following >= 0 else end


def _issue_date(text: str, start: int, name: Span, here: Sequence[TimeExpression]) -> _Finding | None:
    """Return the day of 印发 or 发布 when a date stands before that word and the policy is its object."""
    begin, at = name
    for verb in reversed(list(_ISSUE.finditer(text, start, min(len(text), at + 8)))):
        if verb.start() < at and not _OBJECTS.fullmatch(text, verb.end(), begin):
            continue
        before = [t for t in here if t.end <= verb.start() and t.kind not in (DURATION, SINCE)]
        before = [t for t in before if not (begin <= t.start < at or _is_no_day_of_issue(text, start, t))]
        if before and verb.end() <= at + 8:
            last = before[-1]
            if last.kind == VAGUE or last.interval is None or last.interval.start != last.interval.end:
                return None
            if _EFFECT.match(text, last.end):
                return None
            return _Finding(last.interval.start or "", (last.start, last.end), "policy/issued")
    return None


def _is_no_day_of_issue(text: str, start: int, time: TimeExpression) -> bool:
    """Whether a time is the year in a title, or the day on which a page was posted (发布日期:2021-06-02)."""
    titled = text.rfind("《", start, time.start) > text.rfind("》", start, time.start)
    return titled or _POSTED.search(text, max(start, time.start - 6), time.start) is not None


def _signed_off(
    text: str,
    entities: Sequence[DocumentEntity],
    times: Sequence[TimeExpression],
    from_issue: Sequence[DocumentEntity],
) -> _Findings:
    """Return the day under a notice, signed by its issuer (水利部 2026年3月2日), for it and what it encloses, by id.

    Args:
        from_issue: policies that take effect on their day of issue; one alone is what a text without a head issues.
    """
    policies = [e for e in entities if e.type == POLICY and e.mentions]
    notices = [e for e in policies if e.surfaces[0].startswith(_NOTICE)]
    own = min(notices, key=lambda e: e.mentions[0], default=None)
    if own is None and len(policies) == 1:
        return _printed(text, policies[0], entities, times)
    if own is None and len(from_issue) == 1:
        own = from_issue[0]
    elif own is None or own.mentions[0][0] > _HEAD:
        return {}
    signers = [e for e in entities if e.type in BODY_TYPES]
    issuers = [e for e in signers if any(end == own.mentions[0][0] for _, end in e.mentions)]
    bodies = {end for e in issuers or signers for _, end in e.mentions}
    for t in times:
        space = text[max(0, t.start - _GAP) : t.start]
        if (
            t.start - len(space) + len(space.rstrip()) in bodies
            and t.start > own.mentions[0][1]
            and _is_signature(text, t)
        ):
            enclosed = (e.id for e in policies if e.surfaces[0] in own.surfaces[0])
            day = t.interval.start if t.interval else None
            return (
                dict.fromkeys((own.id, *enclosed), _Finding(day, (t.start, t.end), "policy/signature")) if day else {}
            )
    return {}


def _printed(
    text: str, policy: DocumentEntity, entities: Sequence[DocumentEntity], times: Sequence[TimeExpression]
) -> _Findings:
    """Return the day on which a body printed the one policy of a text (水利部办公厅 2026年3月2日印发), by its id."""
    bodies = {end for e in entities if e.type in BODY_TYPES for _, end in e.mentions}
    for t in times:
        space = text[max(0, t.start - _GAP) : t.start]
        after_body = t.start - len(space) + len(space.rstrip()) in bodies
        if after_body and _is_full_date(text, t) and _PRINTED.match(text, t.end) and t.interval is not None:
            return {policy.id: _Finding(t.interval.start or "", (t.start, t.end), "policy/printed")}
    return {}


def _is_full_date(text: str, time: TimeExpression) -> bool:
    return time.kind == DATE and _FULL_DATE.fullmatch(text, time.start, time.end) is not None


def _is_signature(text: str, time: TimeExpression) -> bool:
    """Whether a full date stands alone: before a line's end, a bracket, a title or the enclosed text."""
    return _is_full_date(text, time) and _SIGNED.match(text, time.end) is not None


def _conclude(text: str, policy: DocumentEntity, found: _Findings, published: str | None) -> None:
    """Work out the dates that follow from others, and the status."""
    validity, from_issue = found.pop("_validity", None), found.pop("_fromIssue", None)
    if from_issue and "effectiveDate" not in found and "issuedDate" in found:
        found["effectiveDate"] = from_issue._replace(value=found["issuedDate"].value)
    wait = found.pop("_afterIssue", None)
    if wait is not None and "effectiveDate" not in found and "issuedDate" in found:
        effective = _later(found["issuedDate"].value, wait.value)
        if effective is not None:
            found["effectiveDate"] = wait._replace(value=effective)
    if validity and "effectiveDate" in found and "expiryDate" not in found:
        expiry = _after(found["effectiveDate"].value, validity.value)
        if expiry is not None:
            found["expiryDate"] = validity._replace(value=expiry)
    expires = found.pop("_expires", None)
    if expires is not None:
        found.setdefault("expiryDate", expires)
    stops, day = found.pop("_stops", None), parse_day(published)
    if stops is not None and day is not None:
        past = first_day_of(stops.value) <= day
        found.setdefault(*(("status", stops._replace(value="repealed")) if past else ("expiryDate", stops)))
    if "status" not in found:
        status = _status(text, policy, found, published)
        if status is not None:
            found["status"] = status


def _later(issued: str, wait: str) -> str | None:
    """Return the day so long after a day of issue (30日, 6月); None for working days, or without a full date."""
    count, unit = int(re.sub(r"\D", "", wait)), re.sub(r"\d", "", wait)
    if len(issued) < 10 or unit == "工作日":
        return None
    if unit in ("日", "天"):
        return days_from(first_day_of(issued), count)
    year, month, day = (int(x) for x in issued.split("-"))
    months = year * 12 + month - 1 + count * (12 if unit == "年" else 1)
    last = last_day_of(f"{months // 12:04d}-{months % 12 + 1:02d}")
    return last.replace(day=min(day, last.day)).isoformat()


def _after(start: str, length: str) -> str | None:
    """Return the last day, month or year of a validity that begins at ``start``; None for spans of days."""
    count, unit = int(length[1:-1]), length[-1]
    if unit not in "YM":
        return None
    first = first_day_of(start)
    months = first.year * 12 + first.month - 1 + count * (12 if unit == "Y" else 1)
    if len(start) == 4:
        return str(first.year + count - 1) if unit == "Y" else None
    if len(start) == 7:
        return f"{(months - 1) // 12:04d}-{(months - 1) % 12 + 1:02d}"
    end = first_day_of(f"{months // 12:04d}-{months % 12 + 1:02d}")
    day = min(first.day, last_day_of(end.isoformat()[:7]).day)
    return days_from(end.replace(day=day), -1)


def _status(text: str, policy: DocumentEntity, found: _Findings, published: str | None) -> _Finding | None:
    drafts = (_DRAFT.search(text, *m) for m in policy.mentions)
    draft = next((m for m in drafts if m is not None), None)
    if draft is not None:
        return _Finding("draft", draft.span(), "policy/draft")
    day, effective, expiry = parse_day(published), found.get("effectiveDate"), found.get("expiryDate")
    if day is None:
        return None
    if expiry is not None and last_day_of(expiry.value) < day:
        return expiry._replace(value="expired", rule="policy/status-by-date")
    if effective is None:
        return None
    pending = first_day_of(effective.value) > day
    return effective._replace(value="pending" if pending else "effective", rule="policy/status-by-date")
