from kg.document.sentences import sentence_spans
from kg.records import DocumentEntity
from kg.relations.passage import Passage
from kg.relations.posts.reader import read_posts
from tests.relations.marked import passage


def read(text: str, **named: str) -> list[tuple[str, str | None, str, str]]:
    entities = [
        DocumentEntity(
            id=name, type=type, name=name, surfaces=(name,),
            mentions=tuple((i, i + len(name)) for i in range(len(text)) if text.startswith(name, i)),
        )
        for name, type in named.items()
    ]  # fmt: skip
    reader = read_posts(Passage(text, entities, sentence_spans(text)))
    words = reader.passage.words
    return [(words(p.person), p.body and words(p.body), p.role, p.rule) for p in reader.posts]


def test_state_title_in_the_middle_has_no_body() -> None:
    found = read("中共中央总书记、国家主席方正明讲话。", 中共中央="GovernmentBody", 方正明="Official")
    assert {x[1:3] for x in found} == {("中共中央", "总书记"), (None, "国家主席")}
    assert len(found) == 2


def test_short_form_is_dropped_when_the_full_post_is_named() -> None:
    text = "国务院总理林国栋讲话。林国栋总理指出。"
    found = read(text, 国务院="GovernmentBody", 林国栋="Official")
    assert [x[2] for x in found] == ["总理"]
    assert found[0][1] == "国务院"


def test_roster_gives_role_in_group_and_own_post() -> None:
    text = "成立江河保护领导小组。组长：林国栋水利部部长 成员：周怀远财政部副部长"
    found = read(
        text,
        江河保护领导小组="Organization",
        水利部="GovernmentBody",
        财政部="GovernmentBody",
        林国栋="Official",
        周怀远="Official",
    )
    assert ("林国栋", "江河保护领导小组", "组长", "post/roster-role") in found
    assert ("林国栋", "水利部", "部长", "post/roster") in found
    assert ("周怀远", "财政部", "副部长", "post/roster") in found
    assert len(found) == 3


def posts_of(marked: str) -> list[tuple[str, str, str | None, str]]:
    made = passage(marked)
    return [
        (p.rule, made.words(p.person), p.body and made.words(p.body), p.role) for p in read_posts(made).posts
    ]  # fmt: skip


def test_the_one_who_follows_takes_the_post_of_the_one_who_leaves() -> None:
    assert posts_of("[P张一鸣]不再担任[G甲市委]书记，由[P李二川]接任。") == [
        ("post/becomes", "张一鸣", "甲市委", "书记"),
        ("post/succeeds", "李二川", "甲市委", "书记"),
    ]
    assert posts_of("[P李二川]接任。") == []


def test_a_post_held_by_means_of_you() -> None:
    assert posts_of("[G甲县委]书记由[P张一鸣]担任。") == [("post/handed-over", "张一鸣", "甲县委", "书记")]


def test_names_before_share_the_post_after_the_last() -> None:
    found = posts_of("决定任命[P张一鸣]、[P李二川]为[V甲省]副省长。")
    assert [(p, b, r) for _, p, b, r in found] == [("张一鸣", "甲省", "副省长"), ("李二川", "甲省", "副省长")]


def test_appointments_go_on_after_a_comma() -> None:
    found = posts_of("选举[P张一鸣]为[U甲县]县长，[P李二川]为[U甲县]副县长。")
    assert [(p, r) for _, p, _, r in found] == [("张一鸣", "县长"), ("李二川", "副县长")]


def test_a_firm_that_engages_somebody_is_the_body() -> None:
    assert posts_of("[M甲银行]聘任[P张一鸣]为行长。") == [("post/appointed", "张一鸣", "甲银行", "行长")]
    assert posts_of("[P张一鸣]被[R甲研究会]聘为首席顾问。") == [("post/appointed", "张一鸣", "甲研究会", "首席顾问")]
    assert posts_of("[G甲省人大]任命[P张一鸣]为副省长。") == [("post/appointed", "张一鸣", None, "副省长")]


def test_a_life_in_brief_before_the_post() -> None:
    found = posts_of("[P张一鸣]，男，汉族，1968年5月生，现任[G甲市委]副书记、[Y甲市]市长。")
    assert [(b, r) for _, _, b, r in found] == [("甲市委", "副书记"), ("甲市", "市长")]
