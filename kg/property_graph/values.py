"""Values of properties: text, captions, dates, points. A value that is none stays out."""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from kg import records as r
from kg.property_graph import schema

CAPTION_PIECE = 6  # characters
CAPTION_PIECES = 6  # more do not fit into a circle of the style
_SCALES = ((1e8, "亿"), (1e4, "万"))
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Point(NamedTuple):
    """A place on the globe (WGS 84), in degrees."""

    longitude: float
    latitude: float


Value = str | int | float | bool | date | Point | list[str] | list[int]


def caption(text: str | None) -> str | None:
    """Return a text as Browser can break it into the lines of a circle, which it does at spaces alone."""
    pieces = [piece for word in (text or "").split() for piece in _pieces(word)]
    if len(pieces) > CAPTION_PIECES:
        pieces = [*pieces[: CAPTION_PIECES - 1], pieces[CAPTION_PIECES - 1][: CAPTION_PIECE - 1] + "…"]
    return " ".join(pieces) or None


def _pieces(word: str) -> list[str]:
    if word.isascii() or len(word) <= CAPTION_PIECE + 1:
        return [word]
    size = math.ceil(len(word) / math.ceil(len(word) / CAPTION_PIECE))  # alike, so that no last character stands alone
    return [word[n : n + size] for n in range(0, len(word), size)]


def figure_caption(observation: r.ObservationNode) -> str:
    """Return a figure in one line: indicator, value in 万 or 亿, unit."""
    unit = observation.unit_text or observation.unit or ""
    value, scale = observation.value, ""
    if not set("万亿") & set(unit):
        value, scale = next(((value / n, word) for n, word in _SCALES if abs(value) >= n), (value, ""))
    return f"{caption(observation.indicator) or ''} {f'{value:.4f}'.rstrip('0').rstrip('.')}{scale}{unit}".strip()


def present(**values: Value | None) -> dict[str, Value]:
    """Return the values that there are, by name; an empty list is none."""
    return {name: plain_unicode(value) for name, value in values.items() if value is not None and value != []}


def plain_unicode(value: Value) -> Value:
    """Replace lone surrogates, which neither engine stores."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [plain_unicode(x) for x in value]  # type: ignore[return-value,misc]
    return value


def span_of(span: r.Span | None) -> list[int] | None:
    """Return a span as the engines store it: start and end, half-open, in characters."""
    return None if span is None else list(span)


def date_properties(name: str, text: str | None, *, last: bool) -> dict[str, Value]:
    """Return the day of an ISO date and, where that is not all of it, the text too."""
    day = day_of(text, last=last)
    values: dict[str, Value] = {} if day is None else {name: day}
    if text and (day is None or len(text) < len("2024-08-19")):
        values[name + schema.TEXT_SUFFIX] = text
    return values


def day_of(text: str | None, *, last: bool) -> date | None:
    """Return the first day of an ISO year, month or day (the last with ``last``), None where there is no such day."""
    parts = _DATE.fullmatch(text or "")
    if parts is None:
        return None
    year, month, day = (int(x) if x else None for x in parts.groups())
    assert year is not None
    try:
        if month is None:
            return date(year, 12, 31) if last else date(year, 1, 1)
        if day is None:
            day = calendar.monthrange(year, month)[1] if last else 1
        return date(year, month, day)
    except ValueError:
        return None


def former_names(text: str) -> dict[str, Value]:
    """Return ``name@from-to|…`` as two lists of equal length, the names and their years."""
    pairs = [part.rpartition("@") if "@" in part else (part, "", "") for part in text.split("|")]
    return {
        "formerNames": plain_unicode([name for name, _, _ in pairs]),
        "formerNameYears": [years for *_, years in pairs],
    }


def point_of(attributes: Mapping[str, str]) -> Point | None:
    """Return the place of the attributes ``longitude`` and ``latitude``; None where they give none on the globe."""
    try:
        point = Point(float(attributes["longitude"]), float(attributes["latitude"]))
    except (KeyError, ValueError):
        return None
    return point if abs(point.longitude) <= 180 and abs(point.latitude) <= 90 else None
