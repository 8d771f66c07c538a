"""What a robots.txt allows (RFC 9309). Its text in, an answer out; fetching is another's work.

>>> allowed("User-agent: *\\nDisallow: /private", "masdar", "https://daily.example/private/1")
False
"""

import functools

from protego import Protego

# signs that are read at least (RFC 9309, 2.5: 500 KiB); the rest is not looked at
LIMIT = 512 * 1024


def allowed(robots: str, agent: str, url: str) -> bool:
    """Whether `agent` may fetch `url`."""
    return bool(_rules(robots[:LIMIT]).can_fetch(url, agent))


def delay(robots: str, agent: str) -> float | None:
    """Seconds between requests that `Crawl-delay` asks of `agent`; no part of the RFC, but kind to heed."""
    said = _rules(robots[:LIMIT]).crawl_delay(agent)
    return float(said) if said is not None else None


@functools.lru_cache(maxsize=256)
def _rules(robots: str) -> Protego:
    return Protego.parse(robots.removeprefix("\ufeff"))
