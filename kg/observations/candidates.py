"""The names that a figure may be about: all that its passage names around it, each with how it was found.

The rules (``about``, ``topics``) propose one name; the others are mentions, wholes (我国), kinds of firms and
industries, subjects of clauses, and what an indicator begins with. ``choice`` decides among them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from kg.observations.about import Holders
from kg.observations.indicators import head_of
from kg.observations.passage import BEARER
from kg.records import Observation, Span

_REACH = 600  # characters before a figure
_AHEAD = 120  # characters after it
_PHRASE = 60  # characters that a phrase is looked at
_SHORTEST, _LONGEST = 2, 22  # characters of a subject
_ENDS = "。；！？\n"
_CLAUSE_END = re.compile(r"[，。；：！？\n]")
_PIECE = re.compile(r"[^，。；：！？\n（）()、“”]+")
_BEGINS = re.compile(r"[，。；、：\n 的”]")
_LEAD = re.compile(
    r"(?:其中|同时|此外|另外|目前|如今|当前|今年|去年|截至|随着|据|为|在|对|经|与|这些?|当地|记者|\s|日前|近日|不仅|而且|并|让)+"
)
_SUBJECT_ENDS = re.compile(
    r"共(?!享|建|同|和)|已|累计|实现|达|将|有(?!色|机|限|效|关|望)|是|在|均|同比|环比|较|比|带动|完成|增长|下降|提升|提高|推动|占|为|超|"
    r"突破|吸引|迎来|发送|接待|投入|获|新增|新建|建成|开工|开行|覆盖|拥有|预计|计划|力争|约|近|自|从|由|使|让|可|能够|能(?=[在够为使提])|正|仍|"
    r"也|还|都|全部|分别|首次|持续|继续|保持|不断|设|成为|涉及|惠及|参与|发生|造成|显示|发布|介绍|提供|生产|销售|出口|进口|服务|享受|举行|启动|"
    r"投资|\d|\s"
)
_MEASURES = re.compile(
    r"(?:人数|数量|规模|总额|总量|总值|产值|增加值|收入|利润|销售额|销量|销售|产量|面积|投资|进出口|出口|进口|成交额|价格|率|指数|比重|占比|客流|"
    r"客流量|人次|里程|长度|能力|资金|贷款|余额|岗位|消费|需求|用电量|发电量|装机|装机容量|吞吐量|货值|贸易额|营收|额|量|数)"
)
_OWNER_AFTER = re.compile(
    r"[^，。；\d]{0,12}?的(?P<name>[^，。；、的\d]{2,12}?)(?=[，。；是在将已共有实现]|$)"
)  # 仅有14万人口的X县

ENTITY, CHAIN, WHOLE, PAIR, PROPER, MODE, LEADING, SORT, LISTED = (
    "entity", "chain", "whole", "pair", "proper", "mode", "leading", "sort", "listed",
)  # fmt: skip
BEARING, MEANT, SUBJECT, MODIFIER, RELATIVE = "bearer", "meant", "subject", "modifier", "relative"

Found = tuple[int, int, str]
"""Where a name stands (characters, half-open) and how it was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A name that a figure may be about; ``found`` is empty for one that only the rules propose."""

    name: str
    found: tuple[Found, ...] = ()

    def nearest(self, position: int) -> Span | None:
        """Return the span of its last occurrence that begins before ``position``, else of the first one after it."""
        before = [f for f in self.found if f[0] < position]
        if before:
            return max(before)[:2]
        return min(self.found)[:2] if self.found else None


@dataclass(slots=True)
class Candidates:
    """The names of one text; ``plain`` is the text with its times as spaces."""

    text: str
    plain: str
    holders: Holders
    _fixed: list[Found] = field(default_factory=list)
    _begun: dict[int, list[Found]] = field(default_factory=dict)
    _subjects: dict[Span, list[Found]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        mentions = self.holders.mentions
        self._fixed = [(s, e, ENTITY) for s, e in mentions]
        self._fixed += [(s, f, CHAIN) for (s, e), (e2, f) in pairwise(mentions) if e == e2]
        self._fixed += self.holders.named(self.text)
        self._fixed.sort()

    def of(self, observation: Observation, begin: int = 0) -> list[Candidate]:
        """Return what an observation may be about, in the order of the names in the text.

        Args:
            begin: nothing before this character is looked at (a headline begins another report).
        """
        start, end = observation.evidence
        found = sorted({*self._around(max(begin, start - _REACH), start, end), *self._own(observation)})
        names: dict[str, list[Found]] = {}
        for s, e, how in found:
            name = self.text[s:e].strip()
            if len(name) > 1 or how == ENTITY:
                names.setdefault(name, []).append((s, e, how))
        if observation.about is not None:
            names.setdefault(observation.about, [])
        return [Candidate(name=name, found=tuple(places)) for name, places in names.items()]

    def _around(self, begin: int, start: int, end: int) -> Iterator[Found]:
        """Yield the names between ``begin`` and the end of the sentence, and those that clauses nearby begin with."""
        last = _first_of(self.text, _ENDS, end)
        for found in self._fixed[bisect_left(self._fixed, (begin,)) : bisect_left(self._fixed, (last,))]:
            of_rank = found[1] == start and found[2] == WHOLE  # 居全国第三: of which it is told
            if (found[0] < start or found[2] in (ENTITY, CHAIN, WHOLE, PAIR)) and not of_rank:
                yield found
        for sentence in self._sentences(begin, start):
            for at in self._begins(*sentence):
                yield from (f for f in self._beginning(at) if f[1] <= start)
            yield from (f for f in self._subjects_of(*sentence) if f[1] <= start)

    def _sentences(self, begin: int, position: int) -> Iterator[Span]:
        """Yield the sentence before the one at ``position`` and that one up to there."""
        own = max(self.text.rfind(c, begin, position) for c in _ENDS) + 1
        before = max(self.text.rfind(c, begin, max(begin, own - 1)) for c in _ENDS) + 1
        if before < own:
            yield max(begin, before), own
        yield max(begin, own), position

    def _begins(self, start: int, end: int) -> list[int]:
        """Return where phrases of a sentence may begin: after a comma, 的 or a mention."""
        after = {m.end() for m in _BEGINS.finditer(self.text, start, end)}
        ends = {e for _, e in self.holders.mentions_in(start, end)}
        return sorted(p for p in {start} | after | ends if start <= p < end)

    def _beginning(self, start: int) -> list[Found]:
        """Return the names that the phrase at ``start`` begins with, up to the end of its clause."""
        if start not in self._begun:
            found = _CLAUSE_END.search(self.text, start, start + _PHRASE)
            end = found.start() if found else min(len(self.text), start + _PHRASE)
            spans = [
                (self.holders.leading(self.plain, start, end), LEADING),
                (self.holders.sort(self.plain, start, end), SORT),
                (self.holders.listed_sorts(self.plain, start, end), LISTED),
                (bearer.span() if (bearer := BEARER.match(self.plain, start, end)) else None, BEARING),
                (self.holders.meant(self.plain, start, end), MEANT),
            ]
            self._begun[start] = [(*span, how) for span, how in spans if span is not None]
        return self._begun[start]

    def _subjects_of(self, start: int, end: int) -> list[Found]:
        """Return what the pieces of a sentence begin with, up to the first word that ends a subject."""
        key = start, end
        if key not in self._subjects:
            self._subjects[key] = [f for m in _PIECE.finditer(self.text, *key) for f in self._subject(*m.span())]
        return self._subjects[key]

    def _subject(self, start: int, end: int) -> Iterator[Found]:
        lead = _LEAD.match(self.text, start, end)
        start = lead.end() if lead else start
        stop = _SUBJECT_ENDS.search(self.text, start + 1, end) if start < end else None
        end = stop.start() if stop else end
        if not _SHORTEST <= end - start <= _LONGEST:
            return
        yield start, end, SUBJECT
        first, last = self.text.find("的", start, end), self.text.rfind("的", start, end)
        if start < last < end - _SHORTEST:
            yield last + 1, end, SUBJECT
        if first >= start + _SHORTEST:
            yield start, first, SUBJECT

    def _own(self, observation: Observation) -> Iterator[Found]:
        """Yield what the indicator begins with before what is measured, and the owner named after the figure."""
        start, end = observation.evidence
        indicator = observation.indicator
        at = self.text.rfind(indicator, 0, start + 30)
        for size in range(_SHORTEST, len(indicator) - 1) if at >= 0 else ():
            rest = indicator[size:]
            if _MEASURES.fullmatch(rest) or head_of(rest) == rest:
                yield at, at + size, MODIFIER
        of = indicator.find("的")
        if at >= 0 and of >= _SHORTEST:
            yield at, at + of, MODIFIER
        owner = _OWNER_AFTER.match(self.text, end, end + _AHEAD)
        if owner is not None:
            yield *owner.span("name"), RELATIVE


def _first_of(text: str, characters: str, start: int) -> int:
    """Return where the first of some characters stands from ``start`` on, the length of the text if there is none."""
    found = [at for c in characters if (at := text.find(c, start)) >= 0]
    return min(found, default=len(text))
