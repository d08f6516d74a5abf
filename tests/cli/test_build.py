import json

import pytest
from typer.testing import CliRunner

import kg.build
from kg.cli.app import app
from kg.cli.console import EXIT_FAILED, EXIT_INVALID, EXIT_SET_ASIDE
from kg.rdf.findings import Violation

PAGE = (
    "# 临江召开大会\n\n黑龙江省黑河市委书记罗启明说,要加快建设黑\n\n河口岸。\n\n"
    "# 另一件事\n\n商务部印发《边贸办法》。\n"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("built")
    (folder / "page-2026-03-02.txt").write_text(PAGE, encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"\x00\x01" * 10)
    result = CliRunner().invoke(app, ["build", str(folder), "--out", str(folder / "graph"), "--recognizer", "rules"])
    return folder, result


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_build_writes_every_file_and_says_what_it_set_aside(built):
    folder, result = built
    assert result.exit_code == EXIT_SET_ASIDE, result.output
    names = {p.name for p in (folder / "graph").iterdir()}
    expected = {"graph.jsonl", "graph.ttl", "graph.lbug", "annotations.jsonl", "rejected.jsonl", "report.json"}
    assert expected <= names
    assert not [n for n in names if n.startswith(".") and n.endswith(".jsonl")]
    (rejected,) = lines(folder / "graph" / "rejected.jsonl")
    assert rejected["source"] == "bad.txt"
    assert "binary" in rejected["reason"]


def test_the_offsets_are_those_of_the_file_and_a_broken_name_is_whole(built):
    folder, _ = built
    first, second = lines(folder / "graph" / "annotations.jsonl")
    assert (first["id"], second["id"]) == ("page-2026-03-02#1", "page-2026-03-02#2")
    port = next(e for e in first["entities"] if e["type"] == "Port")
    (span,) = port["mentions"]
    assert PAGE[slice(*span)] == "黑\n\n河口岸"
    assert port["surfaces"] == ["黑河口岸"]
    policy = next(e for e in second["entities"] if e["type"] == "Policy")
    assert PAGE[slice(*policy["mentions"][0])] == "《边贸办法》"


def test_every_entity_of_the_annotations_is_a_node_of_the_graph(built):
    folder, _ = built
    nodes = {x["id"] for x in lines(folder / "graph" / "graph.jsonl")[1:] if x["record"] == "entity"}
    named = {e["node"] for a in lines(folder / "graph" / "annotations.jsonl") for e in a["entities"]}
    assert named == nodes


def test_evidence_is_the_text_itself(built):
    folder, _ = built
    statements = [x for x in lines(folder / "graph" / "graph.jsonl")[1:] if x["record"] == "statement"]
    assert statements
    for statement in statements:
        for evidence in statement["evidence"]:
            assert PAGE[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_the_report_names_inputs_counts_speed_and_versions(built):
    folder, _ = built
    report = json.loads((folder / "graph" / "report.json").read_text(encoding="utf-8"))
    assert report["counts"]["documents"] == 2
    assert set(report["inputs"]) == {"page-2026-03-02.txt", "bad.txt"}
    assert report["charactersPerSecond"]["recognition"] > 0
    assert report["versions"]["spacy"]


def test_nothing_readable_is_an_error_that_names_the_list(tmp_path):
    result = CliRunner().invoke(app, ["build", str(tmp_path / "none.txt"), "--out", str(tmp_path / "graph")])
    assert result.exit_code == EXIT_FAILED
    assert (tmp_path / "graph" / "rejected.jsonl").exists()
    assert not (tmp_path / "graph" / "graph.jsonl").exists()


def test_annotate_keeps_ids_and_given_offsets(tmp_path):
    text = "1月,黑龙江省 省长魏长河会见来宾。"
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps({"id": "x-1", "text": text}), encoding="utf-8")
    result = CliRunner().invoke(
        app, ["annotate", str(source), "--out", str(tmp_path / "out.jsonl"), "--recognizer", "rules"]
    )
    assert result.exit_code == 0, result.output
    (document,) = lines(tmp_path / "out.jsonl")
    assert (document["id"], document["text"]) == ("x-1", text)
    found = {text[a:b] for e in document["entities"] for a, b in e["mentions"]}
    assert {"黑龙江省", "魏长河"} <= found


def test_evaluate_of_gold_with_itself_is_perfect(tmp_path):
    gold = {
        "id": "g", "text": "商务部印发《办法》。",
        "relations": [{"type": "issued", "head": "e1", "tail": "e2", "evidence": "商务部印发《办法》"}],
        "entities": [
            {"id": "e1", "type": "GovernmentBody", "name": "商务部", "surfaces": ["商务部"], "mentions": [[0, 3]]},
            {"id": "e2", "type": "Policy", "name": "《办法》", "surfaces": ["《办法》"], "mentions": [[5, 9]]},
        ],
    }  # fmt: skip
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(gold), encoding="utf-8")
    result = CliRunner().invoke(app, ["evaluate", str(path), str(path), "--json"])
    scores = json.loads(result.stdout)
    assert [scores[level]["all"]["f1"] for level in ("mentions", "entities", "relations")] == [1.0, 1.0, 1.0]


def test_an_unknown_recogniser_is_refused_with_the_known_ones(tmp_path):
    result = CliRunner().invoke(app, ["annotate", "-", "--out", str(tmp_path / "o"), "--recognizer", "modle"])
    assert result.exit_code == EXIT_FAILED
    assert "Did you mean 'model'?" in result.output


@pytest.mark.parametrize(("options", "code"), [([], 0), (["--strict"], EXIT_INVALID)])
def test_what_breaks_a_shape_is_listed_and_strict_says_so_by_its_code(tmp_path, monkeypatch, options, code):
    def first_entity(stream):
        entity = next(stream.entities())
        yield Violation(record=entity.id, node=entity.id, shape="EntityShape", message="is broken", name=entity.name)

    monkeypatch.setattr(kg.build, "violations", first_entity)
    page, out = tmp_path / "page.txt", tmp_path / "graph"
    page.write_text("商务部印发《边贸办法》。", encoding="utf-8")
    result = CliRunner().invoke(app, ["build", str(page), "--out", str(out), "--recognizer", "rules", *options])
    assert result.exit_code == code, result.output
    (row,) = lines(out / "rejected.jsonl")
    assert (row["stage"], row["detail"]) == ("shapes", "EntityShape")
    (report,) = lines(out / "report.json")
    assert (report["counts"]["violations"], report["counts"]["rejected"]) == (1, 0)
    assert report["seconds"]["check"] > 0


def test_any_number_of_jobs_writes_the_same_bytes(tmp_path):
    rows = [{"id": f"d{n}", "published": "2026-03-18", "text": f"{n}. {PAGE}"} for n in range(6)]
    source = tmp_path / "news.jsonl"
    source.write_text("\n".join(json.dumps(x, ensure_ascii=False) for x in rows), encoding="utf-8")
    for jobs in ("1", "2"):
        command = ["build", str(source), "--out", str(tmp_path / jobs), "--recognizer", "rules", "--jobs", jobs]
        assert CliRunner().invoke(app, command).exit_code == 0
    for name in ("graph.jsonl", "graph.ttl", "annotations.jsonl", "rejected.jsonl"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()
