"""Borders and types of what a source found, put right by construction."""

import pytest

from kg.ner.borders.marks import outside_titles
from kg.ner.borders.rules import put_right
from kg.records import Mention
from kg.registers.loader import load_registers
from kg.registers.matcher import load_matcher

TAGGER = "model:tagger"


def righted(text: str, *names: tuple[str, str], score: float = 0.8) -> list[tuple[str, str]]:
    """Return words and type of what is left of the tagger's names."""
    found = [
        Mention(start=text.index(name), end=text.index(name) + len(name), type=type_, made_by=TAGGER, score=score)
        for name, type_ in names
    ]
    kept = put_right(text, found, load_matcher().find(text))
    return [(text[m.start : m.end], m.type) for m in kept]


@pytest.mark.parametrize(
    ("text", "found", "right"),
    [
        ("随着湖泊清漂攻坚行动展开，水面干净了。", "随着湖泊清漂攻坚行动", "湖泊清漂攻坚行动"),
        ("全市深入开展河道采砂清零行动。", "深入开展河道采砂清零行动", "河道采砂清零行动"),
        ("市司法局14临江市湿地保护条例（修订）", "市司法局14临江市湿地保护条例", "临江市湿地保护条例"),
        ("3临江市渡口管理办法（制定）", "3临江市渡口管理办法", "临江市渡口管理办法"),
        (
            "关于做好春耕备耕工作的通知川办函〔2026〕7号",
            "关于做好春耕备耕工作的通知川办函",
            "关于做好春耕备耕工作的通知",
        ),
    ],
)
def test_a_policy_begins_and_ends_with_its_title(text, found, right):
    assert righted(text, (found, "Policy")) == [(right, "Policy")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("各县组织专项整治行动。", "专项整治行动"),
        ("两家企业签署战略合作框架协议。", "战略合作框架协议"),
        ("随着提质升级行动推进，通关快了。", "随着提质升级行动"),
        ("财政部紧急通知要求做好抗旱。", "财政部紧急通知"),
        ("深化同东盟、中亚合作行动计划。", "中亚合作行动计划"),
        ("《关于荒漠化防治论述摘编》出版。", "《关于荒漠化防治论述摘编》"),
    ],
)
def test_what_names_no_policy_is_left_out(text, found):
    assert righted(text, (found, "Policy")) == []


def test_what_its_last_word_shows_to_be_something_else():
    assert righted("成立临江市水稻育种攻关领导小组。", ("临江市水稻育种攻关领导小组", "Policy")) == [
        ("临江市水稻育种攻关领导小组", "GovernmentBody")
    ]
    assert righted("举办2026年全国渡工技能大赛。", ("2026年全国渡工技能大赛", "Policy")) == [
        ("2026年全国渡工技能大赛", "Event")
    ]


def test_a_name_that_the_registers_know_stays_as_it_is():
    text = "深入贯彻中央八项规定精神学习教育持续推进。"
    assert righted(text, ("深入贯彻中央八项规定精神学习教育", "Policy")) == [
        ("深入贯彻中央八项规定精神学习教育", "Policy")
    ]


@pytest.mark.parametrize(
    ("text", "found", "right"),
    [
        ("举办“稻花香里”文化活动。", "“稻花香里", "稻花香里"),
        ("举办“稻花香里”文化活动。", "”文化活动", "“稻花香里”文化活动"),
        ("由云岭（昆明）数字科技有限公司承建。", "昆明）数字科技有限公司", "由云岭（昆明）数字科技有限公司"),
    ],
)
def test_marks_stand_in_pairs(text, found, right):
    assert righted(text, (found, "Event"))[0][0] == right


@pytest.mark.parametrize("name", ["布朗族", "部保持", "青峰镇"])
def test_what_cannot_be_a_personal_name_is_left_out(name):
    assert righted(f"今天，{name}的消息传来。", (name, "Person"), score=0.6) == []


@pytest.mark.parametrize("name", ["罗启明", "尼玛次仁", "阿卜杜拉·卡里姆", "欧阳清"])
def test_personal_names_stay(name):
    assert righted(f"今天，{name}表示欢迎。", (name, "Person")) == [(name, "Person")]


@pytest.mark.parametrize(
    ("found", "right"),
    [("李清蔚1", ["李清蔚"]), ("罗启明12", ["罗启明"]), ("陈7", []), ("罗3明", []), ("利奥14世", ["利奥14世"])],
)
def test_a_personal_name_holds_no_number_of_a_note(found, right):
    assert [name for name, _ in righted(f"今天，{found}表示欢迎。", (found, "Person"))] == right


def test_a_known_name_beside_a_dot_is_a_part_of_a_longer_one():
    known = next(
        s
        for s, namings in sorted(load_registers().namings.items())
        if {n.entry.type for n in namings} == {"Official"} and s.isalpha() and len(s) == 3
    )
    for text, kept in ((f"{known}·阿利姆表示欢迎。", 0), (f"穆尔·{known}表示欢迎。", 0), (f"{known}表示欢迎。", 1)):
        at = text.index(known)
        mention = Mention(start=at, end=at + len(known), type="Official", made_by="register:leaders/name", score=0.9)
        assert len(put_right(text, [mention], load_matcher().find(text))) == kept


def test_companies():
    assert righted("各水泥集团要按时上报。", ("水泥集团", "Company")) == []
    assert righted("日本神津煤气公司增资。", ("神津煤气公司", "Company")) == [("神津煤气公司", "Company")]
    assert righted("国有商业银行加大投放。", ("国有商业银行", "Company")) == []
    assert righted("法院宣判冯家犯罪集团案。", ("冯家犯罪集团", "Company")) == [("冯家犯罪集团", "Organization")]
    assert righted("马来西亚国际港务集团增资。", ("国际港务集团", "Company")) == [("马来西亚国际港务集团", "Company")]


def test_a_count_of_firms_and_a_sort_of_them_are_no_part_of_a_name():
    assert righted("云湖造船三大船厂忙碌。", ("云湖造船三大船厂", "Company")) == [("云湖造船", "Company")]
    assert righted("香港银行机构获准展业。", ("香港银行", "Company")) == []


def test_ports_divisions_and_events():
    assert righted("中俄口岸通关加快。", ("中俄口岸", "Port")) == []
    assert righted("列车驶入临江国际集装箱中心站。", ("临江国际集装箱中心站", "Port")) == [
        ("临江国际集装箱中心站", "Place")
    ]
    assert righted("向鲁苏等地送电。", ("鲁苏", "City")) == []
    assert righted("每年召开1-2次例会。", ("1-2次例会", "Event")) == []
    assert righted("世界第二大湖泊在此。", ("世界第二大", "Event")) == []


def test_nothing_inside_a_title_is_a_name_but_the_title_may_be():
    text = "《临江市口岸条例》与《长江日报》都提到临江。"
    inner = Mention(start=1, end=4, type="City", made_by=TAGGER)
    title = Mention(start=0, end=9, type="Policy", made_by=TAGGER)
    paper = Mention(start=11, end=15, type="Organization", made_by=TAGGER)
    assert outside_titles(text, [inner, title, paper]) == [title, paper]


def test_a_personal_name_ends_before_a_rank_or_a_verb_and_is_no_form_of_address():
    assert righted("代表奥马里国王致意。", ("奥马里国王", "Person")) == [("奥马里", "Person")]
    assert righted("村民方若收到了回信。", ("方若收", "Person")) == [("方若", "Person")]
    assert righted("市民方女士前来就诊。", ("方女", "Person")) == []
    assert righted("林正在北京会见来宾。", ("林正", "Person")) == [("林正", "Person")]
    assert righted("输电工程开工。", ("程开工", "Person")) == []


def test_an_airport_of_a_country_and_an_electronic_port_are_none():
    assert righted("厄瓜多尔机场运转如常。", ("厄瓜多尔机场", "Port")) == []
    assert righted("依托福建电子口岸办理。", ("福建电子口岸", "Port")) == []


def test_a_league_is_an_event():
    assert righted("云岭足球联赛开赛。", ("云岭足球联赛", "Organization")) == [("云岭足球联赛", "Event")]


@pytest.mark.parametrize(
    ("text", "found", "right"),
    [
        ("学习贯彻四中全会精神", ("学习贯彻四中全会", "Event"), [("四中全会", "Event")]),
        ("纪念抗日战争的展览", ("纪念抗日战争", "Event"), []),
        ("神舟三十号乘组返回", ("神舟三十号乘组", "Project"), [("神舟三十号", "Project")]),
        ("苏州的沁芳园开放", ("沁芳园", "County"), [("沁芳园", "Place")]),
        ("临江乡党委书记", ("临江乡党委", "Organization"), [("临江乡党委", "GovernmentBody")]),
        ("三市联手办会", ("三市", "City"), []),
        ("“科普前沿”“科学基层”等特色活动", ("科普前沿”“科学基层”等特色活动", "Policy"), []),
        ("大片胡杨林返青", ("胡杨林", "Place"), []),
        ("界江上冰排涌动，两岸相望", ("界江", "Place"), []),
        ("开江后海域水温回升", ("海域", "Place"), []),
        ("往届绿博会累计签约80亿元", ("往届绿博会", "Event"), []),
    ],
)
def test_what_the_last_word_shows(text, found, right):
    assert righted(text, found) == right


@pytest.mark.parametrize(
    ("text", "found", "right"),
    [
        ("英法德三国会谈", ("英法德", "Country"), []),
        ("游览云翠山的客人", ("云翠山", "City"), [("云翠山", "Place")]),
        ("中国倡议成立新组织", ("中国倡议", "Policy"), []),
        ("神舟三十号航天员乘组出舱", ("神舟三十号航天员乘组", "GovernmentBody"), [("神舟三十号", "Project")]),
        ("教育部科技部财政部印发", ("教育部科技部", "GovernmentBody"), []),
        ("报自治区人民政府批准", ("自治区人民政府", "GovernmentBody"), []),
    ],
)
def test_rows_of_countries_and_bodies_and_what_is_no_city(text, found, right):
    assert righted(text, found) == right


@pytest.mark.parametrize(
    ("text", "found", "type_", "right"),
    [
        ("当地财政局、农牧局上门核查。", "农牧局", "GovernmentBody", None),
        ("我驻多国使馆发出提醒。", "多国使馆", "GovernmentBody", None),
        ("市红十字会送来物资。", "市红十字会", "GovernmentBody", ("市红十字会", "Organization")),
        ("青柳口岸联检楼封顶。", "青柳口岸联检楼", "GovernmentBody", ("青柳口岸联检楼", "Project")),
        ("德国多家研究所认为", "多家研究所", "Organization", None),
        ("挪威北海集团总裁到访。", "北海集团", "Organization", ("北海集团", "Company")),
        ("东方传媒集团承办。", "东方传媒集团", "Organization", ("东方传媒集团", "Organization")),
        ("各使馆举办春节招待会。", "春节招待会", "Event", None),
        ("丙午（2026）年云台茶祖大典举行", "云台茶祖大典", "Event", ("丙午（2026）年云台茶祖大典", "Event")),
        ("已举办6届云岭茶博会。", "6届云岭茶博会", "Event", ("云岭茶博会", "Event")),
        ("祝贺贵国隆重庆祝", "贵国隆", "Country", None),
        ("±800千伏青临直流输电工程投产", "800千伏青临直流输电工程", "Project", ("±800千伏青临直流输电工程", "Project")),
        ("来到青河口水电站坝址察看", "青河口水电站坝址", "Place", ("青河口水电站", "Project")),
        ("台风“桦加沙”今晨登陆", "加沙", "Place", None),
        (
            "省粮食局规划处关于做好秋粮收购工作的通知",
            "省粮食局规划处关于做好秋粮收购工作的通知",
            "Policy",
            ("关于做好秋粮收购工作的通知", "Policy"),
        ),
    ],
)
def test_the_kind_of_word_at_the_edge_decides(text, found, type_, right):
    assert righted(text, (found, type_)) == ([right] if right else [])


def test_who_holds_a_high_post_and_bears_the_name_of_a_city_is_a_person():
    text = "国际泳联主席考文垂在广州致辞，考文垂感谢东道主。"
    cities = [Mention(start=i, end=i + 3, type="City", made_by="register:cities_foreign/name") for i in (6, 15)]
    assert [m.type for m in put_right(text, cities, load_matcher().find(text))] == ["Official", "Official"]
    plain = "他从伯明翰到考文垂。"
    assert righted(plain, ("考文垂", "City")) == [("考文垂", "City")]


def test_who_organises_a_centre_is_no_part_of_its_name():
    assert righted("陕西组织乡村阅读中心开展活动。", ("陕西组织乡村阅读中心", "Organization")) == []
    assert righted("建成南亚果蔬集散中心。", ("南亚果蔬集散中心", "Organization")) == [("南亚果蔬集散中心", "Project")]


@pytest.mark.parametrize(
    ("text", "found", "left"),
    [
        ("总统阿萨德·卡里米因故缺席", "阿萨德·卡里米因", "阿萨德·卡里米"),
        ("国家主席坎布·西苏里向陵园敬献花圈", "坎布·西苏里向", "坎布·西苏里"),
        ("省长周明向代表团赠送礼物", "周明向", "周明"),
        ("作家林因来到现场", "林因", "林因"),
        ("教师周明向来到村里", "周明向", "周明向"),
    ],
)
def test_a_word_behind_a_name_is_no_part_of_it(text, found, left):
    assert righted(text, (found, "Official")) == [(left, "Official")]


@pytest.mark.parametrize(
    ("text", "found", "type_", "right"),
    [
        ("举行就职后首次新闻发布会", "就职后首次新闻发布会", "Event", None),
        ("党支部要发挥作用", "党支部", "GovernmentBody", None),
        ("机关党支部书记讲课", "机关党支部", "GovernmentBody", None),
        ("云帆物流公司货运部负责人", "货运部", "GovernmentBody", None),
        ("代表团访问牡丹江后离开", "牡丹江", "Place", ("牡丹江", "City")),
        ("船到牡丹江上游", "牡丹江", "Place", ("牡丹江", "Place")),
        ("日本东山电机株式会社", "东山电机株式会社", "Organization", ("东山电机株式会社", "Company")),
        ("昆明西山集装箱中心站扩能", "西山集装箱中心站", "Organization", ("西山集装箱中心站", "Place")),
        ("青河水电工程配套公路动工", "青河水电工程配套公路", "Project", ("青河水电工程", "Project")),
        ("广西平陆运河建设有限公司", "建设有限公司", "Company", ("广西平陆运河建设有限公司", "Company")),
        ("钦州港集团董事长", "钦州港", "Port", ("钦州港集团", "Company")),
    ],
)
def test_the_words_around_a_name_tell_what_it_is(text, found, type_, right):
    assert righted(text, (found, type_)) == ([right] if right else [])


@pytest.mark.parametrize(
    ("text", "found", "type_", "right"),
    [
        ("中方将保障在巴中国公民的安全。", "巴中国", "Country", ("中国", "Country")),
        ("全力帮助在巴中国企业复工。", "巴中", "City", ("中国", "Country")),
        ("骑手们穿过呼伦贝尔草原东缘。", "呼伦贝尔", "City", ("呼伦贝尔草原", "Place")),
        ("缅甸国民会议表示欢迎。", "缅甸国民会议", "Event", ("缅甸国民会议", "GovernmentBody")),
        ("支持率落后于反对党海洋党。", "党海洋党", "Organization", ("海洋党", "Organization")),
    ],
)
def test_what_stands_beside_a_name_decides(text, found, type_, right):
    assert righted(text, (found, type_)) == [right]


def test_a_known_name_inside_a_longer_foreign_one_is_none():
    text = "首席执行官贡萨尔维斯表示，今年增产。"
    at = text.index("萨尔维")
    mention = Mention(start=at, end=at + 3, type="Official", made_by="register:leaders/name", score=0.9)
    assert put_right(text, [mention], load_matcher().find(text)) == []


@pytest.mark.parametrize(
    ("text", "found", "type_"),
    [
        ("仓库存有“霍拉姆”弹道导弹。", "霍拉姆", "Person"),
        ("聚焦入海河流水质改善。", "海河", "Place"),
        ("联军在打击海岸设施的行动中失利。", "打击海岸设施的行动", "Policy"),
    ],
)
def test_what_is_part_of_other_words_is_left_out(text, found, type_):
    assert righted(text, (found, type_)) == []
