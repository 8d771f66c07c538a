"""The site as a reader's browser meets it."""

import json
import re
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.types import ASGIApp

from masdar import model
from masdar.press import assets
from masdar.web import asgi
from tests import fakes
from tests.press import room
from tests.web.asgi import ask


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/", 200, "text/html; charset=utf-8"),
        ("/en", 200, "text/html; charset=utf-8"),
        ("/sources", 200, "text/html; charset=utf-8"),
        ("/en/source/alwadi", 200, "text/html; charset=utf-8"),
        ("/s/محليات", 200, "text/html; charset=utf-8"),
        ("/search?q=الجسر", 200, "text/html; charset=utf-8"),
        ("/feed.xml", 200, "application/rss+xml; charset=utf-8"),
        ("/source/alwadi/feed.xml", 200, "application/rss+xml; charset=utf-8"),
        ("/healthz", 200, "text/plain; charset=utf-8"),
        ("/readyz", 200, "application/json"),
        ("/metrics", 200, "text/plain; version=0.0.4; charset=utf-8"),
        ("/robots.txt", 200, "text/plain; charset=utf-8"),
        ("/nosuch", 404, "text/html; charset=utf-8"),
        ("/a/nosuch", 404, "text/html; charset=utf-8"),
        ("/picture/a/nosuch.jpg", 404, "text/html; charset=utf-8"),
        ("/picture/a/..%2fmasdar.db", 404, "text/html; charset=utf-8"),
        ("/static/nosuch.css", 404, "text/html; charset=utf-8"),
    ],
)
def test_each_path_answers(app: ASGIApp, path: str, status: int, kind: str) -> None:
    answer = ask(app, path)

    assert (answer.status, answer.headers["content-type"]) == (status, kind)


@pytest.mark.parametrize("path", ["/", "/nosuch", "/feed.xml", "/healthz"])
def test_every_answer_keeps_to_itself(app: ASGIApp, path: str) -> None:
    headers = ask(app, path).headers

    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "script-src" not in headers["content-security-policy"]
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert headers["x-content-type-options"] == "nosniff"


def test_no_cookie_is_set(app: ASGIApp) -> None:
    assert "set-cookie" not in ask(app, "/").headers


def test_a_wrong_name_is_redirected_for_good(app: ASGIApp, newsroom: room.Room) -> None:
    answer = ask(app, f"/a/{newsroom.ids['agency']}/خطأ")

    assert answer.status == 308
    assert answer.headers["location"].startswith(f"/a/{newsroom.ids['agency']}/%D8")


def test_the_redirect_keeps_the_language(app: ASGIApp, newsroom: room.Room) -> None:
    assert ask(app, f"/en/a/{newsroom.ids['agency']}").headers["location"].startswith("/en/a/")


def test_a_withdrawn_article_answers_410(app: ASGIApp, newsroom: room.Room) -> None:
    answer = ask(app, f"/a/{newsroom.ids['gone']}")

    assert answer.status == 410
    assert "سُحب" in answer.text


def test_what_the_reader_has_is_not_sent_again(app: ASGIApp) -> None:
    first = ask(app, "/about")

    again = ask(app, "/about", if_none_match=first.headers["etag"])

    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


def test_head_has_the_headers_and_no_body(app: ASGIApp) -> None:
    answer = ask(app, "/about", method="HEAD")

    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["etag"]


def test_a_page_is_compressed_for_those_who_can_read_it(app: ASGIApp) -> None:
    answer = ask(app, "/", accept_encoding="gzip")

    assert answer.headers["content-encoding"] == "gzip"
    assert "<h1" in answer.text


def test_only_get_is_answered(app: ASGIApp) -> None:
    assert ask(app, "/about", method="POST").status == 405


def test_static_files_never_change_under_their_name(app: ASGIApp) -> None:
    for path in assets.every():
        answer = ask(app, path)

        assert answer.status == 200
        assert "immutable" in answer.headers["cache-control"]


def test_the_style_sheet_names_the_fonts_that_are_served(app: ASGIApp) -> None:
    sheet = ask(app, assets.path("masdar.css")).text

    fonts = re.findall(r'url\("([^"]+)"\)', sheet)

    assert set(fonts) == {path for path in assets.every() if path.endswith(".woff2")}


@pytest.fixture
def folder(home: Path) -> Path:
    """Pictures of which one is listed."""
    folder = home / "pictures"
    folder.mkdir(parents=True)
    (folder / "bridge.jpg").write_bytes(b"picture")
    (folder / "other.jpg").write_bytes(b"not listed")
    listed = {room.PICTURE: {"file": "bridge.jpg", "width": 900, "height": 600, "type": "image/jpeg"}}
    (folder / "index.json").write_text(json.dumps(listed), encoding="utf-8")
    return folder


@pytest.mark.usefixtures("folder")
def test_a_picture_that_is_listed_is_served(app: ASGIApp, newsroom: room.Room) -> None:
    answer = ask(app, f"/picture/{newsroom.ids['agency']}/bridge.jpg")

    assert (answer.status, answer.headers["content-type"], answer.body) == (200, "image/jpeg", b"picture")
    assert ask(app, f"/picture/{newsroom.ids['agency']}/other.jpg").status == 404
    assert ask(app, f"/picture/{newsroom.ids['copy']}/bridge.jpg").status == 404


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"status": model.ReleaseStatus.WITHDRAWN, "policy": room.FULL}, id="withdrawn"),
        pytest.param({"policy": model.Policy(show=model.Show.FULL, ground="own")}, id="no pictures any more"),
    ],
)
def test_a_picture_goes_with_its_article(app: ASGIApp, newsroom: room.Room, fields: dict[str, Any]) -> None:
    id = newsroom.ids["agency"]
    with newsroom.store.reading() as reading:
        article = reading.articles.get(id)
    assert ask(app, f"/picture/{id}/bridge.jpg").status == 200

    with newsroom.store.writing() as writing:
        writing.put_releases([fakes.release(article, version=2, **fields)])

    assert ask(app, f"/picture/{id}/bridge.jpg").status == 404


@pytest.mark.parametrize(
    "listed",
    [
        pytest.param(
            {room.PICTURE: {"file": "../masdar.db", "width": 1, "height": 1, "type": "image/png"}},
            id="way out",
        ),
        pytest.param(
            {room.PICTURE: {"file": "x.svg", "width": 1, "height": 1, "type": "image/svg+xml"}}, id="script"
        ),
        pytest.param(["nonsense"], id="not a list of pictures"),
    ],
)
def test_a_list_of_pictures_is_not_trusted(
    app: ASGIApp, home: Path, newsroom: room.Room, listed: Any
) -> None:
    (home / "pictures").mkdir()
    (home / "pictures" / "index.json").write_text(json.dumps(listed), encoding="utf-8")

    assert "/picture/" not in ask(app, f"/a/{newsroom.ids['agency']}").text
    assert ask(app, "/").status == 200


def test_a_page_is_made_once_until_something_changes(newsroom: room.Room, home: Path) -> None:
    made = asgi.Public(newsroom.store, newsroom.index, room.SITE, home, lambda: room.NOW)
    app = asgi.mount(made)

    ask(app, "/about", "/about", "/about")

    assert (made.cache.hits, made.cache.misses) == (2, 1)


def test_a_withdrawal_reaches_the_page(newsroom: room.Room, home: Path) -> None:
    app = asgi.mount(
        asgi.Public(newsroom.store, newsroom.index, room.SITE, home, lambda: room.NOW, glance=0.0)
    )
    name = newsroom.ids["agency"]
    path = ask(app, f"/a/{name}").headers["location"]
    before = ask(app, path).status
    gone = fakes.release(fakes.article(1), status=model.ReleaseStatus.WITHDRAWN)
    with newsroom.store.writing() as writing:
        writing.put_releases([gone])
        writing.log(model.ChangeKind.ARTICLE, [name], at=room.NOW)

    assert (before, ask(app, path).status) == (200, 410)


class Broken:
    """A store that cannot be read."""

    def reading(self) -> AbstractContextManager[Any]:
        raise OSError("the disk is gone")

    def writing(self) -> AbstractContextManager[Any]:
        raise OSError("the disk is gone")

    def sizes(self) -> dict[str, int]:
        return {}

    def close(self) -> None:
        return None


def test_a_failure_says_so_in_plain_words(
    newsroom: room.Room, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = asgi.make_asgi(Broken(), newsroom.index, room.SITE, home, clock=lambda: room.NOW)

    answer = ask(app, "/search?q=x")

    assert answer.status == 500
    assert "حدث خطأ هنا" in answer.text
    assert "disk" not in answer.text
    assert '<html lang="ar" dir="rtl">' in answer.text
    # an address where nothing stands asks for the store as well
    nowhere = ask(app, "/en/nosuch")
    assert nowhere.status == 500
    assert "Something went wrong here" in nowhere.text
    assert ask(app, "/readyz").status == 503
    assert ask(app, "/healthz").status == 200
    assert caplog.records


def test_an_english_site_has_arabic_under_a_prefix(newsroom: room.Room, home: Path) -> None:
    site = replace(room.SITE, language="en")
    app = asgi.make_asgi(newsroom.store, newsroom.index, site, home, clock=lambda: room.NOW)

    assert '<html lang="en" dir="ltr">' in ask(app, "/").text
    assert '<html lang="ar" dir="rtl">' in ask(app, "/ar").text


def test_what_readers_search_for_is_not_kept(newsroom: room.Room, home: Path) -> None:
    made = asgi.Public(newsroom.store, newsroom.index, room.SITE, home, lambda: room.NOW)

    ask(asgi.mount(made), "/search?q=سر", "/search?q=سر")

    assert (made.cache.hits, made.cache.misses) == (0, 0)
