"""Runs an application on a port of this machine."""

import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing import connection, resource_tracker
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from masdar.errors import ConfigError

# how many ports are tried after the one asked for
_TRIES = 50


def listen(host: str, port: int) -> socket.socket:
    """A socket on the port, or on the next free one. Raises ConfigError where none can be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for tried in range(port, min(port + _TRIES, 65536)):
        # with its protocol named, asyncio sends small answers at once; else each waits 40 ms for an ACK
        made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((host, tried))
            # bound is not enough: another may listen there already
            made.listen(128)
        except OSError as error:
            made.close()
            why = error
            continue
        return made
    raise ConfigError(f"{host}:{port}: no free port there ({why}); name another with --port")


def address(listening: socket.socket, host: str) -> str:
    """The address under which a browser finds it."""
    port = listening.getsockname()[1]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{shown}:{port}"


def run(app: ASGIApp, listening: socket.socket) -> None:
    """Serve until interrupted; comes back quietly on Ctrl-C or a request to end."""
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="off")
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        # the server has finished what it was at, and hands the signal on
        return
    finally:
        listening.close()


def serve(app: ASGIApp, host: str, port: int, *, ready: Callable[[str], None]) -> None:
    """Listen on the port or the next free one, tell `ready` the address, and serve until interrupted."""
    listening = listen(host, port)
    ready(address(listening, host))
    run(app, listening)


@contextmanager
def beside(number: int, target: Callable[..., None], *arguments: Any) -> Iterator[None]:
    """Run a function in so many processes of their own; they end with the block, or with this process."""
    context = multiprocessing.get_context("spawn")
    started = [
        context.Process(target=_followed, args=(target, *arguments), daemon=True) for _ in range(number)
    ]
    try:
        # a process that has only begun cannot mind an interrupt: it keeps it waiting until it can
        # (the helper of `multiprocessing` would let it through once it is started)
        resource_tracker.ensure_running()
        before = _masked(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            for each in started:
                each.start()
        finally:
            _masked(signal.SIG_SETMASK, before)
        yield
    finally:
        for each in started:
            each.terminate()
        for each in started:
            each.join()


def _masked(how: int, signals: Iterable[int]) -> Iterable[int]:
    """Alter which signals wait, where the system knows that; those that waited before."""
    return signal.pthread_sigmask(how, signals) if hasattr(signal, "pthread_sigmask") else ()


def _followed(target: Callable[..., None], *arguments: Any) -> None:
    """Run a function, and end when whoever began it ends, however that was."""
    # Ctrl-C is heard by the one who began us, and told from there
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _masked(signal.SIG_UNBLOCK, {signal.SIGINT})
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        connection.wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
    target(*arguments)
