"""The data dictionary against the ontology and the schema."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kg.property_graph import schema

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    subprocess.run([sys.executable, "pipelines/draw_graph_model.py", str(folder)], check=True, cwd=ROOT)
    return folder


@pytest.mark.parametrize("name", ["graph-model.md", "graph-model.svg"])
def test_what_the_project_keeps_is_what_the_ontology_gives(made, name):
    kept = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert kept == (made / name).read_text(encoding="utf-8"), "run 'python pipelines/draw_graph_model.py'"


def test_every_label_type_and_property_is_described(made):
    page = (made / "graph-model.md").read_text(encoding="utf-8")
    tables = [*schema.NODE_PROPERTIES.values(), *(t.properties for t in schema.RELATIONSHIP_TYPES.values())]
    names = {name for table in tables for name in table if not name.endswith(schema.TEXT_SUFFIX)} | {"unitText"}
    rows = {line.split("|")[1].strip(" `"): line for line in page.splitlines() if line.startswith("| `")}
    assert {*schema.NODE_LABELS, *schema.RELATIONSHIP_TYPES, *names} <= rows.keys()
    assert all(cell.strip() for line in rows.values() for cell in line.strip("|").split("|"))
