import numpy as np

from kg.ner.evidence import FEATURES, evidence_features
from kg.records import Mention
from kg.registers.entries import RegisterEntry
from kg.registers.matcher import Match
from kg.vocab import ENTITY_TYPES

K = len(ENTITY_TYPES)
CITY, PORT = ENTITY_TYPES.index("City"), ENTITY_TYPES.index("Port")


def match(start, end, *types, weak=False):
    entries = tuple(RegisterEntry(code=f"x:{t}", type=t, name="名字", register="x") for t in types)
    return Match(start=start, end=end, surface="名字", entries=entries, weak=weak)


def test_sure_name_marks_first_inner_and_last_character():
    features = evidence_features(5, [match(1, 4, "City")], [])
    assert features.shape == (5, FEATURES)
    assert np.argwhere(features).tolist() == [[1, CITY], [2, K + CITY], [3, 2 * K + CITY]]


def test_weak_name_marks_its_characters_alike_for_every_type_it_may_have():
    features = evidence_features(3, [match(0, 2, "City", "Port", weak=True)], [])
    assert np.argwhere(features).tolist() == [[i, 4 * K + t] for i in (0, 1) for t in (CITY, PORT)]


def test_patterns_have_columns_of_their_own():
    mention = Mention(start=0, end=2, type="Port", made_by="pattern:test")
    features = evidence_features(2, [], [mention])
    assert np.argwhere(features).tolist() == [[0, 5 * K + PORT], [1, 7 * K + PORT]]


def test_no_evidence_is_all_zero():
    assert not evidence_features(4, [], []).any()
