"""How often each rule was right: a mention's probability by the rule that made it.

``rule_scores.tsv`` holds the counts on the training documents, written by ``pipelines/calibrate_rules.py``: of all
that a rule proposes, and of what stays after the merge. A score is the share of right mentions after Laplace's rule of
succession, (right + 1) / (found + 2), so that rare rules stay near one half. Proposals compete under the first score;
what stays leaves with the second, since a name that nothing longer contains is right more often; a rule of which little
stayed leaves near its first score, one that the training documents never called on with the rate of its kind.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
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


def settled(mentions: Iterable[Mention]) -> list[Mention]:
    """Return what stays after the merge with its probability; that of the tagger's mentions is theirs already."""
    table, known, kinds = _kept_scores(), rule_scores(), _kind_scores()
    out = []
    for m in mentions:
        key = (m.made_by, m.type)
        score = m.score if key in known else kinds.get(_kind(m.made_by), m.score)
        out.append(dataclasses.replace(m, score=table.get(key, score)))
    return out


def score_of(right: int, found: int, before: float = 0.5) -> float:
    """Return the probability of a rule, right ``right`` of ``found`` times, of which ``before`` was expected."""
    return (right + 2 * before) / (found + 2)


@cache
def rule_scores() -> Mapping[tuple[str, str], float]:
    """Return the score by rule and type."""
    rows = [row for row in read_lexicon(TABLE) if row["found"] != "0"]
    return {(row["rule"], row["type"]): score_of(int(row["right"]), int(row["found"])) for row in rows}


@cache
def _kept_scores() -> Mapping[tuple[str, str], float]:
    first = rule_scores()
    return {key: score_of(right, kept, first.get(key, 0.5)) for key, right, kept in _kept()}


@cache
def _kind_scores() -> Mapping[str, float]:
    """Return how often what stayed of each kind of rule was right."""
    rights: Counter[str] = Counter()
    all_kept: Counter[str] = Counter()
    for (rule, _), right, kept in _kept():
        rights[_kind(rule)] += right
        all_kept[_kind(rule)] += kept
    return {kind: score_of(rights[kind], kept) for kind, kept in all_kept.items()}


def _kept() -> Iterator[tuple[tuple[str, str], int, int]]:
    rows = (row for row in read_lexicon(TABLE) if row["kept"] not in ("", "0"))
    return (((row["rule"], row["type"]), int(row["kept_right"]), int(row["kept"])) for row in rows)


def _kind(rule: str) -> str:
    """Return the kind of a rule.

    >>> _kind("pattern:body/department")
    'pattern:body'
    """
    return rule.partition("/")[0]


def forget() -> None:
    """Read the table anew at the next use, after it was written."""
    rule_scores.cache_clear()
    _kept_scores.cache_clear()
    _kind_scores.cache_clear()
