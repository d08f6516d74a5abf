"""Bodies named by grammar: a division, country or body and a kind of office (法国外交部, 财政部办公厅)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from kg import vocab
from kg.records import Mention, Span
from kg.registers.lexicons import load_lexicon, values
from kg.registers.matcher import Match

_LEVELS = {vocab.PROVINCE: "P", vocab.CITY: "C", vocab.COUNTY: "K", vocab.ZONE: "Z", vocab.PLACE: "T"}
# Departments that every central or provincial body may have; the owner's name comes first and belongs to the name.
_DEPARTMENT = re.compile(
    r"(?:办公厅|办公室|新闻办公室|新闻局|新闻司|新闻发言人办公室|[一-龥]{2,8}?(?:司|局)(?=[长副、，。的负（]|有关)|机关党委|政治部|后勤保障部|法制局|研究室)"
)
_FOREIGN = re.compile(
    r"(?:联邦)?(?:外交部|国防部|财政部|商务部|内政部|司法部|能源部|农业部|交通部|教育部|卫生部|劳工部|国土安全部|国务院|国会参议院"
    r"|国会众议院|国会|参议院|众议院|议会|国民议会|最高法院|宪法法院|联邦法院|国家安全委员会|总统府|首相府|总理府|内阁|央行|中央银行"
    r"|海军|空军|陆军|国防军|武装部队|海岸警卫队|移民局|外贸部|环境部|经济部|文化部|贸易代表办公室)(?!长|陆战队)"
)
# A standing meeting of departments is a body: 国务院…部际联席会议, …市级部门联席会议.
_COORDINATION = re.compile(
    r"(?:(?!关于|印发|建立|调整)[一-龥]){2,24}?(?:部际|厅际|局际|(?:省|市|区|县)级(?:部门)?|部门间?)联席会议(?:办公室)?"
    r"(?![^，。；《》\n]{0,10}的(?:通知|意见|函|批复|方案))"
)
_ITS_SHORT_FORM = re.compile(r"(?<![际级门间])联席会议(?:办公室)?")
_ONE_CHARACTER_COUNTRY = "美俄英法德日韩印以乌伊朝泰越巴"
_SHORT_FOREIGN = re.compile(
    rf"(?<![一-龥])[{_ONE_CHARACTER_COUNTRY}](?:军(?!事|队|人|团|工|费|方|舰|机|官|民)|外交部|国防部|财政部|商务部|防长?空部队|国会)"
    rf"|(?<=[，。、；：“据与和对向被遭])[{_ONE_CHARACTER_COUNTRY}](?:军(?!事|队|人|团|工|费|方|舰|机|官|民)|外交部|国防部)"
)


def find(text: str, anchors: Sequence[Match]) -> list[Mention]:
    """Return bodies whose name begins with a register name or holds one.

    Args:
        anchors: register matches of the text in its order.
    """
    sure = [a for a in anchors if not a.weak]
    starts = _chain_starts(sure)
    made = [m for a in sure if (m := _from_anchor(text, a, a.entries[0].type, starts[a.start]))]
    return [*made, *_short_foreign(text), *_ranked(text, anchors), *_coordination(text, sure, starts)]


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
    return [_mention(*m.span(), vocab.GOVERNMENT_BODY, "short-country") for m in _SHORT_FOREIGN.finditer(text)]


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
        ending = _FOREIGN.match(text, anchor.end)
        if ending:
            return _mention(anchor.start, ending.end(), vocab.GOVERNMENT_BODY, "country-office")
    elif type_ == vocab.GOVERNMENT_BODY:
        ending = _DEPARTMENT.match(text, anchor.end)
        if ending:
            return _mention(anchor.start, ending.end(), vocab.GOVERNMENT_BODY, "department")
    return None


def _runs_on(text: str, at: int) -> bool:
    """Whether the office's name goes on into another word: 市委托, 县委员."""
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
