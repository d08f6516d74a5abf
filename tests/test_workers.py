"""Annotation in worker processes: the same annotations in the same order, whatever becomes of a worker."""

import subprocess

import pytest

from kg import workers
from kg.annotate import Annotator
from kg.config import Settings
from kg.errors import KgError, RegisterError
from kg.records import Article
from kg.workers import AnnotatorPool

RULES = Settings(recognizer="rules")
SENTENCE = "黑龙江省省长魏长河在黑河市会见来宾，商务部印发《边贸办法》。"
ARTICLES = [Article(id=f"d{n}", text=f"第{n}次。" + SENTENCE * (1 + n % 4), published="2026-03-18") for n in range(14)]
BEGIN = "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
KILLED_BY_D5 = BEGIN + (
    "import os, signal; from kg.annotate import Annotator; annotate = Annotator.annotate\n"
    "def dies(self, article):\n"
    "    return os.kill(os.getpid(), signal.SIGKILL) if article.id == 'd5' else annotate(self, article)\n"
    "Annotator.annotate = dies\n"
    "from kg.workers import serve; serve()"
)
TALKATIVE = BEGIN + (
    "from kg.annotate import Annotator; annotate = Annotator.annotate\n"
    "Annotator.annotate = lambda self, article: print('among the answers') or annotate(self, article)\n"
    "from kg.workers import serve; serve()"
)


@pytest.fixture(scope="module")
def expected():
    return list(Annotator(RULES).annotate_all(ARTICLES))


@pytest.fixture
def started(monkeypatch):
    """All processes that were started."""
    processes = []

    class Watched(subprocess.Popen):
        def __init__(self, *args, **options):
            super().__init__(*args, **options)
            processes.append(self)

    monkeypatch.setattr(subprocess, "Popen", Watched)
    return processes


def test_workers_give_what_one_process_gives_in_the_same_order(expected, started):
    pool = AnnotatorPool(RULES, 2)
    assert list(pool.annotate_all(iter(ARTICLES))) == expected
    assert pool.characters == sum(len(a.text) for a in ARTICLES)
    assert pool.seconds["recognition"] > 0
    assert 1 <= len(started) <= 2 and all(p.poll() is not None for p in started)


def test_a_worker_that_dies_costs_the_article_it_read(monkeypatch, expected):
    monkeypatch.setattr(workers, "_START", KILLED_BY_D5)
    pool = AnnotatorPool(RULES, 1)
    assert list(pool.annotate_all(ARTICLES)) == [a for a in expected if a.article.id != "d5"]
    (lost,) = pool.rejected
    assert (lost.stage, lost.source) == ("annotate", "d5")
    assert "SIGKILL" in lost.reason


def test_what_a_library_prints_does_not_get_among_the_answers(monkeypatch, expected, capfd):
    monkeypatch.setattr(workers, "_START", TALKATIVE)
    assert list(AnnotatorPool(RULES, 1).annotate_all(ARTICLES[:2])) == expected[:2]
    assert "among the answers" in capfd.readouterr().err


def test_an_article_that_fails_is_set_aside_with_its_reason(monkeypatch):
    fails = KILLED_BY_D5.replace("os.kill(os.getpid(), signal.SIGKILL)", "[][1]")
    monkeypatch.setattr(workers, "_START", fails)
    pool = AnnotatorPool(RULES, 1)
    assert len(list(pool.annotate_all(ARTICLES[4:7]))) == 2
    assert [(x.source, x.reason.split(":")[0]) for x in pool.rejected] == [("d5", "IndexError")]


def test_settings_that_no_worker_can_follow_are_an_error_here(tmp_path):
    (tmp_path / "companies_own.tsv").write_text("no register\n", encoding="utf-8")
    with pytest.raises(RegisterError):
        list(AnnotatorPool(Settings(recognizer="rules", registers=str(tmp_path)), 1).annotate_all(ARTICLES))


def test_workers_that_cannot_start_are_an_error(monkeypatch):
    monkeypatch.setattr(workers, "_START", "raise SystemExit(7)")
    with pytest.raises(KgError, match="exit status 7"):
        list(AnnotatorPool(RULES, 1).annotate_all(ARTICLES))


def test_whoever_stops_reading_leaves_no_process_behind(started):
    annotations = AnnotatorPool(RULES, 2).annotate_all(ARTICLES)
    next(annotations)
    annotations.close()
    assert started and all(p.wait(timeout=10) is not None for p in started)
