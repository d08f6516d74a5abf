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
from kg.property_graph.values import Point
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
        schema.BOOLEAN: bool, schema.DATE: date, schema.POINT: Point,
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


def test_further_attributes_are_strings_and_are_named():
    graph = model.property_graph(r.Graph(entities=(_entity(attributes={"postalCode": "150000"}),)))
    assert graph.more_attributes == ("postalCode",)
    assert graph.nodes["City"][0].properties["postalCode"] == "150000"


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


def test_the_example_graph_is_whole():
    graph = model.property_graph(example_graph())
    assert sum(len(graph.nodes[t]) for t in ENTITY_TYPES) == len(ENTITIES)
