"""What the lexer joins is cut as PFR cuts it."""

import pytest

pytest.importorskip("srsly")

from pipelines.train_segmenter import Standard

PFR = [
    *[["有关", "部门", "派出", "4", "个", "小组"]] * 3,
    *[["12月", "31日", "前"]] * 3,
    *[["口岸", "建设", "和", "边境", "贸易"]] * 3,
    *[["也是", "好", "事"], ["也", "是"], ["也", "是"], ["也", "是"]],
]


@pytest.fixture(scope="module")
def standard():
    return Standard(PFR)


def test_words_that_pfr_writes_in_parts_are_cut(standard):
    assert standard.words(["有关部门", "派出"]) == ["有关", "部门", "派出"]


def test_figures_count_as_one_numeral_and_come_back(standard):
    assert standard.words(["317个", "11月4日", "2.5个"]) == ["317", "个", "11月", "4日", "2.5", "个"]


def test_a_cut_must_be_three_times_as_frequent_as_the_whole():
    assert Standard([["也是"], ["也", "是"], ["也", "是"], ["也", "是"]]).words(["也是"]) == ["也", "是"]
    assert Standard([["也是"], ["也是"], *[["也", "是"]] * 5]).words(["也是"]) == ["也是"]


def test_long_names_unknown_to_pfr_are_cut_into_words_that_it_knows(standard):
    assert standard.words(["边境口岸建设"]) == ["边境", "口岸", "建设"]
    assert standard.words(["边境口岸临沙"]) == ["边境口岸临沙"]


def test_nothing_is_lost(standard):
    words = ["2024年5月1日起", "有关部门", "0.5%", "边境口岸", "A股"]
    assert "".join(standard.words(words)) == "".join(words)
