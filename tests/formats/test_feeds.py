"""Feeds of every format, sound and broken, through the one door."""

import html
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masdar import formats
from masdar.errors import NotAFeed, ReadError
from masdar.formats import atom, document, jsonfeed, rss, sitemap, sniff
from masdar.formats.feed import Feed
from masdar.model import ChannelId

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
HERE = "https://news.example/feeds/rss.xml"
SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'
)


def rss_of(inside: str, *, head: str = "") -> bytes:
    return f'<rss version="2.0" {SPACES}><channel>{head}{inside}</channel></rss>'.encode()


def titles(feed: Feed) -> list[str | None]:
    return [each.title.value if each.title else None for each in feed.entries]


FULL_RSS = rss_of(
    """<item>
    <title>افتتاح الجسر</title>
    <link>https://news.example/1</link>
    <guid isPermaLink="false">n-1</guid>
    <pubDate>Thu, 01 Jan 2026 15:00:00 +0300</pubDate>
    <dc:creator>سارة علي</dc:creator>
    <category>محليات</category><category>طرق</category>
    <description>ملخص الخبر</description>
    <content:encoded><![CDATA[<p>نص الخبر</p>]]></content:encoded>
    <source url="https://alwadi.example/rss">وكالة الوادي</source>
    <media:content url="https://news.example/1.jpg" medium="image"/>
    <dc:language>ar</dc:language>
    </item>""",
    head="<title>أخبار</title><link>https://news.example/</link><language>ar-SA</language><ttl>30</ttl>",
)
FULL_ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>أخبار</title>
    <link href="https://news.example/"/>
    <entry><title>افتتاح الجسر</title><id>n-1</id>
    <link rel="alternate" href="/1"/><link rel="enclosure" type="image/jpeg" href="/1.jpg"/>
    <published>2026-01-01T15:00:00+03:00</published><updated>2026-01-01T16:00:00+03:00</updated>
    <author><name>سارة علي</name></author><category term="محليات"/><category term="طرق"/>
    <summary>ملخص الخبر</summary><content type="html">&lt;p&gt;نص الخبر&lt;/p&gt;</content>
    <source><title>وكالة الوادي</title><link href="https://alwadi.example/rss"/></source>
    </entry></feed>""".encode()
FULL_JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "أخبار",
        "home_page_url": "https://news.example/",
        "language": "ar",
        "items": [
            {
                "id": "n-1",
                "url": "https://news.example/1",
                "title": "افتتاح الجسر",
                "summary": "ملخص الخبر",
                "content_html": "<p>نص الخبر</p>",
                "date_published": "2026-01-01T15:00:00+03:00",
                "authors": [{"name": "سارة علي"}],
                "tags": ["محليات", "طرق"],
                "image": "https://news.example/1.jpg",
            }
        ],
    },
    ensure_ascii=False,
).encode()


@pytest.mark.parametrize(
    ("data", "format"),
    [(FULL_RSS, "rss20"), (FULL_ATOM, "atom10"), (FULL_JSON, "json11")],
    ids=["rss", "atom", "json"],
)
def test_a_lead_says_what_the_entry_says(data: bytes, format: str) -> None:
    feed = sniff.read(data, url=HERE)

    (lead,) = sniff.leads(feed, ChannelId("news/all"), NOON)

    assert (feed.format, feed.repaired) == (format, False)
    assert (lead.url, lead.item, lead.title) == ("https://news.example/1", "n-1", "افتتاح الجسر")
    assert (lead.author, lead.summary, lead.content) == ("سارة علي", "ملخص الخبر", "<p>نص الخبر</p>")
    assert (lead.section, lead.tags, lead.image) == (
        "محليات",
        ("محليات", "طرق"),
        "https://news.example/1.jpg",
    )
    assert lead.published is not None
    assert "15:00:00" in lead.published
    assert (lead.channel, lead.seen) == ("news/all", NOON)


def test_what_a_channel_says_of_the_origin_is_kept() -> None:
    (lead,) = sniff.leads(rss.read(FULL_RSS, url=HERE), None, NOON)
    (other,) = sniff.leads(atom.read(FULL_ATOM, url=HERE), None, NOON)

    assert (lead.credit, lead.credit_url) == ("وكالة الوادي", "https://alwadi.example/rss")
    assert (other.credit, other.credit_url) == ("وكالة الوادي", "https://alwadi.example/rss")


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        pytest.param(rss_of("<item><title>أ & ب</title></item>"), ["أ & ب"], id="bare ampersand"),
        pytest.param(
            rss_of("<item><title>أ&unknown;ب</title></item>"), ["أ&unknown;ب"], id="undefined entity"
        ),
        pytest.param(rss_of("<item><title>أ\x0bب\x00</title></item>"), ["أب"], id="control characters"),
        pytest.param(rss_of("<item><title>أ&#11;ب</title></item>"), ["أب"], id="control by number"),
        pytest.param(
            b"<!-- cached -->\n junk " + rss_of("<item><title>A</title></item>"), ["A"], id="junk before"
        ),
        pytest.param(rss_of("<item><title>A</title></item>") + b"<script>1</script>", ["A"], id="junk after"),
        pytest.param(
            rss_of("<item><title>A</title></item><item><title>B</title></item>")[:-40],
            ["A"],
            id="cut in an entry",
        ),
        pytest.param(
            rss_of("<item><title>A<b></title></item><item><title>B</title></item>"),
            ["A<b></b>", "B"],
            id="unclosed tag",
        ),
        pytest.param(
            rss_of("<item><title>A</title><item><title>B</title></item>"), ["A", "B"], id="unclosed entry"
        ),
        pytest.param(rss_of("<item><title>A</b></title></item>"), ["A"], id="stray closing tag"),
        pytest.param(rss_of("<item><title>1 < 2</title></item>"), ["1 < 2"], id="bare less-than"),
        pytest.param(
            rss_of("<item><title><![CDATA[a & b &nbsp;]]></title></item><item>"),
            ["a & b &nbsp;"],
            id="CDATA is kept",
        ),
        pytest.param(b"<item><title>A</title></item><item><title>B</title></item>", ["A", "B"], id="no head"),
    ],
)
def test_every_complete_entry_of_a_broken_feed_is_read(broken: bytes, expected: list[str]) -> None:
    feed = sniff.read(broken, url=HERE)

    assert titles(feed) == expected
    assert feed.repaired
    assert feed.notes


@pytest.mark.parametrize(
    "sound",
    [
        pytest.param(rss_of("<item><title>A&nbsp;B</title></item>"), id="named entity of HTML"),
        pytest.param(b"\xef\xbb\xbf\n" + rss_of("<item><title>A</title></item>"), id="mark and space before"),
        pytest.param(b"<?xml version='1.0'?><!DOCTYPE rss>" + rss_of(""), id="document type"),
    ],
)
def test_a_harmless_habit_is_no_repair(sound: bytes) -> None:
    assert not sniff.read(sound, url=HERE).repaired


@pytest.mark.parametrize(
    ("data", "content_type", "format"),
    [
        pytest.param(FULL_JSON, "text/plain", "json11", id="JSON feed as text"),
        pytest.param(FULL_RSS, "text/html; charset=utf-8", "rss20", id="RSS as a page"),
        pytest.param(FULL_ATOM, "application/rss+xml", "atom10", id="Atom as RSS"),
        pytest.param(FULL_RSS.replace(b"rss", b"RSS"), "text/xml", "rss20", id="capital letters"),
    ],
)
def test_a_feed_is_told_by_its_content(data: bytes, content_type: str, format: str) -> None:
    assert sniff.read(data, url=HERE, headers={"content-type": content_type}).format == format


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html><html><head><title>x</title></head></html>",
        b"  <html>",
        b"<!-- a --><HTML lang='ar'>",
        b"hello world",
        b"",
        b"<opml version='2.0'/>",
        b'{"error": "no such feed"}',
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)
def test_what_is_no_feed_is_refused(data: bytes) -> None:
    with pytest.raises(NotAFeed):
        sniff.read(data, url=HERE, headers={"content-type": "application/rss+xml"})


def test_a_page_in_the_place_of_a_feed_names_its_feeds() -> None:
    page = b"""<!doctype html><html><head><link rel="stylesheet" href="a.css">
      <link rel="alternate" type="application/rss+xml" href="/rss"><link rel="Alternate" type="text/html" href="/en">
      <link rel="alternate home" type="application/atom+xml; charset=utf-8" href="https://news.example/atom">
      <link rel="alternate" type="application/rss+xml" href="javascript:x()"></head>"""

    assert sniff.named(page.decode(), url=HERE) == ("https://news.example/rss", "https://news.example/atom")
    with pytest.raises(
        NotAFeed, match=r"as its feed https://news\.example/rss and https://news\.example/atom"
    ):
        sniff.read(page, url=HERE)


@pytest.mark.parametrize("data", [b'{"items": [', b"{" * 100_000])
def test_broken_json_is_a_read_error(data: bytes) -> None:
    with pytest.raises(ReadError):
        sniff.read(data)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/a", "https://news.example/a"),
        ("a", "https://news.example/feeds/a"),
        ("//cdn.example/a", "https://cdn.example/a"),
        ("  https://news.example/a b\n", "https://news.example/a b"),
        ("https://news.example/الخبر", "https://news.example/الخبر"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("", None),
        ("http://", None),
        ("http://[bad", None),
    ],
)
def test_a_link_is_made_absolute_or_dropped(link: str, expected: str | None) -> None:
    feed = rss.read(rss_of(f"<item><title>A</title><link>{link}</link></item>"), url=HERE)

    assert feed.entries[0].link == expected


def test_a_permalink_stands_in_for_a_link() -> None:
    feed = rss.read(
        rss_of(
            "<item><guid>https://news.example/1</guid></item><item><guid isPermaLink='false'>https://x.example/2</guid></item>"
        )
    )

    assert [each.link for each in feed.entries] == ["https://news.example/1", None]


def test_one_address_is_one_lead() -> None:
    items = "".join(
        f"<item><title>{n}</title><link>https://news.example/1{tail}</link></item>"
        for n, tail in enumerate(["", "?utm_source=rss", "#top"])
    )

    assert [lead.title for lead in sniff.leads(rss.read(rss_of(items)), None, NOON)] == ["0"]


@pytest.mark.parametrize(
    ("said", "name", "email"),
    [
        ("me@news.example (سارة علي)", "سارة علي", "me@news.example"),
        ("سارة علي <me@news.example>", "سارة علي", "me@news.example"),
        ("me@news.example", None, "me@news.example"),
        ("سارة علي", "سارة علي", None),
    ],
)
def test_an_author_is_a_name_or_an_address_or_both(said: str, name: str | None, email: str | None) -> None:
    escaped = said.replace("<", "&lt;")
    (person,) = (
        rss.read(rss_of(f"<item><author>{escaped}</author><title>A</title></item>")).entries[0].authors
    )

    assert (person.name, person.email) == (name, email)


def test_nothing_of_an_entity_is_expanded_or_fetched() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    feed = sniff.read(
        bomb.encode() + rss_of("<item><title>&l9;</title><description>&x;</description></item>")
    )

    assert titles(feed) == ["&l9;"]
    assert feed.entries[0].summary is not None
    assert feed.entries[0].summary.value == "&x;"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"<rss><channel>" + b"<a>" * 200_000, id="deep"),
        pytest.param(
            b"<rss " + b" ".join(b'a%d="1"' % n for n in range(200_000)) + b"/>", id="many attributes"
        ),
        pytest.param(
            b"<rss><channel><title>" + b"x" * 11_000_000 + b"</title></channel></rss>", id="a huge text"
        ),
        pytest.param(b"<!DOCTYPE" + b'"' * 5_000, id="quotes without end"),
        pytest.param(b"<rss>" + b"<a <b " * 50_000, id="tags without end"),
        pytest.param(b"<rss><channel>" + b"&" * 500_000, id="ampersands"),
        pytest.param(b"<rss><channel>" + b"&" * 500_001, id="more ampersands than are read"),
        pytest.param(
            b'<!DOCTYPE rss [<!ENTITY a "' + b"x" * 199 + b'">]><rss>' + b"&a;" * 200_000, id="own entities"
        ),
        pytest.param(b"<rss><channel>&x" + b"<![CDATA[" * 200_000, id="CDATA without end"),
        pytest.param(b"<!--" * 100_000 + b"<rss/>", id="comments without end"),
        pytest.param(b"<?" * 100_000 + b"<rss/>", id="instructions without end"),
        pytest.param(b"<!DOCTYPE a [" * 50_000 + b"<rss/>", id="document types without end"),
        pytest.param(b'<!DOCTYPE "' * 50_000 + b"<rss/>", id="document types with quotes"),
        pytest.param(b"<rss>&x" + b"<!" * 200_000, id="declarations without end"),
        pytest.param(b"<rss><channel>" + b" " * (document.LIMIT + 1), id="more than is read"),
    ],
)
def test_a_hostile_document_ends_soon(data: bytes) -> None:
    try:
        feed = sniff.read(data)
    except ReadError:
        return
    assert feed.entries == ()


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param("<b " + " ".join(f'a{n}="1"' for n in range(100_000)) + ">x</b>", id="attributes"),
        pytest.param("<div>" * 100_000, id="deep"),
        pytest.param("<b>" * 50_000 + "x" + "</b>" * 50_000, id="deep and closed"),
        pytest.param("<a " * 100_000, id="tags without end"),
        pytest.param("<p>x" * 100_000, id="many"),
    ],
)
def test_a_hostile_text_in_a_feed_ends_soon(inside: str) -> None:
    data = rss_of(f"<item><title>A</title><description>{html.escape(inside)}</description></item>")

    (entry,) = formats.normalised(data)["entries"]

    assert entry["title"] == "A"
    assert len(entry["summary"]) <= 4 * len(inside)


def test_of_a_feed_of_many_entries_the_first_are_read_and_what_stands_behind_them_is_not_lost() -> None:
    many = "".join(f"<item><title>{n}</title><link>/{n}</link></item>" for n in range(30_000))
    data = rss_of(f"{many}<ttl>30</ttl>", head="<title>A</title>")

    feed = sniff.read(data, url=HERE)

    assert len(data) > 1_000_000
    assert (len(feed.entries), titles(feed)[0], titles(feed)[-1]) == (5_000, "0", "4999")
    assert (feed.title.value if feed.title else None, feed.ttl, feed.repaired) == ("A", 30, False)


def test_a_large_feed_that_breaks_off_gives_its_whole_entries() -> None:
    many = "".join(
        f"<item><title>{n}</title><description>{'x' * 900}</description></item>" for n in range(1_500)
    )

    feed = sniff.read(rss_of(many)[:-500], url=HERE)

    assert titles(feed)[:1_499] == [str(n) for n in range(1_499)]
    assert feed.repaired


def test_entities_in_attributes_and_behind_comments_are_never_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!-- <rss> --><!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]>'
    feed = sniff.read(bomb.encode() + rss_of("<item><guid a='&l9;'>&l9;</guid><title>A</title></item>"))

    assert (titles(feed), feed.entries[0].id) == (["A"], "&l9;")


def test_rdf_is_read() -> None:
    data = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="/"><title>أخبار</title></channel>
      <item rdf:about="https://news.example/1"><title>خبر</title><link>https://news.example/1</link>
      <dc:date>2026-01-01</dc:date></item></rdf:RDF>""".encode()

    feed = sniff.read(data)

    assert (feed.format, titles(feed)) == ("rss10", ["خبر"])
    assert (feed.entries[0].id, feed.entries[0].published) == ("https://news.example/1", "2026-01-01")


@pytest.mark.parametrize(
    ("construct", "value", "type"),
    [
        ("<title>A &amp;lt; B</title>", "A &lt; B", "text/plain"),
        ('<title type="html">A &lt;b&gt;B&lt;/b&gt;</title>', "A <b>B</b>", "text/html"),
        (
            '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <b>B</b><br/></div></title>',
            "A <b>B</b><br />",
            "application/xhtml+xml",
        ),
        ('<title type="text/html" mode="escaped">A &lt;b&gt;B&lt;/b&gt;</title>', "A <b>B</b>", "text/html"),
        ('<title type="text/html" mode="base64">QSA8Yj5CPC9iPg==</title>', "A <b>B</b>", "text/html"),
    ],
)
def test_a_text_construct_of_atom(construct: str, value: str, type: str) -> None:
    feed = atom.read(f'<feed xmlns="http://www.w3.org/2005/Atom"><entry>{construct}</entry></feed>'.encode())

    title = feed.entries[0].title
    assert title is not None
    assert (title.value, title.type) == (value, type)


def test_a_news_sitemap_gives_entries_newest_first() -> None:
    data = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
      xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
      <url><loc>https://news.example/1</loc><news:news><news:publication><news:name>أخبار</news:name>
      <news:language>ar</news:language></news:publication><news:publication_date>2026-01-01</news:publication_date>
      <news:title>الأول</news:title><news:keywords>طرق، جسور</news:keywords></news:news></url>
      <url><loc>https://news.example/2</loc><news:news><news:publication_date>2026-01-02</news:publication_date>
      <news:title>الثاني</news:title></news:news></url></urlset>""".encode()

    feed = sniff.read(data, url="https://news.example/news.xml")

    assert titles(feed) == ["الثاني", "الأول"]
    assert [tag.term for tag in feed.entries[1].tags] == ["طرق", "جسور"]
    assert feed.entries[1].language == "ar"


def test_a_sitemap_index_is_bounded_and_never_names_itself() -> None:
    own = "https://news.example/sitemap.xml"
    rows = "".join(f"<sitemap><loc>https://news.example/{n}.xml</loc></sitemap>" for n in range(50_100))
    data = f"<sitemapindex><sitemap><loc>{own}</loc></sitemap>{rows}</sitemapindex>".encode()

    feed = sitemap.read(data, url=own)

    assert len(feed.more) == sitemap.DOCUMENTS
    assert own not in feed.more


def test_json_of_odd_types_is_read_as_far_as_it_goes() -> None:
    feed = jsonfeed.of(
        '{"items": [{"id": 7, "title": null, "tags": "x", "authors": ["سارة", 3]}, 5], "title": []}'
    )

    assert (feed.entries[0].id, feed.entries[0].title) == ("7", None)
    assert [each.name for each in feed.entries[0].authors] == ["سارة"]


def test_a_json_feed_names_the_hub_that_pushes_it() -> None:
    feed = jsonfeed.of(
        '{"items": [], "feed_url": "/feed.json", "hubs": [{"type": "rssCloud", "url": "/cloud"},'
        ' {"type": "WebSub", "url": "//hub.example/"}]}',
        url="https://daily.example/",
    )

    assert {each.rel: each.href for each in feed.links} == {
        "self": "https://daily.example/feed.json",
        "hub": "https://hub.example/",
    }


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for head in (b"", b"<rss><channel><item>", b'<feed xmlns="http://www.w3.org/2005/Atom">', b"{"):
        try:
            assert isinstance(sniff.read(head + data), Feed)
        except ReadError:
            continue


_BITS = [
    b"<",
    b">",
    b"&",
    b"&#55296;",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"<?xml",
    b"<!x>",
    b"</item>",
    b"<item>",
    b'"',
    b"\xff",
]
_BITS += [b"https://[", b" xml:base='//['", b"<a:b>", b"<:x>", b"<!DOCTYPE x [<!ENTITY a 'b'>", b"{", b"\x00"]


@given(
    st.sampled_from([FULL_RSS, FULL_ATOM, FULL_JSON]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), st.sampled_from(_BITS)), min_size=1, max_size=5),
)
def test_a_feed_that_was_damaged_anywhere_is_read_or_refused(
    data: bytes, wounds: list[tuple[float, int, bytes]]
) -> None:
    for where, lost, put in wounds:
        at = int(where * len(data))
        data = data[:at] + put + data[at + lost :]
    try:
        feed = sniff.read(data, url=HERE)
    except ReadError:
        return
    assert len(sniff.leads(feed, None, NOON)) <= len(feed.entries)


@given(st.text(max_size=60))
def test_any_text_survives_as_a_title(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    try:
        feed = rss.read(rss_of(f"<item><link>/1</link><title>{escaped}</title></item>"), url=HERE)
    except ReadError:
        pytest.fail("a feed was not read")
    assert len(feed.entries) == 1
