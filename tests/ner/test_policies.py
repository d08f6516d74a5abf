import pytest

from kg.ner.patterns.policies import find


def titles(text):
    return [text[m.start : m.end] for m in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会议审议通过《边贸条例（草案）》。", ["《边贸条例（草案）》"]),
        ("电影《界江往事》和小说《远方的办法》热销。", []),
        ("根据《甲省人民政府关于印发〈口岸规划〉的通知》要求", ["《甲省人民政府关于印发〈口岸规划〉的通知》"]),
        ("临江市人民政府关于加快口岸建设的意见\n各县：", ["关于加快口岸建设的意见"]),
        ("商务部关于印发《边贸办法》的通知\n各地：", ["关于印发《边贸办法》的通知"]),
        ("会议审议口岸法草案、边贸法修订草案。", ["口岸法草案", "边贸法修订草案"]),
        ("开展“春风送岗”专项行动，落实“口岸兴边”战略。", ["“春风送岗”专项行动", "“口岸兴边”战略"]),
        ("发布《渔港建设白皮书》，颁发《船员证书》，编写《渔港志书》。", ["《渔港建设白皮书》"]),
        ("他就这一问题谈了关于合作的看法。", []),
    ],
)
def test_titles_of_policies(text, expected):
    assert titles(text) == expected


def test_a_list_of_titles_is_of_one_sort():
    assert titles("上映的电影有《雪国》《行动》《决定》。") == []


def test_a_headline_that_tells_of_the_issue_is_no_title():
    assert find("省政府办公厅印发冷链物流三年行动方案\n近日") == []
    text = "省政府办公厅印发冷链物流行动方案的通知\n"
    assert [text[m.start : m.end] for m in find(text)] == ["印发冷链物流行动方案的通知"]
