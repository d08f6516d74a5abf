"""Words that are no name but mean one: 中方, 两国, 本办法, 会议, 线路, 建成后. They become implied occurrences.

A word is resolved only where one thing of the document fits: a country by the character that stands for it, a policy,
event or project by the noun that its name ends in, the nearest named before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.records import Span
from kg.relations.passage import Occurrence, Passage, Sentence
from kg.relations.persons import PersonWords
from kg.relations.posts.record import Post
from kg.relations.stated.works import is_whole
from kg.vocab import (
    BODY_TYPES,
    CITY,
    COMPANY,
    COUNTRY,
    COUNTY,
    EVENT,
    GOVERNMENT_BODY,
    ORGANIZATION,
    PEOPLE_TYPES,
    PLACE,
    PLACE_TYPES,
    POLICY,
    PORT,
    PROJECT,
    PROVINCE,
    ZONE,
)

_SHORT = {
    "俄罗斯": "俄", "美国": "美", "英国": "英", "法国": "法", "德国": "德", "日本": "日", "韩国": "韩",
    "朝鲜": "朝", "印度": "印", "印度尼西亚": "印尼", "伊朗": "伊", "以色列": "以", "巴基斯坦": "巴",
    "乌克兰": "乌", "澳大利亚": "澳", "加拿大": "加", "意大利": "意", "西班牙": "西", "葡萄牙": "葡",
    "荷兰": "荷", "波兰": "波", "泰国": "泰", "越南": "越", "缅甸": "缅", "柬埔寨": "柬", "老挝": "老",
    "蒙古国": "蒙", "哈萨克斯坦": "哈", "土耳其": "土", "埃及": "埃", "新加坡": "新", "新西兰": "新",
    "南非": "南", "马来西亚": "马",
}  # fmt: skip
_CHINA = re.compile(r"中方|我方|我国|(?:来|访|赴|对|在|驻)华(?!为|侨|人|裔|北|东|南|中|西|润|能|电)")
_TOGETHER = (
    r"两国|关系|双方|友好|合作|建交|经贸|务实|元首|领导人|战略|传统"
    r"|人文|贸易|命运共同体|全面|互利|人民|各领域|政治|边境|贸"
)
_HEADS = r"(?:国家)?(?:元首|领导人|总理|总统|外长|议长|防长)(?:共同)?[^，。；]{0,6}(?:签署|签订|宣布|发表)"
_BOTH = re.compile(rf"两国(?!{_HEADS})|双方|双边|两[省市州地县]")
_SIGNS = frozenset("中" + "".join(s[0] for s in _SHORT.values()))
_PAIRED_TYPES = {"两省": PROVINCE, "两市": CITY, "两县": COUNTY}
_SIGNED = re.compile(r"[^，。；《]{0,16}(?:签署|签订|签|缔结|达成|草签)(?:了)?[^，。；《]{0,8}$")
_BETWEEN_PARTIES = re.compile(r"(?:省|市|州|县)?(?:人民)?(?:政府)?(?:[与和同及、—–－-]|——)")
_MEETING = re.compile(r"会见|会谈|会晤|座谈|磋商|接见|见面")
_BODIES_MEET = re.compile(r"[^。；，]{0,20}?(?:会谈|座谈|会商|磋商|洽谈|会晤|会面|签约仪式|签字仪式)")
_LOCAL = frozenset({PROVINCE, CITY, COUNTY, PLACE, ZONE, COMPANY, ORGANIZATION})
_KINDS = (
    r"办法|方案|意见|规定|细则|预案|通知|条例|规划|计划|决定|规则|规程|标准|要点|清单"
    r"|目录|指南|制度|章程|纲要|措施|规范|导则|指引|准则|法|协定|协议|公约"
)
_OWN_POLICY = re.compile(rf"(?:本|该|此|上述|现行)(?:实施|暂行|管理|行动|工作|指导)?({_KINDS})(?!律|院|规|人)")
_GIVES_OUT = re.compile(r"(?:印发|发布|公布|颁布|颁发)")
_EVENT_NOUNS = (
    r"会议|大会|论坛|峰会|座谈会|博览会|展会|展览|仪式|活动|比赛|赛事|全会|年会|对话会|研讨会"
    r"|讲座|听证会|运动会|交易会|开幕式|闭幕式|开幕会|闭幕会"
)
_OWN_EVENT = re.compile(
    rf"(?:(?<=[，。；：、\n“])|^|本次|此次|这次|本届|该|(?:出席|参加|主持|列席)(?:了)?|(?<=在)(?={_EVENT_NOUNS})(?=[^，。；]{{2,4}}上))"
    rf"({_EVENT_NOUNS})(?!室|厅|精神|中心|期间要|要求)"
)
_CITED = re.compile(r"[”》]?(?:以来|[^，。；]{0,4}精神|确定|作出)")
_CEREMONIES = ("开幕式", "闭幕式", "开幕会", "闭幕会", "活动")
_EDITION = re.compile(r"(?:本届|此次|本次)(?=[^，。；]{0,6}(?:将|于|共|以|由|在|吸引|设|主题))")
_PROJECT_NOUNS = (
    r"线路|全线|大桥|项目|工程|铁路|高铁|隧道|高速|公路|管道|航线|通道|机场|水库|电站|班列|运河|水道|港口|口岸|专线|线"
)
_OWN_PROJECT = re.compile(
    rf"(?:(?<=[，。；：\n])|^|该|这条|这座|这一|此条)({_PROJECT_NOUNS})(?![一二三四五六七八九十0-9]|名|部|里)"
)
_COMPLETED = re.compile(
    r"(?:(?<=[，。；：\n])|^)(?:全线|正式|预计[^，。；]{0,10}|计划[^，。；]{0,10})?"
    r"(?:建成|通车|开通|投运|投用|竣工|贯通|运营|建设完成|投产|启用|开行|开港)(?:运营|通车|投运|投产|投用|使用|并网)?(?:后|之后|以后)"
)
_CLAUSE_OPENS = (
    r"(?:(?<=[，。；：“\n])|^)(?:(?:今年|明年|去年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?)"
    r"(?:随后|之后|此后|会前|会后|其间|期间|当天|当日|此前|近日|目前|今年|同时|此外)?，?"
)
_HE = re.compile(rf"{_CLAUSE_OPENS}([他她])(?!们|国|乡|人|杀|山)")
_FIRM = re.compile(rf"(?:{_CLAUSE_OPENS}|该|这家|本)((?:公司|集团|企业|银行)(?![一-龥]{{0,2}}[、]|们|家|人员|员工))")
_BODY = re.compile(
    r"该(校|院|所|协会|学会|商会|联合会|基金会|机构|组织|局|部|委|署|办|中心|联盟|俱乐部|医院|大学)(?![长员门分际])"
)
_WE = re.compile(r"我们|我公司|我司|我行|我校|我院|本公司")
_WE_WITH = re.compile(r"我们(?:将|愿|愿意|希望|期待|要|正|已)*(?:与|同|和)")
_SAYS_HE = re.compile(r"[^，。；“”]{0,8}(?:表示|说|称|透露|宣布|介绍)，([他她])(?!们)")
_PAIR_JOINT = re.compile(r"[^，。；、]{0,6}(?:与|和|同|及|跟)[^，。；、]{0,10}")
_BLOCS = re.compile(r"中[欧非拉]|[欧非拉]中|欧方|中国[—－-]?东盟")  # 双方 may be China and a bloc, which is no country
_CITIES = {"京": "北京", "沪": "上海", "津": "天津", "渝": "重庆", "穗": "广州", "汉": "武汉", "蓉": "成都"}
_IN_CITY = re.compile(
    rf"(?<=在)[{''.join(_CITIES)}](?=举行|召开|举办|开幕|闭幕|启动|揭牌|成立|发布|会见|会谈|签署|落幕)"
)
_OF_TWO = re.compile("前者|后者")
_QUOTED = re.compile(r"“[^“”]*”")
_QUOTE_OF = re.compile(r"^[^“。；]{2,40}?(?:说|介绍|表示|告诉|称|透露|坦言)")
_OF_QUOTE = re.compile(r"(?:说|介绍|表示|告诉[^，。；]{0,8}|称|透露|坦言)[，：:]$")
_ENDINGS = {"校": "大学|学院|学校|中学", "院": "院", "大学": "大学"}  # what names end in whose noun is another


def add_implied(passage: Passage, posts: Sequence[Post] = ()) -> None:
    """Insert the implied occurrences of a passage into its sentences.

    Args:
        posts: those of the passage; they tell which places two people who met stand for.
    """
    resolver = _Resolver(passage, posts)
    for sentence in passage.sentences:
        found = sorted(set(resolver.find(sentence)))
        taken = [(o.start, o.end) for o in sentence.occurrences]
        extra = [
            Occurrence(
                start=span[0], end=span[1], entity=entity, type=passage.entities[entity].type,
                sentence=sentence.number, implied=True,
            )
            for span, entity in found
            if not any(a < span[1] and span[0] < b for a, b in taken)
        ]  # fmt: skip
        resolver.note(sentence)
        if extra:
            passage.insert(sentence, extra)


class _Resolver:
    """What each word may stand for at the present point of the document."""

    def __init__(self, passage: Passage, posts: Sequence[Post]) -> None:
        self.passage = passage
        self.text = passage.text
        self.bodies = _bodies_by_person(posts)
        self.carried = self._carried()
        self.people = PersonWords(passage, posts)
        self.met: tuple[int, ...] | None = None
        self.countries, self.china = self._countries()
        others = "".join(sorted(self.countries))
        self.side = re.compile(f"([{others}])(?:方|国国家|总统|领导人)") if others else None
        self.couple = re.compile(f"([中{others}])([中{others}])(?={_TOGETHER})") if others else None
        self.counterparts = self._counterparts()
        self.recent: dict[str, list[int]] = {POLICY: [], EVENT: [], PROJECT: []}
        self.block = 0
        self.held: int | None = None
        self.subject: int | None = None
        self.last_bodies: list[int] = []

    def _countries(self) -> tuple[dict[str, int], int | None]:
        by_sign: dict[str, set[int]] = {}
        china = None
        for number, entity in enumerate(self.passage.entities):
            if entity.type != COUNTRY:
                continue
            names = self.passage.names[number]
            if "中国" in names or "中华人民共和国" in names:
                china = number
                continue
            for name in names:
                for sign in (name[0], _SHORT.get(name, name[0])[0]):
                    by_sign.setdefault(sign, set()).add(number)
        signs = {s: next(iter(n)) for s, n in by_sign.items() if len(n) == 1 and "\u4e00" <= s <= "\u9fff"}
        return {s: n for s, n in signs.items() if s not in "中大一"}, china

    def _counterparts(self) -> list[int]:
        """Return the countries that the document sets beside China: by 中X or X方, or by a sole other country."""
        found: list[int] = []
        if self.couple and self.side:
            for m in self.couple.finditer(self.text):
                found += [self.countries[s] for s in m.groups() if s != "中"]
            found += [self.countries[m.group(1)] for m in self.side.finditer(self.text) if m.group().endswith("方")]
        if not found and not _BLOCS.search(self.text):
            found = [n for n, e in enumerate(self.passage.entities) if e.type == COUNTRY and n != self.china]
        return sorted(set(found))

    def find(self, sentence: Sentence) -> Iterator[tuple[Span, int]]:
        if sentence.block != self.block:
            self.block = sentence.block
            self.held = None
            self.met = None
            for names in self.recent.values():
                names.clear()
            self.subject = None
        words = self.text[sentence.start : sentence.end]
        base = sentence.start
        yield from self._country_words(words, base)
        for match in _BOTH.finditer(words):
            yield from self._both(match, sentence)
        for match in _OWN_POLICY.finditer(words):
            yield from self._named(match, base, POLICY, exact=True, sentence=sentence)
        for match in _OWN_EVENT.finditer(words):
            yield from self._named(match, base, EVENT, sentence=sentence)
        for match in _EDITION.finditer(words):
            yield from self._nearest(match, base, EVENT, sentence)
        for match in _OWN_PROJECT.finditer(words):
            yield from self._named(match, base, PROJECT, sentence=sentence)
        for match in _COMPLETED.finditer(words):
            yield from self._nearest(match, base, PROJECT, sentence)
        for match in _HE.finditer(words):
            yield from self._person(match, sentence)
        for match in _FIRM.finditer(words):
            yield from self._body(match, sentence, frozenset({COMPANY}))
        for match in _BODY.finditer(words):
            yield from self._body(match, sentence, frozenset({ORGANIZATION, GOVERNMENT_BODY}), match.group(1))
        for match in _IN_CITY.finditer(words):
            yield from self._city(match, base)
        yield from self._of_two(sentence)
        if "“" in words:
            yield from self._speakers(sentence)
        yield from self.people.find(sentence)

    def _person(self, match: re.Match[str], sentence: Sentence) -> Iterator[tuple[Span, int]]:
        """Yield the person whom 他 means: who is said to say it, or the only one of the sentence before.

        The latter only where this sentence names nobody yet.
        """
        start = sentence.start + match.start(1)
        for o in sentence.occurrences:
            says = _SAYS_HE.match(self.text, o.end, sentence.end) if o.type in PEOPLE_TYPES else None
            if says and says.start(1) == start:
                yield (start, start + 1), o.entity
                return
        named = {o.entity for o in sentence.occurrences if o.type in PEOPLE_TYPES and o.start < start}
        if len(named) == 1 and not self._is_quoted(sentence, start):
            yield (start, start + 1), named.pop()
            return
        names_one = any(o.type in PEOPLE_TYPES and o.start < start for o in sentence.occurrences)
        if self.subject is not None and not names_one and not self._is_quoted(sentence, start):
            yield (start, start + 1), self.subject

    def _city(self, match: re.Match[str], base: int) -> Iterator[tuple[Span, int]]:
        """Yield the municipality that one character stands for (在京举行), where the document names it."""
        name = _CITIES[match.group()]
        for number, e in enumerate(self.passage.entities):
            if e.type in (PROVINCE, CITY) and name in self.passage.names[number]:
                yield (base + match.start(), base + match.end()), number
                return

    def _of_two(self, sentence: Sentence) -> Iterator[tuple[Span, int]]:
        """Yield which of the two firms or places just named 前者 and 后者 mean."""
        for match in _OF_TWO.finditer(self.text, sentence.start, sentence.end):
            near = self.passage.sentences[max(0, sentence.number - 1) : sentence.number + 1]
            named = [o for s in near for o in s.occurrences if o.end <= match.start() and not o.implied]
            pairs = [
                (a, b)
                for a, b in pairwise(named)
                if _group(a.type) == _group(b.type)
                and a.type in BODY_TYPES | PLACE_TYPES
                and a.entity != b.entity
                and _PAIR_JOINT.fullmatch(self.text, a.end, b.start)
            ]
            if len(pairs) == 1:
                yield match.span(), pairs[0][match.group() == "后者"].entity

    def _body(
        self, match: re.Match[str], sentence: Sentence, types: frozenset[str], noun: str = ""
    ) -> Iterator[tuple[Span, int]]:
        """Yield the firm or body that 该公司, 公司 or 该校 means, where only one comes into question."""
        start = sentence.start + match.start(1)
        if any(o.end == start for o in sentence.occurrences):
            return
        ending = re.compile(rf"(?:{_ENDINGS.get(noun, noun)})$")
        own = [o.entity for o in sentence.occurrences if o.start < start and o.type in types]
        for scope in (own, self.last_bodies, self._all_of(types)):
            found = {n for n in scope if self.passage.entities[n].type in types and self._has_ending(n, ending)}
            if len(found) == 1:
                yield (start, sentence.start + match.end(1)), found.pop()
            if found:
                return

    def _has_ending(self, number: int, ending: re.Pattern[str]) -> bool:
        return any(ending.search(name) for name in self.passage.names[number])

    def _all_of(self, types: frozenset[str]) -> list[int]:
        return [n for n, e in enumerate(self.passage.entities) if e.type in types]

    def _is_quoted(self, sentence: Sentence, at: int) -> bool:
        words = self.text[sentence.start : at]
        return words.count("“") > words.count("”")

    def _speakers(self, sentence: Sentence) -> Iterator[tuple[Span, int]]:
        """Yield the firm or body of the one who says 「我们…」 in quotation marks."""
        for quote in _QUOTED.finditer(self.text, sentence.start, sentence.end):
            if not (we := _WE.search(quote.group())):
                continue
            body = self._speaks_for(sentence, quote.span())
            if body is not None:
                start = quote.start() + we.start()
                yield (start, quote.start() + we.end()), body

    def _speaks_for(self, sentence: Sentence, quote: Span) -> int | None:
        """Return the only body that the speaker of a quotation has a post in."""
        after = _QUOTE_OF.match(self.text[quote[1] : quote[1] + 60])
        span = (quote[1], quote[1] + after.end()) if after else None
        if span is None and _OF_QUOTE.search(self.text[sentence.start : quote[0]]):
            span = (sentence.start, quote[0])
        if span is None:
            return None
        near = self.passage.sentences[sentence.number : sentence.number + 2]
        people = {
            o.entity for s in near for o in s.occurrences if o.type in PEOPLE_TYPES and span[0] <= o.start < span[1]
        }
        bodies = {b for n in sorted(people) for b in self.bodies.get(n, ())}
        if len(people) != 1 or len(bodies) != 1:
            return None
        body = bodies.pop()
        kinds = (COMPANY, ORGANIZATION, COUNTRY) if _WE_WITH.search(self.text, *quote) else (COMPANY, ORGANIZATION)
        return body if self.passage.entities[body].type in kinds else None

    def _country_words(self, words: str, base: int) -> Iterator[tuple[Span, int]]:
        if self.china is not None:
            for m in _CHINA.finditer(words):
                yield (base + m.start(), base + m.end()), self.china
        if self.side:
            for m in self.side.finditer(words):
                if m.group().endswith("方"):
                    yield (base + m.start(), base + m.end()), self.countries[m.group(1)]
        if self.couple:
            for m in self.couple.finditer(words):
                for n, sign in enumerate(m.groups()):
                    entity = self.china if sign == "中" else self.countries[sign]
                    if entity is not None:
                        yield (base + m.start() + n, base + m.start() + n + 1), entity

    def _both(self, match: re.Match[str], sentence: Sentence) -> Iterator[tuple[Span, int]]:
        """Yield the two that 双方, 两国, 两省 mean: the parties a title names, those who met, or the countries."""
        start, word = sentence.start + match.start(), match.group()
        if self.text[start - 1 : start] in _SIGNS or any(o.end == start for o in sentence.occurrences):
            return
        pair: tuple[int, ...] | None = self._parties(sentence, start + 2)
        if pair is None and word in _PAIRED_TYPES:
            pair = self._only_two(_PAIRED_TYPES[word])
        elif pair is None and word in ("双方", "双边") and self.met is not None:
            pair = self.met
        elif pair is None and word in ("双方", "两国", "双边"):
            pair = self._two_countries()
        if word == "两国" and pair and any(self.passage.entities[n].type != COUNTRY for n in pair):
            return
        for n, entity in enumerate(pair or ()):
            yield (start + n, start + n + 1), entity

    def _two_countries(self) -> tuple[int, ...] | None:
        pair = self.counterparts if self.china is None else [self.china, *self.counterparts]
        return tuple(pair) if len(pair) == 2 else None

    def _only_two(self, type: str) -> tuple[int, ...] | None:
        found = [n for n, e in enumerate(self.passage.entities) if e.type == type]
        return tuple(found) if len(found) == 2 else None

    def _parties(self, sentence: Sentence, at: int) -> tuple[int, int] | None:
        """Return the parties in the title of what is signed after ``at``: 签署《A与B合作协议》."""
        for o in sentence.occurrences:
            if o.type == POLICY and o.start >= at:
                if not _SIGNED.match(self.text[at : o.start]):
                    return None
                return self._named_parties(self.passage.words(o).lstrip("《〈“ "))
        return None

    def _named_parties(self, title: str) -> tuple[int, int] | None:
        first = self._opening(title)
        joint = first and _BETWEEN_PARTIES.match(title, first[0])
        second = joint and self._opening(title[joint.end() :])
        return (first[1], second[1]) if first and second and first[1] != second[1] else None

    def _opening(self, words: str) -> tuple[int, int] | None:
        """Return the length of the longest name of a place or body that ``words`` begin with, and the entity."""
        found = [
            (len(name), number)
            for number, e in enumerate(self.passage.entities)
            if e.type in PLACE_TYPES | BODY_TYPES
            for name in self.passage.names[number]
            if len(name) > 1 and words.startswith(name)
        ]
        return max(found, key=lambda x: (x[0], -x[1])) if found else None

    def _who_met(self, sentence: Sentence) -> tuple[int, ...] | None:
        """Return the two bodies, or the places or firms of the two heads, that met in a sentence; () where unsure."""
        if (bodies := self._bodies_met(sentence)) is not None:
            return bodies
        people = list(dict.fromkeys(o.entity for o in sentence.occurrences if o.type in PEOPLE_TYPES))
        if len(people) < 2 or not _MEETING.search(self.text, sentence.start, sentence.end):
            return None
        sides = [self.bodies.get(n, ()) for n in people]
        types = [{self.passage.entities[b].type for b in side} for side in sides]
        if not any(t and t <= _LOCAL for t in types):
            return None
        if len(people) == 2 and all(len(side) == 1 and t <= _LOCAL for side, t in zip(sides, types, strict=True)):
            return tuple(side[0] for side in sides)
        return ()

    def _bodies_met(self, sentence: Sentence) -> tuple[int, int] | None:
        """Return the two bodies of 「A与B（在L）举行会谈」."""
        for a, b in pairwise(sentence.occurrences):
            if not {a.type, b.type} <= BODY_TYPES or self.text[a.end : b.start] not in ("与", "和", "同", "、"):
                continue
            if _BODIES_MEET.match(self.text, b.end, sentence.end):
                return a.entity, b.entity
        return None

    def _named(
        self, match: re.Match[str], base: int, type: str, sentence: Sentence, exact: bool = False
    ) -> Iterator[tuple[Span, int]]:
        """Yield the nearest thing before whose name ends in the noun; the nearest at all for a general noun."""
        noun = match.group(1)
        at = base + match.start()
        before = self._before(sentence, at, type)
        if type == EVENT:
            before.sort(key=lambda n: not self.passage.in_title[n])
        if match.group().startswith("本") and type == POLICY:
            before = self._own_policies(before)
        held = self.held if type == EVENT else None
        if held is not None and (self._ends(held) & set(noun) or noun in _CEREMONIES):
            yield (base + match.start(1), base + match.end()), held
            return
        for number in before:
            if any(
                n.rstrip("》”’」）)").endswith(noun) or (exact and f"{noun}（" in n) for n in self.passage.names[number]
            ):
                yield (base + match.start(1), base + match.end()), number
                return
        general = noun in ("会议", "活动", "仪式", "线路", "全线", "项目", "工程", "大会", "比赛", "赛事", "线")
        if type == EVENT and held is not None:
            return
        if before and not exact and general:
            yield (base + match.start(1), base + match.end()), before[0]
        elif exact:
            later = [
                n
                for n, e in enumerate(self.passage.entities)
                if e.type == type and any(x.rstrip("》”’」）)").endswith(noun) for x in self.passage.names[n])
            ]
            if len(later) == 1:
                yield (base + match.start(1), base + match.end()), later[0]

    def _own_policies(self, before: list[int]) -> list[int]:
        """Return the policies that 本办法 can mean: those that the document carries, else all named before."""
        own = [n for n in before if n in self.carried]
        return own or [n for n in range(len(self.passage.entities)) if n in self.carried] or before

    def _carried(self) -> frozenset[int]:
        """Return the policies that the document gives out: in its title, or in that of its notice (关于印发…的通知)."""
        policies = [n for n, e in enumerate(self.passage.entities) if e.type == POLICY]
        notices = [name for n in policies for name in self.passage.names[n] if _GIVES_OUT.search(name)]
        return frozenset(
            n
            for n in policies
            for name in self.passage.names[n]
            if len(bare := name.strip("《》〈〉")) > 3
            and any(
                bare in title and len(title.strip("《》〈〉")) > len(bare) for title in (self.passage.title, *notices)
            )
        )

    def _nearest(self, match: re.Match[str], base: int, type: str, sentence: Sentence) -> Iterator[tuple[Span, int]]:
        before = self._before(sentence, base + match.start(), type)
        if before:
            yield (base + match.start(), base + match.end()), before[0]

    def _before(self, sentence: Sentence, at: int, type: str) -> list[int]:
        """Return the entities of a type named before ``at``, nearest first."""
        own = [
            o.entity
            for o in reversed(sentence.occurrences)
            if o.start < at and _group(o.type) == type and not is_whole(self.passage, o) and not self._is_cited(o)
        ]
        return own + [n for n in reversed(self.recent[type]) if n not in own]

    def _is_cited(self, o: Occurrence) -> bool:
        """Whether an event is only named for its spirit or its decisions: 会议 never means it."""
        return o.type == EVENT and _CITED.match(self.text, o.end) is not None

    def _ends(self, number: int) -> set[str]:
        return {n.rstrip("》”’」）)")[-1:] for n in self.passage.names[number]}

    def note(self, sentence: Sentence) -> None:
        """Remember what the sentence names; the subject of a line is nearer than what it mentions after."""
        held = self.passage.convened[sentence.number]
        if held is not None:
            self.held = held.entity
        met = self._who_met(sentence)
        self.met = self.met if met is None else met
        people = {o.entity for o in sentence.occurrences if o.type in PEOPLE_TYPES}
        if people and not (self.subject is not None and _HE.match(self.text, sentence.start, sentence.end)):
            self.subject = people.pop() if len(people) == 1 else None
        bodies = [o.entity for o in sentence.occurrences if o.type in BODY_TYPES]
        self.last_bodies = bodies or self.last_bodies
        for o in reversed(sentence.occurrences):
            names = self.recent.get(_group(o.type))
            if names is not None and not o.implied and not self._is_cited(o):
                if o.entity in names:
                    names.remove(o.entity)
                names.append(o.entity)


def _bodies_by_person(posts: Sequence[Post]) -> dict[int, tuple[int, ...]]:
    out: dict[int, tuple[int, ...]] = {}
    for p in posts:
        if p.body is not None:
            out[p.person.entity] = tuple(dict.fromkeys((*out.get(p.person.entity, ()), p.body.entity)))
    return out


def _group(type: str) -> str:
    return PROJECT if type == PORT else type
