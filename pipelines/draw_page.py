"""Draw a built page and its graph as one SVG: the text with its mentions, beside the entities and statements.

usage: python -m pipelines.draw_page GRAPH_FOLDER ARTICLE_ID OUT.svg
"""

from __future__ import annotations

import argparse
import html
import json
from pathlib import Path

import networkx as nx

from kg.jsonl import iter_graph, write_lines
from kg.records import Entity, Statement

COLOURS = {
    "Country": "#8d6e63", "Province": "#6d4c41", "City": "#a1887f", "County": "#bcaaa4", "Place": "#90a4ae",
    "Zone": "#26a69a", "Port": "#00838f", "Official": "#c62828", "Person": "#ef6c00", "GovernmentBody": "#283593",
    "Company": "#2e7d32", "Organization": "#5e35b1", "Policy": "#ad1457", "Event": "#f9a825", "Project": "#558b2f",
}  # fmt: skip
WIDTH, TEXT_WIDTH, LINE, COLUMNS = 1180, 470, 24, 28
RELATIONS_SHOWN = 14


def main() -> None:
    """Read the folder and write the picture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("article")
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    text, colours = coloured_text(options.folder, options.article)
    left = text_lines(text, colours)
    height = max(len(left) * LINE + 50, 560)
    graph = graph_of(options.folder, options.article)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        'font-family="Noto Sans CJK SC, sans-serif">',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        *left,
        *graph_lines(graph, height),
        "</svg>",
    ]
    write_lines(options.out, parts)


def coloured_text(folder: Path, article: str) -> tuple[str, list[str]]:
    """Return the sentences of the article that state something, a line each, and the colour of each character."""
    rows = (json.loads(line) for line in (folder / "annotations.jsonl").read_text(encoding="utf-8").splitlines())
    row = next(x for x in rows if x["id"] == article)
    spans = [(a, b, COLOURS[e["type"]]) for e in row["entities"] for a, b in e["mentions"]]
    text, colours = "", []
    for (start, end), quote in sorted({(tuple(r["sentence"]), r["evidence"]) for r in row["relations"]}):
        colour = ["#333333"] * (end - start)
        for a, b, k in spans:
            if start <= a and b <= end:
                colour[a - start : b - start] = [k] * (b - a)
        kept = [(c, k) for c, k in zip(quote, colour, strict=True) if not c.isspace()]
        text += "".join(c for c, _ in kept) + "\n"
        colours += [*(k for _, k in kept), ""]
    return text, colours


def text_lines(text: str, colours: list[str]) -> list[str]:
    """Return the text as SVG, COLUMNS characters a line."""
    lines: list[list[tuple[str, str]]] = [[]]
    for char, colour in zip(text, colours, strict=True):
        if char == "\n" or len(lines[-1]) >= COLUMNS:
            lines.append([])
        if char != "\n":
            lines[-1].append((char, colour))
    out = []
    for number, line in enumerate(lines):
        spans = "".join(f'<tspan fill="{k}"{weight(k)}>{html.escape(c)}</tspan>' for c, k in line)
        out.append(f'<text x="24" y="{40 + number * LINE}" font-size="16">{spans}</text>')
    return out


def weight(colour: str) -> str:
    """Return the attribute that makes a mention bold."""
    return "" if colour == "#333333" else ' font-weight="bold"'


def graph_of(folder: Path, article: str) -> nx.MultiDiGraph:
    """Return the statements that the article gives, as a networkx graph with names and types."""
    entities: dict[str, Entity] = {}
    statements: list[Statement] = []
    for record in iter_graph(folder / "graph.jsonl"):
        if isinstance(record, Entity):
            entities[record.id] = record
        elif isinstance(record, Statement) and record.object and any(e.document == article for e in record.evidence):
            statements.append(record)
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    for s in sorted(statements, key=lambda s: (-s.confidence, s.id))[:RELATIONS_SHOWN]:
        for end in (s.subject, s.object or ""):
            graph.add_node(end, name=entities[end].name, type=entities[end].type)
        graph.add_edge(s.subject, s.object, name=s.role or s.type)
    largest = max(nx.weakly_connected_components(graph), key=lambda nodes: (len(nodes), min(nodes)))
    return nx.MultiDiGraph(graph.subgraph(sorted(largest)))


def graph_lines(graph: nx.MultiDiGraph, height: int) -> list[str]:
    """Return nodes and edges as SVG to the right of the text."""
    places = nx.kamada_kawai_layout(nx.Graph(graph))
    left, right = TEXT_WIDTH + 130, WIDTH - 100

    def at(node: str) -> tuple[float, float]:
        x, y = places[node]
        return round(left + (x + 1) / 2 * (right - left), 1), round(50 + (y + 1) / 2 * (height - 110), 1)

    out = []
    for a, b, data in sorted(graph.edges(data=True), key=lambda e: (e[0], e[1], e[2]["name"])):
        (x1, y1), (x2, y2) = at(a), at(b)
        out.append(f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="#b0bec5" stroke-width="1.5"/>')
        place = f'x="{(x1 + x2) / 2:.1f}" y="{(y1 + y2) / 2:.1f}"'
        out.append(
            f'<text {place} font-size="12" fill="#546e7a" text-anchor="middle">{html.escape(data["name"])}</text>'
        )
    for node in sorted(graph):
        x, y = at(node)
        data = graph.nodes[node]
        name = data["name"] if len(data["name"]) <= 16 else data["name"][:15] + "…"
        out.append(f'<circle cx="{x}" cy="{y}" r="13" fill="{COLOURS[data["type"]]}"/>')
        out.append(f'<text x="{x}" y="{y + 30}" font-size="13" text-anchor="middle">{html.escape(name)}</text>')
    return out


if __name__ == "__main__":
    main()
