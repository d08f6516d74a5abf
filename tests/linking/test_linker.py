"""Linking: ambiguous names settled by the document, and kept open where it says nothing."""

from __future__ import annotations

import pytest

from kg.linking.linker import link_entities
from kg.records import Article, DocumentEntity


def entity(text: str, type_: str, *surfaces: str, name: str | None = None) -> DocumentEntity:
    mentions = []
    for surface in surfaces:
        start = text.find(surface)
        while start >= 0:
            mentions.append((start, start + len(surface)))
            start = text.find(surface, start + 1)
    return DocumentEntity(
        id="e1", type=type_, name=name or surfaces[0], surfaces=surfaces, mentions=tuple(sorted(mentions))
    )


def linked(
    text: str, type_: str, *surfaces: str, published: str | None = "2025-03-01", title: str = "", publisher: str = ""
) -> DocumentEntity:
    article = Article(id="d1", text=text, title=title, published=published, publisher=publisher or None)
    return link_entities(article, (entity(text, type_, *surfaces),), text)[0]


@pytest.mark.parametrize(
    ("text", "type_", "surface", "code"),
    [
        ("山西省长治市沁源县召开会议。", "County", "沁源县", "gbt2260:140431"),
        ("吉林省吉林市雾凇节开幕。", "City", "吉林市", "gbt2260:220200"),
        ("吉林省吉林市雾凇节开幕。", "Province", "吉林省", "gbt2260:220000"),
        ("辽宁朝阳市推进项目建设。", "City", "朝阳市", "gbt2260:211300"),
        ("北京市朝阳区开展检查。", "County", "朝阳区", "gbt2260:110105"),
        ("吉林省长春市朝阳区开展检查。", "County", "朝阳区", "gbt2260:220104"),
        ("青海省海南州举办赛事。", "City", "海南州", "gbt2260:632500"),
        ("海南省举办消博会。", "Province", "海南省", "gbt2260:460000"),
        ("黑龙江省双鸭山市宝山区项目开工。", "County", "宝山区", "gbt2260:230506"),
        ("上海宝山区项目开工。", "County", "宝山区", "gbt2260:310113"),
        ("江苏南通市通州区纺织业发展。", "County", "通州区", "gbt2260:320612"),
        ("活动在江苏举行。南京、苏州来客云集。鼓楼区负责人到场。", "County", "鼓楼区", "gbt2260:320106"),
        ("俄罗斯布拉戈维申斯克与黑河隔江相望。", "City", "布拉戈维申斯克", "geonames:2026609"),
        ("智利总统在圣地亚哥会见来宾。", "City", "圣地亚哥", "geonames:3871336"),
        ("代表团抵达莫斯科。", "City", "莫斯科", "geonames:524901"),
        ("满载货物的列车驶出绥芬河铁路口岸。", "Port", "绥芬河铁路口岸", "port:suifenhe-rail"),
        ("上海浦东新区发布措施。", "Zone", "浦东新区", "gbt2260:310115"),
        ("黑龙江自贸试验区黑河片区挂牌。", "Zone", "黑龙江自贸试验区黑河片区", "zone:ftz-heilongjiang-heihe"),
        ("渔船在黑龙江上作业，江面开阔。", "Place", "黑龙江", "place:heilongjiang-river"),
    ],
)
def test_the_document_settles_the_name(text: str, type_: str, surface: str, code: str) -> None:
    found = linked(text, type_, surface)
    assert (found.link, found.candidates) == (code, ())


def test_without_context_the_choice_stays_open() -> None:
    found = linked("朝阳区举行文艺演出。", "County", "朝阳区")
    assert found.link is None
    assert {c.code for c in found.candidates} == {"gbt2260:110105", "gbt2260:220104"}
    scores = [c.score for c in found.candidates]
    assert scores == sorted(scores, reverse=True) and 0.9 < sum(scores) <= 1.0


@pytest.mark.parametrize(
    ("title", "publisher", "code"),
    [
        ("长春市召开工作会议", "", "gbt2260:220104"),
        ("", "北京市人民政府", "gbt2260:110105"),
    ],
)
def test_title_and_publisher_are_context(title: str, publisher: str, code: str) -> None:
    text = "朝阳区举行文艺演出。" + ("长春供热开栓。" if "长春" in title else "北京天气晴好。")
    assert linked(text, "County", "朝阳区", title=title, publisher=publisher).link == code


def test_one_settled_place_settles_the_next() -> None:
    text = "山东省济南市历下区、市中区举办展览。市中区还设分会场。"
    article = Article(id="d1", text=text, published="2025-01-01")
    first = entity(text, "County", "历下区")
    second = DocumentEntity(id="e2", type="County", name="市中区", surfaces=("市中区",), mentions=((11, 14), (19, 22)))
    assert [e.link for e in link_entities(article, (first, second), text)] == ["gbt2260:370102", "gbt2260:370103"]


@pytest.mark.parametrize(
    ("published", "code"),
    [("2008-05-01", "gbt2260:341400"), ("2024-05-01", "gbt2260:340181")],
)
def test_the_date_decides_between_the_former_and_the_present_unit(published: str, code: str) -> None:
    found = linked("安徽省巢湖市召开会议。", "City", "巢湖市", published=published)
    assert (found.link or "").replace("-former", "") == code


def test_a_former_name_links_to_the_unit_of_today() -> None:
    assert linked("湖北省襄樊市发布公告。", "City", "襄樊市", published="2009-07-01").link == "gbt2260:420600"
    assert linked("湖北省襄樊市发布公告。", "City", "襄樊市", published=None).link == "gbt2260:420600"


def test_register_attributes_come_along_and_those_of_the_text_stay() -> None:
    text = "河北雄安新区建设提速。"
    article = Article(id="d1", text=text, published="2025-01-01")
    given = DocumentEntity(
        id="e1",
        type="Zone",
        name="雄安新区",
        surfaces=("雄安新区",),
        mentions=((2, 6),),
        attributes={"validFrom": "2017-04"},
    )
    found = link_entities(article, (given,), text)[0]
    assert found.link == "zone:new-area-xiongan"
    assert found.attributes["validFrom"] == "2017-04"
    harbin = linked("哈尔滨市迎来客流高峰。", "City", "哈尔滨市")
    assert harbin.attributes["nameEn"] == "Harbin"
    assert 126 < float(harbin.attributes["longitude"]) < 127 and 45 < float(harbin.attributes["latitude"]) < 46


@pytest.mark.parametrize("type_", ["Official", "Person", "Policy"])
def test_people_and_policies_are_never_linked(type_: str) -> None:
    found = linked("北京举行会议。", type_, "北京")
    assert (found.link, found.candidates) == (None, ())


def test_what_no_register_has_stays_as_it_is() -> None:
    given = entity("云岭沟村迎来丰收。", "Place", "云岭沟村")
    article = Article(id="d1", text="云岭沟村迎来丰收。", published="2025-01-01")
    assert link_entities(article, (given,), article.text) == (given,)


def test_a_place_of_many_needs_its_surroundings() -> None:
    assert linked("东湖岸边游人如织。", "Place", "东湖").link is None
    assert linked("湖北武汉东湖岸边游人如织。", "Place", "东湖").link == "place:donghu-wuhan"


def test_a_list_of_ports_shares_its_last_words() -> None:
    text = "满洲里、绥芬河、同江铁路口岸过货量增长。"
    assert linked(text, "Port", "满洲里").link == "port:manzhouli-rail"
    assert linked(text, "Port", "绥芬河").link == "port:suifenhe-rail"
    assert linked(text, "Port", "满洲里").name == "满洲里铁路口岸"


def test_the_body_of_another_state_is_not_chinas() -> None:
    text = "秘鲁外交部发表声明，外交部称愿意对话。"
    assert linked(text, "GovernmentBody", "秘鲁外交部", "外交部").link != "cnbody:ministry-of-foreign-affairs"
    text = "中国外交部发表声明，外交部称愿意对话。"
    assert linked(text, "GovernmentBody", "外交部").link == "cnbody:ministry-of-foreign-affairs"


def test_a_wrong_kind_of_place_is_mended_only_with_support() -> None:
    assert linked("上海浦东新区发布措施。", "County", "浦东新区").link == "gbt2260:310115"
    assert linked("金沙的故事流传很广。", "Place", "金沙").link is None


def test_a_city_taken_for_another_place_is_the_city_that_stands_beside_it() -> None:
    text = "俄罗斯库尔斯克市举行展会。代表团从俄罗斯库尔斯克方向返回。"
    article = Article(id="d1", text=text, published="2025-01-01")
    city = DocumentEntity(id="e1", type="City", name="库尔斯克市", surfaces=("库尔斯克市",), mentions=((3, 8),))
    place = DocumentEntity(id="e2", type="Place", name="库尔斯克", surfaces=("库尔斯克",), mentions=((20, 24),))
    (one,) = link_entities(article, (city, place), text)
    assert (one.type, one.link, one.mentions) == ("City", "geonames:538560", ((3, 8), (20, 24)))


def test_the_order_of_the_entities_does_not_matter() -> None:
    text = "吉林省长春市朝阳区与北京市朝阳区结对。海南省与青海省海南州签约。"
    article = Article(id="d1", text=text, published="2025-01-01")
    entities = (
        DocumentEntity(id="a", type="County", name="朝阳区", surfaces=("朝阳区",), mentions=((6, 9),)),
        DocumentEntity(id="b", type="County", name="朝阳区", surfaces=("朝阳区",), mentions=((13, 16),)),
        DocumentEntity(id="c", type="City", name="海南州", surfaces=("海南州",), mentions=((27, 30),)),
    )
    forward = link_entities(article, entities, text)
    backward = link_entities(article, entities[::-1], text)
    assert forward == backward[::-1]
    assert [e.link for e in forward] == ["gbt2260:220104", "gbt2260:110105", "gbt2260:632500"]


def test_nothing_to_link() -> None:
    article = Article(id="d1", text="")
    assert link_entities(article, (), "") == ()


def test_the_longest_surface_weighs_more() -> None:
    text = "霍尔果斯公路口岸扩大通关。霍尔果斯口岸全天开放。"
    assert linked(text, "Port", "霍尔果斯公路口岸", "霍尔果斯口岸").link == "port:huoerguosi-road"


def test_a_body_under_an_earlier_name_is_the_body_of_today():
    text = "原环境保护部2018年改为生态环境部，环保部的文件继续有效。"
    bodies = tuple(
        DocumentEntity(id=f"e{i}", type="GovernmentBody", name=s, surfaces=(s,), mentions=((text.index(s),) * 2,))
        for i, s in enumerate(("环境保护部", "生态环境部", "环保部"))
    )
    (body,) = link_entities(Article(id="d1", text=text, published="2026-03-01"), bodies, text)
    assert body.link == "cnbody:ministry-of-ecology-and-environment"
    assert body.surfaces == ("环境保护部", "生态环境部", "环保部")
    assert "环境保护部@2008-2018" in body.attributes["formerNames"].split("|")


def test_a_merged_body_keeps_its_node_and_names_its_successor():
    body = linked("原国土资源部的文件。", "GovernmentBody", "国土资源部")
    assert (body.link, body.attributes["validTo"]) == ("cnbody:ministry-of-land-and-resources", "2018")
    assert body.attributes["successor"] == "cnbody:ministry-of-natural-resources"


def test_a_county_that_became_a_city_is_one_unit_with_two_names():
    text = "抚远县2016年撤县设市，抚远市口岸繁忙。"
    units = tuple(
        DocumentEntity(id=s, type=t, name=s, surfaces=(s,), mentions=((text.index(s), text.index(s) + 3),))
        for s, t in (("抚远县", "City"), ("抚远市", "City"))
    )
    (unit,) = link_entities(Article(id="d1", text=text, published="2026-03-01"), units, text)
    assert (unit.link, unit.surfaces) == ("gbt2260:230883", ("抚远县", "抚远市"))
    assert "抚远县@" in unit.attributes["formerNames"]


def test_a_foreign_ministry_is_not_our_ministry_of_earlier_days():
    assert linked("泰国农业部发布报告。", "GovernmentBody", "泰国农业部", "农业部").link is None


def test_a_company_under_another_legal_form_is_the_registered_one():
    assert linked("中国华电集团公司投产。", "Company", "中国华电集团公司").link.startswith("sasac:china-huadian")


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("贯彻十九届三中、四中全会精神。", "四中全会", "十九届四中全会"),
        ("学习二十届三中全会、四中全会精神。", "四中全会", "二十届四中全会"),
        ("第十二届进博会开幕。", "第十二届进博会", "第十二届中国国际进口博览会"),
        ("民革十四届二中、三中全会召开。", "三中全会", "三中全会"),
        ("进博会开幕。", "进博会", "进博会"),
    ],
)
def test_an_event_named_by_half_gets_its_full_name(text, surface, name):
    assert linked(text, "Event", surface).name == name


def test_an_edition_is_not_the_series():
    assert linked("第八届进博会开幕。", "Event", "第八届进博会").link is None
    assert linked("进博会开幕。", "Event", "进博会").link == "event:ciie"
    assert linked("贯彻十九届三中、四中全会精神。", "Event", "四中全会").link == "event:cpc-19-plenum-4"


def test_a_local_plenum_has_one_name():
    text = "中国共产党云南省第十二届委员会第八次全体会议举行，省委十二届八次全会听取报告。"
    events = tuple(
        DocumentEntity(id=s, type="Event", name=s, surfaces=(s,), mentions=((text.index(s), text.index(s) + len(s)),))
        for s in ("中国共产党云南省第十二届委员会第八次全体会议", "省委十二届八次全会")
    )
    (event,) = link_entities(Article(id="d1", text=text, published="2026-03-01"), events, text)
    assert event.name == "中国共产党云南省第十二届委员会第八次全体会议"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("中国海洋石油总公司", "sasac:china-national-offshore-oil-corporation"),
        ("宝钢集团有限公司", "sasac:china-baowu-steel-group"),
        ("神华集团有限责任公司", "sasac-former:shenhua"),
        ("中国船舶重工集团公司", "sasac-former:csic"),
    ],
)
def test_renamed_companies_are_one_and_merged_ones_their_own(name, code):
    assert linked(f"{name}承建。", "Company", name, published="2012-03-01").link == code


def test_a_merged_company_names_its_successor():
    company = linked("神华集团承建。", "Company", "神华集团", published="2012-03-01")
    assert company.attributes["validTo"] == "2017"
    assert company.attributes["successor"].startswith("sasac:")


def test_a_short_name_right_after_a_unit_that_it_is_no_part_of_is_no_county():
    for text, code in (("万州区龙沙镇举行活动。", None), ("齐齐哈尔市龙沙举行活动。", "gbt2260:230202")):
        at = text.index("龙沙")
        county = DocumentEntity(id="e1", type="County", name="龙沙", surfaces=("龙沙",), mentions=((at, at + 2),))
        (found,) = link_entities(Article(id="d1", text=text, published="2026-03-01"), (county,), text)
        assert found.link == code
