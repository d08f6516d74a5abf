from hypothesis import given
from hypothesis import strategies as st

from kg.text.folding import fold
from kg.text.reading import read

CHINESE = st.text(alphabet="港口开放建设，。、《》（）()：:,\n \u3000\u200b１２Ａ國務⼯", max_size=80)


@given(st.text(max_size=200))
def test_folding_keeps_the_length(text):
    assert len(fold(text)) == len(text)


@given(CHINESE)
def test_every_character_of_the_view_stands_where_its_offset_says(text):
    reading = read(text, base=7)
    assert len(reading.offsets) == len(reading.text)
    folded = fold(text)
    assert all(folded[at - 7] == char for at, char in zip(reading.offsets, reading.text, strict=True))


def test_a_break_inside_a_sentence_is_closed_and_the_span_covers_it():
    text = "会议强调，要加快推进佳木斯、黑\n\n河两地口岸的扩能改造。"
    reading = read(text)
    at = reading.text.index("黑河")
    start, end = reading.given_span(at, at + 2)
    assert text[start:end] == "黑\n\n河"


def test_a_printed_span_begins_and_ends_with_a_printed_character():
    text = "\u3000\u3000沈砚秋任海关关长。 \n\n\u3000会议闭幕。"
    reading = read(text, base=5)
    start, end = reading.printed_span(0, reading.text.index("会议"))
    assert text[start - 5 : end - 5] == "沈砚秋任海关关长。"
    start, end = reading.printed_span(0, 2)
    assert start == end, "nothing printed"


def test_a_break_inside_brackets_or_a_title_is_closed():
    assert read("九部门近日联合印发《关于促进边贸的意见》（以下简称\n《意见》）。").text.endswith(
        "（以下简称《意见》）。"
    )
    assert "\n" not in read("两部门近日联合印发《关于促进边贸\n发展的意见》。").text


def test_a_heading_is_not_joined_to_its_paragraph():
    assert (
        read("临江市口岸经济发展大会召开\n近日，临江市举行大会。").text
        == "临江市口岸经济发展大会召开\n近日，临江市举行大会。"
    )


def test_a_numbered_paragraph_is_not_joined_to_the_one_before():
    text = "各有关单位要高度重视，认真落实以下任务\n一、加强组织领导"
    assert read(text).text == text


def test_punctuation_beside_chinese_becomes_chinese_but_figures_keep_theirs():
    assert fold("增长12.7%,达1,563亿元(人民币),比例为3:1") == "增长12.7%，达1,563亿元（人民币），比例为3:1"


def test_a_traditional_text_is_simplified_and_a_simplified_one_is_left_alone():
    assert fold("國務院總理主持召開國務院常務會議") == "国务院总理主持召开国务院常务会议"
    simplified = "他研究乾隆年间的著作，" * 20
    assert fold(simplified) == simplified


def test_invisible_characters_are_dropped_from_the_view():
    reading = read("临\u200b江市")
    assert reading.text == "临江市"
    assert reading.given_span(0, 2) == (0, 3)


def test_an_empty_text_has_an_empty_view():
    assert read("").text == ""


def test_prose_that_broke_off_goes_on_with_any_word() -> None:
    text = "青沂口岸货运量增长一成。海关关长周启航6月9日\n在青沂市介绍了情况。"
    assert read(text).text == text.replace("\n", "")


def test_a_headline_does_not_run_into_its_paragraph() -> None:
    text = "扩大开放，青沂口岸再添一条新航线\n在青沂口岸，工人正在装船。"
    assert read(text).text == text


def test_tags_of_line_breaks_are_dropped_and_the_span_covers_them():
    text = "关于调整各县<BR>2030年用水目标的通知<br/>附件"
    reading = read(text)
    assert reading.text == "关于调整各县2030年用水目标的通知附件"
    start, end = reading.given_span(4, 8)
    assert text[start:end] == "各县<BR>20"
