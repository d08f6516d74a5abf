"""Issued, effective and expiry dates of policies, and their status."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest

from kg.annotate import Annotator
from kg.config import Settings
from kg.document.sentences import sentence_spans
from kg.jsonl import annotation_from_json, annotation_json, dumps
from kg.qualification.policies import policy_attributes
from kg.records import Article, DocumentEntity
from kg.temporal.expressions import find_times


def entity(text: str, id_: str, type_: str, name: str) -> DocumentEntity:
    mentions = tuple((i, i + len(name)) for i in range(len(text)) if text.startswith(name, i))
    return DocumentEntity(id=id_, type=type_, name=name, surfaces=(name,), mentions=mentions)


def attributes(
    text: str, *names: str, published: str = "2024-08-19", bodies: Sequence[str] = ()
) -> list[dict[str, str]]:
    entities = [entity(text, f"e{n}", "Policy", name) for n, name in enumerate(names)]
    entities += [entity(text, f"b{n}", "GovernmentBody", name) for n, name in enumerate(bodies)]
    found = policy_attributes(text, entities, find_times(text, published), sentence_spans(text), published)
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
    [out] = policy_attributes(text, [entity], find_times(text, "2024-08-19"), sentence_spans(text), "2024-08-19")
    assert out.attributes["effectiveDate"] == "2020"


def test_other_entities_stay_as_they_are() -> None:
    entity = DocumentEntity(id="e", type="Place", name="三亚", surfaces=("三亚",), mentions=((0, 2),))
    assert policy_attributes("三亚", [entity], [], [(0, 2)], None) == [entity]


WORDS = [
    (
        "商务部8月5日印发《边贸货物管理办法》，自2024年9月1日起施行，有效期5年。",
        {
            "issuedDate": ("2024-08-05", "8月5日", "policy/issued"),
            "effectiveDate": ("2024-09-01", "自2024年9月1日起", "policy/effective"),
            "expiryDate": ("2029-08-31", "有效期5年", "policy/validity"),
            "status": ("pending", "自2024年9月1日起", "policy/status-by-date"),
        },
    ),
    (
        "《边贸货物管理办法》于2024年6月3日发布。本办法自发布之日起施行。",
        {
            "issuedDate": ("2024-06-03", "2024年6月3日", "policy/issued"),
            "effectiveDate": ("2024-06-03", "自发布之日起施行", "policy/effective-from-issue"),
            "status": ("effective", "自发布之日起施行", "policy/status-by-date"),
        },
    ),
    (
        "《边贸货物管理办法》有效期至2023年12月31日，自2020年1月1日起施行。",
        {
            "effectiveDate": ("2020-01-01", "自2020年1月1日起", "policy/effective"),
            "expiryDate": ("2023-12-31", "有效期至2023年12月31日", "policy/expiry"),
            "status": ("expired", "有效期至2023年12月31日", "policy/status-by-date"),
        },
    ),
    ("《边贸货物管理办法》同时废止。", {"status": ("repealed", "同时废止", "policy/repealed")}),
    ("决定废止《边贸货物管理办法》。", {"status": ("repealed", "废止", "policy/repealed")}),
    (
        "决定废止下列规章：\n一、《边贸货物管理办法》\n二、《口岸收费细则》",
        {"status": ("repealed", "《边贸货物管理办法》", "policy/list-of-repealed")},
    ),
]


@pytest.mark.parametrize(("text", "expected"), WORDS, ids=[x[0] for x in WORDS])
def test_each_attribute_stands_at_the_words_that_give_it(text: str, expected: dict) -> None:
    policy = entity(text, "e0", "Policy", "《边贸货物管理办法》")
    sentences = sentence_spans(text)
    [out] = policy_attributes(text, [policy], find_times(text, "2024-08-19"), sentences, "2024-08-19")
    found = {m.attribute: (m.value, text[m.words[0] : m.words[1]], m.rule) for m in out.attribute_mentions}
    assert found == expected
    assert {m.attribute: m.value for m in out.attribute_mentions} == out.attributes
    assert all(m.sentence in sentences and m.sentence[0] <= m.words[0] < m.sentence[1] for m in out.attribute_mentions)


def test_an_attribute_known_before_has_no_words() -> None:
    text = "《边贸货物管理办法》自2024年9月1日起施行。"
    given = replace(entity(text, "e0", "Policy", "《边贸货物管理办法》"), attributes={"effectiveDate": "2020"})
    [out] = policy_attributes(text, [given], find_times(text, "2024-08-19"), sentence_spans(text), "2024-08-19")
    assert out.attributes["effectiveDate"] == "2020"
    assert [m.attribute for m in out.attribute_mentions] == ["status"]


def test_a_long_row_of_times_costs_no_more_than_its_length() -> None:
    def seconds(count: int) -> float:
        text = "《边贸货物管理办法》" + "本周一至" * count
        policy = entity("《边贸货物管理办法》", "e0", "Policy", "《边贸货物管理办法》")
        times = find_times(text, "2024-08-19")
        started = process_time()
        policy_attributes(text, [policy], times, [(0, len(text))], "2024-08-19")
        return process_time() - started

    assert seconds(16_000) < 12 * max(seconds(2_000), 0.005)


def test_words_of_an_attribute_are_places_in_the_text_as_given() -> None:
    text = (
        "省政府公布《渡口安全管理办法》（黑政发〔2026〕7号）。\n"
        "本办法由省交通运输厅负责解释，执行中的具体问题由其答复，本办\n法自2026年5月1日起施行。"
    )
    annotation = Annotator(Settings(recognizer="rules")).annotate(
        Article(id="a", text=text, published="2026-04-08", source="page.txt", offset=1000)
    )
    said = {(m.attribute, m.value): m for e in annotation.entities for m in e.attribute_mentions}

    def given(span: tuple[int, int]) -> str:
        return text[span[0] - 1000 : span[1] - 1000]

    effective = said["effectiveDate", "2026-05-01"]
    assert given(effective.words) == "自2026年5月1日起"
    assert given(effective.sentence).endswith("本办\n法自2026年5月1日起施行。")
    assert given(said["documentNumber", "黑政发〔2026〕7号"].words) == "黑政发〔2026〕7号"
    kept = annotation_from_json(json.loads(dumps(annotation_json(annotation))))
    assert [e.attribute_mentions for e in kept.entities] == [e.attribute_mentions for e in annotation.entities]
