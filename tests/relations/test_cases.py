"""Case folders: a sentence of our own, the relations it states, and why. The suite knows how many there must be.

A relation may say its ``modality`` and ``date`` (``{ from, to }``, empty where the text gives none); ``xfail`` and
``xfail_qualified`` are the reasons for what is not reached.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from kg.document.sentences import sentence_spans
from kg.qualification.qualifier import qualify
from kg.records import DocumentEntity, Interval, RelationMention
from kg.relations.extractor import RelationExtractor
from kg.temporal.expressions import find_times
from kg.vocab import DENIED, PLACE_TYPES, RELATION_TYPES

CASES = Path(__file__).parent.parent / "cases"
MIN_CASES = 500
MIN_TRAPS = 110
MIN_QUALIFIED = 40
CHAINED = ("locatedIn", "heldIn", "visited", "connects")


def read_cases() -> list[tuple[str, dict[str, Any]]]:
    return [(p.parent.name, tomllib.loads(p.read_text("utf-8"))) for p in sorted(CASES.glob("*/case.toml"))]


ALL = read_cases()
QUALIFIED = [(n, c) for n, c in ALL if any("modality" in r or "date" in r for r in c.get("relations", ()))]


@pytest.fixture(scope="module")
def extractor() -> RelationExtractor:
    return RelationExtractor.load()


def entities_of(case: dict[str, Any]) -> list[DocumentEntity]:
    text = case["text"]
    return [
        DocumentEntity(
            id=e["name"],
            type=e["type"],
            name=e["name"],
            surfaces=tuple(dict.fromkeys(text[a:b] for a, b in e["mentions"])),
            mentions=tuple((a, b) for a, b in e["mentions"]),
        )
        for e in case["entities"]
    ]


def statement(type: str, head: str, tail: str | None, role: str | None) -> tuple[str, ...]:
    if type == "holdsPost":
        return type, head, (tail or "") + (role or "")
    ends = sorted((head, tail or "")) if RELATION_TYPES[type].symmetric else (head, tail or "")
    return type, *ends


def is_neutral(r: RelationMention, case: dict[str, Any], entities: dict[str, DocumentEntity]) -> bool:
    """A coarser place of a chain, and the place that a chain puts a thing in, are neither right nor wrong."""
    if r.type not in CHAINED or r.tail is None or entities[r.tail].type not in PLACE_TYPES:
        return False
    ends = {end for _, end in entities[r.tail].mentions}
    return any(start in ends for e in entities.values() for start, _ in e.mentions)


def test_there_are_enough_cases() -> None:
    assert len(ALL) >= MIN_CASES
    assert sum(case["trap"] for _, case in ALL) >= MIN_TRAPS
    assert len(QUALIFIED) >= MIN_QUALIFIED


@pytest.mark.parametrize(("name", "case"), ALL, ids=[name for name, _ in ALL])
def test_case(name: str, case: dict[str, Any], extractor: RelationExtractor, request: pytest.FixtureRequest) -> None:
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"], strict=True))
    entities = entities_of(case)
    found = extractor.extract(case["text"], entities, sentence_spans(case["text"]), published=case.get("published"))
    facts = [r for r in found if r.modality != DENIED]
    expected = {statement(r["type"], r["head"], r.get("tail"), r.get("role")) for r in case.get("relations", ())}
    by_id = {e.id: e for e in entities}
    stated = {statement(r.type, r.head, r.tail, r.role): r for r in facts}
    assert expected <= stated.keys(), case["why"]
    extra = [s for s, r in stated.items() if s not in expected and not is_neutral(r, case, by_id)]
    assert not extra, case["why"]


def interval(date: dict[str, str]) -> Interval | None:
    return Interval(start=date.get("from"), end=date.get("to")) if date else None


@pytest.mark.parametrize(("name", "case"), QUALIFIED, ids=[name for name, _ in QUALIFIED])
def test_modality_and_date(
    name: str, case: dict[str, Any], extractor: RelationExtractor, request: pytest.FixtureRequest
) -> None:
    if "xfail_qualified" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail_qualified"], strict=True))
    text, entities, published = case["text"], entities_of(case), case["published"]
    sentences = sentence_spans(text)
    found = extractor.extract(text, entities, sentences, published=published)
    qualified = qualify(text, sentences, found, find_times(text, published), published, entities)
    stated = {statement(r.type, r.head, r.tail, r.role): r for r in qualified}
    for r in case["relations"]:
        got = stated[statement(r["type"], r["head"], r.get("tail"), r.get("role"))]
        if "modality" in r:
            assert got.modality == r["modality"], case["why"]
        if "date" in r:
            assert got.date == interval(r["date"]), case["why"]
