"""Wire files of an invented agency, in every format, say the same."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from masdar.errors import NotAFeed, NotAnArticle, ReadError
from masdar.formats import sniff, wire
from masdar.formats.wire import iptc7901, newsml, ninjs, nitf
from masdar.formats.wire.item import Item, Kind, Notice
from masdar.model import BlockKind, Status
from tests.formats.wire_room import (
    FILES,
    FIRST,
    GUID,
    HEADING,
    ITEMS,
    NITF,
    SECOND,
    TITLE,
    g2,
    json_one,
    json_three,
    one,
    teleprinter,
    xhtml,
)

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def read(data: bytes) -> Item:
    (item,) = wire.read(data)
    return item


@pytest.mark.parametrize("data", FILES)
def test_one_text_reads_alike_in_every_format(data: bytes) -> None:
    item = read(data)

    assert (item.kind, item.guid, item.version, item.status) == (Kind.TEXT, GUID, "3", Status.USABLE)
    assert (item.headline, item.language, item.urgency) == (TITLE, "ar", 4)
    assert [(each.kind, each.plain) for each in item.body] == [
        (BlockKind.PARAGRAPH, FIRST),
        (BlockKind.PARAGRAPH, SECOND),
        (BlockKind.HEADING, HEADING),
        (BlockKind.LIST, "\n".join(ITEMS)),
    ]
    assert (item.byline or "").startswith("سالم المرجاني")
    assert (item.located, item.agency) == ("مرجان", "وكالة الوادي")
    assert item.times.modified == "2026-01-01T09:00:00+00:00"
    assert item.keywords == ("طرق",)
    assert item.subjects


def test_a_lead_brings_text_credit_status_and_the_name_that_versions_share() -> None:
    lead = wire.lead(read(g2()), seen=NOON)

    assert (lead.title, lead.author, lead.credit) == (TITLE, "سالم المرجاني", "وكالة الوادي")
    assert lead.content == xhtml()
    assert (lead.status, lead.version, lead.outside) == (Status.USABLE, "3", GUID)
    assert lead.item == f"wire::{GUID}"
    assert lead.seen == datetime(2026, 1, 1, 9, tzinfo=UTC)
    assert lead.published == "2026-01-01T08:00:00+00:00"


def test_a_teleprinter_text_in_windows_letters_is_read() -> None:
    item = read(teleprinter())

    assert (item.headline, item.urgency, item.credit) == (TITLE, 4, "الوادي")
    assert [each.text for each in item.body] == [FIRST, SECOND]
    assert item.times.sent == "2026-01-01T09:00:00+00:00"
    assert item.keywords == ("مرجان", "طرق")


def test_what_is_not_for_publication_is_neither_text_nor_note() -> None:
    text = (
        "Wadi (xyz) - The road is open.\r\nIt was shut.\r\n\r\n# Notebook\r\n\r\n- adds quote\r\n\r\n* * * *\r\n"
        "The following information is not for publication\r\n\r\n- Tel: 00000\r\n\r\nxyz ab cd\r\n"
    )
    data = f"\x01abc1 3 i 93 xyz 77\r\n\x02EXTRA\r\nRoad opened\r\nBy Salem Murjani =\r\n\r\n{text}\x03010900 GMT Jan 26\x04"

    item = read(data.encode())

    assert (item.headline, item.byline) == ("Road opened", "By Salem Murjani")
    assert [each.text for each in item.body] == ["Wadi (xyz) - The road is open. It was shut."]
    assert item.notes == ("Notebook", "adds quote")


def test_accents_of_a_western_text_are_no_arabic() -> None:
    data = (
        "\x01abc1 3 i 93 xyz 77\r\n\x02Herr M\u00fcller =\r\n\r\n".encode("cp1252")
        + b"Text of some length. " * 9
    )
    assert read(data + b"\x03\x04").headline == "Herr M\u00fcller"


# --- correction, hold and kill -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "status", "notice"),
    [
        pytest.param(json_one(pubstatus="canceled"), Status.CANCELED, Notice.KILL, id="ninjs 1 canceled"),
        pytest.param(json_three(pubStatus="withheld"), Status.WITHHELD, Notice.HOLD, id="ninjs 3 withheld"),
        pytest.param(
            json_one(pubstatus="who knows"), Status.WITHHELD, Notice.HOLD, id="a status nobody knows"
        ),
        pytest.param(
            json_three(headlines=[{"value": f"تصحيح: {TITLE}"}]),
            Status.CORRECTED,
            Notice.CORRECTION,
            id="headline",
        ),
        pytest.param(g2(status="canceled"), Status.CANCELED, Notice.KILL, id="G2 canceled"),
        pytest.param(g2(status="withheld"), Status.WITHHELD, Notice.HOLD, id="G2 withheld"),
        pytest.param(
            g2(meta='<signal qcode="sig:correction"/>'), Status.CORRECTED, Notice.CORRECTION, id="G2 signal"
        ),
        pytest.param(g2(meta='<signal qcode="sig:update"/>'), Status.USABLE, Notice.UPDATE, id="G2 update"),
        pytest.param(one(status="Canceled"), Status.CANCELED, Notice.KILL, id="NewsML 1 canceled"),
        pytest.param(one(status="Withheld"), Status.WITHHELD, Notice.HOLD, id="NewsML 1 withheld"),
        pytest.param(
            one(more='<Instruction FormalName="Correction"/>'),
            Status.CORRECTED,
            Notice.CORRECTION,
            id="NewsML 1",
        ),
        pytest.param(
            NITF.replace('"usable"', '"canceled"').encode(), Status.CANCELED, Notice.KILL, id="NITF canceled"
        ),
        pytest.param(
            NITF.replace("<urgency", '<correction info="المدة"/><urgency').encode(),
            Status.CORRECTED,
            Notice.CORRECTION,
            id="NITF correction",
        ),
        pytest.param(teleprinter("KILL", TITLE), Status.CANCELED, Notice.KILL, id="teleprinter KILL"),
        pytest.param(
            teleprinter("إلغاء خبر", TITLE), Status.CANCELED, Notice.KILL, id="teleprinter in Arabic"
        ),
        pytest.param(teleprinter("1ST LEAD", TITLE), Status.USABLE, Notice.UPDATE, id="teleprinter lead"),
    ],
)
def test_a_notice_sets_the_status(data: bytes, status: Status, notice: Notice) -> None:
    item = read(data)

    assert (item.status, item.notice) == (status, notice)


def test_a_kill_of_another_item_is_called_by_that_items_name() -> None:
    other = NITF.replace(
        'management-status="usable"', 'management-status="canceled" management-doc-idref="wad.1"'
    )

    item = read(other.replace(GUID, "wad.2").encode())

    assert (item.guid, item.refers, item.key) == ("wad.2", "wad.1", "wire:الوادي:wad.1")


def test_a_ninjs_association_may_name_the_item_that_is_killed() -> None:
    item = read(
        json_three(pubStatus="canceled", associations=[{"name": "x", "rel": "cancels", "uri": "urn:x:1"}])
    )

    assert item.refers is None  # `cancels` is no relation of the table
    killed = json_three(pubStatus="canceled", associations=[{"name": "x", "rel": "kill", "uri": "urn:x:1"}])
    assert read(killed).refers == "urn:x:1"


def test_a_kill_needs_no_text() -> None:
    lead = wire.lead(read(json_three(pubStatus="canceled", bodies=[], headlines=[])), seen=NOON)

    assert (lead.status, lead.content, lead.title) == (Status.CANCELED, None, None)


@pytest.mark.parametrize(
    ("data", "until"),
    [
        pytest.param(
            json_three(embargoedUntil="2026-01-03T12:00:00Z"), "2026-01-03T12:00:00+00:00", id="ninjs"
        ),
        pytest.param(
            g2(meta="<embargoed>2026-01-03T12:00:00Z</embargoed>"), "2026-01-03T12:00:00+00:00", id="G2"
        ),
        pytest.param(
            one(
                status="Embargoed",
                more='<StatusWillChange><FutureStatus FormalName="Usable"/>'
                "<DateAndTime>20260103T120000Z</DateAndTime></StatusWillChange>",
            ),
            "2026-01-03T12:00:00+00:00",
            id="NewsML 1",
        ),
        pytest.param(
            NITF.replace('"usable"', '"embargoed"')
            .replace("<urgency", '<date.release norm="20260103T120000Z"/><urgency')
            .encode(),
            "2026-01-03T12:00:00+00:00",
            id="NITF",
        ),
    ],
)
def test_an_embargo_has_an_end_and_the_item_is_usable_then(data: bytes, until: str) -> None:
    item = read(data)

    assert (item.times.embargo, item.status) == (until, Status.USABLE)


def test_an_embargo_without_an_end_holds() -> None:
    assert read(one(status="Embargoed")).status is Status.WITHHELD


# --- what is no text -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "kind", "why"),
    [
        pytest.param(json_three(type="picture", bodies=[]), Kind.PICTURE, "a picture", id="ninjs picture"),
        pytest.param(json_three(type="event", bodies=[]), Kind.EVENT, "an event", id="ninjs event"),
        pytest.param(json_three(type="planning", bodies=[]), Kind.PLANNING, "a plan", id="ninjs planning"),
        pytest.param(
            json_three(type="composite", bodies=[]), Kind.PACKAGE, "a package", id="ninjs composite"
        ),
        pytest.param(
            g2().replace(b"ninat:text", b"ninat:picture"), Kind.PICTURE, "a picture", id="G2 picture"
        ),
        pytest.param(g2().replace(b"newsItem", b"packageItem"), Kind.PACKAGE, "a package", id="G2 package"),
        pytest.param(g2().replace(b"newsItem", b"planningItem"), Kind.PLANNING, "a plan", id="G2 planning"),
        pytest.param(
            g2().replace(b"newsItem", b"conceptItem").replace(b"ninat:text", b"cinat:event"),
            Kind.EVENT,
            "an event",
            id="G2 event",
        ),
    ],
)
def test_what_is_no_text_is_refused_by_its_name(data: bytes, kind: Kind, why: str) -> None:
    item = read(data)

    assert item.kind is kind
    with pytest.raises(NotAnArticle, match=why):
        wire.lead(item, seen=NOON)


def test_a_composite_with_a_body_is_a_text_with_pictures() -> None:
    picture = {"name": "a", "type": "picture", "by": "الوادي", "descriptions": [{"value": "الطريق"}],
               "renditions": [{"name": "s", "href": "https://alwadi.example/s.jpg", "width": 64},
                              {"name": "l", "href": "https://alwadi.example/l.jpg", "width": 640}]}  # fmt: skip

    item = read(json_three(type="composite", associations=[picture]))

    assert item.kind is Kind.TEXT
    assert [(each.href, each.caption, each.credit) for each in item.media] == [
        ("https://alwadi.example/l.jpg", "الطريق", "الوادي")
    ]
    assert wire.lead(item, seen=NOON).image == "https://alwadi.example/l.jpg"


def test_a_text_without_a_body_is_refused() -> None:
    with pytest.raises(NotAnArticle, match="a headline without its text"):
        wire.lead(read(json_three(bodies=[])), seen=NOON)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"{}", id="an empty object"),
        pytest.param(b'{"headlines": [1', id="broken JSON"),
        pytest.param(b"<rss><channel/></rss>", id="a feed"),
        pytest.param(b"\x01 without a text", id="no STX"),
        pytest.param(b"<newsMessage/>", id="an empty message"),
        pytest.param(b"<contentMeta><dateline>x</dateline></contentMeta>", id="a piece of an item"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_what_is_no_wire_file_is_told(data: bytes) -> None:
    with pytest.raises(ReadError):
        wire.read(data)


@pytest.mark.parametrize("read", [ninjs.read, newsml.read, nitf.read, iptc7901.read])
@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00", b"<a/>", b"[[[[", b"<nitf/>", b'{"uri": {}, "headlines": 3}']
)
def test_a_reader_fails_only_as_it_says(read: Any, data: bytes) -> None:
    try:
        found = read(data)
    except ReadError:
        return
    assert all(isinstance(each, Item) for each in found)


@pytest.mark.parametrize(
    ("data", "format_"),
    [
        (b"\xef\xbb\xbf" + json_one(), "ninjs"),
        (json.dumps({"total": 1, "item": [json.loads(json_one())]}, indent=4).encode(), "ninjs"),
        (b"<!-- made by --><?x y?><ns0:newsMessage xmlns:ns0='u'>", "newsml"),
        (b"<!DOCTYPE nitf SYSTEM 'nitf.dtd'>\n<nitf>", "nitf"),
        (g2().decode().replace('"utf-8"', '"utf-16"').encode("utf-16"), "newsml"),
        (teleprinter(), "iptc7901"),
        (b'{"id": "a", "source": "s", "title": "t", "text": "\\"headlines\\": x"}', None),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', None),
        (b"<html><body><nitf></body></html>", None),
        (b"<rss version='2.0'>", None),
    ],
)
def test_formats_are_told_by_content(data: bytes, format_: str | None) -> None:
    assert wire.named(data[:4096]) == format_


def test_a_message_in_two_bytes_a_letter_is_read() -> None:
    assert read(g2().decode().replace('"utf-8"', '"utf-16"').encode("utf-16")).headline == TITLE


def test_many_items_of_one_answer_come_out_in_order() -> None:
    answer = {"item": [json.loads(json_one(uri=f"urn:x:{n}")) for n in (1, 2)]}

    assert [each.guid for each in wire.read(json.dumps(answer).encode())] == ["urn:x:1", "urn:x:2"]
    lines = b"\n".join(json_one(uri=f"urn:x:{n}") for n in (3, 4))
    assert [each.guid for each in wire.read(lines)] == ["urn:x:3", "urn:x:4"]


# --- parts ---------------------------------------------------------------------------------------


def test_the_trades_chain_is_in_order() -> None:
    assert [each.party.name for each in read(g2()).hops] == ["وكالة الوادي", "وكالة النهر"]
    assert [each.party.name for each in read(NITF.encode()).hops] == ["وكالة الوادي", "وكالة النهر"]


def test_a_dateline_apart_from_the_text_is_kept() -> None:
    line = read(one()).dateline

    assert line is not None
    assert (line.text, line.places) == ("مرجان 1 يناير 2026 (الوادي) -", ("مرجان",))
    assert line.date == "2026-01-01"


def test_a_title_is_made_where_none_is_given() -> None:
    item = read(json_three(headlines=[], descriptions=[{"value": "طريق الميناء مفتوح من جديد. ثم أغلق."}]))

    assert wire.lead(item, seen=NOON).title == "طريق الميناء مفتوح من جديد."


@pytest.mark.parametrize("data", [g2(), one(), NITF.encode()])
def test_a_wire_file_in_a_feeds_place_is_called_by_its_name(data: bytes) -> None:
    with pytest.raises(NotAFeed, match="a wire file"):
        sniff.read(data)
