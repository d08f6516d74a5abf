"""What a name and a figure say about each other: the features by which ``choice`` decides whom a figure is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.observations.about import Holders
from kg.observations.candidates import ENTITY, WHOLE, Candidate
from kg.records import Observation, Span

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
_REACH_BACK, _REACH_ON = 600, 120  # characters in which a name may be said again


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
    way: str
    before: str | None


def features_of(
    text: str,
    holders: Holders,
    observation: Observation,
    candidates: Sequence[Candidate],
    way: str,
    before: str | None,
) -> tuple[list[str], ...]:
    """Return the features of each candidate of an observation, and last those of nobody.

    Args:
        way: how the rules found what they propose.
        before: what they propose for the figure before it.
    """
    start = observation.evidence[0]
    figure = _figure(text, observation, way, before)
    spans = {c.name: c.nearest(start) or _anywhere(text, c.name, start) for c in candidates}
    ends = {name: span[1] for name, span in spans.items() if span is not None and span[0] < start}
    order = sorted((c for c in candidates if c.name in ends), key=lambda c: -ends[c.name])
    mentioned = [c for c in order if any(how == ENTITY for _, _, how in c.found)]
    near = {c.name: n for n, c in enumerate(order)}
    near_mentions = {c.name: n for n, c in enumerate(mentioned)}
    out = []
    for c in candidates:
        features = _of_candidate(figure, holders, c, spans[c.name])
        if c.name in near:
            features.append(f"near={min(near[c.name], 6)}")
        if c.name in near_mentions:
            rank = near_mentions[c.name]
            features += [f"mention={min(rank, 5)}", f"mention={min(rank, 3)}|{_place(figure, spans[c.name])}"]
        out.append(features)
    return *out, _of_nobody(figure, len(mentioned))


def _figure(text: str, observation: Observation, way: str, before: str | None) -> _Figure:
    start, end = observation.evidence
    clause = max(text.rfind(c, 0, start) for c in _BORDERS) + 1
    named = text.rfind(observation.indicator, max(0, clause - 40), start + 20 + len(observation.indicator))
    return _Figure(
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
        way=way,
        before=before,
    )


def _anywhere(text: str, name: str, position: int) -> Span | None:
    at = text.rfind(name, 0, position)
    at = text.find(name, position) if at < 0 else at
    return (at, at + len(name)) if at >= 0 else None


def _of_nobody(figure: _Figure, mentioned: int) -> list[str]:
    return [
        "nobody",
        f"nobody|kind={figure.kind}",
        f"nobody|unit={figure.unit}",
        f"nobody|mentioned={min(mentioned, 4)}",
        f"nobody|proposed={figure.proposed is not None}",
        f"nobody|way={figure.way}",
        f"nobody|before={figure.before is not None}",
        f"nobody|size={min(len(figure.indicator) // 2, 6)}",
        f"nobody|begins={figure.indicator[:2]}",
        f"nobody|ends={figure.indicator[-2:]}",
    ]


def _of_candidate(figure: _Figure, holders: Holders, candidate: Candidate, span: Span | None) -> list[str]:
    type_, place = _type(candidate, holders), _place(figure, span)
    features = _of_name(figure, candidate, type_) + _of_proposal(figure, candidate.name, type_, place)
    if span is None:
        return [*features, "nowhere"]
    if place == "after":
        return features + _of_later(figure, span, type_)
    return (
        features
        + _of_place(figure, span, type_, place)
        + _of_surroundings(figure, span, type_, place)
        + _of_indicator(figure, candidate.name, span, type_)
    )


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
    if start >= figure.clause:
        return "clause"
    if start >= figure.sentence:
        return "sentence"
    return "paragraph" if start >= figure.paragraph else "far"


def _of_name(figure: _Figure, candidate: Candidate, type_: str) -> list[str]:
    name = candidate.name
    ways = sorted({how for _, _, how in candidate.found})
    told = figure.text.count(name, max(0, figure.start - _REACH_BACK), figure.end + _REACH_ON)
    features = [
        f"type={type_}",
        f"type={type_}|kind={figure.kind}",
        f"type={type_}|unit={figure.unit}",
        f"ways={'+'.join(ways)}",
        f"size={min(len(name) // 2, 7)}",
        f"told={min(told, 4)}",
        *(f"found={how}" for how in ways),
    ]
    if type_ == "noun":
        return [*features, f"ends={name[-2:]}", f"end={name[-1:]}", f"begins={name[:1]}"]
    return [*features, f"named-end={name[-1:]}"]


def _of_later(figure: _Figure, span: Span, type_: str) -> list[str]:
    between = figure.text[figure.end : span[0]]
    return [
        "after",
        f"after|type={type_}",
        f"after|gap={min(len(between) // 3, 6)}",
        f"after|between={between[:1]}{between[-1:]}",
    ]


def _of_place(figure: _Figure, span: Span, type_: str, place: str) -> list[str]:
    between = figure.text[span[1] : figure.start]
    sentences = len(_SENTENCE_END.findall(between))
    features = [
        f"in={place}",
        f"in={place}|type={type_}",
        f"sentences={min(sentences, 5)}",
        f"paragraphs={min(between.count(chr(10)), 3)}",
    ]
    if sentences == 0:
        features.append(f"clauses={min(between.count('，') + between.count('：'), 4)}")
    if place == "clause":
        features.append(f"gap={min(len(between) // 3, 6)}")
    if between.count("（") < between.count("）"):
        features.append("in-brackets")
    return features


def _of_surroundings(figure: _Figure, span: Span, type_: str, place: str) -> list[str]:
    text, (start, end) = figure.text, span
    previous, following = text[start - 1 : start] or "^", text[end : end + 1] or "$"
    clause = max(text.rfind(c, 0, start) for c in _BORDERS) + 1
    opens = clause == start or _OPENS.fullmatch(text, clause, start) is not None
    features = [
        f"previous={previous}|{place}",
        f"following={following}|{place}",
        f"opens={opens}|{place}",
        f"opens={opens}|{place}|{type_}",
    ]
    if opens and (clause == 0 or text[clause - 1] in _ENDS):
        features += ["topic", f"topic|{place}", f"topic|{type_}"]
    if _TELLS.match(text, end):
        features += ["tells", f"tells|{type_}"]
    if _IS_TOLD_BY.search(text, max(0, start - 10), start):
        features += ["told-by", f"told-by|{type_}"]
    if previous in _PREPOSITIONS:
        features += [f"after={previous}", f"after={previous}|{place}"]
    return features


def _of_indicator(figure: _Figure, name: str, span: Span, type_: str) -> list[str]:
    if figure.named < 0:
        return []
    (start, end), first = span, figure.named
    last = first + len(figure.indicator)
    features = ["is-indicator"] if name == figure.indicator else []
    if start <= first and end >= last:
        features.append("covers-indicator")
    elif start == first:
        rest = figure.indicator[end - start :]
        features += ["begins-indicator", f"begins-indicator|{type_}"]
        features += [f"rest={rest[-2:]}", f"rest-size={min(len(rest), 6)}"]
    elif first < start and end <= last:
        features += ["in-indicator", f"in-indicator|{type_}"]
    elif end <= first:
        between = figure.text[end:first].strip()
        features.append(f"before-indicator={between if len(between) <= 2 else min((first - end) // 4, 5)}")
        features.append(f"touches|{type_}" if not between else "apart")
    return features


def _of_proposal(figure: _Figure, name: str, type_: str, place: str) -> list[str]:
    proposed = figure.proposed
    if proposed is None:
        features = ["none-proposed", f"none-proposed|{type_}", f"none-proposed|{place}"]
    elif name == proposed:
        features = ["proposed", f"proposed|{type_}", f"proposed|{place}", f"proposed|{figure.kind}"]
        features += [f"proposed|{figure.way}", f"proposed|{figure.way}|{type_}"]
    elif name in proposed:
        features = ["in-proposed", f"in-proposed|{type_}"]
    else:
        features = (
            ["over-proposed"] if proposed in name else ["other", f"other|{figure.way}", f"other|{figure.way}|{type_}"]
        )
    if name == figure.before:
        features += ["again", f"again|{place}", f"again|own-indicator={figure.named >= figure.clause}"]
        if name == proposed:
            features.append("proposed-again")
    return features
