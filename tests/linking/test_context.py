"""What a document tells about where it is set."""

from __future__ import annotations

from kg.linking.context import DocumentContext
from kg.records import Article
from kg.registers.loader import load_registers
from kg.registers.matcher import load_matcher


def context(text: str, title: str = "", publisher: str | None = None) -> DocumentContext:
    article = Article(id="d", text=text, title=title, publisher=publisher)
    return DocumentContext(article, text, load_registers(), load_matcher())


def test_clues_hold_the_units_above_but_not_china() -> None:
    found = context("山西省长治市开会").before((6, 8))
    assert found is not None
    assert found.lineage == ("gbt2260:140400", "gbt2260:140000")


def test_neighbours_touch() -> None:
    text = "在辽宁朝阳市，大连"
    made = context(text)
    assert made.before((3, 6)).lineage == ("gbt2260:210000",)  # type: ignore[union-attr]
    assert made.after((3, 6)) is None


def test_a_clause_ends_at_a_semicolon() -> None:
    made = context("江苏南京办展；浙江杭州办会。")
    assert {c.lineage[0] for c in made.beside((9, 11))} == {"gbt2260:330000"}


def test_a_name_of_several_units_tells_what_they_share() -> None:
    assert context("鼓楼区开会").before((3, 5)) is None


def test_title_and_publisher_are_the_head() -> None:
    made = context("会议召开。", title="哈尔滨市发布公告", publisher="辽宁省人民政府")
    assert {"gbt2260:230100", "gbt2260:230000", "gbt2260:210000"} <= made.head


def test_counts_leave_out_the_entity_itself() -> None:
    made = context("南京、苏州、南京")
    others = made.others([(0, 2), (6, 8)])
    assert (others.clues(), others.named("gbt2260:320100"), others.inside("gbt2260:320000")) == (1, 0, 1)


def test_learned_places_count() -> None:
    made = context("朝阳区的道路")
    made.learn([((0, 3), "gbt2260:110105")])
    assert made.others([]).inside("gbt2260:110000") == 1
