"""Dates given on the command line."""

from __future__ import annotations

import re
from datetime import date

from kg.errors import SettingsError

_FORM = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def checked_date(text: str | None) -> str | None:
    """Return the date of an option as given: a year, a month, a day, or nothing.

    Raises:
        SettingsError: the calendar has no such date.
    """
    if text is not None and not _is_date(text):
        raise SettingsError(f"{text!r} is no date; give a year, a month or a day: 2026, 2026-03, 2026-03-17.")
    return text


def _is_date(text: str) -> bool:
    if not _FORM.fullmatch(text):
        return False
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True
