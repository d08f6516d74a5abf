"""Commands that look into a graph: one entity with its sentences, paths, ranks, documents."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from kg import records as r
from kg.cli.console import out
from kg.cli.dates import checked_date
from kg.cli.graph_options import DEFAULT_GRAPH, Graph, Names, folder_of, known_graph, register_entry
from kg.errors import SettingsError

if TYPE_CHECKING:
    from kg.graph.knowledge_graph import KnowledgeGraph


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    commands = (
        (show, "Examples: `kg show 黑河市` · `kg show 黑河市 --why` · `kg show 商务部 --on 2026-03-17`"),
        (path, "Example: `kg path 满洲里市 俄罗斯`"),
        (rank, "Examples: `kg rank --type Company` · `kg rank --communities`"),
        (documents, "Example: `kg documents --reprints`"),
    )
    for command, epilog in commands:
        app.command(epilog=epilog)(command)


def show(
    name: Names,
    graph: Graph = DEFAULT_GRAPH,
    why: Annotated[
        bool, typer.Option("--why", help="Name the register entry, pattern or model behind each line.")
    ] = False,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="DATE",
            callback=checked_date,
            help="Who held a post there then: 2026, 2026-03 or 2026-03-17.",
        ),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Sentences shown for one statement.")] = 3,
) -> None:
    """Show one entity: its names, its statements, and under each the sentence that says so, source and date."""
    known = known_graph(graph)
    found = known.find(name)
    entity = known.one(name)
    _print_entity(entity, graph, why)
    if why:
        _print_attributes(known, entity, limit)
    if on is not None:
        _print_holders(known, entity, on, why, limit)
        return
    for s in sorted(known.statements_of(entity.id), key=lambda s: (s.type, s.start or "", s.id)):
        _print_statement(known, s, why, limit)
    for o in known.observations_of(entity.id):
        _print_observation(known, o, why, limit)
    if len(found) > 1:
        others = " · ".join(f"{e.name} ({e.type}, {e.id})" for e in found[1:6])
        out.print(f"\nAlso so called: {others}", markup=False)


def _print_holders(known: KnowledgeGraph, entity: r.Entity, on: str, why: bool, limit: int) -> None:
    from kg.graph.knowledge_graph import post_holders

    holders = post_holders(known.graph, entity.id, on)
    for s in holders:
        _print_statement(known, s, why, limit)
        if s.inferred:
            out.print("    (the end is inferred: a successor is named)", markup=False)
    if not holders:
        out.print(f"No statement says who held a post there on {on}.", markup=False)


def path(start: Names, goal: Names, graph: Graph = DEFAULT_GRAPH) -> None:
    """Show a shortest path between two entities, with the sentences along it."""
    from kg.graph.algorithms import shortest_path

    known = known_graph(graph)
    first, last = known.one(start), known.one(goal)
    for step in shortest_path(known.graph, first.id, last.id):
        for s in step.statements[:2]:
            _print_statement(known, s, why=False, limit=1)
    out.print(f"{first.name} → {last.name}", markup=False)


def rank(
    graph: Graph = DEFAULT_GRAPH,
    type_: Annotated[str | None, typer.Option("--type", help="Only entities of this type.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many.")] = 20,
    communities: Annotated[bool, typer.Option("--communities", help="Groups that hang together instead.")] = False,
) -> None:
    """List the best connected entities (PageRank), or communities of them (Louvain)."""
    from kg.errors import unknown
    from kg.graph.algorithms import communities as groups
    from kg.graph.algorithms import most_connected
    from kg.vocab import ENTITY_TYPES

    if type_ is not None and type_ not in ENTITY_TYPES:
        raise SettingsError(unknown("entity type", type_, ENTITY_TYPES))
    known = known_graph(graph)
    if communities:
        table = Table("entities", "best connected")
        for group in groups(known.graph)[:limit]:
            table.add_row(str(len(group)), " · ".join(known.name(id_) for id_ in group[:8]))
    else:
        table = Table("name", "type", "statements", "neighbours", "PageRank")
        for x in most_connected(known.graph, type_, limit):
            row = (str(x.statements), str(x.neighbours), f"{x.pagerank:.5f}")
            table.add_row(x.entity.name, x.entity.type, *row)
    out.print(table)


def documents(
    graph: Graph = DEFAULT_GRAPH,
    reprints: Annotated[bool, typer.Option("--reprints", help="Only reprints, with the first print of each.")] = False,
) -> None:
    """List the documents of the graph: id, date, publisher, title; reprints with their first print."""
    for d in folder_of(graph).graph().documents:
        if d.reprint_of or not reprints:
            known = [d.id, d.published or "", d.publisher or "", d.title]
            line = " · ".join(x for x in known if x)
            out.print(line + (f" · reprint of {d.reprint_of}" if d.reprint_of else ""), markup=False)


def _print_entity(e: r.Entity, graph: Path, why: bool) -> None:
    out.print(f"{e.name}  {e.type}  {e.id}", style="bold", markup=False)
    rows = [
        ("also", " · ".join(e.aliases)),
        ("register", e.link or ""),
        ("open between", " · ".join(f"{c.code} {c.score:.2f}" for c in e.candidates)),
        ("formerly", " · ".join(e.former_ids)),
        ("known", " · ".join(f"{k} {v}" for k, v in e.attributes.items())),
    ]
    for name, value in rows:
        if value:
            out.print(f"  {name}: {value}", markup=False)
    spans = sum(len(m.spans) for m in e.mentions)
    out.print(f"  {spans} mentions in {len(e.mentions)} documents, confidence {e.confidence:.2f}", markup=False)
    if not why:
        return
    if e.link:
        entry = register_entry(folder_of(graph), e.link)
        if entry is not None:
            out.print(f"  register entry: {entry.register} · {entry.code} · {entry.name}", markup=False)
    for m in e.mentions:
        out.print(f"  {m.document} {list(map(list, m.spans))}: {' · '.join(m.made_by) or 'given'}", markup=False)


def _print_attributes(known: KnowledgeGraph, e: r.Entity, limit: int) -> None:
    """Print each attribute that a text gives, with its sentences and where in the document the words stand."""
    for (attribute, value), group in groupby(e.attribute_evidence, key=lambda x: (x.attribute, x.value)):
        evidence = tuple(group)
        places = " · ".join(f"{x.document} {list(x.object or (x.start, x.end))}" for x in evidence[:limit])
        _print_sentences(known, f"{attribute} {value}  {places}", evidence, why=True, limit=limit)


def _print_statement(known: KnowledgeGraph, s: r.Statement, why: bool, limit: int) -> None:
    object_ = known.name(s.object)
    extra = [x for x in (s.role, s.modality if s.modality != "done" else None, _interval(s.start, s.end)) if x]
    words = " ".join(x for x in (known.name(s.subject), f"—{s.type}→", object_) if x)
    title = f"{words} ({', '.join(extra)})" if extra else words
    _print_sentences(known, title + (f"  {s.id} {s.confidence:.2f}" if why else ""), s.evidence, why, limit)


def _print_observation(known: KnowledgeGraph, o: r.ObservationNode, why: bool, limit: int) -> None:
    extra = ", ".join(x for x in (o.kind, o.comparison, _interval(o.start, o.end)) if x)
    title = f"{o.indicator} {_number(o.value)} {o.unit_text or o.unit} ({extra})"
    _print_sentences(known, title + (f"  {o.id} {o.confidence:.2f}" if why else ""), o.evidence, why, limit)


def _print_sentences(known: KnowledgeGraph, title: str, evidence: Sequence[r.Evidence], why: bool, limit: int) -> None:
    out.print(title, markup=False)
    for e in evidence[:limit]:
        d = known.documents[e.document]
        source = " · ".join(x for x in (d.publisher, d.title or d.id, d.published) if x)
        rule = f"  [{e.rule or 'given'} {e.confidence:.2f}]" if why else ""
        reprint = f" (reprint of {d.reprint_of})" if d.reprint_of else ""
        out.print(f"    “{' '.join(e.quote.split())}” — {source}{reprint}{rule}", markup=False)
    if len(evidence) > limit:
        sources = len(known.sources(evidence))
        out.print(f"    and {len(evidence) - limit} more sentences; {sources} sources in all", markup=False)


def _number(value: float) -> str:
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def _interval(start: str | None, end: str | None) -> str:
    if start == end:
        return start or ""
    return f"{start or '…'} to {end or '…'}"
