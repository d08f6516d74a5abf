"""Numbers written in Chinese characters or digits."""

from __future__ import annotations

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "俩": 2, "首": 1}
POWERS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}


def integer(text: str) -> int | None:
    """Return the whole number that ``text`` writes, or None if it writes none.

    >>> [integer(x) for x in ("21", "二十一", "十二", "一百零五", "三千万", "二〇二四", "几")]
    [21, 21, 12, 105, 30000000, 2024, None]
    """
    if text.isdecimal():
        return int(text)
    if not text or any(c not in DIGITS and c not in POWERS and c not in MYRIADS for c in text):
        return None
    if all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    total = section = digit = 0
    pending = False
    for c in text:
        if c in DIGITS:
            digit, pending = DIGITS[c], True
        elif c in POWERS:
            section += (digit if pending else 1) * POWERS[c]
            digit, pending = 0, False
        else:
            total = (total + section + digit or 1) * MYRIADS[c]
            section = digit = 0
            pending = False
    return total + section + digit


def number_of(text: str | None) -> int:
    """Return the number of a month or a day as written (十二月, 15日), 0 for none."""
    return integer((text or "").rstrip("月份日号")) or 0
