"""A look around a site before it is added: what was found, and five articles as they would look."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from masdar import address
from masdar.desk import propose
from masdar.errors import ConfigError
from masdar.model import ChannelKind
from masdar.ports import Fetcher
from masdar.press import bidi, cards, labels, times
from masdar.press.view import View
from masdar.settings import Settings
from masdar.web.desk import say

# seconds for a look; a person waits for it
_PATIENCE = 60.0
# sites that are looked at by one process at once
_AT_ONCE = 2


# ways on which the desk lets a source be heard
WATCHED = (ChannelKind.FEED, ChannelKind.SITEMAP, ChannelKind.SECTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What the desk alone needs of its home: its settings, and a client that keeps to them."""

    settings: Settings
    client: Callable[[], AbstractAsyncContextManager[Fetcher]]


@dataclass(slots=True)
class Looks:
    """The looks that one process makes."""

    own: Own
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))

    async def around(self, said: str, now: Callable[[], datetime]) -> propose.Proposal:
        """What is found at an address. Raises MasdarError."""
        url = address.normal(said.strip() if "://" in said else f"https://{said.strip()}/")
        if url is None or not url.startswith(("http://", "https://")):
            raise ConfigError("the feed and the home page are addresses that begin with https://")
        try:
            async with self._turns, asyncio.timeout(_PATIENCE), self.own.client() as client:
                return await propose.propose(
                    url,
                    known=lambda _: None,
                    id=None,
                    name=None,
                    rule=None,
                    all_=False,
                    fetcher=client,
                    now=now,
                )
        except TimeoutError as error:
            raise ConfigError("the site took too long to look at; name its feed yourself") from error


def shown(view: View, made: propose.Proposal) -> dict[str, Any]:
    """A proposal as the page of the sources shows it."""
    return {
        "name": made.source.name,
        "ways": [
            {
                "where": each.where,
                "kind": each.kind.value,
                "said": say.channel(view, each.kind),
                "number": view.count("%(n)s article", "%(n)s articles", len(each.leads)),
                "newest": times.instant(view, each.newest) if each.newest else None,
                "taken": each in made.taken,
            }
            for each in made.found.ways
        ],
        "missed": list(made.found.missed),
        "signals": list(made.found.signals.said),
        "policy": labels.show(view, made.items[0].policy.show if made.items else made.source.policy.show),
        "items": [
            {
                "title": bidi.own(each.title, each.language),
                "tongue": bidi.tongue(each.title, each.language),
                "text": bidi.own(text, each.language) if (text := cards.text(each)) else None,
                "text_tongue": bidi.tongue(text or each.title, each.language),
                "origin": each.credit.publisher,
                "original": each.credit.original_url,
                "when": times.moment(view, each.first_published) if each.first_published else None,
            }
            for each in made.items
        ],
        "unread": [(each.lead.url, each.why) for each in made.missed],
    }


def typed(made: propose.Proposal) -> dict[str, str]:
    """What the form of a new source is filled in with."""
    way = made.taken[0] if made.taken else None
    return {
        "name": made.source.name,
        "id": made.source.id,
        "home": made.found.home,
        "feed": way.where if way else "",
        "kind": way.kind.value if way else ChannelKind.FEED.value,
    }
