"""Names in rows, with blanks between and inside them."""

import pytest

from kg.ner.patterns.rows import find


def people(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.type) for m in find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("组 长：罗启明 副组长：佟 伟\n", ["罗启明", "佟 伟"]),
        ("主　任：罗启明\n委　员：郝一舟　陆　鸣　苏禾\n", ["罗启明", "郝一舟", "陆　鸣", "苏禾"]),
        ("列席：苏禾 高望舒 林 远\n", ["苏禾", "高望舒", "林 远"]),
        ("组长：罗启明（副市长）佟伟（市政府副秘书长）", ["罗启明", "佟伟"]),
        ("市长李 明、副市长王 磊参加。", ["李 明"]),
        ("张 伟 市发展改革委主任\n李 娜 市财政局局长\n", ["张 伟", "李 娜"]),
    ],
)
def test_officials(text: str, names: list[str]) -> None:
    assert people(text) == [(name, "Official") for name in names]


def test_those_who_made_a_page_and_particulars_are_of_people() -> None:
    assert people("审核：张 伟 编辑：李 娜\n罗启明，男，1975年生") == [
        ("张 伟", "Person"),
        ("李 娜", "Person"),
        ("罗启明", "Person"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "会 议 要 求 各 单 位 落 实",
        "主任 会议 决定\n",
        "委员 建议 加强\n",
        "主任 周 三 召开会议",
        "成员：市财政局、市商务局",
    ],
)
def test_blanks_alone_make_no_names(text: str) -> None:
    assert people(text) == []
