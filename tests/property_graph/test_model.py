"""Records as nodes and relationships."""

from __future__ import annotations

import dataclasses
import random
import re
from datetime import date

import pytest
from property_graph.example_graph import ENTITIES, example_graph

from kg import records as r
from kg.errors import SchemaError
from kg.property_graph import model, schema
from kg.vocab import ENTITY_TYPES, RELATION_TYPES


def _entity(**fields) -> r.Entity:
    return r.Entity(**({"id": "city-1", "type": "City", "name": "松江市"} | fields))


def test_every_entity_type_is_a_node_label_and_every_relation_a_relationship_type():
    assert set(ENTITY_TYPES) < set(schema.NODE_LABELS)
    assert all(re.fullmatch("([A-Z][a-z]+)+", label) for label in schema.NODE_LABELS)
    types = [schema.relationship_type(name) for name in RELATION_TYPES]
    assert "HOLDS_POST" in types and set(types) < set(schema.RELATIONSHIP_TYPES)
    assert all(re.fullmatch("[A-Z]+(_[A-Z]+)*", type_) for type_ in schema.RELATIONSHIP_TYPES)


def test_property_names_are_camel_case():
    tables = [*schema.NODE_PROPERTIES.values(), *(t.properties for t in schema.RELATIONSHIP_TYPES.values())]
    assert all(re.fullmatch("[a-z][A-Za-z]*", name) for table in tables for name in table)


def test_one_name_has_one_kind_of_value_in_all_tables():
    kinds: dict[str, set[str]] = {}
    for table in (*schema.NODE_PROPERTIES.values(), *(t.properties for t in schema.RELATIONSHIP_TYPES.values())):
        for name, kind in table.items():
            kinds.setdefault(name, set()).add(kind)
    # the spans of evidence share their names with nothing that is matched together with them
    assert {name for name, found in kinds.items() if len(found) > 1} == set()


def test_rows_hold_only_properties_of_the_schema_with_values_of_their_kind():
    types = {
        schema.STRING: str, schema.STRINGS: list, schema.INTEGER: int, schema.INTEGERS: list, schema.FLOAT: float,
        schema.BOOLEAN: bool, schema.DATE: date, schema.POINT: model.Point,
    }  # fmt: skip
    graph = model.property_graph(example_graph())
    pairs = [(x, schema.NODE_PROPERTIES[label]) for label, rows in graph.nodes.items() for x in rows]
    pairs += [(x, schema.RELATIONSHIP_TYPES[t].properties) for t, rows in graph.relationships.items() for x in rows]
    for row, properties in pairs:
        for name, value in row.properties.items():
            assert type(value) is types[properties[name]], (row, name)


def test_a_statement_stands_as_relationship_and_as_node_with_its_evidence():
    graph = model.property_graph(example_graph())
    posts = graph.relationships["HOLDS_POST"]
    names = {n.id: n.properties["name"] for rows in graph.nodes.values() for n in rows if "name" in n.properties}
    [mayor] = [p for p in posts if names[p.start] == "林知远"]
    assert names[mayor.end] == "黑河市人民政府"
    assert mayor.properties == {
        "id": mayor.id, "role": "市长", "modality": "done", "from": date(2023, 2, 1), "fromText": "2023-02",
        "confidence": 0.99, "evidenceCount": 2, "inferred": False,
    }  # fmt: skip
    evidence = {x.end for x in graph.relationships["SUPPORTED_BY"] if x.start == mayor.id}
    quotes = {n.properties["quote"] for n in graph.nodes["Evidence"] if n.id in evidence}
    assert quotes == {"林知远任黑河市人民政府市长。", "黑河市市长林知远介绍了情况。"}
    documents = {x.end for x in graph.relationships["FROM_DOCUMENT"] if x.start in evidence}
    assert documents == {"d1", "d5"}


def test_a_post_without_a_body_is_a_statement_node_alone():
    graph = model.property_graph(example_graph())
    assert (
        len(graph.nodes["Statement"])
        == sum(len(graph.relationships[schema.relationship_type(x)]) for x in RELATION_TYPES) + 1
    )
    assert len(graph.relationships["SUBJECT"]) == len(graph.relationships["OBJECT"]) + 1


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
    assert model.day_of(text, last=last) == day


def test_what_a_date_is_no_full_day_of_is_kept_as_text():
    properties = model.entity_properties(_entity(attributes={"validFrom": "2019-08", "validTo": "去年"}))
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
    properties = model.entity_properties(_entity(attributes={"formerNames": text}))
    assert (properties["formerNames"], properties["formerNameYears"]) == (names, years)


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
    assert model.caption(text) == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [(412650000000.0, "元", "总额 4126.5亿元"), (120000.0, "吨", "总额 12万吨"), (520.0, "万吨", "总额 520万吨"),
     (-0.35, "%", "总额 -0.35%")],
)  # fmt: skip
def test_the_caption_of_a_figure(value, unit, expected):
    figure = r.ObservationNode(
        id="o", indicator="总额", value=value, unit="x", unit_text=unit, kind="level", evidence=()
    )
    assert model.observation_properties(figure)["caption"] == expected


def test_successors_are_a_list():
    assert model.entity_properties(_entity(attributes={"successor": "x:1,x:2"}))["successor"] == ["x:1", "x:2"]


@pytest.mark.parametrize(
    ("longitude", "latitude", "point"),
    [("126.5", "45.75", model.Point(126.5, 45.75)), ("126.5", None, None), ("x", "1", None), ("200", "1", None)],
)
def test_longitude_and_latitude_become_one_point(longitude, latitude, point):
    attributes = {k: v for k, v in (("longitude", longitude), ("latitude", latitude)) if v}
    assert model.entity_properties(_entity(attributes=attributes)).get("location") == point


def test_further_attributes_are_strings_and_are_named():
    graph = model.property_graph(r.Graph(entities=(_entity(attributes={"postalCode": "150000"}),)))
    assert graph.more_attributes == ("postalCode",)
    assert graph.nodes["City"][0].properties["postalCode"] == "150000"


@pytest.mark.parametrize("name", ["id", "type", "Postal Code", "a`b", ""])
def test_an_attribute_that_no_property_can_be_named_after_is_refused(name):
    with pytest.raises(SchemaError, match=r"city-1.*camelCase"):
        model.entity_properties(_entity(attributes={name: "x"}))


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ({"statements": (r.Statement(id="s", type="partOf", subject="nobody", object=None, evidence=()),)}, "nobody"),
        ({"entities": (_entity(type="Planet"),)}, "Planet"),
        ({"entities": (_entity(mentions=(r.EntityMention(document="d9", spans=((0, 1),)),)),)}, "d9"),
        ({"entities": (_entity(),),
          "statements": (r.Statement(id="s", type="eats", subject="city-1", object="city-1", evidence=()),)}, "eats"),
    ],
)  # fmt: skip
def test_a_graph_that_is_not_whole_is_refused(part, message):
    with pytest.raises(SchemaError, match=message):
        model.property_graph(r.Graph(**part))


def test_rows_do_not_depend_on_the_order_of_the_records():
    graph = example_graph()
    draw = random.Random(7)
    shuffled = r.Graph(
        **{f.name: tuple(draw.sample(rows := getattr(graph, f.name), len(rows))) for f in dataclasses.fields(graph)}
    )
    assert model.property_graph(shuffled) == model.property_graph(graph)


def test_text_that_is_no_unicode_is_made_so():
    assert model.entity_properties(_entity(name="坏\udc80名"))["name"] == "坏?名"


def test_the_example_graph_is_whole():
    graph = model.property_graph(example_graph())
    assert sum(len(graph.nodes[t]) for t in ENTITY_TYPES) == len(ENTITIES)
