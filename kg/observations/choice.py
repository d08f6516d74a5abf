"""Whose figure it is, decided among the names around it by a model trained on marked figures.

A conditional logit: each candidate of a figure has a score, the sum of the weights of its features, and the best one is
taken; none of them is a candidate too. Weights are made by ``pipelines/train_holders.py`` and read with numpy alone; a
feature's bucket is its CRC-32. docs/decisions/0033 says what was measured.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import as_file, files

import numpy as np

from kg.observations.about import Holders
from kg.observations.candidates import CHAIN, ENTITY, WHOLE, Candidate, Candidates
from kg.records import Observation, Span

BITS = 16
BUCKETS = 1 << BITS
NOBODY = Candidate(name="")
_ENDS = "。；！？\n"
_BORDERS = "，：" + _ENDS
_SENTENCE_END = re.compile(r"[。；！？\n]")
_CLAUSE_END = re.compile(r"[，：]")
_TELLS = re.compile(r"[^，。；]{0,10}?(?:显示|介绍|发布|消息|获悉|了解到|表示|称|说|统计|指出|公布|报道|宣布|透露)")
_IS_TOLD_BY = re.compile(r"(?:据|记者从|来自|根据)[^，。；]{0,6}$")
_PREPOSITIONS = "在对向从与和由经为以按比较于给被将把同及到至占因受"
_OPENS = re.compile(
    r"(?:其中|目前|今年|去年|同时|此外|截至[^，]{0,12}|[\d年月日—至前个半上下季度、\s-]|全年|期间|“[^”]{1,8}”期间)+"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The candidates of one observation with the features of each, the last of them nobody."""

    candidates: tuple[Candidate, ...]
    features: tuple[tuple[str, ...], ...]


class HolderModel:
    """Weights by bucket."""

    def __init__(self, weights: np.ndarray) -> None:
        self._weights = weights.tolist()
        self._known: dict[str, float] = {}

    @classmethod
    def load(cls) -> HolderModel:
        """Return the model of the package."""
        with as_file(files("kg.observations") / "holders.npz") as path, np.load(path) as saved:
            weights = np.zeros(BUCKETS, dtype=np.float32)
            weights[saved["buckets"]] = saved["weights"]
        return cls(weights)

    def best(self, choice: Choice) -> Candidate:
        """Return the candidate with the highest score, the earliest of equal ones."""
        scores = [sum(self._weight(f) for f in features) for features in choice.features]
        return choice.candidates[scores.index(max(scores))]

    def _weight(self, feature: str) -> float:
        known = self._known.get(feature)
        if known is None:
            known = self._known[feature] = self._weights[bucket(feature)]
        return known


def bucket(feature: str) -> int:
    """Return the bucket of a feature."""
    return zlib.crc32(feature.encode()) & (BUCKETS - 1)


@cache
def load_model() -> HolderModel:
    """Return the model of the package, loaded once."""
    return HolderModel.load()


def chosen(
    text: str, plain: str, holders: Holders, said: Sequence[Observation], begins: Sequence[int] = ()
) -> list[Observation]:
    """Return the observations of a text with whom each is about as the model decides.

    Args:
        plain: the text with its times as spaces.
        said: the observations, in order, with what the rules propose.
        begins: where reports begin, in order.
    """
    model = load_model()
    out = []
    for observation, choice in choices(text, plain, holders, said, begins):
        best = model.best(choice)
        if best.name != (observation.about or ""):
            entity = _entity_of(best, holders)
            observation = replace(observation, about=best.name or None, about_entity=entity)
        out.append(observation)
    return out


def choices(
    text: str, plain: str, holders: Holders, said: Sequence[Observation], begins: Sequence[int] = ()
) -> Iterator[tuple[Observation, Choice]]:
    """Yield each observation with its candidates and their features."""
    nominated = Candidates(text, plain, holders)
    before: str | None = None
    for observation in said:
        begin = max((b for b in begins if b <= observation.evidence[0]), default=0)
        candidates = nominated.of(observation, begin)
        yield observation, _read(text, holders, observation, candidates, before)
        before = observation.about


def _entity_of(candidate: Candidate, holders: Holders) -> str | None:
    """Return the id of the entity that a candidate names, None for a name that only words make clear."""
    spans = [(s, e) for s, e, how in candidate.found if how in (ENTITY, CHAIN)]
    return holders.entity_of(*spans[-1]) if spans else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """What the features of all candidates of one observation share."""

    text: str
    start: int
    end: int
    kind: str
    unit: str
    indicator: str
    named: int  # where the indicator stands, -1 if not near
    clause: int
    sentence: int
    paragraph: int
    proposed: str | None
    before: str | None


def _read(
    text: str, holders: Holders, observation: Observation, candidates: list[Candidate], before: str | None
) -> Choice:
    start, end = observation.evidence
    clause = max(text.rfind(c, 0, start) for c in _BORDERS) + 1
    named = text.rfind(observation.indicator, max(0, clause - 40), start + 20 + len(observation.indicator))
    figure = _Figure(
        text=text,
        start=start,
        end=end,
        kind=observation.kind,
        unit=observation.unit,
        indicator=observation.indicator,
        named=named if named <= start else -1,
        clause=clause,
        sentence=max(text.rfind(c, 0, start) for c in _ENDS) + 1,
        paragraph=text.rfind("\n", 0, start) + 1,
        proposed=observation.about,
        before=before,
    )
    spans = {c.name: c.nearest(start) or _anywhere(text, c.name, start) for c in candidates}
    ends = {name: span[1] for name, span in spans.items() if span is not None and span[0] < start}
    order = sorted((c for c in candidates if c.name in ends), key=lambda c: -ends[c.name])
    mentioned = [c for c in order if any(how == ENTITY for _, _, how in c.found)]
    ranks = {c.name: n for n, c in enumerate(order)}, {c.name: n for n, c in enumerate(mentioned)}
    features = [tuple(_of_candidate(figure, holders, c, spans[c.name], ranks)) for c in candidates]
    features.append(tuple(_of_nobody(figure, len(mentioned))))
    return Choice(candidates=(*candidates, NOBODY), features=tuple(features))


def _anywhere(text: str, name: str, position: int) -> Span | None:
    at = text.rfind(name, 0, position)
    at = text.find(name, position) if at < 0 else at
    return (at, at + len(name)) if at >= 0 else None


def _of_nobody(figure: _Figure, mentioned: int) -> Iterator[str]:
    yield "nobody"
    yield f"nobody|kind={figure.kind}"
    yield f"nobody|unit={figure.unit}"
    yield f"nobody|mentioned={min(mentioned, 4)}"
    yield f"nobody|proposed={figure.proposed is not None}"
    yield f"nobody|before={figure.before is not None}"
    yield f"nobody|size={min(len(figure.indicator) // 2, 6)}"
    yield f"nobody|begins={figure.indicator[:2]}"
    yield f"nobody|ends={figure.indicator[-2:]}"


def _of_candidate(
    figure: _Figure,
    holders: Holders,
    candidate: Candidate,
    span: Span | None,
    ranks: tuple[dict[str, int], dict[str, int]],
) -> Iterator[str]:
    type_ = _type(candidate, holders)
    place = _place(figure, span)
    yield from _of_name(figure, candidate, type_)
    if span is None:
        yield "nowhere"
    elif place == "after":
        yield from _of_later(figure, span, type_)
    else:
        yield from _of_place(figure, span, type_, place)
        yield from _of_surroundings(figure, span, type_, place)
        yield from _of_indicator(figure, candidate.name, span, type_)
        near, among_mentions = ranks[0][candidate.name], ranks[1].get(candidate.name)
        yield f"near={min(near, 6)}"
        if among_mentions is not None:
            yield f"mention={min(among_mentions, 5)}"
            yield f"mention={min(among_mentions, 3)}|{place}"
    yield from _of_proposal(figure, candidate.name, type_, place)


def _type(candidate: Candidate, holders: Holders) -> str:
    for start, end, how in candidate.found:
        if how == ENTITY:
            return holders.type_of(start, end)
    return WHOLE if any(how == WHOLE for _, _, how in candidate.found) else "noun"


def _place(figure: _Figure, span: Span | None) -> str:
    if span is None:
        return "nowhere"
    start = span[0]
    if start >= figure.start:
        return "after"
    for name, begin in (("clause", figure.clause), ("sentence", figure.sentence), ("paragraph", figure.paragraph)):
        if start >= begin:
            return name
    return "far"


def _of_name(figure: _Figure, candidate: Candidate, type_: str) -> Iterator[str]:
    name = candidate.name
    ways = sorted({how for _, _, how in candidate.found})
    yield f"type={type_}"
    yield f"type={type_}|kind={figure.kind}"
    yield f"type={type_}|unit={figure.unit}"
    yield from (f"found={how}" for how in ways)
    yield f"found={'+'.join(ways)}"
    yield f"size={min(len(name) // 2, 7)}"
    yield f"told={min(figure.text.count(name, max(0, figure.start - 600), figure.end + 120), 4)}"
    if type_ == "noun":
        yield f"ends={name[-2:]}"
        yield f"end={name[-1:]}"
        yield f"begins={name[:1]}"
    else:
        yield f"named-end={name[-1:]}"


def _of_later(figure: _Figure, span: Span, type_: str) -> Iterator[str]:
    between = figure.text[figure.end : span[0]]
    yield "after"
    yield f"after|type={type_}"
    yield f"after|gap={min(len(between) // 3, 6)}"
    yield f"after|between={between[:1]}{between[-1:]}"


def _of_place(figure: _Figure, span: Span, type_: str, place: str) -> Iterator[str]:
    text, end = figure.text, span[1]
    sentences = len(_SENTENCE_END.findall(text, end, figure.start))
    yield f"in={place}"
    yield f"in={place}|type={type_}"
    yield f"sentences={min(sentences, 5)}"
    yield f"paragraphs={min(text.count(chr(10), end, figure.start), 3)}"
    if sentences == 0:
        yield f"clauses={min(len(_CLAUSE_END.findall(text, end, figure.start)), 4)}"
    if place == "clause":
        yield f"gap={min((figure.start - end) // 3, 6)}"
    if text.count("（", end, figure.start) < text.count("）", end, figure.start):
        yield "in-brackets"


def _of_surroundings(figure: _Figure, span: Span, type_: str, place: str) -> Iterator[str]:
    text, (start, end) = figure.text, span
    previous, following = text[start - 1 : start] or "^", text[end : end + 1] or "$"
    yield f"previous={previous}|{place}"
    yield f"following={following}|{place}"
    clause = max(text.rfind(c, 0, start) for c in _BORDERS) + 1
    opens = clause == start or _OPENS.fullmatch(text, clause, start) is not None
    yield f"opens={opens}|{place}"
    yield f"opens={opens}|{place}|{type_}"
    if opens and (clause == 0 or text[clause - 1] in _ENDS):
        yield "topic"
        yield f"topic|{place}"
        yield f"topic|{type_}"
    if _TELLS.match(text, end):
        yield "tells"
        yield f"tells|{type_}"
    if _IS_TOLD_BY.search(text, max(0, start - 10), start):
        yield "told-by"
        yield f"told-by|{type_}"
    if previous in _PREPOSITIONS:
        yield f"after={previous}"
        yield f"after={previous}|{place}"


def _of_indicator(figure: _Figure, name: str, span: Span, type_: str) -> Iterator[str]:
    if figure.named < 0:
        return
    start, end = span
    first, last = figure.named, figure.named + len(figure.indicator)
    if start <= first and end >= last:
        yield "covers-indicator"
    elif start == first:
        rest = figure.indicator[end - start :]
        yield "begins-indicator"
        yield f"begins-indicator|{type_}"
        yield f"rest={rest[-2:]}"
        yield f"rest-size={min(len(rest), 6)}"
    elif first < start and end <= last:
        yield "in-indicator"
        yield f"in-indicator|{type_}"
    elif end <= first:
        between = figure.text[end:first].strip()
        yield f"before-indicator={between if len(between) <= 2 else min((first - end) // 4, 5)}"
        yield f"touches|{type_}" if not between else "apart"
    if name == figure.indicator:
        yield "is-indicator"


def _of_proposal(figure: _Figure, name: str, type_: str, place: str) -> Iterator[str]:
    proposed = figure.proposed
    if proposed is None:
        yield "none-proposed"
        yield f"none-proposed|{type_}"
        yield f"none-proposed|{place}"
    elif name == proposed:
        yield "proposed"
        yield f"proposed|{type_}"
        yield f"proposed|{place}"
        yield f"proposed|{figure.kind}"
        if name == figure.before:
            yield "proposed-again"
    elif name in proposed:
        yield "in-proposed"
        yield f"in-proposed|{type_}"
    elif proposed in name:
        yield "over-proposed"
    else:
        yield "other"
    if name == figure.before:
        yield "again"
        yield f"again|{place}"
        yield f"again|own-indicator={figure.named >= figure.clause}"
