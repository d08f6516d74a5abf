import json
import subprocess
import sys
import textwrap

import pytest
from graph.making import annotation, post

from kg import jsonl
from kg.errors import GraphError, SettingsError
from kg.graph.decisions import Decision
from kg.graph.folder import GraphFolder
from kg.graph.store import Store
from kg.graph.stream import GraphRecords

HOLDS_THE_LOCK = """
    import sys
    from pathlib import Path
    from kg.graph.folder import GraphFolder
    with GraphFolder(Path(sys.argv[1])).locked():
        print("held", flush=True)
        sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path):
    made = GraphFolder(tmp_path / "graph")
    first = annotation("a", *post("魏长河", "黑龙江省水利厅", "厅长"))
    second = annotation("b", [("Company", "临江港务"), ("Company", "临江港务集团有限公司北岸分公司")])
    made.build([first, second])
    return made


def ids(folder):
    return {e.name: e.id for e in folder.graph().entities}


def test_the_files_show_the_store(folder):
    with folder.store() as store:
        assert (folder.path / "graph.jsonl").read_text(encoding="utf-8").splitlines() == list(store.graph_lines())
    annotated = [json.loads(line) for line in (folder.path / "annotations.jsonl").open(encoding="utf-8")]
    assert {e["node"] for a in annotated for e in a["entities"]} == set(ids(folder).values())
    assert jsonl.read_graph(folder.path / "graph.jsonl") == folder.graph()


def test_a_second_process_gets_a_clear_message_and_the_lock_goes_with_the_process(folder):
    command = [sys.executable, "-c", textwrap.dedent(HOLDS_THE_LOCK), str(folder.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(GraphError, match="Another kg process is changing"):
            folder.change(remove=["a"])
        with folder.store() as store:
            assert store.document_ids() == ("a", "b"), "reading goes on"
        other.kill()
    folder.change(remove=["a"])
    assert set(ids(folder)) == {"临江港务", "临江港务集团有限公司北岸分公司"}


def test_files_put_off_follow_when_the_folder_is_next_opened(folder):
    before = (folder.path / "graph.jsonl").read_bytes()
    folder.change(remove=["a"], files=False)
    assert (folder.path / "graph.jsonl").read_bytes() == before
    with folder.store() as store:
        assert store.document_ids() == ("b",)
    assert (folder.path / "graph.jsonl").read_bytes() != before


def test_a_process_killed_before_its_files_loses_no_decision(folder):
    with Store(folder.store_path) as store:
        taken = Decision(action="rename", node=ids(folder)["临江港务"], name="临江港务公司")
        store.apply(decisions=[taken])
    assert not (folder.path / "decisions.jsonl").exists()
    folder.change(remove=["a"])
    assert "临江港务公司" in ids(folder)
    assert (folder.path / "decisions.jsonl").read_text(encoding="utf-8").count("\n") == 1


def test_a_rebuild_honours_decisions_and_a_line_taken_out_by_hand_is_undone(folder):
    untouched = (folder.path / "graph.jsonl").read_bytes()
    names = ids(folder)
    folder.change(
        decisions=[
            Decision(action="merge", node=names["临江港务集团有限公司北岸分公司"], into=names["临江港务"], who="甲")
        ]
    )
    decided = (folder.path / "graph.jsonl").read_bytes()
    (merged,) = [e for e in folder.graph().entities if e.type == "Company"]
    assert merged.former_ids == (names["临江港务集团有限公司北岸分公司"],)
    assert merged.aliases == ("临江港务集团有限公司北岸分公司",)
    with folder.store() as store:
        held = [store.annotation(d) for d in store.document_ids()]
    folder.build(held)
    assert (folder.path / "graph.jsonl").read_bytes() == decided
    (folder.path / "decisions.jsonl").write_text("", encoding="utf-8")
    folder.change()
    assert (folder.path / "graph.jsonl").read_bytes() == untouched


def test_a_corrupt_line_is_named_and_set_aside_and_the_rest_holds(folder):
    good = Decision(action="rename", node=ids(folder)["临江港务"], name="临江港务公司").to_line()
    (folder.path / "decisions.jsonl").write_text(
        f'{good}\n{{"action": "merg\n{{"action":"melt","node":"x"}}\n', "utf-8"
    )
    result = folder.change()
    assert [line.number for line in result.bad_lines] == [2, 3]
    assert "Unknown action 'melt'" in result.bad_lines[1].reason
    assert "临江港务公司" in ids(folder)
    assert (folder.path / "decisions.jsonl").read_text(encoding="utf-8") == good + "\n"
    aside = [json.loads(line) for line in (folder.path / "decisions.rejected.jsonl").open(encoding="utf-8")]
    assert [(x["number"], x["line"]) for x in aside] == [(2, '{"action": "merg'), (3, '{"action":"melt","node":"x"}')]
    assert folder.change().bad_lines == ()


def test_a_decision_without_what_it_needs_is_refused(folder):
    with pytest.raises(SettingsError, match="needs 'node' and 'into'"):
        folder.change(decisions=[Decision(action="merge", node="x")])


def test_a_folder_without_a_graph_is_named(tmp_path):
    with pytest.raises(GraphError, match="kg build"):
        GraphFolder(tmp_path / "none").graph()
    with pytest.raises(GraphError, match="kg build"):
        GraphFolder(tmp_path / "none").change()


def test_a_restored_graph_is_read_like_any_other_and_cannot_change(tmp_path):
    first, second = GraphFolder(tmp_path / "first"), GraphFolder(tmp_path / "second")
    first.build([annotation("a", *post("魏长河", "黑龙江省水利厅", "厅长"))])
    second.restore(GraphRecords(first.graph()), {"base_iri": "https://example.org/"})
    assert second.graph() == first.graph()
    assert (second.path / "graph.jsonl").read_bytes() == (first.path / "graph.jsonl").read_bytes()
    assert second.settings() == {"base_iri": "https://example.org/"}
    with pytest.raises(GraphError, match="holds no texts"):
        second.change([annotation("b", *post("陆明远", "江苏省水利厅", "厅长"))])
    second.build([annotation("b", *post("陆明远", "江苏省水利厅", "厅长"))])
    assert [d.id for d in second.graph().documents] == ["b"], "a build takes its place"
