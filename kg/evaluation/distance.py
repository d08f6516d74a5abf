"""How far apart the two names of a gold relation stand: the kind of construction that it takes to find it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

SAME_CLAUSE, SAME_SENTENCE, ACROSS, HEADING, POST_ALONE = (
    "same clause", "same sentence", "across sentences", "heading", "post without a body",
)  # fmt: skip
DISTANCES = (SAME_CLAUSE, SAME_SENTENCE, ACROSS, HEADING, POST_ALONE)
MAX_HEADING = 42  # characters of a line
_CLAUSE = re.compile(r"[，,；;：:。！？!?\n]")
_SENTENCE = re.compile(r"[。！？!?\n]")
_ENDS = "。；;，,：:！？!?…"


def distance(document: Mapping[str, Any], relation: Mapping[str, Any]) -> str:
    """Return the distance class of a gold relation: of the nearest mentions of its two ends.

    ``heading`` where all its evidence stands in a line of its own without a full stop.
    """
    text = document["text"]
    if _in_heading(text, relation.get("evidence") or ""):
        return HEADING
    mentions = {e["id"]: e["mentions"] for e in document["entities"]}
    if relation.get("tail") is None:
        return POST_ALONE
    return min(_classes(text, mentions[relation["head"]], mentions[relation["tail"]]), key=DISTANCES.index)


def _classes(text: str, heads: Iterable[tuple[int, int]], tails: Iterable[tuple[int, int]]) -> Iterable[str]:
    yield ACROSS
    tails = list(tails)
    for a, b in heads:
        for c, d in tails:
            between = text[b:c] if b <= c else text[d:a]
            if not _CLAUSE.search(between):
                yield SAME_CLAUSE
            elif not _SENTENCE.search(between):
                yield SAME_SENTENCE


def _in_heading(text: str, evidence: str) -> bool:
    at = text.find(evidence) if evidence else -1
    if at < 0:
        return False
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)].strip()
    closed = end >= 0 and text.find(evidence, at + 1) < 0
    return closed and 4 < len(line) <= MAX_HEADING and line[-1] not in _ENDS and at + len(evidence) <= end
