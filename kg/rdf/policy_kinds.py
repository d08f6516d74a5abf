"""The kind of a policy by the end of its title, as ``ontology/concepts.ttl`` lists the ends (``skos:hiddenLabel``)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import pyoxigraph as ox

from kg.rdf import namespaces as ns
from kg.rdf.ontology import path_of

_AROUND_TITLE = re.compile(r"^《+|[》\s]+$|[（(〔][^（()）〔〕]*[)）〕]$")


@lru_cache(maxsize=10_000)
def kind_of(title: str) -> str | None:
    """Return the local name of the concept (``policy-notice``), or None where the title's end tells none.

    Title marks and words in brackets at the end (（试行）, （2024年修订）) are passed over.
    """
    bare = title
    while (shorter := _AROUND_TITLE.sub("", bare)) != bare:
        bare = shorter
    return max(((len(end), kind) for end, kind in _ends() if bare.endswith(end)), default=(0, None))[1]


@cache
def _ends() -> tuple[tuple[str, str], ...]:
    quads = ox.parse(path=str(path_of("concepts.ttl")), format=ox.RdfFormat.TURTLE)
    hidden = ns.SKOS + "hiddenLabel"
    ends = ((q.object.value, q.subject.value.removeprefix(ns.CONCEPT)) for q in quads if q.predicate.value == hidden)
    return tuple(sorted(ends))
