"""Named works: who built or runs them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.relations.passage import Passage, Sentence
from kg.relations.stated.record import Stated
from kg.vocab import BODY_TYPES, PORT, PROJECT

SCORES = {
    "project/built-by": 0.9,
}
_BUILT_BY = re.compile(
    r"(?:承建|建设|投资建设|投资|修建|兴建|运营|开发|建造|研制|打造|自主研制|自主研发|投资兴建|负责建设|负责运营|参与建设|施工)的[^，。；]{0,14}$"
)


def statements(passage: Passage) -> Iterator[Stated]:
    """Yield builders with their works, sentence by sentence."""
    for sentence in passage.sentences:
        if len(sentence.occurrences) > 1:
            yield from _builders(passage, sentence)


def _builders(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield builder and work in 「由A（、B）承建的J」."""
    text = passage.text
    for o in sentence.occurrences:
        if o.type not in (PROJECT, PORT) or o.implied:
            continue
        start = sentence.units[o.order][0]
        found = _BUILT_BY.search(text[max(sentence.start, start - 24) : start])
        if not found:
            continue
        at = start - len(found.group())
        builders = [b for b in sentence.occurrences if b.type in BODY_TYPES and not b.implied and b.start < at]
        if not builders or at - builders[-1].end > 8 or re.search("[，。；]", text[builders[-1].end : at]):
            continue
        first, last = sentence.lists[builders[-1].order]
        for b in sentence.occurrences[first : last + 1]:
            if b.type in BODY_TYPES and not sentence.inside[b.order]:
                yield Stated(
                    relation="develops", head=b.entity, tail=o.entity, sentence=sentence.number,
                    rule="project/built-by", trigger=(at, at + found.group().index("的")), head_at=b, tail_at=o,
                )  # fmt: skip
