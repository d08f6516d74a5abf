from tests.relations.marked import passage


def implied(marked: str) -> list[tuple[str, str]]:
    made = passage(marked)
    return [
        (made.text[o.start : o.end], made.entities[o.entity].name)
        for s in made.sentences
        for o in s.occurrences
        if o.implied
    ]


def test_sides_are_countries() -> None:
    found = implied("[C中国]与[C秘鲁]建交。中方愿同秘方合作。")
    assert found == [("中方", "中国"), ("秘方", "秘鲁")]


def test_two_countries_are_resolved_only_where_there_are_two() -> None:
    assert implied("[C中国]和[C秘鲁]签约。两国关系密切。") == [("两", "中国"), ("国", "秘鲁")]
    assert implied("[C中国]、[C秘鲁]和[C巴西]签约。两国关系密切。") == []


def test_own_policy_is_the_nearest_of_its_kind() -> None:
    found = implied("[D《甲管理办法》]和[D《乙规定》]。为了加强管理，制定本办法。")
    assert found == [("办法", "《甲管理办法》")]


def test_meeting_is_the_one_being_held() -> None:
    found = implied("[E甲座谈会]3日在京召开。会上传达了[E乙会议]精神。[P林国栋]出席会议。")
    assert found == [("会议", "甲座谈会")]


def test_completed_work_is_the_last_named() -> None:
    assert implied("[J云岭高铁]今天开工。建成后，全程仅需一小时。") == [("建成后", "云岭高铁")]


def names_of(marked: str, word: str) -> list[str]:
    return [name for surface, name in implied(marked) if surface in word]


def test_two_sides_are_the_parties_that_the_title_names() -> None:
    marked = (
        "[P林国栋]在[Y宁川市]会见了来访的[C蒙古国][L东戈壁省]省长[P巴特尔]。[C中国]的[V青河省]与[L东戈壁省]往来已久。"
        "双方签署了[D《青河省与东戈壁省经贸合作备忘录》]。"
    )
    assert names_of(marked, "双方") == ["青河省", "东戈壁省"]


def test_title_with_governments_and_a_dash() -> None:
    assert names_of("[C中国]、[C秘鲁]和[C巴西]开会。两国签署[D《秘鲁政府—巴西政府渔业协定》]。", "两国") == [
        "秘鲁",
        "巴西",
    ]


def test_two_sides_are_the_places_whose_heads_met() -> None:
    marked = "[V青河省]省长[P林国栋]会见[L东戈壁省]省长[P巴特尔]。[C中国]和[C蒙古国]相邻。双方同意扩大合作。"
    assert names_of(marked, "双方") == ["青河省", "东戈壁省"]


def test_two_sides_stay_open_where_one_of_those_who_met_has_no_place() -> None:
    marked = "[P林国栋]会见[L东戈壁省]省长[P巴特尔]。[C中国]和[C蒙古国]相邻。双方同意扩大合作。"
    assert names_of(marked, "双方") == []


def test_two_provinces_where_there_are_two() -> None:
    assert names_of("[V青河省]、[V平阳省]代表会面。两省将加强合作。", "两省") == ["青河省", "平阳省"]
    assert names_of("[V青河省]、[V平阳省]、[V云岭省]代表会面。两省将加强合作。", "两省") == []


def test_two_other_countries_are_not_those_in_focus() -> None:
    assert names_of("[C蒙古国]和[C秘鲁]签约。德英两国联合表态。", "两国") == []


def test_he_is_the_only_one_of_the_sentence_before() -> None:
    assert implied("[P林国栋]在[Y宁川市]调研。他先后走进[M甲公司]。") == [("他", "林国栋")]
    assert implied("[P林国栋]会见[P周启明]。他表示赞赏。") == []


def test_he_inside_a_quotation_is_somebody_else() -> None:
    assert implied("[P林国栋]致辞。“他们尽责，他更尽责。”") == []


def test_the_firm_is_the_one_that_its_chairman_speaks_for() -> None:
    assert implied("[M甲重工集团]董事长[P周启明]表示，公司已与[R乙大学]签约。") == [("公司", "甲重工集团")]
    assert implied("[M甲集团]和[M乙集团]签约。公司业绩很好。") == []


def test_a_body_is_told_by_the_noun_of_its_name() -> None:
    assert implied("[R乙大学]和[R丙协会]签约。该校将开设课程。") == [("校", "乙大学")]


def test_we_of_a_quotation_is_the_body_of_the_speaker() -> None:
    after = "“我们将同[R乙大学]合作。”[M甲重工集团]董事长[P周启明]说。"
    before = "[M甲重工集团]董事长[P周启明]说：“我们将同[R乙大学]合作。”"
    assert implied(after) == implied(before) == [("我们", "甲重工集团")]
    assert implied("“我们将同[R乙大学]合作。”一位村民说。") == []
