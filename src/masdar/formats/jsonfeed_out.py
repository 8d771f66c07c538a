"""JSON Feed 1.1 as it leaves: made of releases only, each item with its origin in `_masdar`."""

import html
import json
from collections.abc import Callable, Sequence
from typing import Any

from masdar.formats import saying
from masdar.model import Release

VERSION = "https://jsonfeed.org/version/1.1"


def write(
    releases: Sequence[Release],
    *,
    title: str,
    link: str,
    own: str,
    page: Callable[[Release], str],
    chain: Callable[[Release], str],
    about: str,
    description: str = "",
    language: str = "ar",
    hub: str | None = None,
    next: str | None = None,
) -> bytes:
    """The feed at `own` of a list whose page is `link`.

    `page` and `chain` give a release's addresses on our site, `about` is where `_masdar` is explained.
    A headline release leads to its origin instead; the text stands only where the policy is `full`.
    """
    feed: dict[str, Any] = {
        "version": VERSION,
        "title": title,
        "home_page_url": link,
        "feed_url": own,
        "description": description or None,
        "language": language,
        "next_url": next,
        "hubs": [{"type": "WebSub", "url": hub}] if hub else None,
        "_masdar": {"about": about},
    }
    feed = _known(feed)
    feed["items"] = [_item(each, page(each), chain(each)) for each in releases]
    return json.dumps(feed, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _item(release: Release, page: str, chain: str) -> dict[str, Any]:
    credit = release.credit
    line = saying.attribution(release)
    summary = "\n".join(part for part in (saying.status(release), saying.summary(release), line) if part)
    text = saying.text(release)
    paragraphs = "\n".join(f"<p>{html.escape(part, quote=False)}</p>" for part in summary.split("\n"))
    published = release.first_published
    return _known(
        {
            "id": release.id,
            "url": saying.link(release, page),
            "external_url": credit.original_url,
            "title": release.title,
            "summary": summary,
            "content_html": text if text is not None else paragraphs,
            "date_published": saying.time(published) if published else saying.instant(release.taken),
            "date_modified": saying.time(release.modified) if release.modified else None,
            "authors": [_known({"name": credit.author or credit.publisher, "url": credit.publisher_url})],
            "language": release.language,
            "image": release.image.url if release.image else None,
            "tags": saying.categories(release),
            "_masdar": {
                "origin": credit.publisher,
                "origin_url": credit.original_url,
                "first_published": published.iso() if published else None,
                "policy": release.policy.show.value,
                "status": release.status.value,
                "digest": release.digest,
                "chain_url": chain,
                "version": release.version,
            }
            | ({"upstream": turned} if (turned := saying.turned(release)) else {}),
        }
    )


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, [], "")}
