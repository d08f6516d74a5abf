"""Reading registers: the format, its errors, the look-ups."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import RegisterError
from kg.registers.loader import COLUMNS, load_registers, read_tables
from kg.registers.matcher import load_matcher

HEADER = "\t".join(COLUMNS)


def write(folder: Path, *lines: str, name: str = "own.tsv") -> Path:
    (folder / name).write_text("\n".join(["# Own register. Source: none. Date: 2026.", HEADER, *lines, ""]), "utf-8")
    return folder


def test_reads_every_column(tmp_path: Path) -> None:
    line = "\t".join(
        [
            "own:1",
            "City",
            "云岭市",
            "云岭",
            "岭上",
            "老岭县@1990-2001|岭县@-1989",
            "own:0",
            "1949",
            "2020",
            "Yunling",
            "lon=1.5;lat=2",
        ]
    )
    entries = read_tables(write(tmp_path, line, "own:0\tProvince\t云省"))
    entry = entries["own:1"]
    assert (entry.name, entry.aliases, entry.weak, entry.parent) == ("云岭市", ("云岭",), ("岭上",), "own:0")
    assert [(f.name, f.start, f.end) for f in entry.former] == [("老岭县", 1990, 2001), ("岭县", None, 1989)]
    assert (entry.start, entry.end, entry.name_en) == (1949, 2020, "Yunling")
    assert entry.attributes == {"lon": "1.5", "lat": "2"}
    assert entry.register == "own"
    assert entry.exists_in(2020) and not entry.exists_in(2021) and not entry.exists_in(1948)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("own:1\tTown\t云岭市", "Unknown entity type 'Town'"),
        ("own:1\tCity", "2 cells"),
        ("云岭\tCity\t云岭市", "write scheme:code"),
        ("own:1\tCity\t云", "two characters or more"),
        ("own:1\tCity\t云岭市\t云", "surface '云'"),
        ("own:1\tCity\t云岭市\t\t\t岭县@1990", "name@from-to"),
        ("own:1\tCity\t云岭市\t\t\t\t\t90", "four digits"),
        ("own:1\tCity\t云岭市\t\t\t\t\t\t\t\tlon", "key=value"),
        ("own:1\tCity\t云岭市\t\t\t\town:9", "which no table holds"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, words: str) -> None:
    write(tmp_path, line)
    with pytest.raises(RegisterError, match=r"own\.tsv") as caught:
        load_registers(tmp_path)
    assert words in str(caught.value)


def test_line_number_counts_from_the_top_of_the_file(tmp_path: Path) -> None:
    write(tmp_path, "own:1\tCity\t云岭市", "own:2\tTown\t云岭镇")
    with pytest.raises(RegisterError, match=r"own\.tsv, line 4"):
        read_tables(tmp_path)


def test_a_code_stands_once(tmp_path: Path) -> None:
    write(tmp_path, "own:1\tCity\t云岭市")
    write(tmp_path, "own:1\tCity\t水岭市", name="second.tsv")
    with pytest.raises(RegisterError, match=r"second\.tsv, line 3: code 'own:1' is taken by 云岭市 in own\.tsv"):
        read_tables(tmp_path)


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="No register in"):
        read_tables(tmp_path)


def test_a_table_of_the_user_adds_and_replaces(tmp_path: Path) -> None:
    write(tmp_path, "own:1\tCompany\t云岭水泥厂", "gbt2260:230000\tProvince\t黑龙江省\t北大荒")
    registers = load_registers(tmp_path)
    assert registers.named("云岭水泥厂")[0].entry.code == "own:1"
    assert registers.named("北大荒")[0].entry.code == "gbt2260:230000"
    assert [m.surface for m in load_matcher(tmp_path).find("记者走进云岭水泥厂")] == ["云岭水泥厂"]


def test_ancestors_nearest_first() -> None:
    above = load_registers().ancestors("gbt2260:140431")
    assert [e.name for e in above] == ["长治市", "山西省", "中国", "亚洲"]


def test_names_stand_before_weak_surfaces() -> None:
    kinds = [(n.entry.code, n.kind) for n in load_registers().named("吉林")]
    assert kinds[0] == ("gbt2260:220000", "alias")
    assert ("gbt2260:220200", "weak") in kinds


@pytest.mark.parametrize(
    "one, other", [("成贵高速铁路", "成贵高铁"), ("大广高速公路", "大广高速"), ("京沪高铁", "京沪高速铁路")]
)
def test_a_line_is_known_by_both_forms_of_its_kind(one: str, other: str) -> None:
    codes = [{n.entry.code for n in load_registers().named(s)} for s in (one, other)]
    assert codes[0] == codes[1]
    assert len(codes[0]) == 1


def test_registers_are_loaded_once() -> None:
    assert load_registers() is load_registers(None)
    assert load_matcher() is load_matcher(None)
