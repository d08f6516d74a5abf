"""Official or Person: decided with the post that the text gives, or by the register of leaders.

An official is who holds or held a post in a state, Party or international body. The text says so (a post whose title or
whose body is one), or it is common knowledge (the register). Whoever has neither is a Person, unless the recogniser is
sure of an official (it knows posts from their contexts that no list of titles holds) and no plain calling stands
before the name: a professor, a herdsman.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from functools import cache

from kg import vocab
from kg.records import DocumentEntity, Span
from kg.registers.lexicons import load_lexicon
from kg.registers.loader import WEAK, Registers
from kg.relations.passage import Passage
from kg.relations.posts.reader import read_posts

SURE = 0.92  # probability of an official from which no post is asked for
_ROSTER = "pattern:person/roster"  # the members of an official body, but for those of associations
_STATE_TYPES = frozenset({vocab.GOVERNMENT_BODY}) | vocab.PLACE_TYPES


def decide_officials(
    text: str, entities: Sequence[DocumentEntity], sentences: Sequence[Span], registers: Registers
) -> tuple[DocumentEntity, ...]:
    """Return the entities with Official or Person decided for everyone, in the same order.

    Args:
        text: the reading view; ``entities`` and ``sentences`` are spans of it.
    """
    people = {e.id for e in entities if e.type in vocab.PEOPLE_TYPES}
    if not people:
        return tuple(entities)
    official = {
        e.id
        for e in entities
        if e.id in people
        and (_is_registered(e, registers) or (_is_surely_official(e) and not _has_plain_calling(text, e)))
    }
    passage = Passage(text, entities, sentences)
    for post in read_posts(passage).posts:
        leads = post.body is not None and _leads_international(post.role, passage.entities[post.body.entity])
        if leads or is_official_post(post.role, post.body.type if post.body else None):
            official.add(passage.entities[post.person.entity].id)
    return tuple(
        dataclasses.replace(e, type=vocab.OFFICIAL if e.id in official else vocab.PERSON) if e.id in people else e
        for e in entities
    )


def is_official_post(role: str, body_type: str | None) -> bool:
    """Return whether a post makes its holder an official.

    Args:
        role: the title as the text gives it; its longest known ending decides.
        body_type: the entity type of the body or place; None where the text names none.
    """
    standing = next((_titles()[role[at:]] for at in range(len(role)) if role[at:] in _titles()), "by-body")
    if standing == "by-body":
        return body_type in _STATE_TYPES or (body_type is None and role in _titles())
    return standing == "yes"


def _leads_international(role: str, body: DocumentEntity) -> bool:
    """Whether a post is the head of an international organisation, or of a party abroad."""
    return (
        body.type == vocab.ORGANIZATION
        and _INTERNATIONAL.search(body.name) is not None
        and _HEAD.search(role) is not None
    )


def _is_surely_official(entity: DocumentEntity) -> bool:
    return entity.type == vocab.OFFICIAL and (entity.confidence >= SURE or _ROSTER in entity.made_by)


def _has_plain_calling(text: str, entity: DocumentEntity) -> bool:
    return any(_plain_calling().search(text, max(0, start - _LONGEST), start) for start, _ in entity.mentions)


_INTERNATIONAL = re.compile(
    r"^(?:联合国|国际(?!.*(?:公司|学会|学校|学院))|世界(?:银行|贸易组织|卫生组织|气象组织|知识产权组织|粮食计划署)|欧盟|欧洲(?:理事会|委员会|议会|中央银行)|非盟|非洲联盟"
    r"|东盟|东南亚国家联盟|上海合作组织|阿拉伯国家联盟|北大西洋公约组织|亚洲基础设施投资银行|亚洲开发银行|新开发银行|经济合作与发展组织)|党$"
)
_HEAD = re.compile(r"(?:主席|秘书长|总干事|干事长|总裁|行长|署长|执行主任|高级代表|领袖|党首|总书记|党魁)$")
_LONGEST = 8  # characters of a title


@cache
def _plain_calling() -> re.Pattern[str]:
    """A title that makes nobody an official, right before a name; the head of 副教授 is part of it."""
    plain = sorted(title for title, official in _titles().items() if official == "no")
    return re.compile(f"(?:{'|'.join(map(re.escape, plain))})$")


def _is_registered(entity: DocumentEntity, registers: Registers) -> bool:
    names = {entity.name, *entity.surfaces}
    return any(
        n.entry.type == vocab.OFFICIAL and (n.kind != WEAK or entity.name == n.entry.name)
        for name in names
        for n in registers.namings.get(name, ())
    )


@cache
def _titles() -> dict[str, str]:
    return {row["title"]: row["official"] for row in load_lexicon("posts")}
