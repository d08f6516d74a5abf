"""Features of a pair of occurrences, as strings, for the pair classifier.

The words around and between the two are read with names replaced by one letter for their type, and with lists and
post phrases closed up: 「A、B和C出席D」 looks the same for A, B and C.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from kg.relations.candidates import Candidate
from kg.relations.constructions import HEAD, TAIL, fitting
from kg.relations.passage import KINDS, LETTERS, Occurrence, Passage, Sentence

WINDOW = 70  # characters of a sentence kept on each side of a pair
MAX_BETWEEN = 60  # characters of the masked words between
_CLAUSE = re.compile(r"[，,。；;：:！？!?\n]")
_DIGITS = re.compile(r"[0-9０-９〇零]+(?:[年月日号时分]|至|-|—|到)?")
_SAID = re.compile(r"(?:表示|指出|强调|认为|介绍|透露|宣称|要求|说|称|告诉[^，。；]{0,6})[，：:“]")
_SUBJECTS = frozenset("PB")
_BRACKETS = re.compile(r"[（(][^（）()]{0,40}[)）]")


@cache
def triggers() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """Return a pattern that finds trigger words, longest first, and the classes of each word."""
    classes: dict[str, list[str]] = {}
    for line in (files("kg.relations") / "triggers.tsv").read_text("utf-8").splitlines():
        if line.startswith("#") or "\t" not in line or line.startswith("class\t"):
            continue
        name, words = line.split("\t")
        for word in words.split():
            classes.setdefault(word, [])
            if name not in classes[word]:
                classes[word].append(name)
    pattern = re.compile("|".join(sorted(classes, key=lambda w: (-len(w), w))))
    return pattern, {w: tuple(c) for w, c in classes.items()}


@lru_cache(maxsize=8192)
def trigger_classes(words: str) -> tuple[str, ...]:
    """Return the trigger words in ``words`` with their classes as ``CLASS=word``, in order."""
    pattern, classes = triggers()
    return tuple(f"{c}={w}" for w in pattern.findall(words) for c in classes[w])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Here:
    """Features of the side of a carried pair that stands in the sentence, whatever the other side is.

    ``triggers``: of each trigger word its feature, and what stands before and after the types in that of its class;
    ``classes``: what stands before the types.
    """

    beginning: list[str]
    words: list[str]
    triggers: list[tuple[str, tuple[str, str]]]
    classes: list[str]

    @classmethod
    def of(cls, before: str, after: str, order: int, o: str) -> _Here:
        clause_before = _CLAUSE.split(before)[-1]
        clause_after = _CLAUSE.split(after, maxsplit=1)[0]
        words = []
        for name, text in (("cb", clause_before[-16:]), ("ca", clause_after[:18])):
            words += [f"{o}{name}{text[k : k + 2]}" for k in range(len(text) - 1)]
        words += [f"{o}l2{before[-2:]}", f"{o}l3{before[-3:]}"]
        words += [f"{o}r2{after[:2]}", f"{o}r3{after[:3]}", f"{o}r4{after[:4]}"]
        found = [(name, c) for name, text in (("tcb", clause_before), ("tca", clause_after))
                 for c in trigger_classes(text)]  # fmt: skip
        return cls(
            beginning=[f"{o}s2{before[:2]}", f"{o}s3{before[:3]}", f"{o}s4{before[:4]}", f"{o}i{order}"],
            words=words,
            triggers=[(f"{o}{name}{c}", (f"{o}{name}", c.split("=")[0])) for name, c in found],
            classes=[
                f"{o}{name}{c}"
                for name, text in (("tsb", before), ("tsa", after))
                for c in sorted({x.split("=")[0] for x in trigger_classes(text)})
            ],
        )


class PairReader:
    """Makes the features of pairs of one passage; what depends on one side only is made once."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.text = passage.text
        self._names: dict[int, tuple[list[int], list[int], list[str]]] = {}
        self._masked: dict[tuple[int, int, int], str] = {}
        self._side: dict[tuple[int, int, str], list[str]] = {}
        self._here: dict[tuple[int, int, str], _Here] = {}
        self._around: dict[int, list[str]] = {}
        self._frames: dict[tuple[int, tuple[tuple[int, str], ...]], str] = {}
        self._fits: dict[tuple[tuple[str, ...], str, str], list[str]] = {}
        self.title_triggers = sorted(set(trigger_classes(passage.title)))
        self.first = [b[0] if b else None for b in passage.by_entity]

    def masked(self, sentence: Sentence, start: int, end: int) -> str:
        """Return text[start:end] with each name as its type's letter and digits as one 0."""
        key = (sentence.number, start, end)
        words = self._masked.get(key)
        if words is None:
            words = self._masked[key] = self._with_letters(sentence, start, end)
        return words

    def _with_letters(self, sentence: Sentence, start: int, end: int) -> str:
        starts, ends, letters = self._names_of(sentence)
        out, at = [], start
        for i in range(bisect.bisect_left(starts, start), bisect.bisect_left(starts, end)):
            if starts[i] >= at:
                out += [self.text[at : starts[i]], letters[i]]
                at = ends[i]
        if at < end:
            out.append(self.text[at:end])
        words = "".join(out)
        if "（" in words or "(" in words:
            words = _BRACKETS.sub("", words)
        return _DIGITS.sub("0", words)

    def _names_of(self, sentence: Sentence) -> tuple[list[int], list[int], list[str]]:
        found = self._names.get(sentence.number)
        if found is None:
            named = [o for o in sentence.occurrences if not o.implied]
            found = ([o.start for o in named], [o.end for o in named], [LETTERS[o.type] for o in named])
            self._names[sentence.number] = found
        return found

    def features(self, candidate: Candidate) -> list[str]:
        """Return the features of a candidate pair."""
        c = candidate
        sentence = self.passage.sentences[c.sentence]
        if not c.how:
            out = self.pair(sentence, c.head, c.tail)
        elif c.absent_is_head:
            out = self.carried(sentence, c.tail, c.head, False, c.how)
        else:
            out = self.carried(sentence, c.head, c.tail, True, c.how)
        state = c.how or ("clean" if self.is_clean(c) else "crossed")
        for name in self.rules(c):
            out += [f"rule {name}", f"rule {name} {state}"]
        for name in self.subject_rules(c):
            out += [f"subject {name}", f"subject {name} {state}"]
        return out

    def is_clean(self, c: Candidate) -> bool:
        """Whether nothing that could take the place of either side stands between the two."""
        sentence = self.passage.sentences[c.sentence]
        i, j = sorted((c.head.order, c.tail.order))
        kinds = {KINDS[c.head.type], KINDS[c.tail.type]}
        lists = (sentence.lists[i], sentence.lists[j])
        return not any(
            KINDS[sentence.occurrences[n].type] in kinds
            for n in range(i + 1, j)
            if not sentence.inside[n] and sentence.lists[n] not in lists
        )

    def rules(self, c: Candidate) -> list[str]:
        """Return the names of the constructions that fit a candidate, for all its relation types."""
        return self._fitting(c.types, self.frame(c), "carried" if c.how else "pair")

    def subject_rules(self, c: Candidate) -> list[str]:
        """Return the names of the constructions that fit a candidate with its head as the subject left out."""
        frame = self.subject_frame(c)
        return self._fitting(c.types, frame, "pair") if frame else []

    def _fitting(self, types: tuple[str, ...], frame: str, scope: str) -> list[str]:
        key = (types, frame, scope)
        names = self._fits.get(key)
        if names is None:
            names = self._fits[key] = [n for relation in types for n in fitting(relation, frame, scope)]
        return names

    def rule(self, c: Candidate, relation: str) -> str | None:
        """Return the first construction of one relation type that fits a candidate, or None."""
        names = fitting(relation, self.frame(c), "carried" if c.how else "pair")
        if not names and (frame := self.subject_frame(c)):
            names = fitting(relation, frame, "pair")
        return names[0] if names else None

    def subject_frame(self, c: Candidate) -> str | None:
        """Return the frame with the head put where the tail's clause leaves its subject out, or None.

        「①…，全长81公里，串联起②」 and 「他…。随后走进②」 read as 「①串联起②」: the head stands before, and no other
        name that could be the subject stands between it and the tail.
        """
        sentence = self.passage.sentences[c.sentence]
        if c.how and not c.absent_is_head:
            return None
        span = self.passage.list_span(sentence, c.tail.order)
        since = sentence.start if c.how else c.head.end
        if since >= span[0]:
            return None
        marks = list(_CLAUSE.finditer(self.text, since, span[0]))
        if not c.how and not marks:
            return None
        wanted = _SUBJECTS | {KINDS[c.head.type]}
        mates = sentence.lists[c.tail.order], sentence.lists[c.head.order] if not c.how else None
        for n, o in enumerate(sentence.occurrences):
            could_be = since <= o.start < span[0] and KINDS[o.type] in wanted and not sentence.inside[n]
            if could_be and o.entity != c.head.entity and sentence.lists[n] not in mates:
                return None
        if not c.how and _SAID.search(self.text, since, span[0]):
            return None
        start = marks[-1].end() if marks else since
        end = min(sentence.end, span[1] + WINDOW)
        return HEAD + self.masked(sentence, start, span[0]) + TAIL + self.masked(sentence, span[1], end)

    def frame(self, c: Candidate) -> str:
        """Return the words around a candidate: the head as ①, the tail as ②, other names as letters."""
        sentence = self.passage.sentences[c.sentence]
        if c.how:
            sides = [(c.tail.order, TAIL)] if c.absent_is_head else [(c.head.order, HEAD)]
        else:
            sides = sorted(((c.head.order, HEAD), (c.tail.order, TAIL)))
        key = (c.sentence, tuple(sides))
        frame = self._frames.get(key)
        if frame is None:
            frame = self._frames[key] = self._framed(sentence, sides)
        return frame

    def _framed(self, sentence: Sentence, sides: list[tuple[int, str]]) -> str:
        orders = [order for order, _ in sides]
        spans = (
            list(self.passage.spans(sentence, *orders))
            if len(orders) == 2
            else [self.passage.list_span(sentence, i) for i in orders]
        )
        start = max(sentence.start, spans[0][0] - WINDOW)
        end = min(sentence.end, spans[-1][1] + WINDOW)
        parts = [self.masked(sentence, start, spans[0][0])]
        for n, (span, (_, sign)) in enumerate(zip(spans, sides, strict=True)):
            until = spans[n + 1][0] if n + 1 < len(spans) else end
            parts += [sign, self.masked(sentence, span[1], until) if span[1] < until else ""]
        return "".join(parts)

    def pair(self, sentence: Sentence, a: Occurrence, b: Occurrence) -> list[str]:
        """Return the features of an ordered pair (head ``a``, tail ``b``) of one sentence."""
        i, j = a.order, b.order
        forward = i < j
        left, right = (i, j) if forward else (j, i)
        same_list = sentence.lists[i] == sentence.lists[j] and sentence.lists[i][0] != sentence.lists[i][1]
        span_l, span_r = self.passage.spans(sentence, left, right)
        between = self.masked(sentence, span_l[1], span_r[0]) if span_l[1] < span_r[0] else ""
        raw_adjacent = sentence.occurrences[right].start - sentence.occurrences[left].end
        o = "F" if forward else "B"
        before = self.masked(sentence, max(sentence.start, span_l[0] - 14), span_l[0])[-10:]
        after = self.masked(sentence, span_r[1], min(sentence.end, span_r[1] + 22))[:16]
        hk, tk = LETTERS[a.type], LETTERS[b.type]
        pair = hk + tk
        commas = len(_CLAUSE.findall(between))
        short = between if len(between) <= 14 else ""
        out = [
            f"o{o}", f"p{pair}", f"po{pair}{o}", f"adj{raw_adjacent == 0}{o}", f"list{same_list}",
            f"com{min(commas, 4)}", f"como{min(commas, 4)}{o}", f"len{min(len(between), 60) // 6}{o}",
            f"k{KINDS[a.type]}{KINDS[b.type]}", f"btw{o}{short}" if short or not between else "btwLONG",
            f"inH{sentence.inside[i]}", f"inT{sentence.inside[j]}", f"n{min(abs(i - j), 6)}",
            f"imp{a.implied:d}{b.implied:d}",
        ]  # fmt: skip
        if short:
            out.append(f"btwp{pair}{o}{short}")
        clipped = between if len(between) <= MAX_BETWEEN else between[:30] + "…" + between[-30:]
        out += [f"b2{o}{clipped[k : k + 2]}" for k in range(len(clipped) - 1)]
        out += [f"b1{o}{c}" for c in clipped]
        out += [f"bs{o}{between[:2]}", f"be{o}{between[-2:]}", f"bs3{o}{between[:3]}", f"be3{o}{between[-3:]}"]
        out += [f"l1{o}{before[-1:]}", f"l2{o}{before[-2:]}", f"l3{o}{before[-3:]}"]
        out += [f"r1{o}{after[:1]}", f"r2{o}{after[:2]}", f"r3{o}{after[:3]}", f"r4{o}{after[:4]}"]
        out += [f"a2{o}{after[k : k + 2]}" for k in range(min(len(after), 14) - 1)]
        for c in trigger_classes(between):
            name = c.split("=")[0]
            out += [f"tb{o}{name}", f"tbw{o}{c}", f"tbp{pair}{o}{name}"]
            if commas == 0:
                out.append(f"tbc{o}{name}")
        tail_after = _CLAUSE.split(after, maxsplit=1)[0]
        for c in trigger_classes(after):
            name = c.split("=")[0]
            out += [f"ta{o}{name}", f"taw{o}{c}"]
        for c in trigger_classes(tail_after):
            out.append(f"tac{o}{pair}{c.split('=')[0]}")
        for c in trigger_classes(before):
            out += [f"tl{o}{c.split('=')[0]}", f"tlw{o}{c}"]
        out += [f"mb{o}{c}" for c in sorted(set(re.findall("[A-Z]", between)))]
        out += self.side(sentence, a, "H") + self.side(sentence, b, "T")
        out += self.around(sentence)
        return out

    def carried(
        self, sentence: Sentence, here: Occurrence, absent: Occurrence, here_is_head: bool, how: str
    ) -> list[str]:
        """Return the features of a pair whose one side stands in an earlier sentence.

        Args:
            how: where the absent side comes from (``first``, ``last``, ``title`` …).
        """
        i = here.order
        distance = here.sentence - absent.sentence
        a, b = (here, absent) if here_is_head else (absent, here)
        pair = LETTERS[a.type] + LETTERS[b.type]
        o = "c" + ("H" if here_is_head else "T")
        own = self._carried_to(sentence, here, o)
        again = any(x.type == absent.type for x in sentence.occurrences)
        out = [
            f"{o}", f"{o}p{pair}", f"{o}how{how}", f"{o}howp{how}{pair}", f"{o}d{min(distance, 4)}",
            f"{o}again{again}{pair}", f"{o}in{sentence.inside[i]}", f"{o}n{min(len(sentence.occurrences), 5)}",
            *own.beginning,
            f"{o}block{self.passage.sentences[absent.sentence].block == sentence.block}",
            *own.words,
        ]  # fmt: skip
        for trigger, class_ in own.triggers:
            out += [trigger, f"{class_[0]}{pair}{class_[1]}"]
        out += [f"{x}{pair}" for x in own.classes]
        out += self.side(sentence, here, o + "X")
        held = self.passage.sentences[absent.sentence]
        out += self.side(held, absent, o + "Y")
        out += self.around(sentence)
        return out

    def _carried_to(self, sentence: Sentence, here: Occurrence, o: str) -> _Here:
        key = (sentence.number, here.order, o)
        if key not in self._here:
            span = self.passage.list_span(sentence, here.order)
            before = self.masked(sentence, sentence.start, span[0])
            after = self.masked(sentence, span[1], sentence.end)
            self._here[key] = _Here.of(before, after, min(here.order, 3), o)
        return self._here[key]

    def side(self, sentence: Sentence, o: Occurrence, name: str) -> list[str]:
        """Return the features of one side alone."""
        key = (sentence.number, o.order, name)
        found = self._side.get(key)
        if found is None:
            words = self.text[o.start : o.end]
            letter = LETTERS[o.type]
            first = self.first[o.entity]
            found = [
                f"s1{letter}{words[-1:]}", f"s2{letter}{words[-2:]}", f"s3{letter}{words[-3:]}",
                f"p2{letter}{words[:2]}",
                f"ttl{letter}{self.passage.in_title[o.entity]}", f"len{letter}{min(len(words), 12) // 3}",
                f"fst{letter}{first is not None and first.start == o.start}",
                f"frq{letter}{min(len(self.passage.by_entity[o.entity]), 4)}",
                f"t{letter}",
            ]  # fmt: skip
            found = self._side[key] = [name + x for x in found]
        return found

    def around(self, sentence: Sentence) -> list[str]:
        """Return the features of the sentence as a whole."""
        found = self._around.get(sentence.number)
        if found is None:
            words = self.text[sentence.start : sentence.end]
            found = [f"S{c}" for c in sorted({x.split("=")[0] for x in trigger_classes(words)})]
            found += [f"Snum{min(sentence.number, 3)}", f"Shead{sentence.is_heading}", f"Sbeg{words[:2]}"]
            found += [f"Sttl{c}" for c in self.title_triggers]
            self._around[sentence.number] = found
        return found
