from kg.relations.roles import is_role, ranks, split_roles, standalone


def test_a_role_is_short_and_ends_in_a_rank() -> None:
    assert is_role("常务副省长")
    assert is_role("分管日常工作的副主任")
    assert not is_role("出席会议的部长")
    assert not is_role("工作人员")


def test_roles_are_split_and_memberships_passed_over() -> None:
    assert split_roles("党组书记、局长") == [(0, "党组书记"), (5, "局长")]
    assert split_roles("原党组成员、副市长") == [(6, "副市长")]
    assert split_roles("，同") is None


def test_a_title_with_one_character_for_the_country_stands_alone() -> None:
    for title in ("美国务卿", "俄副总统", "美总统国家安全事务助理", "国家主席"):
        assert standalone().fullmatch(title), title
    assert not standalone().fullmatch("美工程师")


def test_ranks_say_whether_they_stand_alone() -> None:
    assert ranks()["国务卿"] and not ranks()["局长"]
