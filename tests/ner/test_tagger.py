from itertools import pairwise

import pytest

from kg.document.sentences import sentence_spans
from kg.errors import SettingsError
from kg.ner.tagger import MAX_PIECE, Tagger, windows
from kg.vocab import ENTITY_TYPES


@pytest.fixture(scope="module")
def tagger():
    return Tagger.load()


def named(tagger, text):
    return [(text[m.start : m.end], m.type) for m in tagger.tag(text, sentence_spans(text))]


def test_mentions_are_flat_typed_and_scored(tagger):
    text = "新华社北京8月19日电 黑龙江省委书记赵立新19日在哈尔滨市会见中国石油天然气集团有限公司董事长孙国栋。"
    mentions = tagger.tag(text, sentence_spans(text))
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert {m.type for m in mentions} <= set(ENTITY_TYPES)
    assert all(0 <= m.score <= 1 for m in mentions)
    found = named(tagger, text)
    assert ("赵立新", "Official") in found
    assert ("哈尔滨市", "City") in found
    assert ("黑龙江省委", "GovernmentBody") in found


@pytest.mark.parametrize(
    "text", ["", "\n \n", "。。。！！！", "😀🙂\ud800", "Только кириллица, and English.", "省" * 5000]
)
def test_strange_texts_are_no_error(tagger, text):
    for mention in tagger.tag(text, sentence_spans(text)):
        assert 0 <= mention.start < mention.end <= len(text)


def test_windows_join_short_sentences_and_cut_long_ones():
    spans = windows([(0, 30), (30, 90), (90, 130), (130, 130 + 2 * MAX_PIECE + 5)], 100)
    assert spans[:2] == [(0, 90), (90, 130)]
    assert spans[-1][1] == 130 + 2 * MAX_PIECE + 5
    assert all(a[1] == b[0] for a, b in pairwise(spans))
    assert max(b - a for a, b in spans) == MAX_PIECE


def test_folder_without_a_model_is_an_error_that_says_what_to_do(tmp_path):
    with pytest.raises(SettingsError, match=r"train_tagger\.py"):
        Tagger.load(tmp_path)
