"""What is pushed to us: hubs are asked, their promises are noted, and what they sent is taken in.

    await push.round(store, fetcher, home=home, callback="https://portal.example/push/", now=clock)

What came is put down as errands, which the harvest that follows fetches; so a push and a visit lead down
one path, and what both bring is taken once.
"""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from masdar.desk import mailbox, pen
from masdar.desk.mailbox import Kind, Letter
from masdar.errors import FetchError, ReadError
from masdar.formats import sniff
from masdar.model import Capture, Channel, ChannelState, Lead, Pushed, Request, Subscription
from masdar.ports import Fetcher, Store, Writing
from masdar.sources import push, turned, watching


async def round(
    store: Store,
    fetcher: Fetcher,
    *,
    home: Path,
    callback: str,
    now: Callable[[], datetime],
    secret: Callable[[], str] = secrets.token_urlsafe,
) -> int:
    """Take in what was sent, and ask the hubs that are to be asked; how many pages were pushed.

    `callback` is our own address, to which the secret last part of each subscription's is added; where it is
    empty, no hub is asked. Raises StoreError; a hub that cannot be reached is noted and asked another day.
    """
    taken = await asyncio.to_thread(take_in, store, home, now)
    if callback:
        for subscription in await asyncio.to_thread(_begun, store, now(), secret):
            asked = await _ask(fetcher, subscription, f"{callback}{subscription.token}")
            if asked != subscription:
                await asyncio.to_thread(_put, store, asked)
    return taken


def take_in(store: Store, home: Path, now: Callable[[], datetime]) -> int:
    """Take in what hubs sent; how many pages nobody had named before."""
    taken = 0
    for path, letter in mailbox.letters(home):
        with store.writing() as writing:
            subscription = writing.channels.subscribed(letter.token)
            if subscription is not None:
                taken += _read(writing, subscription, letter, now())
        # only now: a letter that is read twice has no effect
        path.unlink(missing_ok=True)
    return taken


def _read(writing: Writing, subscription: Subscription, letter: Letter, now: datetime) -> int:
    if letter.kind is Kind.CONFIRMED:
        until = letter.at + timedelta(seconds=letter.lease)
        writing.put_subscriptions(
            [replace(subscription, state=Pushed.ACTIVE, until=until, failures=0, cause=None)]
        )
        return 0
    if letter.kind is Kind.DENIED:
        cause = letter.why or "the hub refused"
        writing.put_subscriptions(
            [replace(subscription, state=Pushed.SILENT, failures=subscription.failures + 1, cause=cause)]
        )
        return 0
    channel = writing.channels.get(subscription.channel)
    source = writing.sources.get(channel.source) if channel is not None else None
    if source is None or channel is None or channel.state is not ChannelState.ACTIVE:
        return 0
    try:
        leads = _leads(letter, channel)
    except ReadError as error:
        writing.put_subscriptions([replace(subscription, cause=f"{error.code} {error}"[:300])])
        return 0
    watch = writing.channels.watches([channel.id]).get(channel.id) or watching.unseen(channel.id)
    if turned.why(watch, source, leads):
        return 0
    unnamed = pen.unnamed_of(writing, leads)
    fresh = [each for each in leads if pen.id_of(each) in unnamed]
    writing.see({pen.id_of(each): each for each in leads})
    writing.put_errands([pen.errand(each, source) for each in fresh])
    writing.put_subscriptions([replace(subscription, pushed=letter.at, cause=None)])
    writing.add_visits((), next_visits={}, watches=[watching.pushed(watch, fresh, at=now)])
    return len(fresh)


def _leads(letter: Letter, channel: Channel) -> Sequence[Lead]:
    capture = Capture(
        url=channel.where, final_url=channel.where, at=letter.at, body=letter.body, headers=letter.headers
    )
    feed = sniff.read(capture.body, url=capture.final_url, headers=dict(capture.headers))
    return [
        replace(each, section=each.section or channel.section)
        for each in sniff.leads(feed, channel.id, capture.at)
    ]


def _begun(store: Store, now: datetime, secret: Callable[[], str]) -> list[Subscription]:
    """The subscriptions to ask for now, put down before any hub is asked: it may call back at once."""
    with store.reading() as reading:
        channels = {
            channel.id: channel
            for source in reading.sources.all()
            if source.enabled
            for channel in source.channels
            if channel.state is ChannelState.ACTIVE
        }
        known = {each.channel: each for each in reading.channels.subscriptions()}
        watches = reading.channels.watches(list(channels))
    begun = [
        made
        for id, watch in watches.items()
        if (made := push.begin(watch, known.get(id), now=now, secret=secret)) is not None
    ]
    gone = [id for id in known if id not in channels or not (watches.get(id) and watches[id].hub)]
    if begun or gone:
        with store.writing() as writing:
            writing.put_subscriptions(begun)
            writing.drop_subscriptions(gone)
    return begun


async def _ask(fetcher: Fetcher, subscription: Subscription, callback: str) -> Subscription:
    """Ask a hub; the subscription with what went wrong, or as it was."""
    request = Request(
        url=subscription.hub,
        method="POST",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        body=push.question(subscription, callback),
    )
    try:
        answer = await fetcher.send(request)
        why = None
        if isinstance(answer, Capture) and not 200 <= answer.status < 300:
            why = f"status {answer.status}"
    except FetchError as error:
        why = f"{error.code} {error.why or 'nothing came'}"
    if why is None:
        return subscription
    state = subscription.state if subscription.state is Pushed.ACTIVE else Pushed.SILENT
    return replace(subscription, state=state, failures=subscription.failures + 1, cause=why)


def _put(store: Store, subscription: Subscription) -> None:
    with store.writing() as writing:
        known = writing.channels.subscribed(subscription.token)
        # it may have been confirmed while the hub was asked
        if known is not None and known.state is not Pushed.ACTIVE:
            writing.put_subscriptions([subscription])
