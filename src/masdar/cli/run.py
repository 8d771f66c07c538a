"""`masdar run`: the site, and beside it the rounds that keep it fresh."""

import asyncio
import threading
import traceback
from collections import Counter
from contextlib import suppress
from typing import Any

import click

from masdar import errors
from masdar.app import App, open_app
from masdar.cli import Call, drops, options, show
from masdar.cli.serve import HOST, PORT, WORKERS, announced, serve
from masdar.desk import harvest, heed, optout, push, recheck
from masdar.errors import MasdarError
from masdar.fetch.records import Dns

# seconds after which a round begins nothing more: what is left is due in the next
_LASTING = 60.0


@click.command("run")
@options.shared
@HOST
@PORT
@WORKERS
@click.option(
    "--every",
    type=click.IntRange(1, 86_400),
    default=60,
    show_default=True,
    help="Seconds between two looks at what is due.",
)
@options.JSON
@click.pass_obj
def run_(call: Call, host: str, port: int, workers: int | None, every: int, as_json: bool) -> None:
    """Serve the site, visit the channels that are due, ask again for pages, and send what alerts found.

    What `masdar serve`, `harvest`, `recheck` and `alert send` do, in one process until Ctrl-C. Between
    two rounds the home is free for other commands. A line on standard error tells each round that brought
    something. Exit status: 0 it was ended, 1 the home cannot be opened or no port is free.

    \b
    masdar run --home news
    masdar run --home news --port 8000 --every 300
    """
    with open_app(call.home, write=True, jobs=1) as app:
        # makes the home, and ends what another process left undone
        app.follow()
    rounds = Rounds(call, every=every)
    with open_app(call.home, write=False) as app:
        rounds.start()
        try:
            serve(app, host, port, announced(call, as_json=as_json), say=call.say, workers=workers, hub=True)
        finally:
            rounds.stop()


class Rounds(threading.Thread):
    """Rounds of harvest and recheck in a thread, each with the home opened anew, until `stop`."""

    def __init__(self, call: Call, *, every: int) -> None:
        super().__init__(name="rounds")
        self._call = call
        self._every = every
        self._over = threading.Event()
        self._waiting: tuple[asyncio.AbstractEventLoop, asyncio.Task[Any]] | None = None

    def run(self) -> None:
        while not self._over.is_set():
            try:
                self._round()
            except asyncio.CancelledError:
                return
            except MasdarError as error:
                show.note(f"masdar: {errors.told(error, self._call.language)}")
            except Exception:  # a fault in one round must not leave the site without the next
                show.note(traceback.format_exc())
            self._over.wait(self._every)

    def stop(self) -> None:
        """End the round under way: what it fetched and did not keep is fetched again next time."""
        self._over.set()
        if (waiting := self._waiting) is not None:
            loop, task = waiting
            with suppress(RuntimeError):  # it has ended meanwhile
                loop.call_soon_threadsafe(task.cancel)
        self.join()

    def _round(self) -> None:
        with open_app(self._call.home, write=True) as app:
            # what lies in folders is at hand, and wires are urgent
            dropped = harvest.Counts()
            drops.round(app, dropped)
            # the loop ends its worker threads before the home is closed
            counts = asyncio.run(self._visit(app)) + dropped.total
            app.follow()
            asyncio.run(self._tell(app))
        if not self._call.quiet and counts.total():
            show.note(
                self._call.say(
                    "round: new {new}, changed {changed}, withdrawn {canceled}, failed {failed}",
                    new=counts["new"],
                    changed=counts["changed"],
                    canceled=counts["canceled"],
                    failed=counts["failed"] + counts["missed"],
                )
            )

    async def _tell(self, app: App) -> None:
        """Hand over what alerts have to tell; what is under way when it is ended is told the next time."""
        task = asyncio.current_task()
        assert task is not None
        self._waiting = (asyncio.get_running_loop(), task)
        try:
            if not self._over.is_set():
                await app.illustrate()
                await app.tell()
                await app.serve_hub()
                await app.hand()
        finally:
            self._waiting = None

    async def _visit(self, app: App) -> Counter[str]:
        task = asyncio.current_task()
        assert task is not None
        self._waiting = (asyncio.get_running_loop(), task)
        if self._over.is_set():
            return Counter()
        try:
            take = app.intake().take
            async with app.client() as client:
                await push.round(app.store, client, home=app.home, callback=app.callback, now=app.now)
                await optout.round(app.store, client, Dns(), now=app.now)
                fresh = await harvest.round(
                    app.store, client, now=app.now, take=take, bounds=app.bounds, lasting=_LASTING
                )
                again = await recheck.round(app.store, client, now=app.now, take=take)
                await heed.round(app.store, client, now=app.now)
        finally:
            self._waiting = None
        return fresh.total + again.total
