"""Nodes that statements and figures share: posts, periods, instants."""

from __future__ import annotations

from kg.rdf.blocks import Block, constant, digest
from kg.rdf.notation import Notation, date_type, remembered


def post_id(body: str | None, role: str | None) -> str:
    """Return the id of the post with this role at this body or place."""
    return f"post_{digest(body, role)}"


class SharedBlocks:
    """Makes posts, periods and instants, and keeps those not yet taken."""

    def __init__(self, notation: Notation) -> None:
        self._notation = notation
        self._new: dict[str, list[str]] = {}
        self._forget()

    def begin(self) -> None:
        """Forget which nodes were made: each is made again when it is asked for."""
        self._new.clear()
        self._forget()

    def _forget(self) -> None:
        self.post = remembered(self._post)
        self.interval = remembered(self._interval)

    def take(self) -> list[Block]:
        """Return the blocks made since the last call; one that was taken before may be among them."""
        taken = list(self._new.items())
        self._new.clear()
        return taken

    def _post(self, body: str | None, role: str | None) -> str:
        """Return the IRI of a post."""
        n, w = self._notation, self._notation.words
        post = n.node(post_id(body, role))
        pairs = [constant(n, "a", "pkg:Post")]
        if role is not None:
            pairs.append(f"{w['rdfs:label']} {n.chinese(role)}")
        if body is not None:
            pairs.append(f"{w['pkg:postIn']} {n.node(body)}")
        self._new[post] = pairs
        return post

    def _interval(self, start: str | None, end: str | None) -> tuple[str, ...]:
        """Return the pairs of an interval: its two sides as literals, and its period where both are dates."""
        n, w = self._notation, self._notation.words
        pairs = []
        if start is not None:
            pairs.append(f"{w['pkg:from']} {n.date(start)}")
        if end is not None:
            pairs.append(f"{w['pkg:to']} {n.date(end)}")
        sides = [("time:hasBeginning", start), ("time:hasEnd", end)]
        dated = [(predicate, side) for predicate, side in sides if side is not None and date_type(side)]
        if pairs and len(dated) == len(pairs):
            period = n.node(f"period_{start or ''}_{end or ''}")
            links = [f"{w[predicate]} {self._instant(side)}" for predicate, side in dated]
            self._new[period] = [constant(n, "a", "pkg:Period"), *links]
            pairs.append(f"{w['pkg:period']} {period}")
        return tuple(pairs)

    def _instant(self, date: str) -> str:
        n = self._notation
        instant = n.node(f"instant_{date}")
        kind = date_type(date) or ""
        predicate = n.words["time:inXSDDate" if kind == "date" else f"time:inXSD{kind}"]
        self._new[instant] = [constant(n, "a", "time:Instant"), f"{predicate} {n.date(date)}"]
        return instant
