"""The words of the graph: entity types, relation types, modality, kinds of figure.

Plain strings, so that every stage may use them; ``ontology/policy.ttl`` is the truth and a test
holds this module against it.
"""

from __future__ import annotations

from dataclasses import dataclass

COUNTRY = "Country"
PROVINCE = "Province"
CITY = "City"
COUNTY = "County"
PLACE = "Place"
ZONE = "Zone"
PORT = "Port"
OFFICIAL = "Official"
PERSON = "Person"
GOVERNMENT_BODY = "GovernmentBody"
COMPANY = "Company"
ORGANIZATION = "Organization"
POLICY = "Policy"
EVENT = "Event"
PROJECT = "Project"

ENTITY_TYPES = (
    COUNTRY, PROVINCE, CITY, COUNTY, PLACE, ZONE, PORT, OFFICIAL, PERSON,
    GOVERNMENT_BODY, COMPANY, ORGANIZATION, POLICY, EVENT, PROJECT,
)  # fmt: skip
CORE_TYPES = (PROVINCE, CITY, OFFICIAL, COMPANY, POLICY, PORT)
UNIT_TYPES = frozenset({PROVINCE, CITY, COUNTY})
DIVISION_TYPES = UNIT_TYPES | {COUNTRY}
PLACE_TYPES = DIVISION_TYPES | {PLACE, ZONE}
BODY_TYPES = frozenset({GOVERNMENT_BODY, ORGANIZATION, COMPANY})
PEOPLE_TYPES = frozenset({OFFICIAL, PERSON})


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationType:
    """A relation with the entity types it may join.

    ``tail_optional``: the tail may be missing (a post with no body named).
    ``symmetric``: given once; the two ends have no order.
    """

    name: str
    heads: frozenset[str]
    tails: frozenset[str]
    tail_optional: bool = False
    symmetric: bool = False


def _relation(name: str, heads: set[str] | frozenset[str], tails: set[str] | frozenset[str], **flags: bool):
    return name, RelationType(name=name, heads=frozenset(heads), tails=frozenset(tails), **flags)


RELATION_TYPES: dict[str, RelationType] = dict([
    _relation("holdsPost", PEOPLE_TYPES, BODY_TYPES | PLACE_TYPES | {EVENT, PROJECT, PORT}, tail_optional=True),
    _relation("locatedIn", BODY_TYPES | {PORT, ZONE, PROJECT, PLACE}, PLACE_TYPES),
    _relation("heldIn", {EVENT}, PLACE_TYPES | {ORGANIZATION, PORT, PROJECT}),
    _relation("participatesIn", PEOPLE_TYPES | BODY_TYPES | PLACE_TYPES, {EVENT}),
    _relation("visited", PEOPLE_TYPES, PLACE_TYPES | BODY_TYPES | {PORT, PROJECT, EVENT}),
    _relation("met", PEOPLE_TYPES, PEOPLE_TYPES, symmetric=True),
    _relation("issued", BODY_TYPES | PEOPLE_TYPES | PLACE_TYPES, {POLICY}),
    _relation("approved", BODY_TYPES | PEOPLE_TYPES | {EVENT}, {POLICY}),
    _relation("signed", BODY_TYPES | PEOPLE_TYPES | PLACE_TYPES, {POLICY}),
    _relation("basedOn", {POLICY}, {POLICY}),
    _relation("amends", {POLICY}, {POLICY}),
    _relation("develops", BODY_TYPES | PLACE_TYPES, {PROJECT, PORT, ZONE, COMPANY}),
    _relation("partOf", BODY_TYPES | {ZONE, PORT, PROJECT, EVENT}, BODY_TYPES | {ZONE, PORT, PROJECT, EVENT}),
    _relation("cooperatesWith", PLACE_TYPES | BODY_TYPES, PLACE_TYPES | BODY_TYPES, symmetric=True),
    _relation("connects", {PROJECT, PORT}, PLACE_TYPES | {PORT, PROJECT}),
    _relation("adjacentTo", PLACE_TYPES, PLACE_TYPES, symmetric=True),
])  # fmt: skip

DONE = "done"
PLANNED = "planned"
PROPOSED = "proposed"
ENDED = "ended"
DENIED = "denied"
MODALITIES = (DONE, PLANNED, PROPOSED, ENDED, DENIED)

OBSERVATION_KINDS = ("level", "growth", "share", "rank", "target")
QUALIFIERS = ("over", "about", "nearly")
