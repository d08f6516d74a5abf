"""Files: form, order, parts, named graphs, and what happens when something goes wrong."""

from __future__ import annotations

import dataclasses
import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdf.graphs import evidence, page
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, RDFS, XSD

from kg import records as r
from kg.errors import GraphError, IdentifierError, SchemaError, SettingsError
from kg.jsonl import graph_lines, write_lines
from kg.rdf import namespaces as ns
from kg.rdf import to_rdflib
from kg.rdf.entity_blocks import ATTRIBUTES
from kg.rdf.export import FORMATS, write, write_turtle
from kg.rdf.parts import by_document
from kg.rdf.source import records_of

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
ID = rdflib.Namespace(ns.BASE)
PKG = rdflib.Namespace(ns.PKG)


def _triples(path: Path) -> set[tuple[str, ...]]:
    quads = ox.parse(path=str(path), format=ox.RdfFormat.from_extension(path.suffix[1:]))
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in quads}


def test_all_formats_hold_one_graph(tmp_path: Path) -> None:
    expected = to_rdflib(page())
    for name, each in FORMATS.items():
        path = tmp_path / f"graph{each.suffixes[0]}"
        count = write(page(), path)
        found = rdflib.Dataset(default_union=True).parse(path)
        joined = rdflib.Graph()
        for triple in found.triples((None, None, None)):
            joined.add(triple)
        assert isomorphic(joined, expected), name
        assert count == len(expected) or name in ("nquads", "trig")


def test_there_are_no_blank_nodes(tmp_path: Path) -> None:
    write(page(), tmp_path / "graph.nt")
    assert "_:" not in (tmp_path / "graph.nt").read_text()


def test_every_statement_is_a_node_and_a_triple() -> None:
    graph = to_rdflib(page())
    for s in page().statements:
        node = ID[s.id]
        assert (node, PKG.relation, PKG[s.type]) in graph
        property_ = PKG[s.type] if s.modality == "done" else rdflib.URIRef(ns.MODAL[s.modality] + s.type)
        if s.object is not None:
            assert (ID[s.subject], property_, ID[s.object]) in graph
    assert graph.value(ID["person-00000000000000c1"], rdflib.URIRef(ns.MODAL["ended"] + "holds")) == graph.value(
        ID["statement-0003"], PKG.post
    )


def test_a_plan_is_no_fact() -> None:
    facts = {(s, o) for s, o in to_rdflib(page()).subject_objects(PKG.develops)}
    assert facts == set()


def test_the_bytes_are_those_of_any_order_and_hash_seed(tmp_path: Path) -> None:
    shuffled = r.Graph(
        documents=page().documents[::-1],
        entities=tuple(dataclasses.replace(e, mentions=e.mentions[::-1]) for e in page().entities[::-1]),
        statements=tuple(dataclasses.replace(s, evidence=s.evidence[::-1]) for s in page().statements[::-1]),
        observations=page().observations[::-1],
    )
    code = (
        "import sys; from pathlib import Path; from kg.rdf.export import write\n"
        "write(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    write_lines(tmp_path / "graph.jsonl", graph_lines(page()))
    for name, each in FORMATS.items():
        suffix = each.suffixes[0]
        write(page(), tmp_path / f"a{suffix}")
        write(shuffled, tmp_path / f"b{suffix}")
        assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes(), name
    for seed in ("1", "2"):
        for suffix in (".ttl", ".trig.gz"):
            path = tmp_path / f"{seed}{suffix}"
            command = [sys.executable, "-c", code, str(tmp_path / "graph.jsonl"), str(path)]
            subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True)
    assert (tmp_path / "1.ttl").read_bytes() == (tmp_path / "2.ttl").read_bytes() == (tmp_path / "a.ttl").read_bytes()
    assert (tmp_path / "1.trig.gz").read_bytes() == (tmp_path / "2.trig.gz").read_bytes()


def test_one_more_alias_changes_one_line(tmp_path: Path) -> None:
    city = dataclasses.replace(page().entities[0], aliases=("冰城", "哈尔滨"))
    write_turtle(page(), tmp_path / "a.ttl")
    write_turtle(dataclasses.replace(page(), entities=(city, *page().entities[1:])), tmp_path / "b.ttl")
    before, after = ((tmp_path / x).read_text().splitlines() for x in ("a.ttl", "b.ttl"))
    assert [x for x in after if x not in before] == ['    skos:altLabel "冰城"@zh ;']
    assert len(after) == len(before) + 1


def test_a_file_streams_to_the_same_bytes_as_memory(tmp_path: Path) -> None:
    write_lines(tmp_path / "graph.jsonl", graph_lines(page()))
    write(tmp_path / "graph.jsonl", tmp_path / "a.nt")
    write(page(), tmp_path / "b.nt")
    assert (tmp_path / "a.nt").read_bytes() == (tmp_path / "b.nt").read_bytes()


def test_compressed_files_hold_the_same_and_no_time(tmp_path: Path) -> None:
    write(page(), tmp_path / "a.ttl.gz")
    write(page(), tmp_path / "a.ttl")
    assert gzip.decompress((tmp_path / "a.ttl.gz").read_bytes()) == (tmp_path / "a.ttl").read_bytes()
    assert (tmp_path / "a.ttl.gz").read_bytes()[4:8] == bytes(4)


# ---- named graphs -------------------------------------------------------------------------------------------


def _quads(graph: r.Graph, path: Path) -> dict[str, set[str]]:
    write(graph, path)
    found: dict[str, set[str]] = {}
    for q in ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS):
        found.setdefault(str(q.graph_name), set()).add(f"{q.subject} {q.predicate} {q.object}")
    return found


def test_removing_a_document_is_dropping_its_graph(tmp_path: Path) -> None:
    """What remains is the graph without it, but for what its absence changes: confidences, aliases, counts."""
    graph = page()
    left = "新闻/2"
    without = r.Graph(
        documents=tuple(d for d in graph.documents if d.id != left),
        entities=tuple(
            dataclasses.replace(e, mentions=tuple(m for m in e.mentions if m.document != left)) for e in graph.entities
        ),
        statements=tuple(
            dataclasses.replace(s, evidence=tuple(e for e in s.evidence if e.document != left))
            for s in graph.statements
        ),
        observations=graph.observations,
    )
    quads = _quads(graph, tmp_path / "a.nq")
    [name] = [g for g in quads if g.endswith("/document/%E6%96%B0%E9%97%BB%2F2>")]
    del quads[name]
    expected = set().union(*_quads(without, tmp_path / "b.nq").values())
    counts = "ontology#documents>"
    assert {x for x in set().union(*quads.values()) if counts not in x} == {x for x in expected if counts not in x}


def test_trig_and_nquads_hold_the_same(tmp_path: Path) -> None:
    write(page(), tmp_path / "a.trig")
    found: dict[str, set[str]] = {}
    for q in ox.parse(path=str(tmp_path / "a.trig"), format=ox.RdfFormat.TRIG):
        found.setdefault(str(q.graph_name), set()).add(f"{q.subject} {q.predicate} {q.object}")
    assert found == _quads(page(), tmp_path / "a.nq")


def test_the_parts_of_a_graph_are_its_documents() -> None:
    parts = {document: [x.id for x in part] for document, part in by_document(records_of(page()))}
    assert list(parts) == [None, "doc-1", "新闻/2"]
    assert parts["新闻/2"] == ["新闻/2", "company-00000000000000a1", "statement-0001"]
    assert parts[None][-1] == "statement-0006"


# ---- details ------------------------------------------------------------------------------------------------


def test_places_have_a_point() -> None:
    graph = to_rdflib(page())
    geometry = graph.value(ID["city-gbt2260-230100"], rdflib.URIRef(ns.GEO + "hasGeometry"))
    assert str(graph.value(geometry, rdflib.URIRef(ns.GEO + "asWKT"))) == "POINT(126.63 45.75)"


def test_an_old_iri_leads_to_the_present_one() -> None:
    graph = to_rdflib(page())
    old, new = ID["official-00000000000000b0"], ID["official-00000000000000b1"]
    assert graph.value(old, DCTERMS.isReplacedBy) == new
    assert graph.value(new, DCTERMS.replaces) == old


def test_former_names_have_their_years() -> None:
    graph = to_rdflib(page())
    nodes = graph.objects(ID["government-body-cnbody-hlj"], PKG.formerName)
    found = {str(graph.value(x, RDFS.label)): (graph.value(x, PKG.nameFrom), graph.value(x, PKG.nameTo)) for x in nodes}
    years = {name: tuple(None if y is None else (str(y), y.datatype) for y in pair) for name, pair in found.items()}
    assert years == {
        "松江省委": (("1949", XSD.gYear), ("1954", XSD.gYear)),
        "合江省委": (None, ("1949", XSD.gYear)),
        "黑龙江省工委": (None, None),
    }


def test_policies_have_their_kind() -> None:
    graph = to_rdflib(page())
    kind = graph.value(ID["policy-00000000000000d1"], PKG.policyKind)
    assert kind == rdflib.URIRef(ns.CONCEPT + "policy-regulation")


def test_quotations_and_positions_agree() -> None:
    graph = to_rdflib(page())
    for node in graph.subjects(rdflib.RDF.type, PKG.Evidence):
        selectors = list(graph.objects(node, rdflib.URIRef(ns.OA + "hasSelector")))
        assert len(selectors) == 2


def test_json_ld_is_plain_json_with_a_context(tmp_path: Path) -> None:
    write(page(), tmp_path / "graph.jsonld")
    data = json.loads((tmp_path / "graph.jsonld").read_text())
    city = next(n for n in data["@graph"] if n["@id"] == "id:city-gbt2260-230100")
    assert city["@type"] == "pkg:City"
    assert city["name"] == "哈尔滨市"
    assert data["@context"]["name"] == {"@id": "rdfs:label", "@language": "zh"}


def test_the_base_is_a_setting(tmp_path: Path) -> None:
    write_turtle(page(), tmp_path / "graph.ttl", "https://graph.example/news/")
    text = (tmp_path / "graph.ttl").read_text()
    assert "@prefix id: <https://graph.example/news/> ." in text
    assert ns.BASE not in text


def test_attributes_have_one_way_of_writing() -> None:
    predicates = [predicate for predicate, _ in ATTRIBUTES.values()]
    assert len(predicates) == len(set(predicates))


# ---- errors -------------------------------------------------------------------------------------------------


def _with_entity(**fields) -> r.Graph:
    return dataclasses.replace(page(), entities=(dataclasses.replace(page().entities[0], **fields),))


def _with_statement(**fields) -> r.Graph:
    return dataclasses.replace(page(), statements=(dataclasses.replace(page().statements[0], **fields),))


def _with_figure(**fields) -> r.Graph:
    return dataclasses.replace(page(), observations=(dataclasses.replace(page().observations[0], **fields),))


@pytest.mark.parametrize(
    ("graph", "error", "words"),
    [
        (_with_entity(type="Ctiy"), SchemaError, "Did you mean 'City'"),
        (_with_entity(id="a b"), IdentifierError, "'a b'"),
        (_with_entity(id="statement-7"), IdentifierError, "statement-7"),
        (_with_entity(mentions=(r.EntityMention(document="d", spans=()),) * 2), IdentifierError, "twice"),
        (_with_entity(attributes={"two words": "x"}), SchemaError, "two words"),
        (_with_statement(type="vistied"), SchemaError, "Did you mean 'visited'"),
        (_with_statement(modality="denied"), SchemaError, "Known: done, ended, planned, proposed"),
        (_with_statement(id="0007"), IdentifierError, "statement-"),
        (_with_statement(evidence=(evidence(), evidence(confidence=0.1))), IdentifierError, "twice"),
        (_with_figure(kind="guess"), SchemaError, "guess"),
        (_with_figure(qualifier="maybe"), SchemaError, "maybe"),
        (_with_figure(value=float("nan")), SchemaError, "finite"),
        (_with_figure(id="statement-9"), IdentifierError, "observation-"),
    ],
)
def test_what_has_no_rdf_form_is_refused_and_leaves_no_file(
    graph: r.Graph, error: type[Exception], words: str, tmp_path: Path
) -> None:
    with pytest.raises(error, match=words):
        write(graph, tmp_path / "graph.ttl")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["graph.foo", "graph", "graph.gz"])
def test_unknown_endings_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"Known: .*\.ttl"):
        write(page(), tmp_path / name)


def test_unknown_formats_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="Did you mean 'turtle'"):
        write(page(), tmp_path / "graph.ttl", "turtel")


def test_what_does_not_read_back_gets_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "graph.nt").write_text("what was there before")
    monkeypatch.setattr("kg.rdf.export.block_lines", lambda block: f"{block[0]} is no triple .\n" if block[1] else "")
    with pytest.raises(GraphError, match="would not parse"):
        write(page(), tmp_path / "graph.nt")
    assert (tmp_path / "graph.nt").read_text() == "what was there before"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_lost_triple_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.rdf.blocks import block_lines

    monkeypatch.setattr("kg.rdf.export.block_lines", lambda block: block_lines((block[0], block[1][:1])))
    with pytest.raises(GraphError, match="read back"):
        write(page(), tmp_path / "graph.nt")


def test_there_is_no_other_name_in_the_package() -> None:
    import kg.rdf

    with pytest.raises(AttributeError, match="from_rdflib"):
        _ = kg.rdf.from_rdflib
