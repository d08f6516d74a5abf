import json
import multiprocessing
import os
import random
import shutil
import signal
import time

import pytest
from graph.making import LONG, annotation, annotations, post
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import jsonl
from kg import records as r
from kg.errors import GraphError, IdentifierError
from kg.graph.assembly import build_graph
from kg.graph.decisions import Decision
from kg.graph.folder import GraphFolder
from kg.graph.store import Store, build_store
from kg.rdf.export import write_turtle


def from_scratch(held, decisions=()):
    return list(jsonl.graph_lines(build_graph(held.values(), decisions)[0]))


def a_decision(draw, ids):
    node, other = draw(st.sampled_from(ids)), draw(st.sampled_from(ids))
    return draw(
        st.sampled_from(
            [
                Decision(action="merge", node=node, into=other),
                Decision(action="rename", node=node, name="改名后的名字"),
                Decision(action="link", node=node, code="org:made-up"),
                Decision(action="split", node=node, documents=("d0", "d1")),
                Decision(action="split", node=node, name="魏长河"),
            ]
        )
    )


@settings(max_examples=60)
@given(data=st.data())
def test_a_store_filled_document_by_document_holds_the_graph_built_in_memory(tmp_path_factory, data):
    held = {a.article.id: a for a in data.draw(st.lists(annotations(), min_size=1, max_size=6))}
    path = tmp_path_factory.mktemp("store") / "graph.sqlite"
    build_store(path, iter(data.draw(st.permutations(list(held.values())))))
    with Store(path) as store:
        assert list(store.graph_lines()) == from_scratch(held)
        decisions = [a_decision(data.draw, sorted(e.id for e in store.graph().entities) or ["none"])]
    build_store(path, held.values(), decisions)
    with Store(path) as store:
        assert list(store.graph_lines()) == from_scratch(held, store.decisions())
        records = list(store.records())
        counts = store.counts()
    assert counts["entities"] == sum(isinstance(x, r.Entity) for x in records)
    assert counts.get("statements.holdsPost", 0) == sum(getattr(x, "type", "") == "holdsPost" for x in records)


def test_a_build_that_fails_leaves_the_old_store_and_nothing_beside_it(tmp_path):
    path = tmp_path / "graph.sqlite"
    build_store(path, [annotation("a", *post("魏长河", "黑龙江省水利厅", "厅长"))])
    before = path.read_bytes()

    def broken():
        yield annotation("b", *post("王勇", "江苏省水利厅", "厅长"))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_store(path, broken())
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["graph.sqlite"]


@settings(max_examples=60)
@given(data=st.data())
def test_any_sequence_of_changes_gives_the_graph_built_from_scratch(tmp_path_factory, data):
    held = {}
    with Store(tmp_path_factory.mktemp("store") / "graph.sqlite", create=True) as store:
        for _ in range(data.draw(st.integers(1, 8))):
            decisions = list(store.decisions())
            if held and data.draw(st.booleans()):
                gone = data.draw(st.lists(st.sampled_from(sorted(held)), min_size=1, max_size=2, unique=True))
                store.apply(remove=gone)
                held = {k: v for k, v in held.items() if k not in gone}
            else:
                new = {a.article.id: a for a in data.draw(st.lists(annotations(), min_size=1, max_size=3))}
                ids = sorted(e.id for e in store.graph().entities)
                if ids and data.draw(st.booleans()):
                    decisions.append(a_decision(data.draw, ids))
                store.apply(new.values(), decisions=decisions)
                held |= new
            assert list(store.graph_lines()) == from_scratch(held, store.decisions())
            assert store.document_ids() == tuple(sorted(held))
            _check_former_ids(store.graph().entities)


def test_a_reprint_put_again_unchanged_is_none_once_its_first_print_changes(tmp_path):
    with Store(tmp_path / "graph.sqlite", create=True) as store:
        again = annotation("b", [("Policy", "《边贸办法》")], text=LONG)
        store.apply([annotation("a", [], text=LONG), again])
        assert [d.reprint_of for d in store.graph().documents] == [None, "a"]
        changed = annotation("a", [], text="另一篇短讯。")
        store.apply([changed, again])
        assert list(store.graph_lines()) == from_scratch({"a": changed, "b": again}, ())


def _check_former_ids(entities):
    """An id that was given up leads to one living entity, and is none itself."""
    former = [old for e in entities for old in e.former_ids]
    assert len(former) == len(set(former))
    assert not {e.id for e in entities} & set(former)


@settings(max_examples=8)
@given(data=st.data())
def test_any_sequence_of_changes_gives_the_turtle_of_a_build(tmp_path_factory, data):
    grown, whole = tmp_path_factory.mktemp("grown"), tmp_path_factory.mktemp("whole")
    held = {}
    GraphFolder(grown, _turtle).build([])
    for _ in range(data.draw(st.integers(1, 4))):
        new = {a.article.id: a for a in data.draw(st.lists(annotations(), min_size=1, max_size=3))}
        gone = data.draw(st.lists(st.sampled_from(sorted(held)), max_size=2, unique=True)) if held else []
        gone = [d for d in gone if d not in new]
        GraphFolder(grown, _turtle).change(new.values(), gone)
        held = {k: v for k, v in (held | new).items() if k not in gone}
    if (grown / "decisions.jsonl").exists():
        shutil.copy(grown / "decisions.jsonl", whole)
    GraphFolder(whole, _turtle).build(held.values())
    for name in ("graph.ttl", "graph.jsonl", "annotations.jsonl"):
        assert (grown / name).read_bytes() == (whole / name).read_bytes(), name


def _turtle(folder, _settings):
    write_turtle(folder / "graph.jsonl", folder / "graph.ttl")


def test_the_change_is_the_difference_of_the_two_graphs(tmp_path):
    first = annotation("a", *post("魏长河", "黑龙江省水利厅", "厅长"))
    second = annotation("b", *post("魏长河", "黑龙江省水利厅", "厅长"))
    build_store(tmp_path / "s", [first])
    with Store(tmp_path / "s") as store:
        before = set(store.graph_lines())
        change = store.apply([second])
        after = set(store.graph_lines())
    header = jsonl.dumps(jsonl.GRAPH_SCHEMA)
    assert {header, *jsonl.graph_lines(change.removed)} == (before - after) | {header}
    assert {header, *jsonl.graph_lines(change.added)} == (after - before) | {header}
    assert [d.id for d in change.added.documents] == ["b"]
    assert change.removed.entities and change.removed.statements, "both documents speak of the same things"


def test_adding_and_removing_a_document_leaves_every_byte_as_it_was(tmp_path):
    build_store(tmp_path / "s", [annotation("a", *post("魏长河", "黑龙江省水利厅", "厅长"))])
    with Store(tmp_path / "s") as store:
        before = list(store.graph_lines())
        store.apply([annotation("b", *post("王勇", "江苏省水利厅", "厅长"))])
        assert list(store.graph_lines()) != before
        store.apply(remove=["b"])
        assert list(store.graph_lines()) == before
        tables = ("documents", "profiles", "profile_keys", "nodes", "refs", "parts", "bands", "prints")
        counts = {t: store.db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables}
    assert counts["documents"] == 1
    assert counts["profiles"] == counts["nodes"] == 2


def test_an_id_that_automatic_change_gives_up_goes_on_as_a_former_id(tmp_path):
    bare = annotation("a", [("Person", "魏长河")])
    build_store(tmp_path / "s", [bare])
    with Store(tmp_path / "s") as store:
        (old,) = store.graph().entities
        change = store.apply([annotation("b", *post("魏长河", "黑龙江省水利厅", "厅长"))])
        new = next(e for e in store.graph().entities if e.name == "魏长河")
    assert (old.type, new.type) == ("Person", "Official")
    assert new.former_ids == (old.id,)
    assert [(d.action, d.node, d.into) for d in change.aliases] == [("alias", old.id, new.id)]


def test_an_id_never_comes_to_mean_a_namesake(tmp_path):
    build_store(tmp_path / "s", [annotation("a", *post("魏长河", "黑龙江省水利厅", "厅长"))])
    with Store(tmp_path / "s") as store:
        (old,) = [e.id for e in store.graph().entities if e.name == "魏长河"]
        entities, relations = post("魏长河", "江苏省水利厅", "厅长")
        known_better = annotation("b", [*entities, ("Province", "江苏省")], [*relations, ("locatedIn", 0, 2)])
        store.apply([known_better])
        people = {e.mentions[0].document: e for e in store.graph().entities if e.name == "魏长河"}
        assert old not in {e.id for e in people.values()}
        assert people["a"].former_ids == (old,)
        assert people["b"].former_ids == ()


def test_reprints_are_found_counted_once_and_forgotten_when_the_first_print_goes(tmp_path):
    entities, relations = [("Company", "临江港"), ("Project", "冷链班轮航线")], [("develops", 0, 1, {"score": 0.8})]
    first = annotation("z-first", entities, relations, published="2026-03-01", text=LONG)
    cut = annotation("a-cut", entities, relations, published="2026-03-02", text=LONG[:95])
    build_store(tmp_path / "s", [first, cut])
    with Store(tmp_path / "s") as store:
        graph = store.graph()
        assert [(d.id, d.reprint_of) for d in graph.documents] == [("a-cut", "z-first"), ("z-first", None)]
        (statement,) = graph.statements
        assert len(statement.evidence) == 2
        assert statement.confidence == 0.8, "one source, so nothing is added"
        store.apply(remove=["z-first"])
        (left,) = store.graph().documents
        assert left.reprint_of is None


def test_a_build_over_a_killed_change_is_not_touched_by_the_old_journal(tmp_path):
    path = tmp_path / "s"
    build_store(path, [_page(n) for n in range(30)])
    process = multiprocessing.get_context("fork").Process(target=_die_inside_a_change, args=(path,))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert (tmp_path / "s-journal").stat().st_size > 0, "the change was written to the file in part"
    build_store(path, [_page(0)])
    with Store(path) as store:
        assert list(store.graph_lines()) == list(jsonl.graph_lines(build_graph([_page(0)])[0]))
        assert store.db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _die_inside_a_change(path):
    with Store(path) as store, store.transaction():
        store.db.execute("PRAGMA cache_size = 1")
        store.db.execute("UPDATE records SET line = line || 'x'")
        os.kill(os.getpid(), signal.SIGKILL)


def test_removing_what_is_not_there_changes_nothing(tmp_path):
    build_store(tmp_path / "s", [annotation("a", [("Person", "魏长河")])])
    with Store(tmp_path / "s") as store:
        before = list(store.graph_lines())
        with pytest.raises(GraphError, match="no document 'b'"):
            store.apply(remove=["a", "b"])
        assert list(store.graph_lines()) == before
        with pytest.raises(IdentifierError, match="'c' comes twice"):
            store.apply([annotation("c", [("Person", "甲乙丙")]), annotation("c", [])])
        assert list(store.graph_lines()) == before


def test_a_missing_a_damaged_and_a_foreign_store_are_told_apart(tmp_path):
    with pytest.raises(GraphError, match="kg build"):
        Store(tmp_path / "none.sqlite")
    (tmp_path / "bad").write_bytes(b"SQLite format 3\0" + os.urandom(4096))
    with pytest.raises(GraphError, match="damaged"):
        Store(tmp_path / "bad")
    build_store(tmp_path / "s", [])
    with Store(tmp_path / "s") as store:
        store.set_value("version", "99")
    with pytest.raises(GraphError, match="store version 99"):
        Store(tmp_path / "s")


KILLS = 50


# ---- crashes ------------------------------------------------------------------------------------------------


def _page(number):
    people = [post(f"罗启{c}", "黑龙江省水利厅", "处长") for c in "明亮光华"]
    entities = [e for each, _ in people for e in each]
    relations = [(t, 2 * i, 2 * i + 1, f) for i, (_, [(t, _, _, f)]) in enumerate(people)]
    return annotation(f"page-{number}", [*entities, ("Policy", f"《第{number}号办法》")], relations)


def _work(folder, begun):
    graph = GraphFolder(folder)
    while True:
        begun.send_bytes(b"add")
        graph.change([_page(2), _page(3)])
        begun.send_bytes(b"remove")
        graph.change(remove=["page-2", "page-3"])


def test_a_killed_process_leaves_the_state_before_or_after(tmp_path):
    folder = tmp_path / "graph"
    graph = GraphFolder(folder)
    graph.build([_page(0), _page(1)])
    states = {n: list(jsonl.graph_lines(build_graph([_page(i) for i in range(n)])[0])) for n in (2, 4)}
    started = time.perf_counter()
    graph.change([_page(2), _page(3)])
    graph.change(remove=["page-2", "page-3"])
    seconds = (time.perf_counter() - started) / 2
    seed = random.randrange(1 << 30)
    rng = random.Random(seed)
    context = multiprocessing.get_context("fork")
    seen = set()
    for number in range(KILLS):
        heard, begun = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(folder, begun))
        process.start()
        for _ in range(rng.randint(1, 3)):
            assert heard.poll(120)
            heard.recv_bytes()
        time.sleep(rng.uniform(0, 1.2 * seconds))
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        assert process.exitcode == -signal.SIGKILL, f"seed {seed}, kill {number}: the process ended by itself"
        with graph.store() as store:
            lines = list(store.graph_lines())
            held = len(store.document_ids())
        assert lines == states[held], f"seed {seed}, kill {number}"
        assert (folder / "graph.jsonl").read_text(encoding="utf-8").splitlines() == lines
        annotated = (folder / "annotations.jsonl").read_text(encoding="utf-8").splitlines()
        assert [json.loads(line)["id"] for line in annotated] == [f"page-{i}" for i in range(held)]
        seen.add(held)
        if held == 4 and number % 10 == 9:
            graph.build([_page(0), _page(1)])
        elif held == 4:
            graph.change(remove=["page-2", "page-3"])
    assert seen == {2, 4}, f"seed {seed}: no kill fell on each side of a change"
