"""A list is of one sort: what stands between names of people, and looks like a name, is a person too; so with railways
and with the firms of a counted list.

林若溪、方文举、黄金泉等9位教练: the sources find some members of a long list and lose others, because each alone could
be words. Two neighbours in the list that are sure and the form of a name decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg import vocab
from kg.ner.common_words import any_of, is_trade
from kg.ner.patterns.people import begins_with_word, is_personal_name, name_at
from kg.records import Mention, Span

SHARE = 0.9  # of the neighbour's score
SURE = 0.6  # of a neighbour beside which a surname may be an everyday word too
_JOIN = re.compile(r"、|和|与|及|以及")
_AFTER_MARK = re.compile(r"(?<![一-龥])[一-龥]{2,4}$")


def listed_people(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the members of lists of people that no source found.

    Args:
        mentions: flat, in the order of the text.
    """
    taken = [(m.start, m.end) for m in mentions]
    found: list[Mention] = []
    for index, m in enumerate(mentions):
        if m.type in vocab.PEOPLE_TYPES:
            before = taken[index - 1][1] if index else 0
            after = taken[index + 1][0] if index + 1 < len(taken) else len(text)
            found += (_member(span, m) for span in _forward(text, m.end, after))
            found += (_member(span, m) for span in _backward(text, m, before))
    unique = {(m.start, m.end): m for m in sorted(found, key=lambda m: m.score)}
    return [unique[span] for span in sorted(unique)]


def listed_lines(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the railways and roads of a list that says their kind at its end: 京沪、沪昆、陇海等铁路.

    One member must be known as such a line.
    """
    sure = {m.end: m for m in mentions if m.type == vocab.PROJECT}
    found = []
    for listed in _LINES.finditer(text):
        members = [m.span() for m in _SHORT_LINE.finditer(text, listed.start(), listed.end("last"))]
        known = [sure[end] for _, end in members if end in sure]
        if known:
            score = max(m.score for m in known) * SHARE
            found += [
                Mention(start=a, end=b, type=vocab.PROJECT, made_by="pattern:project/listed", score=score)
                for a, b in members
                if b not in sure
            ]
    return found


def listed_firms(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the members of lists said to be of firms that no source found: 远川动力、泊岸储能等12家企业.

    Where none of the members is known as a firm, the list must be counted and all must be too long for a line of
    business (钢铁、石化等).

    Args:
        mentions: flat, in the order of the text.
    """
    taken = {i: m for m in mentions for i in range(m.start, m.end)}
    found: list[Mention] = []
    for listed in _FIRMS.finditer(text):
        members = [m.span() for m in re.finditer(r"[^、]+", text[: listed.end("members")][listed.start() :])]
        spans = [(listed.start() + a, listed.start() + b) for a, b in members]
        if (head := taken.get(spans[0][1] - 1)) and head.end == spans[0][1]:
            spans[0] = (head.start, head.end)  # what stands before it is no part of the list
        if spans[0][1] - spans[0][0] > _LONGEST_MEMBER:
            spans = spans[1:]
        free = [s for s in spans if not any(i in taken for i in range(*s))]
        known = len(spans) - len(free)
        firms = sum(1 for a, b in spans if (m := taken.get(a)) and m.end == b and m.type == vocab.COMPANY)
        doubtful = listed["uncounted"] or any(b - a < _LEAST_FIRM for a, b in spans)
        if firms < known or (doubtful and not firms):
            continue
        found += [
            Mention(start=a, end=b, type=vocab.COMPANY, made_by="pattern:company/listed", score=SURE)
            for a, b in free
            if not is_trade(text[a:b]) and not (listed["uncounted"] and _NO_FIRM.search(text, a, b))
        ]
    return found


def firms_beside(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the firms that stand in a list beside a known one and end in a line of business: 华为、云拓机器人.

    Args:
        mentions: flat, in the order of the text.
    """
    taken = {i for m in mentions for i in range(m.start, m.end)}
    found: dict[Span, Mention] = {}
    for m in mentions:
        if m.type != vocab.COMPANY or m.score < SURE:
            continue
        for span in (*_firms_after(text, m.end), *_firms_before(text, m.start)):
            if taken.isdisjoint(range(*span)) and not is_trade(text[slice(*span)]):
                found[span] = Mention(start=span[0], end=span[1], type=vocab.COMPANY, made_by="pattern:company/listed",
                                      score=SURE)  # fmt: skip
    return [found[span] for span in sorted(found)]


def _firms_after(text: str, at: int) -> Iterator[Span]:
    while (join := _BETWEEN_FIRMS.match(text, at)) and (firm := _firm().match(text, join.end())):
        yield firm.span()
        at = firm.end()


def _firms_before(text: str, start: int) -> Iterator[Span]:
    while (join := _JOIN_BEFORE.search(text, max(0, start - 2), start)) and (
        firm := _last_firm().search(text, max(0, join.start() - _LONGEST_FIRM), join.start())
    ):
        yield firm.span("firm")
        start = firm.start()


_LONGEST_FIRM = 14  # characters, with its place and the mark before it
_BETWEEN_FIRMS = re.compile(r"(?:、|和|与|及|以及)(?:[一-龥]{2,4}的)?")
_JOIN_BEFORE = re.compile(r"(?:、|和|与|及|以及)$")
_AFTER_FIRM = (
    r"(?=[、，。；：和与及（(在将已拟等也均]|先后|相继|分别|陆续|联合|共同|计划|宣布|上榜|入选|入驻|落户|落地|参[展加与]|签约"
    r"|[一二两三四五六七八九十]{1,2}[家大]|$)"
)
_STEM = r"(?:(?![的在和与及将等为由对其])[一-龥A-Za-z0-9]){2,4}?"


@cache
def _firm() -> re.Pattern[str]:
    return re.compile(rf"{_STEM}(?:{any_of('trade')}){_AFTER_FIRM}")


@cache
def _last_firm() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|(?<=[^一-龥A-Za-z0-9]))(?P<place>[一-龥]{{2,4}}的)?(?P<firm>{_STEM}(?:{any_of('trade')}))$"
    )


_NO_FIRM = re.compile(
    r"(?:[站店户业商厂社人者品院校所库]|平台|机构|单位|企业|公司|园区|项目|高校|集群|基地|.的.*)$|^.{1,2}$"
)
_LONGEST_MEMBER = 10  # characters
_LEAST_FIRM = 3  # characters
_COUNT = r"(?:\d+(?:多|余)?|[两三四五六七八九十]+|多|数十|一批)(?:家|大)"
_FIRMS = re.compile(
    rf"(?<![一-龥、”》])(?P<members>[一-龥A-Za-z0-9]{{2,24}}、(?:[一-龥A-Za-z0-9]{{2,10}}、){{0,12}}[一-龥A-Za-z0-9]{{2,10}}?)"
    rf"(?:等(?:一批|众多)?(?:世界|中国|全球|全国|民营){{1,2}}\d+强|等?(?:国内|国产|头部|知名|国际|相关|新能源|互联网|人工智能|科技|本地|重点|龙头|中外)*{_COUNT}|(?P<uncounted>等)(?:一批|众多|多家|国内|国内外|头部|知名|龙头|骨干|上市|领军|行业|链主|科技|高新技术|重点|创新|优质){{0,3}}(?=企业|公司|车企|厂商|药企))(?:国内|国产|头部|知名|国际|相关|新能源|互联网|人工智能|科技|上市|重点|龙头)*"
    r"(?:企业|公司|平台|车企|厂商|券商|药企|航司|航空公司|快递企业|运营商)(?!集团|服务|管理|数据)"
)
_SHORT_LINE = re.compile(r"[一-龥]{2,3}")
_LINES = re.compile(
    r"(?<![一-龥])(?:[一-龥]{2,3}、){1,15}(?P<last>[一-龥]{2,3}?)等?(?:\d+|[两三四五六七八九十])?条?(?:高速铁路|货运铁路|重载铁路|铁路|高铁|线路|干线|高速公路|高速|公路)"
)


def _member(span: Span, neighbour: Mention) -> Mention:
    return Mention(start=span[0], end=span[1], type=neighbour.type, made_by="pattern:person/listed",
                   score=neighbour.score * SHARE)  # fmt: skip


def _forward(text: str, at: int, limit: int) -> list[Span]:
    spans: list[Span] = []
    while (join := _JOIN.match(text, at)) and (name := name_at(text, join.end(), official=True)) and name[1] <= limit:
        spans.append(name)
        at = name[1]
    return spans


def _backward(text: str, neighbour: Mention, limit: int) -> list[Span]:
    spans: list[Span] = []
    at = neighbour.start
    any_surname = neighbour.score >= SURE
    while (join := text[at - 1 : at]) and _JOIN.fullmatch(join):
        start = _start_before(text, at - 1, limit, any_surname)
        if start is None:
            break
        spans.append((start, at - 1))
        at = start
    return spans


def _start_before(text: str, end: int, limit: int, any_surname: bool) -> int | None:
    """Return where the name begins that ends at ``end``: after a mark, or at the head of the list after other words."""
    member = _AFTER_MARK.search(text, max(limit, end - 5), end)
    if member:
        fits = is_personal_name(member[0]) and (any_surname or not begins_with_word(member[0]))
        return member.start() if fits else None
    for length in (3, 2):
        start = end - length
        if start >= limit and is_personal_name(text[start:end]) and not begins_with_word(text[start:end]):
            return start
    return None
