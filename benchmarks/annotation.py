"""Characters per second by stage and a worker's peak memory, beside a yardstick run in the same process.

Stages are timed by the clock; the sums at the end are also given in processor time, which other work on the
machine does not change. The lexer whose words and names trained the recogniser reads 49,000 characters a second (plain
torch, one core, batches of 64 sorted by length; measured when the corpora were made); the ratio to it is printed.

The yardstick is spaCy's blank Chinese pipeline with a sentence splitter: what a user pays for a Doc with sentence
borders and nothing else.

Articles are read one by one, so the memory is that of a worker of ``kg build --jobs``; ``benchmarks/build.py`` measures
whole builds and the cold start.

usage: python benchmarks/annotation.py NEWS.jsonl.gz [--megabytes 2] [--recognizer model]
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from collections.abc import Iterator

os.environ.setdefault("OMP_NUM_THREADS", "1")

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
    parser.add_argument("--recognizer", default="model")
    options = parser.parse_args()
    sys.modules.setdefault("torch", None)  # type: ignore[arg-type]  # as the command line and its workers do
    annotator = Annotator(Settings(recognizer=options.recognizer))
    memory_before = peak_megabytes()
    started = time.process_time()
    for _ in annotator.annotate_all(up_to(Reader().read(options.corpus), options.megabytes)):
        pass
    processor_seconds = time.process_time() - started
    memory = memory_before, peak_megabytes()
    report(annotator, yardstick_speed(list(up_to(Reader().read(options.corpus), options.megabytes))), memory)
    report_sums(annotator, processor_seconds)


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
    import spacy

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


if __name__ == "__main__":
    main()
