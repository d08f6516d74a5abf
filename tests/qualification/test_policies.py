"""Issued, effective and expiry dates of policies, and their status."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.qualification.policies import policy_attributes
from kg.records import DocumentEntity
from kg.temporal.expressions import find_times


def entity(text: str, id_: str, type_: str, name: str) -> DocumentEntity:
    mentions = tuple((i, i + len(name)) for i in range(len(text)) if text.startswith(name, i))
    return DocumentEntity(id=id_, type=type_, name=name, surfaces=(name,), mentions=mentions)


def attributes(
    text: str, *names: str, published: str = "2024-08-19", bodies: Sequence[str] = ()
) -> list[dict[str, str]]:
    entities = [entity(text, f"e{n}", "Policy", name) for n, name in enumerate(names)]
    entities += [entity(text, f"b{n}", "GovernmentBody", name) for n, name in enumerate(bodies)]
    found = policy_attributes(text, entities, find_times(text, published), published)
    return [dict(e.attributes) for e in found[: len(names)]]


SENTENCES = [
    json.loads(line) for line in Path(__file__).with_name("policies.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", SENTENCES, ids=[c["text"] for c in SENTENCES])
def test_sentences(case: dict) -> None:
    names = list(case["policies"])
    found = attributes(case["text"], *names, published=case["published"], bodies=case.get("bodies", ()))
    assert dict(zip(names, found, strict=True)) == case["policies"]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (
            "商务部8月5日印发《边贸货物管理办法》，自2024年9月1日起施行。",
            "《边贸货物管理办法》",
            {"issuedDate": "2024-08-05", "effectiveDate": "2024-09-01", "status": "pending"},
        ),
        (
            "《边贸货物管理办法》已经省政府同意。本办法自2024年7月1日起施行，有效期5年。",
            "《边贸货物管理办法》",
            {"effectiveDate": "2024-07-01", "expiryDate": "2029-06-30", "status": "effective"},
        ),
        (
            "《边贸货物管理办法》自2020年起实施，有效期至2023年12月31日。",
            "《边贸货物管理办法》",
            {"effectiveDate": "2020", "expiryDate": "2023-12-31", "status": "expired"},
        ),
        ("近日，商务部印发《边贸货物管理办法》。", "《边贸货物管理办法》", {}),
        ("《边贸货物管理办法（征求意见稿）》公开征求意见。", "《边贸货物管理办法（征求意见稿）》", {"status": "draft"}),
    ],
)
def test_dates_of_one_policy(text: str, name: str, expected: dict[str, str]) -> None:
    assert attributes(text, name) == [expected]


def test_a_repealed_policy_does_not_take_the_dates_of_the_new_one() -> None:
    text = "《船员管理条例》自2024年10月1日起施行，《船员管理办法》同时废止。"
    assert attributes(text, "《船员管理条例》", "《船员管理办法》") == [
        {"effectiveDate": "2024-10-01", "status": "pending"},
        {"status": "repealed"},
    ]


def test_what_is_already_known_is_kept() -> None:
    name = "《船员管理条例》"
    entity = DocumentEntity(
        id="e", type="Policy", name=name, surfaces=(name,), mentions=((0, 8),), attributes={"effectiveDate": "2020"}
    )
    text = name + "自2024年10月1日起施行。"
    [out] = policy_attributes(text, [entity], find_times(text, "2024-08-19"), "2024-08-19")
    assert out.attributes["effectiveDate"] == "2020"


def test_other_entities_stay_as_they_are() -> None:
    entity = DocumentEntity(id="e", type="Place", name="三亚", surfaces=("三亚",), mentions=((0, 2),))
    assert policy_attributes("三亚", [entity], [], None) == [entity]
