"""Readers of pages, each as its own documentation recommends: bytes in, the fields that it gives out.

A reader is made once (its imports and settings) and called for each page with the bytes and the address.
Those that take text alone get the bytes by `text`. None may look at the network.
"""

import importlib
import re
from collections.abc import Callable
from typing import Any

Fields = dict[str, Any]
Reader = Callable[[bytes, str], Fields]

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)


def text(data: bytes) -> str:
    """As a careful caller decodes for a library that takes text: strict UTF-8, else the label, else UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    label = _CHARSET.search(data[:4096])
    for name in (
        "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "",
        label[1].decode("ascii", "replace") if label else "",
    ):
        if name:
            try:
                return data.decode(name, "replace")
            except LookupError:
                continue
    return data.decode("utf-8", "replace")


def masdar() -> Reader:
    masdar = importlib.import_module("masdar")
    none = importlib.import_module("masdar.errors").NotAnArticle

    def read(data: bytes, url: str) -> Fields:
        try:
            found: Fields = masdar.read(data, url=url).as_record()
        except none:
            return {}
        return found

    return read


def _trafilatura(**settings: bool) -> Reader:
    peer = importlib.import_module("trafilatura")

    def read(data: bytes, url: str) -> Fields:
        found = peer.bare_extraction(
            data, url=url or None, with_metadata=True, include_comments=False, **settings
        )
        if found is None:
            return {}
        told = found if isinstance(found, dict) else found.as_dict()
        return {
            "articleBody": told.get("text"),
            "title": told.get("title"),
            "datePublished": told.get("date"),
            "authors": _listed(told.get("author")),
            "image": told.get("image"),
            "canonicalUrl": told.get("url"),
            "language": told.get("language"),
        }

    return read


def trafilatura() -> Reader:
    return _trafilatura()


def trafilatura_fast() -> Reader:
    return _trafilatura(fast=True)


def trafilatura_precision() -> Reader:
    return _trafilatura(favor_precision=True)


def _newspaper(language: str | None) -> Reader:
    peer = importlib.import_module("newspaper")

    def read(data: bytes, url: str) -> Fields:
        settings: dict[str, Any] = {"fetch_images": False}
        if language:
            settings["language"] = language
        found = peer.Article(url or "https://page.example/", **settings)
        found.download(input_html=text(data))
        found.parse()
        return {
            "articleBody": found.text,
            "title": found.title,
            "datePublished": _iso(found.publish_date),
            "authors": list(found.authors),
            "image": found.top_image,
            "canonicalUrl": found.canonical_link,
            "language": found.meta_lang,
        }

    return read


def newspaper() -> Reader:
    return _newspaper(None)


def newspaper_forced() -> Reader:
    return _newspaper("ar")


def readability() -> Reader:
    peer, html_text = importlib.import_module("readability"), importlib.import_module("html_text")

    def read(data: bytes, _: str) -> Fields:
        found = peer.Document(data)
        return {
            "articleBody": html_text.extract_text(found.summary(html_partial=True)),
            "title": found.short_title(),
        }

    return read


def goose() -> Reader:
    peer = importlib.import_module("goose3")
    reader = peer.Goose({"enable_image_fetching": False})

    def read(data: bytes, url: str) -> Fields:
        found = reader.extract(url=None, raw_html=text(data))
        image = found.opengraph.get("image") if found.opengraph else None
        return {
            "articleBody": found.cleaned_text,
            "title": found.title,
            "datePublished": _iso(found.publish_datetime_utc) or found.publish_date,
            "authors": list(found.authors),
            "image": image[0] if isinstance(image, list) else image,
            "canonicalUrl": found.canonical_link or url,
            "language": found.meta_lang,
        }

    return read


def news_please() -> Reader:
    peer = importlib.import_module("newsplease").NewsPlease

    def read(data: bytes, url: str) -> Fields:
        found = peer.from_html(text(data), url=url or None, fetch_images=False)
        return {
            "articleBody": found.maintext,
            "title": found.title,
            "datePublished": _iso(found.date_publish),
            "dateModified": _iso(found.date_modify),
            "authors": list(found.authors or ()),
            "image": found.image_url,
            "language": found.language,
        }

    return read


def resiliparse() -> Reader:
    plain = importlib.import_module("resiliparse.extract.html2text").extract_plain_text
    encoding = importlib.import_module("resiliparse.parse.encoding")
    tree = importlib.import_module("resiliparse.parse.html").HTMLTree

    def read(data: bytes, _: str) -> Fields:
        found = tree.parse_from_bytes(data, encoding.detect_encoding(data))
        return {"articleBody": plain(found, main_content=True), "title": found.title}

    return read


def turbohtml() -> Reader:
    peer = importlib.import_module("turbohtml")

    def read(data: bytes, _: str) -> Fields:
        found = peer.parse(data).article()
        return {
            "articleBody": found.text,
            "title": found.title,
            "datePublished": found.date,
            "authors": [found.byline] if found.byline else [],
            "image": found.image,
            "canonicalUrl": found.canonical,
            "language": found.lang,
        }

    return read


def magic_html() -> Reader:
    reader = importlib.import_module("magic_html").GeneralExtractor()
    html_text = importlib.import_module("html_text")

    def read(data: bytes, url: str) -> Fields:
        found = reader.extract(text(data), base_url=url)
        return {"articleBody": html_text.extract_text(found["html"]), "title": found.get("title")}

    return read


# what is printed, and who reads; the first is the product, and the second is what its bars are set by
READERS: dict[str, Callable[[], Reader]] = {
    "masdar": masdar,
    "trafilatura": trafilatura,
    "trafilatura, fast": trafilatura_fast,
    "trafilatura, precision": trafilatura_precision,
    "newspaper4k": newspaper,
    "newspaper4k, language ar": newspaper_forced,
    "readability-lxml": readability,
    "goose3": goose,
    "news-please": news_please,
    "resiliparse": resiliparse,
    "turbohtml article()": turbohtml,
    "magic-html": magic_html,
}


def _iso(at: Any) -> str | None:
    return at if at is None or isinstance(at, str) else at.isoformat()


def _listed(names: str | None) -> list[str]:
    return [each.strip() for each in (names or "").split(";") if each.strip()]
