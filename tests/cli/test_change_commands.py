"""``kg add``, ``kg update``, ``kg remove`` from raw texts: the files are those of a build from scratch."""

import gzip
import json
import shutil

import pytest
from typer.testing import CliRunner

from kg.cli.app import app
from kg.cli.console import EXIT_FAILED, EXIT_SET_ASIDE

PAGE = "# 口岸\n\n黑龙江省水利厅厅长魏长河在黑河市调研。\n\n# 办法\n\n商务部印发《边贸办法》，自2026年5月1日起施行。\n"
LINES = (
    ("n-1", "江苏省水利厅厅长陆明远出席第三届寒地商品博览会。"),
    ("n-2", "黑龙江省水利厅厅长魏长河会见来宾。江海港务集团有限公司与北岸仓储有限公司签署合作协议。"),
    ("n-3", "一季度，绥芬河铁路口岸进出口货物312万吨，同比增长6.5%。"),
)
FILES = ("graph.jsonl", "graph.ttl", "annotations.jsonl")
BASE = "https://example.org/news/"


@pytest.fixture
def texts(tmp_path):
    page, lines, settings = tmp_path / "page-2026-03-02.md", tmp_path / "lines.jsonl", tmp_path / "settings.toml"
    page.write_text(PAGE, encoding="utf-8")
    lines.write_text(
        "".join(json.dumps({"id": i, "text": t, "published": "2026-03-09"}) + "\n" for i, t in LINES), encoding="utf-8"
    )
    settings.write_text(f'recognizer = "rules"\nbase_iri = "{BASE}"\n', encoding="utf-8")
    return page, lines, settings


def kg(*arguments, code=0):
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    assert result.exit_code == code, result.output
    return result.output


def files(folder):
    return {name: (folder / name).read_bytes() for name in FILES}


def test_a_page_added_and_removed_gives_the_bytes_of_a_build(texts, tmp_path):
    page, lines, settings = texts
    grown, whole = tmp_path / "grown", tmp_path / "whole"
    kg("build", page, "--out", grown, "--config", settings)
    before = files(grown)
    kg("build", page, lines, "--out", whole, "--config", settings)
    kg("add", lines, "--graph", grown)
    assert files(grown) == files(whole)
    assert files(grown)["graph.ttl"] != before["graph.ttl"]
    kg("remove", "n-1", "n-2", "n-3", "--graph", grown)
    assert files(grown) == before


def test_ids_that_an_added_text_changes_are_as_in_a_build_with_the_same_decisions(texts, tmp_path):
    page, _, settings = texts
    namesake = tmp_path / "namesake.txt"
    namesake.write_text("江苏省水利厅厅长魏长河出席第三届寒地商品博览会。", encoding="utf-8")
    grown, whole = tmp_path / "grown", tmp_path / "whole"
    kg("build", page, "--out", grown, "--config", settings)
    assert " is now official-" in kg("add", namesake, "--graph", grown)
    whole.mkdir()
    shutil.copy(grown / "decisions.jsonl", whole)
    kg("build", namesake, page, "--out", whole, "--config", settings)
    assert files(grown) == files(whole)
    kg("remove", "namesake", "--graph", grown)
    shutil.copy(grown / "decisions.jsonl", whole)
    kg("build", page, "--out", whole, "--config", settings)
    assert files(grown) == files(whole)
    assert "formerly: official-" in kg("show", "魏长河", "--graph", grown), "ids seen in between go on working"


def test_what_the_graph_was_built_with_holds_for_what_is_added(texts, tmp_path):
    page, lines, settings = texts
    graph = tmp_path / "graph"
    kg("build", lines, "--out", graph, "--config", settings, "--min-confidence", "0.3")
    settings.unlink()
    kg("add", page, "--graph", graph)
    assert f"@prefix id: <{BASE}> ." in (graph / "graph.ttl").read_text(encoding="utf-8")
    annotated = (graph / "annotations.jsonl").read_text(encoding="utf-8")
    assert "register:" in annotated
    assert "model:" not in annotated, "read by rules, as the graph was built"
    kg("export", tmp_path / "graph.nt", "--graph", graph)
    assert f"<{BASE}document/n-1>" in (tmp_path / "graph.nt").read_text(encoding="utf-8")


def test_the_base_iri_of_a_graph_stays(texts, tmp_path):
    page, lines, settings = texts
    graph = tmp_path / "graph"
    kg("build", page, "--out", graph, "--config", settings)
    before = files(graph)
    settings.write_text('base_iri = "https://example.org/other/"\n', encoding="utf-8")
    output = kg("add", lines, "--graph", graph, "--config", settings, code=EXIT_FAILED)
    assert f"The graph's IRIs begin with {BASE}" in output
    assert files(graph) == before


def test_a_base_iri_that_makes_no_iri_is_refused_before_anything_is_written(texts, tmp_path):
    page, _, settings = texts
    settings.write_text('recognizer = "rules"\nbase_iri = "news"\n', encoding="utf-8")
    assert "Base IRI 'news'" in kg("build", page, "--out", tmp_path / "graph", "--config", settings, code=EXIT_FAILED)
    assert not (tmp_path / "graph").exists()


def test_a_corrected_text_takes_the_place_of_the_old_one(texts, tmp_path):
    page, lines, settings = texts
    changed, whole = tmp_path / "changed", tmp_path / "whole"
    kg("build", page, lines, "--out", changed, "--config", settings)
    lines.write_text(lines.read_text(encoding="utf-8").replace("312", "321"), encoding="utf-8")
    kg("build", page, lines, "--out", whole, "--config", settings)
    assert "statements +" in kg("update", lines, "--graph", changed)
    assert files(changed) == files(whole)


def triples(folder):
    path = folder / "graph.nt"
    kg("export", path, "--graph", folder)
    return set(path.read_text(encoding="utf-8").removesuffix("\n").split("\n"))


def test_patches_lead_from_the_triples_of_one_graph_to_the_next(texts, tmp_path):
    page, lines, settings = texts
    graph, patch = tmp_path / "graph", tmp_path / "change.rdfp"
    kg("build", page, "--out", graph, "--config", settings)
    known = triples(graph)
    corrected = tmp_path / "corrected.jsonl"
    corrected.write_text(lines.read_text(encoding="utf-8").replace("312", "321"), encoding="utf-8")
    for command in (
        ("add", lines, "--defer-files"),
        ("update", corrected),
        ("rename", "江海港务集团有限公司", "江海港务控股有限公司"),
        ("remove", "n-1", "n-2"),
    ):
        kg(*command, "--graph", graph, "--patch", patch)
        rows = patch.read_text(encoding="utf-8").removesuffix("\n").split("\n")
        known -= {row[2:] for row in rows if row.startswith("D ")}
        known |= {row[2:] for row in rows if row.startswith("A ")}
        assert known == triples(graph), command[0]


def test_a_patch_that_cannot_be_written_is_named(texts, tmp_path):
    page, lines, settings = texts
    graph = tmp_path / "graph"
    kg("build", page, "--out", graph, "--config", settings)
    output = kg("add", lines, "--graph", graph, "--patch", tmp_path / "change.ttl", code=EXIT_FAILED)
    assert "Unknown file name ending of a patch '.ttl'. Known: .rdfp, .rdfp.gz." in output
    assert "n-1" not in kg("documents", "--graph", graph)
    (tmp_path / "change.rdfp").mkdir()
    output = kg("add", lines, "--graph", graph, "--patch", tmp_path / "change.rdfp", code=EXIT_FAILED)
    assert "The graph was changed, but the patch" in output
    assert "n-1" in kg("documents", "--graph", graph)


def test_what_cannot_be_read_is_named_and_the_rest_is_added(texts, tmp_path):
    page, lines, settings = texts
    graph = tmp_path / "graph"
    kg("build", page, "--out", graph, "--config", settings)
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01" * 9)
    output = kg("add", lines, tmp_path / "bad.txt", "--graph", graph, code=EXIT_SET_ASIDE)
    assert "set aside: bad.txt: binary" in output
    assert "documents +3 −0 ~0" in output
    output = kg("add", tmp_path / "bad.txt", "--graph", graph, code=EXIT_FAILED)
    assert "No document could be read; the graph is as it was." in output


@pytest.mark.parametrize("name", ["none.jsonl", "broken.jsonl.gz"])
def test_annotations_that_cannot_be_read_are_named(texts, tmp_path, name):
    page, _, settings = texts
    graph = tmp_path / "graph"
    kg("build", page, "--out", graph, "--config", settings)
    (tmp_path / "broken.jsonl.gz").write_bytes(gzip.compress(b'{"id": "x"}\n')[:-9])
    output = kg("add", tmp_path / name, "--annotations", "--graph", graph, code=EXIT_FAILED)
    assert f"Cannot read {tmp_path / name}" in output


def test_documents_and_names_that_the_graph_does_not_hold(texts, tmp_path):
    page, lines, settings = texts
    graph = tmp_path / "graph"
    kg("build", page, "--out", graph, "--config", settings)
    before = files(graph)
    output = kg("remove", "page-2026-03-02", "--graph", graph, code=EXIT_FAILED)
    assert "The graph holds no document 'page-2026-03-02'" in output
    assert "'kg documents' lists" in output
    assert "Near it: page-2026-03-02#1, page-2026-03-02#2." in output
    assert "does not hold n-1, n-2, n-3; 'kg add'" in kg("update", lines, "--graph", graph, code=EXIT_FAILED)
    output = kg("merge", "魏长江", "魏长河", "--graph", graph, code=EXIT_FAILED)
    assert "The graph holds no entity called '魏长江'. Near it: 魏长河." in output
    assert files(graph) == before


def test_a_renamed_body_is_one_node_with_both_names(tmp_path):
    graph, old, new = tmp_path / "graph", tmp_path / "old-2006-05-02.txt", tmp_path / "new-2024-05-02.txt"
    old.write_text("中国民用航空总局印发《河口机场保护办法》。", encoding="utf-8")
    new.write_text("中国民用航空局印发《河口机场运行办法》。", encoding="utf-8")
    kg("build", old, "--out", graph, "--recognizer", "rules")
    kg("add", new, "--graph", graph)
    nodes = [json.loads(line) for line in (graph / "graph.jsonl").read_text(encoding="utf-8").splitlines()[1:]]
    (body,) = [x for x in nodes if x.get("type") == "GovernmentBody"]
    assert {"中国民用航空总局", "中国民用航空局"} <= {body["name"], *body["aliases"]}
    assert sorted(m["document"] for m in body["mentions"]) == ["new-2024-05-02", "old-2006-05-02"]
    assert sum(x["record"] == "statement" and x["subject"] == body["id"] for x in nodes) == 2


def report(folder):
    return json.loads((folder / "report.json").read_text(encoding="utf-8"))


def rejected(folder):
    lines = (folder / "rejected.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["stage"] != "shapes"]


def test_a_page_that_splits_differently_is_replaced_whole(texts, tmp_path):
    page, lines, settings = texts
    graph, whole = tmp_path / "graph", tmp_path / "whole"
    kg("build", page, lines, "--out", graph, "--config", settings)
    for text in (
        PAGE + "\n# 通道\n\n绥芬河铁路口岸扩能。\n",  # an article more
        "# 口岸\n\n黑龙江省水利厅厅长魏长河在黑河市调研。\n",  # one alone: the file is the document
        PAGE.replace("5月1日", "6月1日"),
    ):
        page.write_text(text, encoding="utf-8")
        kg("update", page, "--graph", graph)
        kg("build", page, lines, "--out", whole, "--config", settings)
        assert files(graph) == files(whole)


def test_a_page_that_the_graph_does_not_hold_is_no_update(texts, tmp_path):
    page, lines, settings = texts
    kg("build", lines, "--out", tmp_path / "graph", "--config", settings)
    output = kg("update", page, "--graph", tmp_path / "graph", code=EXIT_FAILED)
    assert "'kg add' adds documents" in output


def test_the_reports_follow_each_change(texts, tmp_path):
    page, lines, settings = texts
    graph, whole = tmp_path / "graph", tmp_path / "whole"
    kg("build", page, "--out", graph, "--config", settings)
    before = report(graph)
    broken = tmp_path / "more.jsonl"
    broken.write_text(lines.read_text(encoding="utf-8") + "{broken\n", encoding="utf-8")
    kg("add", broken, "--graph", graph, code=EXIT_SET_ASIDE)
    kg("build", page, broken, "--out", whole, "--config", settings, code=EXIT_SET_ASIDE)
    assert report(graph)["counts"] == report(whole)["counts"]
    assert report(graph)["inputs"] == report(whole)["inputs"]
    assert rejected(graph) == rejected(whole)
    broken.write_text(lines.read_text(encoding="utf-8"), encoding="utf-8")
    kg("update", broken, "--graph", graph)
    assert rejected(graph) == []
    kg("remove", "n-1", "n-2", "n-3", "--graph", graph)
    assert report(graph)["counts"] == before["counts"]


def test_a_decision_is_counted_in_the_report(texts, tmp_path):
    page, lines, settings = texts
    graph = tmp_path / "graph"
    kg("build", page, lines, "--out", graph, "--config", settings)
    entities = report(graph)["counts"]["entities"]
    old = kg("show", "江海港务集团有限公司", "--graph", graph).split()[2]
    kg("merge", "江海港务集团有限公司", "北岸仓储有限公司", "--graph", graph)
    assert report(graph)["counts"]["entities"] == entities - 1
    assert "北岸仓储有限公司" in kg("show", old, "--graph", graph), "an id that was given up still leads there"
    assert "isReplacedBy" in (graph / "graph.ttl").read_text(encoding="utf-8")
