"""Profiles resolved to nodes: those whose component changed, or all of a new store."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby

from kg import jsonl
from kg.errors import IdentifierError
from kg.graph.assembly import entity_id
from kg.graph.storage.tables import chunks, marks, profile_of
from kg.graph.storage.work import Work
from kg.resolution.profile import Profile
from kg.resolution.resolver import Identity, resolve, resolve_component


def resolve_changed(work: Work) -> None:
    """Resolve the components whose set of profiles changed; drop profiles that no document holds."""
    alive = {p: s > 0 for p, s in _supports(work, sorted(work.seen_alive))}
    dirty = sorted(p for p, was in work.seen_alive.items() if alive[p] != was)
    members = _members(work, dirty)
    old_nodes: set[str] = set()
    identities = resolve(profile_of(content) for _, content, _ in members)
    claimed: dict[str, Identity] = {}
    for profile, content, node in members:
        identity = identities[profile_of(content)]
        new = entity_id(identity)
        if claimed.setdefault(new, identity) != identity:
            raise IdentifierError(f"{new} is claimed by {claimed[new]} and by {identity}; rename one of them.")
        old_nodes |= {node} if node else set()
        if new != node:
            work.db.execute("UPDATE profiles SET node = ? WHERE id = ?", (new, profile))
            work.stale |= {d for (d,) in work.db.execute("SELECT document FROM refs WHERE profile = ?", (profile,))}
    dead = [p for p in dirty if not alive[p]] + [p for p in sorted(work.seen_alive) if not alive[p] and p not in dirty]
    for profile in dead:
        row = work.db.execute("SELECT node FROM profiles WHERE id = ?", (profile,)).fetchone()
        old_nodes |= {row[0]} if row[0] else set()
        work.db.execute("DELETE FROM profile_keys WHERE profile = ?", (profile,))
        work.db.execute("DELETE FROM profiles WHERE id = ?", (profile,))
    _replace_nodes(work, old_nodes, claimed)


def resolve_all(work: Work) -> None:
    """Resolve all profiles, one component at a time."""
    for component in _components(work):
        members = {p: id_ for id_ in component for p in _profiles(work, id_)}
        for profile, identity in resolve_component(sorted(members)).items():
            node = entity_id(identity)
            _claim(work, node, identity)
            work.db.execute("UPDATE profiles SET node = ? WHERE id = ?", (node, members[profile]))


def identity_of(db: sqlite3.Connection, node: str) -> Identity | None:
    """Return what the store knows a node to be."""
    row = db.execute("SELECT identity FROM nodes WHERE id = ?", (node,)).fetchone()
    return None if row is None else Identity(*json.loads(row[0]))


def _replace_nodes(work: Work, old_nodes: set[str], claimed: dict[str, Identity]) -> None:
    for node in sorted(old_nodes - set(claimed)):
        work.db.execute("DELETE FROM nodes WHERE id = ?", (node,))
    for node, identity in sorted(claimed.items()):
        known = identity_of(work.db, node)
        if known == identity:
            continue
        if known is not None and node not in old_nodes:
            raise IdentifierError(f"{node} is claimed by {known} and by {identity}; rename one of them.")
        work.db.execute("INSERT OR REPLACE INTO nodes VALUES (?, ?)", (node, jsonl.dumps(list(identity))))
        work.touch({node})


def _supports(work: Work, ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    for chunk in chunks(ids):
        yield from work.db.execute(f"SELECT id, support FROM profiles WHERE id IN ({marks(chunk)})", chunk)


def _members(work: Work, dirty: Sequence[int]) -> list[tuple[int, str, str | None]]:
    """Return id, content and node of the living profiles in the components that hold or held the dirty ones."""
    if work.is_wholesale():
        return work.db.execute("SELECT id, content, node FROM profiles WHERE support > 0").fetchall()
    reached, open_profiles = set(dirty), list(dirty)
    seen_keys: set[str] = set()
    while open_profiles:
        new_keys: set[str] = set()
        for chunk in chunks(open_profiles):
            rows = work.db.execute(f"SELECT key FROM profile_keys WHERE profile IN ({marks(chunk)})", chunk)
            new_keys |= {key for (key,) in rows} - seen_keys
        seen_keys |= new_keys
        found: set[int] = set()
        for names in chunks(sorted(new_keys)):
            rows = work.db.execute(f"SELECT profile FROM profile_keys WHERE key IN ({marks(names)})", names)
            found |= {profile for (profile,) in rows}
        open_profiles = sorted(found - reached)
        reached |= found
    members: list[tuple[int, str, str | None]] = []
    for chunk in chunks(sorted(reached)):
        members += work.db.execute(
            f"SELECT id, content, node FROM profiles WHERE support > 0 AND id IN ({marks(chunk)})", chunk
        )
    return members


def _components(work: Work) -> Iterator[list[int]]:
    """Yield the ids of profiles that hang together by blocking keys."""
    newest = work.db.execute("SELECT max(id) FROM profiles").fetchone()[0] or 0
    parent = array("q", range(newest + 1))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    rows = work.db.execute("SELECT key, profile FROM profile_keys ORDER BY key, profile")
    for _, group in groupby(rows, key=lambda row: row[0]):
        roots = {root(profile) for _, profile in group}
        first = min(roots)
        for other in roots:
            parent[other] = first
    for _, ids in groupby(sorted(range(1, newest + 1), key=root), key=root):
        yield list(ids)


def _profiles(work: Work, id_: int) -> Iterator[Profile]:
    return (profile_of(c) for (c,) in work.db.execute("SELECT content FROM profiles WHERE id = ?", (id_,)))


def _claim(work: Work, node: str, identity: Identity) -> None:
    known = identity_of(work.db, node)
    if known is None:
        work.db.execute("INSERT INTO nodes VALUES (?, ?)", (node, jsonl.dumps(list(identity))))
    elif known != identity:
        raise IdentifierError(f"{node} is claimed by {known} and by {identity}; rename one of them.")
