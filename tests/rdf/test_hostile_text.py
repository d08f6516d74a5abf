"""Text of any kind comes through every format: two parsers agree, and it reads back equal.

2,040 cases in all, 340 for each of the six formats; derandomised in CI.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from hypothesis import HealthCheck, Phase, given, settings
from rdf.graphs import few
from rdf.strategies import hostile_pages, with_texts

from kg import records as r
from kg.rdf import notation, to_rdflib
from kg.rdf.export import FORMATS, write
from kg.rdf.importing import canonical, read_rdf

CASES_PER_FORMAT = 340
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
RDFLIB_FORMATS = {
    "turtle": "turtle",
    "ntriples": "nt",
    "nquads": "nquads",
    "trig": "trig",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}

WORST = [
    "a\"b'c\\d",
    'ends with a backslash \\"',
    "\\u0041 \\x \\",
    "one\ntwo\rthree\r\nfour\tfive",
    '<a href="x">&amp;</a> ]]> <!--',
    "\x00\x01\x08\x0b\x0c\x1f\x7f\x85\x9f",
    "\ud800 \udfff \udc00\ud800",
    "\ue000\uf8ff\ufffe\uffff\ufeff",
    "\u200b\u200d\u200e\u202a\u202e\u2066\u2028\u2029",
    "  spaces \u3000\u00a0 around  ",
    "e\u0301 \u1100\u1161 \U0001f468\u200d\U0001f469",
    "",
    "@zh ^^<x> _:b . ; ,",
    "黑" * 3400,
]


def check(graph: r.Graph, path: Path, format_name: str) -> None:
    """Write, which parses strictly by pyoxigraph; read by rdflib; read back."""
    path.unlink(missing_ok=True)
    write(graph, path, format_name)
    assert read_rdf(path) == canonical(graph)
    found = rdflib.Dataset(default_union=True)
    found.parse(path, format=RDFLIB_FORMATS[format_name])
    expected = to_rdflib(graph)
    assert set(map(_comparable, found.triples((None, None, None)))) == set(map(_comparable, expected))


def _comparable(triple) -> tuple:
    object_ = triple[2]
    form = (getattr(object_, "language", None), getattr(object_, "datatype", None))
    return str(triple[0]), str(triple[1]), str(object_), *form


@pytest.fixture(params=FORMATS)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    return tmp_path / f"graph{FORMATS[request.param].suffixes[0]}", request.param


@pytest.mark.parametrize("text", WORST, ids=range(len(WORST)))
def test_the_worst_text(text: str, target: tuple[Path, str]) -> None:
    check(with_texts(few(), [text]), *target)


@settings(max_examples=CASES_PER_FORMAT, suppress_health_check=list(HealthCheck))
@given(graph=hostile_pages(few()))
def test_any_text(graph: r.Graph, target: tuple[Path, str]) -> None:
    check(graph, *target)


MUTANTS: dict[str, Callable[[str], str]] = {
    "nothing escaped": lambda text: text,
    "quotes forgotten": lambda text: text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r"),
    "backslashes forgotten": lambda text: text.replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r"),
    "line ends forgotten": lambda text: text.replace("\\", "\\\\").replace('"', '\\"'),
    "backslashes last": lambda text: text.replace('"', '\\"').replace("\\", "\\\\").replace("\n", "\\n"),
}


@pytest.mark.parametrize("mutant", MUTANTS)
@pytest.mark.parametrize("format_name", ["turtle", "nquads", "rdfxml"])
def test_broken_escaping_is_noticed(
    mutant: str, format_name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notation, "escape", MUTANTS[mutant])
    path = tmp_path / f"graph{FORMATS[format_name].suffixes[0]}"

    @settings(
        max_examples=100,
        phases=[Phase.generate],
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(graph=hostile_pages(few()))
    def cases(graph: r.Graph) -> None:
        check(graph, path, format_name)

    with pytest.raises(Exception):  # noqa: B017  (which error depends on the mutant)
        cases()


def test_a_broken_escape_of_surrogates_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notation, "escaped_text", lambda text: text.replace("\\", "\\\\"))
    with pytest.raises(UnicodeEncodeError):
        check(with_texts(few(), ["\ud800"]), tmp_path / "graph.ttl", "turtle")
