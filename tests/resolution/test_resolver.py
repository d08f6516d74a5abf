import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from resolution.challenge import COUNT, PAIRS, profile

from kg import records as r
from kg.resolution.clustering import components
from kg.resolution.profile import Profile, profiles
from kg.resolution.resolver import resolve
from kg.vocab import ENTITY_TYPES

PROFILES = sorted({profile(**side) for pair in PAIRS for side in (pair["a"], pair["b"])})


def test_the_challenge_set_is_whole():
    assert len(PAIRS) == COUNT


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["why"])
def test_a_pair_of_the_challenge_set(pair):
    a, b = profile("a", **pair["a"]), profile("b", **pair["b"])
    identities = resolve([a, b])
    assert (identities[a] == identities[b]) is pair["same"]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PROFILES), min_size=1, max_size=30), st.randoms())
def test_the_result_hangs_on_the_set_of_profiles_alone(some, rnd: random.Random):
    shuffled = [*some, *some[:3]]
    rnd.shuffle(shuffled)
    assert resolve(shuffled) == resolve(some)


@settings(max_examples=60)
@given(st.sets(st.sampled_from(PROFILES), min_size=1))
def test_components_never_see_each_other(some):
    alone = {}
    for component in components(some):
        alone |= resolve(component)
    assert alone == resolve(some)


@settings(max_examples=60)
@given(st.sets(st.sampled_from(PROFILES), min_size=1))
def test_things_that_stay_apart_get_different_identities(some):
    identities = resolve(some)
    by_name = {}
    for identity in identities.values():
        by_name.setdefault((identity.type, identity.key, identity.disambiguator), set()).add(identity)
    assert all(len(each) == 1 for each in by_name.values())


def test_namesakes_are_told_apart_by_what_lasts():
    one = profile(type="Official", name="王勇", posts=[["黑龙江省水利厅", "厅长"]], date="2026-03")
    other = profile(type="Official", name="王勇", posts=[["江苏省水利厅", "副厅长"]], date="2026-03")
    identities = resolve([one, other])
    assert identities[one].disambiguator == "post:黑龙江省水利厅 厅长"
    assert identities[other].disambiguator == "post:江苏省水利厅 副厅长"
    assert resolve([one])[one].disambiguator == "", "a name without a namesake needs nothing"


def test_a_bare_name_joins_neither_of_two_namesakes():
    one = profile(type="Official", name="魏长河", posts=[["黑龙江省水利厅", "厅长"]], date="2026-03")
    other = profile(type="Official", name="魏长河", posts=[["江苏省水利厅", "厅长"]], date="2026-03")
    bare = profile(type="Official", name="魏长河", date="2026-03")
    assert len(set(resolve([one, other, bare]).values())) == 3
    assert len(set(resolve([one, bare]).values())) == 1


def test_the_full_name_is_shown_and_the_nearer_type_wins():
    short = profile(type="Person", name="科瓦廖夫", posts=[["阿穆尔州", "州长"]], date="2026-03")
    full = profile(type="Official", name="谢尔盖·科瓦廖夫", posts=[["阿穆尔州", "州长"]], date="2026-03")
    (identity,) = set(resolve([short, full]).values())
    assert (identity.type, identity.name) == ("Official", "谢尔盖·科瓦廖夫")


def test_a_linked_thing_has_the_type_of_its_entry():
    mentions = [Profile(type=t, link="gbt2260:350429") for t in ("Province", "Place", "County")]
    assert {i.type for i in resolve(mentions).values()} == {"County"}
    assert {i.type for i in resolve(mentions[:1]).values()} == {"County"}


def test_a_link_that_the_registers_do_not_know_leaves_the_nearer_type():
    types = ("Organization", "GovernmentBody")
    mentions = [Profile(type=t, link="own:1") for t in types]
    assert {i.type for i in resolve(mentions).values()} == {min(types, key=ENTITY_TYPES.index)}


@pytest.mark.parametrize(
    ("former", "present"),
    [
        ("青海省环保厅", "青海省生态环境厅"),
        ("滨州市农业局", "滨州市农业农村局"),
        ("青海省卫生和计划生育委员会", "青海省卫生健康委员会"),
    ],
)
def test_a_local_body_renamed_as_a_whole_is_one_under_its_present_name(former, present):
    bodies = [profile(type="GovernmentBody", name=n) for n in (former, present)]
    (identity,) = set(resolve(bodies).values())
    assert identity.name == present


def test_a_local_body_joined_with_others_is_not_its_successor():
    for former, present in (("青海省国土资源厅", "青海省自然资源厅"), ("青海省文化厅", "青海省文化和旅游厅")):
        bodies = [profile(type="GovernmentBody", name=n) for n in (former, present)]
        assert len(set(resolve(bodies).values())) == 2


@pytest.mark.parametrize(
    ("type_", "name", "title", "count"),
    [
        ("Project", "网上办事大厅", "", 2),
        ("Project", "一体化政务服务平台", "", 2),
        ("Project", "滨海云政务服务平台", "", 1),
        ("Policy", "“十四五”规划", "福建省人民政府关于渔港的通知", 2),
        ("Policy", "“十四五”规划", "国务院关于渔港的意见", 1),
        ("GovernmentBody", "市骑楼保护办", "", 2),
        ("GovernmentBody", "商务部办公厅", "", 1),
    ],
)
def test_what_every_administration_has_is_told_by_document(type_, name, title, count):
    entity = r.DocumentEntity(id="e1", type=type_, name=name, surfaces=(name,), mentions=((0, 1),))
    articles = [r.Article(id=i, text="。", title=title, published="2026-03-02") for i in ("d1", "d2")]
    found = [profiles(r.Annotation(article=a, entities=(entity,), relations=()))["e1"] for a in articles]
    assert len(set(resolve(found).values())) == count


def test_people_whom_a_text_names_beside_each_other_are_two():
    people = [("e1", "哈利姆·本·纳西尔"), ("e2", "纳西尔")]
    beside = r.Annotation(
        article=r.Article(id="d1", text="。", published="2026-03-02"),
        entities=tuple(
            r.DocumentEntity(id=i, type="Official", name=n, surfaces=(n,), mentions=((0, 1),)) for i, n in people
        ),
    )
    found = profiles(beside)
    identities = resolve(found.values())
    assert identities[found["e1"]] != identities[found["e2"]]
    assert Profile.from_json(json.loads(json.dumps(found["e2"].to_json()))) == found["e2"]


def test_two_people_of_one_name_in_a_text_stay_two():
    people = [
        r.DocumentEntity(id=i, type=t, name="蒲砚舟", surfaces=("蒲砚舟",), mentions=((n, n + 1),))
        for n, (i, t) in enumerate((("e1", "Official"), ("e2", "Person")))
    ]
    body = r.DocumentEntity(
        id="e3", type="GovernmentBody", name="青海省水利厅", surfaces=("青海省水利厅",), mentions=()
    )
    post = r.RelationMention(type="holdsPost", head="e1", tail="e3", role="厅长", sentence=(0, 1), rule="test")
    text = r.Article(id="d1", text="。", published="2026-03-02")
    found = profiles(r.Annotation(article=text, entities=(*people, body), relations=(post,)))
    identities = resolve(found.values())
    assert identities[found["e1"]] != identities[found["e2"]]


def test_a_post_without_a_body_is_in_the_province_that_issued_the_text():
    person = r.DocumentEntity(id="e1", type="Official", name="李建国", surfaces=("李建国",), mentions=((0, 1),))
    post = r.RelationMention(type="holdsPost", head="e1", tail=None, role="副省长", sentence=(0, 1), rule="test")
    text = r.Article(id="d1", text="。", title="青海省人民政府办公厅关于防汛的通知", published="2019-03-02")
    (post,) = profiles(r.Annotation(article=text, entities=(person,), relations=(post,)))["e1"].posts
    assert (post.area, post.role) == ("CN-63", "副省长")


def _told(id_, published, text, type_, name, link=None, day=None):
    """The profile of what one text names once, with the day on which the text says that it was held."""
    at = text.index(name)
    thing = r.DocumentEntity(
        id="e1", type=type_, name=name, surfaces=(name,), mentions=((at, at + len(name)),), link=link
    )
    place = r.DocumentEntity(id="e2", type="Province", name="北京", surfaces=("北京",), mentions=((0, 1),))
    held = r.RelationMention(
        type="heldIn", head="e1", tail="e2", sentence=(0, len(text)), rule="test",
        date=r.Interval(start=day, end=day) if day else None,
    )  # fmt: skip
    article = r.Article(id=id_, text=text, published=published)
    entities = (thing, place) if day else (thing,)
    return profiles(r.Annotation(article=article, entities=entities, relations=(held,) if day else ()))["e1"]


MEETING = "event:state-council-executive-meeting"
YEARLY = "event:central-economic-work-conference"


@pytest.mark.parametrize(
    ("link", "name", "a", "b", "count"),
    [
        (MEETING, "国务院常务会议", ("2026-02-03", None), ("2026-02-04", None), 1),
        (MEETING, "国务院常务会议", ("2026-02-03", None), ("2026-02-21", None), 2),
        (MEETING, "国务院常务会议", ("2026-02-03", "2026-02-02"), ("2026-02-21", "2026-02-02"), 1),
        (YEARLY, "中央经济工作会议", ("2024-12-13", None), ("2025-12-12", None), 2),
        (YEARLY, "中央经济工作会议", ("2025-12-12", None), ("2026-03-02", None), 1),
        (YEARLY, "中央经济工作会议", ("2025-11-12", None), ("2025-12-12", None), 2),
        ("event:two-sessions", "全国两会", ("2025-03-05", None), ("2026-03-05", None), 2),
        ("event:cpc-20-plenum-4", "二十届四中全会", ("2025-10-24", None), ("2026-08-01", None), 1),
        ("event:ciie", "进博会", ("2024-11-05", None), ("2025-11-05", None), 1),
    ],
)
def test_each_meeting_of_a_series_is_an_event_of_its_own(link, name, a, b, count):
    text = f"{name}在北京召开。"
    found = [_told(i, day, text, "Event", name, link, held) for i, (day, held) in (("d1", a), ("d2", b))]
    assert len(set(resolve(found).values())) == count


@pytest.mark.parametrize(("called", "count"), [("国手队员", 2), ("村民", 2), ("副市长", 1), ("", 1)])
def test_what_a_person_is_called_before_the_name_tells_an_official_from_others(called, count):
    official = profile("a", type="Official", name="蓝若曦", posts=[["绥江市人民政府", "市长"]], date="2026-03")
    other = _told("b", "2026-03-20", f"当天，{called}蓝若曦到场。", "Person", "蓝若曦")
    assert len(set(resolve([official, other]).values())) == count
