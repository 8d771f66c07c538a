"""What is kept is sent as it is, and is the same that was made."""

import gzip
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from starlette.types import ASGIApp

from masdar.web import asgi, server
from tests.press import room
from tests.web import lasting
from tests.web.asgi import Answer, ask


@pytest.fixture
def site(newsroom: room.Room, home: Path) -> asgi.Public:
    return asgi.Public(newsroom.store, newsroom.index, room.SITE, home, lambda: room.NOW)


def _apart(answer: Answer) -> dict[str, str]:
    return {name: value.lower() for name, value in answer.headers.items()}


@pytest.mark.parametrize("path", ["/", "/about", "/feed.xml", "/feed.json", "/sources.opml", "/en/about"])
@pytest.mark.parametrize("headers", [{}, {"accept_encoding": "gzip"}], ids=["plain", "packed"])
def test_a_kept_page_is_answered_as_when_it_was_made(
    newsroom: room.Room, home: Path, path: str, headers: dict[str, str]
) -> None:
    made = [asgi.Public(newsroom.store, newsroom.index, room.SITE, home, lambda: room.NOW) for _ in "ab"]
    fresh = ask(asgi.mount(made[0]), path, **headers)

    app = asgi.mount(made[1])
    kept = ask(app, path, path, **headers)

    assert made[1].cache.hits == 1
    assert kept.text == fresh.text
    assert _apart(kept) == {**_apart(fresh), "content-length": str(len(kept.body))}


def test_what_a_reader_has_of_a_kept_page_is_not_sent_again(site: asgi.Public) -> None:
    app = asgi.mount(site)
    first = ask(app, "/feed.xml")

    again = ask(app, "/feed.xml", "/feed.xml", if_none_match=first.headers["etag"])
    other = ask(app, "/feed.xml", if_none_match='W/"another"')

    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert "default-src 'none'" in again.headers["content-security-policy"]
    assert (other.status, other.body) == (200, first.body)


def test_a_reader_who_knows_the_time_alone_is_told_by_it(site: asgi.Public) -> None:
    app = asgi.mount(site)
    when = ask(app, "/feed.xml").headers["last-modified"]

    assert ask(app, "/feed.xml", if_modified_since=when).status == 304
    assert ask(app, "/feed.xml", if_modified_since="Mon, 01 Jan 2024 00:00:00 GMT").status == 200
    assert ask(app, "/feed.xml", if_modified_since="nonsense").status == 200
    # what stands around a list on a page has no time of its own
    assert ask(app, "/", if_modified_since=when).status == 200


def test_who_cannot_unpack_gets_it_plain(site: asgi.Public) -> None:
    app = asgi.mount(site)
    ask(app, "/about")

    assert "content-encoding" not in ask(app, "/about", "/about", accept_encoding="gzip;q=0, br").headers
    packed = ask(app, "/about", "/about", accept_encoding="br, gzip")
    assert gzip.decompress(packed.body) == ask(app, "/about").body


def test_head_of_a_kept_page_has_no_body(site: asgi.Public) -> None:
    app = asgi.mount(site)
    ask(app, "/about")

    said = ask(app, "/about", method="HEAD")

    assert (said.status, said.body) == (200, b"")
    assert int(said.headers["content-length"]) > 0
    assert site.cache.hits > 0


@pytest.mark.parametrize("path", ["/nosuch", "/search?q=x", "/api/v1/sources", "/a/nosuch"])
def test_only_pages_that_are_there_are_answered_so(site: asgi.Public, app: ASGIApp, path: str) -> None:
    made = asgi.mount(site)

    assert [ask(made, path).status for _ in range(3)] == [ask(app, path).status] * 3


def test_two_ways_to_write_an_address_are_two_names_of_one_page(site: asgi.Public) -> None:
    app = asgi.mount(site)

    ask(app, "/about", "/about?x=1", "/about?x=2")

    assert (site.cache.hits, site.cache.misses) == (2, 1)


_HOUSE = """
import sys, time
from masdar.web import server
if __name__ == "__main__":
    from tests.web import lasting
    with server.beside(2, lasting.last, sys.argv[1]):
        print("begun", flush=True)
        time.sleep(60)
"""


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_those_beside_end_with_the_one_who_began_them(tmp_path: Path, how: signal.Signals) -> None:
    root = Path(__file__).parents[2]
    house = tmp_path / "house.py"
    house.write_text(_HOUSE, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"}
    process = subprocess.Popen(
        [sys.executable, str(house), str(tmp_path)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    told: list[int] = []
    while len(told) < 2:
        assert process.poll() is None
        time.sleep(0.05)
        told = [int(each.name) for each in tmp_path.iterdir() if each.name.isdigit()]

    process.send_signal(how)
    process.wait(timeout=30)

    left = set(told)
    while left:
        left = {each for each in left if Path(f"/proc/{each}").exists() and not _is_dead(each)}
        time.sleep(0.05)


def _is_dead(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_an_error_in_the_block_ends_them_too(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), server.beside(1, lasting.last, str(tmp_path)):
        raise RuntimeError
