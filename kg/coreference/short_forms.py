"""Whether one name is a short form of another, by type, as Chinese news forms them. Each rule is one function."""

from __future__ import annotations

import re

from kg import vocab

_MARKS = re.compile(r"[\s《》〈〉“”‘’\"'()（）]")
_EDITION = re.compile(r"^(?:\d{4}(?:年|—\d{4}年?)?|第[一二三四五六七八九十百零〇\d]+[届次轮期回])+")
_POLICY_TAIL = re.compile(r"[（(][^（()）]*[)）]$")
_COMPANY_FORM = re.compile(r"(?:股份)?有限(?:责任)?公司$|集团公司$|总公司$|公司$")
_DIVISION_ENDING = re.compile(r"(?:特别行政区|自治区|自治州|自治县|地区|新区|省|市|县|区|州|盟|旗|共和国|王国|联邦)$")
_BODY_PREFIX = re.compile(r"^(?:中华人民共和国|中国共产党|中共|国家)")
_DOT = "·"


def bare(name: str) -> str:
    """Return the name without quotation marks, brackets and blanks."""
    return _MARKS.sub("", name)


def is_short_form(type_: str, short: str, long: str) -> bool:
    """Return whether ``short`` may stand for ``long``: both bare names of one type, ``short`` not longer."""
    if short == long or len(short) >= len(long) or len(short) < 2:
        return False
    return _RULES.get(type_, _is_division_without_ending)(short, long)


def _is_division_without_ending(short: str, long: str) -> bool:
    """黑河 for 黑河市; 宁夏 for 宁夏回族自治区."""
    return long.startswith(short) and bool(_DIVISION_ENDING.search(long)) and len(short) >= 2


def _is_person_part(short: str, long: str) -> bool:
    """The last or first part of a foreign name: 瓦洛里 for 姜卡洛·瓦洛里."""
    parts = re.split(r"[·•・‧-]", long)
    return len(parts) > 1 and short in (parts[-1], parts[0])


def _is_company_part(short: str, long: str) -> bool:
    """轩辕集团 for 轩辕集团有限公司; 华辰科技 for 临江市华辰科技股份有限公司."""
    stem = _COMPANY_FORM.sub("", long)
    core = _COMPANY_FORM.sub("", short)
    return len(core) >= 2 and (
        core == stem or (len(core) >= 3 and stem.endswith(core)) or (stem.startswith(core) and stem != long)
    )


def _is_body_contraction(short: str, long: str) -> bool:
    """省交通运输厅 for 黑龙江省交通运输厅; 俄外交部 for 俄罗斯外交部; 发改委 for 发展和改革委员会."""
    stem = _BODY_PREFIX.sub("", long)
    if stem == short or (long.endswith(short) and len(short) >= 4):
        return True
    same_ending = (
        short[-1] == long[-1] or (short[-1] == "委" and long.endswith("委员会")) or short[-1:] + "公室" == long[-3:]
    )
    return same_ending and short[0] == long[0] and len(short) >= 3 and _is_subsequence(short, long)


def _is_policy_abbreviation(short: str, long: str) -> bool:
    """若干规定 for 整治形式主义为基层减负若干规定; the same title with or without its （试行）."""
    stem = _POLICY_TAIL.sub("", long)
    return (
        stem == _POLICY_TAIL.sub("", short)
        or stem.removeprefix("中华人民共和国") == short
        or stem.removeprefix("关于") == short
    )


def _is_other_edition(short: str, long: str) -> bool:
    """世界水论坛 for 第十届世界水论坛."""
    stem = _EDITION.sub("", long)
    return stem != long and _EDITION.sub("", short) == stem and stem != ""


def _is_contained(short: str, long: str) -> bool:
    """嫦娥六号 for 嫦娥六号任务; 黑河片区 for 中国（黑龙江）自由贸易试验区黑河片区."""
    return len(short) >= 4 and (long.endswith(short) or (long.startswith(short) and len(long) - len(short) <= 3))


def _is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(c in rest for c in short)


_RULES = {
    vocab.OFFICIAL: _is_person_part,
    vocab.PERSON: _is_person_part,
    vocab.COMPANY: _is_company_part,
    vocab.GOVERNMENT_BODY: _is_body_contraction,
    vocab.ORGANIZATION: lambda s, t: _is_body_contraction(s, t) or _is_contained(s, t),
    vocab.POLICY: _is_policy_abbreviation,
    vocab.EVENT: lambda s, t: _is_other_edition(s, t) or _is_contained(s, t),
    vocab.PROJECT: _is_contained,
    vocab.ZONE: _is_contained,
    vocab.PORT: _is_contained,
    vocab.PLACE: lambda s, t: False,
}
