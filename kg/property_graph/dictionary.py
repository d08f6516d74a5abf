"""The data dictionary of the property graph, as Markdown, and the picture of its model.

Names and definitions come from the ontology; what only the property graph has is described here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg import vocab
from kg.property_graph import schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A class or property of the ontology: its names and its definition."""

    name_en: str
    name_zh: str
    definition: str


TERM_NAMES = {
    "link": "registerCode",
    "candidates": "candidate",
    "source": "sourceFile",
    "digest": "sha256",
    "of": "shareOf",
    "kind": "figureKind",
}
"""Ontology term by property name, where they differ."""

OWN = {
    "id": "Identifier, the same in every output; unique with the graph's name.",
    "type": "Type of the entity, or relation of the statement, as the ontology names it.",
    "name": "Name to show.",
    "caption": "Name, title, sentence or figure with spaces where Browser may break it; cut after 36 characters.",
    "aliases": "Other names found in texts or in the register.",
    "mentionCount": "How often documents name it.",
    "documentCount": "How many documents name it.",
    "location": "Where it is (WGS 84); in the embedded engine a struct of longitude and latitude.",
    "link": "Register code, scheme:code, where the entity was found in a register.",
    "candidates": "Register codes that it may have, where the choice is open.",
    "formerIds": "Ids that it had before entities were merged.",
    "formerNames": "Names that it had before.",
    "formerNameYears": "Their years, from-to, in the same order; empty where not known.",
    "successor": "Register codes of what followed it, where it was merged or abolished.",
    "published": "Day on which the document was published.",
    "publisher": "Who published it.",
    "title": "Title.",
    "modality": "Whether it is done, planned, proposed or ended.",
    "evidenceCount": "How many sentences state it.",
    "quote": "The sentence, as given.",
    "start": "First character of the sentence in the document.",
    "end": "Character after its last one.",
    "trigger": "Start and end of the words that state the relation.",
    "subject": "Start and end of the name of the subject.",
    "object": "Start and end of the name of the object.",
    "count": "How often the document names the entity.",
    "startOffsets": "First characters of the names.",
    "endOffsets": "Characters after their last ones, in the same order.",
    "kind": "level, growth, share, rank or target.",
    "qualifier": "over, about or nearly, where the text says so.",
}
STRUCTURE = {
    "SUBJECT": "Of whom or what the statement speaks.",
    "OBJECT": "To whom or what it relates the subject.",
    "ABOUT": "What the figure measures.",
    "SUPPORTED_BY": "A sentence that states it.",
    "FROM_DOCUMENT": "Where the sentence stands.",
    "MENTIONED_IN": "A document that names the entity, with the places.",
    "REPRINT_OF": "The first print of the same text.",
}
NODES = {
    schema.DOCUMENT: "A document of the graph.",
    schema.STATEMENT: "One fact, however many documents state it.",
    schema.EVIDENCE: "A sentence that states a fact or a figure.",
    schema.OBSERVATION: "A figure with its unit and period.",
}


def graph_model(terms: Mapping[str, Term]) -> str:
    """Return the page: the picture, node labels, relationship types, properties.

    Args:
        terms: the ontology's classes and properties by local name.

    Raises:
        KeyError: a label, relationship type or property that neither the ontology nor this module describes.
    """
    return "\n".join(_lines(terms)) + "\n"


def _lines(terms: Mapping[str, Term]) -> Iterator[str]:
    yield "# The property graph"
    yield ""
    yield "Made by `pipelines/draw_graph_model.py` from the ontology; Neo4j and the embedded engine hold the same."
    yield from ("", "![The model on one page](graph-model.svg)", "")
    yield "## Node labels"
    yield ""
    yield "Every entity carries `Entity` and the label of its type. In Neo4j every node names its graph in `graph`."
    yield ""
    yield from _table(("label", "名称", "what it is"), ((f"`{x}`", *_node(terms, x)) for x in schema.NODE_LABELS))
    yield from ("", "## Relationship types", "")
    relations = {schema.relationship_type(name): relation for name, relation in vocab.RELATION_TYPES.items()}
    yield from _table(
        ("type", "名称", "what it says", "from", "to"),
        (
            (f"`{x}`", terms[r.name].name_zh, terms[r.name].definition, _types(r.heads), _types(r.tails))
            for x, r in relations.items()
        ),
    )
    yield from ("", "Beside these, for the evidence:", "")
    yield from _table(
        ("type", "what it says", "from", "to"),
        (
            (f"`{x}`", STRUCTURE[x], *(_ends(t.pairs, side) for side in (0, 1)))
            for x, t in schema.RELATIONSHIP_TYPES.items()
            if x not in relations
        ),
    )
    yield from ("", "## Properties", "")
    yield f"A date that is no full day is its first day (an end: its last), its words under `…{schema.TEXT_SUFFIX}`."
    tables = {
        "Entities": schema.ENTITY_PROPERTIES,
        **{x: schema.NODE_PROPERTIES[x] for x in NODES},
        "The sixteen relationship types between entities": schema.RELATIONSHIP_TYPES["HOLDS_POST"].properties,
        "MENTIONED_IN": schema.RELATIONSHIP_TYPES["MENTIONED_IN"].properties,
    }
    for title, properties in tables.items():
        yield from ("", f"### {title}", "")
        yield from _table(
            ("property", "value", "what it says"),
            ((f"`{n}`", kind, _property(terms, n)) for n, kind in properties.items() if not _is_text(n, properties)),
        )


def _node(terms: Mapping[str, Term], label: str) -> tuple[str, str]:
    if label in NODES:
        return (terms[label].name_zh if label in terms else ""), NODES[label]
    return terms[label].name_zh, terms[label].definition


def _property(terms: Mapping[str, Term], name: str) -> str:
    if name in OWN:
        return OWN[name]
    return terms[TERM_NAMES.get(name, name)].definition


def _is_text(name: str, properties: schema.Properties) -> bool:
    return properties.get(name.removesuffix(schema.TEXT_SUFFIX)) == schema.DATE and name.endswith(schema.TEXT_SUFFIX)


def _types(types: Iterable[str]) -> str:
    found = set(types)
    return ", ".join(x for x in vocab.ENTITY_TYPES if x in found)


def _ends(pairs: Iterable[tuple[str, str]], side: int) -> str:
    found = {pair[side] for pair in pairs}
    return "Entity" if found == set(vocab.ENTITY_TYPES) else ", ".join(x for x in schema.NODE_LABELS if x in found)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


# ---- the picture --------------------------------------------------------------------------------------------

_BOXES = {
    # name: (x, y, width, height, colour, lines)
    "Place": (40, 60, 250, 92, "#57C785", ("Country · Province · City · County", "Place · Zone · Port")),
    "Person": (40, 260, 250, 72, "#F79767", ("Official · Person",)),
    "Body": (430, 260, 270, 72, "#8FC4EE", ("GovernmentBody · Company", "Organization")),
    "Work": (430, 60, 270, 92, "#F2C94C", ("Policy · Event · Project",)),
    "Statement": (160, 440, 210, 72, "#ECEFF3", ("Statement",)),
    "Observation": (500, 440, 200, 72, "#F3A6B8", ("Observation",)),
    "Evidence": (330, 580, 210, 72, "#FFF6D6", ("Evidence", "quote, start, end, rule")),
    "Document": (660, 580, 210, 72, "#D7DCE2", ("Document", "title, published, publisher")),
}
_ARROWS = (
    # x1, y1, x2, y2, words, dx, dy of the words
    (290, 296, 430, 296, "HOLDS_POST {role}", 0, -8),
    (165, 260, 165, 152, "VISITED", 34, 0),
    (500, 260, 280, 152, "LOCATED_IN", -62, 14),
    (630, 260, 630, 152, "ISSUED · SIGNED · DEVELOPS", 108, 0),
    (430, 90, 290, 90, "HELD_IN · CONNECTS", 0, -8),
    (230, 440, 170, 332, "SUBJECT", -42, 6),
    (320, 440, 500, 332, "OBJECT", 40, 12),
    (600, 440, 600, 332, "ABOUT", 30, 6),
    (280, 512, 390, 580, "SUPPORTED_BY", -58, 8),
    (570, 512, 490, 580, "SUPPORTED_BY", 62, 8),
    (540, 616, 660, 616, "FROM_DOCUMENT", 0, -8),
    (850, 332, 850, 580, "MENTIONED_IN", -58, 0),
)


def model_picture() -> str:
    """Return the one-page picture of the model as SVG."""
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 690" font-family="sans-serif" font-size="14">',
        '<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0L10 5L0 10z" fill="#4B5563"/></marker></defs>',
        '<rect width="960" height="690" fill="#FFFFFF"/>',
        '<rect x="20" y="20" width="920" height="332" rx="14" fill="#F6F8FA" stroke="#9AA3AF" stroke-dasharray="6 4"/>',
        '<text x="34" y="44" font-weight="bold">Entity — name, nameEn, aliases, link, location, confidence …</text>',
    ]
    for x1, y1, x2, y2, words, dx, dy in _ARROWS:
        parts.append(
            f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="#4B5563" stroke-width="1.6" '
            'marker-end="url(#arrow)"/>'
        )
        x, y = (x1 + x2) / 2 + dx, (y1 + y2) / 2 + dy
        parts.append(f'<text x="{x}" y="{y}" text-anchor="middle" font-size="12">{words}</text>')
    for left, top, width, height, colour, lines in _BOXES.values():
        parts.append(
            f'<rect x="{left}" y="{top}" width="{width}" height="{height}" rx="12" fill="{colour}" stroke="#4B5563"/>'
        )
        for number, line in enumerate(lines):
            base = top + height / 2 + 5 + (number - (len(lines) - 1) / 2) * 20
            parts.append(f'<text x="{left + width / 2}" y="{base}" text-anchor="middle">{line}</text>')
    return "\n".join((*parts, "</svg>")) + "\n"
