"""Pages and style sheets from files and addresses; what cannot be read is named."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.cli.calls import Masdar
from tests.cli.conftest import page

FAULTY = '<html><body><p style="letter-spacing:1px">خبر بلا اتجاه من جزيرة المرجان</p></body></html>'


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, kind, text = {
            "/sound": (200, "text/html", page()),
            "/faulty": (200, "text/html; charset=utf-8", FAULTY),
            "/style": (200, "text/css", "p { margin-left: 1em }"),
            "/away": (302, "http://127.0.0.1:1/", ""),
            "/short": (308, "/sound", ""),
        }.get(self.path, (404, "text/plain", ""))
        self.send_response(status)
        self.send_header("content-type", kind)
        if status in {302, 308}:
            self.send_header("location", kind)
        data = text.encode()
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_page_on_loopback_is_looked_at(masdar: Masdar, site: str) -> None:
    said = masdar("lint", f"{site}/faulty", "--json")

    assert said.status == 1
    assert {record["file"] for record in said.records} == {f"{site}/faulty"}
    assert 1 in {record["rule"] for record in said.records}


def test_a_sound_page_has_no_fault(masdar: Masdar, site: str) -> None:
    said = masdar("lint", f"{site}/sound")

    assert (said.status, said.out) == (0, "")
    assert "looked at: 1" in said.err


def test_a_style_sheet_is_known_by_its_type(masdar: Masdar, site: str) -> None:
    said = masdar("lint", f"{site}/style", "--json")

    assert [record["rule"] for record in said.records] == [5]


def test_loopback_leads_nowhere_else(masdar: Masdar, site: str) -> None:
    said = masdar("lint", f"{site}/away")

    assert said.status == 1
    assert "another port" in said.err


def test_a_page_that_moved_within_its_site_is_looked_at(masdar: Masdar, site: str) -> None:
    assert masdar("lint", f"{site}/short", "--json").status == 0


def test_an_inner_address_is_not_visited(masdar: Masdar) -> None:
    said = masdar("lint", "http://192.168.0.1/")

    assert said.status == 1
    assert "MSD-2001" in said.err


def test_a_file_that_is_missing_is_named(masdar: Masdar, tmp_path: Path) -> None:
    said = masdar("lint", tmp_path / "nothing.html")

    assert said.status == 1
    assert "nothing.html" in said.err
    assert "MSD-3000" in said.err


def test_a_folder_is_looked_through(masdar: Masdar, tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.html").write_text(FAULTY, encoding="utf-8")
    (tmp_path / "b.css").write_text("p { float: left }", encoding="utf-8")
    (tmp_path / "c.txt").write_text("خبر", encoding="utf-8")

    said = masdar("lint", tmp_path, "--json")

    assert {Path(record["file"]).name for record in said.records} == {"a.html", "b.css"}
