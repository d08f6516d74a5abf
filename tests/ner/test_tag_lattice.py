"""The lattice against an enumeration of all paths."""

from itertools import pairwise

import numpy as np
import pytest

from kg.ner.tag_lattice import best_spans, running, span_probabilities

TYPES = 2


def all_paths(length):
    """Yield every way to cut a sequence: (start, end, type), type -1 for a character outside."""
    if length == 0:
        yield []
        return
    for path in all_paths(length - 1):
        yield [*path, (length - 1, length, -1)]
    for start in range(length):
        for kind in range(TYPES):
            for path in all_paths(start):
                yield [*path, (start, length, kind)]


def path_score(path, emissions, joints):
    outside, first, inner, last, only = np.split(emissions, [1, 1 + TYPES, 1 + 2 * TYPES, 1 + 3 * TYPES], axis=1)
    score = sum(joints[a[2] + 1, b[2] + 1] for a, b in pairwise(path))
    for start, end, kind in path:
        if kind < 0:
            score += outside[start, 0]
        elif end - start == 1:
            score += only[start, kind]
        else:
            score += first[start, kind] + inner[start + 1 : end - 1, kind].sum() + last[end - 1, kind]
    return score


@pytest.mark.parametrize("seed", range(8))
def test_best_path_and_probabilities_equal_those_of_all_paths(seed):
    rng = np.random.default_rng(seed)
    lengths = np.array([5, 5, 4, 2, 1])
    emissions = rng.normal(scale=2, size=(5, len(lengths), 1 + 4 * TYPES)).astype(np.float32)
    joints = rng.normal(size=(TYPES + 1, TYPES + 1)).astype(np.float32)
    spans = best_spans(emissions, joints, lengths)
    probabilities = span_probabilities(emissions, joints, lengths, spans)
    for i, length in enumerate(lengths):
        paths = list(all_paths(length))
        scores = np.array([path_score(p, emissions[:length, i], joints) for p in paths])
        weights = np.exp(scores - scores.max())
        assert spans[i] == [s for s in paths[scores.argmax()] if s[2] >= 0]
        for span, probability in zip(spans[i], probabilities[i], strict=True):
            mass = sum(w for w, p in zip(weights, paths, strict=True) if span in p) / weights.sum()
            assert probability == pytest.approx(mass, abs=1e-4)


def test_running_counts_the_sequences_that_go_on():
    assert running(np.array([4, 2, 2, 1])).tolist() == [4, 3, 1, 1]


def test_probabilities_stay_finite_over_a_long_sequence():
    rng = np.random.default_rng(1)
    lengths = np.array([3000])
    emissions = rng.normal(scale=8, size=(3000, 1, 1 + 4 * TYPES)).astype(np.float32)
    joints = np.zeros((TYPES + 1, TYPES + 1), dtype=np.float32)
    spans = best_spans(emissions, joints, lengths)
    (probabilities,) = span_probabilities(emissions, joints, lengths, spans)
    assert len(probabilities) == len(spans[0]) > 100
    assert all(0 <= p <= 1 for p in probabilities)
