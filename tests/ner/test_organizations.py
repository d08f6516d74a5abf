"""Associations of China, papers in book-title marks, names with a place in brackets."""

import pytest

from kg.ner.patterns.organizations import find
from kg.registers.matcher import load_matcher


def named(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.type) for m in find(text, load_matcher().find(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由中国化学与物理电源行业协会主办", [("中国化学与物理电源行业协会", "Organization")]),
        ("中国政府和外国商会交流", []),
        ("接受《南岛财经报》记者采访", [("《南岛财经报》", "Organization")]),
        ("发布《2026年经济运行公报》", []),
        ("走进云帆（延安）创新促进中心", [("云帆（延安）创新促进中心", "Organization")]),
        ("云帆丝路（连云港）国际物流园扩容", [("云帆丝路（连云港）国际物流园", "Zone")]),
        ("北山（延安）一带", []),
    ],
)
def test_frames(text, expected):
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中国—东盟海产品交易所开业", [("中国—东盟海产品交易所", "Organization")]),
        ("“2026中国—东盟周”开幕", [("2026中国—东盟周", "Event")]),
        ("中国—老挝产业合作区勐腊片区揭牌", [("中国—老挝产业合作区勐腊片区", "Zone")]),
        ("中国—东盟关系稳定", []),
    ],
)
def test_what_two_sides_joined_by_a_dash_have_in_common(text, expected):
    assert named(text) == expected
