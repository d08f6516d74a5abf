"""Comparison: what agrees and what differs between two things, as named levels.

A comparison looks at one aspect and returns the level reached. Levels say what was seen; what a level is worth stands
in ``scoring``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from itertools import takewhile

from kg import vocab
from kg.resolution import blocking, names, occasions
from kg.resolution.areas import area_of_code, units_in_front
from kg.resolution.name_frequency import frequency
from kg.resolution.occasions import months
from kg.resolution.profile import OF_NO_BODY, Post, Profile

_LONG_BRAND = 6  # characters
_LEADER = re.compile(
    "(?:国家|国务院|中共中央)?(?:主席|副主席|总理|副总理|国务委员|委员长|副委员长|总书记|总统|副总统|首相|部长|书记|省长|市长|院长|检察长|主任|行长"
    "|署长|局长|秘书长|外长|主席团常务主席)$"
)
_ATHLETE = re.compile(
    r"选手|运动员|队员|球员|教练|演员|导演|歌手|作家|画家|记者|主播|编辑|学生|村民|居民|工人|司机|农户|游客|志愿者|医生|护士"
)
_SAME_TIME_MONTHS = 3
_MOST_POSTS = 50  # of one side are compared one by one; people who are named with more share a body with someone
_OFFICE = re.compile(
    "(?:总统|总理|首相|国王|议长|外长|防长|财长|外交部长|国防部长|财政部长|内政部长|外务相|外相|防卫相|驻华大使|外交大臣|国防大臣|财政大臣|内政大臣)"
)
_DEPARTMENT = re.compile("(?:厅|局|署|海关|法院|检察院|(?<!共)(?<![省市县区州])委员会|办公室)$")
_PARTY_COMMITTEE = re.compile("^中共|人民代表大会|政治协商会议|纪律检查")


@dataclass(slots=True, kw_only=True)
class Merged:
    """What several profiles that are one thing say together; the side of a comparison."""

    types: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    surfaces: set[str] = field(default_factory=set)
    rivals: set[str] = field(default_factory=set)
    walks: set[str] = field(default_factory=set)
    posts: dict[Post, tuple[str, str]] = field(default_factory=dict)
    areas: set[str] = field(default_factory=set)
    actors: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    first: str = ""
    last: str = ""

    def add(self, p: Profile) -> None:
        """Take one more profile in."""
        self.types.add(p.type)
        self.walks |= {post.role for post in p.posts if post.level == OF_NO_BODY}
        self.names.add(names.canonical_key(p.type, p.name))
        self.keys |= blocking.strong_keys(p)
        self.surfaces |= set(p.names)
        self.rivals |= set(p.rivals)
        self.areas |= set(p.areas)
        self.actors |= set(p.actors)
        self.numbers |= {p.number} - {""}
        for post in p.posts:
            if post.level != OF_NO_BODY:
                self.posts[post] = _wider(self.posts.get(post), (p.date, p.date))
        self.first, self.last = _wider((self.first, self.last) if self.last else None, (p.date, p.date))

    def update(self, other: Merged) -> None:
        """Take all that another says in."""
        for name in ("types", "names", "keys", "surfaces", "rivals", "walks", "areas", "actors", "numbers"):
            getattr(self, name).update(getattr(other, name))
        for post, span in other.posts.items():
            self.posts[post] = _wider(self.posts.get(post), span)
        self.first, self.last = _wider((self.first, self.last) if self.last else None, (other.first, other.last))

    @property
    def family(self) -> str:
        """The family of its types."""
        return blocking.family(min(self.types))


def merged(profiles: list[Profile]) -> Merged:
    """Return what profiles say together."""
    side = Merged()
    for p in profiles:
        side.add(p)
    return side


def _wider(span: tuple[str, str] | None, other: tuple[str, str]) -> tuple[str, str]:
    if span is None:
        return other
    return min(filter(None, (span[0], other[0])), default=""), max(span[1], other[1])


def levels(a: Merged, b: Merged) -> dict[str, str]:
    """Return the level that each comparison of the family reaches, by comparison, in the order of the family."""
    comparisons = PEOPLE if a.family == blocking.PEOPLE else THINGS
    return {name: level for name, compare in comparisons.items() if (level := compare(a, b))}


# ---- people -------------------------------------------------------------------------------------------------


def _person_name(a: Merged, b: Merged) -> str:
    shared = a.names & b.names
    if not shared:
        beside = a.names & b.rivals or b.names & a.rivals
        return "different" if beside else _short_person_name(a, b)
    return f"exact, {frequency(min(shared))} name"


def _short_person_name(a: Merged, b: Merged) -> str:
    if not (a.keys & b.keys or a.surfaces & b.surfaces):
        return "different"
    whole = [{n for n in side.names if len(blocking.name_parts(n)) > 1} for side in (a, b)]
    if all(whole) and not any(_within(x, y) or _within(y, x) for x in whole[0] for y in whole[1]):
        return "different"
    surnames = ({blocking.name_parts(n)[-1] for n in names_} for names_ in whole)
    near = _months_between((a.first, a.last), (b.first, b.last)) <= _SAME_TIME_MONTHS
    if near and any(s & side.names for s, side in zip(surnames, (b, a), strict=True)):
        return "surname of, near in time"
    return "short form of"


def _within(short: str, long: str) -> bool:
    """Return whether the parts of a foreign name follow one another in a longer one."""
    own, whole = blocking.name_parts(short), blocking.name_parts(long)
    return any(whole[i : i + len(own)] == own for i in range(len(whole) - len(own) + 1))


def _posts(a: Merged, b: Merged) -> str:
    if not a.posts or not b.posts:
        leading = a.names & b.names and any(map(_leads, (*a.posts, *b.posts)))
        return "none beside a leading post" if leading else "none on one side"
    shared = {p.body for p in a.posts if p.body} & {p.body for p in b.posts}
    if shared:
        mine, other = ({(p.body, p.role) for p in side.posts if p.body in shared} for side in (a, b))
        if mine & other:
            return "same post at same body"
        return "posts at two departments at one time" if _two_offices(a, b, shared) else "same body"
    pairs = [(p, q) for p in sorted(a.posts)[:_MOST_POSTS] for q in sorted(b.posts)[:_MOST_POSTS]]
    if any(_same_title(p, q) for p, q in pairs):
        return "same title, body not named"
    if any(_contradict(p, a.posts[p], q, b.posts[q]) for p, q in pairs):
        return "contradicting posts at one time"
    if any(_leads(p) and _leads(q) and _country(p) == _country(q) for p, q in pairs):
        return "leading posts of one country"
    if any(all(p.level == "concurrent" for p in side.posts) for side in (a, b)):
        return "posts held beside others"
    if any(_two_departments(p, a.posts[p], q, b.posts[q]) for p, q in pairs):
        reformed = any(_of_one_kind(p.body, q.body) for p, q in pairs)
        return "posts in one area" if reformed else "posts at two departments at one time"
    if any(p.area and p.area == q.area for p, q in pairs):
        return "posts in one area"
    return "different posts"


def _same_title(p: Post, q: Post) -> bool:
    if p.body and q.body:
        return False
    short, full = sorted((p.role, q.role), key=len)
    return len(short) >= 2 and full.endswith(short) and len(full) - len(short) <= 3


def _contradict(p: Post, when_p: tuple[str, str], q: Post, when_q: tuple[str, str]) -> bool:
    if "concurrent" in (p.level, q.level) or not (p.body and q.body):
        return False
    apart = p.area != q.area and (bool(p.area and q.area) or "national" in (p.level, q.level))
    return apart and _months_between(when_p, when_q) <= _SAME_TIME_MONTHS


def _two_departments(p: Post, when_p: tuple[str, str], q: Post, when_q: tuple[str, str]) -> bool:
    bodies = (p.body, q.body)
    if p.past or q.past or not all(_DEPARTMENT.search(x) and not _PARTY_COMMITTEE.search(x) for x in bodies):
        return False
    return bool(when_p[1] and when_q[1]) and _months_between(when_p, when_q) <= _SAME_TIME_MONTHS


def _two_offices(a: Merged, b: Merged, shared: Set[str]) -> bool:
    """Return whether two hold offices of one country in the same month that nobody holds together (总理, 外长)."""
    if not all(body.startswith("iso3166:") for body in shared):
        return False
    held = [[(p, side.posts[p]) for p in side.posts if p.body in shared and not p.past] for side in (a, b)]
    if not all(posts and all(_OFFICE.fullmatch(p.role) for p, _ in posts) for posts in held):
        return False
    return all(when[1] and at[1] and not _months_between(when, at) for _, when in held[0] for _, at in held[1])


def _of_one_kind(a: str, b: str) -> bool:
    """Return whether two bodies may be one before and after a reform: 农业厅 and 农业农村厅 of a province."""
    common = "".join(x for x, _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))
    return len(common) - max(common.rfind(c) for c in "省市区州县") > 2


def _leads(p: Post) -> bool:
    return bool(_LEADER.match(p.role)) and (p.level in ("national", "provincial") or _presides(p))


def _presides(p: Post) -> bool:
    """Return whether a post is in the presidium of a session of the national congress or conference."""
    return p.role == "主席团常务主席" and p.body.startswith(("event:npc", "event:cppcc"))


def _country(p: Post) -> str:
    return p.area if p.area and not p.area.startswith("CN-") else "CN"


def _months_between(a: tuple[str, str], b: tuple[str, str]) -> int:
    if not (a[1] and b[1]):
        return 0
    return max(months(a[0]) - months(b[1]), months(b[0]) - months(a[1]), 0)


def _kind(a: Merged, b: Merged) -> str:
    walks = [bool(side.walks) or any(_ATHLETE.search(p.role) for p in side.posts) for side in (a, b)]
    officials = [vocab.OFFICIAL in side.types for side in (a, b)]
    if (walks[0] and officials[1]) or (walks[1] and officials[0]):
        return "official and another walk of life"
    if a.types & b.types:
        return "same type"
    return "official and person"


def _person_area(a: Merged, b: Merged) -> str:
    mine, other = ({p.area for p in side.posts if p.area} | side.areas for side in (a, b))
    if not mine or not other or (any(map(_leads, a.posts)) and any(map(_leads, b.posts))):
        return ""
    return "same area" if mine & other else "different areas"


# ---- bodies, companies, policies, events, projects, places --------------------------------------------------


def _name(a: Merged, b: Merged) -> str:
    if a.names & b.names:
        return "exact"
    if a.family == vocab.COMPANY and not a.keys & b.keys:
        return _company_name(a, b)
    return "short form of" if a.keys & b.keys else "short form, same area"


def _company_name(a: Merged, b: Merged) -> str:
    """Compare two companies whose names differ at most in the division in front."""
    mine, other = ({units_in_front(n) for n in side.names} for side in (a, b))
    brands = {own for _, own in mine} & {own for _, own in other}
    if not brands:
        return "different"
    fronts = [{codes for codes, own in side if own in brands} for side in (mine, other)]
    if not any(not x or not y or x & y for x in fronts[0] for y in fronts[1]):
        return "another division in front"
    longest = max(map(len, brands))
    return "division left out, long name" if longest >= _LONG_BRAND else "division left out, short name"


def _figures(a: Merged, b: Merged) -> str:
    shared = a.names & b.names
    if shared:
        return "same figures" if any(names.figures(n) for n in shared) else ""
    mine, other = ({names.figures(n) for n in side.names} for side in (a, b))
    if mine & other:
        return ""
    if all(mine) and all(other):
        return "contradicting figures"
    return "figures on one side only"


def _generic(a: Merged, b: Merged) -> str:
    types = a.types | b.types
    shared = (a.names & b.names) or (a.keys & b.keys)
    return "generic title" if vocab.POLICY in types and any(names.is_generic(vocab.POLICY, n) for n in shared) else ""


def _area(a: Merged, b: Merged) -> str:
    if not a.areas or not b.areas:
        return ""
    return "same area" if a.areas & b.areas else "contradicting areas"


def _type(a: Merged, b: Merged) -> str:
    return "" if a.types & b.types else "different types"


def _actors(a: Merged, b: Merged) -> str:
    if not a.actors or not b.actors:
        return ""
    if a.actors & b.actors:
        return "same actor"
    official_title = any(n.startswith(("关于", "转发", "印发")) for n in a.names & b.names)
    apart = (official_title and not _nested(a.actors, b.actors)) or _of_other_units(a.actors, b.actors)
    return "contradicting issuers" if apart else ""


def _of_other_units(a: set[str], b: set[str]) -> bool:
    """Return whether all actors of both sides are local, and none of one belongs to a unit of the other.

    One in a province and one in its own city may have acted together.
    """
    mine, other = ({_unit(x) for x in side} for side in (a, b))
    if "" in mine | other:
        return False
    return not any(x.startswith(y) or y.startswith(x) for x in mine for y in other)


def _unit(actor: str) -> str:
    """Return the division that an actor is or belongs to, as the digits that its parts share; empty for any other."""
    codes = {actor} if area_of_code(actor).startswith("CN-") else units_in_front(actor)[0]
    return re.sub("(?:00)+$", "", next(iter(codes))) if len(codes) == 1 else ""


def _nested(a: set[str], b: set[str]) -> bool:
    """Return whether a key of one begins a key of the other."""
    return any(x.startswith(tuple(b)) for x in a) or any(y.startswith(tuple(a)) for y in b)


def _number(a: Merged, b: Merged) -> str:
    if not a.numbers or not b.numbers:
        return ""
    return "same document number" if a.numbers & b.numbers else "different document numbers"


def _form(a: Merged, b: Merged) -> str:
    if vocab.COMPANY not in a.types | b.types:
        return ""
    mine, other = ({names.company_form(n) for n in side.surfaces if n.endswith("公司")} for side in (a, b))
    if mine and other and not mine & other and all(mine) and all(other):
        return "contradicting legal forms"
    return ""


def _occasion(a: Merged, b: Merged) -> str:
    shared = a.names & b.names
    if vocab.EVENT not in a.types or not shared or not (a.last and b.last):
        return ""
    name = min(shared)
    if occasions.is_frequent(name):
        near = occasions.are_near((a.first, a.last), (b.first, b.last))
        return "near in time" if near else "meeting of another day"
    if occasions.is_annual(name):
        same = occasions.year_of(name, a.first) == occasions.year_of(name, b.first)
        return "same year" if same else "event of another year"
    return ""


Comparison = Callable[[Merged, Merged], str]
PEOPLE: Mapping[str, Comparison] = {"name": _person_name, "posts": _posts, "kind": _kind, "area": _person_area}
THINGS: Mapping[str, Comparison] = {
    "name": _name,
    "figures": _figures,
    "title": _generic,
    "area": _area,
    "type": _type,
    "issuer": _actors,
    "number": _number,
    "legal form": _form,
    "occasion": _occasion,
}
