from itertools import pairwise

import pytest

from kg.document.segmentation import MAX_CUT, Segmenter
from kg.errors import SettingsError


@pytest.fixture(scope="module")
def segmenter():
    return Segmenter.load()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  \n",
        "全省口岸进出口货物增长两成。",
        "开放 口岸\n建设😀 RCEP-2024年",
        "，。；" * 40,
        "省" * (3 * MAX_CUT + 7),
    ],
)
def test_words_and_blanks_are_the_whole_text(segmenter, text):
    spans = segmenter.words(text)
    covered = "".join(text[a:b] for a, b in spans)
    assert covered == "".join(text.split())
    assert all(a < b for a, b in spans)
    assert all(x[1] <= y[0] for x, y in pairwise(spans))


def test_common_words_are_found(segmenter):
    text = "会议强调，要加快发展数字经济。"
    assert {"会议", "强调", "发展", "经济"} <= {text[a:b] for a, b in segmenter.words(text)}


def test_words_do_not_depend_on_a_long_neighbour(segmenter):
    sentence = "各地区各部门要结合实际认真贯彻落实。"
    alone = segmenter.words(sentence)
    assert segmenter.words(sentence + " " + sentence)[: len(alone)] == alone


def test_folder_without_a_model_is_an_error_that_says_what_to_do(tmp_path):
    with pytest.raises(SettingsError, match=r"features\.msgpack and weights\.npz missing"):
        Segmenter.load(tmp_path)
