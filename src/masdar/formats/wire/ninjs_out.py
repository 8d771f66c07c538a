"""A release as ninjs 3.1.

Only what a release may show goes in, with the origin, the hands it passed and the terms of use. Of the
time of first publication ninjs takes date and time together: a mere day is written as its first minute.
"""

from collections.abc import Iterator
from datetime import UTC, timedelta, timezone
from typing import Any

import msgspec

from masdar.formats import saying, xml
from masdar.formats.wire import blocks
from masdar.model import Chain, Image, Moment, Release, ReleaseStatus, Role

SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"
# IPTC NewsCodes, CC BY 4.0
_SIGNAL = "http://cv.iptc.org/newscodes/signal/"
_SIGNALS = {
    ReleaseStatus.CORRECTED: ("Correction", f"{_SIGNAL}correction"),
    ReleaseStatus.UPDATED: ("Update", f"{_SIGNAL}update"),
}
ROLES = {Role.ORIGIN: "originator", Role.AGENCY: "distributor", Role.REPUBLISHER: "aggregator"}


def write(release: Release, *, uri: str | None = None, provider: str | None = None) -> bytes:
    """The item. `uri` is its own address, else a urn of its id; `provider` is who gives it out.

    A withdrawn release has status `canceled` and no text.
    """
    gone = release.status is ReleaseStatus.WITHDRAWN
    first = clock(release.first_published)
    body = [] if gone else list(_bodies(release))
    made: dict[str, Any] = {
        "standard": {"name": "ninjs", "version": "3.1", "schema": SCHEMA},
        "uri": uri or urn(release),
        "type": "text",
        "representationType": "partial" if release.shortened or gone else "full",
        "profile": "text",
        "version": str(release.version),
        "firstCreated": first,
        "versionCreated": clock(release.modified)
        or release.checked.astimezone(UTC).isoformat(timespec="seconds"),
        "contentCreated": first,
        "pubStatus": "canceled" if gone else "usable",
        "copyrightHolder": release.credit.publisher,
        "copyrightNotice": release.credit.rights or None,
        "usageTerms": usage(release),
        "language": release.language,
        "title": release.title,
        "headlines": [{"role": "main", "contentType": "text/plain", "value": release.title}],
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": release.summary}]
        if release.summary and not gone
        else [],
        "bodies": body,
        "by": release.credit.author,
        "located": located(release),
        "places": [{"name": place} for place in release.dateline.places] if release.dateline else [],
        "subjects": [{"name": name} for name in subjects(release)],
        "genres": [{"name": name, "uri": code} for name, code in [_SIGNALS[release.status]]]
        if release.status in _SIGNALS
        else [],
        "edNote": saying.upstream(release),
        "infoSources": [
            *_hands(release.chain),
            *([{"name": provider, "role": "provider"}] if provider else []),
        ],
        "altIds": _names(release),
        "associations": [_picture(release.image)] if release.image and release.image.url and not gone else [],
        "rightsInfo": {"linkedRights": release.policy.signals.license}
        if (release.policy.signals.license or "").startswith("http")
        else None,
    }
    return msgspec.json.encode(
        _cleaned({key: value for key, value in made.items() if value not in (None, [], "")})
    )


def _cleaned(value: Any) -> Any:
    """The value without the signs that no format carries."""
    if isinstance(value, str):
        return xml.clean(value)
    if isinstance(value, dict):
        return {key: _cleaned(each) for key, each in value.items()}
    return [_cleaned(each) for each in value] if isinstance(value, list) else value


def urn(release: Release) -> str:
    """The name of a release that has no address of its own."""
    return f"urn:masdar:{release.id}"


def clock(moment: Moment | None) -> str | None:
    """A moment with date, time and offset, as the formats ask."""
    if moment is None:
        return None
    at = moment.at.astimezone(timezone(timedelta(minutes=moment.offset)))
    return at.isoformat(timespec="seconds")


def usage(release: Release) -> str | None:
    """The terms, with where the original stands."""
    said = release.policy.ground.strip()
    return said or None


def located(release: Release) -> str | None:
    return next(iter(release.dateline.places), None) if release.dateline else None


def subjects(release: Release) -> tuple[str, ...]:
    """Section and tags, each once."""
    return tuple(dict.fromkeys(each for each in (release.section, *release.tags) if each))


def _bodies(release: Release) -> Iterator[dict[str, Any]]:
    if not release.blocks:
        return
    text = "\n".join(block.plain for block in release.blocks if block.plain)
    counts = {"charCount": len(text), "wordCount": len(text.split())}
    yield {
        "role": "main",
        "contentType": "application/xhtml+xml",
        **counts,
        "value": blocks.markup(release.blocks),
    }
    yield {"role": "text", "contentType": "text/plain", **counts, "value": text}


def _hands(chain: Chain) -> list[dict[str, str]]:
    found = []
    for link in chain.links:
        made = {"name": link.publisher, "role": ROLES[link.role], "uri": link.url or link.home}
        found.append({key: value for key, value in made.items() if value})
    return found


def _names(release: Release) -> list[dict[str, str]]:
    found = [("origin", release.credit.original_url or release.origin.url), ("masdar", str(release.id))]
    return [{"role": role, "value": value} for role, value in found if value]


def _picture(image: Image) -> dict[str, Any]:
    rendition = {"name": "main", "href": image.url, "width": image.width, "height": image.height}
    made: dict[str, Any] = {
        "name": "mainpic",
        "uri": image.url,
        "type": "picture",
        "by": image.credit,
        "descriptions": [{"role": "caption", "contentType": "text/plain", "value": image.caption}]
        if image.caption
        else [],
        "renditions": [{key: value for key, value in rendition.items() if value is not None}],
    }
    return {key: value for key, value in made.items() if value not in (None, [])}
