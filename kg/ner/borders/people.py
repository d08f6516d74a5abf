"""Borders of names of people: a rank or a note mark behind them, a word taken for a name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.ner.borders.known_names import KnownNames, respanned
from kg.ner.patterns.people import begins_like_name, is_everyday_word, is_personal_name, runs_into_word
from kg.records import Mention
from kg.registers.matcher import Match
from kg.vocab import OFFICIAL

_NO_PERSON = re.compile(r"(?:[族镇村县寺庙氏]|..陵)$")


_AFTER_SURNAME = re.compile(r"女士|先生|阿姨|大爷|大妈|大叔|奶奶|爷爷|师傅|老师|同学|老汉|老人|女孩|小姐")
_INSIDE_WORD = re.compile(r"[工过进课流日规章历行里全前旅议]程|[安完健齐周]全|[公水和]平|[党政]委")
_RANK_AFTER = re.compile(
    r"(?<=..)(?:国王|王储|亲王|公主|王后|女王|大公|酋长|埃米尔|总统|总理|副?(?:省长|市长|县长|区长|州长|主席|书记|主任|部长|局长|厅长)|副)$"
)


_NOTE_MARK = re.compile(r"(?<=[^\d①-⑳])[\d①-⑳]+$")
_DIGIT = re.compile(r"[\d①-⑳](?![\d世])")  # 利奥14世 is a name
_GOES_ON = re.compile("[斯尔娃娜姆莱洛诺茨蒂恩夫]")  # which write hardly anything but foreign names
_NAME_DOT = re.compile(r"[·•・‧]")
# Words of one character behind a name: 因 before a cause, 向 before whom something is done to.
_BECAUSE = re.compile(r"因(?:[公病故伤涉私其此]|身体|健康|与|个人|航班|天气|严重|受贿|年[高老事]|未)")
_TOWARDS = re.compile(
    r"向[^，。；：]{0,14}?(?:赠|介绍|致|转[达交]|表示|敬|汇报|报告|通报|颁|授|提|递|发|捐|宣|展示|讲|道|透露|献|介绍|移交)"
)


def person(text: str, m: Mention, near: KnownNames) -> Mention | None:
    """Return a person's name without the rank or mark behind it; None if it is a word."""
    if mark := _NOTE_MARK.search(text, m.start, m.end):
        m = respanned(m, m.start, mark.start())
    if m.end - m.start < 2 or _DIGIT.search(text, m.start, m.end):
        return None
    if _INSIDE_WORD.match(text, m.start - 1) and m.start:
        return None
    if m.end - m.start == 2 and _AFTER_SURNAME.match(text, m.end - 1):
        return None  # a surname with a form of address
    rank = _RANK_AFTER.search(text, m.start, m.end)
    m = respanned(m, m.start, rank.start() if rank else m.end - (_runs_on(text, m) or _has_particle(text, m)))
    name = text[m.start : m.end]
    if len(name) > 2 and _NO_PERSON.search(name, 1):
        return None
    return m if m.made_by != "model:tagger" or _may_be_person(name, m.score) else None


def is_part_of_dotted(text: str, m: Mention) -> bool:
    """Whether a known name is one part of a longer foreign name: 拉希德 in 拉希德·阿利莫夫, 萨尔维 in 贡萨尔维斯."""
    return bool(_GOES_ON.match(text, m.end) and m.type == OFFICIAL) or bool(
        _NAME_DOT.match(text, m.end) or (m.start and _NAME_DOT.match(text, m.start - 1))
    )


def _runs_on(text: str, m: Mention) -> bool:
    """Whether the last character belongs to the verb after the name; 林正 before 在 is a whole name, though."""
    return runs_into_word(text, m.end) and (m.end - m.start > 2 or text[m.end - 1] != "正")


def _has_particle(text: str, m: Mention) -> bool:
    """Whether the last character is a word of its own before what follows, and a name is left without it."""
    rest = text[m.start : m.end - 1]
    if not is_personal_name(rest) or (len(rest) < 3 and not _NAME_DOT.search(rest) and text[m.end - 1] != "向"):
        return False
    return bool(_BECAUSE.match(text, m.end - 1) or _TOWARDS.match(text, m.end - 1))


def _may_be_person(name: str, score: float) -> bool:
    return not is_everyday_word(name) and (score > _SURE_PERSON or begins_like_name(name))


_SURE_PERSON = 0.75
_HIGH_POST = re.compile(
    r"(?:主席|总统|总理|首相|总干事|秘书长|议长|大臣|部长|外长|防长|特使|发言人|总司令|市长|州长|省长)$"
)
_ACTS = re.compile(
    r"[在与和同将对称说及、，。]|表示|宣布|会[见谈晤]|签署|出席|访问|强调|指出|举行|抵达|致辞|当[天选]|\d{1,2}日"
)


def namesakes_of_cities(text: str, anchors: Iterable[Match]) -> frozenset[str]:
    """Return the people of the text who bear the name of a city abroad: 总理悉德尼表示."""
    return frozenset(
        a.surface
        for a in anchors
        if a.entries[0].register == "cities_foreign"
        and _HIGH_POST.search(text, max(0, a.start - 4), a.start)
        and _ACTS.match(text, a.end)
    )
