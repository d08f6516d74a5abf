"""Places that share a border, and what lies in a place (L的A、B)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from kg.relations.passage import Occurrence, Passage, Sentence
from kg.relations.stated.record import Stated
from kg.vocab import PLACE_TYPES, PORT, ZONE

SCORES = {
    "border/shared": 0.9,
    "place/of-list": 0.88,
}
_BORDER = re.compile(r"(?:接壤|毗邻|交界|相邻|为邻|隔[一-龥]{0,4}相望|隔[海江河]|一[江河水]之隔|相接|相连(?!接))")
_BORDER_AFTER = re.compile(r"(?:等)?(?:两[省国地市县]|三[省国]|边境)?" + _BORDER.pattern)
_BORDER_GAP = re.compile(
    r"(?:，?(?:[东南西北]{1,2}[部面边]?)?(?:分别)?(?:与|同)|和|及|、|以及|毗邻|紧邻|接壤|紧靠|相邻)"
)
_ONE_SIDE = re.compile(r"(?:与|同|毗邻|紧邻|接壤|紧靠|相邻)$")
_SIDE = re.compile(r"[东南西北]{1,2}[部面边]?(邻|毗邻|接|紧邻|紧靠|接壤)$")
_ITS_BORDER = re.compile(r"(?:其|该[省市县国地区]+|这里|当地|[东南西北])")
_REACHES = re.compile(r"(?:连[通接]|联[通接]|通[往向达]|前往|面向|驶[往向]|[发开飞运]往|靠近|邻近|毗邻|对|不在)$")


def statements(passage: Passage) -> Iterator[Stated]:
    """Yield neighbours, and things with their place, sentence by sentence."""
    for sentence in passage.sentences:
        if len(sentence.occurrences) > 1:
            yield from _borders(passage, sentence)
            yield from _borders_by_side(passage, sentence)
            yield from _things_of_place(passage, sentence)


def _borders(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield the neighbours in 「A与B、C接壤」 and 「A、B两省交界」; those on one side of 与 are not said to touch."""
    for run in _runs_of_places(passage, sentence):
        match = _BORDER_AFTER.match(passage.text, run[-1].end, sentence.end)
        if not match:
            continue
        meet = match.group().endswith("交界") and len(run) > 2  # A、B、C交界: each touches each
        for a, b in combinations(run, 2) if meet else _sides(passage, sentence, run):
            yield Stated(
                relation="adjacentTo", head=a.entity, tail=b.entity, sentence=sentence.number, rule="border/shared",
                trigger=match.span(), head_at=None if a.sentence != sentence.number else a, tail_at=b,
            )  # fmt: skip


def _borders_by_side(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield the neighbours in 「A北邻B，南接C、D」, where A opens the sentence."""
    subject = sentence.occurrences[0]
    if subject.type not in PLACE_TYPES or subject.start != sentence.start:
        return
    for place in sentence.occurrences[1:]:
        start, _ = passage.list_span(sentence, place.order)
        if place.type not in PLACE_TYPES or place.implied or sentence.inside[place.order]:
            continue
        if side := _SIDE.search(passage.text, subject.end, start):
            yield Stated(
                relation="adjacentTo", head=subject.entity, tail=place.entity, sentence=sentence.number,
                rule="border/shared", trigger=side.span(1), head_at=subject, tail_at=place,
            )  # fmt: skip


def _runs_of_places(passage: Passage, sentence: Sentence) -> list[list[Occurrence]]:
    """Return the places of a sentence in runs with nothing but 与, 、 or 和 between them."""
    runs: list[list[Occurrence]] = []
    for o in sentence.occurrences:
        if o.type not in PLACE_TYPES or sentence.inside[o.order] or o.implied:
            continue
        if runs and _BORDER_GAP.fullmatch(passage.text, runs[-1][-1].end, sentence.units[o.order][0]):
            runs[-1].append(o)
        else:
            runs.append([o])
    return runs


def _sides(passage: Passage, sentence: Sentence, run: list[Occurrence]) -> list[tuple[Occurrence, Occurrence]]:
    text = passage.text
    gaps = [text[a.end : sentence.units[b.order][0]] for a, b in pairwise(run)]
    joined = next((n for n, gap in enumerate(gaps, start=1) if _ONE_SIDE.search(gap)), None)
    if joined is None and len(gaps) > 1 and gaps[0] in ("和", "及") and "、" in gaps[1:]:
        joined = 1
    if joined is not None:
        return [(a, b) for a in run[:joined] for b in run[joined:]]
    start = sentence.units[run[0].order][0]
    if not _ONE_SIDE.search(text[sentence.start : start]):
        return list(pairwise(run))
    subject = _border_subject(passage, sentence, start)
    return [(subject, b) for b in run] if subject is not None else []


def _border_subject(passage: Passage, sentence: Sentence, at: int) -> Occurrence | None:
    """Return the place that 「，东与B接壤」 goes on about: what opens the sentence or, after 其, the one before."""
    opening = sentence.occurrences[0]
    if opening.start < at:
        return opening if opening.type in PLACE_TYPES and opening.start == sentence.start else None
    if not sentence.number or not _ITS_BORDER.match(passage.text, sentence.start, at):
        return None
    before = passage.sentences[sentence.number - 1].occurrences[:1]
    return next((o for o in before if o.type in PLACE_TYPES), None)


def _things_of_place(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield place and ports or zones in 「L的A、B」."""
    for place, first in pairwise(sentence.occurrences):
        if place.type not in PLACE_TYPES or place.implied or first.type not in (PORT, ZONE) or first.implied:
            continue
        if passage.text[place.end : first.start] not in ("", "的", "境内的", "境内"):
            continue
        if _REACHES.search(passage.text, sentence.start, place.start):
            continue
        _, last = sentence.lists[first.order]
        for o in sentence.occurrences[first.order : last + 1]:
            if "及" in passage.text[first.end : o.start]:
                break
            if o.type in (PORT, ZONE) and not sentence.inside[o.order]:
                yield Stated(
                    relation="locatedIn", head=o.entity, tail=place.entity, sentence=sentence.number,
                    rule="place/of-list", trigger=None, head_at=o, tail_at=place,
                )  # fmt: skip
