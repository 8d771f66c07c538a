"""NewsML 1: a tree of components, of which one is the text."""

from collections.abc import Iterator

from masdar.formats import xml
from masdar.formats.wire import blocks, datelines, nitf, notices, times
from masdar.formats.wire.item import Item, Kind, Media, Notice, Party, Rights, Subject, Times
from masdar.formats.wire.trees import attribute, child, every, first, said, text
from masdar.model import Block, Status

FORMAT = "NewsML 1.2"
_KINDS = {
    "text": Kind.TEXT,
    "complextext": Kind.TEXT,
    "photo": Kind.PICTURE,
    "image": Kind.PICTURE,
    "graphic": Kind.GRAPHIC,
    "complexgraphic": Kind.GRAPHIC,
    "audio": Kind.AUDIO,
    "video": Kind.VIDEO,
    "animation": Kind.VIDEO,
}
_INSTRUCTIONS = {"correction": "correction", "rectify": "correction", "delete": "kill", "kill": "kill"}


def items(root: xml.Element) -> tuple[Item, ...]:
    """The items of a `<NewsML>` document, or the one of a `<NewsItem>`."""
    envelope = child(root, "newsenvelope")
    found = (
        [root] if xml.local(root) == "newsitem" else [each for each in root if xml.local(each) == "newsitem"]
    )
    return tuple(_item(each, envelope) for each in found)


def _item(item: xml.Element, envelope: xml.Element | None) -> Item:
    identity, management = first(item, "newsidentifier"), child(item, "newsmanagement")
    component = child(item, "newscomponent")
    content = _text_content(component)
    body, inner = _body(content)
    lines = first(item, "newslines")
    headline = said(lines, "headline") or (inner.headline if inner else None)
    formal = _formal(first(management, "status"))
    notice = notices.strictest(notices.read(headline), *_instructions(management))
    embargo = _until(management)
    stated = "usable" if embargo and (formal or "").lower() == "embargoed" else formal
    status = notices.status(stated, notice)
    provider = _party(first(item, "provider"))
    source = _party(first(item, "source")) or _party(first(item, "creator"))
    owner = said(identity, "providerid")
    located = _located(item)
    kind, guid = _kind(component, content), _guid(identity)
    language = _formal(first(component, "language")) or xml.language(content if content is not None else item)
    return Item(
        format=FORMAT,
        kind=kind,
        guid=guid,
        version=said(identity, "revisionid"),
        status=status,
        notice=notices.strictest(notice, notices.of(status)),
        refers=_refers(management, guid) if status is not Status.USABLE else None,
        urgency=_number(_formal(first(management, "urgency"))),
        language=language or None,
        headline=headline,
        headlines=tuple(dict.fromkeys(filter(None, (headline, *map(text, every(lines, "subheadline")))))),
        slug=said(lines, "slugline") or said(item, "namelabel"),
        summary=said(lines, "abstract") or (inner.summary if inner else None),
        body=blocks.below(headline, body),
        dateline=datelines.made(said(lines, "dateline"), place=located, day=_day(item))
        or (inner.dateline if inner else None),
        located=located,
        byline=said(lines, "byline") or said(lines, "bylinetitle") or (inner.byline if inner else None),
        credit=said(lines, "creditline") or (provider.name if provider else None),
        provider=_provider(provider, owner),
        sources=tuple(each for each in (source,) if each),
        times=Times(
            sent=times.iso(said(envelope, "dateandtime")),
            created=times.iso(said(management, "firstcreated")),
            modified=times.iso(said(management, "thisrevisioncreated")),
            content=times.iso(said(item, "datelinedate")),
            embargo=embargo,
        ),
        subjects=tuple(_subjects(item)),
        places=tuple(_places(item)),
        keywords=tuple(_properties(item, "keyword")),
        genres=tuple(dict.fromkeys(name for each in every(item, "genre") if (name := _formal(each)))),
        rights=Rights(
            holder=said(item, "copyrightholder"),
            notice=said(lines, "copyrightline"),
            usage=said(item, "usagetype") or said(lines, "rightsline"),
        ),
        media=tuple(_media(component)),
        notes=tuple(filter(None, (text(each) for each in every(management, "instructiontext")))),
    )


def _formal(element: xml.Element | None) -> str | None:
    return attribute(element, "formalname")


def _number(said: str | None) -> int | None:
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 4 else None


def _guid(identity: xml.Element | None) -> str | None:
    """The id without the revision: the public one, else that of its parts."""
    parts = [said(identity, each) for each in ("providerid", "dateid", "newsitemid")]
    if all(parts):
        return "urn:newsml:" + ":".join(each for each in parts if each)
    public = said(identity, "publicidentifier") or said(identity, "newsitemid")
    if public and public.lower().startswith("urn:newsml:") and public.count(":") >= 5:
        return public.rpartition(":")[0]
    return public


def _provider(party: Party | None, owner: str | None) -> Party | None:
    return Party(name=party.name if party else owner or "", code=owner, url=None) if party or owner else None


def _instructions(management: xml.Element | None) -> Iterator[Notice | None]:
    for each in every(management, "instruction"):
        word = (_formal(each) or "").lower()
        yield notices.signal(_INSTRUCTIONS.get(word, word))
    for each in every(management, "property"):
        yield notices.signal(attribute(each, "value"))


def _until(management: xml.Element | None) -> str | None:
    """The end of an embargo: when the status that follows is usable."""
    change = first(management, "statuswillchange")
    if change is None or (_formal(first(change, "futurestatus")) or "usable").lower() != "usable":
        return None
    return times.iso(said(change, "dateandtime"))


def _refers(management: xml.Element | None, own: str | None) -> str | None:
    for name in ("derivedfrom", "associatedwith"):
        for each in every(management, name):
            kind = (_formal(each) or "").lower()
            named = attribute(each, "newsitem")
            if named and kind in ("correctionof", "correction", "killof", "kill", "replacementof", "cancels"):
                base = named.rpartition(":")[0] if named.count(":") >= 5 else named
                return base if base != own else None
    return None


def _text_content(component: xml.Element | None) -> xml.Element | None:
    """The first content that is a text and brings it along."""
    for each in every(component, "contentitem"):
        kind = (_formal(first(each, "mediatype")) or "text").lower()
        data = first(each, "datacontent")
        if _KINDS.get(kind, Kind.TEXT) is Kind.TEXT and data is not None and xml.text(data).strip():
            return each
    return None


def _body(content: xml.Element | None) -> tuple[tuple[Block, ...], Item | None]:
    data = first(content, "datacontent")
    if data is None:
        return (), None
    inside = first(data, "nitf")
    if inside is not None:
        found = nitf.of(inside)
        return found.body, found
    if len(data):
        return blocks.of_markup(xml.inner(data)), None
    said = xml.text(data)
    return (blocks.of_markup(said) if "</" in said else blocks.of_lines(said)), None


def _kind(component: xml.Element | None, content: xml.Element | None) -> Kind:
    if content is not None:
        return Kind.TEXT
    for each in every(component, "mediatype"):
        kind = _KINDS.get((_formal(each) or "").lower())
        if kind is not None:
            return kind
    return Kind.PACKAGE if first(component, "newsitemref") is not None else Kind.TEXT


def _party(element: xml.Element | None) -> Party | None:
    party = first(element, "party")
    name = _formal(party) or text(element)
    return Party(name=name, role=xml.local(element) if element is not None else None) if name else None


def _day(item: xml.Element) -> str | None:
    day = times.iso(said(item, "datelinedate"))
    return day[:10] if day else None


def _located(item: xml.Element) -> str | None:
    for each in every(item, "location"):
        if (attribute(each, "howpresent") or "origin").lower() in ("origin", "dateline"):
            return next(_properties(each, "city"), None) or next(_properties(each, "country"), None)
    return None


def _properties(element: xml.Element | None, name: str) -> Iterator[str]:
    for each in every(element, "property"):
        if (_formal(each) or "").lower() == name and (value := attribute(each, "value")):
            yield value


def _subjects(item: xml.Element) -> Iterator[Subject]:
    seen: set[str] = set()
    for around in every(item, "subjectcode"):
        for each in around:
            code = _formal(each) if isinstance(each.tag, str) else None
            if code and code not in seen:
                seen.add(code)
                yield Subject(code=f"subj:{code}" if code.isdigit() else code)


def _places(item: xml.Element) -> Iterator[Subject]:
    for each in every(item, "location"):
        city, country = next(_properties(each, "city"), None), next(_properties(each, "country"), None)
        if city or country:
            yield Subject(name=city or country, code=f"country:{country}" if country else None)


def _media(component: xml.Element | None) -> Iterator[Media]:
    for each in every(component, "newscomponent"):
        shown = [one for one in each if xml.local(one) == "contentitem" and attribute(one, "href")]
        kinds = [_KINDS.get((_formal(first(one, "mediatype")) or "").lower()) for one in shown]
        kind = next((one for one in kinds if one and one is not Kind.TEXT), None)
        if kind is not None:
            lines = first(each, "newslines")
            yield Media(
                kind=kind,
                href=attribute(shown[0], "href"),
                headline=said(lines, "headline"),
                caption=said(each, "datacontent"),
                credit=said(lines, "creditline") or said(lines, "byline"),
            )
