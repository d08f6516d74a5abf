# ruff: noqa: E501
"""A small made-up graph of policy news with every kind of record, for tests and for the cookbook's answers."""

from __future__ import annotations

import hashlib
from collections import defaultdict

from kg import records as r
from kg.graph.identifiers import digest

DOCUMENTS = {
    "d1": ("黑龙江与俄罗斯远东深化口岸合作", "2024-08-20", "松江日报"),
    "d2": ("绥芬河口岸上半年货运量增长", "2024-07-15", "松江日报"),
    "d3": ("关于支持边境口岸高质量发展的若干措施", "2024-03-01", "黑龙江省人民政府"),
    "d4": ("中俄博览会将在哈尔滨举行", "2024-05-10", "北疆新闻"),
    "d5": ("林知远任黑河市市长", "2023-02", "黑河发布"),
    "d6": ("同江铁路大桥运行平稳", "2024-08-19", "北疆新闻"),
    "d7": ("自贸试验区黑河片区推进跨境电商", "2024-06-02", "黑河发布"),
    "d8": ("转载：黑龙江与俄罗斯远东深化口岸合作", "2024-08-21", "北疆新闻"),
}
REPRINTS = {"d8": "d1"}

# key: (type, name, aliases, link, attributes)
ENTITIES = {
    "china": ("Country", "中国", ("中华人民共和国",), "iso3166:CN", {"nameEn": "China"}),
    "russia": ("Country", "俄罗斯", ("俄",), "iso3166:RU", {"nameEn": "Russia"}),
    "hlj": ("Province", "黑龙江省", ("黑龙江",), "gbt2260:230000", {"nameEn": "Heilongjiang"}),
    "harbin": (
        "City", "哈尔滨市", ("哈尔滨",), "gbt2260:230100", {"nameEn": "Harbin", "longitude": "126.63", "latitude": "45.75"},
    ),
    "heihe": ("City", "黑河市", ("黑河",), "gbt2260:231100", {"longitude": "127.53", "latitude": "50.25"}),
    "mdj": ("City", "牡丹江市", ("牡丹江",), "gbt2260:231000", {"longitude": "129.63", "latitude": "44.55"}),
    "sfh": ("County", "绥芬河市", ("绥芬河",), "gbt2260:231081", {}),
    "tongjiang": ("County", "同江市", ("同江",), "gbt2260:230881", {}),
    "fareast": ("Place", "远东地区", ("远东",), None, {}),
    "zone": ("Zone", "中国（黑龙江）自由贸易试验区黑河片区", ("黑河片区",), None, {"validFrom": "2019-08"}),
    "sfh_port": ("Port", "绥芬河铁路口岸", ("绥芬河口岸",), None, {"longitude": "131.15", "latitude": "44.40"}),
    "heihe_port": ("Port", "黑河公路口岸", ("黑河口岸",), None, {"longitude": "127.55", "latitude": "50.27"}),
    "tj_port": ("Port", "同江铁路口岸", (), None, {}),
    "lin": ("Official", "林知远", (), None, {"gender": "male"}),
    "xu": ("Official", "许清和", (), None, {"gender": "female"}),
    "gu": ("Official", "顾言之", (), None, {}),
    "wei": ("Person", "韦东海", (), None, {}),
    "petrov": ("Person", "伊万诺夫", (), None, {"nameEn": "Ivanov"}),
    "hljgov": ("GovernmentBody", "黑龙江省人民政府", ("省政府",), None, {}),
    "heihegov": ("GovernmentBody", "黑河市人民政府", ("黑河市政府",), None, {}),
    "commerce": ("GovernmentBody", "黑龙江省商务厅", ("省商务厅",), None, {"formerNames": "黑龙江省贸易厅@1990-2003"}),
    "customs": ("GovernmentBody", "哈尔滨海关", (), None, {}),
    "energy": ("Company", "北疆能源集团", ("北疆能源",), None, {}),
    "rail": ("Company", "远东联运公司", (), None, {}),
    "chamber": ("Organization", "黑龙江省国际商会", (), None, {}),
    "measures": (
        "Policy", "关于支持边境口岸高质量发展的若干措施", ("若干措施",), None,
        {"documentNumber": "黑政规〔2024〕3号", "effectiveDate": "2024-03-15"},
    ),
    "plan": ("Policy", "黑龙江省口岸发展规划", (), None, {}),
    "oldplan": ("Policy", "黑龙江省口岸建设办法", (), None, {"validTo": "2022"}),
    "agreement": ("Policy", "中俄口岸合作备忘录", ("备忘录",), None, {}),
    "expo": ("Event", "第八届中俄博览会", ("中俄博览会",), None, {}),
    "talks": ("Event", "口岸合作座谈会", ("座谈会",), None, {}),
    "bridge": ("Project", "同江铁路大桥", (), None, {}),
    "ropeway": ("Project", "黑河跨江索道", (), None, {}),
}  # fmt: skip

FORMER_IDS = {"哈尔滨海关": ("government-body-00000000000000aa",)}

# (relation, subject, object, role, modality, start, end, {document: quote})
STATEMENTS = [
    ("holdsPost", "lin", "heihegov", "市长", "done", "2023-02", None, {"d5": "林知远任黑河市人民政府市长。", "d1": "黑河市市长林知远介绍了情况。"}),
    ("holdsPost", "xu", "commerce", "厅长", "done", "2022-06-01", None, {"d1": "省商务厅厅长许清和出席座谈会。"}),
    ("holdsPost", "gu", "heihegov", "市长", "ended", "2019", "2023-01", {"d5": "顾言之不再担任黑河市市长。"}),
    ("holdsPost", "gu", "hljgov", "副省长", "done", "2023-02", None, {"d4": "副省长顾言之表示，博览会筹备就绪。"}),
    ("holdsPost", "wei", "energy", "董事长", "done", None, None, {"d1": "北疆能源集团董事长韦东海签署备忘录。"}),
    ("holdsPost", "petrov", None, "代表", "done", None, None, {"d1": "俄方代表伊万诺夫参加会谈。"}),
    ("locatedIn", "hljgov", "harbin", None, "done", None, None, {"d3": "黑龙江省人民政府驻哈尔滨市。"}),
    ("locatedIn", "heihegov", "heihe", None, "done", None, None, {"d5": "黑河市人民政府位于黑河。"}),
    ("locatedIn", "commerce", "harbin", None, "done", None, None, {"d1": "位于哈尔滨的省商务厅。"}),
    ("locatedIn", "customs", "harbin", None, "done", None, None, {"d2": "哈尔滨海关在哈尔滨发布数据。"}),
    ("locatedIn", "energy", "harbin", None, "done", None, None, {"d1": "总部设在哈尔滨的北疆能源集团。"}),
    ("locatedIn", "rail", "sfh", None, "done", None, None, {"d2": "绥芬河的远东联运公司。"}),
    ("locatedIn", "sfh_port", "sfh", None, "done", None, None, {"d2": "绥芬河铁路口岸位于绥芬河市。"}),
    ("locatedIn", "heihe_port", "heihe", None, "done", None, None, {"d7": "黑河公路口岸位于黑河市。"}),
    ("locatedIn", "tj_port", "tongjiang", None, "done", None, None, {"d6": "同江铁路口岸在同江市。"}),
    ("locatedIn", "zone", "heihe", None, "done", None, None, {"d7": "设在黑河的自贸试验区片区。"}),
    ("locatedIn", "bridge", "tongjiang", None, "done", None, None, {"d6": "同江铁路大桥坐落在同江市。"}),
    ("locatedIn", "ropeway", "heihe", None, "done", None, None, {"d7": "黑河跨江索道位于黑河市。"}),
    ("heldIn", "expo", "harbin", None, "planned", "2024-05-16", "2024-05-21", {"d4": "中俄博览会将于5月16日至21日在哈尔滨举行。"}),
    ("heldIn", "talks", "heihe", None, "done", "2024-08-19", "2024-08-19", {"d1": "8月19日，座谈会在黑河召开。", "d8": "8月19日，座谈会在黑河召开。"}),
    ("participatesIn", "lin", "talks", None, "done", "2024-08-19", "2024-08-19", {"d1": "林知远出席座谈会。"}),
    ("participatesIn", "xu", "talks", None, "done", "2024-08-19", "2024-08-19", {"d1": "许清和出席座谈会。"}),
    ("participatesIn", "energy", "expo", None, "planned", None, None, {"d4": "北疆能源将参加中俄博览会。"}),
    ("participatesIn", "rail", "expo", None, "planned", None, None, {"d4": "远东联运公司将参展。"}),
    ("participatesIn", "russia", "expo", None, "planned", None, None, {"d4": "俄罗斯将组团参会。"}),
    ("visited", "gu", "sfh_port", None, "done", "2024-07-10", "2024-07-10", {"d2": "顾言之到绥芬河口岸调研。"}),
    ("visited", "gu", "heihe", None, "done", "2024-06-01", "2024-06-01", {"d7": "顾言之到黑河调研。"}),
    ("visited", "xu", "ropeway", None, "done", "2024-06-01", "2024-06-01", {"d7": "许清和察看跨江索道。"}),
    ("met", "lin", "petrov", None, "done", "2024-08-19", "2024-08-19", {"d1": "林知远会见伊万诺夫一行。"}),
    ("met", "gu", "wei", None, "done", "2024-05", "2024-05", {"d4": "顾言之会见韦东海。"}),
    ("issued", "hljgov", "measures", None, "done", "2024-03-01", "2024-03-01", {"d3": "省政府印发若干措施。"}),
    ("issued", "commerce", "plan", None, "planned", "2024", None, {"d3": "省商务厅将出台口岸发展规划。"}),
    ("approved", "hljgov", "plan", None, "proposed", None, None, {"d3": "建议省政府批准该规划。"}),
    ("signed", "energy", "agreement", None, "done", "2024-08-19", "2024-08-19", {"d1": "北疆能源集团签署备忘录。"}),
    ("signed", "rail", "agreement", None, "done", "2024-08-19", "2024-08-19", {"d1": "远东联运公司签署备忘录。"}),
    ("basedOn", "plan", "measures", None, "done", None, None, {"d3": "规划依据若干措施制定。"}),
    ("amends", "measures", "oldplan", None, "done", "2024-03-01", None, {"d3": "若干措施修订原办法。"}),
    ("develops", "energy", "ropeway", None, "done", "2022", None, {"d7": "北疆能源建设跨江索道。"}),
    ("develops", "rail", "bridge", None, "done", None, None, {"d6": "远东联运公司运营大桥。"}),
    ("develops", "heihe", "zone", None, "done", "2019-08", None, {"d7": "黑河市建设黑河片区。"}),
    ("partOf", "commerce", "hljgov", None, "done", None, None, {"d3": "省商务厅是省政府组成部门。"}),
    ("partOf", "talks", "expo", None, "done", None, None, {"d1": "座谈会是博览会的配套活动。"}),
    ("cooperatesWith", "hlj", "fareast", None, "done", "2024", None, {"d1": "黑龙江与远东地区深化合作。", "d4": "黑龙江同远东地区加强合作。"}),
    ("cooperatesWith", "china", "russia", None, "done", None, None, {"d4": "中国与俄罗斯加强合作。"}),
    ("cooperatesWith", "energy", "rail", None, "planned", "2024-08", None, {"d1": "北疆能源将与远东联运公司合作。"}),
    ("connects", "bridge", "russia", None, "done", None, None, {"d6": "大桥连接俄罗斯。"}),
    ("connects", "bridge", "tj_port", None, "done", None, None, {"d6": "大桥连接同江铁路口岸。"}),
    ("connects", "ropeway", "heihe_port", None, "planned", "2025", None, {"d7": "索道将连接黑河公路口岸。"}),
    ("adjacentTo", "hlj", "russia", None, "done", None, None, {"d1": "黑龙江毗邻俄罗斯。"}),
    ("adjacentTo", "heihe", "fareast", None, "done", None, None, {"d7": "黑河与远东地区隔江相望。"}),
]  # fmt: skip

# (indicator, value, unit, unit text, kind, comparison, start, end, about, words, qualifier, document, quote)
OBSERVATIONS = [
    ("货运量", 520.0, "t", "万吨", "level", None, "2024-01", "2024-06", "sfh_port", "绥芬河口岸", None, "d2", "上半年绥芬河口岸货运量520万吨。"),
    ("货运量", 8.5, "%", "%", "growth", "year-on-year", "2024-01", "2024-06", "sfh_port", "绥芬河口岸", None, "d2", "同比增长8.5%。"),
    ("货运量", 200.0, "t", "万吨", "level", None, "2023", "2023", "tj_port", "同江铁路口岸", "over", "d6", "2023年货运量超过200万吨。"),
    ("贸易额", 36.0, "CNY", "亿元", "level", None, "2024-01", "2024-05", "zone", "黑河片区", "nearly", "d7", "片区跨境电商贸易额近36亿元。"),
    ("展位", 1200.0, "item", "个", "target", None, "2024", "2024", "expo", "博览会", None, "d4", "博览会设展位1200个。"),
    ("对俄贸易占比", 61.2, "%", "%", "share", None, "2023", "2023", None, "全省外贸", None, "d1", "对俄贸易占全省外贸的61.2%。"),
]  # fmt: skip


def example_graph() -> r.Graph:
    """Return the graph: 8 documents, 33 entities, 50 statements, 6 observations."""
    ids = {key: f"{_words(row[0])}-{digest(row[0], row[1])}" for key, row in ENTITIES.items()}
    spans: dict[str, dict[str, set[r.Span]]] = {key: defaultdict(set) for key in ENTITIES}
    statements = []
    for type_, head, tail, role, modality, start, end, quotes in STATEMENTS:
        evidence = []
        for number, (document, quote) in enumerate(sorted(quotes.items())):
            first = 20 + 40 * number
            evidence.append(
                r.Evidence(
                    document=document, start=first, end=first + len(quote), quote=quote, rule=f"{type_}/example",
                    confidence=0.9, trigger=(first + 2, first + 4), subject=(first, first + 2),
                )
            )  # fmt: skip
            for key in (head, *([tail] if tail else [])):
                spans[key][document].add((first, first + 2))
        statements.append(
            r.Statement(
                id=f"statement-{digest(type_, head, tail, role, modality, start, end)}", type=type_, subject=ids[head],
                object=ids[tail] if tail else None, role=role, modality=modality, start=start, end=end,
                evidence=tuple(evidence), confidence=0.99 if len(evidence) > 1 else 0.9, inferred=type_ == "adjacentTo",
            )
        )  # fmt: skip
    return r.Graph(
        documents=tuple(_document(id_, *row) for id_, row in sorted(DOCUMENTS.items())),
        entities=tuple(sorted((_entity(ids[k], row, spans[k]) for k, row in ENTITIES.items()), key=lambda e: e.id)),
        statements=tuple(sorted(statements, key=lambda s: s.id)),
        observations=tuple(sorted((_observation(row, ids) for row in OBSERVATIONS), key=lambda o: o.id)),
    )


def _words(type_: str) -> str:
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in type_).strip("-")


def _document(id_: str, title: str, published: str, publisher: str) -> r.DocumentNode:
    return r.DocumentNode(
        id=id_, title=title, digest=hashlib.sha256(title.encode()).hexdigest(), length=400, published=published,
        publisher=publisher, url=f"https://news.example/{id_}", source="page.txt", reprint_of=REPRINTS.get(id_),
    )  # fmt: skip


def _entity(id_: str, row: tuple, spans: dict[str, set[r.Span]]) -> r.Entity:
    type_, name, aliases, link, attributes = row
    mentions = tuple(
        r.EntityMention(document=d, spans=tuple(sorted(found)), made_by=("pattern:example",))
        for d, found in sorted(spans.items())
    )
    candidates = () if link or type_ != "Place" else (r.Candidate(code="place:far-east", score=0.6),)
    return r.Entity(
        id=id_, type=type_, name=name, aliases=aliases, link=link, attributes=attributes, mentions=mentions,
        candidates=candidates, former_ids=FORMER_IDS.get(name, ()),
    )  # fmt: skip


def _observation(row: tuple, ids: dict[str, str]) -> r.ObservationNode:
    indicator, value, unit, unit_text, kind, comparison, start, end, about, words, qualifier, document, quote = row
    evidence = r.Evidence(
        document=document, start=200, end=200 + len(quote), quote=quote, rule="figure/example", confidence=0.9
    )
    return r.ObservationNode(
        id=f"observation-{digest(indicator, kind, words, start)}", indicator=indicator, value=value, unit=unit,
        unit_text=unit_text, kind=kind, comparison=comparison, start=start, end=end,
        about=ids[about] if about else None, about_name=words, qualifier=qualifier, evidence=(evidence,),
    )  # fmt: skip
