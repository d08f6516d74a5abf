"""Commands that look into a graph, change it, and take decisions on it."""

from __future__ import annotations

import datetime
import getpass
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from kg import records as r
from kg.cli.console import EXIT_SET_ASIDE, err, out, reported_errors
from kg.cli.reading_options import Config, Inputs, MinConfidence, Published
from kg.errors import GraphError, InputError, SettingsError
from kg.jsonl import annotation_from_json, open_text

if TYPE_CHECKING:
    from kg.config import Settings
    from kg.graph.folder import FolderChange, GraphFolder
    from kg.graph.knowledge_graph import KnowledgeGraph
    from kg.graph.store import Change, Store
    from kg.resolution.explanation import Explanation

Graph = Annotated[
    Path, typer.Option("--graph", "-g", envvar="KG_GRAPH", help="The graph's folder, as 'kg build --out' made it.")
]
Names = Annotated[str, typer.Argument(metavar="NAME", help="A name, an id, a former id or a register code.")]
Why = Annotated[str, typer.Option(help="The reason, kept with the decision.")]
Who = Annotated[str, typer.Option(help="Who decides; by default the user's login name.")]
RecognizerAsBuilt = Annotated[str | None, typer.Option("--recognizer", help="model or rules; by default as built.")]
Annotated_ = Annotated[bool, typer.Option("--annotations", help="INPUT holds annotations, as annotations.jsonl does.")]
Deferred = Annotated[
    bool,
    typer.Option(
        "--defer-files", help="Change the store alone; the files follow at the next command. For large graphs."
    ),
]
PatchFile = Annotated[
    Path | None,
    typer.Option("--patch", metavar="FILE", help="Write the change as triples: an RDF Patch, FILE.rdfp or .rdfp.gz."),
]
_DEFAULT = Path("out")


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    commands = (
        (show, "Examples: `kg show 黑河市` · `kg show 黑河市 --why`"),
        (path, "Example: `kg path 满洲里市 俄罗斯`"),
        (rank, "Examples: `kg rank --type Company` · `kg rank --communities`"),
        (documents, "Example: `kg documents --reprints`"),
        (add, "Examples: `kg add page.txt` · `kg add more.jsonl --graph out`"),
        (update, "Example: `kg update corrected.jsonl`"),
        (remove, "Examples: `kg remove news-0042` · `kg remove news-0042 --patch change.rdfp`"),
        (merge, "Example: `kg merge 江海港务 江海港务集团有限公司 --why 'one firm'`"),
        (split, "Examples: `kg split 李明 --document news-7` · `kg split 江海港务 --name 江海港口`"),
        (rename, "Example: `kg rename 江海港务 江海港务集团有限公司`"),
        (link, "Example: `kg link 龙江 gbt2260:230000`"),
        (decisions, "Examples: `kg decisions` · `kg decisions --automatic`"),
        (explain, "Examples: `kg explain 李明 official-9f86d081884c7d65` · `kg explain 江海港务`"),
    )
    for command, epilog in commands:
        app.command(epilog=epilog)(command)


# ---- looking ------------------------------------------------------------------------------------------------


def show(
    name: Names,
    graph: Graph = _DEFAULT,
    why: Annotated[
        bool, typer.Option("--why", help="Name the register entry, pattern or model behind each line.")
    ] = False,
    limit: Annotated[int, typer.Option(help="Sentences shown for one statement.")] = 3,
) -> None:
    """Show one entity: its names, its statements, and under each the sentence that says so, source and date."""
    from kg.graph.knowledge_graph import KnowledgeGraph

    with reported_errors():
        known = KnowledgeGraph(_folder(graph).graph())
        found = known.find(name)
        entity = known.one(name)
        _print_entity(known, entity, why)
        for s in sorted(known.statements_of(entity.id), key=lambda s: (s.type, s.start or "", s.id)):
            _print_statement(known, s, why, limit)
        for o in known.observations_of(entity.id):
            _print_observation(known, o, why, limit)
        if len(found) > 1:
            others = " · ".join(f"{e.name} ({e.type}, {e.id})" for e in found[1:6])
            out.print(f"\nAlso so called: {others}", markup=False)


def path(start: Names, goal: Names, graph: Graph = _DEFAULT) -> None:
    """Show a shortest path between two entities, with the sentences along it."""
    from kg.graph.algorithms import shortest_path
    from kg.graph.knowledge_graph import KnowledgeGraph

    with reported_errors():
        known = KnowledgeGraph(_folder(graph).graph())
        first, last = known.one(start), known.one(goal)
        for step in shortest_path(known.graph, first.id, last.id):
            for s in step.statements[:2]:
                _print_statement(known, s, why=False, limit=1)
        out.print(f"{first.name} → {last.name}", markup=False)


def rank(
    graph: Graph = _DEFAULT,
    type_: Annotated[str | None, typer.Option("--type", help="Only entities of this type.")] = None,
    limit: Annotated[int, typer.Option(help="How many.")] = 20,
    communities: Annotated[bool, typer.Option("--communities", help="Groups that hang together instead.")] = False,
) -> None:
    """List the best connected entities (PageRank), or communities of them (Louvain)."""
    from kg.errors import unknown
    from kg.graph.algorithms import communities as groups
    from kg.graph.algorithms import most_connected
    from kg.graph.knowledge_graph import KnowledgeGraph
    from kg.vocab import ENTITY_TYPES

    with reported_errors():
        if type_ is not None and type_ not in ENTITY_TYPES:
            raise SettingsError(unknown("entity type", type_, ENTITY_TYPES))
        known = KnowledgeGraph(_folder(graph).graph())
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
    graph: Graph = _DEFAULT,
    reprints: Annotated[bool, typer.Option("--reprints", help="Only reprints, with the first print of each.")] = False,
) -> None:
    """List the documents of the graph: id, date, publisher, title; reprints with their first print."""
    with reported_errors():
        for d in _folder(graph).graph().documents:
            if d.reprint_of or not reprints:
                known = [d.id, d.published or "", d.publisher or "", d.title]
                line = " · ".join(x for x in known if x)
                out.print(line + (f" · reprint of {d.reprint_of}" if d.reprint_of else ""), markup=False)


# ---- changing -----------------------------------------------------------------------------------------------


def add(
    inputs: Inputs,
    graph: Graph = _DEFAULT,
    published: Published = None,
    config: Config = None,
    recognizer: RecognizerAsBuilt = None,
    min_confidence: MinConfidence = None,
    annotations: Annotated_ = False,
    defer_files: Deferred = False,
    patch: PatchFile = None,
) -> None:
    """Add documents to a graph; the result is that of building it anew with them.

    They are read with the settings that the graph was built with; --config and the options change single ones.
    """
    with reported_errors():
        folder = _folder(graph)
        settings = _settings(folder, config, recognizer=recognizer, min_confidence=min_confidence)
        rows, rejected = _read(inputs, published, settings, annotations)
        held = _held(folder)
        known = [a.article.id for a in rows if a.article.id in held]
        if known:
            raise GraphError(f"The graph holds {', '.join(known[:5])} already; 'kg update' replaces documents.")
        _report(_change(folder, patch, annotations=rows, files=not defer_files), rejected)


def update(
    inputs: Inputs,
    graph: Graph = _DEFAULT,
    published: Published = None,
    config: Config = None,
    recognizer: RecognizerAsBuilt = None,
    min_confidence: MinConfidence = None,
    annotations: Annotated_ = False,
    defer_files: Deferred = False,
    patch: PatchFile = None,
) -> None:
    """Replace documents of a graph by new versions under the same ids, read as 'kg add' reads them."""
    with reported_errors():
        folder = _folder(graph)
        settings = _settings(folder, config, recognizer=recognizer, min_confidence=min_confidence)
        rows, rejected = _read(inputs, published, settings, annotations)
        held = _held(folder)
        strange = [a.article.id for a in rows if a.article.id not in held]
        if strange:
            raise GraphError(f"The graph does not hold {', '.join(strange[:5])}; 'kg add' adds documents.")
        _report(_change(folder, patch, annotations=rows, files=not defer_files), rejected)


def remove(
    ids: Annotated[list[str], typer.Argument(metavar="DOCUMENT…", help="Ids of documents; 'kg documents' lists them.")],
    graph: Graph = _DEFAULT,
    defer_files: Deferred = False,
    patch: PatchFile = None,
) -> None:
    """Take documents out of a graph, with all that only they say."""
    with reported_errors():
        _report(_change(_folder(graph), patch, remove=ids, files=not defer_files))


# ---- deciding -----------------------------------------------------------------------------------------------


def merge(
    node: Names, into: Names, graph: Graph = _DEFAULT, why: Why = "", who: Who = "", patch: PatchFile = None
) -> None:
    """Decide that two entities are one; the first goes up in the second, and its id goes on working."""
    with reported_errors():
        known = _known(graph)
        _decide(graph, who, why, patch, action="merge", node=_one(known, node).id, into=_one(known, into).id)


def split(
    node: Names,
    graph: Graph = _DEFAULT,
    document: Annotated[
        list[str] | None, typer.Option(help="The documents that mean another thing; repeatable.")
    ] = None,
    name: Annotated[str, typer.Option(help="The name under which another thing is meant, now and later.")] = "",
    why: Why = "",
    who: Who = "",
    patch: PatchFile = None,
) -> None:
    """Decide that some mentions of an entity mean another thing; they become an entity of their own."""
    with reported_errors():
        id_ = _one(_known(graph), node).id
        _decide(graph, who, why, patch, action="split", node=id_, name=name, documents=tuple(sorted(document or ())))


def rename(
    node: Names, name: str, graph: Graph = _DEFAULT, why: Why = "", who: Who = "", patch: PatchFile = None
) -> None:
    """Decide what an entity is called; its old id goes on working."""
    with reported_errors():
        _decide(graph, who, why, patch, action="rename", node=_one(_known(graph), node).id, name=name)


def link(
    node: Names,
    code: Annotated[str, typer.Argument(help="The register's code, as gbt2260:230000.")],
    graph: Graph = _DEFAULT,
    why: Why = "",
    who: Who = "",
    patch: PatchFile = None,
) -> None:
    """Decide which register entry an entity is."""
    with reported_errors():
        _decide(graph, who, why, patch, action="link", node=_one(_known(graph), node).id, code=code)


def decisions(
    graph: Graph = _DEFAULT,
    automatic: Annotated[bool, typer.Option("--automatic", help="The merges that resolution made by itself.")] = False,
    all_: Annotated[bool, typer.Option("--all", help="With the aliases that automatic change of ids left.")] = False,
) -> None:
    """List the decisions taken on a graph, or the merges that resolution made by itself."""
    with reported_errors():
        folder = _folder(graph)
        if automatic:
            with closing(folder.store()) as store:
                for node, names in store.automatic_merges():
                    out.print(f"{node}: {' = '.join(names)}", markup=False)
            return
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
        str | None, typer.Argument(metavar="[NAME]", help="The other entity; without, how NODE came together.")
    ] = None,
    graph: Graph = _DEFAULT,
) -> None:
    """Say why two entities are one or two, as a sum of weights; of one entity, why its mentions were put together."""
    from kg.resolution.explanation import explain as compare
    from kg.resolution.explanation import explain_members

    with reported_errors():
        known = _known(graph)
        first = _one(known, node)
        with closing(_folder(graph).store()) as store:
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


# ---- helpers ------------------------------------------------------------------------------------------------


def _folder(path: Path) -> GraphFolder:
    from kg.graph.folder import GraphFolder

    return GraphFolder(path, derive=_derive)


def _change(folder: GraphFolder, patch: Path | None, **what: Any) -> FolderChange:
    """Change a graph, and write the change as triples where a patch is asked for."""
    if patch is None:
        return folder.change(**what)
    from kg.rdf.patch import checked_path

    checked_path(patch)
    return folder.change(**what, follow=partial(_write_patch, patch))


def _write_patch(path: Path, change: Change, store: Store) -> None:
    from kg.config import load_settings
    from kg.rdf.patch import patch_of, write_patch

    base = load_settings(None, store.settings()).base_iri
    try:
        write_patch(patch_of(change.removed, change.added, store.records(), base), path)
    except OSError as error:
        raise GraphError(
            f"The graph was changed, but the patch {path} could not be written ({error.strerror}); "
            "'kg export' writes the whole graph."
        ) from error


def _derive(folder: Path, remembered: Mapping[str, Any]) -> None:
    """Make what hangs on graph.jsonl: Turtle and the embedded graph."""
    from kg.build import write_derived

    write_derived(folder, remembered)


def _settings(folder: GraphFolder, config: Path | None, **given: object) -> Settings:
    """Return the settings of the graph with single ones changed; what its IRIs begin with stays."""
    from kg.config import load_settings

    remembered = folder.settings()
    settings = load_settings(config, remembered, **given)
    base = load_settings(None, remembered).base_iri
    if settings.base_iri != base:
        raise SettingsError(
            f"The graph's IRIs begin with {base}, {config} says {settings.base_iri}; "
            "take base_iri out of the file, or build the graph again with it."
        )
    return settings


def _known(graph: Path) -> KnowledgeGraph:
    from kg.graph.knowledge_graph import KnowledgeGraph

    return KnowledgeGraph(_folder(graph).graph())


def _one(known: KnowledgeGraph, name: str) -> r.Entity:
    """Return the entity that a name means; a decision is never taken on one of several."""
    found = known.find(name)
    if len(found) > 1:
        ids = ", ".join(f"{e.id} ({e.type}, {len(e.mentions)} documents)" for e in found[:5])
        raise GraphError(f"{len(found)} entities are called {name!r}; give an id: {ids}.")
    return known.one(name)


def _other(known: KnowledgeGraph, name: str, first: r.Entity) -> r.Entity:
    found = [e for e in known.find(name) if e.id != first.id]
    return found[0] if len(found) == 1 else _one(known, name)


def _held(folder: GraphFolder) -> set[str]:
    with closing(folder.store()) as store:
        return set(store.document_ids())


def _read(
    inputs: Sequence[str], published: str | None, settings: Settings, annotated: bool
) -> tuple[list[r.Annotation], list[r.Rejected]]:
    """Return the annotations of inputs, and what of the inputs was set aside."""
    if annotated:
        return list(_read_annotations(inputs)), []
    from kg.build import Report, annotate

    report = Report()
    rows = list(annotate(inputs, settings, report, published))
    for notice in sorted(report.notices):
        err.print(f"kg: note: {notice}", markup=False)
    for x in report.rejected:
        err.print(f"kg: set aside: {x.source}: {x.reason}. {x.detail}".rstrip(), markup=False)
    if not rows:
        raise InputError("No document could be read; the graph is as it was.")
    return rows, report.rejected


def _read_annotations(inputs: Iterable[str]) -> Iterator[r.Annotation]:
    for name in inputs:
        try:
            with open_text(Path(name)) as lines:
                for number, line in enumerate(lines, start=1):
                    yield _annotation(line, f"{name}, line {number}")
        except (OSError, EOFError, UnicodeDecodeError) as error:
            raise InputError(
                f"Cannot read {name}: {error}. Give a file of annotations, as annotations.jsonl."
            ) from error


def _annotation(line: str, where: str) -> r.Annotation:
    try:
        return annotation_from_json(json.loads(line))
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{where} is no annotation ({error}); see annotations.jsonl.") from error


def _decide(graph: Path, who: str, why: str, patch: Path | None, **fields: object) -> None:
    from kg.graph.decisions import Decision

    when = datetime.datetime.now(datetime.UTC).replace(microsecond=0).isoformat()
    decision = Decision(who=who or _user(), when=when, why=why, **fields)  # type: ignore[arg-type]
    _report(_change(_folder(graph), patch, decisions=[decision]))


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return os.environ.get("USER", "")


def _report(result: FolderChange, rejected: Sequence[r.Rejected] = ()) -> None:
    change = result.change
    counts = []
    for what in ("documents", "entities", "statements", "observations"):
        old = {x.id for x in getattr(change.removed, what)}
        new = {x.id for x in getattr(change.added, what)}
        counts.append(f"{what} +{len(new - old)} −{len(old - new)} ~{len(old & new)}")
    out.print("Nothing changed." if change.is_empty else " · ".join(counts), markup=False)
    for alias in change.aliases:
        out.print(f"{alias.node} is now {alias.into}", markup=False)
    for line in result.bad_lines:
        err.print(f"kg: decisions.jsonl, line {line.number} set aside: {line.reason}", markup=False)
    if result.bad_lines or rejected:
        raise typer.Exit(EXIT_SET_ASIDE)


def _print_entity(known: KnowledgeGraph, e: r.Entity, why: bool) -> None:
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
        from kg.registers.loader import load_registers

        entry = load_registers().entry(e.link)
        if entry is not None:
            out.print(f"  register entry: {entry.register} · {entry.code} · {entry.name}", markup=False)
    for m in e.mentions:
        out.print(f"  {m.document} {list(map(list, m.spans))}: {' · '.join(m.made_by) or 'given'}", markup=False)


def _print_statement(known: KnowledgeGraph, s: r.Statement, why: bool, limit: int) -> None:
    object_ = known.name(s.object)
    extra = [x for x in (s.role, s.modality if s.modality != "done" else None, _interval(s.start, s.end)) if x]
    words = " ".join(x for x in (known.name(s.subject), f"—{s.type}→", object_) if x)
    title = f"{words} ({', '.join(extra)})" if extra else words
    _print_sentences(known, title + (f"  {s.id} {s.confidence:.2f}" if why else ""), s.evidence, why, limit)


def _print_observation(known: KnowledgeGraph, o: r.ObservationNode, why: bool, limit: int) -> None:
    extra = ", ".join(x for x in (o.kind, o.comparison, _interval(o.start, o.end)) if x)
    title = f"{o.indicator} {o.value:g} {o.unit_text or o.unit} ({extra})"
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


def _print_explanation(x: Explanation) -> None:
    if x.match is not None:
        for reason in x.match.reasons:
            out.print(f"  {reason.weight:+6.1f}  {reason.comparison}: {reason.level}", markup=False)
        out.print(f"  {x.match.weight:+6.1f}  in sum (above 0 is one thing)", markup=False)
    out.print(f"  {x.verdict}", markup=False)


def _interval(start: str | None, end: str | None) -> str:
    if start == end:
        return start or ""
    return f"{start or '…'} to {end or '…'}"
