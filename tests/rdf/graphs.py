"""Graphs made by hand for the tests of this stage."""

from __future__ import annotations

import dataclasses

from kg import records as r

TEXT = "黑龙江省委书记林知远8月19日在哈尔滨会见远东能源公司董事长王海一行。"


def evidence(document: str = "doc-1", **fields) -> r.Evidence:
    defaults = {"start": 0, "end": len(TEXT), "quote": TEXT, "rule": "meeting/meets", "confidence": 0.9}
    return r.Evidence(document=document, **(defaults | fields))


def page() -> r.Graph:
    """A small graph that holds every kind of record, every modality and every optional field."""
    documents = (
        r.DocumentNode(
            id="doc-1",
            title="林知远会见企业家",
            digest="a" * 64,
            length=400,
            published="2024-08-20",
            publisher="松江日报",
            url="https://news.example/1",
            source="page.txt",
            offset=17,
        ),
        r.DocumentNode(id="新闻/2", title="口岸建设", digest="b" * 64, length=200, reprint_of="doc-1"),
    )
    entities = (
        r.Entity(
            id="city-gbt2260-230100",
            type="City",
            name="哈尔滨市",
            aliases=("哈尔滨",),
            link="gbt2260:230100",
            attributes={"nameEn": "Harbin", "longitude": "126.63", "latitude": "45.75", "pinyinInitials": "heb"},
            mentions=(r.EntityMention(document="doc-1", spans=((15, 18),), made_by=("register:divisions/230100",)),),
        ),
        r.Entity(
            id="company-00000000000000a1",
            type="Company",
            name="远东能源公司",
            confidence=0.8,
            candidates=(r.Candidate(code="listed:600001", score=0.6), r.Candidate(code="listed:000002", score=0.4)),
            mentions=(
                r.EntityMention(document="doc-1", spans=((20, 26), (90, 96)), confidence=0.8),
                r.EntityMention(document="新闻/2", spans=((3, 9),), confidence=0.7),
            ),
        ),
        r.Entity(
            id="government-body-cnbody-hlj",
            type="GovernmentBody",
            name="黑龙江省委",
            link="cnbody:hlj",
            attributes={"formerNames": "松江省委@1949-1954|合江省委@-1949|黑龙江省工委"},
        ),
        r.Entity(
            id="official-00000000000000b1",
            type="Official",
            name="林知远",
            former_ids=("official-00000000000000b0",),
            mentions=(r.EntityMention(document="doc-1", spans=((7, 10),)),),
        ),
        r.Entity(id="person-00000000000000c1", type="Person", name="王海", attributes={"gender": "男"}),
        r.Entity(
            id="policy-00000000000000d1",
            type="Policy",
            name="《口岸条例》",
            attributes={"documentNumber": "黑政发〔2024〕9号", "effectiveDate": "2024-10-01"},
        ),
        r.Entity(id="port-ports-tongjiang", type="Port", name="同江铁路口岸", link="ports:tongjiang"),
    )
    spans = {"trigger": (19, 21), "subject": (7, 10), "object": (30, 32)}
    statements = (
        r.Statement(
            id="statement-0001",
            type="met",
            subject="official-00000000000000b1",
            object="person-00000000000000c1",
            start="2024-08-19",
            end="2024-08-19",
            confidence=0.95,
            evidence=(evidence(**spans), evidence("新闻/2", start=5, end=9, quote="……", confidence=0.5)),
        ),
        r.Statement(
            id="statement-0002",
            type="holdsPost",
            subject="official-00000000000000b1",
            object="government-body-cnbody-hlj",
            role="书记",
            evidence=(evidence(rule="post/apposition"),),
        ),
        r.Statement(
            id="statement-0003",
            type="holdsPost",
            subject="person-00000000000000c1",
            object=None,
            role="董事长",
            modality="ended",
            start="2021",
            end="2024-06",
            evidence=(evidence(),),
        ),
        r.Statement(
            id="statement-0004",
            type="develops",
            subject="company-00000000000000a1",
            object="port-ports-tongjiang",
            modality="planned",
            start="2025",
            evidence=(evidence(),),
        ),
        r.Statement(
            id="statement-0005",
            type="approved",
            subject="government-body-cnbody-hlj",
            object="policy-00000000000000d1",
            modality="proposed",
            evidence=(evidence(),),
        ),
        r.Statement(
            id="statement-0006",
            type="locatedIn",
            subject="government-body-cnbody-hlj",
            object="city-gbt2260-230100",
            inferred=True,
            evidence=(),
        ),
    )
    observations = (
        r.ObservationNode(
            id="observation-0001",
            indicator="进出口货运量",
            value=1500000.0,
            unit="t",
            unit_text="吨",
            kind="level",
            start="2024-01",
            end="2024-07",
            about="port-ports-tongjiang",
            about_name="同江铁路口岸",
            qualifier="over",
            evidence=(evidence(),),
        ),
        r.ObservationNode(
            id="observation-0002",
            indicator="进出口货运量",
            value=-12.5,
            unit="percent",
            unit_text="%",
            kind="growth",
            comparison="yoy",
            of="全省",
            confidence=0.7,
            evidence=(evidence(start=1),),
        ),
    )
    return r.Graph(documents=documents, entities=entities, statements=statements, observations=observations)


def few() -> r.Graph:
    """Return one record of each kind out of ``page``, for tests that run thousands of times."""
    graph = page()
    return r.Graph(
        documents=graph.documents[:1],
        entities=tuple(dataclasses.replace(e, mentions=e.mentions[:1]) for e in graph.entities[:1]),
        statements=tuple(dataclasses.replace(s, evidence=s.evidence[:1]) for s in graph.statements[:1]),
        observations=graph.observations[:1],
    )
