"""Rules beside the patterns that were looked up for the tagger."""

import pytest

from kg.config import Settings
from kg.errors import SettingsError
from kg.ner.evidence import pattern_mentions
from kg.ner.recognizer import Recognizer, rule_mentions
from kg.ner.tagger import MODEL
from kg.registers.matcher import load_matcher

TEXT = (
    "召集人：骆启明省财政厅副厅长\n成员：佟伟市商务局局长邢可欣县教育局副局长。"
    "法国外交部发言人玛丽·杜瓦尔在昆明长水口岸表示，《边境贸易便利化办法》自5月1日起施行。"
)


def test_patterns_asked_before_change_nothing():
    matches = load_matcher().find(TEXT)
    assert rule_mentions(TEXT, matches, pattern_mentions(TEXT, matches)) == rule_mentions(TEXT, matches)


def test_rosters_are_read_with_the_registers_and_kinds_of_noun_left_to_the_tagger():
    matches = load_matcher().find(TEXT)
    found = rule_mentions(TEXT, matches)
    makers = {m.made_by for m in found}
    assert "骆启明" in {TEXT[m.start : m.end] for m in found if m.made_by == "pattern:person/roster"}
    assert {"pattern:body/country-office", "pattern:policy/book-title"} <= makers
    assert not any(maker.startswith("pattern:kind/") for maker in makers)


def test_a_tagger_of_ones_own_is_asked_for_by_its_folder(tmp_path):
    with pytest.raises(SettingsError, match="No tagger in"):
        Recognizer.load(Settings(tagger=str(tmp_path)))
    assert Recognizer.load(Settings(tagger=str(MODEL))).find("财政部部长林远舟在绥江市考察。", [(0, 15)])
