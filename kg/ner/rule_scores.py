"""How often each rule was right: a mention's probability by the rule that made it.

``rule_scores.tsv`` holds the counts on the training documents, written by ``pipelines/calibrate_rules.py``. The score
is the share of right mentions after Laplace's rule of succession, (right + 1) / (found + 2), so that rare rules stay
near one half.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from kg.records import Mention
from kg.registers.lexicons import read_lexicon

TABLE = Path(__file__).parent / "rule_scores.tsv"
UNSEEN = 0.6  # score of a rule that the training documents never called on


def scored(mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions with the probability of the rule that made each."""
    table = rule_scores()
    return [dataclasses.replace(m, score=table.get((m.made_by, m.type), UNSEEN)) for m in mentions]


def score_of(right: int, found: int) -> float:
    """Return the probability of a rule that was right ``right`` of ``found`` times."""
    return (right + 1) / (found + 2)


@cache
def rule_scores() -> Mapping[tuple[str, str], float]:
    """Return the score by rule and type."""
    rows = read_lexicon(TABLE)
    return {(row["rule"], row["type"]): score_of(int(row["right"]), int(row["found"])) for row in rows}
