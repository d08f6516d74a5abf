from kg.ner.propagation import propagate
from kg.records import Mention


def test_a_name_made_sure_once_is_found_again():
    text = "临江市委书记罗启明说。罗启明介绍。"
    first = Mention(start=6, end=9, type="Official", made_by="pattern:person/post-name", score=0.9)
    (again,) = propagate(text, [first])
    assert text[again.start : again.end] == "罗启明"
    assert again.start == 11
    assert again.made_by == "document:pattern:person/post-name"
    assert again.score < first.score


def test_the_last_part_of_a_foreign_name_stands_for_the_whole():
    text = "州长谢尔盖·科瓦廖夫到访。科瓦廖夫表示。"
    first = Mention(start=2, end=10, type="Official", made_by="pattern:person/post-name", score=0.9)
    assert [text[m.start : m.end] for m in propagate(text, [first])] == ["科瓦廖夫", "科瓦廖夫"]


def test_a_doubtful_name_is_not_carried():
    weak = Mention(start=0, end=2, type="City", made_by="register:divisions", score=0.3)
    assert propagate("合作与合作", [weak]) == []


def test_a_short_form_declared_for_a_zone_is_found_again():
    text = "临江航空港经济综合实验区（以下简称航空港区）扩容，航空港区新增企业。"
    zone = Mention(start=0, end=12, type="Zone", made_by="model:tagger", score=0.9)
    assert [text[m.start : m.end] for m in propagate(text, [zone])] == ["航空港区", "航空港区"]


def test_the_stem_of_a_group_is_the_firm_too():
    text = "青禾数科集团宣布裁员。青禾数科首席执行官致歉。"
    firm = Mention(start=0, end=6, type="Company", made_by="model:tagger", score=0.9)
    assert ("青禾数科", 11) in [(text[m.start : m.end], m.start) for m in propagate(text, [firm])]


def test_a_name_found_with_doubt_is_raised_rather_than_cut():
    text = "主席吐尔逊·阿布力孜到访。吐尔逊·阿布力孜来了。"
    sure = Mention(start=2, end=10, type="Official", made_by="pattern:person/post-name", score=0.9)
    weak = Mention(start=13, end=21, type="Official", made_by="model:tagger", score=0.6)
    assert max(m.score for m in propagate(text, [sure, weak]) if m.start == 13) > 0.8


def test_a_long_name_of_any_kind_is_found_again_but_not_inside_another():
    text = "国际稳定部队待命，国际稳定部队开拔；联合国国际稳定部队总部。"
    first = Mention(start=0, end=6, type="Organization", made_by="model:tagger", score=0.9)
    whole = Mention(start=18, end=29, type="Organization", made_by="model:tagger", score=0.6)
    assert [m.start for m in propagate(text, [first, whole])] == [9]
