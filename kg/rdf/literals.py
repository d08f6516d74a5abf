"""Terms as N-Triples writes them, taken apart."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from kg.rdf import namespaces as ns
from kg.rdf.notation import date_type

_ESCAPE = re.compile(r'\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(["\\nrtbf\']))')
_SHORT = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_NUMERIC = {ns.XSD + "integer": _INTEGER, ns.XSD + "decimal": _DECIMAL}
_DATES = {ns.XSD + name: name for name in ("date", "gYearMonth", "gYear")}


def is_literal(term: str) -> bool:
    """Return whether a term is a literal."""
    return term.startswith('"')


def lexical_form(term: str) -> str:
    """Return the string of a literal, or an IRI."""
    if not is_literal(term):
        return term[1:-1]
    text = term[1 : term.rindex('"')]
    return _ESCAPE.sub(_unescaped, text) if "\\" in text else text


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _SHORT.get(found[3], found[3])


def datatype_of(term: str) -> str:
    """Return the datatype of a literal."""
    after = term[term.rindex('"') + 1 :]
    if after.startswith("^^"):
        return after[3:-1]
    return ns.RDF + "langString" if after else ns.XSD + "string"


@lru_cache(maxsize=4096)
def number(term: str) -> Decimal | None:
    """Return the value of a whole or decimal number, None of anything else."""
    if not is_literal(term):
        return None
    form = _NUMERIC.get(datatype_of(term))
    text = lexical_form(term)
    return Decimal(text) if form and form.fullmatch(text) else None


def is_valid(term: str) -> bool:
    """Return whether a literal's string fits its datatype; of those that no graph of ours has, True."""
    datatype, text = datatype_of(term), lexical_form(term)
    if datatype in _NUMERIC:
        return _NUMERIC[datatype].fullmatch(text) is not None
    return datatype not in _DATES or date_type(text) == _DATES[datatype]
