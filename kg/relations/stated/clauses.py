"""What the modules of this package share on clauses: who they are about where the subject is left out."""

from __future__ import annotations

import re

from kg.relations.passage import Occurrence, Passage, Sentence

LEADS = re.compile(r"[^，。；：“”]{0,14}(?:，[^，。；：“”]{0,14})?")  # what may stand before the subject of a sentence
SAYING = re.compile(r"(?:表示|指出|强调|介绍|要求|认为|称|说)[，：:“]")
ONE_SIDE = re.compile(r"(?:与|同|毗邻|紧邻|接壤|紧靠|相邻)$")


def left_out_subject(passage: Passage, sentence: Sentence, at: int) -> Occurrence | None:
    """Return the name that opens a sentence, for a later clause without a name of its own before ``at``."""
    opening = next((o for o in sentence.occurrences if not sentence.inside[o.order]), None)
    if opening is None or sentence.units[opening.order][0] != sentence.start:
        return None
    start = max((passage.text.rfind(c, opening.end, at) for c in "，；"), default=-1) + 1
    if not start or any(start <= o.start < at for o in sentence.occurrences):
        return None
    return None if SAYING.search(passage.text, opening.end, at) else opening
