"""Mentions side by side that are one name."""

import pytest

from kg.ner.joining import join
from kg.records import Mention
from kg.registers.matcher import load_matcher


def joined(text: str, *names: tuple[str, str]) -> list[tuple[str, str]]:
    mentions = [
        Mention(start=text.index(name), end=text.index(name) + len(name), type=type_, made_by="model:tagger")
        for name, type_ in names
    ]
    return [(text[m.start : m.end], m.type) for m in join(text, mentions, load_matcher().find(text))]


@pytest.mark.parametrize(
    ("text", "parts", "whole"),
    [
        ("临江机场改扩建工程开工", [("临江机场", "Port")], ("临江机场改扩建工程", "Project")),
        ("青云港深水航道工程验收", [("青云港", "Port")], ("青云港深水航道工程", "Project")),
        ("青云港牛角作业区开放", [("青云港", "Port"), ("牛角作业区", "Place")], ("青云港牛角作业区", "Port")),
        (
            "上合组织成员国海关署长会议",
            [("上合组织", "Organization")],
            ("上合组织成员国海关署长会议", "Event"),
        ),
        ("武汉都市圈环线高速公路西环段", [("武汉", "City")], ("武汉都市圈环线高速公路西环段", "Project")),
        ("中老铁路友谊纪念碑前", [("中老铁路", "Project")], ("中老铁路友谊纪念碑", "Place")),
        ("昆明西山集装箱中心站", [("昆明", "City"), ("西山集装箱中心站", "Place")], ("昆明西山集装箱中心站", "Place")),
        ("科教兴国战略实施方案印发", [("科教兴国战略", "Policy")], ("科教兴国战略实施方案", "Policy")),
        ("云帆港口青云港集团", [("云帆港口", "Company"), ("青云港集团", "Company")], ("云帆港口青云港集团", "Company")),
        ("黔南青云州府论坛开幕", [("黔南", "Place"), ("青云州府论坛", "Event")], ("黔南青云州府论坛", "Event")),
        (
            "上海合作组织奥什峰会闭幕",
            [("上海合作组织", "Organization"), ("奥什峰会", "Event")],
            ("上海合作组织奥什峰会", "Event"),
        ),
        (
            "福建云帆水产研究所成立",
            [("福建", "Province"), ("云帆水产研究所", "Organization")],
            ("福建云帆水产研究所", "Organization"),
        ),
        (
            "重庆市夜间经济管理条例施行",
            [("重庆市", "Province"), ("夜间经济管理条例", "Policy")],
            ("重庆市夜间经济管理条例", "Policy"),
        ),
        ("青岛地铁9号线开工", [("青岛", "City"), ("地铁9号线", "Project")], ("青岛地铁9号线", "Project")),
        ("渝贵高铁重庆至遵义段铺轨", [("渝贵高铁", "Project")], ("渝贵高铁重庆至遵义段", "Project")),
        ("京昆高速太原段限速", [("京昆高速", "Project")], ("京昆高速太原段", "Project")),
        ("福建国际会展中心开馆", [("福建", "Province")], ("福建国际会展中心", "Place")),
        ("云岭航空职业技术学院招生", [("云岭航空", "Company")], ("云岭航空职业技术学院", "Organization")),
        ("渔业法修订草案", [("渔业法", "Policy")], ("渔业法修订草案", "Policy")),
        ("庆阳算力枢纽提速", [("庆阳", "City")], ("庆阳算力枢纽", "Project")),
        ("中卫数据中心集群扩容", [("中卫", "City")], ("中卫数据中心集群", "Project")),
        ("云湖港区扩建", [("云湖港", "Port")], ("云湖港区", "Port")),
        (
            "南山至北川高速公路开工",
            [("南山", "Place"), ("至北川高速公路", "Project")],
            ("南山至北川高速公路", "Project"),
        ),
        (
            "陇东南至粤港澳大湾区特高压直流工程",
            [("陇东南", "Place"), ("粤港澳大湾区", "Place"), ("特高压直流工程", "Project")],
            ("陇东南至粤港澳大湾区特高压直流工程", "Project"),
        ),
        (
            "武威—金昌±800千伏特高压直流输电工程",
            [("武威", "City"), ("金昌", "City")],
            ("武威—金昌±800千伏特高压直流输电工程", "Project"),
        ),
        ("平陆县至洛宁县高速公路", [("平陆县", "County"), ("洛宁县", "County")], ("平陆县至洛宁县高速公路", "Project")),
        (
            "四川隆昌至贵州桐梓铁路",
            [("四川", "Province"), ("隆昌", "City"), ("贵州", "Province"), ("桐梓", "County")],
            ("四川隆昌至贵州桐梓铁路", "Project"),
        ),
        (
            "西安—塔什干中欧班列首发",
            [("西安", "City"), ("塔什干", "City"), ("中欧班列", "Project")],
            ("西安—塔什干中欧班列", "Project"),
        ),
        (
            "鄂州至沙特利雅得全货机国际航线",
            [("鄂州", "City"), ("沙特", "Country"), ("利雅得", "City")],
            ("鄂州至沙特利雅得全货机国际航线", "Project"),
        ),
    ],
)
def test_one_name(text, parts, whole):
    assert joined(text, *parts) == [whole]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("黑龙江省黑河市", [("黑龙江省", "Province"), ("黑河市", "City")]),
        ("广东华为", [("广东", "Province"), ("华为", "Company")]),
        ("重庆市关于支持渔业的意见", [("重庆市", "Province"), ("关于支持渔业的意见", "Policy")]),
        ("渝贵高铁进入建设阶段", [("渝贵高铁", "Project")]),
        ("从武威至金昌的铁路", [("武威", "City"), ("金昌", "City")]),
        ("武威至金昌铁路局", [("武威", "City"), ("金昌", "City")]),
        ("武威、金昌高速公路", [("武威", "City"), ("金昌", "City")]),
        ("江西省第六次人口普查", [("江西省", "Province"), ("第六次人口普查", "Event")]),
    ],
)
def test_apposition_stays_apart(text, parts):
    assert joined(text, *parts) == parts


def test_the_reach_of_a_river_belongs_to_the_river():
    text = "岷江上游云岭水电站"
    assert joined(text, ("岷江", "Place"), ("上游云岭水电站", "Project")) == [
        ("岷江上游", "Place"),
        ("云岭水电站", "Project"),
    ]


def test_an_assembly_before_a_post_is_no_event():
    text = "泰国华商联合会代表大会前主席林立文"
    assert joined(text, ("泰国华商联合会", "Organization"), ("代表大会", "Event"), ("林立文", "Person")) == [
        ("泰国华商联合会", "Organization"),
        ("林立文", "Person"),
    ]


@pytest.mark.parametrize(
    ("text", "parts", "whole"),
    [
        (
            "哈尔滨工业大学（深圳）招生",
            [("哈尔滨工业大学", "Organization"), ("深圳", "City")],
            ("哈尔滨工业大学（深圳）", "Organization"),
        ),
        (
            "珲春—图们铁水联运二期工程开工",
            [("珲春", "City"), ("图们铁水联运二期工程", "Project")],
            ("珲春—图们铁水联运二期工程", "Project"),
        ),
        (
            "中国—老挝跨境产业合作区揭牌",
            [("中国", "Country"), ("老挝跨境产业合作区", "Project")],
            ("中国—老挝跨境产业合作区", "Zone"),
        ),
        ("甬舟铁路隧道贯通", [("甬舟铁路", "Project")], ("甬舟铁路隧道", "Project")),
        (
            "哈密至武威±800千伏直流输电工程投产",
            [("哈密", "City"), ("武威±800千伏直流输电工程", "Project")],
            ("哈密至武威±800千伏直流输电工程", "Project"),
        ),
        ("黑河—赤塔跨境索道开通", [("黑河", "City"), ("赤塔", "City")], ("黑河—赤塔跨境索道", "Project")),
        (
            "青柳湾北岸集装箱码头扩容",
            [("青柳湾", "Place"), ("北岸集装箱码头", "Project")],
            ("青柳湾北岸集装箱码头", "Project"),
        ),
        ("临江国际港东站忙碌", [("临江国际港", "Port")], ("临江国际港东站", "Place")),
        ("临江国际港站忙碌", [("临江国际港", "Port")], ("临江国际港站", "Place")),
        ("临江科技城开园", [("临江", "County")], ("临江科技城", "Zone")),
    ],
)
def test_campuses_works_of_two_ends_and_what_stands_at_a_port(text, parts, whole):
    assert joined(text, *parts) == [whole]
