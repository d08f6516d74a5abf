"""Document numbers (国发〔2024〕1号, 国务院令第713号) and the policies that they belong to.

A number belongs to the policy whose title it follows: in brackets after 《…》, or on its own after the title at the
head of a notice. That of an order or announcement also stands before the title (国务院令第812号公布《…》). Written
forms are folded into one, since the number is the key of a policy across documents.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.document.sentences import sentence_at
from kg.records import AttributeMention, DocumentEntity, Span
from kg.temporal.numerals import integer
from kg.vocab import POLICY

_CODE = r"[一-龥]{1,12}"
_FIGURE = r"[0-9〇一二三四五六七八九十百]{1,5}"
_BODY = r"[一-龥]{0,12}(?:国务院|主席|银行|部|委|局|署|院|会|政府|办公室|中心)"
_YEARLY = r"[12][0-9]{3}"
NUMBER = re.compile(
    rf"(?:{_CODE}[〔\[［﹝（(【]\s*[12][0-9０-９]{{3}}\s*[〕\]］﹞）)】]\s*(?:第)?\s*[0-9０-９]{{1,5}}\s*号"
    rf"|{_CODE}(?:〔|﹝)[二一][〇○0零一二三四五六七八九]{{3}}(?:〕|﹞)\s*[0-9〇一二三四五六七八九十百]{{1,5}}\s*号"
    rf"|{_BODY}令\s*[（(]?(?:{_YEARLY}年)?\s*第?\s*{_FIGURE}\s*号"
    rf"|第{_FIGURE}号(?:国务院|主席)令"
    rf"|(?:{_BODY}[、 ]){{0,3}}{_BODY}(?:公告\s*[（(]?{_YEARLY}年\s*第\s*{_FIGURE}\s*号|{_YEARLY}年第{_FIGURE}号公告))"
)
_BEFORE = re.compile(r"[》”]?\s*[（(【]\s*(?:文号[：:])?\s*$|[》”]?\s*$|[》”]?[（(][^（）()]{1,20}[）)]\s*[（(]?$")
_ISSUED_ON = re.compile(r"(?:发布日期|成文日期|印发日期)[：:]?\s*[0-9]{4}[-年./][0-9]{1,2}[-月./][0-9]{1,2}日?")
_FOLD = str.maketrans("０１２３４５６７８９［］﹝﹞[]（）()【】○", "0123456789〔〕〔〕〔〕〔〕〔〕〔〕〇")
_ORDER = re.compile(rf"(?P<body>.*)令[〔(（]?(?P<year>{_YEARLY}年)?第?(?P<n>{_FIGURE})号[）)]?$")
_ORDER_AFTER = re.compile(rf"第(?P<n>{_FIGURE})号(?P<body>国务院|主席)令$")
_ANNOUNCED = re.compile(
    rf"(?P<body>.*?)(?:公告[〔(（]?(?P<y>{_YEARLY})年第(?P<n>{_FIGURE})号|(?P<Y>{_YEARLY})年第(?P<N>{_FIGURE})号公告)$"
)
_LEADS_TO = re.compile(r"[）)]?[，,：:]?\s*(?:公布|发布|颁布|公布施行|发布施行)?(?:的|了)?\s*$")
_LEADING = re.compile(
    r"^[^〔\[［﹝（(令]*(?:根据|依据|按照|参照|通知|意见|决定|批复|办法|方案|条例|规定|纲要|年|月|日|见|和(?!国)|与|及|的|等|即|为|以|⽇)"
)
_LEADING_ANNOUNCED = re.compile(r"^.*(?:根据|依据|按照|参照|以及|见|与)")
NUMBERED = "documentNumber"
MAX_APART = 6  # characters between a title and its number


def find_numbers(text: str) -> list[tuple[Span, str]]:
    """Return the document numbers of a text: span (characters, half-open) and folded form.

    >>> find_numbers("《意见》（国发[2024] 1号）")
    [((5, 16), '国发〔2024〕1号')]
    """
    out = []
    for match in NUMBER.finditer(text):
        words = match.group()
        lead = (_LEADING_ANNOUNCED if "公告" in words else _LEADING).match(words)
        start = match.start() + (lead.end() if lead else 0)
        out.append(((start, match.end()), fold_number(text[start : match.end()])))
    return out


def fold_number(words: str) -> str:
    """Return the one form of a number: 〔〕 around the year, ASCII digits, no spaces, orders by body and figure.

    >>> [fold_number(x) for x in ("第六十五号主席令", "中华人民共和国国务院令第812号", "海关总署2026年第45号公告")]
    ['主席令第65号', '国务院令第812号', '海关总署公告2026年第45号']
    """
    words = re.sub(r"\s+", "", words)
    order = _ORDER_AFTER.match(words) or _ORDER.match(words)
    if order is not None:
        year = order.groupdict().get("year") or ""
        return f"{_body(order['body'])}令{year}第{integer(order['n'])}号"
    announced = _ANNOUNCED.match(words)
    if announced is not None:
        year, number = announced["y"] or announced["Y"], announced["n"] or announced["N"]
        return f"{_body(announced['body'])}公告{year}年第{integer(number)}号"
    return words.translate(_FOLD)


def _body(words: str) -> str:
    return words.removeprefix("中华人民共和国")


def with_document_numbers(
    text: str, entities: Sequence[DocumentEntity], sentences: Sequence[Span]
) -> list[DocumentEntity]:
    """Return the entities, policies with the number that the text gives them as ``documentNumber``.

    Args:
        text: the text that the mentions' spans are characters of.
        sentences: spans of its sentences.
    """
    found = _numbers_of_policies(text, entities)
    out = []
    for e in entities:
        words, number = found.get(e.id, ((0, 0), ""))
        if number and NUMBERED not in e.attributes:
            attributes: Mapping[str, str] = {**e.attributes, NUMBERED: number}
            said = AttributeMention(
                attribute=NUMBERED, value=number, words=words, sentence=sentence_at(sentences, words[0]),
                rule="policy/document-number",
            )  # fmt: skip
            e = replace(e, attributes=attributes, attribute_mentions=(*e.attribute_mentions, said))
        out.append(e)
    return out


def _numbers_of_policies(text: str, entities: Sequence[DocumentEntity]) -> dict[str, tuple[Span, str]]:
    numbers = find_numbers(text)
    if not numbers:
        return {}
    mentions = sorted((end, start, e.id) for e in entities if e.type == POLICY for start, end in e.mentions)
    ends = [end for end, _, _ in mentions]
    found: dict[str, tuple[Span, str]] = {}
    starts = {start: e_id for _, start, e_id in mentions}
    for words, number in numbers:
        start, stop = words
        announced = _announced(text, stop, starts) if "令" in number or "公告" in number else None
        if announced is not None:
            found.setdefault(announced, (words, number))
            continue
        at = bisect.bisect_right(ends, stop) - 1
        if at < 0:
            continue
        start = max(start, ends[at]) if ends[at] - start < 14 else start
        if ends[at] > start:
            continue
        end, _, policy = mentions[at]
        gap = _ISSUED_ON.sub("", text[end:start]) if start - end < 40 else text[end:start]
        if len(gap) <= MAX_APART and _BEFORE.match(gap) and "\n" not in gap.strip("\n"):
            found.setdefault(policy, (words, number))
    return found


def _announced(text: str, stop: int, starts: Mapping[int, str]) -> str | None:
    """Return the policy that an order or announcement, whose number ends at ``stop``, makes known right after it."""
    for start in range(stop, min(stop + MAX_APART, len(text)) + 1):
        if start in starts:
            return starts[start] if _LEADS_TO.match(text[stop:start]) else None
    return None
