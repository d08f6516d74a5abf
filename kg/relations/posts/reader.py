"""The posts of a passage, sentence by sentence, with those that the names of a list share."""

from __future__ import annotations

import re

from kg.relations.passage import Occurrence, Passage, Sentence
from kg.relations.posts.after_name import after_name
from kg.relations.posts.before_name import before_name, holder_of
from kg.relations.posts.completion import add_replaced, carry_bodies, drop_short_forms
from kg.relations.posts.record import NATIONAL, Post, PostsRead
from kg.relations.posts.rosters import roster
from kg.relations.roles import is_role
from kg.text.cues import REMOVING, TAKING_OFFICE
from kg.vocab import PEOPLE_TYPES

_OPENS_LIST = re.compile(rf"(?P<verb>{TAKING_OFFICE}|{REMOVING})[：:]?$")
_IS_ITEM = re.compile(r"^(?!任命|免去)[^，。]{2,30}职务[；，。]?\s*$")
_TALK = re.compile(r"[^，。；、]{0,10}?(?:会谈|会见|会晤|通话|通电话|会面|见面|磋商|对话|座谈)")
_NAMES_GAP = re.compile(r"、|和|与|及|以及|，")


def read_posts(passage: Passage) -> PostsRead:
    """Return the posts of a passage, and where the phrase before each person begins."""
    read = PostsRead(passage)
    for sentence in passage.sentences:
        people = [o for o in sentence.occurrences if o.type in PEOPLE_TYPES]
        read.listed_under = _verb_of_list(read, sentence, people[0].start if people else sentence.end)
        if people:
            _read_sentence(read, sentence)
    drop_short_forms(read)
    carry_bodies(read)
    add_replaced(read)
    return read


def _verb_of_list(read: PostsRead, sentence: Sentence, at: int) -> str:
    """Return the verb that a line whose first name begins at ``at`` stands under (任命：, 免去甲的…；)."""
    opens = _OPENS_LIST.search(read.text[sentence.start : at].rstrip()[-12:])
    if opens:
        return opens["verb"]
    goes_on = at == sentence.start and read.text[at - 1 : at] == "\n"
    return read.listed_under if goes_on or _IS_ITEM.search(read.text, sentence.start, sentence.end) else ""


def _read_sentence(read: PostsRead, sentence: Sentence) -> None:
    rostered = roster(read, sentence)
    shared: list[Post] = []
    previous: Occurrence | None = None
    for o in sentence.occurrences:
        if o.type not in PEOPLE_TYPES or o.start in rostered:
            continue
        gap = read.text[previous.end : o.start] if previous is not None else "\n"
        carried = shared[0].body if shared else None
        beside = (
            carried is not None
            and previous is not None
            and o.order == previous.order + 1
            and gap[:1] in "、和与，"
            and is_role(gap[1:])
            and not NATIONAL.fullmatch(gap[1:])
        )
        found = [] if beside else list(before_name(read, sentence, o))
        if not found and shared and _NAMES_GAP.fullmatch(gap) and not _is_partner(read, sentence, o, gap):
            found = [
                Post(person=o, body=p.body, role=p.role, rule="post/shared-by-list", trigger=p.trigger) for p in shared
            ]
        elif beside:
            start = o.start - len(gap) + 1
            read.starts[o.start] = start
            found = [
                Post(
                    person=o,
                    body=holder_of(read, carried, gap[1:]),
                    role=gap[1:],
                    rule="post/body-carried",
                    trigger=(start, o.start),
                )
            ]
        after = list(after_name(read, sentence, o))
        given = _shared_leftwards(read, sentence, o, after) + after
        read.posts += found + (_respectively(read, given) or given)
        shared, previous = found, o


def _is_partner(read: PostsRead, sentence: Sentence, person: Occurrence, gap: str) -> bool:
    """Whether 与 or 和 joins the two who meet, not two who share a post (部长A与B举行会谈)."""
    return gap in ("与", "和", "同") and _TALK.match(read.text, person.end, sentence.end) is not None


def _shared_leftwards(read: PostsRead, sentence: Sentence, person: Occurrence, posts: list[Post]) -> list[Post]:
    """Return the posts after the last name of a list for the names before it (任命A、B为副省长)."""
    given = [p for p in posts if p.rule in ("post/appointed", "post/removed", "post/becomes") and p.role[0] != "原"]
    out: list[Post] = []
    at = person
    for o in reversed(sentence.occurrences[: person.order]):
        if not given or o.type not in PEOPLE_TYPES or at.start in read.starts:
            break
        if not re.fullmatch("、|和|与|及", read.text[o.end : at.start]):
            break
        out += [Post(person=o, body=p.body, role=p.role, rule="post/shared-by-list", trigger=p.trigger) for p in given]
        at = o
    return out[::-1]


def _respectively(read: PostsRead, posts: list[Post]) -> list[Post]:
    """Return one post for each person where the text says so (A、B分别当选会长、秘书长); else nothing."""
    people = sorted({p.person for p in posts}, key=lambda o: o.start)
    triggers = sorted({p.trigger for p in posts})
    if len(people) < 2 or len(people) != len(triggers) or len(posts) != len(people) * len(triggers):
        return []
    if "分别" not in read.text[people[-1].end : triggers[0][0]]:
        return []
    return [next(p for p in posts if (p.person, p.trigger) == pair) for pair in zip(people, triggers, strict=True)]
