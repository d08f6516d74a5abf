"""Decisions: merges, splits, renames and links that people took, and the aliases that automatic change leaves.

``decisions.jsonl`` in a graph's folder holds one decision a line, in the order in which they were taken. A rebuild
from scratch applies all of them again to what resolution found by itself; a decision on a thing that the graph no
longer holds waits without effect. A decision taken twice counts once. A line that cannot be read is set aside with
its number.
"""

from __future__ import annotations

import dataclasses
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.errors import IdentifierError, SettingsError, unknown
from kg.graph import identifiers
from kg.jsonl import dumps
from kg.resolution.names import canonical_key, comparison_key
from kg.resolution.resolver import Identity

MERGE = "merge"
SPLIT = "split"
RENAME = "rename"
LINK = "link"
ALIAS = "alias"
ACTIONS = (MERGE, SPLIT, RENAME, LINK, ALIAS)
_TEXT_FIELDS = ("node", "into", "name", "code", "who", "when", "why")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision. ``node`` is an id of the graph as it was shown, or an older id of the same thing.

    merge: ``node`` goes up in ``into``. split: the mentions of ``node`` in ``documents``, or those under ``name``,
    become a node of their own. rename: ``name`` is shown, and the id made from it. link: ``code`` is the register
    entry of the thing. alias: the id ``node`` was replaced by ``into`` in automatic change. ``who``, ``when`` and
    ``why`` say where the decision comes from and change nothing.
    """

    action: str
    node: str
    into: str = ""
    name: str = ""
    code: str = ""
    documents: tuple[str, ...] = ()
    who: str = ""
    when: str = ""
    why: str = ""

    @property
    def key(self) -> tuple[Any, ...]:
        """What the decision does; two with one key are one decision."""
        return (self.action, self.node, self.into, self.name, self.code, self.documents)

    def to_line(self) -> str:
        """Return the decision as one line of JSON, without its empty fields."""
        values = dataclasses.asdict(self) | {"documents": list(self.documents)}
        return dumps({k: v for k, v in values.items() if v})


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """A line of a decision file that cannot be read: its number (from 1), its words, and why."""

    number: int
    line: str
    reason: str


def parse(lines: Iterable[str]) -> tuple[list[Decision], list[BadLine]]:
    """Return the decisions of a file's lines, each once, and the lines that cannot be read. Empty lines are skipped."""
    decisions: dict[tuple[Any, ...], Decision] = {}
    bad: list[BadLine] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            decision = _decision(json.loads(line))
        except (ValueError, TypeError) as error:
            bad.append(BadLine(number=number, line=line.rstrip("\n"), reason=str(error)))
        else:
            decisions.setdefault(decision.key, decision)
    return list(decisions.values()), bad


def _decision(values: Any) -> Decision:
    if not isinstance(values, dict):
        raise SettingsError(f"{values!r} is no decision; a line holds one JSON object with 'action' and 'node'.")
    strange = sorted(set(values) - {"action", "documents", *_TEXT_FIELDS})
    if strange:
        raise SettingsError(
            f"unknown fields {', '.join(strange)}; known: action, documents, {', '.join(_TEXT_FIELDS)}."
        )
    if any(not isinstance(values.get(k, ""), str) for k in ("action", *_TEXT_FIELDS)):
        raise SettingsError("every field but 'documents' is a text.")
    documents = values.get("documents", [])
    if not isinstance(documents, list) or not all(isinstance(d, str) for d in documents):
        raise SettingsError("'documents' is a list of document ids.")
    return checked(Decision(**{**values, "documents": tuple(sorted(documents))}))


def checked(d: Decision) -> Decision:
    """Return a decision after checking that its action has what it needs.

    Raises:
        SettingsError: an unknown action or a missing field.
    """
    if d.action not in ACTIONS:
        raise SettingsError(unknown("action", d.action, ACTIONS))
    needs = {MERGE: d.into, ALIAS: d.into, RENAME: d.name, LINK: d.code, SPLIT: d.name or d.documents}
    if not d.node or not needs[d.action]:
        missing = {MERGE: "into", ALIAS: "into", RENAME: "name", LINK: "code", SPLIT: "name' or 'documents"}[d.action]
        raise SettingsError(f"a decision to {d.action} needs 'node' and '{missing}'.")
    for id_ in filter(None, (d.node, d.into)):
        if not identifiers.SAFE_ID.fullmatch(id_):
            raise SettingsError(
                f"{id_!r} is no id of an entity; 'kg show NAME' prints it, as official-9f86d081884c7d65."
            )
    if d.action == LINK:
        try:
            identifiers.linked_entity_id("Place", d.code)
        except IdentifierError as error:
            raise SettingsError(str(error)) from error
    return d


@dataclass(frozen=True, slots=True)
class Step:
    """What one decision does to one id: mentions move to ``target``, all or those under ``documents`` or ``key``."""

    index: int
    target: str
    documents: tuple[str, ...] = ()
    key: str = ""

    def moves(self, document: str, name: str) -> bool:
        """Return whether the step moves the mentions of a name in a document."""
        return (not self.documents and not self.key) or document in self.documents or comparison_key(name) == self.key


class DecidedNodes:
    """What decisions make of the nodes that resolution found."""

    def __init__(self, steps: Mapping[str, Sequence[Step]], identities: Mapping[str, Identity]) -> None:
        self._steps = steps
        self._identities = identities
        self._former: dict[str, set[str]] = defaultdict(set)

    def final(self, node: str, document: str, name: str) -> str:
        """Return the node of a mention.

        Args:
            node: the node that resolution found.
            document: the mention's document.
            name: the name of its profile.
        """
        return self._walk(node, lambda step: step.moves(document, name))

    def whole(self, node: str) -> str:
        """Return what became of a node as a whole, splits left aside."""
        return self._walk(node, lambda step: not step.documents and not step.key)

    def _walk(self, node: str, applies: Callable[[Step], bool]) -> str:
        index = -1
        while True:
            step = next((s for s in self._steps.get(node, ()) if s.index > index and applies(s)), None)
            if step is None:
                return node
            node, index = step.target, step.index

    def identity(self, node: str) -> Identity | None:
        """Return the identity that a decision gave a node, or None."""
        return self._identities.get(node)

    def former_ids(self, node: str) -> tuple[str, ...]:
        """Return the ids that a node replaced, sorted."""
        return tuple(sorted(self._former.get(node, ())))

    def replacing(self) -> tuple[str, ...]:
        """Return the nodes that replaced another id, sorted."""
        return tuple(sorted(self._former))

    def identity_changes(self, other: DecidedNodes) -> set[str]:
        """Return the nodes that these decisions and others give different identities."""
        nodes = {*self._identities, *other._identities}
        return {n for n in nodes if self._identities.get(n) != other._identities.get(n)}

    def touched(self) -> tuple[str, ...]:
        """Return the ids that some decision moves mentions away from, sorted."""
        return tuple(sorted(self._steps))

    def footprint(self, node: str) -> list[Any]:
        """Return all that decisions do to a node's mentions, as JSON values; equal footprints have equal effect."""
        seen: list[Any] = []
        open_ids = [(node, -1)]
        while open_ids:
            id_, after = open_ids.pop()
            for step in self._steps.get(id_, ()):
                if step.index > after:
                    seen.append([id_, step.target, list(step.documents), step.key, self._identities.get(step.target)])
                    open_ids.append((step.target, step.index))
        return seen


def decide(decisions: Iterable[Decision], nodes: Callable[[str], Identity | None]) -> DecidedNodes:
    """Compile decisions against what resolution found.

    Args:
        decisions: in the order in which they were taken.
        nodes: the identity of a node that resolution found, or None where it found no such node.
    """
    steps: dict[str, list[Step]] = defaultdict(list)
    identities: dict[str, Identity] = {}
    decided = DecidedNodes(steps, identities)
    aliases: dict[str, str] = {}
    former: dict[str, set[str]] = defaultdict(set)

    def known(id_: str) -> Identity | None:
        return identities.get(id_) or nodes(id_)

    def current(id_: str) -> str:
        seen = {id_}
        while True:
            target = decided.whole(id_)
            if target == id_ and known(id_) is None and aliases.get(id_, id_) not in seen:
                target = aliases[id_]
            if target == id_:
                return id_
            id_ = target
            seen.add(id_)

    for index, d in enumerate({d.key: d for d in decisions}.values()):
        if d.action == ALIAS:
            aliases[d.node] = d.into
            continue
        node = current(d.node)
        identity = known(node)
        if d.action == MERGE:
            into = current(d.into)
            if into != node:
                if identity is not None and identity.link and not (known(into) or Identity("")).link:
                    node, into = into, node
                if known(into) is None and (moved := known(node)) is not None:
                    identities[into] = moved
                steps[node].append(Step(index, into))
                former[into].add(node)
        elif identity is not None:
            new_id, new_identity = _changed(d, node, identity)
            if d.action == SPLIT:
                identities[new_id] = new_identity
                steps[node].append(Step(index, new_id, d.documents, comparison_key(d.name)))
            else:
                identities[new_id] = new_identity
                if new_id != node:
                    steps[node].append(Step(index, new_id))
                    former[new_id].add(node)
    _gather_former(decided, former, aliases, current, known, nodes)
    return decided


def _changed(d: Decision, node: str, identity: Identity) -> tuple[str, Identity]:
    if d.action == LINK:
        linked = identity._replace(link=d.code)
        return identifiers.linked_entity_id(identity.type, d.code), linked
    if d.action == RENAME and identity.link:
        return node, identity._replace(name=d.name)
    name = d.name or identity.name
    told_apart = f"split from {node}: {dumps([d.name, d.documents])}" if d.action == SPLIT else f"renamed from {node}"
    changed = Identity(identity.type, name, "", canonical_key(identity.type, name or identity.link), told_apart)
    return identifiers.named_entity_id(changed.type, changed.key, changed.disambiguator), changed


def _gather_former(
    decided: DecidedNodes,
    former: Mapping[str, set[str]],
    aliases: Mapping[str, str],
    current: Callable[[str], str],
    known: Callable[[str], Identity | None],
    nodes: Callable[[str], Identity | None],
) -> None:
    olds = {old for each in former.values() for old in each} | {old for old in aliases if nodes(old) is None}
    for old in sorted(olds):
        new = current(old)
        if new != old and known(new) is not None:
            decided._former[new].add(old)
