"""A document as the relation stage reads it: sentences with their occurrences, lists, chains and blocks.

An *occurrence* is one mention of an entity in a sentence. An *implied* occurrence stands for words that are no name
but mean one without doubt (中方, 双方, 本办法). A *block* is one news item: a digest holds several, each under its
heading. All spans are characters of the text, half-open.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.records import DocumentEntity, Span
from kg.text import metadata
from kg.vocab import (
    BODY_TYPES,
    CITY,
    COMPANY,
    COUNTRY,
    COUNTY,
    EVENT,
    GOVERNMENT_BODY,
    OFFICIAL,
    ORGANIZATION,
    PEOPLE_TYPES,
    PERSON,
    PLACE,
    PLACE_TYPES,
    POLICY,
    PORT,
    PROJECT,
    PROVINCE,
    ZONE,
)

LETTERS = {
    COUNTRY: "C", PROVINCE: "V", CITY: "Y", COUNTY: "U", PLACE: "L", ZONE: "Z", PORT: "O", OFFICIAL: "P", PERSON: "P",
    GOVERNMENT_BODY: "G", COMPANY: "M", ORGANIZATION: "R", POLICY: "D", EVENT: "E", PROJECT: "J",
}  # fmt: skip
KINDS = {
    t: ("P" if t in PEOPLE_TYPES else "B" if t in BODY_TYPES else "L" if t in PLACE_TYPES else "X") for t in LETTERS
}
KINDS |= {POLICY: "D", EVENT: "E", PROJECT: "J", PORT: "L"}
_LIST_GAP = re.compile(r"[”’》」]?(?:、|[，,]?以及|和|与|及|暨|兼|，(?=《)|[和与](?:夫人|妻子|丈夫))[“‘《「]?")
_HELD = "举行|召开|开幕|闭幕|启动|举办|拉开帷幕|开赛|落幕|揭幕|开营|收官|结束"
_OPENS = re.compile(rf"[”）)]?(?:[^，。；、的]|(?<=日)，){{0,30}}?(?:{_HELD})")
_CONVENES = re.compile(r"(?:召开|举行|举办|主持召开|主持|开幕的|召开的|举行的)(?:了)?[^，。；、的]{0,6}$")
_TOLD = re.compile(r"(?:祝贺|恭喜|庆祝|欢迎|期待|希望|得知)[^，。；]{0,8}$|(?:表示|指出|强调)，[^“]*$")
_BRACKETS = re.compile(r"[（(][^（）()]{0,40}[)）]")
_MIXED = frozenset("BLJ")  # kinds that stand in one list: 走进A公司、B园区和C工程
_SHORT_FORM = re.compile(r"[（(](?:以下)?(?:统称|简称|下称|合称|又称)?(?:为)?[：:]?[“‘《「]?")
_NUMBERED = re.compile(r"[（(][^（）()]{0,16}")
_JOINS = frozenset("和与及至到")
_LEVELS = {COUNTRY: 0, PROVINCE: 1, CITY: 2, COUNTY: 3, ZONE: 4, PORT: 5, PLACE: 5}
MAX_HEADING = 42  # characters
_HEADING_END = re.compile(r"[。；;，,：:！？…]\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One mention of entity number ``entity`` in sentence number ``sentence``; ``order`` counts within the sentence."""

    start: int
    end: int
    entity: int
    type: str
    sentence: int
    order: int = 0
    implied: bool = False


@dataclass(slots=True, kw_only=True)
class Sentence:
    """A sentence with its occurrences in order.

    ``units[i]`` is the span that occurrence i fills with what belongs to it (the coarser places before it, the post
    before a name); ``lists[i]`` are the orders of the first and last member of the list it stands in.
    """

    number: int
    start: int
    end: int
    block: int
    occurrences: list[Occurrence] = field(default_factory=list)
    units: list[Span] = field(default_factory=list)
    lists: list[tuple[int, int]] = field(default_factory=list)
    inside: list[bool] = field(default_factory=list)
    is_heading: bool = False


class Passage:
    """The document view that all constructions and the pair classifier share."""

    def __init__(
        self, text: str, entities: Sequence[DocumentEntity], sentences: Sequence[Span], title: str = "",
        publisher: str | None = None,
    ) -> None:  # fmt: skip
        self.text = text
        self.entities = tuple(entities)
        self.title = title
        self.publisher = publisher
        self.names = [frozenset((e.name, *e.surfaces)) for e in self.entities]
        self.sentences = self._cut(sentences)
        self._place_occurrences()
        self.by_entity: list[list[Occurrence]] = [[] for _ in self.entities]
        for sentence in self.sentences:
            for occurrence in sentence.occurrences:
                self.by_entity[occurrence.entity].append(occurrence)
        self.convened = [self._find_convened(sentence) for sentence in self.sentences]
        self.in_title = [any(len(n) > 1 and n in title for n in names) for names in self.names]

    def words(self, occurrence: Occurrence) -> str:
        """Return the surface of an occurrence."""
        return self.text[occurrence.start : occurrence.end]

    def _cut(self, spans: Sequence[Span]) -> list[Sentence]:
        """Return the sentences, each with the number of its block."""
        out: list[Sentence] = []
        block = 0
        for number, (start, end) in enumerate(spans):
            words = self.text[start:end]
            opens_line = start == 0 or self.text[start - 1] == "\n"
            heading = (
                opens_line
                and words.endswith("\n")
                and 4 < len(words.strip()) <= MAX_HEADING
                and not _HEADING_END.search(words)
            )
            if heading and out and not out[-1].is_heading:
                block += 1
            out.append(Sentence(number=number, start=start, end=end, block=block, is_heading=heading))
        return out

    def _place_occurrences(self) -> None:
        starts = [s.start for s in self.sentences]
        flat = sorted(
            (start, -end, number) for number, e in enumerate(self.entities) for start, end in e.mentions if end > start
        )
        frames = {at for start, end in metadata.frames(self.text) for at in range(start, end)}
        reached = -1
        for start, minus_end, number in flat:
            if start < reached or not starts or start in frames:
                continue
            reached = -minus_end
            sentence = self.sentences[max(bisect.bisect_right(starts, start) - 1, 0)]
            if self._is_short_form(sentence, start, number):
                continue
            sentence.occurrences.append(
                Occurrence(
                    start=start, end=-minus_end, entity=number, type=self.entities[number].type,
                    sentence=sentence.number, order=len(sentence.occurrences),
                )
            )  # fmt: skip

    def _is_short_form(self, sentence: Sentence, start: int, number: int) -> bool:
        """Whether a mention is the short form in brackets after the full name (…有限公司（以下简称“…”）)."""
        before = sentence.occurrences[-1] if sentence.occurrences else None
        return (
            before is not None
            and before.entity == number
            and _SHORT_FORM.fullmatch(self.text, before.end, start) is not None
        )

    def _find_convened(self, sentence: Sentence) -> Occurrence | None:
        """Return the event that a sentence says is being held: it stays in focus while others are mentioned."""
        for o in sentence.occurrences:
            if o.type != EVENT or _TOLD.search(self.text, sentence.start, o.start):
                continue
            if _OPENS.match(self.text, o.end, sentence.end) or _CONVENES.search(self.text, sentence.start, o.start):
                return o
        return None

    def insert(self, sentence: Sentence, extra: Sequence[Occurrence]) -> None:
        """Put implied occurrences into a sentence and number all again."""
        merged = sorted([*sentence.occurrences, *extra], key=lambda o: (o.start, o.end))
        sentence.occurrences = [replace(o, order=n) for n, o in enumerate(merged)]

    def find_units(self, posts: dict[int, int]) -> None:
        """Fill ``units``, ``lists`` and ``inside`` of every sentence.

        Args:
            posts: the start of the post phrase before a person, by the start of the person's name.
        """
        for sentence in self.sentences:
            occurrences = sentence.occurrences
            sentence.units = [(o.start, o.end) for o in occurrences]
            sentence.inside = [False] * len(occurrences)
            for i, o in enumerate(occurrences):
                self._extend_unit(sentence, i, o, posts)
            self._find_lists(sentence)

    def _extend_unit(self, sentence: Sentence, i: int, o: Occurrence, posts: dict[int, int]) -> None:
        if o.implied:
            return
        start = posts.get(o.start)
        if start is not None:
            sentence.units[i] = (start, o.end)
            for j in range(i - 1, -1, -1):
                if sentence.occurrences[j].start < start:
                    break
                sentence.inside[j] = True
        elif i and self._is_between(sentence, i, o):
            return
        elif i and o.type in _LEVELS and self.is_chain(sentence.occurrences[i - 1], o):
            sentence.units[i] = (sentence.units[i - 1][0], o.end)
            sentence.inside[i - 1] = True
        elif i and o.type == POLICY and sentence.occurrences[i - 1].type in BODY_TYPES:
            if sentence.occurrences[i - 1].end == o.start:
                sentence.units[i] = (sentence.units[i - 1][0], o.end)
        elif i and o.type in BODY_TYPES | {PROJECT} and self.is_chain(sentence.occurrences[i - 1], o):
            sentence.units[i] = (sentence.units[i - 1][0], o.end)

    def _is_between(self, sentence: Sentence, i: int, o: Occurrence) -> bool:
        """Whether the place before is one end of a line (连接A和B的J, A至B的J), and no place that J belongs to."""
        start = sentence.units[i - 1][0]
        return self.text[sentence.occurrences[i - 1].end : o.start] == "的" and self.text[start - 1 : start] in _JOINS

    def is_chain(self, coarse: Occurrence, fine: Occurrence) -> bool:
        """Whether two occurrences touch and the first is a place that can hold the second (黑龙江省 + 黑河市)."""
        if coarse.implied or coarse.type not in PLACE_TYPES or not 0 <= fine.start - coarse.end <= 1:
            return False
        if fine.start > coarse.end and self.text[coarse.end] not in "的“":
            return False
        return _LEVELS.get(fine.type, 9) > _LEVELS[coarse.type] or fine.type == coarse.type == PLACE

    def _find_lists(self, sentence: Sentence) -> None:
        occurrences = sentence.occurrences
        sentence.lists = [(i, i) for i in range(len(occurrences))]
        members = [
            i
            for i, o in enumerate(occurrences)
            if not sentence.inside[i] and not o.implied and self.issued_by(sentence, i) is None
        ]
        run: list[int] = []
        for i in members:
            if run and sentence.units[i][0] <= occurrences[run[-1]].start:
                run = run[:-1]
            if run and self._coordinated(sentence, run[-1], i):
                run.append(i)
                continue
            self._close(sentence, run)
            run = [i]
        self._close(sentence, run)

    def issued_by(self, sentence: Sentence, i: int) -> Occurrence | None:
        """Return the policy that a body is named with as its issuer: 国务院《B》, 《A》（国务院令第5号）."""
        o = sentence.occurrences[i]
        if o.type not in BODY_TYPES:
            return None
        after = sentence.occurrences[i + 1 : i + 2]
        if after and after[0].type == POLICY and sentence.units[i + 1][0] <= o.start:
            return after[0]
        before = sentence.occurrences[i - 1] if i else None
        if before is None or before.type != POLICY or not _NUMBERED.fullmatch(self.text, before.end, o.start):
            return None
        return before

    def _close(self, sentence: Sentence, run: list[int]) -> None:
        if len(run) > 1:
            for i in run:
                sentence.lists[i] = (run[0], run[-1])

    def _coordinated(self, sentence: Sentence, i: int, j: int) -> bool:
        a, b = sentence.occurrences[i], sentence.occurrences[j]
        if KINDS[a.type] != KINDS[b.type] and {KINDS[a.type], KINDS[b.type]} - _MIXED:
            return False
        gap = _BRACKETS.sub("", self.text[a.end : sentence.units[j][0]])
        if not gap:
            return a.type == b.type and a.type in (POLICY, GOVERNMENT_BODY)
        if gap == "，" and KINDS[a.type] == KINDS[b.type] == "P":
            return all(sentence.units[n][0] < sentence.occurrences[n].start for n in (i, j))
        return _LIST_GAP.fullmatch(gap) is not None

    def spans(self, sentence: Sentence, i: int, j: int) -> tuple[Span, Span]:
        """Return the spans of occurrences i < j with what belongs to them: lists, else units, else the names alone.

        Members of one list, and a name inside the other's unit, are not widened.
        """
        if sentence.lists[i] != sentence.lists[j]:
            wide = self.list_span(sentence, i), self.list_span(sentence, j)
            if wide[0][1] <= wide[1][0]:
                return wide
        units = sentence.units[i], sentence.units[j]
        if units[0][1] <= units[1][0]:
            return units
        a, b = sentence.occurrences[i], sentence.occurrences[j]
        return (a.start, a.end), (b.start, b.end)

    def list_span(self, sentence: Sentence, i: int) -> Span:
        """Return the span of the whole list that occurrence i stands in."""
        first, last = sentence.lists[i]
        return sentence.units[first][0], sentence.units[last][1]
