"""People named by context: a post before the name, a list after such a name, a by-line, a verb of saying after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg import vocab
from kg.records import Mention, Span
from kg.registers.lexicons import load_lexicon, values
from kg.registers.matcher import Match

_SAYING = (
    r"(?:[，、]?(?:近日|日前|当天|今天|表示|介绍|认为|指出|强调|坦言|告诉|透露|回应|宣布|出席|主持|会见|参加|分别|陪同|率|同|与|和|在|说|对|向|就|等|来到|一行|先后|致辞|致开幕词|作|担任|为|任"
    r"|抵达|访问|前往|通电话|举行|签署|主席|将|应邀|代表|已|也|还|于|的|是|称|会谈|会晤|发表|到|从|被|通过|一同|共同|以及|及|兼|同志|先生|女士|博士|教授|院士|上将|中将|少将))"
)
# Verbs of more than one character, which no given name begins with.
_DOING = (
    r"|展示|分享|发布|带领|走进|讲述|演示|推介|见证|回忆|感慨|笑着|一直|正在|没有|每天|每年|已经|终于|凭借|获得|夺得|摘得"
    r"|当选|扑出|打入|攻入|领衔|作为|身着|手捧|接过|带着|坐在|站在|来自|一家|乘[船车坐机]|考察|调研|检查|察看|深入|视察|看望|慰问"
    r"|部署|作出|听取|率队|督导|致[信电函]|批示|指挥|赶赴|飞抵|祝贺|欢迎|呼吁|警告|重申|声明|通报|辞职|就任|兼任|逝世|去世"
    r"|前来|投案|登上|实地|多次|再次|首次|随后|现场|视频|书面|批评|谴责|否认|证实|确认|承认|承诺|拒绝|同意|批准|接替|接受|接见|约见"
    r"|团队|课题组|座谈|一家|所在|签约|揭幕|坦承|直言|补充|称赞|赞扬|感谢|带队|带着|当场|专门|手持|驾驶|身穿|抱着|拿着|打开|接到|收到|找到|看到|听到|想到|遇到|离开|返回|结束|开始|继续|成为|完成|作了|做了"
    r"|因(?=[公病故伤涉]|身体|健康|个人|航班|天气|严重|受贿|年[高老事])|赴|受[邀贿审]|讲[话授解]|点评|领[奖取]|汇报|述职|回信|解释|补充|总结|分析|预测|建议|提议|提出|主张|支持|反对|参观|观看|体验|揭牌|启动|列席|巡视|瞻仰|植树|受邀|受聘|获评"
)
_EDGE = r"(?=[，。、；：！？）（\s”]|$|\d|" + _SAYING[3:-1] + _DOING + r")"
_BY_LINE = re.compile(
    r"(?:(?:记者|通讯员|摄影|编辑|作者|撰文|文[/／])[ ：:/／]+"
    r"|(?<=（)(?:[一-龥]{0,4})记者(?=[一-龥]{2,4}[ 、]+[一-龥]{2,4}(?:[ 、]|）)))"
    r"(?P<names>[一-龥]{2,4}(?:[ 、]+[一-龥]{2,4}){0,4})(?=[\n）)。，]|$| )"
)
_ROSTER = re.compile(r"(?:召集人|组长|主任|成员|委员|总指挥|指挥长|主席|理事长|组员|副主任|副组长)：")
_APPOINTMENT = re.compile(r"(?:任命|免去|免除|接受|补选|选举|决定|提名|推选|聘任|罢免|撤销|同意)(?:[：:]\s?)?")
_AFTER_APPOINTED = re.compile(r"(?:同志)?(?:为|任|担任|的(?=[^。；，]{2,30}职务)|辞去|辞职)")
_RANK = re.compile(r"[省市县区州]")
_LIST = re.compile(r"[、和与及]|以及|，")
_GROUP = re.compile(
    r"(?<=[，。、；：！\n和])(?P<name>[一-龥]{2,4})等(?:\d+|[两三四五六七八九十]+)(?:余|多)?(?:人|名(?![优额])|位)"
)
_SHARED = re.compile(
    r"共[同计]|一[同起行直]|先后|应[邀约询]|亲自|正在|联合|全程|专程|专门|率[先队团领部代众]|收[到获]|接[到受]|获[得悉评]|说[道起]|陪[同伴护]"
    r"|主[持动]|介绍|受[邀聘贿审伤奖]|赴|[出列缺]席|[会接约召]见|访问|考[察核]|调研|检查|视[察频]|宣[布读]|致[辞信电函]|担任|当[选场]"
    r"|来[到访]|前来|走[到向]|回到|[谈提讲说看感]到|[坐站身]在|[针面]对|[转面]向"
)  # words after a name
_STRADDLES = re.compile(r"当[天日地时晚年]|明[天日年确]|今[天日年晚]|本[人月周报次]|多[次名位]|安全|特别|布[置局]")
_NOT_IN_FOREIGN = frozenset("对和在的我与他为等将说称指作发表")


def find(text: str, anchors: Sequence[Match] = ()) -> list[Mention]:
    """Return the people whom ``text`` names beside a post, in lists, rosters and by-lines, or by a dotted foreign name.

    Args:
        anchors: register matches of the text in its order; a name in a roster ends where a body begins.
    """
    return [
        *_after_posts(text),
        *_appointed(text),
        *_in_rosters(text, anchors),
        *_western_names(text),
        *_by_lines(text),
        *_withheld(text),
        *_heads_of_groups(text),
    ]


def has_roster(text: str) -> bool:
    """Return whether ``text`` holds a roster: only there do register matches change what ``find`` returns."""
    return _ROSTER.search(text) is not None


def _mention(start: int, end: int, type_: str, rule: str) -> Mention:
    return Mention(start=start, end=end, type=type_, made_by=f"pattern:person/{rule}")


def _after_posts(text: str) -> list[Mention]:
    found = []
    for post in _posts().finditer(text):
        if text.startswith("指挥权", post.end() - 2):
            continue
        type_ = _type_of_post(text, post)
        at = post.end()
        rule = "post-name"
        while name := name_at(text, at, type_ == vocab.OFFICIAL):
            found.append(_mention(name[0], name[1], type_, rule))
            join = _LIST.match(text, name[1])
            if not join or text[name[1]] == "，" or _posts().match(text, join.end()):
                break
            at, rule = join.end(), "list-after-post"
    return found


def _appointed(text: str) -> list[Mention]:
    """Return those whom a decision appoints or removes: 任命罗启明为厅长, 免去佟伟的局长职务."""
    found = []
    for act in _APPOINTMENT.finditer(text):
        for length in (3, 2, 4):
            end = act.end() + length
            surname = _surnames().match(text, act.end(), end)
            if surname and _AFTER_APPOINTED.match(text, end) and may_be_given(text[surname.end() : end]):
                found.append(_mention(act.end(), end, vocab.OFFICIAL, "appointed"))
                break
    return found


def _in_rosters(text: str, anchors: Sequence[Match]) -> list[Mention]:
    """Return the names of rosters without separators: 成员：罗启明市财政局副局长佟伟市商务局局长."""
    marks = [m.end() for m in _ROSTER.finditer(text)]
    if not marks:
        return []
    bodies = {a.start for a in anchors} | {m.start() for m in _RANK.finditer(text)}
    starts = sorted({*marks, *(m.end() for m in _posts().finditer(text, marks[0]))})
    found = []
    for at in starts:
        surname = _surnames().match(text, at)
        for length in (2, 1) if surname else ():
            end = surname.end() + length if surname else at
            if end in bodies and may_be_given(text[surname.end() : end] if surname else ""):
                found.append(_mention(at, end, vocab.OFFICIAL, "roster"))
                break
    return found


def name_at(text: str, at: int, official: bool = False) -> Span | None:
    """Return the span of a person's name that begins at ``at``: surname and given name, or a foreign name.

    ``official``: the words before leave no doubt that a name follows, so surnames that are everyday words count too.
    """
    dotted = _dotted().match(text, at)
    if dotted:
        return at, _dotted_end(text, dotted.end())
    surname = _surnames().match(text, at)
    if surname and (official or surname[0] not in _word_surnames()):
        for length in (2, 1):
            end = surname.end() + length
            given = text[surname.end() : end]
            if len(given) == length and may_be_given(given) and _not_a_word(text[at:end]) and _edge().match(text, end):
                return at, end - (length == 2 and runs_into_word(text, end))
    foreign = _transliterated().match(text, at)
    if foreign and _not_a_word(foreign[0]) and _edge().match(text, foreign.end()):
        return foreign.span()
    return None


def runs_into_word(text: str, end: int) -> bool:
    """Return whether the last character before ``end`` belongs to the word after the name: 共 in 吴清共同出席."""
    return _SHARED.match(text, end - 1) is not None


def is_personal_name(name: str) -> bool:
    """Return whether the words may be a personal name: surname and given name, a dotted or a transliterated one."""
    if _dotted().fullmatch(name) or (_transliterated().fullmatch(name) and _not_a_word(name)):
        return True
    surname = _surnames().match(name)
    given = name[surname.end() :] if surname else ""
    return 1 <= len(given) <= 2 and may_be_given(given) and name not in _words()


def begins_like_name(name: str) -> bool:
    """Return whether the words begin with a surname or are written in the characters of foreign names."""
    return bool(_surnames().match(name) or _dotted().fullmatch(name) or _transliterated().fullmatch(name))


def is_everyday_word(name: str) -> bool:
    """Return whether the words are among those that look like a name and are none: 郑重, 常务."""
    return name in _words()


def begins_with_word(name: str) -> bool:
    """Return whether the surname is an everyday word too, as 和 in 和林."""
    return name[0] in _word_surnames()


def _western_names(text: str) -> list[Mention]:
    return [
        _mention(m.start(), _dotted_end(text, m.end()), vocab.PERSON, "dotted-name") for m in _dotted().finditer(text)
    ]


def _dotted_end(text: str, end: int) -> int:
    """Return the end of a dotted name without the first half of the word after it: 彼得·哈纳 before 当天."""
    return end - 1 if _STRADDLES.match(text, end - 1) or runs_into_word(text, end) else end


def _withheld(text: str) -> list[Mention]:
    """Return the names of which only the surname is told: 杨某, 李某某, 赵某甲."""
    return (
        [_mention(*m.span(), vocab.PERSON, "withheld") for m in _surname_only().finditer(text)] if "某" in text else []
    )


def _heads_of_groups(text: str) -> list[Mention]:
    """Return the people named for a counted group: 罗启明等16人."""
    found = []
    for group in _GROUP.finditer(text):
        for start in (group.start("name") + i for i in range(len(group["name"]) - 1)):
            if is_personal_name(text[start : group.end("name")]) and not begins_with_word(text[start]):
                found.append(_mention(start, group.end("name"), vocab.PERSON, "head-of-group"))
                break
    return found


def _by_lines(text: str) -> list[Mention]:
    found = []
    for line in _BY_LINE.finditer(text):
        for part in re.finditer(r"[一-龥]{2,4}", line["names"]):
            start = line.start("names") + part.start()
            if _surnames().match(text, start):
                found.append(_mention(start, start + len(part[0]), vocab.PERSON, "by-line"))
    return found


def _type_of_post(text: str, post: re.Match[str]) -> str:
    """Official where the post is one whatever the body; else by the words before it."""
    official = _official()[post["title"]]
    if official == "by-body":
        before = text[max(0, post.start() - 12) : post.start()]
        company = re.search(r"(?:公司|集团|银行|企业|厂|大学|学院|医院|学校|协会|研究院|研究所)[一-龥]{0,4}$", before)
        return vocab.PERSON if company else vocab.OFFICIAL
    return vocab.OFFICIAL if official == "yes" else vocab.PERSON


def may_be_given(given: str) -> bool:
    """Return whether the characters may be those of a given name."""
    return not any(c in _never() for c in given) and all("\u4e00" <= c <= "\u9fff" for c in given)


def _not_a_word(name: str) -> bool:
    """Whether neither the name nor its first two characters are an everyday word: 再次, 再次来."""
    return name not in _words() and name[:2] not in _words()


@cache
def _edge() -> re.Pattern[str]:
    return re.compile(_EDGE)


@cache
def _official() -> dict[str, str]:
    return {row["title"]: row["official"] for row in load_lexicon("posts")}


@cache
def _posts() -> re.Pattern[str]:
    titles = sorted(_official(), key=lambda t: (-len(t), t))
    return re.compile(rf"(?P<title>{'|'.join(map(re.escape, titles))})(?:同志|先生|女士)?(?=[一-龥])(?!部|国)")


@cache
def _surnames() -> re.Pattern[str]:
    names = sorted((row["surname"] for row in load_lexicon("surnames")), key=lambda s: (-len(s), s))
    return re.compile("|".join(map(re.escape, names)))


@cache
def _surname_only() -> re.Pattern[str]:
    names = "".join(
        sorted(r["surname"] for r in load_lexicon("surnames") if len(r["surname"]) == 1 and r["word"] == "no")
    )
    every = "".join(sorted(r["surname"] for r in load_lexicon("surnames") if len(r["surname"]) == 1))
    known = r"(?:(?<=[、和])|(?<=疑人|告人|事人|害人|男子|女子))"
    return re.compile(
        rf"(?:[{names}]|{known}[{every}])某(?:某|[甲乙丙丁]|[一-龥](?=[、，（(]))?(?![些个种项类地市县区国军公企单学人日年])"
    )


@cache
def _never() -> frozenset[str]:
    return frozenset(
        c for row in load_lexicon("given_name_characters") if row["use"] == "never" for c in row["characters"]
    )


@cache
def _words() -> frozenset[str]:
    return frozenset(w for row in load_lexicon("not_names") for w in values(row["words"]))


@cache
def _word_surnames() -> frozenset[str]:
    return frozenset(row["surname"] for row in load_lexicon("surnames") if row["word"] == "yes")


@cache
def foreign_characters() -> str:
    """Return the characters that foreign names are written with, in order."""
    chars = {c for row in load_lexicon("transliteration_characters") for c in row["characters"]}
    return "".join(sorted(chars - _NOT_IN_FOREIGN))


@cache
def _transliterated() -> re.Pattern[str]:
    return re.compile(f"[{foreign_characters()}]{{2,8}}")


@cache
def _dotted() -> re.Pattern[str]:
    surnames = "".join(sorted(row["surname"] for row in load_lexicon("surnames") if len(row["surname"]) == 1))
    part = f"[{''.join(sorted({*foreign_characters(), *surnames} - _NOT_IN_FOREIGN))}A-Z.]"
    return re.compile(f"{part}{{1,8}}(?:[·•・‧]{part}{{1,10}}){{1,5}}")
