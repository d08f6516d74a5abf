"""Words that are no name but mean one: 中方, 两国, 本办法, 会议, 线路, 建成后. They become implied occurrences.

A word is resolved only where one thing of the document fits: a country by the character that stands for it, a policy,
event or project by the noun that its name ends in, the nearest named before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.records import Span
from kg.relations.passage import Occurrence, Passage, Sentence
from kg.vocab import COUNTRY, EVENT, POLICY, PORT, PROJECT

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
_BOTH = re.compile(r"两国|双方|双边")
_KINDS = (
    r"办法|方案|意见|规定|细则|预案|通知|条例|规划|计划|决定|规则|规程|标准|要点|清单"
    r"|目录|指南|制度|章程|纲要|措施|法|协定|协议|公约"
)
_OWN_POLICY = re.compile(rf"(?:本|该|此|上述|现行)(?:实施|暂行|管理|行动|工作|指导)?({_KINDS})(?!律|院|规|人)")
_EVENT_NOUNS = (
    r"会议|大会|论坛|峰会|座谈会|博览会|展会|展览|仪式|活动|比赛|赛事|全会|年会|对话会|研讨会"
    r"|讲座|听证会|运动会|交易会|开幕式|闭幕式|开幕会|闭幕会"
)
_OWN_EVENT = re.compile(
    rf"(?:(?<=[，。；：、\n“])|^|本次|此次|这次|本届|该|(?:出席|参加|主持|列席)(?:了)?)({_EVENT_NOUNS})(?!室|厅|精神|中心|期间要|要求)"
)
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


def add_implied(passage: Passage) -> None:
    """Insert the implied occurrences of a passage into its sentences."""
    resolver = _Resolver(passage)
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

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.text = passage.text
        self.countries, self.china = self._countries()
        others = "".join(sorted(self.countries))
        self.side = re.compile(f"([{others}])(?:方|国国家|总统|领导人)") if others else None
        self.couple = re.compile(f"([中{others}])([中{others}])(?={_TOGETHER})") if others else None
        self.counterparts = self._counterparts()
        self.recent: dict[str, list[int]] = {POLICY: [], EVENT: [], PROJECT: []}
        self.block = 0
        self.held: int | None = None

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
        if not found:
            found = [n for n, e in enumerate(self.passage.entities) if e.type == COUNTRY and n != self.china]
        return sorted(set(found))

    def find(self, sentence: Sentence) -> Iterator[tuple[Span, int]]:
        if sentence.block != self.block:
            self.block = sentence.block
            self.held = None
            for names in self.recent.values():
                names.clear()
        words = self.text[sentence.start : sentence.end]
        base = sentence.start
        yield from self._country_words(words, base)
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
        if len(self.counterparts) == (1 if self.china is not None else 2):
            pair = [self.china, *self.counterparts] if self.china is not None else self.counterparts
            for m in _BOTH.finditer(words):
                for n, entity in enumerate(pair):
                    if entity is not None:
                        yield (base + m.start() + n, base + m.start() + n + 1), entity

    def _named(
        self, match: re.Match[str], base: int, type: str, sentence: Sentence, exact: bool = False
    ) -> Iterator[tuple[Span, int]]:
        """Yield the nearest thing before whose name ends in the noun; the nearest at all for a general noun."""
        noun = match.group(1)
        at = base + match.start()
        before = self._before(sentence, at, type)
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

    def _nearest(self, match: re.Match[str], base: int, type: str, sentence: Sentence) -> Iterator[tuple[Span, int]]:
        before = self._before(sentence, base + match.start(), type)
        if before:
            yield (base + match.start(), base + match.end()), before[0]

    def _before(self, sentence: Sentence, at: int, type: str) -> list[int]:
        """Return the entities of a type named before ``at``, nearest first."""
        own = [o.entity for o in reversed(sentence.occurrences) if o.start < at and _group(o.type) == type]
        return own + [n for n in reversed(self.recent[type]) if n not in own]

    def _ends(self, number: int) -> set[str]:
        return {n.rstrip("》”’」）)")[-1:] for n in self.passage.names[number]}

    def note(self, sentence: Sentence) -> None:
        """Remember what the sentence names; the subject of a line is nearer than what it mentions after."""
        held = self.passage.convened[sentence.number]
        if held is not None:
            self.held = held.entity
        for o in reversed(sentence.occurrences):
            names = self.recent.get(_group(o.type))
            if names is not None and not o.implied:
                if o.entity in names:
                    names.remove(o.entity)
                names.append(o.entity)


def _group(type: str) -> str:
    return PROJECT if type == PORT else type
