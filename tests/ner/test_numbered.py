"""Numbered names: spacecraft, sessions, editions of events."""

from __future__ import annotations

import pytest

from kg.ner.patterns.numbered import find
from kg.registers.lexicons import name_patterns
from kg.registers.matcher import load_matcher
from kg.vocab import ENTITY_TYPES


def surfaces(text: str) -> set[tuple[str, str]]:
    return {(text[m.start : m.end], m.type) for m in find(text, load_matcher().find(text))}


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("神舟三十一号载人飞船发射升空。", "神舟三十一号载人飞船", "Project"),
        ("搭乘长征十号甲遥三运载火箭入轨。", "长征十号甲遥三运载火箭", "Project"),
        ("第151届广交会第二期闭幕。", "第151届广交会第二期", "Event"),
        ("2031年服贸会开馆。", "2031年服贸会", "Event"),
        ("首届链博会期间签约。", "首届链博会", "Event"),
        ("全会指党的二十一届二中全会。", "党的二十一届二中全会", "Event"),
        ("十五届全国人大常委会第六次会议表决通过。", "十五届全国人大常委会第六次会议", "Event"),
        ("中共临江市委九届五次全会提出", "中共临江市委九届五次全会", "Event"),
        ("中俄总理第三十二次定期会晤", "中俄总理第三十二次定期会晤", "Event"),
        ("纳入“十六五”规划。", "“十六五”规划", "Policy"),
        ("沿331国道巡线。", "331国道", "Project"),
    ],
)
def test_numbered_names(text: str, name: str, type_: str) -> None:
    assert (name, type_) in surfaces(text)


@pytest.mark.parametrize("text", ["代号AG600的飞机", "第三届学生", "服贸会开馆", "2031年的服务"])
def test_what_is_no_numbered_name(text: str) -> None:
    assert surfaces(text) == set()


def test_patterns_have_entity_types() -> None:
    assert {type_ for _, type_, _ in name_patterns()} <= set(ENTITY_TYPES)
    assert len(name_patterns()) >= 25
