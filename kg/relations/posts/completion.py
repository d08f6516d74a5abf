"""What the whole document says of posts: short forms that are no second post, bodies that another post names."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.relations.passage import Occurrence
from kg.relations.posts.record import Post, PostsRead
from kg.vocab import BODY_TYPES, PEOPLE_TYPES

_OF_KIND = {
    "校长": "大学|学院|学校|中学|小学", "院长": "学院|医院|研究院|法院", "馆长": "馆", "会长": "会", "所长": "所",
    "董事长": "公司|集团", "总经理": "公司|集团", "总裁": "公司|集团|银行", "行长": "银行|支行|分行",
}  # fmt: skip
_REPLACES = re.compile(r"(?:一职|职务)?，?(?:以|并)?(?:接替|取代|接任)(?:[^，。；、]{1,14}的)?")
_IN_PLACE_OF = re.compile(r"(?:，|由)?(?:[^，。；]{0,8})(?:接替|取代)$")
_TAKES = frozenset({"post/appointed", "post/becomes"})
_ACTING = re.compile(r"代理|代(?=[省市县区州])")


def drop_short_forms(read: PostsRead) -> None:
    """A short form of a post that the same person has in full elsewhere is no second post."""
    full: dict[int, list[str]] = {}
    for p in read.posts:
        if p.rule != "post/name-title":
            phrase = (read.passage.words(p.body) if p.body else "") + p.role
            full.setdefault(p.person.entity, []).append(phrase)
    read.posts = [
        p
        for p in read.posts
        if p.body is not None or not any(f != p.role and f.endswith(p.role) for f in full.get(p.person.entity, ()))
    ]


def carry_bodies(read: PostsRead) -> None:
    """Give posts the body that another of the sentence names.

    Who takes a post that another leaves has it in the same body (B书记A卸任，P任书记), and so has the deputy who
    stands in for the head (B总经理A没有出席，副总经理P代为致辞).
    """
    for n, p in enumerate(read.posts):
        if p.body is None and p.rule == "post/becomes":
            acting = _ACTING.match(p.role)
            bodies = [
                q.body
                for q in read.posts[:n]
                if q.person.sentence == p.person.sentence
                and q.person.entity != p.person.entity
                and (q.role == p.role or (acting and q.role.endswith(p.role[acting.end() :])))
            ]
            read.posts[n] = replace(p, body=bodies[-1] if bodies else None)
        elif p.body is None and p.rule == "post/title-name" and p.role[0] == "副":
            bodies = [q.body for q in read.posts[:n] if _is_head_of_deputy(q, p)]
            read.posts[n] = replace(p, body=bodies[-1] if bodies else None)
        if read.posts[n].body is None and p.rule == "post/title-name":
            read.posts[n] = replace(p, body=_just_named(read, p))


def _just_named(read: PostsRead, post: Post) -> Occurrence | None:
    """Return the body that a title belongs to, named right before its comma (来到B大学，校长P陪同)."""
    for o in read.passage.sentences[post.person.sentence].occurrences:
        if o.end + 1 == post.trigger[0] and read.text[o.end] == "，" and o.type in BODY_TYPES:
            kind = _OF_KIND.get(post.role.removeprefix("副"))
            return o if kind and re.search(f"(?:{kind})$", read.passage.words(o)) else None
    return None


def _is_head_of_deputy(head: Post, deputy: Post) -> bool:
    return (
        head.body is not None
        and head.person.sentence == deputy.person.sentence
        and head.person.entity != deputy.person.entity
        and head.role == deputy.role[1:]
    )


def add_replaced(read: PostsRead) -> None:
    """Add the posts of those whom others replace (A任B部长，接替P; A接替P出任B部长): they held them until then."""
    for post in [p for p in read.posts if p.rule in _TAKES]:
        sentence = read.passage.sentences[post.person.sentence]
        end = post.trigger[1]
        others = [o for o in sentence.occurrences if o.type in PEOPLE_TYPES and o.entity != post.person.entity]
        for o in others:
            after = o.start >= end and _REPLACES.fullmatch(read.text, end, read.starts.get(o.start, o.start))
            between = post.person.end <= o.start < post.trigger[0] and _IN_PLACE_OF.fullmatch(
                read.text, post.person.end, o.start
            )
            if (after or between) and not any(p.person == o for p in read.posts):
                read.posts.append(replace(post, person=o, rule="post/replaced"))
