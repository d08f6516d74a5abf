import itertools

from hypothesis import given
from hypothesis import strategies as st

from kg.ner.merge import merge
from kg.records import Mention


def mention(start, end, type_="City", made_by="register:divisions", score=0.85):
    return Mention(start=start, end=end, type=type_, made_by=made_by, score=score)


SPANS = st.builds(
    lambda start, length, type_, score: mention(start, start + length, type_, score=score),
    st.integers(0, 30), st.integers(1, 8),
    st.sampled_from(["City", "Company", "Policy"]), st.sampled_from([0.3, 0.6, 0.9]),
)  # fmt: skip


@given(st.lists(SPANS, max_size=20))
def test_merged_mentions_never_overlap_and_do_not_depend_on_order(mentions):
    merged = merge(mentions)
    assert all(a.end <= b.start for a, b in itertools.pairwise(merged))
    assert merge(reversed(mentions)) == merged


def test_a_title_holds_against_what_stands_inside():
    title = mention(0, 12, "Policy", "pattern:policy/book-title", 0.9)
    assert merge([mention(1, 4, score=0.99), title]) == [title]


def test_the_surer_of_two_stays_when_the_scores_differ_much():
    sure, doubtful = mention(2, 4, score=0.95), mention(0, 4, "Place", score=0.4)
    assert merge([doubtful, sure]) == [sure]


def test_the_longer_of_two_alike_stays():
    assert merge([mention(0, 2), mention(0, 5, "Company")]) == [mention(0, 5, "Company")]


def test_what_lies_inside_a_long_register_name_falls():
    whole = mention(0, 7, "Country", "register:countries/name", 0.6)
    part = mention(0, 3, "Official", "model:tagger", 0.99)
    assert merge([part, whole]) == [whole]
    around = mention(0, 12, "Event", "model:tagger", 0.9)
    assert merge([part, whole, around]) == [around]


def test_a_corridor_told_by_both_ends_holds_against_surer_ends():
    corridor = mention(0, 14, "Project", "pattern:project/corridor", 0.6)
    assert merge([mention(0, 2, score=0.95), corridor, mention(3, 9, score=0.95)]) == [corridor]
