"""Whether a channel still is what it was: another site's feed, or another language, must not slip in.

An address that lapsed, was sold or was mixed up goes on answering, with news of somebody else. What it
brings then is not taken; the channel is paused, and a person looks at it.
"""

import functools
import re
from collections import Counter
from collections.abc import Sequence

from masdar import address
from masdar.arabic import language
from masdar.model import Lead, Source, Watch

# fewer articles prove nothing
ENOUGH = 3
# hosts that are remembered of one channel
_HOSTS = 40
# titles that the language is judged on
_TITLES = 8


def why(watch: Watch, source: Source, leads: Sequence[Lead]) -> str | None:
    """What the channel turned into, in words; None while it is what it was, or little is known."""
    if len(leads) < ENOUGH:
        return None
    now = Counter(host_of(lead.url) for lead in leads if lead.url)
    known = {*watch.hosts, *source.hosts}
    if watch.hosts and sum(now.values()) >= ENOUGH and not any(_kin(host, known) for host in now):
        return f"all its articles stand on {now.most_common(1)[0][0]}, where none stood before"
    said = spoken(leads)
    if watch.language and said and said != watch.language and said not in source.languages:
        return f"its articles were in {watch.language}, and are all in {said} now"
    return None


def hosts(watch: Watch, leads: Sequence[Lead]) -> tuple[str, ...]:
    """The hosts that are known of a channel with what it names now, the newest last."""
    now = dict.fromkeys(host for lead in leads if lead.url and (host := host_of(lead.url)))
    return (*(each for each in watch.hosts if each not in now), *now)[-_HOSTS:]


def spoken(leads: Sequence[Lead]) -> str | None:
    """The one language of the titles; None where they are few or of several."""
    titles = [lead.title for lead in leads if lead.title and len(lead.title) > 15][:_TITLES]
    if len(titles) < ENOUGH:
        return None
    found = {_language(title) for title in titles}
    return found.pop() if len(found) == 1 else None


# titles stand in a feed for many visits
_language = functools.lru_cache(maxsize=2048)(language.of)


def host_of(url: str) -> str:
    """As `address.host`, which is asked once for each host."""
    scheme, _, rest = url.partition("://")
    return _host_of(f"{scheme}://{re.split('[/?#]', rest, maxsplit=1)[0]}")


@functools.lru_cache(maxsize=4096)
def _host_of(origin: str) -> str:
    return address.host(origin)


def _kin(host: str, known: set[str]) -> bool:
    """Whether a host is one of those known, or stands above or below one."""
    return any(host == each or host.endswith(f".{each}") or each.endswith(f".{host}") for each in known)
