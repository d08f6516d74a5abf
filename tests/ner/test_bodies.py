import pytest

from kg.ner.patterns.bodies import find
from kg.registers.matcher import load_matcher


def bodies(text):
    return [text[m.start : m.end] for m in find(text, load_matcher(None).find(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("黑龙江省商务厅介绍", ["黑龙江省商务厅"]),
        ("黑龙江省黑河市政府同意", ["黑龙江省黑河市政府"]),
        ("黑河市委书记说", ["黑河市委"]),
        ("受黑河市委托办理", []),
        ("中共黑河市委印发", ["中共黑河市委"]),
        ("法国外交部发言人", ["法国外交部"]),
        ("法国外交部长到访", []),
        ("据俄国防部消息，美军撤离", ["俄国防部", "美军"]),
        ("据卢森堡能源部消息，英国防部与印军回应", ["卢森堡能源部", "英国防部", "印军"]),
        ("越南工贸部、印度尼西亚海事部门、法国奥委会", ["越南工贸部", "法国奥委会"]),
        ("吉林大学生创业园成立", []),
        ("在智利驻蒙古国使馆和驻欧盟使团", ["智利驻蒙古国使馆", "驻欧盟使团"]),
        ("中国常驻世界贸易组织代表团表示", ["中国常驻世界贸易组织代表团"]),
        ("党中央统筹全局、驻俄罗斯使馆长期", []),
        ("美军事基地、在德军舰", []),
        ("由省民政厅牵头，市发展改革委配合", ["省民政厅", "市发展改革委"]),
        ("各省、自治区、直辖市财政厅", []),
        (
            "国务院冷链保障工作部际联席会议由商务部牵头，联席会议办公室设在商务部。",
            ["国务院冷链保障工作部际联席会议", "联席会议办公室"],
        ),
        ("关于调整国务院冷链保障工作部际联席会议制度的通知", []),
        ("法院与检察院召开联席会议", []),
    ],
)
def test_bodies_by_grammar(text, expected):
    assert sorted(bodies(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("吉尔吉斯斯坦交通与通信部副部长到访", ["吉尔吉斯斯坦交通与通信部"]),
        ("赞比亚矿山和矿产发展部3日宣布", ["赞比亚矿山和矿产发展部"]),
        ("智利北部发生地震", []),
        ("教育部高等教育司司长说", ["教育部高等教育司"]),
        ("香港特区政府财政司司长公布", ["香港特区政府财政司"]),
    ],
)
def test_an_office_unknown_to_the_lexicon_is_told_by_the_rank_after_it(text, expected):
    assert bodies(text) == expected
