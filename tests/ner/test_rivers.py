import pytest

from kg.ner.patterns.rivers import find, is_town
from kg.registers.matcher import load_matcher


@pytest.mark.parametrize(
    ("text", "rivers"),
    [
        ("两城隔黑龙江相望", ["黑龙江"]),
        ("黑龙江沿岸的村庄", ["黑龙江"]),
        ("黑龙江的企业隔江招商", []),
        ("来自黑龙江黑河的大豆", []),
    ],
)
def test_the_river_is_told_from_the_province(text, rivers):
    assert [text[m.start : m.end] for m in find(text, load_matcher(None).find(text))] == rivers


@pytest.mark.parametrize(
    ("text", "rivers"),
    [("黑河下游胡杨返青", ["黑河"]), ("牡丹江流域增绿", ["牡丹江"]), ("黑河两个口岸", []), ("牡丹江市下游产业", [])],
)
def test_only_words_of_rivers_tell_one_that_the_registers_do_not_know(text, rivers):
    assert [text[m.start : m.end] for m in find(text, load_matcher(None).find(text))] == rivers


@pytest.mark.parametrize(
    ("text", "is_the_town"),
    [("访问牡丹江后", True), ("抵达了牡丹江", True), ("到牡丹江上游", False), ("沿牡丹江前行", False)],
)
def test_one_goes_to_the_town(text, is_the_town):
    start = text.index("牡丹江")
    assert is_town(text, start, start + 3) is is_the_town
