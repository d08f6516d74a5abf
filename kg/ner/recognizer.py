"""Mentions of a text: registers, patterns and the trained tagger, joined by the merge policy."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from kg.config import Settings
from kg.ner.borders.marks import outside_titles
from kg.ner.borders.rules import put_right
from kg.ner.enumerations import firms_beside, listed_firms, listed_lines, listed_people
from kg.ner.evidence import pattern_mentions
from kg.ner.joining import join
from kg.ner.merge import merge
from kg.ner.patterns import (
    bridges,
    capitals,
    companies,
    events,
    laboratories,
    lines,
    numbered,
    organizations,
    people,
    ports,
    rivers,
    rosters,
    rows,
    works,
)
from kg.ner.propagation import propagate
from kg.ner.register_mentions import register_mentions
from kg.ner.rule_scores import scored, settled
from kg.ner.tagger import Tagger
from kg.records import Mention, Span
from kg.registers.matcher import Match, Matcher, load_matcher
from kg.vocab import POLICY

_NEVER_IN_NAMES = re.compile(r"[□■▲●◆#*|\n。；？！]")
_ONLY_IN_TITLES = "，"
LEAST_SCORE = 0.5  # a name is more likely one than not
Tag = Callable[[str, Sequence[Span], Sequence[Match], Sequence[Mention]], list[Mention]]
_BY_KIND = "pattern:kind/"
_PEOPLE = "pattern:person/"
_SURE_BODIES = ("pattern:body/", "register:bodies", "register:orgs")


class Recognizer:
    """Finds the mentions of a reading view."""

    def __init__(self, matcher: Matcher, tag: Tag | None = None, min_confidence: float = 0.0) -> None:
        self._matcher = matcher
        self._tag = tag
        self._least = min_confidence

    @classmethod
    def load(cls, settings: Settings) -> Recognizer:
        """Return the recogniser that the settings ask for."""
        matcher = load_matcher(Path(settings.registers) if settings.registers else None)
        if settings.recognizer != "model":
            return cls(matcher, None, settings.min_confidence)
        tagger = Tagger.load(Path(settings.tagger) if settings.tagger else None, matcher=matcher)
        return cls(matcher, tagger.tag, settings.min_confidence)

    def find(self, text: str, sentences: Sequence[Span]) -> list[Mention]:
        """Return flat mentions in the order of the text (characters, half-open)."""
        matches = self._matcher.find(text)
        patterns = pattern_mentions(text, matches)
        rules = rule_mentions(text, matches, patterns)
        tagged = self._tag(text, sentences, matches, patterns) if self._tag else []
        if not self._tag:
            rules += [m for m in patterns if m.made_by.startswith(_BY_KIND)]
        found = scored(rules + companies.find(text, matches, tagged)) + tagged
        found = put_right(text, (m for m in found if m.score >= LEAST_SCORE), matches)
        first = join(text, merge(m for m in found if _may_be_name(text, m)), matches)
        first = merge(
            [
                *first,
                *listed_people(text, first),
                *listed_lines(text, first),
                *listed_firms(text, first),
                *firms_beside(text, first),
            ]
        )
        last = settled(merge(outside_titles(text, [*first, *propagate(text, first)])))
        return [m for m in last if m.score >= self._least]


def _may_be_name(text: str, m: Mention) -> bool:
    """Whether the words hold no mark that a name cannot hold; only a policy's title may hold a comma."""
    if _NEVER_IN_NAMES.search(text, m.start, m.end):
        return False
    return m.type == POLICY or _ONLY_IN_TITLES not in text[m.start : m.end]


def rule_mentions(text: str, matches: Sequence[Match], patterns: Sequence[Mention] | None = None) -> list[Mention]:
    """Return what registers and patterns find; spans may overlap.

    The patterns by kind of noun are not among them: they guess where a name starts, which the tagger does better.

    Args:
        patterns: what ``pattern_mentions`` finds in the text, if it was asked before.
    """
    if patterns is None:
        patterns = pattern_mentions(text, matches)
    read_again = (_BY_KIND, _PEOPLE) if people.has_roster(text) else (_BY_KIND,)
    registered = register_mentions(text, matches)
    return [
        *registered,
        *(m for m in patterns if not m.made_by.startswith(read_again)),
        *(people.find(text, matches) if _PEOPLE in read_again else ()),
        *numbered.find(text, matches),
        *events.find(text, matches),
        *laboratories.find(text, matches),
        *organizations.find(text, matches),
        *bridges.find(text, matches),
        *capitals.find(text),
        *lines.find(text, matches),
        *companies.abroad(text, matches),
        *companies.foreign(text, matches),
        *ports.find(text, matches),
        *rivers.find(text, matches),
        *rows.find(text),
        *works.find(text, matches),
        *rosters.find(text, [m for m in (*registered, *patterns) if m.made_by.startswith(_SURE_BODIES)]),
    ]
