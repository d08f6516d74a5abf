"""Who approved a rule: 经G同意，现将《D》印发; 《D》已经G批准; 经G同意，现就…通知如下.

A body named by its rank alone (省政府, 市委, 两省政府) counts where the document names only one that it can be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.relations.passage import Occurrence, Passage, Sentence
from kg.relations.stated.policies import main_policy
from kg.relations.stated.record import Stated
from kg.vocab import BODY_TYPES, EVENT, GOVERNMENT_BODY, POLICY

SCORES = {"policy/consent": 0.9}
_CONSENT = re.compile(
    r"(?P<passed>已经?|业经|业已|并)?(?:报请?)?经(?!济|营|贸|费|过程|验)(?P<by>[^，。；《》“”：]{1,48}?)"
    r"(?:研究|审核|审查|讨论)?(?P<verb>同意|批准|审定|审议通过|核准|批复|审议并(?:原则)?通过)(?!的)"
)
_NOT_YET = re.compile(r"(?:未|没有|须|需|应当?|必须|要|待|不|未曾)$")
_GOES_OUT = re.compile(r"[^。；《]{0,40}?(?:现将|现把|现)[^。；《]{0,16}$")
_ISSUES_IT = re.compile(r"，[^。；，《]{0,40}?(?:印发|发布|出台|公布|下发|颁布)(?:了|实施)?[^，。；《]{0,4}")
_GIVEN = re.compile(r"[^。；《]{0,24}?(?:印发|发给|公布|发布|转发)")
_HEREBY = re.compile(r"[^。；《]{0,16}现(?:就|将)[^。；《]{0,60}(?:通知|通告|公告)[^。；]{0,8}如下")
_NOTES = re.compile(r"(?:（[^（）]{0,40}）|\([^()]{0,40}\))?(?:等[^，。；《]{0,10})?")
_RANKED = re.compile(
    r"(?<![一-龥])(?:省|市|自治区|区|县|州|盟)(?:委|(?:人民)?政府)|(?<=[、和])(?:省|市|区|县)(?:委|(?:人民)?政府)"
)
_BOTH = re.compile(r"两[省市区]{1,2}(?:人民)?政府$")


def statements(passage: Passage) -> Iterator[Stated]:
    """Yield the bodies that approved the policies of a passage."""
    main = main_policy(passage)
    for sentence in passage.sentences:
        for consent in _CONSENT.finditer(passage.text, sentence.start, sentence.end):
            if _NOT_YET.search(passage.text, sentence.start, consent.start()):
                continue
            bodies = list(dict.fromkeys(_bodies(passage, sentence, consent)))
            for policy in _approved(passage, sentence, consent, main) if bodies else ():
                for body in bodies:
                    yield Stated(
                        relation="approved", head=body, tail=policy, sentence=sentence.number,
                        rule="policy/consent", trigger=consent.span("verb"),
                    )  # fmt: skip


def _bodies(passage: Passage, sentence: Sentence, consent: re.Match[str]) -> Iterator[int]:
    start, end = consent.span("by")
    named = [o for o in sentence.occurrences if start <= o.start and o.end <= end and not o.implied]
    named = [o for o in named if o.type in BODY_TYPES | {EVENT} and not sentence.inside[o.order]]
    for o in named:
        yield o.entity
    words = consent.group("by")
    for ranked in _RANKED.finditer(words):
        yield from _only(passage, ranked.group())
    if _BOTH.search(words):
        both = [n for n in range(len(passage.entities)) if _is_government(passage, n)]
        yield from both if len(both) == 2 else ()


def _only(passage: Passage, ranked: str) -> list[int]:
    """Return the only body of the document that 省政府 or 市委 can mean, or nothing."""
    ending = re.compile(ranked.replace("人民政府", "政府").replace("政府", "(?:人民)?政府") + "$")
    found = [
        n
        for n, e in enumerate(passage.entities)
        if e.type == GOVERNMENT_BODY
        and any(ending.search(name) and len(name) > len(ranked) for name in passage.names[n])
    ]
    return found if len(found) == 1 else []


def _is_government(passage: Passage, number: int) -> bool:
    e = passage.entities[number]
    return e.type == GOVERNMENT_BODY and re.search("[省市区](?:人民)?政府$", e.name) is not None


def _approved(passage: Passage, sentence: Sentence, consent: re.Match[str], main: int | None) -> list[int]:
    """Return the policies that a consent is given to: those before it, those it lets go out, or the notice itself."""
    policies = [o for o in sentence.occurrences if o.type == POLICY]
    before = [o for o in policies if o.end <= consent.start()]
    if before and _NOTES.fullmatch(passage.text, before[-1].end, consent.start()):
        return _mates(sentence, before[-1])
    for o in policies:
        start, end = passage.list_span(sentence, o.order)
        if start >= consent.end() and _GOES_OUT.fullmatch(passage.text, consent.end(), start):
            return _mates(sentence, o) if _GIVEN.match(passage.text, end, sentence.end) else []
        if start >= consent.end() and _ISSUES_IT.fullmatch(passage.text, consent.end(), start):
            return _mates(sentence, o)
    return [main] if main is not None and _HEREBY.match(passage.text, consent.end(), sentence.end) else []


def _mates(sentence: Sentence, policy: Occurrence) -> list[int]:
    first, last = sentence.lists[policy.order]
    return [o.entity for o in sentence.occurrences[first : last + 1] if o.type == POLICY]
