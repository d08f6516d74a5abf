"""Gold and silver corpora as one kind of record: a text with typed spans.

The folder of corpora is given by path; its layout is that of the project's shared material (``corpora/ner``,
``corpora/segmentation``, ``eval``, ``teacher/silver``). Spans are characters, half-open, flat and sorted.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg.document.sentences import sentence_spans

TypedSpan = tuple[int, int, str]
RUN = 14  # Chinese characters that two texts have in common only if one quotes the other


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A stretch of text with its names. ``corpus`` chooses the output head; ``group`` is the document, where known."""

    corpus: str
    text: str
    spans: tuple[TypedSpan, ...]
    group: str = ""


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, for the training record."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def gold_documents(path: Path) -> list[dict]:
    """Return the documents of a gold file of the project's own format."""
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def document_spans(document: dict) -> list[TypedSpan]:
    """Return the typed mentions of a gold document, sorted."""
    return sorted((s, e, entity["type"]) for entity in document["entities"] for s, e in entity["mentions"])


def packed(text: str, spans: Iterable[TypedSpan], corpus: str, group: str, limit: int) -> list[Sample]:
    """Return samples of whole sentences, as many as fit in ``limit`` characters; a longer sentence stands alone."""
    ordered = sorted(spans)
    return [
        Sample(corpus=corpus, text=text[a:b], group=group,
               spans=tuple((s - a, e - a, t) for s, e, t in ordered if a <= s and e <= b))
        for a, b in pack(sentence_spans(text), limit)
    ]  # fmt: skip


def pack(sentences: Iterable[tuple[int, int]], limit: int) -> list[tuple[int, int]]:
    """Join neighbouring spans while the joined one is not longer than ``limit``."""
    packs: list[tuple[int, int]] = []
    for start, end in sentences:
        if packs and end - packs[-1][0] <= limit:
            packs[-1] = (packs[-1][0], end)
        else:
            packs.append((start, end))
    return packs


def own_gold(path: Path, limit: int) -> list[Sample]:
    """Return the samples of the project's own gold documents."""
    return [s for d in gold_documents(path) for s in packed(d["text"], document_spans(d), "own", d["id"], limit)]


def column_sentences(lines: Iterable[str]) -> Iterator[tuple[str, list[TypedSpan]]]:
    """Yield the sentences of a file with one character and its tag a line (BIO, BMES or BIOES)."""
    chars: list[str] = []
    tags: list[str] = []
    for line in lines:
        parts = line.split()
        if len(parts) == 2:
            chars.append(parts[0][0])
            tags.append(parts[1])
        elif len(parts) == 1 and line[0].isspace():  # the character itself is a blank
            chars.append(" ")
            tags.append(parts[0])
        elif chars:
            yield "".join(chars), tag_spans(tags)
            chars, tags = [], []
    if chars:
        yield "".join(chars), tag_spans(tags)


def tag_spans(tags: list[str]) -> list[TypedSpan]:
    """Return the spans of a tag sequence.

    >>> tag_spans(["B-LOC", "I-LOC", "O", "B-PER"])
    [(0, 2, 'LOC'), (3, 4, 'PER')]
    """
    spans: list[TypedSpan] = []
    start, open_type = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        if open_type and not (tag[0] in "IME" and tag[2:] == open_type):
            spans.append((start, i, open_type))
            open_type = ""
        if tag[0] in "BS" or (tag[0] in "IME" and not open_type):
            start, open_type = i, tag[2:]
    return spans


def _columns(text: str, corpus: str) -> list[Sample]:
    return [Sample(corpus=corpus, text=t, spans=tuple(spans)) for t, spans in column_sentences(io.StringIO(text))]


def key(text: str) -> str:
    """Return what two prints of one sentence share: its Chinese characters."""
    return "".join(re.findall(r"[\u4e00-\u9fff]", text))


class HeldOutText:
    """The sentences of a test part, to keep them out of training also where another print cuts them in pieces.

    >>> test = HeldOutText(["昨天，绥江市市长丁建国会见了来访的客人。"])
    >>> test.holds("绥江市市长丁建国会见了来访"), test.holds("丁建国出席了会议，并且讲话。")
    (True, False)
    """

    PIECE = 10  # Chinese characters
    MOST = 0.3  # share of such pieces that a sentence for training may have in common with the test part

    def __init__(self, texts: Iterable[str]) -> None:
        self._keys = [key(text) for text in texts]
        self._pieces = {piece for k in self._keys for piece in self._cut(k)}
        self._short = {k[i : i + n] for k in self._keys for n in range(1, self.PIECE) for i in range(len(k) - n + 1)}

    def _cut(self, characters: str) -> list[str]:
        return [characters[i : i + self.PIECE] for i in range(len(characters) - self.PIECE + 1)]

    def holds(self, text: str) -> bool:
        """Return whether the text, or a good part of it, stands in the test part; a short one as a whole."""
        characters = key(text)
        pieces = self._cut(characters)
        if not pieces:
            return characters in self._short
        return sum(p in self._pieces for p in pieces) > self.MOST * len(pieces)


def msra_test(folder: Path) -> list[Sample]:
    """Return the MSRA test sentences."""
    return _columns((folder / "corpora/ner/msra_test_bio.txt").read_text(encoding="utf-8"), "msra")


def msra_train(folder: Path) -> list[Sample]:
    """Return the MSRA training sentences without those of the test part, which the archive holds too, cut in pieces."""
    test = HeldOutText(s.text for s in msra_test(folder))
    with zipfile.ZipFile(folder / "corpora/ner/dh_msra.zip") as archive:
        rows = _columns(archive.read("dh_msra.txt").decode("utf-8"), "msra")
    return [s for s in rows if not test.holds(s.text)]


def apart(samples: Iterable[Sample], others: Iterable[Sample]) -> list[Sample]:
    """Return the samples that have no ``RUN`` Chinese characters in a row in common with the others."""
    known = {piece for other in others for piece in _runs(other)}
    return [s for s in samples if known.isdisjoint(_runs(s))]


def _runs(sample: Sample) -> list[str]:
    characters = key(sample.text)
    return [characters[i : i + RUN] for i in range(len(characters) - RUN + 1)]


def neighbours_joined(samples: Iterable[Sample], limit: int) -> list[Sample]:
    """Return neighbouring samples of one corpus as one, while it is not longer than ``limit`` characters.

    >>> a, b = (Sample(corpus="x", text=t, spans=((0, 2, "PER"),)) for t in ("李春来了。", "丁建走了。"))
    >>> [(s.text, s.spans) for s in neighbours_joined([a, b, a], 10)]
    [('李春来了。丁建走了。', ((0, 2, 'PER'), (5, 7, 'PER'))), ('李春来了。', ((0, 2, 'PER'),))]
    """
    joined: list[Sample] = []
    for sample in samples:
        before = joined[-1] if joined else None
        if before is None or len(before.text) + len(sample.text) > limit:
            joined.append(sample)
            continue
        moved = tuple((len(before.text) + s, len(before.text) + e, t) for s, e, t in sample.spans)
        joined[-1] = replace(before, text=before.text + sample.text, spans=before.spans + moved)
    return joined


def resume(folder: Path, part: str) -> list[Sample]:
    """Return a part (train, dev, test) of the Resume corpus."""
    return _columns((folder / f"corpora/ner/resume_{part}.char.bmes").read_text(encoding="utf-8"), "resume")


def cluener(folder: Path, part: str) -> list[Sample]:
    """Return a part (train, dev) of CLUENER; its inclusive ends become half-open."""
    samples = []
    for document in gold_documents(folder / f"corpora/ner/cluener_{part}.jsonl"):
        spans = [
            (s, e + 1, t)
            for t, names in document["label"].items()
            for at in names.values()
            for s, e in at
            if e < len(document["text"])
        ]
        samples.append(Sample(corpus="cluener", text=document["text"], spans=tuple(flat(spans))))
    return samples


def ranxi(folder: Path) -> list[Sample]:
    """Return the policy news of the ranxi corpus."""
    return [
        Sample(
            corpus="ranxi",
            text=d["text"],
            spans=tuple(flat([(s, e, t) for s, e, t in d["entities"] if e <= len(d["text"])])),
        )
        for d in gold_documents(folder / "corpora/ner/policy_news_ranxi.jsonl")
    ]


def flat(spans: list[TypedSpan]) -> list[TypedSpan]:
    """Return the spans without those that overlap a longer one."""
    kept: list[TypedSpan] = []
    for span in sorted(spans, key=lambda x: (x[0] - x[1], x)):
        if span[0] < span[1] and all(span[1] <= s or e <= span[0] for s, e, _ in kept):
            kept.append(span)
    return sorted(kept)


_PFR_TOKEN = re.compile(r"(\[)?([^\s/]+)/([A-Za-z]+)(?:\](\w+))?")
_PFR_NAMES = {"nr": "PER", "ns": "LOC", "nt": "ORG", "nz": "MISC"}


def pfr_lines(folder: Path) -> Iterator[list[tuple[str, str, str, str]]]:
    """Yield each line of PFR as (opening bracket, word, part of speech, type of the closed bracket) tuples."""
    with zipfile.ZipFile(folder / "corpora/segmentation/pfr199801.zip") as archive:
        for line in archive.read("199801.txt").decode("gb18030").splitlines():
            tokens = _PFR_TOKEN.findall(line)
            if len(tokens) > 1:
                yield tokens[1:]  # the first token is the line's number


def pfr(folder: Path, words: bool = False) -> list[Sample]:
    """Return PFR with bracketed names whole, MSRA test sentences left out; with ``words`` the other words as WORD."""
    test = HeldOutText(s.text for s in msra_test(folder))
    samples = []
    for tokens in pfr_lines(folder):
        text, spans = pfr_spans(tokens, words)
        samples += [s for s in packed(text, spans, "pfr", "", 160) if not test.holds(s.text)]
    return samples


def pfr_spans(tokens: Iterable[tuple[str, str, str, str]], words: bool = False) -> tuple[str, list[TypedSpan]]:
    """Return the text and the names of a line's tokens; a surname and the given name after it are one person.

    >>> pfr_spans([("", "丁", "nr", ""), ("", "建国", "nr", ""), ("", "李", "nr", ""), ("", "春", "nr", "")])
    ('丁建国李春', [(0, 3, 'PER'), (3, 5, 'PER')])
    """
    text = ""
    spans: list[TypedSpan] = []
    opened, surname = 0, False
    for bracket, word, pos, closed in tokens:
        start = len(text)
        text += word
        if bracket:
            opened = start
        if pos == "nr" and surname:
            spans[-1] = (spans[-1][0], len(text), "PER")
            surname = False
        else:
            surname = pos == "nr" and len(word) < 3
            if pos in _PFR_NAMES or words:
                spans.append((start, len(text), _PFR_NAMES.get(pos, "WORD")))
        if closed in _PFR_NAMES:
            spans.append((opened, len(text), _PFR_NAMES[closed]))
    return text, flat(spans)


def silver_sentences(path: Path) -> Iterator[dict]:
    """Yield the teacher's sentences: doc, start, words, tags."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def raw_documents(path: Path) -> Iterator[dict]:
    """Yield the documents (id, title, published, text) of a gzipped file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


SILVER_NAMES = ("PER", "LOC", "ORG", "TIME", "nw", "nz")


def silver_names(path: Path, every: int, skipped: frozenset[str]) -> list[Sample]:
    """Return each ``every``-th silver sentence of documents not skipped, with the teacher's names and proper nouns."""
    samples = []
    for number, row in enumerate(silver_sentences(path)):
        if number % every or row["doc"] in skipped:
            continue
        spans, start = [], 0
        for word, tag in zip(row["words"], row["tags"], strict=True):
            if tag in SILVER_NAMES:
                spans.append((start, start + len(word), tag))
            start += len(word)
        samples.append(Sample(corpus="silver", text="".join(row["words"]), spans=tuple(spans), group=row["doc"]))
    return samples
