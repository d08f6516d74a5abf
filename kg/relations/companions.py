"""Who goes along: 「P1、P2陪同调研。」 puts them where the one of the sentences before went first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.records import RelationMention
from kg.relations.passage import Occurrence, Passage, Sentence
from kg.vocab import COUNTRY, DENIED, DONE, PEOPLE_TYPES

SCORE = 0.88
_GO_ALONG = re.compile(
    r"(?:等)?(?:也|都|一起|共同)?(?P<verb>陪同(?:考察|调研|参观|检查|视察|访问)?|(?:一同|一起|随同)(?:考察|调研|参观|检查|出访|访问)"
    r"|参加(?:了)?(?:考察|调研|检查|上述(?:考察|调研)?活动|有关活动)|同机抵达)(?:活动)?[。；\n]"
)
_BEFORE_NAMES = re.compile(r"(?:[^，。；]{0,8}，)?")


def companions(passage: Passage, found: Sequence[RelationMention]) -> Iterator[RelationMention]:
    """Yield the visits of those who go along, from the visits ``found`` in the sentences before."""
    visits = sorted((r for r in found if r.type == "visited" and r.modality != DENIED), key=lambda r: r.sentence)
    for sentence in passage.sentences if visits else ():
        verb, people = _along(passage, sentence)
        if verb is None:
            continue
        mates = {passage.entities[o.entity].id for o in people}
        block = next(s.start for s in passage.sentences if s.block == sentence.block)
        before = [r for r in visits if block <= r.sentence[0] < sentence.start and r.head not in mates]
        for tail in _first_places(passage, before):
            for o in people:
                yield RelationMention(
                    type="visited", head=passage.entities[o.entity].id, tail=tail,
                    sentence=(sentence.start, sentence.end), rule="visit/companion", trigger=verb.span("verb"),
                    head_span=(o.start, o.end), tail_span=None, score=SCORE, modality=DONE,
                )  # fmt: skip


def _along(passage: Passage, sentence: Sentence) -> tuple[re.Match[str] | None, list[Occurrence]]:
    people = [o for o in sentence.occurrences if o.type in PEOPLE_TYPES and not o.implied]
    if not people:
        return None, []
    start = sentence.units[people[0].order][0]
    if not _BEFORE_NAMES.fullmatch(passage.text, sentence.start, start):
        return None, []
    return _GO_ALONG.match(passage.text, people[-1].end, sentence.end), people


def _first_places(passage: Passage, visits: Sequence[RelationMention]) -> list[str]:
    """Return where the first visitor went first: all that one sentence says with the same words, no country if more."""
    if not visits:
        return []
    same = [r for r in visits if r.sentence == visits[0].sentence and r.head == visits[0].head]
    countries = {e.id for e in passage.entities if e.type == COUNTRY}
    finer = [r for r in same if r.tail not in countries] or same
    lead = min(finer, key=lambda r: (r.tail_span or r.sentence, r.rule))
    return list(dict.fromkeys(r.tail for r in finer if r.tail is not None and r.rule == lead.rule))
