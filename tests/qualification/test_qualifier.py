"""Modality and dates of relations against cases of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.document.sentences import sentence_spans
from kg.qualification.qualifier import qualify
from kg.records import DocumentEntity, Interval, RelationMention, Span
from kg.temporal.expressions import find_times

CASES = [json.loads(line) for line in Path(__file__).with_name("cases.jsonl").read_text(encoding="utf-8").splitlines()]


def entity(text: str, id_: str, span: Span) -> DocumentEntity:
    name = text[span[0] : span[1]]
    return DocumentEntity(id=id_, type="Place", name=name, surfaces=(name,), mentions=(span,))


def qualified(case: dict, *, trigger: bool = True) -> RelationMention:
    text, stated = case["text"], case["relation"]
    sentences = sentence_spans(text)
    head = tuple(stated["head"])
    tail = tuple(stated["tail"]) if stated["tail"] else None
    words = tuple(stated["trigger"]) if stated["trigger"] else None
    at = (words or head)[0]
    sentence = next(s for s in sentences if s[0] <= at < s[1])

    def here(span: Span | None) -> Span | None:
        return span if span and sentence[0] <= span[0] < sentence[1] else None

    relation = RelationMention(
        type=stated["type"], head="h", tail="t" if tail else None, role=stated.get("role"), sentence=sentence,
        rule="test", trigger=words if trigger else None, head_span=here(head), tail_span=here(tail),
    )  # fmt: skip
    entities = [entity(text, "h", head)] + ([entity(text, "t", tail)] if tail else [])
    [out] = qualify(text, sentences, [relation], find_times(text, case["published"]), case["published"], entities)
    return out


def expected_date(case: dict) -> Interval | None:
    date = case["date"]
    return None if date is None else Interval(start=date["from"], end=date["to"])


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 456
    assert {c["modality"] for c in CASES} == {"done", "planned", "proposed", "ended", "denied"}


@pytest.mark.parametrize("case", CASES, ids=[f"{c['why']} ({n})" for n, c in enumerate(CASES)])
def test_case(case: dict) -> None:
    out = qualified(case)
    assert (out.modality, out.date) == (case["modality"], expected_date(case))


def test_without_triggers_most_cases_still_come_out_right() -> None:
    right = sum(
        (out.modality, out.date) == (case["modality"], expected_date(case))
        for case, out in ((case, qualified(case, trigger=False)) for case in CASES)
    )
    assert right >= 0.95 * len(CASES)


def test_a_relation_that_came_in_denied_stays_denied() -> None:
    text = "张岚访问老挝。"
    relation = RelationMention(
        type="visited", head="h", tail="t", sentence=(0, 7), rule="test", trigger=(2, 4), modality="denied"
    )
    [out] = qualify(text, [(0, 7)], [relation], [], "2024-08-19")
    assert (out.modality, out.date) == ("denied", None)


def test_nothing_in_nothing_out() -> None:
    assert qualify("", [], [], [], None) == []


def told(text: str, subject: str, object_: str, trigger: str, type_: str = "approved") -> list[RelationMention]:
    """Qualify one relation that every sentence of the text states."""
    sentences = sentence_spans(text)
    relations = [
        RelationMention(
            type=type_, head="h", tail="t", sentence=s, rule="test", trigger=(at, at + len(trigger)),
            head_span=(text.index(subject, s[0]), text.index(subject, s[0]) + len(subject)),
            tail_span=(text.index(object_, s[0]), text.index(object_, s[0]) + len(object_)),
        )
        for s in sentences
        if (at := text.find(trigger, *s)) >= 0
    ]  # fmt: skip
    return qualify(text, sentences, relations, find_times(text, "2026-03-20"), "2026-03-20")


def test_a_headline_takes_the_date_of_the_text_below_it() -> None:
    text = "省政府常务会议审议通过《冰雪经济规划》\n3月18日，省政府常务会议审议通过《冰雪经济规划》。"
    day = Interval(start="2026-03-18", end="2026-03-18")
    assert [x.date for x in told(text, "省政府常务会议", "《冰雪经济规划》", "审议通过")] == [day, day]


def test_two_dates_leave_the_undated_telling_undated() -> None:
    text = "赵一鸣到访海安市。3月2日，赵一鸣到访海安市。3月18日，赵一鸣再次到访海安市。"
    dates = [x.date and x.date.start for x in told(text, "赵一鸣", "海安市", "到访", "visited")]
    assert dates == [None, "2026-03-02", "2026-03-18"]


def test_a_lasting_relation_keeps_what_each_sentence_says() -> None:
    text = "中欧班列连接重庆市。2025年，中欧班列连接重庆市。"
    dates = [x.date and x.date.start for x in told(text, "中欧班列", "重庆市", "连接", "connects")]
    assert dates[0] is None


@pytest.mark.parametrize(
    ("words", "date"),
    [("同时废止", Interval(start="2026-09-01")), ("一并废止", Interval(start="2026-09-01")), ("废止", None)],
)
def test_a_rule_that_ends_with_the_new_one_ends_on_the_day_of_its_effect(words: str, date: Interval | None) -> None:
    text = f"《采砂管理办法》自2026年9月1日起施行。《采砂暂行规定》{words}。"
    old = text.index("《采砂暂行规定》")
    new = DocumentEntity(
        id="n", type="Policy", name="《采砂管理办法》", surfaces=("《采砂管理办法》",), mentions=((0, 8),),
        attributes={"effectiveDate": "2026-09-01"},
    )  # fmt: skip
    relation = RelationMention(
        type="amends", head="n", tail="o", sentence=(old, len(text)), rule="test",
        trigger=(old + 8, len(text) - 1), tail_span=(old, old + 8),
    )  # fmt: skip
    entities = [new, entity(text, "o", (old, old + 8))]
    [out] = qualify(text, sentence_spans(text), [relation], find_times(text, "2026-08-03"), "2026-08-03", entities)
    assert out.date == date
