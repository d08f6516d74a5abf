"""Cities told by the words before them."""

import pytest

from kg.ner.patterns.capitals import find


@pytest.mark.parametrize(
    ("text", "cities"),
    [
        ("育空地区首府怀特霍斯等地震感明显", ["怀特霍斯"]),
        ("首都机场客流恢复", []),
        ("在首都举行的会议", []),
    ],
)
def test_capitals(text, cities):
    assert [text[m.start : m.end] for m in find(text)] == cities
