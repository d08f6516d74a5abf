"""A page of several articles, cut into articles.

Two layouts are known: headings marked by ``#`` (what OCR and Markdown editors write), and plain text in which an
article opens with a short line without a full stop, soon followed by its by-line or dateline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.records import Span

MAX_TITLE = 60  # characters
_MARKED_TITLE = re.compile(r"^#[ \t]+(?P<title>\S.*)$", re.M)
_SUBTITLE = re.compile(r"\s*^##[ \t]+(?P<subtitle>\S.*)$", re.M)
_OPENING = re.compile(
    r"(?:（上接|\(上接|□|[■●◆]?\s*(?:本报|新华社|中新社|人民日报)?(?:记者|通讯员)[ \u3000:：]|"
    r"(?:本报|新华社|中新社|中新网|人民网|央视网)[\u4e00-\u9fff、/／]{0,12}\d*(?:月\d{1,2}日)?[电讯])"
)
_PLAIN_TITLE = re.compile(rf"^[ \u3000]*(?P<title>[^\n。！？；]{{4,{MAX_TITLE}}}?)[ \u3000]*$", re.M)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One article of a page: its span (characters of the file), title and subtitle."""

    span: Span
    title: str
    subtitle: str = ""


def sections(text: str) -> list[Section]:
    """Return the articles of a page in order; one untitled section if no layout is recognised.

    Text before the first title is a section of its own if it holds more than blanks.
    """
    starts = [(m.start(), m["title"]) for m in _MARKED_TITLE.finditer(text)] or _plain_titles(text)
    if not starts:
        return [Section(span=(0, len(text)), title=first_line_title(text))] if text.strip() else []
    found = []
    if text[: starts[0][0]].strip():
        found.append(Section(span=(0, starts[0][0]), title=""))
    ends = [at for at, _ in starts[1:]] + [len(text)]
    for (start, title), end in zip(starts, ends, strict=True):
        subtitle = _SUBTITLE.match(text, text.find("\n", start, end) if "\n" in text[start:end] else end, end)
        found.append(
            Section(
                span=(start, end),
                title=title.strip(" #\u3000"),
                subtitle=subtitle["subtitle"].strip() if subtitle else "",
            )
        )
    return found


def first_line_title(text: str) -> str:
    """Return the first line as a title if it looks like one, else an empty string."""
    lines = text.strip().split("\n", 1)
    line = lines[0].strip(" #\u3000")
    return line if len(lines) == 2 and 4 <= len(line) <= MAX_TITLE and line[-1] not in "。！？；，" else ""


def _plain_titles(text: str) -> list[tuple[int, str]]:
    """Titles of a page without marks, where there are two or more: an opening follows each within three lines."""
    found: list[tuple[int, str]] = []
    for match in _PLAIN_TITLE.finditer(text):
        title = match["title"].strip()
        if _OPENING.match(title) or title[-1:] in "，、：:":
            continue
        following = [
            line.strip(" \u3000") for line in text[match.end() : match.end() + 400].split("\n") if line.strip()
        ]
        near = following[:3]
        opens = next((i for i, line in enumerate(near) if _OPENING.match(line)), None)
        if opens is None or any(len(line) > MAX_TITLE for line in near[:opens]):
            continue
        # A subtitle stands between its title and the opening: it does not start an article of its own.
        if found and not text[found[-1][0] : match.start()].strip(" \u3000\n")[len(found[-1][1]) :].strip():
            continue
        found.append((match.start(), title))
    return found if len(found) > 1 else []
