"""Properties of the records' nodes."""

from datetime import date

import pytest

from kg import records as r
from kg.errors import SchemaError
from kg.property_graph.properties import entity_properties, observation_properties
from kg.property_graph.values import Point


def _entity(**fields) -> r.Entity:
    return r.Entity(**({"id": "city-1", "type": "City", "name": "松江市"} | fields))


def test_what_a_date_is_no_full_day_of_is_kept_as_text():
    properties = entity_properties(_entity(attributes={"validFrom": "2019-08", "validTo": "去年"}))
    assert properties["validFrom"] == date(2019, 8, 1)
    assert properties["validFromText"] == "2019-08"
    assert "validTo" not in properties
    assert properties["validToText"] == "去年"


@pytest.mark.parametrize(
    ("text", "names", "years"),
    [
        (
            "环境保护部@2008-2018|国家环境保护总局@1998-2008",
            ["环境保护部", "国家环境保护总局"],
            ["2008-2018", "1998-2008"],
        ),
        ("贸易局@-2003", ["贸易局"], ["-2003"]),
        ("贸易局", ["贸易局"], [""]),
    ],
)
def test_former_names_are_two_lists(text, names, years):
    properties = entity_properties(_entity(attributes={"formerNames": text}))
    assert (properties["formerNames"], properties["formerNameYears"]) == (names, years)


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [(412650000000.0, "元", "总额 4126.5亿元"), (120000.0, "吨", "总额 12万吨"), (520.0, "万吨", "总额 520万吨"),
     (-0.35, "%", "总额 -0.35%")],
)  # fmt: skip
def test_the_caption_of_a_figure(value, unit, expected):
    figure = r.ObservationNode(
        id="o", indicator="总额", value=value, unit="x", unit_text=unit, kind="level", evidence=()
    )
    assert observation_properties(figure)["caption"] == expected


def test_successors_are_a_list():
    assert entity_properties(_entity(attributes={"successor": "x:1,x:2"}))["successor"] == ["x:1", "x:2"]


@pytest.mark.parametrize(
    ("longitude", "latitude", "point"),
    [("126.5", "45.75", Point(126.5, 45.75)), ("126.5", None, None), ("x", "1", None), ("200", "1", None)],
)
def test_longitude_and_latitude_become_one_point(longitude, latitude, point):
    attributes = {k: v for k, v in (("longitude", longitude), ("latitude", latitude)) if v}
    assert entity_properties(_entity(attributes=attributes)).get("location") == point


@pytest.mark.parametrize("name", ["id", "type", "Postal Code", "a`b", ""])
def test_an_attribute_that_no_property_can_be_named_after_is_refused(name):
    with pytest.raises(SchemaError, match=r"city-1.*camelCase"):
        entity_properties(_entity(attributes={name: "x"}))


def test_text_that_is_no_unicode_is_made_so():
    assert entity_properties(_entity(name="坏\udc80名"))["name"] == "坏?名"
