"""What the words around a name rule out, whatever a construction or the classifier makes of the pair.

Background is the main source of wrong statements: a speech whose spirit is to be studied, an initiative that another
person put forward, rules that are carried out and not drawn up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from kg.relations.candidates import Candidate
from kg.relations.passage import Passage
from kg.relations.vetoed import events, groups, journeys, places, policies
from kg.relations.vetoed.background import AT
from kg.vocab import PLACE_TYPES, RELATION_TYPES

_ACTS = frozenset({"signed", "participatesIn", "develops", "issued", "cooperatesWith"})
_OCCASION = re.compile(r"[^，。；]{0,16}(?:之际|之时|的?(?:支持|推动|帮助|见证|努力|领导|引领)下)")
_EACH = re.compile(r"[^，。；]{0,8}分别[^，。；]{0,10}")


_VETOES: Mapping[str, Callable[[Passage, Candidate], bool]] = {
    "visited": journeys.visited, "met": journeys.met, "participatesIn": events.participates_in,
    "heldIn": events.held_in, "locatedIn": places.located_in, "adjacentTo": places.adjacent_to,
    "connects": places.connects, "develops": groups.develops, "cooperatesWith": groups.cooperates_with,
    "partOf": groups.part_of, "issued": policies.issued, "approved": policies.approved, "amends": policies.amends,
    "basedOn": policies.based_on, "signed": policies.signed,
}  # fmt: skip


def is_ruled_out(passage: Passage, c: Candidate, relation: str) -> bool:
    """Whether the words around the names rule out that the pair stands in ``relation``."""
    if not c.how and _is_the_others(passage, c):
        return True
    if relation in _ACTS and not c.how and _is_where_it_happens(passage, c, relation):
        return True
    veto = _VETOES.get(relation)
    return veto is not None and veto(passage, c)


def _is_the_others(passage: Passage, c: Candidate) -> bool:
    """A、B分别印发D1、D2: D2 is B's alone."""
    sentence = passage.sentences[c.sentence]
    heads, tails = sentence.lists[c.head.order], sentence.lists[c.tail.order]
    if heads == tails or heads[1] >= tails[0] or heads[1] - heads[0] != tails[1] - tails[0]:
        return False
    if c.head.order - heads[0] == c.tail.order - tails[0]:
        return False
    return _EACH.fullmatch(passage.text, sentence.occurrences[heads[1]].end, sentence.units[tails[0]][0]) is not None


def _is_where_it_happens(passage: Passage, c: Candidate, relation: str) -> bool:
    """A在L签署D: the place is where it happens and does not act. (在A和B建交之际 is a time.)"""
    sentence = passage.sentences[c.sentence]
    for o in (c.head, c.tail) if RELATION_TYPES[relation].symmetric else (c.head,):
        if o.type in PLACE_TYPES and not o.implied:
            start, end = passage.list_span(sentence, o.order)
            if AT.search(passage.text[max(sentence.start, start - 2) : start]) and not _OCCASION.match(
                passage.text, end
            ):
                return True
    return False
