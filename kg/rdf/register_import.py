"""A user's own list of names in RDF → a register table.

Two ways of writing such a list are read. *SKOS*: ``skos:prefLabel`` is the name, ``skos:altLabel`` an alias,
``skos:hiddenLabel`` a weak surface (one that needs context), ``skos:notation`` the code, ``skos:broader`` the parent.
*Plain*: ``rdfs:label`` (or ``foaf:name``, ``schema:name``) is the name, ``dcterms:identifier`` the code. In both, the
class says which of the fifteen types it is: ours, or one of schema.org's or W3C ORG's that ``_TYPE_OF_CLASS`` knows;
else ``type_`` does.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import vocab
from kg.errors import InputError, RegisterError, SettingsError, unknown
from kg.jsonl import write_lines
from kg.rdf import namespaces as ns
from kg.rdf.export import FORMATS, format_of
from kg.registers.loader import COLUMNS, read_table

_SDO = ("https://schema.org/", "http://schema.org/")
_FOAF = "http://xmlns.com/foaf/0.1/"
_ORG = "http://www.w3.org/ns/org#"

_NAMES = (ns.SKOS + "prefLabel", ns.RDFS + "label", _FOAF + "name", *(s + "name" for s in _SDO))
_ALIASES = (ns.SKOS + "altLabel", *(s + "alternateName" for s in _SDO))
_CODES = (ns.SKOS + "notation", ns.DCTERMS + "identifier")
_PARENTS = (ns.SKOS + "broader", ns.DCTERMS + "isPartOf")

_TYPE_OF_CLASS = {
    **{ns.PKG + t: t for t in vocab.ENTITY_TYPES},
    **{s + name: type_ for s in _SDO for name, type_ in {
        "Country": vocab.COUNTRY, "City": vocab.CITY, "Place": vocab.PLACE, "Person": vocab.PERSON,
        "Corporation": vocab.COMPANY, "GovernmentOrganization": vocab.GOVERNMENT_BODY,
        "Organization": vocab.ORGANIZATION, "Event": vocab.EVENT, "Legislation": vocab.POLICY,
    }.items()},
    _ORG + "Organization": vocab.ORGANIZATION,
    _FOAF + "Organization": vocab.ORGANIZATION,
    _FOAF + "Person": vocab.PERSON,
}  # fmt: skip
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_CODE = re.compile(r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of a file: the number of entries written, and a line on each thing left out."""

    entries: int
    left_out: tuple[str, ...]


def import_register(path: Path, table: Path, scheme: str, type_: str | None = None) -> Imported:
    """Write the named things of an RDF file as a register table.

    Args:
        path: Turtle or any other RDF format; the file name's ending tells which.
        table: the table to write; its folder is what the setting ``registers`` names.
        scheme: ASCII letters and digits; the codes are ``scheme:code``.
        type_: the type of things whose class tells none.

    Raises:
        InputError: the file is missing or does not parse.
        SettingsError: the scheme or the type is none.
        RegisterError: nothing in the file has a name and a type, or two things have one code.
    """
    if not _SCHEME.fullmatch(scheme):
        raise SettingsError(f"Scheme {scheme!r}; give ASCII letters and digits, as 'ours'.")
    if type_ is not None and type_ not in vocab.ENTITY_TYPES:
        raise SettingsError(unknown("entity type", type_, vocab.ENTITY_TYPES))
    things = _read(path)
    codes = {iri: _code(iri, values, scheme) for iri, values in things.items()}
    lines, left_out = [], []
    for iri in sorted(things):
        values = things[iri]
        name, kind = _name(values), _type(values) or type_
        if not name:
            continue
        if kind is None:
            left_out.append(f"{iri} ({name}): its class tells no type; give one with --type.")
        elif len(name) < 2:
            left_out.append(f"{iri} ({name}): a name has two characters or more.")
        else:
            lines.append(_line(values, codes, codes[iri], kind, name))
    if not lines:
        raise RegisterError(f"{path} names nothing with a type. " + (left_out[0] if left_out else _HINT))
    header = [f"# Imported from {path.name}.", "\t".join(COLUMNS)]
    write_lines(table, [*header, *sorted(lines)])
    _check(table, path)
    return Imported(entries=len(lines), left_out=tuple(left_out))


_HINT = "A name is skos:prefLabel, rdfs:label, foaf:name or schema:name."
_Things = dict[str, dict[str, list[Any]]]


def _read(path: Path) -> _Things:
    things: _Things = {}
    try:
        for quad in ox.parse(path=str(path), format=FORMATS[format_of(path)].syntax, base_iri="urn:register:"):
            if isinstance(quad.subject, ox.NamedNode):
                values = things.setdefault(quad.subject.value, {})
                values.setdefault(quad.predicate.value, []).append(quad.object)
    except OSError as error:
        raise InputError(f"Cannot read {path}: {error.strerror or error}.") from error
    except (SyntaxError, ValueError) as error:
        raise InputError(f"{path} does not parse: {error}") from error
    return things


def _texts(values: dict[str, list[Any]], properties: Iterable[str], language: str | None = None) -> list[str]:
    """Return the values of properties on one line each, Chinese ones (or those of ``language``) first."""
    literals = [x for p in properties for x in values.get(p, ()) if isinstance(x, ox.Literal)]
    if language is None:
        literals.sort(key=lambda x: not (x.language or "").startswith("zh"))
    else:
        literals = [x for x in literals if x.language == language]
    return list(dict.fromkeys(" ".join(x.value.replace("|", " ").split()) for x in literals))


def _name(values: dict[str, list[Any]]) -> str:
    return next((x for x in _texts(values, _NAMES) if x), "")


def _type(values: dict[str, list[Any]]) -> str | None:
    classes = sorted(x.value for x in values.get(ns.RDF + "type", ()) if isinstance(x, ox.NamedNode))
    return next((_TYPE_OF_CLASS[c] for c in classes if c in _TYPE_OF_CLASS), None)


def _code(iri: str, values: dict[str, list[Any]], scheme: str) -> str:
    local = re.split(r"[/#:]", iri)[-1]
    for text in [*_texts(values, _CODES), local]:
        if _CODE.fullmatch(text):
            return f"{scheme}:{text}"
    return f"{scheme}:{hashlib.sha256(iri.encode()).hexdigest()[:16]}"


def _line(values: dict[str, list[Any]], codes: dict[str, str], code: str, type_: str, name: str) -> str:
    aliases = [x for x in _texts(values, _ALIASES) if len(x) > 1 and x != name]
    weak = [x for x in _texts(values, (ns.SKOS + "hiddenLabel",)) if len(x) > 1]
    parents = [codes[x.value] for p in _PARENTS for x in values.get(p, ()) if getattr(x, "value", "") in codes]
    english = next(iter(_texts(values, _NAMES, "en")), "")
    position = [_texts(values, (ns.WGS84 + name,)) for name in ("long", "lat")]
    attributes = ";".join(f"{key}={x[0]}" for key, x in zip(("lon", "lat"), position, strict=True) if x)
    parent = parents[0] if parents else ""
    cells = (code, type_, name, "|".join(aliases), "|".join(weak), "", parent, "", "", english, attributes)
    return "\t".join(cells).rstrip("\t")


def _check(table: Path, path: Path) -> None:
    seen: dict[str, str] = {}
    for _, entry in read_table(table):
        if entry.code in seen:
            table.unlink()
            raise RegisterError(f"{path}: {seen[entry.code]} and {entry.name} have one code, {entry.code}.")
        seen[entry.code] = entry.name
