from kg.ner.patterns.ports import find
from kg.registers.matcher import load_matcher


def ports(text):
    return [text[m.start : m.end] for m in find(text, load_matcher(None).find(text))]


def test_a_list_that_says_its_kind_once_is_as_many_ports():
    assert ports("经满洲里、绥芬河、同江铁路口岸出境") == ["满洲里", "绥芬河", "同江铁路口岸"]


def test_cities_in_a_list_without_a_kind_are_no_ports():
    assert ports("满洲里、绥芬河、同江的企业") == []
