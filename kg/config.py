"""Settings: one frozen record with every default, read from TOML; an unknown key is refused."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import SettingsError, unknown

RECOGNIZERS = ("model", "rules")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run may be told.

    ``recognizer``: ``model`` joins the trained tagger with registers and patterns, ``rules`` leaves the tagger out.
    ``min_confidence``: mentions and relations under this probability are left out (0 to 1).
    ``registers``: a folder of the user's own register tables, or None.
    ``tagger``: a folder with a tagger of the user's own training, or None for the one that comes with the package.
    ``base_iri``: what the IRIs of the graph begin with; ends in ``/`` or ``#``.
    """

    recognizer: str = "model"
    min_confidence: float = 0.0
    registers: str | None = None
    tagger: str | None = None
    base_iri: str = "https://w3id.org/policykg/id/"

    def __post_init__(self) -> None:
        if self.recognizer not in RECOGNIZERS:
            raise SettingsError(unknown("recognizer", self.recognizer, RECOGNIZERS))
        if not 0.0 <= self.min_confidence <= 1.0:
            raise SettingsError(f"min_confidence is {self.min_confidence}; give a probability from 0 to 1.")


def load_settings(path: Path | None, remembered: Mapping[str, object] | None = None, **given: object) -> Settings:
    """Return the settings of a TOML file (or the defaults), with the options given on the command line over them.

    Args:
        remembered: settings to take in place of the defaults, as ``as_values`` gives them.

    Raises:
        SettingsError: the file is no TOML, or a key is unknown.
    """
    values: dict[str, object] = {}
    if path is not None:
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise SettingsError(f"Cannot read the settings in {path}: {error}") from error
    known = [f.name for f in dataclasses.fields(Settings)]
    for key in values:
        if key not in known:
            raise SettingsError(unknown("setting", key, known) + f" (in {path})")
    earlier = {k: v for k, v in (remembered or {}).items() if k in known}
    now = {k: v for k, v in given.items() if v is not None}
    return Settings(**{**earlier, **values, **now})  # type: ignore[arg-type]


def as_values(settings: Settings) -> dict[str, object]:
    """Return settings as JSON values that hold in any working folder."""
    registers = settings.registers and str(Path(settings.registers).resolve())
    return dataclasses.asdict(settings) | {"registers": registers}
