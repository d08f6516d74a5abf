"""Blocks of RDF: one subject with its predicates and objects, as text of one notation."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from kg.errors import IdentifierError
from kg.rdf.notation import Notation, remembered

Block = tuple[str, list[str]]  # a subject; "predicate object" each


def block_turtle(block: Block) -> str:
    """Return a block in Turtle, one predicate and object a line, after an empty line."""
    subject, pairs = block
    return f"\n{subject} " + " ;\n    ".join(pairs) + " .\n"


def block_lines(block: Block, graph: str = "") -> str:
    """Return a block in N-Triples, or with the name of a graph (after a space) in N-Quads."""
    subject, pairs = block
    end = f"{graph} .\n"
    return f"{subject} " + f"{end}{subject} ".join(pairs) + end


def digest(*key: object) -> str:
    """Return 12 hexadecimal digits that stand for a key among the parts of one node."""
    return hashlib.blake2b(repr(key).encode("ascii", "backslashreplace"), digest_size=6).hexdigest()


def constant(notation: Notation, predicate: str, value: str) -> str:
    """Return the pair of two prefixed names."""
    return f"{notation.words[predicate]} {notation.words[value]}"


def pair(
    notation: Notation, predicate: str, write: Callable[[Any], str], *, typed: bool = False
) -> Callable[[Any], str]:
    """Return what makes a value its pair with this predicate, the last ones remembered.

    Args:
        typed: whether 1 and 1.0 are written differently.
    """
    word = notation.words[predicate]

    return remembered(lambda value: f"{word} {write(value)}", typed=typed)


def check_distinct(id_: str, blocks: list[Block]) -> None:
    """Check that the blocks of one record have subjects of their own.

    Raises:
        IdentifierError: two have one.
    """
    if len(dict(blocks)) != len(blocks):
        raise IdentifierError(f"{id_} holds the same evidence, mention or candidate twice; build the graph again.")


class Selectors:
    """Makes the blocks of Web Annotation's selectors of positions."""

    def __init__(self, notation: Notation) -> None:
        self._type = constant(notation, "a", "oa:TextPositionSelector")
        self._start = pair(notation, "oa:start", notation.integer)
        self._end = pair(notation, "oa:end", notation.integer)

    def position(self, subject: str, span: tuple[int, int]) -> Block:
        """Return the block of a span of characters."""
        return subject, [self._type, self._start(span[0]), self._end(span[1])]
