import pytest

from kg.coreference.grouping import document_entities
from kg.coreference.short_forms import is_short_form
from kg.records import Mention
from kg.registers.loader import load_registers


def entities(text, *names):
    """Group every occurrence of the names, given as (surface, type)."""
    mentions = []
    for surface, type_ in names:
        start = text.find(surface)
        while start >= 0:
            mentions.append(Mention(start=start, end=start + len(surface), type=type_, made_by="test"))
            start = text.find(surface, start + len(surface))
    mentions.sort(key=lambda m: m.start)
    flat = [m for m in mentions if not any(o.start <= m.start and m.end <= o.end and o != m for o in mentions)]
    return [(e.type, e.surfaces) for e in document_entities(text, flat, load_registers(None))]


def test_full_and_short_name_of_a_division_are_one_entity():
    got = entities(
        "黑龙江省黑河市。黑河位于黑龙江。",
        ("黑龙江省", "Province"),
        ("黑龙江", "Province"),
        ("黑河市", "City"),
        ("黑河", "City"),
    )
    assert got == [("Province", ("黑龙江省", "黑龙江")), ("City", ("黑河市", "黑河"))]


def test_the_river_is_not_the_province():
    got = entities("黑龙江省与对岸隔黑龙江相望", ("黑龙江省", "Province"), ("黑龙江", "Place"))
    assert len(got) == 2


def test_a_declared_short_title_joins_its_title():
    text = "印发《边境贸易管理办法》（以下简称《办法》）。《办法》共十条。"
    assert entities(text, ("《边境贸易管理办法》", "Policy"), ("《办法》", "Policy")) == [
        ("Policy", ("《边境贸易管理办法》", "《办法》"))
    ]


def test_a_name_in_brackets_that_is_no_short_form_stays_apart():
    text = "深圳（哈尔滨）合作园区落户。"
    assert len(entities(text, ("深圳", "City"), ("哈尔滨", "City"))) == 2


def test_an_undeclared_short_title_that_fits_two_titles_joins_neither():
    text = "《甲办法》和《乙办法》施行，《办法》另行公布。"
    assert len(entities(text, ("《甲办法》", "Policy"), ("《乙办法》", "Policy"), ("《办法》", "Policy"))) == 3


def test_an_official_named_without_post_later_is_the_same_official():
    assert entities("市长罗启明出席。罗启明说", ("罗启明", "Official"))[0][1] == ("罗启明",)


@pytest.mark.parametrize(
    ("type_", "short", "long", "expected"),
    [
        ("Company", "远航物流", "黑河市北疆远航物流有限公司", True),
        ("Company", "北疆公司", "黑河市北疆远航物流有限公司", True),
        ("Company", "远航公司", "黑河市北疆远航物流有限公司", False),
        ("Company", "北疆集团", "北疆集团有限公司江口分公司", False),
        ("GovernmentBody", "省政府办公厅", "黑龙江省人民政府办公厅", True),
        ("GovernmentBody", "省民政厅", "黑龙江省人民政府办公厅", False),
        ("GovernmentBody", "黑龙江省委", "黑龙江省发展和改革委员会", False),
        ("GovernmentBody", "黑龙江省发改委", "黑龙江省发展和改革委员会", True),
        ("GovernmentBody", "中央宣传部", "中央纪委国家监委宣传部", False),
        ("Official", "科瓦廖夫", "谢尔盖·科瓦廖夫", True),
        ("Event", "寒地商品博览会", "第三届寒地商品博览会", True),
        ("Zone", "雄安", "雄安新区", True),
        ("Place", "太平洋", "太平洋西岸", False),
    ],
)
def test_short_forms(type_, short, long, expected):
    assert is_short_form(type_, short, long) is expected


@pytest.mark.parametrize("short", ["《意见》", "《指导意见》", "《实施意见》"])
def test_a_short_title_is_the_policy_whose_title_ends_in_it(short):
    text = f"印发《关于加快边境口岸建设的{short[1:-1]}》。{short}共六章。"
    assert entities(text, (f"《关于加快边境口岸建设的{short[1:-1]}》", "Policy"), (short, "Policy"))[0][1][-1] == short


def test_a_short_title_declared_after_a_document_number_joins_its_title():
    text = "《临江市港口章程》（临政发〔2026〕8号，以下简称《港章》）施行，《港章》共十条。"
    assert len(entities(text, ("《临江市港口章程》", "Policy"), ("《港章》", "Policy"))) == 1


def test_each_short_title_is_the_policy_named_last():
    text = "省里印发《甲县粮食方案》，《方案》共三章。市里又印发《乙县水利方案》。《方案》共五章。"
    got = entities(text, ("《甲县粮食方案》", "Policy"), ("《乙县水利方案》", "Policy"), ("《方案》", "Policy"))
    assert got == [("Policy", ("《甲县粮食方案》", "《方案》")), ("Policy", ("《乙县水利方案》", "《方案》"))]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("黑河市市长孙立新陪同。孙市长表示满意。", ("孙立新", "孙市长")),
        ("黑龙江省副省长魏长河到会。魏副省长指出不足。", ("魏长河", "魏副省长")),
        ("省委书记、省人大常委会主任信长星讲话。信书记随后考察。", ("信长星", "信书记")),
        ("孙立新会见市长代表团。和市长谈了一小时。", ("孙立新",)),
        ("记者孙立新报道。孙市长表示满意。", ("孙立新",)),
    ],
)
def test_surname_and_title_stand_for_the_person_named_with_that_title(text, surfaces):
    names = ("孙立新", "魏长河", "信长星")
    assert entities(text, *((n, "Official") for n in names if n in text)) == [("Official", surfaces)]


def test_surname_and_title_that_fit_two_people_stand_for_neither():
    text = "副省长孙立新、副省长孙启明到会。孙副省长讲话。"
    assert len(entities(text, ("孙立新", "Official"), ("孙启明", "Official"))) == 2
    assert all(
        "孙副省长" not in surfaces for _, surfaces in entities(text, ("孙立新", "Official"), ("孙启明", "Official"))
    )


def test_divisions_of_one_name_under_two_cities_are_two():
    text = "徐州市鼓楼区与福州市鼓楼区结对。鼓楼区派出二十人。"
    got = entities(text, ("徐州市", "City"), ("福州市", "City"), ("鼓楼区", "County"))
    assert [type_ for type_, _ in got] == ["City", "County", "City", "County"]


def test_two_register_entries_never_join():
    text = "中国石油与中国石油化工股份有限公司签约。"
    assert len(entities(text, ("中国石油", "Company"), ("中国石油化工股份有限公司", "Company"))) == 2


def test_a_department_is_the_one_whose_full_name_the_text_gives():
    text = "水利厅召开会议，江苏省水利厅厅长到会，省水利厅部署。"
    got = entities(
        text, ("江苏省水利厅", "GovernmentBody"), ("省水利厅", "GovernmentBody"), ("水利厅", "GovernmentBody")
    )
    assert len(got) == 1


def test_a_series_named_by_its_short_form_is_the_edition_of_the_text():
    text = "第151届广交会开幕，第151届中国进出口商品交易会参展商增加，广交会现场热闹。"
    got = entities(text, ("第151届广交会", "Event"), ("第151届中国进出口商品交易会", "Event"), ("广交会", "Event"))
    assert len(got) == 1


def test_a_national_short_name_in_a_provincial_text_is_the_provincial_body():
    text = "省发展改革委牵头，发展改革委、教育厅配合。"
    got = entities(text, ("省发展改革委", "GovernmentBody"), ("发展改革委", "GovernmentBody"))
    assert got == [("GovernmentBody", ("省发展改革委", "发展改革委"))]


def test_a_national_body_named_in_full_keeps_its_short_name():
    text = "国家发展改革委部署，省发展改革委落实，发展改革委将检查。"
    names = ("国家发展改革委", "省发展改革委", "发展改革委")
    got = entities(text, *((n, "GovernmentBody") for n in names))
    assert ("GovernmentBody", ("国家发展改革委", "发展改革委")) in got


def test_a_declared_short_name_is_the_whole_of_the_brackets():
    text = "国务院标准推进联席会议（以下简称国务院标准会议）召开。"
    got = entities(text, ("国务院标准推进联席会议", "GovernmentBody"), ("国务院标准", "GovernmentBody"))
    assert len(got) == 2


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("江苏省水利厅厅长王建军赴泰州，四川省教育厅副厅长王建军在成都。王建军讲话。", 2),
        ("泰安市岱岳区委书记李明和乒乓球运动员李明受奖。", 2),
        ("江苏省水利厅厅长王建军赴泰州，江苏省副省长王建军到会。", 1),
        ("江苏省省长周远山来访。时任四川省省长周远山曾到访。", 1),
        ("江苏省水利厅厅长王建军到会。王建军讲话。", 1),
        ("法国外长拉米会见英国外相拉米。", 2),
    ],
)
def test_people_of_one_name_with_posts_in_two_provinces_are_two(text, count):
    names = [n for n in ("王建军", "李明", "周远山", "拉米") if n in text]
    bodies = [
        b for b in ("江苏省水利厅", "四川省教育厅", "泰安市岱岳区委", "江苏省", "四川省", "法国", "英国") if b in text
    ]
    types = {"江苏省": "Province", "四川省": "Province", "法国": "Country", "英国": "Country"}
    got = entities(text, *((n, "Official") for n in names), *((b, types.get(b, "GovernmentBody")) for b in bodies))
    assert sum(type_ == "Official" for type_, _ in got) == count


def test_a_piece_of_surname_and_title_gives_way():
    text = "岱岳区委书记孙立新说。孙书记表示满意。"
    assert entities(text, ("孙立新", "Official"), ("孙书", "Person")) == [("Official", ("孙立新", "孙书记"))]


def test_a_draft_is_the_law_it_drafts():
    text = "审议《海岸法典（草案）》，海岸法典草案共五编，海岸法典意义重大。"
    got = entities(text, ("《海岸法典（草案）》", "Policy"), ("海岸法典草案", "Policy"), ("海岸法典", "Policy"))
    assert len(got) == 1


def test_a_short_title_fits_a_title_with_years():
    text = "印发《临江港口行动计划（2026—2030年）》。《行动计划》提出目标。"
    assert len(entities(text, ("《临江港口行动计划（2026—2030年）》", "Policy"), ("《行动计划》", "Policy"))) == 1


def test_a_local_body_is_never_called_like_the_national_one_that_shares_its_short_name():
    text = "责任单位：省发改委、工信厅。发改委牵头。"
    flat = [Mention(start=5, end=9, type="GovernmentBody", made_by="test"),
            Mention(start=14, end=17, type="GovernmentBody", made_by="test")]  # fmt: skip
    (body,) = document_entities(text, flat, load_registers(None))
    assert (body.name, body.surfaces) == ("省发改委", ("省发改委", "发改委"))


def test_two_cups_are_two_events():
    assert (
        len(
            entities(
                "苏迪曼杯落幕，汤姆斯杯开赛，尤伯杯同日开赛。",
                *((n, "Event") for n in ("苏迪曼杯", "汤姆斯杯", "尤伯杯")),
            )
        )
        == 3
    )


def test_a_subsidiary_is_not_the_company_whose_name_it_begins_with():
    text = "京东方科技集团股份有限公司发布销量。京东方称，京东方餐饮服务有限公司另行披露。"
    names = ("京东方科技集团股份有限公司", "京东方", "京东方餐饮服务有限公司")
    got = entities(text, *((n, "Company") for n in names))
    assert got == [("Company", ("京东方科技集团股份有限公司", "京东方")), ("Company", ("京东方餐饮服务有限公司",))]


def test_a_full_company_name_is_not_a_short_form_of_a_longer_one():
    assert not is_short_form("Company", "临江港务有限公司", "临江港务物流有限公司")
    assert is_short_form("Company", "临江港务公司", "临江港务有限公司")


@pytest.mark.parametrize(
    "text",
    [
        "临江新能股份有限公司（原临江电缆股份有限公司）年报。",
        "临江电缆股份有限公司5月9日更名为临江新能股份有限公司。",
    ],
)
def test_a_company_under_its_former_name_is_the_same(text):
    got = entities(text, ("临江新能股份有限公司", "Company"), ("临江电缆股份有限公司", "Company"))
    assert len(got) == 1


def test_a_local_event_keeps_its_name_beside_the_short_form_of_a_national_one():
    text = "第三届临江文化产业博览会（以下简称“文博会”）开幕。文博会设五个展区。"
    mentions = [
        Mention(start=text.find(n, at), end=text.find(n, at) + len(n), type="Event", made_by="test")
        for n, at in (("第三届临江文化产业博览会", 0), ("文博会", 18), ("文博会", 26))
    ]
    [event] = document_entities(text, mentions, load_registers(None))
    assert event.name == "第三届临江文化产业博览会"


def test_two_people_of_one_name_beside_each_other_are_two():
    text = "韩国产业部长官金正贤2月11日会见了现代汽车会长金正贤。金正贤说"
    names = (("韩国产业部", "GovernmentBody"), ("金正贤", "Official"), ("现代汽车", "Company"))
    assert [t for t, _ in entities(text, *names)].count("Official") == 2


def test_one_person_with_two_posts_in_a_sentence_is_one():
    text = "商务部部长沈砚秋回国，国务院任命农业农村部副部长沈砚秋。"
    names = (("商务部", "GovernmentBody"), ("沈砚秋", "Official"), ("国务院", "GovernmentBody"))
    assert [t for t, _ in entities(text, *names, ("农业农村部", "GovernmentBody"))].count("Official") == 1


def test_a_pen_name_and_its_bearer_are_one():
    text = "作家柳残阳（本名郑国梁）获奖。郑国梁说"
    assert len(entities(text, ("柳残阳", "Person"), ("郑国梁", "Person"))) == 1


def test_a_companys_full_name_is_not_that_of_its_parent():
    text = "中国中车股份有限公司中标，中国中车表示满意。"
    mentions = [Mention(start=a, end=b, type="Company", made_by="test") for a, b in ((0, 10), (13, 17))]
    assert {e.name for e in document_entities(text, mentions, load_registers(None))} == {"中国中车股份有限公司"}


def test_a_register_short_form_means_the_company_that_the_text_names_in_full():
    text = "招商局港口控股有限公司签约。招商局港口表示满意。"
    assert len(entities(text, ("招商局港口控股有限公司", "Company"), ("招商局港口", "Company"))) == 1


def test_a_bare_name_beside_the_county_of_the_name_is_no_township():
    text = "江西省湖口县与柴桑区签约，湖口将承接项目。"
    got = entities(text, ("湖口县", "County"), ("湖口", "Place"))
    assert got == [("County", ("湖口县", "湖口"))]


def test_a_title_without_its_years_is_the_same_plan():
    assert is_short_form("Policy", "盐湖产业规划", "盐湖产业规划2026—2030年")
    assert not is_short_form("Policy", "盐湖产业规划", "盐湖产业规划纲要")


@pytest.mark.parametrize(
    ("surfaces", "name"),
    [
        (("《对外贸易法》", "对外贸易法"), "《中华人民共和国对外贸易法》"),
        (("对外贸易法",), "中华人民共和国对外贸易法"),
        (("“一带一路”",), "“一带一路”倡议"),
        (("《全球人工智能治理倡议》",), "《全球人工智能治理倡议》"),
    ],
)
def test_a_policy_of_the_register_keeps_the_marks_of_the_text(surfaces, name):
    mentions, text = [], ""
    for surface in surfaces:
        mentions.append(Mention(start=len(text), end=len(text) + len(surface), type="Policy", made_by="test"))
        text += surface + "。"
    [policy] = document_entities(text, mentions, load_registers(None))
    assert policy.name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("墨西哥总统洛佩斯宣布。", "安德烈斯·曼努埃尔·洛佩斯·奥夫拉多尔"),
        ("委内瑞拉国防部长洛佩斯表示。", "洛佩斯"),
        ("球员洛佩斯打入一球。", "洛佩斯"),
    ],
)
def test_a_short_name_is_that_of_the_leader_of_the_country_before_it(text, name):
    mentions = [
        Mention(start=text.index(s), end=text.index(s) + len(s), type=t, made_by="test")
        for s, t in (("墨西哥", "Country"), ("委内瑞拉", "Country"), ("洛佩斯", "Official"))
        if s in text
    ]
    assert document_entities(text, mentions, load_registers(None))[-1].name == name
