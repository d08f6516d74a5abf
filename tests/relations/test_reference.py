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
