"""A change as triples: the patch turns the old triples into the new ones, and names nothing else."""

from __future__ import annotations

import dataclasses

import pyoxigraph as ox
import pytest
from graph.making import annotation, annotations, post
from hypothesis import given, settings
from hypothesis import strategies as st
from rdf.graphs import page
from rdf.strategies import graphs

from kg import records as r
from kg.errors import SettingsError
from kg.graph.decisions import Decision
from kg.graph.store import Store, build_store
from kg.jsonl import record_line
from kg.rdf.export import write
from kg.rdf.patch import checked_path, patch_of, write_patch
from kg.rdf.source import records_of

BASE = "https://example.org/news/"


def written(tmp_path, graph):
    """The lines of the graph's N-Triples."""
    write(graph, tmp_path / "graph.nt", base=BASE)
    return set((tmp_path / "graph.nt").read_text(encoding="utf-8").removesuffix("\n").split("\n"))


def check(old, new, patch):
    removed, added = set(patch.removed), set(patch.added)
    assert removed == old - new
    assert added == new - old
    assert list(patch.removed) == sorted(removed)
    assert list(patch.added) == sorted(added)


def difference(old: r.Graph, new: r.Graph) -> tuple[r.Graph, r.Graph]:
    """The records that went and those that came."""

    def left(a: r.Graph, b: r.Graph) -> r.Graph:
        there = {record_line(x) for x in records_of(b)}
        names = [f.name for f in dataclasses.fields(r.Graph)]
        return r.Graph(**{n: tuple(x for x in getattr(a, n) if record_line(x) not in there) for n in names})

    return left(old, new), left(new, old)


@settings(max_examples=40)
@given(data=st.data())
def test_a_patch_turns_the_old_triples_into_the_new_ones(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("patch")
    with Store(folder / "graph.sqlite", create=True) as store:
        old = written(folder, store.graph())
        for _ in range(data.draw(st.integers(1, 4))):
            held = store.document_ids()
            decisions = list(store.decisions())
            ids = [e.id for e in store.graph().entities]
            if ids and data.draw(st.booleans()):
                node, into = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from(ids))
                decisions.append(Decision(action="merge", node=node, into=into))
            gone = data.draw(st.lists(st.sampled_from(held), max_size=2, unique=True)) if held else []
            new = {a.article.id: a for a in data.draw(st.lists(annotations(), max_size=2))}
            change = store.apply([a for d, a in new.items() if d not in gone], gone, decisions)
            after = written(folder, store.graph())
            check(old, after, patch_of(change.removed, change.added, store.records(), BASE))
            old = after


@settings(max_examples=60)
@given(first=graphs(), second=graphs(), data=st.data())
def test_graphs_with_any_text_and_shared_nodes_are_patched(tmp_path_factory, first, second, data):
    folder = tmp_path_factory.mktemp("patch")
    twins = tuple(dataclasses.replace(s, id=f"{s.id}-twin", confidence=0.25) for s in first.statements)
    whole = dataclasses.replace(first, statements=first.statements + twins)
    smaller = dataclasses.replace(
        first, statements=tuple(s for s in whole.statements if data.draw(st.booleans())), observations=()
    )
    for old, new in ((first, second), (whole, smaller), (smaller, whole)):
        patch = patch_of(*difference(old, new), records_of(new), BASE)
        check(written(folder, old), written(folder, new), patch)


def test_a_direct_triple_goes_with_the_last_statement_of_it():
    first, *others = page().statements
    twin = dataclasses.replace(first, id="statement-twin", start="2019", end="2019")
    both = dataclasses.replace(page(), statements=(first, *others, twin))
    removed, added = difference(both, page())
    patch = patch_of(removed, added, records_of(page()), BASE)
    assert patch.removed
    assert not [line for line in patch.removed if line.startswith(f"<{BASE}{first.subject}> ")]
    removed, added = difference(page(), dataclasses.replace(page(), statements=tuple(others)))
    patch = patch_of(removed, added, records_of(dataclasses.replace(page(), statements=tuple(others))), BASE)
    assert [line for line in patch.removed if line.startswith(f"<{BASE}{first.subject}> ")]


def test_the_file_holds_rows_of_valid_triples(tmp_path):
    build_store(tmp_path / "s", [annotation("a", *post("魏长河", "黑龙江省水利厅", "厅长"))])
    with Store(tmp_path / "s") as store:
        change = store.apply([annotation("b", *post("魏长河", "黑龙江省水利厅", "厅长"))])
        count = write_patch(patch_of(change.removed, change.added, store.records(), BASE), tmp_path / "change.rdfp")
    first, *rows, last = (tmp_path / "change.rdfp").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    assert (first, last) == ("TX .", "TC .")
    assert len(rows) == count > 0
    marks = [row[:2] for row in rows]
    assert marks == sorted(marks, reverse=True)
    assert set(marks) == {"D ", "A "}
    assert sum(1 for _ in ox.parse("\n".join(row[2:] for row in rows), format=ox.RdfFormat.N_TRIPLES)) == count


def test_another_file_name_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="rdfp"):
        checked_path(tmp_path / "change.ttl")
