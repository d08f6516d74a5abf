"""Reprints: the same article under two ids, whole, cut, or under another headline.

Candidates come from MinHash (rensa) over character shingles of the text, by bands of the signature; each
candidate pair is then checked exactly. Two texts are prints of one article if they appeared within a fortnight, the
shorter stands almost whole in the longer, no figure of the shorter is missing there, and no word is replaced by another
again and again: form letters of two years, of two sessions or about two things share their words, but not their
dates, figures or names. The first print is the one published first; then the longer; then the one with the smaller id.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import combinations

import numpy as np
from rensa import RMinHash

SHINGLE = 5  # characters
PERMUTATIONS = 64
BANDS = 16
SHORTEST = 80  # characters that count; a shorter text is never taken for a reprint
LEAST_CONTAINMENT = 0.85
LEAST_LENGTH_RATIO = 0.4
LEAST_FIGURES_KEPT = 0.95
LEAST_CONTAINMENT_UNDATED = 0.95  # where one of the two has no date
MOST_DAYS_APART = 14
_NOISE = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]+")
_POSTED = re.compile(r"发布(?:日期|时间)[:：]?\s*\d{4}-\d{1,2}-\d{1,2}|\s+")
_DOCUMENT_NUMBER = re.compile(r"[〔﹝\[（(]\d{4}[〕﹞\]）)]\s*\d+号")
_COMPARED = 2000  # characters from the beginning, in which replaced words are looked for
_LONGEST_NAME = 12  # characters
_FIGURE = re.compile(r"\d+(?:\.\d+)?|[一二三四五六七八九十百]+(?=[次届批期号卷场轮章条])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A document as far as reprints need it. ``published`` is ISO or None."""

    id: str
    text: str
    published: str | None = None


def bands(text: str) -> tuple[str, ...]:
    """Return the band keys of a text's MinHash signature; texts that share one may be prints of one article.

    Empty for a text that is too short to tell.
    """
    grams = _shingles(text)
    if not grams:
        return ()
    signature = RMinHash(num_perm=PERMUTATIONS, seed=1)
    signature.update(sorted(grams))
    rows = np.asarray(signature.digest(), dtype="<u4").reshape(BANDS, -1)
    return tuple(f"{i}:{hashlib.blake2b(row.tobytes(), digest_size=8).hexdigest()}" for i, row in enumerate(rows))


def _shingles(text: str) -> frozenset[str]:
    clean = _NOISE.sub("", text)
    if len(clean) < SHORTEST:
        return frozenset()
    return frozenset(clean[i : i + SHINGLE] for i in range(len(clean) - SHINGLE + 1))


def is_reprint(a: Print, b: Print) -> bool:
    """Return whether two documents are prints of one article."""
    days = _days_apart(a, b)
    if days is not None and days > MOST_DAYS_APART:
        return False
    mine, other = sorted((_shingles(a.text), _shingles(b.text)), key=len)
    if not mine or len(mine) < LEAST_LENGTH_RATIO * len(other):
        return False
    if len(mine & other) < len(mine) * (LEAST_CONTAINMENT_UNDATED if days is None else LEAST_CONTAINMENT):
        return False
    short, long = sorted((a.text, b.text), key=lambda t: (len(t), t))
    return _keeps_figures(short, long) and not _has_other_names(short, long)


def _keeps_figures(short: str, long: str) -> bool:
    """Return whether the figures of one text stand in another; when it was posted tells nothing, its number does."""
    numbers = [set(_DOCUMENT_NUMBER.findall(t)) for t in (short, long)]
    if all(numbers) and not numbers[0] & numbers[1]:
        return False
    mine, other = (Counter(_FIGURE.findall(_DOCUMENT_NUMBER.sub("", _POSTED.sub("", t)))) for t in (short, long))
    return (mine & other).total() >= LEAST_FIGURES_KEPT * mine.total()


def _has_other_names(short: str, long: str) -> bool:
    """Return whether the same words stand for other words again and again, as in form letters about two things."""
    mine, other = (_NOISE.sub("", _POSTED.sub("", t))[:_COMPARED] for t in (short, long))
    matcher = SequenceMatcher(None, mine, other, autojunk=False)
    replaced = Counter(
        (mine[i:j], other[k:n])
        for tag, i, j, k, n in matcher.get_opcodes()
        if tag == "replace" and max(j - i, n - k) <= _LONGEST_NAME
    )
    return any(times > 1 for times in replaced.values())


def _days_apart(a: Print, b: Print) -> int | None:
    try:
        return abs((date.fromisoformat(a.published or "") - date.fromisoformat(b.published or "")).days)
    except ValueError:
        return None


def first_prints(prints: Iterable[Print], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the first print by the id of each reprint.

    Args:
        prints: all documents that occur in ``pairs``.
        pairs: ids of documents that are prints of one article.
    """
    by_id = {p.id: p for p in prints}
    neighbours: dict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        neighbours[a].add(b)
        neighbours[b].add(a)
    found: dict[str, str] = {}
    seen: set[str] = set()
    for start in sorted(neighbours):
        if start in seen:
            continue
        group, open_ids = {start}, [start]
        while open_ids:
            new = neighbours[open_ids.pop()] - group
            group |= new
            open_ids += new
        seen |= group
        first = min((by_id[i] for i in group), key=lambda p: (p.published or "9999", -len(p.text), p.id))
        found |= {i: first.id for i in sorted(group) if i != first.id}
    return found


def find_reprints(prints: Sequence[Print]) -> dict[str, str]:
    """Return the first print by the id of each reprint among documents."""
    by_id: Mapping[str, Print] = {p.id: p for p in prints}
    holders: dict[str, list[str]] = defaultdict(list)
    for p in prints:
        for band in bands(p.text):
            holders[band].append(p.id)
    candidates = {pair for ids in holders.values() if len(ids) > 1 for pair in combinations(sorted(ids), 2)}
    pairs = [(a, b) for a, b in sorted(candidates) if is_reprint(by_id[a], by_id[b])]
    return first_prints(prints, pairs)
