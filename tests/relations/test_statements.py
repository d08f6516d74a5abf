from kg.relations.stated import consents, events, groups, journeys, places, policies, works
from kg.relations.statements import SCORES, statements
from kg.vocab import RELATION_TYPES
from tests.relations.marked import passage

KINDS = (consents, events, groups, journeys, places, policies, works)
TEXT = (
    "[J川江铁路]控制性工程——[J德云隧道]位于[Y海城]。[J川江铁路]途经[Y海城]、[Y云港]等四市。"
    "经[G海城市人民政府]同意，现将[D《海城市港口条例》]印发给你们。[P林国栋]向[L英雄纪念碑]敬献花圈。"
)


def test_each_rule_has_one_score_and_one_home() -> None:
    rules = [rule for kind in KINDS for rule in kind.SCORES]
    assert len(rules) == len(set(rules))
    assert set(rules) == set(SCORES)
    assert all(0.8 < score < 1 for score in SCORES.values())


def test_statements_are_of_the_vocabulary_and_point_into_their_sentence() -> None:
    made = passage(TEXT)
    found = list(statements(made))
    assert {s.relation for s in found} == {"partOf", "locatedIn", "connects", "approved", "visited"}
    for s in found:
        relation, sentence = RELATION_TYPES[s.relation], made.sentences[s.sentence]
        assert made.entities[s.head].type in relation.heads
        assert made.entities[s.tail].type in relation.tails
        assert s.rule in SCORES
        assert s.trigger is None or sentence.start <= s.trigger[0] < s.trigger[1] <= sentence.end
