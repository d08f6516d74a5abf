"""Posts before a name, read leftwards from it: body + rank + name.

Roles stand between the body and the name (国务院 + 副总理 + 名); several posts are joined by 、 or 兼; a role without a
body takes the body before it unless it is a title that stands alone (国家主席).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.relations.passage import Occurrence, Sentence
from kg.relations.posts.record import HOLDERS, NATIONAL, SPACE, Post, PostsRead
from kg.relations.roles import is_role, split_roles, standalone
from kg.vocab import COUNTRY, GOVERNMENT_BODY, PLACE_TYPES

_NOTE = re.compile(r"[（(][^（）()]{2,12}[)）]$")
_HEAD_OF_PLACE = re.compile(
    r"(?:原|前|代|代理|常务)?(?:副?(?:省|市|县|区|州|旗|盟)长|自治区副?主席|自治[州县旗]副?[州县旗]长)"
)
_HELD_POST = re.compile(r"(?:曾任|曾担任|原任|现任|时任|担任|出任|拟任)$")
_COMES_FROM = re.compile(r"来自$")
_GIVES_BEFORE = re.compile(r"(?:当选为?|出任|就任|担任|兼任|接任|转任|改任|升任|任命为|选举为|卸任|辞去)(?:了)?$")
_OWN = (
    r"(?:省|市|州|县|区|旗|盟|自治[区州县旗])"
    r"(?:委|政府|人大常委会|人大|政协|纪委监委|纪委|法院|检察院|委组织部|委宣传部)(?:办公厅|办公室)?"
)
_OWN_BODY = re.compile(rf"{_OWN}$")
_OF_OWN_BODY = re.compile(rf"(?:原|时任)?{_OWN}")
_LEADING = re.compile(r"(?:改由|由|据|在|与|和|同(?!志)|向|对|随后|日前|近日|当天|此前|另据)?")
_VAGUE = re.compile(r"^[其该这那本一两三几各多位名]|(?:代表|学家|官员|专家|教授|候选人|高管|领导人|负责人)$")
_SOMEBODY = re.compile(r"(?:代表|官员|负责人|人士|代办|专员)$")  # 巴西政府代表和中国大使P: two people


def before_name(read: PostsRead, sentence: Sentence, person: Occurrence) -> Iterator[Post]:
    """Yield the posts that stand before a name, the nearest first; note where the phrase begins."""
    edge, index = person.start, person.order
    first = True
    while True:
        left = sentence.occurrences[index - 1] if index else None
        left_end = left.end if left is not None else sentence.start
        gap = read.text[left_end:edge]
        held = left is not None and _HELD_POST.search(read.text, sentence.start, _phrase_start(read, sentence, left))
        if first and held and gap.endswith("的"):
            gap, edge = gap[:-1], edge - 1
        if first and (space := SPACE.search(gap)) and space.end() == len(gap):
            gap, edge = gap[: space.start()], edge - len(space.group())
        if first and (note := _NOTE.search(gap)):
            edge -= len(note.group())
            gap = gap[: note.start()]
        if not first:
            joint = re.search(r"(?:、|兼|和|，|以及|及)$", gap)
            if not joint:
                return
            if joint.group() in ("和", "以及", "及") and _SOMEBODY.search(gap, 0, joint.start()):
                return
            gap = gap[: joint.start()]
            edge = left_end + len(gap)
        at = left_end
        if first and left is not None and gap.startswith("的") and _comes_from(read, sentence, left):
            gap, at = gap[1:], left_end + 1
        rule = "post/body-rank-name" if first else "post/joined-posts"
        if left is not None and left.type in HOLDERS and left.start not in read.rostered:
            body, role_start, body_start, index_next = _body(read, sentence, left, gap)
            role_start += at - left_end
            roles = split_roles(read.text[role_start:edge])
            if roles is not None and first and len(roles) > 1 and _is_given_before(read, sentence, body_start):
                at, role = roles[-1]
                if read.text[role_start + at - 1] == "，":
                    start = role_start + at
                    read.starts[person.start] = start
                    yield Post(person=person, body=body, role=role, rule="post/body-carried", trigger=(start, edge))
                    return
            if roles is not None:
                read.starts[person.start] = body_start
                yield from _with_body(read, person, body, roles, role_start, rule)
                edge, index, first = body_start, index_next, False
                continue
        titles = _titles(gap, at, at == sentence.start)
        if not titles:
            return
        read.starts[person.start] = titles[0][0]
        for start, role in titles:
            yield Post(person=person, body=None, role=role, rule="post/title-name", trigger=(start, start + len(role)))
        edge, first = titles[0][0], False
        if (edge == left_end or left is None) and (left is None or left.type not in HOLDERS):
            return


def _phrase_start(read: PostsRead, sentence: Sentence, body: Occurrence) -> int:
    """Return where the places before a body begin (辽宁省 + 大连市)."""
    before = sentence.occurrences[body.order - 1] if body.order else None
    return before.start if before is not None and read.passage.is_chain(before, body) else body.start


def _comes_from(read: PostsRead, sentence: Sentence, body: Occurrence) -> bool:
    """Whether a post is that of where one comes from (来自L的村委会主任P)."""
    start = body.start
    for o in reversed(sentence.occurrences[: body.order]):
        if o.end != start or o.type not in PLACE_TYPES:
            break
        start = o.start
    return body.type in HOLDERS and _COMES_FROM.search(read.text, max(sentence.start, start - 2), start) is not None


def _is_given_before(read: PostsRead, sentence: Sentence, at: int) -> bool:
    """Whether the post at ``at`` is one that somebody named before takes (A当选B主席，前主席P…)."""
    return _GIVES_BEFORE.search(read.text, max(sentence.start, at - 6), at) is not None


def _body(read: PostsRead, sentence: Sentence, left: Occurrence, gap: str) -> tuple[Occurrence, int, int, int]:
    """Return the body of a role, where the role and the phrase start, and the index of what stands before."""
    before = sentence.occurrences[left.order - 1] if left.order else None
    if before is not None and before.type in HOLDERS:
        between = read.text[before.end : left.start]
        posted = between in ("驻", "常驻")
        topical = not between and left.type in PLACE_TYPES and gap[:2] in ("问题", "事务", "地区")
        ministry = not between and gap[:1] == "长" and left.type == GOVERNMENT_BODY and before.type == COUNTRY
        if posted or topical or ministry:
            return before, before.end, before.start, before.order
    start = _phrase_start(read, sentence, left)
    return left, left.end, start, left.order if start == left.start else before.order if before else left.order


def _with_body(
    read: PostsRead, person: Occurrence, body: Occurrence, roles: list[tuple[int, str]], at: int, rule: str
) -> Iterator[Post]:
    for n, (offset, role) in enumerate(roles):
        of_it = not offset and role.startswith("籍")  # 甲党籍众议员
        start = at + offset + of_it
        role = role[of_it:]
        holder = holder_of(read, body, role) if offset else body
        own = _said_again(read, holder, role) if offset else 0
        start, role = start + own, role[own:]
        yield Post(
            person=person, body=holder, role=role, rule=rule if not n else "post/same-body",
            trigger=(start, start + len(role)),
        )  # fmt: skip


def holder_of(read: PostsRead, body: Occurrence | None, role: str) -> Occurrence | None:
    """Return what a further role belongs to: not the Party committee, where it is the head of the place."""
    if NATIONAL.fullmatch(role) or _OF_OWN_BODY.match(role):
        return None  # 自治区政府主席, after the Party committee
    if body is not None and _HEAD_OF_PLACE.fullmatch(role) and read.passage.words(body).endswith("委"):
        return _place_of(read, body)
    return body


def _said_again(read: PostsRead, body: Occurrence | None, role: str) -> int:
    """Return how many characters of a role only say its body again by the end of its name (建设兵团 … 兵团政委)."""
    words = read.passage.words(body).removesuffix("党委") if body is not None else ""
    sizes = (size for size in range(min(4, len(role) - 2), 1, -1) if words.endswith(role[:size]))
    return next(sizes, 0)


def _place_of(read: PostsRead, committee: Occurrence) -> Occurrence | None:
    """Return the place of a Party committee (青河省委 → 青河省) where the document names it."""
    words = read.passage.words(committee)
    place = words.removesuffix("党委" if words.endswith("区党委") else "委")
    for number, e in enumerate(read.passage.entities):
        if e.type in PLACE_TYPES and place in read.passage.names[number]:
            return read.passage.by_entity[number][0]
    return None


def _titles(gap: str, at: int, opens: bool) -> list[tuple[int, str]]:
    """Return the titles without a body at the end of ``gap`` (国家主席), leftmost first."""
    out: list[tuple[int, str]] = []
    end = len(gap)
    while True:
        match = None
        for m in standalone().finditer(gap, max(0, end - 14), end):
            if m.end() == end:
                match = m
        if match is None:
            break
        out.insert(0, (at + match.start(), match.group()))
        end = match.start()
        if end and gap[end - 1] in "、兼":
            end -= 1
            continue
        break
    if not out:
        return _with_own_before(gap, at, opens, _plain_title(gap, at, opens))
    if own := _OWN_BODY.search(gap, 0, out[0][0] - at):
        out[0] = (at + own.start(), own.group() + out[0][1])
    return _with_own_before(gap, at, opens, out)


def _with_own_before(gap: str, at: int, opens: bool, titles: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the titles with the one joined before them, in a body named by its level alone (省委常委、秘书长)."""
    edge = titles[0][0] - at - 1 if titles else -1
    before = _plain_title(gap[:edge], at, opens) if gap[edge : edge + 1] == "、" and edge > 0 else []
    return before + titles if before and _OF_OWN_BODY.match(before[0][1]) else titles


def _plain_title(gap: str, at: int, opens: bool) -> list[tuple[int, str]]:
    """Return a title of another kind that fills the words between a mark or 的 and the name (工区总工程师)."""
    start = max((gap.rfind(c) for c in "，。；：！？“”（）\n的、"), default=-1) + 1
    leading = _LEADING.match(gap[start:])[0]  # type: ignore[index]
    bounded = start > 0 or opens or leading in ("与", "和", "同")
    start += len(leading)
    words = gap[start:]
    if bounded and 2 < len(words) <= 10 and is_role(words) and not _VAGUE.search(words):
        return [(at + start, words)]
    return []
