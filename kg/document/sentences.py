"""Sentence borders in a reading view.

A sentence ends at 。！？!?；; or …… and at a line break, together with the closing quotation marks and brackets that
follow; a semicolon ends one too, since policy texts chain clauses by it. No border falls inside 《》 or （）.
The blanks and breaks after a sentence are its own here, since they tell headings and paragraphs; what leaves the
annotator as the sentence of a fact ends with its last printed character.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

from kg.records import Span

MAX_SENTENCE = 600  # characters; a longer one is cut at a comma, so that cost stays linear
_END = re.compile(r"(?:[。！？!?；]+|…{2,}|\n)[”’」』）)》\"']*\s*")
_SOFT = re.compile(r"[，,、：:]|\s")
_OPEN = {"《": "》", "（": "）", "(": ")"}


def sentence_spans(text: str) -> list[Span]:
    """Return the sentences of ``text`` as spans (characters, half-open) that cover it without gaps.

    >>> [ "港口开放了。“真的吗？”他问。"[a:b] for a, b in sentence_spans("港口开放了。“真的吗？”他问。") ]
    ['港口开放了。', '“真的吗？”', '他问。']
    """
    spans: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if match.end() <= start or _inside_title(text, start, match.start()):
            continue
        spans += _bounded(text, start, match.end())
        start = match.end()
    if start < len(text):
        spans += _bounded(text, start, len(text))
    return spans


def sentence_at(sentences: Sequence[Span], at: int) -> Span:
    """Return the sentence that holds a character, of sentences that cover the text without gaps."""
    return sentences[max(bisect_right(sentences, at, key=itemgetter(0)) - 1, 0)]


def _inside_title(text: str, start: int, end: int) -> bool:
    """Whether 《 or （ opened after ``start`` is still open at ``end`` and closes within the same line, nearby."""
    for opening, closing in _OPEN.items():
        at = text.rfind(opening, start, end)
        if at >= 0 and text.find(closing, at, end) < 0:
            close = text.find(closing, end, end + 120)
            if close >= 0 and "\n" not in text[at:close]:
                return True
    return False


def _bounded(text: str, start: int, end: int) -> list[Span]:
    spans = []
    while end - start > MAX_SENTENCE:
        cuts = [m.end() for m in _SOFT.finditer(text, start + MAX_SENTENCE // 2, start + MAX_SENTENCE)]
        cut = cuts[-1] if cuts else start + MAX_SENTENCE
        spans.append((start, cut))
        start = cut
    spans.append((start, end))
    return spans
