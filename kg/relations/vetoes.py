"""What the words around a name rule out, whatever a construction or the classifier makes of the pair.

Background is the main source of wrong statements: a speech whose spirit is to be studied, an initiative that another
person put forward, rules that are carried out and not drawn up.
"""

from __future__ import annotations

import re

from kg.relations.candidates import Candidate
from kg.relations.nouns import without_nouns
from kg.relations.passage import Occurrence, Passage
from kg.relations.stated.policies import is_cited_basis
from kg.relations.stated.works import is_whole
from kg.vocab import BODY_TYPES, COMPANY, COUNTRY, EVENT, PEOPLE_TYPES, PLACE, PLACE_TYPES, POLICY, PORT, RELATION_TYPES

_ACTS = frozenset({"signed", "participatesIn", "develops", "issued", "cooperatesWith"})
_AT = re.compile(r"(?:在|于|赴|抵达|来到|前往|位于)$")
_OCCASION = re.compile(r"[^，。；]{0,16}(?:之际|之时|的?(?:支持|推动|帮助|见证|努力|领导|引领)下)")
_STUDIED = re.compile(r"(?:贯彻|落实|学习|领会|遵循|牢记)[^，。；]{0,16}$")
_SPIRIT = re.compile(r"[^。；，]{0,60}(?:精神|指示|批示|要求|论述|思想|重要讲话|嘱托)")
_PUT_FORWARD = re.compile(r"[^，。；]{0,8}(?:提出|倡导|倡议|发起|推动制定)的[^，。；]{0,6}$")
_CARRIED_OUT = re.compile(r"(?:实施|执行|贯彻|落实|贯彻落实|遵守)(?:了|好)?$")
_HEARS = re.compile(r"[^。；]{0,24}(?:听取|介绍|通报|汇报|研究|部署|检查|视察)(?:了)?[^，。；]{0,12}$")
_PREPARATION = re.compile(r"[”》]?[^，。；]{0,12}(?:筹备|筹办|筹划|准备|备战)")
_CONVEYS = re.compile(r"(?:宣读|传达|转达|转交|学习|重温)(?:了)?[^，。；]{0,12}$")
_CONVEYED = re.compile(r"[^，。；]{0,10}(?:贺信|贺电|指示|批示|致辞|书面|慰问|讲话|精神|问候|信)")
_APPROVES = re.compile(r"(?:批准|审批|核准|审定|同意|审议通过)")
_RANKED = re.compile(r"(?:规模)?最[大长高早]")
_ISSUES = re.compile(r"(?:印发|发布|公布|出台|制定|编制|通过|提出|实施|启动)(?:了)?[^，。；]{0,6}$")
_INVITATION = re.compile(
    r"(?<![响适供相对反理顺])应(?![该当对用急邀])((?:[^，。；（(]|[（(][^（）()]*[）)]){1,50}?)的?(?:盛情|友好|共同|联合)?邀请"
)
_GOES = re.compile(r"(?:对|访问|出访|到访|抵达|前往|飞赴|赴|来|在)$")
_UNMET = re.compile(r"(?:未|没有|没|并未|未能|没能|不会|拒绝)[^，。；]{0,4}[与同和跟]$")
_ABOUT_EVENT = re.compile(
    r"[”》」]?[^，。；、的]{0,4}(?:新闻发布会|发布会|吹风会|媒体见面会|通气会|情况说明会|推介会|推介活动|倒计时|筹备|动员会|组委会|组织委员会|执委会|执行委员会|筹委会|秘书处)"
)
_BEFORE_EVENT = re.compile(r"[”》」]?(?:开幕|召开|举行|举办|开始)?(?:前夕|前一[天日周]|之前|前，)")
_VENUE = re.compile(
    r"(?:会议中心|会展中心|博览中心|展览中心|展览馆|会议厅|会堂|礼堂|体育馆|体育场|体育中心|剧院|大剧院|酒店|宾馆|饭店|会客厅|会址)$"
)
_HOSTS = re.compile(r"[^，。；]{0,16}(?:主办|承办|协办|举办)")
_STATES_ISSUE = re.compile(
    r"印发|发布|公布|出台|下发|制定|颁布|发出|提出|发表|推出|编制|签发|宣布|起草|实施|启动|部署|转发|批转|修订|通过|公告|通告"
)
_WITH = re.compile(r"(?:与|同|和|携手|联合)$")
_JOINS_FORCES = re.compile(r"[^。；]{0,24}(?:合作|战略|协议|伙伴|备忘录|签约)")
_ON_ONE_SIDE = re.compile(r"(?:与|同|毗邻|紧邻)[^，。；]*$")
_FACING = re.compile(r"隔[^，。；]{0,6}相[望对邻]|一[江河水桥]之隔|隔[海江河]|相[邻对]|毗邻|接壤")
_REPEALED = re.compile(r"(?:（[^（）]{0,40}）)?(?:同时|即行|予以|相应)?(?:废止|停止执行|不再执行)")
_ON_SCREEN = re.compile(
    r"(?:视频|连线|电视电话|屏幕|网络)[^，。；]{0,4}(?:察看|观看|查看|看望|慰问|调研|检查|了解|连线|视察)?[^。；]*$"
)
_DELEGATION = re.compile(r"[^，。；、]{0,6}(?:代表团|政府|使馆|大使|总领事)")
_HELD_THERE = re.compile(r"(?:举行|举办|召开|开幕)的")
_EACH = re.compile(r"[^，。；]{0,8}分别[^，。；]{0,10}")
_MISSION = re.compile(
    r"(?:等)?[^，。；]{0,8}(?:使馆|大使|使领馆|领事|领馆|代表团|代表处|代表|记者|公使|参赞|武官|机构)"
)
_OWN_MEETING = re.compile(
    r"(?:第[一二三四五六七八九十百0-9]+次)?(?:党组|常务|全体|办公|工作|主席|委员长|主任|执委会|[一二三四五六七八九十]届[一二三四五六七八九十]+次)*(?:会议|全会)"
)
_REPORTER = re.compile(r"记者[：:、 　]?(?:[一-龥]{2,3}[、 ])?$")
_OF_PARTNER = re.compile(r"的?[^，。；、的]{0,4}合作(?:机构|伙伴|单位|方)")
_TELLS = re.compile(r"[^，。；]{0,10}(?:表示|指出|强调|介绍|回顾|称|说)[，：:]")
_BETWEEN = re.compile(r"(?:之间|间)的?")
_FIRST_PLANNED = re.compile(r"(?:原定|原计划|原拟|本应|本来)[^，。；]*$")
_MOVED = re.compile(r"[^，。；]{0,12}，(?:[^，。；]{0,10}，)?[^，。；]{0,8}(?:改在|改于|改至|改为在|移至|移师|转至)")
_ORIGIN = re.compile(r"(?:产自|源自|采自|进口自|出自|购自|运自|进口于|产于|销往|运往|发往|出口到|出口至|返销)(?:了)?$")
_PARTY = re.compile(r"[^政支]党[”]?$")
_WORSENS = re.compile(r"[^，。；]{0,4}关系[^，。；]{0,8}(?:受损|恶化|紧张|破裂|严峻|倒退|中断|受到破坏|僵局|降级)")
_HARMS = re.compile(r"(?:破坏|损害|危害|恶化|冲击|挑拨|断绝|降低|降级)(?:了)?[^，。；]{0,4}$")
_ITS_FIRM = re.compile(r"的?(?:[一两几数多某][家个]?|军工|科技|民营|国有)[^，。；、]{0,4}(?:企业|公司|厂商|机构)")
_UNDER = re.compile(r"(?:旗下|下属|所属)的?")
_NOT_BY = re.compile(r"(?:未|没有|须|需|应当?|必须|待)(?:报)?经$")
_RECEIVES = re.compile(r"(?:会见|会晤|接见|拜会)(?:了)?$")
_LYING = re.compile(r"(?:位于|地处|坐落于|坐落在|设在)$")
_APPOINTS = re.compile(r"(?:任命|免去|补选|增补|罢免|撤销|决定任免|接受)(?:了)?[^，。；“”]{0,4}$")
_RELATIVES = re.compile(r"(?:同志|先生|女士)?的?(?:亲属|家属|遗孀|遗体|诞辰|逝世|生平|支持者|亲友)")
_GOES_INTO = re.compile(r"(?:来到|走进|走访|看望|慰问|抵达|赶到|访问|参观|考察)(?:了)?$")
_IN_CHARGE = re.compile(r"[^（）()]{0,12}负责[）)]")
_ADDRESSEE = re.compile(r"[^：。；《]{0,80}：")
_TITLE_WORDS = re.compile(r"关于|印发|通知|日期|发布")
_OBEYED = re.compile(r"(?:贯彻|落实|按照|根据|遵照|执行)(?:落实|执行|好)?[^，。；《]{0,16}$")
_ORDERS = re.compile(r"[^，。；《]{0,40}(?:决策部署|部署|要求|精神|安排|意见|指示)")
_SPACECRAFT = re.compile(r"(?:火箭|卫星|飞船|探测器|星座|空间站|[0-9一二三四五六七八九十]号星)$")
_REACHES = re.compile(r"(?:连通|连接|联通|联接|穿越|跨越|横跨|途经|通往|沟通|串联|贯通|往返|来自)[^，。；的]*$")
_NETWORK = re.compile(r"(?:网|通道|走廊|班列|经济带|工程)[”》]?$")
_APPOSED = re.compile(r"[^，。；]{0,16}——")
_TOPIC = re.compile(r"(?:问题|事务|局势|政策|沿岸|形势)")
_CLASH = re.compile(r"[^。；]{0,12}(?:冲突|交火|交战|摩擦|争端)")


def is_ruled_out(passage: Passage, c: Candidate, relation: str) -> bool:
    """Whether the words around the names rule out that the pair stands in ``relation``."""
    if not c.how and _is_the_others(passage, c):
        return True
    if relation in _ACTS and not c.how and _is_where_it_happens(passage, c, relation):
        return True
    if relation in ("visited", "participatesIn", "met") and not c.how and _is_inviter(passage, c, relation):
        return True
    if relation in ("participatesIn", "heldIn") and _is_about_event(passage, c, relation):
        return True
    if relation in ("participatesIn", "met", "visited") and _is_spoken_of(passage, c, relation):
        return True
    if relation == "heldIn" and (_is_moved_away(passage, c) or _is_of_event_before(passage, c)):
        return True
    if relation == "met" and not c.how and _is_told_by(passage, c):
        return True
    if relation in ("heldIn", "participatesIn") and _has_mission(passage, c.tail if relation == "heldIn" else c.head):
        return True
    if relation in ("met", "visited") and _is_received(passage, c, relation):
        return True
    if relation == "visited":
        if c.tail.type == COUNTRY and not c.tail.implied and _DELEGATION.match(passage.text, c.tail.end):
            return True
        return _is_in_post(passage, c.tail) or _is_seen_on_screen(passage, c) or _is_where_tail_lies(passage, c)
    if relation == "participatesIn" and (
        _is_unmet(passage, c) or _is_venue(passage, c) or _is_own_meeting(passage, c) or _is_reporter(passage, c)
    ):
        return True
    if relation == "participatesIn":
        if (not c.how or not c.absent_is_head) and _is_conveyed(passage, c):
            return True
        if c.how:
            return not c.absent_is_head and _is_studied(passage, c)
        return _is_prepared(passage, c)
    if relation == "locatedIn":
        return not c.how and (
            (c.tail.type == PLACE and _RANKED.match(passage.text, c.tail.end) is not None)
            or (c.tail.type != COUNTRY and _PARTY.search(passage.words(c.head)) is not None)
            or _is_origin(passage, c)
            or _BETWEEN.match(passage.text, passage.list_span(passage.sentences[c.sentence], c.tail.order)[1])
            is not None
            or _is_topic(passage, c)
            or _is_apposed(passage, c)
            or _has_own_place(passage, c)
            or _is_reached(passage, c)
        )
    if relation == "adjacentTo":
        clash = _CLASH.match(passage.text, max(c.head.end, c.tail.end))
        return not c.how and (clash is not None or _is_on_one_side(passage, c))
    if relation == "connects":
        if _SPACECRAFT.search(passage.entities[c.head.entity].name) or is_whole(passage, c.head):
            return True
        if not c.how and _is_where_one_goes(passage, c):
            return True
        return c.head.type == c.tail.type == PORT and not c.how and _face_each_other(passage, c)
    if relation == "amends":
        return is_cited_basis(passage, c.head)
    if relation == "approved":
        return c.head.sentence == c.sentence and _is_still_to_consent(passage, c)
    if relation == "develops":
        return is_whole(passage, c.tail) or (not c.how and _is_built_by_another(passage, c))
    if relation == "cooperatesWith":
        return not c.how and (
            _ITS_FIRM.match(passage.text, max(c.head.end, c.tail.end)) is not None or _is_falling_out(passage, c)
        )
    if relation == "partOf":
        return not c.how and (
            _is_partner(passage, c)
            or _is_anothers_part(passage, c)
            or _OF_PARTNER.match(passage.text, max(c.head.end, c.tail.end)) is not None
        )
    if relation == "issued":
        return not c.how and (
            _is_only_told(passage, c)
            or _is_only_presented(passage, c)
            or _is_repealed(passage, c.tail)
            or _is_put_forward_by_another(passage, c)
            or _is_place_in_title(passage, c)
            or (c.tail.end <= c.head.start and _APPROVES.match(passage.text, c.head.end) is not None)
        )
    if relation == "basedOn":
        return not c.how and (_is_carried_out_too(passage, c) or _is_repealed(passage, c.head))
    return False


def _is_spoken_of(passage: Passage, c: Candidate, relation: str) -> bool:
    """会议任命P为…, P同志亲属: P is spoken of; 来到B，主持召开E: B is where somebody went."""
    for o in (c.head, c.tail) if relation == "met" else (c.head,):
        if o.sentence != c.sentence or o.implied:
            continue
        sentence = passage.sentences[c.sentence]
        start, _ = passage.list_span(sentence, o.order)
        before = passage.text[max(sentence.start, start - 12) : start]
        if o.type in PEOPLE_TYPES:
            if _RELATIVES.match(passage.text, o.end) or (relation == "participatesIn" and _APPOINTS.search(before)):
                return True
        elif relation == "participatesIn" and _GOES_INTO.search(before):
            return True
    return False


def _is_the_others(passage: Passage, c: Candidate) -> bool:
    """A、B分别印发D1、D2: D2 is B's alone."""
    sentence = passage.sentences[c.sentence]
    heads, tails = sentence.lists[c.head.order], sentence.lists[c.tail.order]
    if heads == tails or heads[1] >= tails[0] or heads[1] - heads[0] != tails[1] - tails[0]:
        return False
    if c.head.order - heads[0] == c.tail.order - tails[0]:
        return False
    return _EACH.fullmatch(passage.text, sentence.occurrences[heads[1]].end, sentence.units[tails[0]][0]) is not None


def _is_moved_away(passage: Passage, c: Candidate) -> bool:
    """E原定在L举行，后改在别处: E is not held in L."""
    sentence = passage.sentences[c.sentence]
    if c.tail.sentence != c.sentence or c.tail.implied:
        return False
    planned = _FIRST_PLANNED.search(passage.text, max(sentence.start, c.tail.start - 24), c.tail.start)
    return planned is not None and _MOVED.match(passage.text, c.tail.end, sentence.end) is not None


def _is_of_event_before(passage: Passage, c: Candidate) -> bool:
    """E1在L举行，E2…: it is E1 that is held in L."""
    if c.how or c.head.start < c.tail.start or c.head.implied:
        return False
    events = [o for o in passage.sentences[c.sentence].occurrences if o.type == EVENT and o.end <= c.tail.start]
    return bool(events) and all(o.entity != c.head.entity for o in events)


def _is_told_by(passage: Passage, c: Candidate) -> bool:
    """A表示，C同B通话: A only tells of it."""
    if c.head.implied or c.head.end > c.tail.start:
        return False
    told = _TELLS.match(passage.text, c.head.end, c.tail.start)
    others = (o for o in passage.sentences[c.sentence].occurrences if o.type in PEOPLE_TYPES)
    return told is not None and any(told.end() <= o.start < c.tail.start for o in others)


def _is_own_meeting(passage: Passage, c: Candidate) -> bool:
    """B的常务会议: B takes no part in its own meeting; it holds it."""
    if c.head.type not in BODY_TYPES:
        return False
    return any(
        event.startswith(body) and _OWN_MEETING.fullmatch(event, len(body)) is not None
        for body in passage.names[c.head.entity]
        for event in passage.names[c.tail.entity]
    )


def _is_reporter(passage: Passage, c: Candidate) -> bool:
    """记者P在E现场看到: P reports from there."""
    return any(
        _REPORTER.search(passage.text, max(0, o.start - 8), o.start) is not None
        for o in passage.by_entity[c.head.entity]
        if not o.implied
    )


def _is_in_post(passage: Passage, o: Occurrence) -> bool:
    """在B副院长P陪同下考察: B is only where P has his post."""
    sentence = passage.sentences[o.sentence]
    named = [x for x in sentence.occurrences if x.entity == o.entity]
    posts = [(sentence.units[m.order][0], m.start) for m in sentence.occurrences if m.type in PEOPLE_TYPES]
    return all(any(start <= x.start < end for start, end in posts) for x in named)


def _has_mission(passage: Passage, o: Occurrence) -> bool:
    """A驻L1、L2使馆举行E: L1 is where A has its mission, no more."""
    if o.type not in PLACE_TYPES or o.implied:
        return False
    sentence = passage.sentences[o.sentence]
    start, end = passage.list_span(sentence, o.order)
    return passage.text[start - 1 : start] == "驻" and _MISSION.match(passage.text, end) is not None


def _is_received(passage: Passage, c: Candidate, relation: str) -> bool:
    """A在L会见B，同D会谈: B was received; that says nothing of B and L, nor of B and D."""
    if c.how or c.head.implied or c.tail.implied:
        return False
    sentence = passage.sentences[c.sentence]
    start, end = passage.list_span(sentence, c.head.order)
    if not _RECEIVES.search(passage.text, sentence.start, start):
        return False
    if relation == "visited":
        at = sentence.units[c.tail.order][0]
        return c.tail.end <= start and _AT.search(passage.text[max(0, at - 2) : at]) is not None
    return c.tail.start >= end and "，" in passage.text[end : c.tail.start]


def _is_seen_on_screen(passage: Passage, c: Candidate) -> bool:
    """P通过视频察看L: P was not there."""
    if c.tail.sentence != c.sentence or c.tail.implied:
        return False
    sentence = passage.sentences[c.sentence]
    start, _ = passage.list_span(sentence, c.tail.order)
    since = c.head.end if c.head.sentence == c.sentence and c.head.end <= start else sentence.start
    clause = passage.text[since:start].rsplit("，", 1)[-1]
    return _ON_SCREEN.search(clause) is not None


def _is_where_tail_lies(passage: Passage, c: Candidate) -> bool:
    """P来到位于L的M, P将赴C出席在L举行的E: L only says where M or E is."""
    if c.how or c.tail.implied:
        return False
    if _HELD_THERE.match(passage.text, c.tail.end) and c.head.end < c.tail.start:
        return True
    sentence = passage.sentences[c.sentence]
    start = sentence.units[c.tail.order][0]
    return (
        passage.text[c.tail.end : c.tail.end + 1] == "的"
        and _LYING.search(passage.text, sentence.start, start) is not None
    )


def _is_topic(passage: Passage, c: Candidate) -> bool:
    """C中东问题特使: C is not where L lies."""
    return c.tail.end == c.head.start and _TOPIC.match(passage.text, c.head.end) is not None


def _is_origin(passage: Passage, c: Candidate) -> bool:
    """产自L的大豆在M加工: L is where the goods come from or go."""
    sentence = passage.sentences[c.sentence]
    start, _ = passage.list_span(sentence, c.tail.order)
    return _ORIGIN.search(passage.text, max(sentence.start, start - 6), start) is not None


def _is_apposed(passage: Passage, c: Candidate) -> bool:
    """在L，J1重点工程——J2: it is J2 that lies there."""
    if c.tail.end > c.head.start or not _NETWORK.search(passage.words(c.head)):
        return False
    apposed = _APPOSED.match(passage.text, c.head.end)
    names = passage.sentences[c.sentence].units
    return apposed is not None and any(start == apposed.end() for start, _ in names)


def _has_own_place(passage: Passage, c: Candidate) -> bool:
    """在L1M、L2N: N has a place of its own before it, and L1 is not it."""
    if c.head.implied or c.tail.implied or c.head.start < c.tail.end:
        return False
    sentence = passage.sentences[c.sentence]
    start = sentence.units[c.head.order][0]
    if _LYING.search(passage.text, sentence.start, sentence.units[c.tail.order][0]):
        return False
    between = [o for o in sentence.occurrences if start <= o.start < c.head.start]
    return any(o.type in PLACE_TYPES for o in between) and c.tail.end < start


def _is_reached(passage: Passage, c: Candidate) -> bool:
    """连接A和B的J, 穿越L的J: what a line reaches is not where it lies."""
    if c.tail.end > c.head.start or "的" not in passage.text[c.tail.end : c.head.start]:
        return False
    start = passage.sentences[c.sentence].start
    return _REACHES.search(passage.text, start, c.tail.start) is not None


def _is_still_to_consent(passage: Passage, c: Candidate) -> bool:
    """D尚未经B同意: B has not approved anything yet."""
    sentence = passage.sentences[c.sentence]
    start, _ = passage.list_span(sentence, c.head.order)
    return _NOT_BY.search(passage.text, sentence.start, start) is not None


def _is_only_told(passage: Passage, c: Candidate) -> bool:
    """（B负责）, 各省、B：现将D印发, 贯彻落实B决策部署: B is told, in charge or obeyed, and issues nothing there."""
    if c.head.implied:
        return passage.words(c.head) == "我国"
    if _IN_CHARGE.match(passage.text, c.head.end):
        return True
    own = passage.issued_by(passage.sentences[c.sentence], c.head.order)
    if (
        own is not None
        and own.entity != c.tail.entity
        and re.match("[《（(]", passage.text[min(own.end, c.head.end) :])
    ):
        return True
    if c.head.end > c.tail.start:
        return False
    told = _ADDRESSEE.match(passage.text, c.head.end, c.tail.start)
    sentence = passage.sentences[c.sentence]
    before = passage.text[sentence.start : c.head.start]
    if told and before[-1:] in ("，", "、") and not _TITLE_WORDS.search(told.group()):
        return True
    return bool(_OBEYED.search(before) and _ORDERS.match(passage.text, c.head.end, c.tail.start))


def _is_where_it_happens(passage: Passage, c: Candidate, relation: str) -> bool:
    """A在L签署D: the place is where it happens and does not act. (在A和B建交之际 is a time.)"""
    sentence = passage.sentences[c.sentence]
    for o in (c.head, c.tail) if RELATION_TYPES[relation].symmetric else (c.head,):
        if o.type in PLACE_TYPES and not o.implied:
            start, end = passage.list_span(sentence, o.order)
            if _AT.search(passage.text[max(sentence.start, start - 2) : start]) and not _OCCASION.match(
                passage.text, end
            ):
                return True
    return False


def _is_inviter(passage: Passage, c: Candidate, relation: str) -> bool:
    """应A邀请，B访问C: A neither visits nor meets, and where B goes is what follows."""
    sentence = passage.sentences[c.sentence]
    for match in _INVITATION.finditer(passage.text, sentence.start, sentence.end):
        start, end = match.span()
        if start <= c.head.start < end or (relation == "met" and start <= c.tail.start < end):
            return True
        if relation == "visited" and start <= c.tail.start < end and _goes_elsewhere(passage, c, end):
            return True
    return False


def _goes_elsewhere(passage: Passage, c: Candidate, at: int) -> bool:
    sentence = passage.sentences[c.sentence]
    return any(
        o.start >= at
        and o.type in PLACE_TYPES
        and o.entity != c.tail.entity
        and _GOES.search(passage.text, at, passage.list_span(sentence, o.order)[0])
        for o in sentence.occurrences
    )


def _is_about_event(passage: Passage, c: Candidate, relation: str) -> bool:
    """A举行E新闻发布会: what is held is about E."""
    event = c.head if relation == "heldIn" else c.tail
    if event.implied:
        return False
    return any(p.match(passage.text, event.end) is not None for p in (_ABOUT_EVENT, _BEFORE_EVENT))


def _is_unmet(passage: Passage, c: Candidate) -> bool:
    """A出席E，但未与B会面: that does not put B there."""
    if c.head.type not in PEOPLE_TYPES or c.head.sentence != c.sentence:
        return False
    sentence = passage.sentences[c.sentence]
    start, _ = passage.list_span(sentence, c.head.order)
    return _UNMET.search(passage.text, sentence.start, start) is not None


def _is_venue(passage: Passage, c: Candidate) -> bool:
    """A hall is where an event is held, unless the text makes it a host."""
    if c.head.sentence != c.sentence or not _VENUE.search(passage.words(c.head)):
        return False
    return (
        _HOSTS.match(passage.text, c.head.end) is None
        or _AT.search(passage.text[max(0, c.head.start - 2) : c.head.start]) is not None
    )


def _is_only_presented(passage: Passage, c: Candidate) -> bool:
    """A在新闻发布会上解读D: 发布 is part of a longer noun and states nothing."""
    if c.head.end > c.tail.start:
        return False
    between = passage.text[c.head.end : c.tail.start]
    words = without_nouns(between)
    return words != between and _STATES_ISSUE.search(words) is None


def _is_repealed(passage: Passage, policy: Occurrence) -> bool:
    """A制定D，原D2同时废止: D2 is neither issued nor drawn up there."""
    return not policy.implied and _REPEALED.match(passage.text, policy.end) is not None


def _is_partner(passage: Passage, c: Candidate) -> bool:
    """A旗下B与C达成合作: C is the partner, no part of A."""
    sentence = passage.sentences[c.sentence]
    _, last = sentence.lists[c.head.order]
    if c.head.start < c.tail.end or c.head.order != last:
        return False
    start = c.head.start
    for o in reversed(sentence.occurrences[: c.head.order]):
        if o.type not in PLACE_TYPES or o.end != start:
            break
        start = o.start
    joined = _WITH.search(passage.text, c.tail.end, start) is not None
    another = any(c.tail.end <= o.start < start and o.type == COMPANY for o in sentence.occurrences)
    return joined and another and _JOINS_FORCES.match(passage.text, c.head.end, sentence.end) is not None


def _is_built_by_another(passage: Passage, c: Candidate) -> bool:
    """A同意由B承建J: it is B who builds."""
    sentence = passage.sentences[c.sentence]
    return any(
        c.head.end < o.start < c.tail.start
        and o.type in BODY_TYPES
        and passage.text[o.start - 1] == "由"
        and sentence.lists[o.order] != sentence.lists[c.head.order]
        for o in sentence.occurrences
    )


def _is_falling_out(passage: Passage, c: Candidate) -> bool:
    """AB关系恶化, 破坏AB关系: no cooperation."""
    start, end = min(c.head.start, c.tail.start), max(c.head.end, c.tail.end)
    return (
        _WORSENS.match(passage.text, end) is not None
        or _HARMS.search(passage.text, max(0, start - 10), start) is not None
    )


def _is_anothers_part(passage: Passage, c: Candidate) -> bool:
    """A收购B旗下的C: C is part of B."""
    return any(
        c.tail.end <= o.start
        and o.end <= c.head.start
        and o.entity not in (c.tail.entity, c.head.entity)
        and o.type in BODY_TYPES
        and _UNDER.match(passage.text, o.end) is not None
        for o in passage.sentences[c.sentence].occurrences
    )


def _is_on_one_side(passage: Passage, c: Candidate) -> bool:
    """A与B、C接壤: B and C are not said to touch."""
    sentence = passage.sentences[c.sentence]
    left, right = sorted((c.head, c.tail), key=lambda o: o.start)
    clause = re.split("[，。；]", passage.text[sentence.start : left.start])[-1]
    between = passage.text[left.end : right.start]
    return _ON_ONE_SIDE.search(clause) is not None and re.search("[，。；与同]", between) is None


def _is_where_one_goes(passage: Passage, c: Candidate) -> bool:
    """J连接L1，P到L2调研: L2 is where P goes."""
    return any(
        c.head.end <= o.start < c.tail.start and o.type in PEOPLE_TYPES
        for o in passage.sentences[c.sentence].occurrences
    )


def _face_each_other(passage: Passage, c: Candidate) -> bool:
    """Two ports that face each other over a river are neighbours, no line."""
    return _FACING.match(passage.text, max(c.head.end, c.tail.end)) is not None


def _is_studied(passage: Passage, c: Candidate) -> bool:
    """贯彻落实X在…的讲话精神: X is quoted and takes no part in the meeting that goes on."""
    sentence = passage.sentences[c.sentence]
    before = passage.text[sentence.start : c.head.start]
    return bool(_STUDIED.search(before) and _SPIRIT.match(passage.text, c.head.end, sentence.end))


def _is_conveyed(passage: Passage, c: Candidate) -> bool:
    """宣读X的贺信, 传达X重要指示: X speaks through another and is not there."""
    if c.head.type not in PEOPLE_TYPES or c.head.sentence != c.sentence:
        return False
    sentence = passage.sentences[c.sentence]
    before = passage.text[max(sentence.start, c.head.start - 16) : c.head.start]
    return bool(_CONVEYS.search(before) and _CONVEYED.match(passage.text, c.head.end, sentence.end))


def _is_place_in_title(passage: Passage, c: Candidate) -> bool:
    """G发布LD: the place right before the policy is what it is about."""
    if c.head.type not in PLACE_TYPES or c.head.end != c.tail.start:
        return False
    start = passage.sentences[c.sentence].start
    return _ISSUES.search(passage.text[max(start, c.head.start - 14) : c.head.start]) is not None


def _is_prepared(passage: Passage, c: Candidate) -> bool:
    """X听取E筹备情况汇报: the event has not begun."""
    between = passage.text[c.head.end : c.tail.start]
    return _HEARS.fullmatch(between) is not None and _PREPARATION.match(passage.text, c.tail.end) is not None


def _is_put_forward_by_another(passage: Passage, c: Candidate) -> bool:
    """A赞赏B提出的D: the initiative is B's."""
    if c.head.start > c.tail.start:
        return False
    others = [
        o
        for o in passage.sentences[c.sentence].occurrences
        if c.head.end <= o.start < c.tail.start and o.type != POLICY and o.entity != c.head.entity and not o.implied
    ]
    if not others or not _PUT_FORWARD.match(passage.text[others[-1].end : c.tail.start]):
        return False
    lists = passage.sentences[c.sentence].lists
    return lists[c.head.order] != lists[others[-1].order]


def _is_carried_out_too(passage: Passage, c: Candidate) -> bool:
    """实施A和贯彻B: two rules that are carried out side by side."""
    if c.head.implied or c.head.start > c.tail.start:
        return False
    start = passage.sentences[c.sentence].start
    return _CARRIED_OUT.search(passage.text[start : c.head.start]) is not None
