"""One change of the store, step by step.

A change replaces documents, resolves again the components whose *set* of profiles changed, makes the parts of the
documents whose nodes changed again, and merges the records whose parts changed. So its cost follows what changed, not
the size of the graph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kg import jsonl
from kg import records as r
from kg.errors import IdentifierError
from kg.graph.decisions import Decision, decide
from kg.graph.storage.contributions import put, take_away
from kg.graph.storage.deciding import aliases, assign, footprints, former_changes, mark_decided
from kg.graph.storage.merging import make_parts, merge
from kg.graph.storage.prints import update_reprints
from kg.graph.storage.resolving import identity_of, resolve_all, resolve_changed
from kg.graph.storage.work import Work
from kg.resolution.resolver import Identity


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a change did to the graph: the records that went and those that came, a changed record in both.

    ``documents`` are the ids added, updated or removed; ``aliases`` the decisions that automatic change of ids calls
    for.
    """

    removed: r.Graph
    added: r.Graph
    documents: tuple[str, ...] = ()
    aliases: tuple[Decision, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the graph is as it was."""
        return self.removed == self.added == r.Graph()


def apply_change(
    work: Work, annotations: Iterable[r.Annotation], remove: Sequence[str], decisions: Sequence[Decision] | None
) -> Change:
    """Carry a change out, within a transaction of its store.

    Args:
        decisions: all decisions to honour from now on; None for those honoured so far.
    """
    store = work.store
    old = decide(store.decisions(), _found(work))
    regrouped = take_away(work, remove)
    added: set[str] = set()
    for annotation in annotations:
        added.add(_checked(annotation.article.id, added))
        work.keep_fresh(annotation)
        regrouped |= put(work, annotation)
    work.stale |= added
    update_reprints(work, regrouped | added)
    wanted = list(store.decisions() if decisions is None else decisions)
    before = footprints(old)
    (resolve_all if work.first else resolve_changed)(work)
    new = decide(wanted, _found(work))
    mark_decided(work, before, old, new)
    moved = assign(work, new)
    if replaced := aliases(work, moved, new, wanted):
        wanted += replaced
        newest = decide(wanted, _found(work))
        work.touch(former_changes(new, newest))
        new = newest
    make_parts(work)
    removed_records, added_records = merge(work, new)
    store.set_value("decisions", jsonl.dumps([d.to_line() for d in wanted]))
    store.set_value("generation", str(store.generation + 1))
    return Change(
        removed=removed_records,
        added=added_records,
        documents=tuple(sorted({*added, *remove})),
        aliases=tuple(replaced),
    )


def _found(work: Work) -> Callable[[str], Identity | None]:
    return lambda node: identity_of(work.db, node)


def _checked(document: str, added: set[str]) -> str:
    if document in added:
        raise IdentifierError(f"Document {document!r} comes twice; give each document an id of its own.")
    return document
