"""One-to-one folding of characters: width, compatibility forms, traditional forms. Length never changes."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import opencc

TRADITIONAL_SHARE = 0.15  # of the Chinese characters; below it a text counts as simplified and 著, 乾 stay as written
_ASCII_TO_WIDE = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}
_NARROW = re.compile(r"[,:;?!()]")
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff《》〈〉“”‘’（）〔〕【】、。，；：？！…—]"
_BESIDE_CHINESE = re.compile(rf"(?<={_WIDE})[,:;?!()]|[,:;?!()](?={_WIDE})")
_KEPT = frozenset("，。：；？！（）“”‘’《》〈〉〔〕【】、—…·～￥％\u3000\n")


class _FormTable(dict[int, int]):
    """For ``str.translate``: compatibility forms by NFKC where that is one character; filled as characters come."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        folded = unicodedata.normalize("NFKC", char)
        if char == "\u3000" or (char.isspace() and char != "\n"):
            folded = " "
        self[code] = code if (char in _KEPT and char != "\u3000") or len(folded) != 1 else ord(folded)
        return self[code]


class _SimplifiedTable(dict[int, int]):
    def __missing__(self, code: int) -> int:
        folded = _converter().convert(chr(code)) if 0x3400 <= code <= 0x9FFF else chr(code)
        self[code] = ord(folded) if len(folded) == 1 else code
        return self[code]


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


_FORMS = _FormTable()
_SIMPLIFIED = _SimplifiedTable()


def fold(text: str) -> str:
    """Return ``text`` with forms folded, of the same length.

    Full-width letters and digits become ASCII, Kangxi radicals their characters, all blanks but the line feed a space;
    ASCII punctuation beside Chinese becomes Chinese. A text that is traditional as a whole becomes simplified (OpenCC's
    character table).

    >>> fold("⼯信部１２日通知(试行)")
    '工信部12日通知（试行）'
    """
    text = text.translate(_FORMS)
    # Twice, since in 「),」 the second mark touches Chinese only once the first is folded.
    for _ in range(2):
        text = _BESIDE_CHINESE.sub(lambda m: _ASCII_TO_WIDE[m[0]], text) if _NARROW.search(text) else text
    return _simplified(text)


def _simplified(text: str) -> str:
    sample = text[:4000]
    chinese = sum("\u4e00" <= c <= "\u9fff" for c in sample)
    folded = sample.translate(_SIMPLIFIED)
    changed = sum(a != b for a, b in zip(sample, folded, strict=True))
    if chinese and changed / chinese >= TRADITIONAL_SHARE:
        return text.translate(_SIMPLIFIED)
    return text
