"""Loading into a real Neo4j: exactly the graph, as often as one likes, beside data of others."""

from __future__ import annotations

import dataclasses
import random
import subprocess
import threading
import time

import pytest
from property_graph.example_graph import example_graph
from synthetic_graph import synthetic_graph

from kg import records as r
from kg.errors import ServerError
from kg.property_graph import constraints, loader, server
from kg.property_graph.connection import connect
from kg.property_graph.content import content_of_rows, content_of_server
from kg.property_graph.model import property_graph

pytestmark = pytest.mark.neo4j
NOTHING = dict.fromkeys(
    ("nodesCreated", "nodesUpdated", "nodesDeleted",
     "relationshipsCreated", "relationshipsUpdated", "relationshipsDeleted"), 0,
)  # fmt: skip


def test_a_load_holds_every_row_and_says_so(connection, rows):
    report = loader.load(connection, rows)
    assert report.matches and not report.resumed
    assert report.counts == NOTHING | {
        "nodesCreated": rows.node_count(), "relationshipsCreated": rows.relationship_count(),
    }  # fmt: skip
    [[nodes]] = connection.cypher("MATCH (n) WHERE NOT n:LoadLedger RETURN count(n)")
    [[links]] = connection.cypher("MATCH ()-[r]->() RETURN count(r)")
    assert (nodes, links) == (rows.node_count(), rows.relationship_count())


def test_values_arrive_with_their_types(connection, rows):
    loader.load(connection, rows)
    [[city]] = connection.cypher("MATCH (n:City {name: '哈尔滨市'}) RETURN n")
    assert city.labels == ("City", "Entity")
    assert city.properties["aliases"] == ["哈尔滨"]
    assert tuple(city.properties["location"]) == (126.63, 45.75)
    answer = connection.cypher(
        "MATCH (:Official {name: '林知远'})-[r:HOLDS_POST]->() "
        "RETURN r.`from` = date('2023-02-01'), r.fromText, r.evidenceCount"
    )
    assert answer.values == ((True, "2023-02", 2),)
    [[metres]] = connection.cypher(
        "MATCH (a:City {name: '哈尔滨市'}), (b:City {name: '黑河市'}) RETURN point.distance(a.location, b.location)"
    )
    assert 400_000 < metres < 600_000


def test_evidence_leads_to_the_sentence_and_the_document(connection, rows):
    loader.load(connection, rows)
    answer = connection.cypher(
        "MATCH (:Official {name: '林知远'})-[h:HOLDS_POST]->() MATCH (s:Statement {id: h.id})-[:SUPPORTED_BY]->(e)"
        "-[:FROM_DOCUMENT]->(d:Document) RETURN e.quote, d.title ORDER BY e.quote"
    )
    assert answer.values == (
        ("林知远任黑河市人民政府市长。", "林知远任黑河市市长"),
        ("黑河市市长林知远介绍了情况。", "黑龙江与俄罗斯远东深化口岸合作"),
    )


def test_constraints_and_indexes_are_there_by_name_and_ready(connection, rows):
    loader.load(connection, rows)
    found = {name: state for name, state in connection.cypher("SHOW INDEXES YIELD name, state RETURN name, state")}
    assert set(constraints.names()) <= found.keys()
    assert {found[name] for name in constraints.names()} == {"ONLINE"}
    kept = {name for (name,) in connection.cypher("SHOW CONSTRAINTS YIELD name RETURN name")}
    assert {"kg_entity_id", "kg_official_id", "kg_evidence_id", "kg_load_graph"} <= kept


@pytest.mark.parametrize("words", ["绥芬", "口岸", "省政府", "Harbin"])
def test_full_text_finds_parts_of_chinese_names_and_aliases(connection, rows, words):
    loader.load(connection, rows)
    found = connection.cypher(
        "CALL db.index.fulltext.queryNodes('kg_names', $words) YIELD node RETURN node.name, node.aliases, node.nameEn",
        words=words,
    )
    assert any(words in f"{name} {aliases} {english}" for name, aliases, english in found)


def test_a_saved_id_and_a_former_name_find_their_node(connection, rows):
    loader.load(connection, rows)
    search = "CALL db.index.fulltext.queryNodes($index, $words) YIELD node RETURN node.name"
    found = connection.cypher(search, index="kg_former_ids", words='"government-body-00000000000000aa"')
    assert found.values == (("哈尔滨海关",),)
    found = connection.cypher(search, index="kg_names", words="贸易厅")
    assert ("黑龙江省商务厅",) in found.values


def test_loading_twice_changes_nothing(connection, rows):
    first = loader.load(connection, rows)
    again = loader.load(connection, rows)
    assert again.counts == NOTHING
    assert again.matches and again.digest == first.digest


def _changed(graph: r.Graph) -> r.Graph:
    """One entity renamed, one statement with new confidence, two statements away, one new."""
    statements = list(graph.statements)
    gone = [s for s in statements if s.type == "adjacentTo"]
    renamed = next(e for e in graph.entities if e.name == "远东联运公司")
    raised = next(s for s in statements if s.type == "approved")
    port = next(e for e in graph.entities if e.name == "黑河公路口岸")
    kept = [dataclasses.replace(s, confidence=0.5) if s is raised else s for s in statements if s not in gone]
    new = r.Statement(
        id="statement-new", type="partOf", subject=port.id, object=port.id,
        evidence=(r.Evidence(document="d7", start=0, end=3, quote="一句。", rule="x", confidence=1.0),),
    )  # fmt: skip
    return dataclasses.replace(
        graph,
        entities=tuple(dataclasses.replace(e, name="远东物流公司") if e is renamed else e for e in graph.entities),
        statements=(*kept, new),
    )


def test_an_update_makes_exactly_the_difference(connection, rows):
    loader.load(connection, rows)
    [[before]] = connection.cypher("MATCH (n:Company {name: '北疆能源集团'}) RETURN elementId(n)")
    changed = property_graph(_changed(example_graph()))
    report = loader.load(connection, changed)
    assert report.matches
    assert report.counts == {
        "nodesCreated": 2,  # the statement and its evidence
        "nodesUpdated": 2,  # the entity, the statement
        "nodesDeleted": 4,  # two statements, two pieces of evidence
        "relationshipsCreated": 5,  # PART_OF, SUBJECT, OBJECT, SUPPORTED_BY, FROM_DOCUMENT
        "relationshipsUpdated": 1,  # APPROVED
        "relationshipsDeleted": 10,
    }
    assert report.digest == content_of_rows(changed).digest()
    [[after]] = connection.cypher("MATCH (n:Company {name: '北疆能源集团'}) RETURN elementId(n)")
    assert after == before, "what did not change was not made anew"
    assert loader.load(connection, rows).matches, "and back again"


def test_the_digest_tells_every_property_apart(connection, rows):
    report = loader.load(connection, rows)
    for change in (
        "MATCH (n:City {name: '黑河市'}) SET n.location = point({longitude: 1.0, latitude: 2.0})",
        "MATCH ()-[r:HOLDS_POST {role: '厅长'}]->() SET r.`from` = date('2022-06-02')",
        "MATCH (e:Evidence) WITH e ORDER BY e.id LIMIT 1 SET e.start = e.start + 1",
        "MATCH (n:City {name: '黑河市'}) SET n.mine = 'x'",
        "MATCH ()-[r:HOLDS_POST {role: '厅长'}]->() SET r.mine = 1, r.role = NULL",
        "MATCH (n:Event)<-[r:PARTICIPATES_IN]-() WITH r LIMIT 1 DELETE r",
    ):
        connection.cypher(change, write=True)
        assert content_of_server(connection, "policykg", rows.more_attributes).digest() != report.digest, change
        healed = loader.load(connection, rows)
        assert healed.matches and sum(healed.counts.values()) == 1, change


def test_other_data_and_a_second_graph_stay_as_they_are(connection, rows):
    connection.cypher(
        "CREATE (:Official {id: 'mine', name: '别人的'})-[:HOLDS_POST {role: 'x'}]->(:Entity {id: 'also mine'})",
        write=True,
    )
    loader.load(connection, rows, name="second")
    others = _fingerprint(connection)
    loader.load(connection, rows, name="first")
    loader.load(connection, property_graph(_changed(example_graph())), name="first")
    loader.wipe(connection, "first")
    assert _fingerprint(connection) == others
    assert loader.load(connection, rows, name="second").counts == NOTHING


def _fingerprint(connection) -> tuple:
    nodes = connection.cypher(
        "MATCH (n) WHERE n.graph IS NULL OR n.graph <> 'first' RETURN elementId(n), n ORDER BY elementId(n)"
    )
    links = connection.cypher(
        "MATCH (a)-[r]->() WHERE a.graph IS NULL OR a.graph <> 'first' RETURN elementId(r), r ORDER BY elementId(r)"
    )
    return nodes.values, links.values


def test_a_node_joined_to_data_of_others_is_not_deleted(connection, rows):
    loader.load(connection, rows)
    connection.cypher("MATCH (n:Place {name: '远东地区'}) CREATE (:Note {text: '待查'})-[:ON]->(n)", write=True)
    graph = example_graph()
    place = next(e.id for e in graph.entities if e.name == "远东地区")
    without = dataclasses.replace(
        graph,
        entities=tuple(e for e in graph.entities if e.id != place),
        statements=tuple(s for s in graph.statements if place not in (s.subject, s.object)),
    )
    with pytest.raises(ServerError, match="joined to data of others"):
        loader.load(connection, property_graph(without))
    assert len(connection.cypher("MATCH (:Note)-[:ON]->(n:Place) RETURN n")) == 1


class _Interrupted(Exception):
    pass


@pytest.mark.parametrize("batches", [1, 7, 30])
def test_a_load_that_was_cut_off_goes_on(connection, rows, batches):
    seen = []

    def stop(what, done, total):
        seen.append(done)
        if len(seen) == batches:
            raise _Interrupted

    with pytest.raises(_Interrupted):
        loader.load(connection, rows, batch_rows=10, progress=stop)
    after = []
    report = loader.load(connection, rows, batch_rows=10, progress=lambda *step: after.append(step))
    assert report.resumed and report.matches
    assert report.counts["nodesCreated"] == rows.node_count()
    assert report.counts["relationshipsCreated"] == rows.relationship_count()


def test_an_update_that_was_cut_off_goes_on_and_counts_all_of_it(connection, rows):
    loader.load(connection, rows)
    changed = property_graph(_changed(example_graph()))
    seen = []

    def stop(what, done, total):
        seen.append(done)
        if len(seen) == 3:
            raise _Interrupted

    with pytest.raises(_Interrupted):
        loader.load(connection, changed, batch_rows=2, progress=stop)
    report = loader.load(connection, changed, batch_rows=2)
    assert report.resumed and report.matches
    assert report.counts["relationshipsDeleted"] == 10 and report.counts["nodesDeleted"] == 4


def test_another_graph_may_follow_a_load_that_was_cut_off(connection, rows):
    def stop(what, done, total):
        raise _Interrupted

    with pytest.raises(_Interrupted):
        loader.load(connection, rows, batch_rows=50, progress=stop)
    changed = property_graph(_changed(example_graph()))
    assert loader.load(connection, changed, batch_rows=50).matches


def test_a_batch_that_was_counted_is_not_written_again(connection, rows):
    """A commit whose answer is lost is tried again by the driver; the ledger knows that it was done."""
    loader.prepare(connection)
    ledger = loader._Ledger(connection, "policykg")
    ledger.begin("create:x:1", "x", go_on=False)
    batch = next(loader._batches(loader._creations(rows, "policykg"), 5))
    with connection.session(write=True) as session:
        for _ in range(3):
            session.execute_write(loader._write_batch, ledger, 1, batch)
    assert connection.cypher("MATCH (n:Entity) RETURN count(n)").values == ((len(batch.rows),),)
    assert ledger.close()["nodesCreated"] == len(batch.rows)


def test_of_two_loads_of_one_graph_the_older_stops(connection, rows):
    def second(what, done, total):
        loader._Ledger(connection, "policykg").begin("create:other:10", "other", go_on=False)

    with pytest.raises(ServerError, match="Another load"):
        loader.load(connection, rows, batch_rows=10, progress=second)


def test_a_thousand_hostile_names_travel_as_data(connection):
    graph = property_graph(_hostile_graph(1000))
    connection.cypher("CREATE (:Witness {id: 'still here'})", write=True)
    report = loader.load(connection, graph)
    assert report.matches and report.nodes == 1000
    stored = {id_: name for id_, name in connection.cypher("MATCH (n:Company) RETURN n.id, n.name")}
    assert stored == {n.id: n.properties["name"] for n in graph.nodes["Company"]}
    assert len(connection.cypher("MATCH (n:Witness) RETURN n")) == 1
    known = {"Witness", "LoadLedger", "Entity", "Company"}
    labels = {x for (found,) in connection.cypher("MATCH (n) RETURN DISTINCT labels(n)") for x in found}
    assert labels <= known
    assert loader.load(connection, graph).counts == NOTHING


HOSTILE = (
    "a`}) DETACH DELETE n //", "'}) MATCH (n) DETACH DELETE n //", '"}) CALL db.clearQueryCaches() //', "$name",
    "{name}", "\\", "\\'", "\\u0027", "\x00", "\r\n", "\u2028", "\ufeff", "${jndi:ldap://x}", "%s%n", "]-(:Company)-[",
    "/* */", "`",     "名'; DROP CONSTRAINT kg_entity_id; //", "𠮷野", "é́", "\u202e", "null", "NaN", "",
)  # fmt: skip


def _hostile_graph(count: int) -> r.Graph:
    draw = random.Random(3)
    names = [*HOSTILE, *("".join(draw.choices(HOSTILE, k=3)) for _ in range(count - len(HOSTILE)))]
    return r.Graph(
        entities=tuple(
            r.Entity(id=f"company-{n:04d}", type="Company", name=name, aliases=(name, "x"), attributes={"motto": name})
            for n, name in enumerate(names)
        )
    )


def _killed_load(folder, rows, delays) -> None:
    """Load while the server is killed after each delay; then compare with what an undisturbed load holds."""
    running = server.start(folder, bolt_port=0, http_port=0, page_cache="64m")
    ports = {"bolt_port": running.bolt_port, "http_port": running.http_port}
    cut_off = 0
    try:
        for delay in delays:
            killer = threading.Timer(delay, server.kill, [folder])
            killer.start()
            try:
                with connect(running.bolt_uri) as connection:
                    loader.load(connection, rows, batch_rows=200)
                    loader.wipe(connection)  # done before the kill; the next one shall meet a load too
            except ServerError:
                cut_off += 1
            killer.join()
            time.sleep(0.2)
            running = server.start(folder, **ports, page_cache="64m")
        with connect(running.bolt_uri) as connection:
            report = loader.load(connection, rows, batch_rows=200)
            assert report.matches
            assert (
                report.digest
                == content_of_rows(rows).digest()
                == content_of_server(connection, report.name, rows.more_attributes).digest()
            )
    finally:
        server.stop(folder)
    assert cut_off >= len(delays) / 2, "most kills should have met a load"


def test_a_server_killed_during_a_load_ends_with_the_same_digest(tmp_path):
    _needs_java()
    _killed_load(tmp_path, property_graph(synthetic_graph(250)), [1.5])


@pytest.mark.slow
def test_a_server_killed_twenty_times_ends_with_the_same_digest(tmp_path):
    _needs_java()
    draw = random.Random(20)
    _killed_load(tmp_path, property_graph(synthetic_graph(4000)), [draw.uniform(0.5, 12) for _ in range(20)])


@pytest.mark.slow
def test_a_load_goes_on_after_the_disk_was_full(tmp_path):
    """The server's home lies on a file system of 24 MB, which is then made larger."""
    _needs_java()
    disk = tmp_path / "disk"
    disk.mkdir()
    if _mount("-t", "tmpfs", "-o", "size=24m", "tmpfs", disk):
        pytest.skip("this user may not mount a small file system")
    rows = property_graph(synthetic_graph(12_000))
    memory = {"heap": "512m", "page_cache": "32m"}
    try:
        running = server.start(disk / "home", bolt_port=0, http_port=0, **memory)
        for said in ("cannot write any more, most often because its disk is full", "restart the server"):
            with pytest.raises(ServerError, match=said), connect(running.bolt_uri) as connection:
                loader.load(connection, rows, batch_rows=2000)
        _mount("-o", "remount,size=2g", disk)
        server.stop(disk / "home")
        again = ["internal.dbms.tx_log.fail_on_corrupted_log_files=false"]
        running = server.start(disk / "home", bolt_port=0, http_port=0, settings=again, **memory)
        with connect(running.bolt_uri) as connection:
            report = loader.load(connection, rows, batch_rows=2000)
        assert report.resumed and report.matches
        assert report.counts["relationshipsCreated"] == rows.relationship_count()
    finally:
        server.stop(disk / "home")
        subprocess.run(["umount", str(disk)], check=False)


def _mount(*arguments) -> int:
    return subprocess.run(["mount", *map(str, arguments)], capture_output=True, check=False).returncode


def _needs_java() -> None:
    from property_graph.conftest import needs_java

    needs_java()
