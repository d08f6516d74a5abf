"""Constructions that need more than a pair of names: they state relations by themselves, with a fixed score.

- the issuer inside a policy's title (《国务院关于…的意见》);
- what a decision in its own title changes (关于修改《…》的决定), and what a new rule repeals (《…》同时废止);
- what a notice is drawn up under (根据《…》，现就有关事项通知如下), and what goes out with it (现将《…》印发给你们);
- what a rule says it is drawn up under (D1依据D2制定), and who approved and who issued it (D由A批准、B印发);
- the members of a group (由…组成, …为成员单位), and who attends or speaks at the meeting that goes on;
- places that share a border; who built or runs a named work; who pays a country a visit (对…进行国事访问).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from kg.records import Span
from kg.relations.passage import Occurrence, Passage, Sentence
from kg.vocab import (
    BODY_TYPES,
    COMPANY,
    COUNTRY,
    EVENT,
    ORGANIZATION,
    PEOPLE_TYPES,
    PLACE_TYPES,
    POLICY,
    PORT,
    PROJECT,
    ZONE,
)

SCORES = {
    "policy/issuer-in-title": 0.93,
    "policy/amends-in-title": 0.9,
    "policy/repeals": 0.85,
    "policy/amends": 0.85,
    "part/members": 0.9,
    "border/shared": 0.9,
    "project/built-by": 0.9,
    "visit/state": 0.9,
    "event/attendance": 0.88,
    "policy/notice-basis": 0.86,
    "policy/notice-encloses": 0.88,
    "policy/drawn-up-under": 0.88,
    "policy/made-by": 0.9,
    "cooperation/firms": 0.9,
    "meeting/goes-on": 0.88,
    "event/held-in-clause": 0.88,
    "place/of-list": 0.88,
}
_GROUP_NAME = re.compile(r"(?:小组|联席会议|指挥部|委员会|工作组|专班|联盟|协调机制)$")
_GROUP_NOUN = re.compile(r"(?:部际|厅际)?联席会议|领导小组|工作小组|工作组|指挥部|委员会|专班|联盟|小组")
_COMPOSED = re.compile(
    r"(?:等)?(?:[0-9一二三四五六七八九十]+个)?(?:有关|相关)?(?:部门|单位|机构|成员|企业|高校)?(?:和单位|及单位|负责同志|负责人|分管负责人)?(?:共同)?(?:组成|参加)|(?:等)?(?:[0-9一二三四五六七八九十]+个)?(?:部门|单位)?为(?:联席会议|领导小组|小组)?成员单位|(?:等)?(?:部门|单位)?(?:为|是)成员"
)
_MEMBERS_ARE = re.compile(r"(?:成员单位|组成单位|成员|组成部门)(?:包括|有|为|是|如下|分别是)?[：:]?\s*$|由\s*$")
_REPEALED = re.compile(
    r"(?:（[^（）]{0,40}）|\([^()]{0,40}\))?[^。；《]{0,16}?(?:同时|即行|予以|相应)?(?:废止|停止执行|失效|不再执行)"
)
_AMENDED = re.compile(
    r"(?:（[^（）]{0,40}）|\([^()]{0,40}\))?(?:部分条款|有关条款|个别条款)?作(?:如下|出如下|以下|出)?(?:修改|修正|修订)"
)
_AMENDING = re.compile(r"(?:^|[一二三四五六七八九十]+是|[。；，、])(?:将|对)?修改$")
_ENCLOSES = re.compile(r"(?:现将|现把)(?:修订后的|修改后的)?$")
_DRAWN_UP = re.compile(r"(?:等[^，。；]{0,12})?(?:制定|编写|编制|制订|修订|起草|拟定)(?:而成)?(?=[，。；\n])")
_BY = re.compile(r"[^，。；]{0,6}由")
_MAKES = re.compile(
    r"(?:近日|正式|负责|牵头|联合|共同)?(?:(?P<approves>批准|审定|核准|审议通过|审议批准)|印发|发布|公布|制定|编制|起草|颁布)(?=[、，。；并后])"
)
_GIVEN_OUT = re.compile(r"(?:（[^（）]{0,40}）)?(印发|发给|予以公布|公布|发布)(?:给)?")
_TITLE_AMENDS = re.compile(
    r"关于(?:修改|修订|修正|废止|停止执行|宣布失效|废止和修改|修改和废止)(.+)的(?:决定|通知|公告|令)"
)
_BORDER = re.compile(r"(?:接壤|毗邻|交界|相邻|为邻|隔[一-龥]{0,4}相望|隔[海江河]|一[江河水]之隔|相接|相连(?!接))")
_BORDER_AFTER = re.compile(r"(?:等)?(?:两[省国地市县]|三[省国]|边境)?" + _BORDER.pattern)
_BORDER_GAP = re.compile(
    r"(?:，?(?:[东南西北]{1,2}[部面边]?)?(?:分别)?(?:与|同)|和|及|、|以及|毗邻|紧邻|接壤|紧靠|相邻)"
)
_ONE_SIDE = re.compile(r"(?:与|同|毗邻|紧邻|接壤|紧靠|相邻)$")
_SIDE = re.compile(r"[东南西北]{1,2}[部面边]?(邻|毗邻|接|紧邻|紧靠|接壤)$")
_ITS_BORDER = re.compile(r"(?:其|该[省市县国地区]+|这里|当地|[东南西北])")
_BUILT_BY = re.compile(
    r"(?:承建|建设|投资建设|投资|修建|兴建|运营|开发|建造|研制|打造|自主研制|自主研发|投资兴建|负责建设|负责运营|参与建设|施工)的[^，。；]{0,14}$"
)
_UNDER = re.compile(
    r"(?:根据|依据|按照|依照|遵照|为(?:深入|全面|进一步|认真)?(?:贯彻|落实|执行)(?:落实|执行|实施)?(?:好)?)[^，。；《]{0,16}$"
)
_BASIS = re.compile(r"(?:根据|依据|按照|依照|遵照)[^，。；《]{0,16}$")
_CHANGING = re.compile(r"修改|修正|修订|废止|失效")
_HEREBY = re.compile(
    r"[^。；《]{0,120}?(?:现(?:就|将)[^。；《]{0,60}(?:通知|通告|公告|函告|印发|意见)[^。；]{0,8}如下|特(?:制定|作出)(?:本|如下)|(?:通知|公告|通告)如下|提出(?:如下|以下)[^。；]{0,6}(?:意见|措施))"
)
_CARRIES = re.compile(r"印发|转发|批转")
_AS_NOTICE = re.compile(r"通知|通告|公告|印发|转发")
_ATTENDS = re.compile(
    r"(?:等)?(?:有关|主要|相关)?(?:负责同志|负责人|领导|代表|同志)?(?:等)?(?:在会上|会上)?(?:分别|先后|也|都|共同|应邀|一同)?"
    r"(?:(?:出席|参加|列席|主持)(?:了)?(?:会议|大会|全会|座谈会|论坛|年会|开幕式|闭幕式|开幕会|仪式|活动|研讨会|本次会议)?"
    r"|(?:在(?:会议|大会|座谈会|会)上)?(?:致辞|致词|致开幕词|讲话|发言|作(?:了)?(?:交流|大会|主旨|总结|主题|工作|典型|表态)?(?:发言|报告|说明|汇报|部署|讲话|演讲)"
    r"|(?:介绍|汇报|通报)(?:了)?[^，。；]{0,12}(?:情况|成果)|宣读[^，。；]{2,20}))(?:并(?:讲话|致辞|发言|作[^，。；]{2,8}))?[，。；\n]"
)
_SPEAKS_FOR_BODY = re.compile(
    r"(?:等)?(?:[^，。；]{0,4}(?:单位|部门))?(?:有关|主要|相关)?(?:负责同志|负责人|领导|代表)"
)
_OPENING = re.compile(r"(?:^|[，。；\n])(?:会上|会议期间|[^，。；]{0,4}(?:日|今天|上午|下午))?，?$")
_TOWARDS = re.compile(r"(?:(?!接待|欢迎|邀请|[我他她])[^，。；：]){0,16}对")
_JOINT = re.compile(r"(?:(?:[0-9]+[日月]|日前|近日|今天|当天|已|将|宣布|正式|计划|拟){0,4})(?:与|同|和|携手|联合)")
_JOINS = re.compile(
    r"[^，。；、（]{0,10}?(达成|签署|签订|签约|建立|开展|缔结|深化|展开|共建|合作)(?:了)?(?:[^。；，]{0,14}(?:合作|伙伴|战略|框架协议))?"
    r"(?=[^。；]{0,3}(?:[，。；\n]|$|协议|备忘录|关系|协定|项目))"
)
_TAKES_PLACE = re.compile(r"[^，。；、]{0,6}(?:举行|举办|召开|开幕|启幕|开赛)(?=[，。；\n]|$)")
_WHEN = re.compile(r"(?:将|拟|已|计划)?(?:于[^，。；]{1,16})?(?:在|于)")
_GOES_ON_MEETING = re.compile(
    r"(?:[^，。；]{0,4}期间|其间|会[前后]|随后|此后|当[天日晚](?:[上下]午|晚些时候)?)?，?(?:还|又|先后|分别)*(?P<verb>拜会|会见|会晤|拜访|看望|与|同)(?:了)?"
)
_TALKS = re.compile(r"[^，。；]{0,4}(?:举行|进行|会谈|会晤|会面|会见|磋商|交谈|通话)")
_REACHES = re.compile(r"(?:连[通接]|联[通接]|通[往向达]|前往|面向|驶[往向]|[发开飞运]往|靠近|邻近|毗邻|对|不在)$")
_VISITS = re.compile(r"(?:进行|开始|展开)(?:为期[^，。；]{1,4}的)?(?:国事|正式|友好|工作|正式友好)?访问")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A relation between entities ``head`` and ``tail`` (numbers) that a construction states by itself."""

    relation: str
    head: int
    tail: int
    sentence: int
    rule: str
    trigger: Span | None
    head_at: Occurrence | None = None
    tail_at: Occurrence | None = None


def statements(passage: Passage) -> Iterator[Stated]:
    """Yield what the constructions of this module find in a passage, sentence by sentence."""
    issuers = _issuer_names(passage)
    main = _main_policy(passage)
    for sentence in passage.sentences:
        for o in sentence.occurrences:
            if o.type == POLICY and not o.implied:
                yield from _issuer_in_title(passage, sentence, o, issuers)
                yield from _changes(passage, sentence, o, main)
                yield from _notice_basis(passage, sentence, o, main)
                yield from _notice_encloses(passage, sentence, o, main)
                yield from _drawn_up_under(passage, sentence, o)
                yield from _made_by(passage, sentence, o)
        yield from _goes_on_meeting(passage, sentence)
        if len(sentence.occurrences) > 1:
            yield from _members(passage, sentence)
            yield from _borders(passage, sentence)
            yield from _borders_by_side(passage, sentence)
            yield from _held_in_clause(passage, sentence)
            yield from _partners(passage, sentence)
            yield from _things_of_place(passage, sentence)
            yield from _builders(passage, sentence)
            yield from _state_visits(passage, sentence)
    yield from _attendance(passage)


# ---- policies -----------------------------------------------------------------------------------------------


def _issuer_names(passage: Passage) -> list[tuple[str, int]]:
    names = [
        (name, number)
        for number, e in enumerate(passage.entities)
        if e.type in BODY_TYPES
        for name in sorted(passage.names[number])
        if len(name) > 2
    ]
    return sorted(names, key=lambda x: (-len(x[0]), x[0]))


def _issuer_in_title(
    passage: Passage, sentence: Sentence, o: Occurrence, issuers: list[tuple[str, int]]
) -> Iterator[Stated]:
    words = passage.words(o).lstrip("《〈“ ")
    at = 0
    while True:
        found = next(((name, n) for name, n in issuers if words.startswith(name, at)), None)
        if found is None:
            return
        name, number = found
        end = at + len(name)
        if words[end : end + 1] in ("、", " ", "和") or any(words.startswith(x, end) for x, _ in issuers):
            last = False
        else:
            last = True
            if not words[end:].startswith(("关于", "办公厅关于", "印发", "转发")):
                return
            if words[end:].startswith("办公厅"):
                return
        start = o.start + passage.words(o).find(words) + at
        yield Stated(
            relation="issued", head=number, tail=o.entity, sentence=sentence.number, rule="policy/issuer-in-title",
            trigger=(start, start + len(name)), tail_at=o,
        )  # fmt: skip
        if last:
            return
        at = end + (words[end : end + 1] in ("、", " ", "和"))


def _main_policy(passage: Passage) -> int | None:
    """Return the policy that a notice itself is: it stands at the head of the document or in its title."""
    for sentence in passage.sentences[:2]:
        for o in sentence.occurrences:
            if o.type == POLICY and (passage.in_title[o.entity] or (o.start < 40 and not is_cited_basis(passage, o))):
                return o.entity
    return None


def is_cited_basis(passage: Passage, policy: Occurrence) -> bool:
    """Whether a policy is what a rule is drawn up under (该办法依据A制定，原B同时废止): A repeals nothing."""
    if policy.implied or _CHANGING.search(passage.words(policy)):
        return False
    sentence = passage.sentences[policy.sentence]
    start, _ = passage.list_span(sentence, policy.order)
    return _BASIS.search(passage.text, sentence.start, start) is not None


def _changes(passage: Passage, sentence: Sentence, o: Occurrence, main: int | None) -> Iterator[Stated]:
    text = passage.text
    title = _TITLE_AMENDS.search(passage.words(o))
    if title:
        for number, e in enumerate(passage.entities):
            named = any(len(_bare(n)) > 3 and _bare(n) in title.group(1) for n in passage.names[number])
            if e.type == POLICY and number != o.entity and named:
                yield Stated(
                    relation="amends", head=o.entity, tail=number, sentence=sentence.number,
                    rule="policy/amends-in-title", trigger=(o.start, o.end), head_at=o,
                )  # fmt: skip
    if main is None or main == o.entity:
        return
    _, last = sentence.lists[o.order]
    end = sentence.occurrences[last].end
    repealed = _REPEALED.match(text, end, sentence.end)
    amended = _AMENDED.match(text, end, sentence.end) or _AMENDING.search(
        text[max(sentence.start, o.start - 6) : o.start]
    )
    for match, rule in ((repealed, "policy/repeals"), (amended, "policy/amends")):
        if match:
            head = _enclosed(passage, main, sentence) if rule == "policy/repeals" else main
            if head != o.entity:
                yield Stated(
                    relation="amends", head=head, tail=o.entity, sentence=sentence.number, rule=rule,
                    trigger=(end, end + len(match.group())) if match.re is not _AMENDING else None, tail_at=o,
                )  # fmt: skip


def _notice_basis(passage: Passage, sentence: Sentence, o: Occurrence, main: int | None) -> Iterator[Stated]:
    if main is None or o.entity == main:
        return
    start, end = passage.list_span(sentence, o.order)
    under = _UNDER.search(passage.text[max(sentence.start, start - 28) : start])
    hereby = _HEREBY.match(passage.text, end, sentence.end)
    carries = any(_CARRIES.search(name) for name in passage.names[main])  # then the rule it carries may be what speaks
    if under and hereby and (not carries or _AS_NOTICE.search(hereby.group())):
        at = start - len(under.group())
        yield Stated(
            relation="basedOn", head=main, tail=o.entity, sentence=sentence.number, rule="policy/notice-basis",
            trigger=(at, at + 2), tail_at=o,
        )  # fmt: skip


def _notice_encloses(passage: Passage, sentence: Sentence, o: Occurrence, main: int | None) -> Iterator[Stated]:
    if main is None or o.entity == main:
        return
    given = _GIVEN_OUT.match(passage.text, o.end, sentence.end)
    if not given or not _ENCLOSES.search(passage.text[max(sentence.start, o.start - 10) : o.start]):
        return
    for issuer in _title_issuers(passage, passage.by_entity[main][0]):
        yield Stated(
            relation="issued", head=issuer.entity, tail=o.entity, sentence=sentence.number,
            rule="policy/notice-encloses", trigger=given.span(1), tail_at=o,
        )  # fmt: skip


def _drawn_up_under(passage: Passage, sentence: Sentence, o: Occurrence) -> Iterator[Stated]:
    start, end = passage.list_span(sentence, o.order)
    under = _UNDER.search(passage.text[max(sentence.start, start - 28) : start])
    if not under or not _DRAWN_UP.match(passage.text, end, sentence.end):
        return
    at = start - len(under.group())
    subjects = [s for s in sentence.occurrences if s.type == POLICY and s.end <= at and s.entity != o.entity]
    if subjects and re.fullmatch("[^，。；]{0,4}", passage.text[subjects[-1].end : at]):
        yield Stated(
            relation="basedOn", head=subjects[-1].entity, tail=o.entity, sentence=sentence.number,
            rule="policy/drawn-up-under", trigger=(at, at + 2), tail_at=o,
            head_at=None if subjects[-1].implied else subjects[-1],
        )  # fmt: skip


def _made_by(passage: Passage, sentence: Sentence, o: Occurrence) -> Iterator[Stated]:
    opening = _BY.match(passage.text, o.end, sentence.end)
    if not opening:
        return
    for b in sentence.occurrences:
        if b.type not in BODY_TYPES or b.implied or b.start < opening.end():
            continue
        if re.search("[。；《]", passage.text[opening.end() : b.start]):
            return
        verb = _MAKES.match(passage.text, b.end, sentence.end)
        if verb:
            yield Stated(
                relation="approved" if verb.group("approves") else "issued", head=b.entity, tail=o.entity,
                sentence=sentence.number, rule="policy/made-by", trigger=verb.span(), head_at=b, tail_at=o,
            )  # fmt: skip


def _title_issuers(passage: Passage, title: Occurrence) -> list[Occurrence]:
    """Return the bodies right before a title, as they stand at the head of a notice: 「A、B关于…的通知」."""
    occurrences = passage.sentences[title.sentence].occurrences
    at, out = title, []
    for o in reversed(occurrences[: title.order]):
        gap = passage.text[o.end : at.start]
        if o.type not in BODY_TYPES or o.implied or gap.strip("、 \u3000\n"):
            break
        out.append(o)
        at = o
    return out[::-1]


def _enclosed(passage: Passage, main: int, sentence: Sentence) -> int:
    """Return the rule that a notice carries with it (现将《…》印发), which is what repeals; else the notice."""
    for s in passage.sentences[: sentence.number + 1]:
        for o in s.occurrences:
            before = passage.text[max(s.start, o.start - 10) : o.start]
            if o.type == POLICY and o.entity != main and not o.implied and _ENCLOSES.search(before):
                return o.entity
    return main


def _bare(name: str) -> str:
    return name.strip("《》〈〉“” ")


# ---- members ------------------------------------------------------------------------------------------------


def _members(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield the members in 「G由A、B、C组成」, 「G成员单位包括A、B」, 「A、B为成员单位」."""
    text = passage.text
    for first, last in sorted(set(sentence.lists)):
        members = [
            o
            for o in sentence.occurrences[first : last + 1]
            if o.type in BODY_TYPES and not o.implied and not sentence.inside[o.order]
        ]
        if last - first < 1 or len(members) < 2:
            continue
        start, end = sentence.units[first][0], sentence.units[last][1]
        after = _COMPOSED.match(text, end, sentence.end)
        before = _MEMBERS_ARE.search(text[max(sentence.start, start - 14) : start])
        if not after and not (before and not before.group().startswith("由")):
            continue
        group = _group_before(passage, sentence, start)
        if group is None or group in {o.entity for o in members}:
            continue
        trigger = after.span() if after else (start - len(before.group()), start)  # type: ignore[union-attr]
        for o in members:
            if o.entity != group:
                yield Stated(
                    relation="partOf", head=o.entity, tail=group, sentence=sentence.number, rule="part/members",
                    trigger=trigger, head_at=o,
                )  # fmt: skip


def _group_before(passage: Passage, sentence: Sentence, at: int) -> int | None:
    """Return the group named in the sentence before ``at``; or, where a noun stands for it, the last one named."""
    own = [
        o.entity
        for o in sentence.occurrences
        if o.start < at
        and o.type in BODY_TYPES | {EVENT}
        and _is_group(passage.words(o))
        and re.match(r"[^。；，]{0,12}(?:由|成员|组成)", passage.text[o.end : at + 1])
    ]
    if own:
        return own[-1]
    if not _GROUP_NOUN.search(passage.text, sentence.start, at):
        return None
    for s in reversed(passage.sentences[: sentence.number]):
        for o in reversed(s.occurrences):
            if o.type in BODY_TYPES | {EVENT} and _is_group(passage.entities[o.entity].name):
                return o.entity
    return None


def _is_group(name: str) -> bool:
    return _GROUP_NAME.search(name) is not None and _GROUP_NOUN.fullmatch(name) is None


# ---- borders and builders -----------------------------------------------------------------------------------


def _borders(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield the neighbours in 「A与B、C接壤」 and 「A、B两省交界」; those on one side of 与 are not said to touch."""
    for run in _runs_of_places(passage, sentence):
        match = _BORDER_AFTER.match(passage.text, run[-1].end, sentence.end)
        if not match:
            continue
        meet = match.group().endswith("交界") and len(run) > 2  # A、B、C交界: each touches each
        for a, b in combinations(run, 2) if meet else _sides(passage, sentence, run):
            yield Stated(
                relation="adjacentTo", head=a.entity, tail=b.entity, sentence=sentence.number, rule="border/shared",
                trigger=match.span(), head_at=None if a.sentence != sentence.number else a, tail_at=b,
            )  # fmt: skip


def _borders_by_side(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield the neighbours in 「A北邻B，南接C、D」, where A opens the sentence."""
    subject = sentence.occurrences[0]
    if subject.type not in PLACE_TYPES or subject.start != sentence.start:
        return
    for place in sentence.occurrences[1:]:
        start, _ = passage.list_span(sentence, place.order)
        if place.type not in PLACE_TYPES or place.implied or sentence.inside[place.order]:
            continue
        if side := _SIDE.search(passage.text, subject.end, start):
            yield Stated(
                relation="adjacentTo", head=subject.entity, tail=place.entity, sentence=sentence.number,
                rule="border/shared", trigger=side.span(1), head_at=subject, tail_at=place,
            )  # fmt: skip


def _runs_of_places(passage: Passage, sentence: Sentence) -> list[list[Occurrence]]:
    """Return the places of a sentence in runs with nothing but 与, 、 or 和 between them."""
    runs: list[list[Occurrence]] = []
    for o in sentence.occurrences:
        if o.type not in PLACE_TYPES or sentence.inside[o.order] or o.implied:
            continue
        if runs and _BORDER_GAP.fullmatch(passage.text, runs[-1][-1].end, sentence.units[o.order][0]):
            runs[-1].append(o)
        else:
            runs.append([o])
    return runs


def _sides(passage: Passage, sentence: Sentence, run: list[Occurrence]) -> list[tuple[Occurrence, Occurrence]]:
    text = passage.text
    gaps = [text[a.end : sentence.units[b.order][0]] for a, b in pairwise(run)]
    joined = next((n for n, gap in enumerate(gaps, start=1) if _ONE_SIDE.search(gap)), None)
    if joined is None and len(gaps) > 1 and gaps[0] in ("和", "及") and "、" in gaps[1:]:
        joined = 1
    if joined is not None:
        return [(a, b) for a in run[:joined] for b in run[joined:]]
    start = sentence.units[run[0].order][0]
    if not _ONE_SIDE.search(text[sentence.start : start]):
        return list(pairwise(run))
    subject = _border_subject(passage, sentence, start)
    return [(subject, b) for b in run] if subject is not None else []


def _border_subject(passage: Passage, sentence: Sentence, at: int) -> Occurrence | None:
    """Return the place that 「，东与B接壤」 goes on about: what opens the sentence or, after 其, the one before."""
    opening = sentence.occurrences[0]
    if opening.start < at:
        return opening if opening.type in PLACE_TYPES and opening.start == sentence.start else None
    if not sentence.number or not _ITS_BORDER.match(passage.text, sentence.start, at):
        return None
    before = passage.sentences[sentence.number - 1].occurrences[:1]
    return next((o for o in before if o.type in PLACE_TYPES), None)


def _partners(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield the two firms in 「B与（C国）C签署合作协议」."""
    firms = [o for o in sentence.occurrences if o.type in (COMPANY, ORGANIZATION) and not o.implied]
    for a, b in pairwise(firms):
        between = [o for o in sentence.occurrences if a.end <= o.start < b.start]
        start = between[0].start if between and _is_chain_up_to(passage, between, b) else b.start
        governed = _ONE_SIDE.search(passage.text, sentence.start, passage.list_span(sentence, a.order)[0])
        if governed or any(o.start < start for o in between) or not _JOINT.fullmatch(passage.text, a.end, start):
            continue
        verb = _JOINS.match(passage.text, b.end, sentence.end)
        if verb and not any(verb.start() <= o.start < verb.end() + 3 for o in sentence.occurrences):
            for mate in sentence.occurrences[sentence.lists[a.order][0] : a.order + 1]:
                if mate.type in (COMPANY, ORGANIZATION) and not sentence.inside[mate.order] and not mate.implied:
                    yield Stated(
                        relation="cooperatesWith", head=mate.entity, tail=b.entity, sentence=sentence.number,
                        rule="cooperation/firms", trigger=verb.span(1), head_at=mate, tail_at=b,
                    )  # fmt: skip


def _is_chain_up_to(passage: Passage, places: list[Occurrence], o: Occurrence) -> bool:
    """Whether places stand right before a name (法国 + 达朗集团)."""
    following = [*places[1:], o]
    return all(
        p.type in PLACE_TYPES and passage.text[p.end : n.start] in ("", "的", "“")
        for p, n in zip(places, following, strict=True)
    )


def _things_of_place(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield place and ports or zones in 「L的A、B」."""
    for place, first in pairwise(sentence.occurrences):
        if place.type not in PLACE_TYPES or place.implied or first.type not in (PORT, ZONE) or first.implied:
            continue
        if passage.text[place.end : first.start] not in ("", "的", "境内的", "境内"):
            continue
        if _REACHES.search(passage.text, sentence.start, place.start):
            continue
        _, last = sentence.lists[first.order]
        for o in sentence.occurrences[first.order : last + 1]:
            if "及" in passage.text[first.end : o.start]:
                break
            if o.type in (PORT, ZONE) and not sentence.inside[o.order]:
                yield Stated(
                    relation="locatedIn", head=o.entity, tail=place.entity, sentence=sentence.number,
                    rule="place/of-list", trigger=None, head_at=o, tail_at=place,
                )  # fmt: skip


def _builders(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield builder and work in 「由A（、B）承建的J」."""
    text = passage.text
    for o in sentence.occurrences:
        if o.type not in (PROJECT, PORT) or o.implied:
            continue
        start = sentence.units[o.order][0]
        found = _BUILT_BY.search(text[max(sentence.start, start - 24) : start])
        if not found:
            continue
        at = start - len(found.group())
        builders = [b for b in sentence.occurrences if b.type in BODY_TYPES and not b.implied and b.start < at]
        if not builders or at - builders[-1].end > 8 or re.search("[，。；]", text[builders[-1].end : at]):
            continue
        first, last = sentence.lists[builders[-1].order]
        for b in sentence.occurrences[first : last + 1]:
            if b.type in BODY_TYPES and not sentence.inside[b.order]:
                yield Stated(
                    relation="develops", head=b.entity, tail=o.entity, sentence=sentence.number,
                    rule="project/built-by", trigger=(at, at + found.group().index("的")), head_at=b, tail_at=o,
                )  # fmt: skip


def _attendance(passage: Passage) -> Iterator[Stated]:
    """Yield who attends or speaks (A、B出席会议。A主持。) and the only event that has opened in the block so far."""
    held: set[int] = set()
    block = 0
    for sentence in passage.sentences:
        if sentence.block != block:
            block, held = sentence.block, set()
        convened = passage.convened[sentence.number]
        if len(held) == 1 and convened is None:
            yield from _attenders(passage, sentence, next(iter(held)))
        if convened is not None:
            held.add(convened.entity)


def _attenders(passage: Passage, sentence: Sentence, event: int) -> Iterator[Stated]:
    others = [o for o in sentence.occurrences if o.type == EVENT and o.entity != event]
    for first, last in sorted(set(sentence.lists)):
        members = [o for o in sentence.occurrences[first : last + 1] if not sentence.inside[o.order] and not o.implied]
        kinds = {"P" if o.type in PEOPLE_TYPES else "B" if o.type in BODY_TYPES else "" for o in members}
        if len(kinds) != 1 or "" in kinds or others:
            continue
        start, end = passage.list_span(sentence, first)
        verb = _ATTENDS.match(passage.text, end, sentence.end)
        if not verb or not _OPENING.search(passage.text[sentence.start : start]):
            continue
        if kinds == {"B"} and not _SPEAKS_FOR_BODY.match(passage.text, end):
            continue
        for o in members:
            yield Stated(
                relation="participatesIn", head=o.entity, tail=event, sentence=sentence.number,
                rule="event/attendance", trigger=(end, verb.end() - 1), head_at=o,
            )  # fmt: skip


def _held_in_clause(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield event and place in 「E由A主办，将于9月在L举行」: a clause of its own with the subject left out."""
    event, *others = sentence.occurrences
    if event.type != EVENT or event.start != sentence.start or any(o.type == EVENT for o in others):
        return
    for place in others:
        if place.type not in PLACE_TYPES or place.implied or sentence.inside[place.order]:
            continue
        start = sentence.units[place.order][0]
        opening = max(passage.text.rfind("，", event.end, start), event.end - 1) + 1
        verb = _TAKES_PLACE.match(passage.text, place.end, sentence.end)
        if verb and opening > event.end and _WHEN.fullmatch(passage.text, opening, start):
            yield Stated(
                relation="heldIn", head=event.entity, tail=place.entity, sentence=sentence.number,
                rule="event/held-in-clause", trigger=verb.span(), head_at=event, tail_at=place,
            )  # fmt: skip


def _goes_on_meeting(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield guest and host in 「A抵达C。其间，拜会了B」: the subject is the only person of the sentence before."""
    hosts = [o for o in sentence.occurrences if o.type in PEOPLE_TYPES]
    if not hosts or not sentence.number:
        return
    start, _ = passage.list_span(sentence, hosts[0].order)
    verb = _GOES_ON_MEETING.fullmatch(passage.text, sentence.start, start)
    before = passage.sentences[sentence.number - 1]
    guests = {o.entity: o for o in before.occurrences if o.type in PEOPLE_TYPES}
    if not verb or len(guests) != 1 or before.block != sentence.block:
        return
    _, end = passage.list_span(sentence, hosts[0].order)
    if verb["verb"] in "与同" and not _TALKS.match(passage.text, end, sentence.end):
        return
    guest = next(iter(guests.values()))
    first, last = sentence.lists[hosts[0].order]
    for o in sentence.occurrences[first : last + 1]:
        if o.type in PEOPLE_TYPES and o.entity != guest.entity:
            yield Stated(
                relation="met", head=guest.entity, tail=o.entity, sentence=sentence.number, rule="meeting/goes-on",
                trigger=verb.span("verb"), tail_at=o,
            )  # fmt: skip


def _state_visits(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield guest and country in 「A对C进行国事访问」."""
    for guest, country in pairwise(sentence.occurrences):
        if guest.type not in PEOPLE_TYPES or country.type != COUNTRY or country.implied:
            continue
        visit = _VISITS.match(passage.text, country.end, sentence.end)
        if visit and _TOWARDS.fullmatch(passage.text[guest.end : country.start]):
            yield Stated(
                relation="visited", head=guest.entity, tail=country.entity, sentence=sentence.number,
                rule="visit/state", trigger=visit.span(), head_at=guest, tail_at=country,
            )  # fmt: skip
