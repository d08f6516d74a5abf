"""Look-ups in a graph: entities by id, former id or name; statements, figures and posts of an entity."""

from __future__ import annotations

import dataclasses
import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg import records as r
from kg.errors import GraphError
from kg.resolution.names import comparison_key

HOLDS_POST = "holdsPost"


def former_names(e: r.Entity) -> tuple[str, ...]:
    """Return the names that an entity bore earlier, as its register has them."""
    given = e.attributes.get("formerNames", "")
    return tuple(part.partition("@")[0] for part in given.split("|") if part)


class KnowledgeGraph:
    """A graph with its look-ups. It never changes; make a new one from a changed graph."""

    def __init__(self, graph: r.Graph) -> None:
        """Index ``graph``; linear in its size."""
        self.graph = graph
        self.documents: Mapping[str, r.DocumentNode] = {d.id: d for d in graph.documents}
        self.entities: Mapping[str, r.Entity] = {e.id: e for e in graph.entities}
        self.statements: Mapping[str, r.Statement] = {s.id: s for s in graph.statements}
        self._former = {old: e.id for e in graph.entities for old in e.former_ids}
        self._by_key: dict[str, list[str]] = defaultdict(list)
        self._statements: dict[str, list[r.Statement]] = defaultdict(list)
        self._observations: dict[str, list[r.ObservationNode]] = defaultdict(list)
        for e in graph.entities:
            for key in sorted({comparison_key(name) for name in (e.name, *e.aliases, *former_names(e))}):
                self._by_key[key].append(e.id)
        for s in graph.statements:
            for end in sorted({s.subject, s.object or s.subject}):
                self._statements[end].append(s)
        for o in graph.observations:
            if o.about is not None:
                self._observations[o.about].append(o)

    def find(self, name: str) -> tuple[r.Entity, ...]:
        """Return the entities called ``name``: an id or former id, a register code, a name or alias, of now or earlier.

        Those whose main name it is come first, then those that more documents name.
        """
        id_ = self._former.get(name, name)
        if id_ in self.entities:
            return (self.entities[id_],)
        found = [self.entities[i] for i in self._by_key.get(comparison_key(name), ())]
        found += [e for e in self.graph.entities if e.link == name]
        return tuple(
            sorted(found, key=lambda e: (comparison_key(e.name) != comparison_key(name), -len(e.mentions), e.id))
        )

    def one(self, name: str) -> r.Entity:
        """Return the entity that ``name`` means most likely: the first that ``find`` gives.

        Raises:
            GraphError: the graph holds no such entity; the message offers near names.
        """
        found = self.find(name)
        if found:
            return found[0]
        near = self.near_names(name)
        hint = f" Near it: {', '.join(near)}." if near else " 'kg rank' lists the best connected."
        raise GraphError(f"The graph holds no entity called {name!r}.{hint}")

    def near_names(self, name: str, limit: int = 5) -> tuple[str, ...]:
        """Return names of the graph that hold ``name`` or resemble it."""
        key = comparison_key(name)
        holding = sorted((k for k in self._by_key if key in k), key=lambda k: (len(k), k))[:limit]
        keys = holding or difflib.get_close_matches(key, sorted(self._by_key), n=limit, cutoff=0.6)
        return tuple(dict.fromkeys(self.entities[self._by_key[k][0]].name for k in keys))

    def statements_of(self, id_: str) -> tuple[r.Statement, ...]:
        """Return the statements that have the entity at either end."""
        return tuple(self._statements.get(id_, ()))

    def observations_of(self, id_: str) -> tuple[r.ObservationNode, ...]:
        """Return the figures about the entity."""
        return tuple(self._observations.get(id_, ()))

    def name(self, id_: str | None) -> str:
        """Return an entity's name; empty for None."""
        return self.entities[id_].name if id_ is not None else ""

    def sources(self, evidence: Iterable[r.Evidence]) -> tuple[str, ...]:
        """Return the independent documents behind evidence: a reprint counts as its first print."""
        return tuple(sorted({self.documents[e.document].reprint_of or e.document for e in evidence}))


def post_holders(graph: r.Graph, body: str, date: str, role: str | None = None) -> tuple[r.Statement, ...]:
    """Return the holdsPost statements that hold on a date at a body or place, one for each person and role.

    A post is held from the start of its interval, or from the first dated document that states it where it has none.
    It ends at the end of its interval, or when a document says that it ended; where neither is known and a later
    statement names another person in the same role, it ends when that one starts: such a statement comes back with
    ``end`` filled in and ``inferred`` true. The graph itself holds no inferred end.

    Args:
        body: an entity id.
        date: ISO, as coarse as wanted (``2024``, ``2024-08``, ``2024-08-19``).
        role: only posts with this role.
    """
    published = {d.id: d.published for d in graph.documents}
    held = [
        s for s in graph.statements if s.type == HOLDS_POST and s.object == body and (role is None or s.role == role)
    ]
    terms = _terms(held, published)
    return tuple(s for s in terms if _holds_on(s, date))


def _terms(held: Iterable[r.Statement], published: Mapping[str, str | None]) -> list[r.Statement]:
    by_role: dict[str | None, dict[str, list[r.Statement]]] = defaultdict(lambda: defaultdict(list))
    for s in held:
        by_role[s.role][s.subject].append(s)
    terms = []
    for role in sorted(by_role, key=str):
        spells = sorted(
            (_term(each, published) for each in by_role[role].values()), key=lambda s: (s.start or "", s.id)
        )
        for spell, successor in zip(spells, [*spells[1:], None], strict=True):
            later = successor is not None and successor.start is not None and (spell.start or "") < successor.start
            if spell.end is None and later and successor is not None:
                spell = dataclasses.replace(spell, end=successor.start, inferred=True)
            terms.append(spell)
    return terms


def _term(statements: list[r.Statement], published: Mapping[str, str | None]) -> r.Statement:
    first = min(statements, key=lambda s: (s.modality == "ended", _since(s, published) or "9999", s.id))
    ends = [end for s in statements if (end := _until(s, published)) is not None]
    return dataclasses.replace(first, start=_since(first, published), end=max(ends, default=None))


def _since(s: r.Statement, published: Mapping[str, str | None]) -> str | None:
    if s.modality == "ended":
        return None
    return s.start or min((d for e in s.evidence if (d := published.get(e.document))), default=None)


def _until(s: r.Statement, published: Mapping[str, str | None]) -> str | None:
    if s.modality != "ended":
        return s.end
    return s.end or s.start or min((d for e in s.evidence if (d := published.get(e.document))), default=None)


def _holds_on(s: r.Statement, date: str) -> bool:
    begun = s.start is None or s.start[: len(date)] <= date
    return begun and (s.end is None or date <= s.end[: len(date)])
