"""The same input gives the same bytes, whatever the hash seed and the order of the inputs."""

import hashlib
import json
import os
import subprocess
import sys

import pytest

FILES = ("graph.jsonl", "graph.ttl", "annotations.jsonl", "rejected.jsonl")
TEXTS = {
    "a": "黑龙江省省长魏长河在黑河市会见俄罗斯阿穆尔州州长谢尔盖·科瓦廖夫，双方签署《边贸协议》。",
    "b": "商务部印发《边贸办法》，自2026年5月1日起施行。魏长河出席第三届寒地商品博览会。",
    "c": "满洲里、绥芬河、同江铁路口岸累计通行中欧班列1124列，同比增长6.5%。黑龙江省委副书记魏长河调研。",
}


@pytest.fixture(scope="module")
def digests(tmp_path_factory):
    folder = tmp_path_factory.mktemp("determinism")
    found = []
    for seed, order in (("0", "abc"), ("1", "cab"), ("31337", "bca")):
        source = folder / f"{seed}.jsonl"
        rows = [json.dumps({"id": k, "published": "2026-03-18", "text": TEXTS[k]}, ensure_ascii=False) for k in order]
        source.write_text("\n".join(rows), encoding="utf-8")
        out = folder / f"graph-{seed}"
        command = [sys.executable, "-m", "kg", "build", str(source), "--out", str(out)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True)
        found.append({name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in FILES})
    return found


@pytest.mark.parametrize("name", FILES)
def test_three_hash_seeds_and_orders_give_equal_bytes(digests, name):
    assert len({d[name] for d in digests}) == 1
