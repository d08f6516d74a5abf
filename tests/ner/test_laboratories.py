"""National laboratories and centres of research."""

import pytest

from kg.ner.patterns.laboratories import find
from kg.registers.matcher import load_matcher


def institutes(text: str) -> list[str]:
    return [text[m.start : m.end] for m in find(text, load_matcher().find(text))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("国家生物安全实验室揭牌。", "国家生物安全实验室"),
        ("依托草种创新全国重点实验室建设。", "草种创新全国重点实验室"),
        ("两地共建盐湖资源利用国家重点实验室。", "盐湖资源利用国家重点实验室"),
        ("国家耐盐碱水稻技术创新中心落户三亚。", "国家耐盐碱水稻技术创新中心"),
        ("国家超级计算天津中心启用。", "国家超级计算天津中心"),
        ("公共大数据国家重点实验室云湖分中心成立。", "公共大数据国家重点实验室云湖分中心"),
    ],
)
def test_an_institute_with_a_field(text: str, name: str) -> None:
    assert institutes(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "新建12个国家重点实验室。",
        "建设国家级重点实验室。",
        "争创国家实验室。",
        "推动在琼全国重点实验室重组。",
        "培育国家技术创新中心、国家制造业创新中心。",
        "同有关国家建立联合实验室。",
    ],
)
def test_a_sort_of_institutes_is_no_name(text: str) -> None:
    assert institutes(text) == []
