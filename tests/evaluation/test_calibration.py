import pytest

from kg.evaluation.calibration import bins, calibration_error
from kg.evaluation.report import calibration, constructions
from kg.evaluation.scorer import score


def test_bins_hold_a_tenth_each_and_the_last_holds_one() -> None:
    found = bins([(0.5, True), (0.59, False), (0.6, True), (1.0, True)])
    assert [(b.low, b.predicted, b.hit) for b in found] == [(0.5, 2, 1), (0.6, 1, 1), (0.9, 1, 1)]
    assert found[0].confidence == pytest.approx(0.545)


def test_the_error_weighs_each_bin_by_what_it_holds() -> None:
    sure_and_right, sure_and_half_right = [(0.95, True)] * 3, [(0.75, True), (0.75, False)]
    error = calibration_error(bins(sure_and_right + sure_and_half_right))
    assert error == pytest.approx((3 * 0.05 + 2 * 0.25) / 5)


def test_confidences_that_come_true_have_no_error() -> None:
    assert calibration_error(bins([(0.75, True)] * 3 + [(0.75, False)])) == 0.0
    assert calibration_error(()) == 0.0


def test_the_report_counts_right_and_wrong_relations_but_no_optional_ones() -> None:
    names = ("林国栋", "宁川", "云岭")
    text = "、".join(names)
    entities = [
        {"id": n, "type": "Official" if n == "林国栋" else "City", "name": n, "surfaces": [n],
         "mentions": [[text.index(n), text.index(n) + len(n)]]}
        for n in names
    ]  # fmt: skip
    visits = [{"type": "visited", "head": "林国栋", "tail": t, "evidence": text} for t in names[1:]]
    gold = {"id": "d", "text": text, "entities": entities, "relations": [visits[0], visits[1] | {"optional": True}]}
    wrong = {"type": "met", "head": "林国栋", "tail": "云岭", "confidence": 0.6}
    said = [visits[0] | {"confidence": 0.9}, visits[1] | {"confidence": 0.7}, wrong]
    scores = score([gold], {"d": {"entities": entities, "relations": said}})
    assert scores.confidences == [(0.9, True), (0.6, False)]
    assert constructions(scores)["confidences"]["from 0.6"] == {"c": 0.6, "p": 0.0, "hit": 0, "predicted": 1}
    assert calibration(scores) == pytest.approx((0.1 + 0.6) / 2)
