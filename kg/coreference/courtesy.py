"""Surname and title: 孙市长 for 孙立新, whom the text has named in full with that post.

Such a name is taken for the one person of the surname who is named in full before it with that title; 先生, 女士 and
同志 for the only person of the surname.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.coreference.short_forms import bare
from kg.records import Mention
from kg.vocab import PEOPLE_TYPES

MADE_BY = "pattern:person/surname-and-title"
_SCORE = 0.8
_FULL_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_TITLES = (
    "书记|主席|总理|委员长|主任|省长|市长|县长|区长|州长|盟长|旗长|镇长|乡长|村长|部长|厅长|局长|处长|科长|司长|署长|院长|校长|所长|站长"
    "|会长|理事长|秘书长|董事长|总经理|总裁|行长|经理|厂长|检察长|大使|参赞|总领事|司令员|政委|教授|院士|主编|台长|社长"
)
_FOR_ANYONE = frozenset({"先生", "女士", "同志"})
_REACH = 24  # characters beside a full name in which a title is looked for
_TAKES_POST = "(?:[，（(]?(?:现任|担任|出任|当选|任|为|是)[\u4e00-\u9fff]{0,12}?)?"
_ADDRESS = re.compile(
    f"(?P<surname>[\u4e00-\u9fff]{{1,2}}?)(?P<title>副?(?:{_TITLES}|{'|'.join(sorted(_FOR_ANYONE))}))"
)
_LEFT_OPEN = re.compile(r"(?:^|[^\u4e00-\u9fff]|[由经向对与和同在听据让请随邀把给为被是但而且当从到])$")


def courtesy_names(text: str, mentions: Sequence[Mention]) -> Mapping[Mention, Mention]:
    """Return the mention of the full name by each name of surname and title that stands for it.

    The keys take the place of the mentions inside them.

    Args:
        mentions: flat, in the order of the text.
    """
    people = [m for m in mentions if m.type in PEOPLE_TYPES and _is_full_name(bare(text[m.start : m.end]))]
    if not people:
        return {}
    found: dict[Mention, Mention] = {}
    for start, end, surname, title in _addresses(text):
        given = [m for m in mentions if m.start < end and start < m.end]
        if any(m.type not in PEOPLE_TYPES or m.start < start or m.end > end for m in given):
            continue
        person = _person(text, start, surname, title, people)
        if person is not None:
            mention = Mention(start=start, end=end, type=person.type, made_by=MADE_BY, score=_SCORE)
            found[mention] = person
    return found


def _addresses(text: str) -> Iterator[tuple[int, int, str, str]]:
    for m in _ADDRESS.finditer(text):
        for surname in dict.fromkeys((m["surname"], m["surname"][-1])):
            start = m.start("title") - len(surname)
            if _LEFT_OPEN.search(text[:start][-1:]):
                yield start, m.end(), surname, m["title"]
                break


def _is_full_name(name: str) -> bool:
    return bool(_FULL_NAME.fullmatch(name)) and not _ADDRESS.fullmatch(name)


def _person(text: str, at: int, surname: str, title: str, people: Sequence[Mention]) -> Mention | None:
    """Return the last mention before ``at`` of the one person whom surname and title fit."""
    named: dict[str, list[Mention]] = {}
    for m in people:
        name = bare(text[m.start : m.end])
        if m.end <= at and name.startswith(surname) and 1 <= len(name) - len(surname) <= 2:
            named.setdefault(name, []).append(m)
    if title not in _FOR_ANYONE:
        named = {name: ms for name, ms in named.items() if any(_has_title(text, m, title) for m in ms)}
    return next(iter(named.values()))[-1] if len(named) == 1 else None


def _has_title(text: str, m: Mention, title: str) -> bool:
    """Return whether a title stands beside a full name; a deputy may be addressed without 副."""
    core = re.escape(title.removeprefix("副"))
    before, after = text[max(0, m.start - _REACH) : m.start], text[m.end : m.end + _REACH]
    return bool(re.search(f"{core}(?:、[^，。；]*)?$", before) or re.match(f"{_TAKES_POST}副?{core}", after))
