"""What a passage has said so far: what is measured, whom it is about, and the members of its last list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.observations.about import Holders
from kg.records import Span
from kg.temporal.reading import DURATION, TimeExpression

OF_THE_WHOLE = ("全省", "全市", "全区", "全县", "全州")  # said of the place named before
_OWN = (*OF_THE_WHOLE, "当地")
_REGION_ENDS = ("省", "市", "县", "自治区", "自治州")
_NO_HOLDER = (
    "地区",
    "区域",
    "领域",
    "行业",
    "企业",
    "产品",
    "商品",
    "项目",
    "公司",
    "机构",
    "部门",
    "系统",
    "平台",
    "集群",
    "产业",
)

BEARER = re.compile(
    r"[^，。；、的\s]{2,18}?(?:铁路|高铁|公路|高速|大桥|隧道|电站|机场|航站楼|码头|港区|工程|项目|园区|基地|水库|管道|线路|运河|通道|场馆|中心)"
)  # what a measure describes: 全长825公里的和若铁路

_ACTS_ITSELF = re.compile(
    r"(?:[、和与][^、和与，。；\s]{2,12}?)*(?:还|已经?|再次?|紧急|共同?|累计|联合|今年|会同[^，。；]{2,12}?)*"
    r"(?:支持|预拨|下达|拨付|安排|审计|派出|调派|调拨|组织|查处|破获|发放|投入|出资|帮扶|约谈|抽检|抽查|检查|实施|签发|办理|推行|开通|建成|建设|累计)"
)  # 财政部紧急预拨2亿元: no source, but whose deed it is
_THIS = ("这家", "一家", "这个", "这座", "这处", "该")
_ASIDE = 120  # characters that brackets may hold

Named = tuple[str, str | None]
"""An indicator and whom it is about."""


@dataclass(slots=True)
class Passage:
    """The text and the state that carries from clause to clause.

    ``plain`` is the text with its times as spaces. ``broad`` is the holder that outlasts its sentence and ``home`` the
    first whole named (我国, 全省), each with the id of its entity; ``place`` is what 全省 stands for.
    ``narrow``: the holder is an industry or product; ``told``: a clause without figures has named it; ``counted``: it
    was itself counted; ``divided``: the sentence goes part by part (分地区看); ``fenced``: the noun of the last group
    that a figure only bounded; ``measured``: the last indicator and, if it was a level, its unit; ``aside``: where
    brackets end, and what was said before them.
    """

    text: str
    plain: str
    holders: Holders
    indicator: str | None = None
    about: str | None = None
    about_entity: str | None = None
    broad: tuple[str | None, str | None] = (None, None)
    home: tuple[str | None, str | None] = (None, None)
    place: str | None = None
    narrow: bool = False
    told: bool = False
    counted: bool = False
    divided: bool = False
    fenced: str | None = None
    measured: tuple[str, str] = ("", "")
    aside: tuple[int, tuple[str | None, str | None, str | None, tuple[str | None, str | None], bool] | None] = (0, None)
    listed: list[Named] = field(default_factory=list)
    recent: list[Named] = field(default_factory=list)

    def begin_sentence(self, sentence: Span) -> None:
        """Forget what holds for one sentence only; 其中 goes on with the last."""
        if not self.text.startswith("其中", sentence[0]):
            self.back_to_broad()
        self.recent = []
        self.told = False
        self.divided = False

    def begin_report(self) -> None:
        """Forget all that was said: a headline that names somebody begins another report."""
        self.indicator = self.place = None
        self.about = self.about_entity = None
        self.broad = self.home = (None, None)
        self.listed = []

    def back_to_broad(self) -> None:
        """Let the next figures be about what outlasts the sentence."""
        self.about, self.about_entity = self.broad

    def leave_region(self) -> None:
        """Forget a region whose figures are over: 各地 says that the next are those of many."""
        if self.holders.is_region(self.broad[1]):
            self.broad = (None, None)
            self.back_to_broad()

    def leave_brackets(self, position: int) -> None:
        """Take up again at ``position`` what was said before brackets that end before it."""
        opened, state = self.aside
        if state is None or position < opened:
            return
        self.indicator, self.about, self.about_entity, self.broad, self.narrow = state
        self.aside = (0, None)

    def enter_brackets(self, position: int) -> None:
        """Remember what was said, if ``position`` stands in brackets."""
        opened = self.text.rfind("（", max(0, position - _ASIDE), position)
        if self.aside[1] is not None or opened < 0 or self.text.find("）", opened, position) >= 0:
            return
        closed = self.text.find("）", position, position + _ASIDE)
        if closed >= 0:
            self.aside = (closed, (self.indicator, self.about, self.about_entity, self.broad, self.narrow))

    def in_region(self) -> bool:
        """Whether the figures are about a place by name, whose industries are part of what is measured there."""
        return self.holders.is_region(self.about_entity)

    def set_about(self, span: Span, *, lasting: bool = True) -> None:
        """Let the next figures be about the name at a span of the text.

        Args:
            lasting: it holds beyond its sentence.
        """
        standing = self.holders.stands_for(self.text, span)
        name = self.text[slice(*(standing.meant if standing else span))].strip()
        source = self.holders.is_source(name)
        if name in _NO_HOLDER or (source and _ACTS_ITSELF.match(self.text, span[1]) is None):
            return
        entity = standing.entity if standing else self.holders.entity_of(*span)
        if name in _OWN or self.text.startswith("当地", span[0]):
            name = self.place or name
        elif (
            entity is not None or name.endswith(_REGION_ENDS) or self.holders.ends_with_one(*span)  # 湖南岳阳
        ):
            self.place = name
        elif (first := self.holders.at(span[0])) is not None and first[1] < span[1]:
            self.place = self.text[slice(*first)]  # 北京受灾地区
        self.about, self.about_entity = name, entity
        whole = (0, len(name))
        named = entity is not None or self._is_single(span[0])
        self.narrow = not named and whole in (
            self.holders.sort(name, *whole),
            self.holders.listed_sorts(name, *whole),
        )
        if self.holders.is_home(name) and self.home[0] is None:
            self.home = (name, entity)
        if (
            ((lasting and not source) or self.holders.is_edition(name))
            and not self.narrow
            and not name.startswith("《")
            and not self.text.startswith("、", span[1])
        ):
            self.broad = (name, entity)

    def _is_single(self, start: int) -> bool:
        """Whether a noun at a character position means one thing of its kind (这家芯片企业)."""
        return self.text.endswith(_THIS, 0, start)


def blanked(text: str, times: Sequence[TimeExpression]) -> str:
    """Return the text with its times as spaces, offsets kept."""
    parts, at = [], 0
    for time in times:
        if time.kind == DURATION:
            continue
        parts.append(text[at : time.start])
        parts.append(" " * (time.end - time.start))
        at = time.end
    parts.append(text[at:])
    return "".join(parts)
