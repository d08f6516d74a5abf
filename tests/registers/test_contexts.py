"""Stop contexts: their table and what they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import RegisterError
from kg.registers.contexts import load_stop_contexts, read_stop_contexts
from kg.registers.matcher import load_matcher


def table(folder: Path, *lines: str) -> Path:
    path = folder / "stops.tsv"
    path.write_text("\n".join(["# test", "surface\tbefore\tafter", *lines, ""]), "utf-8")
    return path


def test_a_rule_with_both_sides_needs_both(tmp_path: Path) -> None:
    stops = read_stop_contexts(table(tmp_path, "云岭\t白\t高")).stops
    assert stops("白云岭高", 1, 3, "云岭")
    assert not stops("白云岭上", 1, 3, "云岭")
    assert not stops("在云岭高", 1, 3, "云岭")


def test_a_shared_end(tmp_path: Path) -> None:
    stops = read_stop_contexts(table(tmp_path, "*大学\t\t生")).stops
    assert stops("云岭大学生", 0, 4, "云岭大学")
    assert not stops("云岭大学", 0, 4, "云岭大学")


@pytest.mark.parametrize(
    ("line", "words"),
    [("云岭", "neither before nor after"), ("云岭\t(", "no regular expression"), ("*一二三四五\t\t生", "at most 4")],
)
def test_a_wrong_rule_is_named(tmp_path: Path, line: str, words: str) -> None:
    with pytest.raises(RegisterError, match=r"stops\.tsv, line 3") as caught:
        read_stop_contexts(table(tmp_path, line))
    assert words in str(caught.value)


def test_every_rule_of_the_project_is_for_a_known_surface() -> None:
    known = load_matcher().find
    rules = [r for r in load_stop_contexts()._rules if not r.startswith("*")]
    assert len(rules) > 100
    unknown = [r for r in rules if not known(f"，{r}，")]
    assert unknown == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("乡村振兴示范县创建", []),
        ("推广安全技术", []),
        ("沿海城市发展", []),
        ("隆重庆祝节日", []),
        ("适应城市发展", []),
        ("莫斯科市长发表讲话", ["莫斯科"]),
        ("义乌市场人气旺", ["义乌"]),
        ("义乌市政府", ["义乌市"]),
        ("大江南北", []),
        ("万象更新", []),
        ("抵达万象", ["万象"]),
        ("北京长安街", ["北京"]),
        ("武汉市长江大桥", ["武汉市", "长江"]),
        ("更多哥伦比亚咖啡", ["哥伦比亚"]),
        ("北京时间今天上午", []),
        ("海军长沙舰起航", []),
        ("长沙舰队文化节", ["长沙"]),
    ],
)
def test_words_of_the_news(text: str, expected: list[str]) -> None:
    assert [m.surface for m in load_matcher().find(text) if not m.weak] == expected
