"""What common extensions of feeds say beside the news itself: podcasts, places, licences, media."""

from collections.abc import Mapping, Sequence
from typing import Any

from masdar.formats import rss_fields, xml
from masdar.formats.feed import absolute
from masdar.formats.slots import Slot, Slots

_EXPLICIT = {"yes": True, "true": True, "clean": False, "no": False, "false": False}
_SHAPES = {
    "georss:point": "Point",
    "georss:line": "LineString",
    "georss:polygon": "Polygon",
    "georss:box": "Box",
    "gml:point": "Point",
    "gml:linestring": "LineString",
    "gml:polygon": "Polygon",
}
# numbers of one shape that are read
_NUMBERS = 10_000
_PODCASTS = ("duration", "episode", "season", "order", "subtitle", "title", "episodetype", "type", "complete")

Fields = xml.Fields
Names = tuple[str, ...]


def of(fields: Fields, place: xml.Place) -> dict[str, Any]:
    """What the extensions say, by the names of the normalised form; empty where there are none."""
    found = _EXTRA.of(fields, place)
    for key in _SEVERAL:
        found |= found.pop(key, None) or {}
    return found


def of_entry(fields: Fields, names: Names, place: xml.Place) -> dict[str, Any] | None:
    if names == ("guid",):
        return {"guidislink": _is_link(fields)}
    found = of(fields, place) | _publisher(fields, ("dc:publisher", "webmaster", "itunes:owner"))
    if "guid" in fields:
        found["guidislink"] = _is_link(fields)
    if "itunes_subtitle" in found:
        found["subtitle"] = found["itunes_subtitle"]
    return found or None


def of_channel(fields: Fields, names: Names, place: xml.Place) -> dict[str, Any] | None:
    """As for entries, with what RSS itself says of a channel and nobody needs but who asks for the whole."""
    found = of(fields, place) | _publisher(fields, ("dc:publisher", "webmaster", "itunes:owner"))
    bases = (place.base,)
    for each in fields.get("image", ()):
        inside = xml.fields(each)
        picture: dict[str, Any] = {"title": xml.plain(inside, "title")}
        picture |= {key: _whole(xml.plain(inside, key)) for key in ("width", "height")}
        picture |= {
            key: absolute(xml.plain(inside, name), bases) for key, name in (("href", "url"), ("link", "link"))
        }
        picture["subtitle"] = xml.plain(inside, "description")
        found["image"] = {key: value for key, value in picture.items() if value is not None}
    for each in fields.get("textinput", ()):
        inside = xml.fields(each)
        found["textinput"] = {
            key: value
            for key in ("title", "link", "name", "description")
            if (value := xml.plain(inside, key))
        }
    for each in fields.get("cloud", ()):
        found["cloud"] = {str(key).lower(): str(value) for key, value in each.attrib.items()}
    for each in fields.get("admin:generatoragent", ()):
        if href := absolute(xml.attribute(each, "resource"), bases):
            found["generator_detail"] = {"href": href}
            found.setdefault("generator", href)
    for each in fields.get("admin:errorreportsto", ()):
        if said := xml.attribute(each, "resource"):
            found["errorreportsto"] = said
    for key in ("ttl", "category"):
        if (said := xml.plain(fields, key)) is not None:
            found[key] = said
    if (docs := absolute(xml.plain(fields, "docs"), bases)) is not None:
        found["docs"] = docs
    return found or None


PUBLISHERS = ("dc:publisher", "webmaster", "itunes:owner")
ODDMENTS = (
    "image", "textinput", "cloud", "ttl", "category", "docs", "admin:generatoragent", "admin:errorreportsto",
)  # fmt: skip


def _publisher(fields: Fields, names: Names) -> dict[str, Any]:
    for person in rss_fields.people(fields, tuple(name for name in names if name in fields), _NOWHERE):
        detail = {key: value for key, value in (("name", person.name), ("email", person.email)) if value}
        return {"publisher_detail": detail, "publisher": person.name or person.email}
    return {}


_NOWHERE = xml.Place("")


def _whole(said: str | None) -> int | None:
    """A number of pixels."""
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 6 else None


def _is_link(fields: Fields) -> bool:
    """Whether the guid stands for the link, which is missing."""
    if "link" in fields:
        return False
    return (xml.attribute(fields["guid"][-1], "ispermalink") or "true").lower() == "true"


def _block(fields: Fields, names: Names, place: xml.Place) -> int:
    return int((fields[names[0]][-1].text or "") == "yes")


def _license(fields: Fields, names: Names, place: xml.Place) -> str | None:
    said = (each for name in names for each in fields[name])
    found = [absolute(xml.attribute(each, "resource") or xml.text(each), (place.base,)) for each in said]
    return next((href for href in reversed(found) if href), None)


def _attributes(each: xml.Element) -> dict[str, str]:
    return {str(key).rpartition("}")[2].lower(): str(value).strip() for key, value in each.attrib.items()}


def _with_text(fields: Fields, names: Names, place: xml.Place) -> dict[str, str]:
    each = fields[names[0]][-1]
    return _attributes(each) | {"content": xml.text(each).strip()}


def _license_of_media(fields: Fields, names: Names, place: xml.Place) -> dict[str, str]:
    found = _with_text(fields, names, place)
    return {key: value for key, value in found.items() if key != "href" or absolute(value, (place.base,))}


def _listed(fields: Fields, names: Names, place: xml.Place) -> list[dict[str, str]] | None:
    """The attributes of each of them, addresses absolute; those whose address is no good are left out."""
    found: list[dict[str, str]] = []
    for each in fields[names[0]]:
        said = _attributes(each)
        if "url" in said:
            if (href := absolute(said["url"], (place.base,))) is None:
                continue
            said["url"] = href
        found.append(said)
    return found or None


def _credits(fields: Fields, names: Names, place: xml.Place) -> list[dict[str, str]] | None:
    return [_attributes(each) | {"content": xml.even(each)} for each in fields[names[0]]]


def _player(fields: Fields, names: Names, place: xml.Place) -> dict[str, Any]:
    each = fields[names[0]][-1]
    href = absolute(xml.attribute(each, "url"), (place.base,))
    return {"url": href, "content": (each.text or "").strip()}


def _chapters(fields: Fields, names: Names, place: xml.Place) -> dict[str, Any]:
    """Podlove Simple Chapters."""
    each = fields[names[0]][-1]
    chapters = [_attributes(inner) for name, inner in xml.children(each) if name == "chapter"]
    return {
        "version": xml.attribute(each, "version"),
        "chapters": [
            {key: value for key, value in said.items() if key != "href" or absolute(value, (place.base,))}
            for said in chapters[:_NUMBERS]
        ],
    }


def _validity(fields: Fields, names: Names, place: xml.Place) -> dict[str, str]:
    pairs = (part.partition("=") for part in (xml.plain(fields, *names) or "").split(";"))
    return {
        f"validity_{key.strip()}": value.strip()
        for key, _, value in pairs
        if key.strip() not in ("", "scheme")
    }


def _where(
    fields: Mapping[str, Sequence[xml.Element]], names: Names, place: xml.Place
) -> dict[str, Any] | None:
    """A place as GeoJSON has it: longitude before latitude."""
    for outer in fields.get("georss:where", ()):
        if (inside := _where(xml.fields(outer), (), place)) is not None:
            return inside
    for name, shape in _SHAPES.items():
        for each in fields.get(name, ()):
            pairs = _pairs(xml.text(each))
            if not pairs:
                continue
            if shape == "Point":
                return {"type": shape, "coordinates": pairs[0]}
            return {"type": shape, "coordinates": [pairs] if shape == "Polygon" else pairs}
    latitude, longitude = (_number(fields, f"geo:{name}") for name in ("lat", "long"))
    if latitude is not None and longitude is not None:
        return {"type": "Point", "coordinates": [longitude, latitude]}
    return None


def _number(fields: Mapping[str, Sequence[xml.Element]], name: str) -> float | None:
    for each in fields.get(name, ()):
        if pairs := _pairs(f"{xml.text(each)} 0"):
            return pairs[0][1]
    return None


def _pairs(said: str) -> list[list[float]]:
    try:
        numbers = [float(each) for each in said.replace(",", " ").split()[:_NUMBERS]]
    except ValueError:
        return []
    return [[east, north] for north, east in zip(numbers[::2], numbers[1::2], strict=False)]


def _explicit(fields: Fields, names: Names, place: xml.Place) -> dict[str, bool | None]:
    return {"itunes_explicit": _EXPLICIT.get(fields[names[0]][-1].text or "")}


_EXTRA = Slots(
    Slot("itunes_block", _block, ("itunes:block",)),
    Slot("explicit", _explicit, ("itunes:explicit",)),
    *(Slot(f"itunes_{key}", rss_fields.plain, (f"itunes:{key}",)) for key in _PODCASTS),
    Slot("wfw_comment", rss_fields.address, ("wfw:comment",)),
    Slot("wfw_commentrss", rss_fields.address, ("wfw:commentrss",)),
    Slot("slash_comments", rss_fields.plain, ("slash:comments",)),
    Slot("thr_total", rss_fields.plain, ("thr:total",)),
    Slot("license", _license, ("cc:license", "license")),
    Slot("media_content", _listed, ("media:content",)),
    Slot("media_thumbnail", _listed, ("media:thumbnail",)),
    Slot("media_credit", _credits, ("media:credit",)),
    Slot("media_rating", _with_text, ("media:rating",)),
    Slot("media_restriction", _with_text, ("media:restriction",)),
    Slot("media_license", _license_of_media, ("media:license",)),
    Slot("media_player", _player, ("media:player",)),
    Slot("psc_chapters", _chapters, ("psc:chapters",)),
    Slot("validity", _validity, ("dcterms:valid",)),
    Slot("where", _where, ("georss:where", *_SHAPES, "geo:lat")),
)
# slots whose values have keys of their own
_SEVERAL = ("explicit", "validity")
NAMES = tuple(sorted(_EXTRA.names))
