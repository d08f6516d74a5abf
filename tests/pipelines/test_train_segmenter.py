# ruff: noqa: E402
"""What the lexer joins is cut as PFR cuts it."""

import numpy as np
import pytest

srsly = pytest.importorskip("srsly")

from pipelines.train_segmenter import Standard, halfway

PFR = [
    *[["有关", "部门", "派出", "4", "个", "小组"]] * 3,
    *[["12月", "31日", "前"]] * 3,
    *[["口岸", "建设", "和", "边境", "贸易"]] * 3,
    *[["也是", "好", "事"], ["也", "是"], ["也", "是"], ["也", "是"]],
]


@pytest.fixture(scope="module")
def standard():
    return Standard(PFR)


def test_words_that_pfr_writes_in_parts_are_cut(standard):
    assert standard.words(["有关部门", "派出"]) == ["有关", "部门", "派出"]


def test_figures_count_as_one_numeral_and_come_back(standard):
    assert standard.words(["317个", "11月4日", "2.5个"]) == ["317", "个", "11月", "4日", "2.5", "个"]


def test_a_cut_must_be_three_times_as_frequent_as_the_whole():
    assert Standard([["也是"], ["也", "是"], ["也", "是"], ["也", "是"]]).words(["也是"]) == ["也", "是"]
    assert Standard([["也是"], ["也是"], *[["也", "是"]] * 5]).words(["也是"]) == ["也是"]


def test_long_names_unknown_to_pfr_are_cut_into_words_that_it_knows(standard):
    assert standard.words(["边境口岸建设"]) == ["边境", "口岸", "建设"]
    assert standard.words(["边境口岸临沙"]) == ["边境口岸临沙"]


def test_nothing_is_lost(standard):
    words = ["2024年5月1日起", "有关部门", "0.5%", "边境口岸", "A股"]
    assert "".join(standard.words(words)) == "".join(words)


def model(folder, weights):
    folder.mkdir()
    features = {"unigram": [], "bigram": [], "tag_to_idx": {"B": 0, "I": 1},
                "feature_to_idx": {name: i for i, name in enumerate(weights)}}  # fmt: skip
    srsly.write_msgpack(folder / "features.msgpack", features)
    w = np.concatenate([np.array(list(weights.values())).reshape(-1), np.zeros(4)])
    np.savez(folder / "weights.npz", sizes=np.array([2, len(weights)]), w=w)
    return folder


def test_halfway_is_the_mean_and_a_new_feature_counts_half(tmp_path):
    first = model(tmp_path / "first", {"a": [1.0, 0.0], "b": [0.0, 2.0]})
    second = model(tmp_path / "second", {"b": [0.0, 4.0], "new": [6.0, 0.0], "a": [3.0, 0.0]})
    halfway(first, second, tmp_path / "out")
    rows = dict(srsly.read_msgpack(tmp_path / "out/features.msgpack")["feature_to_idx"])
    nodes = np.load(tmp_path / "out/weights.npz")["w"][:6].reshape(3, 2)
    assert {name: nodes[i].tolist() for name, i in rows.items()} == {"a": [2, 0], "b": [0, 3], "new": [3, 0]}
