"""Members of a group (由…组成, …为成员单位) and firms that join forces (B与C签署合作协议)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.relations.passage import Occurrence, Passage, Sentence
from kg.relations.stated.clauses import ONE_SIDE, left_out_subject
from kg.relations.stated.record import Stated
from kg.vocab import BODY_TYPES, COUNTRY, EVENT, GOVERNMENT_BODY, PLACE_TYPES, ZONE

SCORES = {
    "part/members": 0.9,
    "cooperation/firms": 0.9,
    "part/belongs-to": 0.9,
    "cooperation/is-partner": 0.88,
    "part/enters": 0.9,
    "cooperation/both": 0.88,
}
_GROUP_NAME = re.compile(r"(?:小组|联席会议|指挥部|委员会|工作组|专班|联盟|协调机制)$")
_GROUP_NOUN = re.compile(r"(?:部际|厅际)?联席会议|领导小组|工作小组|工作组|指挥部|委员会|专班|联盟|小组")
_COMPOSED = re.compile(
    r"(?:等)?(?:[0-9一二三四五六七八九十]+个)?(?:有关|相关)?(?:部门|单位|机构|成员|企业|高校)?(?:和单位|及单位|负责同志|负责人|分管负责人)?(?:共同)?(?:组成|参加)|(?:等)?(?:[0-9一二三四五六七八九十]+个)?(?:部门|单位)?为(?:联席会议|领导小组|小组)?成员单位|(?:等)?(?:部门|单位)?(?:为|是)成员"
)
_MEMBERS_ARE = re.compile(r"(?:成员单位|组成单位|成员|组成部门)(?:包括|有|为|是|如下|分别是)?[：:]?\s*$|由\s*$")
_BELONGS = re.compile(r"(?:同样|均|都|现|原)?(?P<verb>隶属于?|从属于|归属于?|直属于?|系|是|为)$")
_BRANCH = re.compile(
    r"(?:旗下|下属|所属)?的?[^，。；、的]{0,6}?(?:子公司|分公司|孙公司|成员企业|成员单位|分支机构|分会|分行|分院|下属企业|下属单位|直属单位|直属机构|附属医院)(?![^，。；])"
)
_ENTERS = re.compile(
    r"(?:[0-9年月日今去明日前近正式宣布已将拟于申请获批]{0,14})(?P<verb>整体并入|并入|划归|划入|加入|退出|脱离)(?:了)?"
)
_BOTH_SIGN = re.compile(
    r"[^，。；]{0,8}?(?P<verb>签署|签订|达成|缔结)(?:了)?[^。；，]{0,30}?(?:合作|战略|伙伴|共建|框架)"
)
_PARTNER = re.compile(r"的[^，。；、的]{0,6}合作(?:机构|伙伴|单位|方)(?:之一)?(?![^，。；])")
_BRANCH_TAIL = re.compile(r"(?:[，。；、\n]|$|后|之后|以来|的)")
_SHORT_NOUN = re.compile(r"(?:该|这家|这个)?[一-龥]{0,3}")
_JOINT = re.compile(r"(?:(?:[0-9]+[日月]|日前|近日|今天|当天|已|将|宣布|正式|计划|拟){0,4})(?:与|同|和|携手|联合)")
_JOINS = re.compile(
    r"[^，。；、（]{0,10}?(达成|签署|签订|签约|建立|保持|开展|缔结|深化|展开|共建|合作|合资(?:成立|设立|组建))(?:了)?(?:[^。；，]{0,14}(?:合作|伙伴|战略|框架协议))?"
    r"(?=[^。；]{0,3}(?:[，。；\n]|$|协议|备忘录|关系|协定|项目))"
)


def statements(passage: Passage) -> Iterator[Stated]:
    """Yield members with their group and firms with their partners, sentence by sentence."""
    for sentence in passage.sentences:
        if len(sentence.occurrences) > 1:
            yield from _members(passage, sentence)
            yield from _partners(passage, sentence)
            yield from _belonging(passage, sentence)
            yield from _entering(passage, sentence)
            yield from _both_sign(passage, sentence)


def _members(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield the members in 「G由A、B、C组成」, 「G成员单位包括A、B」, 「A、B为成员单位」."""
    text = passage.text
    for first, last in sorted(set(sentence.lists)):
        members = [
            o
            for o in sentence.occurrences[first : last + 1]
            if o.type in BODY_TYPES and not o.implied and not sentence.inside[o.order]
        ]
        if last - first < 1 or len(members) < 2:
            continue
        start, end = sentence.units[first][0], sentence.units[last][1]
        after = _COMPOSED.match(text, end, sentence.end)
        before = _MEMBERS_ARE.search(text[max(sentence.start, start - 14) : start])
        if not after and not (before and not before.group().startswith("由")):
            continue
        group = _group_before(passage, sentence, start)
        if group is None or group in {o.entity for o in members}:
            continue
        trigger = after.span() if after else (start - len(before.group()), start)  # type: ignore[union-attr]
        for o in members:
            if o.entity != group:
                yield Stated(
                    relation="partOf", head=o.entity, tail=group, sentence=sentence.number, rule="part/members",
                    trigger=trigger, head_at=o,
                )  # fmt: skip


def _group_before(passage: Passage, sentence: Sentence, at: int) -> int | None:
    """Return the group named in the sentence before ``at``; or, where a noun stands for it, the last one named."""
    own = [
        o.entity
        for o in sentence.occurrences
        if o.start < at
        and o.type in BODY_TYPES | {EVENT}
        and _is_group(passage.words(o))
        and re.match(r"[^。；，]{0,12}(?:由|成员|组成)|，$", passage.text[o.end : at])
    ]
    if own:
        return own[-1]
    if not _GROUP_NOUN.search(passage.text, sentence.start, at):
        return None
    for s in reversed(passage.sentences[: sentence.number]):
        for o in reversed(s.occurrences):
            if o.type in BODY_TYPES | {EVENT} and _is_group(passage.entities[o.entity].name):
                return o.entity
    return None


def _is_group(name: str) -> bool:
    return _GROUP_NAME.search(name) is not None and _GROUP_NOUN.fullmatch(name) is None


def _partners(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield the two firms in 「B与（C国）C签署合作协议」."""
    firms = [o for o in sentence.occurrences if o.type in BODY_TYPES and not o.implied and not sentence.inside[o.order]]
    for a, b in pairwise(firms):
        between = [o for o in sentence.occurrences if a.end <= o.start < b.start]
        start = between[0].start if between and _is_chain_up_to(passage, between, b) else b.start
        governed = ONE_SIDE.search(passage.text, sentence.start, passage.list_span(sentence, a.order)[0])
        if (
            {a.type, b.type} == {GOVERNMENT_BODY}
            or governed
            or any(o.start < start for o in between)
            or not _JOINT.fullmatch(passage.text, a.end, start)
        ):
            continue
        verb = _JOINS.match(passage.text, b.end, sentence.end)
        if verb and not any(verb.start() <= o.start < verb.end() + 3 for o in sentence.occurrences):
            for mate in sentence.occurrences[sentence.lists[a.order][0] : a.order + 1]:
                if mate.type in BODY_TYPES and not sentence.inside[mate.order] and not mate.implied:
                    yield Stated(
                        relation="cooperatesWith", head=mate.entity, tail=b.entity, sentence=sentence.number,
                        rule="cooperation/firms", trigger=verb.span(1), head_at=mate, tail_at=b,
                    )  # fmt: skip


def _belonging(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield part and whole in 「A隶属B」 and 「A…，系B的全资子公司」, partners in 「A是B的合作机构」."""
    for whole in sentence.occurrences[1:]:
        if whole.type not in BODY_TYPES | {ZONE} or whole.implied:
            continue
        start = sentence.units[whole.order][0]
        verb = _BELONGS.search(passage.text[max(sentence.start, start - 8) : start])
        if not verb:
            continue
        partner = _PARTNER.match(passage.text, whole.end, sentence.end) if verb["verb"] in "系是为" else None
        if verb["verb"] in "系是为" and not partner and not _BRANCH.match(passage.text, whole.end, sentence.end):
            continue
        at = start - len(verb.group())
        before = [o for o in sentence.occurrences[: whole.order] if not sentence.inside[o.order]]
        part = before[-1] if before and before[-1].end == at else None
        if part is None and _SHORT_NOUN.fullmatch(passage.text, max(passage.text.rfind("，", 0, at), 0) + 1, at):
            part = left_out_subject(passage, sentence, at)
        if part is None or part.type not in BODY_TYPES | {ZONE} or part.entity == whole.entity:
            continue
        trigger = (start - len(verb["verb"]), start)
        for mate in sentence.occurrences[sentence.lists[part.order][0] : part.order + 1]:
            if mate.type in BODY_TYPES | {ZONE} and not sentence.inside[mate.order] and mate.entity != whole.entity:
                yield Stated(
                    relation="cooperatesWith" if partner else "partOf", head=mate.entity, tail=whole.entity,
                    sentence=sentence.number, rule="cooperation/is-partner" if partner else "part/belongs-to",
                    trigger=trigger, head_at=None if mate.implied else mate, tail_at=whole,
                )  # fmt: skip


def _both_sign(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield the two bodies that 双方 means in 「双方签署《…合作备忘录》」."""
    for a, b in pairwise(sentence.occurrences):
        if not (a.implied and b.implied and a.end == b.start) or not {a.type, b.type} & BODY_TYPES:
            continue
        verb = _BOTH_SIGN.match(passage.text, b.end, sentence.end)
        if verb and COUNTRY not in (a.type, b.type):
            yield Stated(
                relation="cooperatesWith", head=a.entity, tail=b.entity, sentence=sentence.number,
                rule="cooperation/both", trigger=verb.span("verb"),
            )  # fmt: skip


def _entering(passage: Passage, sentence: Sentence) -> Iterator[Stated]:
    """Yield part and whole in 「A并入B」 and 「A退出B」; that the latter is over is for its modality to say."""
    for part, whole in pairwise(sentence.occurrences):
        if not {part.type, whole.type} <= BODY_TYPES or whole.implied or part.entity == whole.entity:
            continue
        verb = _ENTERS.fullmatch(passage.text, part.end, whole.start)
        if verb and _BRANCH_TAIL.match(passage.text, whole.end):
            yield Stated(
                relation="partOf", head=part.entity, tail=whole.entity, sentence=sentence.number, rule="part/enters",
                trigger=verb.span("verb"), head_at=None if part.implied else part, tail_at=whole,
            )  # fmt: skip


def _is_chain_up_to(passage: Passage, places: list[Occurrence], o: Occurrence) -> bool:
    """Whether places stand right before a name (法国 + 达朗集团)."""
    following = [*places[1:], o]
    return all(
        p.type in PLACE_TYPES and passage.text[p.end : n.start] in ("", "的", "“")
        for p, n in zip(places, following, strict=True)
    )
