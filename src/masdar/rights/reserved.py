"""What an origin reserves for its whole site: in robots.txt, by TDMRep, trust.txt, RSL and licence links.

>>> of_robots("User-agent: *\\nContent-Signal: search=yes, ai-train=no").noai
True

Lines for everyone and lines for us count; those for other robots do not. Whatever is found is kept in its own
words, and nothing of it widens a policy.
"""

import json
import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from masdar.errors import ReadError
from masdar.formats import xml
from masdar.markup import head as heads
from masdar.markup import tree
from masdar.model import Signals
from masdar.rights import signals

# where the W3C's TDM Reservation Protocol keeps its rules
TDMREP = "/.well-known/tdmrep.json"
# where publishers say what belongs to them (JournalList trust.txt)
TRUST = "/trust.txt"
# signs of a document that are looked at
_LIMIT = 512 * 1024
_RULES = 1_000

_LINE = re.compile(r"\s*([A-Za-z][A-Za-z -]*?)\s*:\s*(.*?)\s*")
# "ai-train=no"  "train-ai=n"  "ai-input=no"
_CLOSED = re.compile(
    r"\b(?:ai-train|train-ai|train-genai|ai-input|ai)\s*=\s*(?:no|n|disallow)\b", re.IGNORECASE
)
_NO_SEARCH = re.compile(r"\bsearch\s*=\s*(?:no|n)\b", re.IGNORECASE)
_TRAINERS = re.compile(
    r"gptbot|google-extended|ccbot|claudebot|anthropic-ai|applebot-extended|bytespider", re.IGNORECASE
)
_AI = frozenset({"all", "ai-all", "ai-train", "train-ai", "ai-input", "ai-index", "ai-use"})


def of_robots(text: str, *, url: str = "") -> Signals:
    """The signals of a robots.txt (contentsignals.org, AIPREF `Content-Usage`, RSL `License`).

    `url` is its address, against which the licence's is read.
    """
    found = Signals()
    agents: list[str] = []
    open_group = False
    for field, value in _fields(text):
        if field == "user-agent":
            agents = [value.lower()] if not open_group else [*agents, value.lower()]
            open_group = True
            continue
        said = f"robots.txt: {value}" if not field else f"robots.txt: {field.title()}: {value}"
        ours = not agents or any(each == "*" or each in signals.AGENTS for each in agents)
        if field == "license" and value:
            found = signals.merge(found, Signals(license=urljoin(url, value), said=(said,)))
        elif field in ("content-signal", "content-usage") and ours:
            # a path may stand before the preferences; those for a part of a site do not bind the whole
            path = value.split()[0] if value.startswith("/") else "/"
            if path == "/" and (_CLOSED.search(value) or _NO_SEARCH.search(value)):
                found = signals.merge(
                    found,
                    Signals(
                        noai=_CLOSED.search(value) is not None,
                        nosnippet=_NO_SEARCH.search(value) is not None,
                        said=(said,),
                    ),
                )
        elif field == "disallow" and value == "/" and any(_TRAINERS.search(each) for each in agents):
            found = signals.merge(found, Signals(noai=True, said=(f"robots.txt: {agents[0]} may not enter",)))
        open_group = False
    return found


def sitemaps(text: str, *, url: str = "") -> tuple[str, ...]:
    """The sitemaps that a robots.txt names, absolute, each once."""
    named = (
        urljoin(url, value) for field, value in _fields(text) if field in ("sitemap", "site-map") and value
    )
    return tuple(dict.fromkeys(each for each in named if each.startswith(("http://", "https://"))))


def of_tdmrep(data: bytes, *, path: str = "/") -> Signals:
    """What `/.well-known/tdmrep.json` reserves for a path; nothing where it cannot be read."""
    try:
        rules = json.loads(data[:_LIMIT])
    except (ValueError, RecursionError):
        return Signals()
    for rule in rules[:_RULES] if isinstance(rules, list) else ():
        if not isinstance(rule, dict) or not _covers(str(rule.get("location", "")), path):
            continue
        if rule.get("tdm-reservation") in (1, "1", True):
            policy = rule.get("tdm-policy")
            said = f"tdmrep.json: {json.dumps(rule, ensure_ascii=False)}"[:500]
            return Signals(
                tdm_reservation=True, license=policy if isinstance(policy, str) else None, said=(said,)
            )
        # the first rule that fits is the one that holds
        return Signals()
    return Signals()


def of_trust(text: str) -> Signals:
    """What a trust.txt says of training on the site's texts; nothing where it says nothing.

    >>> of_trust("member=https://journallist.example/\\ndatatrainingallowed=no").noai
    True
    """
    for line in text[:_LIMIT].removeprefix("\ufeff").splitlines():
        name, _, value = line.partition("#")[0].partition("=")
        if name.strip().lower() == "datatrainingallowed" and value.strip().lower() == "no":
            return Signals(noai=True, said=(f"trust.txt: {line.strip()}",))
    return Signals()


def of_page(page: heads.Head, root: tree.Node, *, url: str) -> Signals:
    """The licence links of a page, and what its meta elements reserve."""
    meta = {name: ", ".join(values) for name, values in page.meta.items() if name in _SAYING}
    found = signals.read({}, meta)
    if policy := page.first("tdm-policy"):
        found = signals.merge(found, Signals(license=urljoin(url, policy)))
    if linked := page.link("license"):
        href = urljoin(url, linked)
        found = signals.merge(found, Signals(license=href, said=(f"link rel=license: {href}",)))
    for each in tree.select(root, "a[rel~=license][href]")[:1]:
        href = urljoin(url, tree.attr(each, "href"))
        found = signals.merge(found, Signals(license=href, said=(f"a rel=license: {href}",)))
    return found


def of_rsl(data: bytes, *, url: str = "") -> Signals:
    """What a licence in Really Simple Licensing 1.0 forbids; nothing where it cannot be read."""
    try:
        root = xml.parse(data[:_LIMIT].decode("utf-8", "replace")).root
    except ReadError:
        return Signals()
    if xml.local(root) != "rsl":
        return Signals()
    forbidden: set[str] = set()
    said: list[str] = []
    for each in root.iter():
        kind = (xml.attribute(each, "type") or "").lower() if isinstance(each.tag, str) else ""
        if isinstance(each.tag, str) and xml.local(each) in ("prohibits", "payment", "permits"):
            words = " ".join(xml.text(each).split())
            said.append(f"RSL: {xml.local(each)} {kind} {words}".strip())
            if xml.local(each) == "prohibits" and kind == "usage":
                forbidden |= set(words.lower().replace(",", " ").split())
    return Signals(
        noai=not _AI.isdisjoint(forbidden),
        nosnippet=not {"all", "search"}.isdisjoint(forbidden),
        license=url or None,
        said=tuple(dict.fromkeys(said))[:10],
    )


_SAYING = frozenset({*signals.AGENTS, "robots", "tdm-reservation"})


def _fields(text: str) -> Iterator[tuple[str, str]]:
    for line in text[:_LIMIT].removeprefix("\ufeff").splitlines():
        if (found := _LINE.fullmatch(line.partition("#")[0])) is not None:
            yield found[1].lower(), found[2]


def _covers(location: str, path: str) -> bool:
    """Whether a rule's location, which may hold `*` and end in `$`, covers a path."""
    location = urlsplit(location).path if "://" in location else location
    pattern = "".join(".*" if sign == "*" else re.escape(sign) for sign in location.removesuffix("$"))
    return bool(location) and re.match(pattern + ("$" if location.endswith("$") else ""), path) is not None
