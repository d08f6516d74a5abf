"""A query cut into words, strings, comments, blanks and single signs."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TOKEN = re.compile(
    r"""'(?:\\.|[^'\\])*' | "(?:\\.|[^"\\])*" | `(?:``|[^`])*` | //[^\n]* | /\*.*?\*/ | \$?\w+ | \s+ | .""",
    re.VERBOSE | re.DOTALL,
)
_BLANK = re.compile(r"\s|//|/\*")
_NAME = re.compile(r"[^\W\d]\w*|`(?:``|[^`])+`")


def tokens(query: str) -> list[str]:
    """Split a query; joined, the parts give it back."""
    return _TOKEN.findall(query)


def is_blank(part: str) -> bool:
    """Tell whether a part is blank space or a comment."""
    return bool(_BLANK.match(part))


def is_name(part: str) -> bool:
    """Tell whether a part is a word that may name something, in back quotes or not."""
    return bool(_NAME.fullmatch(part))


def following(parts: Sequence[str], position: int) -> int:
    """Return the first position from ``position`` on that holds no blank, or the length."""
    while position < len(parts) and is_blank(parts[position]):
        position += 1
    return position
