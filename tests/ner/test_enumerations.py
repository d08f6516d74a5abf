"""People and firms in lists."""

from kg.ner.enumerations import firms_beside, listed_firms, listed_people
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


def test_an_uncounted_list_is_of_firms_if_one_of_them_is_known():
    assert firms("园区吸引了云帆集团、智驭未来、蓝鲸算力等企业落户。", ("云帆集团", "Company")) == [
        "智驭未来",
        "蓝鲸算力",
    ]
    assert firms("园区吸引了智驭未来、蓝鲸算力等企业落户。") == []
    assert firms("包括云帆集团、高校院所、新能源汽车等企业。", ("云帆集团", "Company")) == []


def beside(text: str, known: str) -> list[str]:
    start = text.index(known)
    mention = Mention(start=start, end=start + len(known), type="Company", made_by="register:companies_private/name")
    return [text[m.start : m.end] for m in firms_beside(text, [mention])]


def test_a_line_of_business_ends_the_name_of_a_firm_beside_another():
    assert beside("引进云帆集团、云拓机器人等。", "云帆集团") == ["云拓机器人"]
    assert beside("苏州的泊岸微电子、无锡的蔚海氢能和云帆集团上榜。", "云帆集团") == ["泊岸微电子", "蔚海氢能"]
    assert beside("云帆集团、新能源汽车和智能机器人等领域。", "云帆集团") == []


def test_a_long_list_takes_time_in_proportion():
    text = "云帆集团" + "、远川动力" * 20000 + "等企业"
    assert len(beside(text, "云帆集团")) == 20000
