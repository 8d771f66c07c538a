"""The OpenAPI document is valid, and the interface is held to it from outside."""

import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import uvicorn
from starlette.types import ASGIApp

from masdar import model
from masdar.press.api.table import ENDPOINTS
from masdar.web import api, asgi, server
from tests.press import room
from tests.web.asgi import ask

KEY = "masdar_sesame"
CONFIG = Path(__file__).parent / "schemathesis.toml"


def test_the_document_is_valid(app: ASGIApp) -> None:
    validator = pytest.importorskip("openapi_spec_validator").OpenAPIV31SpecValidator
    document = json.loads(ask(app, "/api/v1/openapi.json").text)

    assert not list(validator(document).iter_errors())
    assert {*document["paths"]} == {each.whole for each in ENDPOINTS} | {"/api/v1/openapi.json"}


@pytest.fixture
def served(newsroom: room.Room, home: Path) -> Iterator[str]:
    """The address of the interface on loopback."""
    with newsroom.store.writing() as writing:
        writing.put_keys([model.Key(id="k", name="شاشة", digest=api.digest_of(KEY), made=room.NOW)])
        writing.move_cursor("releases", writing.changes.head())
    listening = server.listen("127.0.0.1", 18100)
    address = server.address(listening, "127.0.0.1")
    app = asgi.make_asgi(
        newsroom.store,
        newsroom.index,
        replace(room.SITE, base_url=address),
        home,
        clock=lambda: room.NOW,
        rate=10**9,
        keyed=10**9,
    )
    running = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off"))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
    thread.start()
    while not running.started:
        time.sleep(0.01)
    yield address
    running.should_exit = True
    thread.join()
    listening.close()


@pytest.mark.slow
def test_the_interface_keeps_to_its_document(served: str, tmp_path: Path) -> None:
    """Schemathesis asks every endpoint what its schema allows, and what it does not, and follows its links."""
    program = Path(sys.executable).with_name("schemathesis")
    if not program.exists():
        pytest.skip("schemathesis is not there; requirements-test.lock names it")
    done = subprocess.run(
        [
            str(program),
            f"--config-file={CONFIG}",
            "run",
            f"{served}/api/v1/openapi.json",
            f"--header=Authorization: Bearer {KEY}",
            "--max-examples=20",
            "--no-color",
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
        cwd=tmp_path,
    )

    assert done.returncode == 0, done.stdout[-6_000:] + done.stderr[-2_000:]
    assert f"Tested: {len(ENDPOINTS)}" in done.stdout
    passed = re.search(r"(\d+) generated, (\d+) passed", done.stdout)
    assert passed is not None
    assert int(passed[1]) == int(passed[2]) > 10 * len(ENDPOINTS)
