"""Rosters without separators: 组长：罗启明副省长 成员：佟伟省财政厅副厅长 多吉次仁民政厅副厅长.

A name, the body with or without the rank of its division, and the posts follow each other without a mark; where the
name ends is read off the body, which the lexicon of local bodies knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from kg import vocab
from kg.ner.patterns.people import is_everyday_word, is_personal_name, may_be_given
from kg.records import Mention, Span
from kg.registers.lexicons import load_lexicon, values

MADE_BY = "pattern:person/roster"
_MARK = re.compile(
    r"(?:(?:总|副|常务副|执行|第一)*(?:召集人|组长|总指挥|指挥长|主任|主任委员|秘书长|会长|理事长|主席)|[成组委]员)[：:]"
)
_RANK = r"(?:自治区|[省市区州县旗盟])"
_GOVERNMENT = r"(?:人民政府|政府)"
_LENGTHS = (3, 2, 4, 5)  # characters of a name, the commonest first
_BETWEEN = re.compile(r"[ \u3000\n；]*")
_UNREAD = re.compile(r"[一-龥]{6,30}")
_NOTE = re.compile(r"[（(][^（()）\n]{1,10}[）)]")


def find(text: str, bodies: Sequence[Mention] = ()) -> list[Mention]:
    """Return the people of such rosters and the bodies of their posts.

    Args:
        bodies: further bodies of the text, found by their own grammar.
    """
    ends = {m.start: m.end for m in bodies if m.type in vocab.BODY_TYPES}
    found: list[Mention] = []
    for mark in _MARK.finditer(text):
        at: int | None = mark.end()
        while at is not None:
            at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]
            if entry := _entry(text, at, ends):
                name, offices, at = entry
                named = [_body(text, span) for span in offices]
                in_state = not named or any(m.type == vocab.GOVERNMENT_BODY for m in named)
                type_ = vocab.OFFICIAL if in_state else vocab.PERSON
                found += [Mention(start=name[0], end=name[1], type=type_, made_by=MADE_BY), *named]
            else:
                at = _next_entry(text, at)
    return found


def _next_entry(text: str, at: int) -> int | None:
    """Return where the entry after one that could not be read may begin: behind its post, if that is near."""
    unread = _UNREAD.match(text, at)
    title = _title().match(text, at, unread.end()) if unread else None
    return title.end() if title else None


def _entry(text: str, start: int, bodies: Mapping[int, int]) -> tuple[Span, list[Span], int] | None:
    """Return the spans of a name and of the offices in its posts, and where the entry ends; None if there is none."""
    for length in _LENGTHS:
        end = start + length
        known = end in bodies
        first = _title().match(text, bodies[end]) if known else _post().match(text, end)
        office = (end, bodies[end]) if known else first.span("body") if first and first["body"] else None
        if not first or not _is_name(text[start:end], beside_body=office is not None):
            continue
        offices = [office] if office else []
        end = first.end()
        while further := _further_post().match(text, end):
            offices += [further.span("body")] if further["body"] else []
            end = further.end()
        note = _NOTE.match(text, end)
        return (start, start + length), offices, note.end() if note else end
    return None


def _is_name(words: str, beside_body: bool) -> bool:
    """Whether the words may be a name; right before a known body whatever is no everyday word (Tibetan names: 岗青)."""
    return is_personal_name(words) or (beside_body and may_be_given(words) and not is_everyday_word(words))


def _body(text: str, span: Span) -> Mention:
    office = re.sub(f"^{_RANK}", "", text[slice(*span)])
    type_ = _offices().get(office) or _offices().get(text[slice(*span)], vocab.GOVERNMENT_BODY)
    return Mention(start=span[0], end=span[1], type=type_, made_by="pattern:body/roster")


@cache
def _offices() -> dict[str, str]:
    """Entity type by what follows the division's name in a local body's."""
    return {
        surface: row["type"]
        for row in load_lexicon("local_body_suffixes")
        for surface in values(row["surfaces"])
        if (row["rank"] == "yes" or row["type"] == vocab.GOVERNMENT_BODY)
        and "{}" not in surface
        and surface not in ("政府", "人民政府", "党委", "工委")
    }


@cache
def _titles() -> str:
    return _any_of(row["title"] for row in load_lexicon("posts"))


@cache
def _body_form() -> str:
    return rf"(?P<body>{_RANK}?(?:{_any_of(_offices())})|{_RANK}委[一-龥]{{2,8}}?工委)"


@cache
def _post() -> re.Pattern[str]:
    """What stands behind a name: a body and a post there, or a post of the government."""
    return re.compile(rf"(?:{_body_form()}[一-龥]{{0,7}}?|{_RANK}?{_GOVERNMENT}?|{_RANK}党委)(?:{_titles()})")


@cache
def _title() -> re.Pattern[str]:
    return re.compile(rf"[一-龥]{{0,20}}?(?:{_titles()})")


@cache
def _further_post() -> re.Pattern[str]:
    return re.compile(rf"[、兼](?:{_body_form()}[一-龥]{{0,7}}?|[一-龥]{{0,7}}?)(?:{_titles()})(?![：:])")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted({re.escape(w) for w in words}, key=lambda w: (-len(w), w)))
