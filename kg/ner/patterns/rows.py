"""Names set in rows: 组 长：罗启明 副组长：佟 伟, with blanks between and inside names; particulars of a person."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg import vocab
from kg.ner.patterns.people import begins_with_word, is_personal_name
from kg.records import Mention, Span

_BLANK = "[ \u3000]"
_OFFICE = (
    rf"(?:主{_BLANK}*任|组{_BLANK}*长|委{_BLANK}*员|成{_BLANK}*员|组员|书{_BLANK}*记|局{_BLANK}*长|主席|[省市县区州厅部处]长"
    r"|秘书长|召集人|总指挥|指挥长|领导|出席|列席|缺席|请假|主持|出席人员|列席人员|参加人员)"
)
_OTHER = (
    rf"(?:会{_BLANK}*长|理事长|代{_BLANK}*表|审{_BLANK}*核|编{_BLANK}*辑|责编"
    rf"|校{_BLANK}*对|记{_BLANK}*录|名单(?:如下)?)"
)
_HEAD = re.compile(
    rf"(?:(?P<office>{_OFFICE})|{_OTHER})(?:{_BLANK}*(?P<colon>[：:]){_BLANK}*|{_BLANK}+|(?=[一-龥]{_BLANK}[一-龥]))"
)
_SPACED = re.compile(rf"(?P<surname>[一-龥]){_BLANK}{{1,3}}[一-龥](?=[{_BLANK[1:-1]}、，。；（(\n]|$)")
_SOLID = re.compile(rf"[一-龥]{{2,3}}(?=[{_BLANK[1:-1]}、；（(\n]|$)")
_BETWEEN = re.compile(
    rf"(?:[（(][^（()）\n]{{1,24}}[）)])?(?:{_BLANK}*、{_BLANK}*|{_BLANK}+)|[（(][^（()）\n]{{1,24}}[）)]"
)
_DAY_OF_WEEK = re.compile(rf"周{_BLANK}*[一二三四五六日末]")
_PARTICULARS = re.compile(
    rf"(?:^|(?<=[\n。；]))(?P<name>[一-龥](?:[一-龥]{{1,2}}|{_BLANK}[一-龥]))(?:，|、|{_BLANK}+)[男女](?=[，、 \u3000])"
)
_LINE_HEAD = re.compile(
    rf"(?:^|(?<=\n))(?P<name>[一-龥]{_BLANK}{{1,3}}[一-龥]){_BLANK}+[一-龥]{{2,20}}"
    rf"(?:主任|书记|[局厅省市县区州部处]长|主席|委员|秘书长)(?=[\n{_BLANK[1:-1]}]|$)"
)


def find(text: str) -> list[Mention]:
    """Return the people of rows, and those at the head of a line of particulars: 罗启明，男，1975年生."""
    found = []
    for head in _HEAD.finditer(text):
        type_ = vocab.OFFICIAL if head["office"] else vocab.PERSON
        found += [_mention(span, type_) for span in _cells(text, head.end(), bool(head["colon"]))]
    for rule, type_ in ((_PARTICULARS, vocab.PERSON), (_LINE_HEAD, vocab.OFFICIAL)):
        found += [_mention(m.span("name"), type_) for m in rule.finditer(text) if _is_name(m["name"])]
    return sorted({(m.start, m.end): m for m in found}.values(), key=lambda m: m.start)


def _cells(text: str, at: int, listed: bool) -> Iterable[Span]:
    """Yield the names of a row; without a colon before it a name is sure only if its surname is no everyday word."""
    while cell := _SPACED.match(text, at) or _SOLID.match(text, at):
        if not _is_name(cell[0]) or (not listed and begins_with_word(cell[0])):
            return
        yield cell.span()
        between = _BETWEEN.match(text, cell.end())
        if not between:
            return
        at = between.end()


def _is_name(words: str) -> bool:
    return is_personal_name(re.sub(_BLANK, "", words)) and not _DAY_OF_WEEK.fullmatch(words)


def _mention(span: Span, type_: str) -> Mention:
    return Mention(start=span[0], end=span[1], type=type_, made_by="pattern:person/row")
