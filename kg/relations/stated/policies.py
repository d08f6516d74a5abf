"""Policies: issuers in titles, what a rule changes, repeals, is drawn up under or carries with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.records import Span
from kg.relations.passage import Occurrence, Passage, Sentence
from kg.relations.stated.record import Stated
from kg.vocab import BODY_TYPES, COUNTRY, PLACE_TYPES, POLICY

SCORES = {
    "policy/issuer-in-title": 0.93,
    "policy/amends-in-title": 0.9,
    "policy/repeals": 0.85,
    "policy/amends": 0.85,
    "policy/notice-basis": 0.86,
    "policy/notice-encloses": 0.88,
    "policy/drawn-up-under": 0.88,
    "policy/made-by": 0.9,
    "policy/number": 0.92,
    "policy/each": 0.9,
    "policy/thereupon": 0.88,
    "policy/signed-by-heads": 0.9,
}
_REPEALED = re.compile(
    r"(?:（[^（）]{0,40}）|\([^()]{0,40}\))?[^。；《]{0,16}?(?:同时|即行|予以|相应)?(?:废止|停止执行|失效|不再执行)"
)
_AMENDED = re.compile(
    r"(?:（[^（）]{0,40}）|\([^()]{0,40}\))?(?:部分条款|有关条款|个别条款)?作(?:如下|出如下|以下|出)?(?:修改|修正|修订)"
)
_AMENDING = re.compile(r"(?:^|[一二三四五六七八九十]+是|[。；，、])(?:将|对)?修改$")
ITS_TERM = re.compile(r"(?:的)?(?:有效期|执行期|实施期|施行期|试行期)")
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
_UNDER = re.compile(
    r"(?:根据|依据|按照|依照|遵照|为(?:深入|全面|进一步|认真)?(?:贯彻|落实|执行)(?:落实|执行|实施)?(?:好)?)[^，。；《]{0,16}$"
)
_BASIS = re.compile(r"(?:根据|依据|按照|依照|遵照)[^，。；《]{0,16}$")
_CHANGING = re.compile(r"修改|修正|修订|废止|失效")
_HEREBY = re.compile(
    r"[^。；《]{0,120}?(?:现(?:就|将)[^。；《]{0,60}(?:通知|通告|公告|函告|印发|意见)[^。；]{0,8}如下|特(?:制定|作出)(?:本|如下)|(?:通知|公告|通告)如下|提出(?:如下|以下)[^。；]{0,6}(?:意见|措施)"
    r"|经研究，?(?:现)?(?:决定|同意|确定)|现(?:组织|开展|启动|对|予以?)[^。；]{2,})"
)
_OBJECT = re.compile(r"[^。；《]{0,90}?(?:制定|编写|编制|制订|修订|起草|拟定|形成)(?:了|出台)?(?:了)?[^，。；《]{0,4}$")
_ENCLOSED = re.compile(r"[^。；《]{0,60}?现(?:将|把)[^。；《]{0,12}$")
_WE_MADE = re.compile(
    r"我[们部委局厅办署行会](?:会同[^，。；《]{2,16}|联合[^，。；《]{2,16}|组织|研究)?(?:制定|修订|编制|制订|起草|研究制定)了?$"
)
_NOW_OUT = re.compile(r"[^。；《]{0,50}?现(?:予以?|一并)?(?:印发|发布|公布|发给)")
_EACH = re.compile(
    r"(?:[^，。；]{0,6}[日月天前期])?(?:已|也)?分别(?P<verb>印发|发布|公布|出台|下发|制定|颁布|发出|提出|发表|推出|编制|制订)(?:实施|实行)?(?:了)?[^，。；《]{0,4}"
)
_THEREUPON = re.compile(
    r"(?P<verb>据此|依此|以此为依据)(?:正|已|将)?(?:起草|制定|编制|制订|修订|出台|印发)(?:了)?[^，。；《]{0,6}$"
)
_HEADS_SIGN = re.compile(
    r"(?:[两三]国|双方)?(?:国家)?(?:元首|领导人|总统|总理|首相|外长|政府|部长|代表)[^，。；《]{0,10}?(?P<verb>签署|签订|缔结|草签)(?:了)?[^，。；《]{0,6}"
)
_NUMBERED = re.compile(r"[（(](?:[0-9]{4}年)?(?:[0-9]{1,2}月[0-9]{1,2}日)?")
_NUMBER = re.compile(r"(?:令|公告|通告)(?:[0-9]{4}年)?第[0-9]+号")
_CARRIES = re.compile(r"印发|转发|批转")
_AS_NOTICE = re.compile(r"通知|通告|公告|印发|转发")


def statements(passage: Passage) -> Iterator[Stated]:
    """Yield what is said of each policy named in a passage."""
    issuers = _issuer_names(passage)
    main = main_policy(passage)
    for sentence in passage.sentences:
        for o in sentence.occurrences:
            if o.type == POLICY and not o.implied:
                yield from _issuer_in_title(passage, sentence, o, issuers)
                yield from _changes(passage, sentence, o, main)
                yield from _notice_basis(passage, sentence, o, main)
                yield from _notice_encloses(passage, sentence, o, main)
                yield from _drawn_up_under(passage, sentence, o)
                yield from _made_by(passage, sentence, o)
                yield from _numbered(passage, sentence, o)
        yield from _each_its_own(passage, sentence)
        yield from _thereupon(passage, sentence)
        yield from _signed_by_heads(passage, sentence)


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


def main_policy(passage: Passage) -> int | None:
    """Return the policy that a notice itself is: it stands at the head of the document or in its title."""
    for sentence in passage.sentences[:2]:
        for o in sentence.occurrences:
            if (
                o.type == POLICY
                and not ITS_TERM.match(passage.text, o.end)
                and (passage.in_title[o.entity] or (o.start < 40 and not is_cited_basis(passage, o)))
            ):
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
    if not under:
        return
    at = start - len(under.group())
    carried = next((d for d in sentence.occurrences[o.order :] if d.start > end and d.type == POLICY), None)
    if carried and not carried.implied and _ENCLOSED.fullmatch(passage.text, end, carried.start):
        yield Stated(
            relation="basedOn", head=carried.entity, tail=o.entity, sentence=sentence.number,
            rule="policy/notice-basis", trigger=(at, at + 2), head_at=carried, tail_at=o,
        )  # fmt: skip
    elif hereby and (not carries or _AS_NOTICE.search(hereby.group())):
        yield Stated(
            relation="basedOn", head=main, tail=o.entity, sentence=sentence.number, rule="policy/notice-basis",
            trigger=(at, at + 2), tail_at=o,
        )  # fmt: skip


def _notice_encloses(passage: Passage, sentence: Sentence, o: Occurrence, main: int | None) -> Iterator[Stated]:
    if main is None or o.entity == main:
        return
    start, end = passage.list_span(sentence, o.order)
    given = _GIVEN_OUT.match(passage.text, o.end, sentence.end)
    if not given or not _ENCLOSES.search(passage.text[max(sentence.start, o.start - 10) : o.start]):
        given = _NOW_OUT.match(passage.text, end, sentence.end)
        if not given or not _WE_MADE.search(passage.text[max(sentence.start, start - 30) : start]):
            return
    for issuer in _title_issuers(passage, passage.by_entity[main][0]):
        yield Stated(
            relation="issued", head=issuer.entity, tail=o.entity, sentence=sentence.number,
            rule="policy/notice-encloses", trigger=given.span(given.lastindex or 0), tail_at=o,
        )  # fmt: skip


def _drawn_up_under(passage: Passage, sentence: Sentence, o: Occurrence) -> Iterator[Stated]:
    start, end = passage.list_span(sentence, o.order)
    under = _UNDER.search(passage.text[max(sentence.start, start - 28) : start])
    if not under:
        return
    at = start - len(under.group())
    made = next((d for d in sentence.occurrences if d.start >= end and d.type == POLICY), None)
    if made and made.entity != o.entity and _OBJECT.fullmatch(passage.text, end, made.start):
        yield Stated(
            relation="basedOn", head=made.entity, tail=o.entity, sentence=sentence.number,
            rule="policy/drawn-up-under", trigger=(at, at + 2), tail_at=o, head_at=None if made.implied else made,
        )  # fmt: skip
    if not _DRAWN_UP.match(passage.text, end, sentence.end):
        return
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


def _numbered(passage: Passage, sentence: Sentence, o: Occurrence) -> Iterator[Stated]:
    """Yield issuer and rule in 「《D》（2005年G令第29号）」."""
    for body in sentence.occurrences[o.order + 1 : o.order + 2]:
        number = _NUMBER.match(passage.text, body.end, sentence.end)
        if body.type in BODY_TYPES and number and _NUMBERED.fullmatch(passage.text, o.end, body.start):
            yield Stated(
                relation="issued", head=body.entity, tail=o.entity, sentence=sentence.number, rule="policy/number",
                trigger=number.span(), head_at=body, tail_at=o,
            )  # fmt: skip


def _each_its_own(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield issuer and rule in 「A、B分别印发D1、D2」, one by one."""
    runs = sorted(run for run in set(sentence.lists) if run[0] < run[1])
    for heads, tails in pairwise(runs):
        issuers, policies = _members(sentence, heads), _members(sentence, tails)
        verb = _EACH.fullmatch(passage.text, issuers[-1].end, sentence.units[tails[0]][0])
        if not verb or len(issuers) != len(policies) or any(o.type != POLICY for o in policies):
            continue
        for issuer, policy in zip(issuers, policies, strict=True):
            if issuer.type in BODY_TYPES | PLACE_TYPES:
                yield Stated(
                    relation="issued", head=issuer.entity, tail=policy.entity, sentence=sentence.number,
                    rule="policy/each", trigger=verb.span("verb"), head_at=issuer, tail_at=policy,
                )  # fmt: skip


def _thereupon(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield rule and basis in 「D1公布后，G据此起草D2」, where D1 may stand last in the sentence before."""
    before = passage.sentences[sentence.number - 1].occurrences if sentence.number else []
    named = [o for o in before if o.type == POLICY][-1:] + [o for o in sentence.occurrences if o.type == POLICY]
    for basis, made in pairwise([o for o in named if not o.implied]):
        verb = _THEREUPON.search(passage.text, max(sentence.start, basis.end, made.start - 24), made.start)
        if made.sentence != sentence.number:
            continue
        if verb and basis.entity != made.entity:
            yield Stated(
                relation="basedOn", head=made.entity, tail=basis.entity, sentence=sentence.number,
                rule="policy/thereupon", trigger=verb.span("verb"), head_at=made,
                tail_at=basis if basis.sentence == sentence.number else None,
            )  # fmt: skip


def _signed_by_heads(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield country and agreement in 「C1与C2元首签署D」."""
    for policy in sentence.occurrences[2:]:
        mates = sentence.occurrences[policy.order - 2 : policy.order]
        if policy.type != POLICY or any(o.type != COUNTRY or o.implied for o in mates):
            continue
        joined = passage.text[mates[0].end : mates[1].start] in ("与", "和", "、", "同")
        verb = _HEADS_SIGN.fullmatch(passage.text, mates[1].end, policy.start)
        for country in mates if joined and verb else ():
            yield Stated(
                relation="signed", head=country.entity, tail=policy.entity, sentence=sentence.number,
                rule="policy/signed-by-heads", trigger=verb.span("verb") if verb else None, head_at=country,
                tail_at=policy,
            )  # fmt: skip


def _members(sentence: Sentence, run: Span) -> list[Occurrence]:
    return [o for o in sentence.occurrences[run[0] : run[1] + 1] if not sentence.inside[o.order]]


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
            if o.type != POLICY or o.entity == main or o.implied:
                continue
            made = _WE_MADE.search(passage.text, s.start, o.start) and _NOW_OUT.match(passage.text, o.end, s.end)
            if made or _ENCLOSES.search(passage.text[max(s.start, o.start - 10) : o.start]):
                return o.entity
    return main


def _bare(name: str) -> str:
    return name.strip("《》〈〉“” ")
