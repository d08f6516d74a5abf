"""What the views say of pairs of names in texts that nobody marked."""

import json
from collections import Counter

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="the train extra is not installed")

from scipy.sparse import csr_matrix

from kg.registers.loader import load_registers
from kg.relations.classifier import buckets
from pipelines.label_relations import bodies_of, chosen, label, opening, posts_found, read
from pipelines.train_relations import SILVER_WEIGHT, fit_agreeing, read_silver

PORT, TOWN, BRIDGE = ("p", "Port", "绥芬河口岸"), ("t", "City", "绥芬河市"), ("b", "Project", "青云大桥")


def document(text, *entities, links=None):
    return {
        "id": "d", "title": "", "publisher": None, "published": "2024-03-01", "text": text, "relations": [],
        "entities": [
            {"id": i, "type": t, "name": n, "surfaces": [n], "link": (links or {}).get(i),
             "mentions": [[text.index(n), text.index(n) + len(n)]]}
            for i, t, n in entities
        ],
    }  # fmt: skip


def views(text, *entities, links=None, known=None):
    found = label(read(document(text, *entities, links=links)), Counter(known or {}), load_registers())
    return {(r["type"], r["head"], r["tail"]): r["view"] for r in found}


def test_a_construction_labels_its_pair():
    assert views("青云大桥位于绥芬河市。", BRIDGE, TOWN)["locatedIn", "b", "t"] == "rule"


def test_what_a_rule_says_elsewhere_labels_a_pair_of_one_clause_and_leaves_a_wider_one_open():
    known = {("locatedIn", "青云大桥", "绥芬河市"): 1}
    assert views("青云大桥给绥芬河市添了新景。", BRIDGE, TOWN, known=known)["locatedIn", "b", "t"] == "other"
    assert views("青云大桥合龙了，消息让绥芬河市沸腾。", BRIDGE, TOWN, known=known)["locatedIn", "b", "t"] == "doubt"


def test_its_own_rule_is_no_second_witness():
    text = "青云大桥位于绥芬河市。青云大桥给绥芬河市添了新景。"
    d = document(text, BRIDGE, TOWN)
    for e in d["entities"]:
        second = text.rindex(e["name"])
        e["mentions"].append([second, second + len(e["name"])])
    known = Counter({("locatedIn", "青云大桥", "绥芬河市"): 1})
    assert [r["view"] for r in label(read(d), known, load_registers()) if r["type"] == "locatedIn"] == ["rule"]


def test_the_register_knows_where_a_port_lies():
    registers = load_registers()
    port, town = next(
        (e, registers.entry(e.parent))
        for e in registers.entries.values()
        if e.type == "Port" and e.parent and registers.entry(e.parent).type == "City"
    )
    named = (("p", "Port", port.name), ("t", "City", town.name))
    links = {"p": port.code, "t": town.code}
    told = views(f"{port.name}今天又让{town.name}忙碌起来。", *named, links=links)
    assert told["locatedIn", "p", "t"] == "register"
    assert ("locatedIn", "p", "t") not in views(f"{port.name}今天又让{town.name}忙碌起来。", *named)


def test_posts_of_the_registers_are_counted_in_their_years():
    registers = load_registers()
    assert "国务院" in bodies_of(registers, "李强", 2024)
    assert "国务院" not in bodies_of(registers, "李强", 2012)
    reading = read(document("国务院总理李强到会。", ("g", "GovernmentBody", "国务院"), ("o", "Official", "李强")))
    assert posts_found(reading, registers) == (1, 1)


def test_openings_end_with_a_sentence():
    assert opening("甲到任。乙随后也到任。", 8) == "甲到任。"
    assert opening("甲到任。", 8) == "甲到任。"


def test_documents_are_chosen_by_their_ids_and_gold_ones_left_out(tmp_path):
    lines = [f'{{"id": "{n}", "text": "第{n}篇。"}}\n' for n in range(20)]
    files = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    files[0].write_text("".join(lines), "utf-8")
    files[1].write_text("".join(reversed(lines)), "utf-8")
    first, second = ([a.id for a in chosen([f], frozenset({"3"}), 30)] for f in files)
    assert first == second
    assert 5 <= len(first) <= 9
    assert "3" not in first


def test_silver_is_read_without_the_constructions_and_without_what_is_in_doubt(tmp_path):
    d = document("青云大桥位于绥芬河市。", BRIDGE, TOWN)
    stated = {"type": "locatedIn", "head": "b", "tail": "t", "evidence": d["text"], "view": "rule"}
    doubt = {"type": "connects", "head": "b", "tail": "t", "evidence": d["text"], "view": "doubt"}
    path = tmp_path / "silver.jsonl"
    path.write_text(json.dumps(d | {"relations": [stated, doubt]}, ensure_ascii=False) + "\n", "utf-8")
    (example,) = [e for e in read_silver(path) if "locatedIn" in e.targets]
    assert example.targets["locatedIn"] == (1, SILVER_WEIGHT)
    assert "connects" not in example.targets
    assert not set(buckets(["rule place/lies-in", "rule place/lies-in clean"])) & set(example.buckets)


def test_silver_joins_only_where_the_words_agree():
    x = csr_matrix(np.array([[1.0, 0.0]] * 20 + [[0.0, 1.0]] * 20, dtype=np.float32))
    y, w = np.array([1] * 20 + [0] * 20), np.ones(40)
    alone = fit_agreeing(x, y, w, None)

    def weights(silver_label):
        silver = csr_matrix(np.array([[1.0, 0.0]], dtype=np.float32)), np.array([silver_label]), np.array([5.0])
        return fit_agreeing(x, y, w, silver).coef_

    assert (weights(0) == alone.coef_).all()
    assert weights(1)[0, 0] > alone.coef_[0, 0]
