from kg.text.metadata import date_in_text, frames, masthead_date


def test_the_date_of_a_page_stands_in_a_line_of_its_head():
    assert masthead_date("临江日报\n2026年11月20日  星期五\n\n标题\n正文") == "2026-11-20"
    assert masthead_date("标题\n《办法》自2027年1月1日起施行。") is None


def test_a_term_is_no_date_of_publication():
    assert date_in_text("《办法》自2027年1月1日起施行，2026年12月31日前报送；2026年11月3日印发。") == "2026-11-03"


def test_datelines_and_by_lines_tell_of_the_report():
    text = "本报临江11月19日电（记者 苏雨桐 郝川）11月18日，会议召开。（记者：佟伟）"
    assert [text[a:b] for a, b in frames(text)] == ["本报临江11月19日电", "（记者 苏雨桐 郝川）", "（记者：佟伟）"]
