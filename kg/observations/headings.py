"""Headings of a text: what is said under one begins anew.

A broadcast or a page holds several reports, each under a headline; a plan has sections. No period carries over a
heading, and where the heading itself names somebody, no holder and no indicator either.
"""

from __future__ import annotations

import re

_LINE = re.compile(r"[^\n]+")
_PROSE = re.compile(r"[。！？；：，、…—”）.!?;:,]\s*$")
_LONGEST = 42  # characters of a headline


def headings(text: str) -> list[int]:
    """Return where the headings of a text begin: short lines that end like no sentence, with text under them."""
    lines = [m.span() for m in _LINE.finditer(text) if not m.group().isspace()]
    return [s for s, e in lines[:-1] if e - s <= _LONGEST and _PROSE.search(text, max(s, e - 3), e) is None]
