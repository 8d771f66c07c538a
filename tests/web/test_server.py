"""Listening and ending."""

import os
import signal
import socket
import threading
import urllib.request
from collections.abc import Iterator

import pytest
from starlette.responses import PlainTextResponse

from masdar.errors import ConfigError
from masdar.web import server


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield held.getsockname()[1]


def test_a_taken_port_gives_the_next_free_one(taken: int) -> None:
    with server.listen("127.0.0.1", taken) as found:
        assert found.getsockname()[1] > taken


def test_no_port_to_be_had_is_said_with_the_remedy() -> None:
    with pytest.raises(ConfigError, match="--port"):
        server.listen("203.0.113.1", 8000)


@pytest.mark.parametrize(
    ("host", "shown"), [("127.0.0.1", "http://127.0.0.1:"), ("0.0.0.0", "http://127.0.0.1:")]
)
def test_the_address_is_one_that_a_browser_can_open(host: str, shown: str) -> None:
    with server.listen(host, 0) as found:
        assert server.address(found, host).startswith(shown)


@pytest.mark.parametrize("ended", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_it_quietly(ended: signal.Signals) -> None:
    answers: list[int] = []

    def visit(address: str) -> None:
        # once it answers, it minds its signals
        with urllib.request.urlopen(address, timeout=30) as answer:
            answers.append(answer.status)
        os.kill(os.getpid(), ended)

    visitors: list[threading.Thread] = []

    def ready(address: str) -> None:
        visitors.append(threading.Thread(target=visit, args=(address,)))
        visitors[0].start()

    # the server hands a signal on to whoever minded it before
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        server.serve(PlainTextResponse("here"), "127.0.0.1", 0, ready=ready)
    finally:
        signal.signal(signal.SIGTERM, before)
    visitors[0].join()

    assert answers == [200]
