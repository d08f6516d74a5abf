"""The whole recogniser on sentences of our own, with the type of people decided by their posts."""

import re
from pathlib import Path

import pytest

from kg.annotate import Annotator
from kg.config import Settings
from kg.records import Article
from kg.vocab import ENTITY_TYPES

FILES = {"sentences.txt": {"model": 0.96, "rules": 0.8}, "unfamiliar_names.txt": {"model": 0.93, "rules": 0.7}}
_MARKED = re.compile(r"\[(?P<name>[^\[\]|]+)\|(?P<type>\w+)\]")
_EDGES = "“”‘’\"'《》 "

Found = set[tuple[int, int, str]]


def marked_sentences(file: str) -> list[tuple[str, Found]]:
    """Return text and marked mentions of each sentence."""
    text = Path(__file__).with_name(file).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and line[0] != "#"]
    sentences = []
    for line in lines:
        text, wanted, at = "", set(), 0
        for mark in _MARKED.finditer(line):
            text += line[at : mark.start()]
            wanted.add((len(text), len(text) + len(mark["name"]), mark["type"]))
            text += mark["name"]
            at = mark.end()
        text += line[at:]
        sentences.append((text, {trimmed(text, *mention) for mention in wanted}))
    return sentences


def trimmed(text: str, start: int, end: int, type_: str) -> tuple[int, int, str]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip(_EDGES)), end - len(words) + len(words.rstrip(_EDGES)), type_


def test_the_marks_are_of_known_types() -> None:
    sentences = [s for file in FILES for s in marked_sentences(file)]
    assert len(sentences) >= 130
    assert {type_ for _, wanted in sentences for *_, type_ in wanted} == set(ENTITY_TYPES)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("recognizer", ["model", "rules"])
def test_mentions_of_our_own_sentences(recognizer: str, file: str) -> None:
    annotator = Annotator(Settings(recognizer=recognizer))
    right = wrong = missed = 0
    for number, (text, wanted) in enumerate(marked_sentences(file)):
        annotation = annotator.annotate(Article(id=str(number), text=text, published="2026-05-10"))
        found = {trimmed(text, *span, e.type) for e in annotation.entities for span in e.mentions}
        right, wrong, missed = right + len(found & wanted), wrong + len(found - wanted), missed + len(wanted - found)
    assert 2 * right / (2 * right + wrong + missed) >= FILES[file][recognizer]
