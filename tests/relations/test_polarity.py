import pytest

from kg.relations.polarity import clause_around, is_denied


@pytest.mark.parametrize(
    "text",
    [
        "林国栋没有出席会议",
        "他未签署协定",
        "取消访问计划",
        "该线不经过宜昌",
        "会谈被取消",
        "双方中断合作",
        "他拒绝会见来客",
    ],
)
def test_denied(text: str) -> None:
    assert is_denied(text, (0, len(text)), None)


@pytest.mark.parametrize("text", ["他不仅出席会议", "不断扩大合作", "出席未来科技论坛", "不久前访问埃及"])
def test_not_denied(text: str) -> None:
    assert not is_denied(text, (0, len(text)), None)


def test_a_denial_in_another_clause_does_not_reach() -> None:
    text = "他没有发言，出席了会议"
    clause = clause_around(text, (0, len(text)), 6, 8)
    assert text[slice(*clause)] == "出席了会议"
    assert not is_denied(text, clause, (6, 8))


@pytest.mark.parametrize("text", ["如果收购成功", "一旦双方签约", "倘若线路延伸至该市"])
def test_a_supposition_is_no_fact(text: str) -> None:
    assert is_denied(text, (0, len(text)), None)


def test_a_rumour_that_is_refuted_is_no_fact() -> None:
    text = "网传他将访问宁川，外交部表示纯属谣言。他随后访问青河。"
    assert is_denied(text, (0, 8), (4, 6))
    start = text.index("他随后")
    assert not is_denied(text, (start, len(text) - 1), None)
