"""Whose figure it is: the place, body, product or event that a clause names before its indicator.

The mentions of the document are used where there are any; names that only a passage makes clear (长三角地区, 民营企业,
本届博览会) are found by the words they end in. What is found carries over to the clauses after it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from kg import vocab
from kg.observations.anaphora import PAIR, Anaphora, Standing
from kg.records import DocumentEntity, Span

_HOLDERS = vocab.PLACE_TYPES | vocab.BODY_TYPES | {vocab.PORT, vocab.EVENT, vocab.PROJECT, vocab.ZONE}
_CENTRAL = "cnbody:"  # register codes of China's central bodies, which tell figures of others
_SOURCES = re.compile(
    r"(?:总署|总局|统计局|新闻办公室|联合会|协会|学会|商会|工商联|信息中心|研究中心|研究院|研究所|智库|基金组织|世界银行|世行|亚行|央行|"
    r"经合组织|世界贸易组织|世贸组织|国铁集团|国家铁路集团)$"
)  # kinds of bodies that gather figures; the railway group tells those of all railways
_HOME = re.compile(
    r"我国|国家铁路|(?:中央|地方|省级|省|市|县)财政(?!厅|局|部)|全国(?!人大|政协|两会|性|统一|劳动|率先|首创|领先|首个|首批|首位|第一|前列|最)|中国(?!人民|海关|移动|联通|电信|石油|石化|[^，。]{1,12}?(?:联合会|协会|中心|委员会|总公司|集团|学会|商会|研究院|总局))|全[美英德法俄韩]国?|[美中俄日韩英法德]方(?![面案式法向针阵略])|(?:主|中心)城区|全省|全市|全区|全县|全州|全球(?!首|最|领先|第一|\d)|[我本][省市县]|世界(?=经济|贸易|平均)"
)
_PROPER = (
    r"(?:自由贸易港|自由贸易试验区|自贸试验区|自贸区|自贸港|开发区|保税区|新区|示范区|先行区|经济区|经济带|城市群|大湾区(?:内地(?:\d|九)市)?|"
    r"(?<![农该一些各多])地区(?!生产总值|差异)|流域|半岛|盆地|自治区|自治州|特别行政区|国家公园|自然保护区|产业园|工业园|科技园|物流园|国际机场|机场|口岸|港口|"
    r"铁路局集团|有限公司|股份公司|集团|运动会|[览易博贸洽运冬]会|论坛|"
    r"班列|专列|专项行动|攻坚行动|国庆档|春节档|暑期档|[^国家上下]大学|水电站|油田|平台)"
)
_GENERIC = (
    r"(?:制造业|服务业|农业|工业(?!增加值|用电|机器|互联|和信)|行业|产业(?!集群|规模|园)|批发业|零售业|餐饮业|旅游业|物流业|快递业|运输业|轻工业|林业|渔业|采矿业|(?<![营商就创毕作专失停开职])业|"
    r"新业态|(?:沿海|内河|主要)港口|科创板|创业板|北交所|[沪深]市|铁路|公路|水路|民航|水运|企业|产品|商品|集群|机构|银行|类商品)"
)
_EDITION = (
    r"(?:本届|首届|上届|第[一二三四五六七八九十百\d]{1,4}届|\d{4}年?)[^，。；、]{0,20}?(?:论坛|[一-鿿]{2}节(?![日约目奏省能点水气])|[一-鿿]{2}周(?![年边期转末日])|"
    r"[^，。；、大获中得开颁一二三四五]奖(?![励金项牌学补])|大会|年会|展会|[^大机协社商议]会)(?:第[一二三四五]期)?(?:线下展|进口展|出口展)?"
)
_NAMED = re.compile(
    rf"(?P<name>{_EDITION}|“[^”]{{1,10}}”(?:工程|行动|计划|倡议|平台|合作)|[“]?[^，。；、《\s的和与及等]{{1,14}}?[”]?{_PROPER})(?![量额值率])"
)
_MEDIA = re.compile(r"(?:社|网|台|报|传媒|客户端)$")
_IS_SITTING = re.compile(
    r"(?:会议|全会|发布会|记者会|见面会|座谈会|通气会|例会)$"
)  # what is told there is about others
_REPORTS = re.compile(r"业|消息|记者|讯(?![息号])|报道|客户端|\s*电(?=[\s（(])")  # 旅游 + 业; the media that reports
_MODE = re.compile(
    r"(?P<name>铁路|公路|水路|民航|水运|航空)(?:部门|方面)?(?!机车|运输设备|货物|航天|器材|船舶|车辆|复线|电[气化]|网|营业里程)"
)
_SORT = re.compile(
    rf"(?!第[一二三]产业增加值)(?P<name>(?:[^，。；、\s的和与对]{{0,16}}{_GENERIC}|[^，。；、\s的对]{{2,14}}类(?:商品|产品)))(?![务绩态主者余界已贷信职登所]|税目)"
)
_LISTED_SORTS = re.compile(
    r"(?:[^，。；、\s的]{1,10}、)+[^，。；、\s的]{1,12}?等[^，。；、\s的\d]{0,8}?(?:业务|行业|产品|商品|领域|企业|业)(?![务绩主者余])"
)
_VERB_FIRST = re.compile(
    r"这?是|走进|走访|来到|位于|新改建|新改扩建|研究|制定|完善|健全|优化|加强|深化|做好|鼓励|引导|提升|提高|强化|拓展|聚焦|围绕|扩大|规范|探索|积极|大力|深入|加大|统筹|建立|构建|启动|稳定|保障|巩固|壮大|做大|做强|成为|指导|帮助|助力|扶持|奖励|新增|新建|新开|改建|扩建|实施|支持|建设|培育|推进|打造|完成|落实|还|共|开行|发送|来自|组建|带动|推动|促进|形成|服务|通过|吸引|覆盖|涉及|利用|使用|购买|生产|销售|销往|跨|各|等|多|在|对|有|从|将|"
    r"已|未|不|同比|其中|占|向|由|与|和|为|以|按|累计|实现|达|超|近|约|取得|获得|参加|参展|出台|举办|开展|加快|持续|改造|拥有|建成|投资|发展|发放|接待|运营|引进|注册"
)
_VERB_INSIDE = re.compile(
    r"由|（|引导|推进|加快|支持|用于|使用|获批|连通|连接|横跨|是|走访|累计|收集|总书记|同志|给|出席|主持|来到|前往|举行|共有|拥有|全面|开展|落实|促进|带动|重点|构建|打造|预订|实现|完成|购买|新增|获得|增加|把|将|从|被|对|向|为|在|到|于|了|与|数据"
)
_TITLE = re.compile(r"《[^《》]{2,60}》")
_WORK = re.compile(r"(?:动画)?(?:电影|影片|电视剧|纪录片|舞剧|话剧|游戏)《[^《》]{1,30}》")
_OWN_PARTS = re.compile(r"(?:共|分|包|含|有|由){1,3}[为括]?\d+(?:个部分|个方面|条|章|款|项|部分)")  # of a policy
_OF_A_PLACE = ("人", "籍", "军", "媒")  # 巴勒斯坦人 are not the place
_PREPOSITIONS = tuple("经从在据《")
_OWNS = re.compile(r"的|所在的|首府|省会|首都|(?:旗下|所属|下属)的?")
_THIS_ONE = re.compile(
    r"的(?:这|那|一)[家个座条处所][^，。；、的\d\s]{0,12}?(?:企业|公司|厂|园|市场|医院|学校|项目|工程|村|社区|基地|车间|农场|合作社|码头|商场|门店|超市|银行)"
)
_AGENCY = re.compile(r"(?:各级|各地)?(?:公安机关|检察机关|人民法院|法院|税务部门|税务机关|消防救援队伍|公安部门)")
_COUNT_INSIDE = re.compile(r"\d+[省市县区国]")
_BODY = re.compile(r"[^，。；\s]{0,10}?(?:局|部|署|委|委员会|办公室|银行|央行|研究所|机构|中心|统计厅)")
_LOOKAHEAD = 4  # characters after a noun that tell what it is (项目总投资)
_TOO_WIDE = (
    "国家和地区",
    "企业",
    "行业",
    "产业",
    "产品",
    "商品",
    "铁路网",
    "平台",
    "地区",
    "集群",
    "设备",
    "机构",
    "城市",
    "项目",
    "工业",
    "材料",
)
_KINDS_OF_PLACE = ("港口", "沿海港口", "内河港口", "主要港口", "口岸", "机场", "集团")


class Holders:
    """The names of a passage that a figure may be about."""

    def __init__(self, text: str, entities: Sequence[DocumentEntity]) -> None:
        held = (
            x for x in entities if x.type in _HOLDERS and not (x.type == vocab.EVENT and _IS_SITTING.search(x.name))
        )
        self._place_names = sorted(
            {s for x in entities if x.type in vocab.PLACE_TYPES for s in x.surfaces}, key=lambda s: (-len(s), s)
        )
        self._central = {n for x in entities if (x.link or "").startswith(_CENTRAL) for n in (x.name, *x.surfaces)}
        self._anaphora = Anaphora(text, [x for x in entities if x.type in _HOLDERS and not self.is_source(x.name)])
        self._firms = {
            span
            for x in entities
            if x.type in (vocab.COMPANY, vocab.PORT) and not (_MEDIA.search(x.name) or self.is_source(x.name))
            for span in x.mentions
        }
        self._regions = {x.id for x in entities if x.type in vocab.PLACE_TYPES - {vocab.COUNTRY}}
        self._bodies = {
            x.id for x in entities if x.type in vocab.BODY_TYPES and not x.name.endswith(("市中心", "城区"))
        }  # a city's centre is a place, whatever recognition took it for
        self._places = {(s, e) for x in entities if x.type in vocab.PLACE_TYPES for s, e in x.mentions}
        spans = sorted((s, e, x.id) for x in held for s, e in x.mentions)
        self._types = {span: x.type for x in entities for span in x.mentions}
        self._spans = spans
        self._starts = [s for s, _, _ in spans]

    @property
    def mentions(self) -> list[Span]:
        """The spans of the names that are entities, in order."""
        return [(s, e) for s, e, _ in self._spans]

    def mentions_in(self, start: int, end: int) -> list[Span]:
        """Return the spans of the entities mentioned from ``start`` on and before ``end``, in order."""
        return [(s, e) for s, e, _ in self._spans[bisect_left(self._starts, start) : bisect_left(self._starts, end)]]

    def works(self) -> list[Span]:
        """Return the spans of the names of events and projects, in order."""
        return sorted(span for span, type_ in self._types.items() if type_ in (vocab.EVENT, vocab.PROJECT))

    @staticmethod
    def named(text: str) -> list[tuple[int, int, str]]:
        """Return the names of a text that its words make clear (我国, 中越, X开发区, 铁路) with its pattern."""
        patterns = ((_HOME, 0, "whole"), (PAIR, 0, "pair"), (_NAMED, "name", "proper"), (_MODE, "name", "mode"))
        return [(*m.span(group), how) for pattern, group, how in patterns for m in pattern.finditer(text)]

    def meant(self, text: str, start: int, end: int) -> Span | None:
        """Return the span of the name that the noun at ``start`` stands for, None if it stands for none."""
        standing = self._anaphora.at(text, start, end)
        return None if standing is None else standing.meant

    def type_of(self, start: int, end: int) -> str:
        """Return the type of the entity mentioned at exactly this span, "" if there is none."""
        return self._types.get((start, end), "")

    def entity(self, start: int, end: int) -> str | None:
        """Return the id of the entity mentioned at exactly this span."""
        index = bisect_left(self._starts, start)
        while index < len(self._spans) and self._spans[index][0] == start:
            if self._spans[index][1] == end:
                return self._spans[index][2]
            index += 1
        return None

    def at(self, start: int) -> tuple[int, int] | None:
        """Return the span of the entity mentioned from ``start`` on, or None."""
        index = bisect_left(self._starts, start)
        if index < len(self._spans) and self._spans[index][0] == start:
            return start, self._spans[index][1]
        return None

    def stands_for(self, text: str, span: tuple[int, int]) -> Standing | None:
        """Return what the noun at a span stands for (全省, 该公司), None if it is a name itself."""
        standing = self._anaphora.at(text, span[0], span[1] + _LOOKAHEAD)
        return standing if standing is not None and standing.span == span else None

    def reports_itself(self, span: tuple[int, int]) -> bool:
        """Whether who tells the figures is a firm or port, whose own they are, and no body that gathers them."""
        return span in self._firms

    def is_region(self, entity: str | None) -> bool:
        """Whether an entity is a place of a country (吉林, 阜阳), not a country itself."""
        return entity in self._regions

    def is_body(self, entity: str | None) -> bool:
        """Whether an entity is a body, which a place may be part of the name of."""
        return entity in self._bodies

    def is_place(self, span: tuple[int, int]) -> bool:
        """Whether a span is the mention of a place."""
        return span in self._places

    def first_in(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the span of the first entity mentioned from ``start`` on and before ``end``, or None."""
        index = bisect_left(self._starts, start)
        return self._spans[index][:2] if index < len(self._spans) and self._starts[index] < end else None

    def last_place(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """Return the span of the last place mentioned inside a span, with the names before it that it goes on from."""
        last = bisect_left(self._starts, end) - 1
        while last >= 0 and self._spans[last][0] >= start:
            s, e, _ = self._spans[last]
            if (s, e) in self._places and e <= end and not text.startswith(_OF_A_PLACE, e):
                while last > 0 and self._spans[last - 1][1] == s and self._spans[last - 1][0] >= start:
                    last -= 1
                    s = self._spans[last][0]
                return s, e
            last -= 1
        return None

    def names_place(self, name: str) -> bool:
        """Whether a name holds that of a place of the passage (美国伊利诺伊州警方)."""
        return any(place in name for place in self._place_names if len(place) > 1)

    def is_place_name(self, name: str) -> bool:
        """Whether a name is that of a place of the passage (湖北, of 湖北、四川、安徽麦收)."""
        return name in self._place_names

    def place_of_body(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """Return the span of the place that the name of a body of that place begins with (匈牙利气象局)."""
        name = next((n for n in self._place_names if len(n) > 1 and text.startswith(n, start)), None)
        if name is None or self.is_home(name) or not _BODY.match(text, start + len(name), end):
            return None
        return start, start + len(name)

    def any_in(self, start: int, end: int) -> bool:
        """Whether an entity is mentioned inside a span."""
        return bisect_left(self._starts, start) < bisect_left(self._starts, end)

    def ends_with_one(self, start: int, end: int) -> bool:
        """Whether an entity is mentioned at the end of a span and begins inside it."""
        first = bisect_right(self._starts, start)
        return any(e == end for _, e, _ in self._spans[first : bisect_left(self._starts, end)])

    def entity_of(self, start: int, end: int) -> str | None:
        """Return the id of the entity mentioned at a span or, in a chain of names (湖南岳阳), at its end."""
        exact = self.entity(start, end)
        if exact is not None:
            return exact
        first, last = bisect_right(self._starts, start), bisect_left(self._starts, end)
        return next((x for _, e, x in reversed(self._spans[first:last]) if e == end), None)

    def _with_owned(self, text: str, start: int, best: int, end: int) -> tuple[int, int]:
        """Return the span of a name, or of what stands as its own right after it (苏州的同里古镇, X集团旗下Y公司)."""
        while True:
            owns = _OWNS.match(text, best, end)
            inner = self.at(owns.end()) if owns else None
            if owns is None or inner is None or inner[1] > end:
                break
            start, best = (start if owns.group() == "的" else inner[0]), inner[1]
        this = _THIS_ONE.match(text, best, end)
        return start, this.end() if this else best

    def ending_at(self, end: int) -> tuple[int, int] | None:
        """Return the span of the entity mentioned up to ``end``, or None."""
        last = bisect_left(self._starts, end)
        return next(((s, e) for s, e, _ in reversed(self._spans[max(0, last - 2) : last]) if e == end), None)

    def leading(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """Return the span of the proper name that a noun phrase begins with (我国, 长三角地区, 本届博览会), or None."""
        dash = text.rfind("——", start, end)
        if dash >= 0 and self.at(dash + 2) is not None:
            start = dash + 2  # 我国最大的基地——X油田
        elif self._is_led(text, start):
            start += 1  # 经X班列
        work = _WORK.match(text, start, end)
        if work is not None:
            return work.span()
        title = _TITLE.match(text, start, end)
        if title is not None and _OWN_PARTS.match(text, title.end()):
            return title.span()
        standing = self._anaphora.at(text, start, end)
        if standing is not None:
            return standing.span
        pair = PAIR.match(text, start, end)
        if pair is not None:
            return pair.span()
        home = _HOME.match(text, start, end)
        best = home.end() if home else start
        index = bisect_left(self._starts, start)
        while index < len(self._spans) and self._spans[index][0] <= best and self._spans[index][1] <= end:
            if not _REPORTS.match(text, self._spans[index][1]):
                best = max(best, self._spans[index][1])  # 黑龙江省 + 哈尔滨市
            index += 1
        if home is not None and best > home.end() and self.at(start) != (start, best):
            start = home.end()
        agency = _AGENCY.match(text, best, end)
        if agency is not None:
            return start, agency.end()
        named = _NAMED.match(text, start, end)
        if (
            named is not None
            and named.end("name") > best
            and self._is_name(named.group("name"))
            and named.group("name") not in _KINDS_OF_PLACE
        ):
            best = named.end("name")
        return self._with_owned(text, start, best, end) if best > start else None

    def _is_led(self, text: str, start: int) -> bool:
        """Whether a preposition stands before a name (经X班列), or 据 before a place (据美国媒体报道)."""
        name = self.at(start + 1) if text[start : start + 1] in _PREPOSITIONS and self.at(start) is None else None
        return name is not None and (text[start] not in "据《" or self.is_place(name))

    @staticmethod
    def listed_sorts(text: str, start: int, end: int) -> tuple[int, int] | None:
        """Return the span of listed industries or products that a phrase begins with (电子、汽车等行业), or None."""
        match = _LISTED_SORTS.match(text, start, end)
        return None if match is None or _VERB_FIRST.match(match.group()) else match.span()

    def _is_name(self, name: str) -> bool:
        if name.startswith("包括") or _VERB_FIRST.match(name) or _VERB_INSIDE.search(name):
            return False
        if name in _TOO_WIDE or _COUNT_INSIDE.search(name):
            return False
        return not self.is_source(name)

    @staticmethod
    def sort(text: str, start: int, end: int) -> tuple[int, int] | None:
        """Return the span of the industry, product or kind of firm that a noun phrase begins with, or None."""
        match = _SORT.match(text, start, end)
        if match is None:
            return None
        name = match.group("name")
        if _VERB_FIRST.match(name) or _VERB_INSIDE.search(name) or name in _TOO_WIDE or name == "规模以上工业":
            return None
        return match.span("name")

    @staticmethod
    def mode(text: str, start: int, end: int) -> tuple[int, int, int] | None:
        """Return the span of a mode of transport that begins a phrase, and where the rest of the phrase begins."""
        match = _MODE.match(text, start, end)
        return None if match is None else (*match.span("name"), match.end())

    @staticmethod
    def is_edition(name: str) -> bool:
        """Whether the name is that of one edition of an event (本届进博会)."""
        return re.fullmatch(_EDITION, name) is not None

    @staticmethod
    def is_firm(name: str) -> bool:
        """Whether the name is that of a kind of firm or body."""
        return name.endswith(("企业", "机构", "银行", "集群"))

    @staticmethod
    def is_home(name: str) -> bool:
        """Whether the name is 我国, 全国, 全省 or the like."""
        return _HOME.fullmatch(name) is not None

    def is_source(self, name: str) -> bool:
        """Whether the name is that of a body that gives out figures: a central one, or one by its kind (国家统计局)."""
        return name in self._central or _SOURCES.search(name) is not None
