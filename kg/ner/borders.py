"""Borders and types of mentions put right before the merge: what a source cut too long, too short or took for a name.

Each rule knows one construction and says nothing about single names. A mention comes out as it is, with other borders
or another type, or not at all.
"""

from __future__ import annotations

import dataclasses
import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg import vocab
from kg.ner.common_words import any_of, words_of
from kg.ner.patterns.people import begins_like_name, is_everyday_word, runs_into_word
from kg.records import Mention, Span
from kg.registers.contexts import load_stop_contexts
from kg.registers.lexicons import load_lexicon
from kg.registers.matcher import Match

_MARKS = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "（": "）", "(": ")"}
_CLOSING = {closing: opening for opening, closing in _MARKS.items()}
OF_PLACE = "pattern:company/of-place"  # made of a place and common words: 新加坡国际港务集团
_BODY_BY_RULE = "pattern:body/"
_OPENED_BEFORE = 24  # characters in which the opening mark of a mention cut at its front is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class _Anchors:
    """Sure register names: all and countries by span, bodies by start, places by end. Divisions: weak ones too."""

    known: frozenset[Span]
    divisions: frozenset[Span]
    countries: frozenset[Span]
    bodies: Mapping[int, int]
    places: Mapping[int, int]
    division_ends: Mapping[int, int]


Rule = Callable[[str, Mention, _Anchors], Mention | None]


def put_right(text: str, mentions: Iterable[Mention], anchors: Sequence[Match]) -> list[Mention]:
    """Return the mentions with their borders put right; those that name nothing are left out.

    Args:
        anchors: register matches of the text in its order. A mention that is one of them, whole, stays as it is.
    """
    mentions = outside_titles(text, mentions)
    sure = [a for a in anchors if not a.weak]
    bodies = {m.start: m.end for m in mentions if m.made_by.startswith(_BODY_BY_RULE)}
    context = _Anchors(
        known=frozenset((a.start, a.end) for a in sure),
        divisions=frozenset((a.start, a.end) for a in anchors if {e.type for e in a.entries} & vocab.DIVISION_TYPES),
        countries=frozenset((a.start, a.end) for a in sure if a.entries[0].type == vocab.COUNTRY),
        bodies=bodies | {a.start: a.end for a in sure if a.entries[0].type == vocab.GOVERNMENT_BODY},
        division_ends={a.start: a.end for a in sure if a.entries[0].type in vocab.DIVISION_TYPES},
        places={a.end: a.start for a in sure if a.entries[0].type in vocab.DIVISION_TYPES},
    )
    namesakes = _namesakes_of_cities(text, anchors)
    kept = []
    for m in mentions:
        if m.type == vocab.CITY and text[m.start : m.end] in namesakes:
            m = dataclasses.replace(m, type=vocab.OFFICIAL, made_by="pattern:person/namesake")
        if _is_of_vessel(text, m) or _is_of_storm(text, m):
            continue
        if m.made_by.startswith("register:") or (m.start, m.end) in context.known:
            if m.type in vocab.PEOPLE_TYPES and _is_part_of_dotted(text, m):
                continue
            if m.type != vocab.PLACE or _place(text, m, context):
                kept.append(m)
        elif (right := _one(text, m, context)) is not None and right.end - right.start >= 2:
            kept.append(right)
    return kept


_HIGH_POST = re.compile(
    r"(?:主席|总统|总理|首相|总干事|秘书长|议长|大臣|部长|外长|防长|特使|发言人|总司令|市长|州长|省长)$"
)
_ACTS = re.compile(
    r"[在与和同将对称说及、，。]|表示|宣布|会[见谈晤]|签署|出席|访问|强调|指出|举行|抵达|致辞|当[天选]|\d{1,2}日"
)


def _namesakes_of_cities(text: str, anchors: Iterable[Match]) -> frozenset[str]:
    """Return the people of the text who bear the name of a city abroad: 总理悉德尼表示."""
    return frozenset(
        a.surface
        for a in anchors
        if a.entries[0].register == "cities_foreign"
        and _HIGH_POST.search(text, max(0, a.start - 4), a.start)
        and _ACTS.match(text, a.end)
    )


def outside_titles(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions that are no part of a title in 《》: only the title as a whole may be a name."""
    titles = [m.span() for m in _TITLED.finditer(text)]
    return [m for m in mentions if not _is_inside(m, titles)]


_TITLED = re.compile(r"《[^《》\n]*(?:《[^《》\n]*》[^《》\n]*)*》")


def _is_inside(m: Mention, titles: Sequence[Span]) -> bool:
    at = bisect_right(titles, (m.start, sys.maxsize)) - 1
    if at < 0 or m.end > titles[at][1]:
        return False
    start, end = titles[at]
    return not (m.start <= start + 1 and m.end >= end - 1)


_VESSEL = re.compile(r"[^“”，。]{0,6}”(?:号|轮|舰|艇|邮轮|货轮|油轮|客轮)(?!渡|船)")


_STORM = re.compile(r"(?:台风|飓风|风暴|气旋)“[^“”，。]{0,4}$")


def _is_of_storm(text: str, m: Mention) -> bool:
    """Whether the words belong to the quoted name of a storm: 台风“桦加沙”."""
    return _STORM.search(text, max(0, m.start - 8), m.start) is not None and "”" in text[m.end : m.end + 5]


def _is_of_vessel(text: str, m: Mention) -> bool:
    """Whether the words belong to the quoted name of a ship: “中远海运天蝎座”轮."""
    after = _VESSEL.match(text, m.end)
    return after is not None and text.rfind("“", max(0, m.start - 10), m.start + 1) > text.rfind("”", 0, m.start)


def _one(text: str, m: Mention, context: _Anchors) -> Mention | None:
    if text[m.start - 1 : m.start] == "最" and text[m.start] in "东南西北大高长":
        return None
    if m.type in _REGISTERED and load_stop_contexts().stops(text, m.start, m.end, text[m.start : m.end]):
        return None
    rule = _RULES.get(m.type)
    m = _closed(text, m)
    if m.type in _QUOTED_TYPES:
        m = _span(m, _quoted_head(text, m.start, context), m.end)
    return rule(text, m, context) if rule else m


def _span(m: Mention, start: int, end: int) -> Mention:
    return m if (start, end) == (m.start, m.end) else dataclasses.replace(m, start=start, end=end)


# ---- marks ---------------------------------------------------------------------------------------------------


def _closed(text: str, m: Mention) -> Mention:
    """Return the mention with the marks at its edges in pairs: an unpaired one is left out or its pair taken in."""
    start, end = m.start, m.end
    while start < end and text[start] in _MARKS and _MARKS[text[start]] not in text[start:end]:
        start += 1
    while end > start and text[end - 1] in _CLOSING and _CLOSING[text[end - 1]] not in text[start:end]:
        end -= 1
    return _span(m, _opened(text, start, end), end)


def _opened(text: str, start: int, end: int) -> int:
    """Return where the mention begins whose first mark closes what opened before it: 漳州）发展有限公司."""
    for at in range(start, end):
        if text[at] in _MARKS:
            return start
        if text[at] in _CLOSING:
            before = text.rfind(_CLOSING[text[at]], max(0, start - _OPENED_BEFORE), start)
            if before < 0:
                return at + 1 if at + 1 < end and at == start else start
            if text[at] in "）)":
                before -= len(_BEFORE_BRACKET.search(text, max(0, before - 4), before)[0])  # type: ignore[index]
            return start if _BREAK.search(text, before + 1, start) else before
    return start


_BREAK = re.compile(r"[，。；！？\n]")
_BEFORE_BRACKET = re.compile(r"(?:(?![的在和与及于为、，。；：！？\s])[一-龥])*$")


_REGISTERED = vocab.DIVISION_TYPES  # names of theirs are words too, which their stop contexts tell
_QUOTED_TYPES = frozenset({vocab.PROJECT, vocab.EVENT})
_QUOTED_HEAD = re.compile(r"“[^“”，。；：、！？\n]{2,8}”$")


def _quoted_head(text: str, start: int, context: _Anchors) -> int:
    """Return where the name begins whose quoted head stands before it: “一江两湖”游船航线."""
    head = _QUOTED_HEAD.search(text, max(0, start - 10), start)
    if not head or head.span() in context.known or (head.start() + 1, start - 1) in context.known:
        return start
    return head.start()


# ---- policies ------------------------------------------------------------------------------------------------

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


def _policy(text: str, m: Mention, context: _Anchors) -> Mention | None:
    if m.made_by.startswith("pattern:policy"):
        return _span(m, m.start, _without_number(text, m))
    name = text[m.start : m.end]
    inside_marks = name[0] == "《" or text[m.start - 1 : m.start] == "《"
    if inside_marks:
        return None if _TITLE_OF_WORK.search(name) else m
    if _SEVERAL_QUOTED.search(name) or (name.endswith("倡议") and (m.start, m.end - 2) in context.countries):
        return None  # 中国倡议成立: a verb
    start = m.start
    if cut := _ROW_NUMBER.match(name) or _BODY_AND_ROW.match(name):
        start += cut.end()
    if text[m.start - 1 : m.start] not in ("“", "‘") and (lead := _BEFORE_POLICY.match(text, start, m.end)):
        start = lead.end()
    if own := _OFFICE_BEFORE.match(text, start, m.end):
        start = own.end()
    body_end = context.bodies.get(start, m.end)
    if body_end < m.end:
        rest = text[body_end : m.end]
        start = body_end if rest.startswith(_TITLE) or _says_nothing(rest) else start
    two = _TWO_TITLES.search(text, start, m.end)
    m = _span(m, start, two.end() if two else _without_number(text, m))
    name = text[m.start : m.end]
    quoted = text[m.start - 1 : m.start] == "“"
    if _OF_A_YEAR.search(name):
        year, draft = _YEAR_BEFORE.search(text, max(0, m.start - 7), m.start), text.startswith("草案", m.end)
        m = _span(m, year.start() if year else m.start, m.end + 2 * draft)
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


# ---- people --------------------------------------------------------------------------------------------------

_NO_PERSON = re.compile(r"(?:[族镇村县寺庙氏]|..陵)$")


_AFTER_SURNAME = re.compile(r"女士|先生|阿姨|大爷|大妈|大叔|奶奶|爷爷|师傅|老师|同学|老汉|老人|女孩|小姐")
_INSIDE_WORD = re.compile(r"[工过进课流日规章历行里全前旅议]程|[安完健齐周]全|[公水和]平|[党政]委")
_RANK_AFTER = re.compile(
    r"(?<=..)(?:国王|王储|亲王|公主|王后|女王|大公|酋长|埃米尔|总统|总理|副?(?:省长|市长|县长|区长|州长|主席|书记|主任|部长|局长|厅长)|副)$"
)


_NOTE_MARK = re.compile(r"(?<=[^\d①-⑳])[\d①-⑳]+$")
_DIGIT = re.compile(r"[\d①-⑳](?![\d世])")  # 利奥14世 is a name
_NAME_DOT = re.compile(r"[·•・‧]")


def _person(text: str, m: Mention, context: _Anchors) -> Mention | None:
    if mark := _NOTE_MARK.search(text, m.start, m.end):
        m = _span(m, m.start, mark.start())
    if m.end - m.start < 2 or _DIGIT.search(text, m.start, m.end):
        return None
    if _INSIDE_WORD.match(text, m.start - 1) and m.start:
        return None
    if m.end - m.start == 2 and _AFTER_SURNAME.match(text, m.end - 1):
        return None  # a surname with a form of address
    rank = _RANK_AFTER.search(text, m.start, m.end)
    m = _span(m, m.start, rank.start() if rank else m.end - _runs_on(text, m))
    name = text[m.start : m.end]
    if len(name) > 2 and _NO_PERSON.search(name, 1):
        return None
    return m if m.made_by != "model:tagger" or _may_be_person(name, m.score) else None


def _is_part_of_dotted(text: str, m: Mention) -> bool:
    """Whether a known name is one part of a longer foreign name: 拉希德 in 拉希德·阿利莫夫."""
    return bool(_NAME_DOT.match(text, m.end) or (m.start and _NAME_DOT.match(text, m.start - 1)))


def _runs_on(text: str, m: Mention) -> bool:
    """Whether the last character belongs to the verb after the name; 林正 before 在 is a whole name, though."""
    return runs_into_word(text, m.end) and (m.end - m.start > 2 or text[m.end - 1] != "正")


def _may_be_person(name: str, score: float) -> bool:
    return not is_everyday_word(name) and (score > _SURE_PERSON or begins_like_name(name))


_SURE_PERSON = 0.75


# ---- bodies, companies, events, ports --------------------------------------------------------------------------

_NO_BODY = re.compile(
    r"(?:(?:中央|党和|中央和)?国家机关|党政机关|[各上下]级党委|管委会|党工委|[省市县区州旗]委(?:常委会)?|自治区党委(?:常委会)?|(?:省|市|县|区|州|旗|自治区)(?:人民)?政府)"
)
_GANG = re.compile(r"(?:犯罪|诈骗|电诈|贩毒|走私|洗钱|盗窃)(?:集团|团伙|组织)$")
_COMPANY_KIND = re.compile(r"(?:集团公司|集团|银行|公司|企业)$")
_OWNED = re.compile(
    r"(?:集团|银行|(?:航空|电力|石油|天然气|电信|铁路|邮政|港务|能源|矿业|烟草|钢铁)公司)$"
)  # with a place before it such a noun is a name
_GENERIC_BEFORE = re.compile(r"(?:[各该每]|(?<!日)本|有关|相关|所属|下属|我)$")
_FREQUENCY = re.compile(r"^(?:每|\d+[-—~～至到]\d+[次场届])")
_COUNTED = re.compile(r"^(?!.*(?:党|共))(?:世界|全球|全国|亚洲|国内)?第?[一二三四五六七八九十]{1,2}大$")
_CONGRESS = re.compile(r"^(?:十[三-九五六七八九]大?|二十)大$")
_STATION = re.compile(r"(?:站|车站|枢纽站|中心站)$")
_TWO_COUNTRIES = re.compile(r"^[一-龥]{2}(?:边境|陆路|铁路|公路)?口岸$")


_IN_DOCUMENT_NUMBER = re.compile(r"[一-龥]{0,4}(?:函|发|字|办|规)?[〔\[]\d{4}")


_NO_NAMED_BODY = re.compile(r"(?:部门|单位)$|^(?:多国|各国|多个|有关)|驻(?:多国|各国|外)(?:大?使馆|使领馆)$")
_BARE_COURT = re.compile(r"(?:各级)?(?:人民)?(?:法院|检察院)")
_LOCAL_BEFORE = re.compile(r"(?:当地|各地|属地|各级|各县区?)(?:[一-龥]{2,5}、){0,3}$")
_BARE_OFFICE = re.compile(r"[一-龥]{1,5}[局委办]")
_HOUSE = re.compile(r"(?:联检大?楼|旅检大?楼|旅检大厅|联检大厅|航站楼|候机楼|查验场)$")
_NO_STATE_ORGAN = re.compile(r"(?:红十字会|社会科学院|社科院|农业科学院|农科院|博物馆|图书馆|大学|医院)$")


def _body(text: str, m: Mention, context: _Anchors) -> Mention | None:
    if not m.made_by.startswith("pattern:"):
        if _NO_NAMED_BODY.search(text[m.start : m.end]) or _BARE_COURT.fullmatch(text, m.start, m.end):
            return None
        if _BARE_OFFICE.fullmatch(text, m.start, m.end) and _LOCAL_BEFORE.search(text, max(0, m.start - 20), m.start):
            return None
        if _HOUSE.search(text, m.start, m.end):
            return dataclasses.replace(m, type=vocab.PROJECT)
        if _NO_STATE_ORGAN.search(text, m.start, m.end):
            return dataclasses.replace(m, type=vocab.ORGANIZATION)
    if _IN_DOCUMENT_NUMBER.match(text, m.end) or _is_row_of_bodies(m, context):
        return None
    if crew := _CREW.search(text, m.start, m.end):
        return dataclasses.replace(m, end=crew.start(), type=vocab.PROJECT)
    return None if _NO_BODY.fullmatch(text, m.start, m.end) else m


def _is_row_of_bodies(m: Mention, context: _Anchors) -> bool:
    """Whether the mention is two or more known bodies side by side: 教育部科技部."""
    at = context.bodies.get(m.start, m.end)
    while at < m.end and at in context.bodies:
        at = context.bodies[at]
        if at == m.end:
            return True
    return False


_LEAGUE = re.compile(r"(?:联赛|锦标赛|公开赛|挑战赛|邀请赛|杯赛|巡回赛)$")


_OF_A_TOWN = re.compile(
    r"(?:[乡镇村]|街道|社区)(?:党委|党工委|党总支|党支部|政府|人民政府|办事处|村委会|居委会|村民委员会)$"
)


_HUB = re.compile(r"(?:集散|分拨|转运|配送|集结|储运|换装)中心$")
_ORGANISED = re.compile(r"组织|统筹|推动|引导|鼓励|支持|依托|发挥|充分")
_SEVERAL = re.compile(
    r"多家|几家|[两三四五六七八九十]家|^(?:海外|境外|外国|各类|有关|相关)?(?:商协会|行业协会|商会协会)$|.的.*中心$"
)
_GROUP_OF_STATES = re.compile(r"(?:国|国家|传媒|报业|媒体|出版|艺术|剧院|演艺|医疗|教育)集团$")


def _organization(text: str, m: Mention, context: _Anchors) -> Mention | None:
    if _HUB.search(text, m.start, m.end):
        return dataclasses.replace(m, type=vocab.PROJECT)
    division = context.division_ends.get(m.start)
    if _SEVERAL.search(text[m.start : m.end]) or (division and _ORGANISED.match(text, division, m.end)):
        return None
    if text.endswith("集团", m.start, m.end) and not _GROUP_OF_STATES.search(text, m.start, m.end):
        return _company(text, dataclasses.replace(m, type=vocab.COMPANY), context)
    if _LEAGUE.search(text, m.start, m.end):
        return dataclasses.replace(m, type=vocab.EVENT)
    if _OF_A_TOWN.search(text, m.start, m.end):
        return dataclasses.replace(m, type=vocab.GOVERNMENT_BODY)
    return m


_COUNT_AFTER = re.compile(
    r"(?<=..)[两三四五六七八九十]{1,2}[大家](?:船厂|企业|银行|公司|集团|巨头|车企|航司|运营商|品牌)$"
)
_SORT_AFTER = re.compile(r"机构|业(?!务)|间|系统")


def _company(text: str, m: Mention, context: _Anchors) -> Mention | None:
    if count := _COUNT_AFTER.search(text, m.start, m.end):
        m = _span(m, m.start, count.start())
    name = text[m.start : m.end]
    if _GANG.search(name):
        stem = _GANG.sub("", name)
        return dataclasses.replace(m, type=vocab.ORGANIZATION) if stem.endswith(("家", "”", "帮")) else None
    kind = _COMPANY_KIND.search(name)
    if kind and words_of("company").fullmatch(name, 0, kind.start()):
        owner = context.places.get(m.start)
        if owner is None or text.startswith("中国", owner) or not _OWNED.search(name):
            return None
        return dataclasses.replace(m, start=owner, made_by=OF_PLACE)
    if kind and kind[0] == "银行" and _SORT_AFTER.match(text, m.end):
        return None
    if kind and _GENERIC_BEFORE.search(text, max(0, m.start - 2), m.start):
        return None
    trade = _trade_after().match(text, m.end)
    return _span(m, m.start, trade.end()) if trade and not kind else m


@cache
def _trade_after() -> re.Pattern[str]:
    """A line of business that ends a firm's name before a mark: 云帆 before 机器人等企业."""
    return re.compile(rf"(?:{any_of('trade')})(?=[、，。和与（(]|等)")


_STUDIED = re.compile(
    r"(?:深入|认真|全面)?(?:学习|宣传|传达|贯彻|落实|践行){1,3}(?=[^，。]{0,12}(?:全会|二十大|十九大|两会)$)"
)
_NO_EVENT = re.compile(r"(?:战争|斗争)$|^(?:往届|历届|历次|每届|各届)|^(?:国庆|新年|新春|春节|建军节|欢迎|答谢)招待会$")
_LUNAR_YEAR = re.compile(r"[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥](?:[（(]20\d\d[）)])?年$")
_HOW_MANY = re.compile(r"^\d{1,3}[届次](?=..)")


def _event(text: str, m: Mention, context: _Anchors) -> Mention | None:
    if studied := _STUDIED.match(text, m.start, m.end):
        m = _span(m, studied.end(), m.end)
    name = text[m.start : m.end]
    if _NO_EVENT.search(name):
        return None
    if counted := _HOW_MANY.match(name):
        return _span(m, m.start + counted.end(), m.end)
    if year := _LUNAR_YEAR.search(text, max(0, m.start - 9), m.start):
        m = _span(m, year.start(), m.end)
    if _FREQUENCY.match(name) or (_COUNTED.match(name) and not _CONGRESS.match(name)):
        return None
    return m


def _port(text: str, m: Mention, context: _Anchors) -> Mention | None:
    name = text[m.start : m.end]
    if name.endswith("电子口岸") or (m.start, m.end - 2) in context.countries:
        return None
    if _TWO_COUNTRIES.match(name) and all(c in _ABBREVIATIONS for c in name[:2]):
        return None
    return dataclasses.replace(m, type=vocab.PLACE) if _STATION.search(name) else m


_ABBREVIATIONS = frozenset(
    "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀渝黔滇藏陕甘陇青宁新港澳台中俄哈越朝韩日老缅印尼塔吉巴"
)


def _division(text: str, m: Mention, context: _Anchors) -> Mention | None:
    """沪杭, 鲁豫: two provinces in one character each are no name, nor is a number of divisions: 三市."""
    name = text[m.start : m.end]
    if _NUMBER_OF.fullmatch(name):
        return None
    return None if len(name) == 2 and all(c in _ABBREVIATIONS for c in name) else m


_NO_TOWN = re.compile(r"(?:山|湖|岛|峡谷|草原|沙漠|古城|古镇|景区|寺|园)$")


def _city(text: str, m: Mention, context: _Anchors) -> Mention | None:
    """A mountain or a lake that no register knows as a city is none: 云台山."""
    right = _division(text, m, context)
    if right is None or (m.start, m.end) in context.divisions or not _NO_TOWN.search(text, m.start, m.end):
        return right
    return dataclasses.replace(right, type=vocab.PLACE)


def _country(text: str, m: Mention, context: _Anchors) -> Mention | None:
    """英法德 in 英法德三国 is a row of countries in one character each, no name; nor is 贵国."""
    if text[m.start : m.start + 2] in ("贵国", "两国", "各国", "我国"):
        return None
    return None if all(c in _country_characters() for c in text[m.start : m.end]) else m


@cache
def _country_characters() -> frozenset[str]:
    return frozenset(row["short"] for row in load_lexicon("country_characters") if len(row["short"]) == 1)


_NUMBER_OF = re.compile(r"[一二两三四五六七八九十多各]+[省市县区州盟旗]")
_MORE_PROVINCES = re.compile(
    r"(?:[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀渝黔滇藏陕甘青宁]{1,4}(?=等|、|[两二三四五六七八九]?[省市地区])|三地(?!区))"
)


_QUARTERS = frozenset(("东北", "西北", "东南", "西南"))
_CORNER = re.compile(r"^[东西][南北][角部侧端]$")
_SIDE = re.compile(r"[角侧端麓坡风偏面]|部(?!分)|方向|\d")


def _county(text: str, m: Mention, context: _Anchors) -> Mention | None:
    """The counties of China are all known; what else looks like one without its ending is another kind of place."""
    right = _division(text, m, context)
    if right is None or (m.start, m.end) in context.divisions or text[m.end - 1] in "县区旗":
        return right
    return dataclasses.replace(right, type=vocab.PLACE)


_CREW = re.compile(r"(?:航天员)?乘组$")


def _project(text: str, m: Mention, context: _Anchors) -> Mention | None:
    crew = _CREW.search(text, m.start, m.end)
    if crew:
        return _span(m, m.start, crew.start())
    if text[m.start].isdigit() and text[m.start - 1 : m.start] == "±":
        return _span(m, m.start - 1, m.end)
    rank = _RANK_OF_WORK.search(text, m.start, m.end)
    if rank and (m.start, rank.start()) in context.known:
        return _span(m, m.start, rank.start())
    return m


_RANK_OF_WORK = re.compile(r"(?:骨干|控制性|控制性节点|重点|核心|配套|标志性|先导|重大)(?:工程|项目)$")
_WORK_SITE = re.compile(r"(?:电站|水库|大桥|隧道|枢纽|工程|项目)(?P<site>坝址|工地|施工现场|建设现场|项目部)$")

_WOOD = re.compile(r"(?:胡杨|防护|经济|公益|人工|天然|果木|原始森|红树|热带雨|防风)林$")
_WATER = re.compile(r"界[江河湖]|内河|外海|近海|远海|江河|河流|湖泊|江湖|海域|水域")
_OVERHANG = re.compile(r"(?:(?<=..)热带(?=低压|扰动|气旋|风暴)|(?<=.)岛国|(?<=村)村|(?<=镇)镇)?$")
_REGION = "京津冀"  # the one row of abbreviations that has become a name


def _place(text: str, m: Mention, context: _Anchors) -> Mention | None:
    """京津冀 in 京津冀晋四地 is four provinces, no region; 太平洋 in 太平洋岛国 is the name."""
    if at_work := _WORK_SITE.search(text, m.start, m.end):
        return _span(dataclasses.replace(m, type=vocab.PROJECT), m.start, at_work.start("site"))
    name = text[m.start : m.end]
    if _WOOD.fullmatch(name) or _WATER.fullmatch(name):
        return None
    if len(name) == 3 and name[2] == "站" and all(c in _ABBREVIATIONS for c in name[:2]):
        return None
    if (name in _QUARTERS and _SIDE.match(text, m.end)) or _CORNER.match(name):
        return None
    if (
        all(c in _ABBREVIATIONS for c in name)
        and _MORE_PROVINCES.match(text, m.end)
        and not (name == _REGION and text.startswith("三地", m.end))
    ):
        return None
    return _span(m, m.start, m.end - len(_OVERHANG.search(name)[0]))  # type: ignore[index]


_RULES: Mapping[str, Rule] = {
    vocab.POLICY: _policy,
    vocab.PERSON: _person,
    vocab.OFFICIAL: _person,
    vocab.GOVERNMENT_BODY: _body,
    vocab.COMPANY: _company,
    vocab.ORGANIZATION: _organization,
    vocab.EVENT: _event,
    vocab.PORT: _port,
    vocab.PROVINCE: _division,
    vocab.CITY: _city,
    vocab.COUNTRY: _country,
    vocab.COUNTY: _county,
    vocab.PROJECT: _project,
    vocab.PLACE: _place,
}
