"""Words that mean a person: who 总书记, 总统先生, 我, 你 and 两国总理 are, and where they stay open."""

from tests.relations.test_reference import implied

MEET = "[P林国栋]在北京会见[C智利]总统[P桑托斯]。"


def test_you_is_the_other_of_the_two_who_met() -> None:
    assert implied(MEET + "[P林国栋]表示，很高兴同你会面。")[-1] == ("你", "桑托斯")
    assert implied(MEET + "[P桑托斯]表示，很高兴同您会面。")[-1] == ("您", "林国栋")
    assert ("你", "桑托斯") not in implied("[P林国栋]表示，很高兴同你会面。[P桑托斯]鼓掌。")


def test_a_title_with_mister_is_its_only_holder_and_no_leader_of_china() -> None:
    assert ("总统先生", "桑托斯") in implied(MEET + "[P林国栋]指出，总统先生的来访很重要。")
    two = MEET + "[C秘鲁]总统[P莫拉莱斯]也在。[P林国栋]指出，总统先生的来访很重要。"
    assert not any(word == "总统先生" for word, _ in implied(two))
    chinese = "[G国务院]总理[P周怀远]讲话。总理先生的话很重要。"
    assert implied(chinese) == []


def test_general_secretary_alone_is_the_only_one() -> None:
    found = implied("[P周怀远]总书记在云南考察。在村口，总书记停下脚步。")
    assert found == [("总书记", "周怀远")]
    assert implied("[P周怀远]总书记同[P金河]总书记会谈。总书记很高兴。") == []


def test_i_is_who_speaks_till_the_paragraph_ends() -> None:
    assert ("我", "桑托斯") in implied("[P桑托斯]表示，我去年到过越南。")
    assert implied("[P桑托斯]表示，欢迎各位。\n我国经济向好。") == []
    assert implied("我们来到村里。") == []


def test_the_two_heads_who_sign_are_those_who_met() -> None:
    text = "[P周怀远]同[P巴特尔]举行会谈。会谈后，两国总理签署公报。"
    assert sorted(name for _, name in implied(text)) == ["周怀远", "巴特尔"]
