import time

import pytest

from kg.ner.patterns.works import find
from kg.registers.matcher import load_matcher


def works(text):
    return [(text[m.start : m.end], m.type) for m in find(text, load_matcher(None).find(text))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("新疆且末县青石门水利枢纽下闸蓄水。", "青石门水利枢纽"),
        ("重点工程——河南信阳白鹿抽水蓄能电站投产。", "白鹿抽水蓄能电站"),
        ("青海贵南百万千瓦光伏基地并网。", "贵南百万千瓦光伏基地"),
        ("青柳口岸新联检楼启用。", "青柳口岸新联检楼"),
    ],
)
def test_a_work_begins_after_the_divisions_that_are_no_part_of_its_name(text, name):
    assert works(text) == [(name, "Project")]


@pytest.mark.parametrize("text", ["加快建设大型风电光伏基地。", "一批水利枢纽开工。", "完善抽水蓄能电站体系"])
def test_a_kind_alone_names_nothing(text):
    assert works(text) == []


def test_a_quoted_name_belongs_to_its_zone():
    assert works("临江建设“茶马云路”国际合作先行区。") == [("“茶马云路”国际合作先行区", "Zone")]


def test_an_area_is_named_by_its_place_and_kind_and_so_is_its_office():
    assert works("支持防城港边境旅游试验区先行先试") == [("防城港边境旅游试验区", "Zone")]
    assert works("广汉临空经济区管委会负责人") == [("广汉临空经济区管委会", "GovernmentBody")]
    assert works("建设国家级试验区") == []


def test_a_row_of_kinds_without_marks_is_read_in_linear_time():
    started = time.process_time()
    works("水利枢纽光伏基地" * 5_000)
    assert time.process_time() - started < 5
