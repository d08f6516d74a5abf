"""Bodies named by grammar: a division, country or body and a kind of office (法国外交部, 财政部办公厅)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from kg import vocab
from kg.records import Mention, Span
from kg.registers.lexicons import load_lexicon, values
from kg.registers.matcher import Match

_LEVELS = {vocab.PROVINCE: "P", vocab.CITY: "C", vocab.COUNTY: "K", vocab.ZONE: "Z", vocab.PLACE: "T"}
# Departments that every central or provincial body may have; the owner's name comes first and belongs to the name.
_DEPARTMENT = re.compile(
    r"(?:办公厅|办公室|新闻办公室|新闻局|新闻司|新闻发言人办公室|(?:(?!统筹|着眼|影响|服务|胸怀|把握)[一-龥]){1,8}?(?:司|(?<![全大布格结当僵])局)(?=[司局]长|[长副、，。的负（]|有关|关于)|机关党委|政治部|后勤保障部|法制局|研究室)"
)
_NOT_AFTER_BODY = r"(?!长|陆战队)"
# A ministry that the lexicon does not know is told by the rank or the act after it: 吉尔吉斯斯坦交通与通信部副部长.
_MINISTRY = re.compile(
    r"(?!军方|政府|媒体|总统|总理)(?:(?!外长|[的在和、，。将已对向同由为是])[一-龥]|(?<=[一-龥])[和与、](?=[一-龥]{2})){2,12}?(?<![东西南北中内外全总分大局干腹])部"
    r"(?=(?:第一)?副?部长|发言人|[，、]?\d{1,2}日|当天|今天|表示|宣布|发布|发表|通报|证实|声明)"
)
# A standing meeting of departments is a body: 国务院…部际联席会议, …市级部门联席会议.
_COORDINATION = re.compile(
    r"(?:(?!关于|印发|建立|调整)[一-龥]){2,24}?(?:部际|厅际|局际|(?:省|市|区|县)级(?:部门)?|部门间?)联席会议(?:办公室)?"
    r"(?![^，。；《》\n]{0,10}的(?:通知|意见|函|批复|方案))"
)
_ITS_SHORT_FORM = re.compile(r"(?<![际级门间])联席会议(?:办公室)?")
_STUDENTS = re.compile(r"生(?![物命态产活])")
_ARMY = "军"
_NO_ARMY = r"(?![事队人团工费方舰机官民])"  # 美军事基地, 美军舰
_BEFORE_SHORT = r"(?:(?<![一-龥])|(?<=[，。、；：“据与和对向被遭]))"


def find(text: str, anchors: Sequence[Match]) -> list[Mention]:
    """Return bodies whose name begins with a register name or holds one.

    Args:
        anchors: register matches of the text in its order.
    """
    sure = [a for a in anchors if not a.weak]
    starts = _chain_starts(sure)
    made = [m for a in sure if (m := _from_anchor(text, a, a.entries[0].type, starts[a.start]))]
    return [
        *made,
        *_short_foreign(text),
        *_ranked(text, anchors),
        *_coordination(text, sure, starts),
        *_missions(text, sure),
        *_grassroots(text, sure),
    ]


_GRASSROOTS = re.compile(
    r"(?P<name>(?:(?![的在和与及是由向对为到从村镇乡]|任|原|时任|担任)[一-龥]){1,4}(?:村|社区|镇|乡|街道)"
    r"(?:党委|党工委|党总支|党支部|村委会|居委会|村党支部|村党总支))(?=(?:第一)?副?(?:书记|主任))"
)
_OF_A_BRANCH = re.compile(
    r"(?:所属|下属|隶属)(?:的)?(?P<name>(?:(?![的各])[一-龥]){2,4}?(?:海关|海事处|边检站))(?=[、，。]|[一-龥])"
)


def _grassroots(text: str, anchors: Sequence[Match]) -> Iterable[Mention]:
    """Yield the bodies of villages and towns before a post, without the county before them, and branches of customs."""
    ends = {a.end for a in anchors if a.entries[0].type in _LEVELS}
    for m in _GRASSROOTS.finditer(text):
        start = max((e for e in ends if m.start("name") < e < m.end("name") - 3), default=m.start("name"))
        if start in ends or not "一" <= text[start - 1 : start] <= "龥":
            yield _mention(start, m.end("name"), vocab.GOVERNMENT_BODY, "grassroots")
    for m in _OF_A_BRANCH.finditer(text):
        yield _mention(*m.span("name"), vocab.GOVERNMENT_BODY, "of-a-branch")


_MISSION = re.compile(r"(?:大使馆|使馆|总领事馆|总领馆|领事馆|使团|代表团|代表处)(?![长区])")
_POSTED = re.compile(r"常?驻$")


def _missions(text: str, anchors: Sequence[Match]) -> Iterable[Mention]:
    """Yield the missions of a country at another one or at an organisation: 智利驻蒙古国使馆, 驻欧盟使团."""
    ends = {a.end: a.start for a in anchors if a.entries[0].type == vocab.COUNTRY}
    for a in anchors:
        posted = _POSTED.search(text, max(0, a.start - 2), a.start)
        if posted and (mission := _MISSION.match(text, a.end)):
            start = ends.get(posted.start(), posted.start())
            yield _mention(start, mission.end(), vocab.GOVERNMENT_BODY, "mission")


def _chain_starts(anchors: Sequence[Match]) -> dict[int, int]:
    """Return where a chain of divisions begins, by the start of its last link: 安徽省 in 安徽省淮北市政府."""
    chains = {a.end: a.start for a in anchors if a.entries[0].type in (vocab.PROVINCE, vocab.CITY)}
    starts = {}
    for a in anchors:
        start = a.start
        while start in chains:
            start = chains[start]
        starts[a.start] = start
    return starts


def _short_foreign(text: str) -> list[Mention]:
    """Return armies and ministries under their country's one character: 俄外交部, 美军."""
    return [_mention(*m.span(), vocab.GOVERNMENT_BODY, "short-country") for m in _short_forms().finditer(text)]


def _ranked(text: str, anchors: Sequence[Match]) -> list[Mention]:
    """Return bodies under the rank of a division instead of its name: 省民政厅, 市发展改革委."""
    inside = {i for a in anchors for i in range(a.start, a.end)}
    return [
        _mention(*m.span(), vocab.GOVERNMENT_BODY, "ranked-office")
        for m in _ranked_offices().finditer(text)
        if m.start() not in inside and not _runs_on(text, m.end())
    ]


def _coordination(text: str, anchors: Sequence[Match], starts: Mapping[int, int]) -> list[Mention]:
    """Return standing meetings of departments, and their short form where the text names one in full."""
    if "联席会议" not in text:
        return []
    full = [
        (starts[a.start], name.end())
        for a in anchors
        if (a.surface == "国务院" or a.entries[0].type in _LEVELS) and (name := _COORDINATION.match(text, a.end))
    ]
    if not full:
        return []
    short = [m.span() for m in _ITS_SHORT_FORM.finditer(text) if not any(a <= m.start() < b for a, b in full)]
    return [_mention(*span, vocab.GOVERNMENT_BODY, "coordination") for span in (*full, *short)]


def _from_anchor(text: str, anchor: Match, type_: str, chain_start: int) -> Mention | None:
    if type_ in _LEVELS:
        enclosed = _enclosing_name(text, anchor)
        if enclosed:
            return _mention(*enclosed, vocab.GOVERNMENT_BODY, "enclosed-division")
        ending = _endings(_LEVELS[type_]).match(text, anchor.end)
        if ending and not _runs_on(text, ending.end()):
            kind = _types()[_LEVELS[type_], ending[0]]
            return _mention(chain_start, ending.end(), kind, "division-office")
    elif type_ == vocab.COUNTRY and not anchor.surface.startswith("中"):
        ending = _foreign().match(text, anchor.end)
        if ending:
            return _mention(anchor.start, ending.end(), _foreign_types()[ending["kind"]], "country-office")
        ministry = _MINISTRY.match(text, anchor.end)
        if ministry:
            return _mention(anchor.start, ministry.end(), vocab.GOVERNMENT_BODY, "country-ministry")
    elif type_ == vocab.GOVERNMENT_BODY:
        ending = _DEPARTMENT.match(text, anchor.end)
        if ending:
            return _mention(anchor.start, ending.end(), vocab.GOVERNMENT_BODY, "department")
    return None


def _runs_on(text: str, at: int) -> bool:
    """Whether the office's name goes on into another word: 市委托, 县委员, 吉林大学生."""
    if text[at - 2 : at] == "大学":
        return _STUDENTS.match(text, at) is not None
    return text[at - 1] == "委" and text[at : at + 1] in ("托", "员", "派", "任")


def _enclosing_name(text: str, anchor: Match) -> Span | None:
    """Return the span of a body whose name holds the division: 中共临江市委, 中国人民银行临江省分行."""
    for before, after in _enclosing_forms():
        if text.endswith(before, 0, anchor.start) and text.startswith(after, anchor.end):
            end = anchor.end + len(after)
            if not _runs_on(text, end):
                return anchor.start - len(before), end
    return None


def _mention(start: int, end: int, type_: str, rule: str) -> Mention:
    return Mention(start=start, end=end, type=type_, made_by=f"pattern:body/{rule}")


@cache
def _types() -> dict[tuple[str, str], str]:
    """Entity type by level and ending."""
    found: dict[tuple[str, str], str] = {}
    for row in load_lexicon("local_body_suffixes"):
        for surface in values(row["surfaces"]):
            ending = surface.removeprefix("{}")
            if "{}" not in ending:
                for level in row["levels"]:
                    found.setdefault((level, ending), row["type"])
    return found


@cache
def _endings(level: str) -> re.Pattern[str]:
    endings = sorted((e for lvl, e in _types() if lvl == level), key=lambda e: (-len(e), e))
    return re.compile("|".join(map(re.escape, endings)))


@cache
def _enclosing_forms() -> tuple[tuple[str, str], ...]:
    """What stands before and after the division, the longest first."""
    forms = set()
    for row in load_lexicon("local_body_suffixes"):
        for surface in values(row["surfaces"]):
            before, slot, after = surface.partition("{}")
            if slot and before and after:
                forms.add((before, after))
    return tuple(sorted(forms, key=lambda f: (-len(f[0]) - len(f[1]), f)))


@cache
def _ranked_offices() -> re.Pattern[str]:
    endings = set()
    for row in load_lexicon("local_body_suffixes"):
        if row["rank"] == "yes" and row["type"] == vocab.GOVERNMENT_BODY:
            endings |= {s for s in values(row["surfaces"]) if "{}" not in s and len(s) >= 3}
    ordered = sorted(map(re.escape, endings), key=lambda e: (-len(e), e))
    return re.compile(f"(?:自治区|(?<!自治)区|省|(?<!直辖)(?<!单列)市|县)(?:{'|'.join(ordered)})")


@cache
def _foreign_types() -> dict[str, str]:
    """Entity type by kind of foreign body."""
    return {row["surface"]: row["type"] for row in load_lexicon("foreign_bodies") if row["surface"] != _ARMY}


@cache
def _foreign() -> re.Pattern[str]:
    return re.compile(f"(?:联邦)?(?P<kind>{_alternatives(_foreign_types())}){_NOT_AFTER_BODY}")


@cache
def _short_forms() -> re.Pattern[str]:
    """A country in one character and a kind of body: 俄外交部, 美军."""
    countries = "".join(
        r["short"] for r in load_lexicon("country_characters") if r["army"] == "yes" and len(r["short"]) == 1
    )
    kinds = [r["surface"] for r in load_lexicon("foreign_bodies") if r["short"] == "yes" and r["surface"] != _ARMY]
    return re.compile(f"{_BEFORE_SHORT}[{countries}](?:{_ARMY}{_NO_ARMY}|(?:{_alternatives(kinds)}){_NOT_AFTER_BODY})")


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))
