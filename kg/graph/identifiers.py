"""Identifiers: from type and canonical key alone, never from order or clock.

A linked entity's id shows its register code (``province-gbt2260-230000``); any other id ends in the first 16
hexadecimal digits of a SHA-256 over its key (``official-9f86d081884c7d65``). Ids hold ``a-z``, ``0-9`` and ``-`` only,
so they stand unchanged in an IRI, a URL, a file name and a Cypher string.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from kg import records as r
from kg.errors import IdentifierError
from kg.jsonl import dumps, plain

DIGEST_LENGTH = 16
SAFE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*:[A-Za-z0-9]+([.-][A-Za-z0-9]+)*")


def prefix(type_: str) -> str:
    """Return the readable head of an id: ``GovernmentBody`` gives ``government-body``.

    Raises:
        IdentifierError: the type is not a word of ASCII letters.
    """
    words = _CAMEL.sub("-", type_).lower()
    if not SAFE_ID.fullmatch(words):
        raise IdentifierError(f"No id can begin with the type {type_!r}; give a type of kg.vocab.ENTITY_TYPES.")
    return words


def digest(*key: str | None) -> str:
    """Return the first 16 hexadecimal digits of a SHA-256 over the parts of a key, told apart and None kept."""
    return hashlib.sha256(dumps(key).encode()).hexdigest()[:DIGEST_LENGTH]


def linked_entity_id(type_: str, link: str) -> str:
    """Return the id of an entity with the register code ``link`` (``scheme:code``).

    A code with other characters than ASCII letters and digits gets a digest, so that ``A.1`` and ``A-1`` stay two.

    Raises:
        IdentifierError: ``link`` is not ``scheme:code``.
    """
    if not _CODE.fullmatch(link):
        raise IdentifierError(
            f"Register code {link!r} is not 'scheme:code' in ASCII letters, digits, '.' and '-', as in gbt2260:230000."
        )
    plain_code = re.fullmatch(r"[A-Za-z0-9]+:[A-Z0-9]+|[A-Za-z0-9]+:[a-z0-9]+", link)
    words = re.sub(r"[^a-z0-9]+", "-", link.lower())
    return f"{prefix(type_)}-{words}" + ("" if plain_code else f"-{digest(link)}")


def named_entity_id(type_: str, key: str, disambiguator: str = "") -> str:
    """Return the id of an entity that no register holds, from its comparison key and what tells namesakes apart.

    Raises:
        IdentifierError: the key is empty.
    """
    if not key:
        raise IdentifierError(f"A {type_} with an empty name has no id; set the mention aside before assembly.")
    return f"{prefix(type_)}-{digest(type_, key, disambiguator)}"


def statement_id(
    type_: str, subject: str, object_: str | None, role: str | None, modality: str, start: str | None, end: str | None
) -> str:
    """Return the id of a statement, from its whole key."""
    return f"statement-{digest(type_, subject, object_, role, modality, start, end)}"


def observation_id(node: r.ObservationNode, document: str) -> str:
    """Return the id of a figure, from all that it says except where it is said and how sure it is.

    Args:
        document: the document that gives it, where it leaves open what or when it measures; such figures of two
        documents
            are two, however equal their words. Empty for any other.
    """
    said = {k: v for k, v in plain(node).items() if k not in ("id", "evidence", "confidence")}
    return f"observation-{digest(dumps(said), document)}"


def check_unique(keys: Iterable[tuple[str, object]]) -> None:
    """Check that no two keys claim one id.

    Raises:
        IdentifierError: with the id and both keys.
    """
    seen: dict[str, object] = {}
    for id_, key in keys:
        if seen.setdefault(id_, key) != key:
            raise IdentifierError(
                f"{id_} is claimed by {seen[id_]!r} and by {key!r}; give one of them another id and build again."
            )
