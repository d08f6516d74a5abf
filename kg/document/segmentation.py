"""Words of a text: spacy-pkuseg with a model of our own.

Words are asked for sentence by sentence where a rule needs them; recognition works on characters. pkuseg
is given a folder, never the name of a model, so that it looks for nothing on the network, and no user
dictionary, which it cuts wrongly where one name holds another.
"""

from __future__ import annotations

import re
from pathlib import Path

import spacy_pkuseg

from kg.errors import SettingsError
from kg.records import Span

MODEL = Path(__file__).parent.parent / "models" / "segmenter"
MAX_CUT = 400  # characters; a longer run without a blank is cut in parts, after a mark where there is one
_RUN = re.compile(r"\S+")
_SOFT = re.compile(r"[，。；：、！？,;:]")


class Segmenter:
    """Cuts text into words."""

    def __init__(self, cutter: spacy_pkuseg.pkuseg) -> None:
        self._cutter = cutter

    @classmethod
    def load(cls, path: Path | None = None) -> Segmenter:
        """Load the model of a folder, by default the one that comes with the package.

        Raises:
            SettingsError: the folder holds no model.
        """
        folder = path or MODEL
        missing = [name for name in ("features.msgpack", "weights.npz") if not (folder / name).exists()]
        if missing:
            raise SettingsError(f"No segmenter in {folder}: {' and '.join(missing)} missing. "
                                "Train one with pipelines/train_segmenter.py or leave the path out.")  # fmt: skip
        return cls(spacy_pkuseg.pkuseg(str(folder), user_dict=None, postag=False))

    def words(self, text: str) -> list[Span]:
        """Return the words as spans (characters, half-open); they cover all of the text but its blanks.

        >>> Segmenter.load().words("开放 口岸")
        [(0, 2), (3, 5)]
        """
        spans: list[Span] = []
        for run in _RUN.finditer(text):
            for start, end in _parts(text, *run.span()):
                at = start
                for word in self._cutter.cut(text[start:end]):
                    spans.append((at, at + len(word)))
                    at += len(word)
        return spans


def _parts(text: str, start: int, end: int) -> list[Span]:
    parts: list[Span] = []
    while end - start > MAX_CUT:
        cuts = [m.end() for m in _SOFT.finditer(text, start + MAX_CUT // 2, start + MAX_CUT)]
        cut = cuts[-1] if cuts else start + MAX_CUT
        parts.append((start, cut))
        start = cut
    return [*parts, (start, end)]
