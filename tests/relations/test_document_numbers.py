from kg.document.sentences import sentence_spans
from kg.records import DocumentEntity
from kg.relations.document_numbers import find_numbers, fold_number, with_document_numbers


def policy(text: str, name: str) -> DocumentEntity:
    at = text.index(name)
    return DocumentEntity(id=name, type="Policy", name=name, surfaces=(name,), mentions=((at, at + len(name)),))


def test_brackets_digits_and_spaces_are_folded() -> None:
    assert fold_number("国发［２０２４］ 1号") == "国发〔2024〕1号"
    assert [n for _, n in find_numbers("（鄂政办〔2025〕 16 号）")] == ["鄂政办〔2025〕16号"]


def test_orders_are_numbers_too() -> None:
    assert [n for _, n in find_numbers("《江河管理办法》（国务院令第812号）")] == ["国务院令第812号"]


def test_number_in_brackets_belongs_to_the_title_before() -> None:
    text = "根据《甲办法》（水规〔2024〕3号）和《乙办法》（财建〔2023〕18号），制定本细则。"
    found = with_document_numbers(text, [policy(text, "《甲办法》"), policy(text, "《乙办法》")], sentence_spans(text))
    assert [e.attributes["documentNumber"] for e in found] == ["水规〔2024〕3号", "财建〔2023〕18号"]


def test_number_at_the_head_of_a_notice() -> None:
    text = "关于做好防汛工作的通知鄂政办发〔2026〕5号各市人民政府："
    [found] = with_document_numbers(text, [policy(text, "关于做好防汛工作的通知")], sentence_spans(text))
    assert found.attributes["documentNumber"] == "鄂政办发〔2026〕5号"


def test_a_number_far_from_any_title_is_nobodys() -> None:
    text = "《甲办法》公布以来，各地依据另一文件（水规〔2024〕3号）开展检查。"
    [found] = with_document_numbers(text, [policy(text, "《甲办法》")], sentence_spans(text))
    assert "documentNumber" not in found.attributes


def test_a_known_number_stays() -> None:
    text = "《甲办法》（水规〔2024〕3号）"
    e = DocumentEntity(
        id="x",
        type="Policy",
        name="《甲办法》",
        surfaces=("《甲办法》",),
        mentions=((0, 5),),
        attributes={"documentNumber": "水规〔2020〕1号"},
    )
    assert with_document_numbers(text, [e], sentence_spans(text)) == [e]


def test_forms_of_orders_and_announcements_fold_into_one() -> None:
    forms = ("中华人民共和国主席令（第六十五号）", "第六十五号主席令", "主席令第65号")
    assert {fold_number(x) for x in forms} == {"主席令第65号"}
    assert (
        fold_number("海关总署2026年第45号公告") == fold_number("海关总署公告2026年第45号") == "海关总署公告2026年第45号"
    )
    assert [n for _, n in find_numbers("（国发【2025】18号）")] == ["国发〔2025〕18号"]
    assert [n for _, n in find_numbers("财政部 税务总局公告2026年第3号")] == ["财政部税务总局公告2026年第3号"]


def test_number_of_an_order_before_the_title() -> None:
    text = "国务院令第812号公布《快递市场管理条例》，《邮政细则》同时废止。"
    found = with_document_numbers(
        text, [policy(text, "《快递市场管理条例》"), policy(text, "《邮政细则》")], sentence_spans(text)
    )
    assert [e.attributes.get("documentNumber") for e in found] == ["国务院令第812号", None]


def test_number_of_an_announcement_above_its_title() -> None:
    text = "海关总署公告2026年第45号\n关于优化铁路快通业务的公告\n为便利通关，现公告如下："
    [found] = with_document_numbers(text, [policy(text, "关于优化铁路快通业务的公告")], sentence_spans(text))
    assert found.attributes["documentNumber"] == "海关总署公告2026年第45号"
