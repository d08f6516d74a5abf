"""Named works: who built or runs them, what lines connect, and which work is part of another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.records import Span
from kg.relations.passage import Occurrence, Passage, Sentence
from kg.relations.stated.clauses import left_out_subject
from kg.relations.stated.record import Stated
from kg.vocab import BODY_TYPES, PLACE_TYPES, PORT, PROJECT

SCORES = {
    "project/built-by": 0.9,
    "part/apposed": 0.9,
    "part/touching": 0.9,
    "part/is-part": 0.9,
    "part/key-work": 0.86,
    "line/reaches": 0.9,
    "line/by-side": 0.9,
    "line/from-to": 0.86,
    "line/through-port": 0.88,
    "line/joins": 0.88,
    "line/port-passes": 0.88,
}
_BUILT_BY = re.compile(
    r"(?:承建|建设|投资建设|投资|修建|兴建|运营|开发|建造|研制|打造|自主研制|自主研发|投资兴建|负责建设|负责运营|参与建设|施工)的[^，。；]{0,14}$"
)
_KEY_WORK = (
    r"(?:控制性|关键性?|重点|先导|标志性|核心|骨干|配套|水源|难点|重要|主体|节点|示范)(?:性)?[一-龥]{0,4}"
    r"(?:工程|项目|节点|枢纽)(?:之一)?"
)
_APPOSED = re.compile(rf"[^，。；]{{0,8}}{_KEY_WORK}[^，。；]{{0,2}}(?:——|—)?[“]?")
_IS_PART = re.compile(r"[^，。；]{0,6}(?:是|为|作为)[^，。；]{0,14}$")
_RUNS = re.compile(r"(?:班列|列车|航线|专列|快线)[”]?$")
_LATER_PART = re.compile(r"，(?:是|为|作为)[^，。；]{0,6}$")
_BEING = re.compile(r"(?:是|为|作为)[^，。；]{0,12}$")
_DASH = re.compile(r"[^，。；]{0,16}——")
_OF_IT = re.compile(
    r"[”]?[^，。；]{0,16}?(?:组成部分|一部分|控制性工程|关键性?工程|节点工程|重点工程|标志性工程|骨干工程|先导段|连接线|支线|延[长伸]线|联络线|配套工程)"
)
_KEY_HERE = re.compile(
    r"(?:^|[，。；在对]|全线|沿线|其)(?:重?难点)?(?:控制性|关键性?|先导|水源|配套|难点|核心)(?:工程|项目|节点)(?:之一)?(?:——|—)?[“]?$"
)
_REACHES = re.compile(
    r"[^。；]{0,30}?(?P<verb>途经|途径|串联起?|串起|连接起?|联通|连通|贯通|贯穿|经过|连起)(?:了|着|我国)?$"
)
_ENDS_LIST = re.compile(r"[，。；、”]|等|[两三四五六七八九十](?:[省市县区个地国]|座)|[省市]市|$|\n")
_SIDE = re.compile(r"[东西南北]{1,2}(?P<verb>起于?|起自|接|连接?|至|抵|达|到|通|联)[^，。；、]{0,2}$")
_FROM_TO = re.compile(r"(?:全程时刻表|跨境|国际|首条|的){0,2}[“]?")
_TO = re.compile(r"[”]?[至到]$")
_THROUGH = re.compile(r"(?:通行|出境|入境|出入境|进出境|开行|运行)的$")
_PASSES = re.compile(
    r"[^，。；]{0,24}?(?P<verb>通行|验放|查验|监管|接发|开行|放行|进出境|出入境)(?:了|的|进出境|出入境|往返)*[“]?$"
)
_AT_PORTS = re.compile(r"等?(?:[两二三四五六七八九十]|\d)?[个大]?(?:铁路|陆路|边境)?(?:口岸)?(?:的|，)?[“]?$")
_PASSING = re.compile(r"[”]?[^，。；]{0,6}?(?P<verb>通行|开行|进出境|出入境)")
_WITH = re.compile(r"[^。；]{0,24}(?:与|和|同)$")
_JOINED = re.compile(r"[^，。；]{0,8}?(?P<verb>相连|连接|互联互通|衔接|贯通|接轨|交会|互通|对接)")


def statements(passage: Passage) -> Iterator[Stated]:
    """Yield builders with their works, sentence by sentence."""
    for sentence in passage.sentences:
        if len(sentence.occurrences) > 1:
            yield from _builders(passage, sentence)
            yield from _parts(passage, sentence)
            yield from _lines(passage, sentence)
            yield from _lines_by_side(passage, sentence)
            yield from _lines_from_to(passage, sentence)
            yield from _joined_lines(passage, sentence)
            yield from _trains_at_ports(passage, sentence)
        yield from _parts_of_before(passage, sentence)


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


def is_whole(passage: Passage, work: Occurrence) -> bool:
    """Whether what follows is said of a part (J1是J2的支线，连接…; J2重点工程——J1…) and not of ``work`` (J2)."""
    if work.implied:
        return False
    sentence = passage.sentences[work.sentence]
    if _BEING.search(passage.text, sentence.start, work.start) and _OF_IT.match(passage.text, work.end):
        return True
    dash = _DASH.match(passage.text, work.end, sentence.end)
    return dash is not None and any(start == dash.end() for start, _ in sentence.units)


def _parts(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield part and whole in 「J2控制性工程——J1」, 「J1是J2的组成部分」 and 「J2J1贯通」."""
    works = [o for o in sentence.occurrences if o.type == PROJECT and not o.implied]
    for whole, part in pairwise(works):
        apposed = _APPOSED.fullmatch(passage.text, whole.end, sentence.units[part.order][0])
        if apposed and whole.entity != part.entity:
            yield Stated(
                relation="partOf", head=part.entity, tail=whole.entity, sentence=sentence.number, rule="part/apposed",
                trigger=apposed.span(), head_at=part, tail_at=whole,
            )  # fmt: skip
    for whole, part in pairwise(sentence.occurrences):
        sited = part.type in (PROJECT, PORT) and not _RUNS.search(passage.words(part))
        if whole.type == PROJECT and sited and whole.end == part.start and whole.entity != part.entity:
            yield Stated(
                relation="partOf", head=part.entity, tail=whole.entity, sentence=sentence.number, rule="part/touching",
                trigger=None, head_at=part, tail_at=whole,
            )  # fmt: skip
    for part, whole in pairwise(works):
        start = sentence.units[whole.order][0]
        of_it = _OF_IT.match(passage.text, whole.end, sentence.end)
        later = _LATER_PART.search(passage.text, part.end, start)
        opens = later and left_out_subject(passage, sentence, later.start() + 1) == part
        if of_it and part.entity != whole.entity and (opens or _IS_PART.fullmatch(passage.text, part.end, start)):
            yield Stated(
                relation="partOf", head=part.entity, tail=whole.entity, sentence=sentence.number, rule="part/is-part",
                trigger=of_it.span(), head_at=part, tail_at=whole,
            )  # fmt: skip


def _parts_of_before(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield part and whole in 「J2加快施工。在控制性工程J1现场…」, where the sentence before names J2 last."""
    works = [o for o in sentence.occurrences if o.type == PROJECT and not o.implied]
    if not works or not sentence.number:
        return
    before = passage.sentences[sentence.number - 1]
    wholes = [o for o in before.occurrences if o.type == PROJECT]
    start = sentence.units[works[0].order][0]
    key = _KEY_HERE.search(passage.text[sentence.start : start])
    if not key or not wholes or before.block != sentence.block or passage.text[sentence.start - 1] == "\n":
        return
    if wholes[-1].entity != works[0].entity:
        yield Stated(
            relation="partOf", head=works[0].entity, tail=wholes[-1].entity, sentence=sentence.number,
            rule="part/key-work", trigger=(start - len(key.group()), start), head_at=works[0],
        )  # fmt: skip


def _lines(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield line and places in 「J途经A、B和C」: J is the subject and no other work stands between."""
    for first, last in sorted(set(sentence.lists)):
        places = _places(sentence, first, last)
        start, end = sentence.units[first][0], sentence.units[last][1]
        line = _last_work(passage, sentence, start)
        if not places or line is None or not _ENDS_LIST.match(passage.text, end):
            continue
        verb = _REACHES.fullmatch(passage.text, line.end, start)
        if verb and "的" not in verb.group().rsplit("，", 1)[-1]:
            yield from _reached(sentence, line, places, verb.span("verb"), "line/reaches")


def _lines_by_side(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield line and places in 「J北起A，南至B」."""
    for first, last in sorted(set(sentence.lists)):
        places = _places(sentence, first, last)
        start = sentence.units[first][0]
        side = _SIDE.search(passage.text, sentence.start, start)
        line = next((o for o in sentence.occurrences if o.type == PROJECT), None)
        if places and side and line is not None and line.end <= side.start() and not is_whole(passage, line):
            yield from _reached(sentence, line, places, side.span("verb"), "line/by-side")


def _lines_from_to(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield line and places in 「A至B的J」 and line and port in 「经O通行的J」."""
    for line in sentence.occurrences:
        if line.type != PROJECT or line.implied:
            continue
        before = [o for o in sentence.occurrences[: line.order] if not o.implied and not sentence.inside[o.order]]
        start = sentence.units[line.order][0]
        if before and before[-1].type == PORT and (by := _THROUGH.fullmatch(passage.text, before[-1].end, start)):
            yield from _reached(sentence, line, before[-1:], by.span(), "line/through-port")
        if len(before) < 2 or not _FROM_TO.fullmatch(passage.text, before[-1].end, start):
            continue
        ends = before[-2:]
        if all(o.type in PLACE_TYPES for o in ends):
            joint = _TO.fullmatch(passage.text, ends[0].end, sentence.units[ends[1].order][0])
            if joint:
                yield from _reached(sentence, line, ends, joint.span(), "line/from-to")


def _joined_lines(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield lines in 「J1与J2、J3相连」."""
    for first, last in sorted(set(sentence.lists)):
        works = [o for o in sentence.occurrences[first : last + 1] if o.type in (PROJECT, PORT) and not o.implied]
        start, end = sentence.units[first][0], sentence.units[last][1]
        line = _last_work(passage, sentence, start)
        if not works or line is None or len(works) != last - first + 1:
            continue
        joined = _JOINED.match(passage.text, end, sentence.end)
        if joined and _WITH.fullmatch(passage.text, line.end, start):
            yield from _reached(sentence, line, works, joined.span("verb"), "line/joins")


def _trains_at_ports(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield trains and ports in 「A、B口岸累计通行J」 and 「A、B两个口岸，J通行量…」."""
    for first, last in sorted(set(sentence.lists)):
        ports = _places(sentence, first, last)
        train = next((o for o in sentence.occurrences[last + 1 :] if not sentence.inside[o.order]), None)
        if not ports or any(o.type != PORT for o in ports) or train is None or train.type != PROJECT:
            continue
        if train.implied or not passage.words(train).strip("“”").endswith("班列"):
            continue
        end = sentence.units[last][1]
        passes = _PASSES.fullmatch(passage.text, end, train.start)
        if not passes and _AT_PORTS.fullmatch(passage.text, end, train.start):
            passes = _PASSING.match(passage.text, train.end, sentence.end)
        if passes:
            yield from _reached(sentence, train, ports, passes.span("verb"), "line/port-passes")


def _places(sentence: Sentence, first: int, last: int) -> list[Occurrence]:
    """Return the places of a list, the finest of each chain; nothing where it holds another kind of thing."""
    members = [o for o in sentence.occurrences[first : last + 1] if not sentence.inside[o.order]]
    return members if all(o.type in PLACE_TYPES | {PORT} and not o.implied for o in members) else []


def _last_work(passage: Passage, sentence: Sentence, at: int) -> Occurrence | None:
    works = [o for o in sentence.occurrences if o.type == PROJECT and o.end <= at and not sentence.inside[o.order]]
    return works[-1] if works and not is_whole(passage, works[-1]) else None


def _reached(
    sentence: Sentence, line: Occurrence, ends: list[Occurrence], trigger: Span, rule: str
) -> Iterator[Stated]:
    for o in ends:
        if o.entity != line.entity:
            yield Stated(
                relation="connects", head=line.entity, tail=o.entity, sentence=sentence.number, rule=rule,
                trigger=trigger, head_at=line, tail_at=o,
            )  # fmt: skip
