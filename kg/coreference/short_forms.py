"""Whether one name is a short form of another, by type, as Chinese news forms them. Each rule is one function."""

from __future__ import annotations

import re
import unicodedata

from kg import vocab
from kg.registers.local_bodies import RANKS

_MARKS = re.compile(r"[\s《》〈〉“”‘’\"'()（）]")
_EDITION = re.compile(r"^(?:\d{4}年?(?:—\d{4}年?)?|第[一二三四五六七八九十百零〇\d]+[届次轮期回])+")
_POLICY_TAIL = re.compile(r"[（(][^（()）]*[)）]$")
_COMPANY_FORM = re.compile(r"(?:集团)?(?:股份)?有限(?:责任)?公司$|集团(?:总?公司)?$|总?公司$")
_HOLDING = re.compile(r"(?:控股|集团|股份)+$")
_OF_A_DIVISION = re.compile(r"^(?:.{2,6}?(?:省|自治区|市|自治州|州|盟|县|区|旗)){1,3}(?=.{2})")
_BRANCH = re.compile(r"分公司$|分行$|支行$|分局$")
_INNER_BODY = re.compile(r"[委厅部局署院会]")
_DIVISION_ENDING = re.compile(r"(?:特别行政区|自治区|自治州|自治县|地区|新区|省|市|县|区|州|盟|旗|共和国|王国|联邦)$")
_NAME_PART = re.compile(r"[·•・‧-]")
_SHORT_ENDINGS = {"委": "委员会", "办": "办公室", "协": "协会", "联": "联合会"}
_LINE = re.compile(r"(?P<from>.{2,}?)[至到—-](?P<to>.{2,}?)(?:\(.*\))?(?:高速|城际|快速)?(?:铁路|高铁|公路|客专)$")
_SHORT_LINE = re.compile(r"(?P<ends>[\u4e00-\u9fff]{2})(?:高速|城际|快速)?(?:铁路|高铁|高速|公路|客专)$")
_YEARS = re.compile(r"\d{1,4}周年")
_SECTION = re.compile(r"(?<=[路铁道速线河渠桥程])(?!全)[\u4e00-\u9fff]{2,5}段(?:工程)?$")
_CITY_CHARACTERS = {  # cities whose one character is no part of their name
    "京": "北京", "津": "天津", "沪": "上海", "渝": "重庆", "穗": "广州", "蓉": "成都", "甬": "宁波",
    "邕": "南宁", "榕": "福州", "筑": "贵阳", "并": "太原", "汴": "开封",
}  # fmt: skip
_EVENT_ENDINGS = {
    "博会": ("博览会", "博览交易会"),
    "交会": ("交易会",),
    "运会": ("运动会",),
    "洽会": ("洽谈会",),
    "贸会": ("贸易大会",),
    "赛": ("锦标赛",),
}
_LOCAL_BODY = re.compile(r"[\u4e00-\u9fff]{2,}(?:厅|局|委|办|委员会|办公室)$")
_DRAFT = re.compile(r"(?:修[订正])?草案(?:征求意见稿|.审稿)?$|征求意见稿$")
_APPENDED = re.compile(r"(?:\d{4}年?(?:[—–-]\d{4}年?)?|试行|暂行)$")
_BODY_PREFIX = re.compile(r"^(?:中华人民共和国|中国共产党|中共|国家)")
_PARTY_COMMITTEE = re.compile(r"[省市县区州]委$")


def bare(name: str) -> str:
    """Return the name without quotation marks, brackets and blanks, its characters in their plain forms."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", name))


def is_short_form(type_: str, short: str, long: str) -> bool:
    """Return whether ``short`` may stand for ``long``: both bare names of one type, ``short`` not longer."""
    if short == long or len(short) >= len(long) or len(short) < 2:
        return False
    return _RULES.get(type_, _is_division_without_ending)(short, long)


def _is_division_without_ending(short: str, long: str) -> bool:
    """黑河 for 黑河市; 宁夏 for 宁夏回族自治区."""
    return long.startswith(short) and bool(_DIVISION_ENDING.search(long)) and len(short) >= 2


def _is_person_part(short: str, long: str) -> bool:
    """Parts of a foreign name in their order: 瓦洛里 for 姜卡洛·埃利亚·瓦洛里."""
    parts, own = _NAME_PART.split(long), _NAME_PART.split(short)
    return len(parts) > 1 and any(parts[i : i + len(own)] == own for i in range(len(parts)))


def _is_company_part(short: str, long: str) -> bool:
    """轩辕集团 for 轩辕集团有限公司; 华辰科技, 华辰公司 for 临江市华辰科技股份有限公司; a branch is not its parent."""
    if _BRANCH.search(long) and not _BRANCH.search(short):
        return False
    stem, core = _COMPANY_FORM.sub("", long), _COMPANY_FORM.sub("", short)
    if len(core) < 2:
        return False
    own = _OF_A_DIVISION.sub("", stem)
    if own != stem and own.startswith(core) and (len(core) >= 3 or core != short):
        return True
    if core != short and short.endswith("公司"):
        return core in (stem, own)  # a full name is not that of a subsidiary cut short
    return core == stem or (len(core) >= 3 and stem.endswith(core)) or (stem.startswith(core) and stem != long)


def is_same_company(short: str, long: str) -> bool:
    """Return whether two company names differ in legal form (控股, 集团 …) and the division in front alone."""
    stem, core = (_HOLDING.sub("", _COMPANY_FORM.sub("", name)) for name in (long, short))
    return core in (stem, _OF_A_DIVISION.sub("", stem))


def _is_body_contraction(short: str, long: str) -> bool:
    """省政府办公厅 for 黑龙江省人民政府办公厅; 俄外交部 for 俄罗斯外交部; 发改委 for 发展和改革委员会."""
    if _BODY_PREFIX.sub("", long) == short or (long.endswith(short) and len(short) >= 4):
        return True
    if _LOCAL_BODY.match(short) and _is_of_a_division(long.removesuffix(short), long):
        return True
    cut = long.endswith(_SHORT_ENDINGS.get(short[-1], "\0")) and not _PARTY_COMMITTEE.search(short)
    same_ending = short[-2:] == long[-2:] or cut
    same_owner = short[0] == long[0] or short[0] in "省市县区州"
    return (
        same_ending and same_owner and len(short) >= 3 and is_subsequence(short, long) and _skips_no_body(short, long)
    )


def _is_of_a_division(front: str, long: str) -> bool:
    """Whether ``front`` is what a local body's name has before its kind: 江苏省 in 江苏省水利厅, 省 in 省水利厅."""
    return front != long and (front in RANKS or (bool(_DIVISION_ENDING.search(front)) and len(front) >= 3))


def _skips_no_body(short: str, long: str) -> bool:
    """Whether the long name has no more bodies inside it than the short one: 中央宣传部 is not 中央纪委宣传部."""
    return len(_INNER_BODY.findall(long[:-3])) <= len(_INNER_BODY.findall(short[:-1]))


def _is_policy_abbreviation(short: str, long: str) -> bool:
    """关于严控噪声的意见 for 国务院关于严控噪声的意见; 若干规定 is left to its declaration."""
    stem = _DRAFT.sub("", _POLICY_TAIL.sub("", long))
    if short == _APPENDED.sub("", long):
        return True
    if _POLICY_TAIL.sub("", short) in (stem, stem.removeprefix("中华人民共和国"), stem.removeprefix("关于")):
        return True
    return short.startswith(("关于", "转发", "印发")) and long.endswith(short)


def _is_other_edition(short: str, long: str) -> bool:
    """寒地水论坛 for 第九届寒地水论坛; 冰灯大会 for 2031冰雪产业大会暨冰灯大会."""
    stem, core = without_edition(long), without_edition(short)
    if not core or (core != short and edition(short) != edition(long)):
        return False
    return (
        stem == core
        or (core == short and _is_contained(core, stem))
        or _is_event_abbreviation(core, stem)
        or _is_same_anniversary(core, stem)
    )


def _is_same_anniversary(core: str, stem: str) -> bool:
    """抗战胜利90周年纪念活动 for 抗日战争胜利90周年纪念活动."""
    years, other = _YEARS.search(core), _YEARS.search(stem)
    return bool(years and other) and years[0] == other[0] and core[-2:] == stem[-2:] and is_subsequence(core, stem)  # type: ignore[index]


def _is_event_abbreviation(core: str, stem: str) -> bool:
    """寒博会 for 北疆国际寒地商品交易博览会; 世乒赛 for 世界乒乓球锦标赛."""
    whole = next((full for short, full in _EVENT_ENDINGS.items() if core.endswith(short)), ("\0",))
    return 3 <= len(core) <= 5 and stem.endswith(whole) and is_subsequence(core, stem)


def edition(name: str) -> str:
    """Return which edition of a series an event's name gives in front: 第136届, 2025年; empty for none."""
    found = _EDITION.match(name)
    return found.group().removesuffix("年") if found else ""


def without_edition(name: str) -> str:
    """Return an event's name without the edition in front."""
    return _EDITION.sub("", name)


def _is_contained(short: str, long: str) -> bool:
    """嫦娥六号 for 嫦娥六号任务; 黑河片区 for 中国（黑龙江）自由贸易试验区黑河片区."""
    return len(short) >= 3 and (long.endswith(short) or (long.startswith(short) and len(long) - len(short) <= 4))


def _is_project_part(short: str, long: str) -> bool:
    """临滨高铁 for 临江至滨海高速铁路, besides what is contained; for 临滨高铁滨海段 only the same section."""
    own, other = _SECTION.search(short), _SECTION.search(long)
    if own and other:
        return own[0] == other[0] and _is_project_part(short[: own.start()], long[: other.start()])
    if other and long.startswith(short):
        return False
    line, ends = _LINE.match(unicodedata.normalize("NFKC", long)), _SHORT_LINE.match(short)
    if line and ends and len(short) < len(long):
        return all(_stands_for(c, line[end]) for c, end in zip(ends["ends"], ("from", "to"), strict=True))
    return _is_contained(short, long)


def _stands_for(character: str, place: str) -> bool:
    return character in place or _CITY_CHARACTERS.get(character, "\0") in place


def _is_zone_part(short: str, long: str) -> bool:
    """雄安 for 雄安新区."""
    return long.startswith(short) or _is_contained(short, long)


def _is_place_part(short: str, long: str) -> bool:
    """大湾区 for 粤港澳大湾区; 三星堆 for 三星堆遗址."""
    return len(short) >= 3 and (long.endswith(short) or long == short + "遗址")


def _is_organization_part(short: str, long: str) -> bool:
    """总台 for 中央广播电视总台; 足协 for 足球协会."""
    return long.endswith(short) or _is_body_contraction(short, long) or _is_contained(short, long)


def is_subsequence(short: str, long: str) -> bool:
    """Return whether the characters of ``short`` stand in ``long`` in their order."""
    rest = iter(long)
    return all(c in rest for c in short)


_RULES = {
    vocab.OFFICIAL: _is_person_part,
    vocab.PERSON: _is_person_part,
    vocab.COMPANY: _is_company_part,
    vocab.GOVERNMENT_BODY: _is_body_contraction,
    vocab.ORGANIZATION: _is_organization_part,
    vocab.POLICY: _is_policy_abbreviation,
    vocab.EVENT: _is_other_edition,
    vocab.PROJECT: _is_project_part,
    vocab.ZONE: _is_zone_part,
    vocab.PORT: _is_contained,
    vocab.PLACE: _is_place_part,
}
