"""Terms as text, and the IRIs they stand on."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdf.strategies import hostile_text

from kg.errors import IdentifierError, SchemaError
from kg.rdf import namespaces as ns
from kg.rdf.notation import Notation, date_type, decimal_text, escaped_text, unescaped_text
from kg.rdf.policy_kinds import kind_of


@given(hostile_text)
def test_escaped_text_comes_back(text: str) -> None:
    lexical = escaped_text(text)
    lexical.encode("utf-8")
    assert unescaped_text(lexical) == text


@given(hostile_text.filter(bool))
def test_document_names_are_ascii_and_come_back(text: str) -> None:
    name = ns.document_name(text)
    assert name.isascii()
    assert ns.document_id(name) == text
    ox.NamedNode(ns.BASE + "document/" + name)


@given(st.lists(hostile_text.filter(bool), min_size=2, max_size=2, unique=True))
def test_two_documents_never_share_a_name(ids: list[str]) -> None:
    assert ns.document_name(ids[0]) != ns.document_name(ids[1])


@pytest.mark.parametrize("id_", ["", "a b", "口岸", "a/b", "a.b", "a\nb", "<x>", "-a", "a" * 201, "a#b"])
def test_ids_that_make_no_iri_are_refused(id_: str) -> None:
    with pytest.raises(IdentifierError, match="No IRI"):
        Notation().node(id_)


@pytest.mark.parametrize(
    "base",
    ["", "policykg/", "http://a.example", "http://a.example/x", "http://a.example/ x/", "http://a.example/口岸/",
     "ftp://a.example/", "http://a.example/<>/", "http://a.example/x#y/"],
)  # fmt: skip
def test_bases_that_make_no_iri_are_refused(base: str) -> None:
    with pytest.raises(IdentifierError, match="Base IRI"):
        Notation(base)


@pytest.mark.parametrize("base", ["http://a.example/", "https://a.example/graphs/news#", "http://127.0.0.1:8000/x/"])
def test_bases_that_are_fine(base: str) -> None:
    assert Notation(base, short=False).node("city-1") == f"<{base}city-1>"


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        ("2024", "gYear"), ("2024-08", "gYearMonth"), ("2024-08-19", "date"), ("2024-02-30", None), ("2024-13", None),
        ("0000", None), ("2024年", None), ("", None), ("２０２４", None), ("2024-8", None), ("2024-08-19\n", None),
    ],
)  # fmt: skip
def test_dates_as_coarse_as_given(text: str, datatype: str | None) -> None:
    assert date_type(text) == datatype


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5, "5"),
        (5.0, "5.0"),
        (-0.5, "-0.5"),
        (1e-7, "0.0000001"),
        (1.4e11, "140000000000.0"),
        (1e22, "1" + "0" * 22 + ".0"),
    ],
)
def test_numbers_are_exact_decimals(value: float, text: str) -> None:
    assert decimal_text(value) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_numbers_that_are_none_are_refused(value: float) -> None:
    with pytest.raises(SchemaError, match="finite"):
        decimal_text(value)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("《边境口岸通关办法（试行）》", "policy-measures"),
        ("关于做好春耕生产工作的通知", "policy-notice"),
        ("《三江口岸总体规划（2026—2035年）》", "policy-plan"),
        ("《界江航行合作备忘录》", "policy-agreement"),
        ("“冰雪丝路”", None),
        ("", None),
    ],
)
def test_kinds_of_policy_by_the_end_of_the_title(title: str, kind: str | None) -> None:
    assert kind_of(title) == kind
