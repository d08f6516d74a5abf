"""Progress of long work: how far, how fast, how long yet; on a terminal only."""

import io

import pytest
import typer
from rich.console import Console

from kg.cli import build_commands
from kg.cli.console import EXIT_INTERRUPTED
from kg.records import Article


@pytest.mark.parametrize("is_terminal", [True, False])
def test_progress_is_shown_on_a_terminal_only(tmp_path, monkeypatch, is_terminal):
    page, shown = tmp_path / "page.txt", io.StringIO()
    page.write_bytes(b"x" * 1000)
    monkeypatch.setenv("TERM", "xterm")  # on a dumb one no line can be redrawn, so none is shown
    console = Console(file=shown, force_terminal=is_terminal, width=160)
    monkeypatch.setattr(build_commands, "err", console)
    with build_commands._Reading("Annotating", [str(page)]) as reading:
        reading.show(Article(id="a", text="大会召开。"), 250)
        reading._progress.refresh()
    if is_terminal:
        assert "Annotating: 1 documents, 5 characters" in shown.getvalue()
        assert "25%" in shown.getvalue()
    else:
        assert shown.getvalue() == ""


def test_ctrl_c_tells_how_far_it_came(capsys):
    with pytest.raises(typer.Exit) as left, build_commands._Reading("Reading", ["-"]) as reading:
        reading.show(Article(id="d1", text="商务部印发《边贸办法》。", published="2026-03-09"), 36)
        raise KeyboardInterrupt
    assert left.value.exit_code == EXIT_INTERRUPTED
    assert "after 1 documents" in " ".join(capsys.readouterr().err.split())
