"""Gatherings named 中国（地名）…."""

from kg.ner.patterns.events import find


def gatherings(text: str) -> list[str]:
    return [text[m.start : m.end] for m in find(text)]


def test_the_place_in_brackets_belongs_to_the_name():
    assert gatherings("第九届中国（临江）国际稻米和豆类产业博览会开幕") == [
        "第九届中国（临江）国际稻米和豆类产业博览会"
    ]
    assert gatherings("参加中国(云岭)茶叶交易会的客商") == ["中国(云岭)茶叶交易会"]


def test_a_free_trade_zone_is_no_gathering():
    assert gatherings("中国（福建）自由贸易试验区举行论坛") == []
