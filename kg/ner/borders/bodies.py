"""Borders and types of bodies, organisations and companies: sorts of them, rows of them, a trade behind a firm."""

from __future__ import annotations

import dataclasses
import re
from functools import cache

from kg import vocab
from kg.ner.borders.known_names import KnownNames, respanned
from kg.ner.common_words import any_of, words_of
from kg.records import Mention

OF_PLACE = "pattern:company/of-place"  # made of a place and common words: 新加坡国际港务集团
_NO_BODY = re.compile(
    r"(?:(?:中央|党和|中央和)?国家机关|党政机关|[各上下]级党委|管委会|党工委|[省市县区州旗]委(?:常委会)?|自治区党委(?:常委会)?|(?:机关|支部|基层|直属|临时|流动|联合|本|该|各|村|社区|学校|企业|公司|所在|离退休干部|第[一二三四五六七八九十]+)*(?:党支部|党总支|党小组|党组织?|村委会|居委会)|(?:省|市|县|区|州|旗|自治区)(?:人民)?政府)"
)
_GANG = re.compile(r"(?:犯罪|诈骗|电诈|贩毒|走私|洗钱|盗窃)(?:集团|团伙|组织)$")
_COMPANY_KIND = re.compile(r"(?:集团公司|集团|银行|(?:集团|股份)?有限公司|公司|企业)$")
_OWNED = re.compile(
    r"(?:集团|银行|(?:航空|电力|石油|天然气|电信|铁路|邮政|港务|能源|矿业|烟草|钢铁)公司)$"
)  # with a place before it such a noun is a name
_GENERIC_BEFORE = re.compile(r"(?:[各该每]|(?<!日)本|有关|相关|所属|下属|我)$")
_IN_DOCUMENT_NUMBER = re.compile(r"[一-龥]{0,4}(?:函|发|字|办|规)?[〔\[]\d{4}")


_NO_NAMED_BODY = re.compile(r"(?:部门|单位)$|^(?:多国|各国|多个|有关)|驻(?:多国|各国|外)(?:大?使馆|使领馆)$")
_BARE_COURT = re.compile(r"(?:各级)?(?:人民)?(?:法院|检察院)")
_LOCAL_BEFORE = re.compile(r"(?:当地|各地|属地|各级|各县区?)(?:[一-龥]{2,5}、){0,3}$")
_BARE_OFFICE = re.compile(r"[一-龥]{1,5}[局委办]")
_HOUSE = re.compile(r"(?:联检大?楼|旅检大?楼|旅检大厅|联检大厅|航站楼|候机楼|查验场)$")
_DEPARTMENT = re.compile(
    r"(?:货运|客运|运输|市场|营销|销售|人力资源|财务|工程|技术|研发|安全|安环|宣传|综合|办公|项目|生产|物资|党群|党建)+(?:管理)?部"
)
_FIRM_BEFORE = re.compile(r"(?:公司|集团|银行|股份)$")
_NO_STATE_ORGAN = re.compile(r"(?:红十字会|社会科学院|社科院|农业科学院|农科院|博物馆|图书馆|大学|医院)$")
_CREW = re.compile(r"(?:航天员)?乘组$")


def body(text: str, m: Mention, near: KnownNames) -> Mention | None:
    """Return a body; None if it is a sort of bodies, a row of them or part of a document number."""
    if not m.made_by.startswith("pattern:"):
        if _NO_NAMED_BODY.search(text[m.start : m.end]) or _BARE_COURT.fullmatch(text, m.start, m.end):
            return None
        if _BARE_OFFICE.fullmatch(text, m.start, m.end) and _LOCAL_BEFORE.search(text, max(0, m.start - 20), m.start):
            return None
        if _DEPARTMENT.fullmatch(text, m.start, m.end) and _FIRM_BEFORE.search(text, max(0, m.start - 2), m.start):
            return None
        if _HOUSE.search(text, m.start, m.end):
            return dataclasses.replace(m, type=vocab.PROJECT)
        if _NO_STATE_ORGAN.search(text, m.start, m.end):
            return dataclasses.replace(m, type=vocab.ORGANIZATION)
    if _IN_DOCUMENT_NUMBER.match(text, m.end) or _is_row_of_bodies(m, near):
        return None
    if crew := _CREW.search(text, m.start, m.end):
        return dataclasses.replace(m, end=crew.start(), type=vocab.PROJECT)
    return None if _NO_BODY.fullmatch(text, m.start, m.end) else m


def _is_row_of_bodies(m: Mention, near: KnownNames) -> bool:
    """Whether the mention is two or more known bodies side by side: 教育部科技部."""
    at = near.bodies.get(m.start, m.end)
    while at < m.end and at in near.bodies:
        at = near.bodies[at]
        if at == m.end:
            return True
    return False


_LEAGUE = re.compile(r"(?:联赛|锦标赛|公开赛|挑战赛|邀请赛|杯赛|巡回赛)$")


_OF_A_TOWN = re.compile(
    r"(?:[乡镇村]|街道|社区)(?:党委|党工委|党总支|党支部|政府|人民政府|办事处|村委会|居委会|村民委员会)$"
)


_WORKS = re.compile(
    r"(?:株式会社|会社|工厂|化工厂|机械厂|造船厂|炼油厂|炼钢厂|钢铁厂|制造厂|水泥厂|造纸厂|纺织厂|食品厂|加工厂|印刷厂|制药厂|轮胎厂|卷烟厂)$"
)
_STATION = re.compile(r"(?:集装箱|铁路|货运)(?:中心)?站$|(?<=[东西南北])站$")
_HUB = re.compile(r"(?:集散|分拨|转运|配送|集结|储运|换装)中心$")
_ORGANISED = re.compile(r"组织|统筹|推动|引导|鼓励|支持|依托|发挥|充分")
_SEVERAL = re.compile(
    r"多家|几家|[两三四五六七八九十]家|^(?:海外|境外|外国|各类|有关|相关)?(?:商协会|行业协会|商会协会)$|.的.*中心$"
)
_GROUP_OF_STATES = re.compile(r"(?:国|国家|传媒|报业|媒体|出版|艺术|剧院|演艺|医疗|教育)集团$")


def organization(text: str, m: Mention, near: KnownNames) -> Mention | None:
    """Return an organisation under the type its last word shows; None if it is a sort of them."""
    if text[m.start] == "党" and text[m.start - 1 : m.start] in "对政野合大" and text.endswith("党", m.start, m.end):
        m = respanned(m, m.start + 1, m.end)  # 反对党X党
    if _STATION.search(text, m.start, m.end):
        return dataclasses.replace(m, type=vocab.PLACE)
    if _HUB.search(text, m.start, m.end):
        return dataclasses.replace(m, type=vocab.PROJECT)
    division = near.division_ends.get(m.start)
    if _SEVERAL.search(text[m.start : m.end]) or (division and _ORGANISED.match(text, division, m.end)):
        return None
    if _WORKS.search(text, m.start, m.end):
        return company(text, dataclasses.replace(m, type=vocab.COMPANY), near)
    if text.endswith("集团", m.start, m.end) and not _GROUP_OF_STATES.search(text, m.start, m.end):
        return company(text, dataclasses.replace(m, type=vocab.COMPANY), near)
    if _LEAGUE.search(text, m.start, m.end):
        return dataclasses.replace(m, type=vocab.EVENT)
    if _OF_A_TOWN.search(text, m.start, m.end):
        return dataclasses.replace(m, type=vocab.GOVERNMENT_BODY)
    return m


_COUNT_AFTER = re.compile(
    r"(?<=..)[两三四五六七八九十]{1,2}[大家](?:船厂|企业|银行|公司|集团|巨头|车企|航司|运营商|品牌)$"
)
_SORT_AFTER = re.compile(r"机构|业(?!务)|间|系统")


def company(text: str, m: Mention, near: KnownNames) -> Mention | None:
    """Return a company with the place or trade of its name; None if it is a sort of companies or a gang."""
    if count := _COUNT_AFTER.search(text, m.start, m.end):
        m = respanned(m, m.start, count.start())
    name = text[m.start : m.end]
    if _GANG.search(name):
        stem = _GANG.sub("", name)
        return dataclasses.replace(m, type=vocab.ORGANIZATION) if stem.endswith(("家", "”", "帮")) else None
    kind = _COMPANY_KIND.search(name)
    if kind and words_of("company").fullmatch(name, 0, kind.start()):
        if kind[0].endswith("有限公司") and (called := _called_after(m.start, near)) is not None:
            return dataclasses.replace(m, start=called, made_by=OF_PLACE)
        owner = near.places.get(m.start)
        if owner is None or text.startswith("中国", owner) or not _OWNED.search(name):
            return None
        return dataclasses.replace(m, start=owner, made_by=OF_PLACE)
    if kind and kind[0] == "银行" and _SORT_AFTER.match(text, m.end):
        return None
    if kind and _GENERIC_BEFORE.search(text, max(0, m.start - 2), m.start):
        return None
    trade = _trade_after().match(text, m.end)
    return respanned(m, m.start, trade.end()) if trade and not kind else m


def _called_after(start: int, near: KnownNames) -> int | None:
    """Return where the firm's name begins that a work, place or port before its trade gives it, with its division."""
    called = near.ends.get(start)
    return near.places.get(called, called) if called is not None else None


@cache
def _trade_after() -> re.Pattern[str]:
    """A line of business that ends a firm's name before a mark: 云帆 before 机器人等企业."""
    return re.compile(rf"(?:{any_of('trade')})(?=[、，。和与（(]|等)")
