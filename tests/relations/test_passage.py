from kg.relations.candidates import candidates
from tests.relations.marked import passage


def list_words(marked: str, number: int = 0) -> list[str]:
    made = passage(marked)
    sentence = made.sentences[number]
    spans = {sentence.lists[i] for i in range(len(sentence.lists)) if sentence.lists[i][0] != sentence.lists[i][1]}
    return [made.text[slice(*made.list_span(sentence, first))] for first, _ in sorted(spans)]


def test_names_joined_by_marks_are_one_list() -> None:
    assert list_words("[P林国栋]、[P周怀远]和[P陈思敏]出席。") == ["林国栋、周怀远和陈思敏"]


def test_posts_belong_to_the_names_of_a_list() -> None:
    assert list_words("[G水利部]部长[P林国栋]、[G财政部]部长[P周怀远]出席。") == ["水利部部长林国栋、财政部部长周怀远"]


def test_places_of_one_chain_are_one_member() -> None:
    made = passage("连接[V湖北][Y宜昌]和[V四川][Y绵阳]。")
    sentence = made.sentences[0]
    assert sentence.inside == [True, False, True, False]
    assert list_words("连接[V湖北][Y宜昌]和[V四川][Y绵阳]。") == ["湖北宜昌和四川绵阳"]


def test_document_numbers_do_not_break_a_list_of_policies() -> None:
    assert list_words("根据[D《甲法》]（国令〔2020〕1号）、[D《乙法》]等规定。") == [
        "《甲法》（国令〔2020〕1号）、《乙法》"
    ]


def test_an_item_of_a_digest_sees_nothing_of_the_item_before() -> None:
    made = passage("江海论坛闭幕\n[E江海论坛]今天闭幕。\n东岭工程开工\n[P林国栋]出席仪式。\n")
    assert [s.is_heading for s in made.sentences] == [True, False, True, False]
    assert not list(candidates(made))


def test_who_reports_takes_no_part_in_what_is_reported() -> None:
    made = passage("本报[Y宜昌]11月19日电（记者 [P周怀远] [P陈思敏]）11月18日，[P林国栋]在[Y荆州]会见[P何立新]。")
    assert [made.words(o) for o in made.sentences[0].occurrences] == ["林国栋", "荆州", "何立新"]
