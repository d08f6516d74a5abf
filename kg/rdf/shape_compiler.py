"""The shapes of ``ontology/policy-shapes.ttl`` compiled to plain Python checks.

What our shapes use of SHACL Core is compiled, besides SPARQL constraints about a node's own triples, which pyoxigraph
answers. Anything else is refused, so that no constraint is passed over. Terms are text as in N-Triples.
https://www.w3.org/TR/shacl/
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import SchemaError
from kg.rdf import namespaces as ns
from kg.rdf.literals import datatype_of, is_literal, is_valid, lexical_form, number

Node = dict[str, dict[str, None]]  # the objects by predicate, in order, each once
Classes = Callable[[str], frozenset[str]]  # the classes of a node, near and far
Test = Callable[[str], bool]  # of one value

SH = "http://www.w3.org/ns/shacl#"
SHAPE = ns.ONTOLOGY + "/shape#"
TYPE = f"<{ns.RDF}type>"
_REMEMBERED = 4096

_VALUE_TESTS = ("datatype", "pattern", "minLength", "in", "nodeKind", "minInclusive", "maxInclusive")
_OF_PROPERTIES = {*_VALUE_TESTS, "path", "minCount", "maxCount", "class", "hasValue", "lessThan", "or", "message"}
_OF_NODES = {"targetClass", "targetSubjectsOf", "property", "class", "or", "sparql", "message"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyCheck:
    """The constraints on the values of one path: a predicate, or any of several."""

    path: tuple[str, ...]
    message: str
    least: int
    most: float
    needed: tuple[str, ...]
    test: Test | None
    classes: frozenset[str]
    less_than: tuple[str, ...]

    def broken(self, node: Node, classes_of: Classes) -> list[str]:
        """Return the values that break it; ``""`` where their number does."""
        values: Collection[str] = node.get(self.path[0], ())
        if len(self.path) > 1:
            values = [v for p in self.path for v in node.get(p, ())]
        found = [] if self.least <= len(values) <= self.most else [""]
        if self.test:
            test = self.test
            found += [v for v in values if not test(v)]
        if self.classes:
            found += [v for v in values if not self.classes <= classes_of(v)]
        if self.needed:
            found += ["" for v in self.needed if v not in values]
        for other in self.less_than:
            found += [v for v in values if not all(_is_less(v, x) for x in node.get(other, ()))]
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One side of an ``sh:or`` about a node."""

    properties: tuple[PropertyCheck, ...]
    classes: frozenset[str]

    def holds(self, focus: str, node: Node, classes_of: Classes) -> bool:
        """Return whether the node conforms to it."""
        return self.classes <= classes_of(focus) and not any(p.broken(node, classes_of) for p in self.properties)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A SPARQL constraint: ``$this`` of each row breaks it."""

    text: str
    prefixes: dict[str, str]
    message: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NodeCheck:
    """A node shape: its targets and its constraints."""

    name: str
    target_classes: frozenset[str]
    target_predicates: frozenset[str]
    message: str
    properties: tuple[PropertyCheck, ...]
    classes: frozenset[str]
    alternatives: tuple[tuple[Alternative, ...], ...]
    queries: tuple[Query, ...]

    def broken(self, focus: str, node: Node, classes_of: Classes) -> Iterator[tuple[str, str]]:
        """Yield (message, value) for each constraint that the node breaks; those of queries aside."""
        for check in self.properties:
            for value in check.broken(node, classes_of):
                yield check.message, value
        if not self.classes <= classes_of(focus):
            yield self.message, focus
        for sides in self.alternatives:
            if not any(side.holds(focus, node, classes_of) for side in sides):
                yield self.message, focus


def compile_shapes(path: Path) -> tuple[NodeCheck, ...]:
    """Return the checks for the node shapes of a Turtle file, by name.

    Raises:
        SchemaError: a shape has something that cannot be compiled.
    """
    graph = _ShapesGraph(path)
    return tuple(sorted((_node_check(graph, x) for x in graph.node_shapes()), key=lambda check: check.name))


class _ShapesGraph:
    """The triples of a shapes file."""

    def __init__(self, path: Path) -> None:
        self._values: dict[Any, dict[str, list[Any]]] = {}
        for q in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            self._values.setdefault(q.subject, {}).setdefault(q.predicate.value, []).append(q.object)

    def node_shapes(self) -> list[Any]:
        return [x for x, v in self._values.items() if ox.NamedNode(SH + "NodeShape") in v.get(ns.RDF + "type", ())]

    def all(self, subject: Any, name: str) -> list[Any]:
        return self._values.get(subject, {}).get(SH + name, [])

    def one(self, subject: Any, name: str) -> Any:
        values = self.all(subject, name)
        if len(values) > 1:
            raise _refused(subject, f"has {len(values)} values of sh:{name}")
        return values[0] if values else None

    def text(self, subject: Any, name: str) -> str:
        value = self.one(subject, name)
        return "" if value is None else value.value

    def members(self, head: Any) -> list[Any]:
        found = []
        while head != ox.NamedNode(ns.RDF + "nil"):
            cell = self._values[head]
            found.append(cell[ns.RDF + "first"][0])
            head = cell[ns.RDF + "rest"][0]
        return found

    def check_known(self, subject: Any, known: set[str]) -> None:
        for predicate in self._values.get(subject, {}):
            if predicate.removeprefix(SH) not in known and predicate != ns.RDF + "type":
                raise _refused(subject, f"uses {predicate.replace(SH, 'sh:')}")


def _refused(shape: Any, reason: str) -> SchemaError:
    return SchemaError(
        f"The shape {shape} {reason}, which kg.rdf.shape_compiler cannot compile. Write the shape in other words, "
        "or teach the compiler."
    )


def _node_check(graph: _ShapesGraph, shape: Any) -> NodeCheck:
    graph.check_known(shape, _OF_NODES)
    properties = tuple(_property_check(graph, x) for x in graph.all(shape, "property"))
    if not all(x.message for x in properties):
        raise _refused(shape, "has a property without sh:message")
    message = graph.text(shape, "message")
    if not message and (graph.all(shape, "class") or graph.all(shape, "or")):
        raise _refused(shape, "has no sh:message")
    return NodeCheck(
        name=shape.value.removeprefix(SHAPE),
        target_classes=_terms(graph.all(shape, "targetClass")),
        target_predicates=_terms(graph.all(shape, "targetSubjectsOf")),
        message=message,
        properties=properties,
        classes=_terms(graph.all(shape, "class")),
        alternatives=tuple(
            tuple(_alternative(graph, x) for x in graph.members(sides)) for sides in graph.all(shape, "or")
        ),
        queries=tuple(_query(graph, x) for x in graph.all(shape, "sparql")),
    )


def _alternative(graph: _ShapesGraph, side: Any) -> Alternative:
    graph.check_known(side, {"property", "class"})
    return Alternative(
        properties=tuple(_property_check(graph, x) for x in graph.all(side, "property")),
        classes=_terms(graph.all(side, "class")),
    )


def _property_check(graph: _ShapesGraph, shape: Any) -> PropertyCheck:
    graph.check_known(shape, _OF_PROPERTIES)
    tests = [*_tests(graph, shape), *(_any_of(graph, x) for x in graph.all(shape, "or"))]
    least, most = graph.one(shape, "minCount"), graph.one(shape, "maxCount")
    return PropertyCheck(
        path=_path(graph, graph.one(shape, "path")),
        message=graph.text(shape, "message"),
        least=int(least.value) if least else 0,
        most=int(most.value) if most else float("inf"),
        needed=tuple(map(str, graph.all(shape, "hasValue"))),
        test=lru_cache(_REMEMBERED)(_all_of(tests)) if tests else None,
        classes=_terms(graph.all(shape, "class")),
        less_than=tuple(map(str, graph.all(shape, "lessThan"))),
    )


def _path(graph: _ShapesGraph, path: Any) -> tuple[str, ...]:
    if isinstance(path, ox.NamedNode):
        return (str(path),)
    graph.check_known(path, {"alternativePath"})
    steps = graph.members(graph.one(path, "alternativePath"))
    if not all(isinstance(x, ox.NamedNode) for x in steps):
        raise _refused(path, "is a path of paths")
    return tuple(map(str, steps))


def _query(graph: _ShapesGraph, constraint: Any) -> Query:
    graph.check_known(constraint, {"select", "prefixes", "message"})
    declared = [x for ontology in graph.all(constraint, "prefixes") for x in graph.all(ontology, "declare")]
    prefixes = {graph.text(x, "prefix"): graph.text(x, "namespace") for x in declared}
    return Query(text=graph.text(constraint, "select"), prefixes=prefixes, message=graph.text(constraint, "message"))


def _terms(values: Sequence[Any]) -> frozenset[str]:
    return frozenset(map(str, values))


# ---- tests of one value -------------------------------------------------------------------------------------


def _tests(graph: _ShapesGraph, shape: Any) -> list[Test]:
    makers: dict[str, Callable[[Any], Test]] = {
        "datatype": _has_datatype,
        "pattern": _matches,
        "minLength": _is_as_long_as,
        "in": lambda head: frozenset(map(str, graph.members(head))).__contains__,
        "nodeKind": _is_of_kind,
        "minInclusive": lambda least: lambda term: (value := number(term)) is not None and value >= _bound(least),
        "maxInclusive": lambda most: lambda term: (value := number(term)) is not None and value <= _bound(most),
    }
    return [makers[name](x) for name in _VALUE_TESTS for x in graph.all(shape, name)]


def _any_of(graph: _ShapesGraph, sides: Any) -> Test:
    members = graph.members(sides)
    for side in members:
        graph.check_known(side, set(_VALUE_TESTS))
    tests = [_all_of(_tests(graph, side)) for side in members]
    return lambda term: any(test(term) for test in tests)


def _all_of(tests: Sequence[Test]) -> Test:
    return tests[0] if len(tests) == 1 else lambda term: all(test(term) for test in tests)


def _has_datatype(datatype: Any) -> Test:
    return lambda term: is_literal(term) and datatype_of(term) == datatype.value and is_valid(term)


def _matches(pattern: Any) -> Test:
    expression = re.compile(pattern.value)
    return lambda term: expression.search(lexical_form(term)) is not None


def _is_as_long_as(least: Any) -> Test:
    return lambda term: len(lexical_form(term)) >= int(least.value)


def _is_of_kind(kind: Any) -> Test:
    if kind != ox.NamedNode(SH + "IRI"):
        raise _refused(kind, "is a sh:nodeKind")
    return lambda term: term.startswith("<")


def _bound(literal: Any) -> Decimal:
    value = number(str(literal))
    if value is None:
        raise _refused(literal, "is a bound that is no number")
    return value


def _is_less(term: str, other: str) -> bool:
    """Compare two numbers, or two things that are no numbers as strings."""
    value, bound = number(term), number(other)
    if value is None and bound is None:
        return lexical_form(term) < lexical_form(other)
    return value is not None and bound is not None and value < bound
