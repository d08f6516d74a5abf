import pytest

from kg.resolution.names import canonical_key, company_form, comparison_key, figures, is_elliptic, number


@pytest.mark.parametrize(
    ("type_", "names"),
    [
        ("GovernmentBody", ("临江省委", "中共临江省委", "中共临江省委员会", "中国共产党临江省委员会")),
        ("GovernmentBody", ("临江市政府", "临江市人民政府", "江苏省临江市人民政府")),
        ("GovernmentBody", ("临江自治区党委", "中共临江自治区委员会")),
        ("GovernmentBody", ("临江省人大常委会", "临江省人民代表大会常务委员会")),
        ("GovernmentBody", ("临江省政协", "政协临江省委员会", "中国人民政治协商会议临江省委员会")),
        ("GovernmentBody", ("临江省纪委", "中共临江省纪律检查委员会")),
        ("GovernmentBody", ("临江省发改委", "临江省发展改革委", "临江省发展和改革委员会")),
        ("GovernmentBody", ("临江证监局", "中国证券监督管理委员会临江监管局")),
        ("Event", ("党的二十大", "中共二十大", "中国共产党第二十次全国代表大会")),
        ("Event", ("二十届三中全会", "党的二十届三中全会", "中国共产党第二十届中央委员会第三次全体会议")),
        ("Event", ("首届冰雪博览会", "第一届冰雪博览会", "第1届冰雪博览会")),
        ("Project", ("黑哈高铁", "黑哈高速铁路", "黑哈铁路", "黑哈客专")),
        ("Policy", ("《中华人民共和国冰雪法》", "冰雪法", "“冰雪法”")),
        ("Policy", ("临江省人民政府关于做好清雪工作的通知", "关于做好清雪工作的通知")),
        ("Company", ("江海港务集团有限公司", "江海港务有限责任公司", "江海港务公司", "江海港务")),
    ],
)
def test_the_regular_short_forms_of_a_name_have_one_key(type_, names):
    assert len({canonical_key(type_, n) for n in names}) == 1


@pytest.mark.parametrize(
    ("type_", "one", "other"),
    [
        ("GovernmentBody", "临江省人民政府", "临江省人民政府办公厅"),
        ("GovernmentBody", "临江省委", "临江省纪委"),
        ("GovernmentBody", "中共中央", "中国共产党"),
        ("Event", "党的二十届三中全会", "党的二十届四中全会"),
        ("Event", "第三届冰雪博览会", "第三十届冰雪博览会"),
        ("Policy", "《冰雪法》", "《冰雪法（草案）》"),
        ("Policy", "《冰雪法实施条例》", "《冰雪法》"),
        ("Company", "江海港务有限公司北岸分公司", "江海港务有限公司"),
        ("Person", "魏长河", "魏长"),
    ],
)
def test_different_names_keep_different_keys(type_, one, other):
    assert canonical_key(type_, one) != canonical_key(type_, other)


def test_marks_width_case_and_spaces_never_matter():
    assert comparison_key("《临 江\n条例》（ＡＢ）") == comparison_key("临江条例(ab)")
    assert comparison_key("《》") == "《》", "a name of marks alone stays what it is"


def test_numerals():
    texts = ("一", "十", "十二", "二十", "九十九", "一百", "一百三十三", "一百零五", "27")
    assert [number(n) for n in texts] == [1, 10, 12, 20, 99, 100, 133, 105, 27]
    assert figures("第20届中央委员会第3次全体会议") == ("20", "3")


def test_what_is_cut_in_front_is_elliptic():
    assert is_elliptic("水利厅", "江苏省水利厅")
    assert not is_elliptic("江苏省", "江苏省水利厅")
    assert not is_elliptic("江苏省水利厅", "江苏省水利厅")


def test_the_form_of_a_company():
    assert company_form("江海石油集团有限公司") == {"集团"}
    assert company_form("江海石油股份有限公司") == {"股份"}
    assert company_form("江海石油") == frozenset()
