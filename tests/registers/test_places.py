"""The registers of places: sums that are publicly known, and facts that anyone can look up."""

from __future__ import annotations

import math
from collections import Counter

import pytest

from kg.registers.entries import RegisterEntry
from kg.registers.loader import TABLES, load_registers
from kg.vocab import CITY, COUNTRY, COUNTY, PLACE, PORT, PROVINCE, ZONE

OWN = {
    "countries", "states_foreign", "cities_foreign", "divisions", "divisions_abolished",
    "places", "ports", "airports", "zones",
}  # fmt: skip

README = (TABLES.parent / "README.md").read_text(encoding="utf-8")


def register(name: str) -> list[RegisterEntry]:
    return [e for e in load_registers().entries.values() if e.register == name]


def digits(entry: RegisterEntry) -> str:
    return entry.code.split(":")[1]


def mainland() -> list[RegisterEntry]:
    return [e for e in register("divisions") if digits(e) < "710000"]


def named(name: str, type_: str) -> RegisterEntry:
    found = [n.entry for n in load_registers().named(name) if n.entry.type == type_]
    assert len(found) == 1, found
    return found[0]


def test_thirty_four_provinces() -> None:
    provinces = [e for e in register("divisions") if e.type == PROVINCE]
    assert len(provinces) == 34
    assert all(digits(e).endswith("0000") for e in provinces)
    assert Counter(e.name[-1] for e in provinces) == {"省": 23, "区": 7, "市": 4}


def test_three_hundred_thirty_three_prefectures() -> None:
    units = [e for e in mainland() if digits(e).endswith("00") and not digits(e).endswith("0000")]
    kinds = Counter("自治州" if e.name.endswith("自治州") else e.name[-1] for e in units)
    assert kinds == {"市": 293, "自治州": 30, "区": 7, "盟": 3}
    assert {e.type for e in units} == {CITY}


def test_counties() -> None:
    units = [e for e in mainland() if not digits(e).endswith("00")]
    # With Jiagedaqi and Da Qaidam, which counts of county-level units leave out, and the two counties of 2024.
    assert len(units) == 2848
    assert Counter(e.name[-1] for e in units if e.type == CITY) == {"市": 397}
    assert Counter(e.name[-1] for e in units)["旗"] == 52
    assert [e.name for e in units if e.type == ZONE] == ["滨海新区", "浦东新区"]


def test_every_unit_lies_in_the_province_of_its_code() -> None:
    registers = load_registers()
    for entry in register("divisions"):
        if entry.type != PROVINCE:
            provinces = [e.code for e in registers.ancestors(entry.code) if e.type == PROVINCE]
            assert provinces == [f"gbt2260:{digits(entry)[:2]}0000"], entry


def test_every_chain_ends_at_a_continent_or_has_no_parent() -> None:
    registers = load_registers()
    tops = Counter((registers.ancestors(e.code) or (e,))[-1].name for e in register("divisions"))
    assert list(tops) == ["亚洲"]


@pytest.mark.parametrize(
    ("name", "longitude", "latitude"),
    [("哈尔滨市", 126.53, 45.80), ("拉萨市", 91.12, 29.65), ("三亚市", 109.51, 18.25), ("喀什地区", 75.99, 39.47)],
)
def test_coordinates_are_wgs84(name: str, longitude: float, latitude: float) -> None:
    found = named(name, CITY).attributes
    assert math.hypot(float(found["lon"]) - longitude, float(found["lat"]) - latitude) < 0.06


def test_coordinates_lie_where_their_unit_lies() -> None:
    registers = load_registers()
    for entry in mainland():
        above = registers.entry(entry.parent or "")
        if above is None or above.type != CITY or not {"lon"} <= entry.attributes.keys() & above.attributes.keys():
            continue
        east = float(entry.attributes["lon"]) - float(above.attributes["lon"])
        north = float(entry.attributes["lat"]) - float(above.attributes["lat"])
        assert math.hypot(east * 0.8, north) < 6, entry  # Mangya lies 575 km from Delingha


def test_all_countries_stand_with_their_continent() -> None:
    countries = [e for e in register("countries") if e.type == COUNTRY and e.end is None]
    assert len(countries) == 197
    assert all((e.parent or "").startswith("place:") for e in countries)


@pytest.mark.parametrize(
    ("surface", "code"),
    [
        ("俄罗斯", "iso3166:RU"), ("俄罗斯联邦", "iso3166:RU"), ("阿联酋", "iso3166:AE"), ("印尼", "iso3166:ID"),
        ("沙特", "iso3166:SA"), ("波黑", "iso3166:BA"), ("刚果（金）", "iso3166:CD"), ("刚果(布)", "iso3166:CG"),
        ("北马其顿", "iso3166:MK"), ("海参崴", "geonames:2013348"), ("滨海边疆区", "iso3166-2:RU-PRI"),
        ("内蒙古", "gbt2260:150000"), ("延边州", "gbt2260:222400"), ("襄樊", "gbt2260:420600"),
        ("崇明县", "gbt2260:310151"), ("长三角", "place:yangtze-delta"), ("人民大会堂", "place:great-hall"),
        ("太平机场", "iata:HRB"), ("首都国际机场", "iata:PEK"), ("满洲里铁路口岸", "port:manzhouli-rail"),
        ("宁波舟山港", "port:ningbo-zhoushan"), ("雄安新区", "zone:new-area-xiongan"),
        ("上海自贸区", "zone:ftz-shanghai"), ("临港新片区", "zone:ftz-shanghai-lingang"),
        ("海南自贸港", "zone:ftp-hainan"), ("苏州工业园区", "zone:etdz-suzhou-park"),
    ],
)  # fmt: skip
def test_usual_short_names(surface: str, code: str) -> None:
    found = [n.entry.code for n in load_registers().named(surface) if n.kind != "weak"]
    assert found[:1] == [code]


@pytest.mark.parametrize("surface", ["朝阳", "宝山", "城关", "合作", "东方", "灯塔", "江山", "新民"])
def test_short_names_of_many_or_common_words_are_weak(surface: str) -> None:
    assert {n.kind for n in load_registers().named(surface) if n.entry.code.startswith("gbt2260:")} == {"weak"}


def test_a_short_name_goes_to_the_higher_unit() -> None:
    kinds = {n.entry.code: n.kind for n in load_registers().named("海南")}
    assert (kinds["gbt2260:460000"], kinds["gbt2260:632500"]) == ("alias", "weak")
    kinds = {n.entry.code: n.kind for n in load_registers().named("承德")}
    assert (kinds["gbt2260:130800"], kinds["gbt2260:130821"]) == ("alias", "weak")


def test_abolished_units_name_what_took_their_place() -> None:
    registers = load_registers()
    for entry in register("divisions_abolished"):
        assert entry.end is not None
        assert all(registers.entry(code) for code in entry.attributes["successor"].split(","))
    laiwu = named("莱芜市", CITY)
    assert (laiwu.end, laiwu.attributes["successor"]) == (2018, "gbt2260:370116,gbt2260:370117")


def test_free_trade_zones_and_new_areas() -> None:
    kinds = Counter(e.attributes["kind"] for e in register("zones"))
    whole = [e for e in register("zones") if e.attributes["kind"] == "ftz" and (e.parent or "").startswith("gbt2260")]
    assert len(whole) == 22
    assert kinds["new-area"] + 2 == 19  # Pudong and Binhai stand among the divisions
    assert kinds["etdz"] > 215 and kinds["htz"] > 165 and kinds["bonded"] > 155 and kinds["innovation"] == 23


def test_ports_of_entry_cover_all_modes() -> None:
    ports = [e for e in register("ports") + register("airports") if (e.parent or "").startswith("gbt2260:")]
    modes = Counter(mode for e in ports for mode in e.attributes["mode"].split(","))
    assert {"road", "rail", "river", "sea", "air", "dry"} <= modes.keys()
    assert modes["road"] >= 100 and modes["air"] >= 250
    assert all(e.type == PORT for e in ports)


def test_the_readme_counts_the_ports_of_entry_by_province_and_kind() -> None:
    kinds = ("water", "air", "rail", "road")
    marked = [
        (e.parent or "", kind)
        for e in register("ports") + register("airports")
        for kind in e.attributes.get("entry", "").split(",")
        if kind
    ]
    assert {kind for _, kind in marked} == set(kinds)
    provinces = {code: load_registers().entry(f"gbt2260:{code}0000") for code in {p[8:10] for p, _ in marked}}
    for code, province in provinces.items():
        counts = [sum(p[8:10] == code and k == kind for p, k in marked) for kind in kinds]
        row = " | ".join(map(str, (*counts, sum(counts))))
        assert province is not None and f"| {province.name} | {row} |" in README, (province, row)
    totals = " | ".join(str(sum(k == kind for _, k in marked)) for kind in kinds)
    assert f"| all | {totals} | {len(marked)} |" in README


def test_a_river_that_shares_its_name_with_a_province_is_weak() -> None:
    kinds = {n.entry.type: n.kind for n in load_registers().named("黑龙江")}
    assert kinds == {PROVINCE: "alias", PLACE: "weak"}


def test_no_surface_of_a_place_is_a_bare_kind_word() -> None:
    bare = {"市区", "县城", "口岸", "机场", "新区", "开发区", "高新区", "经开区", "综合保税区", "片区"}
    for entry in load_registers().entries.values():
        if entry.register in OWN:
            assert not bare & {entry.name, *entry.aliases}, entry
            assert entry.type in (COUNTRY, PROVINCE, CITY, COUNTY, PLACE, ZONE, PORT)
