import pytest

from kg.coreference.grouping import document_entities
from kg.coreference.short_forms import is_short_form
from kg.records import Mention
from kg.registers.loader import load_registers


def entities(text, *names):
    """Group every occurrence of the names, given as (surface, type)."""
    mentions = []
    for surface, type_ in names:
        start = text.find(surface)
        while start >= 0:
            mentions.append(Mention(start=start, end=start + len(surface), type=type_, made_by="test"))
            start = text.find(surface, start + len(surface))
    mentions.sort(key=lambda m: m.start)
    flat = [m for m in mentions if not any(o.start <= m.start and m.end <= o.end and o != m for o in mentions)]
    return [(e.type, e.surfaces) for e in document_entities(text, flat, load_registers(None))]


def test_full_and_short_name_of_a_division_are_one_entity():
    got = entities(
        "黑龙江省黑河市。黑河位于黑龙江。",
        ("黑龙江省", "Province"),
        ("黑龙江", "Province"),
        ("黑河市", "City"),
        ("黑河", "City"),
    )
    assert got == [("Province", ("黑龙江省", "黑龙江")), ("City", ("黑河市", "黑河"))]


def test_the_river_is_not_the_province():
    got = entities("黑龙江省与对岸隔黑龙江相望", ("黑龙江省", "Province"), ("黑龙江", "Place"))
    assert len(got) == 2


def test_a_declared_short_title_joins_its_title():
    text = "印发《边境贸易管理办法》（以下简称《办法》）。《办法》共十条。"
    assert entities(text, ("《边境贸易管理办法》", "Policy"), ("《办法》", "Policy")) == [
        ("Policy", ("《边境贸易管理办法》", "《办法》"))
    ]


def test_a_name_in_brackets_that_is_no_short_form_stays_apart():
    text = "深圳（哈尔滨）合作园区落户。"
    assert len(entities(text, ("深圳", "City"), ("哈尔滨", "City"))) == 2


def test_an_undeclared_short_title_that_fits_two_titles_joins_neither():
    text = "《甲办法》和《乙办法》施行，《办法》另行公布。"
    assert len(entities(text, ("《甲办法》", "Policy"), ("《乙办法》", "Policy"), ("《办法》", "Policy"))) == 3


def test_an_official_named_without_post_later_is_the_same_official():
    assert entities("市长罗启明出席。罗启明说", ("罗启明", "Official"))[0][1] == ("罗启明",)


@pytest.mark.parametrize(
    ("type_", "short", "long", "expected"),
    [
        ("Company", "远航物流", "黑河市北疆远航物流有限公司", True),
        ("Company", "北疆集团", "北疆集团有限公司江口分公司", False),
        ("GovernmentBody", "省政府办公厅", "黑龙江省人民政府办公厅", True),
        ("GovernmentBody", "省民政厅", "黑龙江省人民政府办公厅", False),
        ("GovernmentBody", "黑龙江省委", "黑龙江省发展和改革委员会", False),
        ("GovernmentBody", "黑龙江省发改委", "黑龙江省发展和改革委员会", True),
        ("GovernmentBody", "中央宣传部", "中央纪委国家监委宣传部", False),
        ("Official", "科瓦廖夫", "谢尔盖·科瓦廖夫", True),
        ("Event", "寒地商品博览会", "第三届寒地商品博览会", True),
        ("Zone", "雄安", "雄安新区", True),
        ("Place", "太平洋", "太平洋西岸", False),
    ],
)
def test_short_forms(type_, short, long, expected):
    assert is_short_form(type_, short, long) is expected
