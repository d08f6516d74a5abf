"""Local bodies named by rank or by their ending alone (省水利厅, 财政厅) get the name of the division they belong to.

The division is looked for where a reader looks: in who issued the text, in the title, among all the text names, in the
same sentence. Where the text leaves it open, so does the name.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from kg.records import Article, DocumentEntity
from kg.registers.entries import WEAK, RegisterEntry
from kg.registers.loader import Registers
from kg.registers.local_bodies import LocalBody, full_endings, local_body
from kg.registers.matcher import Matcher
from kg.vocab import BODY_TYPES, EVENT, PROJECT, UNIT_TYPES

_NAMED_AFTER_A_BODY = frozenset({EVENT, PROJECT})
_OF_A_BODY = re.compile("(省|自治区|市(?=委|政协|人大|第)|[县区](?=委|党委|政协|人大|第))")
_EACH = re.compile(
    r"各(?:[省市县区州盟旗、（）()和及与]|地级?|设区|自治|直辖|计划单列)*$"
)  # 各区县（自治县）人民政府办公室
_EACH_REACH = 24  # characters
_HEAD = 60  # characters in which a text without title names who issued it
_SENTENCE_END = re.compile(r"[。！？；\n]")
_OFFICE = re.compile(r"(?:省委|市委|人民)?(?:政府|委|人大|政协)|[\u4e00-\u9fff]{2,8}?[厅局委办]")
_PROVINCIAL = ("省", "自治区")


def with_full_names(
    article: Article, entities: Sequence[DocumentEntity], text: str, registers: Registers, matcher: Matcher
) -> tuple[DocumentEntity, ...]:
    """Return the entities in the same order, unlinked local bodies under the full names of their divisions.

    Args:
        text: the text that the mentions are spans of.
    """
    bodies = {e.id: parts for e in entities if (parts := _parts(e, text, registers))}
    if not bodies:
        return tuple(entities)
    units = _Units(article, entities, bodies, text, registers, matcher)
    listed = [e for e in entities if _is_called_by_kind(e) and units.lists_with_local_bodies(e)]
    bodies |= {e.id: LocalBody("", e.surfaces[0]) for e in listed}
    named = []
    for e in entities:
        unit = units.of(bodies[e.id], e.mentions[0][0]) if e.id in bodies else None
        if unit is None:
            named.append(e)
            continue
        units.learn(e.mentions[0][0], unit)
        named.append(_named(e, unit.name + bodies[e.id].ending))
    return tuple(named)


def _named(e: DocumentEntity, name: str) -> DocumentEntity:
    """Return a body under its full name, without the register entry of the national body that its short name fits."""
    attributes = {} if e.link else e.attributes
    return dataclasses.replace(e, name=name, link=None, candidates=(), attributes=attributes)


def _is_called_by_kind(e: DocumentEntity) -> bool:
    """Return whether a text calls a national body only as it would call a local one: 发展改革委."""
    return (e.link or "").startswith("cnbody:") and all(s in full_endings() for s in e.surfaces)


def _parts(e: DocumentEntity, text: str, registers: Registers) -> LocalBody | None:
    """Return the parts of an unlinked local body's name; None for any other thing and for all bodies of a kind."""
    if e.link or all(_EACH.search(text, max(0, start - _EACH_REACH), start) for start, _ in e.mentions):
        return None
    if e.type in _NAMED_AFTER_A_BODY:
        rank = _OF_A_BODY.match(e.name)
        return LocalBody(rank[1], e.name[rank.end() :]) if rank else None
    return local_body(e.name, registers) if e.type in BODY_TYPES else None


class _Units:
    """The divisions that a document names, by place in the text, and those of who issued it."""

    def __init__(
        self,
        article: Article,
        entities: Sequence[DocumentEntity],
        bodies: dict[str, LocalBody],
        text: str,
        registers: Registers,
        matcher: Matcher,
    ) -> None:
        self._registers = registers
        self._sentences = [0, *(m.end() for m in _SENTENCE_END.finditer(text))]
        self._named: list[tuple[int, RegisterEntry]] = []
        for e in entities:
            entry = registers.entry(e.link) if e.link and e.type in UNIT_TYPES else None
            if e.id in bodies:
                entry = _only(bodies[e.id].entries)
            if entry is not None:
                self._named += [(start, entry) for start, _ in e.mentions]
        self._named.sort(key=lambda x: x[0])
        self._local_sentences = {
            self._sentence_of(start) for e in entities if e.id in bodies for start, _ in e.mentions
        }
        self._head = self._in(article.title or text[:_HEAD], matcher)
        self._issuers = self._in(article.title or text[:_HEAD], matcher, of_an_office=True)
        self._issuers = self._issuers or self._in(article.publisher or "", matcher)

    def lists_with_local_bodies(self, e: DocumentEntity) -> bool:
        """Return whether a local authority issued the text and names an entity beside local bodies each time."""
        if _only(self._issuers) is None:
            return False
        return all(self._sentence_of(start) in self._local_sentences for start, _ in e.mentions)

    def learn(self, at: int, unit: RegisterEntry) -> None:
        """Add a division that a body's name stands for at a place."""
        self._named.append((at, unit))
        self._named.sort(key=lambda x: x[0])

    def of(self, body: LocalBody, at: int) -> RegisterEntry | None:
        """Return the division of a body that is named at ``at``; None where the text leaves it open."""
        if body.entries:
            return _only(body.entries)
        if body.unit:
            return self._of_rank((body.unit,), at)
        if body.ending.endswith("厅"):
            return self._of_rank(_PROVINCIAL, at)
        return _only(self._issuers)

    def _sentence_of(self, at: int) -> int:
        return self._sentences[bisect_right(self._sentences, at) - 1]

    def _of_rank(self, ranks: tuple[str, ...], at: int) -> RegisterEntry | None:
        sentence = self._sentence_of(at)
        near = [u for place, u in self._named if sentence <= place < at and _has_rank(u, ranks)]
        whole = [u for _, u in self._named if _has_rank(u, ranks)]
        for units in (self._issuers, self._head, whole):
            if found := _only(u for u in units if _has_rank(u, ranks)):
                return found
        if near:
            return near[-1]
        above = [u for x in self._issuers for u in self._registers.ancestors(x.code) if _has_rank(u, ranks)]
        return _only(above) if not whole else None

    def _in(self, text: str, matcher: Matcher, *, of_an_office: bool = False) -> list[RegisterEntry]:
        found = []
        for m in matcher.find(text):
            units = [n.entry for n in self._registers.named(m.surface) if n.entry.type in UNIT_TYPES and n.kind != WEAK]
            if units and (not of_an_office or _OFFICE.match(text, m.end)):
                found += units if len(units) == 1 else []
        return found


def _has_rank(unit: RegisterEntry, ranks: tuple[str, ...]) -> bool:
    return unit.name.endswith(ranks)


def _only(units: Iterable[RegisterEntry]) -> RegisterEntry | None:
    distinct = {u.code: u for u in units}
    return next(iter(distinct.values())) if len(distinct) == 1 else None
