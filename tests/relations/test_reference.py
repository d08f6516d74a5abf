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
