"""The tables of bodies, organisations, companies, people, policies, events and projects: format, types, key facts."""

from __future__ import annotations

import pytest

from kg import vocab
from kg.registers import lexicons
from kg.registers.entries import ALIAS, NAME, RegisterEntry
from kg.registers.loader import Registers, load_registers
from kg.registers.matcher import load_matcher

TABLES = {
    "bodies_central": {vocab.GOVERNMENT_BODY, vocab.ORGANIZATION},
    "bodies_field": {vocab.GOVERNMENT_BODY},
    "bodies_foreign": {vocab.GOVERNMENT_BODY, vocab.ORGANIZATION},
    "companies_listed": {vocab.COMPANY},
    "companies_private": {vocab.COMPANY},
    "companies_state": {vocab.COMPANY, vocab.ORGANIZATION},
    "events": {vocab.EVENT},
    "leaders": {vocab.OFFICIAL, vocab.PERSON},
    "officials_china": {vocab.OFFICIAL, vocab.PERSON},
    "orgs_china": {vocab.ORGANIZATION},
    "orgs_international": {vocab.ORGANIZATION},
    "policies": {vocab.POLICY},
    "projects": {vocab.PROJECT},
    "universities": {vocab.ORGANIZATION},
}
TWO_TYPES = {
    "国家大剧院",  # the theatre as an institution, the building as a place
    "丹江口水库",  # a work and a lake
    "密云水库",
}


@pytest.fixture(scope="module")
def registers() -> Registers:
    return load_registers()


def entries(registers: Registers, table: str) -> list[RegisterEntry]:
    return [e for e in registers.entries.values() if e.register == table]


@pytest.mark.parametrize("table", sorted(TABLES))
def test_table_has_entries_of_its_types_only(registers: Registers, table: str) -> None:
    found = entries(registers, table)
    assert len(found) >= 200
    assert {e.type for e in found} <= TABLES[table]


def test_no_surface_is_sure_for_two_types(registers: Registers) -> None:
    clashes = []
    for surface, namings in registers.namings.items():
        sure = [n.entry for n in namings if n.kind in (NAME, ALIAS)]
        if len({e.type for e in sure}) > 1 and any(e.register in TABLES for e in sure) and surface not in TWO_TYPES:
            clashes.append((surface, [e.code for e in sure]))
    assert clashes == []


def test_no_surface_is_sure_for_two_entries_of_one_table(registers: Registers) -> None:
    clashes = []
    for surface, namings in registers.namings.items():
        sure = [n.entry for n in namings if n.kind in (NAME, ALIAS) and n.entry.register in TABLES]
        if len(sure) != len({e.register for e in sure}):
            clashes.append((surface, [e.code for e in sure]))
    assert clashes == []


def test_surfaces_hold_no_white_space(registers: Registers) -> None:
    for table in TABLES:
        for entry in entries(registers, table):
            for surface in (entry.name, *entry.aliases, *entry.weak):
                assert not any(c.isspace() for c in surface), (entry.code, surface)


@pytest.mark.parametrize(
    ("surface", "type_", "name"),
    [
        ("党中央", vocab.GOVERNMENT_BODY, "中共中央"),
        ("中央纪委国家监委", vocab.GOVERNMENT_BODY, "中央纪委国家监委"),
        ("中共", vocab.ORGANIZATION, "中国共产党"),
        ("全国妇联", vocab.ORGANIZATION, "中华全国妇女联合会"),
        ("发改委", vocab.GOVERNMENT_BODY, "国家发展和改革委员会"),
        ("金融监管总局", vocab.GOVERNMENT_BODY, "国家金融监督管理总局"),
        ("联合国安理会", vocab.ORGANIZATION, "联合国安全理事会"),
        ("欧盟委员会", vocab.ORGANIZATION, "欧盟委员会"),
        ("美军", vocab.GOVERNMENT_BODY, "美国军队"),
        ("美联储", vocab.GOVERNMENT_BODY, "美国联邦储备委员会"),
        ("胡塞武装", vocab.ORGANIZATION, "胡塞武装"),
        ("新华社", vocab.ORGANIZATION, "新华通讯社"),
        ("哈工大", vocab.ORGANIZATION, "哈尔滨工业大学"),
        ("中石油", vocab.COMPANY, "中国石油天然气集团有限公司"),
        ("工行", vocab.COMPANY, "中国工商银行"),
        ("国铁集团", vocab.COMPANY, "中国国家铁路集团有限公司"),
        ("一带一路", vocab.POLICY, "“一带一路”倡议"),
        ("海南自由贸易港法", vocab.POLICY, "中华人民共和国海南自由贸易港法"),
        ("进博会", vocab.EVENT, "中国国际进口博览会"),
        ("党的二十届三中全会", vocab.EVENT, "中国共产党第二十届中央委员会第三次全体会议"),
        ("中欧班列", vocab.PROJECT, "中欧班列"),
        ("港珠澳大桥", vocab.PROJECT, "港珠澳大桥"),
        ("普京", vocab.OFFICIAL, "弗拉基米尔·普京"),
    ],
)
def test_key_names(registers: Registers, surface: str, type_: str, name: str) -> None:
    assert (type_, name) in {(n.entry.type, n.entry.name) for n in registers.named(surface)}


def test_the_42_direct_customs(registers: Registers) -> None:
    direct = [e for e in entries(registers, "bodies_field") if e.attributes.get("level") == "direct"]
    assert len(direct) == 42
    assert {e.parent for e in direct} == {"cnbody:general-administration-of-customs"}


def test_the_100_central_enterprises_and_18_railway_groups(registers: Registers) -> None:
    assert sum(e.code.startswith("sasac:") for e in registers.entries.values()) == 100
    railways = [
        e for e in entries(registers, "companies_state") if e.name.startswith("中国铁路") and "集团有限公司" in e.name
    ]
    bureaus = [e for e in railways if "局集团" in e.name or "青藏集团" in e.name]
    assert len(bureaus) == 18


@pytest.mark.parametrize(
    ("old", "years", "today"),
    [
        ("国家林业局", (1998, 2018), "国家林业和草原局"),
        ("环境保护部", (2008, 2018), "生态环境部"),
        ("国家环保总局", (1998, 2008), "生态环境部"),
        ("国家卫计委", (2013, 2018), "国家卫生健康委员会"),
        ("银保监会", (2018, 2023), "国家金融监督管理总局"),
        ("国家计委", (1952, 2003), "国家发展和改革委员会"),
        ("国务院扶贫办", (1993, 2021), "国家乡村振兴局"),
        ("中央深改组", (2013, 2018), "中央全面深化改革委员会"),
    ],
)
def test_a_renamed_body_is_one_entry_with_its_names_and_years(registers, old, years, today) -> None:
    (naming,) = registers.named(old)
    former = next(f for f in naming.entry.former if f.name == old)
    assert (naming.kind, naming.entry.name, (former.start, former.end)) == ("former", today, years)
    assert naming.entry.start <= former.start


@pytest.mark.parametrize(
    ("name", "end", "successors"),
    [
        ("铁道部", 2013, ["国家铁路局", "交通运输部"]),
        ("中国银监会", 2018, ["国家金融监督管理总局"]),
        ("国家旅游局", 2018, ["文化和旅游部"]),
        ("国土资源部", 2018, ["自然资源部"]),
        ("国家安监总局", 2018, ["应急管理部"]),
        ("国家食药监总局", 2018, ["国家药品监督管理局", "国家市场监督管理总局"]),
        ("中央国家机关工委", 2018, ["中央和国家机关工作委员会"]),
        ("国家乡村振兴局", 2023, ["农业农村部"]),
    ],
)
def test_a_merged_body_is_its_own_entry_with_an_end_and_successors(registers, name, end, successors) -> None:
    (naming,) = registers.named(name)
    codes = naming.entry.attributes["successor"].split(",")
    assert (naming.kind != "former", naming.entry.end) == (True, end)
    assert [registers.entry(c).name for c in codes] == successors


def test_no_central_body_is_both_an_entry_and_a_former_name_of_another(registers) -> None:
    bodies = entries(registers, "bodies_central")
    own = {name for e in bodies for name in (e.name, *e.aliases)}
    assert not own & {f.name for e in bodies for f in e.former}
    assert all(registers.entry(c) for e in bodies for c in e.attributes.get("successor", "").split(",") if c)
    assert all(e.attributes.get("successor") for e in bodies if e.end)


def test_a_name_borne_by_many_is_weak(registers: Registers) -> None:
    (match,) = load_matcher().find("李强说，今年收成好。")
    assert match.weak
    assert match.entries[0].code == "leader:li-qiang"


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("外交部发言人答问", ["外交部"]),
        ("有两位外交部长出席", []),
        ("市里的财政部门负责拨款", []),
        ("依照消防法律办事", []),
        ("（国办发〔2031〕7号）", []),
        ("广场上坐着几位美团骑手", ["美团"]),
        ("大家团结美满", []),
    ],
)
def test_surfaces_inside_other_words_are_left_alone(text: str, surfaces: list[str]) -> None:
    assert [m.surface for m in load_matcher().find(text) if not m.weak] == surfaces


# ---- lexicons -----------------------------------------------------------------------------------------------


def test_every_lexicon_says_where_it_comes_from() -> None:
    for name in lexicons.names():
        head = (lexicons.FOLDER / f"{name}.tsv").read_text(encoding="utf-8").split("\n")[:3]
        assert [line.split(":")[0] for line in head] == ["# title", "# source", "# date"], name
        assert lexicons.load_lexicon(name), name


def test_local_bodies_keep_their_types_and_parents() -> None:
    rows = lexicons.load_lexicon("local_body_suffixes")
    kinds = {row["kind"] for row in rows}
    assert len(kinds) == len(rows)
    for row in rows:
        assert row["type"] in vocab.ENTITY_TYPES
        assert row["canonical"].count("{}") in (1, 2)
        assert set(row["levels"]) <= set("PCKTZ")
        assert not row["parent"] or row["parent"] in kinds
    by_kind = {row["kind"]: row for row in rows}
    assert by_kind["party-committee"]["type"] == vocab.GOVERNMENT_BODY
    assert by_kind["trade-promotion-council"]["type"] == vocab.ORGANIZATION
    assert by_kind["people-government"]["rank"] == "no"
    assert by_kind["transport"]["rank"] == "yes"


def test_an_ending_of_local_bodies_has_one_type() -> None:
    types: dict[str, set[str]] = {}
    for row in lexicons.load_lexicon("local_body_suffixes"):
        for surface in lexicons.values(row["surfaces"]):
            types.setdefault(surface, set()).add(row["type"])
    assert {s for s, found in types.items() if len(found) > 1} == set()


def test_central_bodies_of_local_kinds_exist(registers: Registers) -> None:
    missing = [
        row["central"]
        for row in lexicons.load_lexicon("local_body_suffixes")
        if row["central"] and registers.entry(row["central"]) is None
    ]
    assert missing == []


def test_posts_tell_officials_from_others() -> None:
    official = {row["title"]: row["official"] for row in lexicons.load_lexicon("posts")}
    assert official["省长"] == official["总统"] == official["检察长"] == "yes"
    assert official["书记"] == official["主任"] == official["发言人"] == "by-body"
    assert official["董事长"] == official["教授"] == official["记者"] == "no"


def test_surnames_and_words_that_are_no_names() -> None:
    surnames = {row["surname"]: row for row in lexicons.load_lexicon("surnames")}
    assert {"王", "李", "欧阳", "司马"} <= surnames.keys()
    assert surnames["高"]["word"] == "yes"
    no_names = lexicons.words("not_names", "words")
    assert {"高峰", "安全", "方向", "任何", "金融"} <= no_names
    assert "王毅" not in no_names


def test_newspapers_are_told_from_books() -> None:
    kind = {row["title"]: row["kind"] for row in lexicons.load_lexicon("titles_of_works")}
    assert (kind["红楼梦"], kind["人民日报"]) == ("work", "press")


def test_an_unknown_lexicon_is_named_with_its_neighbour() -> None:
    with pytest.raises(lexicons.RegisterError, match="Did you mean 'posts'"):
        lexicons.load_lexicon("post")


def test_a_broken_row_is_named(tmp_path) -> None:
    path = tmp_path / "broken.tsv"
    path.write_text("# title: x\nword\tkind\n条例\tlaw\tyes\n", encoding="utf-8")
    with pytest.raises(lexicons.RegisterError, match=r"broken.tsv, line 3: 3 cells"):
        lexicons.read_lexicon(path)
