"""Write the table of lunar years, kg/temporal/lunar_years.tsv, with lunar_python (MIT).

usage: python -m pipelines.make_lunar_years [FIRST LAST]
"""

from __future__ import annotations

import sys
from pathlib import Path

from lunar_python import Lunar, LunarYear

TABLE = Path(__file__).parents[1] / "kg" / "temporal" / "lunar_years.tsv"
HEAD = """# Lunar years: the day of the new year, the month that a leap month follows (0: none), the days of the months.
# Source: computed with lunar_python 1.4.8 by pipelines/make_lunar_years.py. Written down 2026-11-23.
# months: in the order of the year, the leap month in its place; 大 30 days, 小 29 days.
year	first	leap	months
"""


def row(year: int) -> str:
    """Return the line of one lunar year."""
    months = [m for m in LunarYear.fromYear(year).getMonthsInYear() if m.getYear() == year]
    leap = next((-m.getMonth() for m in months if m.getMonth() < 0), 0)
    lengths = "".join("大" if m.getDayCount() == 30 else "小" for m in months)
    return f"{year}\t{Lunar.fromYmd(year, 1, 1).getSolar().toYmd()}\t{leap}\t{lengths}"


def main() -> None:
    if len(sys.argv) not in (1, 3):
        sys.exit(__doc__)
    first, last = (int(x) for x in sys.argv[1:]) if len(sys.argv) == 3 else (1949, 2050)
    TABLE.write_text(HEAD + "".join(row(y) + "\n" for y in range(first, last + 1)), encoding="utf-8")


if __name__ == "__main__":
    main()
