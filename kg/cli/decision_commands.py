"""Commands that take decisions on a graph, list them, and explain what resolution decided by itself."""

from __future__ import annotations

import datetime
import getpass
import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg import records as r
from kg.cli.console import EXIT_SET_ASIDE, err, out
from kg.cli.graph_options import (
    DEFAULT_GRAPH,
    Graph,
    Names,
    PatchFile,
    changed,
    folder_of,
    known_graph,
    one_entity,
    print_change,
    register_entry,
)
from kg.errors import SettingsError

if TYPE_CHECKING:
    from kg.graph.knowledge_graph import KnowledgeGraph
    from kg.resolution.explanation import Explanation

Why = Annotated[str, typer.Option(help="The reason, kept with the decision.")]
Into = Annotated[str, typer.Argument(metavar="INTO", help="The entity that stays: a name, an id or a register code.")]
NewName = Annotated[str, typer.Argument(metavar="NEW-NAME", help="What it is called from now on.")]
Who = Annotated[str, typer.Option(help="Who decides; by default the user's login name.")]


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    commands = (
        (merge, "Example: `kg merge 江海港务 江海港务集团有限公司 --why 'one firm'`"),
        (split, "Examples: `kg split 李明 --document news-7` · `kg split 江海港务 --name 江海港口`"),
        (rename, "Example: `kg rename 江海港务 江海港务集团有限公司`"),
        (link, "Example: `kg link 龙江 gbt2260:230000`"),
        (decisions, "Examples: `kg decisions` · `kg decisions --automatic`"),
        (explain, "Examples: `kg explain 李明 official-9f86d081884c7d65` · `kg explain 江海港务`"),
    )
    for command, epilog in commands:
        app.command(epilog=epilog)(command)


def merge(
    node: Names, into: Into, graph: Graph = DEFAULT_GRAPH, why: Why = "", who: Who = "", patch: PatchFile = None
) -> None:
    """Decide that two entities are one; the first goes up in the second, and its id goes on working."""
    known = known_graph(graph)
    _decide(graph, who, why, patch, action="merge", node=one_entity(known, node).id, into=one_entity(known, into).id)


def split(
    node: Names,
    graph: Graph = DEFAULT_GRAPH,
    document: Annotated[
        list[str] | None, typer.Option(help="The documents that mean another thing; repeatable.")
    ] = None,
    name: Annotated[str, typer.Option(help="The name under which another thing is meant, now and later.")] = "",
    why: Why = "",
    who: Who = "",
    patch: PatchFile = None,
) -> None:
    """Decide that some mentions of an entity mean another thing; they become an entity of their own."""
    if not document and not name:
        raise SettingsError(
            "Say which mentions to split off: those of --document ID (repeatable) or under --name NAME."
        )
    id_ = one_entity(known_graph(graph), node).id
    _decide(graph, who, why, patch, action="split", node=id_, name=name, documents=tuple(sorted(document or ())))


def rename(
    node: Names, name: NewName, graph: Graph = DEFAULT_GRAPH, why: Why = "", who: Who = "", patch: PatchFile = None
) -> None:
    """Decide what an entity is called; its old id goes on working."""
    _decide(graph, who, why, patch, action="rename", node=one_entity(known_graph(graph), node).id, name=name)


def link(
    node: Names,
    code: Annotated[str, typer.Argument(help="The register's code, as gbt2260:230000.")],
    graph: Graph = DEFAULT_GRAPH,
    why: Why = "",
    who: Who = "",
    patch: PatchFile = None,
) -> None:
    """Decide which register entry an entity is; a code that no register holds is taken as one of your own."""
    if register_entry(folder_of(graph), code) is None:
        err.print(f"kg: note: no register holds {code}; look for a slip if it is no code of your own.", markup=False)
    _decide(graph, who, why, patch, action="link", node=one_entity(known_graph(graph), node).id, code=code)


def decisions(
    graph: Graph = DEFAULT_GRAPH,
    automatic: Annotated[bool, typer.Option("--automatic", help="The merges that resolution made by itself.")] = False,
    all_: Annotated[bool, typer.Option("--all", help="With the aliases that automatic change of ids left.")] = False,
) -> None:
    """List the decisions taken on a graph, or the merges that resolution made by itself."""
    folder = folder_of(graph)
    if automatic:
        with closing(folder.store()) as store:
            for node, names in store.automatic_merges():
                out.print(f"{node}: {' = '.join(names)}", markup=False)
        return
    folder.store().close()  # no graph there is an error, no decisions on one is none
    taken, bad = folder.decisions()
    for d in taken:
        if all_ or d.action != "alias":
            out.print(d.to_line(), markup=False)
    for line in bad:
        err.print(f"kg: decisions.jsonl, line {line.number}: {line.reason}", markup=False)
    if bad:
        raise typer.Exit(EXIT_SET_ASIDE)


def explain(
    node: Names,
    other: Annotated[
        str | None, typer.Argument(metavar="[OTHER]", help="The other entity; without, how NAME came together.")
    ] = None,
    graph: Graph = DEFAULT_GRAPH,
) -> None:
    """Say why two entities are one or two, as a sum of weights; of one entity, why its mentions were put together."""
    from kg.resolution.explanation import explain as compare
    from kg.resolution.explanation import explain_members

    known = known_graph(graph)
    first = one_entity(known, node)
    with closing(folder_of(graph).store()) as store:
        if other is not None:
            second = _other(known, other, first)
            out.print(f"{first.name} ({first.id})\n{second.name} ({second.id})", markup=False)
            _print_explanation(compare(store.profiles_of(first.id), store.profiles_of(second.id)))
            return
        members = explain_members(store.profiles_of(first.id))
        out.print(f"{first.name} ({first.id})", markup=False)
        if not members:
            out.print("All its mentions say the same of it; nothing was compared.")
        for profile, explanation in members:
            posts = "; ".join(f"{p.body}{p.role}" for p in profile.posts)
            facts = " · ".join(x for x in (profile.name or profile.link, profile.date, posts) if x)
            out.print(f"\n{facts}", markup=False)
            _print_explanation(explanation)


def _other(known: KnowledgeGraph, name: str, first: r.Entity) -> r.Entity:
    found = [e for e in known.find(name) if e.id != first.id]
    return found[0] if len(found) == 1 else one_entity(known, name)


def _decide(graph: Path, who: str, why: str, patch: Path | None, **fields: object) -> None:
    from kg.graph.decisions import Decision

    when = datetime.datetime.now(datetime.UTC).replace(microsecond=0).isoformat()
    decision = Decision(who=who or _user(), when=when, why=why, **fields)  # type: ignore[arg-type]
    print_change(changed(folder_of(graph), patch, decisions=[decision]))


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return os.environ.get("USER", "")


def _print_explanation(x: Explanation) -> None:
    if x.match is not None:
        for reason in x.match.reasons:
            out.print(f"  {reason.weight:+6.1f}  {reason.comparison}: {reason.level}", markup=False)
        out.print(f"  {x.match.weight:+6.1f}  in sum (above 0 is one thing)", markup=False)
    out.print(f"  {x.verdict}", markup=False)
