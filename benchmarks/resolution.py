"""How the cost of resolution grows: 10,000, 100,000 and 1,000,000 mentions.

    python benchmarks/resolution.py [MENTIONS …]

Made-up mentions with the shape of policy news: few things are named very often, most once; one name in fifty is
shared by two people in two provinces. Beside each run stands a yardstick, grouping the same mentions by exact name,
timed in the same process; the last columns say how much more a mention costs than in the smallest run.
"""

from __future__ import annotations

import argparse
import gc
import math
import random
import resource
import time
from collections import defaultdict
from collections.abc import Iterator

from kg.resolution.clustering import components
from kg.resolution.profile import Post, Profile
from kg.resolution.resolver import resolve

SIZES = (10_000, 100_000, 1_000_000)
_SURNAMES = "魏罗周陈孟邵秦陶贺龚康毛万段钱汤尹黎易常武乔赖"
_GIVEN = "长河启明海宁立群远山承志文博思源景行怀瑾若谷致知子墨云起春晖秋实光远永年嘉树"
_PLACES = ("黑龙江省", "江苏省", "云南省", "湖北省", "陕西省", "福建省")
_AREAS = ("CN-23", "CN-32", "CN-53", "CN-42", "CN-61", "CN-35")
_BUREAUS = ("水利厅", "财政厅", "教育厅", "商务厅", "交通运输厅")
_TYPES = (("Official", 0.35), ("GovernmentBody", 0.2), ("Company", 0.15), ("Policy", 0.15), ("Event", 0.15))
_NAMESAKES = 50  # one name in so many is shared
_DISTINCT_EXPONENT = 0.8  # distinct things grow as mentions to this power (Heaps)


def mentions(count: int, seed: int = 1) -> Iterator[Profile]:
    """Yield the profiles of so many made-up mentions."""
    rng = random.Random(seed)
    things = int(count**_DISTINCT_EXPONENT)
    types, weights = zip(*_TYPES, strict=True)
    for _ in range(count):
        thing = int(math.exp(rng.random() * math.log(things)))
        yield _profile(rng.choices(types, weights)[0], thing, rng)


def _profile(type_: str, thing: int, rng: random.Random) -> Profile:
    month = f"202{rng.randrange(2, 6)}-{rng.randrange(1, 13):02}"
    person = _SURNAMES[thing % 23] + _GIVEN[thing // 23 % 38] + _GIVEN[thing // 874 % 38]
    word = person + _digits(thing // 33_212)
    if type_ == "Official":
        home = thing + rng.randrange(2) * 3 if thing % _NAMESAKES == 0 else thing
        place = home % len(_PLACES)
        body = _PLACES[place] + _BUREAUS[thing % 5]
        role = ("厅长", "副厅长")[rng.randrange(2)]
        posts = (Post(body, _AREAS[place], role),) if rng.random() < 0.7 else ()
        return Profile(type=type_, name=word, names=(word,), posts=posts, date=month)
    if type_ == "GovernmentBody":
        name = f"{_PLACES[thing % 6]}{word}{('委员会', '委')[rng.randrange(2)]}"
        return Profile(type=type_, name=name, names=(name,), areas=(_AREAS[thing % 6],), date=month)
    if type_ == "Company":
        name = word + ("集团有限公司", "集团", "集团公司")[rng.randrange(3)]
        return Profile(type=type_, name=name, names=(name,), date=month)
    if type_ == "Policy":
        name = f"《{word}管理办法》"
        return Profile(type=type_, name=name, names=(f"{word}管理办法", "办法"), date=month)
    name = f"第{thing % 40 + 1}届{word}博览会"
    return Profile(type=type_, name=name, names=(name, f"{word}博览会"), date=f"{month}-{rng.randrange(1, 29):02}")


def _digits(number: int) -> str:
    return "".join("甲乙丙丁戊己庚辛壬癸"[int(d)] for d in str(number)) if number else ""


def main() -> None:
    """Run the sizes of the command line and print one line each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", metavar="MENTIONS", default=SIZES)
    sizes = parser.parse_args().sizes
    row = "{:>10} {:>10} {:>9} {:>10} {:>9} {:>9} {:>9} {:>8} {:>8} {:>7}"
    print(
        row.format(
            "mentions", "profiles", "things", "components", "largest", "seconds", "µs each", "growth", "× group", "MiB"
        )
    )
    first = None
    for size in sizes:
        rows = list(mentions(size))
        gc.collect()
        started = time.perf_counter()
        grouped: dict[str, list[Profile]] = defaultdict(list)
        for p in rows:
            grouped[p.name].append(p)
        yardstick = time.perf_counter() - started
        started = time.perf_counter()
        identities = resolve(rows)
        seconds = time.perf_counter() - started
        each = seconds / size
        first = first or each
        largest = max(map(len, components(rows)))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        parts = sum(1 for _ in components(rows))
        values = (
            size,
            len(identities),
            len(set(identities.values())),
            parts,
            largest,
            f"{seconds:.2f}",
            f"{each * 1e6:.1f}",
        )
        print(row.format(*values, f"{each / first:.2f}", f"{seconds / yardstick:.1f}", peak), flush=True)
        del rows, grouped, identities


if __name__ == "__main__":
    main()
