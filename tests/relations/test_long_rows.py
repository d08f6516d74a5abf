"""Patterns that read rows part them in one way only: one that tried every way would not come to an end."""

from __future__ import annotations

from kg.relations.posts import after_name
from kg.relations.stated import journeys, places


def test_a_long_figure_after_a_name() -> None:
    assert journeys._TO_CHINA.match("1" * 400 + "赴会") is None


def test_a_long_row_of_dates() -> None:
    assert places._WHEN.fullmatch("2021年" * 400 + "成立") is None


def test_a_long_row_of_descriptions() -> None:
    assert after_name._DESCRIBES.fullmatch("，男，" + "曾获表彰，" * 400 + "某") is None
