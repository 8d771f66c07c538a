"""What a page reserves: meta robots, TDM reservation, `noai`, licence links. Words are kept verbatim."""

import re
from collections.abc import Mapping
from typing import Any

from masdar import model
from masdar.markup import head

_SNIPPET = re.compile(r"max-snippet\s*:\s*(-?\d+)")

_NO_PREVIEW = re.compile(r"max-image-preview\s*:\s*none")
# Content-Signal (contentsignals.org) and AIPREF Content-Usage: "search=yes, ai-train=no"
_NO_TRAINING = re.compile(r"\b(?:ai-train|train-ai|train-genai|ai-input)\s*=\s*(?:no|n)\b", re.IGNORECASE)
_NO_SEARCH = re.compile(r"\bsearch\s*=\s*(?:no|n)\b", re.IGNORECASE)


def read(said: head.Head, headers: Mapping[str, str]) -> model.Signals:
    """The signals of one page and of the answer that brought it; the stricter of two wins."""
    robots: list[str] = []
    kept: list[str] = []
    for name in ("robots", "googlebot", "googlebot-news", "masdarbot"):
        for value in said.meta.get(name, ()):
            robots.append(value.lower())
            kept.append(f"meta {name}: {value}")
    if header := headers.get("x-robots-tag", ""):
        robots.append(header.lower())
        kept.append(f"X-Robots-Tag: {header}")
    usage = [f"{name}: {headers[name]}" for name in ("content-signal", "content-usage") if headers.get(name)]
    kept += usage
    tdm = headers.get("tdm-reservation", "") or said.first("tdm-reservation")
    if tdm:
        kept.append(f"tdm-reservation: {tdm}")
    if policy := headers.get("tdm-policy", "") or said.first("tdm-policy"):
        kept.append(f"tdm-policy: {policy}")
    licence = _licence(said, headers)
    if licence:
        kept.append(f"license: {licence}")
    if rights := said.first("dc.rights", "dcterms.rights", "copyright", "rights"):
        kept.append(f"rights: {rights}")
    words = {word.strip() for value in robots for word in re.split(r"[,;\s]+", value)}
    limits = [int(number) for value in robots for number in _SNIPPET.findall(value)]
    limits = [each for each in limits if each >= 0]
    return model.Signals(
        noindex=bool(words & {"noindex", "none"}),
        nosnippet="nosnippet" in words or 0 in limits or any(map(_NO_SEARCH.search, usage)),
        noai="noai" in words or any(map(_NO_TRAINING.search, usage)),
        noimageai=bool(words & {"noimageai", "noimageindex"}) or any(map(_NO_PREVIEW.search, robots)),
        tdm_reservation=tdm.strip() == "1",
        max_snippet=min(limits, default=None),
        license=licence or None,
        said=tuple(kept),
    )


def _licence(said: head.Head, headers: Mapping[str, str]) -> str:
    stated: Any = said.article.get("license")
    return said.link("license") or headers.get("license", "") or head.words(stated)
