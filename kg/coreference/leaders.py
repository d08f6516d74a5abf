"""Whether a short foreign name means the leader of the register who is called so, or a namesake of another state."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from kg.coreference.short_forms import bare
from kg.records import Mention
from kg.registers.entries import WEAK, RegisterEntry
from kg.registers.loader import Registers
from kg.vocab import COUNTRY, GOVERNMENT_BODY, ORGANIZATION, PLACE_TYPES

_POST = re.compile(r"[\u4e00-\u9fff、]{2,10}")
_HOLDERS = PLACE_TYPES | {COUNTRY, GOVERNMENT_BODY, ORGANIZATION}


def is_somebody_else(
    text: str, named: Sequence[Mention], mentions: Sequence[Mention], entry: RegisterEntry, registers: Registers
) -> bool:
    """Return whether a person whom the text calls by a part of a leader's name is not that leader.

    A post right before the name decides: that of another country is another person's. Without one, a name that others
    bear too (weak) is the leader's only if the text names a country or body that the leader serves.

    Args:
        named: the mentions of the person.
        mentions: all mentions of the text in its order.
    """
    served = {body.split("/")[0] for body in entry.attributes.get("posts", "").split(",")}
    own = {c for name in served for c in _states(name, registers)}
    if not own:
        return False
    said = [body for m in named if (body := _holder_before(text, m, mentions))]
    if any(_serves(body, served, own, registers) for body in said):
        return False
    if any(_states(body, registers) for body in said):
        return True
    if not any(n.kind == WEAK for m in named for n in registers.named(bare(text[m.start : m.end]))):
        return False
    return not any(_serves(bare(text[m.start : m.end]), served, own, registers) for m in mentions)


def _holder_before(text: str, person: Mention, mentions: Sequence[Mention]) -> str:
    """Return the body or country whose post stands between it and the name: 墨西哥 in 墨西哥外长洛佩斯."""
    at = bisect_left(mentions, person.start, key=lambda m: m.start) - 1
    before = mentions[at] if at >= 0 else None
    if before is None or before.type not in _HOLDERS or not _POST.fullmatch(text, before.end, person.start):
        return ""
    return bare(text[before.start : before.end])


def _serves(body: str, served: set[str], own: set[str], registers: Registers) -> bool:
    return body in served or bool(_states(body, registers) & own)


def _states(name: str, registers: Registers) -> set[str]:
    """Return the codes of the state that a name stands for or begins with: 墨西哥外交部, 美国国务院."""
    for end in range(len(name), 1, -1):
        codes = {n.entry.code for n in registers.named(name[:end]) if n.entry.type == COUNTRY and n.kind != WEAK}
        if codes:
            return codes
    return set()
