"""Words that mean a person: 总书记, 总统先生, and the 我 and 你 of one who is quoted.

A title means the only person of the document who holds such a post. Who speaks is the subject of the last 表示 or 指出
of the paragraph; 你 is the other of the two whose meeting the document reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.records import Span
from kg.relations.passage import Passage, Sentence
from kg.relations.posts.record import Post
from kg.vocab import PEOPLE_TYPES

_PARTY_HEAD = re.compile(r"(?:(?<=[，。；：、“\n时])|^)总书记(?!同志)")
_ADDRESSED = re.compile(r"(总统|总理|首相|主席|国王|苏丹|大公|议长|委员长|总督|埃米尔)(?:先生|女士|阁下|陛下|殿下)")
_I = re.compile(
    r"(?:(?<=[，。；：“])|(?<=今年)|(?<=去年)|(?<=前年)|(?<=近日)|(?<=日前)|^)我"
    r"(?![国们省市区县州方军驻党院校司行会部委局厅队家团企社代]|公司|表示|认为|想|希望|相信|觉得)"
)
_YOU = re.compile(r"(?<=[同与对和])[你您](?!们|[国方])")
_BOTH = re.compile(
    r"两国(?:国家)?(?:元首|领导人|总理|总统|外长|议长|防长)(?=(?:共同)?[^，。；]{0,6}(?:签署|签订|宣布|发表))"
)
_SAYS = re.compile(
    r"[^，。；“”]{0,10}(?:表示|强调|指出|介绍|(?<!听|据)说|致辞时?[，说])(?:[，：:“]|[^，。；]{0,6}[，：:“])"
)
_MEETS = re.compile(r"会见|会谈|会晤|通电话|通话|见面|共同主持")
_TITLES = ("总书记", "总统", "总理", "首相", "主席", "国王", "苏丹", "大公", "议长", "委员长", "总督", "埃米尔")
_OWN = re.compile(r"国务院|国家主席|全国|中共|中国")  # 总统先生 is said to a guest, not to a leader of China


class PersonWords:
    """What such words stand for at the present point of a document; sentences must be read in their order."""

    def __init__(self, passage: Passage, posts: Sequence[Post]) -> None:
        self.passage = passage
        self.text = passage.text
        self.holders: dict[str, set[int]] = {}
        for post in posts:
            title = next((t for t in _TITLES if post.role.endswith(t)), None)
            body = passage.entities[post.body.entity].name if post.body else post.role
            if title == "总书记" or (title is not None and "副" not in post.role and not _OWN.search(body)):
                self.holders.setdefault(title, set()).add(post.person.entity)
        self.speaker: int | None = None
        self.met: frozenset[int] = frozenset()
        self.block = 0

    def find(self, sentence: Sentence) -> Iterator[tuple[Span, int]]:
        """Yield the spans of a sentence that mean a person, with the number of the entity."""
        self._enter(sentence)
        words = self.text[sentence.start : sentence.end]
        for pattern in (_PARTY_HEAD, _ADDRESSED):
            for match in pattern.finditer(words):
                title = match.group(1) if pattern is _ADDRESSED else "总书记"
                span = (sentence.start + match.start(), sentence.start + match.end())
                if (person := self._only_holder(title)) is not None and not self._beside_name(sentence, span):
                    yield span, person
        if len(self.met) == 2:
            for match in _BOTH.finditer(words):
                start = sentence.start + match.start()
                for n, person in enumerate(sorted(self.met)):
                    yield (start + n, start + n + 1), person
        if self.speaker is not None:
            for match in _I.finditer(words):
                yield _span(sentence, match), self.speaker
            other = self.met - {self.speaker}
            if len(self.met) == 2 and len(other) == 1:
                for match in _YOU.finditer(words):
                    yield _span(sentence, match), next(iter(other))

    def _enter(self, sentence: Sentence) -> None:
        """Take note of who speaks in a sentence and who met."""
        opens_paragraph = sentence.start == 0 or self.text[sentence.start - 1] == "\n"
        if sentence.block != self.block or opens_paragraph:
            self.speaker = None
        if sentence.block != self.block:
            self.block, self.met = sentence.block, frozenset()
        people = [o for o in sentence.occurrences if o.type in PEOPLE_TYPES]
        for o in people:
            if _SAYS.match(self.text, o.end, sentence.end) and "“" not in self.text[sentence.start : o.start]:
                self.speaker = o.entity
                break
        both = frozenset(o.entity for o in people)
        if not self.met and len(both) == 2 and _MEETS.search(self.text, sentence.start, sentence.end):
            self.met = both

    def _only_holder(self, title: str) -> int | None:
        found = self.holders.get(title, set())
        return next(iter(found)) if len(found) == 1 else None

    def _beside_name(self, sentence: Sentence, span: Span) -> bool:
        return any(o.end == span[0] or o.start == span[1] for o in sentence.occurrences if o.type in PEOPLE_TYPES)


def _span(sentence: Sentence, match: re.Match[str]) -> Span:
    return sentence.start + match.start(), sentence.start + match.end()
