"""Local bodies named by rank or ending alone get the name of their division, where the document tells it."""

import pytest

from kg.linking.linker import link_entities
from kg.records import Article, DocumentEntity
from kg.registers.loader import load_registers
from kg.registers.local_bodies import local_body


def names(text, *surfaces, title="", publisher=None):
    """Return the names of the bodies that a text names, each surface an entity."""
    entities = tuple(
        DocumentEntity(
            id=f"e{i}",
            type="GovernmentBody",
            name=s,
            surfaces=(s,),
            mentions=((text.index(s), text.index(s) + len(s)),),
        )
        for i, s in enumerate(surfaces)
    )
    article = Article(id="d1", text=text, title=title, publisher=publisher, published="2026-03-01")
    return [e.name for e in link_entities(article, entities, text)]


@pytest.mark.parametrize(
    ("text", "surface", "title", "name"),
    [
        ("责任单位：省公安厅。", "省公安厅", "福建省人民政府办公厅关于江海渔船管理的通知", "福建省公安厅"),
        ("责任单位：教育厅。", "教育厅", "福建省人民政府办公厅关于江海渔船管理的通知", "福建省教育厅"),
        ("责任单位：市司法局。", "市司法局", "重庆市人民政府办公厅关于山城步道的通知", "重庆市司法局"),
        ("责任单位：市司法局。", "市司法局", "广州市人民政府关于骑楼的通知", "广州市司法局"),
        ("责任单位：省财政厅。", "省财政厅", "广州市人民政府关于骑楼的通知", "广东省财政厅"),
        ("责任单位：法制办。", "法制办", "福建省人民政府关于渔船的通知", "福建省法制办"),
        ("自治区科技厅牵头。", "自治区科技厅", "西藏自治区人民政府关于青稞的通知", "西藏自治区科技厅"),
        ("江苏体育局部署。", "江苏体育局", "", "江苏省体育局"),
    ],
)
def test_a_body_gets_the_name_of_the_division_that_issued_the_text(text, surface, title, name):
    assert names(text, surface, title=title) == [name]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("省公安厅通报。", "省公安厅"),  # nothing tells which
        ("江苏省与浙江省会商。省公安厅通报。", "省公安厅"),
        ("各市水利局落实责任，南京市已完成。", "市水利局"),
        ("江苏省举办展览，财政部支持。", "财政部"),
    ],
)
def test_what_the_text_leaves_open_stays_open(text, surface):
    assert names(text, surface) == [surface]


def test_the_bodies_of_each_county_are_no_body_of_who_issued_the_text():
    text = "各区县（自治县）人民政府办公室，各市、县（区）教育局，市教育局："
    title = "重庆市人民政府办公厅关于山城步道的通知"
    assert names(text, "人民政府办公室", "教育局", title=title) == ["人民政府办公室", "教育局"]


def test_in_a_joint_text_a_body_belongs_to_the_division_of_its_rank():
    got = names(
        "责任单位：市交通局；省交通运输厅。",
        "市交通局",
        "省交通运输厅",
        title="重庆市人民政府 四川省人民政府关于航道的通知",
    )
    assert got == ["重庆市交通局", "四川省交通运输厅"]


def test_a_body_named_in_full_and_by_rank_becomes_one_entity():
    assert names("福建省体育局部署。体育局要求。", "福建省体育局", "体育局要求"[:3], title="福建省人民政府通知") == [
        "福建省体育局"
    ]


@pytest.mark.parametrize(
    ("name", "unit", "ending"),
    [
        ("省人社厅", "省", "人社厅"),
        ("福建省福州市体育局", "福建省福州市", "体育局"),
        ("省数字办", "省", "数字办"),
        ("水利厅", "", "水利厅"),
        ("市骑楼保护办", "市", "骑楼保护办"),
        ("自治州茶马古道委员会", "自治州", "茶马古道委员会"),
    ],
)
def test_parts_of_a_local_body(name, unit, ending):
    assert local_body(name, load_registers(None))[:2] == (unit, ending)


@pytest.mark.parametrize(
    "name",
    [
        "国家统计局",
        "外交部",
        "商务部办公厅",
        "区块链委员会",
        "市场监管总局",
        "市政局",
        "杜远山教育厅",
        "市政厅",
        "海关总署",
        "省级部门",
        "福建省",
    ],
)
def test_other_names_are_no_local_bodies(name):
    assert local_body(name, load_registers(None)) is None


def test_a_national_short_name_in_a_list_of_provincial_bodies_is_the_provincial_body():
    text = "责任单位：发展改革委、教育厅、水利厅。"
    got = names(text, "发展改革委", "教育厅", "水利厅", title="西藏自治区人民政府办公厅关于牧区水利的通知")
    assert got == ["西藏自治区发展改革委", "西藏自治区教育厅", "西藏自治区水利厅"]


def test_a_national_body_in_a_provincial_text_stays_national():
    text = "根据国家发展改革委的要求，省教育厅落实。"
    got = names(text, "国家发展改革委", "省教育厅", title="福建省人民政府办公厅关于校舍的通知")
    assert got == ["国家发展改革委", "福建省教育厅"]


def test_short_and_full_kind_of_a_body_are_one_entity():
    text = "浙江省经济和信息化厅印发方案，省经信厅负责落实。"
    assert names(text, "浙江省经济和信息化厅", "省经信厅") == ["浙江省经济和信息化厅"]
