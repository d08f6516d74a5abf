"""The competency questions over the example page, and their answers.

The graph is made from ``ontology/questions/page.jsonl``: what a careful reader annotates on the page, so the answers
test the ontology and the mapping and not the recogniser. ``python tests/rdf/questions.py`` writes the answers anew;
look at the difference before you commit it.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from pathlib import Path

from kg import records as r
from kg.graph.assembly import build_graph
from kg.jsonl import annotation_from_json
from kg.rdf.export import write_turtle
from kg.rdf.query import QueryEngine, table

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "ontology" / "questions"
PAGE = ROOT / "examples" / "page-2026-03-18.txt"
QUESTIONS = sorted(FOLDER.glob("*.rq"))


def page_graph() -> r.Graph:
    """Return the graph of the annotated example page."""
    text = PAGE.read_text(encoding="utf-8")
    graph, _ = build_graph(_annotation(line, text) for line in (FOLDER / "page.jsonl").read_text().splitlines())
    return graph


def _annotation(line: str, text: str) -> r.Annotation:
    annotation = annotation_from_json(json.loads(line))
    start, end = json.loads(line)["span"]
    article = dataclasses.replace(annotation.article, text=text[start:end])
    return dataclasses.replace(annotation, article=article)


def answer(engine: QueryEngine, question: Path) -> str:
    """Return the answer to a question as CSV."""
    columns, rows = table(engine.ask(question.read_text(encoding="utf-8")))
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([columns, *rows])
    return out.getvalue()


def engine_of(folder: Path) -> QueryEngine:
    """Write the page's graph into a folder and return an engine on it."""
    write_turtle(page_graph(), folder / "graph.ttl")
    return QueryEngine(folder / "graph.ttl")


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as name, engine_of(Path(name)) as engine:
        for question in QUESTIONS:
            question.with_suffix(".csv").write_text(answer(engine, question), encoding="utf-8")
