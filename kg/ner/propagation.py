"""The document pass: a name decided once holds for its other mentions in the same text.

What a post, a suffix or the tagger made sure at one place is looked up everywhere else, longest names first; so are the
short name that the text declares for it (以下简称) and the last part of a foreign name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import ahocorasick

from kg import vocab
from kg.records import Mention
from kg.registers.contexts import load_stop_contexts

SURE = 0.75  # score from which a mention's name is looked up elsewhere
CARRIED = 0.95  # share of a mention's score that its repetition keeps
_DOT = re.compile(r"[·•・‧]")
_DECLARED = re.compile(
    r"[》”]?[（(](?:以下|下)(?:统一)?(?:简称|称|统称)(?:为|：|:|，)?[“《]?(?P<short>[^（）()“”《》，。]{2,20})[”》]?[）)]"
)
# What only the document can name. Registers find places and bodies wherever they stand; the words of an event's name
# (座谈会, 联席会议) stand for other things as well.
_GROUP = re.compile(r"(?P<stem>[一-龥A-Za-z]{4,8})(?:集团|股份)(?:(?:股份)?有限公司)?$")
_LONG = {  # characters from which a name of these kinds stands for nothing else
    vocab.ORGANIZATION: 4,
    vocab.GOVERNMENT_BODY: 5,
    vocab.PROJECT: 4,
    vocab.ZONE: 4,
    vocab.PLACE: 4,
    vocab.PORT: 4,
    vocab.EVENT: 6,
}
_CARRIED_TYPES = vocab.PEOPLE_TYPES | {vocab.POLICY, vocab.COMPANY}


def propagate(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return further mentions of the sure names among ``mentions``; they may overlap those given."""
    names: dict[str, Mention] = {}
    for m in mentions:
        if m.score >= SURE:
            for name in _forms(m.type, text[m.start : m.end], _DECLARED.match(text, m.end)):
                if name not in names or _rank(m) > _rank(names[name]):
                    names[name] = m
    if not names:
        return []
    automaton = ahocorasick.Automaton()
    for name, m in names.items():
        automaton.add_word(name, (len(name), m))
    automaton.make_automaton()
    known = {(m.start, m.end): m.score for m in mentions}
    longer = {i: m for m in mentions for i in range(m.start, m.end)}
    stops = load_stop_contexts().stops
    found = []
    for last, (length, m) in automaton.iter(text):
        span = (last + 1 - length, last + 1)
        whole = longer.get(span[0])
        if m.type not in _CARRIED_TYPES and whole and (whole.start, whole.end) != span and whole.end >= span[1]:
            continue  # part of another name
        if m.score * CARRIED > known.get(span, 0.0) and not stops(text, *span, text[span[0] : span[1]]):
            found.append(
                Mention(
                    start=span[0], end=span[1], type=m.type, made_by=f"document:{m.made_by}", score=m.score * CARRIED
                )
            )
    return found


def _rank(m: Mention) -> tuple[float, str]:
    return m.score, m.type


def _forms(type_: str, name: str, declared: re.Match[str] | None) -> Iterable[str]:
    if declared:
        yield declared["short"]
    if type_ not in _CARRIED_TYPES and len(name) < _LONG.get(type_, 99):
        return
    if len(name) >= 2:
        yield name
    if type_ == vocab.COMPANY and (stem := _GROUP.match(name)):
        yield stem["stem"]
    if type_ in vocab.PEOPLE_TYPES:
        last = _DOT.split(name)[-1]
        if last != name and len(last) >= 2:
            yield last
