"""The guide and the style, in the real Neo4j Browser in Chromium."""

from __future__ import annotations

import os
import re
import shutil
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.property_graph import schema
from kg.property_graph.browser import guide
from kg.property_graph.loader import load

PARAMETERS = {
    "name": "黑河市", "other": "北疆能源集团", "body": "黑河市人民政府", "person": "林知远",
    "policy": "黑龙江省口岸建设办法", "event": "第八届中俄博览会", "words": "口岸", "since": "2024-01-01",
}  # fmt: skip
TITLE, PAGES = guide.read_guide()
QUESTIONS = [page for page in PAGES if page.number is not None]
WAIT = 60_000
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def loaded(open_server, rows):
    open_server.cypher("MATCH (n) DETACH DELETE n", write=True)
    load(open_server, rows)
    return open_server


def test_the_guide_has_fifteen_questions_each_bounded():
    assert [q.number for q in QUESTIONS] == list(range(1, 16))
    assert all(len(q.cypher) == 1 and re.search(r"LIMIT \d+$", q.cypher[0]) for q in QUESTIONS)


def test_the_parameters_of_the_guide_are_all_that_its_questions_use_and_stand_on_the_example_page():
    line, names = PAGES[0].cypher
    given = {m[1]: m[2] for m in re.finditer(r"(\w+): '([^']*)'", line)}
    assert given.keys() == PARAMETERS.keys() and "LIMIT" in names
    assert {name for q in QUESTIONS for name in re.findall(r"\$(\w+)", q.cypher[0])} == set(PARAMETERS)
    page = "".join((ROOT / "examples" / "page-2026-03-18.txt").read_text(encoding="utf-8").split())
    assert not [name for name in given.values() if name[:2] not in page and not name.startswith("2026")]


def test_the_page_holds_the_queries_as_text():
    page = guide.guide_html("a < b", (guide.Page(heading="1. x", number=1, paragraphs=("<b>",), cypher=("a <- b",)),))
    assert "<title>a &lt; b</title>" in page and "<p>&lt;b&gt;</p>" in page and "a &lt;- b</pre>" in page


def test_the_files_for_browser(tmp_path):
    files = guide.write_guide(tmp_path)
    names = [f"{n:02d}.cypher" for n in range(1, 16)]
    assert [f.name for f in files] == ["guide.html", "asked-ahead.txt", *names, "saved-queries.zip"]
    with zipfile.ZipFile(files[-1]) as archive:
        assert archive.namelist() == [f"policykg/{name}" for name in names]
    assert files[2].read_text(encoding="utf-8").startswith("// 01. ")


def test_the_files_in_the_package_are_those_of_the_guide(tmp_path):
    for made in guide.write_guide(tmp_path):
        kept = guide.FOLDER / made.relative_to(tmp_path)
        assert kept.read_bytes() == made.read_bytes(), "run 'make browser-guide'"


def test_the_style_has_a_caption_for_every_label_from_a_property_it_has():
    style = (guide.FOLDER / guide.STYLE_FILE).read_text(encoding="utf-8")
    captions = dict(re.findall(r'^node\.(\w+) \{[^}]*caption: "\{(\w+)\}"', style, re.MULTILINE))
    assert set(schema.NODE_LABELS) <= captions.keys()
    assert all(captions[label] in properties for label, properties in schema.NODE_PROPERTIES.items())
    styled = set(re.findall(r"^relationship\.(\w+)", style, re.MULTILINE))
    assert styled <= set(schema.RELATIONSHIP_TYPES)


@pytest.mark.neo4j
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: f"{q.number:02d}")
def test_every_question_has_an_answer_and_no_full_scan(loaded, question):
    assert len(loaded.cypher(question.cypher[0], PARAMETERS)) > 0
    with loaded.session() as session:
        plan = session.run("EXPLAIN " + question.cypher[0], PARAMETERS).consume().plan
    assert not {name for name in _operators(plan) if "AllNodesScan" in name or "LabelScan" in name}


def _operators(plan) -> Iterator[str]:
    yield plan["operatorType"]
    for child in plan.get("children", ()):
        yield from _operators(child)


@pytest.fixture
def files() -> Iterator[str]:
    """The address of the guide's files."""
    server = guide.serve(0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_address[1]}"
    server.shutdown()


@pytest.fixture
def chromium():
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None and not os.environ.get("CI"):
        pytest.skip("chromium not found; install it (Debian: apt-get install chromium) to run the tests in Browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.mark.neo4j
@pytest.mark.browser
def test_a_person_opens_browser_applies_the_style_and_asks_three_questions(loaded, server, files, chromium, tmp_path):
    shots = Path(os.environ.get("KG_SCREENSHOTS", tmp_path))
    page = chromium.new_page(viewport={"width": 1600, "height": 1300})
    page.set_default_timeout(WAIT)
    page.goto(server.browser_url)
    page.get_by_text("Connected to Neo4j").wait_for()

    _type(page, f":style {files}/{guide.STYLE_FILE}")
    _type(page, f":play {files}/{guide.GUIDE_PAGE}")
    page.get_by_text("先设参数").wait_for()
    page.screenshot(path=shots / "guide.png")
    page.locator("pre.runnable").first.click()  # puts the line into the editor
    page.keyboard.press("Control+Enter")
    page.get_by_text('"person": "魏长河"').first.wait_for()
    _type(page, ":params {" + ", ".join(f"{name}: '{value}'" for name, value in PARAMETERS.items()) + "}")
    page.get_by_text('"person": "林知远"').first.wait_for()

    for number, names in (
        (2, {"黑河市", "顾言之", "远东地区", "黑河公路口岸"}),
        (4, {"林知远", "林知远任黑河市人民政府市长。", "holdsPost", "林知远任黑河市市长"}),
        (10, {"黑龙江省口岸发展规划", "黑龙江省口岸建设办法"}),
    ):
        _type(page, ":clear")
        page.locator("svg.neod3viz").wait_for(state="detached")
        _type(page, QUESTIONS[number - 1].cypher[0])
        page.locator("svg g.node").first.wait_for()
        page.wait_for_timeout(3000)  # the nodes move to their places
        captions = {
            "".join(text.replace("…", "").split())
            for text in page.locator("svg g.node text.caption").all_text_contents()
        }
        page.screenshot(path=shots / f"question-{number:02d}.png")
        assert captions and all(_drawn(name, captions) for name in names), captions
    colours = set(
        page.locator("svg g.node circle.b-outline").evaluate_all("all => all.map(c => c.getAttribute('fill'))")
    )
    assert colours == {"#9A6DD7"}, "policies in the colour of the style"


@pytest.mark.neo4j
@pytest.mark.browser
def test_files_dropped_onto_browser_become_favorites_and_style(loaded, server, chromium, tmp_path):
    shots = Path(os.environ.get("KG_SCREENSHOTS", tmp_path))
    page = chromium.new_page(viewport={"width": 1600, "height": 1300})
    page.set_default_timeout(WAIT)
    page.goto(server.browser_url)
    page.get_by_text("Connected to Neo4j").wait_for()
    _drop(page, guide.FOLDER / "saved-queries.zip", "application/zip")
    page.get_by_test_id("navicon-Favorites").or_(page.get_by_test_id("navigationFavorites")).first.click()
    page.get_by_text("policykg", exact=True).first.click()
    page.get_by_text("1. 哪些实体叫这个名字？").first.wait_for()
    page.screenshot(path=shots / "favorites.png")
    _drop(page, guide.FOLDER / guide.STYLE_FILE, "text/plain")
    page.get_by_text("node.GovernmentBody").first.wait_for()


def _drop(page, path: Path, kind: str) -> None:
    """Drop a file, as with the mouse."""
    page.evaluate(
        """([bytes, name, type]) => {
            const data = new DataTransfer();
            data.items.add(new File([Uint8Array.from(bytes)], name, {type}));
            document.querySelector('.filedrop').dispatchEvent(
                new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
        }""",
        [list(path.read_bytes()), path.name, kind],
    )


def _drawn(name: str, captions: set[str]) -> bool:
    """A caption may be broken into lines or cut short."""
    return any(caption and name.startswith(caption) for caption in captions)


def _type(page, words: str) -> None:
    page.locator(".monaco-editor").first.click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(words)
    page.keyboard.press("Control+Enter")
