"""What a robots.txt allows (RFC 9309). Its text in, an answer out; fetching is another's work.

>>> allowed("User-agent: *\\nDisallow: /private", "masdar", "https://daily.example/private/1")
False
"""

import functools
import re

from protego import Protego

# signs that are read at least (RFC 9309, 2.5: 500 KiB); the rest is not looked at
LIMIT = 512 * 1024

_LINE = re.compile(r"\s*([A-Za-z][A-Za-z -]*?)\s*:\s*(.*?)\s*")
# fields that mean something, and misspellings that are met; other fields do not end a group (2.2)
_KNOWN = re.compile(
    r"user.?agent|d[a-z]*[oa]w|allow|crawl-?delay|request-rate|visit-time|site-?map|host", re.IGNORECASE
)
_AGENT = re.compile(r"user.?agent", re.IGNORECASE)


def allowed(robots: str, agent: str, url: str) -> bool:
    """Whether `agent` may fetch `url`."""
    return bool(_rules(robots[:LIMIT]).can_fetch(url, agent))


def delay(robots: str, agent: str) -> float | None:
    """Seconds between requests that `Crawl-delay` asks of `agent`; no part of the RFC, but kind to heed."""
    said = _rules(robots[:LIMIT]).crawl_delay(agent)
    return float(said) if said is not None else None


@functools.lru_cache(maxsize=256)
def _rules(robots: str) -> Protego:
    return Protego.parse("\n".join(_line(line) for line in robots.removeprefix("\ufeff").splitlines()))


def _line(line: str) -> str:
    """A line as the parser should see it: fields unknown to it taken out, an agent's first word alone."""
    found = _LINE.fullmatch(line.partition("#")[0])
    if found is None:
        return line
    if not _KNOWN.fullmatch(found[1]):
        return ""
    if _AGENT.fullmatch(found[1]) and found[2]:
        return f"User-agent: {found[2].split()[0]}"
    return line
