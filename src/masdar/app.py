"""Opens the tools and hands them over: the only wiring, and the only clock.

with open_app(home, write=True) as app:
    ingest.take(app.store, app.window, ...)
"""

import asyncio
import importlib
import ipaddress
import os
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

import msgspec

from masdar import engine as engines
from masdar import settings as settings_
from masdar.desk import deliver, erase, hand, illustrate, intake, publish, reply, speak, watch
from masdar.errors import ConfigError
from masdar.index import open_index
from masdar.model import (
    Alert,
    ArticleId,
    Case,
    Delivery,
    Digest,
    Directory,
    Home,
    Host,
    Letter,
    Output,
    Parcel,
    Release,
    ReplyKind,
    Source,
    SourceId,
    Way,
)
from masdar.ports import Index, Outlet, Reading, Shelf, Store, Tagger, Window
from masdar.sources import catalogue, rhythm
from masdar.store import open_store
from masdar.window import open_window

if TYPE_CHECKING:
    from masdar.desk import hub
    from masdar.fetch import Client

Clock = Callable[[], datetime]

# what was noted of a host before is forgotten: robots.txt holds for a day, "later" for some weeks at most
_REMEMBERED = timedelta(days=40)


def clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The tools of one home, opened."""

    home: Path
    settings: settings_.Settings
    store: Store
    index: Index
    window: Window
    engine: engines.InProcess
    now: Clock

    def sources(self) -> dict[SourceId, Source]:
        with self.store.reading() as reading:
            return {source.id: source for source in reading.sources.all()}

    def directory(self) -> Directory:
        """What is known of publishers: the built-in table and the operator's own sources."""
        return catalogue.directory(tuple(self.sources().values()))

    def intake(self, *, add: intake.Adder | None = None) -> intake.Intake:
        """The one path in, ready to take captures."""
        return intake.Intake(
            store=self.store,
            window=self.window,
            engine=self.engine,
            directory=self.directory(),
            now=self.now,
            add=add,
        )

    @contextmanager
    def deeds(self) -> Iterator[Store]:
        """A store that takes what people do beside a process that writes."""
        store = open_store(self.home, create=False, brief=True)
        try:
            yield store
        finally:
            store.close()

    @property
    def bounds(self) -> rhythm.Bounds:
        """Between what channels are visited."""
        said = self.settings.fetch
        return rhythm.Bounds(
            floor=timedelta(minutes=said.floor),
            ceiling=timedelta(minutes=max(said.ceiling, said.floor)),
            rest=timedelta(minutes=said.rest),
            patience=said.patience / 60,
        )

    @property
    def callback(self) -> str:
        """Our address for hubs, without the part that each is given; `""` where the site has none."""
        site = self.settings.site.base_url.rstrip("/")
        return f"{site}/push/" if site.startswith(("https://", "http://")) else ""

    @asynccontextmanager
    async def client(self) -> AsyncIterator["Client"]:
        """The client of these settings; it goes on from what was noted of hosts, and notes what is new."""
        async with dialling(self.settings, now=self.now) as client:
            client.recall(await asyncio.to_thread(self._remembered))
            try:
                yield client
            finally:
                if noted := client.noted():
                    await asyncio.to_thread(self._note, noted)

    async def tell(self) -> tuple[int, int]:
        """Note what alerts have to tell, hand over what is due, and answer whoever asked by mail.

        How many messages were taken, and how many not.
        """
        # loads mail, the network and the pages only where they are used
        from masdar.fetch.guard import Guard
        from masdar.outlets.mail import Mail
        from masdar.outlets.webhook import Webhook

        await asyncio.to_thread(self._end_alerts)
        watch.follow(self.store, now=self.now(), rarity=self._rarity)
        said = self.settings.mail
        async with self.client() as client:
            outlets: dict[Way, Outlet] = {Way.WEBHOOK: Webhook(client, now=self.now)}
            if said.host:
                outlets[Way.MAIL] = Mail(
                    host=said.host,
                    port=said.port,
                    security=said.security,
                    user=said.user,
                    password=said.password,
                    sender=said.sender or self.settings.site.contact,
                    name=self.settings.site.name,
                    # the server is the operator's own choice, and may stand anywhere
                    connect=Guard(hosts=frozenset({said.host})).connect,
                )
            taken, failed = await deliver.round(self.store, outlets, write=self._write, now=self.now)
        if (mail := outlets.get(Way.MAIL)) is not None:
            more, less = await reply.round(self.store, mail, write=self._reply, now=self.now)
            taken, failed = taken + more, failed + less
        return taken, failed

    async def hand(self) -> tuple[int, int]:
        """Hand articles to other homes and take them back; how much was done, and not done."""
        # loads the network and the pages only where they are used
        from masdar.outlets.hook import Hook
        from masdar.outlets.telegram import Telegram
        from masdar.outlets.wordpress import WordPress

        async with self.client() as client:
            shelves: dict[Home, Shelf] = {
                Home.WORDPRESS: WordPress(client),
                Home.TELEGRAM: Telegram(client),
                Home.WEBHOOK: Hook(client, now=self.now),
            }
            return await hand.round(self.store, shelves, write=self._parcel, now=self.now)

    def _parcel(self, reading: Reading, output: Output, release: Release) -> Parcel:
        from masdar import album
        from masdar.press import parcels, pictures
        from masdar.press.view import Site, View

        site = Site(**msgspec.structs.asdict(self.settings.site))
        view = View(reading=reading, index=self.index, site=site, now=self.now(), language=output.language)
        picture = None
        folder = self.home / album.FOLDER
        with suppress(OSError, msgspec.MsgspecError):
            listed = pictures.read((folder / "index.json").read_bytes())
            if (shown := pictures.shown(listed, release, release.image)) is not None:
                file = shown.path.rpartition("/")[2]
                known = pictures.named(listed, release, file)
                alt = (release.image.alt or release.image.caption or "") if release.image else ""
                if known is not None:
                    picture = (file, known.type, (folder / file).read_bytes(), alt)
        return parcels.write(view, release, mark=hand.mark(release), picture=picture)

    async def illustrate(self) -> illustrate.Counts:
        """Fetch the pictures that releases may show, and let go of those that none shows any more."""
        # loads the network only where it is used
        from masdar import album

        kept = album.open_album(self.home)
        async with self.client() as client:
            return await illustrate.round(
                self.store, client, kept, self.engine, remake=album.remade, now=self.now
            )

    async def serve_hub(self) -> tuple[int, int]:
        """Send our feeds to those who asked our hub for them; how many took one, and how many did not.

        Without an address that others know there is no hub.
        """
        base = self.settings.site.base_url.rstrip("/")
        if not base:
            return 0, 0
        from masdar.desk import hub

        async with self.client() as client:
            return await hub.round(
                self.store, client, home=self.home, feeds=self._feed, base=base, now=self.now
            )

    def _feed(self, reading: Reading, topic: str) -> "hub.Feed | None":
        from masdar.desk import hub
        from masdar.press import feeds, pictures
        from masdar.press.view import Site, View

        said = msgspec.structs.asdict(self.settings.site)
        site = Site(**{**said, "base_url": said["base_url"].rstrip("/")}, hub=True)
        try:
            held = pictures.read((self.home / "pictures" / "index.json").read_bytes())
        except (OSError, msgspec.MsgspecError):
            held = {}
        view = View(
            reading=reading,
            index=self.index,
            site=site,
            now=self.now(),
            language=site.language,
            pictures=held,
        )
        page = feeds.at(view, topic)
        if page is None or page.etag is None:
            return None
        return hub.Feed(body=page.body, media_type=page.media_type, etag=Digest(page.etag))

    def _reply(self, reading: Reading, case: Case, kind: ReplyKind) -> Letter:
        from masdar.press import replies
        from masdar.press.view import Site, View

        site = Site(**msgspec.structs.asdict(self.settings.site))
        view = View(reading=reading, index=self.index, site=site, now=self.now(), language=case.language)
        return replies.write(view, case, kind)

    def _write(
        self, reading: Reading, alert: Alert, delivery: Delivery, releases: Mapping[ArticleId, Release]
    ) -> Letter:
        from masdar.press import letters
        from masdar.press.view import Site, View

        site = Site(**msgspec.structs.asdict(self.settings.site))
        view = View(reading=reading, index=self.index, site=site, now=self.now(), language=alert.language)
        return letters.write(view, alert, delivery, releases)

    def _tagger(self) -> Tagger | None:
        """The function that the settings name, from a package beside us. Raises ConfigError without one."""
        said = self.settings.entities.tagger
        if not said:
            return None
        module, _, name = said.partition(":")
        try:
            found = getattr(importlib.import_module(module), name)
        except (ImportError, AttributeError, ValueError) as error:
            raise ConfigError(
                f"$.entities.tagger: {said!r} cannot be loaded ({error}); install its package, "
                "write it as package.module:name, or leave it empty"
            ) from error
        if not callable(found):
            raise ConfigError(
                f"$.entities.tagger: {said!r} is no function; name one that takes title and text"
            )
        return cast(Tagger, found)

    def _rarity(self, stem: str) -> float:
        return self.index.rarity([stem])[stem]

    def _end_alerts(self) -> None:
        """Heed the wishes that the site put down: it reads the home alone."""
        wishes = sorted((self.home / "ended").glob("*"))
        if not wishes:
            return
        with self.store.writing() as writing:
            ended = [alert for path in wishes if (alert := writing.alerts.get(path.name)) is not None]
            writing.put_alerts([replace(each, stopped=self.now()) for each in ended if each.stopped is None])
        for path in wishes:
            path.unlink(missing_ok=True)

    def _remembered(self) -> tuple[Host, ...]:
        with self.store.reading() as reading:
            return reading.hosts.all(since=self.now() - _REMEMBERED)

    def _note(self, hosts: Sequence[Host]) -> None:
        with self.store.writing() as writing:
            writing.put_hosts(hosts, now=self.now())
            writing.drop_visits(before=self.now() - timedelta(days=self.settings.fetch.visits))

    def follow(self, *, progress: Callable[[str, int], None] | None = None) -> None:
        """Let every follower of the change log come up to date: releases, who they speak of, the index.

        What was removed at somebody's request is erased before, once its time has come.
        """
        directory = self.directory()
        erase.round(self.store, now=self.now())
        publish.follow(self.store, directory=directory, now=self.now(), progress=progress)
        speak.follow(self.store, directory=directory, tagger=self._tagger(), progress=progress)
        while True:
            with self.store.reading() as reading:
                taken = self.index.follow(reading)
            if not taken:
                return
            if progress is not None:
                progress("indexed", taken)


def dialling(settings: settings_.Settings, *, now: Clock) -> "AbstractAsyncContextManager[Client]":
    """A client of these settings, which remembers nothing of hosts."""
    # loads the network only where it is used
    from masdar.fetch import open_client

    said, site = settings.fetch, settings.site
    mail = f"mailto:{site.contact}" if site.contact else ""
    hosts, networks = split(said.private.split())
    return open_client(
        now=now,
        agent=said.agent,
        contact=said.contact or site.base_url or mail,
        delay=said.delay,
        ceiling=timedelta(days=said.later),
        allow_hosts=hosts,
        allow_networks=networks,
        lax=said.lax.lower().split(),
        downgrade=said.downgrade.lower().split(),
    )


@contextmanager
def open_app(
    home: Path, *, write: bool, create: bool | None = None, jobs: int | None = None, now: Clock = clock
) -> Iterator[App]:
    """Open a home. Raises StoreError where there is none and `create` is not said, and ConfigError."""
    settings = settings_.load(home)
    wanted = jobs if jobs is not None else settings.reading.jobs
    with ExitStack() as stack:
        store = open_store(home, read_only=not write, create=write if create is None else create)
        stack.callback(store.close)
        index = open_index(home, read_only=not write)
        stack.callback(index.close)
        engine = engines.open_engine((wanted or os.cpu_count() or 1) if write else 1)
        stack.callback(engine.close)
        yield App(
            home=home,
            settings=settings,
            store=store,
            index=index,
            window=open_window(days=settings.window.days),
            engine=engine,
            now=now,
        )


def split(private: list[str]) -> tuple[list[str], list[str]]:
    """Hosts and networks of a list that names both. Raises ConfigError for what is neither."""
    hosts, networks = [], []
    for each in private:
        try:
            networks.append(str(ipaddress.ip_network(each, strict=False)))
        except ValueError:
            if "/" in each or not each.strip():
                raise ConfigError(
                    f"$.fetch.private: {each!r} is no host and no network; "
                    "say intranet.example or 10.1.0.0/16"
                ) from None
            hosts.append(each.lower())
    return hosts, networks
