"""Whom the rules propose that a figure is about: constructions with the names that recognition would find."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import vocab
from kg.document.sentences import sentence_spans
from kg.observations.anaphora import Anaphora
from kg.observations.extractor import extract_observations, proposals
from kg.records import DocumentEntity
from kg.temporal.expressions import find_times

PUBLISHED = "2026-06-18"


def entity(kind: str, name: str, text: str) -> DocumentEntity:
    mentions = tuple((i, i + len(name)) for i in range(len(text)) if text.startswith(name, i))
    return DocumentEntity(id=name, type=kind, name=name, surfaces=(name,), mentions=mentions)


def entities(names: str, text: str) -> list[DocumentEntity]:
    return [] if names == "-" else [entity(*name.split(":"), text) for name in names.split("|")]


def cases() -> list[list[str]]:
    table = Path(__file__).with_name("holders.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in table if not line.startswith("#")][1:]


def test_the_table_is_all_there() -> None:
    assert len(cases()) >= 44
    assert len({why for why, *_ in cases()}) == len(cases())


@pytest.mark.parametrize(("why", "names", "text", "figures"), cases(), ids=[c[0] for c in cases()])
def test_holder(why: str, names: str, text: str, figures: str) -> None:
    times = find_times(text, PUBLISHED)
    found = proposals(text, sentence_spans(text), times, entities(names, text), PUBLISHED)
    assert figures == "; ".join(f"{text[slice(*o.evidence)]} {o.kind} {o.indicator} {o.about or '-'}" for o, _ in found)


def test_a_noun_stands_for_the_last_name_of_its_type() -> None:
    text = "云岭省和青川市发布数据，云岭省全省增长。"
    named = [entity(vocab.PROVINCE, "云岭省", text), entity(vocab.CITY, "青川市", text)]
    at = text.index("全省")
    standing = Anaphora(text, named).at(text, at, len(text))
    assert standing is not None
    assert (standing.span, standing.meant, standing.entity) == ((at, at + 2), (12, 15), "云岭省")


def test_a_noun_that_nothing_fits_stands_for_nothing() -> None:
    text = "该公司今年扩产。"
    assert Anaphora(text, [entity(vocab.CITY, "今年", text)]).at(text, 0, len(text)) is None


def test_the_entity_of_a_noun_is_that_of_its_name() -> None:
    text = "远山港今年扩建。全港吞吐量达到90万吨。"
    [only] = extract_observations(
        text, sentence_spans(text), find_times(text, PUBLISHED), [entity(vocab.PORT, "远山港", text)], PUBLISHED
    )
    assert (only.about, only.about_entity) == ("远山港", "远山港")
