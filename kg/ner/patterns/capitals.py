"""Cities abroad that the words before them tell: 首府亚瓦鲁, 首都蒙罗维亚."""

from __future__ import annotations

import re
from functools import cache

from kg import vocab
from kg.records import Mention
from kg.registers.lexicons import load_lexicon

_LONGEST = 8


def find(text: str) -> list[Mention]:
    """Return what stands behind 首都 and 首府 and is written in the characters of foreign names."""
    return [
        Mention(start=m.start("city"), end=m.end("city"), type=vocab.CITY, made_by="pattern:city/capital")
        for m in _capital().finditer(text)
    ]


@cache
def _capital() -> re.Pattern[str]:
    rows = load_lexicon("transliteration_characters")
    characters = "".join(sorted({c for row in rows if row["use"] == "foreign" for c in row["characters"]}))
    return re.compile(
        rf"首(?:都|府)(?P<city>[{characters}]{{3,{_LONGEST}}})(?=市|等|[和与、，。]|\d|当[天地]|附近|以[东西南北]|发生|举行|出席|会见|地区)"
    )
