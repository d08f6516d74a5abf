"""What people's decisions, and ids that are no more, do to the nodes of mentions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from kg import jsonl
from kg.graph.decisions import ALIAS, DecidedNodes, Decision
from kg.graph.storage.tables import profile_of
from kg.graph.storage.work import Work


def footprints(decided: DecidedNodes) -> dict[str, str]:
    """Return what decisions make of each node that they touch, as one string."""
    return {node: jsonl.dumps(decided.footprint(node)) for node in decided.touched()}


def mark_decided(work: Work, before: dict[str, str], old: DecidedNodes, new: DecidedNodes) -> None:
    """Mark what decisions change now: documents whose mentions move, nodes shown in another way."""
    after = footprints(new)
    for node in sorted({*before, *after}):
        if before.get(node) != after.get(node):
            rows = work.db.execute(
                "SELECT DISTINCT refs.document FROM refs JOIN profiles p ON p.id = refs.profile WHERE p.node = ?",
                (node,),
            )
            work.stale |= {d for (d,) in rows}
    work.touch(former_changes(old, new) | old.identity_changes(new))


def assign(work: Work, decided: DecidedNodes) -> dict[str, Counter[str]]:
    """Give each mention of a stale document its node; return where the mentions of left nodes went."""
    moved: dict[str, Counter[str]] = defaultdict(Counter)
    for document in sorted(work.stale):
        rows = work.db.execute(
            "SELECT refs.entity, refs.node, p.node, p.content FROM refs JOIN profiles p ON p.id = refs.profile "
            "WHERE refs.document = ?",
            (document,),
        ).fetchall()
        updates = []
        for entity, old, found, content in rows:
            new = decided.final(found, document, profile_of(content).name)
            updates.append((new, document, entity))
            if old is not None and old != new:
                moved[old][new] += 1
        work.db.executemany("UPDATE refs SET node = ? WHERE document = ? AND entity = ?", updates)
    return moved


def aliases(
    work: Work, moved: dict[str, Counter[str]], decided: DecidedNodes, wanted: Sequence[Decision]
) -> list[Decision]:
    """Return an alias for each node that is no more, to where most of its mentions went."""
    found = []
    for old in sorted(moved):
        gone = work.db.execute("SELECT 1 FROM refs WHERE node = ? LIMIT 1", (old,)).fetchone() is None
        new = min(moved[old], key=lambda n: (-moved[old][n], n))
        if gone and old not in decided.former_ids(new):
            found.append(Decision(action=ALIAS, node=old, into=new, who="kg", why="resolution found another id"))
    known = {d.key for d in wanted}
    return [d for d in found if d.key not in known]


def former_changes(old: DecidedNodes, new: DecidedNodes) -> set[str]:
    """Return the nodes whose former ids differ between two sets of decisions."""
    nodes = {*old.replacing(), *new.replacing()}
    return {n for n in nodes if old.former_ids(n) != new.former_ids(n)}
