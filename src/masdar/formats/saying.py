"""What every feed says of a release, whatever its format: its origin's line, a summary, the text as HTML."""

import html
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone

from masdar.model import Block, BlockKind, Moment, Precision, Release, ReleaseStatus, Show, ZoneFrom


def attribution(release: Release) -> str:
    """The line that names the origin: publisher, author if known, first publication, original address."""
    credit = release.credit
    parts = [f"المصدر: {credit.publisher}"]
    if credit.author:
        parts.append(f"الكاتب: {credit.author}")
    if credit.first_published:
        parts.append(f"نُشر أول مرة: {credit.first_published.iso()}")
    parts.append(f"الرابط الأصلي: {credit.original_url or 'غير معروف'}")
    return " · ".join(parts)


_STATUS = {
    ReleaseStatus.UPDATED: "حُدّثت هذه المادة عند المصدر.",
    ReleaseStatus.CORRECTED: "صُحّحت هذه المادة.",
    ReleaseStatus.WITHDRAWN: "سُحبت هذه المادة.",
}


# of a copy: what became of the text where it first stood
_UPSTREAM = {
    ReleaseStatus.UPDATED: "حُدّث النص في المصدر الأول",
    ReleaseStatus.CORRECTED: "صُحّح النص في المصدر الأول",
    ReleaseStatus.WITHDRAWN: "سُحب النص في المصدر الأول",
}


def status(release: Release) -> str | None:
    """That a release is not as it first was, here or at its origin; None where it is."""
    said = (_STATUS.get(release.status), upstream(release))
    return "\n".join(each for each in said if each) or None


def upstream(release: Release) -> str | None:
    """What became of a copy's text at its origin, and when; None where nothing did."""
    if release.upstream is None:
        return None
    return f"{_UPSTREAM[release.upstream.status]} ({instant(release.upstream.at)})."


def turned(release: Release) -> dict[str, str] | None:
    """The same for programs."""
    news = release.upstream
    return {"status": news.status.value, "at": instant(news.at)} if news else None


def altered(release: Release) -> datetime:
    """When a reader was last given something else to read."""
    at = release.modified.at if release.modified else release.taken
    return max(at, release.upstream.seen) if release.upstream else at


def summary(release: Release) -> str:
    """What stands in a list: never more than was cleared, and of a full text its first paragraph alone."""
    if release.policy.show is Show.HEADLINE:
        return ""
    if release.summary:
        return release.summary
    plain = [each.plain for each in release.blocks if each.plain]
    return "\n".join(plain[:1] if release.policy.show is Show.FULL else plain)


def link(release: Release, page: str) -> str:
    """Where an item leads: to our page, and of a headline release to its origin."""
    headline = release.policy.show is Show.HEADLINE
    return (release.credit.original_url if headline else None) or page


def text(release: Release) -> str | None:
    """The whole text as HTML, its origin's line last; None where the policy is not `full`."""
    if release.policy.show is not Show.FULL or not release.blocks:
        return None
    body = "\n".join(markup(release.blocks))
    return f"{body}\n<p>{html.escape(attribution(release), quote=False)}</p>"


def markup(blocks: Sequence[Block]) -> Iterator[str]:
    """Blocks as HTML of the plainest kind."""
    for each in blocks:
        said = html.escape(each.text, quote=False).replace("\n", "<br />")
        if each.kind is BlockKind.LIST:
            yield f"<ul>{''.join(f'<li>{html.escape(item, quote=False)}</li>' for item in each.items)}</ul>"
        elif each.kind is BlockKind.HEADING:
            level = min(max(each.level, 2), 6)
            yield f"<h{level}>{said}</h{level}>"
        elif each.kind is BlockKind.QUOTE:
            yield f"<blockquote>{said}</blockquote>"
        elif each.kind is BlockKind.PARAGRAPH and said:
            yield f"<p>{said}</p>"


def time(moment: Moment) -> str:
    """A time by RFC 3339 on its origin's clock; where no clock or zone is known, in UTC."""
    if moment.precision is Precision.DAY or moment.zone_from is ZoneFrom.ASSUMED:
        return instant(moment.at)
    return moment.at.astimezone(timezone(timedelta(minutes=moment.offset))).isoformat(timespec="seconds")


def instant(at: datetime) -> str:
    """A time of our own by RFC 3339, in UTC."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def categories(release: Release) -> list[str]:
    """Its section, then its tags, each once."""
    return list(dict.fromkeys((*([release.section] if release.section else []), *release.tags)))
