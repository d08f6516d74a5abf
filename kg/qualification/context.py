"""Where a relation stands in its sentence: its clause, the words that state it, and the names around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from kg.records import DocumentEntity, RelationMention, Span

_BORDER = re.compile(r"[，；：。！？\n,;!?]")
_REACH = 6  # sentences of the same paragraph
_LIST_REACH = 40  # items of one decision
_ITEM = re.compile(
    r"\s*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、]|任命|免去|决定[任免]|接受|补选|批准)"
)
_APPOINTS = re.compile("任命|提名|选举|补选|推举|推选|聘任|提议|推荐")
_QUOTED = re.compile(r"《[^《》]*》|“[^“”]{1,16}”")

ACTS = {
    "holdsPost": (
        r"任命|任职|补选|推举|递补|转任|升任|改任|就任|出任|担任|兼任|调任|当选(?!的)|选举|推选|接任|继任|上任(?!务)|履新|就职|聘任|获任|连任|卸任|"
        r"(?<![主责信现原前时历离卸放担曾首委聘留])任(?![务何期意职命教性免用])|曾任|历任|免去|免除|免职|辞去|辞任|辞职|罢免|撤销|提名|不再|退休|离任"
    ),
    "locatedIn": r"位于|地处|坐落|设在|落户|总部|迁入|迁至|入驻|迁出|搬离",
    "heldIn": r"举行|举办|召开|开幕|闭幕|启动|落幕|开赛|开展|召开",
    "participatesIn": r"出席|缺席|参加|主持|列席|与会|致辞|参会|参展|发言|讲话|演讲|举办|主办|承办",
    "visited": r"访问|出访|到访|访华|考察|调研|视察|走访|来到|前往|抵达|赴|看望|慰问|参观|检查",
    "met": r"会见|会谈|会晤|通电话|通话|会面|座谈|交谈|话别|见面|磋商",
    "issued": r"印发|发布|公布|出台|下发|颁布|制定|公告|发表|提出|推出|转发|征求意见|听取[^，。；]{0,30}意见|签署|起草",
    "approved": r"审议通过|表决通过|否决|通过|批准|审议|核准|批复|同意|审定|审查",
    "signed": r"签署|签订|签约|草签|缔结|达成|签",
    "basedOn": r"根据|依据|按照|依照|贯彻|落实|转发",
    "amends": r"修改|修订|修正|废止|替代|取代|代替|撤销|失效",
    "develops": (
        r"建设|建成|承建|投资|开发|修建|打造|运营|共建|收购|控股|参股|入股|开工|"
        r"动工|投产|投运|竣工|完工|兴建|投建|实施|发射|研制|成立|设立"
    ),
    "partOf": r"隶属|所属|下属|旗下|成员|子公司|分公司|加入|退出|组成部分|属于",
    "cooperatesWith": r"合作|伙伴|联合|携手|协作",
    "connects": r"连接|联通|连通|贯通|途经|直达|通往|开往|开通|通车|延伸|通达",
    "adjacentTo": r"接壤|毗邻|交界|相邻|相望",
}
_TAKES = re.compile(
    r"(?:同志)?(?:[0-9月日年]{0,11}|(?:近日|日前|今[天日]|昨[天日])?)(?:拟任|拟提名|拟提拔|拟转任|提名|任命|被提名|被任命|当选|就任|出任|升任|调任|转任|改任)"
)
_WITH_OBJECT = frozenset({"issued", "approved", "signed", "visited", "met", "develops"})
_ACT = {name: re.compile(pattern) for name, pattern in ACTS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A relation in its sentence. All fields but ``text`` are characters of the text.

    ``anchor`` is the span of the words that state the relation: the trigger, else an act word near the names, else the
    first name; ``is_act`` is false in that last case. ``clause`` holds the anchor. ``quoted`` are titles and short
    quotations, ``names`` the mentions. ``earlier`` are the sentences before it in its paragraph, the nearest first;
    for an item of a decision (``listed``) the items and the heading before it too.
    """

    text: str
    relation: RelationMention
    anchor: Span
    is_act: bool
    clause: Span
    sentence: Span
    quoted: tuple[Span, ...]
    names: tuple[Span, ...]
    earlier: tuple[Span, ...] = ()
    listed: bool = False

    def in_quotation(self, position: int) -> bool:
        """Whether a position lies inside a title or a quotation."""
        return any(a < position < b for a, b in self.quoted)

    def in_name(self, position: int) -> bool:
        """Whether a position lies inside a mention."""
        return any(a <= position < b for a, b in self.names)

    def is_part_of_name(self, start: int, end: int) -> bool:
        """Whether a stretch of text lies within a mention."""
        return any(a <= start and end <= b for a, b in self.names)

    def begins_name(self, position: int) -> bool:
        """Whether a mention begins at a position."""
        return any(a == position for a, _ in self.names)

    def is_present_post(self) -> bool:
        """Whether the post stands before a name that takes or fills another: 任命镇长P为局长, 副市长P拟任局长."""
        head, tail = self.relation.head_span, self.relation.tail_span
        if self._takes_another():
            return True
        if self.relation.type != "holdsPost" or head is None or tail is None or tail[0] > head[0]:
            return False
        if not self.text.startswith(("为", "出任", "担任", "任"), head[1]):
            return False
        verbs = list(_APPOINTS.finditer(self.text, self.sentence[0], tail[0]))
        return bool(verbs) and not re.search("[，。；：]", self.text[verbs[-1].end() : head[0]])

    def _takes_another(self) -> bool:
        """Whether the role stands right before the name, and the name before the words of an appointment."""
        head, role = self.relation.head_span, self.relation.trigger
        if self.relation.type != "holdsPost" or head is None or role is None or role[1] != head[0]:
            return False
        if self.text[slice(*role)] != self.relation.role:
            return False
        return _TAKES.match(self.text, head[1], self.sentence[1]) is not None

    def before(self) -> str:
        """Return the words of the clause before the anchor."""
        return self.text[self.clause[0] : self.anchor[0]]

    def after(self) -> str:
        """Return the words of the clause after the anchor."""
        return self.text[self.anchor[1] : self.clause[1]]


class Sentences:
    """The sentences of one text with what stands in them, made once for all its relations."""

    def __init__(self, text: str, sentences: Sequence[Span], entities: Sequence[DocumentEntity]) -> None:
        self._text = text
        self._sentences = sorted(sentences)
        self._starts = [s for s, _ in self._sentences]
        self._quoted = [m.span() for m in _QUOTED.finditer(text)]
        self._names = sorted({m for e in entities for m in e.mentions})

    def context(self, relation: RelationMention) -> Context:
        """Return where a relation stands."""
        sentence = relation.sentence
        quoted = _within(self._quoted, sentence)
        anchor, is_act = self._anchor(relation, quoted)
        earlier, listed = self._earlier(relation)
        return Context(
            text=self._text,
            relation=relation,
            anchor=anchor,
            is_act=is_act,
            clause=clause_of(self._text, sentence, anchor),
            sentence=sentence,
            quoted=quoted,
            names=_within(self._names, sentence),
            earlier=earlier,
            listed=listed,
        )

    def _earlier(self, relation: RelationMention) -> tuple[tuple[Span, ...], bool]:
        """Return the sentences before that of a relation as far as its paragraph or list reaches, the nearest first."""
        text, at = self._text, relation.sentence[0]
        here = bisect_left(self._starts, at)
        out: list[Span] = []
        stops, listed = 0, False
        for start, end in reversed(self._sentences[max(0, here - _LIST_REACH) : here]):
            body = text[start:end].rstrip()
            if "\n" in text[start + len(body) : end]:
                if relation.type != "holdsPost" or not _ITEM.match(text, at):
                    break
                listed = True
            stops += not body.endswith(("；", ";", "：", ":"))
            if stops > _REACH and not listed:
                break
            out.append((start, end))
            at = start
        return tuple(out), listed

    def _anchor(self, relation: RelationMention, quoted: Sequence[Span]) -> tuple[Span, bool]:
        """Return the words that state the relation and whether they are an act (not only names side by side)."""
        act = _ACT[relation.type]
        trigger = relation.trigger
        if trigger is not None and (
            relation.type != "holdsPost" or act.search(self._text[trigger[0] : trigger[1]]) is not None
        ):
            return self._own_act(relation, trigger, quoted) or trigger, True
        spans = sorted(s for s in (relation.head_span, relation.tail_span, trigger) if s is not None)
        if not spans:
            return (relation.sentence[0], relation.sentence[0]), False
        start, end = spans[0][0], spans[-1][1]
        region = clause_of(self._text, relation.sentence, (start, end))
        role = _role_span(self._text, relation, region)
        hits = [
            m.span() for m in act.finditer(self._text, *region)
            if not any(a <= m.start() < b for a, b in (*quoted, *spans, *role, *self._names_in(region)))
        ]  # fmt: skip
        chosen = self._nearest(relation, hits, start, end)
        if chosen is not None:
            return chosen, True
        return spans[0], False

    def _names_in(self, region: Span) -> tuple[Span, ...]:
        return _within(self._names, region)

    def _own_act(self, relation: RelationMention, trigger: Span, quoted: Sequence[Span]) -> Span | None:
        """Return the act word in the object's own clause if the trigger stands before it (印发A，并将发布B)."""
        tail = relation.tail_span
        if relation.type not in _WITH_OBJECT or tail is None or tail[0] < trigger[1]:
            return None
        clause = clause_of(self._text, relation.sentence, tail)
        if clause[0] < trigger[1]:
            return None
        hits = [m.span() for m in _ACT[relation.type].finditer(self._text, clause[0], tail[0])]
        free = [h for h in hits if not any(a <= h[0] < b for a, b in quoted)]
        if not free and relation.type == "visited":  # 12日在A考察，13日到B看望
            after = [m.span() for m in _ACT["visited"].finditer(self._text, tail[1], clause[1])]
            return after[0] if after else None
        return free[-1] if free else None

    def _nearest(self, relation: RelationMention, hits: list[Span], start: int, end: int) -> Span | None:
        """Return the act word that joins the names: between them, else after them, else before."""
        goal = relation.tail_span or relation.head_span or (start, end)
        near = clause_of(self._text, relation.sentence, goal)
        both = relation.head_span is not None and relation.tail_span is not None
        close = [h for h in hits if near[0] <= h[0] < near[1]] if both and near[0] > start else []
        between = [h for h in hits if start < h[0] < end]
        if close or between:
            return min(close or between, key=lambda hit: abs(hit[0] - goal[0]))
        after = [h for h in hits if h[0] >= end]
        before = [h for h in hits if h[1] <= start]
        if relation.type == "holdsPost":
            near_after = [h for h in after if h[0] - end <= len(relation.role or "") + 4]
            near_before = [h for h in before if start - h[1] <= 12]
            posts = near_before or near_after
            return posts[-1] if posts else None
        if after:
            return after[0]
        return before[-1] if before else None


def _role_span(text: str, relation: RelationMention, region: Span) -> list[Span]:
    """Return where the role stands, so that 任 in 主任 is no verb."""
    if not relation.role:
        return []
    return [m.span() for m in re.finditer(re.escape(relation.role), text[: region[1]]) if m.start() >= region[0]]


def _within(spans: Sequence[Span], outer: Span) -> tuple[Span, ...]:
    first = bisect_left(spans, (outer[0], 0))
    out = []
    for span in spans[first:]:
        if span[0] >= outer[1]:
            break
        out.append(span)
    return tuple(out)


def clause_of(text: str, sentence: Span, span: Span) -> Span:
    """Return the clause of a sentence that holds a span, from mark to mark."""
    left = sentence[0]
    for match in _BORDER.finditer(text, sentence[0], max(span[0], sentence[0])):
        left = match.end()
    right = _BORDER.search(text, max(span[1], span[0] + 1), sentence[1])
    return left, right.start() if right else sentence[1]
