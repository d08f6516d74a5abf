"""Names of companies: registered ones, which end in their legal form, and those of a foreign city and its trade."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg import vocab
from kg.ner.common_words import any_of
from kg.ner.patterns.kinds import name_start, place_borders
from kg.ner.patterns.people import foreign_characters
from kg.records import Mention
from kg.registers.matcher import Match

_LEGAL_FORM = re.compile(r"(?:股份|责任|集团)?有限(?:责任)?公司(?!法)")
# Verbs of business (开发, 建设, 发射) stand inside such names, so only these words end the search for the start.
_BEFORE = re.compile(
    r"(?:公司(?!分公司)|诉|起诉|状告|涉及|旗下|设立|参股|入股|携手|联手|通报|处罚|约谈|的|在|与|和|及|对|由|为|是|从|向|将|被|把|等|到|了|于|以|经(?![济贸营纪开典])|据|让|给|跟|来自|位于|走进|来到|包括|以及|记者|获悉|根据|按照|委托|收购)"
)
_BRANCH = re.compile(r"(?:(?![的在和与及对由为是从向将被等到了于以据设立])[一-龥]){2,8}?(?:分公司|分行|支行)")
_LEAST = 2  # characters before the legal form
_APART = ("省", "自治区", "共和国")  # written out like this, the division stands before the name, not in it


def find(text: str, anchors: Sequence[Match], others: Sequence[Mention] = ()) -> list[Mention]:
    """Return the names that end in a legal form.

    Args:
        anchors: register matches of the text in its order.
        others: mentions from elsewhere; one that ends with the same legal form says where the name starts, unless the
            division right before belongs to it.
    """
    forms = list(_LEGAL_FORM.finditer(text))
    if not forms:
        return []
    divisions = {a.end: a.start for a in anchors if _is_in_name(a)}
    starts = {m.end: m.start for m in others if m.type == vocab.COMPANY}
    borders = place_borders(anchors)
    found = []
    previous = 0
    for form in forms:
        start = starts.get(form.end())
        if start is None or _is_cut(text[start : form.end()]):
            start = name_start(text, form.start(), *borders, _BEFORE)
        start = max(divisions.get(start, start), previous)
        branch = _BRANCH.match(text, form.end())
        previous = end = branch.end() if branch else form.end()
        if form.start() - start >= _LEAST:
            found.append(Mention(start=start, end=end, type=vocab.COMPANY, made_by="pattern:company/legal-form"))
    return found


def _is_cut(name: str) -> bool:
    """Whether a bracket closes in the name that opens before it: 杭州）有限公司."""
    return name.count("）") > name.count("（") or name.count(")") > name.count("(")


def _is_in_name(anchor: Match) -> bool:
    types = {e.type for e in anchor.entries}
    return bool(types & (vocab.DIVISION_TYPES - {vocab.COUNTRY})) and not anchor.surface.endswith(_APART)


_STOCK = r"(?:(?:公共|大众)?股份(?:有限)?|有限(?:责任)?|控股|集团)*(?:集团公司|集团|公司|银行|株式会社|工厂)(?!法|化)"


def foreign(text: str, anchors: Sequence[Match]) -> list[Mention]:
    """Return the firms whose names are written out by sound up to their trade: 科洛萨尔森林工业公司.

    Args:
        anchors: register matches of the text in its order; a name begins behind a country, a mark or a small word,
            and with no place of the registers.
    """
    states = [a for a in anchors if a.entries[0].type == vocab.COUNTRY]
    countries = {a.end for a in states if not a.surface.startswith("中")}
    places = {a.start for a in anchors if not a.weak and {e.type for e in a.entries} & vocab.PLACE_TYPES} - countries
    places |= {a.end for a in states} - countries
    found = []
    for name in _by_sound().finditer(text):
        start = next((c for c in range(name.start("sound") + 1, name.end("sound") - 1) if c in countries), name.start())
        if start in countries or (start == name.start() and _BEFORE_SOUND.search(text, max(0, start - 1), start)):
            least = 2 if start in countries else _LEAST_SOUND
            if name.end("sound") - start >= least and start not in places:
                found.append(_mention(start, name.end()))
    return found


_LEAST_SOUND = 3  # characters
_BEFORE_SOUND = re.compile(r"^$|[^一-龥]|[的与和及同由]")


def _mention(start: int, end: int) -> Mention:
    return Mention(start=start, end=end, type=vocab.COMPANY, made_by="pattern:company/by-sound")


@cache
def _by_sound() -> re.Pattern[str]:
    letters = foreign_characters()
    trades = f"{any_of('trade')}|{any_of('line')}"
    return re.compile(
        rf"(?P<sound>[{letters}]{{2,12}}(?:[·•—-][{letters}]{{2,12}}){{0,3}})(?:{trades}|国际|国家|[与和]){{1,5}}{_STOCK}"
    )


_TRADE = (
    r"(?:港口|港务|港湾|码头|航运|海运|物流|机场|铁路|地铁|交通|煤气|燃气|电力|水务|石油|炼油|化工|汽车|钢铁|造船|航空"
    r"|电信|投资|开发|建设|工业|贸易|能源)"
)
_FIRM_OF_CITY = re.compile(
    rf"(?:国际|国家|联合|中央)?(?:(?<=港)(?:口|务|湾)|{_TRADE})(?:[与和及]?{_TRADE})*(?:控股|服务)?(?:集团公司|集团|公社|公司)(?!法|化)"
)
_PORT_AUTHORITY = re.compile(r"(?:(?<=港)口?|港口|港务|港湾|(?<=港)务)(?:管理局|管理委员会|局|事务局)")


def abroad(text: str, anchors: Sequence[Match]) -> list[Mention]:
    """Return the firms and port authorities named after a foreign city or port: 釜山港湾公社, 鹿特丹港务局.

    Args:
        anchors: register matches of the text in its order.
    """
    countries = {a.end for a in anchors if a.entries[0].type == vocab.COUNTRY}
    found = []
    for place in anchors:
        after_name = place.start not in countries and _NAME_BEFORE.search(text, max(0, place.start - 1), place.start)
        if after_name or not _is_abroad(place):
            continue
        for kind, type_, rule in (
            (_FIRM_OF_CITY, vocab.COMPANY, "company/of-city"),
            (_PORT_AUTHORITY, vocab.GOVERNMENT_BODY, "body/port-authority"),
        ):
            if name := kind.match(text, place.end):
                found.append(Mention(start=place.start, end=name.end(), type=type_, made_by=f"pattern:{rule}"))
                break
    return found


def _is_abroad(anchor: Match) -> bool:
    return all(e.type in _CITY_OR_PORT and (e.parent or "").startswith(_COUNTRY) for e in anchor.entries)


_CITY_OR_PORT = frozenset({vocab.CITY, vocab.PORT})
_COUNTRY = "iso3166:"  # cities and ports of China lie in a division of it
_NAME_BEFORE = re.compile(r"[一-龥](?<![的在和与及由对向])")  # the name may begin before the city
