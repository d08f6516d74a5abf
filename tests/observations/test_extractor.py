"""Figures as observations against passages of our own."""

from __future__ import annotations

import json
from pathlib import Path
from time import process_time

import pytest

from kg.document.sentences import sentence_spans
from kg.observations.extractor import extract_observations, proposals
from kg.observations.passage import _ACTS_ITSELF
from kg.records import DocumentEntity, Interval, Observation
from kg.temporal.expressions import find_times
from kg.vocab import OBSERVATION_KINDS, QUALIFIERS

PASSAGES = [
    json.loads(line) for line in Path(__file__).with_name("passages.jsonl").read_text(encoding="utf-8").splitlines()
]


def named(text: str, name: str) -> DocumentEntity:
    mentions = tuple((i, i + len(name)) for i in range(len(text)) if text.startswith(name, i))
    return DocumentEntity(id=name, type="Place", name=name, surfaces=(name,), mentions=mentions)


def extracted(text: str, published: str = "2026-06-18", names: list[str] | None = None) -> list[Observation]:
    entities = [named(text, n) for n in names or []]
    return extract_observations(text, sentence_spans(text), find_times(text, published), entities, published)


def proposed(text: str, published: str = "2026-06-18") -> list[Observation]:
    """Return the observations as the rules alone tell them."""
    return [o for o, _ in proposals(text, sentence_spans(text), find_times(text, published), (), published)]


def steps(gold: dict, found: Observation) -> int:
    """How many of figure, indicator, period and holder are right, up to the first wrong one."""
    period = gold["period"]
    interval = None if period is None else Interval(start=period["from"], end=period["to"])
    forms = [gold["indicator"], *gold.get("indicatorAlt", [])]
    checks = (
        (found.value, found.unit, found.kind) == (gold["value"], gold["unit"], gold["kind"]),
        any(f == found.indicator or (len(f) >= 3 and f in found.indicator) for f in forms),
        found.period == interval,
        (found.about or "") in (gold["about"] or "") and bool(found.about) == bool(gold["about"]),
    )
    return next((n for n, right in enumerate(checks) if not right), len(checks))


def test_passages_of_our_own() -> None:
    right, found, expected = [0] * 5, 0, 0
    for passage in PASSAGES:
        observations = extracted(passage["text"], passage["published"], passage["names"])
        found += len(observations)
        expected += len(passage["observations"])
        free = list(observations)
        for gold in passage["observations"]:
            here = [o for o in free if list(o.evidence) == gold["evidence"]]
            if here:
                best = max(here, key=lambda o: steps(gold, o))
                free.remove(best)
                for n in range(steps(gold, best) + 1):
                    right[n] += 1
    f1 = [2 * r / (found + expected) for r in right]
    assert len(PASSAGES) >= 40 and expected >= 130
    assert f1[1] >= 0.97, f1
    assert f1[2] >= 0.95, f1
    assert f1[3] >= 0.94, f1
    assert f1[4] >= 0.92, f1


def test_evidence_stands_inside_its_sentence() -> None:
    for passage in PASSAGES:
        for o in extracted(passage["text"], passage["published"]):
            assert o.sentence[0] <= o.evidence[0] < o.evidence[1] <= o.sentence[1]
            assert o.kind in OBSERVATION_KINDS
            assert o.qualifier is None or o.qualifier in QUALIFIERS
            assert o.indicator


@pytest.mark.parametrize(
    "text",
    [
        "",
        "会议于6月18日召开。",
        "国发〔2026〕12号文件印发。",
        "第八届大会公布第四批名单。",
        "该药上映9天，连续17个月畅销。",
        "世界500强企业到访。",
        "歼-20和C919参加展出。",
        "《三十六条措施》印发。",
        "增速达到两位数。",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert extracted(text) == []


def test_a_group_is_no_observation() -> None:
    [only] = extracted("25个省份中，19个省份投资实现增长。")
    assert only.value == 19


def test_comparison() -> None:
    assert [o.comparison for o in extracted("出口较2025年同期增长3%。")] == ["yoy"]
    text = "出口同比增长6%，环比下降2%，较2019年同期增长30%。"
    assert [o.comparison for o in extracted(text)] == ["yoy", "mom", "vs 2019年同期"]


def test_the_same_figures_come_out_whatever_is_called_before() -> None:
    text = PASSAGES[0]["text"]
    assert extracted(text) == extracted(text)


def test_about_names_the_entity() -> None:
    [only] = extracted("绥芬河口岸货运量达12万吨。", names=["绥芬河口岸"])
    assert (only.about, only.about_entity) == ("绥芬河口岸", "绥芬河口岸")


def constructions() -> list[tuple[str, str, str]]:
    rows = []
    for name in ("constructions.tsv", "kinds.tsv"):
        table = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
        rows += [tuple(line.split("\t")) for line in table if not line.startswith("#")][1:]
    return rows


@pytest.mark.parametrize(("why", "text", "figures"), constructions(), ids=[c[0] for c in constructions()])
def test_construction(why: str, text: str, figures: str) -> None:
    found = []
    for o in proposed(text):
        sides = ("-",) if o.period is None else dict.fromkeys((o.period.start or "", o.period.end or ""))
        found.append(f"{o.value:.15g} {o.unit} {o.kind} {o.indicator} {'..'.join(sides)} {o.about or '-'}")
    assert "; ".join(found) == ("" if figures == "-" else figures)


@pytest.mark.parametrize(
    "text",
    [
        "她在女子50米步枪决赛中夺冠。",
        "他获得男子4×200米接力金牌。",
        "东盟是我国第一大贸易伙伴，我国对第一大贸易伙伴东盟保持顺差。",
        "20岁的选手首次参赛。",
        "国务院令2026年第18号公布。",
        "最快运行时间约1个半小时。",
    ],
)
def test_numbers_in_names_and_ages(text: str) -> None:
    assert [o for o in extracted(text) if o.unit != "rank"] == []


def test_a_long_row_of_bodies_takes_time_in_proportion() -> None:
    """With 200 bodies in a clause, a pattern that tried every way to part them would not come to an end."""
    text = "青沂市" + "、临川县教育局" * 200 + "和有关部门开会。青沂市货运量达12万吨。"
    [only] = extracted(text, names=["青沂市"])
    assert (only.value, only.unit) == (120_000, "t")


def test_a_long_row_of_pairs_is_parted_in_one_way() -> None:
    assert _ACTS_ITSELF.match("、甲县局和乙县局" * 200 + "开会") is None


def test_a_headline_begins_another_report() -> None:
    text = "今年1月，青沂市纸张产量30万吨。\n远山湖新增鸟类120种\n巡护队介绍，湖区已立界桩80根。"
    _, headline, body = extracted(text, names=["青沂市", "远山湖"])
    assert (headline.indicator, headline.period, headline.about) == ("新增鸟类", None, "远山湖")
    assert body.about == "远山湖"


def test_a_long_clause_full_of_times_takes_time_in_proportion() -> None:
    """A clause whose every time was asked for the plans of the whole clause took the square of its length."""
    text = "客运量和去年相比稳定增长" * 3000 + "12万吨"
    started = process_time()
    extracted(text)
    assert process_time() - started < 3
