"""Rosters: 「组长：名 + post　成员：名 + post …」 give the role in the group and the post of each."""

from __future__ import annotations

import re

from kg.relations.passage import Occurrence, Sentence
from kg.relations.posts.record import SPACE, Post, PostsRead
from kg.relations.posts.row import posts_at
from kg.vocab import BODY_TYPES, EVENT, PEOPLE_TYPES

_ROSTER = re.compile(
    r"(?P<role>(?:总|副|常务副|常务|执行|执行副|第一)*[ \u3000]*"
    r"(?:召集人|指挥长|总指挥|指挥|主席|秘书长|理事长|[组团队会][ \u3000]*长|主[ \u3000]*任)"
    r"|[成组委][ \u3000]*员)[：:]\s*"
)
_OPENS = re.compile(r"[ \u3000\t]*[（(，]?")
_GROUP = re.compile(r"(?:小组|联席会议|指挥部|委员会|组|专班|办公室|协会|学会|理事会)$")


def roster(read: PostsRead, sentence: Sentence) -> set[int]:
    """Read a roster (组长：名 + post, 成员：名 + post …) and return the starts of the names in it."""
    seen: set[int] = set()
    people = [o for o in sentence.occurrences if o.type in PEOPLE_TYPES]
    marks = [m for m in _ROSTER.finditer(read.text, sentence.start, sentence.end)]
    for n, mark in enumerate(marks):
        end = marks[n + 1].start() if n + 1 < len(marks) else sentence.end
        members = [o for o in people if mark.end() <= o.start < end]
        if not members or members[0].start != mark.end():
            continue
        title = SPACE.sub("", mark["role"])
        group = _group(read, sentence, mark.start(), title)
        for person in members:
            seen.add(person.start)
            if group is not None and title not in ("成员", "组员", "委员"):
                read.posts.append(
                    Post(
                        person=person, body=group, role=title, rule="post/roster-role",
                        trigger=mark.span("role"),
                    )
                )  # fmt: skip
            opens = _OPENS.match(read.text, person.end)
            at = opens.end() if opens else person.end
            read.posts += posts_at(read, sentence, person, at, "post/roster", end)
    return seen


def _group(read: PostsRead, sentence: Sentence, at: int, role: str) -> Occurrence | None:
    """Return the group that a roster belongs to: the nearest body or meeting named before that is one."""
    for s in reversed(read.passage.sentences[max(0, sentence.number - 12) : sentence.number + 1]):
        for o in reversed(s.occurrences):
            words = read.passage.words(o)
            if words.endswith("办公室") and not role.endswith("主任"):
                continue
            if o.start < at and o.type in BODY_TYPES | {EVENT} and _GROUP.search(words):
                return o
    return None
