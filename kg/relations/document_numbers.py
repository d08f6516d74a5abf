"""Document numbers (国发〔2024〕1号, 国务院令第713号) and the policies that they belong to.

A number belongs to the policy whose title it follows: in brackets after 《…》, or on its own after the title at the
head of a notice. Written forms are folded into one, since the number is the key of a policy across documents.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.records import DocumentEntity, Span
from kg.vocab import POLICY

_CODE = r"[一-龥]{1,12}"
NUMBER = re.compile(
    rf"(?:{_CODE}(?:〔|\[|［|﹝|（|\()\s*[12][0-9０-９]{{3}}\s*(?:〕|\]|］|﹞|）|\))\s*(?:第)?\s*[0-9０-９]{{1,5}}\s*号"
    rf"|{_CODE}(?:〔|﹝)[二一][〇○0零一二三四五六七八九]{{3}}(?:〕|﹞)\s*[0-9〇一二三四五六七八九十百]{{1,5}}\s*号"
    r"|(?:国务院|主席|中国人民银行|[一-龥]{2,14}(?:部|委|总局|署|政府|委员会|会))令\s*(?:第)?\s*[0-9〇一二三四五六七八九十百]{1,5}\s*号"
    r"|第[0-9〇一二三四五六七八九十百]{1,5}号(?:国务院|主席)令)"
)
_BEFORE = re.compile(r"[》”]?\s*[（(【]\s*(?:文号[：:])?\s*$|[》”]?\s*$|[》”]?[（(][^（）()]{1,20}[）)]\s*[（(]?$")
_ISSUED_ON = re.compile(r"(?:发布日期|成文日期|印发日期)[：:]?\s*[0-9]{4}[-年./][0-9]{1,2}[-月./][0-9]{1,2}日?")
_FOLD = str.maketrans("０１２３４５６７８９［］﹝﹞[]（）()○", "0123456789〔〕〔〕〔〕〔〕〔〕〇")
_LEADING = re.compile(
    r"^[^〔\[［﹝（(令]*(?:根据|依据|按照|参照|通知|意见|决定|批复|办法|方案|条例|规定|纲要|年|月|日|见|和|与|及|的|等|即|为|以|⽇)"
)
MAX_APART = 6  # characters between a title and its number


def find_numbers(text: str) -> list[tuple[Span, str]]:
    """Return the document numbers of a text: span (characters, half-open) and folded form.

    >>> find_numbers("《意见》（国发[2024] 1号）")
    [((5, 15), '国发〔2024〕1号')]
    """
    out = []
    for match in NUMBER.finditer(text):
        words = match.group()
        lead = _LEADING.match(words)
        start = match.start() + (lead.end() if lead else 0)
        out.append(((start, match.end()), fold_number(text[start : match.end()])))
    return out


def fold_number(words: str) -> str:
    """Return the one form of a document number: 〔〕 around the year, ASCII digits, no spaces."""
    return re.sub(r"\s+", "", words).translate(_FOLD)


def with_document_numbers(text: str, entities: Sequence[DocumentEntity]) -> list[DocumentEntity]:
    """Return the entities, policies with the number that the text gives them as ``documentNumber``.

    Args:
        text: the text that the mentions' spans are characters of.
    """
    found = _numbers_of_policies(text, entities)
    out = []
    for e in entities:
        number = found.get(e.id)
        if number is not None and "documentNumber" not in e.attributes:
            attributes: Mapping[str, str] = {**e.attributes, "documentNumber": number}
            e = replace(e, attributes=attributes)
        out.append(e)
    return out


def _numbers_of_policies(text: str, entities: Sequence[DocumentEntity]) -> dict[str, str]:
    numbers = find_numbers(text)
    if not numbers:
        return {}
    mentions = sorted((end, start, e.id) for e in entities if e.type == POLICY for start, end in e.mentions)
    ends = [end for end, _, _ in mentions]
    found: dict[str, str] = {}
    for (start, stop), number in numbers:
        at = bisect.bisect_right(ends, stop) - 1
        if at < 0:
            continue
        start = max(start, ends[at]) if ends[at] - start < 14 else start
        if ends[at] > start:
            continue
        end, _, policy = mentions[at]
        gap = _ISSUED_ON.sub("", text[end:start]) if start - end < 40 else text[end:start]
        if len(gap) <= MAX_APART and _BEFORE.match(gap) and "\n" not in gap.strip("\n"):
            found.setdefault(policy, number)
    return found
