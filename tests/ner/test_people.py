import pytest

from kg.ner.patterns.people import find


def people(text):
    return [(text[m.start : m.end], m.type) for m in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("临江市委书记罗启明介绍", [("罗启明", "Official")]),
        ("省长、副省长都在场", []),
        ("副市长陆鸣谦、郝一舟和佟伟出席", [("陆鸣谦", "Official"), ("郝一舟", "Official"), ("佟伟", "Official")]),
        ("北疆物流有限公司总经理佟伟说", [("佟伟", "Person")]),
        (
            "决定：任命苏雨桐为省商务厅厅长；免去高望舒的省商务厅厅长职务",
            [("苏雨桐", "Official"), ("高望舒", "Official")],
        ),
        ("任命：苏雨桐为省商务厅厅长", [("苏雨桐", "Official")]),
        ("免去：高望舒的省商务厅厅长职务", [("高望舒", "Official")]),
        ("任命的干部为数不少", []),
        ("县委书记佟伟陪同调研", [("佟伟", "Official")]),
        ("副省长林远率代表团访问老挝", [("林远", "Official")]),
        ("市长郝川赴云南考察", [("郝川", "Official")]),
        ("局长方若受邀发言", [("方若", "Official")]),
        ("省长罗建介绍情况", [("罗建", "Official")]),
        ("省长林远来到云岭县", [("林远", "Official")]),
        ("书记郝川前来调研", [("郝川", "Official")]),
        ("州长林远先主持会议", [("林远先", "Official")]),
        ("□本报记者 陆鸣谦 郝一舟\n", [("陆鸣谦", "Person"), ("郝一舟", "Person")]),
    ],
)
def test_people_beside_posts(text, expected):
    assert sorted(set(people(text))) == sorted(expected)


def test_a_dotted_foreign_name_is_one_name():
    assert ("谢尔盖·科瓦廖夫", "Official") in people("州长谢尔盖·科瓦廖夫表示")
