"""Bridges and tunnels over rivers."""

import pytest

from kg.ner.patterns.bridges import find
from kg.registers.matcher import load_matcher


@pytest.mark.parametrize(
    ("text", "crossings"),
    [
        ("东明黄河特大桥合龙", ["东明黄河特大桥"]),
        ("安庆长江公铁大桥通车", ["安庆长江公铁大桥"]),
        ("黄河大桥镇的居民", []),
        ("横跨黄河的大桥", []),
    ],
)
def test_the_place_before_the_river_belongs_to_the_name(text, crossings):
    assert [text[m.start : m.end] for m in find(text, load_matcher().find(text))] == crossings


def test_a_county_that_is_a_word_too_begins_no_name_inside_words():
    text = "云霄洲闽江公铁大桥承台浇筑"
    assert find(text, load_matcher().find(text)) == []
