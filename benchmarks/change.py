"""What it costs to add one page to a graph, and to take it away again, as the graph grows.

    python benchmarks/change.py [--entities 12] [DOCUMENTS …]

Made-up documents with the shape of policy news: a few things stand in a quarter of all documents, most in one. For
each size the store is built once; then one new page of as many entities as the others, the commonest things among them,
is added and removed. Beside the seconds stands the yardstick: the seconds that building the graph of that one page
alone takes, at the same time.
"""

from __future__ import annotations

import argparse
import math
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kg import records as r
from kg.graph.folder import GraphFolder
from kg.graph.store import Store, build_store

SIZES = (1_000, 10_000, 100_000)
ENTITIES = 12
_SURNAMES = "魏罗周陈孟邵秦陶贺龚康毛万段钱汤尹黎易常武乔赖"
_GIVEN = "长河启明海宁立群远山承志文博思源景行怀瑾若谷致知子墨云起春晖秋实光远永年嘉树"
_PLACES = ("黑龙江省", "江苏省", "云南省", "湖北省", "陕西省", "福建省")


def documents(count: int, size: int = ENTITIES, seed: int = 1) -> Iterator[r.Annotation]:
    """Yield so many made-up annotations of ``size`` entities each."""
    rng = random.Random(seed)
    things = max(int((count * size) ** 0.8), 50)
    for number in range(count):
        yield page(f"d{number:06}", rng, things, size)


def page(id_: str, rng: random.Random, things: int, size: int = ENTITIES) -> r.Annotation:
    """Return one made-up annotation; sentences with a person, a body and a policy each."""
    text, entities, relations = "", [], []
    for sentence in range(size // 3):
        start = len(text)
        person, body, policy = (_thing(rng, things) for _ in range(3))
        place = _PLACES[person % len(_PLACES)]
        for type_, name in (
            ("Official", _name(person)),
            ("GovernmentBody", f"{place}{_name(person // 3 + body % 2)}局"),
            ("Policy", f"《{_name(policy)}办法》"),
        ):
            span = (len(text), len(text) + len(name))
            entities.append(
                r.DocumentEntity(
                    id=f"e{len(entities)}",
                    type=type_,
                    name=name,
                    surfaces=(name,),
                    mentions=(span,),
                    made_by=("bench",),
                )
            )
            text += name + "，"
        text += f"事项{rng.randrange(1_000_000)}。"
        head, tail, law = (f"e{3 * sentence + k}" for k in range(3))
        spans = {"sentence": (start, len(text)), "rule": "bench", "score": 0.9}
        relations.append(r.RelationMention(type="holdsPost", head=head, tail=tail, role="局长", **spans))
        relations.append(r.RelationMention(type="issued", head=tail, tail=law, **spans))
    published = f"202{rng.randrange(2, 6)}-{rng.randrange(1, 13):02}-15"
    article = r.Article(id=id_, text=text, title=f"题 {id_}", published=published)
    return r.Annotation(article=article, entities=tuple(entities), relations=tuple(relations))


def _thing(rng: random.Random, things: int) -> int:
    return int(math.exp(rng.random() * math.log(things)))


def _name(thing: int) -> str:
    rest = "".join("甲乙丙丁戊己庚辛壬癸"[int(d)] for d in str(thing // 33_212)) if thing >= 33_212 else ""
    return _SURNAMES[thing % 23] + _GIVEN[thing // 23 % 38] + _GIVEN[thing // 874 % 38] + rest


def main() -> None:
    """Run the sizes of the command line and print one line each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--entities", type=int, default=ENTITIES, help="of a document; a multiple of three")
    parser.add_argument("sizes", type=int, nargs="*", default=list(SIZES), metavar="DOCUMENTS")
    options = parser.parse_args()
    row = "{:>10} {:>10} {:>8} {:>9} {:>9} {:>9} {:>9} {:>10}"
    print(row.format("documents", "build s", "MiB", "add s", "remove s", "files s", "one page", "add/page"))
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = GraphFolder(Path(name))
            started = time.process_time()
            build_store(folder.store_path, documents(size, options.entities))
            build = time.process_time() - started
            things = max(int((size * options.entities) ** 0.8), 50)
            new = page("new-page", random.Random(7), things, options.entities)
            started = time.process_time()
            build_store(Path(name) / "one.sqlite", [new])
            alone = time.process_time() - started
            with Store(folder.store_path) as store:
                started = time.process_time()
                store.apply([new])
                add = time.process_time() - started
                started = time.process_time()
                store.apply(remove=["new-page"])
                remove = time.process_time() - started
                mib = folder.store_path.stat().st_size >> 20
            started = time.process_time()
            folder.store().close()
            files = time.process_time() - started
        values = (
            f"{build:.1f}",
            mib,
            f"{add:.3f}",
            f"{remove:.3f}",
            f"{files:.2f}",
            f"{alone:.3f}",
            f"{add / alone:.1f}",
        )
        print(row.format(size, *values), flush=True)


if __name__ == "__main__":
    main()
