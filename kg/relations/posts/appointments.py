"""Who gives a post, who takes it over, and from whom it is taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.relations.passage import Occurrence, Sentence
from kg.relations.posts.record import HOLDERS, Post, PostsRead
from kg.relations.posts.row import posts_at
from kg.relations.roles import is_role
from kg.vocab import BODY_TYPES, COUNTRY, GOVERNMENT_BODY, PEOPLE_TYPES

_BY_BODY = re.compile(r"(?:同志)?(?:已|将)?被")
_NAMED_BY = re.compile(r"(?:聘|聘任|聘请|任命|选举|推选|推举|增补)(?:为|任)")
_ITS_POST = re.compile(r"，(?:其|他的|她的)(?:所任|担任的)?$")
_TAKEN_AWAY = re.compile(r"(?:职务|一职)?[^，。；]{0,4}(?:被|予以)?[^，。；]{0,4}(?:免去|撤销|罢免|解除|免除|终止)")
_SUCCEEDS = re.compile(
    r"(?:同志)?(?:将|已)?(?:接任|继任|接棒|接替(?:其|他|她)?|担任)(?:该职(?:务)?|这一职务|上述职务|该职位|其职务|此职)?(?=[，。；\n])"
)
_ELECTED_HEAD = re.compile(r"(?:副)?(?:委员长|议长|主席|会长|理事长)")
_GIVES_POST = re.compile(r"(?:[^，。；、]{0,10})(?:任命|选举|推选|聘任|聘请|委任|提名)(?:了)?")


def appointed_by(read: PostsRead, sentence: Sentence, person: Occurrence, at: int) -> Iterator[Post]:
    """Yield the posts of 「任命P为…」; without a body, it is the firm or assembly that gives the post."""
    giver = next((o for o in reversed(sentence.occurrences[: person.order]) if o.type not in PEOPLE_TYPES), None)
    given = [p for p in read.posts if p.rule == "post/appointed" and p.person.sentence == sentence.number]
    gives = giver is not None and (
        (bool(given) and given[-1].body == giver)
        or _GIVES_POST.fullmatch(read.text[giver.end : person.start]) is not None
    )
    for post in posts_at(read, sentence, person, at, "post/appointed"):
        own = giver is not None and (
            giver.type in BODY_TYPES - {GOVERNMENT_BODY}
            or (giver.type == GOVERNMENT_BODY and _ELECTED_HEAD.fullmatch(post.role) is not None)
            or (giver.type == COUNTRY and post.role in ("议长", "总统", "总理", "首相"))
        )
        yield replace(post, body=giver) if post.body is None and gives and own else post


def goes_on_appointing(read: PostsRead, sentence: Sentence, person: Occurrence) -> bool:
    """Whether 「，P为…」 goes on with the appointments before it (选举A为县长，B、C为副县长)."""
    others = [p for p in read.posts if p.rule == "post/appointed" and p.person.sentence == sentence.number]
    if not others:
        return False
    between = read.text[others[-1].trigger[1] : person.start]
    return re.search("[。；]", between) is None


def goes_on_removing(read: PostsRead, sentence: Sentence, person: Occurrence) -> bool:
    """Whether 「，P的…」 goes on with the removals before it (免去A的县长职务，B的副县长职务)."""
    removed = [p for p in read.posts if p.rule.startswith("post/removed") and p.person.sentence == sentence.number]
    return bool(removed) and re.fullmatch("职务[，、]", read.text[removed[-1].trigger[1] : person.start]) is not None


def taken_on(read: PostsRead, sentence: Sentence, person: Occurrence) -> list[Post]:
    """Return the posts of 「P被B聘为…」, where the body that gives the post is named before it."""
    following = sentence.occurrences[person.order + 1 : person.order + 2]
    if not following or following[0].type not in BODY_TYPES:
        return []
    body = following[0]
    named = _NAMED_BY.match(read.text, body.end, sentence.end)
    if not named or not _BY_BODY.fullmatch(read.text[person.end : body.start]):
        return []
    found = posts_at(read, sentence, person, named.end(), "post/appointed")
    return [replace(p, body=body) if p.body is None else p for p in found]


def handed_over(read: PostsRead, sentence: Sentence, person: Occurrence, rest: str) -> list[Post]:
    """Return the post of 「B书记由P担任」, or of the one before whom P follows (…，由P接任)."""
    verb = re.match(r"(?:同志)?(?:将)?(?:兼任|担任|出任|接任|继任|接替|接棒)(?:[，。；\n]|$)", rest)
    if not verb:
        return []
    body = next((o for o in reversed(sentence.occurrences[: person.order]) if o.type in HOLDERS), None)
    if body is not None:
        role = re.sub(r"(?:一?职务?)?(?:将|拟|现)?由$", "", read.text[body.end : person.start])
        if is_role(role):
            span = (body.end, body.end + len(role))
            return [Post(person=person, body=body, role=role, rule="post/handed-over", trigger=span)]
    return succeeded(read, sentence, person, rest)


def succeeded(read: PostsRead, sentence: Sentence, person: Occurrence, rest: str) -> list[Post]:
    """Return the post of the one before who leaves it, for the one who follows (A卸任B校长，C接任)."""
    verb = _SUCCEEDS.match(rest)
    if not verb:
        return []
    left = [
        p
        for p in read.posts
        if p.person.sentence in (sentence.number, sentence.number - 1) and p.person.entity != person.entity
    ]
    if not left or left[-1].rule not in ("post/becomes", "post/removed", "post/appointed"):
        return []
    span = (person.end, person.end + len(verb.group()))
    bodies = {(p.person.entity, p.role): p.body for p in read.posts if p.body is not None}
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


def taken_away(read: PostsRead, sentence: Sentence, person: Occurrence) -> list[Post]:
    """Return the posts of 「P…，其B会长职务被免去」."""
    for body in sentence.occurrences[person.order + 1 :]:
        if body.type in PEOPLE_TYPES or body.start > person.end + 60:
            break
        if body.type not in HOLDERS or not _ITS_POST.search(read.text, person.end, body.start):
            continue
        found = list(posts_at(read, sentence, person, body.start, "post/removed"))
        if found and _TAKEN_AWAY.match(read.text, found[-1].trigger[1], sentence.end):
            return found
    return []
