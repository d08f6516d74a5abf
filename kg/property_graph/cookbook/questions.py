"""Reading files of Cypher questions: the cookbook, and the guide of Browser."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

COOKBOOK = Path(__file__).with_name("questions.cypher")
_TITLE = re.compile(r"// (\d+) (.+)")
_PARAMETER = re.compile(r"// (\w+) = (.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question in words and in Cypher, with example values for its parameters."""

    number: int
    title: str
    query: str
    parameters: Mapping[str, str]


def read_questions(path: Path = COOKBOOK) -> tuple[Question, ...]:
    """Return the questions of a file in its order."""
    questions = []
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        lines = block.strip().splitlines()
        title = _TITLE.fullmatch(lines[0]) if lines else None
        if title is None:
            continue
        parameters = [m for x in lines if (m := _PARAMETER.fullmatch(x))]
        questions.append(
            Question(
                number=int(title[1]), title=title[2], parameters={m[1]: m[2] for m in parameters},
                query="\n".join(x for x in lines if not x.startswith("//")).rstrip(";"),
            )
        )  # fmt: skip
    return tuple(questions)
