"""Short forms by type."""

import pytest

from kg.coreference.short_forms import is_short_form


@pytest.mark.parametrize(
    ("type_", "short", "long", "expected"),
    [
        ("Project", "渝昆高铁川滇段", "重庆至昆明高铁川滇段", True),
        ("Project", "渝昆高铁", "渝昆高铁川滇段", False),
        ("Project", "渝昆高铁", "重庆至昆明高铁", True),
        ("Event", "抗战胜利90周年纪念活动", "抗日战争胜利90周年纪念活动", True),
        ("Event", "抗战胜利85周年纪念活动", "抗日战争胜利90周年纪念活动", False),
    ],
)
def test_sections_and_anniversaries(type_, short, long, expected):
    assert is_short_form(type_, short, long) is expected
