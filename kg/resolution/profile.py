"""What resolution may know of a document entity: its name and the few facts that tell namesakes apart.

Resolution sees profiles only. Two document entities with equal profiles are one thing, so its result depends on the
*set* of profiles, never on how many documents hold one or on their order; that is what makes exact change cheap.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from kg import records as r
from kg import vocab
from kg.registers.loader import load_registers
from kg.registers.local_bodies import local_body
from kg.resolution.areas import area_of_code, area_of_name
from kg.resolution.names import canonical_key, comparison_key, is_generic

_FORMER = re.compile(r"^(?:时任|现任|原|前任|前|候任|候补)")
# Bodies whose members hold other posts beside: congresses and their sessions, groups of several departments, parties
# that take part in government, associations.
_CONCURRENT = re.compile(
    "政治局|^中共中央委员会|中央委员会$|代表大会|领导小组|联席会议|指挥部|工作组|协调小组|组委会|组织委员会|代表团"
    "|国民党革命委员会|民主同盟|民主建国会|民主促进会|农工民主党|致公党|九三学社|民主自治同盟|工商业联合会"
    "|协会$|学会$|基金会$|联合会$|促进会$"
)
_CONCURRENT_ROLE = re.compile("(?:组长|召集人|总指挥|指挥长|团长|主席团.*|执行主席|成员|总督察)$")
_NATIONAL = re.compile(
    r"^国务院$|^最高人民(?:法院|检察院)$|^全国|^中国人民政治协商会议全国委员会$|^中共中央|^中央|^国家.+(?:局|委员会)$"
    r"|^(?!.*[省市县区州])[^院校]{2,10}部$|^(?:中国人民银行|审计署|海关总署)$"
)
_STATE_ROLE = re.compile(r"^(?:国家(?:副)?主席|国务委员|(?:国务院)?(?:副)?总理|(?:副)?委员长|(?:中共中央)?总书记)$")
_PROVINCIAL = re.compile(
    r"^(?:中共|中国人民政治协商会议)?(?:.{2,6}(?:省|自治区)|(?:北京|上海|天津|重庆)市)"
    r"(?:委员会|人民政府|人民代表大会常务委员会)?$"
)
NAME_PART = re.compile(r"[·•・]")
_UNNAMED_BODY = re.compile(
    "(?:领导小组|指挥部|工作组|联席会议|专班|组委会|委员会|协调小组)*(?:综合)?(?:办公室|指挥部|领导小组|工作组|联席会议|专班|组委会|委员会|理事会|秘书处)"
    "|共?青?团[省市县区州]委"
)
_RELATIVE_EVENT = re.compile("(?:自治区|[省市县区](?!场))|[一二三四五六七八九]中(?:全会)?$|联席会议$|发布会$|座谈会$")
_PLATFORM = re.compile(  # of any administration; one of its own has a further word
    "(?:网上|网络|线上|在线|电子|政务|政府|行政|公共|综合|统一|一体化|信息|大?数据|共享|交换|资源|信用|服务|办事|审批|监管|监测|执法|管理|交易"
    "|协同|办公|应急|指挥|[市县三]级)+(?:服务)?(?:大厅|平台|系统|网站|门户网?站?)"
)
_EDITION = re.compile(r"第[一二三四五六七八九十百\d]+|\d{4}")
_FIVE_YEAR_PLAN = re.compile("十[一二三四五六]五(?:发展)?规划(?:纲要)?")
_LOCAL_ROLE = re.compile(
    "副?[省市县区州]长|[省市县区州](?:委|政府|直|级|人大|政协)|自治区"
)  # of whoever issued the text
# What a register holds as a series: each meeting of it is an event of its own.
_MEETINGS = re.compile(
    "^(?:中共中央|中央|国务院|全国|委员长|春节|国庆|驻外).*(?:会议|两会|座谈会|集体学习|专题学习|生活会|部长会议|团拜会|招待会)$"
)
# What people are called right before their name who hold no post.
_WALK = re.compile(
    "(?:队员|球员|选手|运动员|教练|演员|导演|歌手|作家|画家|记者|主播|编辑|医生|护士|学生|游客|志愿者|司机|工人|村民|居民|农户)$"
)
_LONGEST_WALK = 3  # characters
_SITE_TYPES = frozenset({vocab.PLACE, vocab.PROJECT, vocab.EVENT, vocab.POLICY})
OF_NO_BODY = "none"
_DAY_TYPES = frozenset({vocab.EVENT})


class Post(NamedTuple):
    """A post as a document gives it: the body's key (empty if not named), its area, the role's key, past or not.

    ``level`` is ``national`` or ``provincial`` for the bodies that lead the state or a province, ``concurrent`` for
    those whose members hold other posts beside (Politburo, congresses), ``none`` for what is no post (村民), else
    empty.
    """

    body: str
    area: str
    role: str
    past: bool = False
    level: str = ""


class Profile(NamedTuple):
    """One thing as one document presents it.

    ``names`` are the comparison keys of all its surfaces. ``areas`` are provinces and foreign countries it is tied to,
    ``actors`` the keys of those who issued, approved or signed it. ``date`` is the month of publication, for an event
    the day. ``number`` is a document number. A linked entity's profile holds its type and code alone. ``document`` is
    set only where a name must not be joined across documents: its choice between register entries is open, or it says
    only what kind of text a policy is. ``rivals`` are the keys of other people of the document who share a part of a
    person's name: whoever a text names beside each other are two.
    """

    type: str
    name: str = ""
    link: str = ""
    names: tuple[str, ...] = ()
    posts: tuple[Post, ...] = ()
    areas: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    number: str = ""
    date: str = ""
    document: str = ""
    rivals: tuple[str, ...] = ()

    def to_json(self) -> list[Any]:
        """Return the profile as JSON values."""
        return list(self)

    @classmethod
    def from_json(cls, values: list[Any]) -> Profile:
        """Return the profile of ``to_json``."""
        type_, name, link, names, posts, areas, actors, number, date, document, rivals = values
        return cls(
            type_, name, link, tuple(names), tuple(Post(*p) for p in posts), tuple(areas), tuple(actors), number, date,
            document, tuple(rivals),
        )  # fmt: skip


def profiles(annotation: r.Annotation) -> dict[str, Profile]:
    """Return the profile of each entity of a document, by its id there."""
    entities = {e.id: e for e in annotation.entities}
    posts, areas, actors = _facts(annotation, entities)
    rivals = _rivals(annotation.entities)
    days = _days(annotation.relations)
    found = {
        id_: _profile(
            e,
            annotation.article,
            days.get(id_, ""),
            posts.get(id_, set()),
            areas.get(id_, set()),
            actors.get(id_, set()),
        )._replace(rivals=rivals.get(id_, ()))
        for id_, e in entities.items()
    }
    borne = Counter(p.name for p in found.values() if p.type in vocab.PEOPLE_TYPES)
    return {
        id_: p._replace(document=annotation.article.id) if _is_bare_namesake(p, borne) else p
        for id_, p in found.items()
    }


def _is_bare_namesake(p: Profile, borne: Mapping[str, int]) -> bool:
    """Return whether a document has another person of the name, and nothing else to tell this one by."""
    return p.type in vocab.PEOPLE_TYPES and borne[p.name] > 1 and not p.posts and not p.areas


def _rivals(entities: Iterable[r.DocumentEntity]) -> dict[str, tuple[str, ...]]:
    """Return the names of other people of the document who share a part of a foreign name, by entity."""
    holders: dict[str, set[str]] = defaultdict(set)
    people = {e.id: canonical_key(e.type, e.name) for e in entities if e.type in vocab.PEOPLE_TYPES and not e.link}
    for id_, name in people.items():
        for part in NAME_PART.split(name):
            holders[part].add(id_)
    return {
        id_: tuple(sorted({people[o] for part in NAME_PART.split(name) for o in holders[part]} - {name}))
        for id_, name in people.items()
    }


def _days(relations: Iterable[r.RelationMention]) -> dict[str, str]:
    """Return the day of each event that a document dates to one day, by its id there."""
    days: dict[str, set[str]] = defaultdict(set)
    for x in relations:
        event = x.tail if x.type == "participatesIn" else x.head
        date = x.date
        if x.type not in ("heldIn", "participatesIn", "approved") or x.modality == vocab.DENIED or date is None:
            continue
        if event is not None and date.start == date.end and len(date.start or "") == 10:
            days[event].add(date.start or "")
    return {id_: min(found) for id_, found in days.items() if len(found) == 1}


def _meeting_of_series(e: r.DocumentEntity) -> str:
    """Return the register's name of the series whose single meeting an event is, empty if it is none."""
    entry = load_registers().entry(e.link) if e.type == vocab.EVENT and e.link else None
    if entry is None or _EDITION.search(entry.name) or not _MEETINGS.match(entry.name):
        return ""
    return entry.name


def _walks(e: r.DocumentEntity, article: r.Article) -> set[Post]:
    """Return what a person without a post is called right before the name (村民, 队员), as posts at no body."""
    if e.type not in vocab.PEOPLE_TYPES:
        return set()
    starts = (start - article.offset for start, _ in e.mentions)
    found = (_WALK.search(article.text[max(0, at - _LONGEST_WALK) : at]) for at in starts)
    return {Post("", "", m.group(), level=OF_NO_BODY) for m in found if m}


def _profile(
    e: r.DocumentEntity, article: r.Article, day: str, posts: set[Post], areas: set[str], actors: set[str]
) -> Profile:
    meeting = _meeting_of_series(e)
    if e.link and not meeting:
        return Profile(type=e.type, link=e.link)
    posts = posts or _walks(e, article)
    own_area = "" if e.type in vocab.PEOPLE_TYPES else area_of_name(e.name, e.type not in _SITE_TYPES)
    return Profile(
        type=e.type,
        name=meeting or _one_line(e.name),
        names=tuple(sorted({comparison_key(s) for s in (meeting or e.name, *e.surfaces)})),
        posts=tuple(sorted(posts)),
        areas=tuple(sorted((areas | {own_area}) - {""})),
        actors=tuple(sorted(actors)),
        number=comparison_key(e.attributes.get("documentNumber", "")),
        date=day or (article.published or "")[: 10 if e.type in _DAY_TYPES else 7],
        document=article.id if e.candidates or _says_too_little(e) or _is_of_issuer(e, article) else "",
    )


def _says_too_little(e: r.DocumentEntity) -> bool:
    """Return whether a name stands for its thing in its own document only: 《办法》, 省公安厅, 领导小组办公室."""
    if is_generic(e.type, e.name) or (e.type == vocab.EVENT and _RELATIVE_EVENT.match(comparison_key(e.name))):
        return True
    if e.type == vocab.PROJECT:
        return _PLATFORM.fullmatch(comparison_key(e.name)) is not None
    if e.type not in vocab.BODY_TYPES:
        return False
    body = local_body(e.name, load_registers())
    return _UNNAMED_BODY.fullmatch(comparison_key(e.name)) is not None or (body is not None and not body.entries)


def _is_of_issuer(e: r.DocumentEntity, article: r.Article) -> bool:
    """Return whether a name means the issuer's own: the 十四五规划 of a province that writes about it."""
    if e.type != vocab.POLICY or not _FIVE_YEAR_PLAN.fullmatch(comparison_key(e.name)):
        return False
    return bool(area_of_name(article.title) or area_of_name(article.publisher or ""))


def _facts(
    annotation: r.Annotation, entities: Mapping[str, r.DocumentEntity]
) -> tuple[dict[str, set[Post]], dict[str, set[str]], dict[str, set[str]]]:
    posts: dict[str, set[Post]] = defaultdict(set)
    areas: dict[str, set[str]] = defaultdict(set)
    actors: dict[str, set[str]] = defaultdict(set)
    home = area_of_name(annotation.article.title)
    for x in annotation.relations:
        head, tail = entities.get(x.head), entities.get(x.tail or "")
        if x.modality == vocab.DENIED or head is None or (x.tail is not None and tail is None):
            continue
        if x.type == "holdsPost":
            posts[x.head].add(_post(x, tail, home))
        elif x.type in ("locatedIn", "heldIn") and tail is not None:
            areas[x.head].add(_area(tail))
        elif x.type in ("issued", "approved", "signed") and tail is not None:
            actors[tail.id].add(head.link or canonical_key(head.type, head.name))
    return posts, areas, actors


def _post(x: r.RelationMention, tail: r.DocumentEntity | None, home: str) -> Post:
    role = comparison_key(x.role or "")
    bare = _FORMER.sub("", role)
    past = bare != role and not role.startswith(("现任", "候任"))
    body = "" if tail is None else tail.link or canonical_key(tail.type, tail.name)
    past = past or x.modality == vocab.ENDED
    if tail is None:
        level = "national" if _STATE_ROLE.search(bare) else ""
        area = home if _LOCAL_ROLE.match(bare) else ""
        return Post("", area, bare, past, "concurrent" if _CONCURRENT_ROLE.search(bare) else level)
    return Post(body, _area(tail), bare, past, "concurrent" if _CONCURRENT_ROLE.search(bare) else _level(tail))


def _level(body: r.DocumentEntity) -> str:
    if body.type == vocab.COUNTRY:
        return "national"
    if body.type == vocab.EVENT:
        return "concurrent"
    key = canonical_key(body.type, body.name)
    if _CONCURRENT.search(key):
        return "concurrent"
    if _NATIONAL.search(key):
        return "national"
    return "provincial" if _PROVINCIAL.match(key) else ""


def _area(e: r.DocumentEntity) -> str:
    return area_of_code(e.link or "") or area_of_name(e.name) or (e.name if e.type == vocab.COUNTRY else "")


def _one_line(name: str) -> str:
    return " ".join(name.split()) if name.isascii() else "".join(name.split())
