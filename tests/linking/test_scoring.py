"""Evidence to score to probability."""

from __future__ import annotations

import pytest

from kg.linking.candidates import Possibility
from kg.linking.scoring import Support, probabilities, score
from kg.registers.entries import FormerName, RegisterEntry


def possibility(**values: object) -> Possibility:
    entry = {k: values.pop(k) for k in ("code", "start", "end", "attributes") if k in values}
    made = RegisterEntry(**{"code": "gbt2260:110105", "type": "County", "name": "某区", "register": "t"} | entry)  # type: ignore[arg-type]
    return Possibility(**{"entry": made, "kind": "name", "share": 1.0} | values)  # type: ignore[arg-type]


def evidence(**values: object) -> Support:
    nothing = dict.fromkeys(("chained", "broken_chain", "same_sentence", "head", "parent", "below"), False)
    return Support(**nothing | {"document": 0.0} | values)  # type: ignore[arg-type]


@pytest.mark.parametrize("sign", ["chained", "same_sentence", "head", "parent", "below"])
def test_what_speaks_for_a_possibility_raises_it(sign: str) -> None:
    assert score(possibility(), evidence(**{sign: True}), 2025) > score(possibility(), evidence(), 2025)


def test_a_chain_outweighs_all_else() -> None:
    chained = score(possibility(), evidence(chained=True), 2025)
    assert chained > score(possibility(), evidence(same_sentence=True, head=True, broken_chain=True), 2025)


def test_a_unit_that_is_gone_loses_to_one_that_is_there() -> None:
    gone, here = possibility(end=2011), possibility(start=2011)
    assert score(gone, evidence(), 2024) < score(here, evidence(), 2024)
    assert score(gone, evidence(), 2005) > score(here, evidence(), 2005)
    assert score(gone, evidence(), None) == score(here, evidence(), None)


def test_an_old_name_is_at_home_in_its_own_years() -> None:
    old = possibility(kind="former", former=FormerName(name="旧县", end=2010))
    assert score(old, evidence(), 2009) > score(old, evidence(), 2012) > score(old, evidence(), 2024)


def test_population_orders_cities_of_one_name() -> None:
    large = possibility(code="geonames:1", attributes={"population": "5000000"})
    small = possibility(code="geonames:2", attributes={"population": "60000"})
    assert score(large, evidence(), 2025) > score(small, evidence(), 2025)


def test_probabilities_leave_room_for_none() -> None:
    chances = probabilities([1.0, 1.0], nothing=1.0)
    assert chances == pytest.approx([1 / 3, 1 / 3])
    assert probabilities([], nothing=0.0) == []
    assert sum(probabilities([800.0, -800.0], nothing=-8.0)) == pytest.approx(1.0)
