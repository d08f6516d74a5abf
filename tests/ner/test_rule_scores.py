"""Probabilities of what rules find: one to compete under, one to leave with."""

from kg.ner.rule_scores import rule_scores, scored, settled
from kg.records import Mention


def test_a_name_that_stays_is_surer_than_one_proposed():
    proposal = Mention(start=0, end=2, type="Province", made_by="register:divisions/name")
    (competing,), (kept,) = scored([proposal]), settled([proposal])
    assert competing.score == rule_scores()["register:divisions/name", "Province"]
    assert competing.score < 0.7 < kept.score < 1


def test_the_tagger_keeps_its_own_probability():
    tagged = Mention(start=0, end=2, type="Province", made_by="model:tagger", score=0.61)
    assert settled([tagged]) == [tagged]
