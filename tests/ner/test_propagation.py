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
