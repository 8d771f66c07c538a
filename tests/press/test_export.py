"""The site as files: whole, readable from a folder, and with nothing that the pages do not show."""

import json
import posixpath
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest

from masdar import model
from masdar.press import assets, export, shelf
from tests.press import room

BASE = room.SITE.base_url


@pytest.fixture(scope="module")
def files(newsroom: room.Room) -> dict[str, str]:
    with newsroom.view("ar") as arabic, newsroom.view("en") as english:
        views = {"ar": arabic, "en": english}
        maker = export.Maker(
            view=views.__getitem__, picture=lambda address: address.encode(), own="ar", base=BASE
        )
        return {each.path: each.body.decode("utf-8", "replace") for each in export.walk(maker)}


def test_every_article_and_list_is_a_file(files: dict[str, str], newsroom: room.Room) -> None:
    for name, id in newsroom.ids.items():
        told = [files[path] for path in files if path.startswith(f"a/{id}/")]
        assert told
        # of what was withdrawn the file says just that
        assert all(("سُحب" in each) for each in told) or name != "gone"
    wanted = {"index.html", "en/index.html", "about/index.html", "feed.xml", "sources/index.html"}
    assert wanted | {"search/index.html", "en/search/index.html", "sitemap.xml", "robots.txt"} <= set(files)
    assert any(path.startswith("s/") for path in files)
    assert any(path.startswith("picture/") for path in files)


def test_every_sitemap_that_is_named_is_a_file(files: dict[str, str]) -> None:
    named = re.findall(rf"<loc>{BASE}/([^<]*)</loc>", files["sitemap.xml"])

    assert named
    assert set(named) <= set(files)


def test_every_link_leads_to_a_file_or_to_the_living_site(files: dict[str, str]) -> None:
    broken = set()
    for path, text in files.items():
        if not path.endswith(".html"):
            continue
        for href in re.findall(r'\b(?:href|src|action)="([^"]*)"', text):
            if href.startswith(("http://", "https://", "#", "mailto:")):
                continue
            target = posixpath.normpath(
                posixpath.join(posixpath.dirname(path), unquote(href.partition("#")[0]))
            )
            if target not in files:
                broken.add((path, href))

    assert broken == set()


def test_the_style_sheet_finds_its_fonts(files: dict[str, str]) -> None:
    sheet = assets.path("masdar.css").removeprefix("/")

    fonts = re.findall(r'url\("([^"]+)"\)', files[sheet])

    assert fonts
    assert all(posixpath.normpath(posixpath.join(posixpath.dirname(sheet), each)) in files for each in fonts)


def test_no_script_stands_within_a_page_and_the_one_there_is_is_small(files: dict[str, str]) -> None:
    for path, text in files.items():
        if path.endswith(".html"):
            scripts = re.findall(r"<script(?![^>]*application/ld)[^>]*>", text)
            assert all("src=" in each for each in scripts)
            assert bool(scripts) is path.endswith("search/index.html"), path
    assert len(assets.every()[assets.path("search.js")].body) <= 8 * 1024


def _index(files: dict[str, str]) -> tuple[dict[str, list[int]], list[list[str]]]:
    words: dict[str, list[int]] = {}
    articles: list[list[str]] = []
    for path, text in sorted(files.items()):
        found = re.fullmatch(r"masdar\.(words|articles)\(\d+,(.*)\);\n", text, re.DOTALL)
        if path.startswith("shelf/") and found:
            value = json.loads(found[2])
            if found[1] == "words":
                words.update(value)
            else:
                articles += value
    return words, articles


def test_the_index_names_the_origin_and_the_original_of_each_article(
    files: dict[str, str], newsroom: room.Room
) -> None:
    words, articles = _index(files)

    found = {articles[entry >> 1][0] for entry in words[shelf.key("الجسر")]}
    assert "افتتاح الجسر الجديد فوق الوادي" in found
    for title, path, origin, original, iso, written in articles:
        assert title
        assert path.startswith("/a/")
        assert origin == "وكالة الوادي" or origin
        assert original.startswith("https://")
        assert iso
        assert written
    assert not any("سُحب" in each[0] for each in articles)


def test_the_index_holds_no_word_that_no_page_shows(files: dict[str, str]) -> None:
    words, _ = _index(files)
    shown = {
        shelf.key(word)
        for path, text in files.items()
        if path.startswith("a/")
        for word in re.findall(r"[^\W_]+", text)
    }

    assert set(words) <= shown


@pytest.mark.parametrize("status", [model.ReleaseStatus.WITHDRAWN])
def test_a_withdrawn_article_is_not_filed(newsroom: room.Room, status: model.ReleaseStatus) -> None:
    with newsroom.view() as view:
        release = view.reading.releases.get(newsroom.ids["agency"])
        assert release is not None
        assert shelf.entry(view, release) is not None
        assert shelf.entry(view, replace(release, status=status)) is None


WORDS = [
    *("والصّحافة", "الصحافه", "مُعلّمون", "للوادي", "بالجسر", "وللمدينة", "٢٠٢٦", "F16", "NATO", "إلى", "آفاق"),
    *("وقال", "و", "ال", "في", "ـــجسرـــ", "ﻻ", "پاکستان", "مؤتمرات", "هي", "لندن", "كالنهر", "سماء"),
]


def test_the_script_files_words_as_the_index_does() -> None:
    node = shutil.which("node") or _node_of_playwright()
    if node is None:
        pytest.skip("no node is here to run the script")
    source = assets.every()[assets.path("search.js")].body.decode()
    stub = """
    global.window = global; global.location = {search: ""};
    const made = {dataset: {}, appendChild() {}, set textContent(_) {}};
    global.document = {getElementById: () => made, querySelector: () => ({}), createElement: () => made, head: made};
    """
    asked = f"{stub}{source};console.log(JSON.stringify({json.dumps(WORDS)}.map(masdar.key)))"

    said = subprocess.run([node, "-e", asked], capture_output=True, text=True, check=True).stdout

    assert json.loads(said) == list(map(shelf.key, WORDS))


def _node_of_playwright() -> str | None:
    import playwright

    found = Path(playwright.__file__).parent / "driver" / "node"
    return str(found) if found.exists() else None
