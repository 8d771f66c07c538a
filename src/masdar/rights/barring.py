"""Whether an article passed through the hands of a publisher who wants nothing of it shown here."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from masdar.model import Article, Chain, Directory, Link, Release, Source


def touches(
    article: Article, chain: Chain, source: Source, directory: Directory, barred: Sequence[str]
) -> bool:
    """Whether any hand of it, the first, the last or one between, stands on a barred host."""
    named = list(source.hosts)
    for link in chain.links:
        named += _hosts(link, directory)
    return names(article, barred) or bars(named, barred)


def names(article: Article, barred: Sequence[str]) -> bool:
    """Whether an article itself stands on a barred host, or names one as where it is from."""
    named = [host(article.url), host(article.canonical_url or "")]
    if article.attribution is not None:
        named += [host(article.attribution.site_url or ""), host(article.attribution.original_url or "")]
    return bars(named, barred)


def shows(release: Release, directory: Directory, barred: Sequence[str]) -> bool:
    """Whether a release names a barred host, as one of its hands or in its source block."""
    credit = release.credit
    named = [host(each or "") for each in (credit.publisher_url, credit.original_url, credit.taken_url)]
    for link in release.chain.links:
        named += _hosts(link, directory)
        named += [host(each.url or "") for each in link.claims]
    return bars(named, barred)


def bars(hosts: Iterable[str], barred: Sequence[str]) -> bool:
    """Whether one of the hosts is barred, or lies under one that is."""
    return any(each == bar or each.endswith(f".{bar}") for each in hosts if each for bar in barred)


def host(url: str) -> str:
    """The host of an address, without "www."; empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".").removeprefix("www.")
    except ValueError:
        return ""


def _hosts(link: Link, directory: Directory) -> list[str]:
    known = (directory.by_source.get(link.source) if link.source else None) or (
        directory.by_code.get(link.code) if link.code else None
    )
    return [host(link.url or ""), host(link.home or ""), *(known.hosts if known else ())]
