"""Registered names of companies: the legal form ends them, the division of their registration begins most of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg import vocab
from kg.ner.patterns.kinds import name_start, place_borders
from kg.records import Mention
from kg.registers.matcher import Match

_LEGAL_FORM = re.compile(r"(?:股份|责任|集团)?有限(?:责任)?公司(?!法)")
# Verbs of business (开发, 建设, 发射) stand inside such names, so only these words end the search for the start.
_BEFORE = re.compile(
    r"(?:的|在|与|和|及|对|由|为|是|从|向|将|被|把|等|到|了|于|以|经(?![济贸营纪开典])|据|让|给|跟|来自|位于|走进|来到|包括|以及|记者|获悉|根据|按照|委托|收购)"
)
_LEAST = 2  # characters before the legal form
_APART = ("省", "自治区", "共和国")  # written out like this, the division stands before the name, not in it


def find(text: str, anchors: Sequence[Match], others: Sequence[Mention] = ()) -> list[Mention]:
    """Return the names that end in a legal form.

    Args:
        anchors: register matches of the text in its order.
        others: mentions from elsewhere; one that ends with the same legal form says where the name starts, unless the
            division right before belongs to it.
    """
    forms = list(_LEGAL_FORM.finditer(text))
    if not forms:
        return []
    divisions = {a.end: a.start for a in anchors if _is_in_name(a)}
    starts = {m.end: m.start for m in others if m.type == vocab.COMPANY}
    borders = place_borders(anchors)
    found = []
    previous = 0
    for form in forms:
        start = starts.get(form.end())
        if start is None:
            start = name_start(text, form.start(), *borders, _BEFORE)
        start = max(divisions.get(start, start), previous)
        previous = form.end()
        if form.start() - start >= _LEAST:
            found.append(Mention(start=start, end=form.end(), type=vocab.COMPANY, made_by="pattern:company/legal-form"))
    return found


def _is_in_name(anchor: Match) -> bool:
    types = {e.type for e in anchor.entries}
    return bool(types & (vocab.DIVISION_TYPES - {vocab.COUNTRY})) and not anchor.surface.endswith(_APART)
