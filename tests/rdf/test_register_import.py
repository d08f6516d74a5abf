"""A user's own list of names becomes a register table that the registers read."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import records as r
from kg.annotate import Annotator
from kg.config import load_settings
from kg.errors import InputError, RegisterError, SettingsError
from kg.rdf.register_import import import_register
from kg.registers.loader import load_registers, read_table

SKOS = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix pkg: <https://w3id.org/policykg/ontology#> .
@prefix wgs84: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix ex: <http://register.example/> .

ex:parks a skos:ConceptScheme ; skos:prefLabel "三江园区名录"@zh .
ex:p1 a skos:Concept , pkg:Zone ; skos:notation "SJ-01" ;
    skos:prefLabel "三江口岸加工园区"@zh , "Sanjiang Port Park"@en ;
    skos:altLabel "三江加工园区"@zh , "口岸园区"@zh ; skos:hiddenLabel "加工园"@zh ; wgs84:long 132.5 ; wgs84:lat 47.6 .
ex:p2 a skos:Concept , pkg:Zone ; skos:prefLabel "三江口岸加工园区北区"@zh ; skos:broader ex:p1 .
ex:p3 a skos:Concept ; skos:prefLabel "无类之名"@zh .
"""
PLAIN = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sdo: <https://schema.org/> .
<http://register.example/firms/8> a sdo:Corporation ; rdfs:label "三江|物流有限公司" ; sdo:alternateName "三江物流" .
<http://register.example/机构/9> a sdo:Organization ; rdfs:label "三江口岸协会" .
"""


def _import(tmp_path: Path, text: str, **options):
    (tmp_path / "list.ttl").write_text(text)
    table = tmp_path / "registers" / "ours.tsv"
    imported = import_register(tmp_path / "list.ttl", table, "ours", **options)
    return imported, {e.code: e for _, e in read_table(table)}


def test_skos(tmp_path: Path) -> None:
    imported, entries = _import(tmp_path, SKOS)
    assert imported.entries == 2
    assert [x.split(":")[-1].strip() for x in imported.left_out] == [
        "its class tells no type; give one with --type."
    ] * 2
    park = entries["ours:SJ-01"]
    assert (park.type, park.name, park.name_en) == ("Zone", "三江口岸加工园区", "Sanjiang Port Park")
    assert set(park.aliases) == {"三江加工园区", "口岸园区"}
    assert park.weak == ("加工园",)
    assert dict(park.attributes) == {"lon": "132.5", "lat": "47.6"}
    assert entries["ours:p2"].parent == "ours:SJ-01"


def test_a_type_for_those_without(tmp_path: Path) -> None:
    imported, entries = _import(tmp_path, SKOS, type_="Organization")
    assert imported.entries == 4
    assert entries["ours:p3"].type == "Organization"


def test_plain_names(tmp_path: Path) -> None:
    _, entries = _import(tmp_path, PLAIN)
    assert entries["ours:8"].name == "三江 物流有限公司"
    assert entries["ours:8"].aliases == ("三江物流",)
    assert entries["ours:9"].type == "Organization"


def test_the_registers_read_it(tmp_path: Path) -> None:
    _import(tmp_path, PLAIN)
    registers = load_registers(tmp_path / "registers")
    [naming] = registers.named("三江物流")
    assert naming.entry.code == "ours:8"


def test_texts_are_annotated_with_it(tmp_path: Path) -> None:
    _import(tmp_path, SKOS)
    article = r.Article(id="1", text="3月5日，黑河市领导到三江口岸加工园区调研。园区北区项目进展顺利。")
    found = []
    for registers in ("", str(tmp_path / "registers")):
        settings = load_settings(None, {"recognizer": "rules", "registers": registers})
        [annotation] = Annotator(settings).annotate_all([article])
        found.append([(e.type, e.name) for e in annotation.entities if e.link == "ours:SJ-01"])
    assert found == [[], [("Zone", "三江口岸加工园区")]]


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    _import(tmp_path, SKOS)
    before = (tmp_path / "registers" / "ours.tsv").read_bytes()
    head, park, part, *rest = SKOS.split("\nex:")
    _import(tmp_path, "\nex:".join([head, *rest, part, park]))
    assert (tmp_path / "registers" / "ours.tsv").read_bytes() == before


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("no turtle", InputError, "does not parse"),
        ('<http://a.example/x> <http://a.example/p> "x" .', RegisterError, "skos:prefLabel"),
        (SKOS.replace("pkg:Zone", "pkg:Park"), RegisterError, "--type"),
        (PLAIN.replace("firms/8", "firms/9"), RegisterError, "one code, ours:9"),
    ],
)
def test_what_is_refused_leaves_no_table(tmp_path: Path, text: str, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        _import(tmp_path, text)
    assert not (tmp_path / "registers" / "ours.tsv").exists()


def test_wrong_options_and_missing_files(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="Scheme"):
        import_register(tmp_path / "x.ttl", tmp_path / "t.tsv", "my scheme")
    with pytest.raises(SettingsError, match="Did you mean 'Zone'"):
        import_register(tmp_path / "x.ttl", tmp_path / "t.tsv", "ours", "Zome")
    with pytest.raises(InputError, match=r"x\.ttl"):
        import_register(tmp_path / "x.ttl", tmp_path / "t.tsv", "ours")
