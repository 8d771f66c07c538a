"""What is pushed to us, and by whom (WebSub, W3C Recommendation of 2018): decisions alone.

A hub is asked to push a channel's news to an address of ours that nobody can guess. It calls back to ask
whether we meant it, promises to push for a while, and signs what it pushes with a secret that it was given.
"""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

from masdar.model import Pushed, Subscription, Watch

# what is asked for, and the shortest and longest promise that is believed
LEASE = timedelta(days=10)
_SHORTEST, _LONGEST = timedelta(minutes=5), timedelta(days=30)
# a hub that was asked has so long to call back
PATIENCE = timedelta(hours=1)
# a hub that failed, or let us miss something, is asked again so much later
AGAIN = timedelta(days=1)
# a channel that is pushed is still visited, so much more rarely, in case a push got lost
_RARER, _AT_LEAST, _AT_MOST = 4, timedelta(hours=1), timedelta(hours=6)
_METHODS = frozenset({"sha1", "sha256", "sha384", "sha512"})


def begin(
    watch: Watch, known: Subscription | None, *, now: datetime, secret: Callable[[], str]
) -> Subscription | None:
    """The subscription to ask the hub for now; None where there is nothing to ask.

    A promise is renewed when a quarter of it is left. A hub that is new to the channel gets new secrets.
    """
    if not watch.hub:
        return None
    topic = watch.topic or watch.validates or ""
    if known is None or (known.hub, known.topic) != (watch.hub, topic):
        return Subscription(
            channel=watch.channel, topic=topic, hub=watch.hub, token=secret(), secret=secret(), asked=now
        )
    if known.state is Pushed.ACTIVE and known.until is not None:
        due = known.until - (known.until - known.asked) / 4
        # a renewal that was asked for is waited for
        return replace(known, asked=now) if now >= due and now - known.asked >= PATIENCE else None
    return replace(known, asked=now, state=Pushed.ASKED) if now - known.asked >= AGAIN else None


def question(subscription: Subscription, callback: str) -> bytes:
    """The form to post to the hub (5.1)."""
    return urlencode(
        {
            "hub.mode": "subscribe",
            "hub.topic": subscription.topic,
            "hub.callback": callback,
            "hub.secret": subscription.secret,
            "hub.lease_seconds": int(LEASE.total_seconds()),
        }
    ).encode("ascii")


def confirmed(subscription: Subscription | None, said: Mapping[str, str]) -> timedelta | None:
    """For how long a hub that calls back promises to push; None where nobody asked it to (5.3)."""
    if subscription is None or said.get("hub.mode") != "subscribe" or not said.get("hub.challenge"):
        return None
    if said.get("hub.topic") != subscription.topic:
        return None
    seconds = said.get("hub.lease_seconds", "")
    known = seconds.isascii() and seconds.isdigit() and len(seconds) < 10
    lease = timedelta(seconds=int(seconds)) if known else LEASE
    return min(max(lease, _SHORTEST), _LONGEST)


def signed(subscription: Subscription, body: bytes, header: str) -> bool:
    """Whether a body was signed with our secret: `X-Hub-Signature: method=hex` (7.1), in constant time."""
    method, _, given = header.strip().partition("=")
    if method.lower() not in _METHODS or not given.isascii():
        return False
    made = hmac.new(subscription.secret.encode(), body, getattr(hashlib, method.lower())).hexdigest()
    return hmac.compare_digest(made, given.strip().lower())


def stands(subscription: Subscription | None, *, now: datetime) -> bool:
    """Whether what is new is pushed, so that visits may be rarer."""
    return (
        subscription is not None
        and subscription.state is Pushed.ACTIVE
        and subscription.until is not None
        and subscription.until > now
    )


def rarer(due: datetime, *, now: datetime) -> datetime:
    """The next visit to a channel that is pushed."""
    return now + min(max((due - now) * _RARER, _AT_LEAST), max(_AT_MOST, due - now))


def missed(subscription: Subscription, *, now: datetime) -> Subscription:
    """After a visit found what was not pushed: visits go on as if nobody did, and the hub is asked anew."""
    return replace(
        subscription, state=Pushed.SILENT, asked=now, cause="a visit found what the hub had not pushed"
    )
