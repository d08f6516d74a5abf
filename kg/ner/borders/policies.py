"""Borders of policy titles: a particle, row number or body before them, a document number behind them."""

from __future__ import annotations

import dataclasses
import re

from kg import vocab
from kg.ner.borders.known_names import KnownNames, respanned
from kg.ner.common_words import words_of
from kg.records import Mention

_BEFORE_POLICY = re.compile(
    r"(?:随着|根据|依据|按照|依照|遵照|围绕|通过|(?:深入|组织|全面|扎实|持续|继续|联合)?(?:实施|开展)|(?:印发|制定|出台|发布|签署|提出)的|启动)"
    r"(?![《“])"
)
_ROW_NUMBER = re.compile(
    r"^(?:[一-龥]{1,9}[部委局厅办会院署联]|团[省市]委)?\d{1,3}(?=[一-龥])(?![年月日号个条大项周批期届次世]|一批|余|多|万|亿)"
)
_BODY_AND_ROW = re.compile(r"^(?:市|省|县|区|自治区)[一-龥]{1,8}\d{1,3}(?=[一-龥]{4})(?![年月日])")
_DOCUMENT_NUMBER = re.compile(r"(?<=通知|意见|决定|批复|公告|办法|方案|规定|措施)(?:(?!的)[一-龥]){1,8}(?:函|发|字)$")
_OTHER_TYPES = (
    (re.compile(r"(?:小组|委员会|指挥部|联席会议)$"), vocab.GOVERNMENT_BODY),
    (re.compile(r"(?:大赛|竞赛|展览|博览会|论坛)$"), vocab.EVENT),
    (re.compile(r"(?:系统|平台)$"), vocab.PROJECT),
    (re.compile(r"(?:中心|协会|学会|公司|集团|文件目录|发布会|见面会)$"), None),
)
_OF_A_YEAR = re.compile(r"(?:计划|预算|决算|要点|目录|清单)(?:草案)?$")
_YEAR_BEFORE = re.compile(r"(?<!\d)20\d\d年(?:度)?$")
_TWO_TITLES = re.compile(r"(?:条例|办法|规定|细则)[（(](?:修订|制定|废止|修改)[）)](?=.)")
_LONGEST_OTHER = 30  # characters of a name that is no policy's; more is several names in one
_POLICY_KIND = re.compile(
    r"(?:行动(?:计划|方案)?|计划|方案|协议书?|协定|办法|措施|规定|政策|战略|预案|通知|要求|备忘录|规划|公告|意见|合同)$"
)
_OFFICE_BEFORE = re.compile(r"(?:(?![的关《])[一-龥]){2,18}(?:部|委|局|司|厅|办|会|院|署|府|处|办公室)(?=关于)")
_TITLE = ("关于", "转发", "印发")
_SEVERAL_QUOTED = re.compile(r"”(?:“|等)")
_TITLE_OF_WORK = re.compile(r"(?:摘编|选编|文选|文集|选集|读本|文稿|画传|讲话|丛书|展|录|论)》?$")
_CONJUNCT = re.compile(r"(?:[对同与和])[^，。；]{1,12}、$")


_ARMS = re.compile(r"导弹|轰炸|核|武器|火箭|石油储备|投资者|合作伙伴|伙伴")


def policy(text: str, m: Mention, near: KnownNames) -> Mention | None:
    """Return a policy without what stands before and behind its title; None if its words name nothing."""
    if m.made_by.startswith("pattern:policy"):
        return respanned(m, m.start, _without_number(text, m))
    name = text[m.start : m.end]
    inside_marks = name[0] == "《" or text[m.start - 1 : m.start] == "《"
    if inside_marks:
        return None if _TITLE_OF_WORK.search(name) else m
    if name.endswith("的行动") or (name.endswith("战略") and _ARMS.match(text, m.end)):
        return None  # 打击…的行动, 战略导弹
    if _SEVERAL_QUOTED.search(name) or (name.endswith("倡议") and (m.start, m.end - 2) in near.countries):
        return None  # 中国倡议成立: a verb
    start = m.start
    if cut := _ROW_NUMBER.match(name) or _BODY_AND_ROW.match(name):
        start += cut.end()
    if text[m.start - 1 : m.start] not in ("“", "‘") and (lead := _BEFORE_POLICY.match(text, start, m.end)):
        start = lead.end()
    if own := _OFFICE_BEFORE.match(text, start, m.end):
        start = own.end()
    body_end = near.bodies.get(start, m.end)
    if body_end < m.end:
        rest = text[body_end : m.end]
        start = body_end if rest.startswith(_TITLE) or _says_nothing(rest) else start
    two = _TWO_TITLES.search(text, start, m.end)
    m = respanned(m, start, two.end() if two else _without_number(text, m))
    name = text[m.start : m.end]
    quoted = text[m.start - 1 : m.start] == "“"
    if _OF_A_YEAR.search(name):
        year, draft = _YEAR_BEFORE.search(text, max(0, m.start - 7), m.start), text.startswith("草案", m.end)
        m = respanned(m, year.start() if year else m.start, m.end + 2 * draft)
    if (not quoted and _says_nothing(name)) or _CONJUNCT.search(text, max(0, m.start - 16), m.start):
        return None
    return m if name.startswith(_TITLE) else _of_other_type(m, name)


def _of_other_type(m: Mention, name: str) -> Mention | None:
    """Return the mention under the type that its last word shows, where that is no policy's."""
    for kind, type_ in _OTHER_TYPES:
        if kind.search(name):
            return dataclasses.replace(m, type=type_) if type_ and len(name) <= _LONGEST_OTHER else None
    return m


def _without_number(text: str, m: Mention) -> int:
    """Return the end of a title before the document number that follows without a blank: …的通知粤府函〔2026〕3号."""
    if text[m.end : m.end + 1] not in ("〔", "["):
        return m.end
    number = _DOCUMENT_NUMBER.search(text, m.start, m.end)
    return number.start() if number else m.end


def _says_nothing(name: str) -> bool:
    """Whether nothing but common words stands before the noun of kind: 专项治理行动, 战略合作框架协议."""
    kind = _POLICY_KIND.search(name)
    return bool(kind) and words_of("policy").fullmatch(name, 0, kind.start()) is not None  # type: ignore[union-attr]
