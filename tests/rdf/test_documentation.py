"""The ontology's picture and pages."""

from __future__ import annotations

import importlib.util
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType

import pytest
import rdflib

from kg import vocab
from kg.rdf.ontology import path_of

FOLDER = path_of("policy.ttl").parent


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("ontology_documentation", FOLDER / "documentation.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_picture_is_that_of_the_ontology(script: ModuleType) -> None:
    graph = rdflib.Graph().parse(path_of("policy.ttl"))
    drawn = script.picture(graph)
    assert (FOLDER / "classes.svg").read_text(encoding="utf-8") == drawn
    texts = " ".join(ET.fromstring(drawn).itertext())
    for type_ in vocab.ENTITY_TYPES:
        assert re.search(rf"\b{type_}\b", texts)


@pytest.mark.filterwarnings("ignore")
def test_pylode_makes_the_pages(script: ModuleType, tmp_path: Path) -> None:
    written = script.pages(tmp_path)
    text = written[0].read_text(encoding="utf-8")
    for type_ in vocab.ENTITY_TYPES:
        assert f"ontology#{type_}" in text
    assert "省级行政区" in text


def test_the_readme_lists_every_relation() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    for name in vocab.RELATION_TYPES:
        assert f"| `{name}` " in text


def test_the_readme_names_every_file() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    names = {p.name for p in FOLDER.iterdir() if not p.name.startswith(("README", "__"))}
    assert sorted(n for n in names if f"`{n}`" not in text and f"`{n}/`" not in text) == []
