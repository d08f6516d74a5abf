import pytest

from kg.evaluation.distance import distance
from kg.evaluation.report import constructions
from kg.evaluation.scorer import score

TEXT = "宁川会谈纪要公布\n林国栋3日抵达宁川，随后会见了周启明。他还去了云岭。"


def spans(name: str) -> list[list[int]]:
    at, out = TEXT.find(name), []
    while at >= 0:
        out.append([at, at + len(name)])
        at = TEXT.find(name, at + 1)
    return out


def entity(number: int, type: str, name: str) -> dict:
    return {"id": f"e{number}", "type": type, "name": name, "surfaces": [name], "mentions": spans(name)}


VISIT = {"type": "visited", "head": "e1", "tail": "e2", "evidence": "林国栋3日抵达宁川"}
MEETING = {"type": "met", "head": "e1", "tail": "e3", "evidence": "随后会见了周启明"}
JOURNEY = {"type": "visited", "head": "e1", "tail": "e4", "evidence": "他还去了云岭"}
TITLE = {"type": "issued", "head": "e2", "tail": "e5", "evidence": "宁川会谈纪要公布"}
POST = {"type": "holdsPost", "head": "e1", "tail": None, "role": "省长", "evidence": "林国栋"}
GOLD = {
    "id": "d1",
    "text": TEXT,
    "entities": [
        entity(1, "Official", "林国栋"),
        entity(2, "City", "宁川"),
        entity(3, "Official", "周启明"),
        entity(4, "Place", "云岭"),
        entity(5, "Policy", "会谈纪要"),
    ],
    "relations": [VISIT, MEETING, JOURNEY, TITLE],
}


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        (VISIT, "same clause"),
        (MEETING, "same sentence"),
        (JOURNEY, "across sentences"),
        (TITLE, "heading"),
        (POST, "post without a body"),
    ],
)
def test_distance_is_that_of_the_nearest_mentions(relation: dict, expected: str) -> None:
    assert distance(GOLD, relation) == expected


def test_rules_show_precision_and_distances_show_recall() -> None:
    said = [
        {"type": "visited", "head": "e1", "tail": "e2", "rule": "visit/goes-to"},
        {"type": "visited", "head": "e3", "tail": "e2", "rule": "visit/goes-to"},
        {"type": "met", "head": "e3", "tail": "e1"},
    ]
    found = constructions(score([GOLD], {"d1": {**GOLD, "relations": said}}))
    assert found["rules"] == {
        "visit/goes-to": {"p": 0.5, "hit": 1, "predicted": 2},
        "(no rule named)": {"p": 1.0, "hit": 1, "predicted": 1},
    }
    assert found["distances"] == {
        "same clause": {"r": 1.0, "hit": 1, "gold": 1},
        "same sentence": {"r": 1.0, "hit": 1, "gold": 1},
        "across sentences": {"r": 0.0, "hit": 0, "gold": 1},
        "heading": {"r": 0.0, "hit": 0, "gold": 1},
    }


def test_optional_relations_count_in_no_table() -> None:
    gold = {**GOLD, "relations": [VISIT | {"optional": True}]}
    found = constructions(score([gold], {"d1": {**GOLD, "relations": [VISIT | {"rule": "visit/goes-to"}]}}))
    assert found == {"rules": {}, "distances": {}, "confidences": {}}
