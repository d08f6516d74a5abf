"""Cities told by the words before them."""

import pytest

from kg.ner.patterns.capitals import find


@pytest.mark.parametrize(
    ("text", "cities"),
    [
        ("北湾地区首府亚瓦鲁等地有震感", ["亚瓦鲁"]),
        ("首都机场客流恢复", []),
        ("在首都举行的会议", []),
    ],
)
def test_capitals(text, cities):
    assert [text[m.start : m.end] for m in find(text)] == cities
