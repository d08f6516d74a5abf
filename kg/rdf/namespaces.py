"""Namespaces, prefixes and IRIs. Every IRI is made here, in ASCII, and checked when it is made.

The data's base IRI is a setting; the ontology's IRI is not. Ids of entities, statements and figures stand in the IRI
unchanged; ids of documents, which are the user's, are percent-encoded (UTF-8; a lone surrogate as its three bytes).
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote_to_bytes

from kg.errors import IdentifierError

ONTOLOGY = "https://w3id.org/policykg/ontology"
VERSION = ONTOLOGY + "/1.2.0"
PKG = ONTOLOGY + "#"
CONCEPT = ONTOLOGY + "/concept#"
ATTRIBUTE = ONTOLOGY + "/attribute#"
BASE = "https://w3id.org/policykg/id/"

# Direct triples of statements that are not (yet, or any more) facts have their own properties.
MODAL = {modality: f"{ONTOLOGY}/{modality}#" for modality in ("planned", "proposed", "ended")}

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
OA = "http://www.w3.org/ns/oa#"
DCTERMS = "http://purl.org/dc/terms/"
DCAT = "http://www.w3.org/ns/dcat#"
VOID = "http://rdfs.org/ns/void#"
TIME = "http://www.w3.org/2006/time#"
GEO = "http://www.opengis.net/ont/geosparql#"
WGS84 = "http://www.w3.org/2003/01/geo/wgs84_pos#"

_BASE = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?/([A-Za-z0-9._~/-]*[A-Za-z0-9._~-])?[/#]?(?<=[/#])")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,199}")
_LOCAL_NAME = re.compile(
    r"(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})(?:(?:[A-Za-z0-9_.-]|%[0-9A-Fa-f]{2})*(?:[A-Za-z0-9_-]|%[0-9A-Fa-f]{2}))?"
)


def prefixes(base: str = BASE) -> dict[str, str]:
    """Return the prefixes of every file we write, by prefix, in alphabetical order."""
    table = {
        "attribute": ATTRIBUTE, "concept": CONCEPT, "dcat": DCAT, "dcterms": DCTERMS, "doc": base + "document/",
        "geo": GEO, "id": base, "oa": OA, "owl": OWL, "pkg": PKG, "rdf": RDF, "rdfs": RDFS, "skos": SKOS, "time": TIME,
        "void": VOID, "wgs84": WGS84, "xsd": XSD, **MODAL,
    }  # fmt: skip
    return {name: table[name] for name in sorted(table)}


def checked_base(base: str) -> str:
    """Return ``base`` if IRIs can be made under it.

    Raises:
        IdentifierError: not an absolute ASCII http(s) IRI that ends in ``/`` or ``#``.
    """
    if not _BASE.fullmatch(base):
        raise IdentifierError(
            f"Base IRI {base!r} cannot be used. Right is an http(s) IRI in ASCII that ends in '/' or '#', as {BASE}."
        )
    return base


def checked_id(id_: str) -> str:
    """Return the id of an entity, a statement or a figure if it can stand in an IRI.

    Raises:
        IdentifierError: anything but 1 to 200 ASCII letters, digits, ``_`` and ``-``.
    """
    if not _ID.fullmatch(id_):
        raise IdentifierError(
            f"No IRI can be made of the id {id_!r}: it may hold 1 to 200 ASCII letters, digits, '_' and '-', as "
            "province-gbt2260-230000. Build the graph again from its documents."
        )
    return id_


def document_name(id_: str) -> str:
    """Return a document's id percent-encoded, to stand after ``document/``.

    Raises:
        IdentifierError: the id is empty.
    """
    if not id_:
        raise IdentifierError("A document has an empty id; give each document an id of its own.")
    return quote(id_, safe="", errors="surrogatepass").replace("~", "%7E")


def document_id(name: str) -> str:
    """Return the document's id from its percent-encoded form."""
    return unquote_to_bytes(name).decode("utf-8", "surrogatepass")


def is_local_name(name: str) -> bool:
    """Return whether ``name`` may follow a prefix in Turtle without escapes."""
    return _LOCAL_NAME.fullmatch(name) is not None
