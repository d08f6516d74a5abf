"""Terms as text: IRIs and literals in N-Triples or, shortened by prefixes, in Turtle.

Characters that RDF files cannot carry everywhere (lone surrogates; those that XML 1.0 forbids) are written as
``\\uXXXX`` inside a literal of the datatype ``pkg:EscapedText``, the backslash itself doubled. So each format holds the
same graph, and every string comes back as it was.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from kg.errors import SchemaError
from kg.rdf import namespaces as ns

Result = TypeVar("Result")

REMEMBERED = 4_000  # values of each kind whose text is kept
ESCAPED_TEXT = ns.PKG + "EscapedText"

_ESCAPES = str.maketrans({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPED = re.compile(r"\\(?:\\|u([0-9a-f]{4}))")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_DATE_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}


def remembered(function: Callable[..., Result], *, typed: bool = False) -> Callable[..., Result]:
    """Return a function that keeps its last results.

    Args:
        typed: whether 1 and 1.0 are told apart.
    """
    return lru_cache(maxsize=REMEMBERED, typed=typed)(function)


def escape(text: str) -> str:
    """Return ``text`` as it stands between the quotation marks of a Turtle or N-Triples string."""
    return text.translate(_ESCAPES)


def escaped_text(text: str) -> str:
    """Return the lexical form of ``text`` in the datatype ``pkg:EscapedText``."""
    return _NOT_IN_XML.sub(lambda m: f"\\u{ord(m[0]):04x}", text.replace("\\", "\\\\"))


def unescaped_text(lexical: str) -> str:
    """Return the string behind a lexical form of ``pkg:EscapedText``."""
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)) if m[1] else "\\", lexical)


def date_type(text: str) -> str | None:
    """Return the local name of the XSD datatype of an ISO date as coarse as given; None for no such date."""
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(x) if x else 1 for x in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        return None
    return _DATE_TYPES[len(text)]


def decimal_text(value: float) -> str:
    """Return a number's shortest exact decimal form; a float keeps its point, an int has none.

    Raises:
        SchemaError: the number is not finite.
    """
    if not math.isfinite(value):
        raise SchemaError(f"The number {value} cannot stand in a graph; give a finite one.")
    text = format(Decimal(repr(value + 0)), "f")  # minus nought is nought
    return text if isinstance(value, int) or "." in text else text + ".0"


class Notation:
    """How terms are written, for one base IRI.

    ``node(id)`` gives the IRI of an entity, a statement or a figure (IdentifierError if none can be made of the id),
    ``document(id)`` a document's, ``date(text)`` a date as coarse as given (a plain string where it is none),
    ``number(value)`` a decimal or whole number.

    Args:
        base: under it stand the IRIs of the data.
        short: prefixed names and bare numbers (Turtle, TriG) or full terms (N-Triples, N-Quads).
    """

    def __init__(self, base: str = ns.BASE, *, short: bool = True) -> None:
        self.base = ns.checked_base(base)
        self.short = short
        self.prefixes = ns.prefixes(base)
        self.words = _Words(self)
        self.document = remembered(self._document)
        self.node = remembered(self._node)
        self.date = remembered(self._date)
        self.number = remembered(self._number, typed=True)

    def named(self, prefix: str, local: str) -> str:
        """Return the name ``local`` in the namespace of ``prefix``."""
        if self.short and ns.is_local_name(local):
            return f"{prefix}:{local}"
        return f"<{self.prefixes[prefix]}{local}>"

    def _node(self, id_: str) -> str:
        ns.checked_id(id_)
        return f"id:{id_}" if self.short else f"<{self.base}{id_}>"

    def _document(self, id_: str) -> str:
        return self.named("doc", ns.document_name(id_))

    def part(self, node: str, suffix: str) -> str:
        """Return the IRI of a part of a node, as its evidence or a selector: the node's, a dot and ``suffix``."""
        return f"{node}.{suffix}" if self.short else f"{node[:-1]}.{suffix}>"

    def text(self, value: str) -> str:
        """Return a plain string."""
        if value.isprintable() and '"' not in value and "\\" not in value:
            return f'"{value}"'
        if _NOT_IN_XML.search(value):
            return f'"{escape(escaped_text(value))}"^^{self.words["pkg:EscapedText"]}'
        return f'"{escape(value)}"'

    def chinese(self, value: str) -> str:
        """Return a string of Chinese text."""
        return self._tagged(value, "@zh")

    def english(self, value: str) -> str:
        """Return a string of English text."""
        return self._tagged(value, "@en")

    def _tagged(self, value: str, tag: str) -> str:
        if value.isprintable() and '"' not in value and "\\" not in value:
            return f'"{value}"{tag}'
        text = self.text(value)
        return text + tag if text.endswith('"') else text

    def typed(self, value: str, datatype: str) -> str:
        """Return a literal of the datatype with this prefixed name."""
        return f'"{escape(value)}"^^{self.words[datatype]}'

    def integer(self, value: int) -> str:
        """Return a whole number."""
        return str(value) if self.short else f'"{value}"^^<{ns.XSD}integer>'

    def _number(self, value: float) -> str:
        text = decimal_text(value)
        return text if self.short else f'"{text}"^^<{ns.XSD}{"decimal" if "." in text else "integer"}>'

    def _date(self, value: str) -> str:
        datatype = date_type(value)
        return self.typed(value, f"xsd:{datatype}") if datatype else self.text(value)


class _Words(dict[str, str]):
    """The words of the ontologies by prefixed name, as this notation writes them; ``a`` is rdf:type."""

    def __init__(self, notation: Notation) -> None:
        super().__init__(a="a" if notation.short else f"<{ns.RDF}type>")
        self._notation = notation

    def __missing__(self, name: str) -> str:
        prefix, local = name.split(":")
        self[name] = self._notation.named(prefix, local)
        return self[name]
