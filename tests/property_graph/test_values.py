"""Values of properties."""

from datetime import date

import pytest

from kg.property_graph.values import caption, day_of


@pytest.mark.parametrize(
    ("text", "last", "day"),
    [
        ("2024-08-19", False, date(2024, 8, 19)),
        ("2024-08", False, date(2024, 8, 1)),
        ("2024-02", True, date(2024, 2, 29)),
        ("2024", True, date(2024, 12, 31)),
        ("2024", False, date(2024, 1, 1)),
        ("2024-13", False, None),
        ("去年", False, None),
        (None, False, None),
    ],
)
def test_a_coarse_date_is_its_first_or_last_day(text, last, day):
    assert day_of(text, last=last) == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("黑河市", "黑河市"),
        ("黑河市人民政府", "黑河市人民政府"),
        ("北疆能源集团公司", "北疆能源 集团公司"),
        ("第三届黑河国际寒地商品博览会", "第三届黑河 国际寒地商 品博览会"),
        ("Blagoveshchensk", "Blagoveshchensk"),
        ("甲" * 42, " ".join(["甲" * 6] * 5 + ["甲" * 5 + "…"])),
        ("本报讯\n3月17日", "本报讯 3月17日"),
        ("", None), (None, None), (" \n", None),
    ],
)  # fmt: skip
def test_a_caption_has_spaces_where_it_may_be_broken(text, expected):
    assert caption(text) == expected
