"""What a page says of itself as a publication: outlet, section, tags, address, and whose text it is."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from masdar import address, model
from masdar.arabic import clean, fold
from masdar.markup import head

_DECLARED = ("isBasedOn", "sourceOrganization", "creditText", "copyrightHolder", "provider")
_METAS = ("original-source", "syndication-source", "dc.source", "dcterms.source")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def names(said: head.Head, source: model.Source, directory: model.Directory, url: str) -> tuple[str, ...]:
    """The names that the outlet of the page goes by, its own first."""
    known = directory.host(address.host(url)) if url else None
    found = [
        said.first("og:site_name"),
        head.words(said.article.get("publisher") and said.resolve(said.article["publisher"])),
        said.first("application-name", "apple-mobile-web-app-title", "twitter:app:name:iphone"),
        source.name,
        *source.aliases,
        *((known.name, known.name_en or "", *known.aliases) if known else ()),
    ]
    return tuple(dict.fromkeys(clean.label(each) for each in found if each and "://" not in each))


def section(said: head.Head) -> str | None:
    """The section that the page files the article under."""
    stated = said.first("article:section", "section", "parsely-section", "og:article:section")
    stated = stated or head.words(said.article.get("articleSection"))
    if not stated:
        trail = [*_trail(said)]
        stated = trail[-1] if trail else ""
    return clean.label(stated) or None


def _trail(said: head.Head) -> Iterator[str]:
    """The names of the breadcrumb between home and the article."""
    for each in said.typed(frozenset(("BreadcrumbList",))):
        items = each.get("itemListElement")
        if isinstance(items, list) and len(items) > 2:
            for item in items[1:-1]:
                if name := head.words(item) or (
                    head.words(item.get("item")) if isinstance(item, dict) else ""
                ):
                    yield name
            return


def tags(said: head.Head) -> tuple[str, ...]:
    """The key words that the page gives the article, without doubles."""
    given: list[str] = [*said.meta.get("article:tag", ())]
    if not given:
        given = _split(said.article.get("keywords"))
    if not given:
        given = _split([*said.meta.get("news_keywords", ()), *said.meta.get("keywords", ())][:1])
    found = {fold.key(each): clean.label(each) for each in given if 1 < len(each.strip()) <= 60}
    return tuple(found.values())[:30]


def _split(value: Any) -> list[str]:
    if isinstance(value, str):
        return [each for each in re.split(r"[,،;؛|]", head.plain(value)) if each.strip()]
    if isinstance(value, list):
        return [
            piece for each in value for piece in _split(each if isinstance(each, str) else head.words(each))
        ]
    return []


def canonical(said: head.Head, url: str, source: model.Source, base: str) -> tuple[str | None, str | None]:
    """The canonical address on the publisher's own hosts, and the one that leads elsewhere.

    A canonical link to another publisher's host is no address of ours but a statement on the origin.
    """
    link = said.link("canonical") or said.first("og:url")
    whole = address.normal(link, base or url) if link else None
    if whole is None or not whole.startswith(("http://", "https://")):
        return None, None
    own = {address.host(url), address.host(source.home) if source.home else "", *source.hosts} - {""}
    host = address.host(whole)
    if not own or any(_one_house(host, each) for each in own):
        return address.canonical(whole), None
    return None, (whole if said.link("canonical") else None)


def _one_house(a: str, b: str) -> bool:
    """Whether two hosts are doors of one house: the same, or one below the other, or twins below a third."""
    if a == b or a.endswith("." + b) or b.endswith("." + a):
        return True
    first, second = a.split("."), b.split(".")
    return len(first) > 2 and len(second) > 2 and first[1:] == second[1:] and len(".".join(first[1:])) > 6


def declarations(
    said: head.Head, elsewhere: str | None, outlets: Sequence[str], url: str
) -> tuple[model.Declaration, ...]:
    """Statements for machines that name another hand than the page's own outlet."""
    own = {fold.key(each) for each in outlets}
    found: dict[tuple[str, str], model.Declaration] = {}

    def add(basis: model.Basis, name: str, value: str, link: str | None) -> None:
        value = clean.label(value)
        if not (value or link):
            return
        if link and url and _one_house(address.host(link), address.host(url)):
            return
        key = fold.key(value)
        if key and any(key == each or key in each or each in key for each in own if each):
            return
        said_as = value or link or ""
        found[name, said_as] = model.Declaration(basis=basis, name=name, value=said_as, url=link)

    if elsewhere:
        add(model.Basis.CANONICAL_LINK, "canonical", elsewhere, elsewhere)
    for name in _DECLARED:
        for value in _each(said.article.get(name)):
            value = said.resolve(value)
            text, link = head.words(value), _link(value)
            add(model.Basis.JSON_LD, name, "" if text == link else text, link)
    for name in _METAS:
        for text in said.meta.get(name, ()):
            match = _ADDRESS.fullmatch(text)
            add(model.Basis.META, name, "" if match else text, text if match else None)
    return tuple(found.values())


def _each(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _link(value: Any) -> str | None:
    given = value
    if isinstance(value, dict):
        given = value.get("url") or value.get("@id")
    return given if isinstance(given, str) and _ADDRESS.fullmatch(given.strip()) else None
