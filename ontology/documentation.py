"""The ontology's picture and pages.

python ontology/documentation.py            writes ontology/classes.svg
python ontology/documentation.py FOLDER     also writes pyLODE's pages into FOLDER
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

import rdflib
from rdflib.namespace import OWL, RDF, RDFS

from kg.rdf import namespaces as ns
from kg.rdf.ontology import path_of
from kg.vocab import ENTITY_TYPES

PKG = rdflib.Namespace(ns.PKG)
PICTURE = Path(__file__).parent / "classes.svg"

ROW, INDENT, BOX, HEIGHT = 30, 26, 232, 24
RECORDS_X = 560
# Where the classes of records stand, in columns and rows of the right half.
RECORDS = {
    "Candidate": (0, 0), "Entity": (0, 3), "Post": (0, 6), "Mention": (1, 0), "Statement": (1, 3), "Tenure": (1, 6),
    "Observation": (1, 9), "Document": (2, 0), "Evidence": (2, 3), "Period": (2, 9),
}  # fmt: skip
COLUMN_WIDTH, CARD, LINE = 330, 190, 46
LINKS = ("subject", "object", "evidence", "mention", "candidate", "about", "post", "period", "postIn")
INHERITED = {
    ("Qualified", "evidence"): ("Statement", "Observation"),
    ("Qualified", "period"): ("Statement", "Observation"),
}
SOURCES = (("Evidence", "oa:hasSource", "Document"), ("Mention", "oa:hasSource", "Document"))


def picture(graph: rdflib.Graph) -> str:
    """Return an SVG: left the tree of entity classes, right the classes of records and what joins them."""
    tree = _tree(graph, PKG.Entity, 0)
    height = max(70 + ROW * len(tree), 70 + LINE * 12)
    width = RECORDS_X + COLUMN_WIDTH * 2 + CARD + 30
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif" font-size="13">',
        '<defs><marker id="end" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0 L8 4 L0 8 z" fill="#555"/></marker></defs>',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        '<text x="20" y="30" font-size="16" font-weight="bold">Entities 实体</text>',
        f'<text x="{RECORDS_X}" y="30" font-size="16" font-weight="bold">Records 记录</text>',
    ]
    parts += _tree_parts(graph, tree) + _link_parts(graph) + _record_parts(graph)
    return "\n".join([*parts, "</svg>\n"])


def _tree(graph: rdflib.Graph, class_: rdflib.URIRef, depth: int) -> list[tuple[rdflib.URIRef, int]]:
    """Return the classes that lead to an entity type, each under its first superclass."""
    below = [c for c in set(graph.subjects(RDFS.subClassOf)) if _main_superclass(graph, c) == class_]
    rows = [(class_, depth)]
    for child in sorted(below, key=_order):
        inner = _tree(graph, child, depth + 1)
        if any(_local(c) in ENTITY_TYPES for c, _ in inner):
            rows += inner
    return rows


def _main_superclass(graph: rdflib.Graph, class_: rdflib.URIRef) -> rdflib.URIRef | None:
    """Return what a class is, before what it may take part in: the first of these above it."""
    uppers = set(graph.transitive_objects(class_, RDFS.subClassOf)) - {class_}
    order = ("Division", "Area", "Location", "NaturalPerson", "Body", "Entity")
    return next((PKG[x] for x in order if PKG[x] in uppers), None)


def _order(class_: rdflib.URIRef) -> tuple[int, str]:
    name = _local(class_)
    first = ("Location", "NaturalPerson", "Body")
    if name in first:
        return first.index(name), name
    return 10 + (ENTITY_TYPES.index(name) if name in ENTITY_TYPES else -5), name


def _local(class_: rdflib.URIRef) -> str:
    return str(class_).removeprefix(ns.PKG)


def _name(graph: rdflib.Graph, term: rdflib.URIRef, language: str) -> str:
    return next(str(x) for x in graph.objects(term, RDFS.label) if x.language == language)


def _tree_parts(graph: rdflib.Graph, tree: list[tuple[rdflib.URIRef, int]]) -> list[str]:
    parts = []
    last: dict[int, float] = {}
    for row, (class_, depth) in enumerate(tree):
        x, y = 20 + INDENT * depth, 48 + ROW * row
        middle = y + HEIGHT / 2
        if depth:
            stem = x - INDENT / 2
            parts.append(f'<path d="M{stem} {last[depth - 1]} V{middle} H{x}" fill="none" stroke="#999"/>')
        last[depth] = y + HEIGHT
        leaf = _local(class_) in ENTITY_TYPES
        parts.append(_box(x, y, BOX, _local(class_), _name(graph, class_, "zh"), "#dbeafe" if leaf else "#f3f4f6"))
    return parts


def _box(x: float, y: float, width: float, english: str, chinese: str, fill: str) -> str:
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{HEIGHT}" rx="4" fill="{fill}" stroke="#666"/>'
        f'<text x="{x + 8}" y="{y + 17}">{escape(english)} <tspan fill="#555">{escape(chinese)}</tspan></text>'
    )


def _record_place(name: str) -> tuple[float, float]:
    column, line = RECORDS[name]
    return RECORDS_X + COLUMN_WIDTH * column, 48 + LINE * line


def _record_parts(graph: rdflib.Graph) -> list[str]:
    return [
        _box(
            *_record_place(name),
            CARD,
            name,
            _name(graph, PKG[name], "zh"),
            "#dcfce7" if name != "Entity" else "#f3f4f6",
        )
        for name in RECORDS
    ]


def _links(graph: rdflib.Graph) -> list[tuple[str, str, str]]:
    links = []
    for name in LINKS:
        domain, range_ = (_local(next(graph.objects(PKG[name], p))) for p in (RDFS.domain, RDFS.range))
        target = range_ if range_ in RECORDS else "Entity"
        links += [(source, name, target) for source in INHERITED.get((domain, name), (domain,))]
    return [*links, *SOURCES, ("Tenure", "is a", "Statement")]


def _link_parts(graph: rdflib.Graph) -> list[str]:
    parts = []
    beside: dict[tuple[str, str], int] = {}
    for source, name, target in _links(graph):
        (x1, y1), (x2, y2) = _record_place(source), _record_place(target)
        nth = beside[source, target] = beside.get((source, target), -1) + 1
        if x1 == x2:
            shift = 30 + 40 * nth
            start, end = (x1 + shift, y1 if y2 < y1 else y1 + HEIGHT), (x2 + shift, y2 + HEIGHT if y2 < y1 else y2)
        else:
            shift = 6 + 12 * nth
            start, end = (x1 + (CARD if x2 > x1 else 0), y1 + shift), (x2 + (0 if x2 > x1 else CARD), y2 + shift)
        share = 0.35 if nth else 0.6
        middle = start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
        parts.append(f'<path d="M{start[0]} {start[1]} L{end[0]} {end[1]}" stroke="#555" marker-end="url(#end)"/>')
        parts.append(
            f'<text x="{middle[0]:g}" y="{middle[1] - 4:g}" font-size="11" text-anchor="middle" fill="#1e3a8a" '
            f'stroke="#fff" stroke-width="3" paint-order="stroke">{escape(name)}</text>'
        )
    return parts


def pages(folder: Path) -> list[Path]:
    """Write pyLODE's page of each part of the ontology into a folder; return their paths."""
    from pylode import OntPub

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in ("policy", "modal"):
        page = folder / f"{name}.html"
        OntPub(str(path_of(f"{name}.ttl"))).make_html(destination=page)
        written.append(page)
    return written


def main() -> None:
    """Write the picture, and the pages where a folder is given."""
    graph = rdflib.Graph().parse(path_of("policy.ttl"))
    assert (PKG.Entity, RDF.type, OWL.Class) in graph
    PICTURE.write_text(picture(graph), encoding="utf-8")
    if len(sys.argv) > 1:
        pages(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
