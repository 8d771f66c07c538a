"""Whatever is asked, the answer is a page and never a failure of ours."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.types import ASGIApp

from masdar.web import asgi
from tests.press import room
from tests.web.asgi import ask

TEXTS = st.text(max_size=80) | st.sampled_from(
    ["\x00", "../../etc/passwd", "%", "'; drop table releases; --", "~"]
)
PLACES = st.sampled_from(
    [
        "/a/{}",
        "/a/{}/x",
        "/a/x/{}",
        "/s/{}",
        "/source/{}",
        "/story/{}",
        "/story/{}/feed.xml",
        "/chain/{}",
        "/chain/{}.json",
        "/picture/{}/bridge.jpg",
        "/static/{}",
        "/{}",
        "/en/{}",
        "/search?q={}",
        "/search?q=x&source={}",
        "/search?q=x&after={}",
        "/search?q=x&sort={}",
        "/removal?item={}",
        "/source/alwadi?before={}",
        "/s/محليات?before=2026-01-01T00:00:00%2B00:00~{}",
    ]
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ASGIApp]:
    home = tmp_path_factory.mktemp("odd") / "home"
    made = room.furnish(home)
    yield asgi.make_asgi(made.store, made.index, room.SITE, home, clock=lambda: room.NOW)
    made.index.close()
    made.store.close()


@settings(max_examples=300)
@given(place=PLACES, text=TEXTS)
def test_no_question_breaks_the_site(site: ASGIApp, place: str, text: str) -> None:
    answer = ask(site, place.format(quote(text, safe="")))

    assert answer.status < 500
    assert answer.headers["x-content-type-options"] == "nosniff"
