"""Rosters in which names, bodies and posts follow each other without a mark."""

import pytest

from kg.ner.patterns.bodies import find as bodies
from kg.ner.patterns.rosters import find
from kg.ner.register_mentions import register_mentions
from kg.registers.matcher import load_matcher


def named(text: str) -> list[str]:
    matches = load_matcher().find(text)
    known = [*bodies(text, matches), *register_mentions(text, matches)]
    return [text[m.start : m.end] for m in find(text, known)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("组长:闵海川自治区副主席副组长:桑吉自治区人民政府副秘书长", ["闵海川", "桑吉"]),
        (
            "成员：岗珠文化厅厅长解望舒人力资源社会保障厅副厅长（正厅级）益西多吉民宗委副主任",
            ["岗珠", "文化厅", "解望舒", "人力资源社会保障厅", "益西多吉", "民宗委"],
        ),
        (
            "副组长：洛桑旺久自治区政协副主席、区总工会主席佟伟市财政局党组成员、总经济师",
            ["洛桑旺久", "自治区政协", "区总工会", "佟伟", "市财政局"],
        ),
        ("成员：苏望黑河海关副关长林远重庆银保监局二级巡视员", ["苏望", "黑河海关", "林远", "重庆银保监局"]),
        ("成员：各市人民政府主要负责人", []),
        ("主任：负责全面工作", []),
    ],
)
def test_a_name_ends_where_the_body_begins(text, expected):
    assert named(text) == expected


def test_a_post_in_a_federation_makes_no_official():
    text = "成员：秦少川总工会副主席"
    assert [(text[m.start : m.end], m.type) for m in find(text)] == [("秦少川", "Person"), ("总工会", "Organization")]


def test_further_posts_of_one_who_could_not_be_read_are_no_names():
    assert named("成员：宋望舒省评审专家、云岭警官学院心理研究所所长") == []
