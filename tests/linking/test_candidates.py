"""Which entries a surface may stand for."""

from __future__ import annotations

from kg.linking.candidates import possibilities
from kg.records import DocumentEntity
from kg.registers.loader import load_registers


def possible(type_: str, *surfaces: str, text: str = "", mentions: tuple[tuple[int, int], ...] = ()) -> dict[str, str]:
    entity = DocumentEntity(id="e", type=type_, name=surfaces[0], surfaces=surfaces, mentions=mentions)
    return {p.entry.code: p.kind for p in possibilities(entity, load_registers(), text)}


def test_the_type_of_the_entity_chooses() -> None:
    assert possible("Province", "吉林") == {"gbt2260:220000": "alias"}
    assert possible("City", "吉林") == {"gbt2260:220200": "weak"}


def test_two_units_of_one_name() -> None:
    assert possible("County", "朝阳区") == {"gbt2260:110105": "name", "gbt2260:220104": "name"}


def test_a_former_name_tells_its_years() -> None:
    entity = DocumentEntity(id="e", type="City", name="襄樊市", surfaces=("襄樊市",), mentions=())
    (found,) = possibilities(entity, load_registers())
    assert (found.entry.name, found.kind) == ("襄阳市", "former")
    assert found.former is not None and found.former.end == 2010


def test_words_for_an_area_are_left_off() -> None:
    assert "place:south-china" in possible("Place", "华南地区")


def test_another_kind_of_place_needs_a_sure_name() -> None:
    assert possible("County", "浦东新区") == {"gbt2260:310115": "name"}
    assert possible("Place", "合作") == {}


def test_a_list_gives_the_last_words_to_its_members() -> None:
    text = "黑河、绥芬河和同江口岸"
    assert possible("Port", "黑河", text=text, mentions=((0, 2),)) == {"port:heihe": "name"}


def test_a_port_without_a_list_is_tried_with_the_usual_endings() -> None:
    assert "port:manzhouli" in possible("Port", "满洲里")


def test_shares_are_by_length() -> None:
    entity = DocumentEntity(id="e", type="City", name="哈尔滨市", surfaces=("哈尔滨市", "冰雪名城"), mentions=())
    (found,) = possibilities(entity, load_registers())
    assert (found.share, found.longest) == (0.5, True)


def test_a_local_event_is_not_the_national_one_whose_short_form_it_uses() -> None:
    assert possible("Event", "第三届临江文化产业博览会", "文博会") == {}
    assert list(possible("Event", "文博会")) == ["event:cultural-industries-fair"]
