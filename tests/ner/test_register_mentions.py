"""Ambiguous register names in a text."""

from kg.ner.register_mentions import register_mentions
from kg.registers.matcher import load_matcher


def standing(text: str) -> dict[str, str]:
    return {text[m.start : m.end]: m.made_by.split("/")[1] for m in register_mentions(text, load_matcher().find(text))}


def test_a_list_beside_a_sure_name_bears_an_ambiguous_one_out():
    assert standing("高雄、台中两市")["台中"] == "listed"
    assert standing("台中与高雄")["台中"] == "listed"
    assert standing("台中的天气")["台中"] == "doubtful"


def test_directions_in_a_list_stay_doubtful():
    assert standing("内蒙古中部、华北北部降温").get("中部", "doubtful") == "doubtful"
