import json

import pytest
from graph.making import annotation, effective, post
from typer.testing import CliRunner

from kg.cli.app import app
from kg.cli.console import EXIT_FAILED, EXIT_SET_ASIDE
from kg.graph.folder import GraphFolder
from kg.jsonl import annotation_json, dumps


@pytest.fixture
def folder(tmp_path):
    people = post("魏长河", "黑龙江省水利厅", "厅长")
    firms = [("Company", "江海港务集团有限公司"), ("Company", "北岸仓储公司"), ("GovernmentBody", "黑龙江省水利厅")]
    GraphFolder(tmp_path / "graph").build(
        [
            annotation("a", *people, published="2026-03-02"),
            annotation("b", firms, [("cooperatesWith", 0, 1), ("cooperatesWith", 0, 2)], published="2026-04-02"),
        ]
    )
    return tmp_path / "graph"


def kg(folder, *arguments, code=0):
    result = CliRunner().invoke(app, [arguments[0], *arguments[1:], "--graph", str(folder)])
    assert result.exit_code == code, result.output
    return result.output


def written(tmp_path, *documents):
    path = tmp_path / "more.jsonl"
    path.write_text("".join(dumps(annotation_json(d)) + "\n" for d in documents), encoding="utf-8")
    return str(path)


def test_show_gives_the_sentence_source_and_date(folder):
    output = kg(folder, "show", "魏长河")
    assert "魏长河 —holdsPost→ 黑龙江省水利厅 (厅长)" in output
    assert "“魏长河，黑龙江省水利厅，” — 题 a · 2026-03-02" in output
    assert "pattern:test" not in output
    assert "pattern:test" in kg(folder, "show", "魏长河", "--why")


def test_show_why_names_the_words_behind_an_attribute(tmp_path):
    policy = ("Policy", "《临江港引航办法》", effective("2026-05-01", (1, 4)))
    GraphFolder(tmp_path).build([annotation("a", [policy])])
    output = kg(tmp_path, "show", "临江港引航办法", "--why")
    assert "effectiveDate 2026-05-01  a [1, 4]" in output
    assert "“《临江港引” — 题 a · 2026-03-02  [test 1.00]" in output
    assert "[1, 4]" not in kg(tmp_path, "show", "临江港引航办法")


def test_show_names_who_held_a_post_on_a_day(folder):
    assert "魏长河 —holdsPost→ 黑龙江省水利厅 (厅长" in kg(folder, "show", "黑龙江省水利厅", "--on", "2026-04")
    assert "No statement says" in kg(folder, "show", "黑龙江省水利厅", "--on", "2019")
    assert "is no date" in kg(folder, "show", "黑龙江省水利厅", "--on", "May", code=EXIT_FAILED)


def test_show_of_a_strange_name_offers_near_ones(folder):
    assert "Near it: 黑龙江省水利厅" in kg(folder, "show", "水利厅", code=EXIT_FAILED)


def test_path_and_rank(folder):
    output = kg(folder, "path", "魏长河", "北岸仓储公司")
    assert output.index("holdsPost") < output.index("cooperatesWith")
    assert "江海港务集团有限公司" in kg(folder, "rank", "--type", "Company")
    assert "魏长河" in kg(folder, "rank", "--communities")
    assert "Did you mean 'Company'" in kg(folder, "rank", "--type", "Compony", code=EXIT_FAILED)


def test_add_update_and_remove(folder, tmp_path):
    new = annotation("c", *post("罗启明", "黑龙江省水利厅", "处长"))
    assert "documents +1 −0 ~0" in kg(folder, "add", written(tmp_path, new), "--annotations")
    assert "already" in kg(folder, "add", written(tmp_path, new), "--annotations", code=EXIT_FAILED)
    changed = annotation("c", *post("罗启明", "黑龙江省水利厅", "副厅长"))
    output = kg(folder, "update", written(tmp_path, changed), "--annotations")
    assert "documents +0 −0 ~0 · entities +0 −0 ~0 · statements +1 −1 ~0" in output
    assert "(副厅长)" in kg(folder, "show", "罗启明")
    assert "documents +0 −1 ~0" in kg(folder, "remove", "c")
    assert "kg: The graph holds no document 'c'" in kg(folder, "remove", "c", code=EXIT_FAILED)
    assert "does not hold c" in kg(folder, "update", written(tmp_path, changed), "--annotations", code=EXIT_FAILED)
    assert [line.split(" · ")[0] for line in kg(folder, "documents").splitlines()] == ["a", "b"]


def test_a_file_that_holds_no_annotations_is_named_with_its_line(folder, tmp_path):
    path = tmp_path / "bad.jsonl"
    path.write_text('{"id": "x", "entities": []}\n{"text": 1\n', encoding="utf-8")
    assert "line 2 is no annotation" in kg(folder, "add", str(path), "--annotations", code=EXIT_FAILED)


def test_decisions_are_taken_listed_and_undone(folder):
    old = next(e.id for e in GraphFolder(folder).graph().entities if e.name == "北岸仓储公司")
    kg(folder, "merge", "北岸仓储公司", "江海港务集团有限公司", "--why", "一家", "--who", "甲")
    output = kg(folder, "show", old)
    assert output.startswith("江海港务集团有限公司")
    assert old in output
    decision = json.loads(kg(folder, "decisions"))
    assert (decision["action"], decision["who"], decision["why"]) == ("merge", "甲", "一家")
    assert decision["when"].endswith("+00:00")
    kg(folder, "split", "江海港务集团有限公司", "--name", "北岸仓储公司")
    assert kg(folder, "show", "北岸仓储公司").startswith("北岸仓储公司")
    kg(folder, "rename", "北岸仓储公司", "北岸仓储中心")
    kg(folder, "link", "北岸仓储中心", "org:north-bank")
    assert "register: org:north-bank" in kg(folder, "show", "北岸仓储中心")
    assert len(kg(folder, "decisions").splitlines()) == 4


def test_a_corrupt_decision_is_named_and_the_command_says_so(folder):
    (folder / "decisions.jsonl").write_text("{}\n", encoding="utf-8")
    assert "line 1" in kg(folder, "decisions", code=EXIT_SET_ASIDE)
    assert "line 1 set aside" in kg(folder, "remove", "b", code=EXIT_SET_ASIDE)
    assert kg(folder, "decisions") == ""


def test_explain_sums_up_weights(folder, tmp_path):
    namesake = annotation("c", *post("魏长河", "江苏省水利厅", "厅长"), published="2026-03-05")
    kg(folder, "add", written(tmp_path, namesake), "--annotations")
    ids = [e.id for e in GraphFolder(folder).graph().entities if e.name == "魏长河"]
    assert len(ids) == 2
    output = kg(folder, "explain", *ids)
    assert "-16.0  posts: contradicting posts at one time" in output
    assert "kept apart" in output
    assert f"2 entities are called '魏长河'; give an id: {ids[0]}" in kg(folder, "explain", "魏长河", code=EXIT_FAILED)
    assert "never compared" in kg(folder, "explain", ids[0], "北岸仓储公司")
    same = annotation("d", *post("魏长河", "黑龙江省水利厅", "副厅长"), published="2026-05-05")
    kg(folder, "add", written(tmp_path, same), "--annotations")
    ours = next(e.id for e in GraphFolder(folder).graph().entities if e.name == "魏长河" and len(e.mentions) == 2)
    output = kg(folder, "explain", ours)
    assert output.count("+5.0  posts: same body") == 2
    assert "one thing" in output


def test_a_folder_without_a_graph_is_named(tmp_path):
    assert "kg build" in kg(tmp_path / "none", "show", "魏长河", code=EXIT_FAILED)
