"""How far a date of an earlier sentence reaches."""

from __future__ import annotations

import pytest

from kg.document.sentences import sentence_spans
from kg.qualification.qualifier import qualify
from kg.records import Interval, RelationMention
from kg.temporal.expressions import find_times

DAY = Interval(start="2025-09-12", end="2025-09-12")


def visit_of(text: str, published: str | None = "2025-09-20") -> Interval | None:
    """The date of the last visit of 秦致和 to 清溪县 in ``text``."""
    tail = text.rindex("清溪县")
    sentences = sentence_spans(text)
    sentence = next(s for s in sentences if s[0] <= tail < s[1])
    verb = text.index("考察", sentence[0])
    head = text.find("秦致和", *sentence)
    relation = RelationMention(
        type="visited", head="h", tail="t", sentence=sentence, rule="test", trigger=(verb, verb + 2),
        head_span=(head, head + 3) if head >= 0 else None, tail_span=(tail, tail + 3),
    )  # fmt: skip
    [out] = qualify(text, sentences, [relation], find_times(text, published), published)
    return out.date


@pytest.mark.parametrize(
    ("between", "date"),
    [
        ("", DAY),
        ("天气晴好。", DAY),
        ("去年，这里遭遇旱情。", None),
        ("近日，这里下了雨。", None),
        ("\n", None),
        ("天气晴好。" * 7, None),
    ],
)
def test_a_day_reaches_the_next_sentences_of_its_paragraph(between: str, date: Interval | None) -> None:
    assert visit_of(f"9月12日，秦致和在黔东市走访。{between}他考察了清溪县。") == date


@pytest.mark.parametrize(
    "opening",
    [
        "9月12日，秦致和表示，水网要建好。",
        "据晚报9月12日报道，秦致和到了黔东市。",
        "9月12日的座谈会筹备充分。",
        "9月25日，秦致和将在黔东市走访。",
        "2025年9月，秦致和在黔东市走访。",
        "新华社黔东9月12日电（记者林木）秦致和在黔东市走访。",
    ],
)
def test_only_a_past_day_of_an_act_is_handed_on(opening: str) -> None:
    assert visit_of(opening + "他考察了清溪县。") is None


@pytest.mark.parametrize(
    "own", ["他此前考察了清溪县。", "他多次考察清溪县。", "报告指出，他考察了清溪县。", "他将考察清溪县。"]
)
def test_background_speech_and_plans_take_no_day(own: str) -> None:
    assert visit_of("9月12日，秦致和在黔东市走访。" + own) is None


def test_a_long_list_hands_its_day_on_to_a_bounded_number_of_items() -> None:
    text = "9月12日，县人大常委会决定：" + "任命秦致和为清溪县县长；" * 400
    sentences = sentence_spans(text)
    relations = [
        RelationMention(
            type="holdsPost", head=f"person {a}", tail="t", role="县长", sentence=(a, b), rule="test",
            trigger=(text.index("任命", a), text.index("任命", a) + 2),
            head_span=(text.index("秦致和", a), text.index("秦致和", a) + 3),
            tail_span=(text.index("清溪县", a), text.index("清溪县", a) + 3),
        )
        for a, b in sentences if "任命" in text[a:b]
    ]  # fmt: skip
    out = qualify(text, sentences, relations, find_times(text, "2025-09-20"), "2025-09-20")
    dated = [r.date is not None for r in out]
    assert all(dated[:30])
    assert not any(dated[60:])
