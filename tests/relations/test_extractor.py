import random
from itertools import pairwise

import numpy as np
import pytest

from kg.document.sentences import sentence_spans
from kg.errors import SettingsError
from kg.relations import classifier
from kg.relations.candidates import candidates, portions
from kg.relations.classifier import PairClassifier, average_over, buckets
from kg.relations.constructions import constructions, fitting
from kg.relations.extractor import RelationExtractor
from kg.relations.passage import Passage
from kg.vocab import DENIED, RELATION_TYPES
from tests.relations.marked import unmark

TEXT = (
    "[G水利部]部长[P林国栋]12日在[V湖北][Y宜昌]出席[E第五届江海经济论坛]。[P周怀远]、[P陈思敏]没有出席论坛。"
    "会议通过了[D《江河宣言》]。"
)


@pytest.fixture(scope="module")
def extractor() -> RelationExtractor:
    return RelationExtractor.load()


def test_spans_lie_in_their_sentence_and_ends_in_the_vocabulary(extractor: RelationExtractor) -> None:
    text, entities = unmark(TEXT)
    by_id = {e.id: e for e in entities}
    found = extractor.extract(text, entities, sentence_spans(text))
    assert len(found) >= 4
    for r in found:
        relation = RELATION_TYPES[r.type]
        assert by_id[r.head].type in relation.heads
        assert by_id[r.tail].type in relation.tails if r.tail else relation.tail_optional
        for span in (r.trigger, r.head_span, r.tail_span):
            assert span is None or r.sentence[0] <= span[0] < span[1] <= r.sentence[1]
        assert 0 < r.score <= 1


def test_order_of_the_entities_does_not_matter(extractor: RelationExtractor) -> None:
    text, entities = unmark(TEXT)
    first = extractor.extract(text, entities, sentence_spans(text))
    shuffled = entities[:]
    random.Random(7).shuffle(shuffled)
    assert extractor.extract(text, shuffled, sentence_spans(text)) == first


@pytest.mark.parametrize("at_once", [1, 5, 10**6])
def test_the_size_of_portions_does_not_matter(
    extractor: RelationExtractor, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    text, entities = unmark(TEXT)
    whole = extractor.extract(text, entities, sentence_spans(text))
    monkeypatch.setattr("kg.relations.extractor.PAIRS_AT_ONCE", at_once)
    assert extractor.extract(text, entities, sentence_spans(text)) == whole


def test_portions_end_with_a_sentence(extractor: RelationExtractor) -> None:
    text, entities = unmark(TEXT)
    passage = Passage(text, entities, sentence_spans(text))
    passage.find_units({})
    pairs = list(candidates(passage))
    found = list(portions(pairs, 2))
    assert [c for portion in found for c in portion] == pairs
    assert len(found) > 1
    sentences = [{c.sentence for c in portion} for portion in found]
    assert not any(a & b for a, b in pairwise(sentences))


def test_denied_statements_are_marked(extractor: RelationExtractor) -> None:
    text, entities = unmark(TEXT)
    found = extractor.extract(text, entities, sentence_spans(text))
    absent = [r for r in found if r.type == "participatesIn" and r.head in ("周怀远", "陈思敏")]
    assert all(r.modality == DENIED for r in absent)


def test_an_undirected_relation_is_given_one_way_round(extractor: RelationExtractor) -> None:
    text, entities = unmark("[C中国]愿同[C蒙古国]深化各领域合作。[C蒙古国]期待同[C中国]加强经贸合作。")
    found = [r for r in extractor.extract(text, entities, sentence_spans(text)) if r.type == "cooperatesWith"]
    assert [(r.head, r.tail) for r in found] == [("中国", "蒙古国")] * 2
    assert all(text[slice(*r.head_span)] == r.head and text[slice(*r.tail_span)] == r.tail for r in found)


def test_low_confidence_in_a_name_lowers_the_score(extractor: RelationExtractor) -> None:
    text, entities = unmark("[G水利部]部长[P林国栋]讲话。")
    [sure] = extractor.extract(text, entities, sentence_spans(text))
    doubtful = [type(e)(**{f: getattr(e, f) for f in e.__slots__} | {"confidence": 0.8}) for e in entities]
    [unsure] = extractor.extract(text, doubtful, sentence_spans(text))
    assert unsure.score == pytest.approx(sure.score * 0.64, abs=1e-3)


def test_nothing_comes_of_nothing(extractor: RelationExtractor) -> None:
    assert extractor.extract("", (), ()) == []
    assert extractor.extract("没有名字。", (), sentence_spans("没有名字。")) == []


def test_missing_weights_are_refused(tmp_path) -> None:
    with pytest.raises(SettingsError, match="train_relations"):
        RelationExtractor.load(tmp_path / "none.npz")


def test_buckets_are_the_same_everywhere() -> None:
    assert buckets(["oF", "oF"]) == [229682]


def test_members_of_a_group_share_their_mean() -> None:
    margins = np.array([[1.0, 0.0], [3.0, 2.0], [5.0, 5.0]])
    assert average_over(margins, ["a", "a", "b"]).tolist() == [[2.0, 1.0], [2.0, 1.0], [5.0, 5.0]]


def test_weights_cover_the_vocabulary() -> None:
    assert set(PairClassifier.load().types) == set(RELATION_TYPES) - {"holdsPost"}


def test_every_relation_has_a_construction_and_frames_fit() -> None:
    assert set(constructions("pair")) == set(RELATION_TYPES) - {"holdsPost"}
    assert fitting("participatesIn", "①出席②开幕式", "pair") == ["event/attend"]
    assert fitting("connects", "线路途经②、Y", "carried") == ["line/links"]


def test_scores_are_the_same_however_many_weights_are_gathered_at_once(monkeypatch):
    model = PairClassifier.load()
    features = [[f"b2F{n % 7}", f"oF{n}", "poPCF", f"len{n % 5}F"] for n in range(50)]
    groups = [n // 3 for n in range(50)]
    whole = model.scores(features, groups)
    monkeypatch.setattr(classifier, "_GATHERED", 5)
    assert (model.scores(iter(features), groups) == whole).all()
    assert len(whole) == 50 and model.scores([], []).shape == (0, len(model.types))
