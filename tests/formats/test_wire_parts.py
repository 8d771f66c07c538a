"""Notices, times, datelines and bodies of wire room."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from masdar.errors import MasdarError, NotAnArticle, ReadError
from masdar.formats import wire
from masdar.formats.wire import blocks, datelines, notices, times
from masdar.formats.wire.item import Notice
from tests.formats import wire_room as room


@pytest.mark.parametrize(
    ("headline", "notice"),
    [
        ("CORRECTED-Road opened", Notice.CORRECTION),
        ("REFILE/CORRECTED-Road opened", Notice.CORRECTION),
        ("UPDATE 2-CORRECTED-Road opened", Notice.CORRECTION),
        ("UPDATE 1-Road opened", Notice.UPDATE),
        ("BULLETIN KILL: Road", Notice.KILL),
        ("WITHDRAWN-Road opened", Notice.KILL),
        ("HOLD - Road opened", Notice.HOLD),
        ("تصويب - فتح طريق الميناء", Notice.CORRECTION),
        ("إلغاء: فتح طريق الميناء", Notice.KILL),
        ("تعليق نشر: فتح طريق الميناء", Notice.HOLD),
        ("عاجل: فتح طريق الميناء", Notice.UPDATE),
        ("إلغاء رحلات الطيران بسبب الضباب", None),
        ("تصحيح مسار الأسعار في السوق", None),
        ("تعليق الدراسة غدا", None),
        ("Kill switch found", None),
        ("HOLDING company grows", None),
        ("Corrected figures please the market", None),
        (None, None),
    ],
)
def test_a_headline_announces_only_when_set_off(headline: str | None, notice: Notice | None) -> None:
    assert notices.read(headline) is notice


def test_a_clock_is_no_dateline() -> None:
    assert datelines.made("2014-07-17 00:24:11 GMT+00:00") is None
    assert datelines.made("  ") is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("20140829T134951+0000", "2014-08-29T13:49:51+00:00"),
        ("20140829", "2014-08-29"),
        ("2019-04-15T13:49:15", "2019-04-15T13:49:15"),
        ("2017-01-30T18:54:14.000Z", "2017-01-30T18:54:14+00:00"),
        ("20020226T093000-0500", "2002-02-26T09:30:00-05:00"),
        ("131137 GMT Nov 13", "2013-11-13T11:37:00+00:00"),
        ("071341 GMT Okt 15", "2015-10-07T13:41:00+00:00"),
        ("211259 Nov 18", "2018-11-21T12:59:00"),
        ("010900 GMT يناير 26", "2026-01-01T09:00:00+00:00"),
        ("20261399", None),
        ("soon", None),
        (None, None),
    ],
)
def test_times_become_iso(said: str | None, expected: str | None) -> None:
    assert times.iso(said) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("<p>a\n\n b</p>", ["a", "b"], id="a blank line parts"),
        pytest.param("<p>a\n   b\n   c</p>", ["a b c"], id="layout of a program"),
        pytest.param("<p>a\n   b goes\non\n   c</p>", ["a", "b goes on", "c"], id="layout of a writer"),
        pytest.param("<p>a<br/>b</p>", ["a", "b"], id="line breaks"),
        pytest.param("<p>o&amp;#39;clock &amp;quot;x&amp;quot;</p>", ['o\'clock "x"'], id="escaped twice"),
        pytest.param(
            "<table><tr><td>a</td><td>1</td></tr><tr><th>b</th></tr></table>", ["a 1", "b"], id="rows"
        ),
        pytest.param("<header><h1>x</h1></header><p>a</p><script>s</script>", ["a"], id="what is no text"),
        pytest.param("<pre>a\n\nb</pre>", ["a", "b"], id="preformatted"),
        pytest.param("800&lt;endash&gt;-&lt;/endash&gt;1", ["800\u20131"], id="a dash as a tag"),
    ],
)
def test_markup_becomes_blocks(text: str, expected: list[str]) -> None:
    assert [each.plain for each in blocks.of_markup(text)] == expected


def test_columns_stay_lines_and_points_a_list() -> None:
    found = blocks.of_lines("Results\nAlpha   2 Beta   0\nGamma   1 Delta  1\n\n * one\n * two\n\nEnd")

    assert [(each.kind.value, each.plain) for each in found] == [
        ("paragraph", "Results"),
        ("paragraph", "Alpha 2 Beta 0"),
        ("paragraph", "Gamma 1 Delta 1"),
        ("list", "one\ntwo"),
        ("paragraph", "End"),
    ]


# --- what is broken ------------------------------------------------------------------------------

WHOLE = [
    room.json_one(),
    room.json_three(),
    room.g2(),
    room.one(),
    room.NITF.encode(),
    room.teleprinter("KILL", "x"),
]


@given(some.sampled_from(WHOLE), some.data())
def test_a_broken_file_is_read_or_told(data: bytes, drawn: some.DataObject) -> None:
    start = drawn.draw(some.integers(0, len(data)))
    stop = drawn.draw(some.integers(start, min(len(data), start + 200)))
    broken = data[:start] + drawn.draw(some.binary(max_size=8) | some.sampled_from(WHOLE)) + data[stop:]

    try:
        found = [(item, wire.lead(item, seen=room.NOON)) for item in wire.read(broken)]
    except MasdarError:
        return
    assert all(lead.seen.tzinfo is not None for _, lead in found)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"[" * 900 + b'{"uri": "urn:x:1", "headlines": []}' + b"]" * 900, id="nested lists"),
        pytest.param(room.json_three(bodies=[{"value": "<div>" * 5_000 + "a"}]), id="nested markup"),
        pytest.param(
            room.json_three(bodies=[{"value": "<ul><li>" * 5_000 + "a"}]), id="nested lists of markup"
        ),
        pytest.param(b"<nitf>" + b"<body>" * 5_000, id="nested XML"),
        pytest.param(b"\x01" * 200_000 + b"\x02", id="many beginnings"),
        pytest.param(b'{"byline": 1, ' * 20_000, id="many keys"),
        pytest.param(
            b'<!DOCTYPE nitf [<!ENTITY a "&b;&b;&b;"><!ENTITY b "x"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
            b"<nitf><body><body.content><p>&a;&c;</p></body.content></body></nitf>",
            id="entities",
        ),
    ],
)
def test_a_hostile_file_is_read_or_told(data: bytes) -> None:
    try:
        found = wire.read(data)
    except MasdarError:
        return
    assert all("root:" not in block.plain for item in found for block in item.body)


@pytest.mark.parametrize("label", ["windows-1256", "iso-8859-6"])
def test_xml_in_old_arabic_encodings_is_read(label: str) -> None:
    text = room.NITF.replace('encoding="utf-8"', f'encoding="{label}"')

    (item,) = wire.read(text.encode(label))

    assert (item.headline, item.body[0].text) == (room.TITLE, room.FIRST)


def test_a_credit_line_and_the_first_hand_are_both_credited() -> None:
    data = room.g2().replace(
        "<creditline>وكالة الوادي".encode(), "<creditline>صحيفة الضفة\u2013وكالة السهل\u2013".encode()
    )

    (item,) = wire.read(data)

    assert wire.lead(item, seen=room.NOON).credit == "صحيفة الضفة / وكالة السهل / وكالة الوادي"


@pytest.mark.parametrize(
    ("heading", "title", "notice"),
    [
        pytest.param(room.TITLE, room.TITLE, None, id="a line"),
        pytest.param(f"تصحيح\r\n{room.TITLE}", room.TITLE, Notice.CORRECTION, id="a notice above it"),
    ],
)
def test_a_heading_without_its_sign_ends_with_its_line(
    heading: str, title: str, notice: Notice | None
) -> None:
    data = f"\x01wad1 3 i 93 wad 77\r\n\x02{heading}\r\n\r\n   {room.FIRST}\r\n\x03010900 GMT Jan 26\x04"

    (item,) = wire.read(data.encode())

    assert (item.headline, item.notice, item.body[0].text) == (title, notice, room.FIRST)


def test_a_kill_on_the_teleprinter_meets_its_text() -> None:
    (text,) = wire.read(room.teleprinter())
    (kill,) = wire.read(room.teleprinter("KILL", room.TITLE))

    assert text.key == kill.key


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<contentMeta><urgency>4</urgency></contentMeta>", "a piece of NewsML-G2 (<contentMeta>)"),
        (
            b"<rightsInfo><copyrightNotice>x</copyrightNotice></rightsInfo>",
            "a piece of NewsML-G2 (<rightsInfo>)",
        ),
        (
            b'<assert xmlns="http://iptc.org/std/nar/2006-10-01/" qcode="x:1"/>',
            "a piece of NewsML-G2 (<assert>)",
        ),
        (b"<NewsLines><HeadLine>x</HeadLine></NewsLines>", "a piece of NewsML 1 (<NewsLines>)"),
    ],
)
def test_a_piece_of_a_document_is_told_as_one(data: bytes, why: str) -> None:
    with pytest.raises(ReadError, match=re.escape(why)):
        wire.read(data)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b'<planningItem guid="urn:x:1"><itemMeta/></planningItem>', "a plan of coverage"),
        (
            (
                b'<conceptItem guid="urn:x:1"><itemMeta><itemClass qcode="cinat:concept"/></itemMeta>'
                b'<concept><type qcode="cpnat:event"/><name>x</name></concept></conceptItem>'
            ),
            "the announcement of an event",
        ),
        (
            b'<conceptItem guid="urn:x:1"><concept><type qcode="cpnat:person"/></concept></conceptItem>',
            "a concept, which describes a person, place or thing",
        ),
        (b'<knowledgeItem guid="urn:x:1"><conceptSet/></knowledgeItem>', "a concept"),
        (b'<packageItem guid="urn:x:1"><groupSet/></packageItem>', "a package"),
    ],
)
def test_what_is_no_text_is_called_by_its_name(data: bytes, why: str) -> None:
    (item,) = wire.read(data)

    with pytest.raises(NotAnArticle, match=re.escape(why)):
        wire.lead(item, seen=room.NOON)


@pytest.mark.parametrize("whole", [room.g2(), room.one(), room.NITF.encode()], ids=["G2", "1.2", "NITF"])
def test_a_document_without_its_end_is_no_text(whole: bytes) -> None:
    with pytest.raises(ReadError, match="breaks off"):
        wire.read(whole[: len(whole) - 12])


def test_the_answer_of_an_interface_is_looked_into() -> None:
    item = json.loads(room.json_one(byline=None, bylines=[{"by": "By Sara Example", "title": "Wire Writer"}]))

    (found,) = wire.read(json.dumps({"api_version": "1.1", "data": {"item": item}}).encode())

    assert (found.headline, found.byline) == (room.TITLE, "By Sara Example, Wire Writer")


def test_what_is_not_for_publication_is_in_no_note() -> None:
    meta = (
        '<edNote pubconstraint="x:nonpublic">contact: secret@alwadi.example</edNote>'
        "<edNote>Pictures follow. The following information is not for publication: secret@alwadi.example</edNote>"
    )

    (found,) = wire.read(room.g2(meta=meta))

    assert found.notes == ("Pictures follow",)
