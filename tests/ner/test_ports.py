from kg.ner.patterns.ports import find
from kg.registers.matcher import load_matcher


def ports(text):
    return [text[m.start : m.end] for m in find(text, load_matcher(None).find(text))]


def test_a_list_that_says_its_kind_once_is_as_many_ports():
    assert ports("经满洲里、绥芬河、同江铁路口岸出境") == ["满洲里", "绥芬河", "同江铁路口岸"]


def test_cities_in_a_list_without_a_kind_are_no_ports():
    assert ports("满洲里、绥芬河、同江的企业") == []


def test_a_count_and_its_noun_close_a_list_too():
    assert ports("新疆阿拉山口、霍尔果斯两个口岸通行顺畅。") == ["阿拉山口", "霍尔果斯"]
    assert ports("满洲里、绥芬河等铁路口岸忙碌。") == ["满洲里", "绥芬河"]
    assert ports("满洲里、绥芬河等口岸城市受益。") == []


def test_an_ambiguous_name_counts_in_a_list():
    assert ports("抚远、饶河、萝北水运口岸复航。") == ["抚远", "饶河", "萝北水运口岸"]


def test_a_port_that_no_place_is_called_after_counts_in_a_list():
    assert ports("二连浩特、策克、甘其毛都公路口岸通车。") == ["二连浩特", "策克", "甘其毛都公路口岸"]
    assert ports("公安、海关、甘其毛都公路口岸联动。") == []


def test_a_division_in_full_is_no_member_of_the_list():
    assert ports("公路连接鹤岗市和萝北口岸。") == []
