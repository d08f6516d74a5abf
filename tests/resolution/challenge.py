"""Profiles written by hand, and the challenge set of pairs."""

import json
from pathlib import Path

from kg import records as r
from kg.resolution.profile import Profile, profiles

PAIRS = [json.loads(line) for line in (Path(__file__).parent / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]
COUNT = 74


def document(id_, type_, name, posts=(), surfaces=(), areas=(), actors=(), number="", date=None):
    """An annotation of one document about one thing, with all that is said of it."""
    entities = [_entity("e0", type_, name, (name, *surfaces), {"documentNumber": number} if number else {})]
    relations = []
    for body, role in posts:
        at = None if not body else _add(entities, *_body(body))
        relations.append(_relation("holdsPost", "e0", at, role))
    for code in areas:
        place = _add(entities, "Place", f"区域{code}", code if code.startswith("iso") else f"gbt2260:{code[3:]}0000")
        relations.append(_relation("locatedIn", "e0", place))
    for actor in actors:
        relations.append(_relation("issued", _add(entities, "GovernmentBody", actor), "e0"))
    article = r.Article(id=id_, text="。", published=f"{date}-15" if date and len(date) == 7 else date)
    return r.Annotation(article=article, entities=tuple(entities), relations=tuple(relations))


def _body(name):
    """Type, name and link of what a post is in; a country is given by its code."""
    return ("Country", name, name) if name.startswith("iso3166:") else ("GovernmentBody", name)


def profile(document_id="d", **side) -> Profile:
    """The profile of the thing that ``document`` is about."""
    values = {**side, "type_": side["type"]}
    del values["type"]
    return profiles(document(document_id, **values))["e0"]


def _add(entities, type_, name, link=None):
    id_ = f"e{len(entities)}"
    entities.append(_entity(id_, type_, name, (name,), {}, link))
    return id_


def _entity(id_, type_, name, surfaces, attributes, link=None):
    return r.DocumentEntity(
        id=id_, type=type_, name=name, surfaces=tuple(surfaces), mentions=((0, 1),), attributes=attributes, link=link
    )


def _relation(type_, head, tail, role=None):
    return r.RelationMention(type=type_, head=head, tail=tail, role=role, sentence=(0, 1), rule="test")
