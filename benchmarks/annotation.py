"""Characters per second by stage, peak memory and cold start, beside a yardstick run in the same process.

Stages are timed by the clock; the sums at the end are also given in processor time, which other work on the
machine does not change. The lexer whose words and names trained the recogniser reads 49,000 characters a second (plain
torch, one core, batches of 64 sorted by length; measured when the corpora were made); the ratio to it is printed.

The yardstick is spaCy's blank Chinese pipeline with a sentence splitter: what a user pays for a Doc with sentence
borders and nothing else.

usage: python benchmarks/annotation.py NEWS.jsonl.gz [--megabytes 2] [--page PAGE.txt] [--recognizer model]
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import spacy

from kg.annotate import Annotator
from kg.config import Settings
from kg.records import Article
from kg.text.reader import Reader

TO_MENTIONS = ("read", "document", "sentences", "recognition", "coreference")
LEXER_SPEED = 49_000  # characters a second on one core


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+")
    parser.add_argument("--megabytes", type=float, default=2.0)
    parser.add_argument("--page", type=Path)
    parser.add_argument("--recognizer", default="model")
    options = parser.parse_args()
    articles = list(up_to(Reader().read(options.corpus), options.megabytes))
    annotator = Annotator(Settings(recognizer=options.recognizer))
    memory_before = peak_megabytes()
    started = time.process_time()
    for _ in annotator.annotate_all(articles):
        pass
    processor_seconds = time.process_time() - started
    memory = memory_before, peak_megabytes()
    report(annotator, yardstick_speed(articles), memory)
    report_sums(annotator, processor_seconds)
    if options.page:
        print(f"one page to graph, cold start: {cold_start(options.page):.2f} s")


def up_to(articles: Iterator[Article], megabytes: float) -> Iterator[Article]:
    """Yield articles until their UTF-8 text reaches the size."""
    total = 0.0
    for article in articles:
        total += len(article.text.encode("utf-8")) / 1e6
        yield article
        if total >= megabytes:
            return


def yardstick_speed(articles: list[Article]) -> float:
    """Return the characters per second of spaCy's blank pipeline with sentence borders."""
    nlp = spacy.blank("zh")
    nlp.add_pipe("sentencizer")
    nlp.max_length = 1 << 31
    started = time.perf_counter()
    for article in articles:
        nlp(article.text)
    return sum(len(a.text) for a in articles) / (time.perf_counter() - started)


def report(annotator: Annotator, yardstick: float, memory: tuple[float, float]) -> None:
    """Print a line for each stage: seconds, share, characters per second, ratio to the yardstick."""
    work = {k: v for k, v in annotator.seconds.items() if k != "load"}
    total = sum(work.values())
    print(f"{annotator.characters:,} characters; loading {annotator.seconds['load']:.2f} s")
    print(f"yardstick {yardstick:,.0f} characters/s")
    print(f"{'stage':<16}{'seconds':>9}{'share':>8}{'chars/s':>12}{'ratio':>8}")
    for stage, seconds in (*work.items(), ("all", total)):
        speed = annotator.characters / seconds if seconds else float("inf")
        print(f"{stage:<16}{seconds:9.2f}{seconds / total:8.1%}{speed:12,.0f}{speed / yardstick:8.2f}")
    print(f"peak memory {memory[1]:.0f} MB, of which {memory[0]:.0f} MB before the first article")


def report_sums(annotator: Annotator, processor_seconds: float) -> None:
    """Print text to mentions and text to statements, by the clock and in processor time, beside the lexer's speed.

    The processor time of the stages up to the mentions is their share of the whole by the clock.
    """
    clock = sum(v for k, v in annotator.seconds.items() if k != "load")
    to_mentions = sum(annotator.seconds[k] for k in TO_MENTIONS)
    for name, seconds in (("text to mentions", to_mentions), ("text to statements", clock)):
        by_clock = annotator.characters / seconds
        by_processor = by_clock * clock / processor_seconds
        print(f"{name:<20}{by_clock:10,.0f} chars/s by the clock ({by_clock / LEXER_SPEED:.2f} of the lexer), "
              f"{by_processor:,.0f} in processor time ({by_processor / LEXER_SPEED:.2f})")  # fmt: skip


def peak_megabytes() -> float:
    """Return the process's peak resident memory."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def cold_start(page: Path) -> float:
    """Return the seconds from starting the command to its end, one page to graph."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        command = [sys.executable, "-m", "kg", "build", str(page), "--out", folder]
        subprocess.run(command, check=True, capture_output=True)
        return time.perf_counter() - started


if __name__ == "__main__":
    main()
