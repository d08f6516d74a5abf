"""People and firms in lists."""

from kg.ner.enumerations import listed_firms, listed_people
from kg.records import Mention


def listed(text: str, *known: str) -> list[str]:
    mentions = [
        Mention(start=text.index(k), end=text.index(k) + len(k), type="Person", made_by="model:tagger") for k in known
    ]
    return [text[m.start : m.end] for m in listed_people(text, mentions)]


def test_neighbours_of_a_sure_name_are_people():
    assert listed("接力的是林若溪、黄金泉、方文举、容志清等4位选手。", "方文举") == ["林若溪", "黄金泉", "容志清"]
    assert listed("林若溪、方文举与陆一鸣分别代表运动员宣誓。", "林若溪") == ["方文举", "陆一鸣"]


def test_words_beside_a_name_are_none():
    assert listed("文化、教育、卫生界的林若溪、代表和委员参加。", "林若溪") == []


def test_the_score_falls_with_the_distance():
    text = "林若溪、方文举、陆一鸣等参加。"
    far, near = listed_people(text, [Mention(start=8, end=11, type="Person", made_by="model:tagger", score=0.9)])
    assert far.score == near.score < 0.9


def firms(text: str, *known: tuple[str, str]) -> list[str]:
    mentions = [
        Mention(start=text.index(k), end=text.index(k) + len(k), type=type_, made_by="model:tagger")
        for k, type_ in known
    ]
    return [text[m.start : m.end] for m in listed_firms(text, mentions)]


def test_members_of_a_counted_list_are_firms():
    assert firms("远川动力、泊岸储能、云帆微等12家企业参展。") == ["远川动力", "泊岸储能", "云帆微"]
    assert firms("日前，满舟、云帆集团、路亭三家平台被约谈。", ("云帆集团", "Company")) == ["满舟", "路亭"]


def test_lines_of_business_and_other_names_are_none():
    assert firms("钢铁、石化、建材等20家企业停产。") == []
    assert firms("山西、河北、天津等地12家企业。", ("山西", "Province"), ("河北", "Province")) == []
