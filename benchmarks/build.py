"""Whole builds as a user runs them: cold start, memory from 1 to 20 MB of news, processor seconds by stage.

Each figure comes from a process of its own (``python -m kg …``), its processor time from the operating system. Memory
is that of the process and all its workers together at the highest moment, looked at ten times a second (Linux;
elsewhere that of the process alone, from the operating system). It is printed as a ratio to that of the smallest input,
the cold start as a ratio to the yardstick: a process that only imports spaCy.

usage: python benchmarks/build.py NEWS.jsonl.gz… [--megabytes 1 5 20] [--jobs 1] [--page PAGE.txt] [--recognizer model]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).parent.parent / "examples" / "page-2026-03-18.txt"
SETTINGS = {"OMP_NUM_THREADS": "1"}
PAUSE = 0.1  # seconds between two looks at the memory
WITHOUT_TORCH = "import sys; sys.modules['torch'] = None; import spacy; spacy.blank('zh')"  # as kg imports it


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a process took with its workers: seconds by the clock, processor seconds, peak memory in MB."""

    wall: float
    processor: float
    memory: float


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="*", type=Path)
    parser.add_argument("--megabytes", nargs="+", type=float, default=[1, 5, 20])
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--page", type=Path, default=PAGE)
    parser.add_argument("--recognizer", default="model")
    options = parser.parse_args()
    report_cold_start(options.page)
    if options.corpus:
        report_builds(options.corpus, options.megabytes, options.jobs, options.recognizer)


def report_cold_start(page: Path, times: int = 3) -> None:
    """Print the best of some runs of one page to graph, and of the yardstick."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "kg", "build", str(page), "--out", folder]
        runs = [run(command) for _ in range(times)]
        yardsticks = [run([sys.executable, "-c", WITHOUT_TORCH]) for _ in range(times)]
    best, yardstick = min(runs, key=lambda x: x.wall), min(yardsticks, key=lambda x: x.wall)
    print(f"one page to graph, cold start: {best.wall:.2f} s by the clock ({best.wall / yardstick.wall:.1f} × that of "
          f"importing spaCy), {best.processor:.2f} s of processor time, {best.memory:.0f} MB")  # fmt: skip


def report_builds(corpus: Sequence[Path], sizes: Sequence[float], jobs: int, recognizer: str) -> None:
    """Print a line for a build of each size, then the seconds by stage of the largest."""
    print(f"{'MB':>6}{'documents':>11}{'characters':>12}{'seconds':>9}{'processor':>11}{'chars/s':>9}{'peak MB':>9}"
          f"{'ratio':>7}{'annotate':>10}{'ratio':>7}")  # fmt: skip
    first: tuple[float, float] | None = None
    for size in sorted(sizes):
        with tempfile.TemporaryDirectory() as folder:
            source, out = Path(folder) / "news.jsonl", Path(folder) / "graph"
            source.write_text("".join(up_to(lines(corpus), size)), encoding="utf-8")
            options = [str(source), "--jobs", str(jobs), "--recognizer", recognizer]
            annotated = run([sys.executable, "-m", "kg", "annotate", *options, "--out", f"{folder}/annotations.jsonl"])
            built = run([sys.executable, "-m", "kg", "build", *options, "--out", str(out)])
            report = json.loads((out / "report.json").read_text(encoding="utf-8"))
        first = first or (built.memory, annotated.memory)
        counts, characters = report["counts"], report["characters"]
        print(f"{size:6g}{counts['documents']:11,}{characters:12,}{built.wall:9.1f}{built.processor:11.1f}"
              f"{characters / built.processor:9,.0f}{built.memory:9.0f}{built.memory / first[0]:7.2f}"
              f"{annotated.memory:10.0f}{annotated.memory / first[1]:7.2f}", flush=True)  # fmt: skip
    print(f"entities {counts['entities']:,}, statements {counts['statements']:,}, figures {counts['observations']:,}")
    total = sum(report["seconds"].values())
    for stage, seconds in sorted(report["seconds"].items(), key=lambda x: -x[1]):
        speed = characters / seconds if seconds else float("inf")
        print(f"{stage:<16}{seconds:9.2f} s{seconds / total:8.1%}{speed:14,.0f} chars/s")


def run(command: Sequence[str]) -> Run:
    """Run a command to its end, its output thrown away; 3 (something set aside) counts as done."""
    started = time.perf_counter()
    environment = {**os.environ, **SETTINGS}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    watch = Watch(process.pid)
    assert process.stderr is not None
    errors = process.stderr.read().decode()
    watch.stop()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        sys.exit(f"{' '.join(command)} ended with {process.returncode}: {errors}")
    wall = time.perf_counter() - started
    memory = max(watch.peak, usage.ru_maxrss * 1024) / 2**20
    return Run(wall=wall, processor=usage.ru_utime + usage.ru_stime, memory=memory)


class Watch:
    """Watches the memory of a process and its descendants. ``peak``: the most at one moment, in bytes."""

    def __init__(self, process: int) -> None:
        self.peak = 0
        self._process = process
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no longer."""
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(PAUSE):
            self.peak = max(self.peak, sum(map(resident, family(self._process))))


def family(process: int) -> list[int]:
    """Return a process and all its descendants; none where the system does not tell."""
    try:
        tasks = [Path(f"/proc/{process}/task/{task}/children") for task in os.listdir(f"/proc/{process}/task")]
        children = [int(child) for task in tasks for child in task.read_text().split()]
    except OSError:  # it ended, or there is no /proc
        return []
    return [process, *(x for child in children for x in family(child))]


def resident(process: int) -> int:
    """Return the bytes of a process that are in memory; 0 if it is no more."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def lines(corpus: Sequence[Path]) -> Iterator[str]:
    """Yield the documents of the files in turns, so that each size holds some of each."""
    from kg.jsonl import open_text

    files = [open_text(path) for path in corpus]
    while files:
        for file in tuple(files):
            line = file.readline()
            if line:
                yield line.rstrip("\n") + "\n"
            else:
                file.close()
                files.remove(file)


def up_to(documents: Iterator[str], megabytes: float) -> Iterator[str]:
    """Yield documents until their UTF-8 text reaches the size."""
    total = 0.0
    for line in documents:
        total += len(json.loads(line)["text"].encode()) / 1e6
        yield line
        if total >= megabytes:
            return


if __name__ == "__main__":
    main()
