"""Places that share a border, and what lies in a place (L的A、B)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from kg.relations.passage import Occurrence, Passage, Sentence
from kg.relations.stated.clauses import ONE_SIDE, left_out_subject
from kg.relations.stated.record import Stated
from kg.vocab import COMPANY, GOVERNMENT_BODY, ORGANIZATION, PLACE, PLACE_TYPES, PORT, PROJECT, ZONE

SCORES = {
    "border/shared": 0.9,
    "place/of-list": 0.88,
    "place/lies": 0.9,
    "place/frame": 0.86,
    "place/settled": 0.88,
    "place/seat": 0.88,
    "place/tenants": 0.88,
    "place/landmark": 0.88,
}
_BORDER = re.compile(r"(?:接壤|毗邻|交界|相邻|为邻|隔[一-龥]{0,4}相望|隔[海江河]|一[江河水]之隔|相接|相连(?!接))")
_BORDER_AFTER = re.compile(r"(?:等)?(?:两[省国地市县]|三[省国]|边境)?" + _BORDER.pattern)
_BORDER_GAP = re.compile(
    r"(?:(?:[两三][省市县区国州]{1,2})?，?(?:[东南西北]{1,2}[部面边]?)?(?:分别)?(?:与|同)|和|及|、|以及|毗邻|紧邻|接壤|紧靠|相邻)"
)
_SIDE = re.compile(r"[东南西北]{1,2}[部面边]?(邻|临|濒临?|毗邻|接|紧邻|紧靠|接壤)$")
_ITS_BORDER = re.compile(r"(?:其|该[省市县国地区]+|这里|当地|[东南西北])")
_REACHES = re.compile(r"(?:连[通接]|联[通接]|通[往向达]|前往|面向|驶[往向]|[发开飞运]往|靠近|邻近|毗邻|对|不在)$")
_LYING = r"(?:位于|地处|坐落于|坐落在|部署在|驻扎在|处在)"
_LIES_BEFORE = re.compile(_LYING + r"$")
_LIES_AFTER = re.compile(r"(?:就|正|均|都|分别|新校区|总部|园区)?(?:位于|地处|坐落于|坐落在|落户于?|设在)")
_SEAT = re.compile(
    r"，(?:其|集团|公司|企业|学校|中心)?(?:总部|注册地|本部|秘书处|主厂区|主校区|园区|基地|会址)?(?P<verb>位于|设在|设于|坐落于|坐落在|地处|落户于?)$"
)
_CLOSES_SOON = re.compile(r"[^，。；的]{0,8}(?:[，。；\n]|$)")
_LANDMARK = re.compile(
    r"(?:地区|境内|市中心|市区|城区|当地)?的?[^，。；、的]{0,4}(?:地标性?|标志性|著名|知名|最大|最高|最古老)的?[^，。；、的]{0,2}"
    r"(?:建筑|景点|景区|商圈|商场|场馆|公园|广场|市场|地标|博物馆|古城|寺庙|体育场|大桥|山峰|企业|学府)(?:之一)?的?[“]?"
    r"|(?:老城区|主城区|中心城区|城区|市区|郊区|近郊|境内|市中心|腹地|[东南西北中]{1,2}部)的[“]?"
)
_ATTRACTS = re.compile(r"(?:吸引|引来|引进|迎来|聚集|集聚|汇聚|已有|现有|共有|包括|，有)(?:了|来自[^，。；]{1,10}的)?$")
_MOVES_IN = re.compile(r"等?[^，。；、]{0,12}?(?P<verb>入驻|落户|进驻|安家|扎根|落地)(?:园区|于此|其中)?(?=[，。；]|$)")
_SETTLED_AT = re.compile(r"(?P<verb>在|落户于?|入驻|迁驻|迁入|迁至|注册于)$")
_WHEN = re.compile(
    r"(?:已|也|就|将|拟|正式|[于在]?(?:\d{4}年|[去今明]年|[上下]半年|\d{1,2}月|\d{1,2}日|[年月]初|[年月]底))*"
)
_SETTLED = re.compile(
    r"[^，。；、的]{0,4}?(?:注册|登记|成立|落户|安家|揭牌|开业)(?:成立|登记|落户|了)?(?=[，。；]|并|$)"
)
_CLOSES = re.compile(r"[，。；\n]|$")
_SO = re.compile(r"[^，。；、的]{0,8}的")
_PART = re.compile(r"(?:[东西南北中]{1,2}部|境内|腹地|[主中]?[城市]区)?的?")
_IN = re.compile(r"(?:^|[，。；\n])[^，。；]{0,3}在$")
_FRAME = re.compile(r"(?:[东西南北中]{1,2}部|境内|腹地|主?城区)?，(?:[^，。；]{0,26}的)?[“]?")
_NO_SUBJECT = re.compile(r"[”]?(?:的|——|[^，。；]{0,14}——|等?[^，。；]{0,6}[情况]{2})")
_NETWORK = re.compile(r"(?:网|通道|走廊|班列|经济带|倡议)[”]?$")
_SHORE = re.compile(r"[畔岸边]|沿[岸线]|两岸|[至到]")  # what happens on a river, or a way from here, is not it
_SITED = frozenset({PROJECT, PORT, ZONE, PLACE})


def statements(passage: Passage) -> Iterator[Stated]:
    """Yield neighbours, and things with their place, sentence by sentence."""
    for sentence in passage.sentences:
        if len(sentence.occurrences) > 1:
            yield from _borders(passage, sentence)
            yield from _borders_by_side(passage, sentence)
            yield from _things_of_place(passage, sentence)
            yield from _lying_in(passage, sentence)
            yield from _frames(passage, sentence)
            yield from _settled(passage, sentence)
            yield from _seats(passage, sentence)
            yield from _tenants(passage, sentence)
            yield from _landmarks(passage, sentence)


def _borders(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield the neighbours in 「A与B、C接壤」 and 「A、B两省交界」; those on one side of 与 are not said to touch."""
    for run in _runs_of_places(passage, sentence):
        match = _BORDER_AFTER.match(passage.text, run[-1].end, sentence.end)
        if not match:
            continue
        meet = match.group().endswith("交界") and len(run) > 2  # A、B、C交界: each touches each
        for a, b in combinations(run, 2) if meet else _sides(passage, sentence, run):
            yield Stated(
                relation="adjacentTo", head=a.entity, tail=b.entity, sentence=sentence.number, rule="border/shared",
                trigger=match.span(), head_at=None if a.sentence != sentence.number else a, tail_at=b,
            )  # fmt: skip


def _borders_by_side(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield the neighbours in 「A北邻B，南接C、D」, where A opens the sentence."""
    subject = sentence.occurrences[0]
    if subject.type not in PLACE_TYPES or subject.start != sentence.start:
        return
    for place in sentence.occurrences[1:]:
        start, _ = passage.list_span(sentence, place.order)
        if place.type not in PLACE_TYPES or place.implied or sentence.inside[place.order]:
            continue
        if side := _SIDE.search(passage.text, subject.end, start):
            yield Stated(
                relation="adjacentTo", head=subject.entity, tail=place.entity, sentence=sentence.number,
                rule="border/shared", trigger=side.span(1), head_at=subject, tail_at=place,
            )  # fmt: skip


def _runs_of_places(passage: Passage, sentence: Sentence) -> list[list[Occurrence]]:
    """Return the places of a sentence in runs with nothing but 与, 、 or 和 between them."""
    runs: list[list[Occurrence]] = []
    for o in sentence.occurrences:
        if o.type not in PLACE_TYPES or sentence.inside[o.order] or o.implied:
            continue
        if runs and _BORDER_GAP.fullmatch(passage.text, runs[-1][-1].end, sentence.units[o.order][0]):
            runs[-1].append(o)
        else:
            runs.append([o])
    return runs


def _sides(passage: Passage, sentence: Sentence, run: list[Occurrence]) -> list[tuple[Occurrence, Occurrence]]:
    text = passage.text
    gaps = [text[a.end : sentence.units[b.order][0]] for a, b in pairwise(run)]
    joined = next((n for n, gap in enumerate(gaps, start=1) if ONE_SIDE.search(gap)), None)
    if joined is None and len(gaps) > 1 and gaps[0] in ("和", "及") and "、" in gaps[1:]:
        joined = 1
    if joined is not None:
        return [(a, b) for a in run[:joined] for b in run[joined:]]
    start = sentence.units[run[0].order][0]
    if not ONE_SIDE.search(text[sentence.start : start]):
        return list(pairwise(run))
    subject = _border_subject(passage, sentence, start)
    return [(subject, b) for b in run] if subject is not None else []


def _border_subject(passage: Passage, sentence: Sentence, at: int) -> Occurrence | None:
    """Return the place that 「，东与B接壤」 goes on about: what opens the sentence or, after 其, the one before."""
    opening = sentence.occurrences[0]
    if opening.start < at:
        return opening if opening.type in PLACE_TYPES and opening.start == sentence.start else None
    if not sentence.number or not _ITS_BORDER.match(passage.text, sentence.start, at):
        return None
    before = passage.sentences[sentence.number - 1].occurrences[:1]
    return next((o for o in before if o.type in PLACE_TYPES), None)


def _things_of_place(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield place and ports or zones in 「L的A、B」."""
    for place, first in pairwise(sentence.occurrences):
        if place.type not in PLACE_TYPES or place.implied or first.type not in (PORT, ZONE) or first.implied:
            continue
        if passage.text[place.end : first.start] not in ("", "的", "境内的", "境内"):
            continue
        if _REACHES.search(passage.text, sentence.start, place.start):
            continue
        _, last = sentence.lists[first.order]
        for o in sentence.occurrences[first.order : last + 1]:
            if "及" in passage.text[first.end : o.start]:
                break
            if o.type in (PORT, ZONE) and not sentence.inside[o.order]:
                yield Stated(
                    relation="locatedIn", head=o.entity, tail=place.entity, sentence=sentence.number,
                    rule="place/of-list", trigger=None, head_at=o, tail_at=place,
                )  # fmt: skip


def _lying_in(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield thing and place in 「X位于L」 and 「位于L的X」; of a place chain the finest counts."""
    for place, following in pairwise([*sentence.occurrences, None]):
        assert place is not None
        if place.type not in PLACE_TYPES or place.implied or sentence.inside[place.order]:
            continue
        start = sentence.units[place.order][0]
        verb = _LIES_BEFORE.search(passage.text, sentence.start, start)
        if not verb:
            continue
        things = [
            o for o in sentence.occurrences[: place.order] if o.end <= verb.start() and not sentence.inside[o.order]
        ]
        subject = things[-1] if things and _LIES_AFTER.fullmatch(passage.text, things[-1].end, start) else None
        if subject is None and following is not None and not following.implied:
            so = _SO.fullmatch(passage.text, place.end, sentence.units[following.order][0])
            subject = following if so else None
        if subject is not None and subject.type in _SITED | {ORGANIZATION, COMPANY, GOVERNMENT_BODY}:
            yield Stated(
                relation="locatedIn", head=subject.entity, tail=place.entity, sentence=sentence.number,
                rule="place/lies", trigger=verb.span(), head_at=subject, tail_at=place,
            )  # fmt: skip


def _settled(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield firm or body and place in 「这家公司2021年在L注册」 and 「X落户L」."""
    for place in sentence.occurrences[1:]:
        if place.type not in PLACE_TYPES or place.implied or sentence.inside[place.order]:
            continue
        start = sentence.units[place.order][0]
        verb = _SETTLED_AT.search(passage.text, sentence.start, start)
        after = _SETTLED if verb and verb.group() == "在" else _CLOSES
        if not verb or not after.match(passage.text, place.end, sentence.end):
            continue
        subject = next((o for o in sentence.occurrences[place.order - 1 :: -1] if not sentence.inside[o.order]), None)
        if subject is None or subject.type not in (COMPANY, ORGANIZATION):
            continue
        if _WHEN.fullmatch(passage.text, subject.end, verb.start()):
            yield Stated(
                relation="locatedIn", head=subject.entity, tail=place.entity, sentence=sentence.number,
                rule="place/settled", trigger=verb.span(), tail_at=place, head_at=None if subject.implied else subject,
            )  # fmt: skip


def _seats(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield body and place in 「M是A的子公司，总部位于L」: the clause leaves out what opens the sentence."""
    for place in sentence.occurrences[1:]:
        if place.type not in PLACE_TYPES or place.implied or sentence.inside[place.order]:
            continue
        start = sentence.units[place.order][0]
        seat = _SEAT.search(passage.text, max(sentence.start, start - 16), start)
        subject = left_out_subject(passage, sentence, seat.start("verb")) if seat else None
        closes = _CLOSES_SOON.match(passage.text, place.end, sentence.end)
        if seat and closes and subject is not None and subject.type in _SITED | {ORGANIZATION, COMPANY}:
            yield Stated(
                relation="locatedIn", head=subject.entity, tail=place.entity, sentence=sentence.number,
                rule="place/seat", trigger=seat.span("verb"), tail_at=place,
                head_at=None if subject.implied else subject,
            )  # fmt: skip


def _tenants(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield firms and zone in 「Z…，已吸引M1、M2等企业入驻」."""
    zone = sentence.occurrences[0]
    if zone.type != ZONE or zone.start > sentence.start + 4:
        return
    for first, last in sorted(set(sentence.lists)):
        members = [o for o in sentence.occurrences[first : last + 1] if not sentence.inside[o.order]]
        if not members or any(o.type not in (COMPANY, ORGANIZATION) or o.implied for o in members):
            continue
        moves = _MOVES_IN.match(passage.text, sentence.units[last][1], sentence.end)
        start = sentence.units[first][0]
        if moves and _ATTRACTS.search(passage.text, max(zone.end, start - 20), start):
            for o in members:
                yield Stated(
                    relation="locatedIn", head=o.entity, tail=zone.entity, sentence=sentence.number,
                    rule="place/tenants", trigger=moves.span("verb"), head_at=o, tail_at=zone,
                )  # fmt: skip


def _landmarks(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield thing and place in 「L地区的标志性建筑X」."""
    for place, thing in pairwise(sentence.occurrences):
        if place.type not in PLACE_TYPES or place.implied or thing.implied:
            continue
        if thing.type not in _SITED | {ORGANIZATION} or _NETWORK.search(passage.words(thing)):
            continue
        if _REACHES.search(
            passage.text, max(sentence.start, sentence.units[place.order][0] - 4), sentence.units[place.order][0]
        ):
            continue
        if mark := _LANDMARK.fullmatch(passage.text, place.end, thing.start):
            yield Stated(
                relation="locatedIn", head=thing.entity, tail=place.entity, sentence=sentence.number,
                rule="place/landmark", trigger=mark.span(), head_at=thing, tail_at=place,
            )  # fmt: skip


def _frames(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield thing and place in 「在L，X正式开工」 and 「在L，连接A和B的X…」, where X is the subject."""
    for place in sentence.occurrences:
        if place.type not in PLACE_TYPES or place.implied or sentence.inside[place.order]:
            continue
        start = sentence.units[place.order][0]
        if not _IN.search(passage.text[sentence.start : start]) or sentence.lists[place.order] != (
            place.order,
            place.order,
        ):
            continue
        for o in sentence.occurrences[place.order + 1 :]:
            unit = sentence.units[o.order][0]
            if o.implied or o.type not in _SITED or sentence.inside[o.order]:
                continue
            if not _FRAME.fullmatch(passage.text, place.end, unit):
                break
            if any(n.start == o.end and n.type in _SITED for n in sentence.occurrences):
                continue
            if _SHORE.match(passage.text, o.end):
                break
            if unit == o.start and not _NO_SUBJECT.match(passage.text, o.end) and not _NETWORK.search(passage.words(o)):
                yield Stated(
                    relation="locatedIn", head=o.entity, tail=place.entity, sentence=sentence.number,
                    rule="place/frame", trigger=(start - 1, start), head_at=o, tail_at=place,
                )  # fmt: skip
            break
