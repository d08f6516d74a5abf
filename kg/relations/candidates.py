"""Candidate pairs: all that one sentence names together, and what a sentence leaves to the sentences before it.

Chinese drops what is known: 「会议听取了…」, 「线路连接…」, 「…陪同」. So each sentence also gets what is in focus: the
first and the last event, project, policy, person and place named before it in its block or document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from kg.relations.passage import Occurrence, Passage, Sentence
from kg.vocab import (
    BODY_TYPES,
    EVENT,
    PEOPLE_TYPES,
    PLACE_TYPES,
    POLICY,
    PORT,
    PROJECT,
    RELATION_TYPES,
)

MAX_APART = 30  # occurrences between the two of a pair
Focus = dict[str, dict[int, tuple[Occurrence, set[str]]]]
PAIRED = tuple(t for t in RELATION_TYPES if t != "holdsPost")
_FOCUS = {EVENT: "E", PROJECT: "J", PORT: "J", POLICY: "D"}
_FOCUS |= dict.fromkeys(PEOPLE_TYPES, "P") | dict.fromkeys(PLACE_TYPES, "L") | dict.fromkeys(BODY_TYPES, "B")
CARRIED = {
    "participatesIn": "E",
    "heldIn": "EL",
    "approved": "EB",
    "issued": "DB",
    "signed": "D",
    "basedOn": "D",
    "amends": "D",
    "connects": "J",
    "visited": "PLB",
    "locatedIn": "LJ",
    "partOf": "JEB",
    "met": "P",
    "develops": "JBL",
}


def _pairs() -> dict[tuple[str, str], tuple[str, ...]]:
    out: dict[tuple[str, str], tuple[str, ...]] = {}
    for name in PAIRED:
        relation = RELATION_TYPES[name]
        for head in sorted(relation.heads):
            for tail in sorted(relation.tails):
                out[head, tail] = (*out.get((head, tail), ()), name)
    return out


PAIR_TYPES = _pairs()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A pair that may stand in one of ``types``; ``how`` is empty where both stand in the sentence."""

    sentence: int
    head: Occurrence
    tail: Occurrence
    types: tuple[str, ...]
    how: str = ""
    absent_is_head: bool = False


def sharing(passage: Passage, c: Candidate) -> tuple[object, ...]:
    """Return what the members of one list have in common: candidates with one key state the same or nothing."""
    lists = passage.sentences[c.sentence].lists
    if c.how:
        here, absent = (c.tail, c.head) if c.absent_is_head else (c.head, c.tail)
        return c.sentence, c.types, lists[here.order], absent.entity, c.absent_is_head
    if lists[c.head.order] == lists[c.tail.order]:
        return c.sentence, c.types, c.head.order, c.tail.order
    inside = passage.sentences[c.sentence].inside
    return (
        c.sentence, c.types, lists[c.head.order], lists[c.tail.order], inside[c.head.order], inside[c.tail.order],
        c.head.implied, c.tail.implied,
    )  # fmt: skip


def candidates(passage: Passage) -> Iterator[Candidate]:
    """Yield the candidate pairs of a passage, sentence by sentence."""
    focus: Focus = {}
    block = 0
    for sentence in passage.sentences:
        if sentence.block != block:
            block = sentence.block
            focus = {}
        if sentence.occurrences:
            yield from _together(sentence)
            yield from _carried(sentence, focus)
            _update(sentence, focus, passage.convened[sentence.number])


def portions(pairs: Iterable[Candidate], most: int) -> Iterator[list[Candidate]]:
    """Yield candidates in portions of whole sentences; a portion ends with the sentence that brings it to ``most``."""
    portion: list[Candidate] = []
    for _, of_sentence in groupby(pairs, key=lambda c: c.sentence):
        portion += of_sentence
        if len(portion) >= most:
            yield portion
            portion = []
    if portion:
        yield portion


def _together(sentence: Sentence) -> Iterator[Candidate]:
    occurrences = sentence.occurrences
    best: dict[tuple[int, int], tuple[int, int, int]] = {}
    for i, a in enumerate(occurrences):
        for j in range(max(0, i - MAX_APART), min(len(occurrences), i + MAX_APART + 1)):
            b = occurrences[j]
            if a.entity == b.entity or (a.type, b.type) not in PAIR_TYPES:
                continue
            gap = b.start - a.end if j > i else a.start - b.end
            key = (a.entity, b.entity)
            if key not in best or gap < best[key][0]:
                best[key] = (gap, i, j)
    for _, i, j in best.values():
        a, b = occurrences[i], occurrences[j]
        types = tuple(t for t in PAIR_TYPES[a.type, b.type] if i < j or not RELATION_TYPES[t].symmetric)
        if types:
            yield Candidate(sentence=sentence.number, head=a, tail=b, types=types)


def _carried(sentence: Sentence, focus: Focus) -> Iterator[Candidate]:
    present = {o.entity for o in sentence.occurrences}
    seen: set[int] = set()
    for here in sentence.occurrences:
        if here.entity in seen:
            continue
        seen.add(here.entity)
        for group, members in focus.items():
            for absent, hows in members.values():
                if absent.entity in present:
                    continue
                how = "+".join(sorted(hows))
                for absent_is_head in (True, False):
                    head, tail = (absent, here) if absent_is_head else (here, absent)
                    types = tuple(
                        t
                        for t in PAIR_TYPES.get((head.type, tail.type), ())
                        if group in CARRIED.get(t, "") and not (RELATION_TYPES[t].symmetric and absent_is_head)
                    )
                    if types:
                        yield Candidate(
                            sentence=sentence.number, head=head, tail=tail, types=types, how=how,
                            absent_is_head=absent_is_head,
                        )  # fmt: skip


def _update(sentence: Sentence, focus: Focus, convened: Occurrence | None) -> None:
    """Put the occurrences of a sentence into focus.

    The first ever of a group stays, the first and last of a sentence are replaced by those of the next; an event that
    is being held stays until another one is.
    """
    named = [o for o in sentence.occurrences if not sentence.inside[o.order]]
    for group in "EJDPLB":
        own = [o for o in named if _FOCUS[o.type] == group]
        if not own:
            continue
        members = focus.setdefault(group, {})
        first = next((x for x in members.items() if "first" in x[1][1]), None)
        fresh: dict[int, tuple[Occurrence, set[str]]] = {}
        if first is None:
            fresh[own[0].entity] = (own[0], {"first"})
        else:
            fresh[first[0]] = (first[1][0], {"first"})
        for how, o in (("lead", own[0]), ("last", own[-1])):
            kept = fresh.get(o.entity)
            fresh[o.entity] = (kept[0] if kept else o, (kept[1] if kept else set()) | {how})
        held = convened if group == "E" else None
        if held is not None:
            kept = fresh.get(held.entity)
            fresh[held.entity] = (held, (kept[1] if kept else set()) | {"held"})
        else:
            before = next((x for x in members.items() if "held" in x[1][1]), None)
            if before is not None:
                kept = fresh.get(before[0])
                fresh[before[0]] = (before[1][0], (kept[1] if kept else set()) | {"held"})
        focus[group] = fresh
