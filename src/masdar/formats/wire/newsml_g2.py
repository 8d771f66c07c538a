"""NewsML-G2: an item with what is said of the item, what is said of its content, and the content."""

import re
from collections.abc import Iterator

from masdar import address
from masdar.formats import xml
from masdar.formats.wire import blocks, datelines, nitf, notices, times
from masdar.formats.wire.item import Hop, Item, Kind, Media, Party, Rights, Subject, Times
from masdar.formats.wire.trees import attribute, child, children, every, first, said, text
from masdar.model import Block, Status

FORMAT = "NewsML-G2"
ITEMS = frozenset({"newsitem", "packageitem", "conceptitem", "planningitem", "knowledgeitem", "catalogitem"})
ROOTS = ITEMS | {"newsmessage"}
_KINDS = {
    "text": Kind.TEXT,
    "picture": Kind.PICTURE,
    "graphic": Kind.GRAPHIC,
    "audio": Kind.AUDIO,
    "video": Kind.VIDEO,
    "animation": Kind.VIDEO,
    "composite": Kind.PACKAGE,
    "event": Kind.EVENT,
    "concept": Kind.CONCEPT,
    "scheme": Kind.CONCEPT,
    "newscoverage": Kind.PLANNING,
}
_BY_NAME = {
    "packageitem": Kind.PACKAGE,
    "planningitem": Kind.PLANNING,
    "conceptitem": Kind.CONCEPT,
    "knowledgeitem": Kind.CONCEPT,
    "catalogitem": Kind.CONCEPT,
}
# relations of a link by which an item speaks of the one that it corrects or takes back
_SPEAKS_OF = frozenset({"corrects", "correctionof", "replaces", "cancels", "previousversion", "evolvedfrom"})


def items(root: xml.Element) -> tuple[Item, ...]:
    """The items of a message, or the one that the root is."""
    if xml.local(root) != "newsmessage":
        return (_item(root, None),)
    header = child(root, "header")
    found = [each for around in every(root, "itemset") for each in around if xml.local(each) in ITEMS]
    return tuple(_item(each, header) for each in found)


def _item(item: xml.Element, header: xml.Element | None) -> Item:
    meta, content = child(item, "itemmeta"), child(item, "contentmeta")
    rights = child(item, "rightsinfo")
    body, inner = _body(child(item, "contentset"))
    kind = _kind(item, meta)
    headlines = tuple(filter(None, (text(each) for each in _by_role(content, "headline", "subheadline"))))
    headline = (
        next(iter(headlines), None) or text(child(meta, "title")) or (inner.headline if inner else None)
    )
    signals = [notices.signal(_code(each)) for each in children(meta, "signal")]
    notice = notices.strictest(notices.read(headline), *signals)
    status = notices.status(_code(child(meta, "pubstatus")), notice)
    guid = attribute(item, "guid")
    located = _name(child(content, "located"))
    by = [each for each in map(text, children(content, "by")) if each]
    creators = tuple(_parties(content, "creator"))
    return Item(
        format=FORMAT,
        kind=kind,
        guid=guid,
        version=attribute(item, "version"),
        url=_address(meta, content, guid),
        status=status,
        notice=notices.strictest(notice, notices.of(status)),
        refers=_refers(meta, guid) if status is not Status.USABLE else None,
        urgency=_number(text(child(content, "urgency"))),
        language=attribute(child(content, "language"), "tag") or xml.language(item) or None,
        headline=headline,
        headlines=headlines,
        slug=text(child(content, "slugline")),
        summary=_summary(content) or (inner.summary if inner else None),
        body=blocks.below(headline, body),
        dateline=datelines.made(text(child(content, "dateline")), place=located)
        or (inner.dateline if inner else None),
        located=located,
        byline="، ".join(by) or (inner.byline if inner else None) or _writers(creators),
        credit=_credit(text(child(content, "creditline"))),
        provider=_party(child(meta, "provider")) or _sender(header),
        sources=tuple(_parties(content, "infosource")),
        creators=creators,
        hops=tuple(_hops(child(item, "hophistory"))),
        times=Times(
            sent=times.iso(text(child(header, "sent"))),
            created=times.iso(text(child(meta, "firstcreated"))),
            modified=times.iso(text(child(meta, "versioncreated")))
            or times.iso(text(child(content, "contentmodified"))),
            content=times.iso(text(child(content, "contentcreated"))),
            embargo=times.iso(text(child(meta, "embargoed"))),
        ),
        subjects=tuple(_subjects(content, places=False)),
        places=tuple(_subjects(content, places=True)),
        keywords=tuple(filter(None, map(text, children(content, "keyword")))),
        genres=tuple(filter(None, map(_name, children(content, "genre")))),
        rights=Rights(
            holder=_name(child(rights, "copyrightholder")),
            notice=text(child(rights, "copyrightnotice")),
            usage=text(child(rights, "usageterms")),
            linked=attribute(child(rights, "link"), "href"),
        ),
        media=tuple(_media(item, kind, content)),
        notes=tuple(dict.fromkeys(_notes(meta))),
    )


def _notes(meta: xml.Element | None) -> Iterator[str]:
    """Words to editors, without those that are not for publication at all."""
    for each in children(meta, "ednote"):
        said = notices.public(text(each) or "")
        if said and not (attribute(each, "pubconstraint") or "").lower().endswith("nonpublic"):
            yield said


def _kind(item: xml.Element, meta: xml.Element | None) -> Kind:
    named = (_code(child(meta, "itemclass")) or "").rpartition(":")[2].lower()
    by_name = _BY_NAME.get(xml.local(item))
    if by_name is Kind.CONCEPT:
        described = (_code(child(child(item, "concept"), "type")) or "").rpartition(":")[2].lower()
        return Kind.EVENT if "event" in (named, described) else by_name
    return by_name or _KINDS.get(named, Kind.TEXT)


def _code(element: xml.Element | None) -> str | None:
    return attribute(element, "qcode") or attribute(element, "uri") or attribute(element, "literal")


def _role(element: xml.Element) -> str | None:
    role = attribute(element, "role")
    return role.rpartition(":")[2].lower() if role else None


def _name(element: xml.Element | None) -> str | None:
    """What something is called: its name, else the last part of its code."""
    if element is None:
        return None
    for each in children(element, "name"):
        if found := text(each):
            return found
    literal = attribute(element, "literal")
    code = attribute(element, "qcode")
    uri = attribute(element, "uri")
    return (
        literal or (code.rpartition(":")[2] if code else None) or (address.host(uri) or uri if uri else None)
    )


def _party(element: xml.Element | None) -> Party | None:
    name = _name(element)
    if element is None or not name:
        return None
    return Party(name=name, role=_role(element), code=_code(element), url=attribute(element, "uri"))


def _parties(content: xml.Element | None, name: str) -> Iterator[Party]:
    for each in children(content, name):
        if (found := _party(each)) is not None:
            yield found


def _sender(header: xml.Element | None) -> Party | None:
    name = text(child(header, "sender"))
    return Party(name=name, role="sender") if name else None


def _credit(said: str | None) -> str | None:
    """The credit line without the dash that sets it off, and its names set apart: "STT\u2013AFP\u2013"."""
    names = re.split(r"[\u2013\u2014]", (said or "").strip(" -\u2010\u2013\u2014/"))
    return " / ".join(name.strip() for name in names if name.strip()) or None


def _writers(creators: tuple[Party, ...]) -> str | None:
    """A person who is named as creator, by the address of a page of the staff."""
    return next((each.name for each in creators if each.url and "staff" in each.url), None)


def _number(said: str | None) -> int | None:
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 4 else None


def _by_role(content: xml.Element | None, name: str, last: str) -> list[xml.Element]:
    """The elements of a name, those of one role behind the others."""
    return sorted(children(content, name), key=lambda each: _role(each) == last)


def _summary(content: xml.Element | None) -> str | None:
    for each in children(content, "description"):
        if (_role(each) or "summary") in ("summary", "abstract", "teaser") and (found := text(each)):
            return found
    return None


def _address(meta: xml.Element | None, content: xml.Element | None, guid: str | None) -> str | None:
    for each in children(content, "altid"):
        kind = (attribute(each, "type") or "").rpartition(":")[2].lower()
        kind = kind or (attribute(each, "typeuri") or "").rpartition("/")[2].lower()
        found = text(each)
        if found and kind in _PAGES and _is_address(found):
            return found
    for each in children(meta, "link"):
        rel = (attribute(each, "rel") or "").rpartition(":")[2].lower()
        href = attribute(each, "href")
        if href and rel in ("isa", "web", "webpage", "canonical", "origin") and _is_address(href):
            return href
    return guid if guid and _is_address(guid) else None


_PAGES = frozenset({"url", "weburl", "webpage", "canonical", "origin", "isbasedon"})


def _is_address(said: str) -> bool:
    return said.lower().startswith(("http://", "https://"))


def _refers(meta: xml.Element | None, own: str | None) -> str | None:
    for each in children(meta, "link"):
        rel = (attribute(each, "rel") or "").rpartition(":")[2].lower()
        named = attribute(each, "residref") or attribute(each, "guidref")
        if named and rel in _SPEAKS_OF and named != own:
            return named
    return None


def _hops(history: xml.Element | None) -> Iterator[Hop]:
    found = list(children(history, "hop"))
    for each in sorted(found, key=lambda one: _number(attribute(one, "seq")) or 0):
        if (party := _party(child(each, "party"))) is not None:
            actions = tuple(_action(one) for one in children(each, "action"))
            yield Hop(party=party, at=times.iso(attribute(each, "timestamp")), actions=actions)


def _action(element: xml.Element) -> str:
    target = (attribute(element, "target") or "").rpartition(":")[2]
    return " ".join(filter(None, ((_code(element) or "").rpartition(":")[2], target)))


def _subjects(content: xml.Element | None, *, places: bool) -> Iterator[Subject]:
    seen: set[str] = set()
    for each in children(content, "subject"):
        kind = (attribute(each, "type") or "").rpartition(":")[2].lower()
        if (kind in ("geoarea", "5", "place", "poi")) is not places:
            continue
        named = next(filter(None, map(text, children(each, "name"))), None)
        code = _code(each)
        key = code or named or ""
        if key and key not in seen:
            seen.add(key)
            yield Subject(name=named, code=code)


def _body(contents: xml.Element | None) -> tuple[tuple[Block, ...], Item | None]:
    """The text of the first content that has one: marked up where it comes in several forms."""
    for each in children(contents, "inlinexml"):
        inside = first(each, "nitf")
        if inside is not None:
            found = nitf.of(inside)
            if found.body:
                return found.body, found
        elif len(each) and xml.text(each).strip():
            body = next((one for one in every(each, "body")), each)
            return blocks.of_markup(xml.inner(body)), None
    for each in children(contents, "inlinedata"):
        said = xml.text(each)
        kind = (attribute(each, "contenttype") or "").lower()
        if not said.strip() or kind.startswith(("image/", "video/", "audio/")):
            continue
        lines = blocks.lines_in(said)
        return (blocks.of_markup(said) if lines is None else blocks.of_lines(lines)), None
    return (), None


def _media(item: xml.Element, kind: Kind, content: xml.Element | None) -> Iterator[Media]:
    remote = list(children(child(item, "contentset"), "remotecontent"))
    pictures = [each for each in remote if (attribute(each, "contenttype") or "image/").startswith("image/")]
    best = max(pictures, key=lambda each: _number_of(attribute(each, "width")) or 0, default=None)
    if best is not None:
        own = kind in (Kind.PICTURE, Kind.GRAPHIC)
        caption = next((text(each) for each in children(content, "description")), None) if own else None
        yield Media(
            kind=kind if own else Kind.PICTURE,
            id=attribute(best, "residref"),
            href=attribute(best, "href"),
            headline=said(content, "headline") if own else None,
            caption=caption or text(child(best, "altid")),
            credit=(_credit(said(content, "creditline")) or said(content, "by")) if own else None,
            width=_number_of(attribute(best, "width")),
            height=_number_of(attribute(best, "height")),
        )


def _number_of(said: str | None) -> int | None:
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 8 else None
