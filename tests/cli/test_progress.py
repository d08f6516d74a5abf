"""Progress of long work: how far, how fast, how long yet; on a terminal only."""

import io

import pytest
from rich.console import Console

from kg.cli import build_commands
from kg.records import Article


@pytest.mark.parametrize("is_terminal", [True, False])
def test_progress_is_shown_on_a_terminal_only(tmp_path, monkeypatch, is_terminal):
    page, shown = tmp_path / "page.txt", io.StringIO()
    page.write_bytes(b"x" * 1000)
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
