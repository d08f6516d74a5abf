"""A post as the text gives it, and what has been read of a passage's posts so far."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.records import Span
from kg.relations.passage import Occurrence, Passage
from kg.vocab import BODY_TYPES, EVENT, PLACE_TYPES, PORT, PROJECT

HOLDERS = BODY_TYPES | PLACE_TYPES | {EVENT, PROJECT, PORT}
NATIONAL = re.compile(r"(?:原|前|时任|现任)?国家(?:副主席|主席|监委主任)|(?:原|前)?国务委员")
SPACE = re.compile(r"[ \u3000\t]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post read from the text: the person's occurrence, the body's (or None), the role, the rule, the role's span."""

    person: Occurrence
    body: Occurrence | None
    role: str
    rule: str
    trigger: Span


class PostsRead:
    """The posts of a passage as far as they are read.

    ``starts`` gives where the phrase before a person begins, by the start of the name; ``rostered`` the starts of
    bodies whose post belongs to the name before them; ``listed_under`` the verb above the line that is being read.
    """

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.text = passage.text
        self.starts: dict[int, int] = {}
        self.posts: list[Post] = []
        self.rostered: set[int] = set()
        self.listed_under = ""
