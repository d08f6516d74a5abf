"""Probabilities of what rules find: one to compete under, one to leave with."""

from kg.ner.rule_scores import UNSEEN, rule_scores, score_of, scored, settled
from kg.records import Mention


def test_a_name_that_stays_is_surer_than_one_proposed():
    proposal = Mention(start=0, end=2, type="Province", made_by="register:divisions/name")
    (competing,), (kept,) = scored([proposal]), settled([proposal])
    assert competing.score == rule_scores()["register:divisions/name", "Province"]
    assert competing.score < 0.7 < kept.score < 1


def test_the_tagger_keeps_its_own_probability():
    tagged = Mention(start=0, end=2, type="Province", made_by="model:tagger", score=0.61)
    assert settled([tagged]) == [tagged]


def test_a_rule_seldom_kept_stays_near_what_its_proposals_were():
    assert score_of(1, 1, before=0.98) > 0.95
    assert score_of(1, 1) < 0.7
    assert score_of(90, 100, before=0.5) - score_of(90, 100, before=0.98) < 0.01


def test_a_rule_that_training_never_called_on_leaves_with_the_rate_of_its_kind():
    new = Mention(start=0, end=6, type="GovernmentBody", made_by="pattern:body/never-seen")
    (competing,), (kept,) = scored([new]), settled(scored([new]))
    assert competing.score == UNSEEN
    assert kept.score > 0.9
