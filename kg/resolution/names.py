"""Comparison keys: the forms in which names of one thing become equal.

``comparison_key`` folds what never matters: width, case, spaces, quotation and title marks. ``canonical_key`` also
undoes the regular short forms of a type (省委, 二十届三中全会, 高铁), by rules that hold for any name of it. Neither
ever invents a name: what the rules do not know stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from kg import vocab
from kg.coreference.short_titles import is_short_title
from kg.registers.local_bodies import full_endings, renamed_endings

_MARKS = re.compile(r"[\s《》〈〉“”‘’\"'「」『』]")
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_NUMERAL = "〇零一二三四五六七八九十百两0-9"
_BODY_TYPES = frozenset({vocab.GOVERNMENT_BODY, vocab.ORGANIZATION})
_LEVEL_ENDS = frozenset("省市区州盟县旗团")
_LEVEL = "省|市|自治区|自治州|州|盟|县|区|旗|兵团"

Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]


def _rules(*pairs: tuple[str, str]) -> tuple[Rule, ...]:
    return tuple((re.compile(pattern), replacement) for pattern, replacement in pairs)


# Short forms of state and Party bodies, spelled out as in the organic laws and the Party statutes.
_BODY_RULES = _rules(
    (r"^中华人民共和国(?=.+(?:部|署|局|院|委员会|总局|办公厅)$)", ""),
    (r"^中国共产党(?=.)", "中共"),
    (r"^(?:中国)?(?:人民银行|人行)(?=.{2,}(?:分行|支行|管理部)$)", "中国人民银行"),
    (rf"^(.{{2,8}}?(?:省|自治区))(?=.{{2,7}}?(?:{_LEVEL}))(?!.{{0,2}}(?:区|州)?(?:人民|政|委))", ""),
    (
        rf"^(?:中共)?(.{{2,}}?(?:{_LEVEL}))(?:党)?委(?=$|办公厅|办公室|宣传部|组织部|统战部|政法委|党校)",
        r"中共\1委员会",
    ),
    (r"^(?:中共)?(.{2,})纪委$", r"中共\1纪律检查委员会"),
    (rf"(?<=.)({_LEVEL})政府(?=$|办公|驻|研究)", r"\1人民政府"),
    (r"^全国政协", "中国人民政治协商会议全国委员会"),
    (rf"^(?:政协)?(.{{2,}}?(?:{_LEVEL}))政协(?:委员会)?", r"中国人民政治协商会议\1委员会"),
    (rf"^政协(.{{2,}}?(?:{_LEVEL}))委员会", r"中国人民政治协商会议\1委员会"),
    (r"人大(?=$|常委会|常务委员会|[^学])", "人民代表大会"),
    (r"代表大会常委会", "代表大会常务委员会"),
    (r"发展改革委$|发改委$|发展改革委员会$", "发展和改革委员会"),
    (r"(?:卫生健康|卫健)委$", "卫生健康委员会"),
    (r"国资委$", "国有资产监督管理委员会"),
    (r"(?:经济信息|经信)委$", "经济和信息化委员会"),
    (r"(?:住房城乡建设|住建)(?=[厅委局]$)", "住房和城乡建设"),
    (r"管委会$", "管理委员会"),
    (r"^(?:中共中央|中央)军委$|^中共中央军事委员会$", "中央军事委员会"),
    (r"^中共中央纪委$|^中央纪委$|^中央纪律检查委员会$", "中共中央纪律检查委员会"),
    (r"^(.{2,3}?)证监局$", r"中国证券监督管理委员会\1监管局"),
    (r"^中共中央(?=政治局|书记处|委员会)", "中央"),
)
_EVENT_RULES = _rules(
    (
        rf"^(?:中国共产党|中共|党的)?第?([{_NUMERAL}]+)届([{_NUMERAL}]+)中(?:全会)?$",
        r"中共第\1届中央委员会第\2次全体会议",
    ),
    (rf"^(?:中国共产党|中共|党的)第?([{_NUMERAL}]+)大$", r"中共第\1次全国代表大会"),
    (r"^(?:中国共产党|党的)", "中共"),
    (rf"(?<![第{_NUMERAL}])([{_NUMERAL}]+)届", r"第\1届"),
    (rf"(?<![第届{_NUMERAL}])([{_NUMERAL}]+)次(?=会议|全会|全体会议)", r"第\1次"),
    (r"首届", "第1届"),
    (r"首次", "第1次"),
    (r"全国人大|全国人民代表大会", "全国人民代表大会"),
    (r"(?<=代表大会)常委会|人大常委会", "常务委员会"),
    (r"(?<=[次届])全会$", "全体会议"),
    (r"^(?=政协第)", "中国人民政治协商会议"),
    (r"会议政协", "会议"),
)
_PROJECT_RULES = _rules(
    (r"高速铁路|高铁|客运专线|客专", "铁路"),
    (r"(?<=.{2})高速(?=$|[^公铁])", "高速公路"),
    (r"轨道交通(?=\d+号线)|地铁(?=\d+号线)", ""),
    (r"至", ""),
    (r"工程$", ""),
    (r"(?<=号)(?:载人|货运)?(?:飞船|航天器|探测器|卫星|任务)$", ""),
)
_PLACE_RULES = _rules(
    (r"(?<=.{2})(?:地区|地带)$", ""),
)
_POLICY_RULES = _rules(
    (r"^中华人民共和国(?=.{2,}(?:法|条例|法典|草案|办法|规定)(?:$|\())", ""),
    (r"\((修[订正])?草案\)$", r"\1草案"),
    (r"倡议$", ""),
    (
        r"^.{2,24}?(?=关于.{4,}的(?:通知|意见|决定|批复|函|公告|通告|报告|建议|决议|实施意见|指导意见|若干意见|若干措施|若干规定)$)",
        "",
    ),
)
_COMPANY_END = re.compile(r"(?:(?:股份)?有限(?:责任)?公司|股份公司|公司|控股)$")
_COMPANY_FORM = re.compile(r"集团|股份")
_RULES_BY_TYPE = {
    vocab.GOVERNMENT_BODY: _BODY_RULES,
    vocab.ORGANIZATION: _BODY_RULES,
    vocab.EVENT: _EVENT_RULES,
    vocab.PROJECT: _PROJECT_RULES,
    vocab.PLACE: _PLACE_RULES,
    vocab.ZONE: _PLACE_RULES,
    vocab.POLICY: _POLICY_RULES,
}
_ORDINAL = re.compile(rf"(?<=第)[{_NUMERAL}]+")
_FIGURE = re.compile(r"\d+")


@lru_cache(maxsize=4_000)
def comparison_key(name: str) -> str:
    """Return a name as it is compared: width and case folded, no spaces, no quotation or title marks.

    >>> comparison_key("《滨江市 港口条例》（Ｔ１）")
    '滨江市港口条例(t1)'
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return _MARKS.sub("", folded) or folded.strip()


@lru_cache(maxsize=4_000)
def canonical_key(type_: str, name: str) -> str:
    """Return a name's comparison key with the regular short forms of its type spelled out, ordinals in digits.

    >>> canonical_key("Event", "党的二十届三中全会")
    '中共第20届中央委员会第3次全体会议'
    >>> canonical_key("GovernmentBody", "滨江省政府办公厅")
    '滨江省人民政府办公厅'
    >>> canonical_key("GovernmentBody", "滨江省环保厅")
    '滨江省生态环境厅'
    """
    key = comparison_key(name)
    if type_ in _BODY_TYPES:
        key = _with_full_ending(key)
    for pattern, replacement in _RULES_BY_TYPE.get(type_, ()):
        key = pattern.sub(replacement, key)
    if type_ == vocab.COMPANY:
        key = company_core(key)
    return _ORDINAL.sub(lambda m: str(number(m.group())), key) or comparison_key(name)


def _with_full_ending(key: str) -> str:
    """Return a local body's key with its kind spelled out as it is called today: 滨江省人社厅, 滨江省环保厅."""
    at = _ending(key)
    return key[:at] + renamed_endings().get(key[at:], full_endings().get(key[at:], key[at:]))


def is_former(name: str) -> bool:
    """Return whether a local body's name is the one before a reform: 滨江省环保厅."""
    key = comparison_key(name)
    return key[_ending(key) :] in renamed_endings()


def _ending(key: str) -> int:
    """Return where the kind of a local body begins in its key; the length if it names none."""
    ends = (at for at in range(2, len(key) - 1) if key[at - 1] in _LEVEL_ENDS and key[at:] in full_endings())
    return next(ends, len(key))


def company_core(key: str) -> str:
    """Return a company's key without its legal form: 江海港务集团有限公司 → 江海港务."""
    core = _COMPANY_END.sub("", key)
    core = _COMPANY_FORM.sub("", core)
    return core if len(core) >= 2 else key


def company_form(name: str) -> frozenset[str]:
    """Return what a company's name says of its form: 集团, 股份, both or nothing."""
    return frozenset(_COMPANY_FORM.findall(comparison_key(name)))


def number(numeral: str) -> int:
    """Return the value of a Chinese or Arabic numeral below 1000.

    >>> [number(n) for n in ("十", "二十", "二十一", "一百三十三", "133")]
    [10, 20, 21, 133, 133]
    """
    if numeral.isdecimal() and numeral.isascii():
        return int(numeral)
    total = digit = 0
    for c in numeral:
        if c == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif c == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = digit * 10 + (int(c) if c.isascii() else _DIGITS[c])
    return total + digit


def figures(key: str) -> tuple[str, ...]:
    """Return the figures of a key in their order: years, ordinals, sections."""
    return tuple(_FIGURE.findall(key))


def is_elliptic(short: str, full: str) -> bool:
    """Return whether ``short`` only drops what stands before it in ``full``: 公安厅 for 滨江省公安厅."""
    return len(short) < len(full) and full.endswith(short)


def is_generic(type_: str, name: str) -> bool:
    """Return whether a policy's name says only what kind of text it is: 《办法》, 《实施意见》."""
    return type_ == vocab.POLICY and is_short_title(comparison_key(name))
