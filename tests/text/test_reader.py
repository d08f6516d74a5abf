import gzip
import io
import json
import sys

import pytest

from kg.text import reader as reader_module
from kg.text.reader import Reader, total_bytes


def read(*inputs, **options):
    reader = Reader(**options)
    return list(reader.read(map(str, inputs))), reader


def document(identity, text="大会今天在临江召开。", **more):
    return json.dumps({"id": identity, "text": text, **more}, ensure_ascii=False)


def test_json_lines_keep_id_text_and_metadata(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text(document("a1", title="大会", published="2026-03-02", publisher="临江日报"), encoding="utf-8")
    (article,), reader = read(path)
    assert (article.id, article.title, article.published, article.publisher) == ("a1", "大会", "2026-03-02", "临江日报")
    assert not reader.rejected
    assert len(reader.digests["news.jsonl"]) == 64


def test_a_gzip_file_is_read_like_a_plain_one(tmp_path):
    path = tmp_path / "news.jsonl.gz"
    path.write_bytes(gzip.compress(document("a1").encode()))
    assert read(path)[0][0].id == "a1"


def test_a_page_gives_articles_with_offsets_of_the_file(tmp_path):
    path = tmp_path / "page-2026-03-02.txt"
    path.write_text("# 甲事\n\n今天召开大会。\n\n# 乙事\n\n明天闭幕。\n", encoding="utf-8")
    (first, second), _ = read(path)
    assert (first.id, second.id) == ("page-2026-03-02#1", "page-2026-03-02#2")
    assert second.published == "2026-03-02"
    assert path.read_text(encoding="utf-8")[second.offset :].startswith("# 乙事")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "empty file"),
        ("binary.txt", b"\x00\x01\x02" * 50, "binary"),
        ("broken.txt", b"\xe5\xa4\xa7\xe4\xbc" + b"\xff" * 40, "broken UTF-8 at byte"),
        ("photo.png", b"x", "not a known kind of file"),
        ("empty.jsonl", b"\n", "it holds no document"),
        ("cut.jsonl.gz", gzip.compress(b'{"id":"a","text":"b"}\n' * 900)[:40], "cannot be read"),
    ],
)
def test_a_bad_file_is_set_aside_with_its_reason_and_the_rest_goes_on(tmp_path, name, data, reason):
    (tmp_path / name).write_bytes(data)
    (tmp_path / "zz.jsonl").write_text(document("good"), encoding="utf-8")
    articles, reader = read(tmp_path)
    assert [a.id for a in articles] == ["good"]
    assert [x.source for x in reader.rejected] == [name]
    assert reason in reader.rejected[0].reason


def test_a_missing_file_is_set_aside(tmp_path):
    articles, reader = read(tmp_path / "none.txt")
    assert not articles
    assert "No such file" in reader.rejected[0].reason


def test_gb18030_is_read_and_said(tmp_path):
    path = tmp_path / "old.txt"
    path.write_bytes("大会今天在临江召开，会期两天。".encode("gb18030"))
    (article,), reader = read(path)
    assert article.text.startswith("大会今天")
    assert reader.notices == ["old.txt: read as GB18030, since it is not UTF-8"]


def test_bad_lines_are_named_by_number(tmp_path):
    lines = [
        document("a"),
        "{not json",
        document("b", text=" "),
        "[1]",
        document("a"),
        document("a", text="另一篇。"),
        document("c"),
    ]
    path = tmp_path / "mixed.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    articles, reader = read(path)
    assert [a.id for a in articles] == ["a", "c"]
    assert [x.source for x in reader.rejected] == [f"mixed.jsonl:{n}" for n in (2, 3, 4, 5, 6)]
    reasons = [x.reason for x in reader.rejected]
    assert "invalid JSON" in reasons[0]
    assert "without text" in reasons[1]
    assert "JSON list" in reasons[2]
    assert "same text" in reasons[3]
    assert "another text" in reasons[4]


def test_a_line_over_the_limit_is_read_past(tmp_path, monkeypatch):
    monkeypatch.setattr(reader_module, "MAX_LINE_BYTES", 100)
    path = tmp_path / "long.jsonl"
    path.write_text(document("huge", text="长" * 5000) + "\n" + document("b") + "\n", encoding="utf-8")
    articles, reader = read(path)
    assert [a.id for a in articles] == ["b"]
    assert "a line over" in reader.rejected[0].reason


def test_a_document_without_id_gets_one_from_its_text(tmp_path):
    path = tmp_path / "anonymous.jsonl"
    path.write_text(json.dumps({"text": "大会召开。"}), encoding="utf-8")
    first, second = read(path)[0][0].id, read(path)[0][0].id
    assert first == second
    assert first.startswith("sha256-")


def test_the_order_of_files_in_a_folder_is_that_of_their_names(tmp_path):
    for name in ("b.jsonl", "a.jsonl"):
        (tmp_path / name).write_text(document(name), encoding="utf-8")
    assert [a.id for a in read(tmp_path)[0]] == ["a.jsonl", "b.jsonl"]


class _Piped(io.RawIOBase):
    """Standard input that gives a line at a time and counts those that were taken."""

    def __init__(self, lines):
        self.lines, self.taken = [line.encode() + b"\n" for line in lines], 0

    def readable(self):
        return True

    def readinto(self, buffer):
        if self.taken == len(self.lines):
            return 0
        line = self.lines[self.taken]
        buffer[: len(line)] = line
        self.taken += 1
        return len(line)


def test_standard_input_is_read_as_it_comes(monkeypatch):
    pipe = _Piped([document("a"), document("b"), document("c")])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(pipe)))
    articles = Reader().read(["-"])
    assert next(articles).id == "a"
    assert pipe.taken < 3
    assert [x.id for x in articles] == ["b", "c"]


def test_plain_text_on_standard_input_is_one_document(monkeypatch):
    pipe = _Piped(["商务部印发《边贸办法》。", "自五月起施行。"])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(pipe)))
    (article,) = Reader().read(["-"])
    assert article.text == "商务部印发《边贸办法》。\n自五月起施行。\n"


@pytest.mark.parametrize("name", ["news.jsonl", "news.jsonl.gz"])
def test_the_position_grows_to_the_size_of_the_inputs(tmp_path, name):
    opened = gzip.open if name.endswith(".gz") else open
    with opened(tmp_path / name, "wt", encoding="utf-8") as out:
        out.writelines(document(f"d{n}") + "\n" for n in range(3000))
    (tmp_path / "page.txt").write_text("大会召开。", encoding="utf-8")
    reader, positions = Reader(), []
    for _ in reader.read([str(tmp_path)]):
        positions.append(reader.position)
    assert positions == sorted(positions)
    assert positions[0] < positions[-1] == reader.position == total_bytes([str(tmp_path)])
