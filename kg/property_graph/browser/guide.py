"""The guide for Neo4j Browser: AsciiDoc → the pages that Browser plays, and the files of its saved queries.

Of AsciiDoc the guide uses: ``= title``, ``== page``, paragraphs, and ``[source,cypher]`` blocks between ``----``.
"""

from __future__ import annotations

import html
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from kg.errors import ServerError
from kg.jsonl import replacing

FOLDER = Path(__file__).parent
GUIDE = FOLDER / "guide.adoc"
GUIDE_PAGE = "guide.html"
STYLE_FILE = "style.grass"
PORT = 8474
SAVED_QUERIES = "saved-queries"
ASKED_AHEAD = "asked-ahead.txt"
FAVORITES_FOLDER = "policykg"
_NAMED = {
    "name": "City", "other": "Company", "body": "GovernmentBody", "person": "Official", "policy": "Policy",
    "event": "Event",
}  # fmt: skip
"""Label of the entity that a parameter of the guide names."""
_WORDS = "口岸 企业 发展"  # of the full text; some of them stand in most news

_SOURCE = re.compile(r"\[source,cypher\]\n----\n(.*?)\n----", re.DOTALL)
_PAGE_NUMBER = re.compile(r"(\d+)\. (.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the guide: its heading, its paragraphs, its Cypher. ``number`` is that of a question, else None."""

    heading: str
    number: int | None
    paragraphs: tuple[str, ...]
    cypher: tuple[str, ...]


def read_guide(path: Path = GUIDE) -> tuple[str, tuple[Page, ...]]:
    """Return the title and the pages of a guide."""
    title, *sections = re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return title.strip().removeprefix("= "), tuple(_page(section) for section in sections)


def names_query() -> str:
    """Return the query that gives values for the guide's parameters, of entities that a graph holds."""
    names = ", ".join(
        f"{parameter}: coalesce(COLLECT {{ MATCH (n:{label}) WITH n LIMIT 1000 "
        "RETURN n.name ORDER BY n.mentionCount DESC LIMIT 1 }[0], '')"
        for parameter, label in _NAMED.items()
    )
    return f"RETURN {{{names}, words: '{_WORDS}', since: '2000-01-01'}} AS names"


def asked_ahead(pages: tuple[Page, ...]) -> str:
    """Return what ``ready.sh`` sends to a server, a request a line: for names, and all questions about NAMES."""
    questions = [page.cypher[0] for page in pages if page.number is not None]
    statements = [{"statement": question, "parameters": "NAMES"} for question in questions]
    requests = ({"statements": [{"statement": names_query()}]}, {"statements": statements})
    first, second = (json.dumps(request, ensure_ascii=False) for request in requests)
    return f"{first}\n{second}\n".replace('"NAMES"', "NAMES")


def guide_html(title: str, pages: tuple[Page, ...]) -> str:
    """Return the guide as the carousel that ``:play`` shows; a click on a query puts it into the editor."""
    slides = "\n".join(_slide(page) for page in pages)
    return (
        f'<!DOCTYPE html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n<title>{html.escape(title)}</title>\n'
        f'</head>\n<body>\n<article class="guide">\n<carousel class="deck container-fluid">\n{slides}\n'
        "</carousel>\n</article>\n</body>\n</html>\n"
    )


def write_guide(folder: Path) -> tuple[Path, ...]:
    """Write the guide's page, one file per question and what the health check asks into a folder; return the files."""
    title, pages = read_guide()
    files = {folder / GUIDE_PAGE: guide_html(title, pages), folder / ASKED_AHEAD: asked_ahead(pages)}
    for page in pages:
        if page.number is not None:
            name = f"{page.number:02d}.cypher"
            files[folder / SAVED_QUERIES / name] = (
                f"// {page.heading.zfill(len(page.heading) + (page.number < 10))}\n{page.cypher[0]}\n"
            )
    for path, text in files.items():
        with replacing(path) as out:
            out.write(text)
    queries = {path.name: text for path, text in files.items() if path.suffix == ".cypher"}
    _write_archive(folder / f"{SAVED_QUERIES}.zip", queries)
    return (*files, folder / f"{SAVED_QUERIES}.zip")


def _write_archive(path: Path, texts: Mapping[str, str]) -> None:
    """Write what Browser imports into a folder of its favorites; the same bytes for the same texts."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in texts.items():
            archive.writestr(zipfile.ZipInfo(f"{FAVORITES_FOLDER}/{name}"), text)


def serve(port: int, folder: Path = FOLDER) -> ThreadingHTTPServer:
    """Return a web server for the folder, on this machine alone, from which Browser may read.

    Raises:
        ServerError: the port is taken.
    """
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), partial(_Files, directory=str(folder)))
    except OSError as error:
        raise ServerError(f"Port {port} is taken; give another (0 takes a free one).") from error


class _Files(SimpleHTTPRequestHandler):
    """Files for pages of other origins; nothing is logged."""

    def do_OPTIONS(self) -> None:
        self.send_response(204)
        self.end_headers()

    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "*, Cache-Control, Pragma, X-Requested-With, Content-Type")
        self.send_header("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
        self.send_header("Access-Control-Allow-Private-Network", "true")
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        return


def _page(section: str) -> Page:
    heading, _, body = section.partition("\n")
    number = _PAGE_NUMBER.match(heading)
    words = _SOURCE.sub("", body)
    return Page(
        heading=heading.strip(), number=int(number[1]) if number else None,
        paragraphs=tuple(p.strip() for p in re.split(r"\n\s*\n", words) if p.strip()),
        cypher=tuple(_SOURCE.findall(body)),
    )  # fmt: skip


def _slide(page: Page) -> str:
    parts = [f"<h3>{html.escape(page.heading)}</h3>"]
    parts += [f"<p>{html.escape(p)}</p>" for p in page.paragraphs]
    parts += [f'<pre class="pre-scrollable code runnable">{html.escape(q)}</pre>' for q in page.cypher]
    return '<slide class="row-fluid">\n<div class="col-sm-12">\n' + "\n".join(parts) + "\n</div>\n</slide>"
