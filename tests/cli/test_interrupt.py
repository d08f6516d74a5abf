"""Ctrl-C leaves nothing half-written and one line on the terminal."""

import json
import signal
import subprocess
import sys
import time

from interrupts import heed_interrupts

from kg.cli.console import EXIT_INTERRUPTED

TEXT = "黑龙江省省长魏长河在黑河市会见来宾，商务部印发《边贸办法》。" * 40


def test_an_interrupted_build_leaves_no_graph_and_no_temporary_file(tmp_path):
    source, out = tmp_path / "many.jsonl", tmp_path / "graph"
    rows = (json.dumps({"id": f"d{n}", "text": f"{n}。{TEXT}"}, ensure_ascii=False) for n in range(3000))
    source.write_text("\n".join(rows), encoding="utf-8")
    command = [sys.executable, "-m", "kg", "build", str(source), "--out", str(out), "--recognizer", "rules"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, preexec_fn=heed_interrupts
    ) as process:
        time.sleep(6)
        process.send_signal(signal.SIGINT)
        try:
            _, errors = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == EXIT_INTERRUPTED, errors
    assert errors.count("\n") == 1
    assert "Interrupted" in errors
    assert not (out / "graph.jsonl").exists()
    assert [p.name for p in out.glob(".*")] in ([], [".lock"])
