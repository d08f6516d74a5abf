"""Official or Person: by the post in the text, by the register, or by a recogniser that is sure."""

import pytest

from kg.records import DocumentEntity
from kg.registers.loader import load_registers
from kg.relations.officials import SURE, decide_officials


def decided(text: str, name: str, kind: str, confidence: float) -> str:
    at = text.index(name)
    person = DocumentEntity(id="e1", type=kind, name=name, surfaces=(name,), mentions=((at, at + len(name)),),
                            confidence=confidence)  # fmt: skip
    (out,) = decide_officials(text, [person], [(0, len(text))], load_registers())
    return out.type


@pytest.mark.parametrize(
    ("text", "name", "kind", "confidence", "expected"),
    [
        ("副省长林远舟出席会议。", "林远舟", "Person", 0.6, "Official"),
        ("全国冠军林远舟出席会议。", "林远舟", "Official", 0.6, "Person"),
        ("巡边事务总协理官罗森塔尔对此表示欢迎。", "罗森塔尔", "Official", SURE, "Official"),
        ("巡边事务总协理官罗森塔尔对此表示欢迎。", "罗森塔尔", "Official", SURE - 0.01, "Person"),
        ("全国冠军林远舟出席会议。", "林远舟", "Person", 0.99, "Person"),
    ],
)
def test_a_post_decides_and_without_one_a_sure_recogniser(text, name, kind, confidence, expected):
    assert decided(text, name, kind, confidence) == expected


@pytest.mark.parametrize(
    ("body", "role", "expected"),
    [
        ("国际竹藤委员会", "主席", "Official"),
        ("国际竹藤学会", "主席", "Person"),
        ("民生进步党", "党首", "Official"),
        ("青禾书画协会", "主席", "Person"),
    ],
)
def test_heads_of_international_bodies_and_parties_are_officials(body: str, role: str, expected: str) -> None:
    text = f"{body}{role}罗森塔尔出席会议。"
    end = len(body) + len(role)
    entities = [
        DocumentEntity(id="b", type="Organization", name=body, surfaces=(body,), mentions=((0, len(body)),)),
        DocumentEntity(id="p", type="Person", name="罗森塔尔", surfaces=("罗森塔尔",), mentions=((end, end + 4),)),
    ]
    out = decide_officials(text, entities, [(0, len(text))], load_registers())
    assert out[1].type == expected
