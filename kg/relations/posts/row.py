"""A row of posts read rightwards from a place in the text: 「body role、role、body role」."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.relations.passage import Occurrence, Sentence
from kg.relations.posts.record import HOLDERS, Post, PostsRead
from kg.relations.roles import ATTRIBUTE, MAX_ROLE, is_role
from kg.vocab import PEOPLE_TYPES

_NEXT_POST = re.compile(
    r"(?:一职|职务)?(?:，?(?:同时|并)?(?:兼任|继续担任|仍担任)|，(?:同时|并)?(?:不再(?:担任|兼任|任)|卸任|辞去|免去其|(?:改|调|转|升|出|就|接|担)任|任(?![何期命务职]))|，(?:并|现|拟)?提名为|，拟任|，(?:曾任|曾担任|历任|此前任|此前担任|后任|后担任|现任)|、|兼|和|，)"
)
_NEW = re.compile(
    r"新一[任届]|下一[任届]|新任(?=[^，。；]{2,4}(?:$|[，。；]))|新(?=总裁|主席|党首|会长|院长|总书记|首相|总理|总统|议长)"
)
_LONGER = ("国", "团", "制", "级", "府", "令", "会")


def posts_at(
    read: PostsRead, sentence: Sentence, person: Occurrence, at: int, rule: str, end_at: int | None = None
) -> Iterator[Post]:
    """Yield the posts ``body role、role、body role`` that begin at ``at`` (a place chain may stand first)."""
    body: Occurrence | None = None
    comma = False
    following = [o for o in sentence.occurrences if o.start >= at]
    while True:
        while following and following[0].start == at and following[0].type in HOLDERS:
            body = following.pop(0)
            at = body.end
            if len(read.text) > at and read.text[at] == "驻" and following and following[0].start == at + 1:
                break
        at += rule == "post/becomes" and body is not None and read.text[at : at + 1] == "的"
        if new := _NEW.match(read.text, at, sentence.end):
            at = new.end()
            if following and following[0].start == at and following[0].type in HOLDERS:
                continue
        limit = min(following[0].start if following else sentence.end, end_at or sentence.end)
        role = role_at(read, at, sentence.end if read.text[at : at + 1] == "驻" else limit)
        if role is None:
            return
        end = at + len(role)
        if comma and following and following[0].start == end and following[0].type in PEOPLE_TYPES:
            return
        yield Post(person=person, body=body, role=role, rule=rule, trigger=(at, end))
        joint = _NEXT_POST.match(read.text, end, sentence.end)
        if not joint:
            return
        at = joint.end()
        comma = joint.group() == "，"
        following = [o for o in following if o.start >= at]
        if following and following[0].start == at:
            if following[0].type in PEOPLE_TYPES:
                return
            body = None


def role_at(read: PostsRead, at: int, limit: int) -> str | None:
    """Return the role that begins at ``at``: up to the first mark, cut back to the last rank noun."""
    attribute = ATTRIBUTE.match(read.text, at, limit)
    if attribute:
        rest = role_at(read, attribute.end(), limit)
        return attribute.group() + rest if rest else None
    words = re.split(
        r"[，。；、：！？“”（）()\n]|兼|职务|一职|的", read.text[at : min(limit, at + MAX_ROLE)], maxsplit=1
    )[0]
    for end in range(len(words), 1, -1):
        if is_role(words[:end]) and words[end : end + 1] not in _LONGER:
            return words[:end]
    return None
