"""Scoring: levels → match weight, a sum that can be explained.

The weight of a level is the base-2 logarithm of how many times more often one thing shows it than two things that
share a blocking key do (the Bayes factor of Fellegi and Sunter, as splink draws it). Above zero in sum the two are
taken as one. A contradiction outweighs any agreement that can stand beside it. The weights were set by hand on half
of a set of marked pairs and checked on the other half; ``docs/decisions/0031`` has the figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.resolution.blocking import PEOPLE
from kg.resolution.comparison import Merged, levels

THRESHOLD = 0.0
PRIOR = {"people": -3.5, "things": -4.0}
WEIGHTS: Mapping[tuple[str, str], float] = {
    # people
    ("people name", "exact, rare name"): 8.0,
    ("people name", "exact, common name"): 5.0,
    ("people name", "exact, two-character name"): 4.0,
    ("people name", "exact, frequent name"): 1.0,
    ("people name", "surname of, near in time"): 3.0,
    ("people name", "short form of"): 1.0,
    ("people name", "different"): -20.0,
    ("people posts", "same post at same body"): 7.0,
    ("people posts", "same body"): 5.0,
    ("people posts", "same title, body not named"): 4.0,
    ("people posts", "leading posts of one country"): 3.0,
    ("people posts", "posts held beside others"): 1.0,
    ("people posts", "posts in one area"): 0.0,
    ("people posts", "none on one side"): 0.0,
    ("people posts", "none beside a leading post"): 2.0,
    ("people posts", "different posts"): -4.0,
    ("people posts", "posts at two departments at one time"): -9.0,
    ("people posts", "contradicting posts at one time"): -16.0,
    ("people kind", "same type"): 1.0,
    ("people kind", "official and person"): -2.0,
    ("people kind", "official and another walk of life"): -12.0,
    ("people area", "same area"): 2.0,
    ("people area", "different areas"): -2.0,
    # everything else
    ("things name", "exact"): 7.0,
    ("things name", "short form of"): 5.0,
    ("things name", "short form, same area"): 3.0,
    ("things name", "division left out, long name"): 5.0,
    ("things name", "division left out, short name"): 3.0,
    ("things name", "another division in front"): -12.0,
    ("things name", "different"): -12.0,
    ("things figures", "same figures"): 1.0,
    ("things figures", "figures on one side only"): -4.0,
    ("things figures", "contradicting figures"): -16.0,
    ("things title", "generic title"): -9.0,
    ("things area", "same area"): 2.0,
    ("things area", "contradicting areas"): -8.0,
    ("things type", "different types"): -1.0,
    ("things issuer", "same actor"): 2.0,
    ("things issuer", "contradicting issuers"): -8.0,
    ("things number", "same document number"): 8.0,
    ("things number", "different document numbers"): -12.0,
    ("things legal form", "contradicting legal forms"): -10.0,
    ("things occasion", "near in time"): 2.0,
    ("things occasion", "same year"): 0.0,
    ("things occasion", "meeting of another day"): -12.0,
    ("things occasion", "event of another year"): -12.0,
}
CONTRADICTION = -7.0  # a level at or under this weight keeps two things apart whatever else agrees


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One line of an explanation: a comparison, the level it reached and what that is worth."""

    comparison: str
    level: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A compared pair: the reasons and their sum. ``contradicted`` names the level that alone keeps the two apart."""

    reasons: tuple[Reason, ...]
    weight: float
    contradicted: str = ""

    @property
    def is_match(self) -> bool:
        """Whether the two are taken as one thing."""
        return self.weight > THRESHOLD and not self.contradicted


def score(a: Merged, b: Merged) -> Match:
    """Compare two things and return the match with its reasons, the prior first."""
    group = "people" if a.family == PEOPLE else "things"
    reasons = [Reason(comparison="prior", level="a shared blocking key", weight=PRIOR[group])]
    for comparison, level in levels(a, b).items():
        reasons.append(Reason(comparison=comparison, level=level, weight=WEIGHTS[f"{group} {comparison}", level]))
    contradicted = next((x.level for x in reasons if x.weight <= CONTRADICTION), "")
    return Match(reasons=tuple(reasons), weight=sum(x.weight for x in reasons), contradicted=contradicted)
