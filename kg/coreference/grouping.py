"""Mentions of one document to document entities: one entity for all surfaces of one thing.

Surfaces join when they are equal, stand for one register entry, were declared ("以下简称"), or when exactly one longer
name of the document has this short form. What could stand for two names joins neither.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg import vocab
from kg.coreference.short_forms import bare, is_short_form, is_subsequence
from kg.records import DocumentEntity, Mention
from kg.registers.loader import Registers

_APPOSED = re.compile(r"^[》”]?[（(][“《\"]?$")
_DECLARED_WORD = re.compile(r"简称|统称|以下称|下称")
_PERSON = "person"


def document_entities(text: str, mentions: Sequence[Mention], registers: Registers) -> tuple[DocumentEntity, ...]:
    """Return the entities of a text in the order of their first mention, with ids ``e1``, ``e2`` ….

    Args:
        mentions: flat mentions in the order of the text; offsets are those of ``text``.
    """
    groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for m in mentions:
        groups[_kind(m.type), bare(text[m.start : m.end])].append(m)
    keys = list(groups)
    union = _Union(keys)
    _join_register_names(union, keys, registers)
    _join_declared(union, text, mentions)
    _join_short_forms(union, keys)
    clusters: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for key in keys:
        clusters[union.find(key)] += groups[key]
    ordered = sorted((sorted(ms, key=lambda m: m.start) for ms in clusters.values()), key=lambda ms: ms[0].start)
    return tuple(_entity(f"e{i}", text, ms, registers) for i, ms in enumerate(ordered, start=1))


class _Union:
    """Disjoint sets of surface keys; the earlier key of the document represents."""

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        self._parent = {k: k for k in keys}
        self._rank = {k: i for i, k in enumerate(keys)}

    def find(self, key: tuple[str, str]) -> tuple[str, str]:
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def join(self, a: tuple[str, str], b: tuple[str, str]) -> None:
        a, b = self.find(a), self.find(b)
        if a != b:
            first, second = sorted((a, b), key=self._rank.__getitem__)
            self._parent[second] = first


def _kind(type_: str) -> str:
    return _PERSON if type_ in vocab.PEOPLE_TYPES else type_


def _codes(registers: Registers, kind: str, name: str) -> list[str]:
    types = vocab.PEOPLE_TYPES if kind == _PERSON else {kind}
    return sorted({n.entry.code for n in registers.namings.get(name, ()) if n.entry.type in types})


def _join_register_names(union: _Union, keys: Sequence[tuple[str, str]], registers: Registers) -> None:
    """Join names of one register entry; an ambiguous name joins where exactly one of its entries is named too."""
    sure: dict[tuple[str, str], tuple[str, str]] = {}
    open_keys = []
    for key in keys:
        codes = _codes(registers, *key)
        if len(codes) == 1:
            union.join(sure.setdefault((key[0], codes[0]), key), key)
        elif codes:
            open_keys.append((key, codes))
    for key, codes in open_keys:
        named = [sure[key[0], c] for c in codes if (key[0], c) in sure]
        if len(named) == 1:
            union.join(named[0], key)


def _join_declared(union: _Union, text: str, mentions: Sequence[Mention]) -> None:
    """Join "X（以下简称Y）", and "X（Y）" where Y is made of characters of X or of Latin letters."""
    for a, b in itertools.pairwise(mentions):
        between = text[a.end : b.start]
        if len(between) > 12 or _kind(a.type) != _kind(b.type):
            continue
        long, short = bare(text[a.start : a.end]), bare(text[b.start : b.end])
        closed = text[b.end : b.end + 2].strip('”》"')[:1] in ("）", ")")
        apposed = closed and _APPOSED.match(between) and (short.isascii() or is_subsequence(short, long))
        if apposed or _DECLARED_WORD.search(between):
            union.join((_kind(a.type), long), (_kind(b.type), short))


def _join_short_forms(union: _Union, keys: Sequence[tuple[str, str]]) -> None:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, name in keys:
        by_kind[kind].append(name)
    for kind, names in by_kind.items():
        rule = vocab.PERSON if kind == _PERSON else kind
        for short in names:
            longs = {union.find((kind, n)) for n in names if is_short_form(rule, short, n)} - {
                union.find((kind, short))
            }
            if len(longs) == 1:
                union.join(longs.pop(), (kind, short))


def _entity(identity: str, text: str, mentions: Sequence[Mention], registers: Registers) -> DocumentEntity:
    surfaces = list(dict.fromkeys(text[m.start : m.end] for m in mentions))
    type_ = _type(mentions)
    return DocumentEntity(
        id=identity, type=type_, name=canonical_name(type_, surfaces, registers), surfaces=tuple(surfaces),
        mentions=tuple((m.start, m.end) for m in mentions), made_by=tuple(dict.fromkeys(m.made_by for m in mentions)),
        confidence=max(m.score for m in mentions),
    )  # fmt: skip


def _type(mentions: Sequence[Mention]) -> str:
    """Official wins over Person: a post said once holds for the document. Else the type is the same for all."""
    types = {m.type for m in mentions}
    return vocab.OFFICIAL if vocab.OFFICIAL in types else mentions[0].type


def canonical_name(type_: str, surfaces: Sequence[str], registers: Registers) -> str:
    """Return the register's name where the surfaces agree on one entry, else the longest surface."""
    named: Mapping[str, str] = {}
    shared: set[str] | None = None
    for surface in surfaces:
        entries = [n.entry for n in registers.namings.get(bare(surface), ()) if n.entry.type == type_]
        if entries:
            codes = {e.code for e in entries}
            shared = codes if shared is None else shared & codes
            named = {**named, **{e.code: e.name for e in entries}}
    if shared and len(shared) == 1:
        return named[next(iter(shared))]
    return max(surfaces, key=len)
