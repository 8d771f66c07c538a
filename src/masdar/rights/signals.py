"""What an origin reserves, as its answers and pages say it.

>>> read({"x-robots-tag": "noindex, max-snippet:50"}).max_snippet
50

Directives that are meant for another robot by name are that robot's; those for everyone, and for us, count.
"""

import re
from collections.abc import Mapping

from masdar.model import Signals

# the names by which a site may address us
AGENTS = frozenset({"masdar", "masdarbot"})

_NAMES = AGENTS | {"robots"}
_SNIPPET = re.compile(r"max-snippet\s*[:=]\s*(-?\d+)")
_NO_PREVIEW = re.compile(r"max-image-preview\s*[:=]\s*none")
_VALUED = ("max-snippet", "max-image-preview", "max-video-preview", "unavailable_after")
_LICENCE_LINK = re.compile(r"<([^>]*)>[^,]*?\brel\s*=\s*\"?[^\",;]*\blicense\b", re.IGNORECASE)
# Content-Signal (contentsignals.org): "search=yes, ai-train=no"
_NO_TRAINING = re.compile(r"\b(?:ai-train|train-ai|train-genai|ai-input)\s*=\s*(?:no|n)\b", re.IGNORECASE)
_NO_SEARCH = re.compile(r"\bsearch\s*=\s*(?:no|n)\b", re.IGNORECASE)


def read(headers: Mapping[str, str], meta: Mapping[str, str] | None = None) -> Signals:
    """The signals of HTTP headers and of a page's meta elements, by their names in any case."""
    found = Signals()
    for name, value in headers.items():
        match name.lower():
            case "x-robots-tag":
                found = merge(found, _robots(value, said=f"X-Robots-Tag: {value}"))
            case "tdm-reservation":
                found = merge(found, _reservation(value, said=f"tdm-reservation: {value}"))
            case "content-signal" | "content-usage":
                closed, unseen = _NO_TRAINING.search(value), _NO_SEARCH.search(value)
                if closed or unseen:
                    said = f"{name}: {value}"
                    found = merge(found, Signals(noai=bool(closed), nosnippet=bool(unseen), said=(said,)))
            case "link" if licence := _LICENCE_LINK.search(value):
                found = merge(found, Signals(license=licence[1], said=(f"Link: {value}",)))
    for name, value in (meta or {}).items():
        said = f"meta {name}: {value}"
        if name.lower() in _NAMES:
            found = merge(found, _robots(value, said=said))
        elif name.lower() == "tdm-reservation":
            found = merge(found, _reservation(value, said=said))
    return found


def merge(a: Signals, b: Signals) -> Signals:
    """Both at once: whatever either reserves is reserved, and the shorter snippet holds."""
    limits = [each for each in (a.max_snippet, b.max_snippet) if each is not None]
    return Signals(
        noindex=a.noindex or b.noindex,
        nosnippet=a.nosnippet or b.nosnippet,
        noai=a.noai or b.noai,
        noimageai=a.noimageai or b.noimageai,
        tdm_reservation=a.tdm_reservation or b.tdm_reservation,
        max_snippet=min(limits, default=None),
        license=a.license or b.license,
        said=tuple(dict.fromkeys((*a.said, *b.said))),
    )


def _robots(value: str, *, said: str) -> Signals:
    ours = _ours(value.lower())
    joined = ",".join(ours)
    limits = [int(each) for each in _SNIPPET.findall(joined) if int(each) >= 0]
    found = Signals(
        noindex=not {"noindex", "none"}.isdisjoint(ours),
        nosnippet="nosnippet" in ours or 0 in limits,
        noai="noai" in ours,
        noimageai=not {"noimageai", "noimageindex"}.isdisjoint(ours) or bool(_NO_PREVIEW.search(joined)),
        max_snippet=min(limits, default=None),
    )
    return Signals() if found == Signals() else merge(found, Signals(said=(said,)))


def _ours(value: str) -> list[str]:
    """The directives for everyone and for us: "googlebot: noindex, masdar: nosnippet" gives the last."""
    found: list[str] = []
    listening = True
    for part in value.split(","):
        agent, colon, rest = part.partition(":")
        if colon and agent.strip() not in _VALUED:
            listening = agent.strip() in AGENTS or agent.strip() == "*"
            part = rest
        if listening and part.strip():
            found.append(part.strip())
    return found


def _reservation(value: str, *, said: str) -> Signals:
    """TDMRep: 1 reserves the rights of text and data mining, 0 does not."""
    return Signals(tdm_reservation=True, said=(said,)) if value.strip() == "1" else Signals()
