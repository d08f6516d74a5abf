"""Lists and their figures: A、B和C分别增长x、y和z, and 均 over two named indicators."""

from __future__ import annotations

import re

from kg.observations.indicators import BARE, PARTS, head_of, members, phrase_before
from kg.observations.passage import Named, Passage

_BOTH = re.compile(r"均|双双|都")
_LEADS = re.compile(r"^的|^(?:分别|各自?)?(?:完成|实现)")
_AND_SUCH = re.compile(r"等(?:地区?|省份?|国家?)(?!际|内|产|防)")


def shared_by_both(passage: Passage, a: int, b: int, outer: int) -> list[Named] | None:
    """Return what one figure stands for after 均 or 双双: each of the indicators that ``text[a:b]`` names.

    Args:
        outer: where the figure begins with the words that qualify it.
    """
    text = passage.text
    if not _BOTH.search(text[b:outer]):
        return None
    holder = passage.holders.leading(passage.plain, a, b) if "、" in text[a:b] else None
    if holder is not None and text[holder[1]] not in "、和与及":
        passage.set_about(holder)
        a = phrase_before(passage.plain, holder[1], b)[0]
    parts = members(text[a:b])
    if len(parts) > 1 and all(head_of(p) for p in parts):
        return [(part, passage.about) for part in parts]
    if len(parts) > 1 and head_of(parts[-1]) and head_of(parts[-1]) != parts[-1]:
        pairs = aligned(passage, parts)
        if all(passage.holders.is_place_name(holder or "") for _, holder in pairs):
            return [(pairs[0][0], "、".join(holder or "" for _, holder in pairs))]  # one figure of many places
        return pairs
    if not parts and len(passage.listed) > 1 and a >= b:
        return passage.listed
    return None


def of_places(passage: Passage, a: int, b: int) -> Named | None:
    """Return what one figure stands for that ``text[a:b]`` tells of several places (A、B市下降2%), or None."""
    parts = members(passage.text[a:b].strip())
    places = len(parts) > 1 and all(passage.holders.is_place_name(p) for p in parts)
    if not places or not passage.indicator or not head_of(passage.indicator):
        return None
    return passage.indicator, passage.text[a:b].strip()


def one_by_one(passage: Passage, count: int, a: int, b: int) -> list[Named] | None:
    """Align the members of the list ``text[a:b]`` with ``count`` figures (A、B和C分别增长x、y和z)."""
    text, plain = passage.text, passage.plain
    holder = passage.holders.leading(plain, a, b) if a < b else None
    begin = a
    if holder is not None and not re.match(r"、|和|与|及", text[holder[1] : b]):
        begin = phrase_before(plain, holder[1], b)[0]
    else:
        holder = None
    phrase = text[begin:b].strip().removeprefix("对")
    parts = members(phrase, count)
    if not parts:
        if len(passage.listed) == count:
            return passage.listed
        recent = list(dict.fromkeys(passage.recent))[-count:]
        return recent if len(recent) == count else None
    if len(parts) != count:
        return None
    if holder is not None:
        passage.set_about(holder)
    pairs = aligned(passage, parts)
    passage.listed = pairs
    passage.indicator = pairs[-1][0]
    return pairs


def aligned(passage: Passage, parts: list[str]) -> list[Named]:
    """Return the indicator of each member and whom it is about: the shared head noun, and the member."""
    last = parts[-1]
    if all(head_of(p) for p in parts):
        return [(p, passage.about) for p in parts]
    names, _, shared = _AND_SUCH.sub("等", last).partition("等")
    if shared and head_of(shared):
        return [(shared, p) for p in [*parts[:-1], names]]
    begin = passage.text.find(last)
    holder = passage.holders.leading(passage.text, begin, begin + len(last))
    if holder is not None and holder[1] < begin + len(last):
        shared = _LEADS.sub("", passage.text[holder[1] : begin + len(last)])
        names = last[: holder[1] - begin]
        placed = all(passage.holders.is_place_name(p) for p in parts[:-1]) and len(shared) > 1
        if (head_of(shared) or placed) and not head_of(names):
            return [(shared, _spelled(p, names)) for p in [*parts[:-1], names]]
    shared = head_of(last)
    if shared == "率":
        shared = last[-3:]  # 参保率
    if shared in BARE and len(shared) < len(last):
        return [(p, passage.about) for p in [*parts[:-1], last[: -len(shared)].removesuffix("的")]]
    if shared and len(shared) < len(last):
        name = last[: -len(shared)].removesuffix("的")
        return [(shared, _spelled(p, name)) for p in [*parts[:-1], name]]
    indicator = passage.indicator
    if indicator and not shared and all(passage.holders.is_place_name(p) for p in parts):
        return [(indicator, p) for p in parts]
    if indicator and head_of(indicator) and not shared and not indicator.endswith(PARTS):
        return [(indicator, p) for p in parts]
    return [(p, passage.about) for p in parts]


def _spelled(part: str, model: str) -> str:
    """Write a shortened member out after its full neighbour (中、西部地区 → 中部地区)."""
    if len(part) == 1 and (model[1:2] == "部" or part in "内外"):
        return part + model[1:]
    return part
