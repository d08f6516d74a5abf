"""Whom a figure is about, chosen among the names around it."""

from __future__ import annotations

import numpy as np
import pytest

from kg.document.sentences import sentence_spans
from kg.observations.choice import BUCKETS, Choice, HolderModel, bucket
from kg.observations.extractor import extract_observations, proposals
from kg.records import DocumentEntity, Observation
from kg.temporal.expressions import find_times

PUBLISHED = "2026-06-18"


def entities(text: str, names: dict[str, str]) -> list[DocumentEntity]:
    return [
        DocumentEntity(
            id=name,
            type=kind,
            name=name,
            surfaces=(name,),
            mentions=tuple((i, i + len(name)) for i in range(len(text)) if text.startswith(name, i)),
        )
        for name, kind in names.items()
    ]


def read(text: str, **names: str) -> list[tuple[Observation, Choice]]:
    times = find_times(text, PUBLISHED)
    return list(proposals(text, sentence_spans(text), times, entities(text, names), PUBLISHED))


def chosen(text: str, **names: str) -> list[Observation]:
    times = find_times(text, PUBLISHED)
    return extract_observations(text, sentence_spans(text), times, entities(text, names), PUBLISHED)


def test_candidates_are_the_names_around_a_figure_and_last_nobody() -> None:
    [(_, choice)] = read("青川市发布数据，今年前5个月，全市粮油企业实现利润3.6亿元。", 青川市="City")
    names = [c.name for c in choice.candidates]
    assert {"青川市", "粮油企业"} <= set(names)
    assert names[-1] == ""
    assert len(names) == len(set(names)) == len(choice.features)


def test_nothing_before_a_headline_is_a_candidate() -> None:
    text = "远山港吞吐量创新高\n远山港今年完成吞吐量90万吨。\n云岭省夏粮丰收在望\n今年夏粮播种面积达到1200万亩。"
    *_, (last, choice) = read(text, 远山港="Port", 云岭省="Province")
    assert last.unit == "mu"
    assert "远山港" not in {c.name for c in choice.candidates}


def test_what_the_rules_propose_is_always_a_candidate() -> None:
    text = "云岭省全省高速公路里程达到5200公里。其中，青川市新增86公里，全市里程突破400公里。"
    for observation, choice in read(text, 云岭省="Province", 青川市="City"):
        assert (observation.about or "") in {c.name for c in choice.candidates}


def test_the_best_candidate_has_the_highest_sum_of_weights() -> None:
    [(_, choice)] = read("青川市粮油企业实现利润3.6亿元。", 青川市="City")
    wanted = next(n for n, c in enumerate(choice.candidates) if c.name == "青川市")
    others = {f for n, features in enumerate(choice.features) if n != wanted for f in features}
    own = next(f for f in choice.features[wanted] if f not in others)
    weights = np.zeros(BUCKETS)
    weights[bucket(own)] = 1.0
    assert HolderModel(weights).best(choice).name == "青川市"
    weights[bucket(own)] = -1.0
    assert HolderModel(weights).best(choice).name != "青川市"


@pytest.mark.parametrize(
    ("text", "names", "about"),
    [
        ("今年一季度，云岭省进出口总值812亿元，同比增长6.3%。", {"云岭省": "Province"}, ["云岭省", "云岭省"]),
        (
            "记者从国家能源局获悉，远山港今年完成煤炭吞吐量90万吨。",
            {"国家能源局": "GovernmentBody", "远山港": "Port"},
            ["远山港"],
        ),
        (
            "我国外贸稳中向好。其中，云岭省出口增长9.1%，青川市出口增长3%。",
            {"云岭省": "Province", "青川市": "City"},
            ["云岭省", "青川市"],
        ),
    ],
)
def test_choice(text: str, names: dict[str, str], about: list[str]) -> None:
    found = chosen(text, **names)
    assert [o.about for o in found] == about
    assert [o.about_entity for o in found] == about


def test_a_name_that_is_no_entity_has_no_id() -> None:
    found = chosen("今年前5个月，限额以上零售企业实现利润2700亿元，同比增长4.2%。")
    assert all(o.about_entity is None for o in found)


def test_long_rows_come_to_an_end() -> None:
    text = "、".join(f"第{n}工厂增长{n}.5%" for n in range(1, 1500))
    assert len(chosen(text)) > 1000
