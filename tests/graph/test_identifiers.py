import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import vocab
from kg.errors import IdentifierError
from kg.graph import identifiers

SAFE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def test_a_linked_id_shows_type_and_code():
    assert identifiers.linked_entity_id("Province", "gbt2260:230000") == "province-gbt2260-230000"
    assert identifiers.linked_entity_id("GovernmentBody", "cnbody:customs") == "government-body-cnbody-customs"


@given(st.sampled_from(vocab.ENTITY_TYPES), st.text(min_size=1), st.text())
def test_a_named_id_is_safe_everywhere_and_readable(type_, key, disambiguator):
    id_ = identifiers.named_entity_id(type_, key, disambiguator)
    assert SAFE.fullmatch(id_)
    assert id_.startswith(identifiers.prefix(type_) + "-")
    assert id_ == identifiers.named_entity_id(type_, key, disambiguator)


@given(st.lists(st.tuples(st.text(min_size=1, max_size=3), st.text(max_size=3)), unique=True, max_size=20))
def test_different_keys_give_different_ids(keys):
    assert len({identifiers.named_entity_id("Person", *key) for key in keys}) == len(keys)


def test_codes_that_differ_in_marks_or_case_alone_stay_apart():
    codes = ["iso3166-2:RU-AMU", "iso3166:2-RU-AMU", "x:A.1", "x:A-1", "x:aB", "x:AB"]
    ids = [identifiers.linked_entity_id("Place", code) for code in codes]
    assert len(set(ids)) == len(codes)
    assert all(SAFE.fullmatch(i) for i in ids)


@pytest.mark.parametrize("code", ["230000", "gbt2260:", ":230000", "gbt2260:23 00", "gbt2260:黑", "a:b/c"])
def test_what_is_no_code_is_refused(code):
    with pytest.raises(IdentifierError, match="scheme:code"):
        identifiers.linked_entity_id("Province", code)


def test_an_empty_name_and_a_strange_type_are_refused():
    with pytest.raises(IdentifierError, match="empty name"):
        identifiers.named_entity_id("Person", "")
    with pytest.raises(IdentifierError, match="ENTITY_TYPES"):
        identifiers.prefix("人物")


def test_each_part_of_a_statement_tells():
    key = ("issued", "a", "b", None, "done", None, None)
    others = [
        ("signed", "a", "b", None, "done", None, None),
        ("issued", "b", "a", None, "done", None, None),
        ("issued", "a", None, "b", "done", None, None),
        ("issued", "a", "b", "", "done", None, None),
        ("issued", "a", "b", None, "planned", None, None),
        ("issued", "a", "b", None, "done", "2026", None),
        ("issued", "a", "b", None, "done", None, "2026"),
    ]
    ids = {identifiers.statement_id(*k) for k in (key, *others)}
    assert len(ids) == len(others) + 1


def test_two_keys_under_one_id_are_named():
    identifiers.check_unique([("x-1", "甲"), ("x-1", "甲"), ("x-2", "乙")])
    with pytest.raises(IdentifierError, match="x-1 is claimed by '甲' and by '乙'"):
        identifiers.check_unique([("x-1", "甲"), ("x-1", "乙")])
