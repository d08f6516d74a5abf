"""Mentions of one document to document entities: one entity for all surfaces of one thing.

Surfaces join when they are equal, stand for one register entry, were declared ("以下简称"), or when exactly one longer
name of the document has this short form. What could stand for two names joins neither, and names that are known to
stand for two register entries never join. Short titles (《意见》) and names of surname and title (孙市长) stand for
what the text named in full.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from kg import vocab
from kg.coreference import courtesy
from kg.coreference.homonyms import homonymous_divisions, namesakes
from kg.coreference.leaders import is_somebody_else
from kg.coreference.short_forms import bare, edition, is_same_company, is_short_form, is_subsequence, without_edition
from kg.coreference.short_titles import short_titles
from kg.records import DocumentEntity, Mention
from kg.registers.company_names import legal_core
from kg.registers.entries import NAME
from kg.registers.loader import Registers
from kg.registers.local_bodies import RANKS, local_body

_APPOSED = re.compile(r"^[》”]?[（(][“《\"]?$")
_DECLARED_WORD = re.compile(r"简称|统称|以下称|下称")
_NEAR = 12  # characters between a name and the short form declared for it
_NUMBERED = re.compile(
    r"^[》”]?[（(][^（()）]{4,30}[号期][，,；;、]?\s*(?:以下|下)(?:统一)?(?:简称|称)(?:为|：|:)?[“《\"]?$"
)
_CLOSED = re.compile(r"[》”\"]?(?:[）)]|[、或，][“《\"])")
_FORMERLY = re.compile(r"^[》”]?[（(](?:原(?:名称?|称)?|曾用名|前身为?|更名前为)[：:]?[“《\"]?$")
_RENAMED = re.compile(r"(?:更名|改名|易名|改称)为[“《\"]?$")
_ALSO_CALLED = re.compile(r"^[（(](?:本名|原名|又名|笔名|艺名|化名|别名|法号|曾用名|英文名)(?:为|是|叫)?[“]?$")
_MAY_BE_RENAMED = frozenset({vocab.COMPANY, vocab.ORGANIZATION, vocab.GOVERNMENT_BODY, vocab.PROJECT, vocab.ZONE})
_FULL_COMPANY_NAME = re.compile(r"(?:有限(?:责任)?公司|股份公司|集团公司)$")
_PERSON = "person"
_NESTED = frozenset(
    {vocab.EVENT}
)  # kinds whose register holds a series and its editions, either of which a text may mean


class Key(NamedTuple):
    """What mentions are grouped by: kind of thing, bare name, and the register code that tells homonyms apart."""

    kind: str
    name: str
    code: str = ""


def document_entities(text: str, mentions: Sequence[Mention], registers: Registers) -> tuple[DocumentEntity, ...]:
    """Return the entities of a text in the order of their first mention, with ids ``e1``, ``e2`` ….

    Args:
        mentions: flat mentions in the order of the text; offsets are those of ``text``.
    """
    keys_of = _keys(text, mentions, registers)
    mentions = sorted(keys_of, key=lambda m: (m.start, m.end))
    groups: dict[Key, list[Mention]] = defaultdict(list)
    for m in mentions:
        groups[keys_of[m]].append(m)
    keys = list(groups)
    union = _Union(keys, _codes_of(registers, keys))
    _join_register_names(union, keys)
    _join_declared(union, text, mentions, keys_of)
    _join_short_forms(union, keys)
    clusters: dict[Key, list[Mention]] = defaultdict(list)
    for key in keys:
        clusters[union.find(key)] += groups[key]
    ordered = sorted((sorted(ms, key=lambda m: m.start) for ms in clusters.values()), key=lambda ms: ms[0].start)
    return tuple(_entity(f"e{i}", text, ms, mentions, registers) for i, ms in enumerate(ordered, start=1))


def _keys(text: str, mentions: Sequence[Mention], registers: Registers) -> dict[Mention, Key]:
    """Return the key of each mention and of the further names of surname and title."""
    codes = {**homonymous_divisions(text, mentions, registers), **namesakes(text, mentions, registers)}
    keys = {m: Key(_kind(m.type), bare(text[m.start : m.end]), codes.get(i, "")) for i, m in enumerate(mentions)}
    keys |= _short_names_of_divisions(keys, registers)
    for i, full in short_titles(text, mentions).items():
        keys[mentions[i]] = keys[full]
    for address, full in courtesy.courtesy_names(text, mentions).items():
        key = keys[full]
        keys = {m: k for m, k in keys.items() if not (address.start <= m.start and m.end <= address.end)}
        keys[address] = key
    return keys


def _short_names_of_divisions(keys: Mapping[Mention, Key], registers: Registers) -> dict[Mention, Key]:
    """Return the key of the division that a bare name means which, as a place, is only the short form of another.

    In a text about 湖口县, 湖口 is no township of that name.
    """
    full = {key for key in keys.values() if key.kind in (vocab.CITY, vocab.COUNTY)}
    found: dict[Mention, Key] = {}
    for m, key in keys.items():
        if m.type != vocab.PLACE or any(n.kind == NAME for n in registers.named(key.name) if n.entry.type == m.type):
            continue
        meant = [k for k in full if is_short_form(k.kind, key.name, k.name) and _bears(registers, key.name, k)]
        if len(meant) == 1:
            found[m] = meant[0]
    return found


def _bears(registers: Registers, short: str, division: Key) -> bool:
    own = {n.entry.code for n in registers.named(division.name) if n.entry.type == division.kind}
    return any(n.entry.code in own for n in registers.named(short))


class _Union:
    """Disjoint sets of keys; the earlier key of the document represents. Two register entries never join."""

    def __init__(self, keys: Sequence[Key], codes: Mapping[Key, Sequence[str]]) -> None:
        self._parent = {k: k for k in keys}
        self._rank = {k: i for i, k in enumerate(keys)}
        self.codes = {k: frozenset(codes[k]) for k in keys}

    def find(self, key: Key) -> Key:
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def join(self, a: Key, b: Key) -> None:
        a, b = self.find(a), self.find(b)
        if a != b and not self.known_apart(a, b):
            first, second = sorted((a, b), key=self._rank.__getitem__)
            self._parent[second] = first
            shared = self.codes[a] & self.codes[b]
            self.codes[first] = shared or self.codes[a] | self.codes[b]

    def is_edition_of(self, one: Key, series: Key) -> bool:
        """Return whether the first is one edition of the series that the second stands for."""
        own = self.codes[series]
        return len(own) == 1 and all(c.startswith(f"{next(iter(own))} ") for c in self.codes[one] or (" ",))

    def known_apart(self, a: Key, b: Key) -> bool:
        mine, other = self.codes[self.find(a)], self.codes[self.find(b)]
        return a.kind not in _NESTED and bool(mine and other) and not mine & other


def _kind(type_: str) -> str:
    return _PERSON if type_ in vocab.PEOPLE_TYPES else type_


def _codes_of(registers: Registers, keys: Sequence[Key]) -> dict[Key, list[str]]:
    """Return the register codes of each key; none for the local body that a text calls by a national body's short name.

    发展改革委 is that of the province where the text has 省发展改革委, unless it names the national one in full too.
    """
    codes = {key: _codes(registers, key) for key in keys}
    by_name = {key.name: key for key in keys if key.kind == vocab.GOVERNMENT_BODY}
    for name, key in by_name.items():
        ranked = [by_name[rank + name] for rank in RANKS if rank + name in by_name]
        if ranked and not any(codes[k] == codes[key] and k != key for k in keys):
            codes[key] = []
        elif codes[key]:
            codes |= {k: [f"local {k.name}"] for k in ranked}
    return codes


def _codes(registers: Registers, key: Key) -> list[str]:
    if key.code:
        return [key.code]
    types = vocab.PEOPLE_TYPES if key.kind == _PERSON else {key.kind}
    codes = {n.entry.code for n in registers.namings.get(key.name, ()) if n.entry.type in types}
    if not codes and key.kind == vocab.EVENT and (which := edition(key.name)):
        series = registers.namings.get(without_edition(key.name), ())
        codes = {f"{n.entry.code} {which}" for n in series if n.entry.type in types}
    return sorted(codes)


def _join_register_names(union: _Union, keys: Sequence[Key]) -> None:
    """Join names of one register entry; an ambiguous name joins where exactly one of its entries is named too."""
    sure: dict[tuple[str, str], Key] = {}
    open_keys = []
    for key in keys:
        codes = sorted(union.codes[key])
        if len(codes) == 1:
            union.join(sure.setdefault((key.kind, codes[0]), key), key)
        elif codes:
            open_keys.append((key, codes))
    for key, codes in open_keys:
        named = [sure[key.kind, c] for c in codes if (key.kind, c) in sure]
        if len(named) == 1:
            union.join(named[0], key)


def _join_declared(union: _Union, text: str, mentions: Sequence[Mention], keys: Mapping[Mention, Key]) -> None:
    """Join "X（以下简称Y）", and "X（Y）" where Y is made of characters of X or of Latin letters."""
    for a, b in itertools.pairwise(mentions):
        between = text[a.end : b.start]
        if keys[a].kind != keys[b].kind:
            continue
        if a.type in _MAY_BE_RENAMED and _is_renamed(between, text[b.start : b.end]):
            union.join(keys[a], keys[b])
            continue
        if a.type in vocab.PEOPLE_TYPES and _ALSO_CALLED.match(between):
            union.join(keys[a], keys[b])
            continue
        if len(between) > _NEAR:
            if _NUMBERED.match(between):
                union.join(keys[a], keys[b])
            continue
        long, short = keys[a].name, bare(text[b.start : b.end])
        closed = _CLOSED.match(text, b.end) is not None
        apposed = closed and _APPOSED.match(between) and (short.isascii() or is_subsequence(short, long))
        declared = _DECLARED_WORD.search(between) and (closed or "（" not in between)
        if apposed or declared:
            union.join(keys[a], keys[b])


def _is_renamed(between: str, name: str) -> bool:
    """Return whether the words between two names say that one was borne before the other."""
    if len(between) <= _NEAR and "，" not in between and _RENAMED.search(between):
        return True
    return _FORMERLY.match(between) is not None or (between in "（(" and between != "" and name.startswith("原"))


def _join_short_forms(union: _Union, keys: Sequence[Key]) -> None:
    by_kind: dict[str, list[Key]] = defaultdict(list)
    for key in keys:
        by_kind[key.kind].append(key)
    for kind, named in by_kind.items():
        rule = vocab.PERSON if kind == _PERSON else kind
        for short in sorted(named, key=lambda k: -len(k.name)):
            longs = {
                union.find(k)
                for k in named
                if (is_short_form(rule, short.name, k.name) or union.is_edition_of(k, short))
                and not union.known_apart(short, k)
                and not _is_subsidiary(union, short, k)
            } - {union.find(short)}
            if len(longs) == 1:
                union.join(longs.pop(), short)


def _is_subsidiary(union: _Union, short: Key, long: Key) -> bool:
    """Return whether a company of the register only gives its name to a longer one that the register does not hold."""
    if short.kind != vocab.COMPANY or not union.codes[union.find(short)] or union.codes[union.find(long)]:
        return False
    return not is_same_company(short.name, long.name)


def _entity(
    identity: str, text: str, own: Sequence[Mention], mentions: Sequence[Mention], registers: Registers
) -> DocumentEntity:
    surfaces = list(dict.fromkeys(text[m.start : m.end] for m in own))
    type_ = _type(own)
    said = [text[m.start : m.end] for m in own if m.made_by != courtesy.MADE_BY] or surfaces
    name = canonical_name(type_, said, registers)
    if type_ in vocab.PEOPLE_TYPES and name not in said and _is_namesake(name, text, own, mentions, registers):
        name = max(said, key=len)
    return DocumentEntity(
        id=identity, type=type_, name=name, surfaces=tuple(surfaces),
        mentions=tuple((m.start, m.end) for m in own), made_by=tuple(dict.fromkeys(m.made_by for m in own)),
        confidence=max(m.score for m in own),
    )  # fmt: skip


def _is_namesake(
    name: str, text: str, own: Sequence[Mention], mentions: Sequence[Mention], registers: Registers
) -> bool:
    leaders = [n.entry for n in registers.named(name) if n.kind == NAME and n.entry.type in vocab.PEOPLE_TYPES]
    return any(is_somebody_else(text, own, mentions, entry, registers) for entry in leaders)


def _type(mentions: Sequence[Mention]) -> str:
    """Official wins over Person: a post said once holds for the document. Else the type is the same for all."""
    types = {m.type for m in mentions}
    return vocab.OFFICIAL if vocab.OFFICIAL in types else mentions[0].type


def canonical_name(type_: str, surfaces: Sequence[str], registers: Registers) -> str:
    """Return the register's name where the surfaces agree on one entry, else the longest surface.

    The name of a policy keeps the book-title marks that the text first sets it in.
    """
    named: Mapping[str, str] = {}
    shared: set[str] | None = None
    for surface in surfaces:
        entries = [n.entry for n in registers.namings.get(bare(surface), ()) if n.entry.type == type_]
        if entries:
            codes = {e.code for e in entries}
            shared = codes if shared is None else shared & codes
            named = {**named, **{e.code: e.name for e in entries}}
    local = [s for s in surfaces if type_ in vocab.BODY_TYPES and _is_of_a_division(s, registers)]
    if type_ == vocab.EVENT and shared:
        local = _unknown_in_full(surfaces, shared, registers)
    if type_ == vocab.COMPANY and shared:
        local = [s for s in surfaces if is_of_another_form(s, shared, registers)]
    if shared and len(shared) == 1 and not local:
        name = named[next(iter(shared))]
        marked = type_ == vocab.POLICY and surfaces[0].startswith("《") and name[0] not in "《“"
        return f"《{name}》" if marked else name
    present = [s for s in surfaces if not s.startswith("原")]  # （原江海电缆有限公司） is the name of before
    return max(local or present or surfaces, key=len)


def _is_of_a_division(surface: str, registers: Registers) -> bool:
    """Return whether a surface names a local body that no register holds: 省发改委, which the text calls 发改委 too."""
    if bare(surface) in registers.namings:
        return False
    body = local_body(surface, registers)
    return body is not None and bool(body.unit)


def is_of_another_form(surface: str, codes: Collection[str], registers: Registers) -> bool:
    """Return whether a company's full name is that of none of some entries, though they may bear its short form.

    中国中车股份有限公司 is not 中国中车集团有限公司, which texts call 中国中车.
    """
    if not _FULL_COMPANY_NAME.search(surface):
        return False
    known = {n.entry.code for n in registers.named(surface)}
    known |= {e.code for e in registers.companies_by_core.get(legal_core(surface), ())}
    return known.isdisjoint(codes)


def _unknown_in_full(surfaces: Sequence[str], codes: set[str], registers: Registers) -> list[str]:
    """Return the longest name of an event if the register's entry does not bear it, but only a short form of both."""
    longest = max(surfaces, key=len)
    names = {bare(longest), without_edition(bare(longest))}
    if any(n.entry.code in codes for name in names for n in registers.namings.get(name, ())):
        return []
    full = [entry.name for code in sorted(codes) if (entry := registers.entry(code))]
    return [] if any(is_short_form(vocab.EVENT, name, x) for name in names for x in full) else [longest]
