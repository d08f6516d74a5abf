from math import log

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.ner.units import UNKNOWN_ROW, UnitLexicon

ENTRIES = [("\x00", None), ("省", 50), ("长", 40), ("省长", 60), ("长江", 30), ("江", 20), ("黑", None), ("龙", 5)]


def lexicon():
    return UnitLexicon(ENTRIES, [("黑龙江", 90)])


def test_path_of_highest_probability_wins_over_longest_match():
    rows, lengths = lexicon().cut("省长江")
    total = sum(f for _, f in ENTRIES if f) + 90
    by_pair = log(60 / total) + log(20 / total)
    by_river = log(50 / total) + log(30 / total)
    assert by_river > by_pair
    assert [ENTRIES[r][0] for r in rows] == ["省", "长江"]
    assert lengths.tolist() == [1, 2]


def test_word_without_row_is_split_into_its_characters():
    rows, lengths = lexicon().cut("黑龙江省")
    assert [ENTRIES[r][0] for r in rows] == ["黑", "龙", "江", "省"]
    assert lengths.tolist() == [1, 1, 1, 1]


def test_unknown_characters_get_the_unknown_row():
    rows, lengths = lexicon().cut("🙂a")
    assert rows.tolist() == [UNKNOWN_ROW, UNKNOWN_ROW]
    assert lengths.tolist() == [1, 1]


def test_empty_text_has_no_units():
    rows, lengths = lexicon().cut("")
    assert rows.size == lengths.size == 0
    assert rows.dtype == lengths.dtype == np.int32


@given(st.text(alphabet="省长江黑龙x😀", max_size=40))
def test_units_cover_the_text(text):
    rows, lengths = lexicon().cut(text)
    assert len(rows) == len(lengths)
    assert lengths.sum() == len(text)
