"""What resolution may know of a document entity: its name and the few facts that tell namesakes apart.

Resolution sees profiles only. Two document entities with equal profiles are one thing, so its result depends on the
*set* of profiles, never on how many documents hold one or on their order; that is what makes exact change cheap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kg import records as r
from kg import vocab


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Profile:
    """One thing as one document presents it.

    ``posts`` are (body, role) pairs, ``places`` and ``actors`` are what the document ties it to; each is a register code,
    else a name. ``month`` is the month of publication. A linked entity's profile holds its type and code alone.
    ``document`` is set only where a name must not be joined across documents: its choice between register entries is open.
    """

    type: str
    name: str
    link: str = ""
    names: tuple[str, ...] = ()
    posts: tuple[tuple[str, str], ...] = ()
    places: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    number: str = ""
    month: str = ""
    document: str = ""


def profiles(annotation: r.Annotation) -> dict[str, Profile]:
    """Return the profile of each entity of a document, by its id there."""
    facts = _facts(annotation)
    return {e.id: _profile(e, annotation.article, facts.get(e.id, {})) for e in annotation.entities}


def _profile(e: r.DocumentEntity, article: r.Article, facts: Mapping[str, set]) -> Profile:
    if e.link:
        return Profile(type=e.type, name="", link=e.link)
    return Profile(
        type=e.type,
        name=e.name,
        names=tuple(sorted({e.name, *e.surfaces})),
        posts=tuple(sorted(facts.get("posts", ()))),
        places=tuple(sorted(facts.get("places", ()))),
        actors=tuple(sorted(facts.get("actors", ()))),
        number=e.attributes.get("documentNumber", ""),
        month=(article.published or "")[:7],
        document=article.id if e.candidates else "",
    )


def _facts(annotation: r.Annotation) -> dict[str, dict[str, set]]:
    key = {e.id: e.link or e.name for e in annotation.entities}
    facts: dict[str, dict[str, set]] = defaultdict(lambda: defaultdict(set))
    for x in annotation.relations:
        if x.modality == vocab.DENIED or x.head not in key or (x.tail is not None and x.tail not in key):
            continue
        tail = key[x.tail] if x.tail is not None else ""
        if x.type == "holdsPost":
            facts[x.head]["posts"].add((tail, x.role or ""))
        elif x.type in ("locatedIn", "heldIn"):
            facts[x.head]["places"].add(tail)
        elif x.type in ("issued", "approved", "signed") and x.tail is not None:
            facts[x.tail]["actors"].add(key[x.head])
    return facts
