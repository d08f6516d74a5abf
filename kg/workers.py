"""Annotation in several processes: each free one gets the next article, the results come in the order of the articles.

A worker is a Python process of its own that reads articles from its standard input and writes annotations to its
standard output, both pickled. One that dies costs the article it was reading; another takes its place.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from kg.annotate import Annotator
from kg.collection import give_back_memory
from kg.config import Settings
from kg.errors import KgError
from kg.records import Annotation, Article, Rejected

_START = "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from kg.workers import serve; serve()"
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_GRACE = 1.0  # seconds that a worker whose pipe broke gets to end, so that its own exit status is seen
_MUCH_READ = 50_000  # characters, after which free memory is given back
_AHEAD = 4  # articles under way for each worker: it never waits, and memory stays bounded


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What came of one article: its annotation, or why there is none; and the seconds it took by stage."""

    annotation: Annotation | None = None
    rejected: Rejected | None = None
    seconds: dict[str, float] = field(default_factory=dict)


class AnnotatorPool:
    """Annotates articles in worker processes; otherwise as ``Annotator``. ``seconds`` are those of all together."""

    def __init__(self, settings: Settings, jobs: int) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.characters = 0
        self.rejected: list[Rejected] = []
        self._settings = settings
        self._jobs = jobs

    def annotate_all(self, articles: Iterable[Article]) -> Iterator[Annotation]:
        """Yield the annotation of each article in their order; one that fails is set aside, and the rest goes on.

        Raises:
            KgError: a worker cannot start: the settings name something that is not there, for example.
        """
        workers = _Workers(self._settings)
        under_way: deque[Future[_Answer]] = deque()
        with ThreadPoolExecutor(self._jobs) as threads:
            try:
                for article in articles:
                    under_way.append(threads.submit(workers.annotate, article))
                    if len(under_way) >= self._jobs * _AHEAD:
                        yield from self._taken(under_way.popleft())
                while under_way:
                    yield from self._taken(under_way.popleft())
            finally:
                for future in under_way:
                    future.cancel()
                workers.stop()

    def _taken(self, future: Future[_Answer]) -> Iterator[Annotation]:
        answer = future.result()
        for stage, seconds in answer.seconds.items():
            self.seconds[stage] += seconds
        if answer.rejected is not None:
            self.rejected.append(answer.rejected)
        if answer.annotation is not None:
            self.characters += len(answer.annotation.article.text)
            yield answer.annotation


class _Workers:
    """The worker processes: as many as threads ask at once; a free one is taken before another is started."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._free: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        self._all: list[_Worker] = []
        self._stopped = False

    def annotate(self, article: Article) -> _Answer:
        """Return what comes of an article."""
        worker = self._take()
        try:
            answer = worker.ask(article)
        except (EOFError, OSError, pickle.UnpicklingError):
            reason = f"the worker process that read it {_how(worker.end())}"
            return _Answer(rejected=Rejected(stage="annotate", source=article.id, reason=reason))
        self._free.put(worker)
        return answer

    def _take(self) -> _Worker:
        try:
            return self._free.get_nowait()
        except queue.Empty:
            worker = _Worker()
            self._all.append(worker)
            if self._stopped:
                worker.kill()
            worker.load(self._settings)
            return worker

    def stop(self) -> None:
        """End all workers."""
        self._stopped = True
        for worker in self._all:
            worker.kill()


class _Worker:
    """One process."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **_ONE_THREAD},
            process_group=0,  # Ctrl-C is for the parent, which ends its workers
        )

    def load(self, settings: Settings) -> None:
        """Wait for the models to be loaded.

        Raises:
            KgError: they could not be.
        """
        try:
            self._send(sys.path)
            self._send(settings)
            error = self._receive()
        except (EOFError, OSError, pickle.UnpicklingError):
            raise KgError(
                f"A worker process {_how(self.end())} before it could annotate; try fewer with --jobs."
            ) from None
        if error is not None:
            raise error

    def ask(self, article: Article) -> _Answer:
        """Return what comes of an article."""
        self._send(article)
        return self._receive()

    def end(self) -> int:
        """End the process, if it does not end by itself; return its exit status (minus the signal that ended it)."""
        try:
            return self._process.wait(timeout=_GRACE)
        except subprocess.TimeoutExpired:
            self.kill()
            return self._process.returncode

    def kill(self) -> None:
        """End the process at once; whoever waits for its answer gets an EOFError."""
        self._process.kill()
        self._process.wait()

    def _send(self, value: Any) -> None:
        pickle.dump(value, self._process.stdin)  # type: ignore[arg-type]
        self._process.stdin.flush()  # type: ignore[union-attr]

    def _receive(self) -> Any:
        return pickle.load(self._process.stdout)  # type: ignore[arg-type]


def _how(status: int) -> str:
    if status >= 0:
        return f"ended with exit status {status}"
    return f"was ended by {signal.Signals(-status).name}"


def serve() -> None:
    """Be a worker: read the settings and articles from standard input until it ends, answer each on standard output."""
    sys.modules.setdefault("torch", None)  # type: ignore[arg-type]  # as in kg.cli.app
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not get among the answers
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]

    def answer(value: Any) -> None:
        pickle.dump(value, out)
        out.flush()

    settings = pickle.load(sys.stdin.buffer)
    try:
        annotator = Annotator(settings)
    except KgError as error:
        answer(error)
        return
    answer(None)
    read = 0
    while True:
        try:
            article = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        annotation = next(annotator.annotate_all([article]), None)
        rejected = annotator.rejected.pop() if annotation is None else None
        answer(_Answer(annotation=annotation, rejected=rejected, seconds=dict(annotator.seconds)))
        annotator.seconds.clear()
        read += len(article.text)
        if read >= _MUCH_READ:
            give_back_memory()
            read = 0
