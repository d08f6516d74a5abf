"""Post phrases: body + rank + name, lists of names that share a post, posts after a name, appointments.

A phrase is read leftwards from a name: roles stand between the body and the name (国务院 + 副总理 + 名); several
posts are joined by 、 or 兼; a role without a body takes the body before it unless it is a title that stands alone
(国家主席).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.records import Span
from kg.relations.passage import Occurrence, Passage, Sentence
from kg.relations.roles import ATTRIBUTE, MAX_ROLE, is_role, split_roles, standalone
from kg.text.cues import REMOVING, TAKING_OFFICE
from kg.vocab import BODY_TYPES, COUNTRY, EVENT, GOVERNMENT_BODY, PEOPLE_TYPES, PLACE_TYPES, PORT, PROJECT

HOLDERS = BODY_TYPES | PLACE_TYPES | {EVENT, PROJECT, PORT}
_NAMES_GAP = re.compile(r"、|和|与|及|以及|，")
_NEXT_POST = re.compile(
    r"(?:职务)?(?:，?(?:同时|并)?(?:兼任|继续担任|仍担任)|，(?:并|现|拟)?提名为|，拟任|，(?:曾任|曾担任|历任|此前任|此前担任|后任|后担任|现任)|、|兼|和|，)"
)
_NOTE = re.compile(r"[（(][^（）()]{2,12}[)）]$")
_NATIONAL = re.compile(r"(?:原|前|时任|现任)?国家(?:副主席|主席|监委主任)|(?:原|前)?国务委员")
_HEAD_OF_PLACE = re.compile(r"(?:原|前|代|代理|常务)?副?(?:省|市|县|区|州|旗|盟)长")
_AFTER = re.compile(
    r"(?:同志)?(总书记|国家主席|主席|总统|总理|首相|委员长|国王|女王|议长|部长|外长|防长|省长|市长|书记|司令员)(?![们级的]?(?:令|团|会议|声明|府|府邸|选举))"
)
_APPOINT = re.compile(r"(?:任命|选举|推选|推举|提名|选出|聘任|聘请|委任|任用)(?:了)?(?P<mid>[^，。；]{0,12})$")
_AS = re.compile(r"^(?:同志|先生|女士)?(?:为|任|担任|出任|接任|接替|继任|当|连任)")
_HEADING = re.compile(rf"(?P<verb>{TAKING_OFFICE}|{REMOVING})[：:]\s*$")
_REMOVE = re.compile(r"(?:免去|免除|撤销|罢免|解除|免|撤去)(?:了)?[：:]?$")
_BECOMES = re.compile(
    r"^(?:，(?:祝贺|恭喜)(?:他|她|其|您))?(?:，?因[^，。；]{1,12}(?:原因|变动|调整|调动|届满|需要|退休)，)?(?:同志|先生|女士)?(?:(?!任命|免去|提名)[^，。；、“”]){0,14}?(?:当选为?|出任|就任|担任|兼任|接任|转任|改任|调任|升任|履新|历任|被任命为|被选举?为|被提名为|任职于?|任(?![命期何务意免])|是|系|为|辞去|卸任|不再担任)(?:了|过)?"
    r"|^(?:同志)?(?=代理)"
)
_PRESENTED = re.compile(
    r"(?:已|将|近日)?接替[^，。；]{1,14}，(?:出任|担任|接任|就任)|(?:同志)?，(?:[男女]，)?(?:[^，。；：“”]{1,16}，){0,6}?(?:现任|曾任|历任|先后担任|先后任|时任|任)(?![何期务意])"
)
_BY_BODY = re.compile(r"(?:同志)?(?:已|将)?被")
_NAMED_BY = re.compile(r"(?:聘|聘任|聘请|任命|选举|推选|推举|增补)(?:为|任)")
_HELD_POST = re.compile(r"(?:曾任|曾担任|原任|现任|时任|担任|出任|拟任)$")
_DESCRIBES = re.compile(r"，[男女]，(?:[^，。；：“”]{1,14}，){0,6}")
_OF_KIND = {
    "校长": "大学|学院|学校|中学|小学", "院长": "学院|医院|研究院|法院", "馆长": "馆", "会长": "会", "所长": "所",
    "董事长": "公司|集团", "总经理": "公司|集团", "总裁": "公司|集团|银行", "行长": "银行|支行|分行",
}  # fmt: skip
_IN_PLACE_OF = re.compile(r"(?:接替|接任|取代|替代|代替|接棒|继)[^，。；]{0,12}$")
_COMES_FROM = re.compile(r"来自$")
_ITS_POST = re.compile(r"，(?:其|他的|她的)(?:所任|担任的)?$")
_TAKEN_AWAY = re.compile(r"(?:职务|一职)?[^，。；]{0,4}(?:被|予以)?[^，。；]{0,4}(?:免去|撤销|罢免|解除|免除|终止)")
_ACTING = re.compile(r"代理|代(?=[省市县区州])")
_GIVES_BEFORE = re.compile(r"(?:当选为?|出任|就任|担任|兼任|接任|转任|改任|升任|任命为|选举为|卸任|辞去)(?:了)?$")
_COMRADE = re.compile(r"(?:同志|先生|女士)?的?")
_NEW = re.compile(
    r"新一[任届]|下一[任届]|新任(?=[^，。；]{2,4}(?:$|[，。；]))|新(?=总裁|主席|党首|会长|院长|总书记|首相|总理|总统|议长)"
)
_SUCCEEDS = re.compile(
    r"(?:同志)?(?:将|已)?(?:接任|继任|接棒|接替(?:其|他|她)?|担任)(?:该职(?:务)?|这一职务|上述职务|该职位|其职务|此职)?(?=[，。；\n])"
)
_ELECTED_HEAD = re.compile(r"(?:副)?(?:委员长|议长|主席|会长|理事长)")
_GIVES_POST = re.compile(r"(?:[^，。；、]{0,10})(?:任命|选举|推选|聘任|聘请|委任|提名)(?:了)?")
_LEADING = re.compile(r"(?:改由|由|据|在|与|和|同|向|对|随后|日前|近日|当天|此前|另据)?")
_VAGUE = re.compile(r"^[其该这那本一两三几各多位名]|(?:代表|学家|官员|专家|教授|候选人|高管|领导人|负责人)$")
_ROSTER = re.compile(
    r"(?P<role>(?:总|副|常务副|常务|执行|执行副|第一)*[ \u3000]*"
    r"(?:召集人|指挥长|总指挥|指挥|主席|秘书长|理事长|[组团队会][ \u3000]*长|主[ \u3000]*任)"
    r"|[成组委][ \u3000]*员)[：:]\s*"
)
_SET_OFF = re.compile(r"[（(，](?:[男女]，(?:[一-龥]{1,4}族，)?)?|[ \u3000\t]+")
_OPENS = re.compile(r"[ \u3000\t]*[（(，]?")
_SPACE = re.compile(r"[ \u3000\t]+")
_SOMEBODY = re.compile(r"(?:代表|官员|负责人|人士|代办|专员)$")  # 巴西政府代表和中国大使P: two people
_FOR_EXAMPLE = re.compile(r"以$")
_INTRODUCES = re.compile(r"[：:]")
_DUTIES = re.compile(r"负责|分管|协助|主持|[。；\n]")
_LONGER = ("国", "团", "制", "级", "府", "令", "会")
_GROUP = re.compile(r"(?:小组|联席会议|指挥部|委员会|组|专班|办公室|协会|学会|理事会)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post read from the text: the person's occurrence, the body's (or None), the role, the rule, the role's span."""

    person: Occurrence
    body: Occurrence | None
    role: str
    rule: str
    trigger: Span


class PostReader:
    """Reads the posts of one passage. ``starts`` gives where the phrase before a person begins."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.text = passage.text
        self.starts: dict[int, int] = {}
        self.posts: list[Post] = []
        self._rostered: set[int] = set()
        for sentence in passage.sentences:
            if any(o.type in PEOPLE_TYPES for o in sentence.occurrences):
                self._read(sentence)
        self._drop_short_forms()
        self._carry_bodies()

    def _roster(self, sentence: Sentence) -> set[int]:
        """Read a roster (组长：名 + post, 成员：名 + post …) and return the starts of the names in it."""
        seen: set[int] = set()
        people = [o for o in sentence.occurrences if o.type in PEOPLE_TYPES]
        marks = [m for m in _ROSTER.finditer(self.text, sentence.start, sentence.end)]
        for n, mark in enumerate(marks):
            end = marks[n + 1].start() if n + 1 < len(marks) else sentence.end
            members = [o for o in people if mark.end() <= o.start < end]
            if not members or members[0].start != mark.end():
                continue
            title = _SPACE.sub("", mark["role"])
            group = self._group(sentence, mark.start(), title)
            for person in members:
                seen.add(person.start)
                if group is not None and title not in ("成员", "组员", "委员"):
                    self.posts.append(
                        Post(
                            person=person, body=group, role=title, rule="post/roster-role",
                            trigger=mark.span("role"),
                        )
                    )  # fmt: skip
                opens = _OPENS.match(self.text, person.end)
                at = opens.end() if opens else person.end
                self.posts += self._posts_at(sentence, person, at, "post/roster", end)
        return seen

    def _after_space(self, at: int) -> int:
        space = _SPACE.match(self.text, at)
        return space.end() if space else at

    def _group(self, sentence: Sentence, at: int, role: str) -> Occurrence | None:
        """Return the group that a roster belongs to: the nearest body or meeting named before that is one."""
        for s in reversed(self.passage.sentences[max(0, sentence.number - 12) : sentence.number + 1]):
            for o in reversed(s.occurrences):
                words = self.passage.words(o)
                if words.endswith("办公室") and not role.endswith("主任"):
                    continue
                if o.start < at and o.type in BODY_TYPES | {EVENT} and _GROUP.search(words):
                    return o
        return None

    def _read(self, sentence: Sentence) -> None:
        rostered = self._roster(sentence)
        shared: list[Post] = []
        previous: Occurrence | None = None
        for o in sentence.occurrences:
            if o.type not in PEOPLE_TYPES or o.start in rostered:
                continue
            gap = self.text[previous.end : o.start] if previous is not None else "\n"
            carried = shared[0].body if shared else None
            beside = (
                carried is not None
                and previous is not None
                and o.order == previous.order + 1
                and gap[:1] in "、和与，"
                and is_role(gap[1:])
                and not _NATIONAL.fullmatch(gap[1:])
            )
            found = [] if beside else list(self._before(sentence, o))
            if not found and shared and _NAMES_GAP.fullmatch(gap):
                found = [
                    Post(person=o, body=p.body, role=p.role, rule="post/shared-by-list", trigger=p.trigger)
                    for p in shared
                ]
            elif beside:
                start = o.start - len(gap) + 1
                self.starts[o.start] = start
                found = [
                    Post(
                        person=o,
                        body=self._holder(carried, gap[1:]),
                        role=gap[1:],
                        rule="post/body-carried",
                        trigger=(start, o.start),
                    )
                ]
            after = list(self._after(sentence, o))
            given = self._shared_leftwards(sentence, o, after) + after
            self.posts += found + (self._respectively(given) or given)
            shared, previous = found, o

    def _shared_leftwards(self, sentence: Sentence, person: Occurrence, posts: list[Post]) -> list[Post]:
        """Return the posts after the last name of a list for the names before it (任命A、B为副省长)."""
        given = [p for p in posts if p.rule in ("post/appointed", "post/removed", "post/becomes") and p.role[0] != "原"]
        out: list[Post] = []
        at = person
        for o in reversed(sentence.occurrences[: person.order]):
            if not given or o.type not in PEOPLE_TYPES or at.start in self.starts:
                break
            if not re.fullmatch("、|和|与|及", self.text[o.end : at.start]):
                break
            out += [
                Post(person=o, body=p.body, role=p.role, rule="post/shared-by-list", trigger=p.trigger) for p in given
            ]
            at = o
        return out[::-1]

    def _respectively(self, posts: list[Post]) -> list[Post]:
        """Return one post for each person where the text says so (A、B分别当选会长、秘书长); else nothing."""
        people = sorted({p.person for p in posts}, key=lambda o: o.start)
        triggers = sorted({p.trigger for p in posts})
        if len(people) < 2 or len(people) != len(triggers) or len(posts) != len(people) * len(triggers):
            return []
        if "分别" not in self.text[people[-1].end : triggers[0][0]]:
            return []
        return [next(p for p in posts if (p.person, p.trigger) == pair) for pair in zip(people, triggers, strict=True)]

    # ---- leftwards from the name -----------------------------------------------------------------------------

    def _before(self, sentence: Sentence, person: Occurrence) -> Iterator[Post]:
        edge, index = person.start, person.order
        first = True
        while True:
            left = sentence.occurrences[index - 1] if index else None
            left_end = left.end if left is not None else sentence.start
            gap = self.text[left_end:edge]
            held = left is not None and _HELD_POST.search(self.text[max(sentence.start, left.start - 4) : left.start])
            if first and held and gap.endswith("的"):
                gap, edge = gap[:-1], edge - 1
            if first and (space := _SPACE.search(gap)) and space.end() == len(gap):
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
            if first and left is not None and gap.startswith("的") and self._comes_from(sentence, left):
                gap, at = gap[1:], left_end + 1
            rule = "post/body-rank-name" if first else "post/joined-posts"
            if left is not None and left.type in HOLDERS and left.start not in self._rostered:
                body, role_start, body_start, index_next = self._body(sentence, left, gap)
                role_start += at - left_end
                roles = split_roles(self.text[role_start:edge])
                if roles is not None and first and len(roles) > 1 and self._is_given_before(sentence, body_start):
                    at, role = roles[-1]
                    if self.text[role_start + at - 1] == "，":
                        start = role_start + at
                        self.starts[person.start] = start
                        yield Post(person=person, body=body, role=role, rule="post/body-carried", trigger=(start, edge))
                        return
                if roles is not None:
                    self.starts[person.start] = body_start
                    yield from self._with_body(person, body, roles, role_start, rule)
                    edge, index, first = body_start, index_next, False
                    continue
            titles = self._titles(gap, at, at == sentence.start)
            if not titles:
                return
            self.starts[person.start] = titles[0][0]
            for start, role in titles:
                yield Post(
                    person=person, body=None, role=role, rule="post/title-name", trigger=(start, start + len(role))
                )
            edge, first = titles[0][0], False
            if (edge == left_end or left is None) and (left is None or left.type not in HOLDERS):
                return

    def _comes_from(self, sentence: Sentence, body: Occurrence) -> bool:
        """Whether a post is that of where one comes from (来自L的村委会主任P)."""
        start = body.start
        for o in reversed(sentence.occurrences[: body.order]):
            if o.end != start or o.type not in PLACE_TYPES:
                break
            start = o.start
        return body.type in HOLDERS and _COMES_FROM.search(self.text, max(sentence.start, start - 2), start) is not None

    def _is_given_before(self, sentence: Sentence, at: int) -> bool:
        """Whether the post at ``at`` is one that somebody named before takes (A当选B主席，前主席P…)."""
        return _GIVES_BEFORE.search(self.text, max(sentence.start, at - 6), at) is not None

    def _body(self, sentence: Sentence, left: Occurrence, gap: str) -> tuple[Occurrence, int, int, int]:
        """Return the body of a role, where the role and the phrase start, and the index of what stands before."""
        before = sentence.occurrences[left.order - 1] if left.order else None
        if before is not None and before.type in HOLDERS:
            between = self.text[before.end : left.start]
            posted = between in ("驻", "常驻")
            topical = not between and left.type in PLACE_TYPES and gap[:2] in ("问题", "事务", "地区")
            ministry = not between and gap[:1] == "长" and left.type == GOVERNMENT_BODY and before.type == COUNTRY
            if posted or topical or ministry:
                return before, before.end, before.start, before.order
        start = left.start
        if before is not None and self.passage.is_chain(before, left):
            start = before.start
        return left, left.end, start, left.order if start == left.start else before.order if before else left.order

    def _with_body(
        self, person: Occurrence, body: Occurrence, roles: list[tuple[int, str]], at: int, rule: str
    ) -> Iterator[Post]:
        for n, (offset, role) in enumerate(roles):
            of_it = not offset and role.startswith("籍")  # 甲党籍众议员
            start = at + offset + of_it
            role = role[of_it:]
            holder = self._holder(body, role) if offset else body
            yield Post(
                person=person, body=holder, role=role, rule=rule if not n else "post/same-body",
                trigger=(start, start + len(role)),
            )  # fmt: skip

    def _holder(self, body: Occurrence | None, role: str) -> Occurrence | None:
        """Return what a further role belongs to: not the Party committee, where it is the head of the place."""
        if _NATIONAL.fullmatch(role):
            return None
        if body is not None and _HEAD_OF_PLACE.fullmatch(role) and self.passage.words(body).endswith("委"):
            return self._place_of(body)
        return body

    def _place_of(self, committee: Occurrence) -> Occurrence | None:
        """Return the place of a Party committee (青河省委 → 青河省) where the document names it."""
        place = self.passage.words(committee).removesuffix("委")
        for number, e in enumerate(self.passage.entities):
            if e.type in PLACE_TYPES and place in self.passage.names[number]:
                return self.passage.by_entity[number][0]
        return None

    def _titles(self, gap: str, at: int, opens: bool) -> list[tuple[int, str]]:
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
        if out:
            return out
        return self._plain_title(gap, at, opens)

    def _plain_title(self, gap: str, at: int, opens: bool) -> list[tuple[int, str]]:
        """Return a title of another kind that fills the words between a mark or 的 and the name (工区总工程师)."""
        start = max((gap.rfind(c) for c in "，。；：！？“”（）\n的、"), default=-1) + 1
        bounded = start > 0 or opens
        start += len(_LEADING.match(gap[start:])[0])  # type: ignore[index]
        words = gap[start:]
        if bounded and 2 < len(words) <= 10 and is_role(words) and not _VAGUE.search(words):
            return [(at + start, words)]
        return []

    # ---- rightwards from the name ----------------------------------------------------------------------------

    def _after(self, sentence: Sentence, person: Occurrence) -> Iterator[Post]:
        title = _AFTER.match(self.text, person.end, sentence.end)
        if title:
            span = title.span(1)
            yield Post(person=person, body=None, role=title.group(1), rule="post/name-title", trigger=span)
            if self.text[span[1] : span[1] + 1] == "、":
                more = standalone().match(self.text, span[1] + 1, sentence.end)
                if more:
                    yield Post(person=person, body=None, role=more.group(), rule="post/name-title", trigger=more.span())
        yield from self._appointed(sentence, person)

    def _appointed(self, sentence: Sentence, person: Occurrence) -> Iterator[Post]:
        before = self.text[max(sentence.start, person.start - 24) : person.start]
        unit = self.starts.get(person.start)
        if unit is not None:
            before = self.text[max(sentence.start, unit - 24) : unit]
        if not before:  # the first line of a list: 任命：, 免去：
            heading = _HEADING.search(self.text, max(0, person.start - 8), person.start)
            before = heading["verb"] if heading else before
        rest = self.text[person.end : sentence.end]
        if _REMOVE.search(before):
            skipped = _COMRADE.match(rest)
            yield from self._posts_at(
                sentence, person, person.end + len(skipped.group() if skipped else ""), "post/removed"
            )
            return
        if taken := self._taken_on(sentence, person):
            yield from taken
            return
        if before.endswith("由") and (handed := self._handed_over(sentence, person, rest)):
            yield from handed
            return
        appointed = _AS.match(rest)
        if appointed and _APPOINT.search(before):
            yield from self._appointed_by(sentence, person, person.end + appointed.end())
            return
        if appointed and appointed.group() == "为" and self._goes_on_appointing(sentence, person):
            yield from self._posts_at(sentence, person, person.end + 1, "post/appointed")
            return
        presented = _PRESENTED.match(rest)
        if presented:
            yield from self._posts_at(sentence, person, person.end + presented.end(), "post/becomes")
            return
        if described := self._described(sentence, person):
            yield from described
            return
        if lost := self._taken_away(sentence, person):
            yield from lost
            return
        if succeeded := self._succeeded(sentence, person, rest):
            yield from succeeded
            return
        if introduced := self._introduced(sentence, person):
            yield from introduced
            return
        becomes = _BECOMES.match(rest) if rest[:1] not in ("和", "与", "、", "及") else None
        if becomes and self._is_said_of_another(sentence, person, becomes):
            return
        if becomes and rest.startswith("为") and _FOR_EXAMPLE.search(before):
            return
        if becomes and rest.startswith("由"):
            yield from self._posts_at(sentence, person, person.end + 1, "post/becomes")
        if becomes and not re.search(
            r"(?:认为|因为|称为|作为|成为|以为|视为|因是|但是|而是|于是|还是|就是|主任|责任|信任)$", becomes.group()
        ):
            yield from self._posts_at(sentence, person, person.end + becomes.end(), "post/becomes")
            return
        yield from self._post_after_name(sentence, person)

    def _described(self, sentence: Sentence, person: Occurrence) -> list[Post]:
        """Return the posts of 「P，女，1971年3月生，B校长，拟任…」."""
        for body in sentence.occurrences[person.order + 1 : person.order + 4]:
            if body.type in HOLDERS and _DESCRIBES.fullmatch(self.text, person.end, body.start):
                return list(self._posts_at(sentence, person, body.start, "post/introduced"))
        return []

    def _is_said_of_another(self, sentence: Sentence, person: Occurrence, becomes: re.Match[str]) -> bool:
        """Whether it is another who takes the post (A祝贺B就任…), and not A who follows B (A接替B出任…)."""
        others = [o for o in sentence.occurrences[person.order + 1 :] if o.start < person.end + becomes.end()]
        others = [o for o in others if o.type in PEOPLE_TYPES]
        return bool(others) and _IN_PLACE_OF.search(self.text, person.end, others[0].start) is None

    def _taken_away(self, sentence: Sentence, person: Occurrence) -> list[Post]:
        """Return the posts of 「P…，其B会长职务被免去」."""
        for body in sentence.occurrences[person.order + 1 :]:
            if body.type in PEOPLE_TYPES or body.start > person.end + 60:
                break
            if body.type not in HOLDERS or not _ITS_POST.search(self.text, person.end, body.start):
                continue
            found = list(self._posts_at(sentence, person, body.start, "post/removed"))
            if found and _TAKEN_AWAY.match(self.text, found[-1].trigger[1], sentence.end):
                return found
        return []

    def _introduced(self, sentence: Sentence, person: Occurrence) -> list[Post]:
        """Return the posts of 「P：省政府副省长、党组成员 负责…」, a line of a list of duties."""
        mark = _INTRODUCES.match(self.text, person.end, sentence.end)
        opens = person.start == sentence.start or self.text[person.start - 1] in "。；\n \u3000"
        end = mark and opens and _DUTIES.search(self.text, mark.end(), min(sentence.end, mark.end() + 40))
        if not mark or not end or any(mark.end() <= o.start < end.start() for o in sentence.occurrences):
            return []
        roles = split_roles(self.text[mark.end() : end.start()].strip("，, \u3000")) or []
        return [
            Post(
                person=person, body=None, role=role, rule="post/introduced",
                trigger=(mark.end() + at, mark.end() + at + len(role)),
            )
            for at, role in roles
        ]  # fmt: skip

    def _post_after_name(self, sentence: Sentence, person: Occurrence) -> Iterator[Post]:
        """Yield the posts right after a name, in brackets, or set off by a comma or a space (名 B局长)."""
        mark = _SET_OFF.match(self.text, person.end, sentence.end)
        spaced = mark is not None and not mark.group().strip()
        if spaced and person.start in self.starts:
            return
        found = list(self._posts_at(sentence, person, mark.end() if mark else person.end, "post/name-body-rank"))
        if not found or found[0].body is None:
            return
        end = found[-1].trigger[1]
        names = {o.start for o in sentence.occurrences if o.type in PEOPLE_TYPES}
        before_name = end in names or (spaced and self._after_space(end) in names)
        if before_name and mark and not spaced:
            return
        if before_name:
            self._rostered.update(p.body.start for p in found if p.body is not None)
        closing = "，。；）)\n" if mark and not spaced else "，。；、）)\n \u3000"
        if before_name or self.text[end : end + 1] in closing:
            yield from found

    def _appointed_by(self, sentence: Sentence, person: Occurrence, at: int) -> Iterator[Post]:
        """Yield the posts of 「任命P为…」; without a body, it is the firm or assembly that gives the post."""
        giver = next((o for o in reversed(sentence.occurrences[: person.order]) if o.type not in PEOPLE_TYPES), None)
        given = [p for p in self.posts if p.rule == "post/appointed" and p.person.sentence == sentence.number]
        gives = giver is not None and (
            (bool(given) and given[-1].body == giver)
            or _GIVES_POST.fullmatch(self.text[giver.end : person.start]) is not None
        )
        for post in self._posts_at(sentence, person, at, "post/appointed"):
            own = giver is not None and (
                giver.type in BODY_TYPES - {GOVERNMENT_BODY}
                or (giver.type == GOVERNMENT_BODY and _ELECTED_HEAD.fullmatch(post.role) is not None)
                or (giver.type == COUNTRY and post.role in ("议长", "总统", "总理", "首相"))
            )
            yield replace(post, body=giver) if post.body is None and gives and own else post

    def _goes_on_appointing(self, sentence: Sentence, person: Occurrence) -> bool:
        """Whether 「，P为…」 goes on with the appointments before it (选举A为县长，B、C为副县长)."""
        others = [p for p in self.posts if p.rule == "post/appointed" and p.person.sentence == sentence.number]
        if not others:
            return False
        between = self.text[others[-1].trigger[1] : person.start]
        return re.search("[。；]", between) is None

    def _taken_on(self, sentence: Sentence, person: Occurrence) -> list[Post]:
        """Return the posts of 「P被B聘为…」, where the body that gives the post is named before it."""
        following = sentence.occurrences[person.order + 1 : person.order + 2]
        if not following or following[0].type not in BODY_TYPES:
            return []
        body = following[0]
        named = _NAMED_BY.match(self.text, body.end, sentence.end)
        if not named or not _BY_BODY.fullmatch(self.text[person.end : body.start]):
            return []
        found = self._posts_at(sentence, person, named.end(), "post/appointed")
        return [replace(p, body=body) if p.body is None else p for p in found]

    def _handed_over(self, sentence: Sentence, person: Occurrence, rest: str) -> list[Post]:
        """Return the post of 「B书记由P担任」, or of the one before whom P follows (…，由P接任)."""
        verb = re.match(r"(?:同志)?(?:将)?(?:兼任|担任|出任|接任|继任|接替|接棒)(?:[，。；\n]|$)", rest)
        if not verb:
            return []
        body = next((o for o in reversed(sentence.occurrences[: person.order]) if o.type in HOLDERS), None)
        if body is not None:
            role = re.sub(r"(?:一?职务?)?(?:将|拟|现)?由$", "", self.text[body.end : person.start])
            if is_role(role):
                span = (body.end, body.end + len(role))
                return [Post(person=person, body=body, role=role, rule="post/handed-over", trigger=span)]
        return self._succeeded(sentence, person, rest)

    def _succeeded(self, sentence: Sentence, person: Occurrence, rest: str) -> list[Post]:
        """Return the post of the one before who leaves it, for the one who follows (A卸任B校长，C接任)."""
        verb = _SUCCEEDS.match(rest)
        if not verb:
            return []
        left = [
            p
            for p in self.posts
            if p.person.sentence in (sentence.number, sentence.number - 1) and p.person.entity != person.entity
        ]
        if not left or left[-1].rule not in ("post/becomes", "post/removed", "post/appointed"):
            return []
        span = (person.end, person.end + len(verb.group()))
        bodies = {(p.person.entity, p.role): p.body for p in self.posts if p.body is not None}
        return [
            Post(
                person=person,
                body=p.body or bodies.get((p.person.entity, p.role)),
                role=p.role,
                rule="post/succeeds",
                trigger=span,
            )
            for p in left
            if p.person.entity == left[-1].person.entity and p.rule == left[-1].rule
        ]

    def _posts_at(
        self, sentence: Sentence, person: Occurrence, at: int, rule: str, end_at: int | None = None
    ) -> Iterator[Post]:
        """Yield the posts ``body role、role、body role`` that begin at ``at`` (a place chain may stand first)."""
        body: Occurrence | None = None
        comma = False
        following = [o for o in sentence.occurrences if o.start >= at]
        while True:
            while following and following[0].start == at and following[0].type in HOLDERS:
                body = following.pop(0)
                at = body.end
                if len(self.text) > at and self.text[at] == "驻" and following and following[0].start == at + 1:
                    break
            at += rule == "post/becomes" and body is not None and self.text[at : at + 1] == "的"
            if new := _NEW.match(self.text, at, sentence.end):
                at = new.end()
                if following and following[0].start == at and following[0].type in HOLDERS:
                    continue
            limit = min(following[0].start if following else sentence.end, end_at or sentence.end)
            role = self._role_at(at, sentence.end if self.text[at : at + 1] == "驻" else limit)
            if role is None:
                return
            end = at + len(role)
            if comma and following and following[0].start == end and following[0].type in PEOPLE_TYPES:
                return
            yield Post(person=person, body=body, role=role, rule=rule, trigger=(at, end))
            joint = _NEXT_POST.match(self.text, end, sentence.end)
            if not joint:
                return
            at = joint.end()
            comma = joint.group() == "，"
            following = [o for o in following if o.start >= at]
            if following and following[0].start == at:
                if following[0].type in PEOPLE_TYPES:
                    return
                body = None

    def _role_at(self, at: int, limit: int) -> str | None:
        """Return the role that begins at ``at``: up to the first mark, cut back to the last rank noun."""
        attribute = ATTRIBUTE.match(self.text, at, limit)
        if attribute:
            rest = self._role_at(attribute.end(), limit)
            return attribute.group() + rest if rest else None
        words = re.split(
            r"[，。；、：！？“”（）()\n]|兼|职务|一职|的", self.text[at : min(limit, at + MAX_ROLE)], maxsplit=1
        )[0]
        for end in range(len(words), 1, -1):
            if is_role(words[:end]) and words[end : end + 1] not in _LONGER:
                return words[:end]
        return None

    # ---- the whole document ----------------------------------------------------------------------------------

    def _drop_short_forms(self) -> None:
        """A short form of a post that the same person has in full elsewhere is no second post."""
        full: dict[int, list[str]] = {}
        for p in self.posts:
            if p.rule != "post/name-title":
                phrase = (self.passage.words(p.body) if p.body else "") + p.role
                full.setdefault(p.person.entity, []).append(phrase)
        self.posts = [
            p
            for p in self.posts
            if p.body is not None or not any(f != p.role and f.endswith(p.role) for f in full.get(p.person.entity, ()))
        ]

    def _carry_bodies(self) -> None:
        """Give posts the body that another of the sentence names.

        Who takes a post that another leaves has it in the same body (B书记A卸任，P任书记), and so has the deputy who
        stands in for the head (B总经理A没有出席，副总经理P代为致辞).
        """
        for n, p in enumerate(self.posts):
            if p.body is None and p.rule == "post/becomes":
                acting = _ACTING.match(p.role)
                bodies = [
                    q.body
                    for q in self.posts[:n]
                    if q.person.sentence == p.person.sentence
                    and q.person.entity != p.person.entity
                    and (q.role == p.role or (acting and q.role.endswith(p.role[acting.end() :])))
                ]
                self.posts[n] = replace(p, body=bodies[-1] if bodies else None)
            elif p.body is None and p.rule == "post/title-name" and p.role[0] == "副":
                bodies = [q.body for q in self.posts[:n] if _is_head_of_deputy(q, p)]
                self.posts[n] = replace(p, body=bodies[-1] if bodies else None)
            if self.posts[n].body is None and p.rule == "post/title-name":
                self.posts[n] = replace(p, body=self._just_named(p))

    def _just_named(self, post: Post) -> Occurrence | None:
        """Return the body that a title belongs to, named right before its comma (来到B大学，校长P陪同)."""
        for o in self.passage.sentences[post.person.sentence].occurrences:
            if o.end + 1 == post.trigger[0] and self.text[o.end] == "，" and o.type in BODY_TYPES:
                kind = _OF_KIND.get(post.role.removeprefix("副"))
                return o if kind and re.search(f"(?:{kind})$", self.passage.words(o)) else None
        return None


def _is_head_of_deputy(head: Post, deputy: Post) -> bool:
    return (
        head.body is not None
        and head.person.sentence == deputy.person.sentence
        and head.person.entity != deputy.person.entity
        and head.role == deputy.role[1:]
    )
