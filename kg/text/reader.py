"""Files, folders and standard input to articles. A bad input is set aside with its reason; the rest goes on."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from kg.errors import InputError
from kg.records import Article, Rejected
from kg.text import metadata
from kg.text.page import sections

MAX_LINE_BYTES = 32 * 1024 * 1024  # of one JSON line
MAX_FILE_BYTES = 256 * 1024 * 1024  # of one text file, which is read whole
TEXT_SUFFIXES = (".txt", ".md")
LINES_SUFFIXES = (".jsonl", ".jsonl.gz", ".ndjson")
_FIELDS = ("title", "published", "publisher", "url")


class Reader:
    """Reads inputs one by one; collects what was set aside, what is worth saying, and each input's digest.

    ``rejected``: inputs and lines that could not be read. ``notices``: things done that the user should know.
    ``digests``: SHA-256 by input name, known once the input has been read to its end.
    """

    def __init__(self, published: str | None = None) -> None:
        self.published = published
        self.rejected: list[Rejected] = []
        self.notices: list[str] = []
        self.digests: dict[str, str] = {}
        self._seen: dict[str, str] = {}
        self._done = 0
        self._raw: IO[bytes] | None = None

    @property
    def position(self) -> int:
        """The bytes of files read so far, out of ``total_bytes``."""
        return self._done + (self._raw.tell() if self._raw and not self._raw.closed else 0)

    def read(self, inputs: Iterable[str]) -> Iterator[Article]:
        """Yield the articles of files, folders (in order of names) and ``-`` (standard input: JSON Lines or text)."""
        for name in inputs:
            if name == "-":
                yield from self._standard_input()
                continue
            path = Path(name)
            if path.is_dir():
                yield from self._folder(path)
            else:
                yield from self._file(path, path.name)

    def _folder(self, folder: Path) -> Iterator[Article]:
        paths = _visible(folder)
        if not paths:
            self._set_aside(
                str(folder), "empty folder", "Give a folder that holds .txt, .md, .jsonl or .jsonl.gz files."
            )
        for path in paths:
            yield from self._file(path, path.relative_to(folder).as_posix())

    def _file(self, path: Path, name: str) -> Iterator[Article]:
        try:
            if name.endswith(LINES_SUFFIXES):
                with path.open("rb") as self._raw:
                    packed = name.endswith(".gz")
                    yield from self._lines(gzip.GzipFile(fileobj=self._raw) if packed else self._raw, name)
                self._done += path.stat().st_size
            elif name.endswith(TEXT_SUFFIXES):
                if path.stat().st_size > MAX_FILE_BYTES:
                    raise InputError(f"larger than {MAX_FILE_BYTES >> 20} MiB; cut it, or write it as JSON Lines")
                self._done += path.stat().st_size
                yield from self._page(path.read_bytes(), name)
            else:
                known = ", ".join((*TEXT_SUFFIXES, *LINES_SUFFIXES))
                raise InputError(f"not a known kind of file; give one of {known}")
        except (OSError, EOFError, zlib.error) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            self._set_aside(name, f"cannot be read: {reason}", "Check the path and its permissions.")
        except InputError as error:
            self._set_aside(name, str(error))

    def _standard_input(self) -> Iterator[Article]:
        stream = sys.stdin.buffer
        if not isinstance(stream, io.BufferedReader):
            stream = io.BufferedReader(io.BytesIO(stream.read()))  # type: ignore[arg-type]
        try:
            if stream.peek().lstrip()[:1] == b"{":
                yield from self._lines(stream, "-")
            else:
                yield from self._page(stream.read(), "stdin.txt")
        except InputError as error:
            self._set_aside("-", str(error))

    def _page(self, data: bytes, name: str) -> Iterator[Article]:
        self.digests[name] = hashlib.sha256(data).hexdigest()
        text = self._decoded(data, name)
        if not text.strip():
            raise InputError("empty file: it holds no text")
        published = self.published or metadata.date_in_name(name) or metadata.masthead_date(text)
        stem = name.rsplit(".", 1)[0]
        parts = sections(text)
        for number, part in enumerate(parts, start=1):
            start, end = part.span
            body = text[start:end]
            whole = len(parts) == 1
            article = Article(
                id=stem if whole else f"{stem}#{number}", text=text if whole else body,
                title=part.title, publisher=metadata.agency(body), published=published or metadata.date_in_text(body),
                source=None if whole else name, offset=0 if whole else start,
            )  # fmt: skip
            if self._is_new(article, name):
                yield article

    def _decoded(self, data: bytes, name: str) -> str:
        if b"\0" in data[:4096]:
            raise InputError("binary, not text; give UTF-8 or GB18030 text")
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            where = error.start
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            raise InputError(f"broken UTF-8 at byte {where}, and not GB18030 either; save it as UTF-8") from None
        if _looks_chinese(text):
            self.notices.append(f"{name}: read as GB18030, since it is not UTF-8")
            return text
        raise InputError(f"broken UTF-8 at byte {where}; save it as UTF-8")

    def _lines(self, stream: Any, name: str) -> Iterator[Article]:
        digest = hashlib.sha256()
        documents = 0
        for number, line in enumerate(_bounded_lines(stream, digest), start=1):
            where = f"{name}:{number}"
            try:
                article = self._document(line, name)
            except InputError as error:
                self._set_aside(where, str(error))
                continue
            if article is None:
                continue
            documents += 1
            if self._is_new(article, where):
                yield article
        self.digests[name] = digest.hexdigest()
        if not documents and not any(x.source.startswith(f"{name}:") for x in self.rejected):
            self._set_aside(name, "empty file: it holds no document")

    def _document(self, line: bytes | None, name: str) -> Article | None:
        if line is None:
            raise InputError(f"a line over {MAX_LINE_BYTES >> 20} MiB; split the document")
        if not line.strip():
            return None
        try:
            values = json.loads(self._decoded(line.rstrip(b"\r\n"), name))
        except (json.JSONDecodeError, RecursionError) as error:
            raise InputError(f"invalid JSON: {error}; one document a line is expected") from None
        if not isinstance(values, dict):
            raise InputError(f"a JSON {type(values).__name__}, not an object with id and text")
        return self._article(values)

    def _article(self, values: dict[str, Any]) -> Article:
        text = values.get("text")
        if not isinstance(text, str) or not text.strip():
            raise InputError('a document without text; the field "text" must hold it')
        given = {k: values[k] for k in _FIELDS if isinstance(values.get(k), str) and values[k]}
        identity = values.get("id")
        if isinstance(identity, int) and not isinstance(identity, bool):
            identity = str(identity)
        if not isinstance(identity, str) or not identity:
            identity = "sha256-" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
            self.notices.append(f"a document without id got {identity}, from its text")
        published = given.pop("published", None) or self.published or metadata.date_in_text(text)
        return Article(id=identity, text=text, published=_date(published), **given)

    def _is_new(self, article: Article, where: str) -> bool:
        digest = hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
        first = self._seen.setdefault(article.id, digest)
        if first is digest:
            return True
        same = "with the same text" if first == digest else "with another text; give each document its own id"
        self._set_aside(where, f"two documents with the id {article.id!r}, {same}; the first was kept")
        return False

    def _set_aside(self, source: str, reason: str, remedy: str = "") -> None:
        self.rejected.append(Rejected(stage="read", source=source, reason=reason, detail=remedy))


def total_bytes(inputs: Iterable[str]) -> int:
    """Return how many bytes the files and folders among inputs hold on disk."""
    return sum(file.stat().st_size for name in inputs for file in _files_in(Path(name)) if file.is_file())


def _files_in(path: Path) -> Iterable[Path]:
    return _visible(path) if path.is_dir() else (path,)


def _visible(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and not _hidden(p.relative_to(folder)))


def _bounded_lines(stream: Any, digest: Any) -> Iterator[bytes | None]:
    """Yield the lines of a stream, None for one over the limit (read past, never held in memory)."""
    while line := stream.readline(MAX_LINE_BYTES + 1):
        digest.update(line)
        if len(line) <= MAX_LINE_BYTES or line.endswith(b"\n"):
            yield line
            continue
        while rest := stream.readline(1 << 20):
            digest.update(rest)
            if rest.endswith(b"\n"):
                break
        yield None


def _date(value: str | None) -> str | None:
    """Return an ISO date, at most to the day, from what a document gives; None if it gives none."""
    if value and value[:4].isdigit():
        return metadata.date_in_name(value) or (value[:7] if len(value) >= 7 and value[4] == "-" else value[:4])
    return None


def _looks_chinese(text: str) -> bool:
    sample = text[:4000]
    return sum("\u4e00" <= c <= "\u9fff" or c in "，。、\n\r " or c.isascii() for c in sample) >= 0.9 * len(sample)


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
