"""Stop contexts: characters around a surface that show it to be part of other words.

北京大学 before 生 is 北京 and 大学生; 中国 in 发展中国家 is no country. The table has one rule a line: the surface
(``*`` and the end that surfaces share, or ``*`` for all), and regular expressions for the text before and after it.
A rule with both needs both.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from kg.errors import RegisterError

TABLE = Path(__file__).parent / "stop_contexts.tsv"
_HEADER = "surface\tbefore\tafter"
_REACH = 8
_LONGEST_SUFFIX = 4


class _Rule(NamedTuple):
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


class StopContexts:
    """The rules, by surface and by shared end of surfaces."""

    def __init__(self, rules: dict[str, tuple[_Rule, ...]]) -> None:
        self._rules = rules
        self._by_surface: dict[str, tuple[_Rule, ...]] = {}

    def stops(self, text: str, start: int, end: int, surface: str) -> bool:
        """Return whether ``text[start:end]``, which reads as ``surface``, is part of other words."""
        rules = self._by_surface.get(surface)
        if rules is None:
            rules = self._by_surface[surface] = self._rules_of(surface)
        return bool(rules) and any(_holds(rule, text, start, end) for rule in rules)

    def _rules_of(self, surface: str) -> tuple[_Rule, ...]:
        rules = self._rules.get("*", ()) + self._rules.get(surface, ())
        for length in range(1, min(_LONGEST_SUFFIX, len(surface)) + 1):
            rules += self._rules.get("*" + surface[-length:], ())
        return rules


def _holds(rule: _Rule, text: str, start: int, end: int) -> bool:
    if rule.before is not None and not rule.before.search(text[max(0, start - _REACH) : start]):
        return False
    return rule.after is None or rule.after.match(text, end, end + _REACH) is not None


@lru_cache(maxsize=1)
def load_stop_contexts() -> StopContexts:
    """Return the project's stop contexts.

    Raises:
        RegisterError: a line breaks the format; its number is named.
    """
    return read_stop_contexts(TABLE)


def read_stop_contexts(path: Path) -> StopContexts:
    """Return the stop contexts of a table.

    Raises:
        RegisterError: a line breaks the format; its number is named.
    """
    rules: dict[str, tuple[_Rule, ...]] = {}
    header_seen = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        if not header_seen:
            if line != _HEADER:
                raise RegisterError(f"{path.name}, line {number}: the header is {line!r}; it must be {_HEADER!r}.")
            header_seen = True
            continue
        surface, rule = _rule(path, number, line)
        rules[surface] = (*rules.get(surface, ()), rule)
    return StopContexts(rules)


def _rule(path: Path, number: int, line: str) -> tuple[str, _Rule]:
    surface, before, after = [*line.split("\t"), "", ""][:3]
    if not (before or after):
        raise RegisterError(f"{path.name}, line {number}: {surface!r} has neither before nor after; give one of them.")
    if surface.startswith("*") and len(surface) > _LONGEST_SUFFIX + 1:
        raise RegisterError(f"{path.name}, line {number}: a shared end has at most {_LONGEST_SUFFIX} characters.")
    try:
        return surface, _Rule(
            re.compile(f"(?:{before})$") if before else None,
            re.compile(after) if after else None,
        )
    except re.error as error:
        raise RegisterError(f"{path.name}, line {number}: {line!r} is no regular expression: {error}") from error
