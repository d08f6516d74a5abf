from kg.text.page import sections

MARKED = """
# 临江召开大会

## 部署口岸建设

本报临江3月2日电 大会今天召开。

# 一座小城的答卷

□本报记者 陆鸣谦

小城位于江边。
"""

PLAIN = """临江召开口岸建设大会
部署全年任务
本报临江3月2日电 大会今天召开，会期两天。

一座小城的向北答卷
（上接第一版）
小城位于江边，与邻国隔江相望。
"""


def test_marked_headings_cut_a_page_into_articles_with_their_subtitles():
    first, second = sections(MARKED)
    assert (first.title, first.subtitle) == ("临江召开大会", "部署口岸建设")
    assert (second.title, second.subtitle) == ("一座小城的答卷", "")
    assert MARKED[slice(*second.span)].startswith("# 一座小城")


def test_the_sections_cover_the_page_from_the_first_title():
    first, second = sections(MARKED)
    assert first.span[1] == second.span[0]
    assert second.span[1] == len(MARKED)


def test_a_plain_page_is_cut_where_an_opening_follows_a_title():
    assert [s.title for s in sections(PLAIN)] == ["临江召开口岸建设大会", "一座小城的向北答卷"]


def test_a_text_without_titles_is_one_section():
    (only,) = sections("大会今天在临江召开。会期两天。")
    assert (only.span, only.title) == ((0, 15), "")


def test_a_blank_text_has_no_section():
    assert sections(" \n\n") == []
