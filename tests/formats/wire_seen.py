"""What was seen in each wire file of the development set: the table of `wire_eye`."""

import re
from typing import Any

from tests.formats.wire_eye import (
    Eye,
    Finder,
    Refused,
    Texts,
    at,
    each,
    even,
    key,
    line,
    marked,
    printed,
    rows,
)


def g2(created: str | None, modified: str | None, version: str, agency: str, **more: Any) -> Eye:
    """An item of NewsML-G2 with XHTML in it, where nothing else was seen."""
    given: dict[str, Any] = {
        "headline": at("//contentMeta/headline[not(@role)]"),
        "body": each("//inlineXML//body//*[self::p[not(h3)] or self::h1 or self::h2 or self::h3]"),
    }
    return Eye(created=created, modified=modified, version=version, agency=agency, **(given | more))


def teleprinter(at_: str, version: str, headline: int, **more: Any) -> Eye:
    given: dict[str, Any] = {"headline": line(headline), "body": printed, "agency": "dpa", "codes": ("DPA",)}
    return Eye(created=at_, modified=at_, version=version, **(given | more))


def ninjs(created: str | None, modified: str, headline: Finder, body: Texts, **more: Any) -> Eye:
    given: dict[str, Any] = {"agency": None, "version": None}
    return Eye(created=created, modified=modified, headline=headline, body=body, **(given | more))


def italy(
    headline: Finder, body: Texts, at_: str = "2013-07-09T10:37:00Z", by: str = "by", **more: Any
) -> Eye:
    """The example that the standard repeats in several forms."""
    return ninjs(
        None,
        at_,
        headline,
        body,
        dateline=("GROSSETO, Italy (AP) --", ("GROSSETO", "Italy"), None),
        byline=key(by),
        persons=("Paulo Santalucia", "Frances d'Emilio"),
        codes=("AP",),
        **more,
    )


_NITF = each("//body.content//*[self::p or self::hl2 or self::li][not(ancestor::media or ancestor::note)]")
_STT: dict[str, Any] = {"agency": "STT", "codes": (), "urgency": 3, "language": "fi-FI"}
_REUTERS: dict[str, Any] = {"agency": "Reuters", "codes": ("REUTERS",), "urgency": 3, "language": "en"}
_HELSINKI = ("Helsinki", ("Helsinki",), None)
_OIL: dict[str, Any] = {
    "byline": key("byline"), "persons": ("Henning Gloystein",), "agency": "Reuters", "codes": ("REUTERS",),
    "version": "4", "urgency": 3,
}  # fmt: skip

SEEN: dict[str, Eye | Refused] = {
    "IPTC7901.txt": teleprinter(
        "2013-11-13T11:37:00Z", "062", 0, dateline=("Berlin (dpa) -", ("Berlin",), None), urgency=4
    ),
    "IPTC7901_odd_charset.txt": teleprinter(
        "2015-10-07T13:41:00Z",
        "100",
        1,
        dateline=("Munich (dpa) -", ("Munich",), None),
        urgency=3,
        byline=line(2),
        persons=("Manuel Schwarz",),
        notice="update",
    ),
    "dpa_copyright.txt": teleprinter("2017-06-24T22:00:00Z", "0001", 1, urgency=4),
    "dpa_four_line.txt": teleprinter(
        "2018-11-21T23:22:00Z",
        "0003",
        2,
        dateline=("Geneva (dpa) -", ("Geneva",), None),
        urgency=3,
        byline=line(3),
        persons=(),
        notice="update",
    ),
    "dpa_two_by_line.txt": teleprinter(
        "2018-11-21T12:59:00",
        "0007",
        0,
        dateline=("San Diego (tca/dpa) -", ("San Diego",), None),
        urgency=4,
        byline=line(1),
        persons=("Tom Krasovic",),
    ),
    "dpa_two_line.txt": teleprinter(
        "2018-11-21T21:01:00Z",
        "0124",
        1,
        dateline=("Washington (dpa) -", ("Washington",), None),
        urgency=3,
        notice="update",
    ),
    "afp.xml": Eye(
        headline=at("//HeadLine"),
        body=lambda file: each("//body.content/p")(file)[:-1],
        agency="AFP",
        codes=("AFP",),
        dateline=("STOCKHOLM, Aug 29, 2014 (AFP) -", ("Stockholm",), "2014-08-29"),
        version="1",
        urgency=4,
        created="2014-08-29T13:49:51Z",
        modified="2014-08-29T13:49:51Z",
        sent="2014-08-29T13:50:06Z",
        language="en",
    ),
    "afp20.xml": Eye(
        headline=at("//HeadLine"),
        body=each("//DataContent/p"),
        agency="AFP",
        codes=("AFP",),
        dateline=("Strasbourg, 10 juil 2024 (AFP)", ("Strasbourg",), "2024-07-10"),
        version="1",
        language="fr",
        created="2024-07-10T12:59:02Z",
        modified="2024-07-10T12:59:02Z",
        sent="2024-07-10T13:00:37Z",
    ),
    "ansa-newsmlg2-text.xml": g2(
        "2017-10-11T10:41:00+01:00",
        "2017-10-11T10:41:00+01:00",
        "1",
        "ansa.it",
        codes=("ANSA",),
        urgency=5,
        dateline=("(ANSA) - Rome, October 11 -", ("Rome",), "10-11"),
        language="it",
        words=True,
        body=lambda file: [even(re.sub(r"<[^>]+>", " ", file.tree.xpath("string(//inlineData)")))],
    ),
    "ap-nitf.xml": Eye(
        headline=at("//hl1"),
        body=_NITF,
        dateline=("NEW YORK (AP) \u2014", ("NEW YORK",), None),
        byline=lambda file: even(" ".join(file.tree.xpath("//byline//text()"))).replace(" AP", ", AP"),
        persons=("BERNARD CONDON",),
        agency="The Associated Press",
        codes=("AP",),
        version=None,
        created="2015-12-10T19:10:44Z",
        modified="2015-12-10T19:10:44Z",
    ),
    "ap_media_text_nitf.xml": Eye(
        headline=at("//hl1"),
        body=each("//table//tr[*/text()]|//body.content/p|//body.content/block/p|//table//p"),
        agency="The Associated Press",
        codes=("AP",),
        version=None,
        words=True,
        created="2019-07-03T04:05:12Z",
        modified="2019-07-03T04:05:12Z",
    ),
    "efe_nitf.xml": Eye(
        headline=at("//hl1"),
        body=_NITF,
        dateline=("Tegucigalpa, Jan 2 (EFE).-", ("Tegucigalpa",), "01-02"),
        byline=at("//byline"),
        persons=(),
        agency="Agencia EFE",
        codes=("EFE",),
        version=None,
        urgency=5,
        created="2017-01-02T22:28:00Z",
        modified="2017-01-02T22:28:00Z",
        language="en-US",
    ),
    "nitf-fishing.xml": Eye(
        headline=at("//hl1"),
        body=_NITF,
        dateline=("Newport News, VA", ("Newport News",), None),
        words=True,
        byline=lambda file: even(" ".join(file.tree.xpath("//byline//text()"))).replace("Karben", "Karben,"),
        persons=("Alan Karben",),
        agency="XML Team Solutions, Inc.",
        version="1",
        urgency=3,
        status="canceled",
        notice="kill",
        created="2002-02-25T14:30:00-05:00",
        modified="2002-02-25T14:30:00-05:00",
    ),
    "nitf-ntb.xml": Eye(
        headline=at("//hl1"),
        body=_NITF,
        dateline=("Oslo", ("Oslo",), None),
        byline=at("//byline"),
        words=True,
        persons=("Geir Molnes",),
        agency="NTB",
        version="48",
        urgency=5,
        language="nb-NO",
        created="2020-09-07T14:45:26",
        modified="2020-09-07T14:45:26",
    ),
    "dpa.xml": g2(
        None,
        "2022-10-11T11:14:42+02:00",
        "1",
        "dpa",
        codes=("DPA",),
        urgency=4,
        language="de",
        dateline=("London (dpa) -", ("London",), None),
        body=each("//inlineXML//section[1]/p"),
    ),
    "stt1.xml": g2(
        "2019-04-15T11:12:24", "2019-04-15T13:49:15", "2", dateline=_HELSINKI, notice="update", **_STT
    ),
    "stt_archive_newsml_created_date_test.xml": g2(None, None, "1", **_STT),
    "stt_archive_newsml_test.xml": g2(None, "2013-02-22T18:36:20", "1", **_STT),
    "stt_newsml_abstract_test.xml": g2(
        "2018-04-19T16:41:12+03:00",
        "2018-04-19T16:41:14+03:00",
        "1",
        headline=None,
        dateline=_HELSINKI,
        **(_STT | {"urgency": 2}),
    ),
    "stt_newsml_endash.xml": g2(
        "2018-04-04T04:05:16", "2018-04-04T04:05:16", "1", **(_STT | {"agency": "STT / Sourcefabric"})
    ),
    "stt_newsml_location_rich.xml": g2(
        "2017-08-29T17:15:41",
        "2017-08-29T17:15:41",
        "1",
        **(_STT | {"agency": "STT / AFP", "codes": ("AFP",)}),
    ),
    "stt_newsml_location_test.xml": g2(None, "2013-02-22T18:36:20", "1", headline=None, **_STT),
    "stt_newsml_subject_test.xml": g2(None, "2013-02-22T18:36:20", "1", headline=None, **_STT),
    "stt_newsml_no_truncated_text_test.xml": g2(
        "2023-10-18T01:02:34",
        "2023-10-18T14:28:25",
        "7",
        dateline=_HELSINKI,
        notice="update",
        byline=at("//by"),
        persons=("Maria Rosvall", "Jecaterina Mantsinen"),
        **(_STT | {"urgency": 2}),
    ),
    "stt_newsml_note_test.xml": g2(
        "2017-01-31T21:52:11",
        "2017-01-31T21:52:11",
        "1",
        byline=at("//by"),
        persons=("ANTTI AUTIO", "HETA HASSINEN"),
        **_STT,
    ),
    "stt_newsml_test.xml": g2(
        "2017-12-19T10:33:04+02:00",
        "2017-10-18T11:16:43+02:00",
        "4",
        dateline=_HELSINKI,
        notice="update",
        words=True,
        **_STT,
    ),
    "stt_newsml_test_no_hl.xml": g2(
        "2017-12-19T10:33:04+02:00",
        "2017-12-19T11:16:43+02:00",
        "4",
        headline=None,
        dateline=_HELSINKI,
        notice="update",
        words=True,
        **_STT,
    ),
    "tag_reuters.com,0000_newsml_ISS149709_1618095828": g2(
        "2017-01-30T18:54:14Z",
        "2017-01-30T18:54:14Z",
        "1618095828",
        body=rows("//body"),
        words=True,
        dateline=("Jan 30 (Gracenote) -", (), "01-30"),
        **_REUTERS,
    ),
    "tag_reuters.com,0000_newsml_L4N1FL0N0_1132689232": g2(
        "2017-01-31T03:47:29Z",
        "2017-01-31T03:47:29Z",
        "1132689232",
        words=True,
        persons=("Arpan Varghese",),
        body=lambda file: [
            even(
                file.tree.xpath("string(//body)")
                .replace("    By Arpan Varghese\n", "")
                .replace("    * ", " ")
            )
        ],
        byline=lambda file: even(re.findall(r"\n\s+(By .*)\n", file.tree.xpath("string(//body)"))[0]),
        dateline=("Jan 30 (Reuters) -", (), "01-30"),
        **_REUTERS,
    ),
    "tag_reuters.com,2018_newsml_MTZXEE13ZXCZES_2": g2(
        "2018-01-03T20:13:08Z",
        "2018-01-03T20:13:08Z",
        "2",
        "Opta Sports Data",
        body=each("//body"),
        words=True,
        dateline=("Jan 3 (OPTA) -", (), "01-03"),
        urgency=4,
        language="en-US",
        notice="update",
    ),
    "tag_reuters.com_2014_newsml_KBN0FL0NN_version_5": g2(
        "2014-07-16T08:10:15Z",
        "2014-07-16T15:53:10Z",
        "5",
        "Reuters",
        codes=("REUTERS",),
        urgency=4,
        body=lambda file: each("//body/p")(file)[1:],
        byline=at("//by"),
        persons=("Marwan Makdisi",),
        dateline=("DAMASCUS (Reuters) -", ("DAMASCUS",), None),
        language="en-US",
    ),
    "tag_reuters.com_2014_newsml_KBN0FL0ZP_version_2": g2(
        "2014-07-16T10:35:57Z",
        "2014-07-16T13:00:03Z",
        "2",
        "Reuters",
        codes=("REUTERS",),
        urgency=4,
        dateline=("BEIRUT (Reuters) -", ("BEIRUT",), None),
        language="en-US",
    ),
    "tag_reuters.com_2016_newsml_L1N14N0FF_version_1542761538": g2(
        "2016-01-04T16:34:45Z",
        "2016-01-04T16:34:45Z",
        "1542761538",
        status="canceled",
        notice="kill",
        **_REUTERS,
    ),
    "tag_reuters.com_2016_newsml_L1N14N0FF_version_978556838": g2(
        "2016-01-04T15:43:34Z",
        "2016-01-04T15:43:34Z",
        "978556838",
        status="corrected",
        notice="correction",
        dateline=("Jan 3 (Reuters) -", (), "01-03"),
        words=True,
        **_REUTERS,
    ),
    "newsml-g2/LISTING_2_NewsML-G2_Text_Document.xml": g2(
        None,
        "2018-11-21T16:25:32-05:00",
        "11",
        "Associated Press",
        codes=("AP",),
        language="en-US",
        body=_NITF,
        byline=lambda file: even(file.tree.xpath("string(//byline)")),
        persons=("Meredith Jameson",),
    ),
    "newsml-g2/LISTING_25_An_NITF_marked-up_article_conveyed_in_inlineXML.xml": Eye(
        headline=at("//hl1"),
        body=_NITF,
        dateline=("(Sports Network) -", (), None),
        byline=at("//byline"),
        persons=(),
        agency=None,
        created=None,
        modified=None,
        version=None,
    ),
    "ninjs1.json": ninjs(
        "2017-08-24T04:37:19Z",
        "2017-08-24T04:38:34Z",
        key("headline"),
        marked("body_html"),
        agency="AAP",
        version="2",
        urgency=3,
        byline=key("byline"),
        persons=("Peter", "Jane"),
        language="fr",
    ),
    "ninjs2.json": ninjs(
        "2017-07-03T01:38:13Z", "2017-08-24T01:58:40Z", key("headline"), marked("body_html"), **_OIL
    ),
    "ninjs5.json": ninjs(
        "2017-07-03T01:38:13Z", "2017-08-24T01:58:40Z", key("headline"), marked("body_html"), **_OIL
    ),
    "ninjs4.json": ninjs(
        None,
        "2019-03-25T08:54:09Z",
        key("headline"),
        marked("body_html"),
        version="1",
        urgency=5,
        byline=key("byline"),
        persons=(),
        language="de",
    ),
    "bbc-ninjs-comp-test.json": ninjs(
        "2018-05-30T15:14:24",
        "2018-05-30T15:14:24",
        key("headline"),
        marked("body_html"),
        urgency=3,
        byline=key("byline"),
        persons=("Jane Doe",),
        language="en",
    ),
    "bbc-ninjs-text-test.json": ninjs(
        "2018-05-28T16:40:08",
        "2018-05-28T16:40:08",
        key("headline"),
        marked("body_html"),
        urgency=3,
        byline=key("byline"),
        persons=("John Doe",),
        language="en",
    ),
    "ninjsExSimpleText1.json": italy(key("headline"), marked("body_xhtml"), by="byline"),
    "ninjsExMediumText1.json": italy(key("headline"), marked("body_xhtml"), by="byline", language="en"),
    "ninjs-3.1/001_simple_example.json": italy(key("headlines", 0, "value"), marked("bodies", 0, "value")),
    "ninjs-3.1/004_simple_text_article.json": italy(
        key("headlines", 0, "value"), marked("bodies", 1, "value")
    ),
    "ninjs-3.1/005_complex_text_article.json": italy(
        key("headlines", 0, "value"), marked("bodies", 1, "value"), language="en"
    ),
    "ninjs-3.1/007_multimedia.json": italy(
        key("headlines", 0, "value"), marked("bodies", 1, "value"), "2013-07-09T10:39:00Z", language="en"
    ),
    "newsml-g2/LISTING_1_A_NewsML-G2_News_Item.xml": Refused(["a headline without its text"]),
    "newsml-g2/LISTING_24_News_Message_conveying_a_complete_News_Package.xml": Refused(
        ["a package", *["an item without headline and text"] * 4]
    ),
    "newsml-g2/LISTING_28_Illustrating_Located_Subject_and_Dateline.xml": Refused(["a piece of NewsML-G2"]),
    "newsml-g2/LISTING_29_Hop_History.xml": Refused(["an item without headline and text"]),
    "ninjs-3.1/002_renditions_example.json": Refused(["an item without headline and text"]),
    "ninjs-3.1/003_associations_example.json": Refused(["a headline without its text"]),
    "ninjs-3.1/006_photo_only.json": Refused(["a picture"]),
    "ninjs-3.1/008_event.json": Refused(["the announcement of an event"]),
    "ninjs3.json": Refused(["a picture"]),
    "ninjs6.json": Refused(["a picture"]),
    "snep.xml": Refused(["a package"]),
    "tag_reuters.com_0000_newsml_GM1EA7M13RP01_version_484616934": Refused(["a picture"]),
    "tag_reuters.com_2014_newsml_KBN0FL0NM_version_10": Refused(["a package"]),
}
