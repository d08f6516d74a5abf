"""Texts with their names marked inline: ``[G水利部]部长[P林国栋]`` (letters as in the relation templates)."""

from __future__ import annotations

import re

from kg.document.sentences import sentence_spans
from kg.records import DocumentEntity
from kg.relations.passage import Passage
from kg.relations.posts.reader import read_posts
from kg.relations.reference import add_implied

TYPES = {
    "C": "Country", "V": "Province", "Y": "City", "U": "County", "L": "Place", "Z": "Zone", "O": "Port",
    "P": "Official", "G": "GovernmentBody", "M": "Company", "R": "Organization", "D": "Policy", "E": "Event",
    "J": "Project",
}  # fmt: skip


def unmark(marked: str) -> tuple[str, list[DocumentEntity]]:
    """Return the plain text and its entities; equal names are one entity."""
    text, at = "", 0
    found: dict[str, tuple[str, list[tuple[int, int]]]] = {}
    for match in re.finditer(r"\[([A-Z])([^\[\]]+)\]", marked):
        text += marked[at : match.start()]
        at = match.end()
        name = match.group(2)
        found.setdefault(name, (TYPES[match.group(1)], []))[1].append((len(text), len(text) + len(name)))
        text += name
    text += marked[at:]
    return text, [
        DocumentEntity(id=name, type=type, name=name, surfaces=(name,), mentions=tuple(spans))
        for name, (type, spans) in found.items()
    ]


def passage(marked: str) -> Passage:
    """Return the passage of a marked text, with implied occurrences, units and lists."""
    text, entities = unmark(marked)
    made = Passage(text, entities, sentence_spans(text))
    posts = read_posts(made)
    add_implied(made, posts.posts)
    made.find_units(posts.starts)
    return made
