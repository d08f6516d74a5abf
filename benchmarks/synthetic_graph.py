"""Graphs of any size whose shape is that of policy news: made up, the same for the same size.

A few bodies and places have very many relationships, most entities have a few; a statement has one to three sentences
of evidence. Names are made of a place, a kind and a number.
"""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, timedelta

from kg import records as r
from kg.vocab import ENTITY_TYPES, RELATION_TYPES

_SHARE = {
    "Country": 1, "Province": 1, "City": 4, "County": 6, "Place": 6, "Zone": 4, "Port": 4, "Official": 14, "Person": 8,
    "GovernmentBody": 12, "Company": 14, "Organization": 6, "Policy": 14, "Event": 6, "Project": 10,
}  # fmt: skip
_KIND = {
    "Country": "国", "Province": "省", "City": "市", "County": "县", "Place": "镇", "Zone": "开发区", "Port": "口岸",
    "Official": "", "Person": "", "GovernmentBody": "局", "Company": "公司", "Organization": "协会", "Policy": "条例",
    "Event": "会议", "Project": "工程",
}  # fmt: skip
_SYLLABLES = "安宁和平长兴永昌清河石门青山白云金水东海新城大同玉泉明德"
_ROLES = ("局长", "主任", "市长", "书记", "部长", "董事长")
_FIRST_DAY = date(2020, 1, 1)
STATEMENTS_PER_DOCUMENT = 8
ENTITIES_PER_STATEMENT = 0.35
RELATIONSHIPS_PER_STATEMENT = 7.6
"""About how many relationships one statement brings: the direct one, its ends, its evidence, mentions."""


def synthetic_graph(statements: int, seed: int = 20240820) -> r.Graph:
    """Return a graph with about that many statements, the same for the same numbers."""
    draw = random.Random(seed)
    entities = _entities(max(len(ENTITY_TYPES), int(statements * ENTITIES_PER_STATEMENT)), draw)
    by_type = defaultdict(list)
    for entity in entities:
        by_type[entity.type].append(entity)
    documents = [_document(number, draw) for number in range(max(1, statements // STATEMENTS_PER_DOCUMENT))]
    spans: dict[tuple[str, str], set[r.Span]] = defaultdict(set)
    made = {}
    relations = sorted(RELATION_TYPES.values(), key=lambda relation: relation.name)
    for _ in range(statements):
        relation = draw.choice(relations)
        head = _favoured(by_type[draw.choice(sorted(relation.heads))], draw)
        tail = _favoured(by_type[draw.choice(sorted(relation.tails))], draw)
        if head is not tail:
            statement = _statement(relation.name, head, tail, documents, spans, draw)
            made[statement.id] = statement
    mentions = defaultdict(list)
    for (entity_id, document_id), found in sorted(spans.items()):
        mentions[entity_id].append(r.EntityMention(document=document_id, spans=tuple(sorted(found))))
    return r.Graph(
        documents=tuple(documents),
        entities=tuple(_mentioned(e, tuple(mentions[e.id])) for e in entities),
        statements=tuple(made[key] for key in sorted(made)),
        observations=tuple(
            _observation(number, by_type["City"], documents, draw) for number in range(statements // 20)
        ),
    )


def _entities(count: int, draw: random.Random) -> list[r.Entity]:
    out = []
    total = sum(_SHARE.values())
    for type_ in ENTITY_TYPES:
        for number in range(max(2, count * _SHARE[type_] // total)):
            name = "".join(draw.choices(_SYLLABLES, k=3)) + _KIND[type_]
            point = {"longitude": f"{100 + number % 20}.5", "latitude": "30.25"}
            out.append(
                r.Entity(
                    id=f"{type_.lower()}-{number:016x}", type=type_, name=name, aliases=(name[:2],),
                    attributes={"nameEn": f"{type_} {number}", **(point if type_ in ("City", "Port") else {})},
                    confidence=round(draw.uniform(0.6, 1), 4),
                )
            )  # fmt: skip
    return sorted(out, key=lambda entity: entity.id)


def _mentioned(entity: r.Entity, mentions: tuple[r.EntityMention, ...]) -> r.Entity:
    return r.Entity(
        id=entity.id, type=entity.type, name=entity.name, aliases=entity.aliases, attributes=entity.attributes,
        confidence=entity.confidence, mentions=mentions,
    )  # fmt: skip


def _document(number: int, draw: random.Random) -> r.DocumentNode:
    return r.DocumentNode(
        id=f"document-{number:08d}", title=f"{''.join(draw.choices(_SYLLABLES, k=6))}工作会议召开",
        digest=f"{draw.getrandbits(256):064x}", length=draw.randrange(300, 4000), published=_day(draw),
        publisher="示例日报",
    )  # fmt: skip


def _statement(
    type_: str,
    head: r.Entity,
    tail: r.Entity,
    documents: list[r.DocumentNode],
    spans: dict[tuple[str, str], set[r.Span]],
    draw: random.Random,
) -> r.Statement:
    evidence = []
    for document in draw.sample(documents, min(len(documents), draw.choice((1, 1, 1, 2, 3)))):
        start = draw.randrange(document.length)
        quote = f"{document.published}，{head.name}与{tail.name}的有关工作取得进展。"
        spans[head.id, document.id].add((start + 11, start + 11 + len(head.name)))
        spans[tail.id, document.id].add((start + 12 + len(head.name), start + 12 + len(head.name) + len(tail.name)))
        evidence.append(
            r.Evidence(
                document=document.id, start=start, end=start + len(quote), quote=quote, rule=f"{type_}/example",
                confidence=round(draw.uniform(0.5, 1), 4), trigger=(start + 3, start + 5),
            )
        )  # fmt: skip
    role = draw.choice(_ROLES) if type_ == "holdsPost" else None
    start_day = _day(draw) if draw.random() < 0.7 else None
    return r.Statement(
        id=f"statement-{draw.getrandbits(64):016x}", type=type_, subject=head.id, object=tail.id, role=role,
        evidence=tuple(sorted(evidence, key=lambda e: (e.document, e.start))), start=start_day,
        modality=draw.choice(("done", "done", "done", "planned")), confidence=round(draw.uniform(0.5, 1), 4),
    )  # fmt: skip


def _observation(
    number: int, cities: list[r.Entity], documents: list[r.DocumentNode], draw: random.Random
) -> r.ObservationNode:
    document = draw.choice(documents)
    city = draw.choice(cities)
    quote = f"{city.name}外贸进出口总值{number}亿元。"
    return r.ObservationNode(
        id=f"observation-{number:016x}", indicator="进出口总值", value=float(number), unit="CNY", unit_text="亿元",
        kind="level", start="2023", end="2023", about=city.id, about_name=city.name,
        evidence=(
            r.Evidence(
                document=document.id, start=0, end=len(quote), quote=quote, rule="observation/example", confidence=0.9
            ),
        ),
    )  # fmt: skip


def _favoured(entities: list[r.Entity], draw: random.Random) -> r.Entity:
    """Return one, the first ones far more often."""
    return entities[int(len(entities) * draw.random() ** 3)]


def _day(draw: random.Random) -> str:
    return (_FIRST_DAY + timedelta(days=draw.randrange(1800))).isoformat()
