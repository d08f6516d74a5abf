"""``kg build``, ``kg annotate``, ``kg evaluate``."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from kg.cli.console import EXIT_INTERRUPTED, EXIT_INVALID, EXIT_SET_ASIDE, err, fail, out
from kg.cli.reading_options import Config, Inputs, Jobs, MinConfidence, Published, Recognizer, print_reading
from kg.config import load_settings
from kg.records import Article


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command(epilog="Examples: `kg build page.txt --out graph` · `kg build news/ more.jsonl.gz --out graph`")(build)
    app.command(epilog="Example: `kg annotate news.jsonl --out annotations.jsonl`")(annotate)
    app.command(epilog="Example: `kg evaluate gold.jsonl annotations.jsonl --errors 20`")(evaluate)


def build(
    inputs: Inputs,
    out_dir: Annotated[Path, typer.Option("--out", help="The graph's folder; made if it is missing.")] = Path("out"),
    published: Published = None,
    config: Config = None,
    recognizer: Recognizer = None,
    min_confidence: MinConfidence = None,
    jobs: Jobs = 1,
    strict: Annotated[
        bool, typer.Option("--strict", help="Leave with 4 if anything in the graph breaks a shape.")
    ] = False,
) -> None:
    """Build the graph of documents: canonical JSON Lines, Turtle, the embedded graph, annotations, a report."""
    from kg.build import build as run

    settings = load_settings(config, recognizer=recognizer, min_confidence=min_confidence)
    with _Reading("Reading", inputs) as reading:
        report = run(inputs, out_dir, settings, published, reading.show, jobs)
    print_reading(report)
    counts = report.counts
    out.print(
        f"{counts['documents']} documents · {counts['entities']} entities · {counts['statements']} statements · "
        f"{counts['observations']} figures → {out_dir}"
    )
    out.print(f"Next: kg show NAME --graph {out_dir} · kg query 'MATCH (n) RETURN n LIMIT 5' --graph {out_dir}")
    if report.violations:
        err.print(
            f"kg: {len(report.violations)} break a shape; {out_dir / 'rejected.jsonl'} says which, "
            f"'kg validate --graph {out_dir}' shows them with their sentences.", markup=False,
        )  # fmt: skip
    if report.violations and strict:
        raise typer.Exit(EXIT_INVALID)
    if report.rejected:
        raise typer.Exit(EXIT_SET_ASIDE)


def annotate(
    inputs: Inputs,
    out_file: Annotated[Path, typer.Option("--out", help="Annotations, one document a line; .gz compresses.")],
    published: Published = None,
    config: Config = None,
    recognizer: Recognizer = None,
    min_confidence: MinConfidence = None,
    jobs: Jobs = 1,
) -> None:
    """Annotate documents without building a graph: mentions, entities, relations, figures; ids and offsets as given."""
    from kg.build import Report, write_annotations
    from kg.build import annotate as run

    settings = load_settings(config, recognizer=recognizer, min_confidence=min_confidence)
    report = Report()
    with _Reading("Annotating", inputs) as reading:
        write_annotations(out_file, run(inputs, settings, report, published, reading.show, jobs if jobs > 1 else 0))
    print_reading(report)
    speed = jobs * report.characters / max(sum(report.seconds.values()) - report.seconds.get("load", 0.0), 1e-9)
    out.print(f"{report.characters} characters, {speed:,.0f} a second → {out_file}")
    if report.rejected:
        raise typer.Exit(EXIT_SET_ASIDE)


def evaluate(
    gold: Annotated[Path, typer.Argument(help="Gold annotations (JSON Lines).")],
    predicted: Annotated[
        Path | None, typer.Argument(help="Predicted annotations; left out with --gold-entities.")
    ] = None,
    errors: Annotated[int, typer.Option(min=0, help="How many of the most frequent errors to print.")] = 10,
    gold_entities: Annotated[
        bool,
        typer.Option(
            "--gold-entities", help="Give the gold entities to relation extraction and score the relations alone."
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
) -> None:
    """Score annotations against gold ones: precision, recall and F1 by type, and the worst errors."""
    from kg.evaluation.report import calibration, constructions, table, worst_errors
    from kg.evaluation.scorer import score

    gold_documents = _documents(gold)
    if gold_entities:
        predictions = _with_our_relations(gold_documents)
    elif predicted is None:
        raise typer.BadParameter("give the predicted annotations, or --gold-entities")
    else:
        predictions = _documents(predicted)
    scores = score(gold_documents, {d["id"]: d for d in predictions})
    if as_json:
        values = table(scores) | constructions(scores) | {"calibrationError": calibration(scores)}
        typer.echo(json.dumps(values, ensure_ascii=False, indent=1))
        return
    for level, rows in table(scores).items():
        out.print(_score_table(level, rows))
    for kind, rows in constructions(scores).items():
        out.print(_construction_table(f"relations by {kind.rstrip('s')}", rows))
    out.print(f"calibration error of relations: {calibration(scores):.4f}")
    for times, kind, type_, words in worst_errors(scores, errors):
        out.print(f"{times:>4}  {kind}  {type_}  {words}", markup=False)


def _documents(path: Path) -> list[dict[str, Any]]:
    from kg.errors import InputError
    from kg.jsonl import open_text

    try:
        with open_text(path) as lines:
            return [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        raise InputError(
            f"Cannot read {path}: {error}. Give annotations, a JSON object a line, as 'kg annotate' writes them."
        ) from error


def _with_our_relations(gold_documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    from kg.annotate import Annotator
    from kg.jsonl import annotation_from_json, annotation_json

    annotator = Annotator()
    return [annotation_json(annotator.relations_of(annotation_from_json(d))) for d in gold_documents]


def _score_table(level: str, rows: dict[str, dict[str, float | int]]) -> Table:
    made = Table(title=level, title_justify="left", box=None)
    made.add_column("type")
    for name in ("P", "R", "F1", "hit", "predicted", "gold"):
        made.add_column(name, justify="right")
    for name, x in rows.items():
        rates = (f"{x[k]:.4f}" for k in ("p", "r", "f1"))
        made.add_row(name, *rates, *(str(x[k]) for k in ("hit", "predicted", "gold")))
    return made


def _construction_table(title: str, rows: dict[str, dict[str, float | int]]) -> Table:
    made = Table(title=title, title_justify="left", box=None)
    made.add_column("construction")
    names = list(next(iter(rows.values()), {}))
    for name in names:
        made.add_column(name.upper() if len(name) == 1 else name, justify="right")
    for construction, x in rows.items():
        made.add_row(construction, *(f"{x[n]:.4f}" if len(n) == 1 else str(x[n]) for n in names))
    return made


class _Reading:
    """Shows how far the inputs are read, how fast, and how long it will take yet; on a terminal only."""

    def __init__(self, word: str, inputs: Sequence[str]) -> None:
        from kg.text.reader import total_bytes

        columns = (
            SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn(),
            TimeRemainingColumn(elapsed_when_finished=True),
        )  # fmt: skip
        self._progress = Progress(*columns, console=err, transient=True, disable=not err.is_terminal)
        total = None if "-" in inputs or not err.is_terminal else total_bytes(inputs)
        self._task = self._progress.add_task(word, total=total)
        self._word, self._documents, self._characters = word, 0, 0
        self._started = time.monotonic()

    def __enter__(self) -> _Reading:
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._progress.stop()
        if kind is not None and issubclass(kind, KeyboardInterrupt):
            fail(
                f"Interrupted after {self._documents:,} documents. Nothing half-written was left behind; an input that "
                "takes long can be cut into several.",
                EXIT_INTERRUPTED,
            )

    def show(self, article: Article, position: int) -> None:
        """Count one more document; ``position`` is how many bytes of the inputs were read."""
        self._documents += 1
        self._characters += len(article.text)
        rate = self._characters / max(time.monotonic() - self._started, 1e-9)
        text = f"{self._word}: {self._documents} documents, {self._characters:,} characters, {rate:,.0f} a second"
        self._progress.update(self._task, description=text, completed=position)
