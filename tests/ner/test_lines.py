"""Railways and roads by the characters of their ends."""

import pytest

from kg.ner.patterns.lines import find
from kg.registers.matcher import load_matcher


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("京沪高铁、沪昆高速与广深港高铁客流大增", ["京沪高铁", "沪昆高速", "广深港高铁"]),
        ("正在建设的宁扬城际", ["宁扬城际"]),
        ("西安铁路局、延安高铁站", []),
        ("自西安至延安高铁通车", []),
        ("郑京、郑西、郑徐等高铁网络", ["郑京", "郑西", "郑徐"]),
        ("昆明—万象国际货运通道越走越宽", ["昆明—万象国际货运通道"]),
        ("青豫直流、哈郑直流满负荷", ["青豫直流", "哈郑直流"]),
        ("哈尔滨—大连航线，长春—大连往返", []),
        ("日本东北新干线部分列车停运", ["东北新干线"]),
    ],
)
def test_lines(text, lines):
    assert [text[m.start : m.end] for m in find(text, load_matcher().find(text))] == lines
