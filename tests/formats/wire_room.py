"""An invented agency's text in every wire format, with its notices."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)

TITLE = "فتح طريق الميناء أمام الشاحنات"
FIRST = "مرجان 1 يناير (الوادي) - فتحت بلدية مرجان اليوم طريق الميناء أمام الشاحنات بعد إغلاق دام شهرين."
SECOND = "وقال رئيس البلدية إن الأعمال انتهت قبل موعدها."
HEADING = "ساعات السير"
ITEMS = ("صباحا للشاحنات", "مساء للجميع")
GUID = "urn:newsml:alwadi.example:20260101:77"

NITF = f"""<?xml version="1.0" encoding="utf-8"?>
<nitf baselang="ar"><head><title>{TITLE}</title>
<tobject><tobject.subject tobject.subject.refnum="04015000" tobject.subject.type="نقل"/></tobject>
<docdata management-status="usable"><evloc city="مرجان" iso-cc="SA"/><doc-id id-string="{GUID}" regsrc="الوادي"/>
<urgency ed-urg="4"/><date.issue norm="20260101T090000Z"/><ed-msg info="يتبع لاحقا"/>
<del-list><from-src src-name="وكالة النهر" level-number="2"/><from-src src-name="وكالة الوادي" level-number="1"/>
</del-list><du-key key="طريق" version="3"/><doc.copyright holder="وكالة الوادي" year="2026"/>
<key-list><keyword key="طرق"/></key-list></docdata></head>
<body><body.head><hedline><hl1>{TITLE}</hl1><hl2>بعد شهرين</hl2></hedline>
<note><body.content><p>ملاحظة</p></body.content></note>
<byline>سالم المرجاني<byttl>مراسل</byttl></byline><distributor>وكالة الوادي</distributor>
<dateline><location>مرجان</location><story.date norm="20260101T090000Z">1 يناير</story.date></dateline>
<abstract><p>طريق الميناء مفتوح.</p></abstract></body.head>
<body.content><block><p>{FIRST}</p><p>{SECOND}</p><hl2>{HEADING}</hl2>
<ul><li>{ITEMS[0]}</li><li>{ITEMS[1]}</li></ul><p>hr/sm</p></block>
<media media-type="image"><media-reference source="https://alwadi.example/1.jpg" width="640" height="480"/>
<media-caption>الطريق</media-caption><media-producer>الوادي</media-producer></media></body.content></body></nitf>
"""

G2 = f"""<?xml version="1.0" encoding="utf-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2026-01-01T09:00:00Z</sent>
<sender>alwadi.example</sender></header><itemSet>
<newsItem guid="{GUID}" version="3" standard="NewsML-G2" standardversion="2.35" xml:lang="ar">
<hopHistory><hop seq="2" timestamp="2026-01-01T08:30:00Z"><party qcode="x:nahr"><name>وكالة النهر</name></party>
<action qcode="hopaction:enhanced" target="hatarget:metadata"/></hop>
<hop seq="1"><party><name>وكالة الوادي</name></party><action qcode="hopaction:created"/></hop></hopHistory>
<rightsInfo><copyrightHolder literal="وكالة الوادي"/><usageTerms>للمشتركين</usageTerms></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider literal="وكالة الوادي"/>
<versionCreated>2026-01-01T09:00:00Z</versionCreated><firstCreated>2026-01-01T08:00:00Z</firstCreated>
<pubStatus qcode="stat:usable"/>%(meta)s</itemMeta>
<contentMeta><urgency>4</urgency><located><name>مرجان</name></located>
<infoSource role="isrol:originator" literal="وكالة الوادي"/><language tag="ar"/><keyword>طرق</keyword>
<subject qcode="medtop:20000300"><name>نقل</name></subject>
<subject type="cpnat:geoArea" qcode="x:1"><name>مرجان</name></subject>
<headline>%(title)s</headline><by>سالم المرجاني</by><creditline>وكالة الوادي</creditline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>
</head><body><p>{FIRST}</p><p>{SECOND}</p><h2>{HEADING}</h2><ul><li>{ITEMS[0]}</li><li>{ITEMS[1]}</li></ul>
</body></html></inlineXML></contentSet></newsItem></itemSet></newsMessage>
"""

ONE = f"""<?xml version="1.0" encoding="utf-8"?>
<NewsML Version="1.2"><NewsEnvelope><DateAndTime>20260101T090000Z</DateAndTime></NewsEnvelope><NewsItem xml:lang="ar">
<Identification><NewsIdentifier><ProviderId>alwadi.example</ProviderId><DateId>20260101</DateId>
<NewsItemId>77</NewsItemId><RevisionId PreviousRevision="2" Update="U">3</RevisionId>
<PublicIdentifier>{GUID}:3</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20260101T080000Z</FirstCreated>
<ThisRevisionCreated>20260101T090000Z</ThisRevisionCreated><Status FormalName="%(status)s"/>
<Urgency FormalName="4"/>%(more)s</NewsManagement>
<NewsComponent><NewsLines><HeadLine>{TITLE}</HeadLine><ByLine>سالم المرجاني</ByLine>
<DateLine>مرجان 1 يناير 2026 (الوادي) -</DateLine></NewsLines>
<AdministrativeMetadata><Provider><Party FormalName="وكالة الوادي"/></Provider></AdministrativeMetadata>
<DescriptiveMetadata><Language FormalName="ar"/><SubjectCode><Subject FormalName="04000000"/></SubjectCode>
<Location HowPresent="Origin"><Property FormalName="City" Value="مرجان"/></Location>
<Property FormalName="Keyword" Value="طرق"/></DescriptiveMetadata>
<NewsComponent><ContentItem><MediaType FormalName="Text"/><DataContent><p>{FIRST}</p><p>{SECOND}</p>
<h2>{HEADING}</h2><ul><li>{ITEMS[0]}</li><li>{ITEMS[1]}</li></ul></DataContent></ContentItem></NewsComponent>
<NewsComponent><NewsLines><HeadLine>صورة</HeadLine><CreditLine>الوادي</CreditLine></NewsLines>
<NewsComponent><ContentItem Href="https://alwadi.example/1.jpg"><MediaType FormalName="Photo"/></ContentItem>
</NewsComponent></NewsComponent></NewsComponent></NewsItem></NewsML>
"""


def xhtml() -> str:
    return f"<p>{FIRST}</p><p>{SECOND}</p><h2>{HEADING}</h2><ul><li>{ITEMS[0]}</li><li>{ITEMS[1]}</li></ul>"


def json_one(**fields: Any) -> bytes:
    """A ninjs 1 item."""
    given: dict[str, Any] = {
        "uri": GUID, "type": "text", "version": "3", "pubstatus": "usable", "urgency": 4, "language": "ar",
        "headline": TITLE, "byline": "سالم المرجاني", "located": "مرجان", "copyrightholder": "وكالة الوادي",
        "source": "وكالة الوادي", "firstcreated": "2026-01-01T08:00:00+0000",
        "versioncreated": "2026-01-01T09:00:00+0000", "body_html": xhtml(), "keywords": ["طرق"],
        "subject": [{"code": "04000000", "name": "نقل"}], "place": [{"name": "مرجان"}],
    }  # fmt: skip
    return json.dumps(given | fields).encode()


def json_three(**fields: Any) -> bytes:
    """A ninjs 3 item."""
    given: dict[str, Any] = {
        "uri": GUID, "type": "text", "version": "3", "pubStatus": "usable", "urgency": 4, "language": "ar",
        "headlines": [{"role": "short", "value": "طريق الميناء"}, {"role": "main", "value": TITLE}],
        "by": "سالم المرجاني", "located": "مرجان", "firstCreated": "2026-01-01T08:00:00Z",
        "versionCreated": "2026-01-01T09:00:00Z", "copyrightHolder": "وكالة الوادي", "keywords": ["طرق"],
        "infoSources": [{"name": "وكالة الوادي", "role": "originator"}],
        "bodies": [
            {"contentType": "text/plain", "value": f"{FIRST}\n{SECOND}"},
            {"contentType": "application/xhtml+xml", "value": xhtml()},
        ],
        "subjects": [{"uri": "http://cv.iptc.org/newscodes/mediatopic/20000300", "name": "نقل"}],
        "places": [{"name": "مرجان"}],
    }  # fmt: skip
    return json.dumps(given | fields).encode()


def g2(*, title: str = TITLE, meta: str = "", status: str = "usable") -> bytes:
    return (G2 % {"title": title, "meta": meta}).replace("stat:usable", f"stat:{status}").encode()


def one(*, status: str = "Usable", more: str = "") -> bytes:
    return (ONE % {"status": status, "more": more}).encode()


def teleprinter(
    *heading: str, text: str = f"   {FIRST}\r\n\r\n   {SECOND}", encoding: str = "cp1256"
) -> bytes:
    lines = "\r\n".join(heading or (TITLE,))
    whole = f"\x01wad077 4 s 93  الوادي 061\r\n\nمرجان/طرق/\r\n\x02{lines} =\r\n\r\n{text}\r\n\r\n\x03010900 GMT Jan 26\r\n\x04"
    return whole.encode(encoding)


FILES = [
    pytest.param(json_one(), id="ninjs 1"),
    pytest.param(json_three(), id="ninjs 3"),
    pytest.param(g2(), id="NewsML-G2"),
    pytest.param(one(), id="NewsML 1.2"),
    pytest.param(NITF.encode(), id="NITF"),
]
