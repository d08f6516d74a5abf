"""Label pairs of names in unmarked texts with what rules and registers say of them: silver for train_relations.py.

Input: documents (JSON Lines, plain or gzip, with id, title, published, publisher, text). Output: the documents in the
gold format with the names that the recogniser finds; ``relations`` hold one line for each pair and sentence that a view
speaks of:

    rule      a construction or a sure statement says it in that sentence
    other     a rule says it in another document, and one clause of this one holds both names (only what stays true: a
              location, a line's stops, a part, a builder, an issuer, a basis)
    register  the register puts the head under the tail, and one clause holds both names
    doubt     another document or the register says it, but the names stand further apart: no counter-example either

All other pairs of a sentence are counter-examples. No trained weights of relations take part, so that a held-out
document stays unseen. Posts are read by grammar alone; for them the script prints how many of the posts that the
registers of officials hold for that year, with body and person side by side, the grammar finds.

    python -m pipelines.label_relations TEXTS.jsonl.gz... --without GOLD.jsonl... --characters 3000000 --out FILE
"""

from __future__ import annotations

import argparse
import json
import pickle
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from kg.config import Settings
from kg.jsonl import annotation_json, open_text
from kg.nlp import build_nlp
from kg.records import Annotation, Article
from kg.registers.loader import Registers, load_registers
from kg.relations.candidates import Candidate, candidates
from kg.relations.features import PairReader
from kg.relations.passage import Passage
from kg.relations.polarity import clause_around
from kg.relations.posts.reader import read_posts
from kg.relations.statements import statements
from kg.vocab import PEOPLE_TYPES
from pipelines.train_relations import STAYING, make_passage

OPENING = 1500  # characters read of one document: long rules say little after their opening
NAMES = ("sentences", "recognition", "coreference", "linking", "officials")
LONGEST_ROLE = 6  # characters between a body and its official
UNDER = ("locatedIn", "partOf")  # what a register's parent may stand for, by the types of the two


@dataclass(slots=True, kw_only=True)
class Reading:
    """One document with its candidate pairs and what the rules say of each."""

    document: dict[str, Any]
    passage: Passage
    pairs: list[tuple[Candidate, tuple[str, ...]]] = field(default_factory=list)


def chosen(paths: Sequence[Path], without: frozenset[str], characters: int, each: int = OPENING) -> Iterator[Article]:
    """Yield openings of ``each`` characters, as many of each file, in an order that only the documents' ids decide."""
    for path in paths:
        with open_text(path) as lines:
            documents = [d for d in map(json.loads, lines) if d["id"] not in without]
        left = characters // len(paths)
        for d in sorted(documents, key=lambda d: (zlib.crc32(d["id"].encode()), d["id"])):
            if left <= 0:
                break
            text = opening(d["text"], each)
            left -= len(text)
            yield Article(
                id=d["id"], text=text, title=d.get("title") or "", published=d.get("published"),
                publisher=d.get("publisher"),
            )  # fmt: skip


def opening(text: str, length: int = OPENING) -> str:
    """Return the first characters of a text, up to the last full stop or line.

    >>> opening("一。二。三", 4)
    '一。二。'
    """
    if len(text) <= length:
        return text
    end = max(text.rfind(mark, 0, length) for mark in "。\n")
    return text[: end + 1] if end > 0 else text[:length]


def with_names(articles: Iterable[Article]) -> Iterator[dict[str, Any]]:
    """Yield articles in the gold format with the names that the recogniser finds."""
    nlp = build_nlp(Settings())
    for article in articles:
        doc = nlp.make_doc(article.text)
        doc._.article = article
        for name, component in nlp.pipeline:
            if name in NAMES:
                doc = component(doc)
        yield annotation_json(Annotation(article=article, entities=tuple(doc._.entities)))


def read(document: dict[str, Any]) -> Reading:
    """Return a document with the relations that rules state for each candidate pair."""
    passage = make_passage(document)
    said: dict[tuple[int, int, int], list[str]] = {}
    for s in statements(passage):
        said.setdefault((s.head, s.tail, s.sentence), []).append(s.relation)
    reader = PairReader(passage)
    reading = Reading(document=document, passage=passage)
    for c in candidates(passage):
        sure = said.get((c.head.entity, c.tail.entity, c.sentence), ())
        reading.pairs.append((c, tuple(t for t in c.types if t in sure or reader.rule(c, t))))
    return reading


def label(reading: Reading, known: Counter[tuple[str, str, str]], registers: Registers) -> list[dict[str, str]]:
    """Return what the views say of the pairs of a document.

    Args:
        known: in how many documents a rule states a relation between two names.
    """
    entities = reading.passage.entities
    links = [e.get("link") for e in reading.document["entities"]]
    above = [{x.code for x in registers.ancestors(link)} if link else frozenset() for link in links]
    own = {(t, c.head.entity, c.tail.entity) for c, said in reading.pairs for t in said}
    out = []
    for c, said in reading.pairs:
        head, tail = c.head.entity, c.tail.entity
        near = not c.how and in_one_clause(reading.passage, c)
        for relation in c.types:
            elsewhere = known[relation, entities[head].name, entities[tail].name] - ((relation, head, tail) in own)
            registered = relation in UNDER and links[tail] in above[head]
            if relation in said:
                view = "rule"
            elif relation in STAYING and elsewhere > 0:
                view = "other" if near else "doubt"
            elif registered:
                view = "register" if near else "doubt"
            else:
                continue
            sentence = reading.passage.sentences[c.sentence]
            ends = {"head": entities[head].id, "tail": entities[tail].id}
            words = reading.passage.text[sentence.start : sentence.end]
            out.append({"type": relation, **ends, "evidence": words, "view": view})
    return out


def in_one_clause(passage: Passage, c: Candidate) -> bool:
    """Whether no mark stands between the two names of a pair of one sentence."""
    sentence = passage.sentences[c.sentence]
    first, second = sorted((c.head, c.tail), key=lambda o: o.start)
    clause = clause_around(passage.text, (sentence.start, sentence.end), first.start, first.end)
    return second.end <= clause[1]


def posts_found(reading: Reading, registers: Registers) -> tuple[int, int]:
    """Return how many registered posts the grammar finds, and how many stand with body and person side by side."""
    entities, year = reading.passage.entities, int((reading.document.get("published") or "0")[:4])
    found = {(p.person.entity, p.body.entity) for p in read_posts(reading.passage).posts if p.body}
    bodies = [bodies_of(registers, e.name, year) if e.type in PEOPLE_TYPES else frozenset() for e in entities]
    wanted = set()
    for sentence in reading.passage.sentences:
        for body, person in pairwise(o for o in sentence.occurrences if not o.implied):
            names = {entities[body.entity].name, *entities[body.entity].surfaces}
            if person.start - body.end <= LONGEST_ROLE and names & bodies[person.entity]:
                wanted.add((person.entity, body.entity))
    return len(wanted & found), len(wanted)


def bodies_of(registers: Registers, name: str, year: int) -> frozenset[str]:
    """Return the bodies in which the one official of a name held a post in a year, by the registers."""
    entries = [n.entry for n in registers.named(name) if "posts" in n.entry.attributes]
    posts = [p.split("/") for p in entries[0].attributes["posts"].split(",")] if len(entries) == 1 else []
    return frozenset(body for body, _, start, end in posts if int(start or 0) <= year <= int(end or 9999))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--without", nargs="*", type=Path, default=[], help="Documents with these ids are left out.")
    parser.add_argument("--characters", type=int, default=3_000_000)
    parser.add_argument("--opening", type=int, default=OPENING, help="Characters read of one document.")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    gold = [json.loads(line)["id"] for path in options.without for line in path.read_text("utf-8").splitlines() if line]
    registers = load_registers()
    known: Counter[tuple[str, str, str]] = Counter()
    counts: Counter[tuple[str, str]] = Counter()
    posts = [0, 0]
    documents = characters = 0
    with tempfile.TemporaryFile() as readings, options.out.open("w", encoding="utf-8") as file:
        for d in with_names(chosen(options.texts, frozenset(gold), options.characters, options.opening)):
            if d["entities"]:
                r = read(d)
                names = [e.name for e in r.passage.entities]
                known.update({(t, names[c.head.entity], names[c.tail.entity]) for c, said in r.pairs for t in said})
                pickle.dump(r, readings)
                documents += 1
                characters += len(r.passage.text)
        readings.seek(0)
        for _ in range(documents):
            r = pickle.load(readings)
            labels = label(r, known, registers)
            counts.update((x["type"], x["view"]) for x in labels)
            posts = [a + b for a, b in zip(posts, posts_found(r, registers), strict=True)]
            file.write(json.dumps(r.document | {"relations": labels}, ensure_ascii=False) + "\n")
    for (relation, view), n in sorted(counts.items()):
        print(f"{relation:<16} {view:<9} {n}")
    print(f"posts of the registers found: {posts[0]} of {posts[1]}")
    print(f"{documents} documents, {characters} characters → {options.out}")


if __name__ == "__main__":
    main()
