"""Nouns that stand for a name said before: 全省, 当地, 该公司, 全港.

Each noun has the types of what it can stand for; the last such name before it is meant. A noun that nothing before it
fits stands for nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg import vocab
from kg.records import DocumentEntity, Span
from kg.registers.lexicons import load_lexicon

_MUNICIPALITY = (vocab.CITY, vocab.PROVINCE)
_PAIR_TYPE = "Pair"  # of countries: 中越, 中国与越南
_NOUNS: tuple[tuple[str, frozenset[str]], ...] = (
    (r"(?:全|该)省", frozenset({vocab.PROVINCE})),
    (r"(?:全|该)市", frozenset(_MUNICIPALITY)),
    (r"(?:全|该)县", frozenset({vocab.COUNTY})),
    (r"(?:全|该)区", frozenset({vocab.COUNTY, vocab.ZONE, vocab.PROVINCE})),
    (r"(?:全|该)州", frozenset({vocab.CITY})),
    (r"该国", frozenset({vocab.COUNTRY})),
    (r"当地|该地区?", vocab.PLACE_TYPES - {vocab.COUNTRY}),
    (
        r"(?:该|这家)(?:公司|企业|集团|银行|行)|(?:公司|集团)(?![债法章制治名登股层注总有旗])",
        frozenset({vocab.COMPANY}),
    ),
    (r"(?:全|该)港(?!口)|(?:该)?港口(?!型|城|群|岸|经|物流枢纽)|该口岸|口岸(?!限|经|开放|城)", frozenset({vocab.PORT})),
    (
        r"(?:全|该)?园区|该(?:示范区|新区|开发区|自贸港)|自贸港(?!封|核)|示范区(?=内|共|已|累)",
        frozenset({vocab.ZONE}),
    ),
    (
        r"(?:该|这一|这个)(?:工程|项目|线路|通道|高铁|铁路|大桥|水库|电站|机场)|(?:项目|工程)(?=总投资|正线|全长|总长|建成|投产|全线|占地|共|线路)|全线(?!贯|通|开|铺|建|停|收)",
        frozenset({vocab.PROJECT}),
    ),
    (
        r"(?:代表团|考察团|救援队|医疗队|督察组|调查组|工作组)(?=由|共|将|有|已|累计)",
        frozenset({vocab.ORGANIZATION, vocab.GOVERNMENT_BODY}),
    ),
    (r"两国|双边(?=贸易|投资|进出口|人员)", frozenset({_PAIR_TYPE})),
    (r"(?:本届|此次|本次|这次)(?:大会|展会|会展|赛事|活动|博览会|论坛)|展会|大会", frozenset({vocab.EVENT})),
)
_KIND = re.compile(
    r"(?:运河|大桥|隧道|铁路|高铁|公路|高速|水库|水电站|电站|航道|枢纽|港区|码头|机场|产业园|园区|新区|基地|湿地|保护区|油田|气田)"
    r"(?=全长|总长|正线|全线|累计|建成|设计|总|主体|已|共|现|投产|年|今年|上半年|一季度|货物|旅客)"
)  # said again of what the last name of that kind names: 平陆运河 … 运河全长
_NOUN = re.compile("|".join(f"(?P<n{n}>{pattern})" for n, (pattern, _) in enumerate(_NOUNS)))
_FIRST = frozenset("全该当公集港口园自示这项工展大代考救医督调本此两双")  # how the nouns begin
_SIGNS = "".join(r["short"] for r in load_lexicon("country_characters") if len(r["short"]) == 1)
PAIR = re.compile(
    rf"(?:中[{_SIGNS}非欧]|[{_SIGNS}]中|[{_SIGNS}]{{2}})(?=双边|两国|贸易|经贸|合作|建交|关系|人员往来|友好)"
)
_AND = ("和", "与", "同", "—", "－", "-", "、")
_SPEAKERS = ("我们", "咱们")
_QUOTED = 160  # characters of a quotation
_TYPES = {f"n{n}": types for n, (_, types) in enumerate(_NOUNS)}


_PLACE_OF_BODY = re.compile(r"[^，。；、\s]{2,7}?(?:省|市|自治区|县|区|州)(?=[^，。；、\s]{2})")
_PLACE_OF_TITLE = re.compile(r"《([^，。；、《》\s]{2,7}?(?:省|市|自治区|县|州))(?=[^，。；、《》\s]{2})")
_REGION_TYPES = {
    "省": vocab.PROVINCE,
    "市": vocab.CITY,
    "区": vocab.COUNTY,
    "县": vocab.COUNTY,
    "州": vocab.CITY,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A noun at ``span`` that stands for the name at ``meant`` (characters, half-open) of an entity."""

    span: Span
    meant: Span
    entity: str | None


class Anaphora:
    """The names of a passage that nouns after them can stand for."""

    def __init__(self, text: str, entities: Sequence[DocumentEntity]) -> None:
        named = [(s, e, x.type, x.id) for x in entities for s, e in x.mentions]
        for x in entities:
            for start, end in x.mentions if x.type == vocab.GOVERNMENT_BODY else ():
                place = _PLACE_OF_BODY.match(text, start, end)  # 四川省, of 四川省文化和旅游厅
                if place is not None:
                    named.append((*place.span(), _REGION_TYPES[place.group()[-1]], ""))
        countries = sorted((s, e) for x in entities if x.type == vocab.COUNTRY for s, e in x.mentions)
        named += [(a, d, _PAIR_TYPE, "") for (a, b), (c, d) in pairwise(countries) if text[b:c] in _AND]
        named += [(*pair.span(), _PAIR_TYPE, "") for pair in PAIR.finditer(text)]
        for place in _PLACE_OF_TITLE.finditer(text):
            named.append((*place.span(1), _REGION_TYPES[place.group(1)[-1]], ""))
        self._named = sorted(named)
        self._starts = [named[0] for named in self._named]

    def at(self, text: str, start: int, end: int) -> Standing | None:
        """Return what the noun at ``start`` stands for, None if there is none or nothing before it fits."""
        if text.startswith(_SPEAKERS, start):
            return self._speaker(text, start)
        kind = _KIND.match(text, start, end)
        if kind is not None:
            return self._of_kind(text, kind.span())
        noun = _NOUN.match(text, start, end) if text[start : start + 1] in _FIRST else None
        if noun is None or noun.lastgroup is None:
            return None
        types = _TYPES[noun.lastgroup]
        before = self._named[: bisect_left(self._starts, start)]
        fitting = [named for named in before if named[2] in types and named[1] <= start and not _listed(text, named)]
        if not fitting:
            return None
        core = noun.group().lstrip("全该")
        called = [named for named in fitting if text.endswith(core, named[0], named[1])]  # 集团: X集团 before Y公司
        s, e, _, entity = (called or fitting)[-1]
        return Standing(noun.span(), (self._whole_of(s), e), entity or None)

    def _of_kind(self, text: str, noun: Span) -> Standing | None:
        """Return the last name of the paragraph before a noun that ends with it, if there is one."""
        begins = text.rfind("\n", 0, noun[0]) + 1
        for s, e, _, entity in reversed(
            self._named[bisect_left(self._starts, begins) : bisect_left(self._starts, noun[0])]
        ):
            if e <= noun[0] and text.endswith(text[slice(*noun)], s, e):
                return Standing(noun, (self._whole_of(s), e), entity or None)
        return None

    def _speaker(self, text: str, start: int) -> Standing | None:
        """Return what 我们 in a quotation stands for: the firm named right after it (“…”X公司经理介绍)."""
        closed = text.find("”", start, start + _QUOTED) + 1
        index = bisect_left(self._starts, closed)
        if not closed or index >= len(self._named) or self._starts[index] > closed + 1:
            return None
        s, e, kind, entity = self._named[index]
        return Standing((start, start + 2), (s, e), entity) if kind == vocab.COMPANY else None

    def _whole_of(self, start: int) -> int:
        """Return where the chain of names begins that ends with the name at ``start`` (天津 + 河西区)."""
        index = bisect_left(self._starts, start) - 1
        while index >= 0 and self._named[index][1] == start:
            start = self._named[index][0]
            index -= 1
        return start


def _listed(text: str, named: tuple[int, int, str, str]) -> bool:
    """Whether a name is a member of a list, for which a singular noun does not stand."""
    return text[max(0, named[0] - 1) : named[0]] == "、" or text[named[1] : named[1] + 1] == "、"
