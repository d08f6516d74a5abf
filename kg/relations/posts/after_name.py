"""Posts after a name: as its title (林国栋省长), set off by a mark (林国栋，商务厅厅长), by a verb (林国栋当选…)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.relations.passage import Occurrence, Sentence
from kg.relations.posts.appointments import (
    appointed_by,
    goes_on_appointing,
    goes_on_removing,
    handed_over,
    succeeded,
    taken_away,
    taken_on,
)
from kg.relations.posts.record import HOLDERS, SPACE, Post, PostsRead
from kg.relations.posts.row import posts_at
from kg.relations.roles import split_roles, standalone
from kg.vocab import PEOPLE_TYPES

_AFTER = re.compile(
    r"(?:同志)?(总书记|国家主席|主席|总统|总理|首相|委员长|国王|女王|议长|大使|总领事|公使|部长|外长|防长|省长|市长|书记|司令员)(?![们级的]?(?:令|团|会议|声明|府|府邸|选举|馆|夫人|级))"
)
_APPOINT = re.compile(r"(?:任命|选举|推选|推举|提名|选出|聘任|聘请|委任|任用)(?:了)?(?P<mid>[^，。；]{0,12})$")
_AS = re.compile(r"^(?:同志|先生|女士)?(?:为|任|担任|出任|接任|接替|继任|当|连任)")
_REMOVED = re.compile(
    r"(?:同志)?(?:，?因[^，。；]{1,16})?(?:，?(?:已|日前|近日|于)?[0-9年月日]{0,11})"
    r"被(?:依法|依规)?(?:免去|免除|撤销|罢免|解除|撤去)(?:了)?(?:其|他的|她的)?"
)
_HIS = re.compile(r"(?:同志)?的")
_REMOVE = re.compile(r"(?:免去|免除|撤销|罢免|解除|免|撤去)(?:了)?[：:]?$")
_BECOMES = re.compile(
    r"^(?:，(?:祝贺|恭喜)(?:他|她|其|您))?(?:，?因[^，。；]{1,12}(?:原因|变动|调整|调动|届满|需要|退休)，)?(?:同志|先生|女士)?(?:(?!任命|免去|提名)[^，。；、“”]){0,14}?(?:当选为?|出任|就任|担任|兼任|接任|转任|改任|调任|升任|履新|历任|被任命为|被选举?为|被提名为|任职于?|任(?![命期何务意免])|是|系|为|辞去|卸任|不再担任)(?:了|过)?"
    r"|^(?:同志)?(?=代理)"
)
_PRESENTED = re.compile(
    r"(?:已|将|近日)?接替[^，。；]{1,14}，(?:出任|担任|接任|就任)|(?:同志)?，(?:[男女]，)?(?:[^，。；：“”]{1,16}，){0,6}?(?:现任|曾任|历任|先后担任|先后任|时任|任)(?![何期务意])"
)
_MOVES_ON = re.compile(
    r"，(?:后|又|并)?(?:[今去前当次]年|[0-9]{4}年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?起?(?:转任|调任|改任|升任|出任|接任|就任|履新)(?:为)?"
)
_DESCRIBES = re.compile(r"，[男女]，(?:[^，。；：“”]{1,14}，){0,6}")
_IN_PLACE_OF = re.compile(r"(?:接替|接任|取代|替代|代替|接棒|继)[^，。；]{0,12}$")
_COMRADE = re.compile(r"(?:同志|先生|女士)?的?")
_SET_OFF = re.compile(r"[（(，](?:[男女]，(?:[一-龥]{1,4}族，)?)?|[ \u3000\t]+")
_FOR_EXAMPLE = re.compile(r"以$")
_INTRODUCES = re.compile(r"[：:]")
_DUTIES = re.compile(r"负责|分管|协助|主持|[。；\n]")


def after_name(read: PostsRead, sentence: Sentence, person: Occurrence) -> Iterator[Post]:
    """Yield the posts that stand after a name."""
    title = _AFTER.match(read.text, person.end, sentence.end)
    if title:
        span = title.span(1)
        yield Post(person=person, body=None, role=title.group(1), rule="post/name-title", trigger=span)
        if read.text[span[1] : span[1] + 1] == "、":
            more = standalone().match(read.text, span[1] + 1, sentence.end)
            if more:
                yield Post(person=person, body=None, role=more.group(), rule="post/name-title", trigger=more.span())
    yield from _stated_after(read, sentence, person)


def _stated_after(read: PostsRead, sentence: Sentence, person: Occurrence) -> Iterator[Post]:
    before = read.text[max(sentence.start, person.start - 24) : person.start]
    unit = read.starts.get(person.start)
    if unit is not None:
        before = read.text[max(sentence.start, unit - 24) : unit]
    rest = read.text[person.end : sentence.end]
    his = _HIS.match(rest)
    below = not before and bool(his or not _REMOVE.search(read.listed_under))
    before = read.listed_under if below else before
    if _REMOVE.search(before):
        skipped = _COMRADE.match(rest)
        rule = "post/removed-below" if below or before.endswith(("：", ":")) else "post/removed"
        yield from posts_at(read, sentence, person, person.end + len(skipped.group() if skipped else ""), rule)
        return
    if his and goes_on_removing(read, sentence, person):
        yield from posts_at(read, sentence, person, person.end + his.end(), "post/removed-below")
        return
    if removed := _REMOVED.match(rest):
        yield from posts_at(read, sentence, person, person.end + removed.end(), "post/removed")
        return
    if taken := taken_on(read, sentence, person):
        yield from taken
        return
    if before.endswith("由") and (handed := handed_over(read, sentence, person, rest)):
        yield from handed
        return
    appointed = _AS.match(rest)
    if appointed and _APPOINT.search(before):
        yield from appointed_by(read, sentence, person, person.end + appointed.end())
        return
    if appointed and appointed.group() == "为" and goes_on_appointing(read, sentence, person):
        yield from posts_at(read, sentence, person, person.end + 1, "post/appointed")
        return
    presented = _PRESENTED.match(rest)
    if presented:
        yield from posts_at(read, sentence, person, person.end + presented.end(), "post/becomes")
        return
    if described := _described(read, sentence, person):
        yield from described
        return
    if lost := taken_away(read, sentence, person):
        yield from lost
        return
    if follows := succeeded(read, sentence, person, rest):
        yield from follows
        return
    if introduced := _introduced(read, sentence, person):
        yield from introduced
        return
    becomes = _BECOMES.match(rest) if rest[:1] not in ("和", "与", "、", "及") else None
    if becomes and _is_said_of_another(read, sentence, person, becomes):
        return
    if becomes and rest.startswith("为") and _FOR_EXAMPLE.search(before):
        return
    if becomes and rest.startswith("由"):
        yield from posts_at(read, sentence, person, person.end + 1, "post/becomes")
    if becomes and not re.search(
        r"(?:认为|因为|称为|作为|成为|以为|视为|因是|但是|而是|于是|还是|就是|主任|责任|信任)$", becomes.group()
    ):
        yield from _career(read, sentence, person, person.end + becomes.end())
        return
    yield from _post_after_name(read, sentence, person)


def _career(read: PostsRead, sentence: Sentence, person: Occurrence, at: int) -> Iterator[Post]:
    """Yield the posts at ``at`` and those that the next clauses go on with (担任A市长，今年5月调任B厅长)."""
    while True:
        found = list(posts_at(read, sentence, person, at, "post/becomes"))
        yield from found
        moved = _MOVES_ON.match(read.text, found[-1].trigger[1], sentence.end) if found else None
        if moved is None:
            return
        at = moved.end()


def _is_said_of_another(read: PostsRead, sentence: Sentence, person: Occurrence, becomes: re.Match[str]) -> bool:
    """Whether it is another who takes the post (A祝贺B就任…), and not A who follows B (A接替B出任…)."""
    others = [o for o in sentence.occurrences[person.order + 1 :] if o.start < person.end + becomes.end()]
    others = [o for o in others if o.type in PEOPLE_TYPES]
    return bool(others) and _IN_PLACE_OF.search(read.text, person.end, others[0].start) is None


def _described(read: PostsRead, sentence: Sentence, person: Occurrence) -> list[Post]:
    """Return the posts of 「P，女，1971年3月生，B校长，拟任…」."""
    for body in sentence.occurrences[person.order + 1 : person.order + 4]:
        if body.type in HOLDERS and _DESCRIBES.fullmatch(read.text, person.end, body.start):
            return list(posts_at(read, sentence, person, body.start, "post/introduced"))
    return []


def _introduced(read: PostsRead, sentence: Sentence, person: Occurrence) -> list[Post]:
    """Return the posts of 「P：省政府副省长、党组成员 负责…」, a line of a list of duties."""
    mark = _INTRODUCES.match(read.text, person.end, sentence.end)
    opens = person.start == sentence.start or read.text[person.start - 1] in "。；\n \u3000"
    end = mark and opens and _DUTIES.search(read.text, mark.end(), min(sentence.end, mark.end() + 40))
    if not mark or not end or any(mark.end() <= o.start < end.start() for o in sentence.occurrences):
        return []
    roles = split_roles(read.text[mark.end() : end.start()].strip("，, \u3000")) or []
    return [
        Post(
            person=person, body=None, role=role, rule="post/introduced",
            trigger=(mark.end() + at, mark.end() + at + len(role)),
        )
        for at, role in roles
    ]  # fmt: skip


def _post_after_name(read: PostsRead, sentence: Sentence, person: Occurrence) -> Iterator[Post]:
    """Yield the posts right after a name, in brackets, or set off by a comma or a space (名 B局长)."""
    mark = _SET_OFF.match(read.text, person.end, sentence.end)
    spaced = mark is not None and not mark.group().strip()
    if spaced and person.start in read.starts:
        return
    found = list(posts_at(read, sentence, person, mark.end() if mark else person.end, "post/name-body-rank"))
    if not found or found[0].body is None:
        return
    end = found[-1].trigger[1]
    names = {o.start for o in sentence.occurrences if o.type in PEOPLE_TYPES}
    then_named = end in names or (spaced and _after_space(read, end) in names)
    if then_named and mark and not spaced:
        return
    if then_named:
        read.rostered.update(p.body.start for p in found if p.body is not None)
    closing = "，。；）)\n" if mark and not spaced else "，。；、）)\n \u3000"
    if then_named or read.text[end : end + 1] in closing:
        yield from found


def _after_space(read: PostsRead, at: int) -> int:
    space = SPACE.match(read.text, at)
    return space.end() if space else at
