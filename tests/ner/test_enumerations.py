"""People in lists."""

from kg.ner.enumerations import listed_people
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
