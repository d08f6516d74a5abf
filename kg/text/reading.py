"""The reading view: a text as recognition reads it, with the place of each character in the text as given.

Folding keeps the length. Three things are dropped: invisible characters, tags of line breaks, and the break inside a
sentence that a scan or a layout put there. Spans found in the view are mapped back before they leave the language half.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from kg.records import Span
from kg.text.folding import fold

MIN_BROKEN_LINE = 12  # characters; a shorter line is a heading, a list item or a signature
_BREAK = re.compile(r"[ \r]*\n[ \r\n]*")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]+")
_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)  # left behind where a page was saved as text
_ENDS_SENTENCE = frozenset("。！？!?；;：:…”’」』》）)】—━-=*#|")
_CONTINUES = re.compile(r"[\u4e00-\u9fff0-9A-Za-z，、。；：）》”’％%“《（]")
_OPENS_ITEM = re.compile(
    r"[一二三四五六七八九十]+[、.．]|[（(]?[一二三四五六七八九十\d]+[）)]|\d+[.．、](?!\d)|第[一二三四五六七八九十百\d]+[章节条编]"
    r"|问[：:]|答[：:]|附件|抄送"
)
_OPENS_PARAGRAPH = re.compile(
    r"近日|日前|今[天晚年日]|昨[天日]|当地时间|截至|据|记者|本报|新华社|中新社|央视|由|在|为|\d{4}年\d+月\d+日|\d+日"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """``text``: the view. ``offsets[i]``: where character i of the view stands in the text as given."""

    text: str
    offsets: np.ndarray

    def given_span(self, start: int, end: int) -> Span:
        """Return the span of the text as given that the view's span stands for (characters, half-open)."""
        if start >= end:
            at = int(self.offsets[start]) if start < len(self.offsets) else int(self.offsets[-1]) + 1
            return at, at
        return int(self.offsets[start]), int(self.offsets[end - 1]) + 1

    def printed_span(self, start: int, end: int) -> Span:
        """Return ``given_span`` from the first printed character to the last: a sentence without blanks and breaks."""
        words = self.text[start:end]
        first = start + len(words) - len(words.lstrip())
        return self.given_span(first, max(first, start + len(words.rstrip())))


def read(text: str, base: int = 0) -> Reading:
    """Return the reading view of ``text``; ``base`` is added to every offset (a text cut out of a file).

    >>> r = read("会议指出，要加快建设连岛\\n\\n口岸。")
    >>> r.text, r.given_span(10, 14)
    ('会议指出，要加快建设连岛口岸。', (10, 16))
    """
    folded = fold(text)
    keep = np.ones(len(folded), dtype=bool)
    for pattern in (_INVISIBLE, _TAG):
        for match in pattern.finditer(folded):
            keep[match.start() : match.end()] = False
    for match in _BREAK.finditer(folded):
        if _is_inside_sentence(folded, match.start(), match.end()):
            keep[match.start() : match.end()] = False
    offsets = np.flatnonzero(keep)
    if len(offsets) == len(folded):
        return Reading(folded, offsets + base)
    return Reading("".join(folded[a:b] for a, b in _runs(keep)), offsets + base)


def _runs(keep: np.ndarray) -> list[Span]:
    """Return the spans of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], keep.view(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _is_inside_sentence(text: str, start: int, end: int) -> bool:
    """Whether the break text[start:end] cuts a sentence: prose runs up to it and goes on after it."""
    if start == 0 or end >= len(text) or text[start - 1] in _ENDS_SENTENCE or not _CONTINUES.match(text[end]):
        return False
    line_start = text.rfind("\n", 0, start) + 1
    line = text[line_start:start]
    if len(line) < MIN_BROKEN_LINE or line.lstrip()[:1] in "#□■▲●◆" or _OPENS_ITEM.match(text, end):
        return _starts_with_closing_mark(text, end)
    if "。" in line:
        return True  # prose that broke off, whatever comes next; a headline holds no full stop
    if _OPENS_PARAGRAPH.match(text, end):
        return False
    return "，" in line or line.count("（") > line.count("）") or line.count("《") > line.count("》")


def _starts_with_closing_mark(text: str, at: int) -> bool:
    """No paragraph begins with a comma or a closing bracket: the break before it is inside a sentence."""
    return text[at] in "，、。；：）》”’％"
